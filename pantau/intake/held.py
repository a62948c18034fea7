"""Rows held back: their raw lines in the loader's room, and the small file by which a person answers for them."""

import csv
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pantau.contracts import HELD_COLUMN, VERDICT_COLUMN, Contract
from pantau.intake import room
from pantau.intake.table import SECOND, TOLD, UNKNOWN


def number(line: Mapping[Any, Any]) -> str:
    """The number of a held row, by which an answer names it: `<run>/<lembar>/<baris>`."""
    return f"{line['run']}/{line['lembar']}/{line['baris']}"


def lines(own: Path, runs: Iterable[str], wanted: Collection[str]) -> list[dict[str, Any]]:
    """The raw lines of the held rows with these numbers, each with its run; `isi` is what the row said.

    A line that could not be cut into cells is among them too; its `isi` is text and no JSON.
    """
    found = ({"run": run} | line for run in dict.fromkeys(runs) for line in room.raw(own, run))
    return [line for line in found if number(line) in wanted]


def cells(line: Mapping[Any, Any]) -> dict[str, str] | None:
    """What a held row said, by column of the contract; None for a line that could not be cut into cells."""
    try:
        said = json.loads(line["isi"])
    except ValueError:
        return None
    return dict(said) if isinstance(said, dict) else None


def readable(
    contract: Contract, own: Path, runs: Iterable[str], wanted: Collection[str], everything: bool = False
) -> dict[str, dict[str, str]]:
    """What held rows said, by their number and column: without personal columns, and nothing of a dataset on people.

    `everything` is for who may read the loader's room.
    """
    if contract.guarded and not everything:
        return {}
    hidden = set() if everything else {column.name for column in contract.columns if column.personal}
    found = ((number(line), cells(line) or {}) for line in lines(own, runs, wanted))
    return {which: {name: text for name, text in said.items() if name not in hidden} for which, said in found}


def write_answers(folder: Path, contract: Contract, held: Sequence[Mapping[Any, Any]], verdict: str) -> Path:
    """Write held rows as a file of the same dataset that says which they are and what was decided of them."""
    told = [(number(line), cells(line) or {}) for line in held]
    labels = sorted({label for _, said in told for label in said if label[:1] not in (UNKNOWN, TOLD)})
    # A dataset keeps its headings even when no held row says anything under one of them.
    labels += [column.name for column in contract.columns if column.required and column.name not in labels]
    file = folder / f"isian_putusan_{contract.id}.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written)
        writer.writerow([HELD_COLUMN, VERDICT_COLUMN, *(label.partition(SECOND)[0] for label in labels)])
        for which, said in told:
            writer.writerow([which, verdict, *(said.get(label, "") for label in labels)])
    return file
