"""Answers of a query as JSON, CSV or a table in the terminal."""

import csv
import io
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from pantau.store import Query

# Spreadsheets run a cell that begins so; a leading apostrophe makes it text again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


DECIMALS = 6


# Above this a float no longer holds every whole number.
WHOLE = 2**53


def as_json(answer: "pd.DataFrame", query: "Query | None") -> str:
    names = [str(name) for name in answer.columns]
    return json.dumps([dict(zip(names, row, strict=True)) for row in plain_rows(answer)], ensure_ascii=False) + "\n"


def as_csv(answer: "pd.DataFrame", query: "Query") -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_harmless(value) for value in row] for row in plain_rows(answer))
    return written.getvalue()


def as_table(answer: "pd.DataFrame", query: "Query") -> str:
    """The sentence of the query, then columns in line; a missing value is a dash."""
    cells = [[str(name) for name in answer.columns]]
    cells += [["–" if value is None else str(value) for value in row] for row in plain_rows(answer)]
    widths = [max(len(row[position]) for row in cells) for position in range(len(answer.columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([query.sentence, *lines, f"({len(answer)} baris)"]) + "\n"


FORMATS = {"json": as_json, "csv": as_csv, "table": as_table}


def plain_rows(answer: "pd.DataFrame") -> list[tuple[Any, ...]]:
    """The rows as plain values: None when missing, dates ISO, floats with at most six decimals."""
    return list(zip(*(_plain(answer.iloc[:, position]) for position in range(answer.shape[1])), strict=True))


def _plain(values: "pd.Series[Any]") -> list[Any]:
    if values.dtype.kind == "M":
        known = values.dropna()
        days = bool((known == known.dt.normalize()).all())
        values = values.dt.strftime("%Y-%m-%d" if days else "%Y-%m-%dT%H:%M:%S")
    return [plain_value(each) for each in values.tolist()]


def plain_value(value: Any) -> Any:
    """One value as JSON writes it."""
    if isinstance(value, list):
        return [plain_value(part) for part in value]
    if value is None or type(value).__name__ == "NAType" or value != value:
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < WHOLE else round(value, DECIMALS)
    return value if isinstance(value, str | int) else str(value)


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would run, made text again; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else "" if value is None else value
