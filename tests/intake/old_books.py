"""Small workbooks of the formats no library here writes: the old binary XLS and ODS."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape


class Wrong(NamedTuple):
    """A cell whose formula came to an error, or to #N/A."""

    absent: bool = False


Rows = Sequence[Sequence[str | float | Wrong]]
_SECTOR = 512
_END, _FREE, _OF_FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
# Shorter streams live in a container of their own.
_SHORTEST_STREAM = 4096


def xls(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook of Excel 97: BIFF8 records in a compound file."""
    parts = [_sheet(rows) for rows in sheets.values()]
    names = [name.encode("latin-1") for name in sheets]
    opening = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    position = len(opening) + sum(12 + len(name) for name in names) + 4
    bounds = b""
    for name, part in zip(names, parts, strict=True):
        bounds += _record(0x0085, struct.pack("<IBBBB", position, 0, 0, len(name), 0) + name)
        position += len(part)
    return _compound(opening + bounds + _record(0x000A, b"") + b"".join(parts))


def _sheet(rows: Rows) -> bytes:
    wide = max((len(row) for row in rows), default=0)
    records = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    records += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, wide, 0))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, Wrong):
                # Once as a formula with its result, once as a bare error: both occur.
                code = 0x2A if cell.absent else 0x07
                result = struct.pack("<BBBBBBHHIH", 2, 0, code, 0, 0, 0, 0xFFFF, 0, 0, 0)
                error = _record(0x0205, place + bytes((code, 1)))
                records += error if at % 2 else _record(0x0006, place + result)
            elif isinstance(cell, str):
                text = cell.encode("utf-16-le")
                records += _record(0x0204, place + struct.pack("<HB", len(text) // 2, 1) + text) if cell else b""
            else:
                records += _record(0x0203, place + struct.pack("<d", cell))
    return records + _record(0x000A, b"")


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    """A compound file holding one stream: its table of sectors, its directory, then the stream."""
    stream += bytes(-max(len(stream), _SHORTEST_STREAM) % _SECTOR + max(_SHORTEST_STREAM - len(stream), 0))
    sectors = len(stream) // _SECTOR
    chain = [_OF_FAT, _END, *range(3, sectors + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SHORTEST_STREAM, _END, 0, _END, 0)
    header += struct.pack("<I", 0)
    return header.ljust(_SECTOR, b"\xff") + table + directory.ljust(_SECTOR, b"\x00") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\x00\x00"
    entry = written.ljust(64, b"\x00") + struct.pack("<HBBIII", len(written), kind, 1, _FREE, _FREE, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook of LibreOffice: a zip with its cells in content.xml."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", _content(sheets))
    return file.getvalue()


def _content(sheets: Mapping[str, Rows]) -> str:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def _cell(value: str | float | Wrong) -> str:
    if isinstance(value, Wrong):
        return (
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            f'calcext:value-type="error"><text:p>{"#N/A" if value.absent else "#DIV/0!"}</text:p></table:table-cell>'
        )
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
