"""Figures of DESTANA Lampihong: who talks to the kecamatan, and who is silent."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records

# Where its numbers come from, as every screen and sheet says it.
SOURCE: Final = "register konsultasi Kecamatan Lampihong"

PROPOSED: Final = "Aturan usulan proyek ini, belum ditetapkan kecamatan."
# A point that would lie on another moves aside by this share of one event.
_ASIDE: Final = 0.09


class Cell(NamedTuple):
    """One cell of the calendar: village code and name, first and last day of the month."""

    code: str
    name: str
    first: date
    last: date


def kpis(row: Mapping[str, Any], links: pd.DataFrame, days: float) -> list[tuple[str, str, str]]:
    """DS1: active villages, consultations, answer time, finished, events nobody asked about; each with its base.

    `row` is the answer of destana/kpi, `links` that of destana/kaitan_kejadian, `days` the limit of silence.
    """
    answered, total = int(row["dijawab"]), int(row["konsultasi"])
    median = f"{text.number(row['median_jawab_jam'], 1)} jam" if answered else text.UNDETERMINED
    without, judged = events_without(links)
    waiting = text.count(row["belum_dijawab"])
    return [
        (
            f"Desa aktif {text.whole(days)} hari",
            f"{text.number(row['desa_aktif'])}/{text.number(row['desa_total'])}",
            f"ada kontak sampai {text.day(row['per'])}",
        ),
        (
            f"Konsultasi {text.month(row['per'])}",
            text.count(row["bulan_ini"]).capitalize(),
            f"{text.number(total)} pada periode ini, dari {text.count(row['desa_pernah'], 'desa')}",
        ),
        ("Median waktu jawab", median, f"P90 {text.number(row['p90_jawab_jam'], 1)} jam, n={text.number(answered)}"),
        (
            "Selesai",
            text.share(row["selesai"], total),
            f"{text.number(row['selesai'])} dari {text.number(total)}; {waiting} belum dijawab",
        ),
        (
            "Kejadian tanpa konsultasi",
            f"{text.number(without)}/{text.number(judged)}" if judged else "tidak ada",
            f"dari {text.number(judged)} kejadian dalam masa register" if judged else "kejadian dalam masa register",
        ),
    ]


def events_without(links: pd.DataFrame) -> tuple[int, int]:
    """Events no village asked about, and the events that can be judged: inside the register and past the limit."""
    judged = links[links["keadaan"].isin(("ada konsultasi", "tanpa konsultasi"))]
    asked = judged.loc[judged["keadaan"] == "ada konsultasi", "id"].nunique()
    total = judged["id"].nunique()
    return total - asked, total


def calendar(frame: pd.DataFrame, context: Context) -> Figure:
    """DS2: consultations a village and month; silence is hatched, a reported nil is a written zero.

    `frame` has one row a village and month with `konsultasi` (missing = silent), villages hit most often first.
    """
    order = list(dict.fromkeys(frame["nama_desa"]))
    dates = pd.to_datetime(frame["bulan"])
    months = [m.date() for m in pd.date_range(dates.min(), dates.max(), freq="MS")] if len(frame) else []
    heard = frame.groupby("nama_desa")["konsultasi"].count()
    silent = [name for name in order if heard[name] == 0]
    title = f"{text.number(len(silent))} dari {text.number(len(order))} desa tanpa kontak pada periode ini"
    if not silent:
        title = "Semua desa ada kontak pada periode ini" if len(order) > 1 else "Kontak per bulan"
    named = f" Tanpa kontak sepanjang periode: {_first(silent, 9)}." if silent else ""
    return Figure(
        id="DS2",
        kind="calendar",
        title=title if order else "Belum ada konsultasi",
        frame=frame.assign(bulan=dates.dt.date),
        columns=(
            Column("nama_desa", "Desa"),
            Column("bulan", "Bulan", "month"),
            Column("konsultasi", "Konsultasi", "number"),
        ),
        encode={"row": "nama_desa", "x": "bulan", "value": "konsultasi", "rows": order, "months": months},
        unit="konsultasi",
        reading=f"Sel arsir = diam (belum melapor), angka = konsultasi, 0 = desa melapor nihil.{named}",
        context=context,
        notes=(
            "Desa yang paling sering terkena bencana di atas; bulan terakhir baru penuh bila datanya sudah lengkap.",
        ),
    )


def picked(figure: Figure, points: Sequence[Mapping[str, Any]]) -> Cell | None:
    """The cell of the calendar a person chose; None when there is none, or it is gone with a filter."""
    chosen = [str(value) for value in points[0].get("customdata", ())][:2] if points else []
    frame = figure.frame
    for code, name, month in zip(frame.get("kode_desa", ()), frame["nama_desa"], frame["bulan"], strict=False):
        if chosen == [name, month.isoformat()]:
            return Cell(code, name, month, (pd.Timestamp(month) + pd.offsets.MonthEnd(0)).date())
    return None


def log(frame: pd.DataFrame, cell: Cell, context: Context) -> Figure:
    """The consultations behind one cell of the calendar, one row each."""
    answered = [_waited(row) for row in records(frame)]
    ended = [f"selesai {text.day(v)}" if not text.missing(v) else "belum selesai" for v in frame["selesai_pada"]]
    return Figure(
        id="DS2-K",
        kind="table",
        title=f"{cell.name}, {text.month(cell.first)}: {text.count(len(frame), 'konsultasi')}",
        frame=frame.assign(
            bahaya=["tidak disebut" if text.missing(v) else v for v in frame["nama_ancaman"]],
            instansi=["–" if text.missing(v) else v for v in frame["instansi_dihubungi"]],
            hasil=["–" if text.missing(v) else v for v in frame["hasil"]],
            jawab_teks=answered,
            selesai_teks=ended,
        ),
        columns=(
            Column("masuk_pada", "Masuk", "day"),
            Column("tahap", "Tahap"),
            Column("topik", "Topik"),
            Column("kanal", "Kanal"),
            Column("bahaya", "Bahaya"),
            Column("jawab_teks", "Dijawab sesudah"),
            Column("instansi", "Instansi dihubungi"),
            Column("hasil", "Hasil"),
            Column("selesai_teks", "Keadaan"),
            Column("id", "Nomor"),
        ),
        encode={"paper": ("masuk_pada", "topik", "kanal", "jawab_teks", "hasil", "selesai_teks")},
        unit="konsultasi",
        reading="Satu baris tiap konsultasi yang masuk pada bulan itu."
        if len(frame)
        else "Tidak ada konsultasi pada bulan itu.",
        context=context,
    )


def _waited(row: Mapping[str, Any]) -> str:
    if text.missing(row["dijawab_pada"]):
        return "belum dijawab"
    return "waktu terbalik" if text.missing(row["jawab_jam"]) else f"{text.number(row['jawab_jam'], 1)} jam"


def silent_at_risk(frame: pd.DataFrame, days: float, months: int | None, context: Context) -> Figure:
    """DS3: events that touched a village against days since its last contact; never is the top edge, and said.

    `frame` is destana/desa_diam without a limit; `months` the window of the events, None = all years of data.
    """
    never = frame["hari"].isna()
    known = frame["hari"].fillna(0).max() if len(frame) else 0
    top = 30 * math.ceil(max(float(known), float(days)) * 1.15 / 30 + 0.5)
    quiet, hit = never | (frame["hari"] > days), frame["kejadian"] > 0
    shown = frame.assign(
        tinggi=frame["hari"].fillna(top),
        lambang=["circle-open" if missing else "circle" for missing in never],
        diam=["belum pernah kontak" if text.missing(v) else f"{text.number(v)} hari" for v in frame["hari"]],
    )
    shown = shown.assign(samping=_apart(shown, top))
    shown["teks"] = [
        f"{text.count(row['kejadian'], 'kejadian')}; kontak terakhir "
        + (row["diam"] if text.missing(row["hari"]) else f"{row['diam']} lalu")
        for row in records(shown)
    ]
    strong = shown.loc[quiet & hit, "nama"].tolist()
    window = "pada semua tahun data" if months is None else f"dalam {months} bulan terakhir data kejadian"
    lines = [("x", 0.5, "terkena"), ("y", float(days), f"diam lebih dari {text.whole(days)} hari")]
    if never.any():
        lines.append(("y", float(top), "belum pernah kontak"))
    risk = f"Terkena {window} dan diam: {_first(strong, 9)}." if strong else _no_risk(int(hit.sum()), window)
    return Figure(
        id="DS3",
        kind="scatter",
        title=f"{text.number(len(strong))} desa terkena bencana dan diam"
        if strong
        else f"{text.number(quiet.sum())} dari {text.number(len(frame))} desa diam lebih dari {text.whole(days)} hari",
        frame=shown,
        columns=(
            Column("kode", "Kode desa"),
            Column("nama", "Desa"),
            Column("kejadian", "Kejadian", "number"),
            Column("kejadian_total", "Kejadian semua tahun", "number"),
            Column("terakhir", "Kontak terakhir", "day"),
            Column("diam", "Lama diam"),
        ),
        encode={
            "x": "samping",
            "y": "tinggi",
            "label": "nama",
            "text": "teks",
            "x_title": f"kejadian {window}",
            "y_title": "hari sejak kontak terakhir",
            "x_ticks": tuple(float(n) for n in range(max([1, *frame["kejadian"]]) + 1)),
            "lines": tuple(lines),
            "strong": strong,
            "symbol": "lambang",
        },
        unit="hari; kejadian",
        reading=f"{risk} {text.number(quiet.sum())} dari {text.number(len(frame))} desa diam lebih dari"
        f" {text.whole(days)} hari, {text.number(never.sum())} di antaranya belum pernah kontak"
        " (lingkaran kosong di tepi atas).",
        context=context,
        notes=("Kontak = konsultasi atau laporan nihil. Titik yang bertumpuk digeser sedikit ke samping.",),
    )


def _no_risk(hit: int, window: str) -> str:
    if hit:
        return f"{text.number(hit)} desa terkena {window}, semuanya ada kontak."
    return f"Tidak ada kejadian yang tercatat di desa-desa ini {window}."


def _apart(frame: pd.DataFrame, top: float) -> list[float]:
    """Where each point stands sideways: points of about the same height spread evenly around their count."""
    band = (frame["tinggi"] / (top / 22)).round()
    group = frame.groupby([frame["kejadian"], band])
    place, size = group.cumcount(), group["kode"].transform("size")
    step = (0.84 / size).clip(upper=_ASIDE)
    return [float(v) for v in frame["kejadian"] + (place - (size - 1) / 2) * step]


def expected(frame: pd.DataFrame, kpi: Mapping[str, Any], limits: tuple[float, float], context: Context) -> Figure:
    """Contacts that happened of those the rule expects, a village; `limits` are contacts a month and hours an event."""
    done, due = int(kpi["terpenuhi"]), int(kpi["diharapkan"])
    shown = frame.assign(teks=[f"{text.number(r['terpenuhi'])}/{text.number(r['diharapkan'])}" for r in records(frame)])
    monthly, hours = text.whole(limits[0]), text.whole(limits[1])
    best = frame.loc[frame["persen"] == frame["persen"].max(), "nama_desa"].tolist() if done else []
    after = f"sesudah kejadian {text.number(kpi['kejadian_terpenuhi'])} dari {text.number(kpi['kejadian_diharapkan'])}"
    if not kpi["kejadian_diharapkan"]:
        after = "tidak ada kejadian dalam masa register yang batas waktunya sudah lewat"
    return Figure(
        id="DS1-K",
        kind="ranked",
        title=f"{text.number(done)} dari {text.number(due)} kontak yang diharapkan terpenuhi"
        f"{f' ({text.share(done, due)})' if due >= 20 else ''}",
        frame=shown[shown["diharapkan"] > 0],
        columns=(
            Column("nama_desa", "Desa"),
            Column("bulan_diharapkan", "Bulan diharapkan", "number"),
            Column("bulan_terpenuhi", "Bulan terpenuhi", "number"),
            Column("kejadian_diharapkan", "Kejadian diharapkan", "number"),
            Column("kejadian_terpenuhi", "Kejadian terpenuhi", "number"),
            Column("diharapkan", "Diharapkan", "number"),
            Column("terpenuhi", "Terpenuhi", "number"),
            Column("persen", "Persen", "percent"),
        ),
        encode={"label": "nama_desa", "value": "persen", "text": "teks", "strong": best, "top": 100},
        unit="persen kontak yang diharapkan",
        reading=(
            f"Bulanan {text.number(kpi['bulan_terpenuhi'])} dari {text.number(kpi['bulan_diharapkan'])}; {after}."
            if due
            else "Belum ada bulan penuh pada periode ini."
        ),
        context=context,
        notes=(
            f"Yang diharapkan: {monthly} kontak tiap bulan penuh (laporan nihil untuk seluruh bulan ikut) ditambah satu"
            f" konsultasi dalam {hours} jam sesudah tiap kejadian di desa itu. {PROPOSED}",
        ),
    )


def _first(names: Sequence[str], most: int) -> str:
    """The first names in words and how many more there are; nothing is left out silently."""
    more = len(names) - most
    return text.join([*names[:most], f"{text.number(more)} desa lain"] if more > 0 else names)
