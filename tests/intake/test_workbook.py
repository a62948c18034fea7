"""Cells of a workbook as text, and nothing of them lost or invented."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.intake import numbers, workbook


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("6311010101900017", "6311010101900017"),
        (" Juai\u00a0Hulu", " Juai Hulu"),
        (12.0, "12"),
        (-3, "-3"),
        (2.5, "2.5"),
        (1.234, "1.2340"),
        (1234.5678, "1234.5678"),
        (True, "ya"),
        (False, "tidak"),
        (date(2025, 11, 24), "2025-11-24"),
        (datetime.fromisoformat("2025-11-24T14:05"), "2025-11-24T14:05:00"),
        (time(14, 5), "14:05:00"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
        (None, ""),
        # Sixteen digits that end in zero may be fifteen and a zero of Excel's own making.
        (6311010101900010.0, "6.31101010190001E+15"),
        (6311010101900017.0, "6311010101900017"),
    ],
)
def test_a_cell_as_text(cell: object, expected: str) -> None:
    assert workbook.text(cell) == expected


@given(st.floats(-1e14, 1e14, allow_nan=False))
def test_a_number_is_read_back_as_itself(value: float) -> None:
    written = workbook.number(value)
    assert numbers.reading([written], whole=False).read(written) == pytest.approx(value, rel=1e-14)


def test_rows_keep_their_numbers_in_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book.active["B4"], book.active["B6"] = "nomor", "1"
    book.create_chartsheet("Grafik")
    book.save(tmp_path / "a.xlsx")
    assert list(workbook.sheets(tmp_path / "a.xlsx")) == [("Data", [[""], [""], [""], ["nomor"], [""], ["1"]])]


def test_a_broken_workbook_is_unreadable_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 4_000)
    with pytest.raises(workbook.Unreadable, match="simpan ulang"):
        list(workbook.sheets(tmp_path / "a.xls"))
