"""The form for KoboToolbox and ODK: its questions bear the names of our columns, so that answers load as they come.

Everything is written as text: a form must not hold a number or a formula of a spreadsheet's own making.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Final, TypeAlias

import xlsxwriter

from pantau.contracts import NUMBERS, PLACE_COLUMNS, Column, Contract, heading_key
from pantau.forms.cells import names_of_codes, reference
from pantau.forms.workbook import MADE

LANGUAGE: Final = "Indonesia (id)"
# Exports split it into _koordinat_latitude and _koordinat_longitude, which every dataset with a point knows.
POINT: Final = "koordinat"
# The answer is the name of the picture; the picture stays on the server of the form.
PHOTO: Final = "rujukan_foto"
_YES_NO: Final = "ya_tidak"
# What the server of the form gives every answer by itself.
_GIVEN: Final = heading_key("_uuid")
_SENT: Final = heading_key("_submission_time")
_TYPES: Final[Mapping[str, str]] = {
    "text": "text", "url": "text", "integer": "integer", "decimal": "decimal", "date": "date",
    "timestamp": "dateTime", "time": "time",
}  # fmt: skip
_SURVEY: Final = (
    "type", "name", f"label::{LANGUAGE}", f"hint::{LANGUAGE}", "required", f"required_message::{LANGUAGE}",
    "constraint", f"constraint_message::{LANGUAGE}", "choice_filter", "appearance", "parameters",
)  # fmt: skip
_CHOICES: Final = ("list_name", "name", f"label::{LANGUAGE}", "kecamatan")
_SETTINGS: Final = ("form_title", "form_id", "version", "default_language")
_BLANKS: Final = re.compile(r"\s+")

Row: TypeAlias = dict[str, str]


def make(contract: Contract) -> bytes:
    """The form as XLSX with the sheets survey, choices and settings; the same contract gives the same bytes."""
    survey, listed = questions(contract), options(contract)
    told = repr((survey, listed)).encode()
    settings = {
        "form_title": contract.title,
        "form_id": contract.id,
        "version": hashlib.sha256(told).hexdigest()[:10],
        "default_language": LANGUAGE,
    }
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": MADE})
        for name, heads, rows in (
            ("survey", _SURVEY, survey),
            ("choices", _CHOICES, listed),
            ("settings", _SETTINGS, [settings]),
        ):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(heads) - 1, 26)
            for line, row in enumerate([dict(zip(heads, heads, strict=True)), *rows]):
                for at, head in enumerate(heads):
                    if row.get(head):
                        sheet.write_string(line, at, row[head])
    return file.getvalue()


def questions(contract: Contract) -> list[Row]:
    """The rows of the sheet survey, in the contract's order but the kecamatan before its village."""
    points = _points(contract)
    asked: list[Row] = []
    for column in sorted(contract.columns, key=lambda each: _order(contract, each)):
        if column in points:
            if column is points[0]:
                asked.append(_point(points))
        elif _GIVEN not in column.heading_keys:
            asked.append(_question(column, contract))
    return asked


def options(contract: Contract) -> list[Row]:
    """The rows of the sheet choices: every list a question names, once."""
    lists: dict[str, list[Row]] = {}
    for column in contract.columns:
        if column.type == "choice":
            lists[column.name] = [_option(column.name, option_name(value), value) for value in column.values]
        elif column.type == "boolean":
            lists[_YES_NO] = [_option(_YES_NO, value, value) for value in ("ya", "tidak")]
        elif column.type == "code":
            named = names_of_codes(column.reference).items()
            lists[column.reference] = [_option(column.reference, code, _coded(code, name)) for code, name in named]
        elif column.type in PLACE_COLUMNS:
            lists[column.type] = _place_options(column.type)
    return [row for rows in lists.values() for row in rows]


def option_name(value: str) -> str:
    """A choice without blanks, which a form does not allow; it is read back as the same choice."""
    return _BLANKS.sub("_", value)


def _order(contract: Contract, column: Column) -> tuple[int, int]:
    at = contract.columns.index(column)
    village = next((n for n, each in enumerate(contract.columns) if each.type == "desa"), at)
    return (min(at, village), 0) if column.type == "kecamatan" else (at, 1)


def _points(contract: Contract) -> Sequence[Column]:
    """The two columns that one point of the map fills."""
    pair = [column for column in contract.columns if column.name in ("lintang", "bujur")]
    return pair if len(pair) == 2 else ()


def _point(pair: Iterable[Column]) -> Row:
    required = any(column.required for column in pair)
    return _row(
        "geopoint", POINT, "Titik lokasi", "Berdiri di tempat kejadian, tunggu sampai ketelitiannya cukup.", required
    )


def _question(column: Column, contract: Contract) -> Row:
    kind, extra = _kind(column, contract)
    hint = [column.note, f"Dalam {column.unit}." if column.unit and column.unit not in column.title else ""]
    if column.personal:
        hint.insert(0, "Data pribadi.")
    elif column.detail:
        hint.insert(0, "Data spesifik.")
    required = column.required or (column.type == "kecamatan" and _village_required(contract))
    row = _row(kind, column.name, column.title, " ".join(part for part in hint if part), required)
    return row | _limits(column) | extra


def _row(kind: str, name: str, label: str, hint: str, required: bool) -> Row:
    must = {"required": "yes", f"required_message::{LANGUAGE}": f"{label} wajib diisi."} if required else {}
    return {"type": kind, "name": name, f"label::{LANGUAGE}": label, f"hint::{LANGUAGE}": hint} | must


def _kind(column: Column, contract: Contract) -> tuple[str, Row]:
    """The type of the question, and what else it says of how it is asked."""
    if column.type == "choice":
        return f"select_one {column.name}", {}
    if column.type == "boolean":
        return f"select_one {_YES_NO}", {}
    if column.type == "code":
        return f"select_one {column.reference}", {"appearance": "minimal"}
    if column.type in PLACE_COLUMNS:
        kecamatan = PLACE_COLUMNS["kecamatan"]
        narrowed = column.type == "desa" and any(each.name == kecamatan for each in contract.columns)
        chosen: Row = {"choice_filter": f"kecamatan = ${{{kecamatan}}}"} if narrowed else {}
        return f"select_one {column.type}", chosen | {"appearance": "minimal"}
    if column.type == "date" and not column.required and _SENT in column.heading_keys:
        return "today", {}
    if column.name == PHOTO:
        return "image", {"parameters": "max-pixels=1280"}
    numeric = column.personal in ("nik", "kk", "telepon")
    return _TYPES[column.type], {"appearance": "numbers"} if numeric else {}


def _village_required(contract: Contract) -> bool:
    """Whether the village must be said: then its kecamatan must be chosen first."""
    return any(column.required for column in contract.columns if column.type == "desa")


def _limits(column: Column) -> Row:
    """The constraint of an answer and the sentence when it is broken."""
    if column.type in NUMBERS:
        rules = [f". >= {column.min:g}"] if column.min is not None else []
        rules += [f". <= {column.max:g}"] if column.max is not None else []
        return _constraint(" and ".join(rules), _allowed(column.min, column.max)) if rules else {}
    if column.personal in ("nik", "kk"):
        return _constraint("regex(., '^[0-9]{16}$')", "Isi 16 angka tanpa spasi, atau kosongkan.")
    if column.type == "url":
        return _constraint("regex(., '^https?://[^ ]+$')", "Isi alamat web yang dimulai dengan https://.")
    return {}


def _allowed(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"Isi angka {low:g} sampai {high:g}."
    return f"Isi angka paling sedikit {low:g}." if low is not None else f"Isi angka paling banyak {high:g}."


def _constraint(rule: str, sentence: str) -> Row:
    return {"constraint": rule, f"constraint_message::{LANGUAGE}": sentence}


def _option(name: str, value: str, label: str, kecamatan: str = "") -> Row:
    return {"list_name": name, "name": value, f"label::{LANGUAGE}": label, "kecamatan": kecamatan}


def _coded(code: str, name: str) -> str:
    return name if name == code else f"{name} ({code})"


def _place_options(kind: str) -> list[Row]:
    return [
        _option(kind, row["kode"], row["nama"], row["kode_kecamatan"] if kind == "desa" else "")
        for row in reference(kind)
    ]
