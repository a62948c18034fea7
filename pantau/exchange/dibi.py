"""Events for the national disaster data: the 28 columns of DIBI as CSV, those of the BNPB event sheet as XLSX."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

import xlsxwriter

from pantau.exchange import cells
from pantau.store import Store, read_query
from pantau.store.generations import SCOPE_READING

# The heading of DIBI -> the column of queries/nasional/dibi.
DIBI: Final[Mapping[str, str]] = {
    "id": "id", "Tanggal / Waktu Kejadian": "waktu", "Minggu": "minggu", "Bulan": "bulan", "Tahun": "tahun",
    "Kode Provinsi": "kode_provinsi", "Provinsi": "provinsi", "Kode Kabupaten": "kode_kabupaten",
    "Kabupaten": "kabupaten", "Kode Jenis Kejadian": "kode_jenis", "Nama Kejadian": "nama_kejadian",
    "Jenis Bencana": "jenis_bencana", "is_bencana": "is_bencana", "Jumlah Kejadian": "jumlah_kejadian",
    "Meninggal": "meninggal_orang", "Hilang": "hilang_orang", "Luka / Sakit": "luka_orang",
    "Menderita": "terdampak_jiwa", "Mengungsi": "mengungsi_orang", "Rumah Rusak Berat": "rumah_rusak_berat_unit",
    "Rumah Rusak Sedang": "rumah_rusak_sedang_unit", "Rumah Rusak Ringan": "rumah_rusak_ringan_unit",
    "Rumah Terendam": "rumah_terendam_unit", "Satuan Pendidikan Rusak": "fas_pendidikan_unit",
    "Rumah Ibadat Rusak": "fas_ibadah_unit", "Fasilitas Pelayanan Kesehatan Rusak": "fas_kesehatan_unit",
    "Kantor Rusak": "fas_kantor_unit", "Jembatan Rusak": "jembatan_unit",
}  # fmt: skip
_BUILDINGS: Final = ("pendidikan", "peribadatan", "kesehatan", "kantor", "fasum", "jembatan", "pabrik", "kios")
# The columns of the event sheet in their order; those that queries/nasional/bnpb does not answer stay blank.
BNPB: Final = (
    "id_prov", "id_kab", "provinsi", "kabkot", "id_jenis_bencana", "kejadian", "nama_kejadian", "lokasi",
    "alamat_lengkap", "desa", "desa_terdampak", "tahun", "bulan", "tanggal", "jam", "meninggal", "terluka", "hilang",
    "menderita", "keterangan", "penyebab", "kronologis", "sumber", "kerugian_juta", "sawah", "jalan", "kebun", "lahan",
    "hutan", "kolam", "irigasi", "mengungsi", "jumlah_kejadian", "terendam", "rumah_rusak_berat", "rumah_rusak_sedang",
    "rumah_rusak_ringan", "rumah_rusak",
    *(f"{each}_rusak{grade}" for each in _BUILDINGS for grade in ("_berat", "_sedang", "_ringan", "")),
    "bantuan_bnpb", "bantuan_kl", "bantuan_pemprov_pemda", "bantuan_lainnya", "longitude", "latitude", "kib",
    "tanggal_status", "tanggal_update",
)  # fmt: skip
# Written into the file instead of the hour, so that the same data give the same bytes.
_MADE: Final = datetime.fromisoformat("2026-01-01")


def write_dibi(store: Store, path: Path) -> int:
    """Write every real event as DIBI lists it; returns how many. Raises ValueError for another ending than .csv."""
    _hold_ending(path, ".csv")
    answer = store.ask(read_query("nasional/dibi"), {}, SCOPE_READING)
    listed = cells.rows(answer[list(DIBI.values())])
    path.write_text(cells.as_csv(list(DIBI), listed), encoding="utf-8")
    return len(listed)


def write_bnpb(store: Store, path: Path) -> int:
    """Write every real event in the columns of the BNPB sheet; returns how many. Raises ValueError as `write_dibi`."""
    _hold_ending(path, ".xlsx")
    answer = store.ask(read_query("nasional/bnpb"), {}, SCOPE_READING)
    listed = cells.rows(answer.reindex(columns=list(BNPB)))
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _MADE})
        sheet, bold = book.add_worksheet("Kejadian"), book.add_format({"bold": True, "bottom": 1})
        for at, head in enumerate(BNPB):
            sheet.write_string(0, at, head, bold)
        for line, row in enumerate(listed, 1):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, at, cell)
                elif cell is not None:
                    sheet.write_number(line, at, cell)
        sheet.freeze_panes(1, 0)
    path.write_bytes(file.getvalue())
    return len(listed)


def _hold_ending(path: Path, ending: str) -> None:
    if path.suffix.lower() != ending:
        raise ValueError(f"Berkas ini ditulis sebagai {ending}, bukan {path.suffix or 'tanpa akhiran'}.")
    path.parent.mkdir(parents=True, exist_ok=True)
