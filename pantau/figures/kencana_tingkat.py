"""Figures of Kencana's levels: steps, the shortest way up, task sheets, registration and weights."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from pantau import catalogue, style, text
from pantau.figures import Column, Context, Figure, records
from pantau.figures.kencana import LEVELS


def ladder(steps: pd.DataFrame, context: Context) -> Figure:
    """KN5: how many of each level's needs are valid, a kecamatan a row; unknown levels say so."""
    shown = steps.assign(
        teks=[
            "" if text.missing(of) else (f"{done}/{of}" if done < of else f"{done}/{of} terpenuhi")
            for done, of in zip(steps["berlaku"], steps["wajib"], strict=True)
        ]
    )
    met = steps[steps["kurang"] == 0].groupby("tingkat")["kode_kecamatan"].nunique()
    known = [level for level in LEVELS if (steps.loc[steps["tingkat"] == level, "wajib"].notna()).any()]
    counts = [f"{level} {met.get(level, 0)}" for level in known]
    return Figure(
        id="KN5",
        kind="crosstab",
        title="Syarat tiap tingkat yang sudah berlaku",
        frame=shown,
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            Column("tingkat", "Tingkat"),
            Column("wajib", "Syarat wajib", "number"),
            Column("berlaku", "Berlaku", "number"),
            Column("kurang", "Kurang", "number"),
            Column("berlaku_persen", "Berlaku (%)", "percent"),
        ),
        encode={
            "row": "nama_kecamatan",
            "column": "tingkat",
            "value": "berlaku_persen",
            "text": "teks",
            "rows": list(dict.fromkeys(steps["nama_kecamatan"])),
            "columns": list(LEVELS),
            "absent": "daftar resmi belum dimuat",
        },
        unit="persen syarat",
        reading=f"Kecamatan yang memenuhi semua syarat: {text.join(counts)}; syarat tingkat di bawahnya ikut dihitung.",
        context=context,
    )


def way_up(way: pd.DataFrame, context: Context) -> Figure:
    """KN5 and N16: the level a kecamatan stands on and the fewest documents that lift it by one, or why unknown."""
    shown = way.assign(
        jumlah=[_count(row) for row in records(way)],
        daftar=["–" if text.missing(codes) else str(codes) for codes in way["daftar_kurang"]],
        sebab=["–" if text.missing(reason) else str(reason) for reason in way["alasan"]],
    )
    near = way[way["kurang"] == way.loc[way["kurang"] > 0, "kurang"].min()]
    title = "Jalan terpendek ke tingkat berikut"
    if len(near):
        who = near["nama_kecamatan"].iloc[0] if len(near) == 1 else f"{len(near)} kecamatan"
        title = f"{who} tinggal {text.number(near['kurang'].iloc[0])} bukti dari tingkat berikut"
    return Figure(
        id="KN5B",
        kind="table",
        title=title,
        frame=shown,
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            Column("tingkat_sekarang", "Tingkat sekarang"),
            Column("tingkat_berikut", "Tingkat berikut"),
            Column("jumlah", "Kurang"),
            Column("daftar", "Bukti yang kurang"),
            Column("sebab", "Alasan"),
        ),
        encode={"paper": ["nama_kecamatan", "tingkat_sekarang", "tingkat_berikut", "jumlah", "daftar", "sebab"]},
        unit="bukti",
        reading=(
            "Tingkat = tingkat tertinggi yang semua syarat wajibnya berlaku, termasuk syarat tingkat di bawahnya."
            " Yang kurang adalah jumlah paling sedikit: satu dokumen memenuhi satu syarat."
            if way["kurang"].notna().any()
            else "Daftar resmi syarat per tingkat belum diperoleh; begitu dimuat, jalan terpendek terhitung."
        ),
        context=context,
        notes=_declared(),
    )


def _declared() -> tuple[str, ...]:
    """The published target for the level: of the regency, and not counted from evidence."""
    target = catalogue.programme("kencana").indicator("tingkat").target
    if target is None:
        return ()
    return (f"Target kabupaten: {target.value} pada {target.period} ({target.document}); bukan hitungan dari bukti.",)


def _count(row: Mapping[str, Any]) -> str:
    if text.missing(row["kurang"]):
        return text.UNDETERMINED
    return f"{text.number(row['kurang'])} bukti" if row["kurang"] else text.NIL


def task_sheets(frame: pd.DataFrame, names: Sequence[str], context: Context) -> dict[str, Figure]:
    """One task sheet a kecamatan, also for those with nothing left to do."""
    return {name: _tasks(frame, name, context) for name in names}


def all_tasks(frame: pd.DataFrame, context: Context) -> Figure:
    """What the workbook of all sheets says of itself."""
    return Figure(
        id="KN11A",
        kind="table",
        title="Lembar tugas Kencana per kecamatan",
        frame=frame,
        columns=(),
        encode={"paper": []},
        unit="bukti",
        reading=f"{text.number(len(frame))} bukti belum berlaku di semua lembar; satu lembar satu kecamatan.",
        context=context,
    )


def _tasks(frame: pd.DataFrame, name: str, context: Context) -> Figure:
    """The task sheet of one kecamatan: what is missing, the reviewer's note, who acts next, and until when."""
    mine = frame[frame["nama_kecamatan"] == name].reset_index(drop=True)
    shown = mine.assign(
        keadaan_kata=[style.EVIDENCE[state].title for state in mine["keadaan"]],
        catatan_kata=[_remark(row) for row in records(mine)],
        syarat=[f"{row['kode_indikator']} {row['uraian']}" for row in records(mine)],
        diminta=["" if text.missing(words) else str(words) for words in mine["bukti_diminta"]],
        tenggat_kata=["target belum ditetapkan" if text.missing(day) else text.day(day) for day in mine["tenggat"]],
    )
    by_kecamatan = int((mine["untuk"] == "Kecamatan").sum())
    return Figure(
        id="KN11",
        kind="table",
        title=f"Lembar tugas Kecamatan {name}",
        frame=shown,
        columns=(
            Column("syarat", "Indikator"),
            Column("diminta", "Bukti yang diminta"),
            Column("keadaan_kata", "Keadaan"),
            Column("catatan_kata", "Catatan pemeriksa"),
            Column("untuk", "Tugas"),
            Column("tenggat_kata", "Tenggat"),
        ),
        encode={"paper": ["syarat", "diminta", "keadaan_kata", "catatan_kata", "untuk", "tenggat_kata"]},
        unit="bukti",
        reading=(
            f"{text.number(len(mine))} bukti belum berlaku: {text.count(by_kecamatan)} tugas kecamatan,"
            f" {text.count(len(mine) - by_kecamatan)} menunggu pemeriksa."
            if len(mine)
            else "Semua bukti wajib kecamatan ini berlaku; tidak ada tugas."
        ),
        context=replace(
            context, sentence=f"{context.sentence.split(' · ')[0]} · Kec. {name} · bukti yang belum berlaku"
        ),
    )


def _remark(row: Mapping[str, Any]) -> str:
    if row["tanpa_alasan"]:
        return "dinyatakan tidak berlaku tanpa alasan; tulis alasannya atau unggah buktinya"
    if row["keadaan"] == "kedaluwarsa":
        return f"masa berlaku habis {text.day(row['berlaku_sampai'])}; unggah yang baru"
    return "" if text.missing(row["catatan"]) else str(row["catatan"])


def registration(frame: pd.DataFrame, context: Context) -> Figure:
    """Registration fields filled in beside evidence valid: two measures, never one number."""
    names = ("Isian registrasi", "Bukti berlaku")
    parts = [
        pd.DataFrame(
            {
                "nama_kecamatan": frame["nama_kecamatan"],
                "ukuran": name,
                "terisi": frame[done],
                "diminta": frame[of],
                "persen": frame[percent],
                "isian_kosong": frame["isian_kosong"] if name == names[0] else "",
            }
        )
        for name, (done, of, percent) in zip(
            names,
            (("isian_terisi", "isian_diminta", "isian_persen"), ("berlaku", "wajib", "berlaku_persen")),
            strict=True,
        )
    ]
    long = pd.concat(parts, ignore_index=True)
    long["teks"] = [
        "" if text.missing(of) else f"{text.number(done)}/{text.number(of)}"
        for done, of in zip(long["terisi"], long["diminta"], strict=True)
    ]
    asked = frame["isian_diminta"].dropna()
    full = int((frame["isian_terisi"] == frame["isian_diminta"]).sum())
    done = int((frame["berlaku"] == frame["wajib"]).sum())
    return Figure(
        id="KN12",
        kind="crosstab",
        title="Isian registrasi dan bukti: dua ukuran",
        frame=long,
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            Column("ukuran", "Ukuran"),
            Column("terisi", "Terisi atau berlaku", "number"),
            Column("diminta", "Diminta atau wajib", "number"),
            Column("persen", "Bagian (%)", "percent"),
            Column("isian_kosong", "Isian yang belum terisi"),
        ),
        encode={
            "row": "nama_kecamatan",
            "column": "ukuran",
            "value": "persen",
            "text": "teks",
            "rows": frame["nama_kecamatan"].tolist(),
            "columns": list(names),
            "absent": "belum dimuat",
        },
        unit="persen",
        reading=(
            f"Registrasi lengkap di {text.share(full, len(frame))} kecamatan, semua bukti berlaku di"
            f" {text.share(done, len(frame))}. Keduanya tidak dijumlahkan."
            if len(asked)
            else "Data registrasi belum dimuat; hanya bukti yang dihitung."
        ),
        context=context,
        notes=("Isian diminta = semua isian yang pernah dicatat kecamatan mana pun sampai tanggal keadaan.",),
    )


def weighted(frame: pd.DataFrame, context: Context) -> Figure:
    """Completeness with and without weights side by side; without a full set of weights the first is not told."""
    known = frame["berbobot_persen"].notna().any()
    unweighed = frame["tanpa_bobot"].max() if len(frame) else 0
    shown = frame.assign(
        tanpa=[text.share(valid, of) for valid, of in zip(frame["berlaku"], frame["wajib"], strict=True)],
        dengan=[
            "bobot belum ditetapkan" if text.missing(row["berbobot_persen"]) else _weight(row) for row in records(frame)
        ],
    )
    return Figure(
        id="KN13",
        kind="table",
        title="Kelengkapan dengan dan tanpa bobot",
        frame=shown,
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            Column("tanpa", "Tanpa bobot"),
            Column("dengan", "Dengan bobot"),
            Column("berlaku_persen", "Tanpa bobot (%)", "percent"),
            Column("berbobot_persen", "Dengan bobot (%)", "percent"),
            Column("tanpa_bobot", "Indikator tanpa bobot", "number"),
        ),
        encode={"paper": ["nama_kecamatan", "tanpa", "dengan", "tanpa_bobot"]},
        unit="persen bukti wajib",
        reading=(
            "Dengan bobot = jumlah bobot bukti yang berlaku ÷ jumlah bobot bukti wajib."
            if known
            else f"Bobot belum ditetapkan untuk {text.count(unweighed, 'indikator')}, jadi semua berbobot sama;"
            " bobot dimuat lewat berkas bobot_indikator."
        ),
        context=context,
    )


def _weight(row: Mapping[str, Any]) -> str:
    return f"{text.whole(row['bobot_berlaku'])} dari {text.whole(row['bobot_wajib'])} bobot"


def weights(frame: pd.DataFrame, context: Context) -> Figure:
    """The weights and the document each comes from."""
    given = frame.dropna(subset="bobot")
    return Figure(
        id="KN14",
        kind="table",
        title="Bobot indikator dan dokumennya",
        frame=given.assign(
            dasar=["dokumen tidak disebut" if text.missing(d) else str(d) for d in given["dokumen"]],
            sejak=["dari awal" if text.missing(d) else text.day(d) for d in given["berlaku_dari"]],
        ),
        columns=(
            Column("kode_indikator", "Kode indikator"),
            Column("nama_pendek", "Indikator"),
            Column("bobot", "Bobot", "number"),
            Column("sejak", "Berlaku sejak"),
            Column("dasar", "Dokumen"),
        ),
        encode={"paper": ["kode_indikator", "nama_pendek", "bobot", "dasar"]},
        unit="bobot",
        reading=f"{text.number(len(given))} dari {text.number(len(frame))} indikator berbobot.",
        context=context,
    )
