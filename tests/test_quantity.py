"""People, households, deliveries and visits are different things: adding them up raises, in Indonesian."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.quantity import UNITS, Quantity, UnitError, of, total

NUMBERS = st.lists(st.integers(0, 10**9), max_size=20)


@pytest.mark.parametrize(("one", "other"), list(permutations(UNITS, 2)))
def test_unlike_units_are_never_added_or_taken_away(one: str, other: str) -> None:
    with pytest.raises(UnitError, match=f"{one} dan {other} berbeda satuan, tidak boleh dijumlahkan"):
        Quantity(880, one) + Quantity(281, other)
    with pytest.raises(UnitError):
        Quantity(880, one) - Quantity(281, other)
    with pytest.raises(UnitError):
        total([Quantity(1, one), Quantity(1, other)], one)
    with pytest.raises(UnitError):
        total([Quantity(1, one)], other)


@pytest.mark.parametrize("bare", [1, 1.0, "1", None])
def test_a_number_without_a_unit_is_not_added_either(bare: object) -> None:
    with pytest.raises(TypeError):
        Quantity(1, "orang") + bare  # type: ignore[operator]
    with pytest.raises(TypeError):
        sum([Quantity(1, "orang")])  # type: ignore[list-item]


@given(numbers=NUMBERS, unit=st.sampled_from(UNITS))
def test_a_total_is_the_sum_in_its_unit(numbers: list[int], unit: str) -> None:
    assert total([Quantity(n, unit) for n in numbers], unit) == Quantity(sum(numbers), unit)


def test_the_published_growth() -> None:
    assert Quantity(880, "orang") - Quantity(281, "orang") == Quantity(599, "orang")


def test_what_was_not_reported_makes_no_sum() -> None:
    assert total([Quantity(3, "orang"), Quantity(float("nan"), "orang")], "orang").value is None


def test_a_unit_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnitError, match="Satuan jiwa tidak dikenal"):
        Quantity(1, "jiwa")


def test_it_is_written_with_its_unit() -> None:
    assert [str(Quantity(n, "orang")) for n in (1234, 0, None)] == ["1.234 orang", "nihil", "belum dilaporkan"]
    assert str(Quantity(12_500_000, "rupiah")) == "Rp12,5\u00a0juta"
    assert of({"penerima": 661}, "penerima", "orang").said() == "661"
