"""Figures of the reports: what came in, what became of it, how fast, from whom, and what cannot be used."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pantau import borders, style, text
from pantau.figures import Column, Context, Figure, records

# A curve of three reports says nothing; rarer hazards are counted in the note.
_FEWEST_FOR_CURVE = 5
_DASHES = ("solid", "dash", "dot", "longdash", "dashdot")
# Which day of a report the period counts by, as it is called on screen -> as the queries know it.
BASES = {"Tanggal kejadian": "kejadian", "Tanggal lapor": "lapor", "Tanggal verifikasi": "verifikasi"}
_STATES = {
    "diterima": "menunggu verifikasi",
    "terverifikasi": "terverifikasi",
    "ditugaskan": "ditugaskan",
    "ditangani": "ditangani",
    "bantuan_tiba": "bantuan tiba",
    "selesai": "selesai",
    "duplikat": "duplikat",
    "ditolak": "ditolak",
    "dibuka_kembali": "dibuka kembali",
}


def kpis(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Reports and the events they make, then what waits, what was checked and how fast; each with what is left out."""
    # A fifth of the page has no room for the words; the note below says them.
    known = bool(row["n_verifikasi"])
    median = hours(row["median_verifikasi_jam"]) if known else "–"
    return [
        (
            "Laporan → kejadian",
            f"{text.number(row['laporan'])} → {text.number(row['kejadian'])}",
            f"{text.number(row['ditolak'])} ditolak tidak dihitung",
        ),
        ("Menunggu verifikasi", text.count(row["menunggu"]).capitalize(), "laporan masih diterima"),
        (
            "Terverifikasi",
            text.share(row["terverifikasi"], row["laporan"]),
            f"{text.number(row['duplikat'])} duplikat",
        ),
        ("Median lapor–verifikasi", median, f"n={text.number(row['n_verifikasi'])}" if known else text.UNDETERMINED),
        ("Selesai", text.count(row["selesai"]).capitalize(), f"{text.number(row['usulan'])} usulan penggabungan"),
    ]


def hours(value: object) -> str:
    """A length of time as a person says it: minutes below two hours, hours below three days, then days."""
    length = text.finite(value)
    if length is None:
        return text.UNDETERMINED
    if length < 2:
        return f"{text.number(60 * length)} menit"
    return f"{text.number(length, 1)} jam" if length < 72 else f"{text.number(length / 24, 1)} hari"


def funnel(frame: pd.DataFrame, context: Context) -> Figure:
    """LB5: reports that reached each step or a later one; beside each bar the time from the step before."""
    shown = frame.assign(
        teks=[
            text.number(row["laporan"])
            + (
                f" · median {hours(row['median_jam'])}, P90 {hours(row['p90_jam'])} (n={text.number(row['n_jam'])})"
                if row["n_jam"]
                else ""
            )
            for row in records(frame)
        ]
    )
    first, last = records(frame)[0], records(frame)[-1]
    stuck = max(records(frame)[:-1], key=lambda row: row["berhenti"])
    return Figure(
        id="LB5",
        kind="ranked",
        title=f"{text.share(last['laporan'], first['laporan'])} laporan sampai selesai",
        frame=shown,
        columns=(
            Column("nama", "Langkah"),
            Column("laporan", "Laporan", "number"),
            Column("persen", "Dari yang dilaporkan (%)", "percent"),
            Column("berhenti", "Berhenti di langkah ini", "number"),
            Column("teks", "Lama dari langkah sebelumnya"),
        ),
        encode={"label": "nama", "value": "laporan", "text": "teks", "strong": ["Dilaporkan"]},
        unit="laporan",
        reading=(
            f"Paling banyak berhenti di langkah {stuck['nama'].lower()}: {text.count(stuck['berhenti'], 'laporan')}."
            f" {text.number(first['disisihkan'])} duplikat dan yang ditolak tidak masuk corong."
        ),
        context=context,
    )


def response(frame: pd.DataFrame, clock: str, context: Context, aim: pd.DataFrame | None = None) -> Figure:
    """LB6: share answered within so many hours, a curve a hazard; reports still open count up to their age.

    `aim` holds the target in force, in jam or menit; without a row the reading says that none is set.
    """
    sizes = frame.drop_duplicates("nama_ancaman") if len(frame) else frame
    kept = sizes[sizes["n"] >= _FEWEST_FOR_CURVE].head(len(_DASHES)) if len(frame) else frame
    names = {
        row["nama_ancaman"]: (row["nama_ancaman"], row["warna"], _DASHES[i]) for i, row in enumerate(records(kept))
    }
    shown = frame[frame["nama_ancaman"].isin(list(names))]
    left = sizes[~sizes["nama_ancaman"].isin(list(names))]
    notes = [f"Belum ditanggapi {text.count(sizes['belum'].sum(), 'laporan')}; ikut dihitung sampai umurnya."]
    if len(left):
        notes.append(f"Terlalu sedikit untuk garis: {text.join([f'{r} (n={n})' for r, n in _sizes(left)])}.")
    if len(sizes) and sizes["terbalik"].sum():
        notes.append(f"{text.count(sizes['terbalik'].sum(), 'laporan')} berjam terbalik tidak digambar.")
    goal, told = _goal(aim)
    return Figure(
        id="LB6",
        kind="ecdf",
        title=f"Waktu dari {clock} sampai ditanggapi",
        frame=shown,
        columns=(
            Column("nama_ancaman", "Bahaya"),
            Column("jam", "Jam", "decimal"),
            Column("persen", "Sudah ditanggapi (%)", "percent"),
            Column("n", "Laporan", "number"),
        ),
        encode={
            "series": "nama_ancaman",
            "x": "jam",
            "y": "persen",
            "names": names,
            "n": {name: f"n={n}" for name, n in _sizes(kept)},
            "target": goal,
            "open": None,
        },
        unit="persen laporan",
        reading=f"{_halves(shown, len(frame) > 0)} {told}",
        context=context,
        notes=tuple(notes),
    )


def _goal(aim: pd.DataFrame | None) -> tuple[tuple[float, str] | None, str]:
    """The target line in hours with its words, and the sentence about it."""
    known = [] if aim is None else records(aim)
    rows = [row for row in known if row["satuan"] in ("jam", "menit") and row["nilai"] > 0]
    if not rows:
        return None, "Sasaran waktu layanan belum ditetapkan."
    length = float(rows[0]["nilai"]) / (60 if rows[0]["satuan"] == "menit" else 1)
    source = "" if text.missing(rows[0]["dokumen"]) else f" ({rows[0]['dokumen']})"
    return (length, f"sasaran {hours(length)}"), f"Sasaran {hours(length)}{source}."


def _sizes(frame: pd.DataFrame) -> list[tuple[str, int]]:
    return [(row["nama_ancaman"], int(row["n"])) for row in records(frame)] if len(frame) else []


def _halves(curves: pd.DataFrame, answered: bool) -> str:
    """After how long half of a hazard's reports was answered: the fastest and the slowest that got so far."""
    reached = curves[curves["persen"] >= 50].drop_duplicates("nama_ancaman").sort_values("jam")
    if reached.empty and curves.empty:
        return (
            "Terlalu sedikit laporan untuk garis." if answered else "Belum ada laporan yang ditanggapi pada filter ini."
        )
    if reached.empty:
        return "Belum ada bahaya yang separuh laporannya ditanggapi."
    fastest, slowest = reached.iloc[0], reached.iloc[-1]
    rest = (
        f"; yang paling lambat {slowest['nama_ancaman'].lower()}, {hours(slowest['jam'])}" if len(reached) > 1 else ""
    )
    return f"Separuh laporan {fastest['nama_ancaman'].lower()} ditanggapi dalam {hours(fastest['jam'])}{rest}."


def clocks(frame: pd.DataFrame, context: Context) -> Figure:
    """Every clock with its median, P90 and n; what had no time, or a time running backwards, is counted beside."""
    shown = frame.assign(
        asal=[f"{row['sumber']}{' (CONTOH)' if row['contoh'] else ''}" for row in records(frame)],
        median_teks=[hours(None if text.missing(v) else v / 60) for v in frame["median_menit"]],
        p90_teks=[hours(None if text.missing(v) else v / 60) for v in frame["p90_menit"]],
    )
    timed = frame[frame["sumber"] == "kejadian"]
    known = int(timed["n"].sum())
    return Figure(
        id="LB6-W",
        kind="table",
        title="Jam tanggap satu per satu",
        frame=shown,
        columns=(
            Column("asal", "Sumber"),
            Column("jam", "Jam"),
            Column("n", "n", "number"),
            Column("median_teks", "Median"),
            Column("p90_teks", "P90"),
            Column("tanpa_waktu", "Tanpa waktu", "number"),
            Column("terbalik", "Terbalik", "number"),
        ),
        encode={"paper": ("asal", "jam", "n", "median_teks", "p90_teks", "tanpa_waktu", "terbalik")},
        unit="menit, jam atau hari seperti tertulis",
        reading=(
            f"Pada kejadian nyata hanya {text.number(known)} pasang jam yang lengkap dan berurutan;"
            " yang tanpa waktu atau terbalik dihitung di kolomnya, tidak dirata-ratakan."
        ),
        context=context,
    )


def reporters(frame: pd.DataFrame, basis: str, context: Context) -> Figure:
    """LB9: reports by channel or kind of reporter, with the share checked and the median delay."""
    shown = frame[frame["dasar"] == basis]
    shown = shown.assign(
        teks=[
            f"{text.number(row['laporan'])} · {text.share(row['terverifikasi'], row['laporan'])} terverifikasi"
            f" · median {hours(row['median_verifikasi_jam'])}"
            for row in records(shown)
        ]
    )
    top = records(shown)[0] if len(shown) else None
    return Figure(
        id="LB9",
        kind="ranked",
        title=f"Laporan menurut {basis}",
        frame=shown,
        columns=(
            Column("nama", basis.capitalize()),
            Column("laporan", "Laporan", "number"),
            Column("pelapor", "Pelapor berbeda", "number"),
            Column("terverifikasi", "Terverifikasi", "number"),
            Column("terverifikasi_persen", "Terverifikasi (%)", "percent"),
            Column("median_verifikasi_jam", "Median sampai verifikasi (jam)", "decimal"),
            Column("n_verifikasi", "n", "number"),
        ),
        encode={"label": "nama", "value": "laporan", "text": "teks", "strong": [top["nama"]] if top else []},
        unit="laporan",
        reading=(
            f"{top['nama'].capitalize()} membawa {text.share(top['laporan'], shown['laporan'].sum())} laporan."
            if top
            else "Tidak ada laporan pada filter ini."
        ),
        context=context,
    )


def silent(frame: pd.DataFrame, days: int, context: Context) -> Figure:
    """LB9: villages nobody reported from for so many days, hatched on the map; never is said, a nil report is news."""
    quiet = frame["diam"] == 1
    never = int(frame["hari"].isna().sum())
    lasted = ["belum pernah melapor" if text.missing(v) else f"kabar {text.number(v)} hari lalu" for v in frame["hari"]]
    shown = frame.assign(
        # Missing where nobody reported (hatched), else zero: the map carries the silence, not a count.
        kabar=pd.Series(0, index=frame.index, dtype="Int64").mask(quiet),
        lama=lasted,
        label=frame["nama_desa"] + ", Kec. " + frame["nama_kecamatan"],
    )
    return Figure(
        id="LB9-D",
        kind="villages",
        title=f"{text.number(quiet.sum())} dari {text.number(len(frame))} desa tanpa kabar {days} hari",
        frame=shown,
        columns=(
            Column("nama_desa", "Desa"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("lapor_terakhir", "Laporan terakhir", "day"),
            Column("lama", "Kabar terakhir"),
        ),
        encode={
            "code": "kode_desa",
            "label": "label",
            "lon": "bujur",
            "lat": "lintang",
            "value": "kabar",
            "text": "lama",
            "points": None,
            "rings": None,
            "circles": False,
            "bounds": [],
            "white": f"ada kabar dalam {days} hari",
            "absent": f"tanpa kabar {days} hari",
        },
        unit="desa",
        reading=f"{text.number(never)} desa belum pernah melapor; laporan nihil dihitung sebagai kabar.",
        context=context,
        notes=(f"Dihitung mundur dari laporan terakhir di seluruh data. {borders.remark()}",),
    )


def quality(frame: pd.DataFrame, context: Context) -> Figure:
    """LB10: from received to used, each report lost once, at the first reason that fits."""
    rows = records(frame)
    received, used = int(rows[0]["laporan"]), int(rows[-1]["laporan"])
    total = [row["urut"] in (1, len(rows)) for row in rows]
    shown = frame.assign(
        perubahan=[int(r["laporan"]) if t else -int(r["laporan"]) for r, t in zip(rows, total, strict=True)],
        jumlah=total,
        teks=[
            text.number(r["laporan"]) if t or not r["laporan"] else f"\u2212{text.number(r['laporan'])}"
            for r, t in zip(rows, total, strict=True)
        ],
    )
    return Figure(
        id="LB10",
        kind="waterfall",
        title=f"{text.share(used, received)} laporan dapat dipakai untuk semua ukuran",
        frame=shown,
        columns=(Column("nama", "Tahap"), Column("laporan", "Laporan", "number")),
        encode={"label": "nama", "value": "perubahan", "total": "jumlah", "text": "teks"},
        unit="laporan",
        reading=(
            f"{text.number(received)} diterima, {text.number(received - used)} tidak dipakai untuk semua ukuran;"
            " yang tanpa jam tetap dihitung jumlah dan lokasinya."
        ),
        context=context,
    )


def candidates(frame: pd.DataFrame, total: int, context: Context) -> Figure:
    """Reports that may be one event: the pair, how far apart in time and place; a person decides."""
    shown = frame.assign(
        usul=[event if not text.missing(event) else "kejadian baru" for event in frame["id_kejadian"]],
        jarak=["desa sama" if text.missing(v) else f"{text.number(v, 1)} km" for v in frame["jarak_km"]],
        selisih=[hours(v) for v in frame["selisih_jam"]],
    )
    return Figure(
        id="LB-G",
        kind="table",
        title=f"{text.count(total, 'usulan').capitalize()} penggabungan laporan",
        frame=shown,
        columns=(
            Column("id_laporan", "Laporan"),
            Column("id_pasangan", "Serupa dengan"),
            Column("usul", "Masuk ke kejadian"),
            Column("nama_ancaman", "Bahaya"),
            Column("nama_desa", "Desa"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("tanggal", "Tanggal", "day"),
            Column("selisih", "Selisih waktu"),
            Column("jarak", "Jarak"),
        ),
        encode={"paper": ("id_laporan", "id_pasangan", "nama_ancaman", "nama_desa", "tanggal", "selisih", "jarak")},
        unit="laporan",
        reading=(
            "Bahaya sama, desa sama atau paling jauh 1,5 km, selisih paling lama 24 jam; keputusan pada orang."
            + (f" Tampil {text.number(len(frame))} yang terbaru." if len(frame) < total else "")
        ),
        context=context,
    )


def groups(frame: pd.DataFrame, context: Context) -> Figure:
    """Events made of several reports; each can be taken apart again."""
    return Figure(
        id="LB-GK",
        kind="table",
        title=f"{text.count(len(frame), 'kejadian').capitalize()} dari beberapa laporan",
        frame=frame,
        columns=(
            Column("id_kejadian", "Kejadian"),
            Column("nama_ancaman", "Bahaya"),
            Column("nama_desa", "Desa"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("laporan", "Laporan", "number"),
            Column("lapor_pertama", "Laporan pertama", "day"),
            Column("daftar_laporan", "Nomor laporan"),
        ),
        encode={"paper": ("id_kejadian", "nama_ancaman", "nama_desa", "laporan", "daftar_laporan")},
        unit="laporan",
        reading="Menggabung dan melepas dicatat sebagai keputusan baru; laporan tidak pernah dihapus.",
        context=context,
    )


def register(frame: pd.DataFrame, context: Context, step: str = "", reason: str = "") -> Figure:
    """The newest reports with their last state; `step` names where they stopped, `reason` why not used."""
    shown = frame.assign(
        keadaan=[_STATES.get(state, state) for state in frame["status"]],
        umur=[hours(None if text.missing(v) else 24 * v) for v in frame["umur_hari"]],
    )
    title = f"Laporan yang berhenti di langkah {step.lower()}" if step else "Laporan terbaru"
    if reason:
        title = f"Laporan: {reason.lower()}"
    return Figure(
        id="LB-L",
        kind="table",
        title=title,
        frame=shown,
        columns=(
            Column("id_laporan", "Laporan"),
            Column("lapor_pada", "Dilaporkan", "day"),
            Column("nama_ancaman", "Bahaya"),
            Column("nama_desa", "Desa"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("kanal", "Kanal"),
            Column("keparahan_kata", "Keparahan (skala proyek)"),
            Column("keadaan", "Keadaan"),
            Column("umur", "Umur"),
        ),
        encode={"paper": ("id_laporan", "lapor_pada", "nama_ancaman", "nama_desa", "keadaan", "umur")},
        unit="laporan",
        reading=f"{text.number(len(frame))} laporan terbaru, paling banyak 200. Kosong = belum dilaporkan.",
        context=context,
    )


def names(frame: pd.DataFrame, most: int = 50) -> dict[str, str]:
    """Number -> how a report is called in a list: number, day, hazard and village."""
    return {
        row["id_laporan"]: f"{row['id_laporan']} · {text.day(row['lapor_pada'])} · {row['nama_ancaman']}"
        + ("" if text.missing(row["nama_desa"]) else f" · {row['nama_desa']}")
        for row in records(frame.head(most))
    }


def history(frame: pd.DataFrame, report: str, context: Context) -> Figure:
    """One report from step to step: when, by which agency, why, and how long since the step before."""
    shown = frame.assign(
        keadaan=[_STATES.get(state, state) for state in frame["status"]],
        waktu=[f"{text.day(moment)} {moment:%H.%M}" for moment in pd.to_datetime(frame["status_pada"])],
        lama=[
            "–" if text.missing(v) else ("waktu terbalik" if v < 0 else hours(v / 60)) for v in frame["selisih_menit"]
        ],
    )
    return Figure(
        id="LB-LR",
        kind="table",
        title=f"Perjalanan {report}",
        frame=shown,
        columns=(
            Column("waktu", "Waktu (WITA)"),
            Column("keadaan", "Keadaan"),
            Column("lama", "Sejak keadaan sebelumnya"),
            Column("instansi", "Instansi"),
            Column("alasan", "Alasan"),
            Column("oleh_peran", "Dicatat oleh"),
        ),
        encode={"paper": ("waktu", "keadaan", "lama", "instansi", "alasan")},
        unit="keadaan",
        reading="Riwayat hanya ditambah, tidak pernah diubah." if len(frame) else "Riwayat laporan ini belum dimuat.",
        context=context,
    )


def per_month(frame: pd.DataFrame, context: Context) -> Figure:
    """Reports a month, the events they make in the reading; the axis is complete."""
    placed = frame.assign(bulan=pd.to_datetime(frame["bulan"]).dt.date, seri="L") if len(frame) else frame
    if len(placed):
        axis = [m.date() for m in pd.date_range(min(placed["bulan"]), max(placed["bulan"]), freq="MS")]
        placed = placed.set_index("bulan").reindex(axis).rename_axis("bulan").reset_index()
        placed = placed.fillna({"laporan": 0, "kejadian": 0, "seri": "L"})
    reports, events = (int(frame[c].sum()) if len(frame) else 0 for c in ("laporan", "kejadian"))
    return Figure(
        id="LB-M",
        kind="months",
        title="Laporan per bulan",
        frame=placed,
        columns=(
            Column("bulan", "Bulan", "month"),
            Column("laporan", "Laporan", "number"),
            Column("kejadian", "Kejadian yang dibentuk", "number"),
        ),
        encode={"x": "bulan", "y": "laporan", "series": "seri", "names": {"L": ("Laporan", style.ACCENT)}},
        unit="laporan",
        reading=f"{text.number(reports)} laporan membentuk {text.number(events)} kejadian bila dihitung per bulan.",
        context=context,
    )
