"""Stores for tests, built through the real intake: the sample, an empty one, and copies that take more rows."""

import csv
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from pantau import ROOT, intake, privacy
from pantau.contracts import contracts
from pantau.intake import publish
from pantau.intake.publish import building
from pantau.sample import DATASETS
from pantau.store import Parameter, Query, Store

TODAY = "2026-11-22"
_TABLE = Query("tabel", "", (), (Parameter("nama", "VARCHAR"),), {}, "select * from query_table($nama)")


@contextmanager
def place(folder: Path) -> Iterator[None]:
    """Let the project's own code find its store and loader's room in `folder`, on the fixed day."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(folder).items():
            patch.setenv(name, value)
        yield


def environment(folder: Path) -> dict[str, str]:
    """The settings that make a process work in `folder` on the fixed day."""
    return {
        "PANTAU_STORE": str(folder / "store"),
        "PANTAU_RUANG_MUAT": str(folder / "ruang_muat"),
        "PANTAU_HARI_INI": TODAY,
    }


def build_sample(folder: Path) -> Path:
    """What `python -m pantau sample` makes on the first run."""
    with place(folder):
        results = intake.load_many([(ROOT / "data" / "sample" / f"{name}.csv", name) for name in DATASETS])
    assert [result.refused for result in results if result.refused] == []
    return folder


def build_empty(folder: Path) -> Path:
    """A served generation without one row of facts."""
    with place(folder), building(folder / "store", contracts(), privacy.read_key(folder / "ruang_muat")) as made:
        made.publish(lambda _: None)
    return folder


def load_rows(
    folder: Path, dataset: str, rows: Iterable[Mapping[str, object]], kecamatan: Collection[str] = ()
) -> intake.LoadResult:
    """Load rows as a CSV file, all the way through intake; of single kecamatan only those named get a file."""
    file = _written(folder, dataset, rows)
    with place(folder), _few_files(kecamatan):
        return intake.load(file, dataset)


def load_together(
    folder: Path, kecamatan: Collection[str] = (), **rows: Iterable[Mapping[str, object]]
) -> list[intake.LoadResult]:
    """Load rows of several datasets, named by their ids, into one generation."""
    files = [(_written(folder, dataset, listed), dataset) for dataset, listed in rows.items()]
    with place(folder), _few_files(kecamatan):
        results = intake.load_many(files)
    assert [result.refused for result in results if result.refused] == []
    return results


@contextmanager
def _few_files(kecamatan: Collection[str]) -> Iterator[None]:
    """Publish the files of these kecamatan only: a load takes a third less time without any."""
    wanted = [each for each in publish.kecamatan() if each[0] in kecamatan]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "kecamatan", lambda: wanted)
        yield


def _written(folder: Path, dataset: str, rows: Iterable[Mapping[str, object]]) -> Path:
    listed = list(rows)
    file = folder / f"{dataset}.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        table = csv.DictWriter(written, list(dict.fromkeys(name for row in listed for name in row)))
        table.writeheader()
        table.writerows(listed)
    return file


def copy(source: Path, target: Path) -> Path:
    """A store of one's own to load more into."""
    return Path(shutil.copytree(source, target, dirs_exist_ok=True))


def open_store(folder: Path) -> Store:
    """The viewer's side of a folder made here."""
    return Store(folder / "store")


def table(store: Store, name: str, scope: str = "semua") -> pd.DataFrame:
    """A whole table or view, for an independent count."""
    return store.ask(_TABLE, {"nama": name}, scope)
