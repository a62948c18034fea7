"""Cells on paper: the evidence matrix, the calendar of villages, tables of numbers and of words."""

import math
from typing import Final

from matplotlib.colors import LinearSegmentedColormap, to_hex

from pantau import style, text
from pantau.draw import kinds
from pantau.draw.paper.axes import axis_height, time_axis
from pantau.draw.paper.frame import INSIDE, Body, Key, swatch
from pantau.draw.paper.page import Page, shorten, widest, width, wrap
from pantau.figures import Figure

_LABEL, _HEAD, _CELL = 10.5, 9, 9
# Paper is drawn a little smaller than the screen: points a screen pixel.
_PIXEL: Final = 0.68
_TURN: Final = 32
# A table on a picture: rows shown, their pitch and the gap between columns in inches, and the size of words.
_MOST_ROWS: Final = 12
_FEW_ROWS: Final = 20
_PITCH, _GAP_CELLS, _TEXT = 0.27, 0.16, 9.5
_SHADES: Final = LinearSegmentedColormap.from_list(
    "sel", [(0.0, style.WHITE), (0.25, style.RAMP[0]), (0.6, style.RAMP[1]), (1.0, style.RAMP[2])]
)


def matrix(figure: Figure) -> Body:
    """Shape, letter and colour a cell; fractions at the right and below; names of columns slant when they must."""
    e = figure.encode
    rows, columns = list(e["rows"]), list(e["columns"])
    at = _columns(columns, e["group_of"])
    names = [shorten(str(row), _LABEL, 1.8) for row in rows]
    left = widest([*names, "Berlaku"], _LABEL) + 0.14
    right = 0.75 + widest(list(e["row_margin"].values()), _LABEL, True) + 0.1
    pitch = min((INSIDE - left - right) / (at[columns[-1]] + 1), 0.75)
    short = {c: str(e["short"][c]) for c in columns}
    slant = widest(short.values(), _HEAD) > pitch - 0.06
    groups = [(g, title) for g, title in e["groups"] if g in set(e["group_of"].values())]
    above = (widest(short.values(), _HEAD) * math.sin(math.radians(_TURN)) + 0.16 if slant else 0.17) + 0.24
    head = above + (0.26 if groups else 0)
    high = 0.345
    states = {(r, c): s for r, c, s in zip(*(figure.frame[e[k]] for k in ("row", "column", "state")), strict=True)}

    def heads(page: Page, x: float, y: float) -> None:
        for group, title in groups:
            first = min(at[c] for c in columns if e["group_of"][c] == group)
            room = sum(e["group_of"][c] == group for c in columns) * pitch + (1.2 if group == groups[-1][0] else 0)
            page.text(x + first * pitch + 0.04, y + 0.14, shorten(title, _HEAD, room), _HEAD)
        for c in columns:
            middle, base = x + (at[c] + 0.5) * pitch, y + head - 0.08
            code = e.get("heads", {}).get(c, c)
            if slant:
                page.text(middle - 0.05, base - 0.2, short[c], _HEAD, style.INK2, turn=_TURN)
                page.text(middle, base, code, _HEAD, style.INK, bold=True, align="center")
            else:
                page.text(middle, base - 0.17, code, _HEAD, style.INK, bold=True, align="center")
                page.text(middle, base, short[c], _HEAD, align="center")

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        edge = start + (at[columns[-1]] + 1) * pitch + right
        heads(page, start, y)
        page.text(edge, y + head - 0.08, "Berlaku", _HEAD, style.INK, bold=True, align="right")
        for i, row in enumerate(rows):
            top = y + head + high * i
            middle = top + high / 2
            page.line([x, edge], [top, top], style.RULE, 0.8)
            page.text(start - 0.12, middle, names[i], _LABEL, style.INK, align="right", middle=True)
            for c in columns:
                if (row, c) in states:
                    evidence(page, start + (at[c] + 0.5) * pitch, middle, style.EVIDENCE[states[row, c]])
            done, of = (int(n) for n in e["row_margin"][row].split("/"))
            bar = edge - right + 0.1
            page.rect(bar, middle - 0.05, 0.55, 0.1, style.TRACK)
            page.rect(bar, middle - 0.05, 0.55 * (done / of if of else 0), 0.1, style.ACCENT)
            page.text(edge, middle, e["row_margin"][row], _LABEL, style.INK, bold=True, align="right", middle=True)
        end = y + head + high * len(rows)
        page.line([x, edge], [end, end], style.AXIS, 1)
        page.text(start - 0.12, end + 0.15, "Berlaku", _LABEL, style.INK, bold=True, align="right", middle=True)
        for c in columns:
            page.centred(start + (at[c] + 0.5) * pitch, end + 0.15, e["column_margin"][c], _HEAD)

    found = set(states.values())
    keys = tuple(_evidence_key(mark) for state, mark in style.EVIDENCE.items() if state in found)
    return Body(head + high * len(rows) + 0.3, paint, keys)


def _columns(columns: list[str], group_of: dict[str, str]) -> dict[str, float]:
    """Place of each column, with a gap between two groups."""
    at: dict[str, float] = {}
    gap = 0.0
    for i, code in enumerate(columns):
        if i and group_of[code] != group_of[columns[i - 1]]:
            gap += 0.4
        at[code] = i + gap
    return at


def evidence(page: Page, x: float, y: float, mark: style.Mark) -> None:
    """The sign of one state of evidence, centred."""
    size = mark.size * _PIXEL * (0.86 if mark.marker == "D" else 1)
    page.mark(x, y, mark.marker, size, mark.fill, mark.line, 1.0 if mark.marker == "D" else 1.5)
    if mark.letter:
        page.centred(x, y, mark.letter, _CELL, mark.ink, bold=True)


def _evidence_key(mark: style.Mark) -> Key:
    return Key(mark.title, 0.24, lambda page, x, y: evidence(page, x, y, mark), high=0.3)


def calendar(figure: Figure) -> Body:
    """Rows by months: the number in its cell, a written 0 for a reported nil, hatching for silence."""
    e = figure.encode
    axis, rows = list(e["months"]), list(e["rows"])
    cells = {
        (row, month): text.finite(value)
        for row, month, value in zip(*(figure.frame[e[k]] for k in ("row", "x", "value")), strict=True)
    }
    top = max([v for v in cells.values() if v is not None] + [1.0])
    names = [shorten(str(row), _LABEL - 0.5, 2.2) for row in rows]
    left = widest(names, _LABEL - 0.5) + 0.14
    pitch = min((INSIDE - left) / len(axis), 1.3)
    # Many rows stand closer, so that a page does not have to shrink them and their letters with them.
    high = 0.21 if len(rows) <= _FEW_ROWS else 0.165
    written = {v: text.number(v) for v in set(cells.values()) if v is not None}
    size = next((s for s in (9.5, 9.0, 8.0, 7.0) if widest(written.values(), s) < pitch - 0.02), 6.0)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        for i, row in enumerate(rows):
            middle = y + high * (i + 0.5)
            page.text(start - 0.1, middle, names[i], _LABEL - 0.5, style.INK, align="right", middle=True)
            for n, month in enumerate(axis):
                value = cells.get((row, month))
                box = (start + pitch * n, y + high * i, pitch, high)
                if value is None:
                    page.rect(*box, style.PANEL, style.WHITE, 0.8, "/////", style.AXIS)
                    continue
                fill = to_hex(_SHADES(0.25 + 0.75 * value / top if value else 0.0))
                page.rect(*box, fill, style.RULE if value == 0 else style.WHITE, 0.8)
                page.centred(box[0] + pitch / 2, middle, written[value], size, style.ink_on(fill))
        time_axis(page, axis, start + pitch / 2, y + high * len(rows) + 0.06, pitch)

    keys = (
        swatch(figure.unit, style.RAMP[1], style.INK3),
        Key("nihil dilaporkan", 0.2, _nil_sign),
        swatch(str(e.get("absent", "belum melapor")), style.PANEL, style.INK3, "/////", style.AXIS),
    )
    return Body(high * len(rows) + 0.06 + axis_height(axis, pitch), paint, keys)


def _nil_sign(page: Page, x: float, y: float) -> None:
    page.rect(x - 0.1, y - 0.075, 0.2, 0.15, style.WHITE, style.INK3, 0.7)
    page.centred(x, y, "0", 8, style.INK)


def crosstab(figure: Figure) -> Body:
    """A table of numbers as shaded cells: 0 is white with its 0, what was not reported is hatched."""
    e, grid = figure.encode, kinds.cells(figure)
    names = [shorten(str(row), _LABEL, 2.4) for row in e["rows"]]
    left = widest(names, _LABEL) + 0.14
    pitch = min((INSIDE - left) / len(e["columns"]), 1.6)
    heads = [wrap(str(column), _HEAD, pitch - 0.06) for column in e["columns"]]
    # A single word broken over two lines reads worse than a slanting one.
    slant = any(width(word, _HEAD) > pitch - 0.06 for column in e["columns"] for word in str(column).split(" "))
    short = [shorten(str(column), _HEAD, 1.6) for column in e["columns"]]
    head = widest(short, _HEAD) * math.sin(math.radians(_TURN)) + 0.2 if slant else max(map(len, heads)) * 0.17 + 0.1
    aside = max(widest(short[-1:], _HEAD) * math.cos(math.radians(_TURN)) - pitch / 2, 0.0) if slant else 0.0
    pitch = min(pitch, (INSIDE - left - aside) / len(e["columns"]))
    high = 0.29
    top = max([cell.value or 0 for line in grid for cell in line] + [1e-9])
    words = [cell.words for line in grid for cell in line]
    size = next((s for s in (9.5, 8.5, 7.5) if widest(words, s) < pitch - 0.04), 6.5)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        for n, lines in enumerate(heads):
            middle = start + pitch * (n + 0.5)
            if slant:
                page.text(middle - 0.03, y + head - 0.08, short[n], _HEAD, style.INK, turn=_TURN)
            for i, line in enumerate([] if slant else lines):
                page.text(middle, y + head - 0.08 - 0.17 * (len(lines) - 1 - i), line, _HEAD, style.INK, align="center")
        for i, cells in enumerate(grid):
            row = y + head + high * i
            page.text(start - 0.1, row + high / 2, names[i], _LABEL, style.INK, align="right", middle=True)
            for n, cell in enumerate(cells):
                _number(page, cell, (start + pitch * n, row, pitch, high), top, size)

    keys = [Key(text.NIL, 0.2, _nil_sign)] if any(cell.value == 0 for line in grid for cell in line) else []
    absent = str(e.get("absent", "belum melapor"))
    if absent and any(cell.value is None and not cell.words for line in grid for cell in line):
        keys.append(swatch(absent, style.PANEL, style.INK3, "/////", style.AXIS))
    return Body(head + high * len(grid), paint, tuple(keys))


def _number(page: Page, cell: kinds.Cell, box: tuple[float, float, float, float], top: float, size: float) -> None:
    """One cell of a table of numbers, darker the larger."""
    x, y, wide, high = box
    if cell.value is None and not cell.words:
        page.rect(x, y, wide, high, style.PANEL, style.RULE, 0.7, "/////", style.AXIS)
        return
    fill = to_hex(_SHADES(0.25 + 0.75 * cell.value / top if cell.value else 0.0))
    page.rect(x, y, wide, high, fill, style.RULE, 0.7)
    page.centred(x + wide / 2, y + high / 2, cell.words, size, style.ink_on(fill))


def table(figure: Figure) -> Body:
    """The first rows of a table, numbers at the right; what does not fit is counted and stands in the workbook."""
    kinds = {column.name: column for column in figure.columns}
    columns = [kinds[name] for name in figure.encode["paper"]]
    written = figure.written()
    cells = [[str(words) for words in written[column.title].head(_MOST_ROWS)] for column in columns]
    natural = [
        max(widest([c.title], _HEAD, True), widest(words, _TEXT)) for c, words in zip(columns, cells, strict=True)
    ]
    room = INSIDE - _GAP_CELLS * (len(columns) - 1)
    # Narrow columns keep what they need; the wide ones share the rest.
    narrow = sum(min(wide, room / len(columns)) for wide in natural)
    spare = (room - narrow) / max(sum(max(wide - room / len(columns), 0) for wide in natural), 1e-9)
    share = room / len(columns)
    wides = [min(wide, share) + max(wide - share, 0) * min(spare, 1.0) for wide in natural]
    left = len(written) - len(cells[0])

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        for column, words, reach, start in zip(columns, cells, wides, _starts(wides), strict=True):
            right = column.kind in ("number", "decimal", "percent")
            at, align = (x + start + reach, "right") if right else (x + start, "left")
            page.text(at, y + 0.16, column.title, _HEAD, style.INK, bold=True, align=align)
            for i, cell in enumerate(words):
                page.text(at, y + 0.46 + i * _PITCH, shorten(cell, _TEXT, reach), _TEXT, style.INK, align=align)
        for i in range(len(cells[0]) + 1):
            page.line([x, x + wide], [y + 0.24 + i * _PITCH] * 2, style.RULE, 0.7)
        if left > 0:
            rest = f"dan {text.number(left)} baris lain dalam berkas XLSX dan CSV"
            page.text(x, y + 0.46 + len(cells[0]) * _PITCH, rest, _TEXT, style.INK2)

    return Body(0.34 + (len(cells[0]) + (1 if left > 0 else 0)) * _PITCH, paint)


def _starts(wides: list[float]) -> list[float]:
    """Where each column begins, in inches from the left edge."""
    return [sum(wides[:i]) + _GAP_CELLS * i for i in range(len(wides))]
