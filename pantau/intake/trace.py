"""Where rows come from: the files and decisions behind a number, and every run and export that held a person's rows."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from pantau import privacy
from pantau.contracts import Contract, contract, contracts
from pantau.intake import room
from pantau.intake.reasons import REASONS
from pantau.intake.tables import quoted
from pantau.store import Query, Store, StoreError, generations, lineage
from pantau.store.generations import SCOPE_ALL
from pantau.store.viewer import connect

PLACE: Final = ["run", "lembar", "baris"]
_BY: Final = ["oleh_run", "oleh_lembar", "oleh_baris"]
# What a row says of itself that a later decision can be about.
_TOLD: Final = ("kode_desa", "id_laporan", "id_kejadian", "versi_ke", "cakupan", "kode_kecamatan")

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


@dataclass(frozen=True)
class Origin:
    """The rows behind one number.

    number: as shown. rows: dataset, kunci (blank for rows on people), berkas, lembar, baris, run, dimuat_pada, oleh,
    contoh. same: the dataset (or "" for all together) whose rows, counted, are the number; None when it is no such
    count. changes: aturan, kalimat, one line each decision that made a row what it is. held: dataset, alasan, jumlah of
    rows of the same datasets that wait. The rest as in `lineage.Lineage`.
    """

    number: Any
    rows: pd.DataFrame
    same: str | None
    changes: pd.DataFrame
    held: pd.DataFrame
    closed: tuple[str, ...]
    beside: tuple[str, ...]

    @property
    def guarded(self) -> bool:
        """Whether rows on people are among them."""
        return any(contract(each).guarded for each in self.rows["dataset"].unique())


def origin(
    store: Store,
    query: Query,
    params: Mapping[str, Any],
    answer: Mapping[str, Any],
    column: str,
    scope: str = SCOPE_ALL,
) -> Origin:
    """Where the number in `column` of one row of an answer comes from, in the file of this scope. Raises StoreError."""
    open_ones = [each for each in contracts().values() if not each.guarded]
    keys = {each.id: _columns(each) for each in open_ones}
    found = lineage.rows(store, query, params, answer, column, scope, keys)
    placed = _placed(store, found.rows, scope)
    names = tuple(dict.fromkeys([*found.rows, *found.closed]))
    held = store.query("data/karantina_per_alasan", {}, scope)
    return Origin(
        found.number,
        placed,
        _same(found, query.units.get(column, "")),
        pd.DataFrame(_changes(store, found.rows, scope), columns=["aturan", "kalimat"]),
        held.loc[held["dataset"].isin(names), ["dataset", "alasan", "jumlah"]].reset_index(drop=True),
        found.closed,
        found.beside,
    )


def fact(store: Store, dataset: str, key: str, scope: str = SCOPE_ALL) -> Origin:
    """Where one stored row came from and what changed it; `key` is its natural key, parts divided by " | ".

    Raises StoreError when no row has this key, and for rows on people, which are asked by their pseudonym.
    """
    wanted = contract(dataset)
    if wanted.guarded:
        raise StoreError(f"{wanted.title} memuat data orang: runut dengan `trace SAMARAN`.")
    path = store.folder / store.generation() / f"{scope}.duckdb"
    with contextlib.closing(connect(path)) as connection:
        rows = lineage.facts(connection, dataset, _columns(wanted))
    rows = rows[[_key(wanted, row) == key for row in rows.to_dict("records")]]
    if rows.empty:
        raise StoreError(f"{wanted.title}: tidak ada baris dengan kunci {key!r}; kuncinya {', '.join(wanted.key)}.")
    found = {dataset: rows}
    placed, changes = (
        _placed(store, found, scope),
        pd.DataFrame(_changes(store, found, scope), columns=["aturan", "kalimat"]),
    )
    return Origin(len(rows), placed, dataset, changes, pd.DataFrame(columns=["dataset", "alasan", "jumlah"]), (), ())


def files(rows: pd.DataFrame) -> pd.DataFrame:
    """The files behind rows: dataset, berkas, run, dimuat_pada, oleh, and how many rows of each."""
    names = ["dataset", "berkas", "run", "dimuat_pada", "oleh"]
    return rows.groupby(names, dropna=False, sort=True).size().rename("jumlah").reset_index()


def _columns(wanted: Contract) -> tuple[str, ...]:
    stored = {column.name for column in wanted.stored}
    return tuple(dict.fromkeys((*wanted.key, *(name for name in _TOLD if name in stored))))


def _placed(store: Store, found: Mapping[str, pd.DataFrame], scope: str) -> pd.DataFrame:
    """The rows of all datasets, each with its key and its file."""
    runs = store.query("data/muatan", {}, scope)[["run", "berkas", "dimuat_pada", "oleh"]]
    parts = []
    for dataset, rows in found.items():
        part = rows[[*PLACE, "contoh"]].assign(dataset=dataset, kunci="")
        if not contract(dataset).guarded:
            part["kunci"] = [_key(contract(dataset), row) for row in rows.to_dict("records")]
        parts.append(part)
    names = ["dataset", "kunci", "berkas", "lembar", "baris", "run", "dimuat_pada", "oleh", "contoh"]
    if not parts:
        return pd.DataFrame(columns=names)
    whole = pd.concat(parts, ignore_index=True).merge(runs, on="run", how="left")
    return whole[names].sort_values(["dataset", "berkas", "lembar", "baris"], ignore_index=True)


def _key(wanted: Contract, row: Mapping[Any, Any]) -> str:
    return " | ".join(_word(row[name]) for name in wanted.key)


def _word(value: Any) -> str:
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _same(found: lineage.Lineage, unit: str) -> str | None:
    """The dataset whose rows are the number, "" for all together, None where the number is no such count."""
    if not found.counted or found.number is None:
        return None
    counts = {dataset: len(rows) for dataset, rows in found.rows.items()}
    if unit in counts:
        return unit if counts[unit] == found.number else None
    if len(counts) == 1 and found.number in counts.values():
        return next(iter(counts))
    return "" if sum(counts.values()) == found.number and counts else None


def _changes(store: Store, found: Mapping[str, pd.DataFrame], scope: str) -> list[tuple[str, str]]:
    """Every decision that made one of these rows what it is, as sentences."""
    told: list[tuple[str, str]] = []
    replaced, settled = (store.query(name, {}, scope) for name in ("data/diganti", "data/selesai"))
    for dataset, rows in found.items():
        title = contract(dataset).title
        by = rows[PLACE].rename(columns=dict(zip(PLACE, _BY, strict=True)))
        told += [
            ("Diganti", f"{title}: menggantikan {_where(old)}; yang berbeda: {old['beda']}.")
            for old in by.merge(replaced[replaced["dataset"] == dataset], on=_BY).to_dict("records")
        ]
        for old in by.merge(settled[settled["dataset"] == dataset], on=_BY).to_dict("records"):
            reason = REASONS.get(str(old["alasan"]), str(old["alasan"])).lower()
            told.append(
                ("Karantina selesai", f"{title}: {old['cara']} dari {_where(old)} yang ditahan karena {reason}.")
            )
    return [*told, *_spellings(store, found, scope), *_groupings(store, found, scope), *_versions(store, found, scope)]


def _where(row: Mapping[Any, Any]) -> str:
    sheet = f" lembar {row['lembar']}," if row["lembar"] else ""
    return f"{row['berkas']},{sheet} baris {row['baris']}"


def _spellings(store: Store, found: Mapping[str, pd.DataFrame], scope: str) -> Iterator[tuple[str, str]]:
    """Spellings a person settled for a village of these rows, before the row was loaded."""
    runs = store.query("data/muatan", {}, scope).set_index("run")["dimuat_pada"]
    villages: dict[str, pd.Timestamp] = {}
    for rows in found.values():
        if "kode_desa" in rows:
            for run, code in zip(rows["run"], rows["kode_desa"], strict=True):
                if code and run in runs.index:
                    villages[code] = max(runs[run], villages.get(code, runs[run]))
    for row in store.query("data/ejaan_desa", {}, scope).to_dict("records"):
        if row["kode_desa"] in villages and row["diputuskan_pada"] <= villages[row["kode_desa"]]:
            when = f"{row['diputuskan_pada']:%d/%m/%Y %H.%M}"
            yield (
                "Ejaan desa",
                f"{row['ejaan']} dibaca sebagai desa {row['kode_desa']}, diputuskan {row['oleh_peran']} {when}.",
            )


def _groupings(store: Store, found: Mapping[str, pd.DataFrame], scope: str) -> Iterator[tuple[str, str]]:
    """Reports of these rows that a person put together as one event."""
    if "laporan" not in found:
        return
    made = store.query("data/pengelompokan", {}, scope)
    made = made[made["id_laporan"].isin(found["laporan"]["id_laporan"])].drop_duplicates("id_laporan")
    for event, reports in made.dropna(subset="id_kejadian").groupby("id_kejadian"):
        listed = sorted(reports["id_laporan"])
        yield (
            "Pengelompokan",
            f"{len(listed)} laporan dikelompokkan ke kejadian {event}: {', '.join(listed[:6])}"
            + (f" dan {len(listed) - 6} lain." if len(listed) > 6 else "."),
        )


def _versions(store: Store, found: Mapping[str, pd.DataFrame], scope: str) -> Iterator[tuple[str, str]]:
    """Impact figures of these rows that have more than one version."""
    if "dampak" not in found:
        return
    every = store.query("bencana/dampak_versi", {}, scope)
    names = ["cakupan", "kode_kecamatan", "kode_desa"]
    many = _without_gaps(every, names).groupby(["id", *names]).size()
    for place, part in _without_gaps(found["dampak"], names).groupby(["id_kejadian", *names]):
        total = int(many.get(place, len(part)))
        if total > 1:
            event, level, *_ = list(place)
            used = ", ".join(str(int(each)) for each in sorted(part["versi_ke"]))
            yield "Versi dampak", f"{event} ({level}): memakai versi {used} dari {total} versi yang terbit."


def _without_gaps(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """The rows with a blank where a place is missing, so that they can be put together by it."""
    return rows.assign(**{name: ["" if pd.isna(each) else each for each in rows[name]] for name in names})
