"""What the profile of a village is made of: facts, blocks, and everything that was asked for all villages at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from pantau import borders, text
from pantau.figures import Context, records
from pantau.figures.perhatian import Hit

NEVER: Final = "belum pernah tercatat"
NOT_LOADED: Final = "belum dimuat"
SMALL: Final = "tertutup karena jumlahnya kecil"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """One thing known: its name, value, and what must be known of it; `sample` when it alone is CONTOH."""

    name: str
    value: str
    note: str = ""
    sample: bool = False


@dataclass(frozen=True)
class Grid:
    """A small table of words, newest first; `more` rows of the same `noun` are not among its rows."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    noun: str
    more: int = 0

    def left(self, shown: int) -> str:
        """What is said under the table when only its first `shown` rows are printed."""
        rest = len(self.rows) - shown + self.more
        return f"dan {text.number(rest)} {self.noun} lebih lama" if rest else ""


@dataclass(frozen=True)
class Block:
    """One block of a profile, all words ready: facts, a small table, or the reason why there is nothing to show.

    `brief` is its one word in a list of villages; `dated` replaces the date where the block has several.
    """

    key: str
    title: str
    context: Context
    facts: tuple[Fact, ...] = ()
    grid: Grid | None = None
    empty: str = ""
    notes: tuple[str, ...] = ()
    brief: str = ""
    dated: str = ""

    @property
    def sample(self) -> bool:
        """Whether the whole block is CONTOH."""
        return bool(self.context.sample)

    @property
    def footer(self) -> str:
        """Source, data date and CONTOH mark of the block alone."""
        context = self.context
        day = f"Data s.d. {text.day(context.as_of)}" if context.as_of else "Tanggal data tidak disebut"
        mark = f"{text.SAMPLE}: {context.sample}" if context.sample else ""
        return " · ".join(part for part in (f"Sumber: {context.source}", self.dated or day, mark) if part)


@dataclass(frozen=True)
class Profile:
    """A village in words: where it lies, and its seven blocks in the order they are read."""

    code: str
    name: str
    kind: str
    kecamatan_code: str
    kecamatan: str
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """`Desa Gunung Batu`, `Kelurahan Batu Piring`."""
        return f"{self.kind} {self.name}"

    @property
    def place(self) -> str:
        """`Kec. Tebing Tinggi · 63.11.08.2001`."""
        return f"Kec. {self.kecamatan} · {self.code}"

    @property
    def sample(self) -> bool:
        """Whether anything on the page is CONTOH."""
        return any(block.sample or any(fact.sample for fact in block.facts) for block in self.blocks)

    def block(self, key: str) -> Block:
        """The block of this key."""
        return next(block for block in self.blocks if block.key == key)


# Answers by the area they are about: name -> the column of its code. Where an area has several rows, all are kept.
_ONE: Final = {
    "keadaan": "kode_desa",
    "laporan": "kode_desa",
    "kontak": "kode_desa",
    "diam": "kode",
    "layanan": "kode_desa",
    "cakupan": "kode_desa",
    "rencana": "kode_desa",
    "sinyal": "kode_desa",
    "kasus": "kode_kecamatan",
    "bukti": "kode_kecamatan",
}
_MANY: Final = {"kejadian": "kode_desa", "penilaian": "kode_desa", "matriks": "kode_kecamatan"}


@dataclass(frozen=True)
class Known:
    """All answers about all villages, by area; `contexts` by what they are about, `loaded` names datasets with rows."""

    villages: tuple[Row, ...]
    contexts: Mapping[str, Context]
    loaded: frozenset[str]
    hits: tuple[Hit, ...]
    names: Mapping[str, str]
    touching: Mapping[str, Sequence[str]]
    unchecked: tuple[str, ...] = ()
    _one: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    _many: Mapping[str, Mapping[str, list[Row]]] = field(default_factory=dict)

    def one(self, answer: str, code: str) -> Row | None:
        """The only row of an answer about an area; None when it has none."""
        return self._one[answer].get(code)

    def many(self, answer: str, code: str) -> list[Row]:
        """The rows of an answer about an area, in their order."""
        return self._many[answer].get(code, [])


def known(
    frames: Mapping[str, pd.DataFrame],
    contexts: Mapping[str, Context],
    loaded: frozenset[str],
    hits: Sequence[Hit],
    unchecked: Sequence[str] = (),
) -> Known:
    """Put every answer by its area once, so that a hundred profiles read them without asking again.

    `frames` hold the answers by name, beside them `identitas` (the villages wanted) and `nama` (all names).
    """
    names = frames["nama"]
    many: dict[str, dict[str, list[Row]]] = {}
    for answer, column in _MANY.items():
        many[answer] = {}
        for row in records(frames[answer]):
            many[answer].setdefault(str(row[column]), []).append(row)
    return Known(
        villages=tuple(records(frames["identitas"])),
        contexts=contexts,
        loaded=loaded,
        hits=tuple(hits),
        names=dict(zip(names["kode"], names["nama"], strict=True)),
        touching=borders.touching(),
        unchecked=tuple(unchecked),
        _one={answer: {str(row[column]): row for row in records(frames[answer])} for answer, column in _ONE.items()},
        _many=many,
    )
