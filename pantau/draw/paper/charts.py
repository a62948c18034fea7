"""Bars, dots, lines and steps on paper: the encodings, order and numbers of the screen, with every label written."""

import re
from typing import Any, Final

from pantau import style, text
from pantau.draw.paper.frame import INSIDE, Body, Key, swatch
from pantau.draw.paper.page import Page, shorten, widest, width
from pantau.draw.screen import month_ticks
from pantau.figures import Figure

_LABEL, _AXIS, _CODE = 10.5, 9.5, 7.5
_DASH: Final = (4.0, 3.0)
# Textures for bars too thin to carry their code, where grey alone does not tell two hazards apart.
_TEXTURE: Final = {"KP": "/////", "AK": "\\\\\\\\\\", "KL": "xxxxx", "LL": ".....", "KK": "-----"}


def scale(top: float) -> list[float]:
    """Whole-number ticks from zero, three to five of them, up to the largest value."""
    sizes = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
    step = next((s for s in sizes if top / s <= 5), 10000)
    return [float(step * i) for i in range(int(top // step) + 1)]


def _ticks(months: list[Any], pitch: float) -> tuple[list[int], list[str]]:
    return month_ticks(months, max(2, min(12, int(len(months) * pitch / 0.7))))


def axis_height(months: list[Any], pitch: float) -> float:
    """Inches that the labels of a time axis take: one line for years, two for months."""
    return 0.46 if any("<br>" in label for label in _ticks(months, pitch)[1]) else 0.3


def time_axis(page: Page, months: list[Any], x: float, y: float, pitch: float) -> None:
    """A base line with the names of months below it; `x` is the centre of the first one."""
    page.line([x - pitch * 0.5, x + pitch * (len(months) - 0.5)], [y, y], style.AXIS, 0.9)
    for place, label in zip(*_ticks(months, pitch), strict=True):
        at = x + place * pitch
        page.line([at, at], [y, y + 0.05], style.AXIS, 0.9)
        for i, line in enumerate(label.split("<br>")):
            page.text(at, y + 0.2 + 0.16 * i, line, _AXIS, style.INK3, align="center")


def _value_axis(page: Page, ticks: list[float], x: float, wide: float, bottom: float, unit: float) -> None:
    """Gridlines across the drawing with their numbers to the left; `unit` is inches a count."""
    for tick in ticks:
        at = bottom - tick * unit
        if tick:
            page.line([x, x + wide], [at, at], style.GRID, 0.8)
        page.text(x - 0.08, at, text.number(tick), _AXIS, style.INK3, align="right", middle=True)


def months(figure: Figure) -> Body:
    """Stacked bars a month; codes in the bars, totals above them where there is room."""
    e = figure.encode
    axis = sorted(figure.frame[e["x"]].unique())
    place = {month: i for i, month in enumerate(axis)}
    totals = figure.frame.groupby(e["x"])[e["y"]].sum()
    top = max(float(totals.max()), 1.0)
    left = widest([text.number(t) for t in scale(top)], _AXIS) + 0.16
    pitch = (INSIDE - left) / (len(axis) + 0.2)
    bar = min(pitch * 0.82, 0.9)
    bars, plot = 2.35, 2.6
    unit = bars / (top * 1.02)
    many = len(e["names"]) > 1
    coded = many and bar > widest(e["names"], _CODE, True) + 0.02 and unit > 0.13
    textures = {} if coded or not many else _TEXTURE
    rows = {
        code: {place[m]: float(v) for m, v in zip(part[e["x"]], part[e["y"]], strict=True) if v > 0}
        for code, part in figure.frame.groupby(e["series"])
    }

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        bottom = y + plot
        first = x + left + pitch * 0.6
        _value_axis(page, scale(top), x + left, wide - left, bottom, unit)
        reached = [0.0] * len(axis)
        for code, (_, colour) in e["names"].items():
            for i, value in rows.get(code, {}).items():
                at, high = first + i * pitch, value * unit
                y0 = bottom - reached[i] * unit - high
                hatch = textures.get(code, "")
                page.rect(at - bar / 2, y0, bar, high, colour, style.WHITE, 0.6, hatch, style.ink_on(colour))
                if coded:
                    page.centred(at, y0 + high / 2, code, _CODE, style.ink_on(colour), bold=True)
                reached[i] += value
        for i, value in enumerate(reached):
            if value and pitch > width(text.number(value), _AXIS) + 0.02:
                page.text(first + i * pitch, bottom - value * unit - 0.06, text.number(value), _AXIS, align="center")
        if e.get("annotation"):
            month, words = e["annotation"]
            at, late = first + place[month] * pitch, place[month] > len(axis) / 2
            side = -bar / 2 - 0.08 if late else bar / 2 + 0.08
            above = bottom - reached[place[month]] * unit + 0.08
            page.text(at + side, above, words, _AXIS, style.INK, align="right" if late else "left", middle=True)
        time_axis(page, axis, first, bottom, pitch)

    keys = tuple(
        swatch(f"{code} {title}", colour, hatch=textures.get(code, ""), hatch_colour=style.ink_on(colour))
        for code, (title, colour) in e["names"].items()
    )
    return Body(plot + axis_height(axis, pitch), paint, keys if many else ())


def _names(figure: Figure, column: str, most: float = 2.6) -> tuple[list[str], float]:
    """Row labels and the width of the column they stand in."""
    names = [shorten(str(name), _LABEL, most) for name in figure.frame[column]]
    return names, widest(names, _LABEL) + 0.12


def ranked(figure: Figure) -> Body:
    """Horizontal bars from zero, the number written after each."""
    e = figure.encode
    values = [text.finite(v) or 0.0 for v in figure.frame[e["value"]]]
    inner = [text.finite(v) or 0.0 for v in figure.frame[e["inner"]]] if e.get("inner") else []
    top = max([*values, float(e.get("top", 0)), 1e-9])
    names, left = _names(figure, e["label"])
    written = [str(words) for words in figure.frame[e["text"]]]
    strong = set(e.get("strong", ()))
    lines = e.get("lines", ())
    pitch, above = 0.31, 0.26 if lines else 0.02

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        unit = (wide - left - widest(written, _LABEL, True) - 0.12) / top
        for i, (name, value, words) in enumerate(zip(names, values, written, strict=True)):
            row = y + above + pitch * i
            raw = figure.frame[e["label"]].iloc[i]
            colour = style.ACCENT_FAINT if inner else style.ACCENT if raw in strong else style.ACCENT_SOFT
            page.text(start - 0.1, row + pitch / 2, name, _LABEL, style.INK, align="right", middle=True)
            page.rect(start, row + 0.05, value * unit, pitch - 0.1, colour)
            if inner:
                page.rect(start, row + pitch / 2 - 0.05, inner[i] * unit, 0.1, style.ACCENT)
            end = start + value * unit + 0.08
            page.text(end, row + pitch / 2, words, _LABEL, style.INK, bold=raw in strong, middle=True)
        page.line([start, start], [y + above, y + above + pitch * len(names)], style.AXIS, 0.9)
        for at, words in lines:
            page.line([start + at * unit] * 2, [y + above, y + above + pitch * len(names)], style.INK3, 0.9, _DASH)
            page.text(start + at * unit, y + above - 0.06, words, _AXIS, align="center")

    titles = {column.name: column.title for column in figure.columns}
    layers = ((e["value"], style.ACCENT_FAINT), (e.get("inner"), style.ACCENT))
    keys = tuple(swatch(titles[c], colour) for c, colour in layers if c in titles) if inner else ()
    return Body(above + pitch * len(names), paint, keys)


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
    names, left = _names(figure, e["label"])
    written = [str(words) for words in frame[e["text"]]]
    percent = figure.unit.startswith("persen")
    pitch = 0.3 if any(letters) else 0.26
    size = 17 if any(letters) else 9
    keys = (Key("12 bulan terakhir data", 0.16, _hollow),) if e.get("hollow") else ()

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left + 0.15
        unit = (wide - left - widest(written, _LABEL) - 0.5) / top
        bottom = y + pitch * len(names) + 0.05
        for tick in scale(top):
            at = start + tick * unit
            page.line([at, at], [y, bottom], style.AXIS if tick == 0 else style.GRID, 0.8)
            words = text.percent(tick) if percent else text.number(tick)
            page.text(at, bottom + 0.18, words, _AXIS, style.INK3, align="center")
        for i, name in enumerate(names):
            row = y + pitch * (i + 0.5)
            value, twin, (low, high) = values[i], hollow[i], reach[i]
            page.text(x + left - 0.1, row, name, _LABEL, style.INK, align="right", middle=True)
            page.text(x + wide, row, written[i], _LABEL, style.INK, align="right", middle=True)
            if low is not None and high is not None:
                page.line([start + low * unit, start + high * unit], [row, row], style.ACCENT_SOFT, 3)
            if value is None:
                page.text(start + 0.06, row, str(e["absent"]), _AXIS, style.INK3, middle=True)
                continue
            if twin is not None:
                # A twin on the same place would hide behind the dot; there it becomes a ring around it.
                page.line([start + twin * unit, start + value * unit], [row, row], style.RULE, 1.2)
                _hollow(page, start + twin * unit, row, size + 4 if twin == value else 9)
            page.mark(start + value * unit, row, "o", size, colours[i], style.WHITE, 0.8)
            if letters[i]:
                ink = style.ink_on(colours[i])
                page.centred(start + value * unit, row, letters[i], _CODE, ink, bold=True)

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
                page.text(stem, base + 0.22 + 0.19 * n, line, _LABEL, bold=bold, align="center")

    return Body(tall, paint, wide=wide)


def _rich(label: str) -> list[tuple[str, bool]]:
    """Lines of a label written for the screen (`<b>`, `<br>`): the words and whether they are bold."""
    return [(re.sub(r"</?b>", "", line), "<b>" in line) for line in label.split("<br>")]


def steps(figure: Figure) -> Body:
    """A register as steps, new entries as bars, published numbers as named dashed lines, the last value at its end."""
    e = figure.encode
    axis = list(figure.frame[e["x"]])
    total = [float(v) for v in figure.frame[e["total"]]]
    new = [float(v) for v in figure.frame[e["new"]]]
    lines = e.get("lines", ())
    top = max([*total, *(float(at) for at, *_ in lines), 1.0])
    left = widest([text.number(t) for t in scale(top)], _AXIS) + 0.16
    right = width(text.number(total[-1]), 14, True) + 0.14
    pitch = (INSIDE - left - right) / (len(axis) + 0.2)
    plot = 3.2
    unit = (plot - 0.3) / top

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        bottom, first = y + plot, x + left + pitch * 0.6
        end = first + pitch * (len(axis) - 0.5)
        _value_axis(page, scale(top), x + left, wide - left - right, bottom, unit)
        for i, value in enumerate(new):
            high = value * unit
            page.rect(first + (i - 0.375) * pitch, bottom - high, 0.75 * pitch, high, style.ACCENT_FAINT)
        xs = [first + (i + d) * pitch for i in range(len(axis)) for d in (-0.5, 0.5)]
        page.line(xs, [bottom - v * unit for v in total for _ in (0, 1)], style.ACCENT, 2.2, cap="projecting")
        for at, words, side in lines:
            spot = bottom - float(at) * unit
            page.line([x + left, end], [spot, spot], style.INK3, 0.9, _DASH)
            where, align = (end - 0.06, "right") if side == "right" else (x + left + 0.06, "left")
            page.text(where, spot - 0.06, words, _AXIS, align=align, ground=style.WHITE)
        last = text.number(total[-1])
        page.text(end + 0.08, bottom - total[-1] * unit, last, 14, style.ACCENT, bold=True, middle=True)
        time_axis(page, axis, first, bottom, pitch)

    return Body(plot + axis_height(axis, pitch), paint)


def stack(figure: Figure) -> Body:
    """Stacked horizontal bars, light to dark; a segment outside the ramp is hatched, for grey does not place it."""
    e = figure.encode
    totals = [float(v) for v in figure.frame[e["total"]]]
    names, left = _names(figure, e["label"])
    top = max([*totals, 1.0])
    pitch = 0.36

    def hatch(colour: str) -> str:
        return "////" if colour == style.AXIS else ""

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        unit = (wide - left - widest([text.number(t) for t in totals], _LABEL, True) - 0.12) / top
        for i, name in enumerate(names):
            row, at = y + pitch * i, start
            page.text(start - 0.1, row + pitch / 2, name, _LABEL, style.INK, align="right", middle=True)
            for column, _, colour in e["segments"]:
                value = float(figure.frame[column].iloc[i])
                long, words = value * unit, text.number(value)
                if not value:
                    continue
                page.rect(at, row + 0.05, long, pitch - 0.1, colour, style.INK3, 0.4, hatch(colour), style.INK2)
                if long > width(words, 9) + 0.04:
                    ground = style.AXIS if hatch(colour) else ""
                    page.centred(at + long / 2, row + pitch / 2, words, 9, style.ink_on(colour), ground=ground)
                at += long
            page.text(at + 0.08, row + pitch / 2, text.number(totals[i]), _LABEL, style.INK, bold=True, middle=True)

    keys = tuple(swatch(title, colour, style.INK3, hatch(colour), style.INK2) for _, title, colour in e["segments"])
    return Body(pitch * len(names), paint, keys)
