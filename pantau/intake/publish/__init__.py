"""Publishing: checked files into a new generation, all of it or nothing.

The previous generation is copied and new rows go in; what follows from them (reference, views, states, marts, one file
a kecamatan) is made anew; every count is taken again from the tables; only then the pointer moves.
"""

import contextlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pantau import now
from pantau.contracts import REFERENCE, SERVICE_COLUMNS, Contract
from pantau.intake import match, tables
from pantau.intake.check import KEEP, Checked, rejects, shown, where, written
from pantau.intake.publish import derive, points
from pantau.intake.publish.derive import Connection, read_marts
from pantau.intake.table import ROW, SECOND, SHEET, TOLD, UNKNOWN
from pantau.privacy import Key
from pantau.store import generations
from pantau.store.generations import SCOPE_ALL, SCOPE_READING, StoreError

# The copy, the new rows and the scope files together stay below four times the generation served.
FREE_SPACE_FACTOR = 4
# DuckDB's own blocks of 256 kB make 80 MB of nine nearly empty files; these make 20, and a million rows no slower.
BLOCK_BYTES = 65_536
FILES_AT_ONCE = 3
# Of each database being written; more goes to disk beside it. A million rows are loaded within a gigabyte in all.
# Every thread needs some of it.
MEMORY, THREADS = "300MB", min(4, os.cpu_count() or 1)
CONFIG: Mapping[str, str | bool | int | float | list[str]] = {
    "default_block_size": BLOCK_BYTES,
    "memory_limit": MEMORY,
    "threads": THREADS,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}

_CLASSES = "select kelas, count(*) from kelas group by kelas"
_CONFLICTS = "select urut, beda from kelas where kelas = 'konflik' order by urut"
# A contradiction that was settled in favour of the new row is asked anew when something has changed since.
_KNOWN_PRINTS = """
select k.sidik, k.run, k.lembar, k.baris, s.run is null as terbuka
from karantina k
left join selesai s on s.run = k.run and s.lembar = k.lembar and s.baris = k.baris
where k.dataset = $dataset and not (k.alasan = 'konflik' and coalesce(s.cara, '') = 'diganti')
order by terbuka, k.rowid
"""
_DUPLICATES = (
    "insert into duplikat select $run, lembar, baris from masuk join kelas using (urut) where kelas = 'duplikat'"
)
_RUN = """
insert into muatan
    (run, dataset, berkas, sha256, dibaca, dimuat, dikarantina, duplikat, dimuat_pada, catatan, oleh, kolom, pemetaan)
values ($run, $dataset, $berkas, $sha256, $dibaca, $dimuat, $dikarantina, $duplikat, $dimuat_pada, $catatan, $oleh,
        $kolom, $pemetaan)
"""
_REPLACED = """
insert into diganti
select $dataset, lama_run, lama_lembar, lama_baris, $run, lembar, baris, beda from pilihan order by urut
"""
_RECLASS = "update kelas set kelas = 'dimuat' where urut in (select urut from pilihan)"
# An answer settles the row it names, unless what was sent instead is exactly what was held before.
_ANSWERED = """
insert into selesai
select h.run, h.lembar, h.baris,
       case when j.putusan = 'pertahankan' then 'dipertahankan' when d.cara is null then 'diulang' else d.cara end,
       $run, j.lembar, j.baris
from jawaban j
join karantina h on concat(h.run, '/', h.lembar, '/', h.baris) = j.karantina and h.dataset = $dataset
left join selesai s on s.run = h.run and s.lembar = h.lembar and s.baris = h.baris
left join dijawab d on d.lembar = j.lembar and d.baris = j.baris
where s.run is null and (j.putusan = 'pertahankan' or d.cara is not null or not j.lagi)
qualify row_number() over (partition by h.run, h.lembar, h.baris order by j.baris) = 1
"""
_ANSWERS = """
create or replace temp table dijawab as
select m.lembar, m.baris, case when p.urut is not null then 'diganti' else 'diperbaiki' end as cara
from masuk m join kelas k on k.urut = m.urut and k.kelas in ('dimuat', 'duplikat')
left join pilihan p on p.urut = m.urut
"""
_SENT_AGAIN = """
update jawaban set lagi = true
where exists (select 1 from sama where sama.lembar = jawaban.lembar and sama.baris = jawaban.baris)
"""
_RUNS = """
select m.run, m.berkas, m.dibaca, m.dimuat_pada, m.kolom
from muatan m
where m.dataset = $dataset and not starts_with(m.berkas, 'isian_')
  and not exists (select 1 from query_table($fact) f where f.run = m.run and f.contoh)
order by m.dimuat_pada desc, m.run desc
"""
_OPEN_KEYS = """
select count(*) from karantina h
left join selesai s on s.run = h.run and s.lembar = h.lembar and s.baris = h.baris
where h.dataset = $dataset and h.kunci is not null and h.run <> $run and s.run is null
"""
_ALIASES = "select ejaan, kode_kecamatan, kode_desa from fakta_alias_desa order by diputuskan_pada"
_BALANCE = """
select dibaca, (select count(*) from query_table($fact) where run = $run),
       (select count(*) from karantina where run = $run), (select count(*) from duplikat where run = $run),
       (select count(*) from dihapus where run = $run), (select count(*) from diganti where run = $run)
from muatan where run = $run
"""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Load:
    """One checked file on its way into a generation; `rows` is its text, for those rows that will be held back."""

    run: str
    contract: Contract
    file: str
    sha256: str
    read: int
    notes: Sequence[str]
    rows: pd.DataFrame = field(repr=False)
    checked: Checked = field(repr=False)
    by: str = ""
    mapping: str = ""
    # When it was first taken in and the rows erased since (sheet, row, when), for a source that is loaded again.
    loaded_at: datetime | None = None
    erased: Sequence[tuple[str, int, datetime]] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a file's rows: read = loaded + quarantined + duplicate.

    `held` are the rows newly quarantined; `rejects` those and the ones held back before, word for word, that are not
    settled yet, with their quarantine entry as `asal` (run, lembar, baris). `replaced` counts those of the loaded that
    took another's place by choice.
    """

    loaded: int
    quarantined: int
    duplicate: int
    replaced: int
    reasons: Mapping[str, int]
    held: pd.DataFrame = field(repr=False)
    rejects: pd.DataFrame = field(repr=False)


class Building:
    """A generation in the making, in a draft folder that nobody reads before `publish`."""

    def __init__(self, draft: Path, contracts: Mapping[str, Contract], key: Key, fresh: bool) -> None:
        self.draft, self.contracts, self.key = draft, contracts, key
        self.previous = None if fresh else generations.current(draft.parent)
        whole = draft / f"{SCOPE_ALL}.duckdb"
        if self.previous:
            _copy(draft.parent / self.previous, whole, key)
        self.connection = _open(whole)
        self.runs: list[str] = []
        derive.run_script(self.connection, "system")
        for contract in contracts.values():
            derive.hold_columns(self.connection, contract)

    def take(self, load: Load) -> Outcome:
        """Class every row of a file, and store it unless it brings nothing new."""
        self._stage(load)
        replaced = self._choose(load)
        classes = dict(self.connection.execute(_CLASSES).fetchall())
        refused = pd.concat([load.checked.rejects, self._conflicts(load)], ignore_index=True)
        refused = self._sift(load, refused)
        own = [(load.run, *place) for place in zip(refused[SHEET], refused[ROW], strict=True)]
        first = pd.Series([entry == place for entry, place in zip(refused["asal"], own, strict=True)], dtype="bool")
        held, known = refused[first].drop(columns=["asal", "terbuka"]), refused[~first]
        answers = load.checked.answers
        outcome = Outcome(
            loaded=classes.get("dimuat", 0),
            quarantined=len(held),
            duplicate=classes.get("duplikat", 0) + len(known) + int((answers["putusan"] == KEEP).sum()),
            replaced=replaced,
            reasons=dict(Counter(held["alasan"]).most_common()),
            held=held,
            rejects=refused[refused["terbuka"]],
        )
        if outcome.loaded or outcome.quarantined or len(answers) or load.loaded_at:
            self._store(load, outcome, known)
        return outcome

    def aliases(self) -> list[match.Alias]:
        """The spellings of villages that people have settled so far."""
        if "alias_desa" not in self.contracts:
            return []
        told = self.connection.execute(_ALIASES).fetchall()
        return [match.Alias(spelling, kecamatan, desa, match.CERTAIN, "") for spelling, kecamatan, desa in told]

    def conflicts(self, load: Load) -> pd.DataFrame:
        """The conflicting rows of the file taken last: urut, beda, whether they contradict another file (dimuat_lain),
        and every stored column as lama_<name> and baru_<name>.
        """
        return self.connection.execute(tables.conflicting(load.contract), {"run": load.run}).df()

    def missing_since(self, contract: Contract, run: str) -> int:
        """How many rows of an earlier run the file staged last does not have."""
        return int(self.connection.execute(tables.missing_since(contract), {"before": run}).fetchall()[0][0])

    def runs_of(self, dataset: str) -> list[dict[str, Any]]:
        """The registers loaded into a dataset, newest first: run, berkas, dibaca, dimuat_pada, kolom.

        Not what was typed or mended, and no CONTOH: those say nothing of how large a register is.
        """
        given = {"dataset": dataset, "fact": f"fakta_{dataset}"}
        found = self.connection.execute(_RUNS, given).df()
        return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]

    def publish(self, progress: Progress) -> str:
        """Finish the generation and serve it; returns its name."""
        self._hold_balance()
        progress("Menyusun tabel acuan dan ringkasan")
        samples, marts = self._samples(), read_marts()
        derive.load_reference(self.connection)
        points.locate(self.connection, self.contracts)
        derive.derive(self.connection, self.contracts, samples, marts)
        rows = {SCOPE_ALL: _close(self.connection)}
        own = [mart for mart in marts if mart.made != SCOPE_ALL]
        readings: list[tuple[str, str | None, str]] = [(SCOPE_READING, None, "kabupaten")]
        readings += [(generations.scope_name(code), code, f"Kecamatan {name}") for code, name in kecamatan()]

        def fill(reading: tuple[str, str | None, str]) -> tuple[str, dict[str, int]]:
            scope, code, _ = reading
            with contextlib.closing(_open(self.draft / f"{scope}.duckdb")) as connection:
                made = derive.share(connection, self.draft / f"{SCOPE_ALL}.duckdb", self.contracts, marts, code)
                derive.derive(connection, self.contracts, samples, own, made, states=code is not None)
                return scope, _close(connection)

        # Each file is a database of its own, and many small statements leave cores idle.
        with ThreadPoolExecutor(FILES_AT_ONCE) as pool:
            for (_, _, name), (scope, counted) in zip(readings, pool.map(fill, readings), strict=True):
                # Told by the caller's own thread: a page knows no other.
                progress(f"Berkas {name} tersusun")
                rows[scope] = counted
        return generations.publish(self.draft, self._manifest(rows))

    def _stage(self, load: Load) -> None:
        """The file's rows as `masuk`, their classes as `kelas`, its answers as `jawaban`."""
        facts, answers = load.checked.facts, load.checked.answers
        self.connection.register("berkas", facts.assign(urut=facts.index))
        self.connection.execute(tables.stage(load.contract))
        self.connection.execute(tables.classify(load.contract))
        self.connection.unregister("berkas")
        self.connection.register("jawaban_berkas", answers)
        self.connection.execute("create or replace temp table jawaban as select *, false as lagi from jawaban_berkas")
        self.connection.unregister("jawaban_berkas")

    def _choose(self, load: Load) -> int:
        """Conflicting rows that a person chose become new rows; returns how many."""
        self.connection.execute(tables.choose(load.contract), {"dataset": load.contract.id})
        self.connection.execute(_RECLASS)
        return int(self.connection.execute("select count(*) from pilihan").fetchall()[0][0])

    def _conflicts(self, load: Load) -> pd.DataFrame:
        """The rows that say something else of a thing known already, as rejects."""
        lines = []
        for position, differing in self.connection.execute(_CONFLICTS).fetchall():
            cells = load.rows.loc[position]
            sheet, row = cells[SHEET], cells[ROW]
            sentence = f"kunci yang sama sudah dimuat dengan isi lain ({differing}); putuskan mana yang benar."
            told = f"{where(sheet, row)}: {sentence}"
            lines.append((sheet, row, "konflik", "", told, written(cells), shown(cells, load.contract)))
        return rejects(lines)

    def _sift(self, load: Load, found: pd.DataFrame) -> pd.DataFrame:
        """Rejects with the quarantine entry (`asal`: run, lembar, baris) that says the same, word for word.

        An entry of this run is the row itself, met for the first time, or the first of the file that says so; `terbuka`
        is False where a person has settled the matter.
        """
        known = self.connection.execute(_KNOWN_PRINTS, {"dataset": load.contract.id}).fetchall()
        # Open entries come last and win over settled ones of the same words.
        entries = {print_: ((run, sheet, row), unsettled) for print_, run, sheet, row, unsettled in known}
        prints = [self.key.digest(f"karantina:{load.contract.id}", text) for text in found["isi"]]
        for print_, sheet, row in zip(prints, found[SHEET], found[ROW], strict=True):
            entries.setdefault(print_, ((load.run, str(sheet), int(row)), True))
        asal = pd.Series([entries[each][0] for each in prints], index=found.index, dtype="object")
        unsettled = pd.Series([entries[each][1] for each in prints], index=found.index, dtype="bool")
        found = found.assign(sidik=pd.array(prints, dtype="str"), asal=asal, terbuka=unsettled)
        return found.merge(self._keys(load), "left", [SHEET, ROW])

    def _keys(self, load: Load) -> pd.DataFrame:
        """lembar, baris and `kunci`, the print of the natural key, of the rejects and conflicts that have one."""
        self.connection.register("kunci_ditahan", load.checked.keys)
        found = [self.connection.execute(make(load.contract)).df() for make in (tables.held_keys, tables.staged_keys)]
        self.connection.unregister("kunci_ditahan")
        # Rows made of one row of the file (a repeat of a form) share its place, which then tells no key.
        keys = pd.concat(found).drop_duplicates([SHEET, ROW], keep=False)
        return keys.astype({SHEET: "str", ROW: "int64", "kunci": "str"})

    def _store(self, load: Load, outcome: Outcome, known: pd.DataFrame) -> None:
        """Facts, quarantine, duplicates and the run's own line, in one transaction."""
        run = {"run": load.run}
        held = outcome.held.assign(run=load.run, dataset=load.contract.id, isi=outcome.held["tampak"])
        self.connection.begin()
        self.connection.execute(_REPLACED, run | {"dataset": load.contract.id})
        self.connection.execute(tables.take_out(load.contract))
        self.connection.execute(tables.load(load.contract), run)
        self.connection.execute(_DUPLICATES, run)
        self._append("duplikat", known.assign(run=load.run)[["run", SHEET, ROW]])
        kept = load.checked.answers
        self._append("duplikat", kept[kept["putusan"] == KEEP].assign(run=load.run)[["run", SHEET, ROW]])
        self._append("karantina", held.drop(columns="tampak"))
        self._settle(load, known)
        gone = [(load.run, sheet, row, at) for sheet, row, at in load.erased]
        self._append("dihapus", pd.DataFrame(gone, columns=["run", SHEET, ROW, "dihapus_pada"]))
        self.connection.execute(
            _RUN,
            run
            | {"dataset": load.contract.id, "berkas": load.file, "sha256": load.sha256, "dibaca": load.read}
            | {"dimuat": outcome.loaded, "dikarantina": outcome.quarantined, "duplikat": outcome.duplicate}
            | {"dimuat_pada": load.loaded_at or now(), "catatan": " ".join(load.notes) or None}
            | {"oleh": load.by or None, "kolom": ",".join(_held_columns(load.rows)), "pemetaan": load.mapping or None},
        )
        self.connection.commit()
        self.runs.append(load.run)

    def _settle(self, load: Load, known: pd.DataFrame) -> None:
        """Rows held back earlier that this file answers, by their number or by their natural key."""
        given = {"run": load.run, "dataset": load.contract.id}
        if len(load.checked.answers):
            self.connection.register("sama", known[[SHEET, ROW]])
            self.connection.execute(_SENT_AGAIN)
            self.connection.unregister("sama")
            self.connection.execute(_ANSWERS)
            self.connection.execute(_ANSWERED, given)
        if self.connection.execute(_OPEN_KEYS, given).fetchall()[0][0]:
            self.connection.execute(tables.settle_mended(load.contract), given)

    def _append(self, table: str, frame: pd.DataFrame) -> None:
        if len(frame):
            self.connection.append(table, frame, by_name=True)

    def _hold_balance(self) -> None:
        """Count the rows of every new run again, in the tables. Raises StoreError when one is missing."""
        for run in self.runs:
            dataset = self.connection.execute("select dataset from muatan where run = $run", {"run": run}).fetchall()[
                0
            ][0]
            given = {"run": run, "fact": f"fakta_{dataset}"}
            read, stored, held, known, gone, replaced = self.connection.execute(_BALANCE, given).fetchall()[0]
            if read != stored + held + known + gone + replaced:
                raise StoreError(
                    f"Muatan {run} tidak seimbang: {read} dibaca, {stored} dimuat, {held} ditahan, {known} duplikat, "
                    f"{gone} dihapus, {replaced} diganti. Tidak ada yang diterbitkan."
                )

    def _samples(self) -> dict[str, bool]:
        """Group of datasets -> whether it still shows its sample: it has sample rows and not one real row."""
        found: dict[str, Counter[bool]] = {}
        for contract in self.contracts.values():
            counted = dict(self.connection.execute(tables.counts(contract)).fetchall())
            found.setdefault(contract.group, Counter()).update(counted)
        return {group: counted[True] > 0 and counted[False] == 0 for group, counted in found.items()}

    def _manifest(self, rows: Mapping[str, Mapping[str, int]]) -> generations.Manifest:
        """What this generation is made of, kept outside the databases it vouches for."""
        paths = {scope: self.draft / f"{scope}.duckdb" for scope in rows}
        return {
            "made_at": now().isoformat(),
            "previous": self.previous,
            "runs": self.runs,
            "duckdb": duckdb.__version__,
            "key": self.key.name,
            "key_check": self.key.check,
            "files": {
                path.name: {"sha256": generations.sha256(path), "bytes": path.stat().st_size, "rows": rows[scope]}
                for scope, path in paths.items()
            },
        }


@contextlib.contextmanager
def building(folder: Path, contracts: Mapping[str, Contract], key: Key, fresh: bool = False) -> Iterator[Building]:
    """A generation in the making, on top of the one served or `fresh`; no draft and no open file is left behind.

    Raises StoreError.
    """
    draft = generations.draft(folder)
    try:
        made = Building(draft, contracts, key, fresh)
        with contextlib.closing(made.connection):
            yield made
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"Generasi baru gagal disusun; data lama tetap dipakai. ({error})") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def kecamatan() -> list[tuple[str, str]]:
    """Code and name of every kecamatan: each gets a file of its own."""
    return [(row["kode"], row["nama"]) for row in match.rows(REFERENCE / "kecamatan.csv")]


def _held_columns(rows: pd.DataFrame) -> list[str]:
    """The contract's columns that a file has."""
    own = {SHEET, ROW, TOLD, *SERVICE_COLUMNS}
    return [str(name) for name in rows if name not in own and str(name)[:1] != UNKNOWN and SECOND not in str(name)]


def _copy(previous: Path, target: Path, key: Key) -> None:
    """Start from the generation served, once it is proved whole and made with this key. Raises StoreError."""
    if wrong := generations.problems(previous):
        raise StoreError(
            f"Generasi sekarang rusak: {' '.join(wrong)} Kembali ke yang utuh dengan rollback, lalu ulangi."
        )
    # Another key would make a second person of everyone known.
    if generations.read_manifest(previous).get("key_check") != key.check:
        raise StoreError("Kunci samaran di ruang muat bukan kunci data ini; pulihkan kunci dari cadangan, lalu ulangi.")
    needed = FREE_SPACE_FACTOR * sum(path.stat().st_size for path in previous.iterdir())
    if shutil.disk_usage(previous).free < needed:
        raise StoreError(f"Ruang disk kurang: perlu {needed // 1_000_000 + 1} MB. Data lama tetap dipakai.")
    shutil.copyfile(previous / target.name, target)


def _open(path: Path) -> Connection:
    """A database of the draft, for writing."""
    return duckdb.connect(path, config=dict(CONFIG) | {"temp_directory": str(path.with_suffix(".sementara"))})


def _close(connection: Connection) -> dict[str, int]:
    """Bring a database to its one file, without a log beside it; returns the rows of its tables."""
    count = "select count(*) from query_table($name)"
    names = derive.table_names(connection)
    rows = {name: connection.execute(count, {"name": name}).fetchall()[0][0] for name in names}
    path = Path(connection.execute("select path from duckdb_databases() where not internal").fetchall()[0][0])
    connection.execute("checkpoint")
    connection.close()
    shutil.rmtree(path.with_suffix(".sementara"), ignore_errors=True)
    if path.with_name(f"{path.name}.wal").exists():
        raise StoreError(f"{path.name} tidak tertutup dengan bersih; tidak ada yang diterbitkan.")
    return rows
