"""A broken Excel of a kecamatan, from the drop to trusted rows and back, in a real browser."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from pantau.store import Store
from tests.browser.conftest import PATIENCE_MS, Visitor, serving, settle
from tests.browser.hands import numbers
from tests.stores import copy

HEADING = ["No laporan", "Jenis bencana", "Tanggal kejadian", "Waktu lapor", "Kecamatan", "Desa", "Jumlah KK"]
ROWS: list[list[Any]] = [
    ["LPH-1", "Banjir", date(2026, 11, 20), datetime.fromisoformat("2026-11-20T08:15"), "Lampihong", "Pimping", 12],
    ["LPH-2", "Banjir", "20 November 2026", "20/11/2026 09.00", "Lampihong", "Pimpng", 7],
    ["LPH-3", "Banjir", "31/2/2026", "20/11/2026 09.30", "Lampihong", "Tampang", 5],
    ["LPH-4", "Banjir", date(2026, 11, 21), datetime.fromisoformat("2026-11-21T07:00"), "Lampihong", "Tampang", "tiga"],
    ["LPH-5", "Banjir", date(2026, 11, 21), None, "Lampihong", "Tampang", 2],
    ["LPH-6", "Banjir", date(2026, 11, 21), datetime.fromisoformat("2026-11-21T09:00"), "Lampihong", "Tampang", -3],
]


def broken(path: Path) -> Path:
    """A letter-head, a title, six rows of which five are wrong, and a sum."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["PEMERINTAH KABUPATEN BALANGAN"], ["Laporan Kecamatan Lampihong"], [], HEADING, *ROWS, ["Jumlah"]]:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def own_server(sample_folder: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The app on a store of this test's own, which is loaded into."""
    folder = copy(sample_folder, tmp_path / "rumah")
    with serving(folder, tmp_path / "log.txt") as address:
        yield address, folder


def drop(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("Baru", exact=True).wait_for(timeout=PATIENCE_MS)
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def reports(folder: Path) -> int:
    store = Store(folder / "store")
    try:
        state = store.query("data/keadaan_dataset").set_index("dataset").loc["laporan"]
        return 0 if state["baris_contoh"] else int(state["baris"])
    finally:
        store.close()


def test_a_broken_excel_becomes_trusted_rows_and_can_be_taken_back(
    own_server: tuple[str, Path],
    visitors: Callable[..., Visitor],
    tmp_path: Path,
    sample_names: re.Pattern[bytes],
) -> None:
    address, folder = own_server
    operator = visitors(address=address)
    page = operator.open("/data_masuk")
    drop(page, broken(tmp_path / "laporan_lampihong.xlsx"))
    assert numbers(page) == ["1", "0", "0", "6"]
    for sentence in (
        'baris 7: Tanggal kejadian "31/2/2026": tanggal itu tidak ada di kalender',
        'baris 8: Terdampak (KK) "tiga": bukan angka',
        "baris 9: Waktu lapor: wajib diisi",
        "baris 11: baris jumlah, bukan data",
    ):
        expect(page.get_by_text(sentence)).to_be_visible()
    page.get_by_text("Sudah saya periksa").click()
    press(page, "Terima dan terbitkan")
    expect(page.get_by_text("terbit sebagai gen-000002")).to_be_visible(timeout=PATIENCE_MS)
    assert reports(folder) == 2, "the village that a person confirmed lets its row in"

    page = operator.open("/karantina?dataset=laporan")
    with page.expect_download() as download:
        press(page, "Unduh 5 baris untuk dibetulkan")
    mended = tmp_path / "perbaikan.xlsx"
    download.value.save_as(mended)
    book = openpyxl.load_workbook(mended)
    sheet = book["Perbaikan"]
    head = [cell.value for cell in sheet[1]]
    for row in range(sheet.max_row, 1, -1):
        told = str(sheet.cell(row, head.index("masalah") + 1).value)
        for mark, column, value in (
            ("31/2/2026", "Tanggal kejadian", "28/2/2026"),
            ("tiga", "Terdampak (KK)", "3"),
            ("-3", "Terdampak (KK)", "3"),
            ("Waktu lapor", "Waktu lapor", "21/11/2026 08.00"),
        ):
            if mark in told:
                sheet.cell(row, head.index(column) + 1, value)
        if "baris jumlah" in told:
            sheet.delete_rows(row)
    book.save(mended)

    page = operator.open("/data_masuk")
    drop(page, mended)
    assert numbers(page) == ["4", "0", "0", "0"]
    press(page, "Terima dan terbitkan")
    expect(page.get_by_text("terbit sebagai gen-000003")).to_be_visible(timeout=PATIENCE_MS)
    assert reports(folder) == 6

    page = operator.open("/riwayat_muatan")
    page.get_by_role("button", name="Kembali ke sini").last.click()
    expect(page.get_by_text("Sekarang yang tampil gen-000001")).to_be_visible(timeout=PATIENCE_MS)
    assert reports(folder) == 0, "the sample shows again"
    assert operator.leave(sample_names) == []
