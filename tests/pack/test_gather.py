"""One frozen set of figures: the same numbers as the screens, everything traceable, one failure at a time."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from pantau.answers import Answers
from pantau.figures import bencana, kencana
from pantau.filters import Filters, Place
from pantau.pack import Choice, Pack, sections
from pantau.pack.chart import chart
from pantau.pack.gather import Changing, fingerprint, freeze
from pantau.pack.manifest import record
from pantau.store import Store
from tests.pack.conftest import EVERYTHING
from tests.stores import copy, load_rows, open_store

HALONG = Place("63.11.02", "Halong")


def choice(*programmes: str, filters: Filters | None = None) -> Choice:
    return Choice("Rakor", date(2026, 11, 24), programmes or EVERYTHING, filters or Filters())


@pytest.fixture(scope="module")
def ask(sample: Store) -> Answers:
    return Answers(sample, "kabupaten")


def test_the_order_is_that_of_a_meeting_and_fits_it(pack: Pack) -> None:
    assert [leaf.number for leaf in pack.leaves][:4] == ["R-3", "R-1", "R-2", "LB-0"]
    assert [leaf.number for leaf in pack.leaves][-3:] == ["KN-3", "L-1", "L-2"]
    assert len(pack.leaves) + 1 <= 30
    numbers = [leaf.number for leaf in pack.leaves]
    assert len(set(numbers)) == len(numbers)
    assert not [leaf.failed for leaf in pack.leaves if leaf.failed]


def test_titles_are_findings_with_the_numbers_of_the_figures(pack: Pack, sample: Store) -> None:
    found = {leaf.number: leaf.finding for leaf in pack.leaves}
    row = sample.query("bencana/kpi", {}, "kabupaten").iloc[0]
    unknown = sample.query("bencana/kejadian", {}, "kabupaten")["terdampak_jiwa"].isna().sum()
    assert found["LB-4"] == f"{row['kejadian']:.0f} kejadian; {unknown} belum melaporkan jiwa terdampak"
    assert found["PS-1"] == "Angka media: dari 281 menjadi 880 orang (3,13 kali)"


def test_sentence_and_numbers_are_those_of_the_screen(ask: Answers) -> None:
    made = freeze(ask, choice("lapor_bencana", filters=Filters(date(2020, 1, 1), date(2021, 12, 31), HALONG)))
    chosen = Filters(date(2020, 1, 1), date(2021, 12, 31), HALONG, extent=sections.extent(ask, "lapor_bencana"))
    kpi = ask.row("bencana/kpi", **chosen.params())
    first = next(leaf for leaf in made.leaves if leaf.number == "LB-0")
    assert first.kpis == tuple(tuple(map(str, each)) for each in bencana.kpis(kpi))
    words = chosen.sentence(kpi["kejadian"], kpi["kejadian_total"], "kejadian", basis="tanggal kejadian")
    for leaf in made.leaves:
        if leaf.number.startswith("LB-"):
            assert leaf.header.startswith(words)


def test_every_number_can_be_asked_again(pack: Pack, ask: Answers, sample: Store) -> None:
    part = freeze(ask, choice("kencana", filters=Filters(kecamatan=HALONG)))
    asked = [(leaf, each) for leaf in (*pack.leaves, *part.leaves) for each in leaf.asked]
    assert len(asked) > 40
    assert {each.scope for _, each in asked} == {"kabupaten", "kec-631102"}
    for leaf, each in asked:
        frame = sample.query(each.query, each.params, each.scope)
        assert (len(frame), fingerprint(frame)) == (each.rows, each.sha256), leaf.number
    for leaf in pack.leaves:
        assert leaf.asked or leaf.number in ("L-1", "L-2"), leaf.number


def test_one_broken_figure_prints_its_reason_and_the_rest_goes_on(
    ask: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise ValueError("angka tidak dapat dijumlahkan")

    monkeypatch.setattr(bencana, "months", broken)
    monkeypatch.setitem(sections.SECTIONS, "kencana", broken)
    made = {leaf.number: leaf for leaf in freeze(ask, choice("lapor_bencana", "kencana")).leaves}
    assert made["LB-2"].figure is None
    assert made["LB-2"].failed == "Tidak dapat dibuat: angka tidak dapat dijumlahkan"
    assert made["KN-0"].failed
    assert made["LB-1"].figure is not None
    assert made["LB-3"].figure is not None


def test_a_figure_that_cannot_be_drawn_is_a_broken_one(ask: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(figure: object, form: str, grey: bool) -> bytes:
        raise MemoryError

    monkeypatch.setattr("pantau.draw.paper.drawing", broken)
    made = freeze(ask, choice("kencana"), drawn=True)
    assert {leaf.number for leaf in made.leaves if leaf.failed} == {"KN-1", "KN-2", "KN-3"}


def test_data_published_meanwhile_begin_it_anew(ask: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    told: Iterator[str] = iter(["gen-1", "gen-2", "gen-2", "gen-2"])
    monkeypatch.setattr(Store, "generation", lambda _self: next(told))
    assert freeze(ask, choice("kencana")).generation == "gen-2"
    endless: Iterator[int] = iter(range(99))
    monkeypatch.setattr(Store, "generation", lambda _self: str(next(endless)))
    with pytest.raises(Changing, match="coba lagi"):
        freeze(ask, choice("kencana"))


def test_one_kecamatan_hears_nothing_of_the_others_from_rules_and_headlines(ask: Answers) -> None:
    made = freeze(ask, choice(filters=Filters(kecamatan=HALONG)))
    whole = freeze(ask, choice())
    assert made.choice.place == "Kecamatan Halong"
    assert sum(hit.found for hit in made.hits) < sum(hit.found for hit in whole.hits)
    silent = next(leaf for leaf in made.leaves if leaf.number == "DS-0")
    assert silent.finding == "DESTANA Lampihong tidak berjalan di Kecamatan Halong."
    evidence = next(leaf for leaf in made.leaves if leaf.number == "KN-1")
    assert evidence.figure is not None
    assert set(evidence.figure.frame["nama_kecamatan"]) == {"Halong"}


def test_an_empty_house_says_so_everywhere(empty: Store) -> None:
    made = freeze(Answers(empty, "kabupaten"), choice())
    assert not [leaf.number for leaf in made.leaves if leaf.failed]
    assert {leaf.finding for leaf in made.leaves if leaf.number.endswith("-0")} >= {"Belum ada kejadian yang dimuat."}


def test_what_is_sample_is_marked(pack: Pack) -> None:
    marked = {leaf.number for leaf in pack.leaves if leaf.sample}
    assert {"DS-1", "SB-1", "PS-2", "KN-1", "R-1", "R-3"} <= marked
    assert not marked & {"LB-1", "LB-2", "PS-1"}
    assert pack.sample


def test_an_overdue_decision_opens_the_pack(sample_folder: Path, tmp_path: Path) -> None:
    folder = copy(sample_folder, tmp_path)
    row = {"id_tindak_lanjut": "T1", "program": "kencana", "tanggal_rapat": "2026-10-01", "keputusan": "Lengkapi K03",
           "penanggung_jawab": "Camat Halong", "tenggat": "2026-11-01", "status": "belum",
           "status_pada": "2026-10-01 10:00"}  # fmt: skip
    assert load_rows(folder, "tindak_lanjut", [row]).loaded == 1
    store = open_store(folder)
    first = freeze(Answers(store, "kabupaten"), choice("kencana")).leaves[0]
    assert (first.number, first.finding) == ("R-3", "1 dari 1 keputusan rapat belum selesai")
    assert first.figure is not None
    assert "lewat 21 hari" in first.figure.written().to_string()
    other = [leaf.number for leaf in freeze(Answers(store, "kabupaten"), choice("destana")).leaves]
    assert other[0] == "R-1"
    assert other[-3] == "R-3"
    store.close()


def test_the_manifest_is_plain_json_and_the_code_names_the_snapshot(pack: Pack) -> None:
    told = json.loads(json.dumps(record(pack)))
    assert told["kode"] == pack.code
    assert len(told["gambar"]) == len(pack.leaves)
    later = replace(pack, made=datetime(2027, 1, 1, tzinfo=pack.made.tzinfo))
    assert later.code == pack.code
    assert replace(pack, generation="gen-000009").code != pack.code
    assert pack.stem.startswith("PantauBalangan_semua_kabupaten_semua-data_2026")


def test_old_data_are_said_to_be_old_on_every_page_of_their_programme(pack: Pack) -> None:
    for leaf in pack.leaves:
        warned = any(words.startswith("Data usang: terakhir ") for words in leaf.words)
        # The evidence of the first run ends 34 days before the day of the tests, three more than it may.
        assert warned == (leaf.section in ("Kencana", "Lapor Bencana")), leaf.number


def test_emergencies_and_notes_stand_in_words_and_charts_stay_native(sample_folder: Path, tmp_path: Path) -> None:
    folder = copy(sample_folder, tmp_path)
    row = {
        "id_catatan": "C1",
        "program": "kencana",
        "tanggal_dari": "2026-03-01",
        "teks": "Bimtek",
        "oleh_peran": "camat",
    }
    assert load_rows(folder, "catatan", [row]).loaded == 1
    store = open_store(folder)
    made = {leaf.number: leaf for leaf in freeze(Answers(store, "kabupaten"), choice()).leaves}
    store.close()
    assert "Status darurat: siaga darurat, 12 Agu 2025 s.d. 30 Sep 2025; " in " ".join(made["LB-2"].words)
    pace = made["KN-2"].figure
    assert pace is not None
    assert [number for _, number in pace.encode["marks"]] == [1, 2]
    assert "(2) 1 Mar 2026: Bimtek" in " ".join(pace.notes)
    for number in ("LB-2", "PS-2", "SB-2", "SB-3", "KN-2"):
        figure = made[number].figure
        assert figure is not None
        assert chart(figure) is not None, number


def test_details_are_whole_lists_for_the_workbook_and_never_cases(pack: Pack, sample: Store) -> None:
    assert set(pack.details) == {"Celah rantai", "Konsultasi terbuka", "Segera kedaluwarsa"}
    waiting = sample.query("destana/konsultasi_terbuka", {"hari_ini": date(2026, 11, 22)}, "kabupaten")
    assert pack.details["Konsultasi terbuka"].frame["id"].tolist() == waiting["id"].tolist()
    assert not any(figure.private or figure.cases for figure in pack.details.values())


def test_the_finding_of_evidence_is_its_title(pack: Pack) -> None:
    leaf = next(leaf for leaf in pack.leaves if leaf.number == "KN-1")
    assert leaf.figure is not None
    assert leaf.figure.id == "KN-1"
    assert kencana.SOURCE in leaf.dated
