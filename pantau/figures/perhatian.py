"""The board "perlu perhatian": what the declared rules found, in words, as a table, and as text to send."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from pantau import text
from pantau.catalogue import Programme, Rule
from pantau.figures import Column, Context, Figure, records

# A message that is longer is not read on a telephone.
LONGEST: Final = 700
MOST: Final = 5
NEVER: Final = "belum pernah"
UNKNOWN: Final = "tidak diketahui"
_PLACE: Final = re.compile(r"63\.11\.\d\d(\.\d{4})?")
_NUMBER: Final = re.compile(r"[A-Z]+-\S+")
_DAYS_AFTER_HOURS: Final = 72


@dataclass(frozen=True, eq=False)
class Hit:
    """One rule that found something; `rows` are worst first, `unit` is that of their values.

    `sample` says that its rows are CONTOH; `apart` that they are so although the programme's own data are real, so that
    they are never counted together with them.
    """

    programme: Programme
    rule: Rule
    rows: pd.DataFrame
    unit: str
    sample: bool = False
    apart: bool = False

    @property
    def found(self) -> int:
        """How many things were found: rows, or what a rule over many small things says in `jumlah`."""
        return int(self.rows["jumlah"].sum()) if "jumlah" in self.rows else len(self.rows)

    @property
    def sentence(self) -> str:
        """The rule's own sentence with its numbers."""
        return self.rule.sentence.format(n=text.number(self.found), ambang=text.whole(self.rule.threshold))

    @property
    def threshold(self) -> str:
        """The threshold with its unit."""
        return f"{text.whole(self.rule.threshold)} {self.rule.unit}"

    @property
    def since(self) -> date | None:
        """The earliest day known for any row."""
        known = self.rows["sejak"].dropna()
        return pd.Timestamp(known.min()).date() if len(known) else None

    @property
    def since_words(self) -> str:
        """`sejak 3 Feb 2026`; the oldest of many, and said to be older where a row has no date; "" when none has."""
        if self.since is None:
            return ""
        if self.rows["sejak"].isna().any():
            return f"sejak {text.day(self.since)} atau lebih lama"
        return f"{'paling lama ' if len(self.rows) > 1 else ''}sejak {text.day(self.since)}"


@dataclass(frozen=True)
class Line:
    """One of the worst rows of a hit, in words; `place` is a code of a village or kecamatan, or ""."""

    name: str
    value: str
    since: str
    place: str


def lines(hit: Hit, most: int = MOST) -> list[Line]:
    """The worst rows of a hit."""
    return [_line(row, hit.unit) for row in records(hit.rows.head(most))]


def _line(row: Mapping[str, Any], unit: str) -> Line:
    place = next((str(row[name]) for name in ("kode_desa", "kode_kecamatan") if not text.missing(row.get(name))), "")
    place = place or (str(row["kode"]) if _PLACE.fullmatch(str(row["kode"])) else "")
    number = f" {row['kode']}" if _NUMBER.fullmatch(str(row["kode"])) else ""
    since = UNKNOWN if text.missing(row["sejak"]) else text.day(row["sejak"])
    return Line(f"{row['nama']}{number}", value_words(row["nilai"], unit), since, place)


def value_words(value: Any, unit: str) -> str:
    """A value with its unit; many hours are written as days, and a missing one is what never happened at all."""
    if text.missing(value):
        return NEVER
    if unit == "jam" and value >= _DAYS_AFTER_HOURS:
        return f"{text.number(value // 24)} hari"
    return f"{text.whole(value)} {unit}"


def counted(hits: Sequence[Hit]) -> int:
    """The number of a programme: everything found except what stands apart."""
    return sum(hit.found for hit in hits if not hit.apart)


def worst_first(hits: Sequence[Hit]) -> list[Hit]:
    """The most findings first; what stands apart comes last."""
    return sorted(hits, key=lambda hit: (hit.apart, -hit.found))


def worst(hits: Sequence[Hit]) -> list[Hit]:
    """The order of a short board: the largest of every programme first, then the others."""
    ordered = worst_first(hits)
    seen: set[str] = set()
    first = []
    for hit in ordered:
        if hit.programme.id not in seen and not hit.apart:
            seen.add(hit.programme.id)
            first.append(hit)
    return first + [hit for hit in ordered if hit not in first]


def found_words(hits: Sequence[Hit]) -> str:
    """`3 temuan dari 2 aturan dan 8 temuan CONTOH dari 1 aturan`: real and CONTOH are never added up."""
    parts = []
    for sample in (False, True):
        mine = [hit for hit in hits if hit.sample is sample]
        if mine:
            mark = f" {text.SAMPLE}" if sample else ""
            found = text.number(sum(hit.found for hit in mine))
            parts.append(f"{found} temuan{mark} dari {text.number(len(mine))} aturan")
    return text.join(parts) or "tidak ada temuan"


def message(title: str, hits: Sequence[Hit], state: str) -> str:
    """Text to send: a heading, at most five findings, what is left out, and `state` (place, dates).

    A finding that does not fit is left out whole and counted with the others.
    """
    chosen: list[Hit] = []
    for hit in worst(hits):
        if len(chosen) < MOST and len(_message(title, hits, [*chosen, hit], state)) <= LONGEST:
            chosen.append(hit)
    return _message(title, hits, chosen, state)


def _message(title: str, hits: Sequence[Hit], chosen: Sequence[Hit], state: str) -> str:
    left = [hit for hit in hits if hit not in chosen]
    more = [f"Selain itu {found_words(left)}."] if left else []
    return "\n".join([f"*{title}*", *(f"• {_bullet(hit)}" for hit in chosen), *more, f"{state[:1].upper()}{state[1:]}"])


def _bullet(hit: Hit) -> str:
    since = f", {hit.since_words}" if hit.since_words else ""
    return f"{hit.sentence}{since}{f' ({text.SAMPLE})' if hit.sample else ''}"


def state_words(place: str, dates: Mapping[str, date | None], moment: str) -> str:
    """Place, data dates (the oldest and the newest by name) and the moment; `dates` by the programmes' titles."""
    known = sorted((day, title) for title, day in dates.items() if day)
    spans = [text.day(known[0][0])] if known else ["belum ada"]
    if len(known) > 1:
        spans = [f"{text.day(day)} ({title})" for day, title in (known[0], known[-1])]
    return f"{place} · data s.d. {' sampai '.join(spans)} · keadaan per {moment}"


def board(hits: Sequence[Hit], dates: Mapping[str, date | None], context: Context) -> Figure:
    """One row a rule that found something; `dates` are the programmes' own data dates."""
    rows = [
        {
            "program": hit.programme.title,
            "aturan": hit.rule.title,
            "kalimat": hit.sentence,
            "temuan": hit.found,
            "nilai": lines(hit, 1)[0].value,
            "ambang": hit.rule.threshold,
            "satuan": hit.rule.unit,
            "sejak": hit.since_words.removeprefix("paling lama ").removeprefix("sejak ") or UNKNOWN,
            "data_sampai": dates.get(hit.programme.id),
            "contoh": text.SAMPLE if hit.sample else "nyata",
        }
        for hit in hits
    ]
    columns = (
        Column("program", "Program"),
        Column("aturan", "Aturan"),
        Column("kalimat", "Kalimat"),
        Column("temuan", "Temuan", "number"),
        Column("nilai", "Nilai terburuk"),
        Column("ambang", "Ambang", "number"),
        Column("satuan", "Satuan ambang"),
        Column("sejak", "Sejak (paling lama)"),
        Column("data_sampai", "Data s.d.", "day"),
        Column("contoh", "Isi"),
    )
    return Figure(
        id="RP",
        kind="table",
        title=f"{text.number(len(hits))} aturan menemukan sesuatu" if hits else "Tidak ada aturan yang menyala",
        frame=pd.DataFrame(rows, columns=[column.name for column in columns]),
        columns=columns,
        encode={"paper": ("program", "kalimat", "nilai", "sejak", "contoh")},
        unit="temuan; satuan ambang pada barisnya",
        reading=f"{found_words(hits)}." if hits else "Tidak satu pun aturan menemukan sesuatu.",
        context=context,
        notes=("Nilai terburuk dan sejak berasal dari baris yang ditemukan aturan itu.",),
    )
