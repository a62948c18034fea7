"""The tokeniser: every line of a text becomes a record or a problem, whatever was done to the text."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.intake import delimited, headings
from pantau.intake.delimited import LONGEST_LINE, Fault, Record

CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffd"), max_size=8
)


def read(text: str, delimiter: str = ",", width: int = 3) -> list[Record]:
    return list(delimited.records(enumerate(text.split("\n"), 1), delimiter, width))


def lines(path: Path) -> list[tuple[int, str]]:
    return list(delimited.numbered(delimited.lines(path, "utf-8")))


def problems(text: str, width: int = 3) -> dict[int, str]:
    return {record.row: record.problem for record in read(text, width=width) if record.problem}


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(rows)
    kept = [
        [delimited.tidy(cell) for cell in row]
        for row in rows
        if any(cell.strip(' \t"\u00a0' + delimiter) for cell in row)
    ]
    assert [record.cells for record in read(written.getvalue(), delimiter)] == kept


@given(st.text(alphabet='ab",\n\x00é', max_size=60))
def test_no_line_is_lost(text: str) -> None:
    records = read(text)
    rows = [record.row for record in records]
    assert rows == sorted(set(rows))
    # Every line that holds anything starts a record or lies inside a quoted cell of the one before.
    covered = {row + more for row, cells, _, raw in records for more in range("".join([*cells, raw]).count("\n") + 1)}
    filled = {number for number, line in enumerate(text.split("\n"), 1) if line.strip(' \t",')}
    assert filled <= covered


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b,c", ["a", "b", "c"]),
        ('"a,b",,"c"', ["a,b", "", "c"]),
        ('"a ""b""",c', ['a "b"', "c"]),
        ('5" pipa,Desa "A" baru', ['5" pipa', 'Desa "A" baru']),
        ('"",""', ["", ""]),
        ("", [""]),
        ('"a"b,c', Fault.STRAY),
        ('a,"b', Fault.OPEN),
        ('a,"', Fault.OPEN),
        ('a,""', ["a", ""]),
        ('a,"""', Fault.OPEN),
    ],
)
def test_split(text: str, cells: list[str] | Fault) -> None:
    assert delimited.split(text, ",") == cells


def test_an_unclosed_quote_costs_its_own_line_only() -> None:
    lines = [f"{number},desa,{number * 2}" for number in range(1, 30_001)]
    lines[20_499] = '20500,"desa,41000'
    records = read("\n".join(lines))
    assert len(records) == 30_000
    assert [(record.row, record.problem) for record in records if record.problem] == [(20_500, "kutip_tidak_ditutup")]
    assert records[-1].cells == ["30000", "desa", "60000"]


def test_an_unclosed_quote_does_not_swallow_whole_records_up_to_the_next_quote() -> None:
    text = '1,a,"buka\n2,b,c\n3,d,e\n4,f,tutup"\n5,g,h'
    records = read(text)
    assert problems(text) == {1: "kutip_tidak_ditutup"}
    assert [record.cells[0] for record in records if not record.problem] == ["2", "3", "4", "5"]


def test_a_quoted_cell_may_hold_lines() -> None:
    records = read('1,"baris satu\nbaris dua, masih\n\nbaris empat",x\n2,b,c')
    assert records[0] == Record(1, ["1", "baris satu\nbaris dua, masih\n\nbaris empat", "x"])
    assert records[1] == Record(5, ["2", "b", "c"])


def test_the_look_ahead_is_bounded() -> None:
    inside = "\n".join(["teks"] * (delimited.QUOTED_LINES + 5))
    assert problems(f'1,"{inside}",x')[1] == "kutip_tidak_ditutup"
    long = "\n".join(["t" * 2_000] * 40)
    assert problems(f'1,"{long}",x')[1] == "kutip_tidak_ditutup"


def test_many_unclosed_quotes_are_read_in_linear_time() -> None:
    records = read("\n".join(f'{number},"buka,x' for number in range(20_000)))
    assert {record.problem for record in records} == {"kutip_tidak_ditutup"}
    assert len(records) == 20_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,2\n1,2,3\n1,2,3,4", {1: "jumlah_kolom", 3: "jumlah_kolom"}),
        ("1,A\x00B,3\n1,2,3", {1: "karakter_kendali"}),
        ("1,A\x1bB,3", {1: "karakter_kendali"}),
        ("1,A\ufffdB,3", {1: "karakter_kendali"}),
        ('1,"a"b,3', {1: "kutip_keliru"}),
        ("1," + "x" * LONGEST_LINE + ",3\n1,2,3", {1: "baris_terlalu_panjang"}),
    ],
)
def test_problems_have_their_code(text: str, expected: dict[int, str]) -> None:
    assert problems(text) == expected


def test_blank_lines_are_no_records() -> None:
    assert read('\n,,\n "" , ,\n1,2,3\n') == [Record(4, ["1", "2", "3"])]


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("é,b\n".encode("utf-8-sig"), "utf-8-sig"),
        ("é,b\n".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "é".encode("utf-16-be"), "utf-16"),
        ("é,b\n".encode(), "utf-8"),
        (b"a,b\n", "utf-8"),
        ("Caf\xe9,b\n".encode("cp1252"), "cp1252"),
        # Broken at one place, whole in many: the broken line is a problem, the others keep their accents.
        ("é,b\n".encode() * 5 + b"\xe9,x\n", "utf-8"),
        # A character cut by the end of a block is no broken one.
        (b"x" * ((1 << 20) + 3) + "é".encode() * 9, "utf-8"),
    ],
)
def test_encoding(content: bytes, expected: str, tmp_path: Path) -> None:
    assert delimited.encoding(write(tmp_path / "a.csv", content)) == expected


def test_every_kind_of_line_end_ends_a_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"satu\r\ndua\rtiga\nempat")
    assert lines(path) == [(1, "satu"), (2, "dua"), (3, "tiga"), (4, "empat")]


def test_lines_longer_than_a_block_are_cut_and_the_next_is_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"awal\n" + b"x" * 5_000_000 + b"\nakhir\n")
    found = lines(path)
    assert [(number, len(line)) for number, line in found] == [(1, 4), (2, LONGEST_LINE + 1), (3, 5)]


@given(st.lists(st.text(alphabet="ab é", max_size=30), min_size=1, max_size=30))
def test_lines_at_block_borders(parts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_BLOCK", 7)
        path = io.StringIO("\n".join(parts))

        class Once:
            def open(self, **_: object) -> io.StringIO:
                return path

        found = lines(Once())  # type: ignore[arg-type]
    expected = list(enumerate(parts, 1))
    assert found == (expected if parts[-1] else expected[:-1])


@pytest.mark.parametrize(
    ("line", "expected"),
    [("nomor;nama, desa;jiwa", ";"), ("nomor,nama,jiwa", ","), ("nomor\tnama\tjiwa", "\t"), ("nomor|nama;x|jiwa", "|")],
)
def test_the_delimiter_is_the_one_that_finds_headings(line: str, expected: str) -> None:
    assert delimited.delimiter(["Laporan; tahun 2025; a; b; c", line], {"nomor", "jiwa"}) == expected


LINE = st.one_of(
    st.sampled_from([
        "", ",,", " ,\u00a0,", '"a",b,c', 'a,"b', 'x",y', "a,b", "a,b,c,d", "JUMLAH,2,", ",total,9", "Juai,2,3",
        "kop,satu,dua", "e\u0301,b,c", "a\u00a0a,b,c", "a,\x07,c", "\ufeffa,b,c", "\u3000,,x", "s,u\u2028v,\u037e",
        "\u00e9,b,c",
    ]),
    st.text(alphabet='ab,é"', max_size=8),
)  # fmt: skip


@given(
    st.lists(st.tuples(LINE, st.integers(1, 4)), max_size=25),
    st.integers(1, 6),
    st.integers(1, 9),
    st.integers(1, 40),
)
@pytest.mark.parametrize("width", [1, 3])
def test_plain_lines_in_one_piece_are_what_the_tokeniser_reads(
    width: int, repeated: list[tuple[str, int]], ahead: int, more: int, block: int
) -> None:
    text = [line for line, times in repeated for _ in range(times)]
    text = [line.split(",")[0] for line in text] if width == 1 else text
    heading = ["kop", "satu", "dua"][:width]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "QUOTED_LINES", ahead)
        patch.setattr(delimited, "PIECE_LINES", ahead + more)
        blocks = [(at + 1, text[at : at + block]) for at in range(0, len(text), block)]
        found: list[Record] = []
        for part in delimited.runs(blocks, ",", width, heading):
            if isinstance(part, delimited.Run):
                cut = part.text.split("\n")
                assert len(cut) == part.lines
                found += [Record(part.row + at, line.split(",")) for at, line in enumerate(cut)]
                assert not any(each.cells == heading or headings.is_sum(each.cells) for each in found[-part.lines :])
            else:
                found += part
        assert found == list(delimited.records(enumerate(text, 1), ",", width))


def test_a_clean_file_is_nearly_all_in_one_piece() -> None:
    text = [f"{number},Juai,é{number}" for number in range(1_000)]
    text[600] = '600,"a, b",c'
    parts = list(delimited.runs([(1, text)], ",", 3, ["kop", "satu", "dua"]))
    assert [part.lines for part in parts if isinstance(part, delimited.Run)] == [512, 232]
