"""A figure as a table to take away: CSV and XLSX with the typed values of its table twin.

A missing value stays an empty cell in both, because a word in a column of numbers stops every sum; a reported nil is 0.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

import pandas as pd
import xlsxwriter

from pantau import now, style, text
from pantau.figures import Column, Figure

# What keeps text text and a missing number an empty cell.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_EMPTY: Final = f"Sel kosong = {text.UNREPORTED}; 0 = {text.NIL}."
# What a spreadsheet takes for the beginning of a formula or a command; full-width forms are folded before the look.
_RISKY: Final = frozenset("=+-@|\t\r\n")
_LINE_ENDS: Final = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NARROW, _BROAD = 10, 60
# Excel refuses a page header longer than this.
_LONGEST_HEADER: Final = 200


def safe_text(value: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before = + - @ | tab and line end, blanks or not."""
    bare = "".join(c for c in value if unicodedata.category(c) not in ("Cf", "Zs"))
    first = unicodedata.normalize("NFKC", bare[:1])
    return f"'{value}" if first and first[0] in _RISKY else value


def csv(figure: Figure) -> bytes:
    """UTF-8 with BOM, semicolons and decimal commas: what Excel with Indonesian settings opens right by double click.

    Indonesian Windows separates lists by `;` because `,` is its decimal sign; without the BOM Excel guesses another
    alphabet. Lines before the heading begin with `#` and hold title, filter sentence, unit, source, date and CONTOH, so
    that the file says what it is wherever it ends up; readers skip them (`pandas.read_csv(f, sep=";", decimal=",",
    comment="#")`, DuckDB finds out by itself), whereas lines after the table would be read as rows. All text is quoted,
    so a `#` or `;` in it is only a character. Days are ISO: Excel knows them under any settings. Numbers are exact,
    without thousands signs.
    """
    lines = [f"# {words}" for words in _context(figure)]
    lines.append(";".join(_quoted(safe_text(column.title)) for column in figure.columns))
    lines += [";".join(_field(value) for value in row) for row in _rows(figure)]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def xlsx(figure: Figure) -> bytes:
    """A workbook: sheet Data holds the typed table, sheet Tentang what it is, its filter, source and date.

    Numbers keep the fifteen digits that Excel itself keeps; the CSV has them all.
    """
    return workbook(figure, {"Data": figure})


def workbook(about: Figure, sheets: Mapping[str, Figure]) -> bytes:
    """One workbook: the table of each figure on the sheet named, and sheet Tentang for what `about` says of them."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, dict(_OPTIONS)) as book:
        made = now()
        book.set_properties({"title": about.title, "comments": about.context.sentence, "created": made})
        for name, figure in sheets.items():
            _data(book, figure, name)
        _about(book, about, made)
    return file.getvalue()


def _context(figure: Figure) -> list[str]:
    """One line each: title, filter sentence, footer parts, and what empty means."""
    lines = [figure.title, figure.context.sentence, figure.footer(), _EMPTY]
    return [_LINE_ENDS.sub(" ", line) for line in lines]


def _rows(figure: Figure) -> Iterator[list[Any]]:
    """The typed cells: None, int, float, date or harmless text."""
    for row in figure.frame[[column.name for column in figure.columns]].itertuples(index=False):
        yield [_typed(value, column) for value, column in zip(row, figure.columns, strict=True)]


def _typed(value: Any, column: Column) -> int | float | date | str | None:
    if text.missing(value):
        return None
    if column.kind in ("number", "decimal", "percent"):
        number = text.finite(value)
        return number if number is None or not number.is_integer() else int(number)
    if column.kind in ("day", "month"):
        return pd.Timestamp(value).date()
    return safe_text(str(value)) or None


def _field(value: int | float | date | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(value)
    return value.isoformat() if isinstance(value, date) else repr(value).replace(".", ",")


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _data(book: Any, figure: Figure, name: str) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": style.PANEL, "bottom": 1, "text_wrap": True, "valign": "top"})
    rows = list(_rows(figure))
    for place, column in enumerate(figure.columns):
        cells = [row[place] for row in rows]
        form = book.add_format({"num_format": _number_format(column, cells), "valign": "top", "text_wrap": True})
        sheet.set_column(place, place, _width(column, cells))
        sheet.write_string(0, place, safe_text(column.title), head)
        for line, value in enumerate(cells, 1):
            _write(sheet, line, place, value, form)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(figure.columns) - 1)
    _printed(sheet, figure)
    sheet.repeat_rows(0)


def _write(sheet: Any, line: int, place: int, value: int | float | date | str | None, form: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, datetime.combine(value, time.min), form)
    elif value is not None:
        sheet.write_number(line, place, value, form)


def _number_format(column: Column, cells: list[Any]) -> str:
    """How Excel shows a column; months carry the Indonesian locale so that an English Excel also writes Des 2025."""
    if column.kind == "day":
        return "dd/mm/yyyy"
    if column.kind == "month":
        return "[$-421]mmm yyyy"
    if column.kind == "text":
        return "@"
    fine = column.kind == "decimal" or any(isinstance(cell, float) for cell in cells)
    return "#,##0.0" if fine else "#,##0"


def _width(column: Column, cells: list[Any]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    heading = max(len(word) for word in column.title.split(" "))
    return min(_BROAD, max(_NARROW, longest + 2, heading + 4))


def _about(book: Any, figure: Figure, made: datetime) -> None:
    sheet = book.add_worksheet("Tentang")
    name = book.add_format({"bold": True, "valign": "top"})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    mark = book.add_format({"bold": True, "bg_color": "#FBEFD9", "font_color": style.AMBER_LINE, "text_wrap": True})
    context = figure.context
    as_of = text.day(context.as_of) if context.as_of else "tidak disebut"
    facts = [
        ("Judul", figure.title),
        ("Keterangan", figure.subtitle),
        ("Filter", context.sentence),
        ("Bacaan", figure.reading),
        *(("Catatan", note) for note in figure.notes),
        ("Satuan", figure.unit),
        ("Sumber", context.source),
        ("Data s.d.", as_of),
        (text.SAMPLE, context.sample),
        ("Dicetak", text.moment(made)),
        ("Petunjuk", _EMPTY),
    ]
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 96)
    for line, (title, value) in enumerate(fact for fact in facts if fact[1]):
        sheet.write_string(line, 0, title, mark if title == text.SAMPLE else name)
        sheet.write_string(line, 1, safe_text(value), mark if title == text.SAMPLE else words)
    _printed(sheet, figure)


def _printed(sheet: Any, figure: Figure) -> None:
    """A4 landscape, one page wide; every printed page names the figure, CONTOH and its filter."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header("&L" + _header(figure.title) + (f'&R&"-,Bold"{text.SAMPLE}' if figure.context.sample else ""))
    sheet.set_footer(f"&L{_header(figure.context.sentence)}&RHalaman &P dari &N")
    if figure.context.sample:
        sheet.set_tab_color(style.AMBER)


def _header(words: str) -> str:
    """Text for a page header: cut to what Excel takes, its own sign & doubled."""
    short = words if len(words) <= _LONGEST_HEADER else words[: _LONGEST_HEADER - 1] + "…"
    return _LINE_ENDS.sub(" ", short).replace("&", "&&")
