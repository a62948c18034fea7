"""Area maps on screen, drawn as SVG: classes of a rate, or counts as circles; borders come by URL."""

from typing import Any

import pandas as pd

from pantau import maps, style, text
from pantau.draw.screen.frame import Spec, spec
from pantau.figures import Figure, class_of, class_title

_SILENT = "belum"
# Radius (px) of the largest circle: eight kecamatan with names above them leave less room than villages.
_FULL_KECAMATAN, _FULL_DESA = 15.0, 20.0


def areas(figure: Figure, phone: bool) -> Spec:
    """Areas of a rate by class, or plain areas with counts as circles; nihil is white, belum melapor hatched."""
    e = figure.encode
    belongs = [_class_key(value, e["bounds"]) for value in figure.frame[e["value"]]]
    data = [*_filled(figure, belongs), *_hatched(figure, belongs)]
    data += _circles(figure) if e.get("circles") else _numbers(figure, belongs)
    west, south, east, north = e["box"]
    return spec(
        data,
        e.get("height", 342),
        {"l": 0, "r": 0, "t": 0, "b": 0},
        uirevision=figure.id,
        geo={
            "visible": False,
            "projection": {"type": "mercator"},
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
            "bgcolor": style.WHITE,
        },
    )


def _filled(figure: Figure, belongs: list[str]) -> list[Spec]:
    """One trace a class, so that a click gives the area's code and the hover its words."""
    e, rows = figure.encode, figure.frame
    classes = {"nihil": (text.NIL, style.WHITE), _SILENT: ("belum melapor", style.PANEL)}
    classes |= {str(i): (class_title(bound), style.RAMP[i]) for i, bound in enumerate(e["bounds"])}
    # Names stand on the borders of a circle map, so its borders step back.
    line = {"color": e.get("line", style.BORDER if e.get("circles") else style.INK2), "width": e.get("line_width", 0.9)}
    traces = []
    for key, (name, colour) in classes.items():
        part = rows[[b == key for b in belongs]]
        if part.empty:
            continue
        traces.append(
            {
                "type": "choropleth",
                "name": name,
                "geojson": e["geojson"],
                "featureidkey": "properties.kode",
                "locations": list(part[e["code"]]),
                "z": [1] * len(part),
                "zmin": 0,
                "zmax": 1,
                "colorscale": [[0, colour], [1, colour]],
                "showscale": False,
                "marker": {"line": line},
                "customdata": [[n, w] for n, w in zip(part[e["label"]], part[e["text"]], strict=True)],
                "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
                "unselected": {"marker": {"opacity": 1}},
            }
        )
    return traces


def _hatched(figure: Figure, belongs: list[str]) -> list[Spec]:
    """Hatching over silent kecamatan; over silent villages, too many for lines, one stroke each."""
    e = figure.encode
    silent = figure.frame[[b == _SILENT for b in belongs]]
    if silent.empty:
        return []
    if "hatch" not in e:
        marks = {"symbol": "line-ne", "size": 7, "line": {"color": style.HATCH, "width": 1}}
        return [_points(silent, e, mode="markers", marker=marks)]
    lon: list[float | None] = []
    lat: list[float | None] = []
    for code in silent[e["code"]]:
        lon += e["hatch"][code][0]
        lat += e["hatch"][code][1]
    line = {"color": "#C3CBD0", "width": 1}
    return [{"type": "scattergeo", "mode": "lines", "lon": lon, "lat": lat, "line": line, "hoverinfo": "skip"}]


def _circles(figure: Figure) -> list[Spec]:
    """Counts as circles whose area carries the number; names of kecamatan stand above theirs."""
    e, rows = figure.encode, figure.frame
    full = _FULL_KECAMATAN if "at" in e else _FULL_DESA
    counted = rows[rows[e["value"]].fillna(0) > 0].sort_values(e["value"], ascending=False)
    values = [float(v) for v in counted[e["value"]]]
    radii = [maps.radius_px(v, values[0], full) for v in values]
    if "at" in e:
        radii = [max(r, 8.0) for r in radii]
    marker = {
        "size": [round(2 * r, 1) for r in radii],
        "color": style.ACCENT,
        "opacity": 1,
        "line": {"color": style.WHITE, "width": 1},
    }
    numbers = [f"<b>{text.number(v)}</b>" if r >= 7 else "" for v, r in zip(values, radii, strict=True)]
    font = {"size": 11, "color": style.WHITE}
    traces = [_points(counted, e, mode="markers+text", marker=marker, text=numbers, textfont=font)]
    if "at" in e:
        quiet = [text.missing(v) or v == 0 for v in rows[e["value"]]]
        names = [
            f"{n}<br><b>{w}</b>" if q else f"{n}<br> <br> "
            for n, w, q in zip(rows[e["label"]], rows[e["short"]], quiet, strict=True)
        ]
        traces.append(_points(rows, e, mode="text", text=names, textfont={"size": 11, "color": style.INK}))
    return traces


def _numbers(figure: Figure, belongs: list[str]) -> list[Spec]:
    """Name and number on each area, in the ink that reads on its class."""
    e, rows = figure.encode, figure.frame
    traces = []
    for ink in (style.INK, style.WHITE):
        part = rows[[(style.RAMP_INK[int(b)] if b.isdigit() else style.INK) == ink for b in belongs]]
        if len(part):
            words = [f"{n}<br><b>{w}</b>" for n, w in zip(part[e["label"]], part[e["short"]], strict=True)]
            traces.append(_points(part, e, mode="text", text=words, textfont={"size": 11, "color": ink}))
    return traces


def _points(rows: pd.DataFrame, e: Any, **trace: Any) -> Spec:
    """Marks or words on areas: at the label point of a kecamatan, at the inside point of a village."""
    if "at" in e:
        places = [e["at"][code] for code in rows[e["code"]]]
    else:
        places = [(float(x), float(y)) for x, y in zip(rows[e["lon"]], rows[e["lat"]], strict=True)]
    lon, lat = [x for x, _ in places], [y for _, y in places]
    return {"type": "scattergeo", "lon": lon, "lat": lat, "hoverinfo": "skip", **trace}


def _class_key(value: Any, bounds: list[tuple[float, float]]) -> str:
    if text.missing(value):
        return _SILENT
    index = class_of(value, bounds) if bounds else None
    return "nihil" if index is None else str(index)
