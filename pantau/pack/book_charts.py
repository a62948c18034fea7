"""Office charts in the workbook: drawn by the spreadsheet from cells of the same sheet, never split by a page."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pantau import style, text
from pantau.draw import sheet
from pantau.draw.sheet import Written
from pantau.pack import Leaf
from pantau.pack.chart import Chart, Series, chart, greyed

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_CELL: Final = re.compile(r"!(?=\$?[A-Z]+\$?\d)")
ZONE: Final = "Data grafik"
# Pixels at 96 a inch, as spreadsheets measure their cells.
_LETTER, _EDGE, _ROW, _COLUMN, _POINT = 7, 5, 20, 64, 0.75
_WIDE, _WIDEST, _HIGH, _BAR = 760, 1000, 400, 22
# What an A4 page printed landscape has inside its margins.
_PAGE: Final = (10.69 * 96, 6.4 * 96)
_DASHES: Final = {"solid": "solid", "dash": "dash", "dot": "round_dot"}
_TYPES: Final = {"column": "column", "bar": "bar", "line": "line", "area": "area", "scatter": "scatter"}
_LINE: Final = {"color": style.AXIS, "width": 0.75}
_SMALL: Final = {"name": "Calibri", "size": 9, "color": style.INK2}

Cells = list[Any]
Paint = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class _Place:
    """Where the cells of one series lie: sheet, and the columns of its categories (or x values) and its values."""

    name: str
    across: int
    along: int
    rows: int

    def categories(self) -> Cells:
        return [self.name, 1, self.across, self.rows, self.across]

    def values(self) -> Cells:
        return [self.name, 1, self.along, self.rows, self.along]

    def title(self) -> Cells:
        return [self.name, 0, self.along]


def add(book: Any, leaf: Leaf, name: str, written: Written, grey: bool) -> None:
    """Draw the leaf's chart, where it has one, on the sheet of its table, and print both on the same page."""
    found = chart(leaf.figure) if leaf.figure else None
    if found is None or leaf.figure is None:
        return
    found = greyed(found) if grey else found
    high, wide = _height(found), min(max(_WIDE, _pixels(written)), _WIDEST)
    line, column = len(written.rows) + 2, 0
    if _below(written, wide, high):
        written.sheet.fit_to_pages(1, 1)
    else:
        line, column, wide = 1, len(written.widths) + 1, _WIDE
    last = _reach(written.widths[column:], wide) + column
    zone = max(last, len(written.widths) - 1) + 2
    places = _own(found, name, written) or _zone(book, found, name, written, zone)
    made = _made(book, found, leaf, places, without_colour if grey else dict)
    made.set_size({"width": wide, "height": high})
    if places[0].along >= zone:
        made.show_hidden_data()
    where = {"object_position": 3 if column else 2, "description": leaf.figure.reading}
    written.sheet.insert_chart(line, column, made, where)
    end = max(len(written.rows), line + math.ceil(high / _ROW))
    written.sheet.print_area(0, 0, end, max(last, len(written.widths) - 1))


def without_colour(look: dict[str, Any]) -> dict[str, Any]:
    """The same look of a chart or a cell with every colour as its grey."""
    return {name: _grey(value) for name, value in look.items()}


def _grey(value: Any) -> Any:
    if isinstance(value, dict):
        return without_colour(value)
    if isinstance(value, list):
        return [_grey(each) for each in value]
    return style.grey(value) if isinstance(value, str) and _COLOUR.fullmatch(value) else value


def _height(found: Chart) -> int:
    """Bars need a row each; more than a page holds are drawn closer."""
    if found.kind != "bar":
        return _HIGH
    rows = len(found.categories) * (len(found.shown) if not found.stacked else 1)
    return min(max(260, 110 + _BAR * rows), 620)


def _pixels(written: Written) -> int:
    return sum(letters * _LETTER + _EDGE for letters in written.widths)


def _below(written: Written, wide: int, high: int) -> bool:
    """Whether table and chart are printed larger one below the other on one page than side by side."""
    tall = sum(written.heights()) / _POINT + 2 * _ROW + high
    below = min(1, _PAGE[0] / max(_pixels(written), wide), _PAGE[1] / tall)
    return below >= min(1, _PAGE[0] / (_pixels(written) + _COLUMN + _WIDE))


def _reach(widths: Sequence[int], room: int) -> int:
    """The last column a chart covers, counted from 0; after those of the table columns are plain."""
    count = 0
    while room > 0:
        room -= widths[count] * _LETTER + _EDGE if count < len(widths) else _COLUMN
        count += 1
    return count - 1


def _own(found: Chart, name: str, written: Written) -> list[_Place]:
    """The table's own columns, where they are exactly what the chart shows; else none."""
    if found.kind == "scatter" or not written.rows:
        return []
    columns = list(zip(*written.rows, strict=True))
    across = _same(columns, found.categories)
    along = [_same(columns, series.values) for series in found.series]
    if across is None or any(place is None or place == across for place in along):
        return []
    return [_Place(name, across, place, len(written.rows)) for place in along if place is not None]


def _same(columns: Sequence[Sequence[Any]], values: Sequence[Any]) -> int | None:
    return next((place for place, cells in enumerate(columns) if list(cells) == list(values)), None)


def _zone(book: Any, found: Chart, name: str, written: Written, left: int) -> list[_Place]:
    """The numbers of the chart in titled columns to the right, outside what is printed."""
    head = sheet.head(book, {})
    forms = {True: book.add_format({"num_format": "dd/mm/yyyy"}), False: None}
    number = book.add_format({"num_format": found.format.rpartition("]")[2]})

    def column(place: int, title: str, values: Sequence[Any]) -> None:
        written.sheet.set_column(place, place, 16)
        written.sheet.write_string(0, place, sheet.safe_text(title), head)
        for line, value in enumerate(values, 1):
            told = sheet.safe_text(value) if isinstance(value, str) else value
            plain = forms[isinstance(value, date)] if isinstance(value, date | str) else number
            sheet.write(written.sheet, line, place, told, plain)

    if found.kind == "scatter":
        places = []
        for series in found.series:
            column(left, f"{ZONE}: {series.name}, {found.x_title or 'x'}", series.xs)
            column(left + 1, series.name, series.values)
            places.append(_Place(name, left, left + 1, len(series.values)))
            left += 2
        return places
    column(left, ZONE, found.categories)
    for place, series in enumerate(found.series, left + 1):
        column(place, series.name, series.values)
    return [_Place(name, left, left + 1 + i, len(found.categories)) for i in range(len(found.series))]


def _made(book: Any, found: Chart, leaf: Leaf, places: Sequence[_Place], paint: Paint) -> Any:
    main = _kind(book, found, found.kind)
    over = None
    for series, place in zip(found.series, places, strict=True):
        told = paint(_series(found, series, place))
        if found.kind == "column" and series.form != "fill":
            over = over or _kind(book, found, "line")
            over.add_series(told)
        else:
            main.add_series(told)
    if over:
        main.combine(over)
    mark = f" · {text.SAMPLE}" if leaf.sample else ""
    font = {"name": "Calibri", "size": 11, "bold": True, "color": style.INK}
    main.set_title(paint({"name": _said(leaf.finding + mark), "name_font": font, "overlay": False}))
    main.set_legend(paint({"position": "bottom", "font": _SMALL}) if found.legend else {"none": True})
    main.show_blanks_as("span" if found.span else "gap")
    main.set_chartarea(paint({"border": {"color": style.RULE}}))
    _axes(main, found, paint)
    return main


def _kind(book: Any, found: Chart, kind: str) -> Any:
    options = {"type": _TYPES[kind]}
    if found.stacked and kind == found.kind:
        options["subtype"] = "percent_stacked" if found.stacked == "percent" else "stacked"
    if kind == "scatter":
        options["subtype"] = "straight_with_markers"
    return book.add_chart(options)


def _series(found: Chart, series: Series, place: _Place) -> dict[str, Any]:
    told: dict[str, Any] = {"name": place.title(), "categories": place.categories(), "values": place.values()}
    if series.hidden:
        # Programs disagree on which entry of a legend to leave out; a blank name shows nothing in any of them.
        return told | {"name": " ", "fill": {"none": True}, "border": {"none": True}, "gap": 40}
    if series.labels and any(series.labels):
        told["data_labels"] = _labels(found, series)
    if series.form == "fill":
        return told | _filled(series) | {"gap": 40 if found.kind == "bar" else 25}
    told["marker"] = _marker(series)
    line = {"color": series.colour, "width": series.width, "dash_type": _DASHES[series.dash]}
    return told | {"line": {"none": True} if series.form == "points" else line}


def _filled(series: Series) -> dict[str, Any]:
    border = {"color": series.outline, "width": 0.75} if series.outline else {"none": True}
    if series.pattern:
        pattern = {"pattern": series.pattern, "fg_color": series.colour, "bg_color": style.WHITE}
        return {"pattern": pattern, "border": border}
    points = [{"fill": {"color": colour}} for colour in series.colours]
    return {"fill": {"color": series.colour}, "border": border, "points": points or None}


def _marker(series: Series) -> dict[str, Any]:
    if not series.marker:
        return {"type": "none"}
    fill = style.WHITE if series.marker == "circle-open" else series.colour
    shape = "diamond" if series.marker == "diamond" else "circle"
    return {"type": shape, "size": 7, "fill": {"color": fill}, "border": {"color": series.colour}}


def _labels(found: Chart, series: Series) -> dict[str, Any]:
    """Numbers are written by the spreadsheet and follow an edit; words are fixed, and never taken for a formula."""
    custom = [
        {"delete": True} if not words else {} if series.live else {"value": _said(words)} for words in series.labels
    ]
    labels = {"value": True, "custom": [each or None for each in custom], "font": _SMALL | {"color": style.INK}}
    if series.form == "fill" and found.stacked:
        return labels | {"position": "center", "font": _SMALL | {"color": style.ink_on(series.colour)}}
    if series.form == "fill":
        return labels | {"position": "outside_end"}
    return labels | {"position": "right" if found.kind == "scatter" else "above"}


def _said(words: str) -> str:
    """Words of a chart that XlsxWriter takes neither for a formula nor for a cell of some sheet."""
    return _CELL.sub("! ", sheet.safe_text(words))


def _axes(made: Any, found: Chart, paint: Paint) -> None:
    values: dict[str, Any] = {
        "num_format": "0%" if found.stacked == "percent" else found.format,
        "num_font": _SMALL, "name_font": _SMALL | {"bold": False},
        "line": {"none": True}, "min": found.low, "max": found.high,
        "major_gridlines": {"visible": not found.quiet, "line": {"color": style.GRID, "width": 0.75}},
        "visible": not found.quiet,
    }  # fmt: skip
    name = _said(found.y_title or found.unit)
    along: dict[str, Any] = {"num_font": _SMALL, "line": _LINE, "major_tick_mark": "none"}
    if found.kind == "bar":
        made.set_x_axis(paint(values | {"name": name} if not found.quiet else values))
        made.set_y_axis(paint(along | {"reverse": True, "crossing": "max" if not found.quiet else None}))
        return
    if found.kind == "scatter":
        log = {"log_base": 10} if found.log else {}
        across: dict[str, Any] = {
            "min": found.left,
            "max": found.right,
            "name": _said(found.x_title),
            "num_format": "#,##0",
        }
        across |= {"name_font": _SMALL | {"bold": False}, "major_gridlines": {"visible": False}}
        made.set_x_axis(paint(along | across | log))
    elif found.dated:
        days = [day for day in found.categories if isinstance(day, date)]
        step = max(1, (max(days) - min(days)).days // 8)
        dated = {"date_axis": True, "num_format": "[$-421]d mmm yyyy", "major_unit": step, "major_unit_type": "days"}
        made.set_x_axis(paint(along | dated))
    else:
        made.set_x_axis(paint(along | {"interval_unit": max(1, len(found.categories) // 14), "label_position": "low"}))
    made.set_y_axis(paint(values | {"name": name}))
