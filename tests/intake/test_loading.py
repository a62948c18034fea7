"""Loading, whole: every row is accounted for, loading again changes nothing, a second loader waits outside."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Collection, Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pantau import ROOT, privacy
from pantau.contracts import REFERENCE, Contract, heading_key
from pantau.intake import LoadResult, Refused, check, load, load_many, load_rows, read, room
from pantau.intake.gate import Kind
from pantau.intake.publish import Building, Load, building
from pantau.intake.table import read_table
from pantau.store import Parameter, Query, Store, StoreError, generations, loader_room, store_folder
from tests.intake.house import CONTRACTS

WriteCsv = Callable[..., Path]
HEADING = ["nomor", "desa", "jiwa"]
TABLE = Query("tabel", "", (), (Parameter("nama", "VARCHAR"),), {}, "select * from query_table($nama)")
KEY = privacy.Key(1, b"k" * 32)


def rows_of(table: str, scope: str = "semua") -> list[dict[Hashable, Any]]:
    store = Store()
    try:
        return store.ask(TABLE, {"nama": table}, scope).to_dict("records")
    finally:
        store.close()


def counts(result: LoadResult) -> tuple[int, int, int, int]:
    return result.read, result.loaded, result.quarantined, result.duplicate


def test_a_file_becomes_facts_quarantine_and_duplicates(small_house: Path, write_csv: WriteCsv) -> None:
    rows = [
        ["1", "Hamarung", "5"],
        ["2", "Hamarungg", "5"],
        ["1", "Hamarung", "5"],
        ["1", "Hamarung", "6"],
        ["3", "Juai", ""],
    ]
    result = load(write_csv("a.csv", HEADING, rows), "uji")
    assert counts(result) == (5, 2, 2, 1)
    assert result.reasons == {"desa_tidak_dikenali": 1, "konflik": 1}
    assert result.generation == "gen-000001"
    fact = rows_of("fakta_uji")[0]
    assert (fact["nomor"], fact["jiwa"], fact["run"], fact["baris"]) == ("1", 5, result.run, 2)
    held = {row["alasan"]: row for row in rows_of("karantina")}
    assert "(Jiwa)" in str(held["konflik"]["kalimat"])
    assert json.loads(str(held["desa_tidak_dikenali"]["isi"])) == {"nomor": "2", "kode_desa": "Hamarungg", "jiwa": "5"}
    assert [(row["run"], row["baris"]) for row in rows_of("duplikat")] == [(result.run, 4)]
    run = rows_of("muatan")[0]
    assert [run[name] for name in ("dibaca", "dimuat", "dikarantina", "duplikat", "berkas")] == [5, 2, 2, 1, "a.csv"]


def test_the_same_file_again_changes_nothing(small_house: Path, write_csv: WriteCsv) -> None:
    path = write_csv(
        "a.csv", HEADING, [["1", "Hamarung", "5"], ["2", "Entah", "5"], ["1", "Hamarung", "6"], ["4", "Juai", "x"]]
    )
    first = load(path, "uji")
    before = {name: rows_of(name) for name in ("fakta_uji", "karantina", "duplikat", "muatan", "dataset_keadaan")}
    second = load(path, "uji")
    assert counts(second) == (4, 0, 0, 4)
    assert second.generation == first.generation
    assert generations.published(store_folder()) == ["gen-000001"]
    # As text, because a missing date is not equal to itself.
    assert repr({name: rows_of(name) for name in before}) == repr(before)


def test_a_missing_key_part_equals_a_missing_one(small_house: Path, write_csv: WriteCsv) -> None:
    path = write_csv("a.csv", ["nomor", "urutan"], [["1", ""], ["1", ""], ["1", "2"]])
    assert counts(load(path, "rincian")) == (3, 2, 0, 1)
    assert counts(load(path, "rincian")) == (3, 0, 0, 3)


def test_sample_rows_and_real_rows_never_meet(small_house: Path, write_csv: WriteCsv) -> None:
    sample = write_csv("a.csv", [*HEADING, "contoh"], [["1", "Juai", "5", "CONTOH"], ["2", "Juai", "5", "CONTOH"]])
    assert counts(load(sample, "uji")) == (2, 2, 0, 0)
    assert [row["nomor"] for row in rows_of("uji")] == ["1", "2"]
    assert rows_of("program_keadaan")[0]["contoh"] is True
    # The same number with other content is no conflict: one is an example, one a fact, and the examples step back.
    assert counts(load(write_csv("b.csv", HEADING, [["1", "Hamarung", "9"]]), "uji")) == (1, 1, 0, 0)
    assert [(row["nomor"], row["jiwa"]) for row in rows_of("uji")] == [("1", 9)]
    assert rows_of("program_keadaan")[0]["contoh"] is False
    state = {row["dataset"]: (row["baris"], row["baris_contoh"]) for row in rows_of("dataset_keadaan")}
    assert state["uji"] == (1, 0)


def test_a_dry_run_counts_and_leaves_nothing(small_house: Path, write_csv: WriteCsv) -> None:
    result = load(write_csv("a.csv", HEADING, [["1", "Hamarung", "5"], ["2", "Entah", ""]]), "uji", dry_run=True)
    assert counts(result) == (2, 1, 1, 0)
    assert result.generation is None
    assert [path.name for path in store_folder().iterdir()] == ["LOCK"]


def test_several_files_make_one_generation_and_a_refused_one_is_named(small_house: Path, write_csv: WriteCsv) -> None:
    good = write_csv("a.csv", HEADING, [["1", "Hamarung", "5"]])
    other = write_csv("b.csv", ["nomor", "urutan"], [["1", "1"]])
    results = load_many([(good, "uji"), (small_house / "tidak_ada.csv", "uji"), (other, "rincian")])
    assert [result.loaded for result in results] == [1, 0, 1]
    assert results[1].refused
    assert "tidak_ada.csv" in results[1].refused
    assert [result.generation for result in results] == ["gen-000001", None, "gen-000001"]
    assert generations.published(store_folder()) == ["gen-000001"]


def test_one_typed_row_is_a_file_of_one_row(small_house: Path) -> None:
    result = load_rows("uji", [{"nomor": "7", "desa": "Hamarung", "uraian": 'teks, "kutip"\ndua baris'}])
    assert counts(result) == (1, 1, 0, 0)
    assert rows_of("fakta_uji")[0]["uraian"] == 'teks, "kutip"\ndua baris'


def test_a_refusal_is_an_exception_for_one_file(small_house: Path) -> None:
    with pytest.raises(Refused, match="tidak ditemukan"):
        load(small_house / "tidak_ada.csv", "uji")


def test_originals_raw_rows_and_the_log_lie_in_the_room(small_house: Path, write_csv: WriteCsv) -> None:
    path = write_csv("a.csv", ["nik", "nama", "desa", "tanggal"], [["12", "Budi Rahasia", "Juai", "1/1/2025"]])
    result = load(path, "orang")
    own = loader_room()
    source = own / room.SOURCES / generations.sha256(path)
    raw = own / room.QUARANTINE / f"{result.run}.jsonl"
    assert source.read_bytes() == path.read_bytes()
    assert "Budi Rahasia" in raw.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert {file.stat().st_mode & 0o777 for file in (source, raw)} == {0o600}
    assert json.loads((own / room.LOG).read_text(encoding="utf-8"))["quarantined"] == 1
    assert rows_of("karantina")[0]["isi"] is None


def test_a_scope_holds_its_own_rows_and_those_that_follow_them(small_house: Path, write_csv: WriteCsv) -> None:
    load_many(
        [
            (write_csv("a.csv", ["nomor", "kecamatan"], [["1", "Juai"], ["2", "Halong"], ["3", "Juai"]]), "uji"),
            (write_csv("b.csv", ["nomor", "urutan"], [["1", "1"], ["2", "1"], ["3", "1"], ["9", "1"]]), "rincian"),
        ]
    )
    assert [row["nomor"] for row in rows_of("fakta_uji", "kec-631101")] == ["1", "3"]
    assert [row["nomor"] for row in rows_of("fakta_rincian", "kec-631101")] == ["1", "3"]
    assert [row["nomor"] for row in rows_of("fakta_rincian", "kec-631102")] == ["2"]
    assert len(rows_of("ref_desa", "kec-631102")) == 157
    assert rows_of("karantina", "kec-631101") == []


CELL = st.sampled_from(
    ["1", "2", "3", "Hamarung", "Juai", "Galumbang", "", "-", "x", '"', 'a"b', "1,5", "nihil", "JUMLAH", "é", "\x00"]
)
LINE = st.one_of(
    st.lists(CELL, min_size=1, max_size=4).map(",".join),
    st.tuples(
        st.sampled_from("12345"), st.sampled_from(["Hamarung", "Juai", "Entah"]), st.sampled_from(["1", "2", ""])
    ).map(",".join),
    st.just("nomor,desa,jiwa"),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, max_size=25), end=st.sampled_from(["\n", "\r\n", "\r"]), again=st.booleans())
def test_conservation(
    lines: list[str], end: str, again: bool, shared_building: Building, uji: Contract, tmp_path: Path
) -> None:
    """Whatever the lines, each is loaded, quarantined or a duplicate; and the second time all are duplicates."""
    path = tmp_path / "acak.csv"
    path.write_bytes(end.join(["nomor,desa,jiwa", *lines, ""]).encode())
    reference = places_and_codes()
    seen: list[tuple[int, int, int]] = []
    for _ in range(1 + again):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(read, "blocks", read_here)
            table = read_table(path, uji)
        run = f"run-{len(shared_building.runs)}-{id(table)}"
        checked = check.check(table, uji, reference, KEY)
        outcome = shared_building.take(Load(run, uji, path.name, "", table.read, table.notes, table.rows, checked))
        assert table.read == outcome.loaded + outcome.quarantined + outcome.duplicate
        seen.append((outcome.loaded, outcome.quarantined, table.read - outcome.duplicate))
    shared_building._hold_balance()
    if again:
        assert seen[1] == (0, 0, 0)


@cache
def places_and_codes() -> check.Reference:
    """What every example is held against."""
    return check.read_reference(REFERENCE, [CONTRACTS["uji"]])


def read_here(path: Path, known: Collection[str], kind: Kind) -> Iterator[bytes]:
    """What the reading child would write, without a process for each example."""
    yield "".join(read._text_lines(path, {heading_key(text) for text in known})).encode()


@pytest.fixture(scope="module")
def shared_building(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Building]:
    """One draft for all examples: what an earlier one loaded makes the later ones harder."""
    with building(tmp_path_factory.mktemp("store"), CONTRACTS, KEY) as made:
        yield made


def test_a_row_that_vanishes_stops_the_publication(
    small_house: Path, write_csv: WriteCsv, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv("a.csv", HEADING, [["1", "Hamarung", "5"], ["2", "Juai", "5"]])
    kept = Building._store

    def careless(self: Building, *given: object) -> None:
        kept(self, *given)  # type: ignore[arg-type]
        self.connection.execute("delete from fakta_uji where nomor = '2'")

    monkeypatch.setattr(Building, "_store", careless)
    with pytest.raises(StoreError, match="2 dibaca, 1 dimuat"):
        load(path, "uji")
    assert generations.published(store_folder()) == []
    assert [name for name in store_folder().iterdir() if name.name != "LOCK"] == []


def test_a_second_loader_is_refused(small_house: Path, write_csv: WriteCsv) -> None:
    path = write_csv("a.csv", HEADING, [["1", "Hamarung", "5"]])
    code = (
        "from pathlib import Path; from pantau.store import StoreError; from pantau.store.generations import locked\n"
        f"try:\n with locked(Path({str(store_folder())!r})): print('masuk')\nexcept StoreError as error: print(error)"
    )
    with generations.locked(store_folder()):
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Pemuatan lain sedang berjalan" in done.stdout
    assert counts(load(path, "uji")) == (1, 1, 0, 0)


def test_a_file_of_thirty_thousand_with_one_unclosed_quote(small_house: Path) -> None:
    path = small_house / "banyak.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(HEADING)
        quotes = {20_500: '"'}
        file.writelines(f"{number},{quotes.get(number, '')}Hamarung,{number % 50}\n" for number in range(1, 30_001))
    result = load(path, "uji")
    assert counts(result) == (30_000, 29_999, 1, 0)
    assert result.reasons == {"kutip_tidak_ditutup": 1}
    assert rows_of("karantina")[0]["baris"] == 20_501


def test_personal_data_reach_no_byte_of_the_store(small_house: Path, write_csv: WriteCsv) -> None:
    nik = [f"63110101019000{number:02}" for number in range(1, 40)]
    rows = [[code, f"Orangrahasia{number}", "Hamarung", "1/1/2025", "1990-01-01"] for number, code in enumerate(nik)]
    rows += [
        ["salah", "Orangrahasia77", "Hamarung", "1/1/2025", ""],
        [nik[0], "Orangrahasia0", "Entahrahasia", "x", ""],
    ]
    load(write_csv("a.csv", ["nik", "nama", "desa", "tanggal", "tanggal_lahir"], rows), "orang")
    assert len(rows_of("fakta_orang")) == len(nik)
    for path in store_folder().rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert b"rahasia" not in content, path
        assert not any(code.encode() in content for code in nik), path
