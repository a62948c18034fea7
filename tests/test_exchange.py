"""Exchange: the shapes others ask for hold our numbers, nothing of a person, and no formula."""

import csv
import io
import json
import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pantau.cli import main
from pantau.contracts import contracts
from pantau.exchange import dibi, satu_data
from pantau.exchange.cells import as_csv
from pantau.exchange.satu_data import UNSET, NotOpen
from pantau.store import Store
from tests.stores import copy, load_rows, open_store, table

OPEN = sorted(name for name, each in contracts().items() if not (each.guarded or each.personal))
CLOSED = sorted(set(contracts()) - set(OPEN))
REAL = os.environ.get("PANTAU_BERKAS_NYATA", "")


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


@pytest.mark.parametrize("name", OPEN)
def test_an_open_dataset_leaves_whole_with_its_record(name: str, sample: Store, tmp_path: Path) -> None:
    files = satu_data.write(sample, name, tmp_path)
    stem = files[0].name.removesuffix(".csv")
    told = json.loads(files[2].read_text("utf-8"))
    listed = read(files[0])
    rows = table(sample, name, "kabupaten")
    assert [file.name for file in files] == [f"{stem}.csv", f"{stem}.json", f"{stem}.metadata.json"]
    assert len(listed) == len(json.loads(files[1].read_text("utf-8"))) == told["jumlah_baris"] == len(rows)
    assert told["contoh"] is bool(rows["contoh"].any()) is stem.startswith("CONTOH_")
    assert [column["nama"] for column in told["kolom"]] == [*(c.name for c in contracts()[name].stored), "contoh"]
    for column in told["kolom"]:
        assert column.keys() == {"nama", "konsep", "definisi", "klasifikasi", "ukuran", "satuan", "wajib"}
    assert (told["lisensi"], told["kontak"]) == (UNSET, UNSET)
    assert "63.11" in told["cakupan_wilayah"]
    again = satu_data.write(sample, name, tmp_path / "lagi")
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in files]


@pytest.mark.parametrize("name", CLOSED)
def test_a_dataset_on_people_does_not_leave(name: str, sample: Store, tmp_path: Path) -> None:
    with pytest.raises(NotOpen, match="tentang orang"):
        satu_data.write(sample, name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_leaves_with_the_units_of_its_query(sample: Store, tmp_path: Path) -> None:
    files = satu_data.write(sample, "bencana/kejadian_per_kecamatan", tmp_path)
    told = json.loads(files[2].read_text("utf-8"))
    units = {column["nama"]: column["satuan"] for column in told["kolom"]}
    assert "kejadian" in units.values()
    assert told["produsen_data"] == "Dinas Sosial bersama BPBD"
    assert len(read(files[0])) == told["jumlah_baris"] > 0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("bencana/laporan_daftar", "satu baris per orang atau laporan"),
        ("sosial/daftar_kasus", "tentang orang"),
        ("sosial/jembatan_daftar", "tentang orang"),
        ("pak_sotarsa/ringkasan", "tentang orang"),
        ("perhatian/kasus_lewat_tenggat", "tentang orang"),
    ],
)
def test_an_answer_on_people_does_not_leave(name: str, sentence: str, sample: Store, tmp_path: Path) -> None:
    with pytest.raises(NotOpen, match=sentence):
        satu_data.write(sample, name, tmp_path)


def test_counts_of_people_leave_only_with_the_small_ones_hidden(sample: Store, tmp_path: Path) -> None:
    file, _, record = satu_data.write(sample, "sosial/kasus_per_kategori", tmp_path)
    assert file.name == "CONTOH_sosial_kasus_per_kategori.csv"
    assert "kasus" in json.loads(record.read_text("utf-8"))["sumber"]


def test_dibi_has_its_28_columns_and_our_numbers(sample: Store, tmp_path: Path) -> None:
    path = tmp_path / "dibi.csv"
    count = dibi.write_dibi(sample, path)
    rows = read(path)
    real = table(sample, "kejadian")
    real = real[~real["contoh"] & (real["lingkup"].fillna("kejadian") != "rekap")]
    assert len(rows[0]) == 28
    assert count == len(rows) == len(real)
    assert {row["Kode Kabupaten"] for row in rows} == {"63.11"}
    shown = sample.query("bencana/dampak_terkini").set_index("id")
    for row in rows:
        said = shown["terdampak_jiwa"].get(row["id"], pd.NA)
        assert row["Menderita"] == ("" if pd.isna(said) else str(int(said)))
    fire = next(row for row in rows if row["id"] == "BLG-0001")
    assert (fire["Kode Jenis Kejadian"], fire["Jenis Bencana"], fire["is_bencana"]) == ("", "", "")
    assert fire["Tanggal / Waktu Kejadian"] == "2017-02-10 11:00:00"
    assert (fire["Minggu"], fire["Bulan"], fire["Tahun"], fire["Meninggal"]) == ("6", "2", "2017", "")
    dibi.write_dibi(sample, tmp_path / "lagi.csv")
    assert (tmp_path / "lagi.csv").read_bytes() == path.read_bytes()


@pytest.mark.skipif(not REAL, reason="PANTAU_BERKAS_NYATA tidak diisi: berkas nyata tidak ada di sini")
def test_dibi_bears_the_heading_of_the_real_file(sample: Store, tmp_path: Path) -> None:
    dibi.write_dibi(sample, tmp_path / "dibi.csv")
    real = Path(REAL, "dibi_bnpb_raw_header_sample.csv").read_text("utf-8").splitlines()[0]
    assert (tmp_path / "dibi.csv").read_text("utf-8").splitlines()[0] == real


def test_the_event_sheet_has_text_codes_and_no_formula(sample_folder: Path, tmp_path: Path) -> None:
    folder = copy(sample_folder, tmp_path / "lain")
    event = {
        "id_kejadian": "UJI-1", "presisi_tanggal": "hari", "tanggal": "2025-11-24", "tanggal_dari": "2025-11-24",
        "tanggal_sampai": "2025-11-24", "kode_ancaman": "101", "catatan": "=HYPERLINK(\"http://x\")",
        "desa_disebut": "@Uren", "mulai_pada": "2025-11-24 07:15",
    }  # fmt: skip
    place = {"id_kejadian": "UJI-1", "kode_kecamatan": "63.11.02"}
    assert load_rows(folder, "kejadian", [event]).loaded == 1
    assert load_rows(folder, "kejadian_wilayah", [place]).loaded == 1
    store = open_store(folder)
    path = tmp_path / "bnpb.xlsx"
    count = dibi.write_bnpb(store, path)
    sheet = openpyxl.load_workbook(path)["Kejadian"]
    assert sheet.max_row == count + 1
    heads = [cell.value for cell in sheet[1]]
    assert heads == list(dibi.BNPB)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    rows = [dict(zip(heads, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=2)]
    mine = next(row for row in rows if row["keterangan"] == '=HYPERLINK("http://x")')
    assert (mine["id_kab"], mine["id_jenis_bencana"], mine["lokasi"]) == ("6311", "101", "Halong")
    assert (mine["tahun"], mine["bulan"], mine["tanggal"], mine["jam"]) == ("2025", "11", "24", "07:15")
    dibi.write_dibi(store, tmp_path / "dibi.csv")
    written = satu_data.write(store, "kejadian", tmp_path)[0].read_text("utf-8")
    assert "'=HYPERLINK" in written
    assert "'@Uren" in written
    store.close()


def test_cells_are_made_harmless_and_numbers_stay() -> None:
    made = as_csv(["a", "b", "c", "d", "e"], [["=1+1", -2.5, True, None, "63.11"]])
    assert made == "a,b,c,d,e\n'=1+1,-2.5,ya,,63.11\n"


@pytest.mark.parametrize(("shape", "file"), [("dibi", "x.xlsx"), ("bnpb", "x.csv")])
def test_another_ending_is_refused(
    shape: str, file: str, sample: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", shape, str(tmp_path / file)]) == 1
    assert "ditulis sebagai" in capsys.readouterr().err


def test_the_command_line_writes_and_refuses_in_a_sentence(
    sample: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "dibi", str(tmp_path / "dibi.csv")]) == 0
    assert "kejadian ditulis ke" in capsys.readouterr().out
    assert main(["export", "satu-data", "kunjungan", str(tmp_path)]) == 1
    assert "tentang orang" in capsys.readouterr().err
    assert main(["export", "satu-data", "hari_libur", str(tmp_path)]) == 0
    assert (tmp_path / "hari_libur.csv").exists() or (tmp_path / "CONTOH_hari_libur.csv").exists()
