"""Review and acceptance: what a file would do, what a person decides of it, and what becomes of rows held back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pantau.contracts import REFERENCE
from pantau.intake import held, load, load_many, mapping, match, rebuild
from pantau.intake.review import accept, name_villages, review, settle
from pantau.intake.stops import family
from pantau.store import Store, generations, loader_room, store_folder
from tests import stores
from tests.intake.house import CONTRACTS
from tests.intake.test_loading import counts, rows_of

WriteCsv = Callable[..., Path]
HEADING = ["nomor", "desa", "jiwa"]
FIRST = [["1", "Batumandi", "10"], ["2", "Batumandi", "20"], ["3", "Batumandi", "30"]]


@pytest.fixture
def loaded(small_house: Path, register: Path) -> Path:
    """A register of three rows, loaded, in a house of the test's own."""
    return stores.copy(register, small_house)


def open_numbers() -> list[str]:
    store = Store()
    try:
        return [held.number(row) for row in store.query("data/karantina", {"terbuka": True}).to_dict("records")]
    finally:
        store.close()


def tables(*names: str) -> dict[str, str]:
    """Table -> its rows written out, for a comparison in which a missing value equals a missing one."""
    return {name: repr(rows_of(name)) for name in names}


def settled() -> dict[str, str]:
    """Number of a held row -> how it was settled."""
    return {held.number(row): row["cara"] for row in rows_of("selesai")}


def facts() -> dict[str, Any]:
    return {row["nomor"]: row["jiwa"] for row in rows_of("fakta_uji")}


def test_a_review_says_what_would_happen_and_leaves_nothing(loaded: Path, write_csv: WriteCsv) -> None:
    before = sorted(path.name for path in [*store_folder().rglob("*"), *loader_room().rglob("*")])
    rows = [["1", "Batumandi", "10"], ["2", "Batumandi", "21"], ["4", "Batumandi", "40"], ["5", "Batumandi", "x"]]
    seen = review(write_csv("register.csv", HEADING, rows), "uji")
    assert seen.counts == {"baru": 1, "berubah": 1, "sama": 1, "ditolak": 1}
    assert seen.missing == 1  # number 3
    assert seen.first is not None and list(seen.first["Nomor"]) == ["1", "2", "4"]
    (conflict,) = seen.conflicts
    assert conflict.place == ("", 3) and conflict.key == "2" and conflict.known
    assert conflict.differences == (("Jiwa", "20", "21"),)
    assert "Baris 5" in seen.problems.set_index("alasan").loc["bukan_angka", "kalimat"]
    assert sorted(path.name for path in [*store_folder().rglob("*"), *loader_room().rglob("*")]) == before


def test_counts_of_a_review_are_all_rows_read(loaded: Path, write_csv: WriteCsv) -> None:
    rows = [*FIRST, ["1", "Batumandi", "11"], ["1", "Batumandi", "11"], ["", "", ""], ["7", "Antah", "1"]]
    seen = review(write_csv("b.csv", HEADING, rows), "uji")
    assert sum(seen.counts.values()) == seen.result.read == 6


def test_a_conflict_without_a_choice_is_held_and_the_stored_row_stays(loaded: Path, write_csv: WriteCsv) -> None:
    result = accept(write_csv("b.csv", HEADING, [["2", "Batumandi", "21"]]), "uji")
    assert counts(result) == (1, 0, 1, 0) and dict(result.reasons) == {"konflik": 1}
    assert facts()["2"] == 20


def test_the_chosen_row_takes_the_place_of_the_stored_one(loaded: Path, write_csv: WriteCsv) -> None:
    changed = write_csv("b.csv", HEADING, [["2", "Batumandi", "21"], ["3", "Batumandi", "31"]])
    result = accept(changed, "uji", replaced=[("", 2)], kept=[("", 3)], by="operator")
    assert facts() == {"1": 10, "2": 21, "3": 30}
    assert not open_numbers()
    assert sorted(settled().values()) == ["diganti", "dipertahankan"]
    (gone,) = rows_of("diganti")
    assert (gone["baris"], gone["beda"], gone["dataset"]) == (3, "Jiwa", "uji")
    assert {row["oleh"] for row in rows_of("muatan") if row["run"] >= result.run} == {"operator"}
    # What was decided once is not asked again.
    assert counts(load(changed, "uji")) == (2, 0, 0, 2)


def test_a_conflict_left_waiting_can_be_decided_by_sending_the_file_again(loaded: Path, write_csv: WriteCsv) -> None:
    changed = write_csv("b.csv", HEADING, [["2", "Batumandi", "21"], ["3", "Batumandi", "31"]])
    accept(changed, "uji")
    assert len(open_numbers()) == 2
    assert len(review(changed, "uji").conflicts) == 2, "still to be decided"
    accept(changed, "uji", replaced=[("", 2)], kept=[("", 3)])
    assert facts() == {"1": 10, "2": 21, "3": 30} and not open_numbers()
    again = review(changed, "uji")
    assert not again.conflicts and again.counts == {"baru": 0, "berubah": 0, "sama": 2, "ditolak": 0}
    # Something else counts by now: the row that once won is a contradiction again, and is asked about.
    other = write_csv("c.csv", HEADING, [["2", "Batumandi", "22"]])
    accept(other, "uji", replaced=[("", 2)])
    assert facts()["2"] == 22
    assert [each.place for each in review(changed, "uji").conflicts] == [("", 2)]
    accept(changed, "uji", replaced=[("", 2)])
    assert facts()["2"] == 21


def test_a_verdict_counts_only_for_a_row_that_is_held(loaded: Path, write_csv: WriteCsv) -> None:
    heading = ["karantina", "putusan karantina", *HEADING]
    for number in ("", "20260101-000000-00000000//2", "ganti"):
        sent = write_csv("c.csv", heading, [[number, "ganti", "2", "Batumandi", f"9{len(number)}"]])
        assert dict(load(sent, "uji").reasons) == {"konflik": 1}
    assert facts()["2"] == 20


def test_a_mended_row_leaves_the_quarantine_by_its_number(loaded: Path, write_csv: WriteCsv) -> None:
    load(write_csv("b.csv", HEADING, [["", "Batumandi", "5"], ["9", "Batumandi", "x"]]), "uji")
    nameless, wrong = sorted(open_numbers(), key=lambda each: each.rpartition("/")[2])
    mended = write_csv("isian.csv", ["karantina", "masalah", *HEADING], [[nameless, "…", "8", "Batumandi", "5"]])
    assert counts(load(mended, "uji")) == (1, 1, 0, 0)
    assert open_numbers() == [wrong] and settled() == {nameless: "diperbaiki"}


def test_a_mended_register_settles_rows_by_their_key(loaded: Path, write_csv: WriteCsv) -> None:
    load(write_csv("b.csv", HEADING, [["8", "Batumandi", "lima"], ["9", "Batumandi", "x"]]), "uji")
    assert len(open_numbers()) == 2
    load(write_csv("b.csv", HEADING, [["8", "Batumandi", "5"], ["9", "Batumandi", "x"]]), "uji")
    assert [each.rpartition("/")[2] for each in open_numbers()] == ["3"]


def test_a_row_mended_wrongly_is_asked_anew_and_not_twice(loaded: Path, write_csv: WriteCsv) -> None:
    load(write_csv("b.csv", HEADING, [["8", "Batumandi", "lima"]]), "uji")
    (first,) = open_numbers()
    heading = ["karantina", *HEADING]
    load(write_csv("c.csv", heading, [[first, "8", "Batumandi", "enam"]]), "uji")
    assert settled() == {first: "diulang"} and len(open_numbers()) == 1
    # Sent again as it was, it is the same row and stays where it is.
    (second,) = open_numbers()
    load(write_csv("d.csv", heading, [[second, "8", "Batumandi", "enam"]]), "uji")
    assert open_numbers() == [second]


def test_later_decisions_go_by_the_number_of_the_row(loaded: Path, write_csv: WriteCsv) -> None:
    load(write_csv("b.csv", HEADING, [["1", "Batumandi", "11"], ["2", "Batumandi", "21"], ["7", "", "x"]]), "uji")
    one, two, broken = sorted(open_numbers(), key=lambda each: int(each.rpartition("/")[2]))
    assert settle([one], "ganti", "operator") == {"uji": 1}
    settle([two, broken], "pertahankan", "operator")
    assert facts() == {"1": 11, "2": 20, "3": 30} and not open_numbers()


def test_a_named_village_lets_the_waiting_rows_in(loaded: Path, write_csv: WriteCsv) -> None:
    sent = write_csv("b.csv", ["nomor", "kecamatan", "desa"], [["8", "Lampihong", "Pimpng"], ["9", "", "Galumbang"]])
    seen = review(sent, "uji")
    questions = {each.spelling: each for each in seen.questions}
    assert questions["Pimpng"].likely == "63.11.05.2021" and questions["Pimpng"].kecamatan == "63.11.05"
    assert questions["Galumbang"].likely == ""
    assert {each.code for each in questions["Galumbang"].candidates} >= {"63.11.01.2006", "63.11.07.2006"}
    assert counts(load(sent, "uji")) == (2, 0, 2, 0)
    assert name_villages({("Pimpng", "63.11.05"): "63.11.05.2021"}, "operator") == {"uji": 1}
    (alias,) = rows_of("fakta_alias_desa")
    assert (alias["ejaan"], alias["kode_desa"], alias["oleh_peran"]) == ("Pimpng", "63.11.05.2021", "operator")
    assert [row["kode_desa"] for row in rows_of("fakta_uji") if row["nomor"] == "8"] == ["63.11.05.2021"]
    # From now on the spelling is known.
    again = write_csv("c.csv", ["nomor", "kecamatan", "desa"], [["10", "Lampihong", "pimpng"]])
    assert counts(load(again, "uji")) == (1, 1, 0, 0)


def test_accepting_with_a_spelling_takes_the_rows_at_once(loaded: Path, write_csv: WriteCsv) -> None:
    sent = write_csv("b.csv", ["nomor", "kecamatan", "desa"], [["8", "Lampihong", "Pimpng"]])
    result = accept(sent, "uji", spellings={("Pimpng", "63.11.05"): "63.11.05.2021"}, by="operator")
    assert counts(result) == (1, 1, 0, 0)
    assert len(generations.published(store_folder())) == 2


def test_people_are_never_shown_in_a_review(small_house: Path, write_csv: WriteCsv) -> None:
    heading = ["nik", "nama", "desa", "tanggal"]
    person = ["6311014101900001", "Siti Rahmah", "Batumandi", "1/2/2026"]
    load(write_csv("a.csv", heading, [person]), "orang")
    sent = write_csv("b.csv", heading, [[*person[:2], "Mantimin", person[3]], ["12", "Siti Rahmah", "Siti Rahmah", ""]])
    seen = review(sent, "orang")
    assert seen.first is None and seen.counts["berubah"] == 1
    told = f"{seen.conflicts}{seen.questions}{seen.problems.to_dict()}{seen.result}"
    assert "Siti" not in told and "6311014101900001" not in told
    assert accept(sent, "orang", replaced=[("", 2)]).loaded == 0
    mantimin = match.read_places(REFERENCE).find_desa("Mantimin", "63.11.04")
    assert [row["kode_desa"] for row in rows_of("fakta_orang")] == [mantimin]


def test_a_rebuild_repeats_every_decision(loaded: Path, write_csv: WriteCsv, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = write_csv("b.csv", HEADING, [["2", "Batumandi", "21"], ["3", "Batumandi", "31"], ["4", "Pimpng", "4"]])
    accept(changed, "uji", replaced=[("", 2)], kept=[("", 3)], by="operator")
    name_villages({("Pimpng", ""): "63.11.05.2021"}, "operator")
    names = ("fakta_uji", "fakta_alias_desa", "selesai", "diganti", "muatan")
    kept = tables(*names)
    monkeypatch.setattr(rebuild, "contracts", lambda: CONTRACTS)
    rebuild.rebuild()
    assert tables(*names) == kept


def test_a_foreign_export_is_rebuilt_by_the_mapping_it_came_with(
    small_house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping, "contracts", lambda: CONTRACTS)
    export = tmp_path / "kobo.csv"
    export.write_text("_uuid,lokasi/desa,korban\nabc,Batumandi,4\n", "utf-8")
    columns = 'nomor = "_uuid"\nkode_desa = "lokasi/desa"\njiwa = "korban"'
    kobo = mapping.parse(f'title = "Kobo"\n[[dataset]]\nid = "uji"\n[dataset.columns]\n{columns}\n', "kobo")
    assert counts(load(export, "uji", mapping=kobo)) == (1, 1, 0, 0)
    kept = tables("fakta_uji", "muatan")
    monkeypatch.setattr(rebuild, "contracts", lambda: CONTRACTS)
    rebuild.rebuild()
    assert tables("fakta_uji", "muatan") == kept


def test_going_back_undoes_a_decision_to_the_byte(loaded: Path, write_csv: WriteCsv) -> None:
    store = Store()
    served = store.generation()
    names = ("fakta_uji", "muatan", "karantina", "selesai", "diganti")
    kept = tables(*names)
    accept(write_csv("b.csv", HEADING, [["2", "Batumandi", "21"]]), "uji", replaced=[("", 2)])
    store.rollback(served)
    assert tables(*names) == kept
    store.close()


def test_files_of_one_register_have_one_family() -> None:
    assert family("laporan_halong_okt_2026.xlsx") == family("Laporan Halong (September 2026).csv") == "laporan halong"
    assert family("data desa.csv") != family("data kecamatan.csv")


def test_what_a_person_must_look_at_first(loaded: Path, write_csv: WriteCsv) -> None:
    bad = write_csv("b.csv", HEADING, [[f"x{n}", "Antah", "1"] for n in range(8)])
    assert any("8 dari 8 baris ditahan" in each for each in load(bad, "uji", dry_run=True).warnings)
    (stopped,) = load_many([(bad, "uji")], stop=True)
    assert stopped.refused and "belum dimuat" in stopped.refused
    assert len(generations.published(store_folder())) == 1
    whole = write_csv("uji_halong_okt_2026.csv", HEADING, [[f"n{n}", "Batumandi", "1"] for n in range(40)])
    assert not load(whole, "uji").warnings
    half = write_csv("Uji Halong November 2026.csv", HEADING[:2], [[f"m{n}", "Batumandi"] for n in range(20)])
    told = " ".join(review(half, "uji").result.warnings)
    assert "turun 50% dari 40 baris" in told and "Kolom Jiwa ada di uji_halong_okt_2026.csv" in told
