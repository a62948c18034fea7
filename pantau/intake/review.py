"""Review: a file looked at before anything is published, and taken in with what a person decided of it.

Both go the whole way of a load; a review throws its draft away.
"""

import csv
import tempfile
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pantau import now
from pantau.contracts import Contract, contract
from pantau.intake import LoadResult, held, match, room, stops
from pantau.intake.check import KEEP, REPLACE
from pantau.intake.loading import ALIASES, Loader, Progress, loader, result
from pantau.intake.publish import Load, Outcome
from pantau.intake.table import ROW, SHEET
from pantau.store import Store, generations

if TYPE_CHECKING:
    from pantau.intake.mapping import Mapping as HeadingMapping

# Rows of a file that a person reads through before accepting it.
FIRST_ROWS = 10

Place = tuple[str, int]
Spelling = tuple[str, str]


@dataclass(frozen=True)
class Conflict:
    """A row that says something else of a thing known: where it stands and, per differing column, what is and would be.

    `differences` are (title, stored, sent) as text; without the texts where the dataset tells of people. `known` is
    False when the row contradicts an earlier one of the same file.
    """

    place: Place
    key: str
    differences: tuple[tuple[str, str, str], ...]
    known: bool = True


@dataclass(frozen=True)
class Question:
    """A village name nobody knows: how many rows say it, in which kecamatan (code or ""), and the best candidates."""

    spelling: str
    kecamatan: str
    rows: int
    candidates: tuple[match.Candidate, ...]
    likely: str


@dataclass(frozen=True)
class Review:
    """What accepting a file would do.

    result: the counts; missing: rows of the last load of this file that it no longer has (they stay); first: its first
    rows as they would be stored (None where the dataset tells of people); problems: lembar, baris, alasan, kalimat.
    """

    result: LoadResult
    missing: int
    first: pd.DataFrame | None = field(repr=False)
    problems: pd.DataFrame = field(repr=False)
    conflicts: tuple[Conflict, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Rows that are new, changed, known already and refused; together all that were read."""
        changed = len(self.conflicts)
        refused = len(self.problems) - changed
        new = self.result.loaded
        return {"baru": new, "berubah": changed, "sama": self.result.read - new - changed - refused, "ditolak": refused}


def review(file: Path, dataset: str, mapping: "HeadingMapping | None" = None) -> Review:
    """Look at a file; nothing is published and nothing kept. Raises Refused, ContractError or StoreError."""
    with loader() as work:
        load = work.prepare(file, dataset, mapping)
        before = work.build.runs_of(dataset)
        same_file = next((run for run in before if run["berkas"] == load.file), None)
        outcome = work.take(load)
        changed = _conflicts(work, load, outcome)
        return Review(
            result=result(load, outcome, stops.found(load, outcome, before)),
            missing=work.build.missing_since(load.contract, same_file["run"]) if same_file else 0,
            first=None if load.contract.guarded else _first(load),
            problems=outcome.rejects[[SHEET, ROW, "alasan", "kalimat"]],
            conflicts=changed,
            questions=_questions(outcome.rejects, work.places),
        )


def accept(
    file: Path,
    dataset: str,
    replaced: Collection[Place] = (),
    kept: Collection[Place] = (),
    spellings: Mapping[Spelling, str] | None = None,
    by: str = "",
    mapping: "HeadingMapping | None" = None,
    progress: Progress = lambda _: None,
) -> LoadResult:
    """Take a reviewed file in, as one generation with everything a person decided of it.

    `replaced` and `kept` are the places of conflicting rows that win or give way (others wait in quarantine);
    `spellings` the villages meant by names, as (name, kecamatan code) -> village code. Raises Refused or StoreError.
    """
    own = generations.loader_room()
    with loader() as work:
        _settle_spellings(work, spellings or {}, by)
        progress(f"Membaca {file.name}")
        load = work.prepare(file, dataset, mapping, by)
        outcome = work.take(load)
        room.archive(own, file, load.sha256)
        if mapping:
            room.archive_text(own, mapping.text)
        for places, verdict in ((replaced, REPLACE), (kept, KEEP)):
            work.answer(load.contract, _held_at(outcome, places), verdict, by)
        work.publish(progress)
    told = result(load, outcome).served_by(generations.current(generations.store_folder()))
    room.log(own, told.as_json() | {"berkas": told.file, "dataset": told.dataset, "uji": False})
    return told


def settle(numbers: Sequence[str], verdict: str, by: str, progress: Progress = lambda _: None) -> dict[str, int]:
    """Answer for rows held back earlier ("ganti" or "pertahankan"); returns how many of each dataset were answered.

    Lines that could not be cut into cells can be left, not taken. Raises StoreError.
    """
    return _send_again(numbers, verdict, {}, by, progress)


def name_villages(spellings: Mapping[Spelling, str], by: str, progress: Progress = lambda _: None) -> dict[str, int]:
    """Settle village names and send the rows that waited for them again; rows sent by dataset. Raises StoreError."""
    store = Store()
    try:
        waiting = store.query("data/karantina", {"terbuka": True})
    finally:
        store.close()
    named = waiting[waiting["desa_disebut"].notna()].fillna({"kode_kecamatan": ""})
    wanted = [
        held.number(line)
        for line in named.to_dict("records")
        if (line["desa_disebut"], line["kode_kecamatan"]) in spellings
    ]
    return _send_again(wanted, "", spellings, by, progress)


def _send_again(
    numbers: Sequence[str], verdict: str, spellings: Mapping[Spelling, str], by: str, progress: Progress
) -> dict[str, int]:
    """Rows held back, once more through the intake with what was decided since; one generation for all."""
    store = Store()
    try:
        runs = store.query("data/muatan")
    finally:
        store.close()
    datasets: dict[str, str] = dict(zip(runs["run"], runs["dataset"], strict=True))
    found = held.lines(generations.loader_room(), [each.split("/")[0] for each in numbers], set(numbers))
    answered: Counter[str] = Counter()
    with loader() as work:
        _settle_spellings(work, spellings, by)
        for dataset in sorted({datasets[line["run"]] for line in found}):
            progress(f"Memuat ulang baris {contract(dataset).title.lower()}")
            mine = [line for line in found if datasets[line["run"]] == dataset]
            work.answer(contract(dataset), mine, verdict, by)
            answered[dataset] = len(mine)
        work.publish(progress)
    return dict(answered)


def _settle_spellings(work: Loader, spellings: Mapping[Spelling, str], by: str) -> None:
    """The spellings a person settled, as rows of their own dataset: with who and when."""
    if not spellings:
        return
    rows = [
        {
            "ejaan": spelling,
            "kode_kecamatan": village.rpartition(".")[0],
            "kode_desa": village,
            "diputuskan_pada": f"{now():%Y-%m-%d %H:%M:%S}",
            "oleh_peran": by or "tidak disebut",
        }
        for (spelling, _), village in spellings.items()
    ]
    with tempfile.TemporaryDirectory(prefix="pantau-") as folder:
        file = Path(folder) / f"isian_{ALIASES}.csv"
        with file.open("w", encoding="utf-8", newline="") as written:
            csv.writer(written).writerows([rows[0].keys(), *(row.values() for row in rows)])
        load = work.prepare(file, ALIASES, by=by)
        room.archive(work.own, file, load.sha256)
        work.take(load)


def _held_at(outcome: Outcome, places: Collection[Place]) -> list[dict[Any, Any]]:
    """The quarantine entries of the conflicting rows at these places of the file, also those held back before."""
    wanted = set(places)
    found = outcome.rejects[outcome.rejects["alasan"] == "konflik"].to_dict("records")
    return [
        {**dict(zip(("run", SHEET, ROW), line["asal"], strict=True)), "isi": line["isi"]}
        for line in found
        if (line[SHEET], line[ROW]) in wanted
    ]


def _first(load: Load) -> pd.DataFrame:
    """The first rows as they would be stored, under the titles of the contract; columns that say nothing left out."""
    titles = {column.name: column.title for column in load.contract.stored}
    rows = load.checked.facts.head(FIRST_ROWS)[[*titles]].dropna(axis="columns", how="all")
    return rows.rename(columns=titles)


def _conflicts(work: Loader, load: Load, outcome: Outcome) -> tuple[Conflict, ...]:
    """Every conflicting row of the file staged last that nobody has settled, with what is stored and what was sent."""
    found = work.build.conflicts(load)
    unsettled = set(zip(outcome.rejects[SHEET], outcome.rejects[ROW], strict=True))
    places = load.rows.loc[found["urut"], [SHEET, ROW]].itertuples(index=False, name=None)
    found = found[[place in unsettled for place in places]]
    if found.empty:
        return ()
    titles = {column.name: column.title for column in load.contract.stored}
    told = []
    for line in found.to_dict("records"):
        cells = load.rows.loc[line["urut"]]
        differing = [name for name, title in titles.items() if title in str(line["beda"]).split(", ")]
        told.append(
            Conflict(
                place=(str(cells[SHEET]), int(cells[ROW])),
                key="" if load.contract.guarded else _key(line, load.contract),
                differences=tuple(
                    (titles[name], "", "")
                    if load.contract.guarded
                    else (titles[name], _said(line[f"lama_{name}"]), _said(line[f"baru_{name}"]))
                    for name in differing
                ),
                known=bool(line["dimuat_lain"]),
            )
        )
    return tuple(told)


def _key(line: Mapping[Any, Any], contract: Contract) -> str:
    return " · ".join(said for name in contract.key if (said := _said(line[f"baru_{name}"])))


def _said(value: Any) -> str:
    """A stored value as a person compares it."""
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _questions(rejects: pd.DataFrame, places: match.Places) -> tuple[Question, ...]:
    """The village names nobody knows, most frequent first, each with its best candidates."""
    named = rejects[rejects["desa_disebut"].notna()].fillna({"kode_kecamatan": ""})
    counted = Counter(zip(named["desa_disebut"], named["kode_kecamatan"], strict=True))
    return tuple(question(places, *spelling, rows) for spelling, rows in counted.most_common())


def question(places: match.Places, spelling: str, kecamatan: str, rows: int) -> Question:
    """What a person is asked about one village name."""
    found = tuple(places.candidates(spelling, kecamatan))
    return Question(spelling, kecamatan, rows, found, places.likely(spelling, kecamatan))
