"""Waiting times on paper: step curves of what share was done by when, and a median with its reach a row."""

import math
from collections.abc import Callable
from functools import partial
from typing import Final

from pantau import style, text
from pantau.draw import kinds
from pantau.draw.paper.axes import AXIS, DASH, LABEL, row_names, scale, staircase
from pantau.draw.paper.frame import INSIDE, Body, Key, swatch
from pantau.draw.paper.page import Page, widest
from pantau.figures import Figure

# Dashes of lines in points, by the names a figure uses.
_DASHES: Final[dict[str, tuple[float, ...]]] = {"solid": (), "dash": (6.0, 3.0), "dot": (1.5, 2.0)}


def ecdf(figure: Figure) -> Body:
    """What share was done within how many hours; lines differ by dash, what is still open stands apart on top."""
    e = figure.encode
    curves = kinds.curves(figure)
    ticks, low, high = kinds.hour_axis(figure)
    shares = (0, 25, 50, 75, 100)
    left, plot, above = widest([text.percent(v) for v in shares], AXIS) + 0.16, 3.3, 0.24 if e.get("target") else 0.06
    inch = (INSIDE - left - 0.15) / math.log(high / low)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start, top, bottom = x + left, y + above, y + above + plot
        end = start + math.log(high / low) * inch

        def across(hours: float) -> float:
            return start + math.log(hours / low) * inch

        if e.get("open"):
            still, words = e["open"]
            page.rect(start, top, end - start, plot * float(still) / 100, style.TRACK)
            page.text(start + 0.06, top + 0.16, words, AXIS)
        for share in shares:
            at = bottom - plot * share / 100
            page.line([start, end], [at, at], style.GRID if share else style.AXIS, 0.8)
            page.text(start - 0.08, at, text.percent(share), AXIS, style.INK3, align="right", middle=True)
        for hours, words in ticks:
            page.line([across(hours)] * 2, [bottom, bottom + 0.05], style.AXIS, 0.9)
            page.text(across(hours), bottom + 0.2, words, AXIS, style.INK3, align="center")
        if e.get("target"):
            hours, words = e["target"]
            page.line([across(float(hours))] * 2, [top, bottom], style.INK3, 0.9, DASH)
            page.text(across(float(hours)), top - 0.06, words, AXIS, align="center")
        for key, (_, colour, dash) in e["names"].items():
            steps = curves.get(key, [])
            if steps:
                shares_at = [0.0, *(percent for _, percent in steps), steps[-1][1]]
                places = [start, *(across(at) for at, _ in steps), end]
                page.line(
                    *staircase(places, [bottom - plot * p / 100 for p in shares_at]), colour, 2.2, _DASHES.get(dash, ())
                )

    keys = []
    for key, (title, colour, dash) in e["names"].items():
        count = e.get("n", {}).get(key, "")
        keys.append(Key(f"{title} ({count})" if count else title, 0.34, partial(_line, colour=colour, dash=dash)))
    return Body(above + plot + 0.3, paint, tuple(keys))


def _line(page: Page, x: float, y: float, colour: str, dash: str) -> None:
    page.line([x - 0.17, x + 0.17], [y, y], colour, 2.2, _DASHES.get(dash, ()))


def ranges(figure: Figure) -> Body:
    """One distribution a row: dot at the median, bar over the middle half, tick at P90, own deadline a tall tick."""
    e = figure.encode
    parts = kinds.reach(figure)
    names, left = row_names(figure, e["label"])
    written = [str(words) for words in figure.frame[e["text"]]]
    lines = [(float(at), str(words)) for at, words in e.get("lines", ())]
    top = max([v for values in parts.values() for v in values if v is not None] + [at for at, _ in lines] + [1.0])
    pitch, above = 0.32, 0.26 if lines else 0.02

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start, rows = x + left + 0.1, y + above
        unit = (wide - left - widest(written, LABEL) - 0.4) / top
        bottom = rows + pitch * len(names) + 0.05
        for tick in scale(top):
            at = start + tick * unit
            page.line([at, at], [rows, bottom], style.GRID if tick else style.AXIS, 0.8)
            page.text(at, bottom + 0.18, text.number(tick), AXIS, style.INK3, align="center")
        for at, words in lines:
            page.line([start + at * unit] * 2, [rows, bottom], style.INK3, 0.9, DASH)
            page.text(start + at * unit, rows - 0.06, words, AXIS, align="center")
        for i, name in enumerate(names):
            row = rows + pitch * (i + 0.5)
            page.text(x + left - 0.1, row, name, LABEL, style.INK, align="right", middle=True)
            page.text(x + wide, row, written[i], LABEL, style.INK, align="right", middle=True)
            _reach(page, {part: values[i] for part, values in parts.items()}, row, lambda v: start + v * unit)
            if parts["median"][i] is None:
                page.text(start + 0.06, row, "belum ada", AXIS, style.INK3, middle=True)

    keys = [
        Key("median", 0.16, lambda page, x, y: _reach(page, {"median": 0.0}, y, lambda _: x)),
        swatch("separuh di tengah (P25–P75)", style.ACCENT_SOFT),
        Key("P90", 0.06, lambda page, x, y: _reach(page, {"p90": 0.0}, y, lambda _: x)),
    ]
    if any(v is not None for v in parts["limit"]):
        keys.append(Key("tenggat sendiri", 0.06, lambda page, x, y: _reach(page, {"limit": 0.0}, y, lambda _: x), 0.3))
    return Body(above + pitch * len(names) + 0.32, paint, tuple(keys))


def _reach(page: Page, parts: dict[str, float | None], row: float, across: Callable[[float], float]) -> None:
    """The signs of one row; a part that is missing is not drawn."""
    at = {part: across(value) for part, value in parts.items() if value is not None}
    if "high" in at and "p90" in at:
        page.line([at["high"], at["p90"]], [row, row], style.ACCENT_SOFT, 1.3)
    if "low" in at and "high" in at:
        page.rect(at["low"], row - 0.06, at["high"] - at["low"], 0.12, style.ACCENT_SOFT)
    if "p90" in at:
        page.line([at["p90"]] * 2, [row - 0.06, row + 0.06], style.INK2, 1.6)
    if "limit" in at:
        page.line([at["limit"]] * 2, [row - 0.14, row + 0.14], style.AMBER_LINE, 2.4)
    if "median" in at:
        page.mark(at["median"], row, "o", 9, style.ACCENT, style.WHITE, 0.8)
