"""The reading child: what it writes, and that a hostile file ends the child with a sentence and not the loader."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pantau import ROOT
from pantau.intake import gate, read
from pantau.intake.gate import Kind, Refused

KNOWN = ["nomor", "desa", "jiwa"]


def lines(path: Path, kind: Kind = Kind.TEXT) -> list[dict[str, Any]]:
    blocks = list(read.blocks(path, KNOWN, kind))
    assert all(block.endswith(b"\n") for block in blocks)
    return [json.loads(line) for block in blocks for line in block.splitlines()]


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_text_file(tmp_path: Path) -> None:
    content = 'LAPORAN;;\nNomor;Desa;Jiwa\n1;"a ""b""\\";2\nNomor;Desa;Jiwa\n2;x\nJUMLAH;;2\n3;é;4\n'
    file, heading, *records = lines(written(tmp_path / "a.csv", content.encode("cp1252")))
    assert file == {"encoding": "cp1252", "sheets": [""], "skipped": 1, "unread": [], "valueless": []}
    assert heading == {"sheet": "", "row": 2, "heading": ["Nomor", "Desa", "Jiwa"], "left": []}
    assert records == [
        {"sheet": "", "row": 3, "cells": ["1", 'a "b"\\', "2"]},
        {"sheet": "", "row": 4, "problem": "judul_berulang", "raw": "Nomor\tDesa\tJiwa"},
        {"sheet": "", "row": 5, "problem": "jumlah_kolom", "raw": "2;x"},
        {"sheet": "", "row": 6, "problem": "baris_jumlah", "raw": "JUMLAH\t\t2"},
        {"sheet": "", "row": 7, "cells": ["3", "é", "4"]},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    path = written(tmp_path / "a.csv", mark + "nomor,desa\n1,é\u200b\n".encode(encoding))
    assert lines(path)[-1] == {"sheet": "", "row": 2, "cells": ["1", "é\u200b"]}


def test_a_lone_carriage_return_ends_a_line(tmp_path: Path) -> None:
    records = lines(written(tmp_path / "a.csv", b"nomor,desa\r\n1,a\r2,b\n3,c"))[2:]
    assert [(record["row"], record["cells"]) for record in records] == [
        (2, ["1", "a"]),
        (3, ["2", "b"]),
        (4, ["3", "c"]),
    ]


def test_the_sheet_whose_heading_matches_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Petunjuk"
    book.active.append(["Isi kolom desa"])
    for name in ("Juai", "Halong"):
        sheet = book.create_sheet(name)
        sheet.append(["Kecamatan", name])
        sheet.append(["Nomor", "Desa", "Jiwa"])
        sheet.append([1, name, 2.5])
        sheet.append([None, "a\x07b"[::2], None])
    book.save(tmp_path / "a.xlsx")
    file, *rest = lines(tmp_path / "a.xlsx", Kind.WORKBOOK)
    assert file == {
        "encoding": "",
        "sheets": ["Juai", "Halong"],
        "skipped": 2,
        "unread": ["Petunjuk"],
        "valueless": [],
    }
    assert [line for line in rest if line["sheet"] == "Halong"] == [
        {"sheet": "Halong", "row": 2, "heading": ["Nomor", "Desa", "Jiwa"], "left": []},
        {"sheet": "Halong", "mark": "\t", "row": 3, "count": 2, "run": "1\tHalong\t2.5\n\tab\t"},
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"satu,dua\n1,2\n", "Baris judul tidak ditemukan"),
        (b"desa" + b",x" * gate.MOST_COLUMNS + b"\n1\n", "paling banyak 1000"),
    ],
)
def test_a_file_without_a_usable_heading_is_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    assert sentence in lines(written(tmp_path / "a.csv", content))[-1]["refused"]


def far_cell(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "nomor", 1
    book.save(path)
    return path


def test_a_far_cell_that_passed_the_gate_ends_the_child_only(tmp_path: Path) -> None:
    # The rectangle from A1 to XFD1048576 is some 550 GB: the reader library aborts its process.
    with pytest.raises(Refused, match="terlalu berat"):
        lines(far_cell(tmp_path / "a.xlsx"), Kind.WORKBOOK)


def test_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "WALL_SECONDS", 0.01)
    with pytest.raises(Refused, match="terlalu berat"):
        lines(written(tmp_path / "a.csv", b"nomor\n" + b"1\n" * 200_000))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no resource limits")
def test_processor_time_and_memory_are_limited() -> None:
    code = (
        "import resource; from pantau.intake import read; read.limit(7);"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_AS)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["7", str(read.MEMORY_BYTES)]


def test_the_child_imports_nothing_heavy() -> None:
    code = "import sys; import pantau.intake.read, pantau.intake.workbook; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"pandas", "numpy", "pyarrow", "duckdb"} & set(done.stdout.split()) == set()
