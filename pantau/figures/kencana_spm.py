"""Figures of the twelve minimum services: served of due a kecamatan, and where each name comes from."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records
from pantau.filters import Filters

_NOT_DUE: Final = "tidak berlaku"
# Names that fit beside a row; the full ones stand in the table below the figure.
_SHORT: Final = {
    "SPM-1.1": "Kajian risiko",
    "SPM-1.2": "KIE per ancaman",
    "SPM-2.1": "RPB",
    "SPM-2.2": "Renkon",
    "SPM-2.3": "Pelatihan",
    "SPM-2.4": "Gladi",
    "SPM-2.5": "Pengendalian",
    "SPM-2.6": "Peralatan",
    "SPM-3.1": "Respon wabah",
    "SPM-3.2": "Respon darurat",
    "SPM-3.3": "Sistem komando",
    "SPM-3.4": "Cari dan tolong",
}


def sentence(frame: pd.DataFrame, chosen: Filters) -> str:
    """`Capaian tahun 2025 · semua kecamatan · 92 dari 96 sel dilaporkan`."""
    place = f"Kec. {chosen.kecamatan.name}" if chosen.kecamatan else "semua kecamatan"
    year = f"Capaian tahun {frame['tahun'].iloc[0]}" if len(frame) else "Capaian layanan minimum"
    told = int((frame["keadaan"] != "belum dilaporkan").sum())
    return f"{year} · {place} · {text.number(told)} dari {text.number(len(frame))} sel dilaporkan"


def services(frame: pd.DataFrame, context: Context) -> Figure:
    """Served of due, a service a row and a kecamatan a column; nobody due is "tidak berlaku", never 0 or 100 %."""
    shown = frame.assign(
        label=_labels(frame),
        teks=[
            "–" if row["keadaan"] == _NOT_DUE else ("" if text.missing(row["persen"]) else _cell(row))
            for row in records(frame)
        ],
    )
    told = frame.dropna(subset="persen")
    empty, silent = (int((frame["keadaan"] == state).sum()) for state in (_NOT_DUE, "belum dilaporkan"))
    beyond = int((told["terlayani_orang"] > told["sasaran_orang"]).sum())
    lowest = records(
        told.assign(label=_labels(told))
        .groupby("label", sort=False)[["terlayani_orang", "sasaran_orang"]]
        .sum()
        .assign(bagian=lambda f: 100 * f["terlayani_orang"] / f["sasaran_orang"])
        .reset_index()
        .sort_values("bagian", kind="stable")
        .head(1)
    )
    title = "Warga terlayani per sub-kegiatan dan kecamatan"
    if lowest:
        title = f"Paling rendah {lowest[0]['label']}: {text.percent(lowest[0]['bagian'])} dari sasaran"
    return Figure(
        id="KN15",
        kind="crosstab",
        title=title,
        frame=shown,
        columns=(
            Column("kode_layanan", "Kode"),
            Column("layanan", "Layanan"),
            Column("sub_kegiatan", "Sub-kegiatan"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("sasaran_orang", "Sasaran (orang)", "number"),
            Column("terlayani_orang", "Terlayani (orang)", "number"),
            Column("persen", "Terlayani (%)", "percent"),
            Column("keadaan", "Keterangan"),
        ),
        encode={
            "row": "label",
            "column": "nama_kecamatan",
            "value": "persen",
            "text": "teks",
            "rows": list(dict.fromkeys(shown["label"])),
            "columns": list(dict.fromkeys(frame["nama_kecamatan"])),
            "absent": "belum dilaporkan",
            "words": {"–": "tidak berlaku, sasarannya nol"},
        },
        unit="persen sasaran",
        reading=(
            f"Sel = persen warga terlayani dari sasaran. {text.count(empty, 'sel')} (–) tidak berlaku karena"
            f" sasarannya nol, {text.count(silent, 'sel')} belum dilaporkan."
            + (f" {beyond} sel melebihi sasaran; periksa angkanya." if beyond else "")
        ),
        context=context,
        notes=("Satu warga dapat dihitung pada lebih dari satu layanan.",),
    )


def sources(frame: pd.DataFrame, context: Context) -> Figure:
    """The twelve services, how each is measured, and whether its name is sourced."""
    sure = int((frame["status_sumber"] == "bersumber").sum())
    return Figure(
        id="KN16",
        kind="table",
        title="Dua belas sub-kegiatan dan status sumbernya",
        frame=frame,
        columns=(
            Column("kode", "Kode"),
            Column("layanan", "Layanan"),
            Column("sub_kegiatan", "Sub-kegiatan"),
            Column("status_sumber", "Status sumber"),
            Column("sumber", "Sumber"),
        ),
        encode={"paper": ["kode", "sub_kegiatan", "status_sumber"]},
        unit="sub-kegiatan",
        reading=(
            f"{sure} dari {len(frame)} nama bersumber; yang lain pengetahuan umum tentang Permendagri 101/2018"
            " yang belum diverifikasi. Ukurannya sama: warga terlayani ÷ warga di kawasan rawan × 100, sasaran 100 %."
        ),
        context=context,
    )


def _cell(row: Mapping[str, Any]) -> str:
    """A percentage without its sign, which the unit says, or the fraction of fewer than twenty people."""
    share = text.share(row["terlayani_orang"], row["sasaran_orang"])
    return share.removesuffix(f"{text.NBSP}%")


def _labels(frame: pd.DataFrame) -> list[str]:
    return [
        f"{code.removeprefix('SPM-')} {_SHORT.get(code, name)}"
        for code, name in zip(frame["kode_layanan"], frame["sub_kegiatan"], strict=True)
    ]
