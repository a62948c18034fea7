"""A report from the field: the short form, what survives a reload, and messages that a person confirms."""

from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pantau.intake import drafts
from tests.stores import open_store, table
from tests.visits import EVENTS, REPORT, again, plain, press, visit

CHAT = """24/11/25 07.15 - Budi Santoso: Banjir di Desa Pimping, 12 KK terdampak, tinggi air 60 cm. Hub 081234567890
24/11/25 07.20 - Ani: Terima kasih pak
24/11/25 07.30 - Budi Santoso: kebakaran di Galumbang"""


def fill(app: AppTest, **values: str) -> AppTest:
    for name, value in values.items():
        widgets = [*app.selectbox, *app.text_input, *app.text_area]
        (field,) = [each for each in widgets if each.key == f"lapor-{name}"]
        field.set_value(value)
    return again(app)


def real_reports(folder: Path) -> pd.DataFrame:
    rows = table(open_store(folder), "fakta_laporan")
    return rows[~rows["contoh"]]


def test_a_report_survives_a_reload_and_is_sent_once(at_copy: Path) -> None:
    app = fill(
        visit(REPORT), kode_ancaman="101", kode_desa="63.11.05.2021", uraian="Air masuk rumah", terdampak_kk="12"
    )
    name = str(app.query_params["draf"])
    app.switch_page(EVENTS)
    again(app).switch_page(REPORT)
    (words,) = [each for each in again(app).text_area if each.key == "lapor-uraian"]
    assert words.value == "Air masuk rumah", "another page in between takes nothing away"
    again_open = visit(REPORT, draf=name)
    (words,) = [each for each in again_open.text_area if each.key == "lapor-uraian"]
    assert words.value == "Air masuk rumah"
    again_open = press(again_open, "Kirim laporan")
    assert "tersimpan dan sudah tampil" in plain(again_open)
    (row,) = real_reports(at_copy).to_dict("records")
    assert (row["kode_ancaman"], row["kode_desa"], row["terdampak_kk"]) == ("101", "63.11.05.2021", 12)
    assert row["kanal"] == "aplikasi" and pd.isna(row["mengungsi_orang"]), "blank is not reported, never zero"
    assert drafts.read(at_copy / "ruang_muat", name) == {}
    assert not [each.value for each in visit(REPORT, draf=name).text_area if each.value]


def test_what_is_missing_is_said_before_anything_is_sent(at_copy: Path) -> None:
    app = press(fill(visit(REPORT), kode_ancaman="101"), "Kirim laporan")
    assert "Belum lengkap: desa, apa yang terjadi" in plain(app)
    assert real_reports(at_copy).empty


def test_a_kecamatan_is_enough_where_the_village_is_not_known(at_copy: Path) -> None:
    app = fill(visit(REPORT), kode_ancaman="101", kode_desa="63.11.05", uraian="Air naik")
    press(app, "Kirim laporan")
    (row,) = real_reports(at_copy).to_dict("records")
    assert row["kode_kecamatan"] == "63.11.05" and pd.isna(row["kode_desa"])


def test_over_the_network_a_report_needs_the_code(at_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_BACA_SAJA", "1")
    assert "Ringkasan lima program" in plain(visit(REPORT)), "without a code there is no such page"
    st.cache_resource.clear()
    monkeypatch.setenv("PANTAU_KODE_LAPOR", "banjir-2026")
    app = visit(REPORT)
    assert not [each for each in app.button if each.label == "Kirim laporan"]
    for typed, expected in (("salah-sekali", "Kode tidak cocok"), ("banjir-2026", "Apa yang terjadi")):
        (code,) = [each for each in app.text_input if each.label == "Kode lapor"]
        code.set_value(typed)
        app = press(app, "Lanjut")
        assert expected in plain(app) + str([each.label for each in app.text_area])
    assert not [each for each in app.segmented_control if "WhatsApp" in str(each.options)]
    app = fill(app, kode_ancaman="101", kode_desa="63.11.05", uraian="Air naik")
    press(app, "Kirim laporan")
    assert len(real_reports(at_copy)) == 1
    runs = table(open_store(at_copy), "muatan")
    assert "pelapor berkode" in set(runs["oleh"])


def test_guessing_codes_ends_soon(at_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_BACA_SAJA", "1")
    monkeypatch.setenv("PANTAU_KODE_LAPOR", "banjir-2026")
    app = visit(REPORT)
    for guess in range(10):
        (code,) = [each for each in app.text_input if each.label == "Kode lapor"]
        code.set_value(f"tebakan-{guess}")
        app = press(app, "Lanjut")
    assert "Terlalu banyak kode yang salah" in plain(visit(REPORT)), "another window starts no new count"


def test_messages_become_reports_only_by_a_person(at_copy: Path) -> None:
    app = visit(REPORT, cara="Dari WhatsApp")
    app.file_uploader[0].set_value(("chat.txt", CHAT.encode(), "text/plain"))
    told = plain(again(app))
    assert "3 pesan · 2 mungkin laporan · 1 bukan laporan" in told
    assert "Budi" not in told and "081234567890" not in told
    hazards = [each for each in app.selectbox if each.label.startswith("Bahaya")]
    assert [each.value for each in hazards] == ["101", None], "a fire may be of forest or of houses: no guess"
    for box in app.checkbox:
        box.check()
    app = press(again(app), "Kirim 1 laporan")
    assert "1 laporan tersimpan" in plain(app)
    (row,) = real_reports(at_copy).to_dict("records")
    assert (row["kode_desa"], row["terdampak_kk"], row["kanal"]) == ("63.11.05.2021", 12, "whatsapp")
