"""Points on paper: a dot a row, points on two axes, and the pair of published numbers."""

import re

from pantau import style, text
from pantau.draw import kinds, scales
from pantau.draw.paper.axes import AXIS, CODE, DASH, LABEL, row_names, scale
from pantau.draw.paper.frame import INSIDE, Body, Key
from pantau.draw.paper.page import Page, shorten, widest, width
from pantau.figures import Figure


def dots(figure: Figure) -> Body:
    """One dot a row with its interval or its hollow twin; the words of each row stand in a column at the right."""
    e, frame = figure.encode, figure.frame
    values = [text.finite(v) for v in frame[e["value"]]]
    reach = _intervals(figure)
    hollow = [text.finite(v) for v in frame[e["hollow"]]] if e.get("hollow") else [None] * len(values)
    letters = [str(c) for c in frame[e["letter"]]] if "letter" in e else [""] * len(values)
    colours = [str(c) for c in frame[e["colour"]]] if "colour" in e else [style.ACCENT] * len(values)
    reached = [*values, *hollow, *(high for _, high in reach)]
    top = max([v for v in reached if v is not None] + [1.0])
    names, left = row_names(figure, e["label"])
    written = [str(words) for words in frame[e["text"]]]
    percent = figure.unit.startswith("persen")
    pitch = 0.3 if any(letters) else 0.26
    size = 17 if any(letters) else 9
    keys = (Key(e.get("hollow_words", "12 bulan terakhir data"), 0.16, _hollow),) if e.get("hollow") else ()

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left + 0.15
        unit = (wide - left - widest(written, LABEL) - 0.5) / top
        bottom = y + pitch * len(names) + 0.05
        for tick in scale(top):
            at = start + tick * unit
            page.line([at, at], [y, bottom], style.AXIS if tick == 0 else style.GRID, 0.8)
            words = text.percent(tick) if percent else text.number(tick)
            page.text(at, bottom + 0.18, words, AXIS, style.INK3, align="center")
        for i, name in enumerate(names):
            row = y + pitch * (i + 0.5)
            value, twin, (low, high) = values[i], hollow[i], reach[i]
            page.text(x + left - 0.1, row, name, LABEL, style.INK, align="right", middle=True)
            page.text(x + wide, row, written[i], LABEL, style.INK, align="right", middle=True)
            if low is not None and high is not None:
                page.line([start + low * unit, start + high * unit], [row, row], style.ACCENT_SOFT, 3)
            if value is None:
                page.text(start + 0.06, row, str(e["absent"]), AXIS, style.INK3, middle=True)
                continue
            if twin is not None:
                # A twin on the same place would hide behind the dot; there it becomes a ring around it.
                page.line([start + twin * unit, start + value * unit], [row, row], style.RULE, 1.2)
                _hollow(page, start + twin * unit, row, size + 4 if twin == value else 9)
            page.mark(start + value * unit, row, "o", size, colours[i], style.WHITE, 0.8)
            if letters[i]:
                ink = style.ink_on(colours[i])
                page.centred(start + value * unit, row, letters[i], CODE, ink, bold=True)

    return Body(pitch * len(names) + 0.32, paint, keys)


def _hollow(page: Page, x: float, y: float, size: float = 9) -> None:
    page.mark(x, y, "o", size, style.WHITE, style.INK3, 1.3)


def _intervals(figure: Figure) -> list[tuple[float | None, float | None]]:
    e, frame = figure.encode, figure.frame
    if not (e.get("low") and e.get("high")):
        return [(None, None)] * len(frame)
    return [(text.finite(a), text.finite(b)) for a, b in zip(frame[e["low"]], frame[e["high"]], strict=True)]


def slope(figure: Figure) -> Body:
    """Two marks and a dotted line that claims nothing in between; the numbers are the drawing."""
    e = figure.encode
    values = [float(v) for v in figure.frame[e["value"]]]
    labels = [str(label) for label in figure.frame[e["label"]]]
    low, high = min(values), max(values)
    wide, tall = 5.8, 3.0

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        stems = (x + wide * 0.28, x + wide * 0.72)
        base = y + tall - 0.6
        unit = (tall - 1.5) / (high - low or 1)
        at = [base - 0.55 - (v - low) * unit for v in values]
        for stem in stems:
            page.line([stem, stem], [y, base], style.RULE, 1)
        page.line(stems, at, style.ACCENT, 3.2, (1.0, 1.4))
        for i, (stem, spot, value) in enumerate(zip(stems, at, values, strict=True)):
            page.mark(stem, spot, "o", 14, style.ACCENT if i else style.WHITE, style.ACCENT, 2.2)
            side = 0.2 if i else -0.2
            words = text.number(value)
            page.text(stem + side, spot, words, 36, style.INK, bold=True, align="left" if i else "right", middle=True)
            for n, (line, bold) in enumerate(_rich(labels[i])):
                page.text(stem, base + 0.22 + 0.19 * n, line, LABEL, bold=bold, align="center")

    return Body(tall, paint, wide=wide)


def _rich(label: str) -> list[tuple[str, bool]]:
    """Lines of a label written for the screen (`<b>`, `<br>`): the words and whether they are bold."""
    return [(re.sub(r"</?b>", "", line), "<b>" in line) for line in label.split("<br>")]


def scatter(figure: Figure) -> Body:
    """Points on two axes, or along named rows; the strong ones in accent with their names beside them."""
    e, plane = figure.encode, kinds.plane(figure)
    rows = [shorten(str(row), LABEL, 2.6) for row in e.get("rows") or ()]
    y_words = rows or [text.whole(tick) for tick in plane.y_ticks]
    left = widest(y_words, LABEL if rows else AXIS) + 0.16
    sideways = [line for line in e.get("lines", ()) if line[0] == "x"]
    above = (0.0 if rows else 0.26) + (0.22 if sideways else 0.0)
    plot, wide = 0.3 * len(rows) if rows else 3.0, INSIDE - left - 0.1
    x_unit, y_unit = wide / (plane.across[1] - plane.across[0]), plot / (plane.up[1] - plane.up[0])
    named = [str(name) for name in figure.frame[e["label"]]]
    symbols = [str(s) for s in figure.frame[e["symbol"]]] if e.get("symbol") else ["circle"] * len(named)
    strong = [name in set(e.get("strong", ())) for name in named]

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - plane.across[0]) * x_unit, plot - (y - plane.up[0]) * y_unit

    def paint(page: Page, x: float, y: float, _: float) -> None:
        start, top = x + left, y + above
        if not rows:
            page.text(x, y + 0.14, str(e["y_title"]), AXIS)
        for tick, words in zip(plane.y_ticks, y_words, strict=True):
            row = top + at(0, tick)[1]
            page.line([start, start + wide], [row, row], style.GRID, 0.8)
            ink, size = (style.INK, LABEL) if rows else (style.INK3, AXIS)
            page.text(start - 0.1, row, words, size, ink, align="right", middle=True)
        page.line([start, start + wide], [top + plot] * 2, style.AXIS, 0.9)
        for tick in plane.x_ticks:
            place = start + at(tick, 0)[0]
            page.line([place, place], [top, top + plot], style.GRID, 0.8)
            page.line([place, place], [top + plot, top + plot + 0.05], style.AXIS, 0.9)
            page.text(place, top + plot + 0.2, text.whole(tick), AXIS, style.INK3, align="center")
        page.text(start + wide, top + plot + 0.4, str(e["x_title"]), AXIS, align="right")
        for axis, value, words in e.get("lines", ()):
            across, down = at(float(value), float(value))
            if axis == "x":
                page.line([start + across] * 2, [top, top + plot], style.INK3, 0.9, DASH)
                page.text(start + across, top - 0.06, str(words), AXIS, align="center")
            else:
                page.line([start, start + wide], [top + down] * 2, style.INK3, 0.9, DASH)
                page.text(start + wide - 0.04, top + down - 0.06, str(words), AXIS, align="right", ground=style.WHITE)
        places = [at(*point) if point else None for point in plane.points]
        for i in sorted(range(len(places)), key=lambda i: strong[i]):
            if place_i := places[i]:
                _point(page, start + place_i[0], top + place_i[1], symbols[i], strong[i])
        _names_beside(
            page,
            start,
            top,
            (wide, plot),
            [(n, p) for n, p, s in zip(named, places, strong, strict=True) if s and p],
            [p for p in places if p],
        )

    return Body(above + plot + 0.46, paint)


def _point(page: Page, x: float, y: float, symbol: str, strong: bool) -> None:
    colour = style.ACCENT if strong else style.ACCENT_SOFT
    fill, line, thick = (style.WHITE, colour, 1.6) if symbol.endswith("-open") else (colour, style.WHITE, 0.8)
    page.mark(x, y, "D" if symbol.startswith("diamond") else "o", 9, fill, line, thick)


def _names_beside(
    page: Page,
    x: float,
    y: float,
    room: tuple[float, float],
    named: list[tuple[str, tuple[float, float]]],
    points: list[tuple[float, float]],
) -> None:
    """Names of strong points, each on the side where it covers least."""
    reach, line = 0.07, 0.16
    sides = scales.beside([(*at, width(name, AXIS)) for name, at in named], points, *room, line, reach, 0.03)
    for (name, (across, down)), side in zip(named, sides, strict=True):
        step_x, step_y = scales.BESIDE[side]
        align = {1: "left", -1: "right"}.get(step_x, "center")
        place = (x + across + step_x * (reach + 0.03), y + down + step_y * (reach + line / 2))
        page.text(*place, name, AXIS, style.INK, align=align, middle=True)
