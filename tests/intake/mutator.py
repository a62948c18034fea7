"""Files spoilt by chance: `python -m tests.intake.mutator FORMAT COUNT SEED FOLDER [child]` judges some of one format.

Seeded: a number names one spoilt file for ever. Without `child` all are read in this one process, which may then die of
one of them; with it each has the reading child of a real load. One JSON line a file: its number and what became of it.
"""

import csv
import io
import json
import os
import random
import re
import sys
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from unittest import mock

import openpyxl

from tests.intake import old_books

HEADING: Final = ("nomor", "desa", "tanggal", "jam", "bahaya", "tingkat", "jiwa", "luas", "selesai", "tautan", "uraian")
# Where readers of numbers, dates, codes and names are known to go wrong.
BOUNDARY: Final = (
    "0", "-1", "5000", "5001", "1e308", "-1e-308", "NaN", "Infinity", "1.234", "1,234", "1.234,56", "1" * 20,
    "6.31101E+15", "101.0", "31/02/2025", "29/02/2024", "00/00/0000", "9999-12-31", "45000", "24:00", "=1+1", "@SUM(A)",
    "'", '"', '""', "JUMLAH", "nomor", "#REF!", "\u0000", "\ufeff", "\u202e", "e\u0301", "x" * 5_000,
)  # fmt: skip
_VILLAGES: Final = ("Hamarung", "Juai", "63.11.01.2001", "Desa Mungkur Uyam", "Halong")
_DELIMITERS: Final = b",;\t|"
_ENCODINGS: Final = ("cp1252", "utf-16", "utf-8-sig", "utf-16-be", "cp037")


def rows(number: int = 12) -> list[list[str | int | float]]:
    """Good rows of the dataset `uji`."""
    return [
        [f"U-{each}", _VILLAGES[each % 5], f"{1 + each}/11/2025", f"{each}.15", "101", "ringan", each, each / 4, "ya",
         f"https://contoh.id/{each}", f"banjir, \"besar\"\nhari ke-{each} é" if each % 3 else "surut"]
        for each in range(number)
    ]  # fmt: skip


def text() -> bytes:
    """The rows as CSV."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([HEADING, *rows()])
    return written.getvalue().encode()


def workbook() -> bytes:
    """The rows as XLSX."""
    book = openpyxl.Workbook()
    for row in [HEADING, *rows()]:
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    members = _members(saved.getvalue()) or {}
    # The time of writing would make every run another file.
    members = {name: re.sub(rb"20[0-9]{2}-[0-9T:-]+Z", b"2025-12-31T00:00:00Z", each) for name, each in members.items()}
    return _archived(members)


def opendocument() -> bytes:
    """The rows as ODS."""
    return _archived(_members(old_books.ods({"Data": [HEADING, *rows()]})) or {})


def old_workbook() -> bytes:
    """The rows as XLS."""
    return old_books.xls({"Data": [HEADING, *rows()]})


GOOD: Final[dict[str, Callable[[], bytes]]] = {"csv": text, "xlsx": workbook, "ods": opendocument, "xls": old_workbook}


def mutant(kind: str, good: bytes, seed: int) -> bytes:
    """One spoilt file: one to three of the ways of its format, one after the other."""
    chance = random.Random(f"{kind} {seed}")
    ways = _BYTES + {"csv": _LINES, "xls": ()}.get(kind, _MEMBERS * 2)
    spoilt = good
    for _ in range(chance.randint(1, 3)):
        spoilt = chance.choice(ways)(spoilt, chance)
    return spoilt


def _flipped(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 30))):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    piece = content[start : start + chance.randint(1, 200)]
    return content[:start] + piece * chance.randint(2, 5) + content[start:]


def _line_moved(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\r\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[at]
    if chance.random() < 0.5:
        del lines[at]
    if chance.random() < 0.7:
        lines.insert(to, line)
    return chance.choice((b"\r\n", b"\n", b"\r")).join(lines)


def _delimited_otherwise(content: bytes, chance: random.Random) -> bytes:
    new = bytes([chance.choice(_DELIMITERS)])
    if chance.random() < 0.5:
        return content.replace(b",", new)
    at = [match.start() for match in re.finditer(b",", content)]
    one = chance.choice(at) if at else 0
    return content[:one] + new + content[one + 1 :]


def _encoded_otherwise(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def _cell_replaced(content: bytes, chance: random.Random) -> bytes:
    cells = re.split(rb"([,\r\n]+)", content)
    cells[chance.randrange(len(cells) // 2 + 1) * 2 % len(cells)] = chance.choice(BOUNDARY).encode()
    return b"".join(cells)


def _members(content: bytes) -> dict[str, bytes] | None:
    """The members of an archive; None when it can no longer be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {member.filename: archive.read(member) for member in archive.infolist()}
    except Exception:
        # Whatever the archive library says of a spoilt one.
        return None


def _archived(members: dict[str, bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, inside in members.items():
            archive.writestr(zipfile.ZipInfo(name), inside, zipfile.ZIP_DEFLATED)
    return saved.getvalue()


def _with_members(content: bytes, spoil: Callable[[dict[str, bytes]], None]) -> bytes:
    members = _members(content)
    if not members:
        return content
    spoil(members)
    return _archived(members)


def _member_swapped(content: bytes, chance: random.Random) -> bytes:
    def swap(members: dict[str, bytes]) -> None:
        one, other = chance.choice(list(members)), chance.choice(list(members))
        members[one], members[other] = members[other], members[one]
        if chance.random() < 0.3:
            del members[one]

    return _with_members(content, swap)


def _member_spoilt(content: bytes, chance: random.Random) -> bytes:
    def spoil(members: dict[str, bytes]) -> None:
        name = chance.choice([each for each in members if "sheet" in each or "content" in each] or list(members))
        members[name] = chance.choice(_BYTES)(members[name], chance)

    return _with_members(content, spoil)


def _value_replaced(content: bytes, chance: random.Random) -> bytes:
    """A text or number between tags, or the value of an attribute, becomes one of the known hard ones."""

    def replace(members: dict[str, bytes]) -> None:
        cells = [each for each in members if re.search("sheet1|sharedStrings|content", each)]
        name = chance.choice(cells or list(members))
        found = list(re.finditer(rb'>([^<>]+)<|="([^"]*)"', members[name]))
        if found:
            match = chance.choice(found)
            start, end = match.span(1) if match[1] is not None else match.span(2)
            new = chance.choice(BOUNDARY).replace("\u0000", "\u0001").encode()
            members[name] = members[name][:start] + new + members[name][end:]

    return _with_members(content, replace)


_BYTES: Final = (_flipped, _cut, _doubled)
_LINES: Final = (_line_moved, _delimited_otherwise, _encoded_otherwise, _cell_replaced, _cell_replaced)
_MEMBERS: Final = (_member_swapped, _member_spoilt, _value_replaced, _value_replaced)


def main(arguments: Sequence[str]) -> None:
    """Judge mutants through the whole intake, as a dry run, in one generation in the making."""
    kind, count, seed, place, *mode = arguments
    folder = Path(place)
    os.environ |= {"PANTAU_STORE": str(folder / "store"), "PANTAU_RUANG_MUAT": str(folder / "room")}
    from pantau.intake import Refused, load_many, loading, read
    from pantau.intake.gate import Kind
    from tests.intake.house import CONTRACTS

    def here(path: Path, known: Collection[str], kind: Kind, **_: object) -> Iterator[bytes]:
        lines = read._text_lines if kind is Kind.TEXT else read._workbook_lines
        try:
            yield "".join(lines(path, set(known))).encode()
        except Refused as refusal:
            yield read._json(refused=str(refusal)).encode()

    good = GOOD[kind]()
    files = []
    for number in range(int(seed), int(seed) + int(count)):
        path = folder / f"{number}.{kind}"
        path.write_bytes(mutant(kind, good, number))
        files.append((path, "uji"))
    patches: list[Any] = [
        mock.patch.object(loading, "contracts", lambda: CONTRACTS),
        mock.patch.object(loading, "contract", CONTRACTS.__getitem__),
    ]
    if not mode:
        patches.append(mock.patch.object(read, "blocks", here))
    for patch in patches:
        patch.start()
    for result in load_many(files, dry_run=True, progress=lambda said: print(said, file=sys.stderr, flush=True)):
        print(json.dumps(result.as_json() | {"file": result.file}))


if __name__ == "__main__":
    main(sys.argv[1:])
