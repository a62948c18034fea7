"""Figures of DESTANA Lampihong: who talks to the kecamatan, and who is silent."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure


def calendar(frame: pd.DataFrame, context: Context) -> Figure:
    """DS2: consultations a village and month; silence is hatched, a reported nil is a written zero.

    `frame` has one row a village and month with `konsultasi` (missing = silent); most active villages first.
    """
    if frame.empty:
        order: list[str] = []
        months: list[object] = []
    else:
        totals = frame.groupby("nama_desa")["konsultasi"].sum().reset_index()
        totals = totals.sort_values(["konsultasi", "nama_desa"], ascending=[False, True])
        order = totals["nama_desa"].tolist()
        dates = pd.to_datetime(frame["bulan"])
        months = [m.date() for m in pd.date_range(dates.min(), dates.max(), freq="MS")]
    frame = frame.assign(bulan=pd.to_datetime(frame["bulan"]).dt.date) if len(frame) else frame
    # Silent is a village without a single known month; a reported nil is a contact.
    heard = frame.groupby("nama_desa")["konsultasi"].count() if len(frame) else pd.Series(dtype="int64")
    silent = [name for name in order if heard[name] == 0]
    title = (
        f"{text.number(len(silent))} dari {text.number(len(order))} desa belum pernah berkonsultasi"
        if silent
        else "Semua desa pernah berkonsultasi"
    )
    return Figure(
        id="DS2",
        kind="calendar",
        title=title if order else "Belum ada konsultasi",
        frame=frame,
        columns=(
            Column("nama_desa", "Desa"),
            Column("bulan", "Bulan", "month"),
            Column("konsultasi", "Konsultasi", "number"),
        ),
        encode={"row": "nama_desa", "x": "bulan", "value": "konsultasi", "rows": order, "months": months},
        unit="konsultasi",
        reading=(
            "Sel arsir = diam (belum melapor), angka = konsultasi, 0 = desa melapor nihil."
            f" Diam sepanjang periode: {text.join(silent[:9])}"
            f"{' dan lainnya' if len(silent) > 9 else ''}."
            if silent
            else "Sel arsir = diam (belum melapor), angka = konsultasi, 0 = desa melapor nihil."
        ),
        context=context,
    )


def kpis(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """DS1: active villages, consultations, answer time, finished, unanswered; medians with their n."""
    answered = int(row["dijawab"])
    median = f"{text.number(row['median_jawab_jam'], 1)} jam" if answered else text.UNDETERMINED
    return [
        ("Desa aktif 90 hari", f"{row['desa_aktif']}/{row['desa_total']}", "90 hari terakhir data"),
        (
            "Konsultasi",
            text.number(row["konsultasi"]),
            f"{text.count(row['desa_pernah'], 'desa')} pernah berkonsultasi",
        ),
        ("Median waktu jawab", median, f"P90 {text.number(row['p90_jawab_jam'], 1)} jam, n={text.number(answered)}"),
        (
            "Selesai",
            text.share(row["selesai"], row["konsultasi"]),
            f"{text.number(row['selesai'])} dari {text.number(row['konsultasi'])}",
        ),
        ("Belum dijawab", text.count(row["belum_dijawab"]).capitalize(), "konsultasi"),
    ]
