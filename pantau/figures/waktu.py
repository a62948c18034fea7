"""What stands on every time axis: emergency status as bands, notes as numbered marks with author and date."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pantau import text
from pantau.figures import Figure, records


def first_number(fig: Figure) -> int:
    """The number of the first note on a figure."""
    return 1 + len(fig.encode.get("marks", ()))


@dataclass(frozen=True)
class TimeMarks:
    """Bands (first day, last day, words), numbered days, and the sentences that stand below the drawing."""

    bands: tuple[tuple[date, date, str], ...] = ()
    marks: tuple[tuple[date, int], ...] = ()
    sentences: tuple[str, ...] = ()

    def on(self, fig: Figure) -> Figure:
        """The same figure carrying these marks, on screen and on paper."""
        if fig.empty or not (self.bands or self.marks or self.sentences):
            return fig
        encode = {**fig.encode, "bands": self.bands, "marks": (*fig.encode.get("marks", ()), *self.marks)}
        return replace(fig, encode=encode, notes=(*fig.notes, *self.sentences))


def time_marks(status: pd.DataFrame, notes: pd.DataFrame, first: int = 1) -> TimeMarks:
    """Bands from declared emergencies and marks from notes; what has no start is told and not drawn, no end is told.

    Notes are numbered from `first` on: after the marks that a figure has of its own.
    """
    bands, sentences, marks = [], [], []
    for row in records(status):
        start, end = _day(row["tanggal_mulai"]), _day(row["tanggal_akhir"])
        if start is None:
            until = f" berakhir {text.day(end)}" if end else ""
            sentences.append(f"{_capital(row['jenis'])}{until}: tanggal mulai tidak disebut, tidak digambar.")
            continue
        # Without an end only its first day is known, and only that is drawn.
        bands.append((start, end or start, row["jenis"]))
        if end is None:
            sentences.append(f"{_capital(row['jenis'])} sejak {text.day(start)}: akhirnya tidak disebut.")
    for number, row in enumerate(records(notes), first):
        day = _day(row["tanggal_dari"])
        if day is None:
            continue
        marks.append((day, number))
        by = row["oleh_peran"] if not text.missing(row["oleh_peran"]) else "penulis tidak disebut"
        when = f", {text.day(row['dicatat_pada'])}" if not text.missing(row["dicatat_pada"]) else ""
        sentences.append(f"({number}) {text.day(day)}: {row['teks']} — {by}{when}.")
    return TimeMarks(tuple(bands), tuple(marks), tuple(sentences))


def _day(value: object) -> date | None:
    return None if text.missing(value) else pd.Timestamp(value).date()  # type: ignore[arg-type]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
