"""The gate: what may be handed to a reader at all, decided by content and in milliseconds.

Knows file formats and limits; knows nothing of datasets. A refusal is one Indonesian sentence a person can act on.
"""

import re
import zipfile
from collections.abc import Iterator
from enum import Enum
from pathlib import Path, PurePosixPath

# 200 MB of text is about two million registers rows, ten years of a province; above that somebody chose the wrong file.
LARGEST_FILE = 200_000_000
# The old binary workbook ends at 65,536 rows; more than this is pictures.
LARGEST_OLE = 50_000_000
# A workbook has some dozens of parts; a thousand are a wrapped archive.
MOST_MEMBERS = 1_000
# What the reading child can hold within its memory ceiling.
LARGEST_INFLATED = 400_000_000
# Repetitive sheets shrink 20 to 60 times; a bomb a thousand times. Small parts may do as they like.
LARGEST_RATIO = 150
RATIO_FREE_BELOW = 5_000_000
# A reader allocates the whole rectangle from the first to the last cell: 32 bytes each, within 1 GiB.
MOST_CELLS = 12_000_000
# No register has a thousand columns; Excel offers 16,384 and one stray blank at the far end makes them all real.
MOST_COLUMNS = 1_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRANGERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "gambar PNG",
    b"\xff\xd8\xff": "gambar JPEG",
    b"GIF8": "gambar GIF",
    b"{\\rtf": "dokumen RTF",
    b"7z\xbc\xaf": "arsip 7-Zip",
    b"Rar!": "arsip RAR",
    b"\x1f\x8b": "arsip GZIP",
    b"MZ": "program Windows",
    b"SQLite format 3": "basis data SQLite",
}
_MARKUP = re.compile(rb"\s*(<!doctype html|<html|<\?xml|<table|<meta)", re.IGNORECASE)
_BINARY = bytes(set(range(32)) - {9, 10, 12, 13, 27})
# The column and the row of a cell, and a reference written with escapes: as XML allows, and as office programs write.
# The latter begin with letters to look for, which is ten times as fast.
# The last finds what may be a place beyond Z99999, up to which a quarter of the cells allowed lie.
_REFERENCES = (
    rb"""([A-Za-z]{1,9})[0-9]{1,9}["']""",
    rb"""[A-Za-z]{1,9}([0-9]{1,9})["']""",
    rb"""[^"'<>]{0,32}&""",
    rb"""(?:[A-Za-z]{2,9}[0-9]|[A-Za-z]?[0-9]{6}|[^"'<>]{0,32}&)""",
)
_ANY = tuple(re.compile(rb"""\br\s*=\s*["']""" + rest) for rest in _REFERENCES)
_USUAL = tuple(re.compile(rb' r="' + rest) for rest in _REFERENCES)
_UNUSUAL = re.compile(rb"r(?:\s+=|=\s|=')")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_REPEATED = re.compile(rb"""<table:table-cell[^>]*number-columns-repeated=["']([0-9]+)["'][^>/]*>""")
_SAMPLE = 65_536
_BLOCK = 1 << 20


class Refused(ValueError):
    """The whole file is not taken in; the text is the sentence for the person."""


class Kind(Enum):
    """What a file is, by its content."""

    TEXT = "teks"
    WORKBOOK = "buku kerja"


def inspect(path: Path) -> Kind:
    """What the file is. Raises Refused for what no reader may touch."""
    if not path.is_file():
        raise Refused(f"Berkas {path.name} tidak ditemukan; periksa nama dan foldernya.")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise Refused(
            f"Berkas {path.name} berukuran {size // 1_000_000} MB; paling besar {LARGEST_FILE // 1_000_000} MB. "
            "Bagi per tahun."
        )
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    if not start.strip():
        raise Refused(f"Berkas {path.name} kosong.")
    if start.startswith(_OLE):
        if size > LARGEST_OLE:
            raise Refused(f"Berkas {path.name} (XLS) terlalu besar; simpan sebagai XLSX atau CSV.")
        return Kind.WORKBOOK
    if start.startswith(b"PK"):
        _check_zip(path)
        return Kind.WORKBOOK
    _check_text(path.name, start)
    return Kind.TEXT


def _check_text(name: str, start: bytes) -> None:
    """Refuse what is not a table in text: other formats, markup, binary."""
    for magic, kind in _STRANGERS.items():
        if start.startswith(magic):
            raise Refused(f"Berkas {name} adalah {kind}, bukan tabel; kirim XLSX atau CSV.")
    if _MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")):
        raise Refused(
            f"Berkas {name} adalah halaman web yang diberi nama tabel; buka di Excel, lalu simpan sebagai XLSX."
        )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    # A few stray control characters are problems of their rows; a file full of them is no text.
    if len(start) - len(start.translate(None, _BINARY)) > max(8, len(start) // 20):
        raise Refused(f"Berkas {name} bukan teks dan bukan buku kerja; kirim XLSX atau CSV.")


def _check_zip(path: Path) -> None:
    """Refuse an archive that would harm the reader: too many parts, names that climb, bombs, entities, far cells."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise Refused(
                    f"Buku kerja {path.name} memuat {len(members)} bagian; paling banyak {MOST_MEMBERS}. "
                    "Simpan ulang di Excel."
                )
            for member in members:
                _check_member(path.name, member)
            names = {member.filename for member in members}
            # Its parts are binary: none of the checks below would see into them.
            if "xl/workbook.bin" in names:
                raise Refused(f"Berkas {path.name} adalah XLSB; buka di Excel, lalu simpan sebagai XLSX.")
            if not any(name.startswith("xl/") or name == "content.xml" for name in names):
                raise Refused(f"Berkas {path.name} adalah arsip, bukan buku kerja; kirim isinya satu per satu.")
            total = 0
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    total = _check_part(path.name, archive, member, total)
    except Refused:
        raise
    except Exception as error:
        # The archive library meets a spoilt archive with a dozen kinds of error, and documents one.
        raise Refused(
            f"Buku kerja {path.name} rusak atau dikunci; buka di Excel, lalu simpan ulang sebagai XLSX."
        ) from error


def _check_member(name: str, member: zipfile.ZipInfo) -> None:
    """Refuse a member by what the directory says of it: its name and its sizes."""
    inside = PurePosixPath(member.filename.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in member.filename:
        raise Refused(f"Buku kerja {name} memuat nama bagian yang keluar dari arsip; berkas ini tidak dibuka.")
    if member.file_size > LARGEST_INFLATED or (
        member.file_size > RATIO_FREE_BELOW and member.file_size > LARGEST_RATIO * max(member.compress_size, 1)
    ):
        raise _bomb(name)


def _check_part(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, before: int, near: bool = True) -> int:
    """Refuse a part by its content; returns the bytes inflated so far, counted because the directory may lie.

    `near`: only look whether all cells are, which is three times as fast as measuring; if one is not, start anew.
    """
    rows, columns, total = 0, 0, before
    for block in _blocks(archive, member):
        total += len(block)
        if total > LARGEST_INFLATED:
            raise _bomb(name)
        usual = block.count(b'r="') == block.count(b' r="') and not _UNUSUAL.search(block)
        column, row, disguised, far = _USUAL if usual else _ANY
        if near and far.search(block):
            return _check_part(name, archive, member, before, near=False)
        # UTF-16 and escaped references would hide the rest from these searches; no office program writes them.
        if b"\x00" in block[:64] or _DOCTYPE.search(block) or (not near and disguised.search(block)):
            raise Refused(
                f"Buku kerja {name} memuat perintah XML (DOCTYPE) yang tidak dipakai Excel; berkas ini tidak dibuka."
            )
        if not near:
            rows = max([rows, *map(int, set(row.findall(block)))])
            columns = max([columns, *map(_column, set(column.findall(block)))])
        columns = max([columns, *map(int, _REPEATED.findall(block))])
        if columns > MOST_COLUMNS:
            raise Refused(
                f"Buku kerja {name} memakai {columns} kolom; paling banyak {MOST_COLUMNS}. "
                "Hapus kolom kosong di ujung kanan."
            )
        if rows * columns > MOST_CELLS:
            raise Refused(
                f"Lembar di {name} membentang sampai baris {rows}, kolom {columns}; "
                "hapus isi yang terpencil di ujung lembar atau simpan sebagai CSV."
            )
    return total


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The inflated bytes of a part, each block led by the end of the one before so that no reference is cut in two."""
    tail = b""
    with archive.open(member) as part:
        while block := part.read(_BLOCK):
            yield tail + block
            tail = block[-64:]


def _column(letters: bytes) -> int:
    """`A` is 1, `XFD` is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _bomb(name: str) -> Refused:
    return Refused(
        f"Buku kerja {name} mengembang terlalu besar saat dibuka; "
        "simpan hanya lembar yang dikirim, atau simpan sebagai CSV."
    )
