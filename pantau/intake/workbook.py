"""Workbooks (XLSX, XLS, ODS): every cell as text, without loss and without guessing.

Runs inside the reading child, which alone may die of a hostile file: standard library and python_calamine only.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from pantau.intake.delimited import tidy

# Excel keeps fifteen digits: the last ones of a longer whole number may be zeros of its own making.
SURE_DIGITS = 15
_UNCOMPUTED = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


class Unreadable(ValueError):
    """The workbook cannot be opened; the text says why, for a person."""


def sheets(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Each worksheet's name and its rows from row 1, every cell text; chart and macro sheets hold no rows."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            for meta in book.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet:
                    rows = book.get_sheet_by_name(meta.name).iter_rows()
                    yield meta.name, [[text(cell) for cell in row] for row in rows]
    except PasswordError as error:
        raise Unreadable("Berkas ini dikunci kata sandi; simpan salinan tanpa kata sandi.") from error
    except CalamineError as error:
        raise Unreadable(
            "Buku kerja ini rusak; buka di Excel atau LibreOffice, lalu simpan ulang sebagai XLSX."
        ) from error


def formulas_without_result(path: Path) -> int:
    """How many cells of a zipped workbook hold a formula nobody has computed yet: they read as blank, not as zero."""
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml"))
        return sum(len(_UNCOMPUTED.findall(archive.read(name))) for name in sheets)


def text(cell: object) -> str:
    """A cell as text: whole numbers without `.0`, dates ISO, truth as ya/tidak."""
    if isinstance(cell, str):
        return cell if cell.isascii() else tidy(cell)
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, int | float):
        return number(float(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        hours, seconds = divmod(int(cell.total_seconds()), 3600)
        return f"{hours:02}:{seconds // 60:02}:{seconds % 60:02}"
    return "" if cell is None else str(cell)


def number(value: float) -> str:
    """A number that no later reader can misread.

    A whole number long enough to have lost digits keeps its exponent, so that a check of codes can refuse it; a number
    with exactly three decimals gets a fourth, because `1.234` also reads as one thousand two hundred and thirty-four.
    """
    if value.is_integer() and abs(value) < 1e21:
        whole = str(int(value))
        lost = len(whole.lstrip("-")) > SURE_DIGITS and whole.endswith("0")
        return f"{value:.{SURE_DIGITS - 1}E}" if lost else whole
    written = repr(value)
    _, point, decimals = written.partition(".")
    return f"{written}0" if point and len(decimals) == 3 and decimals.isdigit() else written
