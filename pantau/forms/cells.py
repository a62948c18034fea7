"""What may stand in a cell of a form: the choices of a column as people write them, and one filled row to look at."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from pantau.contracts import PLACE_COLUMNS, REFERENCE, Column, Contract
from pantau.intake import match

_EXAMPLES: Final[Mapping[str, str]] = {
    "date": "24/11/2025", "timestamp": "24/11/2025 14.05", "time": "14.05", "integer": "12", "decimal": "12,5",
    "boolean": "ya", "url": "https://…",
}  # fmt: skip
_PERSONAL: Final[Mapping[str, str]] = {
    "nik": "16 angka", "kk": "16 angka", "nama": "nama lengkap", "lahir": "24/11/1990", "alamat": "RT dan dusun",
    "telepon": "0812…",
}  # fmt: skip
# Nobody: no province has the number 99.
_NOBODY: Final[Mapping[str, str]] = {
    "nik": "9911012411900001", "kk": "9911010101100002", "nama": "Nama Contoh", "lahir": "24/11/1990",
    "alamat": "RT 2, Dusun Contoh", "telepon": "081200000000",
}  # fmt: skip
_NUMBERS: Final[Mapping[str, str]] = {
    "lintang": "-2,2972", "bujur": "115,5332", "tahun": "2025", "tahun_penetapan": "2025", "desil": "2",
    "versi_ke": "1", "tma_cm": "60", "tma_min_cm": "40", "tma_maks_cm": "90", "batas_hari_kerja": "14",
    "rumah_rusak_berat_unit": "0", "meninggal_orang": "0", "hilang_orang": "0", "biaya_rp": "1500000",
    "kerugian_rp": "25000000", "bantuan_rp": "5000000", "jumlah_kecamatan": "1", "jumlah_desa": "2",
}  # fmt: skip
_TEXTS: Final[Mapping[str, str]] = {
    "id_laporan": "LAP-2025-001", "id_kejadian": "KJD-2025-001", "id_kasus": "KSS-2025-001",
    "id_bukti": "BKT-2025-001", "id_konsultasi": "KNS-2025-001", "id_penyaluran": "PNY-2025-001",
    "id_rujukan": "RJK-2025-001", "id_catatan": "CTT-2025-001", "id_tindak_lanjut": "TLJ-2025-001",
    "kib": "6311 101 2025 11 24 1", "kode_indikator": "A1", "kode": "A1", "versi": "2025", "tingkat": "kecamatan",
    "aspek": "kelembagaan", "nama_pendek": "Tim kecamatan", "isian": "penanggung_jawab", "kode_pelapor": "TGN-014",
    "lokasi": "Dusun Hilir, RT 2", "kebutuhan": "sembako, selimut", "barang": "beras", "gudang": "Gudang Paringin",
    "pos": "Pos Halong", "satuan": "orang", "indikator": "layanan", "label": "Jumlah layanan",
    "uraian": "Air naik sejak subuh dan mulai surut siang", "catatan": "diperiksa di lapangan",
    "alasan": "sudah diperiksa", "judul": "SK tim siaga kecamatan", "nomor_dokumen": "300/12/2025",
    "nomor_surat": "300/12/2025", "nomor_bast": "027/12/2025", "sumber_dana": "APBD", "dasar": "peraturan bupati",
    "dokumen": "SK 300/12/2025", "sumber": "laporan petugas", "sumber_lain": "BPBD", "penerbit": "BPBD Balangan",
    "penetap": "Bupati Balangan", "instansi": "Dinas Sosial", "instansi_tujuan": "Dinas Kesehatan",
    "instansi_dihubungi": "BPBD", "penanggung_jawab": "Dinas Sosial", "oleh_peran": "operator",
    "keputusan": "bantuan dikirim", "teks": "Banjir besar, kantor tutup", "nama": "Cuti bersama",
    "layanan": "pemeriksaan kesehatan", "hasil": "diterima", "bukti": "SK tim", "nilai": "Kasi Trantib",
    "waktu_catatan": "jam perkiraan", "kecamatan_disebut": "Halong", "desa_disebut": "Uren",
    "ancaman_disebut": "banjir", "ejaan": "Uren Hulu",
}  # fmt: skip


def choices(column: Column) -> list[str]:
    """What may be chosen in a column, as people write it; nothing for free input."""
    if column.type == "choice":
        return list(column.values)
    if column.type == "boolean":
        return ["ya", "tidak"]
    if column.type in PLACE_COLUMNS:
        return sorted({row["nama"] for row in reference(column.type)})
    return list(names_of_codes(column.reference).values()) if column.type == "code" else []


@cache
def names_of_codes(name: str) -> Mapping[str, str]:
    """Each code of a list that is in use -> the shortest name that is read back as this code, else the code itself."""
    read = match.read_codes(REFERENCE, name)
    named = {}
    for row in reference(name):
        if row.get("dipakai") == "false":
            continue
        known = (row.get(heading) or "" for heading in ("nama_pendek", "nama"))
        named[row["kode"]] = next(
            (text for text in known if read.get(match.plain_code(text)) == row["kode"]), row["kode"]
        )
    return MappingProxyType(named)


def example(column: Column) -> str:
    """What a filled cell may look like; nothing of a person."""
    listed = choices(column)
    return _PERSONAL.get(column.personal) or (listed[0] if listed else _EXAMPLES.get(column.type, ""))


def filled(contract: Contract) -> dict[str, str]:
    """One row by column name as it would load: an example to look at, of nobody and of no real event."""
    village = reference("desa")[0]
    kecamatan = next(row["nama"] for row in reference("kecamatan") if row["kode"] == village["kode_kecamatan"])
    places = {"desa": village["nama"], "kecamatan": kecamatan}
    return {column.name: places.get(column.type) or _filled(column) for column in contract.columns}


def _filled(column: Column) -> str:
    if column.personal:
        return _NOBODY[column.personal]
    if column.type in ("integer", "decimal"):
        return _NUMBERS.get(column.name) or _EXAMPLES["integer"]
    if column.type == "url":
        return "https://balangankab.go.id/"
    return _TEXTS.get(column.name, "") if column.type == "text" else example(column)


def reference(name: str) -> list[dict[str, str]]:
    """The rows of a reference list."""
    return match.rows(REFERENCE / f"{name}.csv")
