"""Small figures of single kinds, built without their figure functions: every number can be checked by hand."""

from datetime import date
from typing import Any

import pandas as pd

from pantau import maps, style, text
from pantau.figures import Column, Context, Figure, Kind

CONTEXT = Context(
    "1 Jan 2025 s.d. 31 Des 2025 · semua kecamatan · 42 dari 42 laporan",
    "register laporan",
    date(2025, 12, 31),
    "register laporan",
)
BLUE, RED, SAND = "#2A77AC", "#C0372C", "#C2B48A"


def _figure(kind: Kind, title: str, frame: pd.DataFrame, columns: tuple[Column, ...], **facts: Any) -> Figure:
    return Figure(id=f"UJI-{kind}", kind=kind, title=title, frame=frame, columns=columns, context=CONTEXT, **facts)


def crosstab() -> Figure:
    """Three hazards in four channels: numbers, two zeros, one cell not reported and one without a row."""
    rows = [
        ("Banjir", "Telepon", 12), ("Banjir", "WhatsApp", 7), ("Banjir", "Petugas", 0), ("Banjir", "Surat", 1),
        ("Angin kencang, puting beliung", "Telepon", 3), ("Angin kencang, puting beliung", "WhatsApp", None),
        ("Angin kencang, puting beliung", "Petugas", 2), ("Angin kencang, puting beliung", "Surat", 0),
        ("Kebakaran permukiman", "Telepon", 5), ("Kebakaran permukiman", "WhatsApp", 9),
        ("Kebakaran permukiman", "Petugas", 3),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["bahaya", "saluran", "laporan"]).astype({"laporan": "Int64"})
    return _figure(
        "crosstab",
        "Laporan menurut bahaya dan saluran",
        frame,
        (Column("bahaya", "Bahaya"), Column("saluran", "Saluran"), Column("laporan", "Laporan", "number")),
        encode={
            "row": "bahaya",
            "column": "saluran",
            "value": "laporan",
            "rows": ["Banjir", "Angin kencang, puting beliung", "Kebakaran permukiman"],
            "columns": ["Telepon", "WhatsApp", "Petugas", "Surat"],
        },
        unit="laporan",
        reading="42 laporan; telepon dan WhatsApp 36 dari 42.",
    )


def ecdf() -> Figure:
    """Four floods and two fires answered after 0.5 to 200 hours; a fifth of the floods still waits."""
    rows = [
        ("BJ", 0.5, 20.0), ("BJ", 2.0, 40.0), ("BJ", 30.0, 60.0), ("BJ", 200.0, 80.0),
        ("KP", 1.0, 50.0), ("KP", 4.0, 100.0),
    ]  # fmt: skip
    return _figure(
        "ecdf",
        "Empat dari lima banjir dijawab dalam 9 hari",
        pd.DataFrame(rows, columns=["huruf", "jam", "persen"]),
        (Column("huruf", "Bahaya"), Column("jam", "Jam", "decimal"), Column("persen", "Terjawab (%)", "percent")),
        encode={
            "series": "huruf",
            "x": "jam",
            "y": "persen",
            "names": {"BJ": ("Banjir", BLUE, "solid"), "KP": ("Kebakaran permukiman", RED, "dash")},
            "n": {"BJ": "n=5", "KP": "n=2"},
            "target": (24, "tenggat 24 jam"),
            "open": (20.0, "belum dijawab"),
        },
        unit="persen laporan",
        reading="Separuh laporan kebakaran dijawab dalam 1 jam.",
    )


def waterfall() -> Figure:
    """42 received - 5 - 2 + 3 = 38 used; one step unknown."""
    rows = [
        ("Diterima", 42, True), ("Ganda", -5, False), ("Tanpa lokasi", -2, False), ("Dipulihkan", 3, False),
        ("Tanpa waktu", None, False), ("Dipakai", 38, True),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["langkah", "laporan", "jumlah"]).astype({"laporan": "Int64"})
    words = [text.number(v) if t else text.signed(v) for v, t in zip(frame["laporan"], frame["jumlah"], strict=True)]
    return _figure(
        "waterfall",
        "38 dari 42 laporan dipakai",
        frame.assign(teks=words),
        (Column("langkah", "Langkah"), Column("laporan", "Laporan", "number"), Column("teks", "Keterangan")),
        encode={"label": "langkah", "value": "laporan", "total": "jumlah", "text": "teks"},
        unit="laporan",
        reading="42 − 5 − 2 + 3 = 38 laporan.",
    )


def ranges() -> Figure:
    """Three kinds of cases with their quartiles and own deadlines; the fourth has no closed case."""
    frame = pd.DataFrame(
        {
            "kategori": ["Administrasi kependudukan", "Kesehatan", "Pangan", "Perumahan"],
            "median": [2.0, 5.5, 9.0, None],
            "bawah": [1.0, 3.0, 4.0, None],
            "atas": [3.0, 9.0, 14.0, None],
            "p90": [6.0, 15.0, 30.0, None],
            "tenggat": [5.0, 14.0, 14.0, 60.0],
            "teks": ["2 hari · n=31", "5,5 hari · n=22", "9 hari · n=9", "n=0"],
        }
    )
    names = {"kategori": "Kategori", "median": "Median", "bawah": "P25", "atas": "P75", "p90": "P90"}
    names["tenggat"] = "Tenggat"
    return _figure(
        "ranges",
        "Pangan paling lama selesai",
        frame,
        tuple(Column(name, title, "number" if name != "kategori" else "text") for name, title in names.items()),
        encode={
            "label": "kategori",
            "median": "median",
            "low": "bawah",
            "high": "atas",
            "p90": "p90",
            "limit": "tenggat",
            "text": "teks",
            "lines": ((20, "batas 20 hari"),),
        },
        unit="hari kerja",
        reading="Median 2 sampai 9 hari kerja; perumahan belum ada yang selesai.",
    )


def progress() -> Figure:
    """21 evidences at mid-year where 28 were needed; two dates lie ahead."""
    rows = [
        (date(2025, 1, 6), 0), (date(2025, 2, 3), 4), (date(2025, 3, 10), 9), (date(2025, 5, 5), 17),
        (date(2025, 6, 30), 21), (date(2025, 9, 30), None), (date(2025, 12, 31), None),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["tanggal", "berlaku"]).astype({"berlaku": "Int64"})
    return _figure(
        "progress",
        "21 bukti berlaku, 7 di bawah laju yang diperlukan",
        frame,
        (Column("tanggal", "Tanggal", "day"), Column("berlaku", "Bukti berlaku", "number")),
        encode={
            "x": "tanggal",
            "y": "berlaku",
            "pace": ((date(2025, 1, 1), 0), (date(2025, 12, 31), 56), "perlu 1,1 bukti/minggu"),
            "target": (56, "wajib 56"),
            "bands": ((date(2025, 3, 1), date(2025, 3, 31), "Ramadan"),),
            "marks": ((date(2025, 5, 1), 1),),
        },
        unit="bukti",
        reading="21 bukti berlaku per 30 Jun 2025.",
        notes=("1. Bimbingan BPBD.",),
    )


def marked() -> Figure:
    """Twelve months of events before five earlier years, with two periods and three numbered days."""
    months = [m.date() for m in pd.date_range("2025-01-01", periods=12, freq="MS")]
    counts = [3, 5, 2, 0, 1, 0, 0, 0, 1, 2, 4, 9]
    earlier = pd.DataFrame(
        {
            "bulan": [*months[:6], *months[7:], date(2026, 1, 1)],
            "terendah": [0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 9],
            "median": [2, 3, 2, 1, 1, 0, 0, 0, 1, 2, 4, 9],
            "tertinggi": [6, 7, 4, 3, 2, 1, 1, 1, 2, 5, 11, 9],
        }
    )
    frame = pd.DataFrame({"bulan": months, "seri": "K", "kejadian": counts})
    return _figure(
        "months",
        "Kejadian per bulan di depan lima tahun sebelumnya",
        frame,
        (Column("bulan", "Bulan", "month"), Column("kejadian", "Kejadian", "number")),
        encode={
            "x": "bulan",
            "y": "kejadian",
            "series": "seri",
            "names": {"K": ("Kejadian", "#0B5A75")},
            "band": earlier,
            "bands": (
                (date(2025, 2, 1), date(2025, 2, 14), "tanggap darurat"),
                (date(2025, 12, 27), None, "tanggap darurat kedua"),
            ),
            "marks": ((date(2025, 2, 3), 1), (date(2025, 2, 5), 2), (date(2025, 12, 27), 3)),
        },
        unit="kejadian",
        reading="27 kejadian; Des 2025 (9) masih di bawah yang terbanyak lima tahun sebelumnya (11).",
        notes=("1. Banjir Halong.", "2. Tanggul jebol.", "3. Banjir bandang."),
    )


def scatter() -> Figure:
    """Nine villages; two silent for long where much happened, one whose silence is unknown."""
    rows = [
        ("Sungsum", 9, 140.0), ("Dayak Pitap", 8, 120.0), ("Mantuyan", 2, 200.0), ("Juuh", 7, 10.0), ("Uren", 1, 5.0),
        ("Tabuan", 0, 30.0), ("Binju", 3, 61.0), ("Karya", 0, 0.0), ("Mamantang", 5, None),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["desa", "kejadian", "hari"])
    return _figure(
        "scatter",
        "Dua desa rawan lama tanpa kontak",
        frame.assign(
            teks=[
                f"{k} kejadian, {text.count(h, 'hari')}" for k, h in zip(frame["kejadian"], frame["hari"], strict=True)
            ]
        ),
        (Column("desa", "Desa"), Column("kejadian", "Kejadian", "number"), Column("hari", "Hari", "number")),
        encode={
            "x": "kejadian",
            "y": "hari",
            "label": "desa",
            "text": "teks",
            "x_title": "kejadian dalam 24 bulan",
            "y_title": "hari sejak kontak terakhir",
            "lines": (("x", 4, "4 kejadian"), ("y", 90, "90 hari")),
            "strong": ["Sungsum", "Dayak Pitap"],
        },
        unit="kejadian dan hari",
        reading="Sungsum dan Dayak Pitap: 8 kejadian atau lebih, lebih dari 90 hari tanpa kontak.",
    )


def strip() -> Figure:
    """Ages of nine documents under three indicators, two of them equal, hollow ones no longer valid."""
    rows = [
        ("A01 Deklarasi", 3, "circle"), ("A01 Deklarasi", 3, "circle"), ("A01 Deklarasi", 30, "circle-open"),
        ("A02 Bimtek", 8, "circle"), ("A02 Bimtek", 11, "circle"), ("A02 Bimtek", 26, "diamond"),
        ("K01 KIE", 14, "circle"), ("K01 KIE", 15, "circle"), ("K01 KIE", 40, "circle-open"),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["indikator", "bulan", "tanda"])
    frame["dokumen"] = [f"Dokumen {i}" for i in range(1, 10)]
    return _figure(
        "scatter",
        "Tiga dokumen lebih tua dari masa berlakunya",
        frame.assign(teks=[f"{age} bulan" for age in frame["bulan"]]),
        (Column("dokumen", "Dokumen"), Column("indikator", "Indikator"), Column("bulan", "Umur (bulan)", "number")),
        encode={
            "x": "bulan",
            "y": "indikator",
            "label": "dokumen",
            "text": "teks",
            "x_title": "bulan sejak tanggal dokumen",
            "y_title": "",
            "lines": (("x", 24, "berlaku 24 bulan"),),
            "strong": ["Dokumen 9"],
            "rows": ["A01 Deklarasi", "A02 Bimtek", "K01 KIE"],
            "symbol": "tanda",
        },
        unit="bulan",
        reading="3 dari 9 dokumen lebih tua dari 24 bulan.",
    )


def flow() -> Figure:
    """30 cases from three villages over the kecamatan to two offices; one link unknown."""
    rows = [
        ("Desa Pimping", "Kecamatan", 12), ("Desa Mundar", "Kecamatan", 8), ("Desa Kupang", "Kecamatan", 4),
        ("Desa Kupang", "BPBD", 6), ("Kecamatan", "BPBD", 15), ("Kecamatan", "Dinas Sosial", 9),
        ("Kecamatan", "PUPR", None),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["dari", "ke", "kasus"]).astype({"kasus": "Int64"})
    return _figure(
        "flow",
        "Separuh lebih kasus berakhir di BPBD",
        frame,
        (Column("dari", "Dari"), Column("ke", "Ke"), Column("kasus", "Kasus", "number")),
        encode={
            "source": "dari",
            "target": "ke",
            "value": "kasus",
            "levels": [
                ["Desa Pimping", "Desa Mundar", "Desa Kupang"],
                ["Kecamatan"],
                ["BPBD", "Dinas Sosial", "PUPR"],
            ],
        },
        unit="kasus",
        reading="21 dari 30 kasus diteruskan ke BPBD.",
    )


def multiples() -> Figure:
    """Two years of eight kecamatan: numbers, a nil, one kecamatan without a statement in the second year."""
    ground = maps.kecamatan_ground()
    places: Any = ground["at"]
    counts = {"2024": (3, 1, 0, 2, 5, 1, 1, 4), "2025": (6, 2, 1, None, 0, 12, 1, 3)}
    rows = [
        (year, code, lon, lat, n)
        for year, numbers in counts.items()
        for (code, (lon, lat)), n in zip(sorted(places.items()), numbers, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["tahun", "kode", "bujur", "lintang", "kejadian"])
    return _figure(
        "multiples",
        "Kejadian per kecamatan, tahun demi tahun",
        frame.assign(nama=[f"Kec. {code[-2:]}" for code in frame["kode"]]).astype({"kejadian": "Int64"}),
        (Column("tahun", "Tahun"), Column("kode", "Kode kecamatan"), Column("kejadian", "Kejadian", "number")),
        encode={
            "panel": "tahun",
            "panels": [("2024", "2024: 15 kejadian"), ("2025", "2025: tidak ada")],
            "code": "kode",
            "label": "nama",
            "lon": "bujur",
            "lat": "lintang",
            "value": "kejadian",
            "geojson": ground["geojson"],
            "box": ground["box"],
        },
        unit="kejadian",
        reading="15 kejadian pada 2024, satu di dua kecamatan sekaligus.",
    )


def shares() -> Figure:
    """Where 100, 20 and 3 cases were solved; one kecamatan has none; a part of 1 % is too narrow for its number."""
    frame = pd.DataFrame(
        {
            "kecamatan": ["Halong", "Juai", "Tebing Tinggi", "Awayan"],
            "desa": [59, 10, 1, 0],
            "kecamatan_n": [30, 5, 0, 0],
            "kabupaten": [10, 5, 2, 0],
            "luar": [1, 0, 0, 0],
            "selesai": [100, 20, 3, 0],
        }
    )
    columns = {"kecamatan": "Kecamatan", "desa": "Desa", "kecamatan_n": "Kecamatan (n)", "kabupaten": "Kabupaten"}
    columns |= {"luar": "Luar kabupaten", "selesai": "Selesai"}
    return _figure(
        "shares",
        "Enam dari sepuluh kasus selesai di desa",
        frame,
        tuple(Column(name, title, "text" if name == "kecamatan" else "number") for name, title in columns.items()),
        encode={
            "label": "kecamatan",
            "total": "selesai",
            "segments": (
                ("desa", "desa dan Puskesos", style.RAMP[0]),
                ("kecamatan_n", "kecamatan", style.RAMP[1]),
                ("kabupaten", "kabupaten", style.RAMP[2]),
                ("luar", "luar kabupaten", style.RAMP[3]),
            ),
        },
        unit="kasus",
        reading="70 dari 123 kasus selesai di desa.",
    )


def strata() -> Figure:
    """Ten weeks of cases in three layers; the last layer is too thin for its name, one week is unknown."""
    weeks = [d.date() for d in pd.date_range("2025-03-03", periods=10, freq="7D")]
    frame = pd.DataFrame(
        {
            "pekan": weeks,
            "selesai": [0, 2, 5, 9, 12, 14, 19, 25, 28, 33],
            "dirujuk": [1, 3, 4, 4, 6, 9, 8, 7, 9, 10],
            "menunggu": [0, 0, 1, 1, None, 2, 1, 1, 0, 1],
        }
    ).astype({"menunggu": "Int64"})
    columns = {"selesai": "Selesai", "dirujuk": "Dirujuk", "menunggu": "Menunggu warga"}
    return _figure(
        "strata",
        "Yang selesai bertambah, yang dirujuk tetap",
        frame,
        (Column("pekan", "Pekan", "day"), *(Column(name, title, "number") for name, title in columns.items())),
        encode={
            "x": "pekan",
            "layers": (
                ("selesai", "selesai", style.RAMP[0]),
                ("dirujuk", "dirujuk", style.RAMP[2]),
                ("menunggu", "menunggu warga", style.AMBER),
            ),
            "bands": ((date(2025, 3, 24), date(2025, 4, 7), "Lebaran"),),
            "marks": ((date(2025, 4, 21), 1),),
        },
        unit="kasus",
        reading="33 kasus selesai sampai 5 Mei 2025.",
        notes=("1. Petugas baru.",),
    )


def control() -> Figure:
    """Ten weeks on time: one beyond its limits, one with few cases, one in which nothing was finished."""
    weeks = [d.date() for d in pd.date_range("2025-03-03", periods=10, freq="7D")]
    frame = pd.DataFrame(
        {
            "pekan": weeks,
            "persen": [80.0, 72.0, 40.0, None, 76.0, 90.0, 84.0, 70.0, 75.0, 65.0],
            "n": [25, 25, 30, 0, 25, 10, 25, 20, 40, 20],
            "tengah": [75.0] * 10,
            "bawah": [49.0, 49.0, 51.3, None, 49.0, 33.9, 49.0, 46.0, 54.5, 46.0],
            "atas": [100.0, 100.0, 98.7, None, 100.0, 100.0, 100.0, 100.0, 95.5, 100.0],
        }
    )
    columns = {"persen": "Tepat waktu (%)", "tengah": "Keseluruhan (%)", "bawah": "Batas bawah (%)", "atas": "Atas (%)"}
    return _figure(
        "control",
        "Pekan 17 Maret di luar batas",
        frame,
        (
            Column("pekan", "Pekan", "day"),
            Column("n", "Selesai", "number"),
            *(Column(name, title, "percent") for name, title in columns.items()),
        ),
        encode={
            "x": "pekan",
            "y": "persen",
            "n": "n",
            "centre": "tengah",
            "lower": "bawah",
            "upper": "atas",
            "target": (90, "sasaran 90 %"),
            "marks": ((date(2025, 3, 17), 1),),
        },
        unit="persen kasus selesai",
        reading="75 % selesai tepat waktu; satu pekan di luar batas.",
        notes=("1. Kantor pindah.",),
    )


def upset() -> Figure:
    """Four combinations of three programmes: two shown, one to be looked at, one closed."""
    frame = pd.DataFrame(
        [
            ("PKH + SEMBAKO", 176, "boleh"), ("BLT-DD + SEMBAKO", 27, "bentrok"),
            ("BLT-DD + PKH + SEMBAKO", None, "bentrok"), ("BLT-DD + PKH", 12, "perlu_cek"),
        ],
        columns=["himpunan", "orang", "putusan"],
    ).astype({"orang": "Int64"})  # fmt: skip
    return _figure(
        "upset",
        "39 orang perlu diperiksa",
        frame,
        (Column("himpunan", "Himpunan"), Column("orang", "Orang", "number"), Column("putusan", "Putusan")),
        encode={
            "label": "himpunan",
            "value": "orang",
            "state": "putusan",
            "states": {
                "boleh": ("B", "boleh", style.ACCENT_SOFT),
                "bentrok": ("X", "bentrok, perlu diperiksa", style.RED),
                "perlu_cek": ("?", "perlu cek", style.AMBER),
            },
            "rows": [("BLT-DD", "BLT-DD"), ("PKH", "PKH"), ("SEMBAKO", "Sembako")],
            "closed": "tertutup",
        },
        unit="orang",
        reading="215 orang menerima beberapa program; satu himpunan tertutup.",
    )


MAKERS = {
    make.__name__: make
    for make in (
        *(crosstab, ecdf, waterfall, ranges, progress, marked, scatter, strip, flow, multiples),
        *(shares, strata, control, upset),
    )
}
