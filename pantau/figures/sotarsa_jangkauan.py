"""Figures of Pak Sotarsa's reach: coverage of each village, on the map, and against how far away it lies."""

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from pantau import borders, text
from pantau.figures import Column, Context, Figure, class_bounds, records

_FEW: Final = 20
_NAMED: Final = 3
_STRAIGHT: Final = "km garis lurus"
_MARGIN: Final = 0.09


def kpis(row: Mapping[str, Any], aim: Mapping[str, Any] | None, frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Coverage of all villages that have a denominator, with its interval, its target, and what has no rate."""
    rate = text.UNDETERMINED
    if row["sasaran"] and not text.missing(row["sasaran"]):
        rate = text.share(row["terlayani"], row["sasaran"])
    interval = (
        "tanpa selang"
        if text.missing(row["bawah_persen"])
        else f"selang 95 %: {text.number(row['bawah_persen'], 1)}–{text.percent(row['atas_persen'], 1)}"
    )
    paper = "" if not aim or text.missing(aim["dokumen"]) else str(aim["dokumen"])
    known = frame.dropna(subset=["cakupan_persen"]).sort_values("cakupan_persen", kind="stable")
    lowest = records(known.head(1))
    return [
        ("Cakupan", rate, f"{text.number(row['terlayani'])} dari {_base(row['sasaran'])}; {interval}"),
        ("Target cakupan", text.percent(aim["nilai"]) if aim else "belum ada", paper if aim else "belum ditetapkan"),
        (
            "Desa tanpa penyebut",
            f"{text.number(row['desa_tanpa_penyebut'])}/{text.number(row['desa'])}",
            "tidak ikut dalam cakupan",
        ),
        (
            "Cakupan terendah",
            lowest[0]["nama_desa"] if lowest else text.UNDETERMINED,
            f"{text.number(lowest[0]['terlayani'])}/{text.number(lowest[0]['sasaran'])} orang" if lowest else "",
        ),
    ]


def _base(value: object) -> str:
    return "sasaran yang belum dimuat" if text.missing(value) else f"{text.number(value)} orang sasaran"


def coverage(frame: pd.DataFrame, context: Context, aim: Mapping[str, Any] | None = None) -> Figure:
    """PS4: people served of those eligible a village, nearest first, with a 95 % interval and a year earlier (hollow).

    No denominator means no rate; `frame` is sosial/cakupan_per_desa.
    """
    known, few = frame["sasaran"].notna(), (frame["sasaran"] < _FEW).fillna(False)
    words = [
        f"{text.number(t)} orang" if text.missing(s) else f"{text.number(t)}/{text.number(s)}{' · n<20' if f else ''}"
        for t, s, f in zip(frame["terlayani"], frame["sasaran"], few, strict=True)
    ]
    over = frame.loc[(frame["cakupan_persen"] > 100).fillna(False), "nama_desa"].tolist()
    notes = [
        "Orang yang pernah dilayani sampai akhir periode; awal periode tidak membatasi. Lingkaran kosong = setahun"
        " sebelumnya, dengan sasaran yang sama. Garis = selang 95 % (Wilson).",
        _target(frame, aim),
    ]
    if few.any():
        notes.append(f"{text.count(int(few.sum()), 'desa').capitalize()} bersasaran di bawah 20 orang: baca hati-hati.")
    if over:
        notes.append(f"Di atas 100 %: {text.join(over)}; sasarannya perlu diperiksa.")
    return Figure(
        id="PS4",
        kind="dots",
        title="Cakupan per desa",
        subtitle=f"Dari yang terdekat ke kantor kecamatan ({_measure(frame)}); kosong = setahun sebelumnya",
        frame=frame.assign(teks=words, sinyal=_signal(frame)),
        columns=(
            Column("kode_desa", "Kode desa"),
            Column("nama_desa", "Desa"),
            Column("terlayani", "Terlayani (orang)", "number"),
            Column("sasaran", "Sasaran (orang)", "number"),
            Column("tahun_sasaran", "Tahun sasaran", "text"),
            Column("cakupan_persen", "Cakupan (%)", "percent"),
            Column("bawah_persen", "Batas bawah 95 % (%)", "percent"),
            Column("atas_persen", "Batas atas 95 % (%)", "percent"),
            Column("cakupan_lalu_persen", "Cakupan setahun sebelumnya (%)", "percent"),
            Column("jauh", f"Jauh ({_unit(frame)})", "decimal"),
            Column("sinyal", "Sinyal"),
        ),
        encode={
            "label": "nama_desa",
            "value": "cakupan_persen",
            "low": "bawah_persen",
            "high": "atas_persen",
            "hollow": "cakupan_lalu_persen",
            "hollow_words": "setahun sebelumnya",
            "text": "teks",
            "absent": "tanpa penyebut",
        },
        unit="persen sasaran",
        reading=f"{text.number(frame['terlayani'].sum())} orang terlayani di {text.number(len(frame))} desa;"
        f" {text.number((~known).sum())} desa tanpa penyebut, jadi tanpa persentase.",
        context=context,
        notes=tuple(notes),
    )


def _target(frame: pd.DataFrame, aim: Mapping[str, Any] | None) -> str:
    if not aim:
        return "Target cakupan belum ditetapkan."
    reached = int((frame["cakupan_persen"] >= float(aim["nilai"])).fillna(False).sum())
    known = int(frame["cakupan_persen"].notna().sum())
    return f"Target {text.percent(aim['nilai'])}: {text.number(reached)} dari {text.number(known)} desa mencapainya."


def _unit(frame: pd.DataFrame) -> str:
    return str(frame["satuan_jauh"].iloc[0]) if len(frame) else _STRAIGHT


def _measure(frame: pd.DataFrame) -> str:
    return {"jam": "waktu tempuh", "km": "jarak"}.get(_unit(frame), "jarak garis lurus")


def _signal(frame: pd.DataFrame) -> list[str]:
    return [
        "belum dimuat" if text.missing(v) else "tanpa sinyal" if bool(v) else "ada sinyal"
        for v in frame["tanpa_sinyal"]
    ]


def coverage_map(frame: pd.DataFrame, context: Context) -> Figure:
    """PS4 on the map: the same percentages in four classes; without a denominator hatched."""
    words = [
        f"{text.number(r['terlayani'])} orang, tanpa penyebut"
        if text.missing(r["cakupan_persen"])
        else f"{text.percent(r['cakupan_persen'])} ({text.number(r['terlayani'])}/{text.number(r['sasaran'])} orang)"
        for r in records(frame)
    ]
    lon, lat = frame["bujur"], frame["lintang"]
    return Figure(
        id="PS4-P",
        kind="villages",
        title="Cakupan di peta",
        frame=frame.assign(keterangan=words),
        columns=(
            Column("kode_desa", "Kode desa"),
            Column("nama_desa", "Desa"),
            Column("cakupan_persen", "Cakupan (%)", "percent"),
            Column("keterangan", "Keterangan"),
        ),
        encode={
            "code": "kode_desa",
            "label": "nama_desa",
            "lon": "bujur",
            "lat": "lintang",
            "value": "cakupan_persen",
            "text": "keterangan",
            "points": None,
            "rings": None,
            "circles": False,
            "bounds": class_bounds(),
            "white": "0 %",
            "absent": "tanpa penyebut",
            "box": (lon.min() - _MARGIN, lat.min() - _MARGIN, lon.max() + _MARGIN, lat.max() + _MARGIN)
            if len(frame)
            else None,
        },
        unit="persen sasaran",
        reading=f"{text.number(frame['cakupan_persen'].notna().sum())} dari {text.number(len(frame))} desa punya"
        f" persentase. {borders.remark()}",
        context=context,
    )


def remoteness(frame: pd.DataFrame, context: Context) -> Figure:
    """PS5: coverage against how far a village lies; villages without a signal are rings with their name."""
    shown = frame.assign(
        sinyal=_signal(frame),
        lambang=["circle-open" if v == "tanpa sinyal" else "circle" for v in _signal(frame)],
    )
    shown["teks"] = [
        f"{text.number(r['jauh'], 1)} {_unit(frame)}; {text.number(r['terlayani'])}/{text.number(r['sasaran'])} orang;"
        f" sinyal {r['sinyal']}"
        for r in records(shown)
    ]
    placed = shown.dropna(subset=["jauh", "cakupan_persen"])
    silent = placed.loc[placed["lambang"] == "circle-open", "nama_desa"].tolist()
    far = placed.sort_values("jauh", ascending=False, kind="stable").head(_NAMED)["nama_desa"].tolist()
    low = placed.sort_values("cakupan_persen", kind="stable").head(1)["nama_desa"].tolist()
    bare = shown.loc[shown["cakupan_persen"].isna(), "nama_desa"].tolist()
    unmeasured = shown.loc[shown["jauh"].isna(), "nama_desa"].tolist()
    straight = _unit(frame) == _STRAIGHT
    notes = []
    if straight:
        notes.append(
            "Jarak garis lurus dari titik tengah desa kantor kecamatan ke titik tengah desa, dihitung aplikasi ini;"
            " bukan waktu tempuh, dan jalan di pegunungan lebih panjang."
        )
    unheard = bool((shown["sinyal"] == "belum dimuat").all())
    notes.append("Daftar desa tanpa sinyal belum dimuat." if unheard else _unheard(shown, silent))
    if bare:
        notes.append(f"Tanpa penyebut, tidak digambar: {text.join(bare)}.")
    if unmeasured:
        notes.append(f"Jauhnya belum dicatat: {text.join(unmeasured)}.")
    return Figure(
        id="PS5",
        kind="scatter",
        title=_far_title(placed),
        frame=placed,
        columns=(
            Column("nama_desa", "Desa"),
            Column("jauh", f"Jauh ({_unit(frame)})", "decimal"),
            Column("cakupan_persen", "Cakupan (%)", "percent"),
            Column("terlayani", "Terlayani (orang)", "number"),
            Column("sasaran", "Sasaran (orang)", "number"),
            Column("sinyal", "Sinyal"),
        ),
        encode={
            "x": "jauh",
            "y": "cakupan_persen",
            "label": "nama_desa",
            "text": "teks",
            "x_title": f"{_measure(frame)} dari kantor kecamatan ({'jam' if _unit(frame) == 'jam' else 'km'})",
            "y_title": "cakupan (persen sasaran)",
            "lines": (),
            "strong": list(dict.fromkeys([*silent, *far, *low])),
            "symbol": "lambang",
        },
        unit=f"persen sasaran; {_unit(frame)}",
        reading=_halves(placed),
        context=context,
        notes=tuple(notes),
    )


def _unheard(shown: pd.DataFrame, silent: list[str]) -> str:
    told = int((shown["sinyal"] != "belum dimuat").sum())
    said = f"Lingkaran kosong = tanpa sinyal: {text.join(silent)}." if silent else "Tidak ada desa tanpa sinyal."
    return f"{said} Keadaan sinyal dicatat untuk {text.number(told)} dari {text.number(len(shown))} desa."


def _split(placed: pd.DataFrame) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """People served and eligible in the nearer and in the farther half of the villages."""
    if len(placed) < 4:
        return None
    ordered = placed.sort_values(["jauh", "nama_desa"], kind="stable")
    half = len(ordered) // 2
    parts = (ordered.head(len(ordered) - half), ordered.tail(half))
    near, far = ((int(p["terlayani"].sum()), int(p["sasaran"].sum())) for p in parts)
    return (near, far) if near[1] and far[1] else None


def _far_title(placed: pd.DataFrame) -> str:
    halves = _split(placed)
    if not halves:
        return "Cakupan dan jauhnya desa"
    (near, base), (far, of_far) = halves
    apart = 100 * far / of_far - 100 * near / base
    if abs(apart) <= _chance(*halves):
        return "Belum tampak beda cakupan desa jauh dan desa dekat"
    return f"Desa jauh {'kurang' if apart < 0 else 'lebih'} terlayani daripada desa dekat"


def _halves(placed: pd.DataFrame) -> str:
    halves = _split(placed)
    if not halves:
        return "Terlalu sedikit desa berpenyebut untuk membandingkan yang dekat dan yang jauh."
    said = [
        f"{text.percent(100 * served / base, 1)} ({text.number(served)}/{text.number(base)})" for served, base in halves
    ]
    return (
        f"Cakupan separuh desa terdekat {said[0]}, separuh terjauh {said[1]}; beda sampai"
        f" {text.number(_chance(*halves), 1)} poin masih mungkin kebetulan."
    )


def _chance(near: tuple[int, int], far: tuple[int, int]) -> float:
    """The difference in percentage points that two equally served halves could show by chance (95 %)."""
    share = (near[0] + far[0]) / (near[1] + far[1])
    return 196 * math.sqrt(max(share * (1 - share), 0.0) * (1 / near[1] + 1 / far[1]))
