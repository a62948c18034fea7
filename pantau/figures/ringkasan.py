"""The front page: one row a programme with its number, pace and last twelve months, and the kecamatan map."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from pantau import borders, style, text
from pantau.catalogue import NO_TARGET, Programme
from pantau.figures import Column, Context, Figure, class_bounds


@dataclass(frozen=True)
class Row:
    """What one programme shows on the front page, all texts ready; `bar` and `tick` are 0-100 or None."""

    programme: Programme
    number: str
    sentence: str
    bar: float | None
    tick: float | None
    pace: str
    months: tuple[float, ...]
    months_text: str


def row(programme: Programme, headline: Mapping[str, Any], series: pd.DataFrame) -> Row:
    """Put one programme's headline row and its (bulan, nilai) series into words."""
    values = tuple(float(v) for v in series["nilai"]) if len(series) else ()
    bar, tick = (text.finite(headline["batang_persen"]), text.finite(headline["garis_persen"]))
    return Row(
        programme=programme,
        number=_number(headline),
        sentence=text.fill(programme.sentence, dict(headline)),
        bar=bar,
        tick=tick,
        pace=_pace(bar, tick, headline["garis_kata"]),
        months=values,
        months_text=_months_text(series),
    )


def _number(headline: Mapping[str, Any]) -> str:
    if headline["bentuk"] == "persen":
        return text.percent(headline["nilai"])
    if headline["bentuk"] == "dari":
        return f"{text.number(headline['nilai'])} dari {text.number(headline['dari'])}"
    return text.number(headline["nilai"])


def _pace(bar: float | None, tick: float | None, words: Any) -> str:
    if bar is None:
        return NO_TARGET.capitalize()
    if tick is None or text.missing(words):
        return f"{text.percent(bar)}; {NO_TARGET}"
    if "sasaran" in words:
        return f"{text.percent(bar)} {words} {text.percent(tick)}"
    return f"{text.percent(bar)}, {words} {text.percent(tick)}"


def _months_text(series: pd.DataFrame) -> str:
    if series.empty:
        return "Belum ada deret bulanan."
    last = series.iloc[-1]
    return f"Dua belas bulan s.d. {text.month(last['bulan'])}; bulan terakhir {text.number(last['nilai'])}."


def sparkline(values: tuple[float, ...]) -> str:
    """Twelve bars on a base line, the last one dark: SVG 120 x 28."""
    width, height, gap = 120, 28, 2
    top = max([*values, 1.0])
    step = width / max(len(values), 1)
    bars = "".join(
        f'<rect x="{i * step:.1f}" y="{height - 1 - tall:.1f}" width="{step - gap:.1f}" height="{tall:.1f}"'
        f' fill="{style.ACCENT if i == len(values) - 1 else style.ACCENT_FAINT}"/>'
        for i, tall in enumerate((height - 2) * v / top for v in values)
    )
    base = f'<line x1="0" y1="{height - 0.5}" x2="{width}" y2="{height - 0.5}" stroke="{style.AXIS}"/>'
    return _svg(width, height, bars + base)


def bullet(bar: float, tick: float | None, width: int = 150) -> str:
    """Progress as a bar on a track with a tick where it should be: SVG `width` x 18; values are cut at 0 and 100."""
    reach = min(max(bar, 0.0), 100.0) / 100 * width
    track = f'<rect x="0" y="5" width="{width}" height="8" fill="{style.TRACK}"/>'
    value = f'<rect x="0" y="5" width="{reach:.1f}" height="8" fill="{style.ACCENT}"/>'
    at = None if tick is None else min(max(tick, 0.0), 100.0) / 100 * (width - 3)
    mark = "" if at is None else f'<rect x="{at:.1f}" y="0" width="2.5" height="18" fill="{style.INK}"/>'
    return _svg(width, 18, track + value + mark)


def _svg(width: int, height: int, body: str) -> str:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'


@dataclass(frozen=True)
class Measure:
    """One measure of the kecamatan map: its query (kode_kecamatan, nama_kecamatan and `column`), unit and time."""

    id: str
    title: str
    programme: str
    query: str
    column: str
    unit: str
    when: str
    percent: bool = False


MEASURES: Final = (
    Measure(
        "kejadian",
        "Kejadian",
        "lapor_bencana",
        "bencana/kejadian_per_kecamatan",
        "kejadian",
        "kejadian",
        "semua periode",
    ),
    Measure(
        "bukti", "Bukti berlaku", "kencana", "kencana/kelengkapan_per_kecamatan", "berlaku_persen", "persen", "", True
    ),
    Measure(
        "kasus", "Kasus terbuka", "layar_sibalang", "layar_sibalang/terbuka_per_kecamatan", "nilai", "kasus", "hari ini"
    ),
)


def area_map(measure: Measure, frame: pd.DataFrame, context: Context, ground: Mapping[str, Any]) -> Figure:
    """The kecamatan map of one measure in at most four classes; the number stands on every area."""
    values = frame[measure.column].astype("float64")
    write = text.percent if measure.percent else text.count
    shown = frame.assign(
        nilai_peta=values,
        teks=[f"{write(v)} {'' if measure.percent else measure.unit}".strip() for v in values],
        ringkas=["belum" if text.missing(v) else write(v) for v in values],
        nama_label=[name.replace("Selatan", "S.") for name in frame["nama_kecamatan"]],
    )
    top = shown.sort_values("nilai_peta", ascending=False).iloc[0]
    return Figure(
        id=f"R-{measure.id}",
        kind="areas",
        title=f"{measure.title} per kecamatan",
        subtitle=measure.when,
        frame=shown,
        columns=(
            Column("kode_kecamatan", "Kode kecamatan"),
            Column("nama_kecamatan", "Kecamatan"),
            Column("nilai_peta", f"{measure.title} ({measure.unit})", "percent" if measure.percent else "number"),
        ),
        encode={
            "code": "kode_kecamatan",
            "label": "nama_label",
            "value": "nilai_peta",
            "text": "teks",
            "short": "ringkas",
            # A count is never an area colour: large kecamatan would look worse than they are.
            "circles": not measure.percent,
            "bounds": class_bounds() if measure.percent else [],
            "suffix": "%" if measure.percent else "",
            **ground,
        },
        unit=measure.unit,
        reading=f"Tertinggi: {top['nama_kecamatan']} ({top['ringkas']}). {borders.remark()}",
        context=context,
    )
