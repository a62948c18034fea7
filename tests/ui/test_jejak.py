"""Jejak angka: every page leads from its numbers to the rows, and the page of traces never breaks or tells too much."""

import pytest

from pantau.store import Store, query_names
from tests.visits import (
    CASES,
    EVENTS,
    EVIDENCE,
    FRONT,
    HALONG,
    PEOPLE,
    again,
    be_camat,
    pick_row,
    plain,
    tables,
    visit,
    words,
)

TRACE = "pages/data/jejak.py"
KECAMATAN = "bencana/kejadian_per_kecamatan"


@pytest.mark.parametrize("page", [FRONT, EVENTS, EVIDENCE, CASES, PEOPLE])
@pytest.mark.usefixtures("at_sample")
def test_a_page_remembers_what_it_asked_and_offers_the_way_down(page: str) -> None:
    app = visit(page)
    asked = app.session_state["jejak-sebelumnya"]
    assert asked and set(asked) <= set(query_names())
    assert not any(name.startswith(("acuan/", "data/")) for name in asked)
    followed = visit(TRACE, kueri=next(iter(asked)))
    assert "Cara menghitung." in plain(followed)


@pytest.mark.usefixtures("at_sample")
def test_the_filters_of_a_page_travel_to_its_traces() -> None:
    app = visit(EVENTS, kecamatan="Halong")
    assert app.session_state["jejak-sebelumnya"]["bencana/kpi"]["kecamatan"] == HALONG


@pytest.mark.usefixtures("at_sample")
def test_a_number_leads_to_its_rows_and_proves_itself(sample: Store) -> None:
    app = visit(TRACE, kueri=KECAMATAN, p_kecamatan=HALONG)
    (number,) = sample.query(KECAMATAN, {"kecamatan": HALONG})["kejadian"]
    said = plain(app)
    assert f"{number} kejadian: " in said and "dari 2 berkas" in said
    assert "sama dengan angka di layar" in said
    assert "hanya kecamatan Halong" in said
    (rows,) = [each for each in tables(app) if "Kunci" in each.columns]
    assert (rows["Dataset"] == "Kejadian bencana").sum() == number


@pytest.mark.usefixtures("at_sample")
def test_one_row_of_an_answer_is_chosen(sample: Store) -> None:
    app = visit(TRACE, kueri=KECAMATAN)
    assert "Pilih satu baris jawaban" in plain(app) and "di layar" not in plain(app)
    answer = sample.query(KECAMATAN)
    for row in (0, 3):
        pick_row(app, f"jejak-jawaban-{KECAMATAN}", row)
        assert f"{answer['kejadian'][row]} kejadian: " in plain(app)
        assert "sama dengan angka di layar" in plain(app)


@pytest.mark.parametrize("name", ["data/muatan", "../schema/system", "bencana/entah", "'; drop table x", "[x](y)"])
@pytest.mark.usefixtures("at_sample")
def test_an_unknown_question_is_refused_calmly(name: str) -> None:
    assert "tidak dikenal" in plain(visit(TRACE, kueri=name))


@pytest.mark.usefixtures("at_sample")
def test_unknown_parts_of_a_link_are_said() -> None:
    assert "entah tidak dikenal" in plain(visit(TRACE, kueri=KECAMATAN, p_entah="1"))
    wrong = visit(TRACE, kueri=KECAMATAN, p_dari="kemarin")
    assert "tidak dapat dibaca sebagai DATE" in plain(wrong)


@pytest.mark.usefixtures("at_sample")
def test_rows_on_people_show_their_place_only() -> None:
    app = visit(TRACE, kueri="sosial/layanan_per_bulan", kolom="layanan")
    key = "jejak-jawaban-sosial/layanan_per_bulan"
    pick_row(app, key, 0)
    assert "data orang" in plain(app)
    assert [each for each in tables(app) if "Kunci" in each.columns] == []
    assert app.get("download_button") == []


@pytest.mark.usefixtures("at_sample")
def test_a_camat_is_led_to_the_own_kecamatan_only(monkeypatch: pytest.MonkeyPatch) -> None:
    be_camat(HALONG, monkeypatch)
    app = visit(TRACE, kueri=KECAMATAN, p_kecamatan=HALONG)
    assert "sama dengan angka di layar" in plain(app)
    assert "Buka karantina" not in words(app)
    other = visit(TRACE, kueri=KECAMATAN, p_kecamatan="63.11.05")
    assert "sama dengan angka di layar" not in plain(other)


@pytest.mark.usefixtures("at_sample")
def test_a_reading_server_shows_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_BACA_SAJA", "1")
    assert "sama dengan angka di layar" in plain(again(visit(TRACE, kueri=KECAMATAN, p_kecamatan=HALONG)))
