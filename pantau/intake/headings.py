"""Headings: how they are compared, where they stand in a sheet, and which rows below them are not data.

Runs inside the reading child: standard library only; it is told the headings of the dataset, not the dataset.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pantau.contracts import heading_key

# A letter-head, a title, a period and a note fit in twenty rows; below them no reader looks for a heading.
SEARCHED_ROWS = 20
# Plain numbers in every column may be data; in this many columns, counted from one, they are the numbers of columns.
FEWEST_NUMBERED = 4
# Sheets of our own forms, and of forms made like them: lists, help and filled-in examples are never data.
FORM_SHEETS = ("contoh", "petunjuk", "pilihan")
_COLUMN_NUMBER = re.compile(r"(\()?(\d{1,3})(?(1)\)|\.?)")
_TAG = re.compile(r"#[a-z][a-z0-9_]*( ?\+[a-z0-9_]+)*", re.IGNORECASE)
# How the first word of a sum row may begin.
SUM_STARTS = frozenset("JjTtSsGg")
_SUM = re.compile(r"(grand |sub ?)?(jumlah|total)( (total|besar|keseluruhan|seluruhnya|semua|kabupaten|kecamatan).*)?")


class Heading(NamedTuple):
    """A heading among the rows searched: its last row, how many known headings it holds, and its text by column.

    `top` is its first row, `below` the first row that may be data; `left` says what stands between: numbers of columns,
    HXL tags.
    """

    row: int
    known: int
    texts: tuple[str, ...]
    top: int
    below: int
    left: tuple[str, ...] = ()


def find(rows: Sequence[Sequence[str]], known: Collection[str]) -> Heading | None:
    """The heading holding most of the known headings (as `heading_key` writes them); None when no row holds any.

    The first of equals; without known headings the first row that is not blank. Two rows are one heading ("Korban" over
    "Meninggal | Luka") when together they say more than either.
    """
    wanted = set(known)
    best: tuple[tuple[int, int], int, int, list[str]] | None = None
    for index, cells in enumerate(rows[:SEARCHED_ROWS]):
        if blank(cells):
            continue
        if not known:
            best = ((0, 0), index, index, list(cells))
            break
        for top in (index, index - 1)[: 2 if index else 1]:
            texts = list(cells) if top == index else _joined(rows[top], cells, wanted)
            said = [key for text in texts if (key := heading_key(text)) in wanted]
            # Of two readings that know as much the one that says nothing twice.
            score = (len(set(said)), len(set(said)) - len(said))
            if score > (best[0] if best else (0, 0)):
                best = (score, index, top, texts)
    if best is None:
        return None
    score, row, top, texts = best
    below, left = row + 1, []
    while below < len(rows) and (kind := _aside(rows[below], texts)):
        left.append(kind)
        below += 1
    return Heading(row, score[0], tuple(texts), top, below, tuple(left))


def _joined(above: Sequence[str], cells: Sequence[str], known: Collection[str]) -> list[str]:
    """The texts of two heading rows: with its group where that is known, its own, or what a cell merged downwards says.

    A group stands in the first of its columns; the cells to its right, merged with it, are blank. What stands under two
    groups means nothing without them: "Rusak berat" of houses is not that of schools.
    """
    texts: list[str] = []
    often = Counter(heading_key(own) for own in cells)
    group = ""
    for position, own in enumerate(cells):
        over = above[position].strip() if position < len(above) else ""
        group = over or (group if own.strip() else "")
        full = f"{group} {own.strip()}" if group else own
        alone = heading_key(full) not in known and often[heading_key(own)] == 1
        texts.append((own if alone else full) if own.strip() else over)
    return texts


def _aside(cells: Sequence[str], texts: Sequence[str]) -> str:
    """What a row right below a heading is when it is no data: `nomor` of columns, HXL `tanda`; "" for anything else."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) > 1 and all(_TAG.fullmatch(cell) for cell in filled):
        return "tanda"
    numbers = [_COLUMN_NUMBER.fullmatch(cell) for cell in filled]
    if len(filled) < 2 or [int(number[2]) for number in numbers if number] != list(range(1, len(filled) + 1)):
        return ""
    headed = sum(bool(text.strip()) for text in texts)
    dressed = all(number and number[1] for number in numbers)
    return "nomor" if dressed or len(filled) >= max(FEWEST_NUMBERED, headed) else ""


def of_form(sheet: str) -> bool:
    """Whether a sheet is a form's help, lists or example by its name."""
    return heading_key(sheet).startswith(FORM_SHEETS)


def blank(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing but white space."""
    return not any(cells) or not any(cell.strip() for cell in cells)


def is_sum(cells: Sequence[str]) -> bool:
    """Whether a row is a sum below a table: its first filled cell says JUMLAH or TOTAL and nothing of its own."""
    for cell in cells:
        if text := cell.strip():
            # Nearly every row is settled by its first letter, which keeps a million of them cheap.
            return text[0] in SUM_STARTS and _SUM.fullmatch(heading_key(text).rstrip(" :")) is not None
    return False
