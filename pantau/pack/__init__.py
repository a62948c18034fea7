"""Paket Rapat: one frozen set of figures, written as slides, document, workbook, web page, pictures and a message.

`gather.freeze` asks the store once; what it returns is all that `deck`, `document`, `book`, `page` and `message` know,
so the same leaf has the same words and numbers everywhere.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from pantau import text
from pantau.catalogue import Programme, programme, programmes
from pantau.draw import paper
from pantau.figures import Figure
from pantau.figures.perhatian import Hit
from pantau.filters import Filters

# Sections of the pack that belong to no programme.
FRONT: Final = "Rapat"
BACK: Final = "Lampiran"
# A slide holds so many rows of a table; the workbook has all of them.
MOST_ROWS: Final = 10


@dataclass(frozen=True)
class Choice:
    """What a person asks for: the meeting, its day, programmes by id, period and place, and who makes it (a post)."""

    meeting: str
    day: date
    programmes: tuple[str, ...]
    filters: Filters = field(default_factory=Filters)
    maker: str = "Kepala Dinas"
    grey: bool = False

    @property
    def everything(self) -> bool:
        """Whether all programmes are asked for."""
        return self.programmes == tuple(each.id for each in programmes())

    @property
    def place(self) -> str:
        """The area in words."""
        return f"Kecamatan {self.filters.kecamatan.name}" if self.filters.kecamatan else "Kabupaten Balangan"

    @property
    def period(self) -> str:
        """The period in words; an open one is all data."""
        if not (self.filters.start or self.filters.end):
            return "semua data"
        return text.span(self.filters.start, self.filters.end)

    @property
    def sentence(self) -> str:
        """The filter sentence of the pack as a whole."""
        named = "lima program" if self.everything else text.join([programme(each).title for each in self.programmes])
        return f"{self.period} · {self.place} · {named}"


@dataclass(frozen=True)
class Asked:
    """One question behind a leaf: query, parameters, rows and SHA-256 of the answer, and the store file asked."""

    query: str
    params: Mapping[str, object]
    rows: int
    sha256: str
    scope: str = ""


@dataclass(frozen=True)
class Leaf:
    """One page of the pack: slide, document page and sheet of the workbook under the same `number`.

    `finding` is its title. `figure` is None where making it failed; `failed` then says why. `kpis` are name, value and
    note, shown above the figure.
    """

    number: str
    section: str
    finding: str
    figure: Figure | None
    asked: tuple[Asked, ...] = ()
    kpis: tuple[tuple[str, str, str], ...] = ()
    failed: str = ""
    _drawn: dict[tuple[str, bool], bytes] = field(default_factory=dict, compare=False, repr=False)

    def drawing(self, form: str, grey: bool = False) -> bytes:
        """The picture of the figure without words, "png" or "svg"; drawn once for all writers."""
        if self.figure is None:
            raise ValueError(f"{self.number} has no figure")
        if (form, grey) not in self._drawn:
            self._drawn[form, grey] = paper.drawing(self.figure, form, grey)
        return self._drawn[form, grey]

    @property
    def sample(self) -> str:
        """What of this leaf is CONTOH; "" when nothing is."""
        return self.figure.context.sample if self.figure else ""

    @property
    def header(self) -> str:
        """The line under the title: filter sentence with its date basis, and the unit."""
        if self.figure is None:
            return ""
        return f"{self.figure.context.sentence} · Satuan: {self.figure.unit}"

    @property
    def words(self) -> tuple[str, ...]:
        """What is said under the drawing: the reading, then the warnings and notes that stand on screen too."""
        return (self.figure.reading, *self.figure.notes) if self.figure else (self.failed,)

    @property
    def dated(self) -> str:
        """Source, date of the data and CONTOH mark."""
        if self.figure is None:
            return ""
        context = self.figure.context
        parts = [f"Sumber: {context.source}"]
        parts.append(f"Data s.d. {text.day(context.as_of)}" if context.as_of else "Tanggal data tidak disebut")
        return " · ".join([*parts, *([f"{text.SAMPLE}: {context.sample}"] if context.sample else [])])


@dataclass(frozen=True)
class Source:
    """One file behind the numbers: dataset, file name, SHA-256, rows read and loaded, and when it was loaded."""

    dataset: str
    file: str
    sha256: str
    read: int
    loaded: int
    loaded_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """One number to hold against another meeting's: what it is, its value (None = not reported), unit and direction."""

    id: str
    programme: str
    title: str
    value: float | None
    unit: str
    direction: str
    formula: str = ""
    target: float | str | None = None


@dataclass(frozen=True)
class Pack:
    """Everything a pack says, asked once.

    `made` is in WITA; `listed` are sets of things by name, such as events; `details` are tables row by row, which only
    the workbook has room for.
    """

    choice: Choice
    made: datetime
    generation: str
    scope: str
    leaves: tuple[Leaf, ...]
    standings: tuple[Standing, ...] = ()
    listed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    hits: tuple[Hit, ...] = ()
    bullets: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    details: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The meeting's name."""
        return self.choice.meeting

    @property
    def code(self) -> str:
        """A short code of the snapshot: the same choice of the same data has the same one."""
        told = json.dumps([self.generation, self.scope, self.choice.sentence, self.choice.meeting, self.choice.grey])
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    @property
    def sample(self) -> bool:
        """Whether any leaf shows CONTOH."""
        return any(leaf.sample for leaf in self.leaves)

    @property
    def stem(self) -> str:
        """The name of the pack's file without its ending."""
        which = "semua" if self.choice.everything else "-".join(self.choice.programmes)
        where = text.slug(self.choice.filters.kecamatan.name) if self.choice.filters.kecamatan else "kabupaten"
        return f"PantauBalangan_{which}_{where}_{text.slug(self.choice.period)}_{self.made:%Y%m%d-%H%M}WITA"

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What every cover says below the title: name and words."""
        choice = self.choice
        return (
            ("Tanggal rapat", text.long_day(choice.day)),
            ("Wilayah", choice.place),
            ("Periode", choice.period),
            ("Filter", choice.sentence),
            ("Disusun oleh", choice.maker),
            ("Dibuat", text.moment(self.made)),
            ("Kode paket", self.code),
        )

    @property
    def signature(self) -> str:
        """Who made it and when: the end of every footer, before the page number."""
        return f"Dibuat oleh {self.choice.maker} · {text.moment(self.made)} · Kode {self.code}"

    def footer(self, leaf: Leaf) -> str:
        """The footer of a leaf without its page number."""
        return " · ".join(part for part in (leaf.dated, self.signature) if part)

    def programme_leaves(self, each: Programme) -> tuple[Leaf, ...]:
        """The leaves of one programme."""
        return tuple(leaf for leaf in self.leaves if leaf.section == each.title)

    def with_leaves(self, *leaves: Leaf) -> "Pack":
        """The same pack with other leaves."""
        return replace(self, leaves=leaves)
