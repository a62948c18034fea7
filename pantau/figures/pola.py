"""Figures of the pattern of events: which months of the year, and month after month on the map."""

import pandas as pd

from pantau import borders, text
from pantau.figures import Column, Context, Figure

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def season(frame: pd.DataFrame, context: Context) -> Figure:
    """LB4: hazards by calendar month, all years together; an empty month is a counted zero, not silence."""
    shown = frame.assign(nama_bulan=[_MONTHS[int(m) - 1] for m in frame["bulan_ke"]])
    totals = shown.groupby("nama_bulan")["kejadian"].sum() if len(shown) else pd.Series(dtype="int64")
    peak = [name for name in _MONTHS if len(totals) and totals[name] == totals.max() and totals.max() > 0]
    hazards = list(dict.fromkeys(shown["nama_ancaman"]))
    left = int(frame.drop_duplicates("nama_ancaman")["tanpa_bulan"].sum()) if len(frame) else 0
    years = int(frame["tahun"].iloc[0]) if len(frame) else 0
    notes = [f"{text.count(left, 'kejadian')} yang bulannya tidak diketahui tidak masuk tabel."] if left else []
    return Figure(
        id="LB4",
        kind="crosstab",
        title=f"Musim: paling banyak pada {text.join(peak)}" if peak else "Musim kejadian",
        frame=shown,
        columns=(
            Column("nama_ancaman", "Bahaya"),
            Column("nama_bulan", "Bulan"),
            Column("kejadian", "Kejadian", "number"),
        ),
        encode={
            "row": "nama_ancaman",
            "column": "nama_bulan",
            "value": "kejadian",
            "rows": hazards,
            "columns": list(_MONTHS),
            "absent": "",
        },
        unit="kejadian",
        reading=(
            f"Kejadian dari {text.number(years)} tahun yang berisi data dijumlahkan menurut bulan kalender."
            " Angka kecil: petunjuk musim, bukan laju."
        ),
        context=context,
        notes=tuple(notes),
    )


def hazards(frame: pd.DataFrame) -> dict[str, str]:
    """Name of a hazard in the season table -> its code."""
    return dict(zip(frame["nama_ancaman"], frame["kode_ancaman"], strict=True))


def month_maps(frame: pd.DataFrame, context: Context, ground: dict[str, object]) -> Figure:
    """Twelve small maps, one a month, with one legend: events of each kecamatan as circles."""
    dated = frame.assign(bulan=pd.to_datetime(frame["bulan"]).dt.date) if len(frame) else frame
    months = sorted(set(dated["bulan"])) if len(dated) else []
    labels = ground["at"]
    placed = dated.assign(
        panel=[f"{m:%Y-%m}" for m in dated["bulan"]] if len(dated) else [],
        bujur=[labels[code][0] for code in dated["kode_kecamatan"]],  # type: ignore[index]
        lintang=[labels[code][1] for code in dated["kode_kecamatan"]],  # type: ignore[index]
    )
    # Not the sum of the areas: one event may touch several of them.
    totals = {m: int(n) for m, n in zip(dated["bulan"], dated["sebulan"], strict=True)} if len(dated) else {}
    quiet = [m for m in months if not totals[m]]
    return Figure(
        id="LB2-B",
        kind="multiples",
        title="Bulan demi bulan di peta",
        frame=placed,
        columns=(
            Column("bulan", "Bulan", "month"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("kejadian", "Kejadian", "number"),
            Column("sebulan", "Kejadian berbeda sebulan", "number"),
        ),
        encode={
            "panel": "panel",
            "panels": [(f"{m:%Y-%m}", f"{text.month(m)}: {_counted(totals[m])}") for m in months],
            "code": "kode_kecamatan",
            "lon": "bujur",
            "lat": "lintang",
            "value": "kejadian",
            "label": "nama_kecamatan",
            "zero": "tidak ada kejadian tercatat",
            **{key: ground[key] for key in ("geojson", "box")},
        },
        unit="kejadian",
        reading=(
            f"Dua belas bulan sampai {text.month(months[-1])}; {text.number(len(quiet))} bulan tanpa kejadian tercatat."
            if months
            else "Tidak ada kejadian bertanggal pada filter ini."
        ),
        context=context,
        notes=(f"Satu kejadian dapat mengenai beberapa kecamatan. {borders.remark()}",),
    )


def _counted(events: int) -> str:
    """A month without events is said so; nobody reported a nil for it."""
    return f"{text.number(events)} kejadian" if events else "tidak ada"
