"""Figures of DESTANA beside the disasters: did a village that was hit ask, and did word reach it afterwards?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records
from pantau.figures.destana import PROPOSED, events_without

_WHY: Final[Mapping[str, str]] = {
    "tanpa konsultasi": "tanpa konsultasi",
    "sebelum register": "kejadian sebelum register konsultasi mulai",
    "tanggal tidak pasti": "tanggal kejadian tidak diketahui sampai hari",
    "belum jatuh tempo": "batas waktunya belum lewat pada data",
}


def real_beside_sample(context: Context) -> Context:
    """The same context saying that the events are real and the consultations invented, while they are."""
    if not context.sample:
        return context
    return replace(context, sample="register konsultasi karangan; kejadiannya nyata dan bersumber")


def _warning(context: Context) -> tuple[str, ...]:
    if not context.sample:
        return ()
    return (
        "Konsultasi pada register ini karangan untuk uji coba: ada atau tidaknya konsultasi di sini bukan temuan"
        " tentang kejadian yang sebenarnya.",
    )


def kpis(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Events, those that can be judged, answered within two days and told afterwards; every share with its base."""
    without, judged = events_without(frame)
    hours = frame["jam_konsultasi"].dropna()
    quick, due = int(frame["tepat"].fillna(0).sum()), int(frame["tepat"].count())
    told, after = int(frame["pasca_sampai"].fillna(0).sum()), int(frame["pasca_sampai"].count())
    events = text.count(frame["id"].nunique()).capitalize()
    if not judged and not due and not after:
        base = ("Dapat dinilai", "Nihil", "dalam masa register dan batas waktunya sudah lewat")
        return [("Kejadian", events, "tercatat di desa peserta"), base]
    return [
        ("Kejadian", events, f"{text.number(judged)} dapat dinilai"),
        (
            "Dengan konsultasi",
            f"{text.number(judged - without)}/{text.number(judged)}" if judged else "tidak berlaku",
            "dari kejadian yang dapat dinilai",
        ),
        (
            "Median sampai konsultasi",
            f"{text.number(hours.median(), 1)} jam" if len(hours) else "tidak ada",
            f"n={text.number(len(hours))} desa terkena",
        ),
        ("Kontak tepat waktu", _share(quick, due), "dari desa terkena"),
        ("Info pasca sampai", _share(told, after), "dari desa terkena"),
    ]


def _share(part: int, of: int) -> str:
    return text.share(part, of) if of else "tidak berlaku"


def links(frame: pd.DataFrame, days: float, context: Context) -> Figure:
    """DS8: for each event and place the hours to the first consultation and how it is linked, or why there is none."""
    without, judged = events_without(frame)
    context = real_beside_sample(context)
    shown = frame.assign(
        tempat=["Kecamatan, desa tidak disebut" if text.missing(v) else v for v in frame["nama_desa"]],
        hasil=[_result(row) for row in records(frame)],
        kaitan=[_linked(row, days) for row in records(frame)],
        pasca=[_told(row) for row in records(frame)],
    )
    title = (
        f"{text.number(without)} dari {text.number(judged)} kejadian tanpa konsultasi"
        if judged
        else "Kejadian dan konsultasi: belum ada kejadian dalam masa register"
    )
    return Figure(
        id="DS8",
        kind="table",
        title=f"Contoh: {title[0].lower()}{title[1:]}" if context.sample and judged else title,
        frame=shown,
        columns=(
            Column("tanggal_dari", "Tanggal kejadian", "day"),
            Column("nama_ancaman", "Bahaya"),
            Column("tempat", "Desa terkena"),
            Column("hasil", "Konsultasi pertama"),
            Column("kaitan", "Dikaitkan karena"),
            Column("pasca", "Kontak pascabencana"),
            Column("id", "Nomor kejadian"),
        ),
        encode={"paper": ("tanggal_dari", "nama_ancaman", "tempat", "hasil", "pasca")},
        unit="kejadian di satu desa",
        reading=_account(frame),
        context=context,
        notes=(
            *_warning(context),
            "Didahulukan konsultasi yang menyebut nomor kejadian; bila tidak ada, yang pertama dari desa yang sama"
            f" dalam {text.whole(days)} hari. {PROPOSED}",
        ),
    )


def _result(row: Mapping[str, Any]) -> str:
    if row["keadaan"] != "ada konsultasi":
        return _WHY[row["keadaan"]]
    if text.missing(row["jam_konsultasi"]):
        return f"{text.day(row['konsultasi_pada'])}, jam tidak dapat dihitung"
    most = "paling lama " if row["jam_longgar"] else ""
    return f"{most}{text.number(row['jam_konsultasi'], 1)} jam kemudian"


def _linked(row: Mapping[str, Any], days: float) -> str:
    if text.missing(row["cara"]):
        return "–"
    named = row["cara"] == "menyebut nomor kejadian"
    return str(row["cara"]) if named else f"{row['cara']}, dalam {text.whole(days)} hari"


def _told(row: Mapping[str, Any]) -> str:
    if not text.missing(row["pasca_pada"]):
        return f"ada, {text.number(row['jam_pasca'] / 24, 1)} hari kemudian"
    return "belum dapat dinilai" if text.missing(row["pasca_sampai"]) else "belum sampai"


def _account(frame: pd.DataFrame) -> str:
    """Every place of every event falls in exactly one state; the parts add up to the whole."""
    counts = frame["keadaan"].value_counts()
    parts = [
        f"{text.number(counts[state])} {words}"
        for state, words in {"ada konsultasi": "ada konsultasi", **_WHY}.items()
        if state in counts
    ]
    if not parts:
        return "Tidak ada kejadian tercatat di kecamatan ini pada filter ini."
    return f"{text.number(len(frame))} kejadian di desa = {' + '.join(parts)}."


def reach(frame: pd.DataFrame, limits: tuple[float, float, float], context: Context) -> Figure:
    """Of the villages hit: how many asked in time, at all, and were told afterwards; each step with its own base.

    `limits` are hours to the first contact, days to a linked consultation and days to word after the disaster.
    """
    hours, days, after = (text.whole(v) for v in limits)
    judged = frame["keadaan"].isin(("ada konsultasi", "tanpa konsultasi"))
    steps = (
        (f"Kontak dalam {hours} jam", frame["tepat"].dropna()),
        (f"Konsultasi dalam {days} hari", (frame.loc[judged, "keadaan"] == "ada konsultasi").astype(int)),
        (f"Info pasca dalam {after} hari", frame["pasca_sampai"].dropna()),
    )
    rows = [(name, int(found.sum()), len(found)) for name, found in steps if len(found)]
    shown = pd.DataFrame(rows, columns=["langkah", "desa", "dari"])
    shown = shown.assign(
        persen=100 * shown["desa"] / shown["dari"],
        teks=[f"{text.number(r['desa'])} dari {text.number(r['dari'])}" for r in records(shown)],
    )
    context = real_beside_sample(context)
    return Figure(
        id="DS9",
        kind="ranked",
        title="Desa terkena: kontak dan informasi pascabencana",
        frame=shown,
        columns=(
            Column("langkah", "Langkah"),
            Column("desa", "Desa terkena yang mendapat", "number"),
            Column("dari", "Dari desa terkena", "number"),
            Column("persen", "Persen", "percent"),
        ),
        encode={"label": "langkah", "value": "persen", "text": "teks", "strong": [], "top": 100},
        unit="persen desa terkena",
        reading=f"{shown['langkah'].iloc[-1]}: {shown['teks'].iloc[-1]} desa terkena."
        if len(shown)
        else "Tidak ada desa terkena kejadian di dalam masa register yang batas waktunya sudah lewat.",
        context=context,
        notes=(
            *_warning(context),
            "Satu desa dihitung sekali untuk tiap kejadian; kejadian yang batas waktunya belum lewat tidak ikut."
            f" {PROPOSED}",
        ),
    )


def broken_links(frame: pd.DataFrame) -> str:
    """What to say of consultations that name an event which does not fit them; "" when all fit."""
    if frame.empty:
        return ""
    reasons = frame["sebab"].value_counts()
    parts = [f"{text.number(count)} {reason}" for reason, count in reasons.items()]
    return f"{text.number(len(frame))} konsultasi menyebut nomor yang tidak cocok: {text.join(parts)}."
