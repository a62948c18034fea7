"""Numbers, told apart by their column; nothing reported is never zero."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from pantau.intake import numbers
from pantau.intake.numbers import Decimal
from pantau.intake.reasons import Unclear


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=8), st.sampled_from(["id", "en"]))
def test_a_column_of_one_language_is_read_back(values: list[float], locale: str) -> None:
    # One value that shows its language without doubt decides for the others.
    column = [format_decimal(round(value, 2), "#,##0.00", locale=locale) for value in [*values, 1234.56]]
    reading = numbers.reading(column, whole=False)
    assert reading.decimal is (Decimal.COMMA if locale == "id" else Decimal.POINT)
    assert [reading.read(text) for text in column] == pytest.approx([round(value, 2) for value in [*values, 1234.56]])


@pytest.mark.parametrize(
    ("column", "whole", "expected"),
    [
        (["1.234", "2,5"], False, 1234),
        (["1.234", "2.5"], False, 1.234),
        (["1,234", "2.5"], False, 1234),
        (["1.234", "1.234.567"], False, 1234),
        (["1.234"], True, 1234),
        (["1,234"], True, 1234),
        (["1.234", "Rp 5.000.000,-"], True, 1234),
    ],
)
def test_one_thousand_or_one_and_a_bit(column: list[str], whole: bool, expected: float) -> None:
    assert numbers.reading(column, whole).read(column[0]) == expected


def test_what_the_column_cannot_decide_is_refused() -> None:
    with pytest.raises(Unclear) as refusal:
        numbers.reading(["1.234", "1.500"], whole=False).read("1.234")
    assert refusal.value.code == "angka_ambigu"


def test_two_languages_in_one_column_leave_the_doubtful_ones_in_doubt() -> None:
    reading = numbers.reading(["2,5", "2.5", "1.234"], whole=False)
    assert (reading.read("2,5"), reading.read("2.5")) == (2.5, 2.5)
    with pytest.raises(Unclear, match="ribuan"):
        reading.read("1.234")


def test_bounds_decide_where_one_reading_only_is_possible() -> None:
    assert numbers.reading(["-2.297"], whole=False, low=-90, high=90).read("-2.297") == -2.297


@pytest.mark.parametrize("text", ["", "-", "–", "n/a", "N/A", "tidak ada data", "Belum dilaporkan", "n.a."])
def test_not_reported_is_none(text: str) -> None:
    assert numbers.reading([text], whole=True).read(text) is None


@pytest.mark.parametrize("text", ["0", "nihil", "Nihil", "NIL"])
def test_nil_is_zero(text: str) -> None:
    assert numbers.reading([text], whole=True).read(text) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rp5.000.000,-", 5e6),
        ("Rp 1.500", 1500),
        ("45 %", 45),
        ("−5", -5),
        ("1 234", 1234),
        ("1,5E+06", 1.5e6),
        ("12.0", 12),
    ],
)
def test_dress_is_taken_off(text: str, expected: float) -> None:
    assert numbers.reading([text], whole=True).read(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12 orang", "bukan_angka"),
        ("dua", "bukan_angka"),
        ("1.2.3", "bukan_angka"),
        ("12,5", "bukan_bulat"),
        ("-1", "di_luar_batas"),
    ],
)
def test_what_is_no_whole_number_from_zero_up_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unclear) as refusal:
        numbers.reading([text], whole=True, low=0).read(text)
    assert refusal.value.code == code


@given(st.text(max_size=20))
def test_any_text_is_a_number_nothing_or_unclear(text: str) -> None:
    reading = numbers.reading([text], whole=False)
    try:
        value = reading.read(text)
        assert value is None or isinstance(value, float)
    except Unclear as refusal:
        assert refusal.code in {"bukan_angka", "angka_ambigu"}


@pytest.mark.parametrize(
    ("text", "expected"), [("6.31101E+15", True), ("101.0", True), ("101", False), ("63.11.01", False)]
)
def test_a_code_that_passed_through_a_number_is_noticed(text: str, expected: bool) -> None:
    assert numbers.from_float(text) is expected
