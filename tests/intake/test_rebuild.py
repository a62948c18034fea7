"""The store made again from its sources: the same answers, with another key, or without one person."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pantau import privacy
from pantau.contracts import REFERENCE
from pantau.intake import load, load_many, publish, rebuild, room
from pantau.intake.match import read_places
from pantau.intake.review import name_villages
from pantau.intake.trace import pid_of, trace
from pantau.store import Store, generations
from pantau.store.generations import StoreError, loader_room, store_folder
from tests.stores import table

NIK, OTHER = "6311020101900017", "6311020202910018"
VISITS = ["tanggal", "desa", "kecamatan", "nik", "nama", "tgl lahir", "layanan", "catatan"]
CASES = ["no kasus", "tanggal masuk", "nik", "nama", "kecamatan", "desa", "kategori"]
STEPS = ["no kasus", "tanggal", "status", "alasan"]


@pytest.fixture
def house(empty_rooms: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Visits and cases of two people: one has a case with a history, and a row that is held back."""
    monkeypatch.setattr(publish, "read_marts", list)
    monkeypatch.setattr(publish, "kecamatan", lambda: [("63.11.02", "Halong")])
    files = {
        "kunjungan.csv": [
            VISITS,
            ["1/2/2026", "Uren", "Halong", NIK, "Arminah Sarunian", "1/1/1990", "pangan", "Arminah Sarunian sakit"],
            ["1/2/2026", "Uren", "Halong", OTHER, "Baskari Jalatang", "2/2/1991", "pangan", f"anak dari {NIK}"],
            ["2/2/2026", "Tidak Ada", "Halong", NIK, "Arminah Sarunian", "1/1/1990", "pangan", ""],
            ["3/2/2026", "Uren", "Halong", "", "Arminah Sarunian", "1/1/1990", "adminduk", ""],
        ],
        "kasus.csv": [
            CASES,
            ["LS-1", "3/2/2026", NIK, "Arminah Sarunian", "Halong", "Uren", "disabilitas"],
            ["LS-2", "4/2/2026", OTHER, "Baskari Jalatang", "Halong", "Uren", "perumahan"],
        ],
        "riwayat_kasus.csv": [
            STEPS,
            ["LS-1", "3/2/2026 08.00", "diterima_desa", ""],
            ["LS-2", "4/2/2026 08.00", "diterima_desa", ""],
        ],
    }
    for name, rows in files.items():
        with (empty_rooms / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    load_many([(empty_rooms / name, name.removesuffix(".csv")) for name in files])
    yield empty_rooms


def contents(name: str, scope: str = "semua") -> list[dict[str, object]]:
    """The rows of a stored table, as text so that a missing date equals itself."""
    store = Store(store_folder())
    try:
        rows = table(store, name, scope).to_dict("records")
        return [{str(k): str(v) for k, v in row.items()} for row in rows]
    finally:
        store.close()


def everything() -> dict[str, list[dict[str, object]]]:
    names = ("fakta_kunjungan", "fakta_kasus", "fakta_riwayat_kasus", "muatan", "karantina", "duplikat")
    return {name: contents(name) for name in names}


def test_a_rebuild_changes_nothing_but_the_generation(house: Path) -> None:
    before = everything()
    raw = {path.name: path.read_bytes() for path in (loader_room() / room.QUARANTINE).iterdir()}
    made = rebuild.rebuild()
    assert made.generation == "gen-000002"
    assert made.runs == 3
    assert everything() == before
    assert {path.name: path.read_bytes() for path in (loader_room() / room.QUARANTINE).iterdir()} == raw


def test_a_missing_source_is_named_and_nothing_changes(house: Path) -> None:
    lost = contents("muatan")[0]
    room.source(loader_room(), str(lost["sha256"])).unlink()
    with pytest.raises(StoreError, match=str(lost["berkas"])):
        rebuild.rebuild()
    assert generations.published(store_folder()) == ["gen-000001"]


def test_another_key_gives_everybody_another_name_and_keeps_who_is_who(house: Path) -> None:
    before = contents("fakta_kunjungan")
    made = rebuild.rotate_key()
    after = contents("fakta_kunjungan")
    assert generations.published(store_folder()) == [made.generation]
    assert {row["pid"] for row in before}.isdisjoint({row["pid"] for row in after})
    assert [row["pid"] == before[0]["pid"] for row in before] == [row["pid"] == after[0]["pid"] for row in after]
    keys = [path.name for path in (loader_room() / "kunci").iterdir()]
    assert keys == ["hmac-2.key"]
    if sys.platform != "win32":
        assert (loader_room() / "kunci" / "hmac-2.key").stat().st_mode & 0o777 == 0o600
    # The next load knows everybody again.
    assert load(house / "kunjungan.csv", "kunjungan").duplicate == 4


def test_a_rotation_broken_off_leaves_the_old_key_in_force(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()

    def fail(*_: object) -> str:
        raise StoreError("gagal")

    monkeypatch.setattr(publish.Building, "publish", fail)
    with pytest.raises(StoreError, match="gagal"):
        rebuild.rotate_key()
    assert [path.name for path in (loader_room() / "kunci").iterdir()] == ["hmac-1.key"]
    assert everything() == before


def test_a_key_without_its_file_is_never_made_anew(house: Path) -> None:
    (loader_room() / "kunci" / "hmac-1.key").unlink()
    with pytest.raises(privacy.PrivacyError, match="hilang"):
        load(house / "kasus.csv", "kasus")
    assert not (loader_room() / "kunci" / "hmac-1.key").exists()


def test_a_person_is_traced_to_runs_exports_and_a_namesake(house: Path) -> None:
    room.log_export(loader_room(), {"peran": "kepala_dinas", "berkas": "SB2.xlsx", "kasus": ["LS-1", "LS-2"]})
    room.log_export(loader_room(), {"peran": "kepala_dinas", "berkas": "PS4.png"})
    found = trace(pid_of(NIK))
    assert {(row["dataset"], row["baris"]) for row in found.rows} == {("kunjungan", 2), ("kasus", 2)}
    assert all(row["generasi"] == ["gen-000001"] for row in found.rows)
    assert [(each["berkas"], each["kasus"]) for each in found.exports] == [("SB2.xlsx", ["LS-1"])]
    # Row 5 has no NIK but the same name, birth date and village: shown, not merged.
    nameless = next(row["pid"] for row in contents("fakta_kunjungan") if row["pid_dasar"] == "nama")
    assert found.namesakes == [nameless]


def test_an_erased_person_is_nowhere_and_only_the_place_is_left(house: Path) -> None:
    room.log_export(loader_room(), {"peran": "kepala_dinas", "berkas": "SB2.xlsx", "kasus": ["LS-1", "LS-2"]})
    pid = pid_of(NIK)
    made = rebuild.erase(pid, "permintaan tertulis")
    assert sum(made.erased.values()) == 4, "a visit, a visit held back, a case and its history"
    assert generations.published(store_folder()) == [made.generation]
    assert pid not in {row["pid"] for name in ("fakta_kunjungan", "fakta_kasus") for row in contents(name)}
    assert {row["id_kasus"] for row in contents("fakta_riwayat_kasus")} == {"LS-2"}
    assert {(row["lembar"], row["baris"]) for row in contents("dihapus")} == {("", "2"), ("", "4")}
    assert trace(pid).rows == []
    store = Store(store_folder())
    runs = store.query("data/muatan")
    store.close()
    told = runs[["dimuat", "dikarantina", "duplikat", "dihapus"]].sum(axis=1)
    assert (runs["dibaca"] == told).all()
    assert runs["dihapus"].sum() == 4
    assert [each.get("kasus") for each in room.exports(loader_room())] == [["dihapus", "LS-2"]]
    for folder in (store_folder(), loader_room()):
        for path in (each for each in folder.rglob("*") if each.is_file()):
            assert pid.encode() not in path.read_bytes(), path
    kept = [path.read_text(encoding="utf-8") for path in (loader_room() / room.SOURCES).iterdir()]
    held = [path.read_text(encoding="utf-8") for path in (loader_room() / room.QUARANTINE).iterdir()]
    # The other person's note names her by number in the archived source, which only the loader reads.
    assert sum(text.count("Arminah") for text in [*kept, *held]) == 1, "only the row without a NIK, another pseudonym"
    # What is left is still whole and can be built again, tombstones and all.
    before = everything()
    rebuild.rebuild()
    assert everything() == before
    assert len(contents("dihapus")) == 4
    log = (loader_room() / room.LOG).read_text(encoding="utf-8").splitlines()
    assert json.loads(log[-1])["alasan"] == "permintaan tertulis"


def test_nobody_is_erased_when_the_pseudonym_is_unknown(house: Path) -> None:
    with pytest.raises(StoreError, match="tidak ada yang diubah"):
        rebuild.erase("0" * 32, "salah ketik")
    assert generations.published(store_folder()) == ["gen-000001"]


def test_free_text_names_nobody_in_any_file_for_viewers(house: Path) -> None:
    notes = [row["catatan"] for row in contents("fakta_kunjungan")]
    assert notes[:2] == ["[nama] sakit", "anak dari [16 angka]"]
    assert {row["catatan"] for row in contents("fakta_kunjungan", "kabupaten")} == {"None"}
    log = (loader_room() / room.LOG).read_text(encoding="utf-8")
    assert not [word for word in (NIK, OTHER, "Arminah", "Jalatang") if word in log]
    for path in store_folder().rglob("*.duckdb"):
        content = path.read_bytes()
        assert not [word for word in (NIK, OTHER, "Arminah", "Jalatang") if word.encode() in content], path


def test_a_number_of_a_case_may_not_be_a_nik(empty_rooms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "read_marts", list)
    monkeypatch.setattr(publish, "kecamatan", list)
    file = empty_rooms / "kasus.csv"
    file.write_text(f"no kasus,tanggal masuk,kecamatan,kategori\n{NIK},3/2/2026,Halong,perumahan\n", encoding="utf-8")
    result = load(file, "kasus")
    assert (result.loaded, dict(result.reasons)) == (0, {"nik_tidak_sah": 1})
    assert NIK not in json.dumps(contents("karantina"))


def test_who_is_known_by_a_settled_spelling_only_is_found_and_erased(house: Path) -> None:
    file = house / "kunjungan_2.csv"
    row = ["5/2/2026", "Urren", "Halong", "", "Sarifah Contoh", "3/3/1993", "pangan", ""]
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows([VISITS, row])
    load(file, "kunjungan")
    uren = read_places(REFERENCE).find_desa("Uren", "63.11.02")
    assert name_villages({("Urren", "63.11.02"): uren}, "operator") == {"kunjungan": 1}
    before = contents("fakta_kunjungan")
    (person,) = {each["pid"] for each in before if "2026-02-05" in str(each)}
    made = rebuild.erase(str(person), "surat 1")
    assert sum(made.erased.values()) == 2, "the row as first sent, and as sent again"
    assert len(contents("fakta_kunjungan")) == len(before) - 1
    assert not [path for path in room.source(loader_room(), "").iterdir() if b"Sarifah" in path.read_bytes()]
