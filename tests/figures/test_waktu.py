"""Time marks: declared emergencies and notes on every time axis; what has no start is told, not drawn."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from pantau.figures import waktu
from pantau.store import Store
from tests.draw import golden

NO_STATUS = pd.DataFrame(columns=["jenis", "tanggal_mulai", "tanggal_akhir"])
NO_NOTES = pd.DataFrame(columns=["tanggal_dari", "teks", "oleh_peran", "dicatat_pada"])


def status(*rows: tuple[str, date | None, date | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["jenis", "tanggal_mulai", "tanggal_akhir"])


def notes(*rows: tuple[date, str, str | None, datetime | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["tanggal_dari", "teks", "oleh_peran", "dicatat_pada"])


def test_a_status_without_a_start_is_told_not_drawn() -> None:
    made = waktu.time_marks(status(("siaga darurat", None, date(2025, 4, 30))), NO_NOTES)
    assert made.bands == ()
    assert made.sentences == ("Siaga darurat berakhir 30 Apr 2025: tanggal mulai tidak disebut, tidak digambar.",)
    unknown = waktu.time_marks(status(("siaga darurat", None, None)), NO_NOTES)
    assert unknown.sentences == ("Siaga darurat: tanggal mulai tidak disebut, tidak digambar.",)


def test_a_status_without_an_end_is_drawn_on_its_first_day_and_told() -> None:
    start = date(2026, 1, 3)
    made = waktu.time_marks(status(("transisi", start, None), ("tanggap", start, date(2026, 2, 1))), NO_NOTES)
    assert made.bands == ((start, start, "transisi"), (start, date(2026, 2, 1), "tanggap"))
    assert made.sentences == ("Transisi sejak 3 Jan 2026: akhirnya tidak disebut.",)


def test_notes_are_numbered_with_author_and_date() -> None:
    made = waktu.time_marks(
        NO_STATUS,
        notes(
            (date(2025, 1, 2), "Hujan deras", "kepala dinas", datetime(2026, 11, 22, 8, 0)),  # noqa: DTZ001
            (date(2025, 3, 4), "Tanggul jebol", None, None),
        ),
    )
    assert made.marks == ((date(2025, 1, 2), 1), (date(2025, 3, 4), 2))
    assert made.sentences == (
        "(1) 2 Jan 2025: Hujan deras — kepala dinas, 22 Nov 2026.",
        "(2) 4 Mar 2025: Tanggul jebol — penulis tidak disebut.",
    )


def test_the_emergencies_of_the_sample_are_three_bands_and_two_sentences(sample: Store) -> None:
    made = waktu.time_marks(sample.query("bencana/status_darurat"), NO_NOTES)
    assert [words for _, _, words in made.bands] == [
        "siaga darurat",
        "tanggap darurat",
        "transisi darurat ke pemulihan",
    ]
    assert [sentence.rpartition(" ")[2] for sentence in made.sentences] == ["digambar.", "disebut."]


def test_a_figure_carries_the_marks_and_stays_itself_without_any() -> None:
    figure = golden.months()
    made = waktu.time_marks(status(("siaga", date(2025, 1, 1), None)), notes((date(2025, 1, 2), "a", "b", None)))
    marked = made.on(figure)
    assert marked.encode["bands"] == made.bands
    assert marked.encode["marks"] == made.marks
    assert marked.notes == (*figure.notes, *made.sentences)
    assert marked.frame is figure.frame
    assert waktu.time_marks(NO_STATUS, NO_NOTES).on(figure) is figure


def test_nothing_is_marked_on_nothing(empty: Store) -> None:
    made = waktu.time_marks(empty.query("bencana/status_darurat"), empty.query("acuan/catatan"))
    assert made == waktu.TimeMarks()


def test_a_note_is_numbered_after_the_marks_a_figure_has_of_its_own() -> None:
    own = golden.months()
    own = replace(own, encode={**own.encode, "marks": ((date(2025, 1, 1), 1),)})
    made = waktu.time_marks(NO_STATUS, notes((date(2025, 1, 2), "hujan", "camat", None)), waktu.first_number(own))
    marked = made.on(own)
    assert [number for _, number in marked.encode["marks"]] == [1, 2]
    assert marked.notes[-1].startswith("(2) 2 Jan 2025: hujan")
