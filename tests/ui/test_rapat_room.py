"""The room of meetings: a pack is made and found again, a meeting is walked through, decisions are kept."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from pantau.pack import deck, history
from pantau.pack.bundle import MANIFEST
from tests.stores import open_store, table
from tests.visits import HALONG, again, be_camat, metrics, pick_row, plain, press, visit

PACK, STEPS, DECISIONS = "pages/rapat/paket_rapat.py", "pages/rapat/mode_rapat.py", "pages/rapat/tindak_lanjut.py"


def only(app: AppTest, *programmes: str) -> AppTest:
    """Choose these programmes for the pack."""
    app.session_state["program-paket"] = list(programmes)
    return again(app)


def titles(app: AppTest) -> list[str]:
    """Large titles of the open step."""
    return [each.value.lstrip("# ").replace("\\", "") for each in app.markdown if each.value.startswith("#")]


def test_a_pack_is_made_kept_and_compared_with_the_next(at_copy: Path) -> None:
    app = only(visit(PACK), "kencana")
    assert "Paket pertama untuk wilayah ini" in plain(app)
    app.text_input(key="rapat").set_value("Rakor Kencana")
    app = press(app, "Buat paket")
    (told,) = history.packs("kabupaten")
    assert (told["rapat"], told["program"], told["gagal"]) == ("Rakor Kencana", ["kencana"], [])
    with zipfile.ZipFile(io.BytesIO(history.read(told["nama"]))) as archive:
        assert json.loads(archive.read(f"{told['nama']}/{MANIFEST}"))["kode"] == told["kode"]
    assert "Paket selesai dalam" in app.status[0].label
    later = only(visit(PACK), "kencana")
    assert told["kode"] in plain(later)
    assert later.selectbox(key="pembanding").value.startswith("Rakor Kencana, ")
    later.selectbox(key="pratinjau").set_value("R-2")
    assert "Tidak ada angka atau daftar yang berubah sejak Rakor Kencana" in plain(again(later))


def test_the_preview_shows_any_leaf_with_its_words(at_copy: Path) -> None:
    app = only(visit(PACK, kecamatan="Halong"), "lapor_bencana")
    assert "semua data · Kecamatan Halong · Lapor Bencana" in plain(app).replace("**", "")
    app.selectbox(key="pratinjau").set_value("LB-3")
    shown = plain(again(app))
    assert "Kec. Halong" in shown
    assert "Kode " in shown


def test_a_wrong_day_is_said_and_today_taken(at_copy: Path) -> None:
    app = visit(PACK)
    app.text_input(key="hari-rapat").set_value("besok")
    app = again(app)
    assert "Tanggal besok tidak dikenal" in app.warning[0].value.replace("\\", "")


def test_a_camat_makes_the_pack_of_the_own_kecamatan(at_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    be_camat(HALONG, monkeypatch)
    app = only(visit(PACK), "kencana")
    assert "Kecamatan Halong" in plain(app)


def test_a_meeting_is_walked_in_the_order_of_the_slides(at_copy: Path) -> None:
    app = only(visit(PACK), "kencana")
    pack = app.session_state["paket-beku"][1]
    slides = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(deck.pptx(pack))).slides]
    app.switch_page(STEPS)
    app = again(app)
    walked = [titles(app)[0]]
    while not app.button(key="langkah-maju").disabled:
        app.button(key="langkah-maju").click()
        app = again(app)
        walked.append(next(each for each in titles(app)))
    assert [each.removesuffix(" :orange-badge[CONTOH]") for each in walked] == slides
    assert app.button(key="langkah-maju").proto.shortcut.lower() == "right"
    assert app.button(key="langkah-mundur").proto.shortcut.lower() == "left"


@pytest.mark.parametrize(("given", "at"), [("3", "3/"), ("0", "1/"), ("999", "28/"), ("x", "1/"), ("-5", "1/")])
def test_a_step_in_the_link_is_found_or_brought_within_the_pack(given: str, at: str, at_sample: None) -> None:
    assert f"Halaman {at}" in plain(visit(STEPS, langkah=given))


def test_a_decision_is_written_down_and_its_state_changed(at_copy: Path) -> None:
    app = visit(DECISIONS)
    assert "CONTOH" in plain(app)
    next(each for each in app.text_area if each.label == "Keputusan").set_value("Lengkapi K03 [x](http://a)")
    fields = {each.label: each for each in app.text_input}
    fields["Penanggung jawab (jabatan)"].set_value("Camat Halong")
    fields["Tenggat (hari/bulan/tahun)"].set_value("01/11/2026")
    fields["Gambar terkait"].set_value("KN-3")
    app = press(app, "Simpan keputusan")
    assert [each.value for each in app.info] == ["Keputusan tersimpan."]
    assert metrics(app)["Lewat tenggat"] == "1"
    (row,) = table(open_store(at_copy), "tindak_lanjut").to_dict("records")
    assert (row["keputusan"], row["indikator"], row["status"]) == ("Lengkapi K03 [x](http://a)", "KN-3", "belum")
    app = pick_row(app, "pilih-TL", 0)
    next(each for each in app.selectbox if each.label == "Keadaan baru").set_value("selesai")
    app = press(again(app), f"Catat {row['id_tindak_lanjut']}")
    states = table(open_store(at_copy), "tindak_lanjut").sort_values("baris")["status"].tolist()
    assert sorted(states) == ["belum", "selesai"]
    assert metrics(app)["Lewat tenggat"] == "nihil"


def test_an_empty_decision_is_not_saved(at_copy: Path) -> None:
    app = press(visit(DECISIONS), "Simpan keputusan")
    assert "belum diisi" in app.warning[0].value
    assert table(open_store(at_copy), "tindak_lanjut")["contoh"].all()


def test_who_only_reads_sees_decisions_and_no_form(at_sample: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_BACA_SAJA", "1")
    assert not visit(DECISIONS).text_area
