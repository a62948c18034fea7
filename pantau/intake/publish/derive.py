"""What follows from the facts: reference tables, views, states, marts, and the share of a file made for reading."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pantau import suppression
from pantau.contracts import REFERENCE, Contract
from pantau.intake import match, tables
from pantau.intake.publish import points
from pantau.store.generations import SCOPE_ALL, StoreError
from pantau.store.query import QUERIES, Query, parse

KEPT_TABLES = (
    "fakta_", "muatan", "karantina", "selesai", "duplikat", "dihapus", "diganti", "dataset_keadaan", "program_keadaan",
    "titik",
)  # fmt: skip
# What tells of all rows, also of those held back and of specific data: not for a kecamatan, whose share it is not.
WHOLE_TABLES = ("karantina", "selesai", "duplikat", "dihapus", "diganti", "dataset_keadaan", "program_keadaan")

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


def run_script(connection: Connection, name: str) -> None:
    """Run a file of `queries/schema`."""
    connection.execute((QUERIES / "schema" / f"{name}.sql").read_text(encoding="utf-8"))


def load_reference(connection: Connection) -> None:
    """Make the reference tables anew from their CSV files; a blank is NULL."""
    _drop(connection, KEPT_TABLES)
    run_script(connection, "reference")
    for name in _reference_names(connection):
        frame = pd.DataFrame(match.rows(REFERENCE / f"{name.removeprefix('ref_')}.csv"), dtype="str")
        connection.append(name, frame.mask(frame == ""), by_name=True)


def hold_columns(connection: Connection, contract: Contract) -> None:
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


def share(
    connection: Connection,
    whole: Path,
    contracts: Mapping[str, Contract],
    marts: Sequence[Query],
    kecamatan: str | None,
) -> tuple[str, ...]:
    """Fill a file made for reading, of one kecamatan or of all (None), with its share of facts, reference and loads.

    Specific data stay behind; what was counted from them once comes along. Returns the names of those marts.
    """
    run_script(connection, "system")
    run_script(connection, "reference")
    connection.execute(tables.attach(whole))
    connection.begin()
    for contract in tables.in_scope_order(contracts.values()):
        connection.execute(tables.create(contract))
        _run_for(connection, tables.share(contract, kecamatan is not None), kecamatan)
    whole_tables = WHOLE_TABLES if kecamatan is None else ()
    for name in ["muatan", *whole_tables, *_reference_names(connection)]:
        connection.execute(tables.copied(name))
    points.share(connection, contracts, kecamatan is not None)
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


def derive(
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


def table_names(connection: Connection) -> list[str]:
    """The tables of the database itself, not of one attached."""
    database = connection.execute("select current_database()").fetchall()[0][0]
    return [row[0] for row in connection.execute(_TABLES, {"database": database}).fetchall()]


def _reference_names(connection: Connection) -> list[str]:
    return [name for name in table_names(connection) if name.startswith("ref_")]


def _drop(connection: Connection, kept: tuple[str, ...]) -> None:
    """Drop the tables whose name starts with none of `kept`."""
    for name in table_names(connection):
        if not name.startswith(kept):
            connection.execute(tables.drop(name))
