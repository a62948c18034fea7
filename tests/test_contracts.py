"""Contracts: the live files are well formed, and a wrong one is refused by name of file and field."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pantau import contracts as module
from pantau.catalogue import programmes
from pantau.contracts import Column, ContractError, contract, contracts, heading_key, read_contract, read_contracts

# The dataset ids others rely on: a renamed file would break queries, templates and the command line.
IDS = (
    "alias_desa", "laporan", "kelompok_laporan", "kejadian", "kejadian_wilayah", "dampak", "riwayat_laporan",
    "laporan_nihil", "status_darurat", "logistik_stok", "logistik_keluar", "personel", "penyebut", "konsultasi",
    "destana_penilaian", "kasus", "riwayat_kasus", "rujukan", "desil", "aturan_rangkap", "penerimaan", "penerima",
    "kunjungan", "rencana_kunjungan", "blank_spot", "biaya", "bukti", "riwayat_bukti", "registrasi_kencana",
    "kencana_indikator", "bobot_indikator", "spm_capaian", "angka_resmi", "target", "catatan", "tindak_lanjut",
    "hari_libur",
)  # fmt: skip
COLUMNS = [(each.id, column) for each in contracts().values() for column in each.columns]
UNIT_ENDINGS = {"orang": "_orang", "KK": "_kk", "jiwa": "_jiwa", "ha": "_ha", "Rp": "_rp", "unit": "_unit", "cm": "_cm"}

GOOD = """
id = "uji"
program = "umum"
title = "Uji"
description = "Uji."
grain = "satu baris per kode"
key = ["kode"]
scope = "semua"

[[column]]
name = "kode"
title = "Kode"
type = "text"
required = true

[[column]]
name = "nilai_rp"
title = "Nilai (Rp)"
type = "integer"
unit = "Rp"
"""


def _write(folder: Path, text: str, name: str = "uji") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_dataset_has_its_contract() -> None:
    assert sorted(contracts()) == sorted(IDS)


@pytest.mark.parametrize("dataset", IDS)
def test_programme_exists(dataset: str) -> None:
    assert contract(dataset).program in {*(each.id for each in programmes()), "umum"}


@pytest.mark.parametrize(("dataset", "column"), COLUMNS, ids=[f"{d}.{c.name}" for d, c in COLUMNS])
def test_column_names_tell_type_and_unit(dataset: str, column: Column) -> None:
    if column.type == "timestamp":
        assert column.name.endswith("_pada")
    if column.type == "date":
        assert column.name.startswith(("tanggal", "berlaku_", "periode_", "tenggat"))
    if column.type in ("code", "desa", "kecamatan"):
        assert column.name.startswith("kode_")
    if column.unit in UNIT_ENDINGS:
        assert column.name.endswith(UNIT_ENDINGS[column.unit])


@pytest.mark.parametrize("dataset", IDS)
def test_personal_columns_are_never_stored(dataset: str) -> None:
    made = contract(dataset)
    kinds = {column.personal for column in made.columns} - {""}
    assert not any(column.personal for column in made.stored)
    assert made.personal == bool(kinds)
    assert ("pid" in {column.name for column in made.stored}) == ("nik" in kinds)


def test_pid_stands_where_the_nik_was() -> None:
    names = [column.name for column in contract("kunjungan").stored]
    assert names[names.index("kode_desa") + 1 :][:5] == ["pid", "pid_dasar", "pid_nama", "kid", "layanan"]


def test_impact_columns_are_in_the_order_of_the_data() -> None:
    names = [column.name for column in contract("dampak").stored]
    assert names[:5] == ["id_kejadian", "cakupan", "kode_kecamatan", "kode_desa", "versi_ke"]
    measures = [column for column in contract("dampak").stored if column.unit]
    assert not any(column.required for column in measures), "a measure that was not reported stays NULL"


@pytest.mark.parametrize(
    ("dataset", "heading", "column"),
    [
        ("dampak", "Menderita", "terdampak_jiwa"),
        ("dampak", "rumah_rusak_berat", "rumah_rusak_berat_unit"),
        ("dampak", "Luka / Sakit", "luka_orang"),
        ("dampak", "Satuan Pendidikan Rusak", "fas_pendidikan_unit"),
        ("kejadian", "Kecamatan", "kecamatan_disebut"),
        ("kejadian_wilayah", "Desa/Kelurahan", "kode_desa"),
        ("laporan", "_submission_time", "lapor_pada"),
        ("laporan", "meta/instanceID", "id_laporan"),
        ("laporan", "id_jenis_bencana", "kode_ancaman"),
        ("kunjungan", "NAMA  DESA", "kode_desa"),
        ("kasus", "No. HP", "telepon"),
    ],
)
def test_headings_of_real_senders(dataset: str, heading: str, column: str) -> None:
    assert contract(dataset).by_heading()[heading_key(heading)].name == column


def test_loss_in_millions_is_not_taken_for_rupiah() -> None:
    assert heading_key("kerugian_juta") not in contract("dampak").by_heading()


def test_published_lists_do_not_hide_sample_rows() -> None:
    groups = [contract(name).group for name in ("angka_resmi", "kencana_indikator", "target", "penyebut", "bukti")]
    assert len(set(groups)) == len(groups)
    assert contract("bukti").group == contract("registrasi_kencana").group == "kencana"


def test_heading_key() -> None:
    assert heading_key("  Nama-Desa / Kelurahan. ") == heading_key("NAMA_desa kelurahan") == "nama desa kelurahan"


def test_unknown_dataset_names_those_that_exist() -> None:
    with pytest.raises(ContractError, match="kejadian_wilayah"):
        contract("tidak_ada")


def test_good_contract_is_read(tmp_path: Path) -> None:
    made = read_contract(_write(tmp_path, GOOD))
    assert [column.sql_type for column in made.stored] == ["VARCHAR", "BIGINT"]
    assert (made.history, made.as_of, made.join) == (False, "", "")


def _replace(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


WRONG: list[tuple[Callable[[str], str], str]] = [
    (_replace('id = "uji"', 'id = "lain"'), "id 'lain'"),
    (_replace('grain = "satu baris per kode"', "grain = 3"), "'grain' salah jenis"),
    (_replace('title = "Uji"\n', ""), "'title' wajib ada"),
    (_replace('scope = "semua"', 'scope = "semua"\nowner = "x"'), "'owner' tidak dikenal"),
    (_replace('key = ["kode"]', 'key = ["nama"]'), "key 'nama' tidak disimpan"),
    (_replace('key = ["kode"]', "key = [1]"), "'key' berisi unsur yang salah jenis"),
    (_replace('type = "text"', 'type = "teks"'), "type 'teks' tidak dikenal"),
    (_replace('type = "text"', 'type = "text"\npanjang = 3'), "'panjang' tidak dikenal"),
    (_replace('type = "text"', 'type = "text"\nunit = "kg"'), "'unit' bukan untuk jenis text"),
    (_replace('type = "text"', 'type = "text"\nmax = 3'), "min dan max hanya untuk angka"),
    (_replace('type = "text"', 'type = "choice"'), "'values' wajib ada"),
    (_replace('type = "text"', 'type = "choice"\nvalues = []'), "'values' kosong"),
    (_replace('type = "text"', 'type = "choice"\nvalues = ["a", "a"]'), "nilai kembar"),
    (_replace('type = "text"', 'type = "code"\nreference = "tidak_ada"'), "reference 'tidak_ada'"),
    (_replace('type = "text"', 'type = "desa"'), "harus bernama kode_desa"),
    (_replace('type = "text"', 'type = "text"\npersonal = "nik"'), "key 'kode' tidak disimpan"),
    (_replace('type = "text"', 'type = "text"\npersonal = "umur"'), "personal 'umur'"),
    (_replace('type = "text"', 'type = "text"\nheadings = ["nilai-rp"]'), "judul 'nilai rp' dipakai dua kali"),
    (_replace('type = "text"', 'type = "text"\nheadings = ["a b", "A_b"]'), "judul 'a b' dipakai dua kali"),
    (_replace('type = "text"', 'type = "text"\nheadings = ["Contoh"]'), "judul 'contoh' dipakai dua kali"),
    (_replace('unit = "Rp"', ""), "'unit' wajib ada untuk jenis integer"),
    (_replace('unit = "Rp"', 'unit = "Rp"\nmin = true'), "'min' salah jenis"),
    (_replace('name = "nilai_rp"', 'name = "kode"'), "dua kolom bernama sama"),
    (_replace('name = "nilai_rp"', 'name = "pid"'), "bukan nama kolom yang sah"),
    (_replace('name = "nilai_rp"', 'name = "Nilai Rp"'), "bukan nama kolom yang sah"),
    (_replace('scope = "semua"', 'scope = "wilayah"'), "memerlukan kolom kode_kecamatan"),
    (_replace('scope = "semua"', 'scope = "semua"\njoin = "kode"'), "join hanya untuk"),
    (_replace('scope = "semua"', 'scope = "induk"\njoin = "tidak_ada"'), "join 'tidak_ada' tidak disimpan"),
    (_replace('scope = "semua"', 'scope = "semua"\nas_of = "kode"'), "as_of 'kode' bukan kolom tanggal"),
    (_replace('scope = "semua"', 'scope = "semua"\nhistory = true'), "history tanpa waktu"),
    (_replace('id = "uji"', 'id = "uji'), "bukan TOML"),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_wrong_contract_is_refused(tmp_path: Path, change: Callable[[str], str], sentence: str) -> None:
    with pytest.raises(ContractError) as caught:
        read_contract(_write(tmp_path, change(GOOD)))
    assert "uji.toml" in str(caught.value)
    assert sentence in str(caught.value)


def test_scope_must_be_another_dataset_with_the_join(tmp_path: Path) -> None:
    _write(tmp_path, GOOD.replace('scope = "semua"', 'scope = "induk"\njoin = "kode"'))
    with pytest.raises(ContractError, match="scope 'induk'"):
        read_contracts(tmp_path)
    _write(tmp_path, GOOD.replace('id = "uji"', 'id = "induk"').replace('"kode"', '"kunci"'), "induk")
    with pytest.raises(ContractError, match="join 'kode' tidak disimpan oleh induk"):
        read_contracts(tmp_path)


def test_reference_folder_is_the_shipped_one() -> None:
    assert (module.REFERENCE / "ancaman.csv").is_file()
