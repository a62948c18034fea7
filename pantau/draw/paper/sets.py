"""Sets on paper: people an exact combination as bars, the sets it is made of as dots below."""

from pantau import style, text
from pantau.draw import kinds
from pantau.draw.paper.axes import AXIS, LABEL
from pantau.draw.paper.frame import INSIDE, Body, Key
from pantau.draw.paper.page import Page, shorten, widest
from pantau.figures import Figure

_BARS, _ROW = 2.1, 0.27


def upset(figure: Figure) -> Body:
    """Bars by size with the verdict's letter at their foot; a closed combination has its dots and its word, no bar."""
    columns = kinds.combinations(figure)
    names = [shorten(title, LABEL, 2.6) for _, title in figure.encode["rows"]]
    left = widest(names, LABEL) + 0.16
    top = max([c.value for c in columns if c.value is not None] + [1.0])
    pitch = min(0.62, (INSIDE - left) / max(len(columns), 1))
    head = 0.24

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start, base = x + left, y + head + _BARS
        unit = _BARS / top
        first = base + _ROW + 0.1
        for row, name in enumerate(names):
            at = first + _ROW * row
            if row % 2 == 0:
                page.rect(start, at, pitch * len(columns), _ROW, style.PANEL)
            page.text(start - 0.1, at + _ROW / 2, name, LABEL, style.INK, align="right", middle=True)
        for i, column in enumerate(columns):
            _column(page, column, figure.encode["closed"], start + pitch * (i + 0.5), base, unit, pitch)
            middles = [first + _ROW * (row + 0.5) for row in range(len(names))]
            _dots(page, column, start + pitch * (i + 0.5), middles)
        page.line([start, start + pitch * len(columns)], [base, base], style.AXIS, 0.9)

    keys = tuple(_key(*verdict) for verdict in kinds.verdicts(figure))
    return Body(head + _BARS + 0.14 + _ROW * (len(names) + 1), paint, keys)


def _column(
    page: Page, column: kinds.Combination, closed: str, x: float, base: float, unit: float, pitch: float
) -> None:
    """The bar of a combination, its number above it and its letter below."""
    if column.value is None:
        page.text(x, base - 0.06, closed, AXIS, style.INK2, middle=True, turn=90)
    else:
        page.rect(x - pitch * 0.31, base - column.value * unit, pitch * 0.62, column.value * unit, column.colour)
        page.text(x, base - column.value * unit - 0.05, text.number(column.value), LABEL, style.INK, align="center")
    _letter(page, column.letter, column.colour, x, base + 0.05 + _ROW / 2)


def _dots(page: Page, column: kinds.Combination, x: float, middles: list[float]) -> None:
    if column.held:
        page.line([x, x], [middles[column.held[0]], middles[column.held[-1]]], style.INK2, 1.6)
    for row, y in enumerate(middles):
        page.circle(x, y, 0.07, style.INK2 if row in column.held else style.RULE)


def _letter(page: Page, letter: str, colour: str, x: float, y: float) -> None:
    page.rect(x - 0.1, y - 0.1, 0.2, 0.2, colour)
    page.centred(x, y, letter, AXIS, style.ink_on(colour), bold=True)


def _key(letter: str, word: str, colour: str) -> Key:
    return Key(word, 0.22, lambda page, x, y: _letter(page, letter, colour, x, y), 0.26)
