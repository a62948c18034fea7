"""The corpus of hostile files: each comes to what is written beside it, no row is lost, and the process lives.

A defect that escaped adds a file, and none is ever taken away. `tests/corpus/make.py` makes those too large to keep.
"""

import csv
import io
import json
from collections.abc import Hashable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from pantau import ROOT
from pantau.cli import answers
from pantau.draw import sheet
from pantau.figures import Column, Context, Figure
from pantau.intake import LoadResult, load, load_many
from pantau.intake.gate import Refused
from pantau.store import Parameter, Query, Store
from tests.corpus.make import BIG

CORPUS = ROOT / "tests" / "corpus"
KEPT = {str(path.relative_to(CORPUS)): path for path in sorted(CORPUS.glob("*/*/*")) if path.suffix != ".json"}
FACTS = Query("fakta", "", (), (Parameter("nama", "VARCHAR"),), {}, "select * from query_table($nama)")


def facts(table: str) -> list[dict[Hashable, Any]]:
    store = Store()
    try:
        return store.ask(FACTS, {"nama": table}, "semua").to_dict("records")
    finally:
        store.close()


def hold(name: str, result: LoadResult, expected: dict[str, Any]) -> None:
    """Hold a result against what stands beside the file, and its verdict against the folder."""
    verdict = "ditolak" if result.refused else "ditahan" if result.quarantined else "dimuat"
    assert verdict == name.split("/")[1], name
    said = result.refused or " ".join(result.notes)
    assert all(word in said for word in expected["kata"]), (name, said)
    if result.refused:
        assert said.endswith("."), name
        return
    found = {"dibaca": result.read, "dimuat": result.loaded, "ditahan": result.reasons, "duplikat": result.duplicate}
    assert found == {each: expected[each] for each in found}, name
    assert result.read == result.loaded + result.quarantined + result.duplicate


def test_every_kept_file_comes_to_its_verdict(small_house: Path) -> None:
    expected = {name: json.loads((CORPUS / f"{name}.json").read_text("utf-8")) for name in KEPT}
    refused = [name for name in KEPT if "/ditolak/" in name]
    results = dict(zip(refused, load_many([(KEPT[name], "uji") for name in refused], dry_run=True), strict=True))
    # One generation in the making for each of the others, so that no file meets the rows of another.
    for name in KEPT.keys() - results.keys():
        (results[name],) = load_many([(KEPT[name], expected[name]["dataset"])], dry_run=True)
    for name, result in results.items():
        hold(name, result, expected[name])


def test_every_file_has_its_outcome_and_every_outcome_its_file() -> None:
    outcomes = {str(path.relative_to(CORPUS)) for path in CORPUS.glob("*/*/*.json")}
    assert outcomes == {f"{name}.json" for name in KEPT}
    assert all(path.stat().st_size < 20_000 for path in KEPT.values())


@pytest.mark.parametrize("name", BIG)
def test_a_file_too_large_to_keep_comes_to_its_verdict(name: str, small_house: Path, tmp_path: Path) -> None:
    path = tmp_path / Path(name).name
    BIG[name].make(path)
    (result,) = load_many([(path, BIG[name].outcome["dataset"])], dry_run=True)
    hold(name, result, BIG[name].outcome)


def test_a_formula_loads_as_text_and_leaves_as_text(small_house: Path, tmp_path: Path) -> None:
    result = load(CORPUS / "csv" / "dimuat" / "rumus.csv", "uji")
    assert result.loaded == 8
    answer = pd.DataFrame({"uraian": [str(row["uraian"]) for row in facts("fakta_uji")]}, dtype="str")
    assert answer["uraian"].str.startswith("=cmd").any()
    columns = (Column("uraian", "Uraian"),)
    context = Context("semua", "berkas uji", date(2025, 12, 31), "berkas uji")
    figure = Figure("UJI", "table", "Uraian", answer, columns, {}, "baris", "8 baris.", context)
    exported = tmp_path / "ekspor.xlsx"
    exported.write_bytes(sheet.xlsx(figure))
    for page in openpyxl.load_workbook(exported):
        for line in page.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in line)
    query = Query("uraian", "Uraian.", (), (), {}, "")
    for written, mark in ((sheet.csv(figure).decode("utf-8-sig"), ";"), (answers.as_csv(answer, query), ",")):
        lines = list(csv.reader(io.StringIO(written), delimiter=mark))
        assert len(lines) > 8
        assert not any(cell.strip()[:1] in set("=+-@\t") for line in lines for cell in line if cell.strip())


def test_a_formula_with_a_result_loads_as_that_text(small_house: Path) -> None:
    load(CORPUS / "xlsx" / "dimuat" / "rumus_berhasil.xlsx", "uji")
    assert {row["uraian"] for row in facts("fakta_uji")} == {"banjir", '=cmd|"/c calc"!A1'}


def test_a_refused_file_leaves_nothing(small_house: Path) -> None:
    with pytest.raises(Refused):
        load(CORPUS / "xlsx" / "ditolak" / "sel_jauh.xlsx", "uji")
    assert not list(small_house.glob("**/gen-*"))
