"""Workbooks (XLSX, XLS, ODS): every cell as text, without loss and without guessing.

Runs inside the reading child, which alone may die of a hostile file: standard library and python_calamine only.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from pantau.intake.delimited import tidy

# Excel keeps fifteen digits: the last ones of a longer whole number may be zeros of its own making.
SURE_DIGITS = 15


class Unreadable(ValueError):
    """The workbook cannot be opened; the text says why, for a person."""


def sheets(path: Path, most: int | None = None) -> Iterator[tuple[str, list[list[str]]]]:
    """Each worksheet's name and its rows from row 1, or the first `most`, every cell text.

    Chart and macro sheets hold no rows.
    """
    try:
        with CalamineWorkbook.from_path(path) as book:
            for meta in book.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet:
                    rows = book.get_sheet_by_name(meta.name).iter_rows()
                    yield meta.name, [_texts(row) for row in islice(rows, most)]
    except PasswordError as error:
        raise Unreadable("Berkas ini dikunci kata sandi; simpan salinan tanpa kata sandi.") from error
    except BaseException as error:
        # What the library did not expect of a spoilt file is a panic, which is no Exception and has no public name.
        spoilt = isinstance(error, CalamineError | OSError) or type(error).__name__ == "PanicException"
        if not spoilt:
            raise
        if "cell error" in str(error):
            raise Unreadable(
                "Buku kerja ini berisi rumus yang hasilnya galat (#SPILL! dan semacamnya); "
                "betulkan rumusnya, lalu muat lagi."
            ) from error
        raise Unreadable(
            "Buku kerja ini rusak; buka di Excel atau LibreOffice, lalu simpan ulang sebagai XLSX."
        ) from error


def _texts(row: Iterable[object]) -> list[str]:
    """The cells of a row as `text` gives them; the two common kinds without a call, half a million times."""
    return [
        cell if type(cell) is str and cell.isascii() else number(cell) if type(cell) is float else text(cell)
        for cell in row
    ]


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


@lru_cache(maxsize=50_000)
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
