"""Foreign exports by a mapping: headings become columns, every row is a fact or held back with a sentence."""

import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pantau import privacy
from pantau.contracts import REFERENCE, contract, contracts
from pantau.intake import mapping
from pantau.intake.check import Checked, Reference, check, read_reference
from pantau.intake.gate import Refused
from pantau.intake.mapping import Mapping, parse, read_mapping
from pantau.intake.table import Table, read_table

WriteCsv = Callable[..., Path]
OWN = Path(__file__).parent / "mappings"
SHIPPED = sorted(mapping.FOLDER.glob("*.toml"))
REAL = os.environ.get("PANTAU_BERKAS_NYATA", "")
LAPORAN = """
[[dataset]]
id = "laporan"
{more}
[dataset.columns]
id_laporan = "nomor surat"
lapor_pada = "masuk"
kode_desa = ["kode desa", "nama desa"]
{columns}
[dataset.constants]
kode_ancaman = "101"
"""


@pytest.fixture(scope="module")
def reference() -> Reference:
    return read_reference(REFERENCE, contracts().values())


def checked(table: Table, dataset: str, reference: Reference) -> Checked:
    found = check(table, contract(dataset), reference, privacy.Key(1, b"k" * 32))
    assert len(found.facts) + len(found.rejects) == table.read
    assert found.rejects["kalimat"].str.len().gt(20).all()
    return found


def laporan(more: str = "", columns: str = "", above: str = "") -> Mapping:
    return parse(above + LAPORAN.format(more=more, columns=columns), "uji")


@pytest.mark.parametrize("path", [*SHIPPED, *sorted(OWN.glob("*.toml"))], ids=lambda path: path.stem)
def test_every_mapping_is_sound(path: Path) -> None:
    read = read_mapping(path)
    assert read.datasets
    assert read.text == path.read_text(encoding="utf-8")
    assert parse(read.text, "arsip").sha256 == read.sha256
    assert all(read.known(contract(dataset)) for dataset in read.datasets)


def test_a_mapping_is_found_by_its_name() -> None:
    assert read_mapping("dibi").datasets == ("kejadian", "dampak")
    with pytest.raises(Refused, match=r"tidak ditemukan; yang tersedia: bnpb, dibi"):
        read_mapping("tidak_ada")


def test_columns_constants_values_and_places(write_csv: WriteCsv, reference: Reference) -> None:
    path = write_csv(
        "a.csv",
        ["Nomor_Surat", "masuk", "kode desa", "Nama Desa", "parah", "lain"],
        [
            ["A1", "24/11/2025", "", "Hamarung", "3.0", "x"],
            ["A2", "24/11/2025", "63.11.01.2001", "", "n/a", ""],
            ["A3", "31/2/2025", "", "Hamarung", "9", ""],
        ],
    )
    columns = 'keparahan = "parah"\n[dataset.values.keparahan]\n3 = "berat"\n'
    read = read_table(path, contract("laporan"), laporan(columns=columns, above='unreported = ["N/A"]'))
    assert list(read.rows) == [
        "lembar", "baris", "id_laporan", "lapor_pada", "kode_desa", "kode_desa+1", "keparahan", "kode_ancaman", "?lain",
    ]  # fmt: skip
    assert read.notes == ["Dibaca dengan pemetaan uji.", "Kolom yang tidak dikenal tidak dimuat: lain."]
    found = checked(read, "laporan", reference)
    assert found.facts[["baris", "id_laporan", "kode_ancaman"]].to_numpy().tolist() == [
        [2, "A1", "101"],
        [3, "A2", "101"],
    ]
    assert found.facts["keparahan"].fillna("").tolist() == ["berat", ""]
    assert found.rejects["baris"].tolist() == [4]


def test_a_template_joins_headings_and_half_of_it_is_nothing(write_csv: WriteCsv) -> None:
    columns = 'tanggal_kejadian = "{tahun}-{bulan}-{hari}"\nuraian = ["isi", "ringkas"]'
    heading = ["nomor surat", "masuk", "nama desa", "tahun", "bulan", "hari", "isi", "ringkas"]
    rows = [["1", "", "Hamarung", "2025", "2", "7", "", "r"], ["2", "", "Hamarung", "2025", "2", "", "i", "r"]]
    read = read_table(write_csv("a.csv", heading, rows), contract("laporan"), laporan(columns=columns))
    assert read.rows["tanggal_kejadian"].tolist() == ["2025-2-7", ""]
    assert read.rows["uraian"].tolist() == ["r", "i"]


def test_headings_that_differ_only_in_their_marks_are_told_apart(write_csv: WriteCsv) -> None:
    heading = ["nomor surat", "masuk", "nama desa", "jenis/lain", "jenis_lain"]
    read = read_table(
        write_csv("a.csv", heading, [["1", "", "Hamarung", "True", "unta"]]),
        contract("laporan"),
        laporan(columns='uraian = "jenis_lain"'),
    )
    assert read.rows["uraian"].tolist() == ["unta"]
    assert read.rows["?jenis/lain"].tolist() == ["True"]


def test_a_repeated_group_makes_a_row_for_each_that_is_filled(tmp_path: Path, reference: Reference) -> None:
    heading = ["_uuid", "_submission_time"]
    heading += [f"children[{n}]/childs_{what}" for n in (1, 2, 10) for what in ("name", "age")]
    book = openpyxl.Workbook()
    book.active.title = "Kirim"
    for row in (
        heading,
        ["a", "2025-11-24T00:30:00", "Tom", 12, "n/a", "n/a", "Harry", 3],
        ["b", "2025-11-24T00:30:00", "n/a", "n/a", "n/a", "n/a", "n/a", "n/a"],
        ["c", "2025-11-24T20:30:00", "n/a", "n/a", "Dick", 5, None, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    read = read_table(tmp_path / "a.xlsx", contract("laporan"), read_mapping(OWN / "anak.toml"))
    assert read.rows[["lembar", "baris", "id_laporan", "terdampak_jiwa"]].to_numpy().tolist() == [
        ["Kirim", 2, "a-1", "12"],
        ["Kirim", 2, "a-10", "3"],
        ["Kirim", 4, "c-2", "5"],
    ]
    assert "3 baris berkas menjadi 3 baris menurut isian berulang children; 1 baris tanpa isian itu." in read.notes
    # A time of submission is UTC and is turned into WITA.
    assert [f"{moment:%d %H.%M}" for moment in checked(read, "laporan", reference).facts["lapor_pada"]] == [
        "24 08.30",
        "24 08.30",
        "25 04.30",
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        (["gps"], ["-2.33 115.47 12.0 4.5"], ("-2.33", "115.47")),
        (["gps", "_gps_latitude", "_gps_longitude"], ["9 9 0 0", "-2.33", "115.47"], ("-2.33", "115.47")),
        (["gps", "_gps_latitude", "_gps_longitude"], ["-2.33 115.47 0 0", "n/a", ""], ("-2.33", "115.47")),
        (["gps"], ["n/a"], ("", "")),
        (["gps"], ["dekat pasar"], ("dekat", "pasar")),
        (["gps"], ["pasar"], ("pasar", "")),
        (["gps"], [""], ("", "")),
    ],
)
def test_a_point_is_split(write_csv: WriteCsv, heading: list[str], cells: list[str], expected: tuple[str, str]) -> None:
    path = write_csv("a.csv", ["nomor surat", "masuk", "nama desa", *heading], [["1", "", "Hamarung", *cells]])
    read = read_table(path, contract("laporan"), laporan(more='geopoint = "gps"', above='unreported = ["n/a"]'))
    assert tuple(read.rows.loc[0, ["lintang", "bujur"]]) == expected


def test_rows_of_another_kabupaten_are_held_back_by_name(write_csv: WriteCsv, reference: Reference) -> None:
    heading = ["nomor surat", "masuk", "nama desa", "kode kab", "kab"]
    rows = [
        ["1", "24/11/2025", "Hamarung", "63.11", "Balangan"],
        ["2", "24/11/2025", "Kota Gadang", "13.1", "Dharmasraya"],
        ["3", "24/11/2025", "Hamarung", "63.09", "Balangan"],
    ]
    above = '[kabupaten]\ncode = "kode kab"\nname = "kab"\n'
    read = read_table(write_csv("a.csv", heading, rows), contract("laporan"), laporan(above=above))
    found = checked(read, "laporan", reference)
    assert found.facts["baris"].tolist() == [2]
    assert found.rejects["alasan"].tolist() == ["kabupaten_lain", "kabupaten_lain"]


def test_national_exports_keep_our_rows(tmp_path: Path, reference: Reference) -> None:
    heading = [heading for part in read_mapping("dibi").parts.values() for heading in part.headings]
    heading = [*dict.fromkeys([*heading, "Kode Kabupaten", "Kabupaten", "Provinsi"])]
    ours = {
        "id": "u-1", "Tanggal / Waktu Kejadian": "2025-12-27 06:15:00.519", "Jenis Bencana": "Banjir",
        "Menderita": "64", "Kode Kabupaten": "63.11", "Kabupaten": "Balangan",
        "Provinsi": "Kalimantan Selatan", "Meninggal": "0",
    }  # fmt: skip
    lines = [heading, [ours.get(name, "") for name in heading]]
    (tmp_path / "dibi.csv").write_text("\n".join(",".join(line) for line in lines) + "\n")
    for dataset, column, value in (("kejadian", "kode_ancaman", "101"), ("dampak", "terdampak_jiwa", 64)):
        read = read_table(tmp_path / "dibi.csv", contract(dataset), read_mapping("dibi"))
        facts = checked(read, dataset, reference).facts
        assert facts[column].tolist() == [value]
        assert facts["id_kejadian"].tolist() == ["u-1"]


def test_a_file_without_a_needed_heading_is_refused_naming_it(write_csv: WriteCsv) -> None:
    path = write_csv("a.csv", ["nomor surat", "nama desa"], [["1", "Hamarung"]])
    with pytest.raises(Refused, match=r'judul "masuk" \(Waktu lapor\) .* judul yang ada: nomor surat, nama desa'):
        read_table(path, contract("laporan"), laporan())
    with pytest.raises(Refused, match="tidak mengisi dataset kejadian"):
        read_table(path, contract("kejadian"), laporan())


def test_headings_not_there_are_told(write_csv: WriteCsv) -> None:
    path = write_csv("a.csv", ["nomor surat", "masuk", "nama desa"], [["1", "", "Hamarung"]])
    read = read_table(path, contract("laporan"), laporan(columns='uraian = "isi"'))
    assert "Judul pemetaan yang tidak ada di berkas ini: kode desa, isi." in read.notes


def test_a_heading_only_is_no_row(write_csv: WriteCsv) -> None:
    path = write_csv("a.csv", ["nomor surat", "masuk", "nama desa"], [])
    assert read_table(path, contract("laporan"), laporan()).read == 0
    # Rows of a file without the group would all be gone; that is a wrong file or a wrong mapping.
    with pytest.raises(Refused, match=r'judul "anak\[1\]/\.\.\." \(isian berulang\)'):
        read_table(path, contract("laporan"), laporan(more='repeat = "anak"', columns='uraian = "anak[n]/nama"'))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[dataset", "bukan TOML yang sah"),
        ("title = 'x'", "tidak mengisi dataset apa pun"),
        ("warna = 'x'", "isian 'warna' tidak dikenal"),
        ("title = 3", "isian 'title' salah jenis"),
        ("dataset = [3]", "salah jenis"),
        ("[[dataset]]\nid = 'apa'", "dataset 'apa' tidak dikenal"),
        ("[[dataset]]\nid = 'laporan'", "kolom wajib id_laporan, kode_ancaman, lapor_pada, kode_kecamatan tidak diisi"),
        (LAPORAN.format(more="", columns='warna = "x"'), "kolom warna tidak ada"),
        (LAPORAN.format(more="", columns='kode_ancaman = "x"'), "kolom kode_ancaman diisi dua kali"),
        (LAPORAN.format(more='geopoint = "g"', columns='lintang = "x"'), "kolom lintang diisi dua kali"),
        (LAPORAN.format(more="", columns='uraian = ""'), "judul, berupa teks"),
        (LAPORAN.format(more="", columns="uraian = [3]"), "judul, berupa teks"),
        (LAPORAN.format(more="", columns='uraian = "a[n]/b"'), r"judul dengan \[n\] memerlukan repeat"),
        (LAPORAN.format(more="", columns="[dataset.values.uraian]\na = 'b'"), "diganti tanpa judul"),
        (LAPORAN.format(more="", columns="") * 2, "laporan tertulis dua kali"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_fault(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        parse(text, "uji")


@pytest.mark.skipif(not REAL, reason="PANTAU_BERKAS_NYATA names no folder of real files")
@pytest.mark.parametrize(
    ("file", "name", "rows", "facts"),
    [
        ("dibi_bnpb_raw_header_sample.csv", "dibi", 5, 0),
        ("bnpb_data_bencana_2020_contoh.xls", "bnpb", 34, 0),
        ("kobo/good.csv", "survei", 9, 9),
        ("kobo/bad.csv", "survei", 9, 4),
        ("kobo/csv_export__tutorial_w_repeats.csv", "anak", 2, 2),
        ("kobo/nested_repeats__nested_repeats.csv", "bersarang", 5, 5),
        ("kobo/transportation__transportation.csv", "angkutan", 4, None),
        ("kobo/transportation__transportation_export.xlsx", "angkutan", 4, 4),
    ],
)
def test_real_exports(file: str, name: str, rows: int, facts: int | None, reference: Reference) -> None:
    own = OWN / f"{name}.toml"
    chosen = read_mapping(own if own.is_file() else name)
    for dataset in chosen.datasets:
        found = checked(read := read_table(Path(REAL) / file, contract(dataset), chosen), dataset, reference)
        assert read.read == rows
        assert facts is None or len(found.facts) == facts
