"""Mappings: which heading of a foreign export is which column of which dataset, said in a file and not in code.

A mapping names headings, constants and values; it judges nothing. What comes out goes the same way as any table.
"""

import re
import tomllib
from collections import abc
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from pantau import ROOT
from pantau.contracts import PLACE_COLUMNS, SAMPLE_COLUMN, Contract, contracts, heading_key
from pantau.intake import kabupaten
from pantau.intake.gate import Refused
from pantau.intake.table import NAMED_HEADINGS, ROW, SECOND, SHEET, TOLD, UNKNOWN

FOLDER = ROOT / "data" / "mappings"
LARGEST_FILE = 200_000
# The number of a repeated group, in a heading (`children[n]/name`) and in a template (`{_uuid}-{n}`).
NUMBER, _PLACE_OF_NUMBER = "n", "[n]"
# Repeats by which a heading row is recognised; more of them are read all the same.
_KNOWN_REPEATS = 9
_POINT = ("lintang", "bujur")
_POINT_HEADINGS = ("_latitude", "_longitude")
_PART = re.compile(r"\{([^{}]+)\}")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_FIELDS: abc.Mapping[str, type] = {
    "title": str, "source": str, "unreported": list, "kabupaten": dict, "dataset": list,
}  # fmt: skip
_DATASET_FIELDS: abc.Mapping[str, type] = {
    "id": str, "columns": dict, "constants": dict, "values": dict, "repeat": str, "geopoint": str,
}  # fmt: skip
_KABUPATEN_FIELDS: abc.Mapping[str, type] = {"code": str, "name": str, "province": str}
_Texts: TypeAlias = "pd.Series[Any]"
_Maybe: TypeAlias = "pd.Series[Any] | None"


@dataclass(frozen=True)
class Part:
    """How rows of one dataset are made: for each column the headings or templates it is taken from, first filled wins.

    Places take all of them. `words` are their values and ours, `repeat` the path of a repeated group that makes one row
    each time it is filled, `geopoint` the heading of a Kobo point "lat lon alt acc".
    """

    dataset: str
    columns: abc.Mapping[str, tuple[str, ...]]
    constants: abc.Mapping[str, str]
    words: abc.Mapping[str, abc.Mapping[str, str]]
    repeat: str = ""
    geopoint: str = ""

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Every heading this part reads, `[n]` not yet filled in."""
        said = [heading for sources in self.columns.values() for source in sources for heading in parts(source)]
        split = _split_point(self.geopoint) if self.geopoint else ()
        return tuple(dict.fromkeys([*said, *([self.geopoint] if self.geopoint else []), *split]))


@dataclass(frozen=True)
class Mapping:
    """A mapping file: its name, its text as archived beside the source, and a part for each dataset it feeds."""

    name: str
    title: str
    text: str
    parts: abc.Mapping[str, Part]
    unreported: frozenset[str] = frozenset()
    kabupaten: abc.Mapping[str, str] = field(default_factory=dict)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets this mapping feeds, in its order."""
        return tuple(self.parts)

    @cached_property
    def sha256(self) -> str:
        """The hash under which the text is kept."""
        return sha256(self.text.encode()).hexdigest()

    def part(self, contract: Contract) -> Part:
        """The part for a dataset. Raises Refused when there is none."""
        if contract.id not in self.parts:
            raise Refused(f"Pemetaan {self.name} tidak mengisi dataset {contract.id}; yang diisi: {_list(self.parts)}.")
        return self.parts[contract.id]

    def known(self, contract: Contract) -> list[str]:
        """The headings by which the child finds the heading row, as `heading_key` writes them."""
        headings = [*self.part(contract).headings, *self.kabupaten.values()]
        numbers = range(1, _KNOWN_REPEATS + 1)
        return [heading_key(text) for heading in headings for text in _numbered(heading, numbers)]

    def applied(self, file: str, rows: pd.DataFrame, headings: abc.Sequence[str], contract: Contract) -> "Mapped":
        """The rows of a dataset from a frame whose columns are `?` and a heading of the file. Raises Refused."""
        part, source = self.part(contract), _Source(rows, headings, self.unreported)
        self._hold_there(file, source, part, contract)
        pieces = [self._piece(piece, number, part) for number, piece in source.repeated(part)]
        made = pd.concat(pieces).sort_index(kind="stable") if pieces else rows.iloc[:0][[SHEET, ROW]]
        unfilled = len(rows.index.difference(made.index))
        made = made.reset_index(drop=True)
        if self.kabupaten and len(made):
            told = self._told(source, contract)
            made[TOLD] = made.pop("origin").map(told).astype("str")
        return Mapped(made.drop(columns="origin", errors="ignore"), self._notes(source, part, len(made), unfilled))

    def _piece(self, source: "_Source", number: str, part: Part) -> pd.DataFrame:
        """The rows one repeat makes, or all rows of a part without repeats."""
        rows = source.rows
        columns: dict[str, Any] = {SHEET: rows[SHEET], ROW: rows[ROW], "origin": rows.index.to_numpy()}
        for name, sources in part.columns.items():
            texts = [texts for each in sources if (texts := source.texts(each, number)) is not None]
            table = part.words.get(name, {})
            texts = [_translated(each, table) if table else each for each in texts]
            if name in PLACE_COLUMNS.values():
                columns |= {f"{name}{SECOND}{at}" if at else name: each for at, each in enumerate(texts)}
            elif texts:
                columns[name] = _first_filled(texts)
        if part.geopoint:
            columns |= source.point(part.geopoint, number)
        columns |= {name: pd.Series(text, index=rows.index, dtype="str") for name, text in part.constants.items()}
        used = {label for heading in (*part.headings, *self.kabupaten.values()) for label in source.labels_of(heading)}
        # What no part reads stays beside the row, so that nobody takes the row for all there was.
        columns |= {label: rows[label] for label in source.labels if label not in used}
        return pd.DataFrame(columns, index=rows.index)

    def _told(self, source: "_Source", contract: Contract) -> dict[Any, str]:
        """What is wrong with each row by its kabupaten, each distinct saying judged once."""
        said = {name: source.texts(heading, "") for name, heading in self.kabupaten.items()}
        blank = pd.Series("", index=source.rows.index, dtype="str")
        frame = pd.DataFrame({name: blank if said.get(name) is None else said[name] for name in _KABUPATEN_FIELDS})
        judged = {
            each: kabupaten.trouble(each[0], each[1], each[2], guarded=contract.guarded)
            for each in frame.drop_duplicates().itertuples(index=False, name=None)
        }
        return {
            index: judged[each]
            for index, each in zip(frame.index, frame.itertuples(index=False, name=None), strict=True)
        }

    def _hold_there(self, file: str, source: "_Source", part: Part, contract: Contract) -> None:
        """Refuse a file without a heading that a required column or the kabupaten comes from."""
        village = _fed(source, part, PLACE_COLUMNS["desa"])
        missing = [
            f'"{" / ".join(part.columns[column.name])}" ({column.title})'
            for column in contract.columns
            if column.required
            and column.name not in part.constants
            and not _fed(source, part, column.name)
            and not (column.type == "kecamatan" and village)
        ]
        if part.repeat and not any(
            source.labels_of(heading) for heading in part.headings if _PLACE_OF_NUMBER in heading
        ):
            missing.append(f'"{part.repeat}[1]/..." (isian berulang)')
        missing += [f'"{heading}" (kabupaten)' for heading in self.kabupaten.values() if not source.labels_of(heading)]
        if missing:
            there = _list(text for text in source.headings if text.strip())
            raise Refused(
                f"Berkas {file}: judul {', '.join(missing)} yang dipakai pemetaan {self.name} tidak ada; "
                f"judul yang ada: {there}."
            )

    def _notes(self, source: "_Source", part: Part, made: int, unfilled: int) -> list[str]:
        notes = [f"Dibaca dengan pemetaan {self.title or self.name}."]
        if absent := [heading for heading in part.headings if not source.labels_of(heading)]:
            split = set(_split_point(part.geopoint)) if part.geopoint else set()
            named = [heading for heading in absent if heading not in split]
            notes += [f"Judul pemetaan yang tidak ada di berkas ini: {_list(named)}."] if named else []
        if part.repeat:
            rows, none = len(source.rows), f"; {unfilled} baris tanpa isian itu" if unfilled else ""
            notes.append(f"{rows} baris berkas menjadi {made} baris menurut isian berulang {part.repeat}{none}.")
        return notes


@dataclass(frozen=True)
class Mapped:
    """Rows under the columns of a contract, and what a person should know of how they were made."""

    rows: pd.DataFrame
    notes: list[str]


class _Source:
    """The rows of a file by heading: written exactly so, else as headings are compared in any file.

    Exactly first, because an export has `types/other` and `types_other` side by side.
    """

    def __init__(self, rows: pd.DataFrame, headings: abc.Sequence[str], unreported: abc.Collection[str]) -> None:
        self.rows, self.headings, self._unreported = rows, headings, unreported
        self.labels = [name for name in map(str, rows) if name.startswith(UNKNOWN)]
        self._exact = {text.strip(): f"{UNKNOWN}{text.strip()}" for text in headings}
        self._by_key: dict[str, str] = {}
        for text, label in self._exact.items():
            self._by_key.setdefault(heading_key(text), label)

    def labels_of(self, heading: str) -> list[str]:
        """The columns of the file that a heading of the mapping means, one for each repeat."""
        if _PLACE_OF_NUMBER not in heading:
            label = self._label(heading)
            return [label] if label else []
        number = re.escape(_PLACE_OF_NUMBER)
        exact = re.compile(re.escape(heading.strip()).replace(number, r"\[\d+\]"))
        compared = re.compile(re.escape(heading_key(heading)).replace(number, r"\[\d+\]"))
        found = [label for text, label in self._exact.items() if exact.fullmatch(text)]
        return found or [label for key, label in self._by_key.items() if compared.fullmatch(key)]

    def _label(self, heading: str) -> str | None:
        return self._exact.get(heading.strip()) or self._by_key.get(heading_key(heading))

    def texts(self, source: str, number: str) -> _Maybe:
        """What a heading or a template says in each row; None when the file has none of its headings."""
        if not (found := _PART.findall(source)):
            return self._column(source, number)
        columns = {part: self._column(part, number) for part in found if part != NUMBER}
        if any(column is None for column in columns.values()):
            return None
        made = pd.Series("", index=self.rows.index, dtype="str")
        filled = pd.Series(True, index=self.rows.index)
        for at, text in enumerate(_PART.split(source)):
            column = columns.get(text) if at % 2 else None
            if column is not None:
                made, filled = made + column, filled & (column != "")
            else:
                made = made + (number if at % 2 else text)
        # Half a date or half a number is none.
        return made.where(filled, "")

    def _column(self, heading: str, number: str) -> _Maybe:
        label = self._label(heading.replace(_PLACE_OF_NUMBER, f"[{number}]"))
        if label is None:
            return None
        if label not in self.rows:
            return pd.Series("", index=self.rows.index, dtype="str")
        texts = self.rows[label].str.strip()
        return texts.mask(texts.str.casefold().isin(self._unreported), "") if self._unreported else texts

    def repeated(self, part: Part) -> abc.Iterator[tuple[str, "_Source"]]:
        """For each number of the repeated group the rows that fill it; all rows once where nothing repeats."""
        if not part.repeat:
            yield "", self
            return
        pattern = re.compile(re.escape(heading_key(part.repeat)) + r"\[(\d+)\].*")
        numbers = {match[1] for key in self._by_key if (match := pattern.fullmatch(key))}
        repeating = [heading for heading in part.headings if _PLACE_OF_NUMBER in heading]
        for number in sorted(numbers, key=int):
            columns = [texts for heading in repeating if (texts := self._column(heading, number)) is not None]
            if columns:
                filled = pd.concat([texts != "" for texts in columns], axis=1).any(axis=1)
                yield number, _Source(self.rows[filled], self.headings, self._unreported)

    def point(self, heading: str, number: str) -> dict[str, _Texts]:
        """Latitude and longitude: from the split columns of a point, else from the point itself.

        A point that cannot be split stands as it is, for the check to refuse it as no number.
        """
        whole = self._column(heading, number)
        blank = pd.Series("", index=self.rows.index, dtype="str")
        found: dict[str, _Texts] = {}
        for at, (name, split) in enumerate(zip(_POINT, _split_point(heading), strict=True)):
            own = self._column(split, number)
            cut = blank if whole is None else whole.map(lambda text, at=at: _coordinate(text, at)).astype("str")
            found[name] = cut if own is None else own.mask(own == "", cut)
        return found


def read_mapping(file: Path | str) -> Mapping:
    """The mapping of a file, or the one of `data/mappings` called so. Raises Refused."""
    path = FOLDER / f"{file}.toml" if isinstance(file, str) and _ID.fullmatch(file) else Path(file)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(f"Pemetaan {path.name} lebih dari {LARGEST_FILE // 1000} kB; itu bukan berkas pemetaan.")
        return parse(path.read_text(encoding="utf-8"), path.stem)
    except OSError as error:
        there = _list(sorted(each.stem for each in FOLDER.glob("*.toml")))
        raise Refused(f"Pemetaan {path.name} tidak ditemukan; yang tersedia: {there}.") from error
    except UnicodeDecodeError as error:
        raise Refused(f"Pemetaan {path.name} bukan teks UTF-8.") from error


def parse(text: str, name: str) -> Mapping:
    """The mapping a text states. Raises Refused, naming what is wrong."""
    where = f"Pemetaan {name}"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise Refused(f"{where} bukan TOML yang sah{f' (baris {line[1]})' if line else ''}.") from error
    _hold_fields(table, _FIELDS, where)
    _hold_fields(table.get("kabupaten", {}), _KABUPATEN_FIELDS, f"{where}, kabupaten")
    found: dict[str, Part] = {}
    for entry in table.get("dataset", ()):
        part = _part(entry, where)
        if part.dataset in found:
            raise Refused(f"{where}: dataset {part.dataset} tertulis dua kali.")
        found[part.dataset] = part
    if not found:
        raise Refused(f"{where} tidak mengisi dataset apa pun; tambahkan [[dataset]].")
    unreported = frozenset(str(word).strip().casefold() for word in table.get("unreported", ()))
    return Mapping(name, table.get("title", ""), text, found, unreported, table.get("kabupaten", {}))


def parts(source: str) -> list[str]:
    """The headings a source names: those in the braces of a template, or itself."""
    found = _PART.findall(source)
    return [heading for heading in found if heading != NUMBER] if found else [source]


def _part(entry: abc.Mapping[str, Any], where: str) -> Part:
    _hold_fields(entry, _DATASET_FIELDS, where)
    dataset = entry.get("id", "")
    contract = contracts().get(dataset)
    if contract is None:
        raise Refused(f"{where}: dataset {dataset!r} tidak dikenal.")
    where = f"{where}, dataset {dataset}"
    sources = {
        name: tuple([said] if isinstance(said, str) else said) for name, said in entry.get("columns", {}).items()
    }
    constants = {name: str(value) for name, value in entry.get("constants", {}).items()}
    words = {
        name: {_value_key(theirs): str(ours) for theirs, ours in table.items()}
        for name, table in entry.get("values", {}).items()
    }
    part = Part(dataset, sources, constants, words, entry.get("repeat", ""), entry.get("geopoint", ""))
    _hold_part(part, contract, where)
    return part


def _hold_part(part: Part, contract: Contract, where: str) -> None:
    """Refuse a part that names what the dataset does not have, twice, or not enough."""
    own = {column.name for column in contract.columns} | {SAMPLE_COLUMN}
    point = set(_POINT) if part.geopoint else set()
    named = [*part.columns, *part.constants, *point]
    if unknown := [name for name in (*named, *part.words) if name not in own]:
        raise Refused(f"{where}: kolom {_list(unknown)} tidak ada.")
    if twice := [name for name in own if named.count(name) > 1]:
        raise Refused(f"{where}: kolom {_list(twice)} diisi dua kali.")
    if idle := [name for name in part.words if name not in part.columns]:
        raise Refused(f"{where}: nilai kolom {_list(idle)} diganti tanpa judul asalnya.")
    if not all(isinstance(text, str) and text.strip() for sources in part.columns.values() for text in sources):
        raise Refused(f"{where}: setiap kolom memerlukan judul, berupa teks yang tidak kosong.")
    needed = [column for column in contract.columns if column.required and column.name not in named]
    if missing := [each.name for each in needed if each.type != "kecamatan" or PLACE_COLUMNS["desa"] not in named]:
        raise Refused(f"{where}: kolom wajib {_list(missing)} tidak diisi.")
    if any(_PLACE_OF_NUMBER in heading for heading in part.headings) and not part.repeat:
        raise Refused(f"{where}: judul dengan [n] memerlukan repeat.")


def _hold_fields(table: Any, kinds: abc.Mapping[str, type], where: str) -> None:
    if not isinstance(table, dict):
        raise Refused(f"{where}: isian salah jenis.")
    for name, value in table.items():
        if name not in kinds:
            raise Refused(f"{where}: isian {name!r} tidak dikenal; yang ada: {_list(kinds)}.")
        if not isinstance(value, kinds[name]):
            raise Refused(f"{where}: isian {name!r} salah jenis.")


def _fed(source: _Source, part: Part, name: str) -> bool:
    """Whether a column comes from a heading the file has."""
    if part.geopoint and name in _POINT:
        return any(source.labels_of(heading) for heading in (part.geopoint, *_split_point(part.geopoint)))
    return any(all(source.labels_of(heading) for heading in parts(each)) for each in part.columns.get(name, ()))


def _numbered(heading: str, numbers: abc.Iterable[int]) -> list[str]:
    if _PLACE_OF_NUMBER not in heading:
        return [heading]
    return [heading.replace(_PLACE_OF_NUMBER, f"[{number}]") for number in numbers]


def _split_point(heading: str) -> tuple[str, ...]:
    """The headings of a point's latitude and longitude: `group/gps` has `group/_gps_latitude`."""
    folder, slash, name = heading.rpartition("/")
    return tuple(f"{folder}{slash}_{name}{ending}" for ending in _POINT_HEADINGS)


def _coordinate(text: str, at: int) -> str:
    numbers = text.split()
    return numbers[at] if len(numbers) > 1 else (text if at == 0 else "")


def _translated(texts: _Texts, table: abc.Mapping[str, str]) -> _Texts:
    """Our word for each of theirs; a word the mapping does not know stays, for the check to name it."""
    words = {text: table.get(_value_key(text), text) for text in texts.unique()}
    return texts.map(words).astype("str")


def _value_key(text: str) -> str:
    """Values are compared as headings are; a code that passed through a number has lost nothing but its look."""
    return re.sub(r"^(\d+)[.,]0+$", r"\1", heading_key(re.sub(r"^\s*(\d+)[.,]0+\s*$", r"\1", text)))


def _first_filled(columns: abc.Sequence[_Texts]) -> _Texts:
    found = columns[0]
    for other in columns[1:]:
        found = found.mask(found == "", other)
    return found


def _list(names: abc.Iterable[str]) -> str:
    named = list(names)
    more = f" dan {len(named) - NAMED_HEADINGS} lainnya" if len(named) > NAMED_HEADINGS else ""
    return ", ".join(named[:NAMED_HEADINGS]) + more
