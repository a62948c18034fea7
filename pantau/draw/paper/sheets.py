"""Tables as a printed document: A4 pages that each carry title, filter sentence, source, date and the CONTOH mark.

A table on a picture shows its first rows on one line each; here every row is whole, wrapped and continued overleaf.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from matplotlib.backends.backend_pdf import PdfPages

from pantau import now, style, text
from pantau.draw.paper import ONE_AT_A_TIME
from pantau.draw.paper.page import Page, height, widest, width, wrap
from pantau.figures import Figure

_WIDE, _HIGH, _EDGE = 11.69, 8.27, 0.6
_INSIDE: Final = _WIDE - 2 * _EDGE
_TITLE, _WORDS, _HEAD, _CELL, _FOOT = 16, 10, 9, 9.5, 8.5
_GAP, _PAD = 0.18, 0.07
# The table may reach down to here; below it stand rule and footer.
_BOTTOM: Final = _HIGH - 0.95
# A column keeps this much of its words on a line before it gives room to others.
_NARROWEST: Final = 0.7


@dataclass(frozen=True)
class _Table:
    """The cells of a figure, wrapped to columns that fill the page; all in inches."""

    heads: list[str]
    rows: list[list[list[str]]]
    wides: list[float]

    def high(self, row: list[list[str]]) -> float:
        return max(height(lines, _CELL) for lines in row) + 2 * _PAD


def pdf(figures: Sequence[Figure]) -> bytes:
    """One document, a figure of kind "table" after another, each on pages of its own; CreationDate is left out."""
    file = BytesIO()
    title = figures[0].title if len(figures) == 1 else "Lembar tugas"
    with ONE_AT_A_TIME, PdfPages(file, metadata={"Title": title, "CreationDate": None}) as book:
        for figure in figures:
            for page in _pages(figure):
                book.savefig(page.canvas)
    return file.getvalue()


def _pages(figure: Figure) -> Iterator[Page]:
    table = _wrapped(figure)
    parts = list(_parts(figure, table))
    for number, rows in enumerate(parts, 1):
        page = Page(_WIDE, _HIGH)
        y = _top(page, figure, number)
        _paint(page, table, rows, y)
        _foot(page, figure, number, len(parts))
        yield page


def _wrapped(figure: Figure) -> _Table:
    titles = {column.name: column.title for column in figure.columns}
    written = figure.written()
    columns = [[str(words) for words in written[titles[name]]] for name in figure.encode["paper"]]
    heads = [titles[name] for name in figure.encode["paper"]]
    wides = _shared([max(width(h, _HEAD, True), widest(c, _CELL)) for h, c in zip(heads, columns, strict=True)])
    cells = [[wrap(words, _CELL, wide) for words in column] for column, wide in zip(columns, wides, strict=True)]
    return _Table(heads, [list(row) for row in zip(*cells, strict=True)], wides)


def _shared(natural: list[float]) -> list[float]:
    """Widths that fill the page: narrow columns keep what they need, the others share the rest by what they ask."""
    room = _INSIDE - _GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return [wide * room / max(sum(natural), 1e-9) for wide in natural]
    fair = room / len(natural)
    kept = [wide if wide <= fair else 0.0 for wide in natural]
    asked = sum(wide**_NARROWEST for wide, keep in zip(natural, kept, strict=True) if not keep)
    rest = room - sum(kept)
    return [keep or rest * wide**_NARROWEST / asked for wide, keep in zip(natural, kept, strict=True)]


def _parts(figure: Figure, table: _Table) -> Iterator[list[list[list[str]]]]:
    """The rows of each page; an empty table still has its page."""
    part: list[list[list[str]]] = []
    number, y = 1, _head_high(figure, 1)
    for row in table.rows:
        if part and y + table.high(row) > _BOTTOM:
            yield part
            part, number = [], number + 1
            y = _head_high(figure, number)
        part.append(row)
        y += table.high(row)
    yield part


def _said(figure: Figure, number: int) -> list[str]:
    """The lines under the title; what the sheet says as a whole stands on its first page."""
    lines = wrap(figure.context.sentence, _WORDS, _INSIDE)
    return lines + (wrap(figure.reading, _WORDS, _INSIDE) if number == 1 else [])


def _head_high(figure: Figure, number: int) -> float:
    return _EDGE + 0.36 + height(_said(figure, number), _WORDS) + 0.45


def _top(page: Page, figure: Figure, number: int) -> float:
    page.text(_EDGE, _EDGE + 0.2, figure.title + (", lanjutan" if number > 1 else ""), _TITLE, style.INK, bold=True)
    if figure.context.sample:
        wide = width(text.SAMPLE, 11, True) + 0.24
        page.rect(_WIDE - _EDGE - wide, _EDGE - 0.04, wide, 0.28, style.AMBER_PALE, style.AMBER_LINE, 1.2)
        page.centred(_WIDE - _EDGE - wide / 2, _EDGE + 0.1, text.SAMPLE, 11, style.AMBER_LINE, bold=True)
    return page.lines(_EDGE, _EDGE + 0.36, _said(figure, number), _WORDS) + 0.45


def _paint(page: Page, table: _Table, rows: list[list[list[str]]], y: float) -> None:
    starts = [_EDGE + sum(table.wides[:i]) + _GAP * i for i in range(len(table.wides))]
    for x, title in zip(starts, table.heads, strict=True):
        page.text(x, y - 0.1, title, _HEAD, style.INK, bold=True)
    page.line([_EDGE, _WIDE - _EDGE], [y, y], style.AXIS, 1)
    for row in rows:
        for x, lines in zip(starts, row, strict=True):
            page.lines(x, y + _PAD, lines, _CELL, style.INK)
        y += table.high(row)
        page.line([_EDGE, _WIDE - _EDGE], [y, y], style.RULE, 0.7)


def _foot(page: Page, figure: Figure, number: int, of: int) -> None:
    page.line([_EDGE, _WIDE - _EDGE], [_HIGH - 0.72] * 2, style.RULE, 0.8)
    said = f"Dicetak {text.moment(now())} · Halaman {number} dari {of}"
    page.text(_EDGE, _HIGH - 0.5, figure.footer(), _FOOT)
    page.text(_EDGE, _HIGH - 0.32, said, _FOOT)
