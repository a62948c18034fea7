"""Finding the heading row, and knowing a sum row when one is met."""

import pytest

from pantau.intake import headings

KNOWN = {"kecamatan", "nama desa", "kode desa"}


def test_the_row_with_most_known_headings_is_taken() -> None:
    rows = [["LAPORAN"], ["Kecamatan", "Halong"], [""], ["No.", "KECAMATAN", "nama_desa"], ["1", "Juai", "Juai"]]
    found = headings.find(rows, KNOWN)
    assert found is not None
    assert (found.row, found.known, found.top, found.below, found.left) == (3, 2, 3, 4, ())


def test_a_heading_below_the_searched_rows_is_not_found() -> None:
    rows = [["x"]] * headings.SEARCHED_ROWS + [["kecamatan"]]
    assert headings.find(rows, KNOWN) is None


def test_without_known_headings_the_first_filled_row_is_taken() -> None:
    assert headings.find([["", " "], ["a", "b"]], set()) == (1, 0, ("a", "b"), 1, 2, ())


GROUPED = {"no", "desa", "korban meninggal", "luka", "rumah rusak berat", "ket"}


def test_a_group_over_its_columns_is_one_heading_with_them() -> None:
    rows = [
        ["REKAP", "", "", "", "", "", ""],
        ["No", "Desa", "Korban", "", "Rumah", "", "Ket"],
        ["", "", "Meninggal", "Luka", "Rusak berat", "Lain", ""],
        ["1", "Juai", "0", "2", "", "1", ""],
    ]
    found = headings.find(rows, GROUPED)
    assert found is not None
    assert found.texts == ("No", "Desa", "Korban Meninggal", "Luka", "Rumah Rusak berat", "Lain", "Ket")
    assert (found.top, found.row, found.below) == (1, 2, 3)


@pytest.mark.parametrize("groups", [["Rumah", "", "Sekolah", ""], ["Sekolah", "", "Rumah", ""]])
def test_what_stands_under_two_groups_is_taken_with_its_own(groups: list[str]) -> None:
    known = {"desa", "rb", "rs", "rumah rb", "rumah rs"}
    found = headings.find([["", *groups], ["Desa", "RB", "RS", "RB", "RS"]], known)
    assert found is not None
    assert found.texts == ("Desa", *(f"{group} {own}" for group in groups if group for own in ("RB", "RS")))


@pytest.mark.parametrize("above", [["Kecamatan Juai", "", ""], ["Kecamatan", "Halong", ""], ["", "", ""]])
def test_a_title_over_a_heading_stays_a_title(above: list[str]) -> None:
    found = headings.find([above, ["No", "Kecamatan", "Nama desa"], ["1", "", ""]], KNOWN)
    assert found is not None
    assert (found.top, found.row, found.texts) == (1, 1, ("No", "Kecamatan", "Nama desa"))


def test_a_sparse_first_row_of_data_is_no_part_of_the_heading() -> None:
    found = headings.find([["Kecamatan", "Nama desa", "Jiwa"], ["", "", "4"]], KNOWN)
    assert found is not None
    assert (found.row, found.below) == (0, 1)


@pytest.mark.parametrize(
    ("below", "left"),
    [
        (["(1)", "(2)", "(3)", "(4)"], ("nomor",)),
        (["1", "2", "3", "4"], ("nomor",)),
        (["#adm1", "#adm3 +name", "#affected+f", ""], ("tanda",)),
        (["1", "Juai", "3", "4"], ()),
        (["1", "2", "", ""], ()),
        (["2", "3", "4", "5"], ()),
        (["#", "", "", ""], ()),
        (["", "", "", ""], ()),
    ],
)
def test_a_row_between_heading_and_data_is_left_out(below: list[str], left: tuple[str, ...]) -> None:
    found = headings.find([["Kecamatan", "Nama desa", "Kode desa", "Luas"], below, ["x"]], KNOWN)
    assert found is not None
    assert (found.left, found.below) == (left, 1 + len(left))


@pytest.mark.parametrize(
    ("name", "of_form"), [("Contoh isian", True), ("PETUNJUK", True), ("Isian", False), ("", False)]
)
def test_sheets_of_a_form(name: str, of_form: bool) -> None:
    assert headings.of_form(name) is of_form


@pytest.mark.parametrize(
    "cells", [["JUMLAH", "5"], ["", " Total :", "5"], ["Sub-Total", ""], ["Jumlah Kecamatan Juai", "3"]]
)
def test_sum_rows(cells: list[str]) -> None:
    assert headings.is_sum(cells)


@pytest.mark.parametrize("cells", [["Jumlah desa", "5"], ["Totalitas"], ["1", "Jumlah"], [""], ["Jumlah penduduk"]])
def test_rows_that_only_look_like_sums(cells: list[str]) -> None:
    assert not headings.is_sum(cells)
