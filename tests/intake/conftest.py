"""A small house for intake tests: three datasets, two kecamatan, no marts, so that a generation takes half a second."""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from pantau.contracts import Contract
from pantau.intake import load, loading, publish, review
from tests import stores
from tests.intake.house import CONTRACTS


@pytest.fixture
def uji() -> Contract:
    """A contract with every type of column."""
    return CONTRACTS["uji"]


@pytest.fixture
def orang() -> Contract:
    """A contract with personal columns, keyed by pseudonym."""
    return CONTRACTS["orang"]


@pytest.fixture
def small_house(empty_rooms: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store whose contracts are `uji`, `orang` and `rincian` (which follows `uji` into a scope)."""
    make_small(monkeypatch)
    return empty_rooms


def make_small(patch: pytest.MonkeyPatch) -> None:
    """The contracts of the small house, two kecamatan and no marts, for whoever loads."""
    patch.setattr(loading, "contracts", lambda: CONTRACTS)
    patch.setattr(loading, "contract", CONTRACTS.__getitem__)
    patch.setattr(review, "contract", CONTRACTS.__getitem__)
    patch.setattr(publish, "read_marts", list)
    patch.setattr(publish, "kecamatan", lambda: [("63.11.01", "Juai"), ("63.11.02", "Halong")])


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house with a register of three rows, loaded once; read only."""
    folder = tmp_path_factory.mktemp("register")
    path = folder / "register.csv"
    path.write_text("nomor,desa,jiwa\n1,Batumandi,10\n2,Batumandi,20\n3,Batumandi,30\n", "utf-8")
    with stores.place(folder), pytest.MonkeyPatch.context() as patch:
        make_small(patch)
        load(path, "uji")
    return folder


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as a clean CSV file of the test's own."""

    def write(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *rows])
        return path

    return write
