"""Figures of social cases: the numbers of a day, the backlog of each holder, the cases one by one and their limits."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from pantau import style, text
from pantau.catalogue import NO_TARGET
from pantau.figures import Column, Context, Figure, records

# Where its numbers come from, as every screen and sheet says it.
SOURCE: Final = "register SLRT Dinas Sosial"

# A figure from a cube says so, in these words everywhere.
FIXED: Final = (
    "Tidak mengikuti filter: dihitung sekali saat data diterbitkan, angka 1–4 dan pendampingnya disembunyikan"
    " (ditulis tertutup)."
)
CLOSED_CELL: Final = "tertutup"
CLOCK: Final = (
    "Hari kerja Senin–Jumat tanpa hari libur dan cuti bersama, sejak hari sesudah kasus masuk; menunggu warga dan masa"
    " ditutup tidak dihitung."
)
_STATES: Final = {"dalam_batas": "dalam batas", "mendekati": "mendekati batas", "dijeda": "dijeda, menunggu warga"}
_AGES: Final = (
    ("hari_0_3", "0–3 hari kerja", "0–3 hari kerja", style.WHITE),
    ("hari_4_5", "4–5 hari kerja", "4–5", style.RAMP[0]),
    ("hari_6_14", "6–14 hari kerja", "6–14", style.RAMP[1]),
    ("hari_15_60", "15–60 hari kerja", "15–60", style.RAMP[2]),
    ("hari_lebih_60", "Lebih dari 60 hari kerja", "> 60", style.RAMP[3]),
    ("dijeda", "Dijeda, menunggu warga", "dijeda, menunggu warga", style.AXIS),
)


def kpis(row: Mapping[str, Any], soon: int = 2) -> list[tuple[str, str, str]]:
    """SB1: five numbers of a day; `soon` is how many working days before its limit a case is near it."""
    limited, done = int(row["selesai_berbatas"]), int(row["selesai"])
    active = int(row["aktif"])
    paused = f"{text.number(row['dijeda'])} dijeda" if row["dijeda"] else "tidak ada yang dijeda"
    bare = f", {text.number(row['tanpa_batas'])} tanpa batas" if row["tanpa_batas"] else ""
    return [
        ("Kasus aktif", text.count(active).capitalize(), f"dari {text.number(row['masuk'])} yang masuk; {paused}"),
        ("Lewat tenggat", text.count(row["lewat"]).capitalize(), f"dari {text.number(active)} aktif{bare}"),
        ("Mendekati tenggat", text.count(row["mendekati"]).capitalize(), f"sisa paling lama {soon} hari kerja"),
        (
            "Selesai tepat waktu",
            text.share(row["tepat_waktu"], limited) if limited else text.UNDETERMINED,
            _parted(
                f"n={text.number(limited)}{', baca hati-hati' if 0 < limited < 20 else ''}",
                text.interval(row["tepat_waktu"], limited),
                _target(row),
            ),
        ),
        (
            "Median selesai",
            f"{text.whole(row['median_hari'])} hari" if done else text.UNDETERMINED,
            f"hari kerja, P90 {text.whole(round(row['p90_hari'], 1))}, n={text.number(done)}" if done else "n=0",
        ),
    ]


def _parted(*words: str) -> str:
    return "; ".join(filter(None, words))


def _target(row: Mapping[str, Any]) -> str:
    goal = row["target_persen"]
    return NO_TARGET if text.missing(goal) else f"target {text.percent(goal)}"


def more(row: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """The second line under the strip: what came and went, and how fast somebody first moved."""
    other = f" · {text.number(row['ditutup_lain'])} ditolak atau tidak dapat dihubungi" if row["ditutup_lain"] else ""
    line = f"{text.number(row['masuk'])} kasus masuk · {text.number(row['selesai'])} selesai{other}"
    judged = int(answer["tepat"]) + int(answer["lambat"]) + int(answer["belum_lewat"])
    if text.missing(answer["batas"]) or not judged:
        return line
    late = f", {text.number(answer['belum_lewat'])} belum ditanggapi" if answer["belum_lewat"] else ""
    return (
        f"{line}  \nTanggapan pertama paling lama {text.number(answer['batas'])} hari kerja:"
        f" {text.share(answer['tepat'], judged)} (n={text.number(judged)}{late};"
        f" {text.interval(answer['tepat'], judged)}),"
        f" median {text.whole(answer['median_hari'])} hari kerja."
    )


def ageing(frame: pd.DataFrame, context: Context) -> Figure:
    """SB2: open cases by the working days their clock ran, stacked a holder, light to dark; paused ones apart."""
    total, late, soon = (int(frame[name].sum()) for name in ("terbuka", "lewat", "mendekati"))
    paused = int(frame["dijeda"].sum())
    first = frame.iloc[0] if len(frame) else None
    return Figure(
        id="SB2",
        kind="stack",
        title=f"{text.number(late)} dari {text.number(total)} kasus terbuka lewat batasnya"
        if total
        else "Tidak ada kasus terbuka",
        frame=frame,
        columns=(
            Column("pemegang", "Dipegang oleh"),
            *(Column(name, title, "number") for name, title, *_ in _AGES),
            Column("terbuka", "Kasus terbuka", "number"),
            Column("dalam_batas", "Dalam batas", "number"),
            Column("mendekati", "Mendekati batas", "number"),
            Column("lewat", "Lewat batas", "number"),
        ),
        encode={
            "label": "pemegang",
            "total": "terbuka",
            "segments": tuple((name, short, colour) for name, _, short, colour in _AGES),
        },
        unit="kasus",
        reading=(
            f"Terbanyak dipegang {first['pemegang']} ({text.number(first['terbuka'])});"
            f" {_none_or(soon, 'mendekati batas')}, {_none_or(paused, 'dijeda menunggu warga')}."
            if first is not None
            else "Tidak ada kasus terbuka pada filter ini."
        ),
        context=context,
        notes=(CLOCK,),
    )


def _none_or(count: int, what: str) -> str:
    return f"{text.number(count)} kasus {what}" if count else f"tidak ada yang {what}"


def _spoken(row: Mapping[str, Any]) -> str:
    if row["keadaan"] == "lewat":
        return f"lewat {text.number(row['lewat_hari'])} hari kerja"
    return _STATES.get(row["keadaan"], str(row["keadaan"]))


def _listed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(ucapan=[_spoken(row) for row in records(frame)])


def _title(frame: pd.DataFrame, holder: str, most: int = 200) -> str:
    where = f" di {holder}" if holder else ""
    return f"Kasus terbuka{where}" if len(frame) < most else f"{most} kasus terbuka{where} yang paling mendesak"


def cases(frame: pd.DataFrame, holder: str, context: Context) -> Figure:
    """The open cases one by one, most overdue first; without village, category or agency. `holder` "" = all."""
    late = int((frame["keadaan"] == "lewat").sum())
    return Figure(
        id="SB2B",
        kind="table",
        title=_title(frame, holder),
        subtitle="Yang paling jauh lewat batasnya lebih dahulu",
        frame=_listed(frame),
        columns=(
            Column("id_kasus", "Nomor kasus"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("masuk_tanggal", "Masuk", "day"),
            Column("pemegang", "Dipegang oleh"),
            Column("hari_kerja", "Hari kerja berjalan", "number"),
            Column("hari_kalender", "Hari kalender", "number"),
            Column("batas_hari_kerja", "Batas (hari kerja)", "number"),
            Column("ucapan", "Keadaan"),
        ),
        encode={"paper": ["id_kasus", "nama_kecamatan", "masuk_tanggal", "pemegang", "hari_kerja", "ucapan"]},
        unit="hari kerja",
        reading=f"{text.number(late)} dari {text.number(len(frame))} kasus di daftar ini lewat batasnya."
        if len(frame)
        else "Tidak ada kasus terbuka pada filter ini.",
        context=context,
        cases="id_kasus",
    )


def cases_in_full(frame: pd.DataFrame, holder: str, context: Context) -> Figure:
    """The same list with village, category and agency, for who handles the cases; it is no file."""
    return Figure(
        id="SB2C",
        kind="table",
        title=f"{_title(frame, holder)}, lengkap",
        subtitle="Data spesifik: hanya untuk pengelola rujukan, tidak diunduh",
        frame=_listed(frame),
        columns=(
            Column("id_kasus", "Nomor kasus"),
            Column("samaran", "Samaran"),
            Column("kategori", "Kategori"),
            Column("prioritas", "Prioritas"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("nama_desa", "Desa"),
            Column("masuk_tanggal", "Masuk", "day"),
            Column("pemegang", "Dipegang oleh"),
            Column("instansi", "Instansi"),
            Column("hari_kerja", "Hari kerja", "number"),
            Column("batas_hari_kerja", "Batas", "number"),
            Column("ucapan", "Keadaan"),
        ),
        encode={"paper": ["id_kasus", "kategori", "nama_kecamatan", "instansi", "ucapan"]},
        unit="hari kerja",
        reading="Samaran = delapan huruf pertama pengganti identitas."
        if len(frame)
        else "Tidak ada kasus terbuka pada filter ini.",
        context=context,
        private=True,
    )


def categories(frame: pd.DataFrame, context: Context) -> Figure:
    """Open and finished cases a category, from the cube: hidden cells say so."""
    order = list(dict.fromkeys(frame["kategori"]))
    whole = frame.drop_duplicates("kategori")
    known = whole.dropna(subset=["semua"])
    shown = pd.concat(
        [frame.assign(kolom=frame["keadaan"].str.capitalize()), whole.assign(kolom="Semua", jumlah=whole["semua"])]
    ).astype({"jumlah": "Int64"})
    words = [CLOSED_CELL if text.missing(v) else text.number(v) for v in shown["jumlah"]]
    most = known.iloc[0] if len(known) else None
    return Figure(
        id="SB11",
        kind="crosstab",
        title="Kasus menurut kategori",
        frame=shown.assign(teks=words),
        columns=(Column("kategori", "Kategori"), Column("kolom", "Keadaan"), Column("teks", "Kasus")),
        encode={
            "row": "kategori",
            "column": "kolom",
            "value": "jumlah",
            "text": "teks",
            "rows": order,
            "columns": ["Terbuka", "Selesai", "Semua"],
            "absent": "",
            "words": {CLOSED_CELL: "disembunyikan"},
        },
        unit="kasus",
        reading=(
            (f"Terbanyak {most['kategori']} ({text.number(most['semua'])}). " if most is not None else "")
            + f"Jumlah {text.number(len(known))} dari {text.number(len(order))} kategori boleh ditampilkan;"
            " yang ditolak atau tidak dapat dihubungi tidak dihitung."
            if order
            else "Belum ada kasus yang dapat dihitung menurut kategori."
        ),
        context=context,
        notes=(FIXED,),
    )


def limits(frame: pd.DataFrame, context: Context) -> Figure:
    """The default limits: days, since when, on what basis and where that was stated."""
    sources = sorted(set(frame["sumber"].dropna()))
    return Figure(
        id="SB12",
        kind="table",
        title="Batas hari kerja",
        subtitle="Dipakai bila kasus tidak membawa batas sendiri, menurut hari masuknya",
        frame=frame.assign(kategori=[str(name)[:1].upper() + str(name)[1:] for name in frame["kategori"]]),
        columns=(
            Column("kategori", "Kategori"),
            Column("batas_hari_kerja", "Hari kerja", "number"),
            Column("berlaku_dari", "Berlaku dari", "day"),
            Column("dasar", "Dasar"),
            Column("sumber", "Sumber"),
        ),
        encode={"paper": ["kategori", "batas_hari_kerja", "berlaku_dari", "dasar"]},
        unit="hari kerja",
        reading="Bukan ketentuan Dinas Sosial: bawaan ini perlu dipastikan, lalu diganti lewat berkas acuannya.",
        context=Context(context.sentence, sources[0] if len(sources) == 1 else "alamat pada tiap baris"),
    )
