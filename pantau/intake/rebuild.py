"""Building the store again from the archived sources: the same runs, in their order, with this or another key.

Rotating the key and erasing a person are both a rebuild: nothing of a generation is ever edited. Afterwards the older
generations are removed, for they hold what must no longer be there.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pantau import now, privacy
from pantau.contracts import REFERENCE, Contract, contracts
from pantau.intake import room
from pantau.intake.check import Checked, Reference, check, read_reference
from pantau.intake.gate import Refused
from pantau.intake.mapping import Mapping as HeadingMapping
from pantau.intake.mapping import parse
from pantau.intake.match import CERTAIN, Alias
from pantau.intake.publish import Load, building
from pantau.intake.table import ROW, SHEET, Table, read_table
from pantau.store import Store, generations
from pantau.store.generations import StoreError

Progress = Callable[[str], None]
Place = tuple[str, int]


@dataclass(frozen=True)
class Source:
    """One archived file and the run that took it in."""

    run: str
    contract: Contract
    file: str
    sha256: str
    loaded_at: datetime
    by: str = ""
    mapping: str = ""


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild made: the generation served, how many runs it took in again, and rows erased by run."""

    generation: str
    runs: int
    erased: Mapping[str, int] = field(default_factory=dict)


def rebuild(progress: Progress = lambda _: None) -> Rebuilt:
    """Build the generation served again from its sources; the older ones stay. Raises StoreError, changing nothing."""
    folder, own = generations.store_folder(), generations.loader_room()
    with generations.locked(folder):
        return _build(folder, own, privacy.read_key(own, generations.key_version(folder)), {}, progress)


def rotate_key(progress: Progress = lambda _: None) -> Rebuilt:
    """Give everybody a new pseudonym: a new key, a rebuild with it, then the old generations and key are removed."""
    folder, own = generations.store_folder(), generations.loader_room()
    with generations.locked(folder):
        old = privacy.read_key(own, generations.key_version(folder))
        new = privacy.next_key(own, old)
        try:
            made = _build(folder, own, new, {}, progress)
        except (StoreError, Refused):
            privacy.forget_key(own, new)
            raise
        _keep_only(folder, made.generation)
        privacy.forget_key(own, old)
        room.log(own, {"kunci": new.name, "muatan": made.runs})
        return made


def erase(pid: str, reason: str, progress: Progress = lambda _: None) -> Rebuilt:
    """Take every row of one person out of sources, quarantine and all generations; what is left says only that it was.

    With a person's case go its history and referrals. Raises StoreError when nobody of that pseudonym is known.
    """
    folder, own = generations.store_folder(), generations.loader_room()
    with generations.locked(folder):
        key = privacy.read_key(own, generations.key_version(folder))
        progress("Mencari baris orang ini di semua sumber")
        found, cases = _rows_of(pid, key, own)
        if not found:
            raise StoreError("Tidak ada baris dengan nomor samaran ini di sumber mana pun; tidak ada yang diubah.")
        made = _build(folder, own, key, found, progress)
        _keep_only(folder, made.generation)
        room.blot(own, cases)
        room.log(own, {"dihapus": sum(made.erased.values()), "muatan": sorted(made.erased), "alasan": reason})
        return made


def sources(folder: Path) -> list[Source]:
    """The runs of the generation served, in their order. Raises StoreError when a source is missing."""
    store, known, own = Store(folder), contracts(), generations.loader_room()
    try:
        runs = store.query("data/sumber_muatan").to_dict("records")
    finally:
        store.close()
    found = [
        Source(
            r["run"], known[r["dataset"]], r["berkas"], r["sha256"], r["dimuat_pada"].to_pydatetime(),
            *("" if pd.isna(r[name]) else str(r[name]) for name in ("oleh", "pemetaan")),
        )
        for r in runs
    ]  # fmt: skip
    for source in found:
        if not room.source(own, source.sha256).is_file():
            raise StoreError(
                f"Sumber muatan {source.run} ({source.file}) tidak ada di ruang muat; pulihkan dari cadangan dahulu. "
                "Tidak ada yang diubah."
            )
    return found


def _reference_of(folder: Path) -> Reference:
    """What values are held against, with every spelling settled so far: a name may be found only by one."""
    store = Store(folder)
    try:
        told = store.query("data/ejaan_desa").to_dict("records")
    finally:
        store.close()
    aliases = [Alias(row["ejaan"], row["kode_kecamatan"], row["kode_desa"], CERTAIN, "") for row in told]
    reference = read_reference(REFERENCE, contracts().values())
    return replace(reference, places=reference.places.with_aliases(aliases))


def _build(folder: Path, own: Path, key: privacy.Key, erased: Mapping[str, set[Place]], progress: Progress) -> Rebuilt:
    """A new generation from all sources, without the rows to erase."""
    runs, reference = sources(folder), read_reference(REFERENCE, contracts().values())
    raw: dict[str, str] = {}
    counts: dict[str, int] = {}
    old: set[str] = set()
    with building(folder, contracts(), key, fresh=True) as build:
        for source in runs:
            progress(f"Memuat ulang {source.file}")
            table, gone = _read(own, source)
            if places := erased.get(source.run):
                table = without(table, places)
                gone = [*gone, *({SHEET: s, ROW: n, "pada": now().isoformat()} for s, n in sorted(places))]
                counts[source.run] = len(places)
                old.add(source.sha256)
                source = replace(source, sha256=room.keep_table(own, _written(table, gone)))
            known = replace(reference, places=reference.places.with_aliases(build.aliases()))
            load = _load(source, table, known, key, gone)
            raw[source.run] = build.take(load).held.to_json(orient="records", lines=True, force_ascii=False)
        generation = build.publish(progress)
    for run, lines in raw.items():
        room.replace_raw(own, run, lines)
    for sha256 in old:
        room.source(own, sha256).unlink(missing_ok=True)
    return Rebuilt(generation, len(runs), counts)


def _load(
    source: Source, table: Table, reference: Reference, key: privacy.Key, gone: Sequence[Mapping[str, Any]]
) -> Load:
    return Load(
        run=source.run,
        contract=source.contract,
        file=source.file,
        sha256=source.sha256,
        read=table.read + len(gone),
        notes=table.notes,
        rows=table.rows,
        checked=check(table, source.contract, reference, key),
        by=source.by,
        mapping=source.mapping,
        loaded_at=source.loaded_at,
        erased=tuple((str(each[SHEET]), int(each[ROW]), datetime.fromisoformat(each["pada"])) for each in gone),
    )


def _read(own: Path, source: Source) -> tuple[Table, list[dict[str, Any]]]:
    """The rows of an archived source and the places of rows erased from it earlier. Raises StoreError."""
    kept = room.source(own, source.sha256)
    if (told := room.read_kept_table(kept)) is not None:
        names = [SHEET, ROW] if not told["rows"] else list(told["rows"][0])
        rows = pd.DataFrame(told["rows"], columns=names).astype({name: "str" for name in names if name != ROW})
        problems = [(str(s), int(n), str(code), str(raw)) for s, n, code, raw in told["problems"]]
        return Table(rows, problems, list(told["notes"])), list(told["erased"])
    # The reader goes by the ending of a name, which the archive does not keep.
    with tempfile.TemporaryDirectory(prefix="pantau-") as folder:
        file = Path(folder) / f"sumber{Path(source.file).suffix}"
        shutil.copyfile(kept, file)
        try:
            return read_table(file, source.contract, _mapping(own, source)), []
        except Refused as refusal:
            raise StoreError(
                f"Sumber muatan {source.run} ({source.file}) tidak lagi diterima: {refusal} Tidak ada yang diubah."
            ) from refusal


def _mapping(own: Path, source: Source) -> HeadingMapping | None:
    """The mapping of headings by which a source was read. Raises Refused."""
    return parse(room.source(own, source.mapping).read_text("utf-8"), source.file) if source.mapping else None


def _written(table: Table, gone: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "rows": table.rows.to_dict("records"),
        "problems": [list(problem) for problem in table.problems],
        "notes": table.notes,
        "erased": list(gone),
    }


def without(table: Table, places: set[Place]) -> Table:
    """A table without the rows and the unreadable lines at these places (sheet, row)."""
    kept = [place not in places for place in zip(table.rows[SHEET], table.rows[ROW], strict=True)]
    problems = [problem for problem in table.problems if problem[:2] not in places]
    return Table(table.rows[kept].reset_index(drop=True), problems, table.notes)


def _rows_of(pid: str, key: privacy.Key, own: Path) -> tuple[dict[str, set[Place]], set[str]]:
    """Run -> places of every row of a person, and the numbers of cases that go with the person."""
    folder = generations.store_folder()
    runs, reference = sources(folder), _reference_of(folder)
    found: dict[str, set[Place]] = {}
    mine: dict[str, set[str]] = {}
    for source in runs:
        if any(column.personal == "nik" for column in source.contract.columns):
            table, checked = _checked(own, source, reference, key)
            facts = checked.facts[checked.facts["pid"] == pid]
            places = {*_places(facts), *_held_places(table, source.contract, pid, key)}
            if places:
                found[source.run] = places
            for child in _children(source.contract):
                mine.setdefault(child.id, set()).update(facts[child.join].dropna())
    cases = {number for numbers in mine.values() for number in numbers}
    for source in runs:
        if mine.get(source.contract.id):
            _, checked = _checked(own, source, reference, key)
            facts = checked.facts[checked.facts[source.contract.join].isin(mine[source.contract.id])]
            if len(facts):
                found[source.run] = found.get(source.run, set()) | set(_places(facts))
    return found, cases


def _checked(own: Path, source: Source, reference: Reference, key: privacy.Key) -> tuple[Table, Checked]:
    table, _ = _read(own, source)
    return table, check(table, source.contract, reference, key)


def _children(parent: Contract) -> list[Contract]:
    """The datasets whose rows follow a row of this one."""
    return [each for each in contracts().values() if each.scope == parent.id]


def _places(facts: pd.DataFrame) -> Iterator[Place]:
    return ((str(sheet), int(row)) for sheet, row in zip(facts[SHEET], facts[ROW], strict=True))


def _held_places(table: Table, contract: Contract, pid: str, key: privacy.Key) -> Iterator[Place]:
    """Rows held back and lines that could not be read, as far as they carry the person's NIK."""
    column = next(each.name for each in contract.columns if each.personal == "nik")
    if column in table.rows:
        digests = {
            text: privacy.pid_from_nik(key, privacy.normal_nik(text)) for text in table.rows[column].unique() if text
        }
        yield from _places(table.rows[table.rows[column].map(digests) == pid])
    for sheet, row, _, raw in table.problems:
        if any(privacy.pid_from_nik(key, nik) == pid for nik in privacy.niks_in(raw)):
            yield sheet, row


def _keep_only(folder: Path, generation: str) -> None:
    """Remove every other generation: what they hold must no longer be there."""
    for name in generations.published(folder):
        if name != generation:
            shutil.rmtree(folder / name)
