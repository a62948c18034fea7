"""What one reader may ask of the store, and what every programme says of itself: its date, its number, what is wrong.

Screens and the meeting pack ask through this, so that both count the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from pantau import today
from pantau.catalogue import Programme
from pantau.contracts import contract
from pantau.figures import Context, records
from pantau.figures.perhatian import Hit, worst_first
from pantau.store import Store, read_query
from pantau.store.generations import scope_name


def _unheard(_name: str, _params: Mapping[str, object]) -> None:
    pass


def declares(name: str, parameter: str) -> bool:
    """Whether a query has a parameter of this name."""
    return any(each.name == parameter for each in read_query(name).params)


def clock(name: str) -> dict[str, object]:
    """Today for a query whose clock runs on; the others stand at their data's own last date."""
    return {"hari_ini": today()} if declares(name, "hari_ini") else {}


@dataclass(frozen=True)
class Answers:
    """The questions of one reader: `scope` is the store file, `kecamatan` the only one a camat asks about.

    `heard` is told every question with its parameters.
    """

    store: Store
    scope: str
    kecamatan: str | None = None
    heard: Callable[[str, Mapping[str, object]], None] = _unheard

    def within(self, kecamatan: str) -> "Answers":
        """The same reader, asking as the camat of one kecamatan does."""
        return replace(self, scope=scope_name(kecamatan), kecamatan=kecamatan)

    def query(self, name: str, **params: object) -> pd.DataFrame:
        """The answer of one query file.

        A camat's file knows the other kecamatan by name only, so where a query can be narrowed to one, it is.
        """
        given = self.narrowed(name, params)
        self.heard(name, given)
        return self.store.query(name, given, self.scope)

    def narrowed(self, name: str, params: Mapping[str, object]) -> dict[str, object]:
        """The parameters of a query as this reader may ask it."""
        if self.kecamatan and params.get("kecamatan") is None and declares(name, "kecamatan"):
            return {**params, "kecamatan": self.kecamatan}
        return dict(params)

    def row(self, name: str, **params: object) -> dict[str, Any]:
        """The only row of a query whose grain is one row, each value of its own type."""
        return records(self.query(name, **params))[0]

    def as_of(self, programme: str) -> date | None:
        """The last date in a programme's own data; None when nothing was loaded."""
        state = self.query("data/keadaan_program")
        mine = state.loc[state["program"] == programme, "data_sampai"]
        return None if mine.empty or pd.isna(mine.iloc[0]) else pd.Timestamp(mine.iloc[0]).date()

    def is_sample(self, programme: str) -> bool:
        """Whether what a programme shows is CONTOH."""
        state = self.query("data/keadaan_program")
        return bool(state.loc[state["program"] == programme, "contoh"].any())

    def context(self, programme: str, sentence: str, source: str, dataset: str = "") -> Context:
        """What figures share; `dataset` names one whose own rows are drawn, with its own date and mark."""
        if not dataset:
            sample = "register program" if self.is_sample(programme) else ""
            return Context(sentence, source, self.as_of(programme), sample)
        state = self.query("data/keadaan_dataset")
        mine = records(state[state["dataset"] == dataset])
        if not mine:
            return Context(sentence, source)
        last = None if pd.isna(mine[0]["data_sampai"]) else pd.Timestamp(mine[0]["data_sampai"]).date()
        return Context(sentence, source, last, contract(dataset).title.lower() if mine[0]["baris_contoh"] else "")

    def headline(self, programme: Programme) -> dict[str, Any]:
        """The one row a programme's headline query gives; clocks run to today."""
        return self.row(programme.headline, **clock(programme.headline))

    def series(self, programme: Programme) -> pd.DataFrame:
        """The last twelve months of a programme, oldest first; empty when it has no series."""
        return self.query(programme.series) if programme.series else pd.DataFrame({"bulan": [], "nilai": []})

    def hits(self, programme: Programme) -> list[Hit]:
        """The rules of a programme that found something, worst first."""
        state = self.query("data/keadaan_dataset")
        own = set(state.loc[state["baris_contoh"] > 0, "dataset"])
        whole = self.is_sample(programme.id)
        found = []
        for each in programme.rules:
            rows = self.query(each.query, ambang=float(each.threshold), **clock(each.query))
            apart = not whole and each.dataset in own
            hit = Hit(programme, each, rows, read_query(each.query).units["nilai"], whole or apart, apart)
            if hit.found:
                found.append(hit)
        return worst_first(found)

    def all_hits(self, programmes: Sequence[Programme]) -> dict[str, list[Hit]]:
        """For every programme the rules that found something."""
        return {each.id: self.hits(each) for each in programmes}
