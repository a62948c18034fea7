"""Axes on paper: ticks, gridlines and names of rows, with the sizes of letters all drawings share."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from pantau import style, text
from pantau.draw.paper.page import Page, shorten, widest
from pantau.draw.scales import count_step, month_ticks
from pantau.figures import Figure

LABEL, AXIS, CODE = 10.5, 9.5, 7.5
DASH: Final = (4.0, 3.0)


def scale(top: float) -> list[float]:
    """Whole-number ticks from zero, three to five of them, up to the largest value."""
    step = count_step(top)
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
            page.text(at, y + 0.2 + 0.16 * i, line, AXIS, style.INK3, align="center")


def day_axis(
    page: Page, ticks: list[tuple[date, str]], x: float, y: float, wide: float, across: Callable[[date], float]
) -> None:
    """A base line `wide` inches long with days or months below it; `across` puts a day on it."""
    page.line([x, x + wide], [y, y], style.AXIS, 0.9)
    for on, label in ticks:
        at = across(on)
        page.line([at, at], [y, y + 0.05], style.AXIS, 0.9)
        for i, line in enumerate(label.split("<br>")):
            page.text(at, y + 0.2 + 0.16 * i, line, AXIS, style.INK3, align="center")


def staircase(xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
    """The corners of a step line: each value holds until the next."""
    across = [x for i, x in enumerate(xs) for _ in range(2 if i else 1)]
    return across, [y for i, y in enumerate(ys) for _ in range(2 if i < len(ys) - 1 else 1)]


def value_axis(page: Page, ticks: list[float], x: float, wide: float, bottom: float, unit: float) -> None:
    """Gridlines across the drawing with their numbers to the left; `unit` is inches a count."""
    for tick in ticks:
        at = bottom - tick * unit
        if tick:
            page.line([x, x + wide], [at, at], style.GRID, 0.8)
        page.text(x - 0.08, at, text.number(tick), AXIS, style.INK3, align="right", middle=True)


def row_names(figure: Figure, column: str, most: float = 2.6) -> tuple[list[str], float]:
    """Row labels and the width of the column they stand in."""
    names = [shorten(str(name), LABEL, most) for name in figure.frame[column]]
    return names, widest(names, LABEL) + 0.12
