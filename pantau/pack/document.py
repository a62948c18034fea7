"""The pack as a PDF to print and to search, and as an official letter of one or two pages (nota dinas).

Typst sets both from `document.typ` and `memo.typ`.
"""

import logging
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from pantau import text
from pantau.figures import WRITE, Column, Figure
from pantau.pack import BACK, FRONT, Pack
from pantau.pack.letterhead import Letterhead, letterhead
from pantau.pack.typeset import LONGEST_WORD, compiled, dress, plain

Paper = Literal["a4", "f4"]

# Millimetres, the longer side first. F4 is the folio of Indonesian offices.
_SIZES: Final[Mapping[str, tuple[int, int]]] = {"a4": (297, 210), "f4": (330, 215)}
_MARGIN: Final = 16
# Left and right together.
_MEMO_MARGINS: Final = 45
_DECISIONS: Final = "R-3"
_CHANGES: Final = "R-2"
# More rows are read in the workbook; a letter has room for few.
_MOST_ROWS: Final = 40
_MEMO_ROWS: Final = (5, 3, 2)
_MEMO_PAGES: Final = 2
_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
# What a letter says of a decision; the other columns stand in the pack.
_ASKED: Final = ("keputusan", "penanggung", "batas", "keadaan")
_BLANK_ROWS: Final = 4
# What a letter of a table takes on average, and the space beside a cell, in millimetres.
_LETTER, _CELL_GAP = 1.95, 3.6
# How much wider bold letters are.
_BOLD: Final = 1.2
_NUMBERS: Final = ("number", "decimal", "percent")
_LOG: Final = logging.getLogger(__name__)


def pdf(pack: Pack, paper: Paper = "a4", head: Letterhead | None = None) -> bytes:
    """Cover and one page a leaf, landscape; a long table takes as many pages as it needs."""
    pictures: dict[str, bytes] = {}
    leaves = [_leaf(pack, at, paper, pictures) for at in range(len(pack.leaves))]
    data = _about(pack, head or letterhead(), pictures) | {
        "paper": _SIZES[paper],
        "margin": _MARGIN,
        "facts": pack.facts,
        "dates": pack.dates,
        "leaves": leaves,
    }
    return compiled("document.typ", data, pictures)


def memo(pack: Pack, paper: Paper = "a4", head: Letterhead | None = None) -> bytes:
    """The nota dinas, portrait: state, numbers, changes, decisions asked, and who signs.

    A letter of more than two pages is not read: it then shows fewer rows of its lists, and says where the rest is.
    """
    pictures: dict[str, bytes] = {}
    wide, high = _SIZES[paper]
    said = _about(pack, head or letterhead(), pictures) | {
        "paper": (high, wide),
        "bullets": pack.bullets,
        "subject": f"Bahan {pack.title} tanggal {text.long_day(pack.choice.day)}",
        "opening": (
            f"Bersama ini disampaikan keadaan program untuk {pack.title} tanggal {text.long_day(pack.choice.day)}."
        ),
        "numbers": [
            {"section": leaf.section, "kpis": leaf.kpis, "sample": bool(leaf.sample)}
            for leaf in pack.leaves
            if leaf.kpis
        ],
        "notes": _data_notes(pack),
    }
    made = b""
    for most in _MEMO_ROWS:
        lists = {
            "changes": _extract(pack, _CHANGES, most, high - _MEMO_MARGINS),
            "decisions": _extract(pack, _DECISIONS, most, high - _MEMO_MARGINS),
            "blanks": min(most, _BLANK_ROWS),
        }
        made = compiled("memo.typ", said | lists, pictures)
        if len(_PAGE.findall(made)) <= _MEMO_PAGES:
            break
    return made


def _about(pack: Pack, head: Letterhead, pictures: dict[str, bytes]) -> dict[str, Any]:
    """What both documents say of the pack and of who writes."""
    made = pack.made
    return dress(head, made, pictures, pack.choice.grey) | {
        "title": pack.title,
        "day": text.long_day(pack.choice.day),
        "author": pack.choice.maker,
        "made_day": text.long_day(made),
        "sentence": pack.choice.sentence,
        "signature": pack.signature,
        "sample": text.SAMPLE if pack.sample else "",
    }


def _leaf(pack: Pack, at: int, paper: Paper, pictures: dict[str, bytes]) -> dict[str, Any]:
    """One page as the template reads it; its drawing goes to `pictures`."""
    leaf = pack.leaves[at]
    said = {
        "number": leaf.number,
        "section": leaf.section,
        "begins": _begins(pack, at),
        "finding": leaf.finding,
        "subtitle": leaf.figure.subtitle if leaf.figure else "",
        "header": leaf.header,
        "footer": pack.footer(leaf),
        "sample": text.SAMPLE if leaf.sample else "",
        "kpis": leaf.kpis,
        "words": leaf.words if leaf.figure else (),
        "failed": leaf.failed,
        "blanks": _BLANK_ROWS if leaf.number == _DECISIONS else 0,
    }
    if leaf.figure is None or leaf.figure.empty:
        return said
    if leaf.figure.kind == "table":
        return said | {"table": _table(leaf.figure, _MOST_ROWS, _SIZES[paper][0] - 2 * _MARGIN)}
    try:
        drawing = leaf.drawing("svg", pack.choice.grey).decode()
    except Exception as error:  # a drawing that fails leaves its box, and the other pages stand
        _LOG.warning("leaf %s could not be drawn", leaf.number, exc_info=error)
        return said | {"failed": "Gambar ini tidak dapat digambar; angkanya ada dalam data.xlsx."}
    name = f"{at}.svg"
    pictures[name] = plain(drawing, keep="\n").encode()
    return said | {"picture": {"file": name, "alt": leaf.figure.reading}}


def _begins(pack: Pack, at: int) -> str:
    """The heading of a section on its first page; "" on the others."""
    leaf = pack.leaves[at]
    if at and pack.leaves[at - 1].section == leaf.section:
        return ""
    if leaf.section in (FRONT, BACK):
        return f"{leaf.section}: tindak lanjut" if leaf.number == _DECISIONS and at else leaf.section
    return leaf.section


def _table(figure: Figure, most: int, wide: float, asked: Sequence[str] = ()) -> dict[str, Any]:
    """The first rows of a table as text on `wide` millimetres: the columns `asked` for, else those meant for paper."""
    kinds = {column.name: column for column in figure.columns}
    names = asked if kinds.keys() >= set(asked) and asked else figure.encode.get("paper", kinds)
    columns = [kinds[name] for name in names]
    frame = figure.frame.head(most)
    cells = [[WRITE[column.kind](value) for value in frame[column.name]] for column in columns]
    left = len(figure.frame) - len(frame)
    return {
        "columns": [
            {"title": column.title, "right": column.kind in _NUMBERS, "part": part}
            for column, part in zip(columns, _parts(columns, cells, wide), strict=True)
        ],
        "rows": [list(row) for row in zip(*cells, strict=True)],
        "left": f"{text.number(left)} baris lain ada dalam data.xlsx, lembar {figure.id}." if left else "",
    }


def _parts(columns: list[Column], cells: list[list[str]], wide: float) -> list[float]:
    """Widths of columns: 0 is as wide as its words, the others share what is left.

    Where all have room enough, the widest column of words takes the rest. Else a column twice as wordy as another is
    less than twice as wide, so that no short one is squeezed; none is narrower than its longest word.
    """
    natural = [max(len(column.title) * _BOLD, *map(len, words)) for column, words in zip(columns, cells, strict=True)]
    room = (wide - _CELL_GAP * len(columns)) / _LETTER
    prose = [column.kind == "text" for column in columns]
    if sum(natural) <= room:
        widest = max((n for n, is_text in zip(natural, prose, strict=True) if is_text), default=None)
        return [1 if is_text and n == widest else 0 for n, is_text in zip(natural, prose, strict=True)]
    share = room / len(columns)
    long = [is_text and n > share for n, is_text in zip(natural, prose, strict=True)]
    left = room - sum(n for n, is_long in zip(natural, long, strict=True) if not is_long)
    weights = [math.sqrt(sum(map(len, words)) / max(len(words), 1)) for words in cells]
    scale = left / max(sum(w for w, is_long in zip(weights, long, strict=True) if is_long), 1)
    return [
        max(weight * scale, _longest_word(column, words)) if is_long else 0
        for column, words, weight, is_long in zip(columns, cells, weights, long, strict=True)
    ]


def _longest_word(column: Column, cells: list[str]) -> float:
    words = [min(len(word), LONGEST_WORD) for cell in cells for word in cell.split()]
    return max([*words, *(len(word) * _BOLD for word in column.title.split())], default=1)


def _extract(pack: Pack, number: str, most: int, wide: float) -> dict[str, Any]:
    """What a letter says of a leaf: its reading and first rows."""
    leaf = next((leaf for leaf in pack.leaves if leaf.number == number), None)
    if leaf is None or leaf.figure is None:
        return {"reading": leaf.failed if leaf else f"{text.UNREPORTED.capitalize()}."}
    # The finding of decisions says how many there are; the title of changes is only a name.
    said = {"reading": f"{leaf.finding}. {leaf.figure.reading}" if number == _DECISIONS else leaf.figure.reading}
    return said if leaf.figure.empty else said | {"table": _table(leaf.figure, most, wide, _ASKED)}


def _data_notes(pack: Pack) -> list[str]:
    """What a reader must know of the numbers: the filter, dates, what is CONTOH, and how rows were counted."""
    dated = ", ".join(f"{title} {day}" for title, day in pack.dates)
    shown = [leaf.section for leaf in pack.leaves if leaf.sample and leaf.section not in (FRONT, BACK)]
    sample = f"{text.SAMPLE}, bukan data nyata: register {text.join(list(dict.fromkeys(shown)))}." if shown else ""
    quality = next((f"{leaf.finding}." for leaf in pack.leaves if leaf.number == "L-2" and not leaf.failed), "")
    notes = [
        f"Filter: {pack.choice.sentence}.",
        f"Data s.d.: {dated}." if dated else "",
        sample,
        quality,
        f"Kode paket {pack.code}; rincian pada paket rapat dengan kode yang sama.",
    ]
    return [note for note in notes if note]
