"""Figures of the time cases take: the flow of weeks, on time week by week, by category, reopened and handed over."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pantau import style, text
from pantau.catalogue import NO_TARGET
from pantau.figures import Column, Context, Figure, records
from pantau.figures.sibalang import CLOCK, FIXED

_LAYERS = (
    ("selesai", "selesai atau ditutup", style.TRACK),
    ("menunggu_warga", "menunggu warga", style.AMBER),
    ("dirujuk", "dirujuk", style.RAMP[3]),
    ("ditangani", "ditangani", style.RAMP[2]),
    ("diterima", "diterima", style.RAMP[1]),
)


# What is drawn of a long register: half a year shows the work in hand, a year the weeks of closing.
_FLOW_WEEKS, _CLOSING_WEEKS = 26, 52


def flow(frame: pd.DataFrame, context: Context) -> Figure:
    """SB3: cases at the end of each week by stage; the room above the finished ones is the work in hand.

    Only the last weeks are drawn, and the finished ones counted from their beginning: over years these would bury it.
    """
    moving = frame.drop(columns="pekan").diff().abs().sum(axis="columns") > 0
    until = int(moving[moving].index.max()) if moving.any() else len(frame) - 1
    shown = frame.loc[:until].tail(_FLOW_WEEKS + 1)
    before = int(shown["selesai"].iloc[0]) if len(shown) and len(shown) <= until else 0
    shown = shown.assign(selesai=shown["selesai"] - before, berjalan=shown["masuk"] - shown["selesai"])
    rows = records(shown)
    first, last = (rows[0], rows[-1]) if rows else (None, None)
    return Figure(
        id="SB3",
        kind="strata",
        title=f"{text.number(last['berjalan'])} kasus masih berjalan, {text.number(first['berjalan'])} pada pekan"
        f" {text.day(first['pekan'])}"
        if first and last
        else "Arus kasus",
        subtitle="Kasus pada akhir tiap pekan menurut tahap"
        + (f"; yang selesai dihitung sejak pekan {text.day(first['pekan'])}" if before and first else ""),
        frame=shown,
        columns=(
            Column("pekan", "Pekan mulai", "day"),
            *(Column(name, title.capitalize(), "number") for name, title, _ in reversed(_LAYERS)),
            Column("berjalan", "Masih berjalan", "number"),
            Column("masuk", "Masuk kumulatif", "number"),
        ),
        encode={"x": "pekan", "layers": _LAYERS},
        unit="kasus",
        reading=(
            f"Akhir pekan {text.day(last['pekan'])}: {text.number(last['ditangani'])} ditangani,"
            f" {text.number(last['dirujuk'])} dirujuk, {text.number(last['menunggu_warga'])} menunggu warga,"
            f" {text.number(last['diterima'])} baru diterima; sampai saat itu {text.number(last['masuk'])} kasus masuk."
            if last
            else "Belum ada kasus pada filter ini."
        ),
        context=context,
    )


def on_time(frame: pd.DataFrame, kpi: Mapping[str, Any], context: Context) -> Figure:
    """SB4: the share finished on time a week of closing, between the limits that chance alone would keep."""
    n, done = int(kpi["selesai_berbatas"]), int(kpi["tepat_waktu"])
    shown = frame.tail(_CLOSING_WEEKS)
    out = shown[shown["di_luar"].notna()]
    small = int(((shown["n"] > 0) & (shown["n"] < 20)).sum())
    judged = int(shown["bawah"].notna().sum())
    goal = kpi["target_persen"]
    target = None if text.missing(goal) else (float(goal), f"target {text.percent(goal)}")
    weeks = int((shown["n"] > 0).sum())
    named = text.join([text.day(day) for day in out["pekan"]][:4])
    return Figure(
        id="SB4",
        kind="control",
        title=f"{text.share(done, n)} selesai tepat waktu" + (f"; {len(out)} pekan di luar batas" if len(out) else "")
        if n
        else "Ketepatan waktu per pekan",
        subtitle="Pekan penutupan; batas tiga simpangan baku menurut jumlah kasus pekan itu, bila sedikitnya lima",
        frame=shown,
        columns=(
            Column("pekan", "Pekan mulai", "day"),
            Column("n", "Selesai", "number"),
            Column("tepat", "Tepat waktu", "number"),
            Column("persen", "Tepat waktu (%)", "percent"),
            Column("tengah", "Keseluruhan (%)", "percent"),
            Column("bawah", "Batas bawah (%)", "percent"),
            Column("atas", "Batas atas (%)", "percent"),
            Column("di_luar", "Keterangan"),
        ),
        encode={
            "x": "pekan",
            "y": "persen",
            "n": "n",
            "centre": "tengah",
            "lower": "bawah",
            "upper": "atas",
            "target": target,
        },
        unit="persen kasus selesai",
        reading=(
            f"{text.number(done)} dari {text.number(n)} kasus selesai tepat waktu, {text.interval(done, n)}."
            + (f" Di luar batas: pekan {named}." if len(out) else "")
            + ("" if judged else " Belum ada pekan dengan cukup kasus (n≥5) untuk batas kewajaran.")
            + (f" {text.number(small)} dari {text.number(weeks)} pekan n<20, baca hati-hati." if small else "")
            if n
            else "Belum ada kasus selesai yang punya batas pada filter ini."
        ),
        context=context,
        notes=(
            *((f"{_CLOSING_WEEKS} pekan terakhir dari {text.number(len(frame))}.",) if len(frame) > len(shown) else ()),
            CLOCK,
            *(() if target else (f"{NO_TARGET.capitalize()}.",)),
        ),
    )


def by_category(frame: pd.DataFrame, context: Context) -> Figure:
    """SB5: working days until finished a category, nearest to or beyond its limit first; small ones stay closed."""
    told = frame[~frame["tertutup"].astype(bool)]
    hidden = frame.loc[frame["tertutup"].astype(bool), "kategori"].tolist()
    first = records(told)[0] if len(told) else None
    shown = told.assign(
        teks=[
            f"{text.whole(round(row['median'], 1))} hari · n={text.number(row['n'])}{'*' if row['n'] < 20 else ''}"
            for row in records(told)
        ]
    )
    few = (shown["n"] < 20).any() if len(shown) else False
    return Figure(
        id="SB5",
        kind="ranges",
        title=_nearest(first) if first is not None else "Lama selesai per kategori",
        subtitle="Urut menurut jarak median ke batasnya",
        frame=shown,
        columns=(
            Column("kategori", "Kategori"),
            Column("n", "Selesai", "number"),
            Column("p25", "P25", "decimal"),
            Column("median", "Median", "decimal"),
            Column("p75", "P75", "decimal"),
            Column("p90", "P90", "decimal"),
            Column("batas_hari_kerja", "Batas", "number"),
        ),
        encode={
            "label": "kategori",
            "median": "median",
            "low": "p25",
            "high": "p75",
            "p90": "p90",
            "limit": "batas_hari_kerja",
            "text": "teks",
        },
        unit="hari kerja",
        reading=(
            f"Tertutup karena jumlahnya kecil: {text.join(hidden)}."
            if hidden
            else "Semua kategori boleh ditampilkan."
            if len(frame)
            else "Belum ada kasus selesai yang dapat diuraikan menurut kategori."
        ),
        context=context,
        notes=(FIXED, *(("* n<20, baca hati-hati.",) if few else ())),
    )


def _nearest(row: Mapping[str, Any]) -> str:
    name = str(row["kategori"])
    name = name[:1].upper() + name[1:]
    if text.missing(row["batas_hari_kerja"]):
        return f"{name} paling lama: median {text.whole(round(row['median'], 1))} hari kerja"
    words = "melewati batasnya" if row["selisih"] > 0 else "paling dekat batasnya"
    return (
        f"{name} {words}: median {text.whole(round(row['median'], 1))}"
        f" dari {text.number(row['batas_hari_kerja'])} hari kerja"
    )


def handovers(frame: pd.DataFrame, reopened: Mapping[str, Any], context: Context) -> Figure:
    """SB10: how often a case changed hands before it was first finished, and how many came back within 30 days."""
    total = int(frame["kasus"].sum())
    often = int(frame.loc[frame["urutan"] >= 3, "kasus"].sum())
    judged = int(reopened["dinilai"])
    back = (
        f"{text.share(reopened['dibuka_30'], judged)} dibuka kembali dalam 30 hari"
        f" ({text.number(reopened['dibuka_30'])} dari {text.number(judged)} penutupan yang sudah dapat dinilai;"
        f" {text.interval(reopened['dibuka_30'], judged)})."
        if judged
        else "Belum ada penutupan berumur 30 hari."
    )
    return Figure(
        id="SB10",
        kind="ranked",
        title=f"{text.number(often)} dari {text.number(total)} kasus berpindah tiga kali atau lebih"
        if total
        else "Perpindahan kasus",
        subtitle="Berapa kali pemegang berganti sebelum kasus pertama kali selesai",
        frame=frame.assign(teks=[text.count(n, "kasus") for n in frame["kasus"]]) if total else frame.iloc[:0],
        columns=(Column("perpindahan", "Pemegang berganti"), Column("kasus", "Kasus selesai", "number")),
        encode={
            "label": "perpindahan",
            "value": "kasus",
            "text": "teks",
            "strong": ["3 kali", "4 kali atau lebih"],
        },
        unit="kasus",
        reading=back,
        context=context,
        notes=("Dihitung menurut hari; pemegang = desa dan Puskesos, kecamatan, SLRT, atau instansi rujukan.",),
    )
