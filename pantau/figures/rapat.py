"""Figures of the meetings themselves: what was decided, by whom it is to be done, and what is overdue."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from pantau import text
from pantau.catalogue import programmes
from pantau.figures import Column, Context, Figure, records

SOURCE: Final = "catatan tindak lanjut rapat koordinasi"
# States of a decision as a person chooses them, in the order of their life.
STATES: Final = ("belum", "berjalan", "selesai", "batal")
_OPEN: Final = ("belum", "berjalan")


def titles() -> dict[str, str]:
    """Programmes a decision may be about, by id; "umum" is about all of them."""
    return {each.id: each.title for each in programmes()} | {"umum": "Umum"}


def overdue(frame: pd.DataFrame) -> int:
    """How many open decisions are past their deadline."""
    return int(frame["lewat_hari"].notna().sum())


def sentence(frame: pd.DataFrame, programme: str | None) -> str:
    """The filter sentence of the page."""
    whose = titles()[programme] if programme else "semua program"
    open_ = int(frame["status"].isin(_OPEN).sum())
    return f"semua rapat · {whose} · {text.number(open_)} dari {text.number(len(frame))} keputusan belum selesai"


def kpis(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Open, overdue, without deadline or office, finished."""
    open_ = frame[frame["status"].isin(_OPEN)]
    bare = int((open_["tenggat"].isna() | open_["penanggung_jawab"].isna()).sum())
    done = int((frame["status"] == "selesai").sum())
    late = frame["lewat_hari"].max()
    return [
        ("Belum selesai", text.count(len(open_)), f"dari {text.number(len(frame))} keputusan"),
        ("Lewat tenggat", text.count(overdue(frame)),
         "tidak ada" if text.missing(late) else f"paling lama {text.number(late)} hari"),
        ("Belum lengkap", text.count(bare), "tanpa penanggung jawab atau tenggat"),
        ("Selesai", text.count(done), "menurut keadaan terakhir"),
    ]  # fmt: skip


def decisions(frame: pd.DataFrame, context: Context, note: str = "") -> Figure:
    """N21: decisions of the coordination meetings in their last state, overdue first, then open, then closed."""
    late = overdue(frame)
    open_ = int(frame["status"].isin(_OPEN).sum())
    named: Mapping[str, str] = titles()
    shown = frame.assign(
        untuk=[named.get(str(v), str(v)) for v in frame["program"]],
        penanggung=["belum ditunjuk" if text.missing(v) else v for v in frame["penanggung_jawab"]],
        batas=["belum ditetapkan" if text.missing(v) else text.day(v) for v in frame["tenggat"]],
        keadaan=[
            r["status"]
            if text.missing(r["lewat_hari"])
            else f"{r['status']}, lewat {text.number(r['lewat_hari'])} hari"
            for r in records(frame)
        ],
        umur=[f"{text.number(v)} hari" for v in frame["umur_hari"]],
    )
    return Figure(
        id="TL",
        kind="table",
        title=f"{text.number(open_)} dari {text.number(len(frame))} keputusan rapat belum selesai"
        if len(frame)
        else "Belum ada keputusan rapat yang dicatat",
        frame=shown,
        columns=(
            Column("keputusan", "Keputusan"),
            Column("untuk", "Program"),
            Column("penanggung", "Penanggung jawab"),
            Column("batas", "Tenggat"),
            Column("keadaan", "Keadaan"),
            Column("umur", "Umur"),
            Column("indikator", "Gambar terkait"),
            Column("id", "Nomor"),
        ),
        encode={"paper": ("keputusan", "untuk", "penanggung", "batas", "keadaan", "umur")},
        unit="keputusan",
        reading=f"{text.count(late, 'keputusan').capitalize()} lewat tenggat."
        if len(frame)
        else "Catat keputusan pada halaman Tindak lanjut, atau muat berkas tindak_lanjut.",
        context=context,
        notes=(note,) if note else (),
    )
