"""Answers as cells of a file: missing stays blank, codes stay text, and no cell runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd

# Spreadsheets run a cell that begins so; a leading apostrophe makes it text again.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# Above this a float no longer holds every whole number.
_WHOLE: Final = 2**53

Cell = str | int | float | bool | None


def rows(answer: pd.DataFrame) -> list[list[Cell]]:
    """The answer row by row as plain values: dates ISO, whole numbers whole, missing None."""
    columns = [_column(answer.iloc[:, at]) for at in range(answer.shape[1])]
    return [list(row) for row in zip(*columns, strict=True)]


def as_csv(heads: Sequence[str], listed: Iterable[Sequence[Cell]]) -> str:
    """A CSV file; truth is ya or tidak, text that a spreadsheet would run is made text again."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in listed)
    return written.getvalue()


def harmless(cell: Cell) -> Cell:
    """A cell as it may stand in a CSV file."""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else "" if cell is None else cell


def _column(values: "pd.Series[Any]") -> list[Cell]:
    if values.dtype.kind == "M":
        known = values.dropna()
        days = bool((known == known.dt.normalize()).all())
        values = values.dt.strftime("%Y-%m-%d" if days else "%Y-%m-%dT%H:%M:%S")
    return [_cell(value) for value in values.tolist()]


def _cell(value: Any) -> Cell:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _WHOLE else value
    return value if isinstance(value, str | int | bool) else str(value)
