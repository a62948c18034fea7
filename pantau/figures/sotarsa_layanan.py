"""Figures of Pak Sotarsa's services: what is given, how long it takes to arrive, what it costs, and for whom."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from pantau import style, text
from pantau.figures import Column, Context, Figure, records
from pantau.quantity import of

NO_COSTS: Final = (
    "Biaya belum dimuat, jadi biaya per orang belum dapat ditentukan. Muat berkas biaya dengan periode, layanan dan"
    " uraiannya."
)
FIXED: Final = "Tidak mengikuti filter: dihitung sekali saat data diterbitkan, angka 1–4 orang disembunyikan."
_HIDDEN: Final = "tertutup"
# Service -> its name, its colour in a bar, and its colour and dash as a line.
_SERVICES: Final = {
    "pangan": ("Pangan", style.RAMP[3], style.ACCENT, "solid"),
    "asuransi": ("Asuransi", style.RAMP[2], style.INK, "dash"),
    "adminduk": ("Adminduk", style.RAMP[1], style.INK3, "solid"),
    "perumahan": ("Perumahan", style.RAMP[0], style.AMBER_LINE, "dash"),
    "lainnya": ("Lainnya", style.AXIS, style.INK2, "dot"),
}
_MOST_MONTHS: Final = 18
_FEWEST: Final = 5
_FEW: Final = 20
# Days that people count in, drawn on the axis of hours.
_DAYS: Final = (
    (1, "≤1 hari"),
    (3, "3 hari"),
    (7, "7 hari"),
    (14, "14 hari"),
    (30, "30 hari"),
    (90, "90 hari"),
    (365, "1 tahun"),
)
_TOTAL: Final = "Jumlah"


def kpis(row: Mapping[str, Any], given: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Deliveries and how long they took; deliveries are not people."""
    services = of({"layanan": given["layanan"].sum() if len(given) else 0}, "layanan", "layanan")
    got, open_ = of(row, "diterima", "layanan"), of(row, "belum", "layanan")
    median = f"{text.whole(row['median_hari'])} hari" if got.value else text.UNDETERMINED
    wrong = f"{text.number(row['terbalik'])} bertanggal terbalik" if row["terbalik"] else "tidak ada tanggal terbalik"
    return [
        ("Layanan", services.said(), "satu orang dapat menerima beberapa"),
        (
            "Sudah diterima",
            text.share(got.value, services.value) if services.value else text.UNDETERMINED,
            f"{got}; {text.interval(got.value, services.value)}" if services.value else str(got),
        ),
        ("Diterima di tempat", text.count(row["di_tempat"]).capitalize(), "pada hari kunjungan"),
        ("Median sampai diterima", median, f"P90 {text.whole(row['p90_hari'])} hari, n={text.number(got.value)}"),
        ("Belum diterima", open_.said(), f"termasuk yang dirujuk; {wrong}"),
    ]


def mix(frame: pd.DataFrame, context: Context) -> Figure:
    """PS6: what was given each month as shares of all deliveries, with n at the right."""
    shown = frame.tail(_MOST_MONTHS).assign(
        label=lambda f: [text.month(m) for m in f["bulan"]],
        teks=lambda f: [f"n={text.number(v)}{' · baca hati-hati' if v < _FEW else ''}" for v in f["layanan"]],
    )
    sums = {name: int(frame[name].sum()) for name in _SERVICES} if len(frame) else {}
    whole = sum(sums.values())
    order = sorted(sums, key=lambda name: -sums[name])
    top = order[0] if whole else ""
    parts = [f"{_SERVICES[name][0].lower()} {text.share(sums[name], whole)}" for name in order]
    cut = [f"{text.number(len(shown))} bulan terakhir dari {text.number(len(frame))} digambar."]
    return Figure(
        id="PS6",
        kind="shares",
        title=f"Paling banyak diberikan: {_SERVICES[top][0].lower()}" if whole else "Layanan per bulan",
        subtitle="Bagian tiap layanan per bulan; di kanan jumlah layanan",
        frame=shown,
        columns=(
            Column("bulan", "Bulan", "month"),
            *(Column(name, f"{title} (layanan)", "number") for name, (title, *_) in _SERVICES.items()),
            Column("layanan", "Semua layanan", "number"),
        ),
        encode={
            "label": "label",
            "segments": tuple((name, title, colour) for name, (title, colour, *_) in _SERVICES.items()),
            "total": "layanan",
            "text": "teks",
        },
        unit="persen layanan",
        reading=f"Sepanjang periode {text.join(parts)} dari {text.number(whole)} layanan."
        if whole
        else "Belum ada layanan pada filter ini.",
        context=context,
        notes=(
            *(cut if len(frame) > len(shown) else []),
            "Layanan, bukan orang: satu orang dengan dua layanan dihitung dua.",
        ),
    )


def delivery(frame: pd.DataFrame, context: Context) -> Figure:
    """PS8: share of deliveries received within so many days of the need being recorded; open ones are not dropped."""
    sizes = frame.drop_duplicates("layanan")
    kept = sizes[sizes["n"] >= _FEWEST]["layanan"].tolist()
    shown = frame[frame["layanan"].isin(kept)].assign(jam=lambda f: 24.0 * f["hari"].clip(lower=1))
    # Same day and one day stand on one tick: the last step there is what counts.
    shown = shown.drop_duplicates(["layanan", "jam"], keep="last")
    rare = [f"{r['layanan']} (n={r['n']})" for r in records(sizes) if r["layanan"] not in kept]
    wrong, open_ = int(sizes["terbalik"].sum()), int(sizes["belum"].sum())
    longest = float(shown["jam"].max()) / 24 if len(shown) else 0
    ticks = [(24.0 * day, words) for day, words in _DAYS if day <= max(longest, 7)]
    return Figure(
        id="PS8",
        kind="ecdf",
        title="Dari kebutuhan dicatat sampai bantuan diterima",
        frame=shown,
        columns=(
            Column("layanan", "Layanan"),
            Column("hari", "Hari", "number"),
            Column("persen", "Sudah diterima (%)", "percent"),
            Column("n", "Layanan dicatat", "number"),
            Column("belum", "Belum diterima", "number"),
        ),
        encode={
            "series": "layanan",
            "x": "jam",
            "y": "persen",
            "names": {n: (_SERVICES[n][0], _SERVICES[n][2], _SERVICES[n][3]) for n in kept},
            "n": {r["layanan"]: f"n={r['n']}" for r in records(sizes)},
            "target": None,
            "open": None,
            "ticks": tuple(ticks),
        },
        unit="persen layanan",
        reading=f"{_halves(shown)} {text.count(open_, 'layanan').capitalize()} belum diterima dan ikut dihitung sampai"
        " umurnya, termasuk yang dirujuk."
        if len(shown)
        else "Belum ada bantuan yang diterima pada filter ini.",
        context=context,
        notes=(
            "Hari kalender dari tanggal kunjungan; skala logaritma. Data sebelum pelayanan dari rumah ke rumah tidak"
            " ada, jadi tidak ada garis pembanding.",
            *([f"Terlalu sedikit untuk garis: {text.join(rare)}."] if rare else []),
            *([f"{text.number(wrong)} bertanggal terbalik tidak digambar."] if wrong else []),
        ),
    )


def _halves(shown: pd.DataFrame) -> str:
    """After how many days half of a service was received: the fastest and the slowest that got so far."""
    reached = shown[shown["persen"] >= 50].drop_duplicates("layanan").sort_values("hari", kind="stable")
    if reached.empty:
        return "Belum ada layanan yang separuhnya diterima."
    first, last = reached.iloc[0], reached.iloc[-1]
    told = f"Separuh layanan {_SERVICES[first['layanan']][0].lower()} diterima dalam {text.number(first['hari'])} hari"
    if len(reached) == 1:
        return f"{told}."
    return f"{told}, paling lambat layanan {_SERVICES[last['layanan']][0].lower()}: {text.number(last['hari'])} hari."


def cost(frame: pd.DataFrame, context: Context) -> Figure:
    """PS9: cost a person and service; the line reaches from the cheapest to the dearest period."""
    shown = frame.dropna(subset=["per_orang"]).assign(
        nama=lambda f: [str(name).capitalize() for name in f["layanan"]],
        teks=lambda f: [
            f"{text.rupiah(r['per_orang'])} · n={text.number(r['orang'])}"
            f"{' · baca hati-hati' if r['orang'] < _FEW else ''}"
            for r in records(f)
        ],
    )
    bare = int(frame["tanpa_orang"].sum()) if len(frame) else 0
    top = records(shown.head(1))
    return Figure(
        id="PS9",
        kind="dots",
        title="Biaya per orang",
        frame=shown,
        columns=(
            Column("nama", "Layanan"),
            Column("biaya", "Biaya (Rp)", "number"),
            Column("orang", "Orang unik per periode", "number"),
            Column("periode", "Periode", "number"),
            Column("per_orang", "Per orang (Rp)", "number"),
            Column("terendah", "Terendah antarperiode (Rp)", "number"),
            Column("tertinggi", "Tertinggi antarperiode (Rp)", "number"),
        ),
        encode={
            "label": "nama",
            "value": "per_orang",
            "low": "terendah",
            "high": "tertinggi",
            "text": "teks",
            "absent": text.UNDETERMINED,
        },
        unit="rupiah per orang",
        reading="".join(f"Tertinggi {r['nama'].lower()}: {text.rupiah(r['per_orang'])} per orang." for r in top)
        or "Tidak ada orang yang dilayani pada periode biaya yang dimuat.",
        context=context,
        notes=(
            "Garis = terendah sampai tertinggi antarperiode, bukan selang kepercayaan. Hanya periode biaya yang"
            " seluruhnya di dalam filter.",
            *([f"{text.number(bare)} periode berbiaya tanpa orang yang dilayani tidak ikut."] if bare else []),
        ),
    )


def groups(frame: pd.DataFrame, context: Context) -> Figure:
    """Active people by target group and age group, from the fixed cube; hidden counts are said, never guessed."""
    cells = frame.assign(
        sasaran=frame["kelompok_sasaran"].fillna(_TOTAL),
        umur=frame["kelompok_umur"].fillna(_TOTAL),
        teks=[_HIDDEN if hidden else "" for hidden in frame["disembunyikan"].fillna(False)],
        keterangan=["disembunyikan" if hidden else "" for hidden in frame["disembunyikan"].fillna(False)],
    )
    rows, columns = _order(cells["sasaran"]), _order(cells["umur"])
    there = set(zip(cells["sasaran"], cells["umur"], strict=True))
    # A cell left out of the cube is hidden like the others.
    left_out = [
        {"sasaran": row, "umur": column, "jumlah": None, "teks": _HIDDEN, "keterangan": "disembunyikan"}
        for row in rows
        for column in columns
        if (row, column) not in there
    ]
    shown = pd.concat([cells, pd.DataFrame(left_out)], ignore_index=True) if left_out else cells
    hidden = int((shown["teks"] == _HIDDEN).sum())
    return Figure(
        id="PS-K",
        kind="crosstab",
        title="Penerima aktif menurut kelompok",
        frame=shown,
        columns=(
            Column("sasaran", "Kelompok sasaran"),
            Column("umur", "Kelompok umur"),
            Column("jumlah", "Orang", "number"),
            Column("keterangan", "Keterangan"),
        ),
        encode={
            "row": "sasaran",
            "column": "umur",
            "value": "jumlah",
            "text": "teks",
            "rows": rows,
            "columns": columns,
            "absent": "",
            "words": {_HIDDEN: "disembunyikan"},
        },
        unit="orang",
        reading=f"{text.number(hidden)} sel {_HIDDEN} supaya kelompok kecil tidak dapat dikenali."
        if hidden
        else "Tidak ada sel yang perlu ditutup.",
        context=context,
        notes=(FIXED,),
    )


def _order(names: pd.Series) -> list[str]:
    """Values in their order, what was not reported after them, the total last."""
    last = {"belum dilaporkan": 1, _TOTAL: 2}
    return sorted(dict.fromkeys(str(name) for name in names), key=lambda name: (last.get(name, 0), name))
