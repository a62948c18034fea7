"""Numbers, dates and missing values against hand-written Indonesian."""

import re
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau import text

MISSING = [None, float("nan"), pd.NaT, pd.NA]


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0, 0, "0"),
        (13531, 0, "13.531"),
        (1234567.5, 1, "1.234.567,5"),
        (3.126, 2, "3,13"),
        (-12, 0, "−12"),
        (999.5, 1, "999,5"),
    ],
)
def test_number(value: float, digits: int, expected: str) -> None:
    assert text.number(value, digits) == expected


@pytest.mark.parametrize("value", MISSING)
def test_missing_is_never_a_number(value: object) -> None:
    for write in (
        text.number,
        text.whole,
        text.percent,
        text.rupiah,
        text.count,
        text.day,
        text.long_day,
        text.month,
        text.signed,
    ):
        assert write(value) == "belum dilaporkan"
    assert text.finite(value) is None


def test_zero_and_missing_are_two_things() -> None:
    assert text.count(0, "kejadian") == "nihil"
    assert text.count(None, "kejadian") == "belum dilaporkan"
    assert text.count(26, "kejadian") == "26 kejadian"
    assert text.count(7) == "7"


@pytest.mark.parametrize(
    ("value", "digits", "expected"), [(61, 0, "61\u00a0%"), (213.17, 1, "213,2\u00a0%"), (0, 0, "0\u00a0%")]
)
def test_percent_holds_its_sign_with_a_no_break_space(value: float, digits: int, expected: str) -> None:
    assert text.percent(value, digits) == expected


@pytest.mark.parametrize(
    ("part", "of", "expected"),
    [(7, 17, "7/17"), (61, 100, "61\u00a0%"), (19, 19, "19/19"), (20, 20, "100\u00a0%"), (0, 0, "tidak berlaku")],
)
def test_share_is_a_fraction_under_twenty(part: int, of: int, expected: str) -> None:
    assert text.share(part, of) == expected
    assert text.share(None, of) == "belum dilaporkan"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (750_000, "Rp750.000"),
        (44_000_000, "Rp44\u00a0juta"),
        (1_200_000_000, "Rp1,2\u00a0miliar"),
        (3_000_000_000_000, "Rp3\u00a0triliun"),
    ],
)
def test_rupiah(value: float, expected: str) -> None:
    assert text.rupiah(value) == expected


def test_dates() -> None:
    assert text.day(date(2025, 12, 27)) == "27 Des 2025"
    assert text.day("2024-08-05") == "5 Agu 2024"
    assert text.long_day(date(2025, 12, 27)) == "27 Desember 2025"
    assert text.month(pd.Timestamp("2025-05-01")) == "Mei 2025"
    assert text.month_name(date(2025, 10, 1)) == "Okt"
    assert text.moment(datetime(2026, 11, 22, 14, 5)) == "22 Nov 2026, 14.05 WITA"  # noqa: DTZ001


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_indonesian(month: int) -> None:
    expected = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()  # noqa: SIM905
    assert text.month_name(date(2025, month, 1)) == expected[month - 1]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, "semua periode"),
        (date(2017, 1, 1), date(2026, 1, 31), "1 Jan 2017 s.d. 31 Jan 2026"),
        (date(2017, 1, 1), None, "sejak 1 Jan 2017"),
        (None, date(2026, 1, 31), "s.d. 31 Jan 2026"),
    ],
)
def test_span(start: date | None, end: date | None, expected: str) -> None:
    assert text.span(start, end) == expected


def test_signed_and_join() -> None:
    assert (text.signed(599), text.signed(-12), text.signed(0)) == ("+599", "−12", "0")
    assert text.join(["Halong"]) == "Halong"
    assert text.join(["Halong", "Juai", "Awayan"]) == "Halong, Juai dan Awayan"
    assert text.join([]) == ""


def test_template() -> None:
    row = {"jiwa": 13531, "hari": date(2025, 12, 27), "bagian": 61.4, "nilai": 1.2e9, "nama": "Halong", "kosong": None}
    template = "{nama}: {jiwa:n} jiwa, {hari:d}, {bagian:p}, {nilai:rp}, {kosong:c}, {kosong}"
    expected = "Halong: 13.531 jiwa, 27 Des 2025, 61\u00a0%, Rp1,2\u00a0miliar, belum dilaporkan, belum dilaporkan"
    assert text.fill(template, row) == expected
    with pytest.raises(KeyError, match="jiwaa"):
        text.fill("{jiwaa}", row)


def test_bold_ends_changes_no_word() -> None:
    sentence = "semua periode · Kec. Halong · 26 dari 26 kejadian"
    assert text.bold_ends(sentence) == "**semua periode** · Kec. Halong · **26 dari 26 kejadian**"
    assert text.bold_ends(sentence).replace("**", "") == sentence


@given(st.text())
def test_escape_leaves_no_markdown_alive(words: str) -> None:
    escaped = text.escape(words)
    for place, letter in enumerate(escaped):
        if letter in "`*_[]<>!|$":
            assert escaped[place - 1] == "\\"
    assert re.sub(r"\\(.)", r"\1", escaped) == words


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_can_be_read_back(value: int) -> None:
    assert int(text.number(value).replace(".", "").replace("−", "-")) == value


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_every_decimal_can_be_read_back(value: float) -> None:
    back = float(text.number(value, 2).replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.0051)


def test_an_interval_goes_with_a_share() -> None:
    # Wilson, 123 of 129: 90.2 to 97.9 percent.
    assert text.interval(123, 129) == "selang 95 %: 90,2–97,9\u00a0%"
    assert text.interval(0, 10).startswith("selang 95 %: 0,0–")
    assert text.interval(10, 10).endswith("–100,0\u00a0%")
    assert text.interval(0, 0) == text.interval(None, 5) == text.interval(1, None) == ""
