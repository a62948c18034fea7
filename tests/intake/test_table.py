"""A file as a frame: headings become columns, every record a row or a problem, and what was not read is named."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pantau.contracts import Contract
from pantau.intake import table
from pantau.intake.gate import Refused
from pantau.intake.table import Table, read_table
from tests.intake import old_books

WriteCsv = Callable[..., Path]


def cells(read: Table) -> list[list[object]]:
    return read.rows.to_numpy().tolist()


def test_headings_in_any_spelling_become_columns(write_csv: WriteCsv, uji: Contract) -> None:
    path = write_csv(
        "a.csv", ["NO.", "Nama_Kecamatan", "kode desa", "Nama Desa", "Warna"], [["1", "Juai", "", "Juai", "biru"]]
    )
    read = read_table(path, uji)
    assert list(read.rows) == ["lembar", "baris", "nomor", "kode_kecamatan", "kode_desa", "kode_desa+1", "?Warna"]
    assert cells(read) == [["", 2, "1", "Juai", "", "Juai", "biru"]]
    assert read.notes == ["Kolom yang tidak dikenal tidak dimuat: Warna."]


def test_a_missing_required_column_is_refused_naming_what_is_there(write_csv: WriteCsv, uji: Contract) -> None:
    with pytest.raises(Refused, match=r"kolom Nomor tidak ada; kolom yang ada: Kecamatan, Warna"):
        read_table(write_csv("a.csv", ["Kecamatan", "Warna"], [["Juai", "x"]]), uji)


def test_a_village_stands_for_its_kecamatan(write_csv: WriteCsv, uji: Contract) -> None:
    assert len(read_table(write_csv("a.csv", ["nomor", "desa"], [["1", "Hamarung"]]), uji).rows) == 1


def test_a_column_said_twice_alike_is_refused(write_csv: WriteCsv, uji: Contract) -> None:
    with pytest.raises(Refused, match='dua kolom berjudul "JIWA"'):
        read_table(write_csv("a.csv", ["nomor", "desa", "jiwa", "JIWA"], [["1", "Hamarung", "1", "2"]]), uji)


def test_of_two_headings_for_a_column_the_contract_prefers_one(write_csv: WriteCsv, uji: Contract) -> None:
    read = read_table(write_csv("a.csv", ["no", "nomor", "desa"], [["baris", "1", "Hamarung"]]), uji)
    assert read.rows["nomor"].tolist() == ["1"]
    assert read.notes == ["Kolom yang tidak dikenal tidak dimuat: no."]


def test_notes_tell_how_the_file_was_read(tmp_path: Path, uji: Contract) -> None:
    (tmp_path / "a.csv").write_bytes("Laporan\n\nnomor,desa,uraian\n1,Hamarung,caf\xe9\n".encode("cp1252"))
    notes = " ".join(read_table(tmp_path / "a.csv", uji).notes)
    assert "Windows-1252" in notes
    assert "1 baris di atas judul" in notes


def test_a_row_with_a_formula_nobody_computed_is_held_back_and_its_cell_named(tmp_path: Path, uji: Contract) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Isian"
    for row in (["nomor", "desa", "jiwa", "Cek"], ["1", "Hamarung", "=2+3"], ["2", "Hamarung", 4, "=C3*2"], [None]):
        book.active.append(row)
    book.active["A6"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    read = read_table(tmp_path / "a.xlsx", uji)
    # A formula in a column that is not loaded harms nothing; a row of formulas only is still a row.
    assert read.rows["nomor"].tolist() == ["2"]
    assert [problem[:3] for problem in read.problems] == [
        ("Isian", 2, "rumus_tanpa_hasil"),
        ("Isian", 6, "rumus_tanpa_hasil"),
    ]
    assert read.notes == [
        "3 sel berisi rumus yang belum dihitung (Isian!C2, Isian!D3, Isian!A6); "
        "buka di Excel, simpan ulang, lalu muat lagi."
    ]


def test_sheets_with_other_columns_are_laid_under_each_other(tmp_path: Path, uji: Contract) -> None:
    book = openpyxl.Workbook()
    for name, heading in (("Juai", ["nomor", "desa", "jiwa"]), ("Halong", ["jiwa", "nomor", "desa"])):
        sheet = book.create_sheet(name)
        sheet.append(heading)
        sheet.append([{"nomor": 1, "desa": name, "jiwa": 7}[column] for column in heading])
    book.save(tmp_path / "a.xlsx")
    read = read_table(tmp_path / "a.xlsx", uji)
    assert read.rows[["lembar", "baris", "nomor", "kode_desa", "jiwa"]].to_numpy().tolist() == [
        ["Juai", 2, "1", "Juai", "7"],
        ["Halong", 2, "1", "Halong", "7"],
    ]


def test_rows_and_problems_are_what_was_read(tmp_path: Path, uji: Contract) -> None:
    (tmp_path / "a.csv").write_text('nomor,desa\n1,Hamarung\n2\n3,"Juai\n4,Juai\nJUMLAH,4\n')
    read = read_table(tmp_path / "a.csv", uji)
    assert read.read == 5
    assert [problem[:3] for problem in read.problems] == [
        ("", 3, "jumlah_kolom"),
        ("", 4, "kutip_tidak_ditutup"),
        ("", 6, "baris_jumlah"),
    ]


def test_a_file_with_a_heading_only_holds_nothing(write_csv: WriteCsv, uji: Contract) -> None:
    read = read_table(write_csv("a.csv", ["nomor", "desa"], []), uji)
    assert (read.read, len(read.rows)) == (0, 0)


def test_too_many_rows_are_refused(write_csv: WriteCsv, uji: Contract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 10)
    with pytest.raises(Refused, match="lebih dari 10 baris"):
        read_table(write_csv("a.csv", ["nomor", "desa"], [[str(number), "Juai"] for number in range(20)]), uji)


def test_grouped_headings_numbers_of_columns_and_tags(tmp_path: Path, uji: Contract) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rekap"
    for row in (
        ["REKAP BENCANA"],
        ["Nomor", "Wilayah", None, "Jumlah", None],
        [None, "Kecamatan", "Desa", "Jiwa", "Lain"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["#id", "#adm3+name", "#adm4+name", "#affected", None],
        ["A", "Juai", "Hamarung", 7, 1],
    ):
        sheet.append(row)
    for place in ("A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(place)
    book.save(tmp_path / "a.xlsx")
    read = read_table(tmp_path / "a.xlsx", uji)
    assert cells(read) == [["Rekap", 6, "A", "Juai", "Hamarung", "7", "1"]]
    assert read.notes == [
        "1 baris di atas judul tidak dibaca sebagai data.",
        "Lembar Rekap: baris nomor kolom di bawah judul tidak dibaca sebagai data.",
        "Lembar Rekap: baris tanda HXL di bawah judul tidak dibaca sebagai data.",
        "Kolom yang tidak dikenal tidak dimuat: Lain.",
    ]


def test_sheets_of_a_form_are_never_data(tmp_path: Path, uji: Contract) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Isian"
    book.active.append(["nomor", "desa"])
    example = book.create_sheet("Contoh isian")
    for row in (["nomor", "desa", "jiwa"], ["1", "Hamarung", 3]):
        example.append(row)
    book.save(tmp_path / "a.xlsx")
    read = read_table(tmp_path / "a.xlsx", uji)
    assert read.read == 0
    assert read.notes == ["Lembar yang tidak dibaca sebagai data: Contoh isian."]
    book.remove(book["Isian"])
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(Refused, match="isi lembar Isian"):
        read_table(tmp_path / "b.xlsx", uji)


def test_utf_16_and_sum_rows_are_told(tmp_path: Path, uji: Contract) -> None:
    (tmp_path / "a.txt").write_text("nomor\tdesa\tjiwa\n1\tHamarung\t2\nJUMLAH\t\t2\n", encoding="utf-16")
    read = read_table(tmp_path / "a.txt", uji)
    assert cells(read) == [["", 2, "1", "Hamarung", "2"]]
    assert read.notes == ["Teks dibaca sebagai UTF-16.", "1 baris jumlah tidak dimuat sebagai data."]
    assert read.read == 2


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_headings_in_any_case_order_and_spacing(uji: Contract, tmp_path: Path, random: Random) -> None:
    columns = list(uji.columns)
    random.shuffle(columns)
    heading = [_scrambled(random.choice([column.name, column.title, *column.headings]), random) for column in columns]
    path = tmp_path / "a.csv"
    path.write_text(";".join(heading) + "\n" + ";".join(column.name for column in columns) + "\n", encoding="utf-8")
    row = read_table(path, uji).rows.iloc[0]
    assert {name: row[name] for name in row.index[2:]} == {column.name: column.name for column in columns}


def _scrambled(heading: str, random: Random) -> str:
    """The heading as somebody else would type it."""
    letters = "".join(random.choice([str.upper, str.lower])(letter) for letter in heading)
    return re.sub(r"[ _\-/.]+", lambda _: random.choice([" ", "_", "-", "  ", " / "]), f" {letters} ")


@pytest.mark.parametrize("write", [old_books.xls, old_books.ods], ids=["xls", "ods"])
def test_the_formats_of_old_and_of_libreoffice(
    write: Callable[[dict[str, old_books.Rows]], bytes], tmp_path: Path, uji: Contract
) -> None:
    path = tmp_path / "a.bin"
    rows = [["REKAP"], ["Nomor", "Kecamatan", "Desa", "Luas", "Jiwa"], ["é-1", "Juai", "Hamarung", 1.234, 1250.0]]
    path.write_bytes(write({"Petunjuk": [["Nomor", "Desa"]], "Data": [*rows, ["JUMLAH", "", "", 1.234, 1250.0]]}))
    read = read_table(path, uji)
    assert cells(read) == [["Data", 3, "é-1", "Juai", "Hamarung", "1.2340", "1250"]]
    assert [problem[:3] for problem in read.problems] == [("Data", 4, "baris_jumlah")]


def test_tab_separated_text(tmp_path: Path, uji: Contract) -> None:
    (tmp_path / "a.tsv").write_text('Nomor\tDesa\tUraian\n1\tHamarung\t"a, b; c\td"\n', encoding="utf-8")
    assert cells(read_table(tmp_path / "a.tsv", uji)) == [["", 2, "1", "Hamarung", "a, b; c\td"]]


def test_wrapped_headings_of_text_are_one_row(tmp_path: Path, uji: Contract) -> None:
    wrapped = ",".join(f'"Nama\n\nkolom {n}"' for n in range(12))
    content = f'Rekap "desa",,\nNomor,"Nama\nDesa",{wrapped},Jiwa\n1,Hamarung{"," * 13}4\n2,"Juai\nHulu"{"," * 13}5\n'
    (tmp_path / "a.csv").write_text(content)
    read = read_table(tmp_path / "a.csv", uji)
    assert read.rows[["baris", "nomor", "kode_desa", "jiwa"]].to_numpy().tolist() == [
        [28, "1", "Hamarung", "4"],
        [29, "2", "Juai\nHulu", "5"],
    ]
    assert "1 baris di atas judul tidak dibaca sebagai data." in read.notes


def test_a_stray_quote_in_a_title_does_not_swallow_the_heading(tmp_path: Path, uji: Contract) -> None:
    (tmp_path / "a.csv").write_text('"Rekap\nNomor,Desa,Uraian\n1,Hamarung,"x"\n')
    assert cells(read_table(tmp_path / "a.csv", uji)) == [["", 3, "1", "Hamarung", "x"]]
