"""The workbook holds the numbers of every leaf, typed, under the leaf's own number; nothing in it is alive."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from pantau import text
from pantau.draw import sheet
from pantau.pack import Leaf, Pack, book
from pantau.pack.book_charts import ZONE
from pantau.pack.chart import chart
from pantau.store import read_query
from tests.pack.conftest import bars, table

HOSTILE = "=cmd|' /C calc'!A0"
PERSON = re.compile(r"(?<![\d.,])\d{16}(?!\d)")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


@pytest.fixture(scope="module")
def whole(pack: Pack) -> Any:
    return opened(book.xlsx(pack))


def cells(made: Any) -> Iterator[Any]:
    for page in made.worksheets:
        for row in page.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def test_a_sheet_a_leaf_under_its_number(whole: Any, pack: Pack) -> None:
    numbers = [leaf.number for leaf in pack.leaves]
    details = [f"Detail {name}" for name in pack.details]
    assert whole.sheetnames == ["Tentang", "KPI", *numbers, *details, "Jejak", "Kamus"]
    assert whole.active.title == "Tentang"


def test_every_number_of_every_leaf_is_there_and_typed(whole: Any, pack: Pack) -> None:
    compared = 0
    for leaf in pack.leaves:
        assert leaf.figure is not None, leaf.failed
        page, columns = whole[leaf.number], leaf.figure.columns
        heads = [cell.value for cell in page[1]][: len(columns)]
        assert all(str(head).startswith(c.title) for head, c in zip(heads, columns, strict=True)), leaf.number
        for line, (_, row) in enumerate(leaf.figure.table().iterrows(), 2):
            for place, (column, value) in enumerate(zip(columns, row, strict=True), 1):
                cell = page.cell(line, place).value
                compared += 1
                if text.missing(value) or value == "":
                    assert cell is None
                elif column.kind in ("number", "decimal", "percent"):
                    assert cell == pytest.approx(float(value), rel=1e-14)
                elif column.kind in ("day", "month"):
                    assert isinstance(cell, datetime)
                    assert cell.date().isoformat() == str(value)[:10]
                else:
                    assert cell == sheet.safe_text(str(value))
    assert compared > 3000


def test_sheets_can_be_filtered_and_printed(whole: Any, pack: Pack) -> None:
    for leaf in pack.leaves:
        page = whole[leaf.number]
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref.startswith("A1:")
        assert not page.merged_cells.ranges
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$1:$1"
        assert leaf.figure is not None
        assert leaf.figure.context.sentence in page.oddHeader.left.text
        dated, signature = page.oddFooter.left.text.strip().split("\n")
        assert leaf.dated.startswith(dated.removesuffix("…"))
        assert signature == pack.signature
        assert (text.SAMPLE in str(page.oddHeader.right.text)) is bool(leaf.sample)
        assert (page.sheet_properties.tabColor is not None) is bool(leaf.sample)


def test_about_says_where_the_numbers_come_from(whole: Any, pack: Pack) -> None:
    said = "\n".join(str(cell.value) for row in whole["Tentang"].iter_rows() for cell in row if cell.value)
    expected = [pack.title, pack.choice.sentence, pack.choice.maker, text.moment(pack.made), pack.code, pack.generation]
    expected += [day for _, day in pack.dates] + [text.UNREPORTED, text.NIL, text.SAMPLE]
    expected += [words for leaf in pack.leaves for words in (leaf.finding, leaf.header, pack.footer(leaf), *leaf.words)]
    assert [words for words in expected if words not in said] == []


def test_the_trail_has_every_question_with_its_sql_and_every_file(whole: Any, pack: Pack) -> None:
    rows = [[cell.value for cell in row] for row in whole["Jejak"].iter_rows(min_row=2)]
    asked = [(row[1], row[2], row[4], row[5], row[9]) for row in rows if row[0] == "kueri"]
    known = [
        (leaf.number, each.query, each.rows, each.sha256, read_query(each.query).sql)
        for leaf in pack.leaves
        for each in leaf.asked
    ]
    assert asked == known
    assert len(asked) > 30
    files = [(row[1], row[2], row[3], row[4], row[5]) for row in rows if row[0] == "berkas sumber"]
    assert files == [(s.dataset, s.file, s.read, s.loaded, s.sha256) for s in pack.sources]
    assert any("hari_ini = " in str(row[8]) for row in rows)
    assert {row[7] for row in rows if row[0] == "kueri"} == {"kabupaten"}


def test_the_dictionary_has_every_column(whole: Any, pack: Pack) -> None:
    rows = {(row[0].value, row[1].value) for row in whole["Kamus"].iter_rows(min_row=2)}
    for leaf in pack.leaves:
        if leaf.figure:
            heads = [cell.value for cell in whole[leaf.number][1]][: len(leaf.figure.columns)]
            assert {(leaf.number, head) for head in heads} <= rows
    terms = next(leaf.figure for leaf in pack.leaves if leaf.number == "L-1")
    assert terms is not None
    assert {("L-1", name) for name in terms.frame["istilah"]} <= rows


def test_kpis_are_numbers_and_strips_are_words(small_pack: Pack) -> None:
    rows = [[cell.value for cell in row] for row in opened(book.xlsx(small_pack))["KPI"].iter_rows(min_row=2)]
    assert rows[0][:4] == [None, "Lapor Bencana", "Kejadian", 26]
    assert rows[0][5:7] == ["kejadian", "lebih rendah lebih baik"]
    assert rows[1][3] is None, "a number nobody reported is not 0"
    assert [row[:3] + row[4:5] for row in rows[2:]] == [
        ["LB-0", "Lapor Bencana", "Kejadian", "26"],
        ["LB-0", "Lapor Bencana", "Jiwa", "33.094"],
    ]


def ranges(drawn: Any) -> Iterator[tuple[str, str]]:
    """Sheet and cells of everything a chart refers to."""
    xml = drawn._charts
    for made in xml:
        for each in [made, *made._charts]:
            for series in each.ser:
                for source in (series.tx, series.cat, series.val, getattr(series, "xVal", None), series.yVal):
                    for kind in ("numRef", "strRef"):
                        ref = getattr(source, kind, None)
                        if ref is not None:
                            name, _, cells = ref.f.rpartition("!")
                            yield name.strip("'"), cells.replace("$", "")


def test_charts_are_native_and_point_to_filled_cells_of_their_sheet(whole: Any, pack: Pack) -> None:
    drawable = [leaf.number for leaf in pack.leaves if leaf.figure and chart(leaf.figure)]
    assert len(drawable) >= 10
    assert [page.title for page in whole.worksheets if page._charts] == drawable
    for number in drawable:
        page = whole[number]
        found = set(ranges(page))
        assert len(found) > 2
        for name, where in found:
            assert name == number
            left, top, right, bottom = range_boundaries(where)
            values = [page.cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1)]
            assert any(value is not None for value in values), (number, where)


def test_a_chart_shows_the_numbers_of_its_figure(whole: Any, pack: Pack) -> None:
    for leaf in pack.leaves:
        found = chart(leaf.figure) if leaf.figure else None
        if found is None:
            continue
        page = whole[leaf.number]
        drawn = [
            [page.cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1)]
            for left, top, right, bottom in (range_boundaries(where) for _, where in ranges(page))
        ]
        for series in found.series:
            wanted = [None if v is None else pytest.approx(v, rel=1e-14) for v in series.values]
            assert any(values == wanted for values in drawn), (leaf.number, series.name)


def test_a_table_with_the_very_columns_of_its_chart_needs_no_others(small_pack: Pack) -> None:
    page = opened(book.xlsx(small_pack))["LB-1"]
    assert page.max_column == 2
    assert {where for _, where in ranges(page)} == {"A2:A5", "B1", "B2:B5"}


def test_a_chart_and_its_table_are_printed_whole(whole: Any) -> None:
    page = whole["LB-2"]
    anchor = page._charts[0].anchor
    _, _, right, bottom = range_boundaries(str(page.print_area).rpartition("!")[2].replace("$", ""))
    assert anchor.to.col < right
    assert anchor.to.row < bottom
    heads = [cell.value for cell in page[1]]
    assert heads.index(ZONE) >= right, "cells of the chart are not printed"
    assert anchor._from.row == 1, "beside the table, on its first page"


def test_no_cell_is_a_formula_and_nobody_is_named(small_pack: Pack, whole: Any) -> None:
    figure = table("LB-9", 4, HOSTILE)
    hit = bars("LB-8")
    hit = replace(hit, title=HOSTILE, unit=HOSTILE, frame=hit.frame.assign(teks=HOSTILE, nama=[HOSTILE, *"abc"]))
    leaves = (
        Leaf("LB-9", "Lapor Bencana", HOSTILE, figure, kpis=((HOSTILE, HOSTILE, HOSTILE),)),
        Leaf("LB-8", "Lapor Bencana", "&G &[Picture] <script>" + HOSTILE, hit),
        Leaf("LB-7", HOSTILE, HOSTILE, None, failed=HOSTILE),
    )
    data = book.xlsx(
        replace(small_pack.with_leaves(*small_pack.leaves, *leaves), details={HOSTILE: figure, "b" * 40: figure})
    )
    made = opened(data)
    assert made["LB-9"]["A2"].value == f"'{HOSTILE} 0"
    assert made["LB-7"]["A2"].value == f"'{HOSTILE}"
    assert len(made["LB-8"]._charts) == 1
    for cell in [*cells(made), *cells(whole)]:
        assert cell.data_type != "f"
        if isinstance(cell.value, str):
            assert sheet.safe_text(cell.value) == cell.value
            assert not PERSON.search(cell.value)


def test_what_failed_and_what_is_empty_says_why(small_pack: Pack) -> None:
    made = opened(book.xlsx(small_pack))
    assert made["LB-3"]["A2"].value == "Tidak dapat dibuat: kueri gagal."
    empty = made["LB-2"]
    assert [cell.value for cell in empty[1]] == ["Nama", "Jumlah (orang)", "Hari"]
    assert empty["A2"].value is None
    assert empty["A3"].value == "Belum dapat ditentukan. Satu baris per nama."


def test_details_follow_the_leaves(small_pack: Pack) -> None:
    figure = table("x", 5, sample="register program")
    cases = replace(figure, private=True)
    made = opened(book.xlsx(replace(small_pack, details={"laporan": figure, "kasus": cases, "Laporan": figure})))
    assert made.sheetnames[-4:] == ["Detail laporan", "Detail Laporan 2", "Jejak", "Kamus"]
    assert made["Detail laporan"].max_row == 6
    assert made["Detail laporan"].sheet_properties.tabColor is not None


def test_same_pack_same_bytes(small_pack: Pack) -> None:
    assert book.xlsx(small_pack) == book.xlsx(small_pack)


def test_black_and_white_has_no_colour(small_pack: Pack) -> None:
    grey = replace(small_pack, choice=replace(small_pack.choice, grey=True))
    with zipfile.ZipFile(BytesIO(book.xlsx(grey))) as kept:
        drawn = [kept.read(name).decode() for name in kept.namelist() if "charts/chart" in name]
    colours = {colour for xml in drawn for colour in re.findall(r'srgbClr val="([0-9A-F]{6})"', xml)}
    assert colours
    assert all(colour[:2] == colour[2:4] == colour[4:] for colour in colours)


def test_dates_of_a_chart_are_dates(whole: Any) -> None:
    page = whole["KN-2"]
    place = [cell.value for cell in page[1]].index(ZONE) + 1
    assert isinstance(page.cell(2, place).value, date)
