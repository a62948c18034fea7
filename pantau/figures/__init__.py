"""What a figure is: its rows, encoding, unit, reading sentence, source and date. No drawing here.

A figure is made once, by a function in `figures/<bagian>.py`, and drawn by `draw/` on screen, on paper and in a
workbook. Every number a drawing shows stands in `frame`, and `table()` is its table twin.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import pandas as pd

from pantau import text

Kind = Literal["months", "ranked", "dots", "slope", "steps", "matrix", "calendar", "stack", "areas", "villages"]

# How a cell of the table twin is written; the workbook keeps the typed value.
WRITE: Mapping[str, Callable[[Any], str]] = {
    "text": lambda v: "" if text.missing(v) else str(v),
    "number": text.whole,
    "percent": lambda v: text.percent(v, 1),
    "day": text.day,
    "month": text.month,
}


@dataclass(frozen=True)
class Column:
    """One column of the table twin: a frame column, its heading, and how its cells are written."""

    name: str
    title: str
    kind: Literal["text", "number", "percent", "day", "month"] = "text"


@dataclass(frozen=True)
class Context:
    """What every figure of a page shares: the filter sentence, source, data date and what is CONTOH ("" = nothing)."""

    sentence: str
    source: str
    as_of: date | None = None
    sample: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure: `kind` says which drawing, `encode` which columns of `frame` it reads."""

    id: str
    kind: Kind
    title: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    encode: Mapping[str, Any]
    unit: str
    reading: str
    context: Context
    subtitle: str = ""
    notes: tuple[str, ...] = field(default=())

    def table(self) -> pd.DataFrame:
        """The table twin: typed values under Indonesian headings, in drawing order."""
        names = [column.name for column in self.columns]
        return self.frame[names].set_axis([column.title for column in self.columns], axis="columns")

    def written(self) -> pd.DataFrame:
        """The table twin as a person reads it: every cell Indonesian text."""
        cells = {c.title: [WRITE[c.kind](value) for value in self.frame[c.name]] for c in self.columns}
        return pd.DataFrame(cells)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw; `reading` then says why."""
        return self.frame.empty

    def footer(self) -> str:
        """Unit, source, data date and CONTOH mark: one line, the same on screen and paper."""
        parts = [f"Satuan: {self.unit}", f"Sumber: {self.context.source}"]
        parts.append(
            f"Data s.d. {text.day(self.context.as_of)}" if self.context.as_of else "Tanggal data tidak disebut"
        )
        if self.context.sample:
            parts.append(f"{text.SAMPLE}: {self.context.sample}")
        return " · ".join(parts)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame one by one, each value of its own type."""
    return [{str(name): value for name, value in each.items()} for each in frame.to_dict("records")]


def class_bounds(values: "pd.Series[float]", whole: bool) -> list[tuple[float, float]]:
    """At most four classes with round borders over the positive values; counts up to four get one class a value."""
    positive = values.dropna()
    positive = positive[positive > 0]
    if positive.empty:
        return []
    top = float(positive.max())
    if whole and positive.nunique() <= 4 and top <= 12:
        return [(v, v) for v in sorted(float(x) for x in positive.unique())]
    if not whole:
        return [(0, 25), (25, 50), (50, 75), (75, 100)]
    step = _round_up(top / 4)
    return [(step * i + 1, step * (i + 1)) for i in range(4) if step * i < top]


def _round_up(value: float) -> int:
    """The next of 1, 2, 3, 5, 10, 20, 25, 50 and their tenfolds: whole class borders a person can say."""
    power = 1
    while True:
        for factor in (1, 2, 3, 5, 10, 20, 25, 50):
            if power * factor >= value:
                return power * factor
        power *= 100


def class_of(value: float, bounds: list[tuple[float, float]]) -> int | None:
    """Index of the class a positive value falls in; None for missing and for zero (nihil has its own look)."""
    if text.missing(value) or value <= 0:
        return None
    for index, (_low, high) in enumerate(bounds):
        if value <= high:
            return index
    return len(bounds) - 1


def class_title(bounds: tuple[float, float]) -> str:
    """`1`, `2–4`."""
    low, high = bounds
    return text.whole(low) if low == high else f"{text.whole(low)}–{text.whole(high)}"
