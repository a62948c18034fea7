"""Delimited text: its encoding, its delimiter and a strict tokeniser that loses nothing.

Every line ends in a record with cells or in a record with a problem. A library reader was not taken: those tried let
one unclosed quote swallow the rest of a file without a word. Runs in the reading child: standard library only.
"""

import codecs
import contextlib
import re
import unicodedata
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain, groupby, islice
from operator import itemgetter, methodcaller
from pathlib import Path
from typing import NamedTuple

from pantau.intake import gate, headings

DELIMITERS = (",", ";", "\t", "|")
# A line of a register has a few hundred characters; a megabyte is a broken line end or an attack.
LONGEST_LINE = 1_000_000
# A heading of a questionnaire is a whole question; a page is none.
_LONGEST_HEADING = 2_000
# How far a quoted cell may run on: a pasted chronology has some tens of lines, a forgotten quote has thousands.
QUOTED_LINES = 50
QUOTED_CHARACTERS = 64_000
# Raw text kept beside a problem; enough to recognise the line, too little to fill the disk.
RAW_KEPT = 4_000
# Lines judged plain together: one that is not sends so many others the slow way.
PIECE_LINES = 256
_BLOCK = 1 << 20
_WHITE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Record(NamedTuple):
    """One physical record: the line it starts on, and either its cells or the code of its problem with the raw text."""

    row: int
    cells: list[str]
    problem: str = ""
    raw: str = ""


def encoding(path: Path) -> str:
    """The encoding by byte order mark, else UTF-8 when the bytes are UTF-8, else cp1252.

    A UTF-8 file with a few broken bytes stays UTF-8: those lines become problems, the others keep their accents.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    with path.open("rb") as file:
        with contextlib.suppress(UnicodeDecodeError):
            # Most files are whole, and counting costs ten times as much as reading.
            deque(codecs.iterdecode(iter(lambda: file.read(_BLOCK), b""), "utf-8"), maxlen=0)
            return "utf-8"
        file.seek(0)
        accents = broken = 0
        for text in codecs.iterdecode(iter(lambda: file.read(_BLOCK), b""), "utf-8", "surrogateescape"):
            if not text.isascii():
                strays = len(re.findall("[\udc80-\udcff]", text))
                broken += strays
                accents += len(re.findall("[^\x00-\x7f]", text)) - strays
    return "utf-8" if accents >= broken else "cp1252"


def lines(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Physical lines a block at a time, with the number of the first from 1; line ends are removed, a lone CR is one.

    A line longer than LONGEST_LINE is cut there, and what was cut is dropped: the tokeniser calls it a problem.
    """
    number, rest, skipping = 1, "", False
    with path.open(encoding=encoding, errors="replace", newline=None) as file:
        while block := file.read(_BLOCK):
            first, *others = block.split("\n")
            rest = rest if skipping else rest + first
            if not others:
                if len(rest) > LONGEST_LINE:
                    rest, skipping = rest[: LONGEST_LINE + 1], True
                continue
            skipping = False
            whole, rest = [rest, *others[:-1]], others[-1]
            yield number, whole
            number += len(whole)
    if rest:
        yield number, [rest]


def numbered(blocks: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    """The lines of blocks one by one, each with its number."""
    return chain.from_iterable(enumerate(block, first) for first, block in blocks)


class Run(NamedTuple):
    """Whole lines that are records and hold nothing to judge: the number of the first, how many, and their text."""

    row: int
    lines: int
    text: str


def below(blocks: Iterable[tuple[int, list[str]]], row: int) -> Iterator[tuple[int, list[str]]]:
    """The blocks from behind a row on."""
    for first, block in blocks:
        passed = max(row + 1 - first, 0)
        yield first + passed, block[passed:]


class Fault(Enum):
    """Why a text is not one record: its quote is still open, or is closed and followed by something else."""

    OPEN = "kutip_tidak_ditutup"
    STRAY = "kutip_keliru"


def delimiter(first: Collection[str], known: Collection[str]) -> str:
    """The delimiter under which the first lines hold the best heading row; more columns win between equals."""

    def fitness(mark: str) -> tuple[int, int]:
        found = headings.find(rows := [cells_or_line(line, mark) for line in first], known)
        return (found.known, len(rows[found.row])) if found else (0, 0)

    return max(DELIMITERS, key=fitness)


def cells_or_line(line: str, delimiter: str) -> list[str]:
    """The cells of a line that may be a heading, or the whole line as one cell when its quotes are wrong.

    Of a line with more cells than any register has only so many that it is refused, of a cell what a heading may have.
    """
    cells = split(line, delimiter)
    return [
        cell[:_LONGEST_HEADING] for cell in ([line] if isinstance(cells, Fault) else cells[: gate.MOST_COLUMNS + 1])
    ]


def split(text: str, delimiter: str) -> list[str] | Fault:
    """The cells of one record.

    A quote opens only at the start of a cell, where a delimiter or the end must follow its closing; elsewhere it is a
    character like any other. A doubled quote inside a quoted cell is one quote.
    """
    if '"' not in text:
        return text.split(delimiter)
    cells, start = [], 0
    while True:
        if text[start : start + 1] == '"':
            close = _closing(text, start + 1)
            if close < 0:
                return Fault.OPEN
            cells.append(text[start + 1 : close].replace('""', '"'))
            end = close + 1 if close + 1 < len(text) else -1
            if end > 0 and text[end] != delimiter:
                return Fault.STRAY
        else:
            end = text.find(delimiter, start)
            cells.append(text[start:end] if end >= 0 else text[start:])
        if end < 0:
            return cells
        start = end + 1


def records(numbered: Iterable[tuple[int, str]], delimiter: str, width: int) -> Iterator[Record]:
    """Every line below the heading as a record of `width` cells or a problem; blank lines are passed over."""
    source = iter(numbered)
    waiting: deque[tuple[int, str]] = deque()
    blanks = f' \t"\u00a0{delimiter}'
    while line := waiting.popleft() if waiting else next(source, None):
        number, text = line
        if not text.strip(blanks):
            continue
        cells = split(text, delimiter)
        if cells is Fault.OPEN:
            waiting.extend(islice(source, QUOTED_LINES - len(waiting)))
            taken, cells = _continued(text, [more for _, more in waiting], delimiter, width)
            text = "\n".join([text, *(waiting.popleft()[1] for _ in range(taken))])
        yield _judged(number, cells, text, width)


def runs(
    blocks: Iterable[tuple[int, list[str]]], delimiter: str, width: int, heading: Sequence[str]
) -> Iterator[Run | Iterator[Record]]:
    """What `records` gives, with lines that are plain by the hundred in one piece; take each before the next.

    No quote left open can reach over a piece without quotes, for it has as many lines as are looked ahead. `heading` is
    the row that would be a problem if met again.
    """
    pieces = _pieces(blocks, delimiter, width, delimiter.join(heading))
    for plain, alike in groupby(pieces, key=itemgetter(0)):
        if plain:
            for _, row, lines in alike:
                text = "\n".join(lines)
                yield Run(row, len(lines), text if text.isascii() else tidy(text))
        else:
            yield records(numbered((row, lines) for _, row, lines in alike), delimiter, width)


def _pieces(
    blocks: Iterable[tuple[int, list[str]]], delimiter: str, width: int, heading: str
) -> Iterator[tuple[bool, int, list[str]]]:
    """The blocks cut into pieces, each with whether it is plain; neighbours of one kind in a block are one piece."""
    before = False
    for first, lines in blocks:
        start = 0
        for at in range(0, len(lines), PIECE_LINES):
            piece = lines[at : at + PIECE_LINES]
            # A short piece behind lines to be judged may be what an open quote of theirs takes in.
            plain = (before or len(piece) >= QUOTED_LINES) and is_plain(piece, delimiter, width, heading)
            if at > start and plain is not before:
                yield before, first + start, lines[start:at]
                start = at
            before = plain
        if lines:
            yield before, first + start, lines[start:]


def is_plain(lines: Sequence[str], delimiter: str, width: int, heading: str) -> bool:
    """Whether each of these lines is a good record as it stands; when in doubt it is not."""
    text = "".join(lines)
    if '"' in text or len(text) > LONGEST_LINE or has_control(text.replace("\t", " ")):
        return False
    if set(map(methodcaller("count", delimiter), lines)) != {width - 1}:
        return False
    if not text.isascii():
        # The mark of a byte order would be taken for one by the next reader.
        if "\ufeff" in text or not unicodedata.is_normalized("NFC", text):
            return False
        lines = [line.replace("\u00a0", " ") for line in lines]
    if heading in lines:
        return False
    starts = list(map(itemgetter(slice(1)), map(methodcaller("lstrip", _WHITE + delimiter), lines)))
    if (seen := set(starts)).isdisjoint(headings.SUM_STARTS):
        return "" not in seen
    doubtful = (line for start, line in zip(starts, lines, strict=True) if start in headings.SUM_STARTS)
    return "" not in seen and not any(headings.is_sum(line.split(delimiter)) for line in doubtful)


def _continued(text: str, following: list[str], delimiter: str, width: int) -> tuple[int, list[str] | Fault]:
    """How many of the following lines an open quote takes in, and the cells; none when it was not meant to stay open.

    Lines that are whole records by themselves were not meant to be swallowed: then only the first line is at fault.
    """
    for taken, more in enumerate(following, 1):
        text = f"{text}\n{more}"
        cells = split(text, delimiter) if '"' in more else Fault.OPEN
        if len(text) > QUOTED_CHARACTERS or cells is Fault.STRAY:
            break
        if isinstance(cells, list):
            swallowed = following[: taken - 1]
            whole = swallowed and all(part.count(delimiter) == width - 1 for part in swallowed)
            return (0, Fault.OPEN) if whole or len(cells) != width else (taken, cells)
    return 0, Fault.OPEN


def _judged(number: int, cells: list[str] | Fault, text: str, width: int) -> Record:
    """The record, or its problem: too long, quotes, characters that no person types, wrong number of cells."""
    if len(text) > LONGEST_LINE:
        return Record(number, [], "baris_terlalu_panjang", text[:RAW_KEPT])
    if isinstance(cells, Fault):
        return Record(number, [], cells.value, text[:RAW_KEPT])
    if has_control(text):
        return Record(number, [], "karakter_kendali", text[:RAW_KEPT])
    if len(cells) != width:
        return Record(number, [], "jumlah_kolom", text[:RAW_KEPT])
    return Record(number, cells if text.isascii() else [tidy(cell) for cell in cells])


def has_control(text: str) -> bool:
    """Whether a text holds characters no person types: NUL and other controls, or the mark of undecodable bytes."""
    return not (text.isascii() and text.isprintable()) and _CONTROL.search(text) is not None


def tidy(cell: str) -> str:
    """One spelling for one word: composed accents (NFC), and a plain blank for the no-break one of a word processor."""
    return unicodedata.normalize("NFC", cell).replace("\u00a0", " ")


def _closing(text: str, start: int) -> int:
    """Where the quoted cell that begins at `start` closes, doubled quotes passed over; -1 when it does not."""
    while (end := text.find('"', start)) >= 0 and text[end + 1 : end + 2] == '"':
        start = end + 2
    return end
