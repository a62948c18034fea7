"""Why a row or a value is not taken in: the codes, and the one exception that carries them.

A code is stored and counted, its title heads a list; the sentence beside it says what, where and what to do.
"""

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "baris_jumlah": "Baris jumlah, bukan data",
    "judul_berulang": "Baris judul berulang",
    "jumlah_kolom": "Jumlah kolom tidak sama dengan judul",
    "kutip_tidak_ditutup": "Tanda kutip tidak ditutup",
    "kutip_keliru": "Tanda kutip di tempat yang keliru",
    "karakter_kendali": "Karakter rusak",
    "baris_terlalu_panjang": "Baris terlalu panjang",
    "rumus_tanpa_hasil": "Rumus belum dihitung",
    "rumus_galat": "Rumus bernilai galat",
    "wajib_kosong": "Kolom wajib kosong",
    "bukan_tanggal": "Bukan tanggal",
    "tahun_dua_angka": "Tahun dua angka",
    "hari_tidak_cocok": "Nama hari tidak cocok",
    "bukan_jam": "Bukan jam",
    "bukan_angka": "Bukan angka",
    "bukan_bulat": "Bukan bilangan bulat",
    "angka_ambigu": "Angka bermakna ganda",
    "di_luar_batas": "Di luar batas",
    "bukan_ya_tidak": "Bukan ya atau tidak",
    "bukan_pilihan": "Bukan pilihan yang ada",
    "bukan_url": "Bukan alamat web",
    "teks_terlalu_panjang": "Teks terlalu panjang",
    "kode_tidak_dikenal": "Kode tidak dikenal",
    "kode_jadi_angka": "Kode rusak menjadi angka",
    "kode_bps": "Kode BPS, bukan Kemendagri",
    "kecamatan_tidak_dikenali": "Kecamatan tidak dikenali",
    "desa_tidak_dikenali": "Desa tidak dikenali",
    "desa_ambigu": "Nama desa bermakna ganda",
    "desa_di_luar_kecamatan": "Desa di luar kecamatannya",
    "kabupaten_lain": "Baris kabupaten lain",
    "nik_tidak_sah": "NIK tidak sah",
    "identitas_kurang": "Identitas tidak cukup",
    "konflik": "Isi berbeda untuk kunci yang sama",
}


class Unclear(ValueError):
    """A value cannot be taken in: a code of REASONS and an Indonesian clause that never repeats the value itself."""

    def __init__(self, code: str, clause: str) -> None:
        super().__init__(clause)
        self.code = code
