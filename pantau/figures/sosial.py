"""Figures of Pak Sotarsa and Layar Sibalang: the published pair, growth, coverage, backlog."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from pantau import style, text
from pantau.figures import Column, Context, Figure


def published_pair(frame: pd.DataFrame, context: Context) -> Figure:
    """PS1: the two published numbers as two marks; nothing between them is claimed.

    `frame` has two rows (before, after) with `label`, `nilai`, `tanggal`, `sumber_url`.
    """
    before, after = (float(v) for v in frame["nilai"])
    growth = text.percent(100 * (after - before) / before, 1) if before else text.UNDETERMINED
    times = f"{text.number(after / before, 2)} kali" if before else text.UNDETERMINED
    dates = ["tanggal tidak disebut" if text.missing(t) else text.day(t) for t in frame["tanggal"]]
    shown = frame.assign(
        tempat=[f"<b>{w}</b><br>{d}" for w, d in zip(("sebelum", "sesudah"), dates, strict=True)],
        tanggal_teks=dates,
    )
    return Figure(
        id="PS1",
        kind="slope",
        title="Angka yang diberitakan",
        subtitle=f"{text.signed(after - before)} orang · +{growth} · {times}",
        frame=shown,
        columns=(
            Column("label", "Keadaan"),
            Column("nilai", "Penerima (orang)", "number"),
            Column("tanggal_teks", "Tanggal"),
            Column("catatan", "Catatan"),
            Column("sumber_url", "Sumber"),
        ),
        encode={"label": "tempat", "value": "nilai"},
        unit="orang",
        reading=(
            "Angka dilaporkan media; tanggal, penyebut dan cara hitung tidak disebut. Garis putus-putus hanya"
            " menghubungkan dua angka, bukan perkembangan bulanan."
        ),
        context=context,
    )


def growth(frame: pd.DataFrame, before: float, after: float, context: Context) -> Figure:
    """PS2: cumulative unique people by month of first visit, new ones as bars, the two published numbers as lines."""
    full = _every_month(frame)
    total = int(full["kumulatif"].iloc[-1]) if len(full) else 0
    gap = int(after) - total
    if not len(full):
        title = "Register belum mencatat penerima"
    elif gap == 0:
        title = f"Register mencatat {text.number(total)} orang, sama dengan angka media"
    else:
        more = "lebih sedikit" if gap > 0 else "lebih banyak"
        title = f"Register mencatat {text.number(total)} orang, {text.number(abs(gap))} {more} dari angka media"
    return Figure(
        id="PS2",
        kind="steps",
        title=title,
        subtitle="Penerima unik kumulatif menurut tanggal kunjungan pertama, dan penerima baru per bulan (batang)",
        frame=full,
        columns=(
            Column("bulan", "Bulan", "month"),
            Column("baru", "Penerima baru (orang)", "number"),
            Column("kumulatif", "Kumulatif (orang)", "number"),
        ),
        encode={
            "x": "bulan",
            "total": "kumulatif",
            "new": "baru",
            "lines": (
                (after, f"{text.number(after)} sesudah (media)", "left"),
                (before, f"{text.number(before)} sebelum (media)", "right"),
            ),
        },
        unit="orang",
        reading=(
            "Satu orang dihitung sekali, pada kunjungan pertama; tanggal kunjungan dipakai, bukan tanggal entri."
            if len(full)
            else "Belum ada kunjungan pada filter ini."
        ),
        context=context,
    )


def _every_month(frame: pd.DataFrame) -> pd.DataFrame:
    """Months without a new person stay on the axis: no one new, the total unchanged."""
    if frame.empty:
        return frame
    months = pd.to_datetime(frame["bulan"])
    axis = pd.date_range(months.min(), months.max(), freq="MS")
    full = frame.assign(bulan=months).set_index("bulan").reindex(axis)
    full["baru"] = full["baru"].fillna(0).astype(int)
    full["kumulatif"] = full["kumulatif"].ffill().astype(int)
    return full.rename_axis("bulan").reset_index().assign(bulan=lambda f: f["bulan"].dt.date)


def coverage(frame: pd.DataFrame, context: Context) -> Figure:
    """PS4: people served of those eligible a village, with a 95 % interval; no denominator means no rate."""
    known = frame["sasaran"].notna()
    served = int(frame["terlayani"].sum())
    words = [
        f"{text.number(t)} orang" if text.missing(s) else f"{text.number(t)}/{text.number(s)}"
        for t, s in zip(frame["terlayani"], frame["sasaran"], strict=True)
    ]
    small = int((frame["sasaran"] < 20).sum())
    reading = (
        f"{text.number(served)} orang terlayani di {text.number(len(frame))} desa;"
        f" {text.number((~known).sum())} desa tanpa penyebut, jadi tanpa persentase. Garis = selang 95 % (Wilson)."
    )
    if small:
        reading += f" {text.number(small)} desa bersasaran di bawah 20 orang: baca hati-hati."
    return Figure(
        id="PS4",
        kind="dots",
        title="Cakupan per desa",
        frame=frame.assign(teks=words),
        columns=(
            Column("kode_desa", "Kode desa"),
            Column("nama_desa", "Desa"),
            Column("terlayani", "Terlayani (orang)", "number"),
            Column("sasaran", "Sasaran (orang)", "number"),
            Column("cakupan_persen", "Cakupan (%)", "percent"),
            Column("bawah_persen", "Batas bawah 95 % (%)", "percent"),
            Column("atas_persen", "Batas atas 95 % (%)", "percent"),
        ),
        encode={
            "label": "nama_desa",
            "value": "cakupan_persen",
            "low": "bawah_persen",
            "high": "atas_persen",
            "text": "teks",
            "absent": "tanpa penyebut",
        },
        unit="persen sasaran",
        reading=reading,
        context=context,
        notes=("Waktu tempuh desa belum dimuat, maka urutan menurut cakupan.",),
    )


def ageing(frame: pd.DataFrame, context: Context) -> Figure:
    """SB2: open cases by age in working days, stacked a holding agency, light to dark; paused ones apart."""
    late = int(frame["hari_15_60"].sum() + frame["hari_lebih_60"].sum())
    total = int(frame["terbuka"].sum())
    paused = int(frame["dijeda"].sum())
    first = frame.iloc[0]["pemegang"] if len(frame) else ""
    return Figure(
        id="SB2",
        kind="stack",
        title=f"{text.number(late)} dari {text.number(total)} kasus terbuka sudah lebih dari 14 hari kerja"
        if total
        else "Tidak ada kasus terbuka",
        frame=frame,
        columns=(
            Column("pemegang", "Dipegang oleh"),
            Column("hari_0_3", "0–3 hari kerja", "number"),
            Column("hari_4_5", "4–5 hari kerja", "number"),
            Column("hari_6_14", "6–14 hari kerja", "number"),
            Column("hari_15_60", "15–60 hari kerja", "number"),
            Column("hari_lebih_60", "Lebih dari 60 hari kerja", "number"),
            Column("dijeda", "Dijeda, menunggu warga", "number"),
            Column("terbuka", "Kasus terbuka", "number"),
        ),
        encode={
            "label": "pemegang",
            "total": "terbuka",
            "segments": (
                ("hari_0_3", "0–3 hari kerja", style.WHITE),
                ("hari_4_5", "4–5", style.RAMP[0]),
                ("hari_6_14", "6–14", style.RAMP[1]),
                ("hari_15_60", "15–60", style.RAMP[2]),
                ("hari_lebih_60", "> 60", style.RAMP[3]),
                ("dijeda", "dijeda, menunggu warga", style.AXIS),
            ),
        },
        unit="kasus",
        reading=(
            f"Terbanyak dipegang {first}; {text.count(paused, 'kasus')} dijeda karena menunggu warga."
            " Hari kerja Senin–Jumat sejak masuk; hari libur dikurangi bila daftar libur dimuat."
            if total
            else "Tidak ada kasus terbuka pada filter ini."
        ),
        context=context,
    )


def reach_kpis(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """People, visits and villages side by side, never added up: they are different units."""
    planned = int(row["rencana"])
    return [
        ("Penerima", text.count(row["penerima"], "orang"), "orang unik"),
        ("Kunjungan", text.number(row["hari_kunjungan"]), "hari-desa"),
        ("Desa didatangi", f"{row['desa_didatangi']}/{row['desa_total']}", "pada filter ini"),
        (
            "Rencana terlaksana",
            text.share(row["terlaksana"], planned) if planned else text.UNDETERMINED,
            f"{text.number(row['ditunda'])} ditunda" if planned else "rencana belum dimuat",
        ),
    ]


def case_kpis(row: Mapping[str, Any], day: date) -> list[tuple[str, str, str]]:
    """SB1: came in, open, past their limit, finished on time, time to finish; clocks stand at `day`."""
    limited = int(row["selesai_berbatas"])
    median = text.UNDETERMINED if text.missing(row["median_hari"]) else f"{text.whole(row['median_hari'])} hari"
    return [
        ("Masuk", text.number(row["masuk"]), "pada periode ini"),
        ("Terbuka", text.number(row["terbuka"]), f"per {text.day(day)}; {text.number(row['dijeda'])} dijeda"),
        (
            "Lewat tenggat",
            text.count(row["lewat_batas"]).capitalize(),
            f"{text.number(row['tanpa_batas'])} tanpa batas hari kerja",
        ),
        (
            "Selesai tepat waktu",
            text.share(row["tepat_waktu"], limited) if limited else text.UNDETERMINED,
            f"{text.number(row['tepat_waktu'])} dari {text.number(limited)} selesai",
        ),
        ("Median selesai", median, f"hari kerja, n={text.number(row['selesai'])}"),
    ]
