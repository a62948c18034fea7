"""A file on its way in, as an operator meets it: recognised, read through, decided on, published, taken back."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pantau.store import Store
from tests.stores import open_store, table
from tests.visits import HISTORY, LOADING, QUARANTINE, again, metrics, plain, press, visit

HEADING = ["Nomor laporan", "Jenis bencana", "Tanggal", "Waktu lapor", "Kecamatan", "Desa", "Jumlah KK", "Nama pelapor"]
GOOD = ["LPH-1", "Banjir", "20/11/2026", "20/11/2026 08.00", "Lampihong", "Pimping", "12", "Rahmadi Uji"]
MISSPELT = ["LPH-2", "Banjir", "20/11/2026", "20/11/2026 09.00", "Lampihong", "Pimpng", "7", ""]
IMPOSSIBLE = ["LPH-3", "Banjir", "31/2/2026", "20/11/2026 09.30", "Lampihong", "Tampang", "5", "Rahmadi Uji"]


def csv_of(*rows: list[str]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([HEADING, *rows])
    return written.getvalue().encode()


def send(app: AppTest, *rows: list[str], name: str = "laporan_lampihong.csv") -> AppTest:
    app.file_uploader[0].set_value((name, csv_of(*rows), "text/csv"))
    return again(app)


def sent(at_copy: Path, *rows: list[str]) -> AppTest:
    """A file taken in, everything proposed left as it is."""
    app = send(visit(LOADING), *rows)
    for box in app.checkbox:
        box.check()
    return press(again(app), "Terima dan terbitkan")


def reports(at_copy: Path) -> dict[str, object]:
    rows = table(open_store(at_copy), "fakta_laporan")
    return dict(rows.loc[~rows["contoh"], ["id_laporan", "terdampak_kk"]].itertuples(index=False))


def test_a_file_is_recognised_and_read_through_before_it_counts(at_copy: Path) -> None:
    app = send(visit(LOADING), GOOD, MISSPELT, IMPOSSIBLE)
    assert metrics(app) == {"Baru": "1", "Berubah": "0", "Sama": "0", "Ditolak": "2"}
    (dataset,) = [each for each in app.selectbox if each.label == "Dataset"]
    assert dataset.value == "laporan"
    assert 'Baris 4: Tanggal kejadian "31/2/2026": tanggal itu tidak ada di kalender' in plain(app)
    (village,) = [each for each in app.selectbox if "Pimpng" in each.label]
    assert village.value == "63.11.05.2021" and "mirip 92%" in str(village.options)
    assert reports(at_copy) == {}, "nothing counts before it is accepted"


def test_accepting_publishes_and_shows_the_new_number(at_copy: Path) -> None:
    app = sent(at_copy, GOOD, MISSPELT, IMPOSSIBLE)
    told = plain(app)
    assert "laporan_lampihong.csv terbit sebagai gen-000002: 3 baris dibaca = 2 dimuat + 1 ditahan" in told
    assert "baris CONTOH, kini 2 baris" in told
    assert reports(at_copy) == {"LPH-1": 12, "LPH-2": 7}
    aliases = table(open_store(at_copy), "fakta_alias_desa")
    assert list(aliases["oleh_peran"]) == ["kepala dinas"]


def test_a_changed_row_waits_for_a_choice(at_copy: Path) -> None:
    sent(at_copy, GOOD)
    changed = [*GOOD[:6], "14", ""]
    app = send(visit(LOADING), changed)
    assert metrics(app)["Berubah"] == "1" and "Terdampak (KK): 12 → 14" in plain(app)
    press(app, "Terima dan terbitkan")
    assert reports(at_copy) == {"LPH-1": 12}
    app = send(visit(LOADING), [*GOOD[:6], "15", ""])
    (each,) = [each for each in app.segmented_control if each.label == "Putusan"]
    each.set_value("Pakai yang baru")
    press(again(app), "Terima dan terbitkan")
    assert reports(at_copy) == {"LPH-1": 15}


def test_the_same_file_again_has_nothing_to_accept(at_copy: Path) -> None:
    sent(at_copy, GOOD)
    app = send(visit(LOADING), GOOD)
    assert "Semua baris sudah tercatat" in plain(app)
    assert not [each for each in app.button if "Terima" in each.label]


def test_a_file_that_is_no_table_is_refused_in_words(at_copy: Path) -> None:
    app = visit(LOADING)
    app.file_uploader[0].set_value(("../../etc/passwd<b>.pdf", b"%PDF-1.7 x", "application/pdf"))
    assert "adalah PDF, bukan tabel" in plain(again(app))
    assert not list(at_copy.rglob("*passwd*"))


def test_an_unclear_file_asks_for_its_dataset(at_copy: Path) -> None:
    app = visit(LOADING)
    app.file_uploader[0].set_value(("a.csv", b"kecamatan,desa\nHalong,Halong\n", "text/csv"))
    app = again(app)
    (dataset,) = [each for each in app.selectbox if each.label == "Dataset"]
    assert dataset.value is None and "lebih dari satu dataset" in plain(app)


def test_what_is_held_back_can_be_mended_and_leaves(at_copy: Path) -> None:
    sent(at_copy, GOOD, MISSPELT, IMPOSSIBLE)
    from pantau.ui.quarantine import corrections

    app = visit(QUARANTINE)
    (choice,) = [each for each in app.selectbox if each.label == "Dataset"]
    choice.set_value("laporan")
    assert "31/2/2026" in plain(again(app))
    rows = Store(at_copy / "store").query("data/karantina", {"dataset": "laporan", "terbuka": True})
    book = openpyxl.load_workbook(io.BytesIO(corrections("laporan", rows)))
    sheet = book["Perbaikan"]
    head = [cell.value for cell in sheet[1]]
    assert head[:2] == ["masalah", "karantina"]
    assert "Rahmadi" not in str([[cell.value for cell in row] for row in sheet.rows]), "who reported stays behind"
    sheet.cell(2, head.index("Tanggal kejadian") + 1, "28/2/2026")
    mended = io.BytesIO()
    book.save(mended)
    app = visit(LOADING)
    app.file_uploader[0].set_value(("perbaikan_laporan.xlsx", mended.getvalue(), ""))
    app = again(app)
    assert metrics(app) == {"Baru": "1", "Berubah": "0", "Sama": "0", "Ditolak": "0"}
    press(app, "Terima dan terbitkan")
    assert set(reports(at_copy)) == {"LPH-1", "LPH-2", "LPH-3"}
    assert Store(at_copy / "store").query("data/karantina", {"dataset": "laporan", "terbuka": True}).empty


def test_a_village_of_the_queue_is_settled(at_copy: Path) -> None:
    app = visit(QUARANTINE)
    (village,) = [each for each in app.selectbox if "Jinamun" in each.label]
    assert "Awayan" in village.label, "the row stands in a kecamatan, and so do the villages offered"
    assert not [each for each in village.options if "Lampihong" in each]
    village.set_value("63.11.03.2013")
    app = press(again(app), "Simpan")
    assert "Putusan tersimpan" in plain(app)
    assert not [each for each in app.selectbox if "Jinamun" in each.label]


def test_going_back_shows_the_earlier_generation(at_copy: Path) -> None:
    sent(at_copy, GOOD)
    assert set(reports(at_copy)) == {"LPH-1"}
    app = press(visit(HISTORY), "Kembali ke sini")
    assert "Sekarang yang tampil gen-000001" in plain(app)
    assert reports(at_copy) == {}


@pytest.mark.usefixtures("fresh")
def test_an_empty_house_takes_its_first_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("PANTAU_RUANG_MUAT", str(tmp_path / "room"))
    st.cache_resource.clear()
    app = send(visit(LOADING), GOOD)
    press(app, "Terima dan terbitkan")
    assert set(reports(tmp_path)) == {"LPH-1"}
    st.cache_resource.clear()
    monkeypatch.setenv("PANTAU_STORE", str(tmp_path / "lain"))
    monkeypatch.setenv("PANTAU_BACA_SAJA", "1")
    assert not visit(LOADING).file_uploader, "a server for reading takes no file"
