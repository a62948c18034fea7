"""Figures of Kencana's first page: the evidence matrix, two-layer bars and the map of what is valid on a day."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from pantau import borders, style, text
from pantau.figures import Column, Context, Figure, class_bounds, records
from pantau.filters import Filters

# Where its numbers come from, as every screen and sheet says it.
SOURCE: Final = "catatan bukti kecamatan untuk SI_KENCANA"

LEVELS: Final = ("Pratama", "Madya", "Utama")
_CONTRIBUTION: Final = "kontributif"
_SERVICES: Final = "Kontribusi pada layanan minimum (SPM)"
_GOVERNANCE: Final = "Keanggotaan, rencana, anggaran, prosedur"
# What still lacks something: neither valid nor excused with a reason.
_SETTLED: Final = ("disetujui", "tidak_berlaku")
_FORMULA = "Berlaku = disetujui dan belum kedaluwarsa ÷ bukti wajib; “tidak berlaku” keluar dari penyebut."


def matrix(
    cells: pd.DataFrame,
    completeness: pd.DataFrame,
    context: Context,
    only_missing: bool = False,
    alphabetical: bool = False,
) -> Figure:
    """KN2: kecamatan by counted indicators; shape, letter and colour carry the state.

    `cells` has one row a kecamatan and indicator with `keadaan`; `completeness` one a kecamatan, most complete first.
    `only_missing` leaves out every kecamatan and indicator of which nothing is missing; the margins stay whole.
    """
    margins = _margins(cells, completeness)
    counted = cells[cells["keadaan"] != "tidak_berlaku"]
    valid = counted[counted["keadaan"] == "disetujui"]
    shown = cells
    if only_missing:
        lacking = cells[~cells["keadaan"].isin(_SETTLED)]
        shown = cells[
            cells["nama_kecamatan"].isin(lacking["nama_kecamatan"])
            & cells["kode_indikator"].isin(lacking["kode_indikator"])
        ]
    there = set(shown["nama_kecamatan"])
    order = [name for name in completeness["nama_kecamatan"] if name in there]
    if alphabetical:
        order = sorted(order)
    groups, group_of = _groups(shown)
    places = {group: i for i, (group, _) in enumerate(groups)}
    columns = sorted(group_of, key=lambda code: (places[group_of[code]], code))
    rank = {name: i for i, name in enumerate(order)}
    frame = shown.assign(
        detail=[_detail(row) for row in records(shown)],
        nama_keadaan=[style.EVIDENCE[state].title for state in shown["keadaan"]],
        urut=shown["nama_kecamatan"].map(rank),
    ).sort_values(["urut", "kode_indikator"], ignore_index=True)
    return Figure(
        id="KN2",
        kind="matrix",
        title=_missing_title(shown) if only_missing else _farthest(completeness),
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
            "groups": groups,
            "group_of": group_of,
            "short": dict(zip(shown["kode_indikator"], shown["nama_pendek"], strict=True)),
            "names": dict(zip(shown["kode_indikator"], shown["uraian"], strict=True)),
            "codes": dict(zip(shown["nama_kecamatan"], shown["singkatan"], strict=True)),
            "heads": {code: bare(code) for code in columns},
            **margins,
        },
        unit="bukti",
        reading=(
            f"{text.number(len(valid))} dari {text.number(len(counted))} bukti wajib berlaku hari itu. {_FORMULA}"
            if len(shown)
            else "Tidak ada bukti yang kurang: semua yang wajib berlaku hari itu."
        ),
        context=context,
        notes=_matrix_notes(cells),
    )


def bare(code: str) -> str:
    """`A01` from `KC-A01`: what all codes of the list share says nothing."""
    return code.removeprefix("KC-")


def _margins(cells: pd.DataFrame, completeness: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Valid of required, a kecamatan and an indicator."""
    counted = cells[cells["keadaan"] != "tidak_berlaku"]
    of = counted["kode_indikator"].value_counts()
    done = counted.loc[counted["keadaan"] == "disetujui", "kode_indikator"].value_counts()
    rows = zip(completeness["nama_kecamatan"], completeness["berlaku"], completeness["wajib"], strict=True)
    return {
        "row_margin": {name: f"{valid}/{needed}" for name, valid, needed in rows},
        "column_margin": {code: f"{done.get(code, 0)}/{of.get(code, 0)}" for code in cells["kode_indikator"].unique()},
    }


def _groups(cells: pd.DataFrame) -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """The headings over the columns and the heading of each: tiers once the list names one for every indicator."""
    tier = dict(zip(cells["kode_indikator"], cells["tingkat"], strict=True))
    governance = {level for level in tier.values() if level != _CONTRIBUTION}
    if governance and governance <= set(LEVELS):
        titles = [*((level, level) for level in LEVELS), (_CONTRIBUTION, _SERVICES)]
        group_of = tier
    else:
        titles = [("tata kelola", _GOVERNANCE), (_CONTRIBUTION, _SERVICES)]
        group_of = {code: level if level == _CONTRIBUTION else "tata kelola" for code, level in tier.items()}
    return tuple((group, title) for group, title in titles if group in group_of.values()), group_of


def _detail(row: Mapping[str, Any]) -> str:
    """The further lines of the pointer's box; a cell excused without a reason says why it still counts."""
    if row.get("tanpa_alasan"):
        return "<br>dinyatakan tidak berlaku tanpa alasan,<br>jadi tetap wajib"
    until, up = row["berlaku_sampai"], row["tanggal_unggah"]
    return ("" if text.missing(until) else f"<br>berlaku s.d. {text.day(until)}") + (
        "" if text.missing(up) else f"<br>unggah {text.day(up)}"
    )


def _farthest(completeness: pd.DataFrame) -> str:
    """The finding of the matrix: which two kecamatan are farthest from complete."""
    if len(completeness) < 2:
        return "Bukti berlaku per kecamatan dan indikator"
    behind = completeness.assign(bagian=completeness["berlaku"] / completeness["wajib"]).sort_values(
        ["bagian", "nama_kecamatan"], kind="stable"
    )
    names, done, of = (behind[name].tolist()[:2] for name in ("nama_kecamatan", "berlaku", "wajib"))
    if of[0] == of[1]:
        return f"{text.join(names)} paling jauh: {text.join([str(n) for n in done])} dari {of[0]} bukti berlaku"
    return f"{text.join(names)} paling jauh: {done[0]} dari {of[0]} dan {done[1]} dari {of[1]} bukti berlaku"


def _missing_title(cells: pd.DataFrame) -> str:
    lacking = cells[~cells["keadaan"].isin(_SETTLED)]
    places, codes = lacking["nama_kecamatan"].nunique(), lacking["kode_indikator"].nunique()
    return f"{text.number(len(lacking))} bukti kurang pada {codes} indikator di {places} kecamatan"


def _matrix_notes(cells: pd.DataFrame) -> tuple[str, ...]:
    versions = sorted(set(cells["versi"])) if "versi" in cells else []
    notes = [
        "Hanya indikator yang teksnya diketahui dari sumber terbuka yang dihitung;"
        " daftar resmi menggantikannya lewat satu berkas."
        if set(cells["status_sumber"]) - {"bersumber"}
        else "",
        f"Daftar indikator versi {text.join(versions)}." if versions else "",
    ]
    bare_claims = int(cells["tanpa_alasan"].sum()) if "tanpa_alasan" in cells else 0
    if bare_claims:
        notes.append(
            f"{bare_claims} bukti dinyatakan tidak berlaku tanpa alasan; selnya tetap wajib dan dihitung kosong."
        )
    return tuple(note for note in notes if note)


def two_layers(frame: pd.DataFrame, context: Context, steps: pd.DataFrame | None = None) -> Figure:
    """KN3: uploaded (outer) and approved and valid (inner) a kecamatan, as counts of required evidence.

    `steps` has one row a kecamatan and level; a line stands where a level's needs are known.
    """
    needed = {} if steps is None else steps.dropna(subset="wajib").groupby("tingkat")["wajib"].max().to_dict()
    lines = tuple((int(needed[level]), level) for level in LEVELS if level in needed)
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
            "lines": lines,
        },
        unit="bukti",
        reading=(
            "Batang muda = diunggah, batang tua = berlaku."
            f" {text.count(waiting, 'bukti')} sudah diunggah tetapi belum berlaku."
            + (" Garis = banyaknya syarat tiap tingkat." if lines else "")
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
            f" terendah {worst['nama_kecamatan']} ({worst['ringkas']}). {borders.remark()}"
        ),
        context=context,
    )


def sentence(row: Mapping[str, Any], chosen: Filters) -> str:
    """`Keadaan per 31 Okt 2026 · semua kecamatan · indikator yang dihitung · 96 dari 96 bukti wajib`."""
    place = f"Kec. {chosen.kecamatan.name}" if chosen.kecamatan else "semua kecamatan"
    shown = f"{text.number(row['wajib'])} dari {text.number(row['total_wajib'])} bukti wajib"
    return f"Keadaan per {text.day(row['per'])} · {place} · indikator yang dihitung · {shown}"


def everywhere(context: Context, row: Mapping[str, Any]) -> Context:
    """The context of a figure that shows all kecamatan whatever is chosen, so that another can be chosen on it."""
    return replace(context, sentence=sentence({**row, "wajib": row["total_wajib"]}, Filters()))


def running(stages: pd.DataFrame) -> dict[str, Any] | None:
    """The stage that is running and ends first; None without a target."""
    open_stages = stages[stages["keadaan_tahap"] == "berjalan"]
    return records(open_stages.head(1))[0] if len(open_stages) else None


def kpis(row: Mapping[str, Any], stages: pd.DataFrame) -> list[tuple[str, str, str]]:
    """KN1: valid, approved and uploaded are three percentages, never merged; what expires; the deadline."""
    of = row["wajib"]
    return [
        (
            "Berlaku hari itu",
            _percent(row["berlaku"], of),
            f"{text.number(row['berlaku'])} dari {text.number(of)} bukti",
        ),
        ("Pernah disetujui", _percent(row["disetujui"], of), f"{text.number(row['kedaluwarsa'])} kedaluwarsa"),
        ("Sudah diunggah", _percent(row["diunggah"], of), f"{text.number(row['kosong'])} kosong"),
        (
            "Perlu perbaikan",
            text.count(row["perlu_perbaikan"]).capitalize(),
            f"{text.number(row['segera_kedaluwarsa'])} habis berlaku ≤30 hari",
        ),
        _deadline(running(stages)),
    ]


def _percent(part: Any, of: Any) -> str:
    return text.percent(100 * part / of) if of else text.UNDETERMINED


def _deadline(stage: Mapping[str, Any] | None) -> tuple[str, str, str]:
    if stage is None:
        return "Menuju tenggat", text.UNDETERMINED, "target belum ditetapkan"
    return "Menuju tenggat", f"{text.number(stage['sisa_hari'])} hari", pace(stage)


def pace(stage: Mapping[str, Any]) -> str:
    """What a running stage still needs a week."""
    if text.missing(stage["sasaran_bukti"]):
        return text.UNDETERMINED
    if stage["kurang"] == 0:
        return "sasaran tercapai"
    if text.missing(stage["per_minggu"]):
        return f"kurang {text.number(stage['kurang'])} bukti"
    return f"perlu {text.number(stage['per_minggu'], 1)} bukti/minggu"


def levels(way: pd.DataFrame) -> str:
    """How many kecamatan stand on each level, or that this cannot be told and why."""
    if (way["tingkat_sekarang"] == text.UNDETERMINED).all():
        reason = str(way["alasan"].iloc[0]) if len(way) else "belum ada kecamatan"
        return f"Tingkat kecamatan (Pratama, Madya, Utama): {text.UNDETERMINED}, karena {reason}."
    counts = way["tingkat_sekarang"].value_counts()
    order = [name for name in (*LEVELS, f"belum mencapai {LEVELS[0]}", text.UNDETERMINED) if name in counts.index]
    return f"Tingkat kecamatan: {text.join([f'{name} {counts[name]}' for name in order])}."
