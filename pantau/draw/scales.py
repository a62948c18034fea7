"""Where things stand on an axis and beside each other: what screen and paper must agree on.

Places are plain numbers (months from the first, days from the first, shares of a room); px and inches come later.
"""

import math
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from pantau import text

_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 25_000, 50_000, 100_000)
_FINE_STEPS: Final = (0.1, 0.2, 0.5)
_DAY_STEPS: Final = (1, 2, 7, 14)


def count_step(top: float) -> int:
    """The distance between ticks of a count axis: a whole number, three to five of them up to `top`."""
    return next((step for step in _STEPS if top / step <= 5), 10 ** math.ceil(math.log10(max(top, 5) / 5)))


def number_ticks(low: float, high: float, whole: bool) -> list[float]:
    """Round ticks from `low` to `high`; tenths only where the numbers themselves have them and the axis is short."""
    reach = high - low
    fine = next((step for step in _FINE_STEPS if reach / step <= 5), None) if not whole else None
    step = fine or count_step(reach)
    first = math.ceil(low / step - 1e-9)
    return [round(step * i, 6) for i in range(first, math.floor(high / step + 1e-9) + 1)]


def month_ticks(months: Sequence[Any], most: int) -> tuple[list[int], list[str]]:
    """Positions and labels for at most `most` months: the month's name over its year, evenly spread from the first."""
    step = next(s for s in (1, 2, 3, 4, 6, 12, 24, 36, 60, 120) if len(months) <= s * most or s == 120)
    if step >= 12:
        first = next((i for i, m in enumerate(months) if pd.Timestamp(m).month == 1), 0)
        places = list(range(first, len(months), step))
        return places, [str(pd.Timestamp(months[i]).year) for i in places]
    places = list(range(0, len(months), step))
    return places, [f"{text.month_name(months[i])}<br>{pd.Timestamp(months[i]).year}" for i in places]


def month_place(months: Sequence[Any]) -> Callable[[date], float]:
    """Where a day stands when months are drawn at 0, 1, 2, ...: the first of a month half a step before its middle."""
    first = pd.Timestamp(months[0])

    def place(day: date) -> float:
        count = (day.year - first.year) * 12 + day.month - first.month
        return count - 0.5 + (day.day - 1) / monthrange(day.year, day.month)[1]

    return place


def day_ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Days with their labels: firsts of months on a long axis, single days or weeks on one of a few weeks."""
    if (last - first).days > 14 * most or (last - first).days > 75:
        start = first if first.day == 1 else (pd.Timestamp(first) + pd.offsets.MonthBegin()).date()
        months = [m.date() for m in pd.date_range(start, last, freq="MS")]
        places, labels = month_ticks(months, most)
        return [(months[place], label) for place, label in zip(places, labels, strict=True)]
    step = next((s for s in _DAY_STEPS if (last - first).days / s < most), _DAY_STEPS[-1])
    days = [first + timedelta(days=i) for i in range(0, (last - first).days + 1, step)]
    return [(day, f"{day.day} {text.month_name(day)}<br>{day.year}") for day in days]


def day(value: Any) -> date:
    """A date from whatever a frame holds dates in."""
    return pd.Timestamp(value).date()


def bands(
    encode: Mapping[str, Any], place: Callable[[date], float], low: float, high: float
) -> Iterator[tuple[float, float, str]]:
    """Periods on a time axis as (from, to, words), cut to the axis; an open one reaches its end."""
    for start, end, words in encode.get("bands", ()):
        left = place(day(start))
        right = high if end is None else place(day(end) + timedelta(days=1))
        if right > max(low, left) and left < high:
            yield max(left, low), min(right, high), words


def marks(
    encode: Mapping[str, Any], place: Callable[[date], float], low: float, high: float
) -> Iterator[tuple[float, int]]:
    """Numbered days on a time axis as (place, number); days outside are left to their sentences."""
    for on, number in encode.get("marks", ()):
        at = place(day(on))
        if low <= at <= high:
            yield at, number


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places moved apart until no two are closer than `gap`, in their order and as near as that allows."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [min(max(places[i], low), high) for i in order]
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + gap)
    if moved and moved[-1] > high:
        moved[-1] = high
        for i in range(len(moved) - 2, -1, -1):
            moved[i] = min(moved[i], moved[i + 1] - gap)
    found = [0.0] * len(places)
    for i, at in zip(order, moved, strict=True):
        found[i] = at
    return found


def caption_sides(spans: Sequence[tuple[float, float]], widths: Sequence[float], low: float, high: float) -> list[str]:
    """Where the words of each period stand: "left" from its start, "right" up to its end, "" where no room is."""
    taken: list[tuple[float, float]] = []
    sides = []
    for (start, end), wide in zip(spans, widths, strict=True):
        places = {"left": (start, start + wide), "right": (end - wide, end)}
        side = next(
            (
                name
                for name, (a, b) in places.items()
                if a >= low and b <= high and all(b < c or a > d for c, d in taken)
            ),
            "",
        )
        if side:
            taken.append(places[side])
        sides.append(side)
    return sides


# Where words may stand beside a point, best first: to its right, left, above, below; as steps of (across, down).
BESIDE: Final = {"right": (1, 0), "left": (-1, 0), "above": (0, -1), "below": (0, 1)}


def beside(
    named: Sequence[tuple[float, float, float]],
    points: Sequence[tuple[float, float]],
    wide: float,
    high: float,
    line: float,
    reach: float,
    air: float,
) -> list[str]:
    """The side of each named point (x, y, width of its words) where they cover least.

    `points` are all the points, `wide` and `high` the room, `line` the height of words, `reach` a point's radius, `air`
    between both; all in one unit, y downwards.
    """
    taken = [(x - reach, y - reach, x + reach, y + reach) for x, y in points]
    sides = []
    for x, y, width in named:
        boxes = {}
        for side, (across, down) in BESIDE.items():
            middle_x, middle_y = x + across * (reach + width / 2 + air), y + down * (reach + line / 2)
            boxes[side] = (middle_x - width / 2, middle_y - line / 2, middle_x + width / 2, middle_y + line / 2)

        def covered(side: str, boxes: dict[str, tuple[float, float, float, float]] = boxes) -> float:
            a, b, c, d = boxes[side]
            outside = max(-a, 0) + max(-b, 0) + max(c - wide, 0) + max(d - high, 0)
            shared = sum(max(min(c, z) - max(a, w), 0) * max(min(d, q) - max(b, v), 0) for w, v, z, q in taken)
            return outside * line * 4 + shared

        side = min(BESIDE, key=covered)
        taken.append(boxes[side])
        sides.append(side)
    return sides
