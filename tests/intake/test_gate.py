"""The gate refuses what would harm a reader, by content and at once, and lets harmless oddities pass."""

import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pantau.intake import gate
from pantau.intake.gate import Kind, Refused

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(path: Path, sheet: str | None = None, **members: str | bytes) -> Path:
    """A real workbook of one row, its sheet replaced and members added by name (`__` stands for `/`)."""
    book = openpyxl.Workbook()
    book.active.append(["nomor", "desa"])
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    if sheet is not None:
        parts[SHEET] = sheet
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | {key.replace("__", "/"): value for key, value in members.items()}).items():
            archive.writestr(name, content)
    return path


def sheet_with(cells: str) -> str:
    return f'<?xml version="1.0"?><worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>'


ATTACKS = {
    "far cell": lambda p: workbook(p, sheet_with('<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>')),
    "far row": lambda p: workbook(p, sheet_with('<row><c r="ZZ1048576"><v>1</v></c></row>')),
    "far cell, other quotes": lambda p: workbook(p, sheet_with("<row><c t='n' r = 'XFD1'><v>1</v></c></row>")),
    "far cell, late": lambda p: workbook(
        p, sheet_with('<row r="1"><c r="A1"/>' + "<c/>" * 400_000 + '</row><row r="9"><c r="ZZ99999"/></row>')
    ),
    "far cell, many letters": lambda p: workbook(p, sheet_with('<row><c r="ABCDEFGH1"/></row>')),
    "far cell, escaped": lambda p: workbook(p, sheet_with('<row><c r="&#88;FD1"><v>1</v></c></row>')),
    "wide row": lambda p: workbook(
        p, sheet_with("<row>" + "".join(f'<c r="{c}1"/>' for c in ("A", "AMK", "ALM")) + "</row>")
    ),
    "bomb": lambda p: workbook(p, sheet_with(" " * 60_000_000)),
    "doctype": lambda p: workbook(p, '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + sheet_with("")[21:]),
    "entity": lambda p: workbook(p, None, **{"xl__sharedStrings.xml": '<!ENTITY a SYSTEM "file:///x">'}),
    "utf-16 sheet": lambda p: workbook(p, None, **{"xl__worksheets__sheet2.xml": sheet_with("").encode("utf-16")}),
    "climbing member": lambda p: workbook(p, None, **{"..__..__jahat.xml": "<x/>"}),
    "absolute member": lambda p: workbook(p, None, **{"__etc__jahat.xml": "<x/>"}),
    "drive member": lambda p: workbook(p, None, **{"C:__jahat.xml": "<x/>"}),
    "many members": lambda p: workbook(p, None, **{f"m{n}.xml": "<x/>" for n in range(gate.MOST_MEMBERS)}),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_with_a_sentence(attack: str, tmp_path: Path) -> None:
    path = tmp_path / "serangan.xlsx"
    ATTACKS[attack](path)
    with pytest.raises(Refused, match=r"serangan\.xlsx .*[.;]"):
        gate.inspect(path)


def test_refusing_a_far_cell_takes_milliseconds(tmp_path: Path) -> None:
    path = workbook(tmp_path / "jauh.xlsx", sheet_with('<row><c r="XFD1048576"><v>1</v></c></row>'))
    started = time.perf_counter()
    with pytest.raises(Refused):
        gate.inspect(path)
    assert time.perf_counter() - started < 0.2


def test_sizes_that_the_directory_denies_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LARGEST_INFLATED", 2_000_000)
    parts = {f"xl__p{number}.xml": "<x>" + "ab" * 300_000 + "</x>" for number in range(6)}
    with pytest.raises(Refused, match="mengembang"):
        gate.inspect(workbook(tmp_path / "banyak.xlsx", None, **parts))


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.csv", b"", "kosong"),
        ("a.csv", b"  \n \n", "kosong"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"\x89PNG\r\n", "PNG"),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "halaman web"),
        ("a.xls", b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "halaman web"),
        ("a.csv", bytes(range(256)) * 20, "bukan teks"),
        ("a.xlsx", b"PK\x03\x04" + bytes(range(200)), "rusak"),
    ],
)
def test_other_formats_are_named(name: str, content: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused, match=word):
        gate.inspect(tmp_path / name)


def test_an_archive_is_not_a_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("data.csv", "a,b\n1,2\n")
    with pytest.raises(Refused, match="arsip"):
        gate.inspect(tmp_path / "a.xlsx")


def test_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "besar.csv").open("wb") as file:
        file.truncate(gate.LARGEST_FILE + 1)
    with pytest.raises(Refused, match="200 MB"):
        gate.inspect(tmp_path / "besar.csv")


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    book = workbook(tmp_path / "buku.csv")
    assert gate.inspect(book) is Kind.WORKBOOK
    (tmp_path / "teks.xlsx").write_text("nomor;desa\n1;Juai\n")
    assert gate.inspect(tmp_path / "teks.xlsx") is Kind.TEXT


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1" t="inlineStr"><is><t>nomor</t></is></c></row>',
        '<row r="90000"><c r="AA90000"><v>1</v></c></row>',
        "<row>" + "<c/>" * 200 + "</row>",
        # Near cells first: what they span is measured and not guessed once a wide row follows.
        '<row r="1"><c r="A1"/>' + "<c/>" * 400_000 + '</row><row r="1000"><c r="ZZ1000"/></row>',
    ],
)
def test_harmless_sheets_pass(sheet: str, tmp_path: Path) -> None:
    assert gate.inspect(workbook(tmp_path / "a.xlsx", sheet_with(sheet))) is Kind.WORKBOOK


def test_a_binary_workbook_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsb", None, **{"xl__workbook.bin": b"\x83\x01"})
    with pytest.raises(Refused, match="adalah XLSB"):
        gate.inspect(path)
