"""LB8: what displaced people need by a named standard, and whether the stock reaches."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records


def needs(frame: pd.DataFrame, people: int, days: int, profile: str, context: Context) -> Figure:
    """LB8: what displaced people need by the standards of a profile, beside the stock when that was loaded.

    `frame` has one row an item with `kebutuhan` and `stok` in `satuan`; a missing stock is "belum dimuat".
    """
    stocked = frame["stok"].notna()
    short = frame[frame["kurang"].fillna(0) > 0]
    if not stocked.any():
        gap = "Stok belum dimuat, jadi kekurangan belum dapat ditentukan."
    elif len(short):
        gap = f"Kurang: {text.join(short['barang'].tolist())}."
    else:
        gap = "Stok yang dimuat mencukupi barang yang tercatat."
    shown = frame.assign(
        aturan=[_rule(row) for row in records(frame)],
        stok_teks=[text.whole(v) if ok else "belum dimuat" for v, ok in zip(frame["stok"], stocked, strict=True)],
        kurang_teks=[text.UNDETERMINED if text.missing(v) else text.count(v) for v in frame["kurang"]],
        cukup_teks=[
            "sekali bagi" if text.missing(daily) else text.UNDETERMINED if text.missing(v) else f"{text.whole(v)} hari"
            for v, daily in zip(frame["hari_tersedia"], frame["harian"], strict=True)
        ],
    )
    return Figure(
        id="LB8",
        kind="table",
        title=f"Kebutuhan {text.number(people)} orang selama {text.number(days)} hari",
        subtitle=f"Profil {profile}",
        frame=shown,
        columns=(
            Column("barang", "Barang"),
            Column("aturan", "Standar"),
            Column("kebutuhan", "Kebutuhan", "number"),
            Column("satuan", "Satuan"),
            Column("stok_teks", "Stok"),
            Column("kurang_teks", "Kurang"),
            Column("cukup_teks", "Cukup untuk"),
            Column("status_sumber", "Status standar"),
            Column("sumber", "Sumber standar"),
        ),
        encode={"paper": ("barang", "aturan", "kebutuhan", "satuan", "stok_teks", "kurang_teks")},
        unit="satuan tiap barang",
        reading=f"{gap} Dihitung dari pengungsi, bukan dari warga terdampak; paket dan jamban dibulatkan ke atas.",
        context=context,
    )


def _rule(row: Mapping[str, Any]) -> str:
    """`400 gram per orang per hari`, `1 paket untuk 5 orang`, `1 jamban untuk 20 orang`."""
    amount = text.whole(row["standar"])
    if row["per"] == "jamban":
        return f"1 jamban untuk {amount} orang"
    if row["periode"] == "sekali":
        return f"{amount} {row['satuan_standar']} untuk {row['per']}"
    return f"{amount} {row['satuan_standar']} per {row['per']} per {row['periode']}"
