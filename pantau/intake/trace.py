"""Whose rows were where: every run and every exported file that held a row of one person, over all generations kept."""

import contextlib
from dataclasses import dataclass
from typing import Any

from pantau import privacy
from pantau.contracts import Contract, contracts
from pantau.intake import room
from pantau.intake.tables import quoted
from pantau.store import generations
from pantau.store.generations import SCOPE_ALL
from pantau.store.viewer import connect

_ROWS = "select run, lembar, baris from query_table($fact) where pid = $pid order by run, lembar, baris"
_PEOPLE = "select distinct pid_nama from query_table($fact) where pid = $pid and pid_nama is not null"
_NAMESAKES = "select distinct pid from query_table($fact) where pid_nama = $name and pid <> $pid"
_RUN = "select dataset, berkas, dimuat_pada from muatan where run = $run"
_NUMBERS = "select {join} from query_table($fact) where pid = $pid"
_TABLES = "select table_name, column_name from duckdb_columns() where table_name like 'fakta_%'"


@dataclass(frozen=True)
class Trace:
    """What is known of a person's rows.

    rows: run, dataset, berkas, lembar, baris, dimuat_pada, generasi (those that hold it); exports: lines of the log of
    exports that named one of the person's cases; namesakes: pseudonyms that share name, birth date and village.
    """

    rows: list[dict[str, Any]]
    exports: list[dict[str, Any]]
    namesakes: list[str]


def pid_of(nik: str) -> str:
    """The pseudonym of a NIK under the key of the generation served. Raises PrivacyError for what is no NIK."""
    normal = privacy.normal_nik(nik)
    if not privacy.is_nik(normal):
        raise privacy.PrivacyError("NIK harus 16 angka.")
    own = generations.loader_room()
    return privacy.pid_from_nik(privacy.read_key(own, generations.key_version(generations.store_folder())), normal)


def trace(pid: str) -> Trace:
    """Every row of a person in every generation kept, and every export that held one. Raises StoreError."""
    folder = generations.store_folder()
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    cases: set[str] = set()
    namesakes: set[str] = set()
    for generation in generations.published(folder):
        with contextlib.closing(connect(folder / generation / f"{SCOPE_ALL}.duckdb")) as connection:
            columns: dict[str, set[str]] = {}
            for table, column in connection.execute(_TABLES).fetchall():
                columns.setdefault(table, set()).add(column)
            for contract in (each for each in contracts().values() if "pid" in columns.get(f"fakta_{each.id}", ())):
                fact = {"fact": f"fakta_{contract.id}", "pid": pid}
                for run, sheet, row in connection.execute(_ROWS, fact).fetchall():
                    place = rows.setdefault((run, sheet, row), _described(connection, run, sheet, row))
                    place["generasi"].append(generation)
                if "pid_nama" in columns[f"fakta_{contract.id}"]:
                    for (name,) in connection.execute(_PEOPLE, fact).fetchall():
                        found = connection.execute(_NAMESAKES, fact | {"name": name}).fetchall()
                        namesakes.update(other for (other,) in found)
                cases.update(_numbers(connection, contract, pid))
    return Trace(list(rows.values()), room.exports_of(generations.loader_room(), cases), sorted(namesakes))


def _described(connection: Any, run: str, sheet: str, row: int) -> dict[str, Any]:
    dataset, file, loaded_at = (connection.execute(_RUN, {"run": run}).fetchall() or [(None, None, None)])[0]
    return {
        "run": run,
        "dataset": dataset,
        "berkas": file,
        "lembar": sheet,
        "baris": row,
        "dimuat_pada": loaded_at and loaded_at.isoformat(sep=" ", timespec="seconds"),
        "generasi": [],
    }


def _numbers(connection: Any, contract: Contract, pid: str) -> list[str]:
    """The numbers under which other datasets follow the person's rows: cases."""
    joins = {each.join for each in contracts().values() if each.scope == contract.id}
    fact = {"fact": f"fakta_{contract.id}", "pid": pid}
    return [
        str(number)
        for join in joins
        for (number,) in connection.execute(_NUMBERS.format(join=quoted(join)), fact).fetchall()
    ]
