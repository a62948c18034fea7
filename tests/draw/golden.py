"""One small figure of every kind, made by the real figure functions from rows small enough to check by hand.

Kinds whose functions lie with single programmes are built in `direct`.
"""

import csv
from dataclasses import replace
from datetime import date

import pandas as pd

from pantau import ROOT, maps
from pantau.figures import Context, Figure, bencana, destana, kebutuhan, kencana, sibalang, sotarsa, sotarsa_jangkauan
from tests.draw import direct

SENTENCE = (
    "1 Jan 2024 s.d. 31 Jan 2026 · semua kecamatan · semua bahaya · menurut tanggal kejadian · 26 dari 26 kejadian"
)
REAL = Context(SENTENCE, "berita dan laporan BPBD/BNPB, alamat pada tiap kejadian", date(2026, 1, 26))
SAMPLE = Context(
    "Kecamatan Halong · semua periode · 846 dari 846 penerima terdaftar",
    "register Kecamatan Halong",
    date(2025, 11, 12),
    "register penerima",
)
SUBDISTRICTS = ("Juai", "Halong", "Awayan", "Batu Mandi", "Lampihong", "Paringin", "Paringin Selatan", "Tebing Tinggi")
HAZARDS = {
    "BJ": ("Banjir", "#2A77AC"),
    "BB": ("Banjir bandang", "#0B3350"),
    "KP": ("Kebakaran permukiman", "#C0372C"),
}


def _table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ACCOUNT = pd.Series(
    {
        "digambar": 19,
        "tanpa_lokasi": 7,
        "di_luar_balangan": 0,
        "disaring": 0,
        "total": 26,
        "hanya_kecamatan": 3,
        "desa_tidak_dikenali": 4,
    }
)


def _places(counts: dict[int, float | None] | None = None, kind: str = "Int64") -> pd.DataFrame:
    """157 villages: some with events, every fifth nihil, the others silent."""
    counts = {3: 1, 8: 2, 30: 4, 45: 1, 61: 2, 90: 1, 120: 9} if counts is None else counts
    names = {row["kode"]: row["nama"] for row in _table("kecamatan")}
    return pd.DataFrame(
        [
            {
                "kode_desa": row["kode"],
                "nama_desa": row["nama"],
                "nama_kecamatan": names[row["kode_kecamatan"]],
                "lintang": float(row["lintang"]),
                "bujur": float(row["bujur"]),
                "kejadian": counts.get(i, 0 if i % 5 == 0 else None),
            }
            for i, row in enumerate(_table("desa"))
        ]
    ).astype({"kejadian": kind})


def villages(counts: dict[int, float | None] | None = None) -> Figure:
    """Counts as circles, one event with coordinates."""
    points = pd.DataFrame(
        {
            "bujur": [115.60],
            "lintang": [-2.20],
            "kelompok_ancaman": ["101"],
            "umur_hari": [5],
            "nama_ancaman": ["Banjir bandang"],
            "tanggal_dari": [pd.Timestamp("2025-12-27")],
            "terdampak_jiwa": [13531],
        }
    )
    return bencana.villages(_places(counts), ACCOUNT, REAL, bencana.event_points(points))


def rates() -> Figure:
    """Events per 1,000 households: villages shaded in classes, no circles."""
    frame = _places({3: 0.4, 8: 1.2, 30: 2.5, 45: 6.0, 61: 9.5}, "Float64").rename(columns={"kejadian": bencana.RATE})
    return bencana.villages(frame, ACCOUNT, REAL, measure=bencana.RATE)


def rings() -> Figure:
    """Two kecamatan: five events of three hazards, and one of one."""
    rows = [
        ("63.11.02", "Halong", 115.66, -2.2, "KP", 1), ("63.11.02", "Halong", 115.66, -2.2, "BB", 1),
        ("63.11.02", "Halong", 115.66, -2.2, "BJ", 3), ("63.11.05", "Lampihong", 115.38, -2.33, "KP", 2),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["kode", "nama", "bujur", "lintang", "huruf", "kejadian"])
    frame["nama_ancaman"] = [HAZARDS[letters][0] for letters in frame["huruf"]]
    frame["warna"] = [HAZARDS[letters][1] for letters in frame["huruf"]]
    return bencana.villages(_places(), ACCOUNT, REAL, rings=frame)


def reports() -> Figure:
    """Six reports of five hazards: every severity, one unknown; two not verified, one old; no circles."""
    rows = [
        ("LP-1", 115.60, -2.20, "101", "Banjir", 4, "di atas 150 cm", 1, 1),
        ("LP-2", 115.55, -2.30, "102", "Tanah longsor", 3, "rumah rusak", 20, 1),
        ("LP-3", 115.48, -2.40, "L01", "Kebakaran permukiman", 2, "1 rumah", 60, 0),
        ("LP-4", 115.40, -2.32, "105", "Cuaca ekstrem", 1, "pohon tumbang", 200, 1),
        ("LP-5", 115.66, -2.45, "107", "Karhutla", None, None, 2, 0),
        ("LP-6", 115.50, -2.25, "101", "Banjir bandang", 1, "sampai 70 cm", 3, 1),
    ]  # fmt: skip
    names = ["id_laporan", "bujur", "lintang", "kelompok_ancaman", "nama_ancaman", "keparahan", "keparahan_kata"]
    frame = pd.DataFrame(rows, columns=[*names, "umur_hari", "terverifikasi"]).assign(tanggal=date(2026, 1, 20))
    places = _places().rename(columns={"kejadian": "laporan"})
    return bencana.villages(places, ACCOUNT, SAMPLE, bencana.report_points(frame), "laporan", circles=False)


def months() -> Figure:
    """Three hazards in 25 months, most of them empty; one event known only by its year."""
    rows = [
        ("2024-01-01", "KP", 1), ("2024-05-01", "KP", 1), ("2025-02-01", "BJ", 1), ("2025-05-01", "KP", 1),
        ("2025-12-01", "BJ", 1), ("2025-12-01", "BB", 2), ("2026-01-01", "KP", 1), (None, "BJ", 3),
    ]  # fmt: skip
    frame = pd.DataFrame(
        [
            {
                "bulan": pd.Timestamp(m) if m else pd.NaT,
                "huruf": c,
                "nama_ancaman": HAZARDS[c][0],
                "warna": HAZARDS[c][1],
                "kejadian": n,
            }
            for m, c, n in rows
        ]
    )
    return bencana.months(frame, REAL)


def ranked() -> Figure:
    """Eight kecamatan, one of them nihil."""
    counts = (10, 6, 6, 5, 5, 4, 2, 0)
    codes = [f"63.11.0{i}" for i in range(1, 9)]
    frame = pd.DataFrame({"kode_kecamatan": codes, "nama_kecamatan": SUBDISTRICTS, "kejadian": counts})
    return bencana.kecamatan(frame, 26, REAL)


def layers() -> Figure:
    """Two-layer bars: uploaded and valid."""
    return kencana.two_layers(_completeness(), SAMPLE)


def repeats() -> Figure:
    """Dots with letters and a hollow twin."""
    frame = pd.DataFrame(
        {
            "kode_desa": [f"63.11.02.20{i:02d}" for i in range(6)],
            "nama_desa": ["Sungsum", "Dayak Pitap", "Mantuyan", "Ju'uh", "Uren", "Tabuan"],
            "nama_kecamatan": ["Tebing Tinggi", "Tebing Tinggi", "Halong", "Tebing Tinggi", "Halong", "Halong"],
            "kejadian": [4, 3, 2, 2, 2, 1],
            "setahun": [2, 3, 0, 1, 2, 1],
            "huruf": ["BB", "BB", "BJ", "BJ", "KP", "KP"],
            "warna": [HAZARDS[c][1] for c in ("BB", "BB", "BJ", "BJ", "KP", "KP")],
            "nama_ancaman": [HAZARDS[c][0] for c in ("BB", "BB", "BJ", "BJ", "KP", "KP")],
        }
    )
    return bencana.repeats(frame, REAL)


def dots() -> Figure:
    """Coverage with intervals; one village without a denominator."""
    frame = pd.DataFrame(
        {
            "kode_desa": [f"63.11.02.20{i:02d}" for i in range(5)],
            "nama_desa": ["Binju", "Uren", "Mamantang", "Suryatama", "Karya"],
            "terlayani": [61, 8, 11, 5, 10],
            "sasaran": [100.0, 117.0, 83.0, 12.0, None],
            "cakupan_persen": [61.0, 100 * 8 / 117, 100 * 11 / 83, 100 * 5 / 12, None],
            "bawah_persen": [51.2, 3.5, 7.5, 19.3, None],
            "atas_persen": [70.0, 12.9, 22.2, 68.0, None],
            "cakupan_lalu_persen": [40.0, 100 * 8 / 117, 9.0, None, None],
            "tahun_sasaran": [2026, 2026, 2026, 2026, None],
            "jauh": [0.0, 14.5, 10.7, 4.3, 7.9],
            "satuan_jauh": "km garis lurus",
            "tanpa_sinyal": [None] * 5,
        }
    )
    return sotarsa_jangkauan.coverage(frame, SAMPLE)


def slope() -> Figure:
    """281 and 880."""
    frame = pd.DataFrame(
        {
            "label": ["sebelum", "sesudah"],
            "nilai": [281, 880],
            "tanggal": [None, None],
            "catatan": ["", ""],
            "sumber_url": ["https://kalimantanpost.com/a"] * 2,
        }
    )
    return sotarsa.published_pair(frame, replace(REAL, source="Kalimantan Post"))


def steps() -> Figure:
    """A register of 24 months with one month missing."""
    months = [m for m in pd.date_range("2024-02-01", "2026-01-01", freq="MS") if m != pd.Timestamp("2025-04-01")]
    new = [36, 24, 30, 26, 41, 37, 28, 43, 50, 31, 20, 18, 41, 47, 38, 35, 44, 49, 38, 41, 30, 28, 20]
    frame = pd.DataFrame({"tanggal": months, "baru_orang": new, "kumulatif_orang": pd.Series(new).cumsum()})
    return sotarsa.growth(frame, (281, 880), SAMPLE)


def _cells() -> pd.DataFrame:
    short = ["Deklarasi", "Bimtek", "Registrasi", "Unggah", "Laporan", "Rencana", "Selaras", "Anggaran", "SOP"]
    short += ["KIE", "Pelatihan", "Mitigasi"]
    codes = [f"KC-A0{i}" for i in range(1, 10)] + [f"KC-K0{i}" for i in range(1, 4)]
    states = ["disetujui", "disetujui", "diunggah", "disetujui", "diperiksa", "perlu_perbaikan", "disetujui", "kosong"]
    states += ["kedaluwarsa", "disetujui", "tidak_berlaku"]
    return pd.DataFrame(
        [
            {
                "kode_kecamatan": f"63.11.0{r + 1}",
                "nama_kecamatan": name,
                "singkatan": name[:3].upper(),
                "kode_indikator": code,
                "nama_pendek": short[c],
                "uraian": f"Uraian {short[c]}",
                "tingkat": "kontributif" if code.startswith("KC-K") else "tata kelola",
                "keadaan": states[(r * 5 + c * 3 + r * c) % len(states)],
                "judul": "=SUM(A1)" if (r, c) == (0, 0) else f"Dokumen {code}",
                "tanggal_dokumen": date(2025, 3, 1) if c % 2 else None,
                "tanggal_unggah": date(2025, 4, 1),
                "berlaku_sampai": date(2026, 12, 31) if c % 3 else None,
                "status_sumber": "bersumber",
            }
            for r, name in enumerate(SUBDISTRICTS)
            for c, code in enumerate(codes)
        ]
    )


def _completeness() -> pd.DataFrame:
    cells = _cells()
    rows = []
    for code, part in cells.groupby("kode_kecamatan"):
        needed = part[part["keadaan"] != "tidak_berlaku"]
        up = int((needed["keadaan"] != "kosong").sum())
        done = int((needed["keadaan"] == "disetujui").sum())
        rows.append(
            {
                "kode_kecamatan": code,
                "nama_kecamatan": part["nama_kecamatan"].iloc[0],
                "wajib": len(needed),
                "diunggah": up,
                "disetujui": done,
                "berlaku": done,
                "diunggah_persen": 100 * up / len(needed),
                "disetujui_persen": 100 * done / len(needed),
                "berlaku_persen": 100 * done / len(needed),
            }
        )
    return pd.DataFrame(rows).sort_values(["berlaku", "nama_kecamatan"], ascending=[False, True], ignore_index=True)


def matrix() -> Figure:
    """Eight kecamatan by twelve indicators with every state."""
    return kencana.matrix(_cells(), _completeness(), SAMPLE)


def areas() -> Figure:
    """Percentages a kecamatan; one nihil, one missing."""
    frame = _completeness()
    frame.loc[6, ["berlaku", "berlaku_persen"]] = [0, 0.0]
    return kencana.valid_map(frame, SAMPLE, maps.kecamatan_ground(342))


def calendar() -> Figure:
    """Five villages in six months: numbers, a reported nil, silence."""
    names = ("Lampihong Kanan", "Pimping", "Hilir Pasar", "Mundar", "Tanah Habang Kiri")
    axis = pd.date_range("2025-08-01", periods=6, freq="MS")
    values = [[3, 1, None, 2, 12, 1], [1, 0, 0, None, 2, None], [None] * 6, [None, None, 1, None, None, None], [0] * 6]
    frame = pd.DataFrame(
        [
            {"nama_desa": n, "bulan": m, "konsultasi": v}
            for n, row in zip(names, values, strict=True)
            for m, v in zip(axis, row, strict=True)
        ]
    ).astype({"konsultasi": "Int64"})
    return destana.calendar(frame, SAMPLE)


def stack() -> Figure:
    """Open cases a holder, light to dark, paused apart."""
    frame = pd.DataFrame(
        {
            "pemegang": ["Dinas Kesehatan", "Dinas Sosial P3APMD", "Disdukcapil", "Baznas"],
            "hari_0_3": [12, 30, 4, 0],
            "hari_4_5": [8, 10, 3, 1],
            "hari_6_14": [21, 14, 6, 0],
            "hari_15_60": [40, 9, 2, 3],
            "hari_lebih_60": [18, 2, 0, 0],
            "dijeda": [9, 11, 1, 0],
            "terbuka": [108, 76, 16, 4],
            "dalam_batas": [35, 50, 11, 1],
            "mendekati": [6, 4, 2, 0],
            "lewat": [58, 11, 2, 3],
        }
    )
    return sibalang.ageing(frame, SAMPLE)


def table() -> Figure:
    """What a hundred displaced people need for a week: one item stocked and short, one without a stock."""
    frame = pd.DataFrame(
        {
            "barang": ["Beras", "Paket keluarga"],
            "standar": [400.0, 1.0],
            "satuan_standar": ["gram", "paket"],
            "per": ["orang", "5 orang"],
            "periode": ["hari", "sekali"],
            "kebutuhan": [280.0, 20.0],
            "satuan": ["kg", "paket"],
            "harian": [40.0, None],
            "stok": [100.0, None],
            "kurang": [180.0, None],
            "hari_tersedia": [2.5, None],
            "status_sumber": ["bersumber", "bersumber"],
            "sumber": ["contoh uji", "contoh uji"],
        }
    )
    return kebutuhan.needs(frame, 100, 7, "Perka BNPB 7/2008", REAL)


MAKERS = {
    make.__name__: make
    for make in (
        *(months, ranked, layers, repeats, dots, slope, steps, matrix, areas, calendar, stack, table),
        *(villages, rates, rings, reports),
    )
} | direct.MAKERS
