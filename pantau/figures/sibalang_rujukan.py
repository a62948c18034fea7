"""Figures of where cases are solved and where they are sent: levels a kecamatan, the referral matrix, agencies."""

from typing import Final

import pandas as pd

from pantau import style, text
from pantau.figures import Column, Context, Figure, records
from pantau.figures.sibalang import CLOSED_CELL, FIXED

_LEVELS: Final[tuple[tuple[str, str, str], ...]] = (
    ("desa", "desa dan Puskesos", style.RAMP[0]),
    ("kecamatan", "kecamatan", style.RAMP[1]),
    ("kabupaten", "kabupaten", style.RAMP[2]),
    ("luar_kabupaten", "luar kabupaten", style.RAMP[3]),
    ("tidak_disebut", "tidak disebut", style.WHITE),
)


def solved(frame: pd.DataFrame, context: Context) -> Figure:
    """SB6: at which level the finished cases of a kecamatan were solved; those that send most upwards first."""
    total = int(frame["selesai"].sum())
    below = int(frame["desa"].sum() + frame["kecamatan"].sum())
    levels = [each for each in _LEVELS if each[0] != "tidak_disebut" or frame["tidak_disebut"].any()]
    small = [row["nama_kecamatan"] for row in records(frame) if 0 < row["selesai"] < 20]
    words = [f"n={text.number(n)}{'*' if 0 < n < 20 else ''}" for n in frame["selesai"]]
    first = frame[frame["selesai"] > 0]
    return Figure(
        id="SB6",
        kind="shares",
        title=f"{text.share(below, total)} kasus selesai di desa atau kecamatan"
        if total
        else "Di mana kasus diselesaikan",
        subtitle="Kasus selesai menurut tingkat penyelesaian, bagian dari 100 %",
        frame=frame.assign(teks=words) if total else frame.iloc[:0],
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            *(Column(name, title.capitalize(), "number") for name, title, _ in levels),
            Column("selesai", "Selesai", "number"),
            Column("bawah_persen", "Di desa atau kecamatan (%)", "percent"),
        ),
        encode={"label": "nama_kecamatan", "total": "selesai", "segments": tuple(levels), "text": "teks"},
        unit="kasus",
        reading=(
            f"{text.number(below)} dari {text.number(total)} kasus selesai tanpa naik ke kabupaten; paling sering naik:"
            f" {first.iloc[0]['nama_kecamatan']}"
            f" ({text.number(first.iloc[0]['selesai'] - first.iloc[0]['desa'] - first.iloc[0]['kecamatan'])} dari"
            f" {text.number(first.iloc[0]['selesai'])})."
            if total
            else "Belum ada kasus selesai pada filter ini."
        ),
        context=context,
        notes=(f"* n<20, baca hati-hati: {text.join(small)}.",) if small else (),
    )


# Nine agencies on a phone leave room for one sign a cell.
_CLOSED_SIGN: Final = "×"


def matrix(frame: pd.DataFrame, context: Context) -> Figure:
    """SB7: referrals from each kecamatan to each agency, from the cube; hidden cells are written closed."""
    agencies = list(dict.fromkeys(frame["instansi"]))
    places = list(dict.fromkeys(frame["nama_kecamatan"])) if agencies else []
    words = [CLOSED_CELL if text.missing(v) else text.number(v) for v in frame["jumlah"]]
    shown = int(frame["jumlah"].notna().sum())
    known = frame.dropna(subset=["jumlah"])
    most = known.loc[[known["jumlah"].idxmax()]].iloc[0] if len(known) and known["jumlah"].max() > 0 else None
    return Figure(
        id="SB7",
        kind="crosstab",
        title="Rujukan menurut kecamatan asal dan instansi tujuan",
        subtitle=f"Semua rujukan sampai tanggal data, aktif maupun selesai; {_CLOSED_SIGN} = tertutup",
        frame=frame.assign(teks=words, tanda=[_CLOSED_SIGN if word == CLOSED_CELL else word for word in words]),
        columns=(
            Column("nama_kecamatan", "Kecamatan asal"),
            Column("instansi", "Instansi tujuan"),
            Column("teks", "Rujukan"),
        ),
        encode={
            "row": "nama_kecamatan",
            "column": "instansi",
            "value": "jumlah",
            "text": "tanda",
            "rows": places,
            "columns": agencies,
            "absent": "",
            "words": {_CLOSED_SIGN: CLOSED_CELL},
        },
        unit="rujukan",
        reading=(
            (
                f"Terbanyak yang boleh ditampilkan: {most['nama_kecamatan']} ke {most['instansi']}"
                f" ({text.number(most['jumlah'])}). "
                if most is not None
                else ""
            )
            + f"{text.number(len(frame) - shown)} dari {text.number(len(frame))} sel tertutup."
            if agencies
            else "Belum ada rujukan yang dapat ditampilkan tanpa membuka angka kecil."
        ),
        context=context,
        notes=(FIXED, "Rujukan kedua satu kasus ke instansi yang sama tidak dihitung lagi."),
    )


def agencies(frame: pd.DataFrame, context: Context) -> Figure:
    """SB7, the agencies as rows: all referrals, those still active, those unanswered for more than five days."""
    spoken = {name: [CLOSED_CELL if text.missing(v) else text.number(v) for v in frame[name]] for name in _COUNTS}
    closed = sum(text.missing(v) for v in frame["belum_dijawab"])
    return Figure(
        id="SB7B",
        kind="table",
        title="Instansi tujuan",
        subtitle="Belum dijawab = masih dikirim lebih dari 5 hari kerja; aktif = baru dikirim, diterima atau diproses",
        frame=frame.assign(**spoken),
        columns=(Column("instansi", "Instansi"), *(Column(name, title) for name, title in _COUNTS.items())),
        encode={"paper": ["instansi", *_COUNTS]},
        unit="rujukan",
        reading=f"Angka belum dijawab tertutup pada {text.number(closed)} dari {text.number(len(frame))} instansi."
        if len(frame)
        else "Belum ada instansi yang angkanya boleh ditampilkan.",
        context=context,
        notes=(FIXED,),
    )


_COUNTS: Final = {"semua": "Semua", "aktif": "Aktif", "belum_dijawab": "Belum dijawab"}


def matrix_in_full(frame: pd.DataFrame, context: Context) -> Figure:
    """Active referrals from each kecamatan to each agency with the median wait, for who handles them; it is no file."""
    columns = sorted(set(frame["instansi"]))
    words = [
        f"{text.number(row['jumlah'])} · {text.whole(round(row['median_hari'], 1))} hari" for row in records(frame)
    ]
    return Figure(
        id="SB7C",
        kind="crosstab",
        title=f"{text.count(int(frame['jumlah'].sum()), 'rujukan').capitalize()} aktif, lengkap",
        subtitle="Jumlah dan median hari kerja sejak keadaan terakhir; hanya untuk pengelola rujukan",
        frame=frame.assign(teks=words),
        columns=(
            Column("nama_kecamatan", "Kecamatan asal"),
            Column("instansi", "Instansi tujuan"),
            Column("jumlah", "Rujukan aktif", "number"),
            Column("median_hari", "Median hari kerja", "decimal"),
        ),
        encode={
            "row": "nama_kecamatan",
            "column": "instansi",
            "value": "jumlah",
            "text": "teks",
            "rows": list(dict.fromkeys(frame["nama_kecamatan"])),
            "columns": columns,
            "absent": "tidak ada",
        },
        unit="rujukan",
        reading="Mengikuti filter halaman; tidak dapat diunduh." if len(frame) else "Tidak ada rujukan aktif.",
        context=context,
        private=True,
    )


def referrals_in_full(frame: pd.DataFrame, context: Context) -> Figure:
    """The active referrals one by one, for who handles them; it is no file."""
    return Figure(
        id="SB7D",
        kind="table",
        title="Rujukan aktif satu per satu",
        subtitle="Yang paling lama pada keadaan terakhirnya lebih dahulu",
        frame=frame,
        columns=(
            Column("id_rujukan", "Nomor rujukan"),
            Column("id_kasus", "Nomor kasus"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("kategori", "Kategori"),
            Column("instansi", "Instansi"),
            Column("status", "Keadaan"),
            Column("sejak", "Sejak", "day"),
            Column("hari_kerja", "Hari kerja", "number"),
        ),
        encode={"paper": ["id_rujukan", "instansi", "status", "sejak", "hari_kerja"]},
        unit="hari kerja",
        reading="Tidak dapat diunduh." if len(frame) else "Tidak ada rujukan aktif pada filter ini.",
        context=context,
        private=True,
    )
