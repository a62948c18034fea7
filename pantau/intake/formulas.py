"""Cells of formulas that gave no value: not computed yet, a result that is an error, or #N/A.

A reader shows all three as blank, and only the last means that. Runs inside the reading child: standard library only.
"""

import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import unescape
from pathlib import Path
from typing import NamedTuple

# Why a cell has no value: the problem of its row, or that the cell says #N/A, which means not reported.
UNCOMPUTED, WRONG, ABSENT = "rumus_tanpa_hasil", "rumus_galat", "na"
# A formula whose result is missing; an empty text (`t="str"`) is a result.
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*((?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?)\s*</(?:\w+:)?c>"
)
_WRONG = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*\bt\s*=\s*[\"']e[\"'][^<>]*)>"
    rb"\s*(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v\b[^<>]*>([^<]*)<"
)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_EMPTY_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FIELD = re.compile(rb"""\b(name|r:id|Id|Target)\s*=\s*["']([^"']*)["']""")
# What counts in an ODS: where tables, rows and cells begin, and the text of an error.
_ODS_PART = "content.xml"
_ODS_ERROR = b'calcext:value-type="error"'
_ODS_TAG = re.compile(rb"<table:(table|table-row|(?:covered-)?table-cell)(?=[\s/>])([^<>]*)>")
_ODS_FIELD = re.compile(rb"""(table:name|number-(?:rows|columns)-repeated)\s*=\s*["']([^"']*)["']""")
_ODS_TEXT = re.compile(rb"<text:p\b[^<>]*>([^<]*)")
# Records of the old format: a sheet's name and place, an error, a formula's result; and what an error says there.
_BEGIN, _END, _BOUNDSHEET, _ERROR, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0205, 0x0006
_BIFF8, _FORMULA_ERROR, _ABSENT_CODE = 0x0600, 2, 0x2A
_OLE_ENTRY, _OLE_ROOT, _OLE_LAST = 128, 5, 0xFFFFFFFA


class Place(NamedTuple):
    """Where a cell stands: row and column from 1, and both as Excel writes them."""

    row: int
    column: int
    written: str


class Found(NamedTuple):
    """A cell without a value, and why: UNCOMPUTED, WRONG or ABSENT."""

    place: Place
    why: str


class Unplaced(ValueError):
    """A cell without a value whose place the file does not tell; the text says what to do, for a person."""


def without_value(path: Path) -> dict[str, list[Found]]:
    """For each sheet the cells whose formula gave no value. Raises Unplaced.

    Only XLSX may hold formulas nobody has computed yet: the old format always keeps a result, and office programs do
    so in ODS.
    """
    if not zipfile.is_zipfile(path):
        return _old(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        if _ODS_PART in archive.namelist():
            return _open_document(archive.read(_ODS_PART))
        found = {name: list(_of_sheet(archive.read(part))) for name, part in _sheet_parts(archive).items()}
    return {name: cells for name, cells in found.items() if cells}


def _of_sheet(content: bytes) -> Iterator[Found]:
    """The cells of a sheet of an XLSX."""
    # Most sheets hold no formula and no error, and looking for one costs half as much as reading the sheet.
    for cell in _UNCOMPUTED.finditer(content) if b"<f" in content or b":f" in content else ():
        if not (cell[2] and _EMPTY_TEXT.search(cell[1])):
            yield Found(_written_place(cell[1]), UNCOMPUTED)
    for cell in _WRONG.finditer(content) if b'"e"' in content or b"'e'" in content else ():
        yield Found(_written_place(cell[1]), _why(cell[2]))


def _why(said: bytes) -> str:
    return ABSENT if said.strip() == b"#N/A" else WRONG


def _written_place(attributes: bytes) -> Place:
    place = _PLACE.search(attributes)
    if place is None:
        raise Unplaced("Berisi rumus tanpa hasil di sel yang tidak bernama; buka di Excel, lalu simpan ulang.")
    column = 0
    for letter in place[1].decode():
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(int(place[2]), column, f"{place[1].decode()}{int(place[2])}")


def _place(row: int, column: int) -> Place:
    """The place of a row and a column from 1."""
    letters, rest = "", column
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return Place(row, column, f"{letters}{row}")


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive each sheet is kept in, by the sheet's name."""
    parts = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts:
        return {}
    relations = [_fields(tag) for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))]
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    sheets = [_fields(tag) for tag in _SHEET.findall(archive.read("xl/workbook.xml"))]
    found = {each.get("name", ""): targets.get(each.get("r:id", ""), "") for each in sheets}
    inside = {name: part[1:] if part.startswith("/") else f"xl/{part}" for name, part in found.items()}
    return {name: part for name, part in inside.items() if part in parts}


def _fields(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in _FIELD.findall(tag)}


def _open_document(content: bytes) -> dict[str, list[Found]]:
    """The cells of an ODS, counted from the start of each table: there they carry no place of their own."""
    found: dict[str, list[Found]] = {}
    if _ODS_ERROR not in content:
        return found
    name, row, below, column, right = "", 0, 0, 0, 0
    for tag in _ODS_TAG.finditer(content):
        kind, fields = tag[1], {key: value for key, value in _ODS_FIELD.findall(tag[2])}
        if kind == b"table":
            name, below = unescape(fields.get(b"table:name", b"").decode("utf-8", "replace")), 0
        elif kind == b"table-row":
            row, below, right = below + 1, below + int(fields.get(b"number-rows-repeated", b"1")), 0
        else:
            column, right = right + 1, right + int(fields.get(b"number-columns-repeated", b"1"))
            if _ODS_ERROR in tag[2]:
                said = _ODS_TEXT.match(content, tag.end())
                why = _why(said[1] if said else b"")
                cells = [Found(_place(y, x), why) for y in range(row, below + 1) for x in range(column, right + 1)]
                found.setdefault(name, []).extend(cells)
    return found


def _old(content: bytes) -> dict[str, list[Found]]:
    """The cells of an XLS; none of a file this cannot follow, which no office program writes."""
    try:
        book = _stream(content)
        (version,) = struct.unpack_from("<H", book, 4) if book else (0,)
        found = {}
        for kind, at, size in _records(book, 0):
            if kind == _BOUNDSHEET:
                begin, long = struct.unpack_from("<I", book, at)[0], version >= _BIFF8 and book[at + 7] & 1
                raw = book[at + (8 if version >= _BIFF8 else 7) : at + size]
                name = raw.decode("utf-16-le" if long else "latin-1" if version >= _BIFF8 else "cp1252", "replace")
                if cells := list(_of_records(book, begin)):
                    found[name] = cells
        return found
    except (struct.error, ValueError, IndexError):
        return {}


def _of_records(book: bytes, begin: int) -> Iterator[Found]:
    """The cells of one sheet of an XLS."""
    for kind, at, _ in _records(book, begin):
        if kind not in (_ERROR, _FORMULA):
            continue
        row, column = struct.unpack_from("<HH", book, at)
        code, wrong = book[at + 6], book[at + 7] == 1
        if kind == _FORMULA:
            code, wrong = book[at + 8], book[at + 6] == _FORMULA_ERROR and book[at + 12 : at + 14] == b"\xff\xff"
        if wrong:
            yield Found(_place(row + 1, column + 1), ABSENT if code == _ABSENT_CODE else WRONG)


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and size of each record of the part that begins here, up to its end; a chart in it is passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, at + 4, size
        at += 4 + size


def _stream(content: bytes) -> bytes:
    """The stream of a compound file that holds the workbook."""
    shift, short = struct.unpack_from("<HH", content, 30)
    directory, cutoff, shorts = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
    first, tables = list(struct.unpack_from("<109I", content, 76)), struct.unpack_from("<I", content, 68)[0]
    sector = partial(_sector, content, shift, 1)

    for _ in range(len(content) >> shift):
        if tables >= _OLE_LAST:
            break
        *more, tables = _numbers(sector(tables))
        first += more
    chain = _numbers(b"".join(sector(number) for number in first if number < _OLE_LAST))
    entries = _chained(chain, directory, sector)
    small = b""
    for at in range(0, len(entries), _OLE_ENTRY):
        name = entries[at : at + min(entries[at + 64], 64)].decode("utf-16-le", "replace").rstrip("\0")
        start, size = struct.unpack_from("<II", entries, at + 116)
        if entries[at + 66] == _OLE_ROOT:
            small = _chained(chain, start, sector) if start < _OLE_LAST else b""
        elif name in ("Workbook", "Book") and size >= cutoff:
            return _chained(chain, start, sector)[:size]
        elif name in ("Workbook", "Book"):
            after = _numbers(_chained(chain, shorts, sector))
            return _chained(after, start, partial(_sector, small, short, 0))[:size]
    return b""


def _sector(data: bytes, shift: int, before: int, number: int) -> bytes:
    return data[(number + before) << shift : (number + before + 1) << shift]


def _numbers(table: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))


def _chained(after: Sequence[int], number: int, sector: Callable[[int], bytes]) -> bytes:
    """The sectors of a chain, as many as there are at most: a spoilt one may run in a circle."""
    parts: list[bytes] = []
    while number < _OLE_LAST and len(parts) <= len(after):
        parts.append(sector(number))
        number = after[number]
    return b"".join(parts)
