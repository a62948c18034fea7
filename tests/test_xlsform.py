"""The form for Kobo and ODK: accepted by the compiler both use, cascading, and read back without a mapping."""

import csv
import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from pantau.cli import main
from pantau.contracts import Contract, contract, contracts, heading_key
from pantau.forms import write_xlsform, xlsform
from pantau.forms.xlsform import LANGUAGE, option_name
from pantau.intake import load

pyxform = pytest.importorskip("pyxform.xls2xform", reason="pyxform hanya untuk uji")
FIRST = ("laporan", "kunjungan", "konsultasi")


def sheet(each: Contract, name: str) -> list[dict[str, str]]:
    rows = openpyxl.load_workbook(BytesIO(xlsform.make(each)))[name].iter_rows(values_only=True)
    heads = next(rows)
    return [{str(h): v for h, v in zip(heads, row, strict=True) if v is not None} for row in rows]


@pytest.mark.parametrize("name", [*FIRST, *sorted(set(contracts()) - set(FIRST))])
def test_every_dataset_is_a_form_the_compiler_accepts(name: str) -> None:
    each = contract(name)
    warnings: list[str] = []
    made = pyxform.convert(BytesIO(xlsform.make(each)), file_type=".xlsx", validate=False, warnings=warnings)
    assert warnings == []
    assert f"<h:title>{each.title}</h:title>" in made.xform
    asked = {row["name"]: row for row in sheet(each, "survey")}
    for column in each.columns:
        if column.name in ("lintang", "bujur"):
            assert asked["koordinat"]["type"] == "geopoint"
        elif "uuid" in column.heading_keys:
            assert column.name not in asked
        else:
            assert asked[column.name][f"label::{LANGUAGE}"] == column.title
            assert not column.required or asked[column.name]["required"] == "yes"
            assert bool(column.personal) == asked[column.name].get(f"hint::{LANGUAGE}", "").startswith("Data pribadi.")


@pytest.mark.parametrize("each", contracts().values(), ids=contracts().keys())
def test_the_file_is_the_same_every_time_and_holds_nothing_but_text(each: Contract) -> None:
    made = xlsform.make(each)
    assert xlsform.make(each) == made
    for page in openpyxl.load_workbook(BytesIO(made)):
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("each", contracts().values(), ids=contracts().keys())
def test_every_choice_is_read_back_as_itself(each: Contract) -> None:
    for column in each.columns:
        if column.type == "choice":
            assert [heading_key(option_name(value)) for value in column.values] == [
                heading_key(value) for value in column.values
            ]
    names = [(row["list_name"], row["name"]) for row in sheet(each, "choices")]
    assert len(set(names)) == len(names)
    assert not [name for _, name in names if re.search(r"\s", name)]


def test_villages_follow_the_kecamatan_chosen() -> None:
    visit = contract("kunjungan")
    asked = [row["name"] for row in sheet(visit, "survey")]
    assert asked.index("kode_kecamatan") < asked.index("kode_desa")
    village = next(row for row in sheet(visit, "survey") if row["name"] == "kode_desa")
    assert village["choice_filter"] == "kecamatan = ${kode_kecamatan}"
    listed = [row for row in sheet(visit, "choices") if row["list_name"] == "desa"]
    assert len(listed) == 157
    assert all(row["name"].startswith(row["kecamatan"]) for row in listed)


def test_limits_are_said_in_indonesian() -> None:
    report = {row["name"]: row for row in sheet(contract("laporan"), "survey")}
    assert report["tma_cm"]["constraint"] == ". >= 0 and . <= 2000"
    assert report["tma_cm"][f"constraint_message::{LANGUAGE}"] == "Isi angka 0 sampai 2000."
    assert report["lapor_pada"][f"required_message::{LANGUAGE}"] == "Waktu lapor wajib diisi."
    assert report["rujukan_foto"]["type"] == "image"
    visit = {row["name"]: row for row in sheet(contract("kunjungan"), "survey")}
    assert "[0-9]{16}" in visit["nik"]["constraint"]
    assert visit["tanggal_entri"]["type"] == "today"


def test_an_export_of_the_form_loads_without_a_mapping(bare_rooms: Path) -> None:
    answer = {
        "kode_ancaman": "101", "tanggal_kejadian": "2025-11-24", "jam_kejadian": "07:15:00.000+08:00",
        "lapor_pada": "2025-11-24T08:01:00.000+08:00", "kanal": "media_sosial", "jenis_pelapor": "tagana",
        "kode_kecamatan": "63.11.02", "kode_desa": "63.11.02.2001", "koordinat": "-2.2476 115.7260 41.2 4.8",
        "_koordinat_latitude": "-2.2476", "_koordinat_longitude": "115.7260", "_koordinat_altitude": "41.2",
        "_koordinat_precision": "4.8", "tma_cm": "60", "_id": "7", "_uuid": "685dd371-4831-4fdc-a205-f285337dd98d",
        "_submission_time": "2025-11-24T00:02:00", "_submitted_by": "",
    }  # fmt: skip
    file = bare_rooms / "ekspor.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows([answer.keys(), answer.values()])
    result = load(file, "laporan")
    assert (result.read, result.loaded, dict(result.reasons)) == (1, 1, {})


def test_the_command_line_writes_the_form(tmp_path: Path) -> None:
    assert main(["xlsform", "laporan", str(tmp_path / "f" / "laporan.xlsx")]) == 0
    assert (tmp_path / "f" / "laporan.xlsx").read_bytes() == xlsform.make(contract("laporan"))


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ditulis sebagai"):
        write_xlsform(contract("laporan"), tmp_path / "formulir.xml")
