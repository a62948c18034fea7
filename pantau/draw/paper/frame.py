"""What stands around every drawing: title, filter sentence, legend, reading, footer and the CONTOH mark.

A drawing that needs the whole width has its words below it; a narrow one (maps, the pair of published numbers) has them
beside it, so that the page keeps the shape of a slide.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pantau import style, text
from pantau.draw.paper.page import Page, height, shorten, width, wrap
from pantau.figures import Figure

WIDE: Final = 10.0
EDGE: Final = 0.4
INSIDE: Final = WIDE - 2 * EDGE
_GUTTER: Final = 0.4

_TITLE, _SUBTITLE, _SENTENCE, _READING, _NOTE, _FOOTER, _LEGEND = 16, 11, 10, 10.5, 9, 9, 9.5
# A reading that stands alone beside a drawing is what the page has to say.
_ALONE: Final = 12.5
_GAP: Final = 0.12
_LINE: Final = 0.215
_TAG: Final = 11
# White around a drawing without words, so that no stroke and no last label of an axis is cut at its edge.
_RIM: Final = 0.06
_LABEL_RIM: Final = 0.2
_TAG_GROUND: Final = "#FBEFD9"


@dataclass(frozen=True)
class Key:
    """One entry of a legend: its words, how wide its sign is (inches), and how to paint the sign at a centre."""

    title: str
    wide: float
    paint: Callable[[Page, float, float], None]
    high: float = 0.22


def swatch(title: str, fill: str, line: str = "none", hatch: str = "", hatch_colour: str = style.HATCH) -> Key:
    """A small box of a colour."""

    def paint(page: Page, x: float, y: float) -> None:
        page.rect(x - 0.1, y - 0.065, 0.2, 0.13, fill, line, 0.7 if line != "none" else 0, hatch, hatch_colour)

    return Key(title, 0.2, paint)


@dataclass(frozen=True)
class Body:
    """A drawing: its height and width in inches (None = all there is), its painter (page, x, y, width) and its legend.

    `aside` are names and numbers written under the words beside it, for what a map cannot say without hovering.
    """

    high: float
    paint: Callable[[Page, float, float, float], None]
    keys: tuple[Key, ...] = ()
    wide: float | None = None
    aside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Block:
    """Lines of one size and the space above them."""

    lines: Sequence[str]
    size: float
    colour: str
    bold: bool = False
    above: float = 0.0

    @property
    def high(self) -> float:
        return height(self.lines, self.size) + self.above if self.lines else 0.0

    def paint(self, page: Page, x: float, y: float) -> float:
        return page.lines(x, y + self.above, self.lines, self.size, self.colour, bold=self.bold) if self.lines else y


def compose(figure: Figure, body: Body, grey: bool = False) -> Page:
    """The finished page, as high as its content needs."""
    tag = width(text.SAMPLE, _TAG, True) + 0.24 if figure.context.sample else 0.0
    head = [
        _title(figure.title, INSIDE - tag - 0.2),
        _Block(wrap(figure.subtitle, _SUBTITLE, INSIDE), _SUBTITLE, style.INK2, above=0.02),
        _Block(wrap(figure.context.sentence, _SENTENCE, INSIDE), _SENTENCE, style.INK2, above=0.04),
    ]
    foot = _Block(wrap(figure.footer(), _FOOTER, INSIDE), _FOOTER, style.INK2, above=0.07)
    top = EDGE * 0.8
    start = top + sum(block.high for block in head) + 0.18
    beside = body.wide is not None
    room = INSIDE - (body.wide or 0) - _GUTTER if beside else INSIDE
    rows = _rows(body.keys, room, beside)
    legend = sum(max(key.high for _, key in row) for row in rows) + (_GAP if rows else 0)
    words = _words(figure, room, _ALONE if beside and not rows else _READING)
    said = sum(block.high for block in words) + _LINE * len(body.aside) + (_GAP * 2 if body.aside else 0)
    drawn = max(body.high, legend + said) if beside else legend + body.high + said
    end = start + drawn + _GAP
    page = Page(WIDE, end + foot.high + EDGE * 0.7, grey)

    y = top
    for block in head:
        y = block.paint(page, EDGE, y)
    if figure.context.sample:
        _tag(page, top, tag)
    if beside and body.wide is not None:
        body.paint(page, EDGE, start, body.wide)
        x = EDGE + body.wide + _GUTTER
        # Words alone stand at the middle of the drawing they explain; a legend starts at its top.
        y = _legend(page, rows, x, start) if rows else start + max(body.high - said, 0) * 0.4
    else:
        x, y = EDGE, _legend(page, rows, EDGE, start)
        body.paint(page, x, y, INSIDE)
        y += body.high
    for block in words:
        y = block.paint(page, x, y)
    _aside(page, body.aside, x, y + 2 * _GAP, room)
    page.line([EDGE, WIDE - EDGE], [end, end], style.RULE, 0.8)
    foot.paint(page, EDGE, end)
    return page


def drawing(body: Body, grey: bool = False) -> Page:
    """Legend and drawing alone, for a page that says title, sentence and reading in words of its own."""
    beside = body.wide is not None
    narrow = body.wide if body.wide is not None else INSIDE
    named = max((key.wide + 0.08 + width(key.title, _LEGEND) for key in body.keys), default=0.0)
    told = max((width(f"{name}  {number}", _NOTE, True) for name, number in body.aside), default=0.0)
    room = max(named, told + 0.3, 1.2) if beside and (body.keys or body.aside) else INSIDE
    wide = narrow + _GUTTER + room if beside and (body.keys or body.aside) else narrow
    rows = _rows(body.keys, room, beside)
    legend = sum(max(key.high for _, key in row) for row in rows) + (_GAP if rows else 0)
    listed = _LINE * len(body.aside) + (2 * _GAP if body.aside else 0)
    high = max(body.high, legend + listed) if beside else legend + body.high
    page = Page(wide + _RIM + (_RIM if beside else _LABEL_RIM), high + 2 * _RIM, grey)
    if beside:
        x = _RIM + narrow + _GUTTER
        y = _legend(page, rows, x, _RIM)
        body.paint(page, _RIM, _RIM, narrow)
        _aside(page, body.aside, x, y + 2 * _GAP, room)
    else:
        y = _legend(page, rows, _RIM, _RIM)
        body.paint(page, _RIM, y, INSIDE)
    return page


def undetermined(figure: Figure) -> Body:
    """The body of a figure that has nothing to draw: it says so, and its reading says why."""
    words = f"{text.UNDETERMINED[0].upper()}{text.UNDETERMINED[1:]}."

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        page.rect(x, y, wide, 0.9, style.PANEL)
        page.text(x + 0.25, y + 0.45, words, 13, style.INK, bold=True, middle=True)

    return Body(1.0, paint)


def _words(figure: Figure, room: float, size: float) -> list[_Block]:
    reading = _Block(wrap(figure.reading, size, room), size, style.INK, above=_GAP)
    return [reading, *(_Block(wrap(note, _NOTE, room), _NOTE, style.INK2, above=0.06) for note in figure.notes)]


def _title(words: str, room: float) -> _Block:
    """The title on one line if a slightly smaller letter allows it, else on lines of about the same length."""
    size = next((s for s in (_TITLE, 15, 14) if width(words, s, True) <= room), _TITLE)
    lines = wrap(words, size, room, True)
    while len(lines) > 1 and len(wrap(words, size, room - 0.1, True)) == len(lines):
        room -= 0.1
        lines = wrap(words, size, room, True)
    return _Block(lines, size, style.INK, True)


def _aside(page: Page, rows: Sequence[tuple[str, str]], x: float, y: float, room: float) -> None:
    for i, (name, number) in enumerate(rows):
        row = y + _LINE * (i + 0.5)
        page.line([x, x + room], [row - _LINE / 2] * 2, style.RULE, 0.6)
        numbers = width(number, _NOTE, True) + 0.1
        page.text(x, row, shorten(name, _NOTE, room - numbers), _NOTE, style.INK, middle=True)
        page.text(x + room, row, number, _NOTE, style.INK, bold=True, align="right", middle=True)


def _tag(page: Page, top: float, wide: float) -> None:
    """The bordered CONTOH mark: no copy of a drawing of invented numbers goes without it."""
    x = WIDE - EDGE - wide
    page.rect(x, top + 0.02, wide, 0.28, _TAG_GROUND, style.AMBER_LINE, 1.2)
    page.centred(x + wide / 2, top + 0.16, text.SAMPLE, _TAG, style.AMBER_LINE, bold=True)


def _rows(keys: Sequence[Key], room: float, beside: bool) -> list[list[tuple[float, Key]]]:
    """Keys in as few rows as the room allows, each with its offset; one a row beside a drawing."""
    return min((_flow(keys, room, beside, gap) for gap in (0.24, 0.18, 0.12)), key=len)


def _flow(keys: Sequence[Key], room: float, beside: bool, gap: float) -> list[list[tuple[float, Key]]]:
    rows: list[list[tuple[float, Key]]] = []
    x = 0.0
    for key in keys:
        wide = key.wide + 0.08 + width(key.title, _LEGEND)
        if not rows or beside or x + wide > room:
            rows.append([])
            x = 0.0
        rows[-1].append((x, key))
        x += wide + gap
    return rows


def _legend(page: Page, rows: list[list[tuple[float, Key]]], x: float, y: float) -> float:
    signs = max((key.wide for row in rows for _, key in row), default=0.0) if all(len(r) == 1 for r in rows) else 0.0
    for row in rows:
        high = max(key.high for _, key in row)
        for offset, key in row:
            wide = max(signs, key.wide)
            key.paint(page, x + offset + wide / 2, y + high / 2)
            page.text(x + offset + wide + 0.08, y + high / 2, key.title, _LEGEND, middle=True)
        y += high
    return y + (_GAP if rows else 0)
