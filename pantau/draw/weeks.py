"""Where things stand on an axis of weeks, on screen and paper: layers on layers, shares between limits of chance."""

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from pantau import text
from pantau.draw.scales import day
from pantau.figures import Figure


class Layer(NamedTuple):
    """One layer of a "strata" figure: its title and colour, and its lower and upper edge on each day."""

    title: str
    colour: str
    low: list[float]
    high: list[float]


def strata(figure: Figure) -> tuple[list[date], list[Layer]]:
    """The days of a "strata" figure and its layers from bottom to top; a day with an unknown layer is no day of it."""
    e = figure.encode
    names = [name for name, *_ in e["layers"]]
    known = figure.frame.dropna(subset=[e["x"], *names]).sort_values(e["x"])
    low = [0.0] * len(known)
    layers = []
    for name, title, colour in e["layers"]:
        high = [base + float(value) for base, value in zip(low, known[name], strict=True)]
        layers.append(Layer(title, colour, low, high))
        low = high
    return [day(on) for on in known[e["x"]]], layers


class Week(NamedTuple):
    """One point of a control chart; `value` is None when nothing was finished, the limits belong to its own `n`."""

    on: date
    value: float | None
    n: float
    centre: float | None
    lower: float | None
    upper: float | None

    @property
    def small(self) -> bool:
        """Whether fewer than twenty stand behind it."""
        return self.n < SMALL

    @property
    def outside(self) -> bool:
        """Whether it lies beyond a limit of its own."""
        if self.value is None or self.lower is None or self.upper is None:
            return False
        return not self.lower - 1e-9 <= self.value <= self.upper + 1e-9


# Fewer cases than this and a share is read with care.
SMALL: Final = 20
# Where the axis of a drawing without a single day starts; nothing stands on it.
NO_DAY: Final = date(2000, 1, 1)


def weeks(figure: Figure) -> list[Week]:
    """The points of a "control" figure, earliest first."""
    e, frame = figure.encode, figure.frame
    columns = ([text.finite(v) for v in frame[e[k]]] for k in ("y", "n", "centre", "lower", "upper"))
    found = zip(frame[e["x"]], *columns, strict=True)
    return sorted(Week(day(on), y, n or 0.0, centre, lower, upper) for on, y, n, centre, lower, upper in found)


def held(points: Sequence[Week], side: Literal["lower", "upper"]) -> list[tuple[float, float | None]]:
    """A limit as (days from the first point, percent), held from half a step before each point to half a step after.

    None breaks the line where a point has no limit.
    """
    places = [(point.on - points[0].on).days for point in points]
    half = min([b - a for a, b in pairwise(places)] or [1]) / 2
    line: list[tuple[float, float | None]] = []
    for at, point in zip(places, points, strict=True):
        value = point.lower if side == "lower" else point.upper
        line += [(at - half, value), (at + half, value)] if value is not None else [(float(at), None)]
    return line


def every(count: int, wide: float, room: float) -> int:
    """Of so many words `wide` across, one in how many can be written side by side in the room."""
    return max(1, math.ceil(count * wide / room)) if room > 0 else max(count, 1)
