"""A file as a frame: headings become columns, every record a row or a problem, and what was not read is named."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pantau.contracts import Contract
from pantau.intake import table
from pantau.intake.gate import Refused
from pantau.intake.table import Table, read_table

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


def test_formulas_nobody_computed_are_told_and_not_read_as_zero(tmp_path: Path, uji: Contract) -> None:
    book = openpyxl.Workbook()
    book.active.append(["nomor", "desa", "jiwa"])
    book.active.append(["1", "Hamarung", "=2+3"])
    book.save(tmp_path / "a.xlsx")
    read = read_table(tmp_path / "a.xlsx", uji)
    assert read.rows["jiwa"].tolist() == [""]
    assert read.notes == ["1 sel berisi rumus tanpa hasil dan dibaca kosong; simpan ulang di Excel."]


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
