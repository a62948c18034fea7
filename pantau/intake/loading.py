"""Loading: the steps of intake in their order, for several files and one generation, under one lock."""

import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pantau import now, privacy
from pantau.contracts import REFERENCE, Contract, ContractError, contract, contracts
from pantau.intake import LoadResult, held, match, room, stops
from pantau.intake.check import Reference, check, read_reference
from pantau.intake.gate import Refused
from pantau.intake.publish import Building, Load, Outcome, building
from pantau.intake.table import read_table
from pantau.store import generations

if TYPE_CHECKING:
    from pantau.intake.mapping import Mapping as HeadingMapping

ALIASES = "alias_desa"
Progress = Callable[[str], None]


class Loader:
    """One loader at work: the store is locked, a generation is in the making, spellings settled so far are known."""

    def __init__(self, build: Building, own: Path, key: privacy.Key) -> None:
        self.build, self.own, self.key = build, own, key
        self._reference = read_reference(REFERENCE, build.contracts.values())
        self._decided = build.aliases()
        # Run -> rows held back; not the loads, whose frames may be half a gigabyte.
        self._held: dict[str, pd.DataFrame] = {}

    @property
    def places(self) -> match.Places:
        """The villages, with every spelling settled so far."""
        return self._reference.places.with_aliases(self._decided)

    def prepare(self, file: Path, dataset: str, mapping: "HeadingMapping | None" = None, by: str = "") -> Load:
        """Read and check one file; nothing of the store is touched yet. Raises Refused or ContractError."""
        wanted = contract(dataset)
        table = read_table(file, wanted, mapping)
        return Load(
            run=f"{now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}",
            contract=wanted,
            file=privacy.without_joined_nik(file.name),
            sha256=generations.sha256(file),
            read=table.read,
            notes=table.notes,
            rows=table.rows,
            checked=check(table, wanted, Reference(self.places, self._reference.codes), self.key),
            by=by,
            mapping=room.digest(mapping.text) if mapping else "",
        )

    def take(self, load: Load) -> Outcome:
        """Put a file's rows into the generation in the making."""
        outcome = self.build.take(load)
        self._held[load.run] = outcome.held
        if load.contract.id == ALIASES:
            self._decided = self.build.aliases()
        return outcome

    def answer(self, dataset: Contract, lines: Sequence[Mapping[Any, Any]], verdict: str, by: str) -> Outcome | None:
        """Load rows held back once more, with what a person decided of them ("" when nothing but a spelling was)."""
        if not lines:
            return None
        with tempfile.TemporaryDirectory(prefix="pantau-") as folder:
            file = held.write_answers(Path(folder), dataset, lines, verdict)
            load = self.prepare(file, dataset.id, by=by)
            room.archive(self.own, file, load.sha256)
            return self.take(load)

    def publish(self, progress: Progress) -> None:
        """Serve the generation when any file brought something, and keep the raw lines of what was held back."""
        if not self.build.runs:
            return
        self.build.publish(progress)
        for run, rows in self._held.items():
            room.keep_raw(self.own, run, rows.to_json(orient="records", lines=True, force_ascii=False))


@contextmanager
def loader() -> Iterator[Loader]:
    """A loader with the store to itself; what it has not published is gone afterwards. Raises StoreError."""
    folder, own = generations.store_folder(), generations.loader_room()
    with generations.locked(folder):
        generations.sweep(folder)
        key = privacy.read_key(own, generations.key_version(folder))
        with building(folder, contracts(), key) as build:
            yield Loader(build, own, key)


def load_files(
    files: Iterable[tuple[Path, str]],
    dry_run: bool,
    progress: Progress,
    mapping: "HeadingMapping | None" = None,
    by: str = "",
    stop: bool = False,
    part: bool = False,
) -> list[LoadResult]:
    """Load files into at most one new generation; see `pantau.intake.load_many`."""
    own = generations.loader_room()
    results: list[LoadResult] = []
    with loader() as work:
        for file, dataset in files:
            progress(f"Membaca {file.name}")
            try:
                load = work.prepare(file, dataset, mapping, by)
            except (Refused, ContractError) as refusal:
                results.append(LoadResult(file.name, dataset, refused=str(refusal)))
                continue
            before = [] if part else work.build.runs_of(dataset)
            outcome = work.take(load)
            warnings = stops.found(load, outcome, before)
            results.append(result(load, outcome, warnings))
            if not dry_run:
                room.archive(own, file, load.sha256)
                if mapping:
                    room.archive_text(own, mapping.text)
            # What was staged is in the database: a million rows of text are not kept while a generation is made.
            del load, outcome
        if stop and any(each.warnings for each in results):
            results = [replace(each, refused=stops.sentence(each.file, each.warnings)) for each in results]
        elif not dry_run:
            work.publish(progress)
    served = generations.current(generations.store_folder())
    for each in results:
        room.log(own, each.as_json() | {"berkas": each.file, "dataset": each.dataset, "uji": dry_run})
    return [each.served_by(served) for each in results]


def result(load: Load, outcome: Outcome, warnings: Sequence[str] = ()) -> LoadResult:
    """What became of a file, for the person."""
    return LoadResult(
        file=load.file,
        dataset=load.contract.id,
        read=load.read,
        loaded=outcome.loaded,
        quarantined=outcome.quarantined,
        duplicate=outcome.duplicate,
        run=load.run,
        reasons=outcome.reasons,
        notes=tuple(load.notes),
        warnings=tuple(warnings),
    )
