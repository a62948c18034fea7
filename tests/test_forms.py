"""Forms: what is filled in loads without another look, and the printed sheet says what to write."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from pantau.contracts import Contract, contract, contracts
from pantau.forms import choices, example, filled, printed, workbook, write
from pantau.intake import load, load_many


@pytest.mark.parametrize("each", contracts().values(), ids=contracts().keys())
def test_every_dataset_has_a_form_with_its_own_headings_and_lists(each: Contract) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook.make(each)))
    assert book.sheetnames == ["Isian", "Contoh isian", "Petunjuk", "Pilihan"]
    heads = [cell.value for cell in book["Isian"][1]]
    assert heads == [column.title for column in each.columns]
    assert book["Pilihan"].sheet_state == "hidden"
    lists = {column.title: choices(column) for column in each.columns if choices(column)}
    rules = {
        str(rule.promptTitle): rule for rule in book["Isian"].data_validations.dataValidation if rule.type == "list"
    }
    assert {title[:32] for title in lists} == set(rules)
    for title, found in lists.items():
        at = heads.index(title) + 1
        written = [book["Pilihan"].cell(row, at).value for row in range(1, len(found) + 1)]
        assert written == found
        assert rules[title[:32]].formula1.endswith(f"${len(found)}")
    said = [row[0].value for row in book["Petunjuk"].iter_rows(min_row=6)]
    assert said == heads


def test_a_visit_filled_into_the_form_is_loaded_and_its_double_is_found(bare_rooms: Path) -> None:
    path = bare_rooms / "kunjungan.xlsx"
    write(contract("kunjungan"), path)
    book = openpyxl.load_workbook(path)
    sheet = book["Isian"]
    heads = [cell.value for cell in sheet[1]]
    visit = {
        "Tanggal kunjungan": "2/11/2026", "Tanggal entri": "9/11/2026", "Desa atau kelurahan": "Uren",
        "Kecamatan": "Halong", "NIK": "9912026710960001", "Nomor KK": "9912026710960002", "Nama": "Fahmuni Limpasuan",
        "Layanan": "pangan", "Hasil": "diserahkan",
    }  # fmt: skip
    for row in (2, 3):
        for title, value in visit.items():
            sheet.cell(row, heads.index(title) + 1, value)
    book.save(path)
    result = load(path, "kunjungan")
    assert (result.read, result.loaded, result.quarantined, result.duplicate) == (2, 1, 0, 1)
    assert load(path, "kunjungan").duplicate == 2


@pytest.mark.parametrize("each", contracts().values(), ids=contracts().keys())
def test_every_dataset_prints_on_one_page(each: Contract) -> None:
    made = printed.make(each)
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page ") == 1
    assert printed.make(each) == made


def test_examples_follow_the_columns() -> None:
    visit = contract("kunjungan")
    assert example(visit.column("layanan")) == "asuransi"
    assert example(visit.column("nik")) == "16 angka"
    assert example(visit.column("tanggal_kunjungan")) == "24/11/2025"


def test_hazards_are_chosen_by_name_and_those_out_of_use_are_not_offered() -> None:
    listed = choices(contract("laporan").column("kode_ancaman"))
    assert {"Banjir", "Banjir bandang", "Karhutla", "Kebakaran permukiman"} <= set(listed)
    assert "Tsunami" not in listed


@pytest.mark.parametrize("each", contracts().values(), ids=contracts().keys())
def test_the_form_is_the_same_every_time_and_shows_one_filled_row(each: Contract) -> None:
    made = workbook.make(each)
    assert workbook.make(each) == made
    shown = openpyxl.load_workbook(BytesIO(made))["Contoh isian"]
    assert [cell.value for cell in shown[1]] == [column.title for column in each.columns]
    assert [cell.value or "" for cell in shown[2]] == list(filled(each).values())
    assert shown.max_row == 2
    assert all(filled(each)[column.name] for column in each.columns if column.required)


def test_an_untouched_form_holds_no_row_that_loads(bare_rooms: Path) -> None:
    path = bare_rooms / "laporan.xlsx"
    write(contract("laporan"), path)
    assert load(path, "laporan").read == 0


def test_the_example_row_typed_into_the_form_is_one_fact_in_every_dataset(bare_rooms: Path) -> None:
    files = []
    for name, each in contracts().items():
        path = bare_rooms / f"{name}.xlsx"
        write(each, path)
        book = openpyxl.load_workbook(path)
        for at, value in enumerate(filled(each).values(), 1):
            book["Isian"].cell(2, at, value)
        book.save(path)
        files.append((path, name))
    results = load_many(files)
    assert {result.dataset: (result.read, result.loaded, result.refused) for result in results} == dict.fromkeys(
        contracts(), (1, 1, None)
    )


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="xlsx atau"):
        write(contract("kunjungan"), tmp_path / "formulir.docx")
