"""Where a number comes from: the stored rows behind one cell of an answer, followed through the query's own statement.

The statement is taken apart by DuckDB itself. At every level the rows of each table read that meet the conditions and
give the wanted row are kept, and followed into what they were made from: a part of the statement, a mart, a dataset.
So the rows found are those the query counted, whatever it counts; nothing is listed by hand for a query.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import duckdb
import pandas as pd

from pantau.store import statement
from pantau.store.generations import SCOPE_ALL, StoreError
from pantau.store.query import ONE_ROW, Query, read_query
from pantau.store.statement import Node, Source
from pantau.store.viewer import Store, connect

ORIGIN: Final = ("run", "lembar", "baris", "contoh")
_LEFT: Final = "with answer as ({sql}) select * from answer limit 0"
_ANSWER: Final = "create temp table {name} as select * from ({sql}) as x{condition}"
_NARROWED: Final = "create temp table {name} as select distinct x.*{without} from ({sql}) as x{condition}"
_GIVES: Final = " where exists (select 1 from {limit} as w where {same})"
_SAME: Final = "{left} is not distinct from {right}"
_ORIGIN: Final = "select distinct {columns} from {name} where run is not null order by run, lembar, baris"
_SILENT: Final = "delete from {name} where {empty}"
_HEAD: Final = "select * from {name} limit 0"
_COUNT: Final = "select count(*) from {name}"
_STAR: Final = "select t.* from t"


@dataclass(frozen=True)
class Lineage:
    """The rows behind one number.

    number: as answered. counted: it is a count of rows, or a sum of such counts. rows: dataset -> run, lembar, baris,
    contoh and the columns asked for, one line a stored row. closed: datasets whose rows are not opened in this scope.
    beside: datasets and reference tables the query reads too, as a condition or for names.
    """

    number: Any
    counted: bool
    rows: dict[str, pd.DataFrame]
    closed: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass
class _Found:
    rows: dict[str, list[pd.DataFrame]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    counts: bool = False
    other: bool = False


def base(name: str) -> tuple[str, ...]:
    """The datasets and reference tables a query reads, through its marts; tables of the store itself are left out."""
    return _base(name, read_query(name).sql)


@lru_cache(maxsize=512)
def _base(name: str, sql: str) -> tuple[str, ...]:
    found: set[str] = set()
    for table in statement.tables(sql):
        if statement.is_mart(table):
            found.update(base(f"marts/{table}"))
        elif table not in statement.SYSTEM:
            found.add(table)
    return tuple(sorted(found))


def rows(
    store: Store,
    query: Query,
    params: Mapping[str, Any],
    answer: Mapping[str, Any],
    column: str,
    scope: str = SCOPE_ALL,
    keys: Mapping[str, Sequence[str]] | None = None,
) -> Lineage:
    """The stored rows behind `column` of one row of an answer, as the file of this scope holds them. Raises StoreError.

    `answer` holds that row's values at least of the query's grain; `keys` the columns wanted beside the place of a row.
    """
    path = store.folder / store.generation() / f"{scope}.duckdb"
    with contextlib.closing(connect(path)) as connection:
        try:
            return _Trace(connection, query, params, scope, keys or {}).follow(answer, column)
        except duckdb.Error as error:
            raise StoreError(f"Asal angka pada kueri {query.name} tidak dapat dirunut.") from error


def facts(connection: duckdb.DuckDBPyConnection, dataset: str, columns: Sequence[str]) -> pd.DataFrame:
    """Every row of a dataset that counts: its place, whether sample, and the columns asked for. Raises StoreError."""
    listed = ", ".join(statement.quoted(name) for name in dict.fromkeys((*ORIGIN, *columns)))
    try:
        return connection.execute(_ORIGIN.format(columns=listed, name=statement.quoted(dataset))).df()
    except duckdb.Error as error:
        raise StoreError(f"Dataset {dataset} belum ada di lingkup ini.") from error


class _Trace:
    """One walk from a number to its rows, on a connection of its own whose temporary tables end with it."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        query: Query,
        params: Mapping[str, Any],
        scope: str,
        keys: Mapping[str, Sequence[str]],
    ) -> None:
        self.connection, self.query, self.scope, self.keys = connection, query, scope, keys
        self.values = query.values(params)
        self.found = _Found()
        self.made = 0
        self.silent = False

    def follow(self, answer: Mapping[str, Any], column: str) -> Lineage:
        """From the chosen row down to the datasets."""
        grain = () if self.query.grain == (ONE_ROW,) else self.query.grain
        if missing := [name for name in grain if name not in answer]:
            raise StoreError(f"Baris jawaban {self.query.name} belum lengkap: sebut juga {', '.join(missing)}.")
        limit = self._name()
        same = " and ".join(
            _SAME.format(left=f"x.{statement.quoted(n)}", right=f"$jejak_{i}") for i, n in enumerate(grain)
        )
        bound = {f"jejak_{i}": _plain(answer[n]) for i, n in enumerate(grain)}
        sql = _ANSWER.format(name=limit, sql=self.query.sql, condition=f" where {same}" if same else "")
        self.connection.execute(sql, self.values | bound)
        if column not in self._columns(limit):
            raise StoreError(f"Kueri {self.query.name} tidak punya kolom {column}.")
        got = self.connection.execute(_HEAD.format(name=limit).replace("limit 0", "limit 2")).df()
        if len(got) != 1:
            raise StoreError(f"Baris itu tidak ada dalam jawaban {self.query.name}.")
        self.silent = bool(pd.isna(got[column].iloc[0]))
        self._node(statement.parsed(self.query.sql), [], limit, {column}, None)
        return self._lineage(got[column].iloc[0])

    def _lineage(self, number: Any) -> Lineage:
        found = {
            dataset: pd.concat(parts).drop_duplicates(list(ORIGIN[:3])).reset_index(drop=True)
            for dataset, parts in sorted(self.found.rows.items())
        }
        read = set(base(self.query.name)) - set(found) - self.found.closed
        return Lineage(
            _plain(number),
            self.found.counts and not self.found.other,
            found,
            tuple(sorted(self.found.closed)),
            tuple(sorted(read)),
        )

    def _node(self, node: Node, parts: list[Node], limit: str, wanted: set[str], names: list[str] | None) -> int:
        """Follow a select, or each branch of several put together; returns how many rows gave something."""
        parts = [*parts, *node["cte_map"]["map"]]
        if node["type"] == "SET_OPERATION_NODE":
            first = names or [name for name, _ in self._outputs(node["children"][0], parts)]
            return sum(self._node(child, parts, limit, wanted, first) for child in node["children"])
        return self._select(node, parts, limit, wanted, names) if node["type"] == "SELECT_NODE" else 0

    def _select(self, node: Node, parts: list[Node], limit: str, wanted: set[str], names: list[str] | None) -> int:
        listed = self._outputs(node, parts)
        if names:
            listed = [(name, expression) for name, (_, expression) in zip(names, listed, strict=False)]
        chosen = [expression for name, expression in listed if name in wanted]
        choices = statement.choices(chosen[0]) if len(chosen) == 1 else [chosen]
        # Where nothing is answered, nothing stands in for what is missing either.
        for choice in choices[:1] if self.silent else choices:
            if found := self._choice(node, parts, limit, listed, choice):
                return found
        return 0

    def _choice(
        self, node: Node, parts: list[Node], limit: str, listed: list[tuple[str, Node]], chosen: list[Node]
    ) -> int:
        """Follow one way in which the wanted columns may have come about."""
        sources = list(statement.sources(node["from_table"], "inner"))
        uses: dict[str, set[str]] = {}
        for expression in chosen:
            self._note_kind(expression)
            for alias, name in self._references(statement.value_parts(expression), sources, parts):
                uses.setdefault(alias, set()).add(name)
        node = statement.with_condition(node, chosen)
        exact = self._exact(limit)
        pushed = [(n, e) for n, e in listed if n in exact and statement.pushable(e, node, listed)]
        return sum(
            self._source(node, parts, limit, pushed, source, uses.get(source.alias, set()))
            for source in statement.followed(sources, set(uses), parts)
        )

    def _source(
        self, node: Node, parts: list[Node], limit: str, pushed: list[tuple[str, Node]], source: Source, uses: set[str]
    ) -> int:
        """The rows of one table that give the wanted row, and what they come from."""
        if source.ref["type"] == "SUBQUERY":
            return self._into(source, node, parts, limit, pushed, source.ref["subquery"]["node"], parts, uses)
        table = source.ref["table_name"]
        for place, part in enumerate(parts):
            if part["key"] == table:
                body = part["value"]["query_node"]
                return self._into(source, node, parts, limit, pushed, body, parts[:place], uses)
        if statement.is_mart(table):
            mart = read_query(f"marts/{table}")
            if self.scope != SCOPE_ALL and (mart.made or mart.publish):
                self.found.closed.update(name for name in base(mart.name) if statement.is_dataset(name))
                return 1
            return self._into(source, node, parts, limit, pushed, statement.parsed(mart.sql), [], uses)
        return self._dataset(source, node, parts, limit, pushed) if statement.is_dataset(table) else 0

    def _into(
        self,
        source: Source,
        node: Node,
        parts: list[Node],
        limit: str,
        pushed: list[tuple[str, Node]],
        body: Node,
        inner: list[Node],
        uses: set[str],
    ) -> int:
        """Narrow something that is itself made of others, and follow it there."""
        kept = self._narrow(source, node, parts, limit, pushed)
        count = self._count(kept)
        return count and (self._node(body, inner, kept, uses, None), count)[1]

    def _dataset(
        self, source: Source, node: Node, parts: list[Node], limit: str, pushed: list[tuple[str, Node]]
    ) -> int:
        kept = self._narrow(source, node, parts, limit, pushed)
        dataset = source.ref["table_name"]
        columns = ", ".join(statement.quoted(name) for name in dict.fromkeys((*ORIGIN, *self.keys.get(dataset, ()))))
        found = self.connection.execute(_ORIGIN.format(columns=columns, name=kept)).df()
        if len(found):
            self.found.rows.setdefault(dataset, []).append(found)
        return len(found)

    def _narrow(self, source: Source, node: Node, parts: list[Node], limit: str, pushed: list[tuple[str, Node]]) -> str:
        """A temporary table: the rows of one table that, joined as the query joins them, give a wanted row."""
        reading = deepcopy(node)
        star = deepcopy(statement.parsed(_STAR)["select_list"][0])
        star["relation_name"] = source.alias
        marked = [deepcopy(expression) | {"alias": f"jejak_{i}"} for i, (_, expression) in enumerate(pushed)]
        reading |= {"select_list": [star, *marked], "group_expressions": [], "group_sets": [], "having": None}
        reading |= {"qualify": None, "modifiers": [], "cte_map": {"map": parts}}
        same = " and ".join(
            _SAME.format(left=f"w.{statement.quoted(name)}", right=f"x.jejak_{i}") for i, (name, _) in enumerate(pushed)
        )
        kept = self._name()
        sql = _NARROWED.format(
            name=kept,
            without=f" exclude ({', '.join(f'jejak_{i}' for i in range(len(pushed)))})" if pushed else "",
            sql=statement.written(reading),
            condition=_GIVES.format(limit=limit, same=same) if pushed else "",
        )
        self.connection.execute(sql, {name: self.values[name] for name in statement.parameters(reading)})
        empty = " and ".join(f"{statement.quoted(name)} is null" for name in self._columns(kept))
        self.connection.execute(_SILENT.format(name=kept, empty=empty))
        return kept

    def _outputs(self, node: Node, parts: list[Node]) -> list[tuple[str, Node]]:
        """Name and expression of every column a select gives, stars written out."""
        if node["type"] == "SET_OPERATION_NODE":
            return self._outputs(node["children"][0], [*parts, *node["cte_map"]["map"]])
        listed: list[tuple[str, Node]] = []
        for expression in node["select_list"]:
            if expression["class"] == "STAR":
                for source in statement.sources(node["from_table"], "inner"):
                    if expression.get("relation_name") in ("", None, source.alias):
                        listed += [(name, statement.column(source.alias, name)) for name in self._shape(source, parts)]
            else:
                listed.append((expression["alias"] or (expression.get("column_names") or [""])[-1], expression))
        return listed

    def _references(
        self, expressions: list[Node], sources: list[Source], parts: list[Node]
    ) -> Iterator[tuple[str, str]]:
        """Which column of which table the expressions read."""
        for reference in statement.parts_of(expressions, "COLUMN_REF"):
            names = reference["column_names"]
            if len(names) > 1:
                yield names[-2], names[-1]
            elif len(sources) == 1:
                yield sources[0].alias, names[0]
            else:
                yield from ((s.alias, names[0]) for s in sources if names[0] in self._shape(s, parts))

    def _shape(self, source: Source, parts: list[Node]) -> list[str]:
        """The columns of something that is read."""
        reading = deepcopy(statement.parsed(_STAR)) | {"from_table": source.ref, "cte_map": {"map": parts}}
        reading["select_list"][0]["relation_name"] = source.alias
        given = {name: self.values[name] for name in statement.parameters(reading)}
        sql = _LEFT.format(sql=statement.written(reading))
        return [str(each[0]) for each in self.connection.execute(sql, given).description]

    def _note_kind(self, expression: Node) -> None:
        """Remember whether the number is a count; a sum or a mere column says what it is one level below."""
        inner = statement.bare(expression)
        if inner["class"] == "FUNCTION" and inner["function_name"] in ("count", "count_star"):
            self.found.counts = True
        elif inner["class"] == "FUNCTION" and inner["function_name"] == "sum":
            argument = statement.argument(inner)
            self.found.counts |= argument is not None and argument["class"] == "CASE"
            self.found.other |= argument is not None and not statement.one_or_column(argument)
        elif inner["class"] != "COLUMN_REF":
            self.found.other = True

    def _exact(self, table: str) -> set[str]:
        """The columns by which rows can be compared: sums of decimals may differ in the last digit."""
        shape = self.connection.execute(_HEAD.format(name=table)).description
        return {each[0] for each in shape if str(each[1]) not in ("DOUBLE", "FLOAT")}

    def _columns(self, table: str) -> list[str]:
        return [each[0] for each in self.connection.execute(_HEAD.format(name=table)).description]

    def _count(self, table: str) -> int:
        return int(self.connection.execute(_COUNT.format(name=table)).fetchall()[0][0])

    def _name(self) -> str:
        self.made += 1
        return f"jejak_bagian_{self.made}"


def _plain(value: Any) -> Any:
    """A value of an answer as DuckDB takes it."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value
