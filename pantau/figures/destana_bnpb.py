"""The villages BNPB certified as Destana: another programme of the same name, never mixed with the consultations."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records

INSTRUMENTS: Final[Mapping[str, str]] = {
    "Perka-1-2012": "Perka BNPB 1/2012 (skala 0–60)",
    "PKD-2021": "PKD 2021 (skala 0–100)",
    "tidak_disebut": "tidak disebut sumber",
}


def certified(frame: pd.DataFrame, context: Context) -> Figure:
    """Villages with year, instrument, level and the score on its own scale; scores of two scales are never compared."""
    shown = frame.assign(
        alat=[INSTRUMENTS.get(v, v) for v in frame["instrumen"]],
        nilai=[_score(row) for row in records(frame)],
        jenjang=["tidak disebut sumber" if v in (None, "tidak_disebut") else v for v in _plain(frame["tingkat"])],
        keterangan=["" if v is None else v for v in _plain(frame["catatan"])],
    )
    villages = frame["kode_desa"].nunique()
    years = [
        f"{text.number(n)} pada {year}" for year, n in frame["tahun_penetapan"].value_counts().sort_index().items()
    ]
    scored = int(frame["skor"].notna().sum())
    unnamed = int((frame["instrumen"] == "tidak_disebut").sum())
    return Figure(
        id="DS10",
        kind="table",
        title=f"{text.number(villages)} desa ditetapkan sebagai Destana BNPB",
        subtitle=", ".join(years),
        frame=shown,
        columns=(
            Column("nama_desa", "Desa"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("tahun_penetapan", "Tahun"),
            Column("alat", "Instrumen"),
            Column("nilai", "Skor"),
            Column("jenjang", "Tingkat"),
            Column("keterangan", "Keterangan sumber"),
            Column("sumber_url", "Sumber"),
        ),
        encode={"paper": ("nama_desa", "nama_kecamatan", "tahun_penetapan", "alat", "nilai", "jenjang")},
        unit="desa",
        reading=f"Skor diketahui untuk {text.number(scored)} dari {text.number(len(frame))} penetapan;"
        f" instrumen tidak disebut pada {text.number(unnamed)}."
        if len(frame)
        else "Penetapan Destana BNPB belum dimuat.",
        context=context,
        notes=("Skor hanya berarti pada skala instrumennya; dua instrumen tidak dibandingkan atau dirata-ratakan.",),
    )


def kpis(frame: pd.DataFrame, villages: int, here: str) -> list[tuple[str, str, str]]:
    """How many villages of the kabupaten, how many in the kecamatan of the forum, how many with a known score."""
    total = frame["kode_desa"].nunique()
    inside = frame.loc[frame["nama_kecamatan"] == here, "kode_desa"].nunique()
    return [
        ("Desa bersertifikat", text.number(total), f"dari {text.number(villages)} desa dan kelurahan di Balangan"),
        (
            f"Di Kecamatan {here}",
            text.count(inside).capitalize(),
            "kecamatan forum konsultasi; keduanya tidak dicampur",
        ),
        (
            "Skor diketahui",
            f"{text.number(frame['skor'].notna().sum())}/{text.number(len(frame))}",
            "penetapan yang skornya diberitakan",
        ),
    ]


def _score(row: Mapping[str, Any]) -> str:
    if text.missing(row["skor"]):
        return text.UNREPORTED
    if text.missing(row["skala_maks"]):
        return f"{text.whole(row['skor'])}, skala tidak disebut"
    return f"{text.number(row['skor'], 2)} dari {text.number(row['skala_maks'])}"


def _plain(values: pd.Series) -> list[str | None]:
    return [None if text.missing(v) else str(v) for v in values]


def sources(frame: pd.DataFrame) -> list[str]:
    """Every address a row names, each once."""
    return list(dict.fromkeys(url for name in ("sumber_url", "sumber_lain") for url in frame[name].dropna()))
