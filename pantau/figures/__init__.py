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

Kind = Literal[
    "months",
    "ranked",
    "dots",
    "slope",
    "steps",
    "matrix",
    "calendar",
    "stack",
    "areas",
    "villages",
    "table",
    "crosstab",
    "ecdf",
    "waterfall",
    "scatter",
    "ranges",
    "flow",
    "progress",
    "multiples",
    "shares",
    "strata",
    "control",
    "upset",
]

# How a cell of the table twin is written; the workbook keeps the typed value.
WRITE: Mapping[str, Callable[[Any], str]] = {
    "text": lambda v: "" if text.missing(v) else str(v),
    "number": text.whole,
    # A quantity that is never a count keeps its decimal: 12,0 beside 3,4.
    "decimal": lambda v: text.number(v, 1),
    "percent": lambda v: text.percent(v, 1),
    "day": text.day,
    "month": text.month,
}


@dataclass(frozen=True)
class Column:
    """One column of the table twin: a frame column, its heading, and how its cells are written."""

    name: str
    title: str
    kind: Literal["text", "number", "decimal", "percent", "day", "month"] = "text"


@dataclass(frozen=True)
class Context:
    """What every figure of a page shares: the filter sentence, source, data date and what is CONTOH ("" = nothing)."""

    sentence: str
    source: str
    as_of: date | None = None
    sample: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure: `kind` says which drawing, `encode` which columns of `frame` it reads.

    A `private` one shows people's cases one by one: it is read on screen by who handles them, and is no file. `cases`
    names the column with numbers of cases, so that a file taken away can be found again by the case.
    """

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
    private: bool = False
    cases: str = ""

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


def class_bounds() -> list[tuple[float, float]]:
    """The four classes of a percentage, the same on every map: round borders a person can say."""
    return [(0, 25), (25, 50), (50, 75), (75, 100)]


def class_of(value: float, bounds: list[tuple[float, float]]) -> int | None:
    """Index of the class a positive value falls in; None for missing and for zero (nihil has its own look)."""
    if not bounds or text.missing(value) or value <= 0:
        return None
    for index, (_low, high) in enumerate(bounds):
        if value <= high:
            return index
    return len(bounds) - 1


def class_title(bounds: tuple[float, float]) -> str:
    """`>25–50`: the lower border belongs to the class below."""
    low, high = bounds
    return f">{text.whole(low)}–{text.whole(high)}"
