"""Time on paper: bars a month, a register as steps, progress against a pace; periods and numbered days on all."""

from collections.abc import Callable
from datetime import date
from typing import Final

from pantau import style, text
from pantau.draw import kinds, scales
from pantau.draw.paper.axes import AXIS, CODE, DASH, axis_height, day_axis, scale, staircase, time_axis, value_axis
from pantau.draw.paper.frame import INSIDE, Body, Key, swatch
from pantau.draw.paper.page import Page, widest, width
from pantau.figures import Figure

# Textures for bars too thin to carry their code, where grey alone does not tell two hazards apart.
_TEXTURE: Final = {"KP": "/////", "AK": "\\\\\\\\\\", "KL": "xxxxx", "LL": ".....", "KK": "-----"}

# Inches above a drawing for a row of numbers or words.
_STRIP: Final = 0.22


def months(figure: Figure) -> Body:
    """Stacked bars a month; codes in the bars, totals above them where there is room."""
    e = figure.encode
    axis = sorted(figure.frame[e["x"]].unique())
    place = {month: i for i, month in enumerate(axis)}
    totals = figure.frame.groupby(e["x"])[e["y"]].sum()
    earlier = kinds.earlier(figure, axis)
    top = max([float(totals.max()), 1.0, *(high for _, _, _, high in earlier)])
    left = widest([text.number(t) for t in scale(top)], AXIS) + 0.16
    pitch = (INSIDE - left) / (len(axis) + 0.2)
    bar = min(pitch * 0.82, 0.9)
    bars, plot = 2.35, 2.6
    unit = bars / (top * 1.02)
    many = len(e["names"]) > 1
    coded = many and bar > widest(e["names"], CODE, True) + 0.02 and unit > 0.13
    textures = {} if coded or not many else _TEXTURE
    rows = {
        code: {place[m]: float(v) for m, v in zip(part[e["x"]], part[e["y"]], strict=True) if v > 0}
        for code, part in figure.frame.groupby(e["series"])
    }

    marks = Marks(figure, scales.month_place(axis), (-0.6, len(axis) - 0.4), pitch)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        bottom = y + marks.high + plot
        first = x + left + pitch * 0.6
        marks.under(page, first, bottom, plot)
        _band(page, earlier, first, bottom, pitch, unit)
        value_axis(page, scale(top), x + left, wide - left, bottom, unit)
        reached = [0.0] * len(axis)
        for code, (_, colour) in e["names"].items():
            for i, value in rows.get(code, {}).items():
                at, high = first + i * pitch, value * unit
                y0 = bottom - reached[i] * unit - high
                hatch = textures.get(code, "")
                page.rect(at - bar / 2, y0, bar, high, colour, style.WHITE, 0.6, hatch, style.ink_on(colour))
                if coded:
                    page.centred(at, y0 + high / 2, code, CODE, style.ink_on(colour), bold=True)
                reached[i] += value
        for i, value in enumerate(reached):
            if value and pitch > width(text.number(value), AXIS) + 0.02:
                page.text(first + i * pitch, bottom - value * unit - 0.06, text.number(value), AXIS, align="center")
        if e.get("annotation"):
            month, words = e["annotation"]
            at, late = first + place[month] * pitch, place[month] > len(axis) / 2
            side = -bar / 2 - 0.08 if late else bar / 2 + 0.08
            above = bottom - reached[place[month]] * unit + 0.08
            page.text(at + side, above, words, AXIS, style.INK, align="right" if late else "left", middle=True)
        time_axis(page, axis, first, bottom, pitch)
        marks.over(page, first, bottom, plot)

    keys = tuple(
        swatch(f"{code} {title}", colour, hatch=textures.get(code, ""), hatch_colour=style.ink_on(colour))
        for code, (title, colour) in e["names"].items()
    )
    if earlier:
        keys = (
            *(keys if many else ()),
            swatch("terendah–tertinggi lima tahun sebelumnya", style.TRACK, style.RULE),
            _MEDIAN,
        )
    return Body(marks.high + plot + axis_height(axis, pitch), paint, keys if many or earlier else ())


def _median_sign(page: Page, x: float, y: float) -> None:
    page.line([x - 0.1, x + 0.1], [y, y], style.INK3, 1.5)


_MEDIAN: Final = Key("median", 0.2, _median_sign)


def _band(
    page: Page, earlier: list[tuple[int, float, float, float]], first: float, bottom: float, pitch: float, unit: float
) -> None:
    """Least to most of earlier years in grey and their median, month by month."""
    for i, low, _, high in earlier:
        page.rect(first + (i - 0.5) * pitch, bottom - high * unit, pitch, (high - low) * unit, style.TRACK)
    for i, _, median, _ in earlier:
        across = [first + (i - 0.5) * pitch, first + (i + 0.5) * pitch]
        page.line(across, [bottom - median * unit] * 2, style.INK3, 1.3)


class Marks:
    """Pale periods behind a drawing of time and numbered days over it; `high` is the room their words need above.

    `place` gives a day its place between `span`, `inch` is the inches of one place.
    """

    def __init__(self, figure: Figure, place: Callable[[date], float], span: tuple[float, float], inch: float) -> None:
        low, high = span
        self._span, self._inch = span, inch
        self._bands = list(scales.bands(figure.encode, place, low, high))
        self._marks = list(scales.marks(figure.encode, place, low, high))
        widths = [width(words, AXIS) / inch for *_, words in self._bands]
        self._sides = scales.caption_sides([(a, b) for a, b, _ in self._bands], widths, low, high)
        self._row = _STRIP if self._marks else 0.0
        self.high = self._row + (_STRIP if any(self._sides) else 0.0)

    def under(self, page: Page, first: float, bottom: float, plot: float) -> None:
        """The periods, and their words where these have room."""
        for (start, end, words), side in zip(self._bands, self._sides, strict=True):
            left, wide = first + start * self._inch, max((end - start) * self._inch, 0.03)
            page.rect(left, bottom - plot, wide, plot, style.AMBER_PALE, style.AMBER, 0.6)
            at = left if side == "left" else first + end * self._inch
            if side:
                page.text(at, bottom - plot - self._row - 0.06, words, AXIS, style.AMBER_LINE, align=side)

    def over(self, page: Page, first: float, bottom: float, plot: float) -> None:
        """The numbered days; numbers too close move apart, their lines do not."""
        shown = scales.spread([at for at, _ in self._marks], 0.22 / self._inch, *self._span)
        for (at, number), beside in zip(self._marks, shown, strict=True):
            page.line([first + at * self._inch] * 2, [bottom - plot, bottom], style.INK2, 0.9, (1.0, 2.0))
            x, y = first + beside * self._inch, bottom - plot - 0.1
            page.rect(x - 0.085, y - 0.08, 0.17, 0.16, style.WHITE, style.INK2, 0.8)
            page.centred(x, y, str(number), 8, style.INK, bold=True)


def steps(figure: Figure) -> Body:
    """A register as steps, new entries as bars, published numbers as named dashed lines, the last value at its end."""
    e = figure.encode
    axis = list(figure.frame[e["x"]])
    total = [float(v) for v in figure.frame[e["total"]]]
    new = [float(v) for v in figure.frame[e["new"]]]
    lines = e.get("lines", ())
    top = max([*total, *(float(at) for at, *_ in lines), 1.0])
    left = widest([text.number(t) for t in scale(top)], AXIS) + 0.16
    right = width(text.number(total[-1]), 14, True) + 0.14
    pitch = (INSIDE - left - right) / (len(axis) + 0.2)
    plot = 3.2
    unit = (plot - 0.3) / top

    marks = Marks(figure, scales.month_place(axis), (-0.6, len(axis) - 0.4), pitch)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        bottom, first = y + marks.high + plot, x + left + pitch * 0.6
        marks.under(page, first, bottom, plot)
        end = first + pitch * (len(axis) - 0.5)
        value_axis(page, scale(top), x + left, wide - left - right, bottom, unit)
        for i, value in enumerate(new):
            high = value * unit
            page.rect(first + (i - 0.375) * pitch, bottom - high, 0.75 * pitch, high, style.ACCENT_FAINT)
        xs = [first + (i + d) * pitch for i in range(len(axis)) for d in (-0.5, 0.5)]
        page.line(xs, [bottom - v * unit for v in total for _ in (0, 1)], style.ACCENT, 2.2, cap="projecting")
        for at, words, side in lines:
            spot = bottom - float(at) * unit
            page.line([x + left, end], [spot, spot], style.INK3, 0.9, DASH)
            where, align = (end - 0.06, "right") if side == "right" else (x + left + 0.06, "left")
            page.text(where, spot - 0.06, words, AXIS, align=align, ground=style.WHITE)
        last = text.number(total[-1])
        page.text(end + 0.08, bottom - total[-1] * unit, last, 14, style.ACCENT, bold=True, middle=True)
        time_axis(page, axis, first, bottom, pitch)
        marks.over(page, first, bottom, plot)

    return Body(marks.high + plot + axis_height(axis, pitch), paint)


def progress(figure: Figure) -> Body:
    """What was reached up to now as steps on days, with the needed pace and the target named on their lines."""
    e = figure.encode
    start, last = kinds.progress_days(figure)
    reached = kinds.reached(figure)
    pace, target = e.get("pace"), e.get("target")
    tops = [value for _, value in reached] + [float(v) for _, v in (pace or ())[:2]] + [1.0]
    top = max([*tops, float(target[0]) if target else 0.0])
    left = widest([text.number(t) for t in scale(top)], AXIS) + 0.16
    now = text.whole(reached[-1][1]) if reached else ""
    right = width(now, 14, True) + 0.14
    inch = (INSIDE - left - right) / (max((last - start).days, 1) * 1.02)
    plot = 3.2
    unit = (plot - 0.3) / top

    def place(on: date) -> float:
        return float((on - start).days)

    end = place(last)
    marks = Marks(figure, place, (-0.02 * end, end), inch)
    days = scales.day_ticks(start, last, 9)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        bottom, first = y + marks.high + plot, x + left + 0.02 * end * inch
        marks.under(page, first, bottom, plot)
        value_axis(page, scale(top), x + left, wide - left - right, bottom, unit)
        if target:
            spot = bottom - float(target[0]) * unit
            page.line([x + left, first + end * inch], [spot, spot], style.INK3, 0.9, DASH)
            page.text(x + left + 0.06, spot - 0.06, str(target[1]), AXIS, ground=style.WHITE)
        if pace:
            ends = [(first + place(scales.day(on)) * inch, bottom - float(value) * unit) for on, value in pace[:2]]
            page.line([at for at, _ in ends], [at for _, at in ends], style.INK2, 1.3, (5.0, 3.0))
            along = [a + 0.62 * (b - a) for a, b in zip(*ends, strict=True)]
            page.text(along[0] - 0.06, along[1] - 0.06, str(pace[2]), AXIS, align="right")
        xs = [first + place(on) * inch for on, _ in reached]
        ys = [bottom - value * unit for _, value in reached]
        page.line(*staircase(xs, ys), style.ACCENT, 2.2, cap="projecting")
        if reached:
            page.text(xs[-1] + 0.08, ys[-1], now, 14, style.ACCENT, bold=True, middle=True)
        day_axis(page, days, x + left, bottom, wide - left - right, lambda on: first + place(on) * inch)
        marks.over(page, first, bottom, plot)

    return Body(marks.high + plot + 0.46, paint)
