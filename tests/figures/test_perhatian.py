"""The board: counts that never mix real and CONTOH, words for what is unknown, and a text that always fits."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pantau import text
from pantau.catalogue import programmes
from pantau.draw import paper, sheet
from pantau.figures import Context
from pantau.figures.perhatian import (
    LONGEST,
    MOST,
    NEVER,
    Hit,
    board,
    counted,
    found_words,
    lines,
    message,
    state_words,
    value_words,
    worst,
)

REAL, SAMPLE = programmes()[0], programmes()[1]
RULE = REAL.rules[0]
STATE = state_words(
    "semua kecamatan",
    {each.title: date(2026, 1, 1 + each.order) for each in programmes()},
    "22 Nov 2026, 14.05 WITA",
)


def hit(found: int = 1, sample: bool = False, apart: bool = False, sentence: str = "", dated: bool = True) -> Hit:
    rows = pd.DataFrame(
        {
            "kode": [f"BLG-{n:04}" for n in range(found)],
            "nama": "Banjir",
            "nilai": range(found, 0, -1),
            "sejak": pd.Series([pd.Timestamp("2026-02-03") if dated else pd.NaT] * found, dtype="datetime64[us]"),
        }
    )
    rule = replace(RULE, sentence=sentence or RULE.sentence)
    return Hit(SAMPLE if sample and not apart else REAL, rule, rows, "kejadian", sample, apart)


# --- the text to send ---

# found, sample, words of the sentence, dated: plain values, because a hit carries its whole programme.
Told = tuple[int, bool, str, bool]
WORDS = st.text(st.characters(categories=["L", "Zs"]), min_size=1, max_size=400)
HITS = st.lists(st.tuples(st.integers(1, 40), st.booleans(), WORDS, st.booleans()), min_size=1, max_size=30)
TITLES = st.sampled_from(["semua program", *(each.title for each in programmes())])


@settings(deadline=None)
@given(told=HITS, title=TITLES)
@example(told=[(3, False, "x" * 690, True)], title="semua program")
@example(told=[(3, False, "x" * 690, True), (2, False, "desa", True)], title="DESTANA")
@example(told=[(n, n % 2 == 0, "desa terkena", n % 3 == 0) for n in range(1, 31)], title="semua program")
def test_the_text_always_fits_and_its_numbers_are_those_of_the_board(told: list[Told], title: str) -> None:
    hits = [hit(found, sample, False, f"{{n}} {words}", dated) for found, sample, words, dated in told]
    words = message(f"Perlu perhatian: {title}", hits, STATE)
    assert len(words) <= LONGEST
    head, *body, foot = words.split("\n")
    assert head == f"*Perlu perhatian: {title}*"
    assert foot == f"S{STATE[1:]}"
    bullets = [line for line in body if line.startswith("• ")]
    assert len(bullets) <= MOST
    whole = {
        f"• {each.sentence}{', ' if each.since else ''}{each.since_words}{' (CONTOH)' if each.sample else ''}": each
        for each in hits
    }
    said = {False: 0, True: 0}
    for line in bullets:
        assert line in whole, "a bullet is whole or it is not there"
        said[whole[line].sample] += whole[line].found
    for line in (line for line in body if not line.startswith("• ")):
        for number, mark in re.findall(r"([\d.]+) temuan( CONTOH)?", line):
            said[bool(mark)] += int(number.replace(".", ""))
    assert said == {mark: sum(h.found for h in hits if h.sample is mark) for mark in (False, True)}


def test_a_finding_too_long_is_left_out_whole_and_counted() -> None:
    words = message("Perlu perhatian", [hit(3, sentence="{n} " + "x" * 690), hit(2)], STATE)
    assert "xxx" not in words
    assert "Selain itu 3 temuan dari 1 aturan." in words
    assert "• 2 desa" in words


def test_the_text_of_a_catalogue_full_of_hits_keeps_room_for_a_finding() -> None:
    for programme in programmes():
        hits = [Hit(programme, rule, hit(999, True).rows, rule.unit, True) for rule in programme.rules]
        assert message(f"Perlu perhatian: {programme.title}", hits, STATE).count("•") >= 3


# --- counts ---


def test_what_stands_apart_is_never_counted_with_the_programme() -> None:
    hits = [hit(9, True, apart=True), hit(4), hit(7)]
    assert counted(hits) == 11
    assert [each.found for each in worst(hits)] == [7, 4, 9], "and comes last"
    assert found_words(hits) == "11 temuan dari 2 aturan dan 9 temuan CONTOH dari 1 aturan"


def test_a_short_board_begins_with_the_largest_of_every_programme() -> None:
    hits = [hit(9), hit(8), hit(2, sample=True)]
    assert [each.found for each in worst(hits)] == [9, 2, 8]


def test_grouped_rows_say_how_many_they_hold() -> None:
    grouped = replace(hit(2), rows=hit(2).rows.assign(jumlah=[5, 3]))
    assert grouped.found == 8


# --- words ---


def test_since_is_the_oldest_and_says_when_older_is_possible() -> None:
    assert hit(1).since_words == "sejak 3 Feb 2026"
    assert hit(2).since_words == "paling lama sejak 3 Feb 2026"
    assert hit(2, dated=False).since_words == ""
    mixed = pd.concat([hit(1).rows, hit(1, dated=False).rows])
    assert replace(hit(1), rows=mixed).since_words == "sejak 3 Feb 2026 atau lebih lama"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (None, "hari", NEVER),
        (pd.NA, "jam", NEVER),
        (71, "jam", "71 jam"),
        (16080, "jam", "670 hari"),
        (99, "hari kerja", "99 hari kerja"),
        (2.5, "hari", "2,5 hari"),
    ],
)
def test_values_carry_their_unit(value: object, unit: str, expected: str) -> None:
    assert value_words(value, unit) == expected


def test_a_row_is_linked_to_its_place_and_numbered_by_its_register() -> None:
    frame = pd.DataFrame(
        {
            "kode": ["63.11.02.2004", "BLG-0024", "63.11.02.2004 2026-01-01", "penerima_manfaat"],
            "nama": ["Tabuan", "Banjir", "Tabuan", "Penerima manfaat"],
            "nilai": [403, 628, 12, 248],
            "sejak": pd.Series([pd.Timestamp("2026-01-02"), *[pd.NaT] * 3]),
            "kode_desa": [None, None, "63.11.02.2004", None],
        }
    )
    got = lines(replace(hit(), rows=frame, unit="hari"))
    assert [each.name for each in got] == ["Tabuan", "Banjir BLG-0024", "Tabuan", "Penerima manfaat"]
    assert [each.place for each in got] == ["63.11.02.2004", "", "63.11.02.2004", ""]
    assert [each.since for each in got] == ["2 Jan 2026", *["tidak diketahui"] * 3]


# --- the table ---


def test_the_table_says_the_same_as_the_text() -> None:
    hits = [hit(3), hit(2, True), hit(9, True, apart=True)]
    context = Context("semua program", "register", date(2026, 1, 26), "baris bertanda CONTOH")
    figure = board(hits, {REAL.id: date(2026, 1, 26)}, context)
    assert figure.frame["temuan"].tolist() == [each.found for each in hits]
    assert figure.frame["kalimat"].tolist() == [each.sentence for each in hits]
    assert figure.frame["contoh"].tolist() == ["nyata", text.SAMPLE, text.SAMPLE]
    assert figure.frame["sejak"].tolist() == ["3 Feb 2026"] * 3
    for sentence in figure.frame["kalimat"]:
        assert sentence in message("Perlu perhatian", hits, STATE)
    assert paper.png(figure).startswith(b"\x89PNG")
    assert sheet.xlsx(figure) and "16 kejadian" not in sheet.csv(figure).decode("utf-8-sig")


def test_an_empty_board_is_said() -> None:
    figure = board([], {}, Context("semua program", "register"))
    assert figure.title == "Tidak ada aturan yang menyala"
    assert figure.empty and figure.reading
