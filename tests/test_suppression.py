"""Small counts: what is hidden stays hidden, by subtraction, by bounds and by toggling what a page can filter."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.suppression import COUNT, HIDDEN, LEAST_WIDTH, SMALLEST_SHOWN, TABLE, audit, protect, published

KINDS, PLACES, STATES = ("disabilitas", "kekerasan", "kesehatan"), ("a", "b", "c", "d"), ("terbuka", "selesai")
TABLES = (("kategori",), ("kategori", "kecamatan"), ("kategori", "keadaan"))


def cube(counts: list[int]) -> pd.DataFrame:
    """Counts for every kind, place and state, in that order."""
    cells = list(product(KINDS, PLACES, STATES))
    lines = [(*cell, count) for cell, count in zip(cells, counts, strict=True)]
    return pd.DataFrame(lines, columns=["kategori", "kecamatan", "keadaan", COUNT])


counted = st.lists(st.integers(0, 9), min_size=24, max_size=24).map(cube)


# Linear programmes of an unhurried machine, not a race.
@settings(max_examples=40, deadline=None)
@given(counted)
def test_no_small_count_is_shown_and_no_hidden_one_can_be_bounded(base: pd.DataFrame) -> None:
    shown = published(base, TABLES)
    open_ = shown.loc[~shown[HIDDEN], COUNT]
    assert not open_.between(1, SMALLEST_SHOWN - 1).any()
    assert shown.loc[shown[HIDDEN], COUNT].isna().all()
    assert (audit(protect(base, TABLES))["lebar"] >= LEAST_WIDTH - 1e-6).all()


@settings(max_examples=40, deadline=None)
@given(counted)
def test_what_filters_show_anyway_gives_nothing_away(base: pd.DataFrame) -> None:
    """Pages that follow filters show all cases by place and state: those sums are the attacker's too."""
    known = ("kecamatan", "keadaan")
    assert (audit(protect(base, TABLES, known))["lebar"] >= LEAST_WIDTH - 1e-6).all()


@settings(max_examples=40, deadline=None)
@given(counted)
def test_what_is_shown_is_true(base: pd.DataFrame) -> None:
    for line in published(base, TABLES).to_dict("records"):
        if line[HIDDEN]:
            continue
        names = str(line[TABLE]).split("+")
        same = base
        for name in names:
            same = same[same[name] == line[name]]
        assert line[COUNT] == same[COUNT].sum()


def test_subtraction_gives_nothing_away() -> None:
    base = pd.DataFrame(
        [("x", "a", 3), ("x", "b", 20), ("x", "c", 30), ("y", "a", 40), ("y", "b", 50), ("y", "c", 60)],
        columns=["kategori", "kecamatan", COUNT],
    )
    shown = published(base, (("kategori", "kecamatan"), ("kategori",), ("kecamatan",)))
    cells = shown[shown[TABLE] == "kategori+kecamatan"]
    hidden = set(zip(cells.loc[cells[HIDDEN], "kategori"], cells.loc[cells[HIDDEN], "kecamatan"], strict=True))
    assert ("x", "a") in hidden
    # One more in its row and one more in its column, and the corner between them.
    assert len(hidden) == 4
    assert not shown.loc[shown[TABLE] != "kategori+kecamatan", HIDDEN].any(), "totals need not be hidden here"


def test_what_is_large_is_shown_whole() -> None:
    base = cube([7] * 24)
    assert not published(base, TABLES)[HIDDEN].any()


def test_a_line_too_small_in_itself_is_left_out_of_the_table() -> None:
    base = pd.DataFrame(
        [("x", "a", 2), ("y", "a", 0), ("x", "b", 30), ("y", "b", 40)], columns=["kategori", "kecamatan", COUNT]
    )
    shown = published(base, (("kategori", "kecamatan"),), known=("kecamatan",))
    assert set(shown["kecamatan"]) == {"b"}, "everybody knows there are two in a: any cell of it is bounded already"


@pytest.mark.parametrize("rows", [[], [("x", "a", 0)]])
def test_nobody_at_all_is_no_failure(rows: list[tuple[str, str, int]]) -> None:
    base = pd.DataFrame(rows, columns=["kategori", "kecamatan", COUNT])
    assert not published(base, (("kategori",),))[HIDDEN].any()


def test_a_person_without_a_value_is_counted() -> None:
    base = pd.DataFrame([("x", 9), (None, 8)], columns=["kategori", COUNT])
    shown = published(base, (("kategori",),))
    assert dict(zip(shown["kategori"], shown[COUNT], strict=True)) == {"x": 9, "belum dilaporkan": 8}
