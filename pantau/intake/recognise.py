"""Recognising: which dataset a file is, from its headings alone, or which ones a person should choose from.

Looks at the rows in which a heading may stand and at nothing below; says so when it is not sure.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pantau.contracts import PLACE_COLUMNS, SERVICE_COLUMNS, Contract, contracts, heading_key
from pantau.intake import gate, headings, mapping, read
from pantau.intake.gate import Refused

# A person is asked to choose among so many; more is a list nobody reads.
MOST_CANDIDATES = 3
# How much better than the next the best must fit to be taken without asking, and how well at all (1 is a perfect fit).
CLEAR_LEAD, CLEAR_FIT = 0.1, 0.3
# What an optional column that is absent counts, beside a required one: most files leave some out.
OPTIONAL = 0.3
# How many of its headings a foreign export must have to be taken for one that a mapping describes.
MAPPED_SHARE = 0.8


class Candidate(NamedTuple):
    """A dataset a file may be: how many of its columns were found, the titles of required ones that are missing.

    `fit` weighs both sides: headings the dataset knows, each the more the fewer datasets know it, against all headings
    of the file and all columns of the dataset.
    """

    dataset: str
    found: int
    missing: tuple[str, ...]
    fit: float

    @property
    def rank(self) -> float:
        """The fit, halved for what could not be loaded as it is."""
        return self.fit / 2 if self.missing else self.fit


@dataclass(frozen=True)
class Recognised:
    """The dataset when there is no doubt, else None and the best candidates; `mapping` when a mapping describes it."""

    dataset: str | None
    candidates: tuple[Candidate, ...]
    mapping: str | None = None


def recognise(path: Path) -> Recognised:
    """Which dataset a file is. Raises Refused for what the gate or the child refuses."""
    known = contracts()
    weights = _weights(known)
    sheets = _heads(path, set(weights))
    found = [candidate for each in known.values() if (candidate := _best(each, sheets, weights))]
    found.sort(key=lambda each: (-each.rank, each.dataset))
    described = _mapped(sheets)
    clear = _clear(found) and not described
    return Recognised(found[0].dataset if clear else None, tuple(found[:MOST_CANDIDATES]), described)


def _clear(ranked: Sequence[Candidate]) -> bool:
    """Whether the best is taken without asking: nothing required is missing, it fits, and no other one that is whole
    fits nearly as well.
    """
    if not ranked or ranked[0].missing or ranked[0].fit < CLEAR_FIT:
        return False
    return all(ranked[0].fit - other.fit >= CLEAR_LEAD for other in ranked[1:] if not other.missing)


def _weights(known: Mapping[str, Contract]) -> dict[str, float]:
    """What a heading proves: one that every dataset knows proves little."""
    counted = Counter(key for each in known.values() for key in each.by_heading())
    return {key: 1 / number for key, number in counted.items()}


def _heads(path: Path, known: set[str]) -> list[list[list[str]]]:
    """The first rows of each sheet."""
    sheets: defaultdict[str, list[list[str]]] = defaultdict(list)
    for block in read.blocks(path, sorted(known), gate.inspect(path), head=True):
        for line in map(json.loads, block.splitlines()):
            if "refused" in line:
                raise Refused(line["refused"])
            sheets[line["sheet"]].append(line["cells"])
    return list(sheets.values())


def _best(
    contract: Contract, sheets: Sequence[Sequence[Sequence[str]]], weights: Mapping[str, float]
) -> Candidate | None:
    """How a dataset fits the sheet it fits best; None when no sheet has any of its headings."""
    fits = [candidate for rows in sheets if (candidate := _fit(contract, rows, weights))]
    return max(fits, key=lambda each: each.rank, default=None)


def _fit(contract: Contract, rows: Sequence[Sequence[str]], weights: Mapping[str, float]) -> Candidate | None:
    by_heading = contract.by_heading()
    heading = headings.find(rows, by_heading.keys())
    if heading is None:
        return None
    service = {heading_key(name) for name in SERVICE_COLUMNS}
    keys = {heading_key(text) for text in heading.texts if text.strip()} - (service - by_heading.keys())
    columns: dict[str, float] = {}
    for key in keys & by_heading.keys():
        name = by_heading[key].name
        columns[name] = max(columns.get(name, 0.0), weights[key])
    village = PLACE_COLUMNS["desa"] in columns
    missing = tuple(
        column.title
        for column in contract.columns
        if column.required and column.name not in columns and not (column.type == "kecamatan" and village)
    )
    said = sum(columns.values())
    strange = sum(weights.get(key, 1.0) for key in keys if key not in by_heading)
    absent = sum(
        min(weights[key] for key in column.heading_keys) * (1 if column.required else OPTIONAL)
        for column in contract.columns
        if column.name not in columns
    )
    return Candidate(contract.id, len(columns), missing, round(2 * said / (2 * said + strange + absent), 4))


def _mapped(sheets: Sequence[Sequence[Sequence[str]]]) -> str | None:
    """The shipped mapping whose headings the file has."""
    for path in sorted(mapping.FOLDER.glob("*.toml")):
        chosen = mapping.read_mapping(path)
        wanted = {heading_key(text) for part in chosen.parts.values() for text in part.headings}
        wanted |= {heading_key(text) for text in chosen.kabupaten.values()}
        for rows in sheets:
            heading = headings.find(rows, wanted)
            if heading and heading.known >= MAPPED_SHARE * len(wanted):
                return chosen.name
    return None
