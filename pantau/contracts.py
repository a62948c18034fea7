"""Contracts of the incoming datasets, read from `data/contracts/<id>.toml`.

A contract says what a file of one dataset must hold: columns, types, units, code lists, natural key, the headings by
which senders call a column, and which columns are personal and therefore never stored. Knows nothing of DuckDB.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pantau import ROOT

CONTRACTS = ROOT / "data" / "contracts"
REFERENCE = ROOT / "data" / "reference"

SQL_TYPES: Mapping[str, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "time": "TIME",
    "boolean": "BOOLEAN",
    "choice": "VARCHAR",
    "code": "VARCHAR",
    "desa": "VARCHAR",
    "kecamatan": "VARCHAR",
    "url": "VARCHAR",
}
NUMBERS = ("integer", "decimal")
PERSONAL = ("nik", "nama", "alamat", "telepon", "lahir", "kk")
# Kinds that only a file on people has; a report names at most who sent it.
OF_PEOPLE = ("nik", "alamat", "lahir", "kk")
WILAYAH, SEMUA, UMUM = "wilayah", "semua", "umum"
# Every dataset accepts this column without declaring it: blank is a real row, any other accepted word is sample data.
SAMPLE_COLUMN = "contoh"
# Nor these three, which only files that answer for rows held back carry: the row meant, what was wrong with it (for the
# person, never read), and what a person decided.
HELD_COLUMN, TROUBLE_COLUMN, VERDICT_COLUMN = "karantina", "masalah", "putusan_karantina"
SERVICE_COLUMNS = (SAMPLE_COLUMN, HELD_COLUMN, TROUBLE_COLUMN, VERDICT_COLUMN)
# Columns the loader adds to every stored table; a contract may not use these names.
LOADER_COLUMNS = ("contoh", "run", "lembar", "baris", "pid", "pid_dasar", "pid_nama", "kid")

# Places come by code or by name, under headings that are the same in every office: declared once, here.
PLACE_COLUMNS: Mapping[str, str] = {"desa": "kode_desa", "kecamatan": "kode_kecamatan"}
PLACE_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "desa": (
        "desa", "nama desa", "kelurahan", "nama kelurahan", "desa/kelurahan", "nama desa/kelurahan",
        "kode kelurahan", "kode desa/kelurahan", "kd_desa", "id_desa", "desa_kel",
    ),
    "kecamatan": ("kecamatan", "nama kecamatan", "kec", "kode kec", "kd_kec", "kd_kecamatan", "id_kec", "id_kecamatan"),
}  # fmt: skip

_CONTRACT_FIELDS: Mapping[str, type] = {
    "id": str, "program": str, "title": str, "description": str, "grain": str, "key": list, "as_of": str,
    "history": bool, "scope": str, "join": str, "sample_group": str, "detail": bool, "column": list,
}  # fmt: skip
_COLUMN_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "name": str, "title": str, "type": str, "required": bool, "values": list, "reference": str, "unit": str,
    "min": (int, float), "max": (int, float), "headings": list, "personal": str, "detail": bool, "note": str,
}  # fmt: skip
_CONTRACT_MUST = ("id", "program", "title", "description", "grain", "key", "scope", "column")
_COLUMN_MUST = ("name", "title", "type")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BLANKS = re.compile(r"[\s_\-/.]+")


class ContractError(ValueError):
    """A contract file is wrong; the message names the file and the field."""


def heading_key(text: str) -> str:
    """The form in which headings are compared: lower case; blanks, `_ - / .` alike."""
    return _BLANKS.sub(" ", text).strip().casefold()


@dataclass(frozen=True)
class Column:
    """One column of a dataset, as stored and as senders call it.

    `unit` is the unit of a number ("" on purpose where another column gives it), `reference` the table ref_<reference>
    whose column `kode` holds the allowed codes, `personal` the kind of personal datum: such a column is never stored.
    `detail` marks specific data (health, disability, violence, children): blank in every file but that of the role
    that handles cases.
    """

    name: str
    title: str
    type: str
    required: bool = False
    values: tuple[str, ...] = ()
    reference: str = ""
    unit: str = ""
    min: float | None = None
    max: float | None = None
    headings: tuple[str, ...] = ()
    personal: str = ""
    detail: bool = False
    note: str = ""

    @property
    def sql_type(self) -> str:
        """The DuckDB type of the stored column."""
        return SQL_TYPES[self.type]

    @property
    def heading_keys(self) -> tuple[str, ...]:
        """All compared forms under which this column is recognised: name, title and other headings."""
        return tuple(dict.fromkeys(heading_key(text) for text in (self.name, self.title, *self.headings)))


PID = Column("pid", "Nomor samaran", "text", note="Samaran berkunci pengganti NIK; NIK dan nama tidak pernah disimpan.")
PID_DASAR = Column(
    "pid_dasar",
    "Dasar samaran",
    "choice",
    values=("nik", "nama"),
    note="Samaran dibuat dari NIK, atau dari nama, tanggal lahir dan desa bila NIK tidak ada.",
)
PID_NAMA = Column(
    "pid_nama",
    "Samaran nama",
    "text",
    note="Samaran nama, tanggal lahir dan desa: orang yang mungkin sama ditemukan untuk diperiksa, tidak digabung.",
)
KID = Column("kid", "Samaran keluarga", "text", note="Samaran berkunci pengganti nomor KK; nomornya tidak disimpan.")


@dataclass(frozen=True)
class Contract:
    """What a file of one dataset must hold; `as_of`, `join` and `sample_group` are "" when there are none."""

    id: str
    program: str
    title: str
    description: str
    grain: str
    key: tuple[str, ...]
    as_of: str
    history: bool
    scope: str
    join: str
    columns: tuple[Column, ...]
    sample_group: str = ""
    detail: bool = False

    @property
    def personal(self) -> bool:
        """True when the incoming file holds personal data."""
        return any(column.personal for column in self.columns)

    @property
    def guarded(self) -> bool:
        """True when its rows tell of people: nothing of a row held back is shown.

        Datasets that follow a person's case (its history, its referrals) hold no name of their own, only specific data.
        A report that names its sender is not about people: without the sender its rows may be read.
        """
        of_people = any(column.personal in OF_PEOPLE or column.detail for column in self.columns)
        return self.detail or of_people

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns kept, in order; pseudonyms stand where the NIK and the family card number were."""
        kept: list[Column] = []
        for column in self.columns:
            if column.personal == "nik":
                kept += [PID, PID_DASAR, PID_NAMA]
            elif column.personal == "kk":
                kept.append(KID)
            elif not column.personal:
                kept.append(column)
        return tuple(kept)

    @property
    def group(self) -> str:
        """What turns from sample to real as a whole: the declared group, else the programme, else the dataset itself.

        The published lists of `umum` (angka_resmi, kencana_indikator ...) are real from the first day and must not
        hide the sample rows of another dataset (target, penyebut ...); nor do the published events hide the sample
        reports, which are a group of their own and never counted with events.
        """
        return self.sample_group or (self.id if self.program == UMUM else self.program)

    @property
    def own_group(self) -> bool:
        """Whether it turns to real apart from its programme, so its sample says nothing about the programme."""
        return bool(self.sample_group)

    def column(self, name: str) -> Column:
        """The column called `name`, stored or personal; ContractError when there is none."""
        for column in (*self.columns, *self.stored):
            if column.name == name:
                return column
        raise ContractError(f"{self.id}.toml: tidak ada kolom {name!r}")

    def by_heading(self) -> dict[str, Column]:
        """Compared heading -> column, for every heading under which a sender may call it."""
        return {key: column for column in self.columns for key in column.heading_keys}


@cache
def contracts() -> dict[str, Contract]:
    """All contracts of `data/contracts`, by id."""
    return read_contracts(CONTRACTS)


def contract(dataset: str) -> Contract:
    """The contract of one dataset; ContractError naming those that exist when it is unknown."""
    try:
        return contracts()[dataset]
    except KeyError:
        raise ContractError(f"dataset {dataset!r} tidak dikenal; yang ada: {', '.join(contracts())}") from None


def read_contracts(folder: Path) -> dict[str, Contract]:
    """Read every contract of a folder, in order of id, and hold them against each other."""
    found = {path.stem: read_contract(path) for path in sorted(folder.glob("*.toml"))}
    for each in found.values():
        if each.scope in (WILAYAH, SEMUA):
            continue
        file, parent = f"{each.id}.toml", found.get(each.scope)
        if parent is None or parent.id == each.id:
            raise ContractError(f"{file}: scope {each.scope!r} bukan dataset lain")
        if each.join not in {column.name for column in parent.stored}:
            raise ContractError(f"{file}: join {each.join!r} tidak disimpan oleh {parent.id}")
    return found


def read_contract(path: Path) -> Contract:
    """Read and check one contract file; ContractError names file and field."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContractError(f"{path.name}: bukan TOML: {error}") from error
    _hold_fields(table, _CONTRACT_FIELDS, _CONTRACT_MUST, path.name)
    if table["id"] != path.stem:
        raise ContractError(f"{path.name}: id {table['id']!r} harus sama dengan nama berkas")
    columns = tuple(_column(entry, path.name) for entry in table["column"])
    made = Contract(
        id=table["id"],
        program=table["program"],
        title=table["title"],
        description=table["description"],
        grain=table["grain"],
        key=tuple(table["key"]),
        as_of=table.get("as_of", ""),
        history=table.get("history", False),
        scope=table["scope"],
        join=table.get("join", ""),
        columns=columns,
        sample_group=table.get("sample_group", ""),
        detail=table.get("detail", False),
    )
    _hold_together(made, path.name)
    return made


def _column(entry: Mapping[str, Any], file: str) -> Column:
    where = f"{file}: kolom {entry.get('name', '?')}"
    _hold_fields(entry, _COLUMN_FIELDS, _COLUMN_MUST, where)
    kind = entry["type"]
    if kind not in SQL_TYPES:
        raise ContractError(f"{where}: type {kind!r} tidak dikenal")
    if not _NAME.fullmatch(entry["name"]) or entry["name"] in LOADER_COLUMNS:
        raise ContractError(f"{where}: name bukan nama kolom yang sah")
    _hold_only_for(entry, "values", kind == "choice", where)
    _hold_only_for(entry, "reference", kind == "code", where)
    _hold_only_for(entry, "unit", kind in NUMBERS, where)
    if kind not in NUMBERS and ("min" in entry or "max" in entry):
        raise ContractError(f"{where}: min dan max hanya untuk angka")
    if kind == "choice" and len(set(entry["values"])) < len(entry["values"]):
        raise ContractError(f"{where}: values berisi nilai kembar")
    if kind == "code" and not (REFERENCE / f"{entry['reference']}.csv").is_file():
        raise ContractError(f"{where}: reference {entry['reference']!r} tidak ada di data/reference")
    if kind in PLACE_COLUMNS and entry["name"] != PLACE_COLUMNS[kind]:
        raise ContractError(f"{where}: kolom jenis {kind} harus bernama {PLACE_COLUMNS[kind]}")
    if "personal" in entry and (entry["personal"] not in PERSONAL or kind not in ("text", "date")):
        raise ContractError(f"{where}: personal {entry['personal']!r} tidak sah untuk jenis {kind}")
    return Column(
        name=entry["name"],
        title=entry["title"],
        type=kind,
        required=entry.get("required", False),
        values=tuple(entry.get("values", ())),
        reference=entry.get("reference", ""),
        unit=entry.get("unit", ""),
        min=entry.get("min"),
        max=entry.get("max"),
        headings=(*entry.get("headings", ()), *PLACE_HEADINGS.get(kind, ())),
        personal=entry.get("personal", ""),
        detail=entry.get("detail", False),
        note=entry.get("note", ""),
    )


def _hold_fields(
    table: Mapping[str, Any], kinds: Mapping[str, type | tuple[type, ...]], must: tuple[str, ...], where: str
) -> None:
    """Refuse unknown fields, missing ones and values of another kind."""
    for field, value in table.items():
        if field not in kinds:
            raise ContractError(f"{where}: isian {field!r} tidak dikenal")
        kind = kinds[field]
        # bool is an int to Python, not to us: `min = true` is a slip.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise ContractError(f"{where}: isian {field!r} salah jenis")
        if isinstance(value, list) and not all(isinstance(item, dict if field == "column" else str) for item in value):
            raise ContractError(f"{where}: isian {field!r} berisi unsur yang salah jenis")
    for field in must:
        if not table.get(field):
            raise ContractError(f"{where}: isian {field!r} wajib ada")


def _hold_only_for(entry: Mapping[str, Any], field: str, belongs: bool, where: str) -> None:
    """A field that one kind of column must have and no other may have."""
    if belongs and field not in entry:
        raise ContractError(f"{where}: isian {field!r} wajib ada untuk jenis {entry['type']}")
    if not belongs and field in entry:
        raise ContractError(f"{where}: isian {field!r} bukan untuk jenis {entry['type']}")
    if belongs and field != "unit" and not entry[field]:
        raise ContractError(f"{where}: isian {field!r} kosong")


def _hold_together(made: Contract, file: str) -> None:
    """Hold the parts of one contract against each other."""
    names = [column.name for column in made.columns]
    if len(set(names)) < len(names):
        raise ContractError(f"{file}: dua kolom bernama sama")
    seen: dict[str, str] = {heading_key(SAMPLE_COLUMN): SAMPLE_COLUMN}
    for column in made.columns:
        listed = [heading_key(text) for text in column.headings]
        for key in column.heading_keys:
            if key in seen or listed.count(key) > 1:
                raise ContractError(f"{file}: judul {key!r} dipakai dua kali ({seen.get(key, column.name)})")
        seen |= dict.fromkeys(column.heading_keys, column.name)
    kinds = [column.personal for column in made.columns if column.personal]
    if len(set(kinds)) < len(kinds):
        raise ContractError(f"{file}: dua kolom personal sejenis")
    stored = {column.name: column for column in made.stored}
    for name in made.key:
        if name not in stored:
            raise ContractError(f"{file}: key {name!r} tidak disimpan")
    if made.as_of and (made.as_of not in stored or stored[made.as_of].type not in ("date", "timestamp")):
        raise ContractError(f"{file}: as_of {made.as_of!r} bukan kolom tanggal yang disimpan")
    if made.history and not any(stored[name].type in ("date", "timestamp") for name in made.key):
        raise ContractError(f"{file}: history tanpa waktu di dalam key")
    if made.scope == WILAYAH and PLACE_COLUMNS["kecamatan"] not in stored:
        raise ContractError(f"{file}: scope wilayah memerlukan kolom kode_kecamatan")
    if made.scope in (WILAYAH, SEMUA):
        if made.join:
            raise ContractError(f"{file}: join hanya untuk scope berupa dataset")
    elif made.join not in stored:
        raise ContractError(f"{file}: join {made.join!r} tidak disimpan")
