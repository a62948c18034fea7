"""Figures of Kencana over time: progress to the deadline, what holds it up, speed of review, age and change."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from pantau import style, text
from pantau.figures import Column, Context, Figure, records
from pantau.figures.kencana import bare, pace, running

# Evidence that ends within so many days is worth a look now.
SOON_DAYS: Final = 90

_ALL: Final = "semua"
_DAYS: Final = ((24, "1 hari"), (72, "3 hari"), (168, "7 hari"), (336, "14 hari"), (720, "30 hari"), (1440, "60 hari"))
_LINES: Final = ((style.ACCENT, "solid"), (style.INK2, "dash"), (style.AMBER_LINE, "dot"), (style.INK3, "dash"))
# The pace of the last weeks: long enough that a meeting's rush does not decide it.
_WEEKS: Final = 8


def progress(days: pd.DataFrame, stages: pd.DataFrame, context: Context) -> Figure:
    """KN4: valid evidence day by day against the pace the running stage still needs."""
    stage, last = running(stages), records(days.tail(1))
    now = last[0] if last else {"tanggal": None, "berlaku": 0, "wajib": 0}
    title, needed, goal, told = "Bukti berlaku dari waktu ke waktu", None, None, "Target belum ditetapkan."
    if stage is not None and not text.missing(stage["sasaran_bukti"]) and last:
        words, goal_at = pace(stage), int(stage["sasaran_bukti"])
        goal = (goal_at, f"sasaran {text.number(goal_at)} bukti s.d. {text.day(stage['periode_sampai'])}")
        if stage["kurang"]:
            needed = ((now["tanggal"], now["berlaku"]), (stage["periode_sampai"], goal_at), words)
        title = f"{words[0].upper()}{words[1:]} sampai {text.day(stage['periode_sampai'])}"
        told = f"Sasaran tahap ini {text.number(goal_at)} bukti; kurang {text.count(stage['kurang'], 'bukti')}."
    ended = stages[stages["keadaan_tahap"] == "berakhir"]
    return Figure(
        id="KN4",
        kind="progress",
        title=title,
        frame=days,
        columns=(
            Column("tanggal", "Tanggal", "day"),
            Column("berlaku", "Bukti berlaku", "number"),
            Column("wajib", "Bukti wajib", "number"),
        ),
        encode={
            "x": "tanggal",
            "y": "berlaku",
            "pace": needed,
            "target": goal,
            "marks": tuple((day, number) for number, day in enumerate(ended["periode_sampai"], 1)),
        },
        unit="bukti",
        reading=f"{_lately(days)} {told}" if last else "Belum ada bukti pada tanggal ini.",
        context=context,
        notes=tuple(
            f"{number} = tenggat tahap {text.span(row['periode_dari'], row['periode_sampai'])}:"
            f" {text.count(row['berlaku'], 'bukti')} berlaku dari sasaran {text.count(row['sasaran_bukti'], 'bukti')}."
            for number, row in enumerate(records(ended), 1)
        ),
    )


def _lately(days: pd.DataFrame) -> str:
    """How many valid documents a week were won in the last weeks, expired ones taken off."""
    last = days.iloc[-1]
    before = days[days["tanggal"] <= last["tanggal"] - pd.Timedelta(weeks=_WEEKS)]
    earlier = int(before["berlaku"].iloc[-1]) if len(before) else 0
    gained = (int(last["berlaku"]) - earlier) / _WEEKS
    return (
        f"{text.number(last['berlaku'])} dari {text.number(last['wajib'])} bukti berlaku;"
        f" {_WEEKS} minggu terakhir rata-rata {text.signed(gained, 1)} bukti per minggu."
    )


def stages(frame: pd.DataFrame, context: Context) -> Figure:
    """KN4, the stages as rows: deadline, goal, what stood and what is still needed."""
    shown = frame.assign(
        tahap=[text.span(a, b) for a, b in zip(frame["periode_dari"], frame["periode_sampai"], strict=True)],
        sasaran=[_goal(row) for row in records(frame)],
        laju=[pace(row) if row["keadaan_tahap"] == "berjalan" else row["keadaan_tahap"] for row in records(frame)],
    )
    return Figure(
        id="KN4B",
        kind="table",
        title="Tahap dan tenggatnya",
        frame=shown,
        columns=(
            Column("tahap", "Tahap"),
            Column("sasaran", "Sasaran"),
            Column("berlaku", "Berlaku", "number"),
            Column("kurang", "Kurang", "number"),
            Column("laju", "Keadaan"),
            Column("dokumen", "Dokumen target"),
        ),
        encode={"paper": ["tahap", "sasaran", "berlaku", "kurang", "laju"]},
        unit="bukti",
        reading=(
            "Tahap yang berakhir dihitung pada tenggatnya, yang berjalan pada tanggal keadaan."
            if len(frame)
            else "Target belum ditetapkan; muat berkas target untuk program kencana, indikator bukti_berlaku."
        ),
        context=context,
    )


def _goal(row: Mapping[str, Any]) -> str:
    goal = text.UNDETERMINED if text.missing(row["sasaran_bukti"]) else f"{text.number(row['sasaran_bukti'])} bukti"
    return f"{goal} ({text.percent(row['nilai'])} dari {row['wajib']})" if row["satuan"] == "persen" else goal


def bottleneck(frame: pd.DataFrame, context: Context) -> Figure:
    """KN6: indicators by the number of kecamatan still missing them, with the median days in review."""
    worst = frame[(frame["kurang"] == frame["kurang"].max()) & (frame["kurang"] > 0)]
    label = [f"{bare(code)} {name}" for code, name in zip(frame["kode_indikator"], frame["nama_pendek"], strict=True)]
    shown = frame.assign(label=label, teks=[_held(row) for row in records(frame)])
    named = [f"{name} ({bare(code)})" for code, name in zip(worst["kode_indikator"], worst["nama_pendek"], strict=True)]
    title = "Tidak ada indikator yang kurang"
    if named:
        title = f"{text.join(named[:3])} kurang di {text.number(worst['kurang'].iloc[0])} kecamatan"
    waiting, returned = int(frame["menunggu"].sum()), int(frame["perlu_perbaikan"].sum())
    return Figure(
        id="KN6",
        kind="ranked",
        title=title,
        frame=shown,
        columns=(
            Column("kode_indikator", "Kode indikator"),
            Column("uraian", "Indikator"),
            Column("wajib", "Kecamatan wajib", "number"),
            Column("kurang", "Belum berlaku", "number"),
            Column("kosong", "Kosong", "number"),
            Column("menunggu", "Menunggu pemeriksaan", "number"),
            Column("perlu_perbaikan", "Perlu perbaikan", "number"),
            Column("kedaluwarsa", "Kedaluwarsa", "number"),
            Column("median_hari", "Median periksa (hari)", "number"),
            Column("n_periksa", "Putaran pemeriksaan", "number"),
        ),
        encode={
            "label": "label",
            "value": "kurang",
            "text": "teks",
            # Twice the longest bar, so that the words beside it have their room.
            "top": max(int(frame["wajib"].max()), 2 * int(frame["kurang"].max())) if len(frame) else 0,
            "strong": [name for name, row in zip(label, frame["kurang"], strict=True) if row == frame["kurang"].max()],
        },
        unit="kecamatan",
        reading=(
            f"Dari {text.count(frame['kurang'].sum(), 'bukti')} yang kurang,"
            f" {text.count(frame['kosong'].sum())} kosong, {text.count(waiting)} menunggu pemeriksaan,"
            f" {text.count(returned)} perlu perbaikan, {text.count(frame['kedaluwarsa'].sum())} kedaluwarsa."
        ),
        context=context,
        notes=("Median = hari dari diunggah sampai diputuskan, atas n putaran pemeriksaan indikator itu.",),
    )


def _held(row: Mapping[str, Any]) -> str:
    count = text.count(row["kurang"])
    if not row["n_periksa"]:
        return f"{count} · belum ada yang diputuskan"
    return f"{count} · median {text.number(row['median_hari'], 1)} hari (n={text.number(row['n_periksa'])})"


def review(steps: pd.DataFrame, context: Context) -> Figure:
    """KN7: share of reviews decided within a number of days, a curve a deciding role; who waits still counts."""
    roles = [role for role in steps["seri"].unique() if role != _ALL]
    # One role alone decides everything: its curve is the curve of all, which also holds what nobody has taken up.
    keys = [_ALL, *roles] if len(roles) > 1 else [_ALL]
    title = {_ALL: "semua peran" if len(roles) > 1 else (roles[0] if roles else "semua peran")}
    shown = steps[steps["seri"].isin(keys)].assign(
        peran=lambda f: [title.get(key, key) for key in f["seri"]], hari=lambda f: f["jam"] / 24
    )
    whole = steps[steps["seri"] == _ALL]
    last = records(whole.tail(1))
    left = 100 - last[0]["persen"] if last else 0.0
    return Figure(
        id="KN7",
        kind="ecdf",
        title=_speed_title(whole),
        frame=shown.reset_index(drop=True),
        columns=(
            Column("peran", "Peran pemutus"),
            Column("hari", "Hari sejak diunggah", "number"),
            Column("persen", "Sudah diputuskan (%)", "percent"),
            Column("putaran", "Putaran pemeriksaan", "number"),
            Column("menunggu", "Masih menunggu", "number"),
        ),
        encode={
            "series": "seri",
            "x": "jam",
            "y": "persen",
            "names": {key: (title.get(key, key), *line) for key, line in zip(keys, _LINES, strict=False)},
            "n": {key: f"n={steps.loc[steps['seri'] == key, 'putaran'].max()}" for key in keys if len(steps)},
            "target": None,
            "open": (left, "belum diputuskan") if left > 0.5 else None,
            "ticks": _DAYS,
        },
        unit="persen putaran pemeriksaan",
        reading=_speed_reading(last, [(role, steps[steps["seri"] == role]) for role in keys], title),
        context=context,
        notes=(
            "Satu putaran = dari diunggah sampai disetujui, dikembalikan, atau dinyatakan tidak berlaku. Yang masih"
            " menunggu dihitung menunggu sampai tanggal keadaan (Kaplan-Meier), bukan dibuang.",
        ),
    )


def _reached(curve: pd.DataFrame, percent: float) -> float | None:
    """Days until a share of the reviews was decided; None when the curve ends below it."""
    there = curve[curve["persen"] >= percent - 1e-9]
    return None if there.empty else float(there["jam"].iloc[0]) / 24


def _speed_title(curve: pd.DataFrame) -> str:
    half = _reached(curve, 50)
    if half is None:
        return "Lama pemeriksaan"
    return f"Separuh pemeriksaan diputuskan dalam {text.number(half, 1)} hari"


def _speed_reading(last: list[dict[str, Any]], curves: list[tuple[str, pd.DataFrame]], title: Mapping[str, str]) -> str:
    if not last:
        return "Belum ada bukti yang diperiksa sampai tanggal ini."
    ends = []
    for role, curve in curves:
        late = _reached(curve, 90)
        ends.append(
            f"{title.get(role, role)}: P90 "
            + (f"{text.number(late, 1)} hari" if late is not None else f"{text.UNDETERMINED}, belum 90 % diputuskan")
        )
    counts = f"{text.number(last[0]['diputuskan'])} dari {text.number(last[0]['putaran'])} putaran diputuskan"
    return f"{counts}, {text.count(last[0]['menunggu'])} menunggu. {'; '.join(ends)}."


def age(frame: pd.DataFrame, context: Context) -> Figure:
    """KN8: months since the date on each document, an indicator a row; hollow = the age at which it runs out."""
    dated = frame.dropna(subset="umur_bulan")
    rows = [*dict.fromkeys(_label(row) for row in records(frame.sort_values("kode_indikator")))]
    points = [
        {**row, "indikator": _label(row), "umur": row["umur_bulan"], "simbol": _symbol(row), "titik": "dokumen"}
        for row in records(dated)
    ]
    points += [
        {**row, "indikator": _label(row), "umur": row["batas_bulan"], "simbol": "circle-open", "titik": "batas berlaku"}
        for row in records(dated.dropna(subset="batas_bulan"))
        if row["sisa_hari"] >= 0
    ]
    names = ["nama_kecamatan", "indikator", "judul", "titik", "umur", "tanggal_dokumen", "berlaku_sampai", "simbol"]
    shown = pd.DataFrame(points, columns=names)
    shown["kata"] = [
        f"{row['nama_kecamatan']}: {row['judul']}, {row['titik']} {text.number(row['umur'], 1)} bulan"
        for row in records(shown)
    ]
    undated, soon = len(frame) - len(dated), frame["sisa_hari"].between(0, 90)
    oldest = records(dated.sort_values("umur_bulan").tail(1))
    return Figure(
        id="KN8",
        kind="scatter",
        title="Umur dokumen bukti" if not oldest else f"Dokumen tertua {text.number(oldest[0]['umur_bulan'])} bulan",
        frame=shown,
        columns=(
            Column("indikator", "Indikator"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("judul", "Dokumen"),
            Column("titik", "Titik"),
            Column("umur", "Bulan sejak tanggal dokumen", "number"),
            Column("tanggal_dokumen", "Tanggal dokumen", "day"),
            Column("berlaku_sampai", "Berlaku sampai", "day"),
        ),
        encode={
            "x": "umur",
            "y": "indikator",
            "label": "nama_kecamatan",
            "text": "kata",
            "x_title": "bulan sejak tanggal dokumen",
            "y_title": "",
            "lines": (),
            "strong": [],
            "rows": rows,
            "symbol": "simbol",
        },
        unit="bulan",
        reading=(
            f"{text.number(len(dated))} dokumen bertanggal; {text.count(int(soon.sum()))} habis berlaku dalam 90 hari."
            " Isi = umur dokumen, lingkaran kosong = umur saat masa berlakunya habis, wajik = sudah habis."
            + (f" {undated} dokumen tanpa tanggal tidak digambar." if undated else "")
            if len(frame)
            else "Belum ada dokumen bukti sampai tanggal ini."
        ),
        context=context,
    )


def _label(row: Mapping[str, Any]) -> str:
    return f"{bare(row['kode_indikator'])} {row['nama_pendek']}"


def _symbol(row: Mapping[str, Any]) -> str:
    return "diamond" if not text.missing(row["sisa_hari"]) and row["sisa_hari"] < 0 else "circle"


def expiring(frame: pd.DataFrame, context: Context, days: int) -> Figure:
    """KN8, the list: documents whose validity ends within so many days, the first to end on top."""
    return Figure(
        id="KN8B",
        kind="table",
        title=f"Habis berlaku dalam {days} hari",
        frame=frame.assign(keadaan_kata=[style.EVIDENCE[state].title for state in frame["keadaan"]]),
        columns=(
            Column("berlaku_sampai", "Berlaku sampai", "day"),
            Column("sisa_hari", "Sisa hari", "number"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("kode_indikator", "Indikator"),
            Column("judul", "Dokumen"),
            Column("keadaan_kata", "Keadaan"),
            Column("tanggal_dokumen", "Tanggal dokumen", "day"),
        ),
        encode={"paper": ["berlaku_sampai", "sisa_hari", "nama_kecamatan", "kode_indikator", "judul"]},
        unit="hari",
        reading=(
            f"{text.number(len(frame))} dokumen perlu diperbarui sebelum tanggalnya."
            if len(frame)
            else f"Nihil: tidak ada dokumen yang masa berlakunya habis dalam {days} hari."
        ),
        context=context,
    )


def change(frame: pd.DataFrame, context: Context) -> Figure:
    """KN10: what became valid, ran out, was sent back or newly uploaded since a day, a kecamatan a row."""
    since = records(frame.head(1))
    won, lost = int(frame["disetujui"].sum()), int(frame["kedaluwarsa"].sum())
    shown = frame.assign(
        naik=[text.signed(n) if n else text.NIL for n in frame["disetujui"]],
        turun=[text.signed(-n) if n else text.NIL for n in frame["kedaluwarsa"]],
        lain=[text.signed(-n) if n else text.NIL for n in frame["gugur_lain"]],
        kembali=[text.count(n) for n in frame["dikembalikan"]],
        baru=[text.count(n) for n in frame["baru_diunggah"]],
    )
    return Figure(
        id="KN10",
        kind="table",
        title=f"Sejak {text.day(since[0]['dari'])}: {text.count(won)} disetujui, {text.count(lost)} kedaluwarsa"
        if since
        else "Perubahan bukti",
        frame=shown,
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            Column("berlaku_awal", "Berlaku semula", "number"),
            Column("naik", "Disetujui"),
            Column("turun", "Kedaluwarsa"),
            Column("lain", "Gugur sebab lain"),
            Column("berlaku_akhir", "Berlaku kini", "number"),
            Column("kembali", "Dikembalikan"),
            Column("baru", "Baru diunggah"),
        ),
        encode={
            "paper": ["nama_kecamatan", "berlaku_awal", "naik", "turun", "lain", "berlaku_akhir", "kembali", "baru"]
        },
        unit="bukti",
        reading=(
            f"Berlaku semula {text.number(frame['berlaku_awal'].sum())},"
            f" kini {text.number(frame['berlaku_akhir'].sum())} bukti;"
            f" dikembalikan {text.count(frame['dikembalikan'].sum())},"
            f" baru diunggah {text.count(frame['baru_diunggah'].sum())}."
            if since
            else "Belum ada bukti pada tanggal ini."
        ),
        context=context,
        notes=("Berlaku semula + disetujui − kedaluwarsa − gugur sebab lain = berlaku kini.",),
    )
