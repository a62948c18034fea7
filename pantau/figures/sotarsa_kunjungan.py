"""Figures of Pak Sotarsa's visits: what was planned and what became of it, the way ahead, and what follows a visit."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records
from pantau.quantity import of

SPANS: Final = {"6 bulan": 6, "12 bulan": 12}
NO_PLAN: Final = "tanpa rencana"
_NONE: Final = "–"
_STATES: Final = ("terlaksana", "ditunda", "batal", "tanpa kabar", "direncanakan")
_OPEN: Final = {"tanpa kabar": "kabar?", "direncanakan": "rencana"}
# The reason of a visit that did not happen, short enough for a cell.
_REASONS: Final = {
    "cuaca": "cuaca",
    "jalan": "jalan",
    "jaringan": "sinyal",
    "petugas": "petugas",
    "warga tidak di tempat": "warga",
    "lainnya": "lain",
}
_FOLLOW: Final = {
    "masih aktif": "Masih aktif",
    "sudah keluar": "Sudah keluar",
    "perlu kunjungan ulang": "Perlu ulang",
    "diteruskan ke layar sibalang": "Ke Layar Sibalang",
}


def kpis(row: Mapping[str, Any], referred: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """PS7 and PS10 in numbers: done of what was due, postponed, silent, ahead; cases handed on."""
    past, done = of(row, "lewat", "kunjungan"), of(row, "terlaksana", "kunjungan")
    interval = (
        "belum ada rencana yang lewat"
        if text.missing(row["bawah_persen"])
        else f"{done.said()} dari {past.said()}; selang 95 %: {text.number(row['bawah_persen'], 1)}–"
        f"{text.percent(row['atas_persen'], 1)}"
    )
    handed = of(referred, "rujukan", "layanan")
    cases = (
        f"{text.number(referred['terbuka'])} kasus terbuka, {text.number(referred['selesai'])} selesai,"
        f" {text.number(referred['tanpa_nomor'])} tanpa nomor kasus"
    )
    if referred["tidak_ditemukan"]:
        cases += f", {text.number(referred['tidak_ditemukan'])} nomor tidak ditemukan"
    return [
        ("Terlaksana", text.share(done.value, past.value) if past.value else text.UNDETERMINED, interval),
        ("Ditunda", text.count(row["ditunda"]).capitalize(), f"{text.count(row['batal'])} batal"),
        ("Tanpa kabar", text.count(row["tanpa_kabar"]).capitalize(), "tanggal lewat, hasil belum dicatat"),
        ("Ke depan", text.count(row["ke_depan"]).capitalize(), "kunjungan mulai hari ini"),
        ("Ke Layar Sibalang", handed.said(), cases if handed.value else "tidak ada layanan yang diteruskan"),
    ]


def calendar(frame: pd.DataFrame, months: int, context: Context) -> Figure:
    """PS7: planned and done a village and month; a word says what a number cannot: planned, or why it did not happen.

    `frame` is sosial/rencana_per_bulan; `months` are the last ones that hold a plan.
    """
    villages = list(dict.fromkeys(frame["nama_desa"]))
    dated = frame.dropna(subset=["bulan"]).assign(bulan=lambda f: pd.to_datetime(f["bulan"]))
    axis = _axis(dated, months)
    seen = dated[dated["bulan"].isin(axis)]
    plans: dict[Any, pd.DataFrame] = dict(list(seen.groupby(["nama_desa", "bulan"])))
    cells = [
        (name, month.date(), text.month(month), *_cell(plans.get((name, month)))) for name in villages for month in axis
    ]
    drawn = pd.DataFrame(cells, columns=["nama_desa", "bulan", "kepala", "terlaksana", "teks", "rincian"])
    planned, sums = int(seen["jumlah"].sum()), seen.groupby("status")["jumlah"].sum().to_dict()
    parts = [f"{text.number(sums[status])} {status}" for status in _STATES if status in sums]
    without = [name for name in villages if name not in set(seen["nama_desa"])]
    return Figure(
        id="PS7",
        kind="crosstab",
        title=f"Kunjungan: {text.join(parts)}" if planned else "Rencana kunjungan",
        subtitle=f"{text.month(axis[0])}–{text.month(axis[-1])}" if axis else "",
        frame=drawn,
        columns=(
            Column("nama_desa", "Desa"),
            Column("bulan", "Bulan", "month"),
            Column("terlaksana", "Terlaksana", "number"),
            Column("rincian", "Rincian"),
        ),
        encode={
            "row": "nama_desa",
            "column": "kepala",
            "value": "terlaksana",
            "text": "teks",
            "rows": villages,
            "columns": [text.month(month) for month in axis],
            "absent": "",
            "words": _WORDS,
        },
        unit="kunjungan terlaksana",
        reading=(
            f"Angka = kunjungan terlaksana; kata = belum: rencana, tanpa kabar, atau sebab ditunda dan batal; {_NONE} ="
            f" {NO_PLAN}." + (f" Tanpa rencana pada bulan-bulan ini: {_first(without, 6)}." if without else "")
            if planned
            else "Belum ada rencana kunjungan pada filter ini."
        ),
        context=context,
    )


_WORDS: Final = {
    _NONE: NO_PLAN,
    "rencana": "direncanakan",
    "kabar?": "tanggal lewat, hasil belum dicatat",
    "ditunda": "ditunda, alasan tidak dicatat",
    **{short: f"ditunda atau batal: {reason}" for reason, short in _REASONS.items()},
}


def _axis(dated: pd.DataFrame, months: int) -> list[pd.Timestamp]:
    if dated.empty:
        return []
    last = dated["bulan"].max()
    first = max(dated["bulan"].min(), last - pd.DateOffset(months=months - 1))
    return [pd.Timestamp(month) for month in pd.date_range(first, last, freq="MS")]


def _cell(
    part: pd.DataFrame | None,
) -> tuple[float | None, str, str]:
    """One village and month: visits done as a number, else the word of what became of the plan; then all in full."""
    if part is None:
        return None, _NONE, NO_PLAN
    done = int(part.loc[part["status"] == "terlaksana", "jumlah"].sum())
    open_words = [word for status, word in _OPEN.items() if (part["status"] == status).any()]
    missed = part[part["status"].isin(("ditunda", "batal"))]
    reasons = list(
        dict.fromkeys("ditunda" if text.missing(v) else _REASONS.get(str(v), str(v)) for v in missed["alasan"])
    )
    words = [*reasons, *open_words]
    told = "; ".join(f"{text.number(r['jumlah'])} {r['status']}{_because(r['alasan'])}" for r in records(part))
    shown = " ".join([text.number(done), *words]) if done and words else text.number(done) if done else words[0]
    return float(done) if done else None, shown, told


def _because(reason: object) -> str:
    return "" if text.missing(reason) else f" ({reason})"


def itinerary(frame: pd.DataFrame, context: Context) -> Figure:
    """PS7: the visits planned ahead, soonest first; this table is the itinerary to take along."""
    again = int(frame["perlu_ulang"].sum()) if len(frame) else 0
    shown = frame.assign(
        lagi=["hari ini" if n == 0 else f"{text.number(n)} hari lagi" for n in frame["hari_lagi"]],
        terakhir_teks=["belum pernah" if text.missing(v) else text.day(v) for v in frame["terakhir"]],
    )
    soonest = records(shown.head(1))
    return Figure(
        id="PS7-J",
        kind="table",
        title=f"{text.count(len(frame), 'kunjungan')} direncanakan ke depan".capitalize()
        if len(frame)
        else "Belum ada kunjungan yang direncanakan ke depan",
        frame=shown,
        columns=(
            Column("tanggal_rencana", "Tanggal", "day"),
            Column("nama_desa", "Desa"),
            Column("perlu_ulang", "Perlu ulang", "number"),
            Column("terakhir_teks", "Terakhir"),
            Column("lagi", "Waktu"),
        ),
        encode={"paper": ("tanggal_rencana", "nama_desa", "perlu_ulang", "terakhir_teks", "lagi")},
        unit="kunjungan; orang",
        reading="".join(f"Terdekat {r['nama_desa']}, {text.day(r['tanggal_rencana'])}." for r in soonest)
        + (f" {text.count(again, 'orang').capitalize()} di desa-desa ini menunggu kunjungan ulang." if soonest else ""),
        context=context,
        notes=(
            "Perlu ulang = orang yang pada kunjungan terakhirnya perlu dikunjungi lagi. Mulai hari ini; filter periode"
            " tidak menyaringnya. Unduh lewat tombol data untuk dibawa ke lapangan.",
        ),
    )


def reasons(frame: pd.DataFrame, context: Context) -> Figure:
    """PS7: why visits were postponed or dropped, most frequent first."""
    whole = int(frame["jumlah"].sum())
    shown = frame.assign(
        nama=[str(v).capitalize() for v in frame["alasan"]],
        teks=[
            text.number(r["jumlah"]) + (f" · {text.number(r['batal'])} batal" if r["batal"] else "")
            for r in records(frame)
        ],
    )
    top = records(shown.head(1))
    return Figure(
        id="PS7-A",
        kind="ranked",
        title=f"Sebab tertunda terbanyak: {top[0]['alasan']}" if top else "Tidak ada kunjungan tertunda",
        frame=shown,
        columns=(
            Column("nama", "Alasan"),
            Column("ditunda", "Ditunda", "number"),
            Column("batal", "Batal", "number"),
            Column("jumlah", "Jumlah", "number"),
        ),
        encode={"label": "nama", "value": "jumlah", "text": "teks", "strong": [r["nama"] for r in top]},
        unit="kunjungan",
        reading=f"{text.number(whole)} kunjungan ditunda atau batal pada filter ini; {top[0]['alasan']}"
        f" {text.share(top[0]['jumlah'], whole)}."
        if top
        else "Semua rencana pada filter ini terlaksana atau masih menunggu.",
        context=context,
    )


def follow_through(frame: pd.DataFrame, context: Context) -> Figure:
    """PS10: of those visited, who is still active, needs another visit, or was handed to Layar Sibalang."""
    whole = int(frame["dikunjungi"].max()) if len(frame) else 0
    shown = frame.assign(
        nama=[_FOLLOW[step] for step in frame["langkah"]],
        teks=[f"{text.number(r['orang'])}/{text.number(r['dikunjungi'])}" for r in records(frame)],
    )
    by_step = {row["langkah"]: row["orang"] for row in records(frame)}
    few = " Kurang dari 20 orang: baca hati-hati." if 0 < whole < 20 else ""
    rest = whole - by_step.get("masih aktif", 0) - by_step.get("sudah keluar", 0)
    notes = ["Satu orang dapat masuk beberapa baris, jadi baris tidak dijumlahkan. Garis = selang 95 % (Wilson)."]
    if rest:
        notes.append(f"{text.count(rest, 'orang').capitalize()} belum ada di register penerima.")
    return Figure(
        id="PS10",
        kind="dots",
        title=f"Dari {text.count(whole, 'orang')} yang dikunjungi" if whole else "Sesudah kunjungan",
        frame=shown if whole else shown.head(0),
        columns=(
            Column("nama", "Keadaan"),
            Column("orang", "Orang", "number"),
            Column("dikunjungi", "Dikunjungi (orang)", "number"),
            Column("persen", "Persen", "percent"),
            Column("bawah_persen", "Batas bawah 95 % (%)", "percent"),
            Column("atas_persen", "Batas atas 95 % (%)", "percent"),
        ),
        encode={
            "label": "nama",
            "value": "persen",
            "low": "bawah_persen",
            "high": "atas_persen",
            "text": "teks",
            "absent": text.UNDETERMINED,
        },
        unit="persen orang yang dikunjungi",
        reading=f"{text.count(by_step['perlu kunjungan ulang'], 'orang').capitalize()} perlu kunjungan ulang pada"
        f" kunjungan terakhirnya, {text.count(by_step['diteruskan ke layar sibalang'], 'orang')} diteruskan ke"
        f" Layar Sibalang.{few}"
        if whole
        else "Belum ada orang yang dikunjungi pada filter ini.",
        context=context,
        notes=tuple(notes) if whole else (),
    )


def _first(names: Sequence[str], most: int) -> str:
    more = len(names) - most
    return text.join([*names[:most], f"{text.number(more)} desa lain"] if more > 0 else names)
