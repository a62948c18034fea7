"""Query files: one question a file, its header read strictly, so that a slip is a sentence and not a wrong number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pantau import ROOT
from pantau.store.generations import StoreError

QUERIES = ROOT / "queries"
ONE_ROW = "satu baris"
TYPES = ("VARCHAR", "DATE", "TIMESTAMP", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR[]")
_FIELDS = ("grain", "param", "units", "after", "made", "publish", "known")
_PARAM = re.compile(r"(?P<name>[a-z][a-z0-9_]*) (?P<type>[A-Z]+(?:\[\])?) = (?P<default>.+)")
_USED = re.compile(r"\$([a-z][a-z0-9_]*)")
_NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*")
_REAL = frozenset(("1", "true", "ya"))


@dataclass(frozen=True)
class Parameter:
    """One `$name` of a query: its SQL type and the value used when the caller gives none (None = no limit)."""

    name: str
    type: str
    default: Any = None

    def value(self, given: Any) -> Any:
        """What a caller or a command line gives, as the type declared. Raises StoreError."""
        if hasattr(given, "item"):  # DuckDB refuses the scalars of numpy.
            given = given.item()
        if given is None or given == "" or given != given:
            return None
        try:
            return self._cast(given)
        except (TypeError, ValueError):
            raise StoreError(f"Nilai {given!r} untuk {self.name} tidak dapat dibaca sebagai {self.type}.") from None

    def _cast(self, given: Any) -> Any:
        if self.type == "DATE":
            return (
                given.date()
                if isinstance(given, datetime)
                else given
                if isinstance(given, date)
                else date.fromisoformat(given)
            )
        if self.type == "TIMESTAMP":
            return given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
        if self.type in ("INTEGER", "BIGINT"):
            return int(given)
        if self.type == "DOUBLE":
            return float(given)
        if self.type == "BOOLEAN":
            return given if isinstance(given, bool) else str(given).casefold() in _REAL
        if self.type == "VARCHAR[]":
            return given.split(",") if isinstance(given, str) else [str(part) for part in given]
        return str(given)


@dataclass(frozen=True)
class Query:
    """A query file: what it answers, which columns are unique in the answer (`satu baris` = one row), its parameters,
    the units of its numbers, and the queries (marts) that must stand before it.

    `made` is "semua" for a mart made once from everything and shared from there into the files made for reading;
    `publish` lists the tables of a cube (dimensions together), `known` the dimensions whose counts no cube can hide.
    """

    name: str
    sentence: str
    grain: tuple[str, ...]
    params: tuple[Parameter, ...]
    units: Mapping[str, str]
    sql: str
    after: tuple[str, ...] = ()
    made: str = ""
    publish: tuple[tuple[str, ...], ...] = ()
    known: tuple[str, ...] = ()

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The value of every parameter, the defaults for those not given. Raises StoreError for a name unknown."""
        names = [parameter.name for parameter in self.params]
        for name in given:
            if name not in names:
                raise StoreError(
                    f"Kueri {self.name} tidak punya parameter {name}; yang ada: {', '.join(names) or 'tidak ada'}."
                )
        return {each.name: each.value(given[each.name]) if each.name in given else each.default for each in self.params}


def read_query(name: str, folder: Path = QUERIES) -> Query:
    """The query `<bagian>/<nama>`, read again when its file changes. Raises StoreError naming those that exist."""
    path = folder / f"{name}.sql"
    if not _NAME.fullmatch(name) or not path.is_file():
        there = query_names(folder)
        near = [other for other in there if other.startswith(f"{name.partition('/')[0]}/")]
        parts = sorted({other.partition("/")[0] for other in there})
        raise StoreError(f"Kueri {name} tidak ada; yang ada: {', '.join(near or [f'{part}/...' for part in parts])}.")
    state = path.stat()
    return _read(name, path, state.st_mtime_ns, state.st_size)


def query_names(folder: Path = QUERIES) -> list[str]:
    """Every query a page or the command line may ask; schema, marts and checks have their own users."""
    found = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.sql"))
    return sorted(name for name in found if name.partition("/")[0] not in ("schema", "marts", "checks"))


def check_names(folder: Path = QUERIES) -> list[str]:
    """Every check of the data: a query that answers with the rows that contradict something."""
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("checks/*.sql"))


@lru_cache(maxsize=512)
def _read(name: str, path: Path, _changed: int, _size: int) -> Query:
    return parse(name, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Query:
    """A query from the text of its file. Raises StoreError naming the line that breaks the form."""
    header: list[str] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        header.append(line.removeprefix("--").strip())
    if not header or not header[0].endswith("."):
        raise StoreError(f"{name}.sql: baris pertama harus satu kalimat komentar yang berakhir titik.")
    said: dict[str, list[str]] = {field: [] for field in _FIELDS}
    for line in header[1:]:
        field, colon, value = line.partition(":")
        if not colon or field not in _FIELDS or not value.strip():
            raise StoreError(f"{name}.sql: baris kepala {line!r} tidak dikenal; yang ada: {', '.join(_FIELDS)}.")
        said[field].append(value.strip())
    if len(said["grain"]) != 1 or len(said["units"]) > 1:
        raise StoreError(f"{name}.sql: perlu tepat satu baris grain dan paling banyak satu baris units.")
    params = tuple(_parameter(name, line) for line in said["param"])
    sql = "\n".join(text.splitlines()[len(header) :]).strip()
    used, declared = set(_USED.findall(_code(sql))), [each.name for each in params]
    if used != set(declared) or len(declared) != len(used):
        raise StoreError(
            f"{name}.sql: parameter di kepala ({', '.join(declared)}) tidak sama dengan "
            f"yang dipakai ({', '.join(sorted(used))})."
        )
    units = dict(_unit(name, part.strip()) for line in said["units"] for part in line.split(";") if part.strip())
    return Query(
        name,
        header[0],
        grain=_parts(said["grain"]),
        params=params,
        units=units,
        sql=sql,
        after=_parts(said["after"]),
        made=" ".join(said["made"]),
        publish=tuple(tuple(table.split("+")) for table in _parts(said["publish"])),
        known=_parts(said["known"]),
    )


def _parts(lines: list[str]) -> tuple[str, ...]:
    return tuple(part.strip() for line in lines for part in line.split(","))


def _parameter(name: str, line: str) -> Parameter:
    match = _PARAM.fullmatch(line)
    if not match or match["type"] not in TYPES:
        raise StoreError(
            f"{name}.sql: parameter {line!r} harus berbentuk `nama TIPE = nilai` dengan tipe {', '.join(TYPES)}."
        )
    bare = Parameter(match["name"], match["type"])
    default = match["default"].strip()
    return Parameter(bare.name, bare.type, None if default == "NULL" else bare.value(default.strip("'")))


def _unit(name: str, part: str) -> tuple[str, str]:
    column, _, unit = part.partition(" ")
    if not unit.strip():
        raise StoreError(f"{name}.sql: satuan {part!r} harus berbentuk `kolom satuan`.")
    return column, unit.strip()


def _code(sql: str) -> str:
    """The statement without its comments, where a `$` is only a word."""
    return "\n".join(line.partition("--")[0] for line in sql.splitlines())
