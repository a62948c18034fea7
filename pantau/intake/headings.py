"""Headings: how they are compared, where they stand in a sheet, and which rows below them are not data.

Runs inside the reading child: standard library only; it is told the headings of the dataset, not the dataset.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pantau.contracts import heading_key

# A letter-head, a title, a period and a note fit in twenty rows; below them no reader looks for a heading.
SEARCHED_ROWS = 20
_SUM = re.compile(r"(grand |sub ?)?(jumlah|total)( (total|besar|keseluruhan|seluruhnya|semua|kabupaten|kecamatan).*)?")


class Heading(NamedTuple):
    """Where a heading row stands (among the rows searched) and how many known headings it holds."""

    row: int
    known: int


def find(rows: Sequence[Sequence[str]], known: Collection[str]) -> Heading | None:
    """The row holding most of the known headings (as `heading_key` writes them); None when no row holds any.

    The first of equals; without known headings the first row that is not blank.
    """
    best: Heading | None = None
    for index, cells in enumerate(rows[:SEARCHED_ROWS]):
        if blank(cells):
            continue
        if not known:
            return Heading(index, 0)
        score = len({heading_key(cell) for cell in cells} & set(known))
        if score > (best.known if best else 0):
            best = Heading(index, score)
    return best


def blank(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing but white space."""
    return not any(cells) or not any(cell.strip() for cell in cells)


def is_sum(cells: Sequence[str]) -> bool:
    """Whether a row is a sum below a table: its first filled cell says JUMLAH or TOTAL and nothing of its own."""
    for cell in cells:
        if text := cell.strip():
            # Nearly every row is settled by its first letter, which keeps a million of them cheap.
            return text[0] in "JjTtSsGg" and _SUM.fullmatch(heading_key(text).rstrip(" :")) is not None
    return False
