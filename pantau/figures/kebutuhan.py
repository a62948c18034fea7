"""What displaced people need by a named standard, whether stock reaches, who was sent, how aid was delivered."""

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


def starting_point(row: Mapping[str, Any] | None) -> str:
    """Where the number of people comes from: the latest event that reported displaced people, or nobody did."""
    if row is None:
        return "Belum ada kejadian pada filter ini yang melaporkan pengungsi; isi jumlahnya sendiri."
    place = "" if text.missing(row["nama_kecamatan"]) else f", {row['nama_kecamatan']}"
    return (
        f"Berangkat dari kejadian terakhir yang melaporkan pengungsi: {row['nama_ancaman']} {row['id']}"
        f" ({text.day(row['tanggal_dari'])}{place}), {text.count(row['mengungsi_orang'], 'orang')}."
        " Angka dapat diganti."
    )


def marks(frame: pd.DataFrame, context: Context) -> Figure:
    """The seven marks of a delivery: right of those judged; what nobody judged is counted, not right and not wrong."""
    shown = frame.assign(teks=[text.share(row["tepat"], row["dinilai"]) for row in records(frame)])
    judged = [row for row in records(frame) if row["dinilai"]]
    worst = min(judged, key=lambda row: row["persen"]) if judged else None
    return Figure(
        id="LB8-T",
        kind="ranked",
        title="Tujuh tepat penyaluran",
        frame=shown if judged else shown.head(0),
        columns=(
            Column("nama", "Tanda"),
            Column("tepat", "Tepat", "number"),
            Column("dinilai", "Dinilai", "number"),
            Column("belum_dinilai", "Belum dinilai", "number"),
            Column("persen", "Tepat (%)", "percent"),
        ),
        encode={"label": "nama", "value": "persen", "text": "teks", "strong": [], "top": 100},
        unit="persen baris penyaluran yang dinilai",
        reading=(
            f"Paling lemah {worst['nama'].lower()}: {text.share(worst['tepat'], worst['dinilai'])}"
            f" dari {text.number(worst['dinilai'])} yang dinilai; {text.number(worst['belum_dinilai'])} belum dinilai."
            if worst
            else "Belum ada penyaluran yang dinilai pada filter ini."
        ),
        context=context,
        notes=("Tujuh tanda menurut inovasi logistik BPBD Balangan SISI LOKBANA (2022).",),
    )


def deliveries(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """From asking to handing over: how many, how fast, with a hand-over paper, and what still waits."""
    median = f"{text.number(row['median_jam'], 1)} jam" if row["n_jam"] else text.UNDETERMINED
    tail = f"P90 {text.number(row['p90_jam'], 1)} jam, n={text.number(row['n_jam'])}" if row["n_jam"] else "n=0"
    return [
        ("Penyaluran", text.number(row["penyaluran"]), f"dari {text.number(row['total'])} yang dimuat"),
        ("Median minta–serah", median, tail),
        ("Berberita acara", text.share(row["berberita_acara"], row["diserahkan"]), "dari yang diserahkan"),
        ("Belum diserahkan", text.count(row["menunggu"]).capitalize(), f"{text.number(row['terbalik'])} jam terbalik"),
    ]


def personnel(frame: pd.DataFrame, context: Context) -> Figure:
    """People sent and on stand-by by unit on the last reported date; numbers only, never names."""
    last = frame["tanggal"].iloc[0] if len(frame) else None
    sent = frame["personel_orang"].sum() if len(frame) else 0
    volunteers = frame.loc[frame["unsur"] == "relawan", "personel_orang"].sum() if len(frame) else 0
    return Figure(
        id="LB8-P",
        kind="table",
        title=f"{text.count(sent, 'orang').capitalize()} dikirim" if len(frame) else "Personel dan relawan",
        subtitle=f"Keadaan {text.day(last)}" if last is not None else "",
        frame=frame,
        columns=(
            Column("unsur", "Unsur"),
            Column("personel_orang", "Dikirim (orang)", "number"),
            Column("siaga_orang", "Siaga (orang)", "number"),
            Column("kendaraan_unit", "Kendaraan (unit)", "number"),
            Column("pos", "Pos", "number"),
        ),
        encode={"paper": ("unsur", "personel_orang", "siaga_orang", "kendaraan_unit", "pos")},
        unit="orang dan unit",
        reading=(
            f"{text.count(volunteers, 'relawan').capitalize()} termasuk di dalamnya."
            if len(frame)
            else "Belum ada jumlah personel yang dimuat."
        ),
        context=context,
    )


def stock(frame: pd.DataFrame, context: Context) -> Figure:
    """The newest stock of each item against its least amount, the short ones first."""
    short = frame[frame["kurang"].fillna(0) > 0]
    enough = "Semua di atas batasnya." if len(frame) else "Belum ada stok yang dimuat."
    return Figure(
        id="LB8-S",
        kind="table",
        title=f"{text.number(len(short))} dari {text.number(len(frame))} barang di bawah batas",
        frame=frame,
        columns=(
            Column("barang", "Barang"),
            Column("stok", "Stok", "number"),
            Column("minimum", "Batas minimum", "number"),
            Column("kurang", "Kurang", "number"),
            Column("satuan", "Satuan"),
            Column("tanggal", "Per tanggal", "day"),
        ),
        encode={"paper": ("barang", "stok", "minimum", "kurang", "satuan", "tanggal")},
        unit="satuan tiap barang",
        reading=f"Di bawah batas: {text.join(short['barang'].tolist())}." if len(short) else enough,
        context=context,
    )
