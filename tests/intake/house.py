"""The contracts of a small house for intake tests: few, and with every type of column once."""

from pantau.contracts import PLACE_HEADINGS, Column, Contract, contracts

PLACES = (
    Column("kode_kecamatan", "Kecamatan", "kecamatan", required=True, headings=PLACE_HEADINGS["kecamatan"]),
    Column("kode_desa", "Desa", "desa", headings=PLACE_HEADINGS["desa"]),
)
CONTRACTS = {
    # Every type of column once.
    "uji": Contract(
        "uji", "uji", "Uji", "Uji", "satu baris per nomor", ("nomor",), "tanggal", False, "wilayah", "",
        (
            Column("nomor", "Nomor", "text", required=True, headings=("no",)),
            *PLACES,
            Column("tanggal", "Tanggal", "date"),
            Column("masuk_pada", "Masuk", "timestamp"),
            Column("jam", "Jam", "time"),
            Column("kode_ancaman", "Bahaya", "code", reference="ancaman"),
            Column("tingkat", "Tingkat", "choice", values=("ringan", "sangat_berat")),
            Column("jiwa", "Jiwa", "integer", unit="jiwa", min=0, max=5_000),
            Column("luas_ha", "Luas", "decimal", unit="ha", min=0),
            Column("selesai", "Selesai", "boolean"),
            Column("tautan", "Tautan", "url"),
            Column("uraian", "Uraian", "text"),
        ),
    ),
    "orang": Contract(
        "orang", "uji", "Orang", "Orang", "satu baris per orang dan hari", ("pid", "tanggal"), "", True, "wilayah", "",
        (
            Column("nik", "NIK", "text", personal="nik"),
            Column("nama", "Nama", "text", required=True, personal="nama"),
            Column("tanggal_lahir", "Tanggal lahir", "date", personal="lahir"),
            *PLACES,
            Column("tanggal", "Tanggal", "date", required=True),
        ),
    ),
    "rincian": Contract(
        "rincian", "uji", "Rincian", "Rincian", "satu baris per urutan", ("nomor", "urutan"), "", False, "uji", "nomor",
        (Column("nomor", "Nomor", "text", required=True), Column("urutan", "Urutan", "integer", unit="")),
    ),
    # Where the spellings of villages go that a person settles.
    "alias_desa": contracts()["alias_desa"],
}  # fmt: skip
