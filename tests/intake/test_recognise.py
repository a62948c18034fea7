"""A file is known by its headings: surely where there is no doubt, by candidates where there is."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pantau import ROOT, forms
from pantau.contracts import Contract, contracts
from pantau.intake import read
from pantau.intake.gate import Refused
from pantau.intake.mapping import read_mapping
from pantau.intake.recognise import MOST_CANDIDATES, recognise

WriteCsv = Callable[..., Path]
SAMPLES = sorted((ROOT / "data" / "sample").glob("*.csv"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_its_own_dataset(path: Path) -> None:
    found = recognise(path)
    assert (found.dataset, found.candidates[0].dataset, found.mapping) == (path.stem, path.stem, None)


@pytest.mark.parametrize("contract", contracts().values(), ids=lambda each: each.id)
def test_every_form_is_its_own_dataset(contract: Contract, tmp_path: Path) -> None:
    forms.write(contract, tmp_path / "isian.xlsx")
    assert recognise(tmp_path / "isian.xlsx").dataset == contract.id


def test_required_columns_alone_are_never_taken_for_another_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without a process for each: what is asked is which headings belong to whom.
    monkeypatch.setattr(
        read, "blocks", lambda path, known, *_, **__: ["".join(read._text_head(path, set(known))).encode()]
    )
    clear = 0
    for contract in contracts().values():
        heading = [column.title.upper() for column in contract.columns if column.required]
        random.Random(contract.id).shuffle(heading)
        with (tmp_path / "a.csv").open("w", newline="") as file:
            csv.writer(file).writerow(heading)
        found = recognise(tmp_path / "a.csv")
        assert found.dataset in (contract.id, None)
        assert contract.id in [candidate.dataset for candidate in found.candidates]
        clear += found.dataset is not None
    assert clear >= len(contracts()) - 2


def test_doubt_is_left_to_a_person_with_what_is_missing(write_csv: WriteCsv) -> None:
    found = recognise(write_csv("a.csv", ["Kecamatan", "Desa", "Keterangan"], [["Juai", "Juai", ""]]))
    assert found.dataset is None
    assert 1 < len(found.candidates) <= MOST_CANDIDATES
    assert any(candidate.missing for candidate in found.candidates)


def test_nothing_known_is_no_candidate(write_csv: WriteCsv) -> None:
    assert recognise(write_csv("a.csv", ["warna", "bentuk"], [["biru", "bulat"]])).candidates == ()


def test_the_sheet_and_the_row_of_the_heading_are_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Catatan rapat"])
    sheet = book.create_sheet("Data")
    for row in (["REKAP"], [], ["Nomor laporan", "Kode bahaya", "Waktu lapor", "Kecamatan", "Desa"], ["1"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert recognise(tmp_path / "a.xlsx").dataset == "laporan"


@pytest.mark.parametrize("name", ["bnpb", "dibi"])
def test_an_export_that_a_mapping_describes_is_told(name: str, write_csv: WriteCsv) -> None:
    chosen = read_mapping(name)
    heading = dict.fromkeys(
        [*(text for part in chosen.parts.values() for text in part.headings), *chosen.kabupaten.values(), "lain"]
    )
    found = recognise(write_csv("a.csv", list(heading), []))
    assert (found.dataset, found.mapping) == (None, name)


def test_what_the_gate_or_the_child_refuses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 4_000)
    for name in ("a.csv", "b.xls", "tidak_ada.csv"):
        with pytest.raises(Refused):
            recognise(tmp_path / name)
