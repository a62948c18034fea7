"""The catalogue of programmes, indicators, targets and attention rules, read from `data/catalogue/<program>.toml`.

What is watched is data, not code: a new programme or indicator is an entry here and a query file, nothing else.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from pantau import ROOT

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CATALOGUE = ROOT / "data" / "catalogue"
TERMS = ROOT / "data" / "istilah.toml"
NO_TARGET = "target belum ditetapkan"
Direction = Literal["naik", "turun", "netral"]

_T = TypeVar("_T", bound="DataclassInstance")
_PLAIN: Mapping[Any, tuple[type, ...]] = {str: (str,), int: (int,), float: (int, float), float | str: (int, float, str)}
_MAY_BE_EMPTY = ("series",)


class CatalogueError(ValueError):
    """A catalogue file is wrong or a programme is unknown; the message names the file and the field."""


@dataclass(frozen=True)
class Target:
    """A published target: value in the indicator's unit (or a level's name), its period and the document it is from."""

    value: float | str
    period: str
    document: str


@dataclass(frozen=True)
class Indicator:
    """One thing measured; `formula` says how in words, `column` of `query` holds it (both "" while none answers it).

    `target` is None where no document sets one: screens then print `target_status`.
    """

    id: str
    title: str
    unit: str
    direction: Direction
    formula: str
    source: str
    query: str = ""
    column: str = ""
    target: Target | None = None
    target_status: str = NO_TARGET


@dataclass(frozen=True)
class Rule:
    """One declared rule of "perlu perhatian"; the query gives its rows, `threshold` is in `unit`, `reason` is dated.

    `sentence` may hold {n} (rows found) and {ambang} (the threshold). `dataset` is set when its rows come from one that
    may be CONTOH beside real data of the programme; `page` when another page than the programme's shows its rows.
    """

    id: str
    title: str
    query: str
    threshold: float
    unit: str
    reason: str
    sentence: str
    dataset: str = ""
    page: str = ""


@dataclass(frozen=True)
class Term:
    """One word or unit of the screens and what it means."""

    kata: str
    arti: str
    satuan: bool = False


@dataclass(frozen=True)
class Parameter:
    """One number a query needs that is neither a target nor the threshold of a rule, with its dated reason."""

    id: str
    title: str
    value: float
    unit: str
    reason: str


@dataclass(frozen=True)
class Programme:
    """One programme; data older than `stale_days` days are shown as old, `series` is "" when there is none.

    `sentence` is a template filled from the one row of the query `headline`.
    """

    id: str
    title: str
    order: int
    owner: str
    page: str
    description: str
    source_url: str
    stale_days: int
    headline: str
    series: str
    sentence: str
    unit: str
    indicators: tuple[Indicator, ...]
    rules: tuple[Rule, ...]
    parameters: tuple[Parameter, ...] = ()

    def limit(self, name: str) -> float:
        """The threshold of the rule or the value of the parameter with this id; CatalogueError when there is none."""
        limits = {rule.id: rule.threshold for rule in self.rules} | {each.id: each.value for each in self.parameters}
        if name not in limits:
            raise CatalogueError(f"{self.id}.toml: tidak ada aturan atau parameter {name!r}")
        return limits[name]

    def indicator(self, indicator: str) -> Indicator:
        """The indicator with this id; CatalogueError when there is none."""
        for each in self.indicators:
            if each.id == indicator:
                return each
        raise CatalogueError(f"{self.id}.toml: tidak ada indikator {indicator!r}")


@cache
def programmes() -> tuple[Programme, ...]:
    """All programmes of `data/catalogue`, in their order."""
    return read_programmes(CATALOGUE)


@cache
def terms() -> tuple[Term, ...]:
    """The words and units of `data/istilah.toml`, in their order. Raises CatalogueError."""
    return read_terms(TERMS)


def read_terms(path: Path) -> tuple[Term, ...]:
    """Read and check a list of terms; CatalogueError names file and field."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name}: bukan TOML: {error}") from error
    found: tuple[Term, ...] = tuple(
        _made(Term, entry, f"{path.name}: istilah {entry.get('kata', '?')}") for entry in table.get("istilah", [])
    )
    if len({each.kata for each in found}) < len(found):
        raise CatalogueError(f"{path.name}: dua istilah dengan kata yang sama")
    return found


def programme(program: str) -> Programme:
    """The programme with this id; CatalogueError naming those that exist when it is unknown."""
    for each in programmes():
        if each.id == program:
            return each
    raise CatalogueError(f"program {program!r} tidak dikenal; yang ada: {', '.join(each.id for each in programmes())}")


def read_programmes(folder: Path) -> tuple[Programme, ...]:
    """Read every programme of a folder, in order, and hold them against each other."""
    found = sorted((read_programme(path) for path in sorted(folder.glob("*.toml"))), key=lambda each: each.order)
    if len({each.order for each in found}) < len(found):
        raise CatalogueError("data/catalogue: dua program dengan order yang sama")
    rules = [rule.id for each in found for rule in each.rules]
    if len(set(rules)) < len(rules):
        raise CatalogueError("data/catalogue: dua aturan dengan id yang sama")
    return tuple(found)


def read_programme(path: Path) -> Programme:
    """Read and check one programme file; CatalogueError names file and field."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name}: bukan TOML: {error}") from error
    indicators = tuple(_indicator(entry, path.name) for entry in table.pop("indicator", []))
    rules = tuple(_rule(entry, path.name) for entry in table.pop("rule", []))
    parameters = tuple(
        _made(Parameter, entry, f"{path.name}: parameter {entry.get('id', '?')}")
        for entry in table.pop("parameter", [])
    )
    parts = {"indicators": indicators, "rules": rules, "parameters": parameters}
    made: Programme = _made(Programme, table | parts, path.name)
    if made.id != path.stem:
        raise CatalogueError(f"{path.name}: id {made.id!r} harus sama dengan nama berkas")
    ids = [each.id for part in (indicators, rules, parameters) for each in part]
    if len(set(ids)) < len(ids):
        raise CatalogueError(f"{path.name}: dua indikator, aturan atau parameter dengan id yang sama")
    return made


def _indicator(entry: Mapping[str, Any], file: str) -> Indicator:
    where = f"{file}: indikator {entry.get('id', '?')}"
    table = dict(entry)
    if ("target" in table) == ("target_status" in table):
        raise CatalogueError(f"{where}: isi salah satu, target atau target_status")
    if "target" in table:
        table["target"] = _made(Target, table["target"], f"{where}: target")
    made: Indicator = _made(Indicator, table, where)
    if made.direction not in get_args(Direction):
        raise CatalogueError(f"{where}: direction {made.direction!r} tidak dikenal")
    return made


def _rule(entry: Mapping[str, Any], file: str) -> Rule:
    where = f"{file}: aturan {entry.get('id', '?')}"
    made: Rule = _made(Rule, entry, where)
    names = {name for _, name, _, _ in Formatter().parse(made.sentence) if name is not None}
    if not names <= {"n", "ambang"}:
        raise CatalogueError(f"{where}: sentence memuat {', '.join(sorted(names - {'n', 'ambang'}))}")
    return made


def _made(kind: type[_T], table: Mapping[str, Any], where: str) -> _T:
    """Fill a dataclass from a TOML table; unknown, missing and ill-typed fields are refused."""
    known = {field.name: field for field in fields(kind)}
    for name, value in table.items():
        if name not in known:
            raise CatalogueError(f"{where}: isian {name!r} tidak dikenal")
        # Nested parts were made and checked before; only what TOML itself gave is checked here.
        allowed = _PLAIN.get(known[name].type)
        if allowed and (not isinstance(value, allowed) or isinstance(value, bool)):
            raise CatalogueError(f"{where}: isian {name!r} salah jenis")
    for name, field in known.items():
        if field.default is MISSING and name not in table:
            raise CatalogueError(f"{where}: isian {name!r} wajib ada")
        if field.default is MISSING and table[name] == "" and name not in _MAY_BE_EMPTY:
            raise CatalogueError(f"{where}: isian {name!r} kosong")
    return kind(**table)
