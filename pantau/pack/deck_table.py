"""A table of a slide: as many rows as fit at a readable size, hairlines instead of a grid. Measures its words."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from pantau import style
from pantau.draw.paper.page import width
from pantau.figures import Column, Figure
from pantau.pack import MOST_ROWS

SIZE: Final = 14
# The typefaces of slides are narrower than the one that measures: Arial, and Calibri even more. By whether it is bold.
_NARROWER: Final = {False: 0.89, True: 0.845}
_LEADING: Final = 1.2 / 72
_BESIDE, _ABOVE = 0.08, 0.04
# A sentence in a cell longer than this belongs to the workbook.
_LONGEST: Final = 180
_NUMBERS: Final = ("number", "decimal", "percent")
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]+")
# A table without bands and borders of its own.
_BARE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def clean(words: Any) -> str:
    """Words as XML can hold them: without control characters and line ends."""
    return _UNSAFE.sub(" ", str(words))


def rgb(colour: str) -> Any:
    """A colour of the style in a slide's terms."""
    return RGBColor.from_string(colour.lstrip("#"))


@cache
def _advance(letter: str, bold: bool) -> float:
    """Inches that a letter of one point moves on: measuring letters once is a hundred times faster than lines."""
    return width(letter * 10, 100, bold) / 1000 * _NARROWER[bold]


def across(words: str, size: float, bold: bool = False) -> float:
    """Inches of one line on a slide."""
    return sum(_advance(letter, bold) for letter in words) * size


def lines(words: str, size: float, wide: float, bold: bool = False) -> int:
    """How many lines some words take in so many inches."""
    count, reached, gap = 1, 0.0, across(" ", size, bold)
    for word in words.split(" "):
        long = across(word, size, bold)
        if reached and reached + gap + long > wide:
            count, reached = count + 1, 0.0
        reached += (gap if reached else 0.0) + long
        # A word longer than a line is broken.
        count, reached = count + int(reached // wide), reached % wide
    return count


def tall(words: str, size: float, wide: float, bold: bool = False) -> float:
    """Inches that some words take downwards."""
    return lines(words, size, wide, bold) * size * _LEADING


@dataclass(frozen=True)
class Grid:
    """Headings, rows of written cells, which columns hold numbers, and the measures in inches."""

    heads: list[str]
    rows: list[list[str]]
    right: list[bool]
    wides: list[float]
    highs: list[float]
    total: int

    @property
    def high(self) -> float:
        """Inches of heading and rows together."""
        return sum(self.highs)

    @property
    def cut(self) -> bool:
        """Whether rows are left to the workbook."""
        return len(self.rows) < self.total


def grid(figure: Figure, wide: float, high: float, section: str = "") -> Grid:
    """The first rows of a figure's table that fit in a room, ten at most, with the columns meant for paper.

    A column that says nothing but the section's own name is left out.
    """
    known = {column.name: column for column in figure.columns}
    written = figure.written().head(MOST_ROWS)
    named: list[Column] = [known[name] for name in figure.encode.get("paper", known)]
    columns = [column for column in named if set(written[column.title]) != {section}]
    cells = [[_short(clean(words)) for words in written[column.title]] for column in columns]
    rows = [list(row) for row in zip(*cells, strict=True)]
    return _fitted([column.title for column in columns], rows, [column.kind in _NUMBERS for column in columns], wide,
                  high, len(figure.frame))  # fmt: skip


def _fitted(heads: list[str], rows: list[list[str]], right: list[bool], wide: float, high: float, total: int) -> Grid:
    """As many rows as fit, at least one; columns are as wide as the rows that stay need."""
    for count in range(len(rows), -1, -1):
        kept = rows[:count]
        ways = [(_highs(heads, kept, wides), wides) for wides in _wides(heads, kept, wide)]
        highs, wides = min(ways, key=lambda way: sum(way[0]))
        if count <= 1 or sum(highs) <= high:
            break
    return Grid(heads, kept, right, wides, highs, total)


def _highs(heads: list[str], rows: list[list[str]], wides: list[float]) -> list[float]:
    return [_row(heads, wides, True), *(_row(row, wides) for row in rows)]


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _row(cells: list[str], wides: list[float], bold: bool = False) -> float:
    """Inches of the tallest cell of a row."""
    inside = (tall(words, SIZE, wide - 2 * _BESIDE, bold) for words, wide in zip(cells, wides, strict=True))
    return max(inside) + 2 * _ABOVE + 0.02


def _wides(heads: list[str], rows: list[list[str]], wide: float) -> list[list[float]]:
    """Ways to divide the width: as wide as the words where there is room, never narrower than the longest word."""
    most, least = [], []
    for column in zip(heads, *rows, strict=True):
        told = [across(words, SIZE, i == 0) for i, words in enumerate(column)]
        parts = [across(word, SIZE, i == 0) for i, words in enumerate(column) for word in words.split(" ")]
        most.append(max(told) + 2 * _BESIDE + 0.1)
        least.append(min(max(parts) + 2 * _BESIDE + 0.1, wide / 3))
    room = wide - sum(most)
    if room >= 0:
        # The widest column takes what is left, so that the table ends where the slide does.
        widest = most.index(max(most))
        return [[each + (room if place == widest else 0.0) for place, each in enumerate(most)]]
    return [_shared(most, least, wide), _levelled(most, least, wide)]


def _shared(most: list[float], least: list[float], wide: float) -> list[float]:
    """Columns that ask for little get it; the others share the rest by what they ask for."""
    fair = wide / len(most)
    wides = [max(min(each, fair), small) for each, small in zip(most, least, strict=True)]
    over = [max(each - got, 0.0) for each, got in zip(most, wides, strict=True)]
    spare, asked = wide - sum(wides), sum(over, 0.0)
    if spare < 0 or not asked:
        return _scaled(wides, wide)
    return [got + spare * more / asked for got, more in zip(wides, over, strict=True)]


def _levelled(most: list[float], least: list[float], wide: float) -> list[float]:
    """Only the widest columns give way, down to one common width."""
    low, high = 0.0, wide
    for _ in range(30):
        level = (low + high) / 2
        wides = [max(min(each, level), small) for each, small in zip(most, least, strict=True)]
        low, high = (level, high) if sum(wides) <= wide else (low, level)
    return _scaled(wides, wide)


def _scaled(wides: list[float], wide: float) -> list[float]:
    return [each * wide / sum(wides, 0.0) for each in wides]


def table(shapes: Any, left: float, top: float, found: Grid, blank: bool = False) -> Any:
    """The table on a slide; `blank` rules its empty rows to write on."""
    box = [Inches(each) for each in (left, top, sum(found.wides), found.high)]
    frame = shapes.add_table(len(found.rows) + 1, len(found.heads), *box)
    drawn = frame.table
    drawn.horz_banding = False
    drawn._tbl.tblPr.find(qn("a:tableStyleId")).text = _BARE
    for place, wide in enumerate(found.wides):
        drawn.columns[place].width = Inches(wide)
    for line, (cells, high) in enumerate(zip([found.heads, *found.rows], found.highs, strict=True)):
        drawn.rows[line].height = Inches(high)
        for place, words in enumerate(cells):
            _cell(drawn.cell(line, place), words, line == 0, found.right[place], blank)
    return frame


def _cell(cell: Any, words: str, head: bool, right: bool, boxed: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(_BESIDE)
    cell.margin_top = cell.margin_bottom = Inches(_ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE if head else MSO_ANCHOR.TOP
    if head:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(style.PANEL)
    else:
        cell.fill.background()
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold = Pt(SIZE), head
    run.font.color.rgb = rgb(style.INK2 if head else style.INK)
    _hairlines(cell, style.AXIS if head or boxed else style.RULE, ("lnL", "lnR", "lnT", "lnB") if boxed else ("lnB",))


def _hairlines(cell: Any, colour: str, sides: tuple[str, ...]) -> None:
    """Borders come before the fill of a cell, in the order left, right, top, bottom."""
    properties = cell._tc.get_or_add_tcPr()
    for place, side in enumerate(sides):
        fill = f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'
        properties.insert(place, parse_xml(f'<a:{side} {nsdecls("a")} w="9525">{fill}</a:{side}>'))
