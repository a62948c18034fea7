"""Publishing, all or nothing: whatever kills the loader, the old generation is served, and the next load cleans up."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pantau import ROOT, privacy
from pantau.contracts import REFERENCE, contracts
from pantau.intake import load, publish
from pantau.store import Parameter, Query, Store, StoreError, generations, loader_room, store_folder
from pantau.store.query import QUERIES
from tests.intake.house import CONTRACTS

WriteCsv = Callable[..., Path]
HEADING = ["nomor", "desa", "jiwa"]
COUNT = Query("hitung", "", (), (Parameter("nama", "VARCHAR"),), {}, "select count(*) as n from query_table($nama)")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")

# A loader in a process of its own, in the small house; it kills itself right before `owner.function` is called for the
# n-th time.
LOADER = """
import os, signal, sys
from pathlib import Path
import pantau.intake.loading as loading, pantau.intake.publish as publish, pantau.store.generations as generations
from tests.intake.house import CONTRACTS
loading.contracts, loading.contract = lambda: CONTRACTS, CONTRACTS.__getitem__
publish.read_marts, publish.kecamatan = list, lambda: [("63.11.01", "Juai"), ("63.11.02", "Halong")]
file, point, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
if point:
    module, _, name = point.partition(".")
    owners = {"publish": publish, "derive": publish.derive, "generations": generations}
    owner = {**owners, "Path": Path, "Building": publish.Building}[module]
    real, left = getattr(owner, name), [times]
    def dying(*given, **named):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    setattr(owner, name, dying)
loading.load_files([(Path(file), "uji")], False, lambda step: None)
"""


def ended(file: Path, point: str = "", times: int = 1, seconds: float | None = None) -> int:
    """The exit status of a loader that dies at a point, or after some seconds, or lives."""
    command = [sys.executable, "-c", LOADER, str(file), point, str(times)]
    try:
        return subprocess.run(command, cwd=ROOT, timeout=seconds, check=False).returncode
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL


def served() -> tuple[str, int]:
    """The generation served and how many facts it holds, by a fresh viewer."""
    store = Store()
    try:
        return store.generation(), int(store.ask(COUNT, {"nama": "fakta_uji"})["n"].iloc[0])
    finally:
        store.close()


def leftovers() -> list[str]:
    wanted = {*generations.published(store_folder()), generations.CURRENT, generations.LOCK}
    return sorted(path.name for path in store_folder().iterdir() if path.name not in wanted)


@pytest.fixture
def two_files(small_house: Path, write_csv: WriteCsv) -> tuple[Path, Path]:
    """A file that is loaded (100 rows) and a larger one (5,000 rows) whose loader will be killed."""
    small = write_csv("kecil.csv", HEADING, [[f"A{number}", "Hamarung", "1"] for number in range(100)])
    large = write_csv("besar.csv", HEADING, [[f"B{number}", "Hamarung", "1"] for number in range(5_000)])
    load(small, "uji")
    assert served() == ("gen-000001", 100)
    return small, large


POINTS = [
    ("publish._copy", 1),
    ("Building.take", 1),
    ("Building._append", 1),
    ("Building.publish", 1),
    ("derive.derive", 2),
    ("publish._close", 3),
    ("generations.serve", 1),
    ("generations.sync", 4),
    ("Path.rename", 1),
    ("generations.point", 1),
]


@posix_only
def test_killed_before_the_pointer_moved_nothing_has_happened(two_files: tuple[Path, Path]) -> None:
    for point, times in POINTS:
        assert (point, ended(two_files[1], point, times)) == (point, -signal.SIGKILL)
        assert (point, *served()) == (point, "gen-000001", 100)
        assert (point, leftovers()) != (point, [])
    assert load(two_files[1], "uji").loaded == 5_000
    assert served()[1] == 5_100
    assert leftovers() == []


@posix_only
def test_killed_after_the_pointer_moved_the_new_generation_stands(two_files: tuple[Path, Path]) -> None:
    assert ended(two_files[1], "generations.prune") == -signal.SIGKILL
    assert served() == ("gen-000002", 5_100)
    assert load(two_files[1], "uji").duplicate == 5_000
    assert leftovers() == []


@posix_only
def test_killed_at_any_moment_a_load_is_whole_or_absent(two_files: tuple[Path, Path]) -> None:
    choose = random.Random(6311)
    started = time.perf_counter()
    assert ended(two_files[1]) == 0
    lasts = time.perf_counter() - started
    loaded = 5_100
    for number in range(6):
        more = two_files[1].with_name(f"lagi{number}.csv")
        more.write_text("\n".join([",".join(HEADING), *(f"C{number}-{row},Hamarung,1" for row in range(5_000))]))
        ended(more, seconds=lasts * choose.uniform(0.3, 1.0))
        now = served()[1]
        assert now in (loaded, loaded + 5_000)
        loaded = now
    result = load(more, "uji")
    assert served()[1] == loaded + result.loaded
    assert leftovers() == []


@posix_only
def test_the_harness_sees_a_half_done_load(two_files: tuple[Path, Path], tmp_path: Path) -> None:
    """The control: rows written in pieces into the file that is served, killed half-way, are found half-done."""
    code = (
        "import duckdb, os, signal, sys\nc = duckdb.connect(sys.argv[1])\n"
        "for n in range(5000):\n"
        " c.execute('insert into fakta_uji (nomor, contoh) values (?, false)', [f'B{n}'])\n"
        " if n == 300: c.execute('checkpoint'); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    copied = Path(shutil.copy(store_folder() / "gen-000001" / "semua.duckdb", tmp_path / "salinan.duckdb"))
    assert subprocess.run([sys.executable, "-c", code, copied], check=False).returncode == -signal.SIGKILL
    with duckdb.connect(copied, read_only=True) as connection:
        row = connection.execute("select count(*) from fakta_uji").fetchall()[0]
    assert 100 < row[0] < 5_100


def test_a_full_disk_is_said_before_anything_is_written(
    two_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(ROOT)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000))
    with pytest.raises(StoreError, match="Ruang disk kurang"):
        load(two_files[1], "uji")
    assert served() == ("gen-000001", 100)
    assert leftovers() == []


def test_an_error_of_the_disk_in_the_middle_leaves_the_old_generation(
    two_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(StoreError, match="data lama tetap dipakai"):
        patch.setattr(generations, "sync", full)
        load(two_files[1], "uji")
    assert served() == ("gen-000001", 100)
    assert leftovers() == []


def test_a_damaged_generation_is_no_basis(two_files: tuple[Path, Path]) -> None:
    path = store_folder() / "gen-000001" / "semua.duckdb"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match="rollback"):
        load(two_files[1], "uji")


def test_another_key_is_refused(two_files: tuple[Path, Path]) -> None:
    key = loader_room() / "kunci" / "hmac-1.key"
    key.write_bytes(bytes(reversed(key.read_bytes())))
    with pytest.raises(StoreError, match="Kunci samaran"):
        load(two_files[1], "uji")
    assert served() == ("gen-000001", 100)


def test_five_generations_are_kept(small_house: Path, write_csv: WriteCsv) -> None:
    for number in range(7):
        load(write_csv(f"{number}.csv", HEADING, [[str(number), "Hamarung", "1"]]), "uji")
    assert generations.published(store_folder()) == [f"gen-{number:06}" for number in range(3, 8)]


def test_a_contract_may_gain_a_column_and_not_lose_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "read_marts", list)
    monkeypatch.setattr(publish, "kecamatan", list)
    key = privacy.Key(1, b"k" * 32)
    whole = CONTRACTS["uji"]
    less = type(whole)(**{**vars(whole), "columns": whole.columns[:-1]})
    for columns, problem in ((less, ""), (whole, ""), (less, "uraian")):
        try:
            with publish.building(tmp_path, {"uji": columns}, key) as made:
                made.publish(lambda _: None)
        except StoreError as error:
            assert problem
            assert problem in str(error)
        else:
            assert not problem
    assert len(generations.published(tmp_path)) == 2


def test_marts_stand_after_those_they_read(tmp_path: Path) -> None:
    head = "-- Kalimat.\n-- grain: satu baris\n"
    (tmp_path / "a.sql").write_text(f"{head}-- after: c, b\nselect 1 as x")
    (tmp_path / "b.sql").write_text(f"{head}select 1 as x")
    (tmp_path / "c.sql").write_text(f"{head}-- after: b\nselect 1 as x")
    assert [mart.name for mart in publish.read_marts(tmp_path)] == ["b", "c", "a"]
    (tmp_path / "b.sql").write_text(f"{head}-- after: a\nselect 1 as x")
    with pytest.raises(StoreError, match="saling menunggu"):
        publish.read_marts(tmp_path)


def test_a_mart_that_fails_is_named_and_nothing_is_published(
    small_house: Path, write_csv: WriteCsv, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Query("mart_salah", "Kalimat.", (), (), {}, "select tidak_ada from uji")
    monkeypatch.setattr(publish, "read_marts", lambda: [wrong])
    with pytest.raises(StoreError, match="mart_salah gagal"):
        load(write_csv("a.csv", HEADING, [["1", "Hamarung", "1"]]), "uji")
    assert generations.published(store_folder()) == []


def test_reference_tables_and_their_files_have_the_same_columns() -> None:
    with duckdb.connect() as connection:
        connection.execute((QUERIES / "schema" / "reference.sql").read_text("utf-8"))
        sql = (
            "select table_name, list(column_name order by column_index) from duckdb_columns() where not internal"
            " group by table_name"
        )
        declared = dict(connection.execute(sql).fetchall())
    files = {
        f"ref_{path.stem}": path.read_text("utf-8-sig").splitlines()[0].split(",") for path in REFERENCE.glob("*.csv")
    }
    assert {name: files.get(name) for name in declared} == declared
    codes = {f"ref_{column.reference}" for each in contracts().values() for column in each.columns if column.reference}
    assert codes <= set(declared)
