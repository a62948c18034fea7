"""Statements made from a contract: the stored table, how a file is classed against it, its view, its share of a scope.

Identifiers come from contracts only and pass through `quoted`; values are always bound. Text in, text out, no DuckDB.
"""

from collections.abc import Iterable
from pathlib import Path

from pantau.contracts import PID_NAMA, PLACE_COLUMNS, SEMUA, WILAYAH, Column, Contract

KECAMATAN = PLACE_COLUMNS["kecamatan"]
# What the loader adds to every stored table: sample or not, and where the row came from.
ORIGIN = ("contoh", "run", "lembar", "baris")
DETACH = "detach semua"
_CREATE = "create table {fact} ({columns}, contoh boolean, run varchar, lembar varchar, baris integer)"
_WIDEN = "alter table {fact} add column {column}"
_STAGE = "create or replace temp table masuk as select {columns}, contoh, lembar, baris, urut from berkas"
_CLASS = """
create or replace temp table kelas as
with pertama as (
    select {key}, contoh, min(urut) as pertama from masuk group by {key}, contoh
),
banding as (
    select m.urut,
           f.run is null and m.urut = a.pertama as baru,
           concat_ws(', ', {differences}) as beda
    from masuk m
    join pertama a on {key_first} and a.contoh = m.contoh
    join masuk p on p.urut = a.pertama
    left join {fact} f on {key_fact} and f.contoh = m.contoh
)
select urut, beda, case when baru then 'dimuat' when beda = '' then 'duplikat' else 'konflik' end as kelas from banding
"""
_DIFFERENCE = """
case when m.{name} is distinct from case when f.run is null then p.{name} else f.{name} end then {title} end
"""
_LOAD = """
insert into {fact} ({columns}, contoh, run, lembar, baris)
select {columns}, contoh, $run, lembar, baris from masuk join kelas using (urut) where kelas = 'dimuat' order by urut
"""
_KEY_PRINT = "sha256(concat_ws(chr(31), {parts}))"
_KEY_PART = "coalesce(cast({name} as varchar), '')"
_HELD_KEYS = (
    "select lembar, baris, {key_print} as kunci from (select {casts}, contoh, lembar, baris from kunci_ditahan)"
)
_STAGED_KEYS = "select lembar, baris, {key_print} as kunci from masuk join kelas using (urut) where kelas = 'konflik'"
_CHOSEN = """
create or replace temp table pilihan as
select m.urut, m.lembar, m.baris, k.beda, f.run as lama_run, f.lembar as lama_lembar, f.baris as lama_baris
from masuk m
join kelas k on k.urut = m.urut and k.kelas = 'konflik'
join jawaban j on j.lembar = m.lembar and j.baris = m.baris and j.putusan = 'ganti'
join karantina h on concat(h.run, '/', h.lembar, '/', h.baris) = j.karantina
    and h.dataset = $dataset and h.alasan = 'konflik'
left join selesai s on s.run = h.run and s.lembar = h.lembar and s.baris = h.baris
join {fact} f on {key_fact} and f.contoh = m.contoh
where s.run is null
qualify row_number() over (partition by {key}, m.contoh order by m.urut) = 1
"""
_TAKE_OUT = """
delete from {fact} as f
where exists (
    select 1 from pilihan p where p.lama_run = f.run and p.lama_lembar = f.lembar and p.lama_baris = f.baris
)
"""
_MENDED = """
insert into selesai
select h.run, h.lembar, h.baris, 'diperbaiki', f.run, f.lembar, f.baris
from karantina h
join (
    select {key_print} as kunci, min(run) as run, min(lembar) as lembar, min(baris) as baris
    from {fact} where run = $run group by 1
) f on f.kunci = h.kunci
left join selesai s on s.run = h.run and s.lembar = h.lembar and s.baris = h.baris
where h.dataset = $dataset and h.run <> $run and s.run is null
"""
_GONE = """
select count(*) from {fact} f
where f.run = $before and not exists (select 1 from masuk m where {key_fact} and f.contoh = m.contoh)
"""
_CONFLICTING = """
select m.urut, k.beda, f.run <> $run as dimuat_lain, {old}, {new}
from masuk m join kelas k on k.urut = m.urut and k.kelas = 'konflik'
left join {fact} f on {key_fact} and f.contoh = m.contoh
order by m.urut
"""
_VIEW = "create or replace view {view} as select * from {fact}{condition}"
_ATTACH = "attach {path} as semua (read_only)"
_SCOPE = "insert into {fact} select {columns} from semua.{fact}{condition}"
_OF_KECAMATAN = " where {kecamatan} = $kecamatan"
_OF_PARENT = " where {join} in (select {join} from {parent})"
_NOT_ELSEWHERE = " and ({kecamatan} is null or {kecamatan} = $kecamatan)"
_SHARED = "select * from semua.{name}{condition}"
_MART = "create table {name} as {query}"
_DROP = "drop table {table}"
_STATE = """
insert into dataset_keadaan
select $dataset, $program, (select count(*) from {view}), (select count(*) from {view} where contoh),
       (select cast(max({as_of}) as date) from {view}), terakhir.run, terakhir.dimuat_pada
from (select 1) left join (
    select run, dimuat_pada from muatan where dataset = $dataset order by dimuat_pada desc, run desc limit 1
) terakhir on true
"""
_COUNTS = "select contoh, count(*) from {fact} group by contoh"


def quoted(name: str) -> str:
    """An identifier for a statement."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text constant for a statement: a title of a contract or our own path, where no parameter may stand."""
    return "'" + text.replace("'", "''") + "'"


def fact(contract: Contract) -> str:
    """The stored table's name, quoted."""
    return quoted(f"fakta_{contract.id}")


def create(contract: Contract) -> str:
    """The stored table: the columns kept, whether sample, and where each row came from."""
    return _CREATE.format(fact=fact(contract), columns=_listed(_defined(column) for column in contract.stored))


def widen(contract: Contract, column: Column) -> str:
    """A column the contract gained since the table was made."""
    return _WIDEN.format(fact=fact(contract), column=_defined(column))


def stage(contract: Contract) -> str:
    """The registered frame `berkas` as the typed temporary table `masuk`."""
    casts = (f"cast({quoted(each.name)} as {each.sql_type}) as {quoted(each.name)}" for each in contract.stored)
    return _STAGE.format(columns=_listed(casts))


def classify(contract: Contract) -> str:
    """The temporary table `kelas`: each staged row is new, the same as a row known, or in conflict with it (and where).

    The row known is the stored one with the same natural key, else the first of the file; a missing key part equals a
    missing one. Sample rows and real rows never meet.
    """
    titles = {column.name: column.title for column in contract.stored}
    # A name written in another way is no other person, so it makes no conflict.
    content = (name for name in titles if name not in contract.key and name != PID_NAMA.name)
    differences = (_DIFFERENCE.format(name=quoted(name), title=literal(titles[name])) for name in content)
    return _CLASS.format(
        fact=fact(contract),
        key=_listed(quoted(name) for name in contract.key),
        key_first=_same(contract.key, "a"),
        key_fact=_same(contract.key, "f"),
        differences=_listed(differences) or "null",
    )


def load(contract: Contract) -> str:
    """The new rows into the stored table; parameter run."""
    return _LOAD.format(fact=fact(contract), columns=_listed(quoted(column.name) for column in contract.stored))


def held_keys(contract: Contract) -> str:
    """lembar, baris and the print of the natural key, of the registered frame `kunci_ditahan`."""
    casts = (f"cast({quoted(name)} as {contract.column(name).sql_type}) as {quoted(name)}" for name in contract.key)
    return _HELD_KEYS.format(key_print=_key_print(contract), casts=_listed(casts))


def staged_keys(contract: Contract) -> str:
    """lembar, baris and the print of the natural key, of the staged rows in conflict."""
    return _STAGED_KEYS.format(key_print=_key_print(contract))


def choose(contract: Contract) -> str:
    """The temporary table `pilihan`: conflicting rows that a person chose over the stored ones; parameter dataset.

    Only the first of a key, and only where `jawaban` names an open conflict of this dataset.
    """
    return _CHOSEN.format(
        fact=fact(contract), key_fact=_same(contract.key, "f"), key=_listed(f"m.{quoted(n)}" for n in contract.key)
    )


def take_out(contract: Contract) -> str:
    """The stored rows that give way to the chosen ones, away."""
    return _TAKE_OUT.format(fact=fact(contract))


def settle_mended(contract: Contract) -> str:
    """Rows held back earlier whose natural key this run loaded are settled; parameters run, dataset."""
    return _MENDED.format(fact=fact(contract), key_print=_key_print(contract))


def missing_since(contract: Contract) -> str:
    """How many rows of an earlier run ($before) are not among the staged ones."""
    return _GONE.format(fact=fact(contract), key_fact=_same(contract.key, "f"))


def conflicting(contract: Contract) -> str:
    """The staged rows in conflict: place, differing titles, then every stored column as it is and as it would be."""
    names = [column.name for column in contract.stored]
    return _CONFLICTING.format(
        fact=fact(contract),
        key_fact=_same(contract.key, "f"),
        old=_listed(f"f.{quoted(name)} as {quoted(f'lama_{name}')}" for name in names),
        new=_listed(f"m.{quoted(name)} as {quoted(f'baru_{name}')}" for name in names),
    )


def _key_print(contract: Contract) -> str:
    """The natural key as one text without what it says: equal keys have equal prints."""
    parts = (_KEY_PART.format(name=quoted(name)) for name in (*contract.key, "contoh"))
    return _KEY_PRINT.format(parts=_listed(parts))


def view(contract: Contract, sample: bool) -> str:
    """The view of what counts: everything while the group still shows its sample, else the real rows only."""
    return _VIEW.format(view=quoted(contract.id), fact=fact(contract), condition="" if sample else " where not contoh")


def counts(contract: Contract) -> str:
    """How many rows of the stored table are sample and how many are real."""
    return _COUNTS.format(fact=fact(contract))


def state(contract: Contract) -> str:
    """The dataset's line in dataset_keadaan; parameters dataset, program."""
    return _STATE.format(view=quoted(contract.id), as_of=quoted(contract.as_of) if contract.as_of else "null")


def share(contract: Contract, one_kecamatan: bool) -> str:
    """What of the stored table belongs into a file made for reading; parameter kecamatan where the scope asks for it.

    Specific data stay behind: their columns are blank, a dataset of them has no rows. A row that follows its parent
    dataset is left out when it names another kecamatan itself.
    """
    columns = _listed(f"null as {quoted(each.name)}" if each.detail else quoted(each.name) for each in contract.stored)
    if contract.detail:
        condition = " where false"
    elif contract.scope == SEMUA or not one_kecamatan:
        condition = ""
    elif contract.scope == WILAYAH:
        condition = _OF_KECAMATAN.format(kecamatan=KECAMATAN)
    else:
        condition = _OF_PARENT.format(join=quoted(contract.join), parent=quoted(f"fakta_{contract.scope}"))
        if any(column.name == KECAMATAN for column in contract.stored):
            condition += _NOT_ELSEWHERE.format(kecamatan=KECAMATAN)
    origin = _listed(ORIGIN)
    return _SCOPE.format(fact=fact(contract), columns=f"{columns}, {origin}", condition=condition)


def copied(table: str) -> str:
    """A whole table of the attached `semua` into the one of the same name."""
    return _SCOPE.format(fact=quoted(table), columns="*", condition="")


def shared_mart(name: str, by_kecamatan: bool) -> str:
    """A mart made in the file of everything, as this file may hold it; parameter kecamatan when it is cut by that."""
    condition = _OF_KECAMATAN.format(kecamatan=KECAMATAN) if by_kecamatan else ""
    return _MART.format(name=quoted(name), query=_SHARED.format(name=quoted(name), condition=condition))


def attach(whole: Path) -> str:
    """The file of all scopes, beside the one being filled."""
    return _ATTACH.format(path=literal(str(whole)))


def mart(name: str, query: str) -> str:
    """A mart as a table."""
    return _MART.format(name=quoted(name), query=query)


def drop(table: str) -> str:
    """A derived table away."""
    return _DROP.format(table=quoted(table))


def in_scope_order(contracts: Iterable[Contract]) -> list[Contract]:
    """The contracts, every parent dataset before those that follow it into a scope."""
    waiting = {each.id: each for each in contracts}
    ordered: list[Contract] = []
    while waiting:
        ready = [each for each in waiting.values() if each.scope not in waiting]
        if not ready:
            raise ValueError(f"scope berputar: {', '.join(waiting)}")
        ordered += ready
        for each in ready:
            del waiting[each.id]
    return ordered


def _defined(column: Column) -> str:
    return f"{quoted(column.name)} {column.sql_type}"


def _same(key: Iterable[str], other: str) -> str:
    return " and ".join(f"{other}.{quoted(name)} is not distinct from m.{quoted(name)}" for name in key)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)
