"""One event of Lapor Bencana: the list of them, how its figures were revised, and its facts in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records


def event_list(frame: pd.DataFrame, context: Context) -> Figure:
    """The events of the filter as a list, newest first; the table is the figure."""
    shown = frame.assign(
        tanggal_teks=[event_date(row) for row in records(frame[["tanggal", "tanggal_dari", "tanggal_sampai"]])],
        desa_teks=pd.Series(
            [
                named if not text.missing(named) else (f"{said} (belum dikenali)" if not text.missing(said) else None)
                for named, said in zip(frame["nama_desa"], frame["desa_disebut"], strict=True)
            ],
            index=frame.index,
            dtype="object",
        ),
    )
    return Figure(
        id="LB-D",
        kind="table",
        title="Daftar kejadian",
        frame=shown,
        columns=(
            Column("id", "Nomor"),
            Column("tanggal_teks", "Tanggal"),
            Column("tanggal_dari", "Tanggal mulai", "day"),
            Column("nama_ancaman", "Bahaya"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("desa_teks", "Desa"),
            Column("terdampak_jiwa", "Jiwa", "number"),
            Column("terdampak_kk", "KK", "number"),
            Column("rumah_terendam_unit", "Rumah terendam", "number"),
            Column("mengungsi_orang", "Mengungsi", "number"),
            Column("tahap", "Tahap data"),
            Column("sumber_url", "Sumber"),
        ),
        encode={"paper": ("tanggal_teks", "nama_ancaman", "nama_kecamatan", "terdampak_jiwa", "terdampak_kk", "tahap")},
        unit="kejadian",
        reading="Terbaru di atas, dengan dampak versi terakhir. Kosong = belum dilaporkan, 0 = nihil.",
        context=context,
    )


def event_date(row: Mapping[str, Any]) -> str:
    """The date of an event as precisely as it is known: `27/12/2025`, `Nov 2019`, `2023`."""
    if not text.missing(row["tanggal"]):
        return f"{pd.Timestamp(row['tanggal']):%d/%m/%Y}"
    start, end = pd.Timestamp(row["tanggal_dari"]), pd.Timestamp(row["tanggal_sampai"])
    if (start.year, start.month) == (end.year, end.month):
        return (
            f"{text.month(start)} (hari tidak disebut)"
            if start.day == 1 and end.day > 27
            else f"{start.day}–{text.day(end)}"
        )
    return f"{start.year} (bulan tidak disebut)" if start.year == end.year else text.span(start, end)


def event_facts(row: Mapping[str, Any]) -> list[str]:
    """What is known of one event, a sentence a line; the first is its date. Unknown is said, nil is said."""
    measures = (
        ("meninggal", "meninggal_orang", "orang"),
        ("hilang", "hilang_orang", "orang"),
        ("luka", "luka_orang", "orang"),
        ("mengungsi", "mengungsi_orang", "orang"),
        ("terdampak", "terdampak_jiwa", "jiwa"),
        ("terdampak", "terdampak_kk", "KK"),
        ("rumah rusak berat", "rumah_rusak_berat_unit", "unit"),
        ("rumah terendam", "rumah_terendam_unit", "unit"),
    )
    given = [
        f"{name} {text.count(row[column], unit)}" for name, column, unit in measures if not text.missing(row[column])
    ]
    silent = [f"{name} ({unit})" for name, column, unit in measures if text.missing(row[column])]
    place = "" if text.missing(row["nama_kecamatan"]) else f"Kecamatan {row['nama_kecamatan']}"
    villages = "" if text.missing(row["nama_desa"]) else f"; desa {row['nama_desa']}"
    lines = [event_date(row), f"{place}{villages}." if place else "Lokasi belum dilaporkan."]
    lines.append(f"Dilaporkan: {', '.join(given)}." if given else "Belum ada angka dampak yang dilaporkan.")
    if silent:
        lines.append(f"Belum dilaporkan: {', '.join(silent)}.")
    if not text.missing(row["catatan"]):
        lines.append(f"Catatan: {row['catatan']}.")
    return lines


def recap_sentence(row: Mapping[str, Any]) -> str:
    """One press recap as a note, harmless as Markdown, with its source."""
    area = "" if text.missing(row["lahan_ha"]) else f", {text.whole(row['lahan_ha'])} ha"
    when = (
        "tanggal tidak disebut"
        if text.missing(row["tanggal_dari"])
        else text.span(row["tanggal_dari"], row["tanggal_sampai"])
    )
    source = text.link("sumber", row["sumber_url"])
    return f"**{text.escape(row['nama_ancaman'])}**{area}, {when}: {text.escape(row['catatan'])} {source}"


def versions(frame: pd.DataFrame, context: Context) -> Figure:
    """How the figures of one event were revised: jiwa by version, up and down, with who published them."""
    shown = frame[frame["cakupan"] == "kejadian"].copy()
    shown["label"] = [
        f"v{int(v)} · {_published(row)}" for v, row in zip(shown["versi_ke"], records(shown), strict=True)
    ]
    measure, noun = ("terdampak_jiwa", "jiwa") if shown["terdampak_jiwa"].notna().any() else ("terdampak_kk", "KK")
    shown["teks"] = [text.count(v, noun) for v in shown[measure]]
    last = shown.iloc[-1] if len(shown) else None
    return Figure(
        id="LB-V",
        kind="ranked",
        title="Versi angka dampak",
        frame=shown,
        columns=(
            Column("versi_ke", "Versi", "number"),
            Column("per_pada", "Keadaan per", "day"),
            Column("penerbit", "Penerbit"),
            Column("tahap", "Tahap"),
            Column("terdampak_jiwa", "Jiwa terdampak", "number"),
            Column("terdampak_kk", "KK terdampak", "number"),
            Column("rumah_terendam_unit", "Rumah terendam", "number"),
            Column("rumah_terdampak_unit", "Rumah terdampak", "number"),
            Column("jumlah_kecamatan", "Kecamatan", "number"),
            Column("jumlah_desa", "Desa", "number"),
            Column("catatan", "Catatan"),
            Column("sumber_url", "Sumber"),
        ),
        encode={
            "label": "label",
            "value": measure,
            "text": "teks",
            "strong": [last["label"]] if last is not None else [],
        },
        unit=noun,
        reading=(
            f"{text.count(len(shown), 'versi')} terbit; yang dipakai versi terakhir."
            " Angka dapat direvisi naik maupun turun."
        ),
        context=context,
    )


def _published(row: dict[str, Any]) -> str:
    return text.day(row["per_pada"]) if not text.missing(row["per_pada"]) else "tanpa tanggal"
