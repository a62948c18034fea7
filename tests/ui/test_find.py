"""Finding one's way: the path from the kabupaten down and back up, and the box that finds things by name."""

import pytest
from streamlit.testing.v1 import AppTest

from pantau.store import Store
from tests.visits import DESTANA, EVENTS, EVIDENCE, HALONG, again, be_camat, press, shown, visit, words

pytestmark = pytest.mark.usefixtures("at_sample")

VILLAGE, SUBDISTRICT = "63.11.07.2003", "63.11.07"


def steps(app: AppTest) -> list[str]:
    """The steps of the path that lead back."""
    return [each.label for each in app.button if str(each.key).startswith("jejak-")]


def find(app: AppTest, wanted: str) -> AppTest:
    """Open the box and type into it."""
    app.session_state["kotak-cari"] = True
    again(app)
    app.text_input(key="cari").set_value(wanted)
    return again(app)


def found(app: AppTest) -> list[str]:
    return [each.label for each in app.button if str(each.key).startswith("temu-")]


def test_each_step_of_the_path_leads_back(sample: Store) -> None:
    village = sample.query("acuan/desa").set_index("kode").loc[VILLAGE, "nama_unik"]
    kecamatan = sample.query("acuan/kecamatan").set_index("kode").loc[SUBDISTRICT, "nama"]
    assert steps(visit(EVENTS)) == []
    app = visit(EVENTS, kecamatan=kecamatan, desa=village)
    assert steps(app) == ["Kabupaten Balangan", f"Kec. {kecamatan}"]
    assert f"**Desa {village}**" in words(app)
    press(app, f"Kec. {kecamatan}")
    assert app.query_params == {"kecamatan": kecamatan}
    assert steps(app) == ["Kabupaten Balangan"]
    press(app, "Kabupaten Balangan")
    assert app.query_params == {}
    assert steps(app) == []
    assert shown(app, "kejadian") == (26, 26)


def test_a_page_of_one_kecamatan_steps_back_to_all_its_villages() -> None:
    app = visit(DESTANA, desa="Pimping")
    some, total = shown(app, "konsultasi")
    press(app, "Kabupaten Balangan")
    assert some < total
    assert shown(app, "konsultasi") == (total, total)


def test_a_village_is_found_and_chosen(sample: Store) -> None:
    app = find(visit(EVENTS, bahaya="Banjir", periode="Tahun 2025"), "mayanau")
    app = press(app, "Mayanau desa")
    assert app.query_params == {"kecamatan": "Tebing Tinggi", "desa": "Mayanau"}
    code = sample.query("acuan/desa").set_index("nama_unik").loc["Mayanau", "kode"]
    assert shown(app, "kejadian")[0] == sample.query("bencana/kpi", {"desa": code})["kejadian"].iloc[0] > 0


def test_a_kecamatan_is_found_and_a_village_chosen_before_is_let_go() -> None:
    app = press(find(visit(EVENTS, kecamatan="Tebing Tinggi", desa="Mayanau"), "juai"), "Juai kecamatan")
    assert app.query_params == {"kecamatan": "Juai"}


def test_an_event_is_found_by_its_number_from_another_page() -> None:
    app = press(find(visit(EVIDENCE, kecamatan="Juai"), "blg-0027"), "Banjir bandang kejadian BLG-0027")
    assert app.query_params == {"kejadian": "BLG-0027"}
    assert "Versi angka dampak" in words(app)
    assert "### Banjir bandang" in words(app)


def test_an_indicator_is_found_from_another_page() -> None:
    app = find(visit(EVENTS), "bimtek")
    (label,) = found(app)
    code = label.split("indikator ")[1].split(" ")[0]
    app = press(app, label.replace("*", ""))
    assert "Matriks bukti" in words(app) or "bukti berlaku" in words(app)
    assert app.session_state["indikator"] == code


def test_what_does_not_exist_is_said_with_the_words_escaped() -> None:
    app = find(visit(EVENTS), "![x](http://contoh.example)")
    assert found(app) == []
    assert "Tidak ada desa, kejadian atau indikator yang memuat" in words(app)
    assert "](http://contoh" not in words(app)
    assert "Ketik sedikitnya dua huruf" in words(find(visit(EVENTS), "x"))
    assert "Tidak ada desa" in words(find(visit(EVENTS), "%_"))


def test_a_camat_finds_no_event_of_another_kecamatan(monkeypatch: pytest.MonkeyPatch, sample: Store) -> None:
    be_camat(HALONG, monkeypatch)
    own = set(sample.query("bencana/kejadian", {"kecamatan": HALONG})["id"])
    app = find(visit(EVENTS), "blg-00")
    offered = {each.split("kejadian ")[1].split(" ")[0] for each in found(app)}
    assert offered
    assert offered <= own
