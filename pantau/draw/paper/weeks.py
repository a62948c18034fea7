"""Weeks on paper: layers over time, and a share a week between the limits of chance."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Literal

from matplotlib.path import Path

from pantau import style, text
from pantau.draw import scales
from pantau.draw import weeks as on_weeks
from pantau.draw.paper.axes import AXIS, DASH, day_axis, scale, value_axis
from pantau.draw.paper.frame import INSIDE, Body, Key, swatch
from pantau.draw.paper.page import Page, widest
from pantau.draw.paper.time import Marks
from pantau.figures import Figure

_SMALL_PRINT: Final = 8
_SIDES: Final[tuple[Literal["lower"], Literal["upper"]]] = ("lower", "upper")


def strata(figure: Figure) -> Body:
    """Layers stacked over days, the name of each at its right end where it is thick enough."""
    days, layers = on_weeks.strata(figure)
    top = max([*(v for layer in layers for v in layer.high), 1.0])
    left = widest([text.number(t) for t in scale(top)], AXIS) + 0.16
    plot = 3.0
    unit = (plot - 0.15) / top
    ends = [each for each in layers if days and (each.high[-1] - each.low[-1]) * unit >= 0.17]
    right = widest([each.title for each in ends], AXIS) + 0.16
    time = _Days(figure, days, INSIDE - left - right)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        bottom, first = y + time.marks.high + plot, x + left
        time.marks.under(page, first, bottom, plot)
        xs = [first + time.place(on) * time.inch for on in days]
        for each in layers:
            edge = [*zip(xs, each.high, strict=True), *reversed([*zip(xs, each.low, strict=True)])]
            if len(days) > 1:
                outline = [(at, bottom - value * unit) for at, value in edge]
                page.shape(Path([*outline, outline[0]], closed=True), each.colour, style.INK3, 0.5)
        value_axis(page, scale(top), first, wide - left - right, bottom, unit)
        for each in ends:
            middle = bottom - (each.low[-1] + each.high[-1]) / 2 * unit
            page.text(xs[-1] + 0.1, middle, each.title, AXIS, style.INK, middle=True)
        time.axis(page, first, bottom)
        time.marks.over(page, first, bottom, plot)

    keys = tuple(swatch(title, colour, style.INK3) for _, title, colour in figure.encode["layers"])
    return Body(time.marks.high + plot + 0.46, paint, keys)


def control(figure: Figure) -> Body:
    """A share a week as a thin line between its limits; few cases make a hollow point, a point beyond is strong."""
    points = on_weeks.weeks(figure)
    target = figure.encode.get("target")
    shares = (0, 25, 50, 75, 100)
    left, plot, edge = widest([text.percent(v) for v in shares], AXIS) + 0.16, 3.0, 0.08
    time = _Days(figure, [point.on for point in points], INSIDE - left - 0.1)
    written = [text.number(point.n) for point in points]
    step = on_weeks.every(len(points), widest(written, _SMALL_PRINT) + 0.06, INSIDE - left - 0.1)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        bottom, first = y + time.marks.high + plot, x + left

        def up(percent: float) -> float:
            return bottom - edge - (plot - 2 * edge) * percent / 100

        time.marks.under(page, first, bottom, plot)
        for share in shares:
            page.line([first, first + time.wide], [up(share)] * 2, style.GRID, 0.8)
            page.text(first - 0.08, up(share), text.percent(share), AXIS, style.INK3, align="right", middle=True)
        xs = [first + time.place(point.on) * time.inch for point in points]
        for side in _SIDES:
            limit = on_weeks.held(points, side)
            for run in _runs([first + at * time.inch for at, _ in limit], [value for _, value in limit]):
                page.line([at for at, _ in run], [up(v) for _, v in run], style.INK3, 0.9, (1.5, 2.0))
        for run in _runs(xs, [point.centre for point in points]):
            page.line([at for at, _ in run], [up(v) for _, v in run], style.INK3, 0.9)
        if target:
            page.line([first, first + time.wide], [up(float(target[0]))] * 2, style.AMBER_LINE, 1.2, DASH)
            at = first + time.wide - 0.06
            page.text(at, up(float(target[0])) - 0.06, str(target[1]), AXIS, align="right", ground=style.WHITE)
        for run in _runs(xs, [point.value for point in points]):
            page.line([at for at, _ in run], [up(v) for _, v in run], style.ACCENT_SOFT, 1.1)
        for at, point in zip(xs, points, strict=True):
            if point.value is not None:
                _point(page, at, up(point.value), point.small, point.outside)
        for at, words in [*zip(xs, written, strict=True)][::step]:
            page.text(at, bottom + 0.14, words, _SMALL_PRINT, style.INK3, align="center")
        page.text(first - 0.2, bottom + 0.14, "n", _SMALL_PRINT, style.INK3, align="right")
        time.axis(page, first, bottom + 0.2)
        time.marks.over(page, first, bottom, plot)

    return Body(time.marks.high + plot + 0.66, paint, _control_keys(points))


def _runs(xs: Sequence[float], values: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """The pieces of a line without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in zip(xs, values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((at, value))
    return [run for run in runs if run]


def _point(page: Page, x: float, y: float, small: bool, outside: bool) -> None:
    if outside:
        page.mark(x, y, "D", 8, style.RED, style.INK, 1.2)
    else:
        page.mark(x, y, "o", 6, style.WHITE if small else style.ACCENT, style.ACCENT, 1.2)


def _stroke(colour: str, dash: tuple[float, ...]) -> Callable[[Page, float, float], None]:
    return lambda page, x, y: page.line([x - 0.17, x + 0.17], [y, y], colour, 1.0, dash)


def _control_keys(points: Sequence[on_weeks.Week]) -> tuple[Key, ...]:
    """Signs and lines that occur; the target stands on its own line."""
    known = [point for point in points if point.value is not None]
    few = any(point.small for point in known)
    keys = (
        (Key("n ≥ 20", 0.14, lambda page, x, y: _point(page, x, y, False, False)), any(not p.small for p in known)),
        (Key("n < 20, baca hati-hati", 0.14, lambda page, x, y: _point(page, x, y, True, False)), few),
        (Key("di luar batas", 0.16, lambda page, x, y: _point(page, x, y, False, True)), any(p.outside for p in known)),
        (Key("bagian keseluruhan", 0.34, _stroke(style.INK3, ())), True),
        (Key("batas 3 simpangan baku", 0.34, _stroke(style.INK3, (1.5, 2.0))), any(p.lower is not None for p in known)),
    )
    return tuple(key for key, seen in keys if seen)


class _Days:
    """An axis of days `wide` inches long, with the periods and numbered days that stand on it."""

    def __init__(self, figure: Figure, days: Sequence[date], wide: float) -> None:
        self.wide = wide
        self._first = days[0] if days else on_weeks.NO_DAY
        self._last = days[-1] if days else on_weeks.NO_DAY
        reach = max((self._last - self._first).days, 1)
        self.inch = wide / (reach * 1.02)
        self.marks = Marks(figure, self.place, (0.0, reach * 1.02), self.inch)

    def place(self, on: date) -> float:
        """Days from the first."""
        return float((on - self._first).days)

    def axis(self, page: Page, x: float, y: float) -> None:
        """The base line with days or months below it."""
        ticks = scales.day_ticks(self._first, self._last, 9)
        day_axis(page, ticks, x, y, self.wide, lambda on: x + self.place(on) * self.inch)
