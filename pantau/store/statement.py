"""A statement taken apart by DuckDB itself: its tables, its parts, and what a column of a select is made of."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

import duckdb

from pantau.store.generations import StoreError
from pantau.store.query import read_query
from pantau.store.viewer import SAFE

MART: Final = "mart_"
CUBE: Final = "kubus_"
REFERENCE: Final = "ref_"
# Tables of the store itself: what was loaded and how it stands; their rows are no rows of a file.
SYSTEM: Final = frozenset(
    ("muatan", "karantina", "selesai", "diganti", "duplikat", "dihapus", "dataset_keadaan", "program_keadaan")
)
_AGGREGATES: Final = "select distinct function_name from duckdb_functions() where function_type = 'aggregate'"

Node = dict[str, Any]
# Statements are taken apart on one idle database that holds nothing.
_lock = threading.Lock()


@dataclass
class Source:
    """A table, mart, part or bracket read by one select: how it is joined decides whether it is followed."""

    alias: str
    ref: Node
    join: str


@lru_cache(maxsize=512)
def parsed(sql: str) -> Node:
    """The statement as DuckDB reads it; what is handed out is never changed."""
    with _lock:
        got = json.loads(_idle().execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()[0][0])
    if got["error"]:
        raise StoreError(f"Pernyataan tidak dapat diuraikan: {got.get('error_message', '')}")
    node: Node = got["statements"][0]["node"]
    return node


def written(node: Node) -> str:
    """A statement from its parts."""
    whole = json.dumps({"error": False, "statements": [{"node": node, "named_param_map": []}]})
    with _lock:
        return str(_idle().execute("select json_deserialize_sql($sql)", {"sql": whole}).fetchall()[0][0])


@cache
def _idle() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config=dict(SAFE))


@cache
def _aggregates() -> frozenset[str]:
    with _lock:
        return frozenset(str(name) for (name,) in _idle().execute(_AGGREGATES).fetchall())


def _tables(node: Any, known: frozenset[str]) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _tables(each, known)
    elif isinstance(node, dict):
        for part in node.get("cte_map", {}).get("map", []):
            yield from _tables(part["value"], known)
            known |= {part["key"]}
        if node.get("type") == "BASE_TABLE" and node["table_name"] not in known:
            yield str(node["table_name"])
        for name, each in node.items():
            if name != "cte_map":
                yield from _tables(each, known)


def sources(ref: Node, join: str) -> Iterator[Source]:
    """What a select reads, left to right; `join` is inner, outer (may be missing) or cross (the same for every row)."""
    if ref["type"] == "JOIN":
        alone = ref["ref_type"] == "CROSS" or (ref.get("condition") or {}).get("class") == "CONSTANT"
        right = "cross" if alone else "outer" if ref["join_type"] == "LEFT" or join == "outer" else join
        yield from sources(ref["left"], join)
        yield from sources(ref["right"], right)
    elif ref["type"] in ("BASE_TABLE", "SUBQUERY"):
        yield Source(ref["alias"] or ref["table_name"], ref, join)


def followed(sources: list[Source], used: set[str], parts: list[Node]) -> list[Source]:
    """The sources that hold the number's rows: those it is made of, those it must meet, else the one that drives.

    Totals that merely stand beside, and reference tables, are followed only where the number is made of them.
    """
    holding = [each for each in sources if not each.ref.get("table_name", "").startswith(REFERENCE)]
    bodies = {each.alias: _body(each, parts) for each in holding}
    kept = [
        each
        for each in sources
        if each.alias in used or (each.join == "inner" and each in holding and not _totals(bodies[each.alias]))
    ]
    if any(each in holding for each in kept):
        return kept
    return [each for each in holding if not _single(bodies[each.alias])][:1]


def _body(source: Source, parts: list[Node]) -> Node | None:
    """The select a source is made by; None for a dataset."""
    if source.ref["type"] == "SUBQUERY":
        body: Node = source.ref["subquery"]["node"]
        return body
    table = source.ref["table_name"]
    for part in parts:
        if part["key"] == table:
            body = part["value"]["query_node"]
            return body
    return parsed(read_query(f"marts/{table}").sql) if is_mart(table) else None


def _totals(body: Node | None) -> bool:
    """Whether a part puts rows together."""
    if body is None or body["type"] != "SELECT_NODE":
        return False
    return bool(body["group_expressions"]) or any(_aggregate(each) for each in body["select_list"])


def _single(body: Node | None) -> bool:
    """Whether a part is always one row: totals of everything, or constants."""
    if body is None or body["type"] != "SELECT_NODE" or body["group_expressions"]:
        return False
    return body["from_table"]["type"] == "EMPTY" or _totals(body)


def _aggregate(expression: Node) -> bool:
    return any(each["function_name"] in _aggregates() for each in parts_of(expression, "FUNCTION"))


def pushable(expression: Node, node: Node, listed: list[tuple[str, Node]]) -> bool:
    """Whether a column can be computed for a single row before anything is put together."""
    if _aggregate(expression) or any(True for _ in parts_of(expression, "SUBQUERY")):
        return False
    grouped = bool(node["group_expressions"]) or any(_aggregate(each) for _, each in listed)
    return not (grouped and any(True for _ in parts_of(expression, "WINDOW")))


def choices(expression: Node) -> list[list[Node]]:
    """The ways a value may have come about: the first of several that is there."""
    if expression["type"] == "OPERATOR_COALESCE":
        return [[child] for child in expression["children"]]
    return [[expression]]


def value_parts(expression: Node) -> list[Node]:
    """What the value itself is made of; the conditions of a choice between constants only say which."""
    if expression["class"] != "CASE":
        return [expression]
    made = [each["then_expr"] for each in expression["case_checks"]] + [expression["else_expr"]]
    told = [each for each in made if any(True for _ in parts_of(each, "COLUMN_REF"))]
    return told or [each["when_expr"] for each in expression["case_checks"]]


def bare(expression: Node) -> Node:
    """A value without casts and without what stands in for a missing one."""
    while True:
        if expression["class"] == "CAST":
            expression = expression["child"]
        elif expression["type"] == "OPERATOR_COALESCE":
            expression = expression["children"][0]
        else:
            return expression


def argument(function: Node) -> Node | None:
    given = function["arguments"]
    return given[0]["expression"] if given else None


def one_or_column(argument: Node) -> bool:
    """Whether a summed value is a column, or one where a condition holds."""
    if argument["class"] != "CASE":
        return bool(bare(argument)["class"] == "COLUMN_REF")
    made = [each["then_expr"].get("literal", {}).get("text") for each in argument["case_checks"]]
    return all(literal == "1" for literal in made)


def with_condition(node: Node, chosen: list[Node]) -> Node:
    """The select narrowed to the rows its one wanted total takes: `filter`, or a case that leaves the others out."""
    inner = bare(chosen[0]) if len(chosen) == 1 else None
    if not inner or inner["class"] != "FUNCTION" or inner["function_name"] not in _aggregates():
        return node
    given = argument(inner)
    taken = [inner["filter"]] if inner.get("filter") else []
    if given and given["class"] == "CASE" and len(given["case_checks"]) == 1 and _nothing(given["else_expr"]):
        taken.append(given["case_checks"][0]["when_expr"])
    elif given and given["class"] == "COLUMN_REF" and inner["function_name"] == "count":
        taken.append(_present(given))
    if not taken:
        return node
    narrowed = dict(node)
    before = [node["where_clause"]] if node["where_clause"] else []
    narrowed["where_clause"] = {
        "class": "CONJUNCTION",
        "type": "CONJUNCTION_AND",
        "alias": "",
        "children": [*before, *taken],
    }
    return narrowed


def _nothing(expression: Node | None) -> bool:
    """Whether the other rows of a case add nothing."""
    if expression is None:
        return True
    return expression["class"] == "CONSTANT" and expression.get("literal", {}).get("text", "NULL") in ("0", "NULL")


def _present(column: Node) -> Node:
    return {"class": "OPERATOR", "type": "OPERATOR_IS_NOT_NULL", "alias": "", "children": [column]}


def column(alias: str, name: str) -> Node:
    return {"class": "COLUMN_REF", "type": "COLUMN_REF", "alias": "", "column_names": [alias, name]}


def parts_of(expression: Any, kind: str) -> Iterator[Node]:
    """Every part of an expression of one class, without looking into brackets with a select of their own."""
    if isinstance(expression, list):
        for each in expression:
            yield from parts_of(each, kind)
    elif isinstance(expression, dict):
        if expression.get("class") == kind:
            yield expression
        if expression.get("class") != "SUBQUERY":
            for each in expression.values():
                yield from parts_of(each, kind)


def parameters(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*(parameters(each) for each in node))
    if not isinstance(node, dict):
        return set()
    own = {str(node["identifier"])} if node.get("class") == "PARAMETER" else set()
    return own.union(*(parameters(each) for each in node.values()))


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def tables(sql: str) -> tuple[str, ...]:
    """The tables and views a statement names, without its own parts."""
    return tuple(sorted(set(_tables(parsed(sql), frozenset()))))


def is_mart(table: str) -> bool:
    """Whether a table was made by a query of its own."""
    return table.startswith((MART, CUBE))


def is_dataset(table: str) -> bool:
    """Whether a table holds rows of files."""
    return not is_mart(table) and not table.startswith(REFERENCE) and table not in SYSTEM
