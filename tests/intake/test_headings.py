"""Finding the heading row, and knowing a sum row when one is met."""

import pytest

from pantau.intake import headings

KNOWN = {"kecamatan", "nama desa", "kode desa"}


def test_the_row_with_most_known_headings_is_taken() -> None:
    rows = [["LAPORAN"], ["Kecamatan", "Halong"], [""], ["No.", "KECAMATAN", "nama_desa"], ["1", "Juai", "Juai"]]
    assert headings.find(rows, KNOWN) == (3, 2)


def test_a_heading_below_the_searched_rows_is_not_found() -> None:
    rows = [["x"]] * headings.SEARCHED_ROWS + [["kecamatan"]]
    assert headings.find(rows, KNOWN) is None


def test_without_known_headings_the_first_filled_row_is_taken() -> None:
    assert headings.find([["", " "], ["a", "b"]], set()) == (1, 0)


@pytest.mark.parametrize(
    "cells", [["JUMLAH", "5"], ["", " Total :", "5"], ["Sub-Total", ""], ["Jumlah Kecamatan Juai", "3"]]
)
def test_sum_rows(cells: list[str]) -> None:
    assert headings.is_sum(cells)


@pytest.mark.parametrize("cells", [["Jumlah desa", "5"], ["Totalitas"], ["1", "Jumlah"], [""], ["Jumlah penduduk"]])
def test_rows_that_only_look_like_sums(cells: list[str]) -> None:
    assert not headings.is_sum(cells)
