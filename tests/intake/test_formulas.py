"""Formulas that gave no value: found in every format, their rows held back, #N/A alone read as not reported."""

import zipfile
from pathlib import Path

import pytest

from pantau.contracts import Contract
from pantau.intake import formulas, workbook
from pantau.intake.formulas import ABSENT, UNCOMPUTED, WRONG
from pantau.intake.gate import Refused
from pantau.intake.table import read_table
from tests.corpus import make
from tests.intake import old_books
from tests.intake.old_books import Wrong

HEADING = ("nomor", "desa", "jiwa", "Cek")
ROWS: old_books.Rows = [
    HEADING,
    ("1", "Hamarung", Wrong(), ""),
    ("2", "Hamarung", 5.0, Wrong()),
    ("3", "Hamarung", Wrong(absent=True), ""),
    ("4", "Hamarung", Wrong(absent=True), Wrong(absent=True)),
    ("5", "Hamarung", Wrong(), ""),
]


def sheet(path: Path, cells: str) -> Path:
    """An XLSX with these cells as its only row."""
    make.workbook(path, make.sheet(f'<row r="1">{cells}</row>'.encode()))
    return path


def xlsx(path: Path) -> None:
    """The same rows as the old books hold, as Excel writes them."""

    def cell(at: str, value: str | float | Wrong) -> str:
        if isinstance(value, Wrong):
            return f'<c r="{at}" t="e"><f>1/0</f><v>{"#N/A" if value.absent else "#DIV/0!"}</v></c>'
        if isinstance(value, float):
            return f'<c r="{at}"><v>{value}</v></c>'
        return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'

    rows = (
        f'<row r="{n}">{"".join(cell(f"{letter}{n}", value) for letter, value in zip("ABCD", row, strict=True))}</row>'
        for n, row in enumerate(ROWS, 1)
    )
    make.workbook(path, make.sheet("".join(rows).encode()))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_row_with_an_error_is_held_back_in_every_format(kind: str, tmp_path: Path, uji: Contract) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        xlsx(path)
    else:
        path.write_bytes(getattr(old_books, kind)({"Data": ROWS}))
    read = read_table(path, uji)
    # An error in a column that is not loaded harms nothing.
    assert read.rows[["baris", "nomor", "jiwa"]].to_numpy().tolist() == [[3, "2", "5"], [4, "3", ""], [5, "4", ""]]
    assert [problem[:3] for problem in read.problems] == [("Data", 2, WRONG), ("Data", 6, WRONG)]
    assert read.notes == [
        "3 sel berisi rumus yang hasilnya galat (Data!C2, Data!D3, Data!C6); betulkan rumusnya, lalu muat lagi.",
        "3 sel berisi #N/A (Data!C4, Data!C5, Data!D5), dibaca sebagai belum dilaporkan.",
    ]


def test_cells_that_wait_for_a_result(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f><v></v></c><c r="AA1"><f>1+1</f></c>'
        '<c r="C1" t="str"><f>IF(A1=2,"")</f><v></v></c><c r="D1" t="str"><f>A9</f></c>'
        '<x:c r="E1"><x:f>1+1</x:f><x:v/></x:c><c r="F1" s="1"/><c r="G1"><f t="shared" si="0"/></c>'
    )
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", '<sheets><sheet name="A &amp; B" sheetId="1" r:id="rId7"/></sheets>')
        archive.writestr("xl/_rels/workbook.xml.rels", '<Relationship Id="rId7" Target="worksheets/sheet9.xml"/>')
        archive.writestr("xl/worksheets/sheet9.xml", f"<row>{cells}</row>")
    found = formulas.without_value(tmp_path / "a.xlsx")["A & B"]
    assert [(place.written, why) for place, why in found] == [
        (written, UNCOMPUTED) for written in ("B1", "AA1", "D1", "E1", "G1")
    ]
    assert found[1].place == (1, 27, "AA1")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ('<c r="A1" s="3" t="e"><f ca="1">B1</f><v>#REF!</v></c>', WRONG),
        ("<c t='e' r='A1'><v>#NAME?</v></c>", WRONG),
        ('<c r="A1" t="e" cm="1"><f t="array" ref="A1">X</f><v>#VALUE!</v></c>', WRONG),
        ('<c r="A1" t="e"><f/><v> #N/A </v></c>', ABSENT),
        ('<c r="A1" t="str"><f>B1</f><v>#REF!</v></c>', None),
        ('<c r="A1" t="n"><v>1</v></c>', None),
    ],
)
def test_ways_to_write_an_error(cell: str, why: str | None, tmp_path: Path) -> None:
    found = formulas.without_value(sheet(tmp_path / "a.xlsx", cell))
    assert found == ({"Data": [((1, 1, "A1"), why)]} if why else {})


def test_repeated_cells_and_rows_of_an_ods_are_all_found(tmp_path: Path) -> None:
    rows: old_books.Rows = [("", Wrong()), ("", Wrong(absent=True))]
    content = old_books.ods({"Lain": [("x",)], "B & C": rows})
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as archive:
        inside = zipfile.ZipFile(old_books.BytesIO(content)).read("content.xml").decode()
        inside = inside.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="2">')
        inside = inside.replace(
            "<table:table-cell table:formula", '<table:table-cell table:number-columns-repeated="2" table:formula'
        )
        archive.writestr("content.xml", inside)
    found = formulas.without_value(tmp_path / "b.ods")
    assert [f"{place.written} {why}" for place, why in found.pop("B & C")] == [
        *(f"{at} {WRONG}" for at in ("B1", "C1", "B2", "C2")),
        *(f"{at} {ABSENT}" for at in ("B3", "C3", "B4", "C4")),
    ]
    assert not found


def test_an_error_nobody_can_find_again_refuses_the_file(tmp_path: Path, uji: Contract) -> None:
    with pytest.raises(Refused, match="sel yang tidak bernama"):
        read_table(sheet(tmp_path / "a.xlsx", '<c t="e"><v>#REF!</v></c>'), uji)


def test_a_kind_of_error_the_library_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(workbook.Unreadable, match="hasilnya galat"):
        list(workbook.sheets(sheet(tmp_path / "a.xlsx", '<c r="A1" t="e"><v>#SPILL!</v></c>')))


@pytest.mark.parametrize("cut", [0, 40, 100, 600, 1_200, 2_000])
def test_a_spoilt_old_workbook_has_no_formulas(cut: int, tmp_path: Path) -> None:
    content = old_books.xls({"Data": ROWS})
    (tmp_path / "a.xls").write_bytes(content[:cut] + b"\xfe" * 30 + content[cut + 30 : 2_500])
    formulas.without_value(tmp_path / "a.xls")
