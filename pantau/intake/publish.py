"""Publishing: checked files into a new generation, all of it or nothing.

The previous generation is copied and new rows go in; what follows from them (reference, views, states, marts, one file
a kecamatan) is made anew; every count is taken again from the tables; only then the pointer moves.
"""

import contextlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd

from pantau import now, suppression
from pantau.contracts import REFERENCE, Contract
from pantau.intake import match, tables
from pantau.intake.check import Checked, rejects, shown, where, written
from pantau.intake.table import ROW, SHEET
from pantau.privacy import Key
from pantau.store import generations
from pantau.store.generations import SCOPE_ALL, SCOPE_READING, StoreError
from pantau.store.query import QUERIES, Query, parse

# The copy, the new rows and the scope files together stay below four times the generation served.
FREE_SPACE_FACTOR = 4
# DuckDB's own blocks of 256 kB make 80 MB of nine nearly empty files; these make 20, and a million rows no slower.
BLOCK_BYTES = 65_536
FILES_AT_ONCE = 3
CONFIG: Mapping[str, str | bool | int | float | list[str]] = {
    "default_block_size": BLOCK_BYTES,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}
KEPT_TABLES = ("fakta_", "muatan", "karantina", "duplikat", "dihapus", "dataset_keadaan", "program_keadaan")
# What tells of all rows, also of those held back and of specific data: not for a kecamatan, whose share it is not.
WHOLE_TABLES = ("karantina", "duplikat", "dihapus", "dataset_keadaan", "program_keadaan")

_CLASSES = "select kelas, count(*) from kelas group by kelas"
_CONFLICTS = "select urut, beda from kelas where kelas = 'konflik' order by urut"
_KNOWN_PRINTS = "select sidik from karantina where dataset = $dataset"
_DUPLICATES = (
    "insert into duplikat select $run, lembar, baris from masuk join kelas using (urut) where kelas = 'duplikat'"
)
_RUN = """
insert into muatan
values ($run, $dataset, $berkas, $sha256, $dibaca, $dimuat, $dikarantina, $duplikat, $dimuat_pada, $catatan)
"""
_BALANCE = """
select dibaca, (select count(*) from query_table($fact) where run = $run),
       (select count(*) from karantina where run = $run), (select count(*) from duplikat where run = $run),
       (select count(*) from dihapus where run = $run)
from muatan where run = $run
"""
_PROGRAM_STATE = """
insert into program_keadaan
select $program, $contoh, max(case when $contoh or baris > baris_contoh then data_sampai end), max(dimuat_pada)
from dataset_keadaan
where program = $program
"""
_TABLES = "select table_name from duckdb_tables() where database_name = $database order by table_name"
_SHARED_COLUMNS = "select column_name from duckdb_columns() where database_name = 'semua' and table_name = $table"
_COLUMNS = "select column_name from duckdb_columns() where database_name = current_database() and table_name = $table"

Connection = duckdb.DuckDBPyConnection
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
    # When it was first taken in and the rows erased since (sheet, row, when), for a source that is loaded again.
    loaded_at: datetime | None = None
    erased: Sequence[tuple[str, int, datetime]] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a file's rows: read = loaded + quarantined + duplicate. `held` are the rows newly quarantined."""

    loaded: int
    quarantined: int
    duplicate: int
    reasons: Mapping[str, int]
    held: pd.DataFrame = field(repr=False)


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
        _run_script(self.connection, "system")
        for contract in contracts.values():
            _hold_columns(self.connection, contract)

    def take(self, load: Load) -> Outcome:
        """Class every row of a file, and store it unless it brings nothing new."""
        facts = load.checked.facts
        self.connection.register("berkas", facts.assign(urut=facts.index))
        self.connection.execute(tables.stage(load.contract))
        self.connection.execute(tables.classify(load.contract))
        self.connection.unregister("berkas")
        classes = dict(self.connection.execute(_CLASSES).fetchall())
        held, known = self._sift(load, pd.concat([load.checked.rejects, self._conflicts(load)], ignore_index=True))
        outcome = Outcome(
            loaded=classes.get("dimuat", 0),
            quarantined=len(held),
            duplicate=classes.get("duplikat", 0) + len(known),
            reasons=dict(Counter(held["alasan"]).most_common()),
            held=held,
        )
        if outcome.loaded or outcome.quarantined or load.loaded_at:
            self._store(load, outcome, known)
        return outcome

    def publish(self, progress: Progress) -> str:
        """Finish the generation and serve it; returns its name."""
        self._hold_balance()
        progress("Menyusun tabel acuan dan ringkasan")
        samples, marts = self._samples(), read_marts()
        _load_reference(self.connection)
        _derive(self.connection, self.contracts, samples, marts)
        rows = {SCOPE_ALL: _close(self.connection)}
        own = [mart for mart in marts if mart.made != SCOPE_ALL]
        readings: list[tuple[str, str | None, str]] = [(SCOPE_READING, None, "kabupaten")]
        readings += [(generations.scope_name(code), code, f"Kecamatan {name}") for code, name in kecamatan()]

        def fill(reading: tuple[str, str | None, str]) -> tuple[str, dict[str, int]]:
            scope, code, name = reading
            progress(f"Menyusun berkas {name}")
            with contextlib.closing(_open(self.draft / f"{scope}.duckdb")) as connection:
                made = _share(connection, self.draft / f"{SCOPE_ALL}.duckdb", self.contracts, marts, code)
                _derive(connection, self.contracts, samples, own, made, states=code is not None)
                return scope, _close(connection)

        # Each file is a database of its own, and many small statements leave cores idle.
        with ThreadPoolExecutor(FILES_AT_ONCE) as pool:
            rows |= dict(pool.map(fill, readings))
        return generations.publish(self.draft, self._manifest(rows))

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

    def _sift(self, load: Load, found: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Rejects met for the first time, and those quarantined before (in this file or an earlier one)."""
        seen = {row[0] for row in self.connection.execute(_KNOWN_PRINTS, {"dataset": load.contract.id}).fetchall()}
        prints = [self.key.digest(f"karantina:{load.contract.id}", text) for text in found["isi"]]
        found = found.assign(sidik=pd.array(prints, dtype="str"))
        again = found["sidik"].isin(seen) | found["sidik"].duplicated()
        return found[~again], found[again]

    def _store(self, load: Load, outcome: Outcome, known: pd.DataFrame) -> None:
        """Facts, quarantine, duplicates and the run's own line, in one transaction."""
        run = {"run": load.run}
        held = outcome.held.assign(run=load.run, dataset=load.contract.id, isi=outcome.held["tampak"])
        self.connection.begin()
        self.connection.execute(tables.load(load.contract), run)
        self.connection.execute(_DUPLICATES, run)
        self._append("duplikat", known.assign(run=load.run)[["run", SHEET, ROW]])
        self._append("karantina", held.drop(columns="tampak"))
        gone = [(load.run, sheet, row, at) for sheet, row, at in load.erased]
        self._append("dihapus", pd.DataFrame(gone, columns=["run", SHEET, ROW, "dihapus_pada"]))
        self.connection.execute(
            _RUN,
            run
            | {"dataset": load.contract.id, "berkas": load.file, "sha256": load.sha256, "dibaca": load.read}
            | {"dimuat": outcome.loaded, "dikarantina": outcome.quarantined, "duplikat": outcome.duplicate}
            | {"dimuat_pada": load.loaded_at or now(), "catatan": " ".join(load.notes) or None},
        )
        self.connection.commit()
        self.runs.append(load.run)

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
            read, stored, held, known, gone = self.connection.execute(_BALANCE, given).fetchall()[0]
            if read != stored + held + known + gone:
                raise StoreError(
                    f"Muatan {run} tidak seimbang: {read} dibaca, {stored} dimuat, {held} ditahan, {known} duplikat, "
                    f"{gone} dihapus. Tidak ada yang diterbitkan."
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


def read_marts(folder: Path = QUERIES / "marts") -> list[Query]:
    """The marts, each after those it reads. Raises StoreError for a circle or a name that is not there."""
    waiting = {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.sql"))}
    ordered: list[Query] = []
    while waiting:
        done = {mart.name for mart in ordered}
        ready = [mart for mart in waiting.values() if done.issuperset(mart.after)]
        if not ready:
            raise StoreError(f"Mart menunggu yang tidak ada atau saling menunggu: {', '.join(waiting)}.")
        ordered += ready
        for mart in ready:
            del waiting[mart.name]
    return ordered


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
    names = _table_names(connection)
    rows = {name: connection.execute(count, {"name": name}).fetchall()[0][0] for name in names}
    path = Path(connection.execute("select path from duckdb_databases() where not internal").fetchall()[0][0])
    connection.execute("checkpoint")
    connection.close()
    shutil.rmtree(path.with_suffix(".sementara"), ignore_errors=True)
    if path.with_name(f"{path.name}.wal").exists():
        raise StoreError(f"{path.name} tidak tertutup dengan bersih; tidak ada yang diterbitkan.")
    return rows


def _run_script(connection: Connection, name: str) -> None:
    """Run a file of `queries/schema`."""
    connection.execute((QUERIES / "schema" / f"{name}.sql").read_text(encoding="utf-8"))


def _load_reference(connection: Connection) -> None:
    """Make the reference tables anew from their CSV files; a blank is NULL."""
    _drop(connection, KEPT_TABLES)
    _run_script(connection, "reference")
    for name in _reference_names(connection):
        frame = pd.DataFrame(match.rows(REFERENCE / f"{name.removeprefix('ref_')}.csv"), dtype="str")
        connection.append(name, frame.mask(frame == ""), by_name=True)


def _hold_columns(connection: Connection, contract: Contract) -> None:
    """Make the stored table, or give it the columns its contract has gained. Raises StoreError for columns lost."""
    there = [row[0] for row in connection.execute(_COLUMNS, {"table": f"fakta_{contract.id}"}).fetchall()]
    if not there:
        connection.execute(tables.create(contract))
        return
    stored = {column.name: column for column in contract.stored}
    if lost := set(there) - set(stored) - set(tables.ORIGIN):
        raise StoreError(
            f"Kontrak {contract.id} tidak lagi memuat {', '.join(sorted(lost))}, padahal sudah ada isinya."
        )
    for name in stored:
        if name not in there:
            connection.execute(tables.widen(contract, stored[name]))


def _share(
    connection: Connection,
    whole: Path,
    contracts: Mapping[str, Contract],
    marts: Sequence[Query],
    kecamatan: str | None,
) -> tuple[str, ...]:
    """Fill a file made for reading, of one kecamatan or of all (None), with its share of facts, reference and loads.

    Specific data stay behind; what was counted from them once comes along. Returns the names of those marts.
    """
    _run_script(connection, "system")
    _run_script(connection, "reference")
    connection.execute(tables.attach(whole))
    connection.begin()
    for contract in tables.in_scope_order(contracts.values()):
        connection.execute(tables.create(contract))
        _run_for(connection, tables.share(contract, kecamatan is not None), kecamatan)
    whole_tables = WHOLE_TABLES if kecamatan is None else ()
    for name in ["muatan", *whole_tables, *_reference_names(connection)]:
        connection.execute(tables.copied(name))
    cubes = {mart.name: bool(mart.publish) for mart in marts if mart.made == SCOPE_ALL}
    shared = tuple(cubes)
    for name in shared:
        columns = [row[0] for row in connection.execute(_SHARED_COLUMNS, {"table": name}).fetchall()]
        # A cube is whole: cut to one kecamatan it would no longer say what it was proved for.
        cut = kecamatan is not None and tables.KECAMATAN in columns and not cubes[name]
        _run_for(connection, tables.shared_mart(name, cut), kecamatan)
    connection.commit()
    connection.execute(tables.DETACH)
    return shared


def _run_for(connection: Connection, statement: str, kecamatan: str | None) -> None:
    """Run a statement that may or may not ask for the kecamatan."""
    connection.execute(statement, {"kecamatan": kecamatan} if "$kecamatan" in statement else {})


def _derive(
    connection: Connection,
    contracts: Mapping[str, Contract],
    samples: Mapping[str, bool],
    marts: Sequence[Query],
    made: tuple[str, ...] = (),
    states: bool = True,
) -> None:
    """Everything that follows from facts and reference: views, states, marts; `made` are marts that are there."""
    connection.begin()
    _drop(connection, (*KEPT_TABLES, "ref_", *made))
    for contract in contracts.values():
        connection.execute(tables.view(contract, samples[contract.group]))
    if states:
        _count_states(connection, contracts, samples)
    for mart in marts:
        try:
            if mart.publish:
                _publish_cube(connection, mart)
            else:
                connection.execute(tables.mart(mart.name, mart.sql))
        except duckdb.Error as error:
            raise StoreError(f"Mart {mart.name} gagal; tidak ada yang diterbitkan. ({error})") from error
    connection.commit()


def _count_states(connection: Connection, contracts: Mapping[str, Contract], samples: Mapping[str, bool]) -> None:
    """How far the data of each dataset and programme reach in this file, and what of it is CONTOH."""
    connection.execute("delete from dataset_keadaan")
    connection.execute("delete from program_keadaan")
    shown: dict[str, bool] = {}
    for contract in contracts.values():
        connection.execute(tables.state(contract), {"dataset": contract.id, "program": contract.program})
        sample = samples[contract.group] and not contract.own_group
        shown[contract.program] = shown.get(contract.program, False) or sample
    for program, sample in shown.items():
        connection.execute(_PROGRAM_STATE, {"program": program, "contoh": sample})


def _publish_cube(connection: Connection, cube: Query) -> None:
    """Counts of people by specific data, as they may be shown; the counts themselves are never stored."""
    base = connection.execute(cube.sql).df()
    connection.register("kubus", suppression.published(base, cube.publish, cube.known))
    connection.execute(tables.mart(cube.name, "select * from kubus"))
    connection.unregister("kubus")


def _table_names(connection: Connection) -> list[str]:
    """The tables of the database itself, not of one attached."""
    database = connection.execute("select current_database()").fetchall()[0][0]
    return [row[0] for row in connection.execute(_TABLES, {"database": database}).fetchall()]


def _reference_names(connection: Connection) -> list[str]:
    return [name for name in _table_names(connection) if name.startswith("ref_")]


def _drop(connection: Connection, kept: tuple[str, ...]) -> None:
    """Drop the tables whose name starts with none of `kept`."""
    for name in _table_names(connection):
        if not name.startswith(kept):
            connection.execute(tables.drop(name))
