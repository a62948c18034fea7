"""A figure as a table to take away: CSV and XLSX with the typed values of its table twin.

`data`, `facts` and `printed` write one sheet each of a workbook that holds more than one figure.

A missing value stays an empty cell in both, because a word in a column of numbers stops every sum; a reported nil is 0.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

import pandas as pd
import xlsxwriter

from pantau import now, style, text
from pantau.figures import Column, Figure

# What keeps text text and a missing number an empty cell.
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
EMPTY: Final = f"Sel kosong = {text.UNREPORTED}; 0 = {text.NIL}."
# What a spreadsheet takes for the beginning of a formula or a command; full-width forms are folded before the look.
_RISKY: Final = frozenset("=+-@|\t\r\n")
_LINE_ENDS: Final = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PICTURE: Final = re.compile(r"&(?=[G\[])")
_NARROW, _BROAD = 10, 60
_NAME, _WORDS = 24, 104
# Height of a line of words in points.
LINE: Final = 15.0
# Excel refuses a page header longer than 255 signs, its codes for place and weight included.
_LONGEST_HEADER: Final = 212
_SHORTEST_LINE: Final = 60


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
    with xlsxwriter.Workbook(file, dict(OPTIONS)) as book:
        made = now()
        book.set_properties({"title": about.title, "comments": about.context.sentence, "created": made})
        for name, figure in sheets.items():
            _printed(data(book, figure, name).sheet, figure)
        _about(book, about, made)
    return file.getvalue()


@dataclass(frozen=True)
class Written:
    """A sheet with a table in its upper left corner: what was written, and how wide each column is in letters."""

    sheet: Any
    heads: tuple[str, ...]
    rows: list[list[Any]]
    widths: tuple[int, ...]

    def heights(self) -> list[float]:
        """How high each row must be for its words, in points."""
        wrapped = (max(map(_wrapped, row, self.widths), default=1) for row in [list(self.heads), *self.rows])
        return [lines * LINE for lines in wrapped]

    def fit(self) -> None:
        """Give every row its height, for programs that do not measure wrapped words when they open a file."""
        for line, points in enumerate(self.heights()):
            self.sheet.set_row(line, points)


def data(book: Any, figure: Figure, name: str, units: Mapping[str, str] | None = None, broad: int = _BROAD) -> Written:
    """The typed table on a sheet of its own, heading in row 1; `units` of frame columns are added to their headings.

    No column is wider than `broad` letters; longer words are wrapped.
    """
    sheet = book.add_worksheet(name)
    rows = list(_rows(figure))
    heads, widths = [], []
    for place, column in enumerate(figure.columns):
        cells = [row[place] for row in rows]
        words = safe_text(heading(column, (units or {}).get(column.name, "")))
        heads.append(words)
        widths.append(_width(words, cells, broad))
        sheet.set_column(place, place, widths[-1])
        # A word right beside a number reads as one with it.
        words_side = {"align": "left", "indent": 1 if place else 0}
        side: dict[str, Any] = words_side if column.kind == "text" else {"align": "right"}
        sheet.write_string(0, place, words, head(book, side))
        forms = {
            code: book.add_format({"num_format": code, "valign": "top", "text_wrap": True} | side)
            for code in {_number_format(column, cell) for cell in cells}
        }
        for line, value in enumerate(cells, 1):
            write(sheet, line, place, value, forms[_number_format(column, value)])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(figure.columns) - 1)
    sheet.repeat_rows(0)
    return Written(sheet, tuple(heads), rows, tuple(widths))


def head(book: Any, side: dict[str, Any]) -> Any:
    """The format of a heading; `side` says how the column under it is aligned."""
    look: dict[str, Any] = {"bold": True, "bg_color": style.PANEL, "bottom": 1, "text_wrap": True, "valign": "top"}
    return book.add_format(look | side)


def heading(column: Column, unit: str) -> str:
    """The title of a column, with its unit unless the title says it."""
    return column.title if not unit or unit.casefold() in column.title.casefold() else f"{column.title} ({unit})"


def facts(book: Any, rows: Iterable[tuple[str, str]], links: Mapping[str, str] | None = None) -> Any:
    """Sheet Tentang: a name and what is said of it a line, empty ones left out; CONTOH is marked.

    A name in `links` leads to that sheet, and stands apart from what is above.
    """
    sheet = book.add_worksheet("Tentang")
    name = book.add_format({"bold": True, "valign": "top"})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    jump = book.add_format({"bold": True, "font_color": style.ACCENT, "underline": 1, "valign": "top"})
    ground = {"bg_color": style.AMBER_PALE, "font_color": style.AMBER_LINE}
    mark = book.add_format({"bold": True, "text_wrap": True, "valign": "top"} | ground)
    sheet.set_column(0, 0, _NAME)
    sheet.set_column(1, 1, _WORDS)
    line = 0
    for title, value in (row for row in rows if row[1]):
        if links and title in links:
            line += 1
            sheet.write_url(line, 0, f"internal:'{links[title]}'!A1", jump, safe_text(title))
        else:
            sheet.write_string(line, 0, safe_text(title), mark if title == text.SAMPLE else name)
        form = mark if title == text.SAMPLE else strong if links and title in links else words
        sheet.write_string(line, 1, safe_text(value), form)
        sheet.set_row(line, _wrapped(value, _WORDS) * LINE)
        line += 1
    return sheet


def printed(sheet: Any, top: Sequence[str], foot: Sequence[str], sample: bool) -> None:
    """A4 landscape, one page wide; the lines of `top`, the first one bold, and `foot` stand on every printed page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.8)
    upper, lower = _header_lines(top), _header_lines(foot)
    mark = f'&R&"-,Bold"{text.SAMPLE}' if sample else ""
    # Small sheets are printed large and wide ones small; what every page says keeps its size.
    size = {"scale_with_doc": False}
    sheet.set_header("\n".join([f'&L&"-,Bold"{upper[0]}&"-,Regular"', *upper[1:]]) + mark, size)
    sheet.set_footer("\n".join([f'&L&"-,Regular"&8 {lower[0]}', *lower[1:]]) + "&R&8 Halaman &P dari &N", size)
    if sample:
        sheet.set_tab_color(style.AMBER)


def _context(figure: Figure) -> list[str]:
    """One line each: title, filter sentence, footer parts, and what empty means."""
    lines = [figure.title, figure.context.sentence, figure.footer(), EMPTY]
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


def write(sheet: Any, line: int, place: int, value: int | float | date | str | None, form: Any = None) -> None:
    """One cell by its type; text is made harmless before."""
    if isinstance(value, str):
        sheet.write_string(line, place, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, datetime.combine(value, time.min), form)
    elif value is not None:
        sheet.write_number(line, place, value, form)


def _number_format(column: Column, cell: Any) -> str:
    """How Excel shows a cell; months carry the Indonesian locale so that an English Excel also writes Des 2025."""
    if column.kind == "day":
        return "dd/mm/yyyy"
    if column.kind == "month":
        return "[$-421]mmm yyyy"
    if column.kind == "text":
        return "@"
    return "#,##0.0" if column.kind == "decimal" or isinstance(cell, float) else "#,##0"


def _width(words: str, cells: list[Any], broad: int) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    heading = max(len(word) for word in words.split(" "))
    return min(broad, max(_NARROW, longest + 3, heading + 4))


def _wrapped(cell: Any, letters: int) -> int:
    """How many lines a cell takes; words are not cut, so a line holds a little less than its letters."""
    if not isinstance(cell, str):
        return 1
    return sum(math.ceil(len(line) * 1.1 / letters) if len(line) > letters - 2 else 1 for line in cell.splitlines())


def _about(book: Any, figure: Figure, made: datetime) -> None:
    context = figure.context
    as_of = text.day(context.as_of) if context.as_of else "tidak disebut"
    rows = [
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
        ("Petunjuk", EMPTY),
    ]
    _printed(facts(book, rows), figure)


def _printed(sheet: Any, figure: Figure) -> None:
    printed(sheet, [figure.title], [figure.context.sentence], bool(figure.context.sample))


def _header_lines(lines: Sequence[str]) -> list[str]:
    """Lines of a page header, each as long as those after it leave it: what is last is kept whole longest."""
    room = _LONGEST_HEADER
    kept = []
    for place, line in enumerate(lines, 1):
        after = sum(map(len, lines[place:]))
        kept.append(_header(line, max(_SHORTEST_LINE, room - after) if after else room))
        room -= len(kept[-1])
    return kept


def _header(words: str, room: int) -> str:
    """Text for a page header: its own sign & doubled, cut to what Excel takes.

    A blank parts what XlsxWriter would take for a picture.
    """
    said = _PICTURE.sub("& ", _LINE_ENDS.sub(" ", words))
    if len(said.replace("&", "&&")) > room:
        while len(said.replace("&", "&&")) >= room:
            said = said[:-1]
        said = f"{said.rstrip()}…"
    return said.replace("&", "&&")
