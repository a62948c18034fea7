"""Loading: the steps of intake in their order, for several files and one generation, under one lock."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from pantau import now, privacy
from pantau.contracts import REFERENCE, Contract, ContractError, contract, contracts
from pantau.intake import LoadResult, room
from pantau.intake.check import Reference, check, read_reference
from pantau.intake.gate import Refused
from pantau.intake.publish import Building, Load, Outcome, building
from pantau.intake.table import read_table
from pantau.store import generations


def load_files(files: Iterable[tuple[Path, str]], dry_run: bool, progress: Callable[[str], None]) -> list[LoadResult]:
    """Load files into at most one new generation; see `pantau.intake.load_many`."""
    folder, own = generations.store_folder(), generations.loader_room()
    results: list[LoadResult] = []
    with generations.locked(folder), ExitStack() as after:
        generations.sweep(folder)
        key = privacy.read_key(own, generations.key_version(folder))
        reference = read_reference(REFERENCE, contracts().values())
        build: Building | None = None
        taken: list[tuple[Load, Outcome]] = []
        for file, dataset in files:
            progress(f"Membaca {file.name}")
            try:
                load = _prepare(file, contract(dataset), reference, key)
            except (Refused, ContractError) as refusal:
                results.append(LoadResult(file.name, dataset, refused=str(refusal)))
                continue
            room.archive(own, file, load.sha256)
            build = build or after.enter_context(building(folder, contracts(), key))
            outcome = build.take(load)
            taken.append((load, outcome))
            results.append(_result(load, outcome))
        if build and build.runs and not dry_run:
            build.publish(progress)
            for load, outcome in taken:
                room.keep_raw(own, load.run, outcome.held.to_json(orient="records", lines=True, force_ascii=False))
    served = generations.current(folder)
    for result in results:
        room.log(own, result.as_json() | {"berkas": result.file, "dataset": result.dataset, "uji": dry_run})
    return [result.served_by(served) for result in results]


def _prepare(file: Path, contract: Contract, reference: Reference, key: privacy.Key) -> Load:
    """Read and check one file; nothing of the store is touched yet. Raises Refused."""
    table = read_table(file, contract)
    return Load(
        run=f"{now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}",
        contract=contract,
        file=privacy.without_joined_nik(file.name),
        sha256=generations.sha256(file),
        read=table.read,
        notes=table.notes,
        rows=table.rows,
        checked=check(table, contract, reference, key),
    )


def _result(load: Load, outcome: Outcome) -> LoadResult:
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
    )
