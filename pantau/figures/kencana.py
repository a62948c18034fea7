"""Figures of Kencana: the evidence matrix, two-layer bars and the map of what is valid today."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pantau import style, text
from pantau.figures import Column, Context, Figure, class_bounds
from pantau.filters import Filters

# The two groups of the public list: how the kecamatan runs its work, and what it gives to the minimum services.
_GROUPS = (("A", "Keanggotaan, rencana, anggaran, prosedur"), ("K", "Kontribusi pada layanan minimum (SPM)"))
_FORMULA = "Berlaku = disetujui dan belum kedaluwarsa ÷ bukti wajib; “tidak berlaku” keluar dari penyebut."


def matrix(cells: pd.DataFrame, completeness: pd.DataFrame, context: Context) -> Figure:
    """KN2: 8 kecamatan by counted indicators, most complete first; shape, letter and colour carry the state.

    `cells` has one row a kecamatan and indicator with `keadaan`; `completeness` has one row a kecamatan.
    """
    order = completeness["nama_kecamatan"].tolist()
    columns = sorted(cells["kode_indikator"].unique())
    counted = cells[cells["keadaan"] != "tidak_berlaku"]
    valid = counted[counted["keadaan"] == "disetujui"]
    per_column = {
        code: f"{(valid['kode_indikator'] == code).sum()}/{(counted['kode_indikator'] == code).sum()}"
        for code in columns
    }
    per_row = {
        name: f"{done}/{of}"
        for name, done, of in zip(
            completeness["nama_kecamatan"], completeness["berlaku"], completeness["wajib"], strict=True
        )
    }
    short = dict(zip(cells["kode_indikator"], cells["nama_pendek"], strict=False))
    names = dict(zip(cells["kode_indikator"], cells["uraian"], strict=False))
    last = completeness.tail(2)
    title = "Bukti berlaku per kecamatan dan indikator"
    if len(completeness) > 1:
        behind = last["nama_kecamatan"].tolist()[::-1]
        of = last["wajib"].tolist()[::-1]
        done = last["berlaku"].tolist()[::-1]
        title = (
            f"{text.join(behind)} paling jauh: {done[0]} dari {of[0]} dan {done[1]} dari {of[1]} bukti berlaku"
            if of[0] != of[1]
            else f"{text.join(behind)} paling jauh: {text.join([str(n) for n in done])} dari {of[0]} bukti berlaku"
        )
    detail = [
        (f"<br>berlaku s.d. {text.day(until)}" if not text.missing(until) else "")
        + (f"<br>unggah {text.day(up)}" if not text.missing(up) else "")
        for until, up in zip(cells["berlaku_sampai"], cells["tanggal_unggah"], strict=True)
    ]
    titled = [style.EVIDENCE[state].title for state in cells["keadaan"]]
    rank = {name: i for i, name in enumerate(order)}
    frame = cells.assign(detail=detail, nama_keadaan=titled, urut=cells["nama_kecamatan"].map(rank))
    frame = frame.sort_values(["urut", "kode_indikator"], ignore_index=True)
    return Figure(
        id="KN2",
        kind="matrix",
        title=title,
        frame=frame,
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            Column("kode_indikator", "Kode indikator"),
            Column("uraian", "Indikator"),
            Column("nama_keadaan", "Keadaan"),
            Column("judul", "Dokumen"),
            Column("tanggal_dokumen", "Tanggal dokumen", "day"),
            Column("tanggal_unggah", "Tanggal unggah", "day"),
            Column("berlaku_sampai", "Berlaku sampai", "day"),
            Column("status_sumber", "Status sumber indikator"),
        ),
        encode={
            "row": "nama_kecamatan",
            "column": "kode_indikator",
            "state": "keadaan",
            "detail": "detail",
            "rows": order,
            "columns": columns,
            "groups": _GROUPS,
            "group_of": {code: code[3] for code in columns},
            "short": short,
            "names": names,
            "codes": dict(zip(cells["nama_kecamatan"], cells["singkatan"], strict=False)),
            "row_margin": per_row,
            "column_margin": per_column,
        },
        unit="bukti",
        reading=f"{text.number(len(valid))} dari {text.number(len(counted))} bukti wajib berlaku hari itu. {_FORMULA}",
        context=context,
        notes=(
            "Hanya indikator yang teksnya diketahui dari sumber terbuka yang dihitung;"
            " daftar resmi menggantikannya lewat satu berkas.",
        ),
    )


def two_layers(frame: pd.DataFrame, context: Context) -> Figure:
    """KN3: uploaded (outer) and approved and valid (inner) a kecamatan, as counts of required evidence."""
    shown = frame.assign(
        teks=[f"{b}/{w} berlaku" for b, w in zip(frame["berlaku"], frame["wajib"], strict=True)],
    )
    most = int(frame["wajib"].max()) if len(frame) else 0
    waiting = int((frame["diunggah"] - frame["berlaku"]).sum())
    return Figure(
        id="KN3",
        kind="ranked",
        title="Diunggah dan berlaku per kecamatan",
        frame=shown,
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            Column("wajib", "Bukti wajib", "number"),
            Column("diunggah", "Diunggah", "number"),
            Column("disetujui", "Pernah disetujui", "number"),
            Column("berlaku", "Berlaku", "number"),
            Column("diunggah_persen", "Diunggah (%)", "percent"),
            Column("disetujui_persen", "Pernah disetujui (%)", "percent"),
            Column("berlaku_persen", "Berlaku (%)", "percent"),
        ),
        encode={
            "label": "nama_kecamatan",
            "value": "diunggah",
            "inner": "berlaku",
            "text": "teks",
            "top": most,
            "strong": [],
        },
        unit="bukti",
        reading=(
            "Batang muda = diunggah, batang tua = berlaku."
            f" {text.count(waiting, 'bukti')} sudah diunggah tetapi belum berlaku."
        ),
        context=context,
    )


def valid_map(frame: pd.DataFrame, context: Context, ground: dict[str, object]) -> Figure:
    """KN9: percentage of valid evidence a kecamatan in four classes; `ground` holds borders, labels and box."""
    shown = frame.assign(
        teks=[
            f"{text.percent(p)} berlaku ({b}/{w})"
            for p, b, w in zip(frame["berlaku_persen"], frame["berlaku"], frame["wajib"], strict=True)
        ],
        ringkas=[f"{b}/{w}" for b, w in zip(frame["berlaku"], frame["wajib"], strict=True)],
        nama_label=[name.replace("Selatan", "S.") for name in frame["nama_kecamatan"]],
    )
    best = shown.iloc[0]
    worst = shown.iloc[-1]
    return Figure(
        id="KN9",
        kind="areas",
        title="Bukti berlaku di peta",
        frame=shown,
        columns=(
            Column("kode_kecamatan", "Kode kecamatan"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("berlaku", "Berlaku", "number"),
            Column("wajib", "Bukti wajib", "number"),
            Column("berlaku_persen", "Berlaku (%)", "percent"),
        ),
        encode={
            "code": "kode_kecamatan",
            "label": "nama_label",
            "value": "berlaku_persen",
            "text": "teks",
            "short": "ringkas",
            "bounds": class_bounds(),
            "suffix": "%",
            **ground,
        },
        unit="persen bukti wajib",
        reading=(
            f"Tertinggi {best['nama_kecamatan']} ({best['ringkas']}),"
            f" terendah {worst['nama_kecamatan']} ({worst['ringkas']}). Batas indikatif."
        ),
        context=context,
    )


def sentence(row: Mapping[str, Any], chosen: Filters) -> str:
    """`Keadaan per 31 Okt 2026 · semua kecamatan · indikator yang dihitung · 96 dari 96 bukti wajib`."""
    place = f"Kec. {chosen.kecamatan.name}" if chosen.kecamatan else "semua kecamatan"
    shown = f"{text.number(row['wajib'])} dari {text.number(row['total_wajib'])} bukti wajib"
    return f"Keadaan per {text.day(row['per'])} · {place} · indikator yang dihitung · {shown}"


def kpis(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """KN1: valid, approved and uploaded are three percentages, never merged; what expires; the deadline."""
    of = row["wajib"]
    if text.missing(row["tenggat_tanggal"]):
        deadline = ("Menuju tenggat", text.UNDETERMINED, "target belum ditetapkan")
    else:
        days = (pd.Timestamp(row["tenggat_tanggal"]) - pd.Timestamp(row["per"])).days
        left = int(of) * float(row["target_nilai"]) / 100 - int(row["berlaku"])
        pace = f"perlu {text.number(left / max(days / 7, 1 / 7), 1)} bukti/minggu" if left > 0 else "sasaran tercapai"
        deadline = ("Menuju tenggat", f"{text.number(days)} hari", pace)
    return [
        (
            "Berlaku hari itu",
            text.percent(100 * row["berlaku"] / of),
            f"{text.number(row['berlaku'])} dari {text.number(of)} bukti",
        ),
        (
            "Pernah disetujui",
            text.percent(100 * row["disetujui"] / of),
            f"{text.number(row['kedaluwarsa'])} kedaluwarsa",
        ),
        ("Sudah diunggah", text.percent(100 * row["diunggah"] / of), f"{text.number(row['kosong'])} kosong"),
        (
            "Perlu perbaikan",
            text.count(row["perlu_perbaikan"]).capitalize(),
            f"{text.number(row['segera_kedaluwarsa'])} habis berlaku ≤30 hari",
        ),
        deadline,
    ]


def more_kpis(row: Mapping[str, Any]) -> str:
    """Registration data is another measure than evidence; the level waits for the official list."""
    asked = int(row["registrasi_isian"])
    filled = f"{text.number(row['registrasi_terisi'])} dari {text.number(asked)} isian" if asked else "belum dimuat"
    return (
        f"Data registrasi terisi: {filled} · tingkat kecamatan (Pratama, Madya, Utama): {text.UNDETERMINED},"
        " karena daftar syarat resmi belum dimuat"
    )
