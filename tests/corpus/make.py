"""The files of the corpus that are too large to keep: each from a formula, into a folder of the test.

`BIG` names them as the kept ones are named: format/verdict/name, with what they must come to.
"""

import zipfile
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

SHEET: Final = "xl/worksheets/sheet1.xml"
_MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PIECE: Final = 1 << 20


class Big(NamedTuple):
    """How a file is made and what becomes of it."""

    make: Callable[[Path], None]
    outcome: dict[str, Any]


def workbook(path: Path, sheet: Iterator[bytes], **members: bytes) -> None:
    """The smallest XLSX around the bytes of one sheet; `__` in the name of a member stands for `/`."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
        with archive.open(SHEET, "w", force_zip64=True) as part:
            for piece in sheet:
                part.write(piece)
        for name, inside in members.items():
            archive.writestr(name.replace("__", "/"), inside)


def sheet(*rows: bytes) -> Iterator[bytes]:
    """A sheet of these rows, XML already."""
    yield f'<?xml version="1.0" encoding="UTF-8"?><worksheet {_MAIN}><sheetData>'.encode()
    yield from rows
    yield b"</sheetData></worksheet>"


def row(*cells: str, number: int = 1) -> bytes:
    """A row of texts, its cells without references."""
    texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{texts}</row>'.encode()


_HEADED: Final = row("nomor", "desa", "uraian"), row("1", "Hamarung", "banjir", number=2)


def _many(piece: bytes, total: int) -> Iterator[bytes]:
    """`total` repetitions, a megabyte at a time."""
    at_once = max(_PIECE // len(piece), 1)
    # The same object over and over: a gibibyte of pieces costs the memory of one.
    yield from repeat(piece * at_once, total // at_once)
    yield piece * (total % at_once)


def _sheet_of_a_gibibyte(path: Path) -> None:
    workbook(path, sheet(*_HEADED, *_many(b" ", 1 << 30)))


def _cell_of_200_mebibyte(path: Path) -> None:
    inside = b'<row r="3"><c t="inlineStr"><is><t>', *_many(b"x", 200 << 20), b"</t></is></c></row>"
    workbook(path, sheet(*_HEADED, *inside))


def _row_of_a_million_cells(path: Path) -> None:
    workbook(path, sheet(*_HEADED, b'<row r="3">', *_many(b"<c><v>1</v></c>", 1_000_000), b"</row>"))


def _nested(path: Path) -> None:
    deep = b'<row r="3">', *_many(b"<x>", 200_000), *_many(b"</x>", 200_000), b"</row>"
    workbook(path, sheet(*_HEADED, *deep))


def _line_of_5_megabyte(path: Path) -> None:
    path.write_bytes(b"nomor,desa,uraian\n1,Hamarung,surut\n2,Juai," + b"air " * 1_250_000 + b"\n3,Hamarung,hujan\n")


def _million_columns(path: Path) -> None:
    path.write_bytes(b"nomor,desa" + b",kolom" * 1_000_000 + b"\n1,Hamarung" + b",1" * 1_000_000 + b"\n")


def _late_open_quote(path: Path) -> None:
    lines = [b"%d,Hamarung,surut" % number for number in range(30_000)]
    lines[20_499] = b'20499,Hamarung,"surut'
    path.write_bytes(b"\n".join([b"nomor,desa,uraian", *lines]))


def _refused(*words: str) -> dict[str, Any]:
    return {"dataset": "uji", "kata": words}


def _counted(read: int, loaded: int, reasons: dict[str, int]) -> dict[str, Any]:
    return {"dataset": "uji", "dibaca": read, "dimuat": loaded, "ditahan": reasons, "duplikat": 0, "kata": ()}


BIG: Final = {
    "xlsx/ditolak/lembar_1_gib.xlsx": Big(_sheet_of_a_gibibyte, _refused("mengembang")),
    "xlsx/ditolak/sel_200_mib.xlsx": Big(_cell_of_200_mebibyte, _refused("mengembang")),
    "xlsx/ditolak/sejuta_sel_sebaris.xlsx": Big(_row_of_a_million_cells, _refused("mengembang")),
    "xlsx/dimuat/bersarang_200_ribu.xlsx": Big(_nested, _counted(1, 1, {})),
    "csv/ditahan/baris_5_mb.csv": Big(_line_of_5_megabyte, _counted(3, 2, {"baris_terlalu_panjang": 1})),
    "csv/ditolak/sejuta_kolom.csv": Big(_million_columns, _refused("kolom", "paling banyak 1000")),
    "csv/ditahan/kutip_terbuka_jauh.csv": Big(_late_open_quote, _counted(30_000, 29_999, {"kutip_tidak_ditutup": 1})),
}
