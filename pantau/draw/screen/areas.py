"""Area maps on screen, drawn as SVG: classes of a rate, or counts as circles, one map or many; borders come by URL."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from pantau import maps, style, text
from pantau.draw import kinds
from pantau.draw.screen.frame import PHONE, Spec, note, spec, text_px
from pantau.figures import Figure, class_of, class_title

_SILENT = "belum"
# Radius (px) of the largest circle: eight kecamatan with names above them leave less room than villages.
_FULL_KECAMATAN, _FULL_DESA = 15.0, 20.0


def areas(figure: Figure, phone: bool) -> Spec:
    """Areas of a rate by class, or plain areas with counts as circles; nihil is white, belum melapor hatched."""
    e = figure.encode
    belongs = [_class_key(value, e["bounds"]) for value in figure.frame[e["value"]]]
    data = [*_filled(figure, belongs), *_hatched(figure, belongs)]
    if e.get("circles"):
        data += _circles(figure)
    elif "at" in e:
        data += _numbers(figure, belongs)
    data += _reports(e.get("points"))
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


def _reports(points: pd.DataFrame | None) -> list[Spec]:
    """Single reports: shape by hazard, darker the more severe, hollow unknown, paler with age, ringed unverified."""
    if points is None or not len(points):
        return []
    rows = points.to_dict("records")
    hollow = [text.missing(row["langkah"]) for row in rows]
    place = {"type": "scattergeo", "mode": "markers", "lon": list(points["bujur"]), "lat": list(points["lintang"])}
    colours = [maps.severity_colour(row["langkah"]) for row in rows]
    forms = [maps.glyph_of(str(row["bentuk"]))[2] for row in rows]
    shapes = {
        "symbol": [f"{form}-open" if bare else form for form, bare in zip(forms, hollow, strict=True)],
        "size": 11,
        # An open symbol takes the colour of its line from here too.
        "color": colours,
        "opacity": [maps.fade(row["umur"]) for row in rows],
        "line": {"width": [1.6 if bare else 0.6 for bare in hollow], "color": style.WHITE},
    }
    unsure = [row for row in rows if not row["pasti"]]
    rings = {
        **place,
        "lon": [row["bujur"] for row in unsure],
        "lat": [row["lintang"] for row in unsure],
        "marker": {"symbol": "circle-open", "size": 18, "color": style.INK, "line": {"width": 1.2}},
        "hoverinfo": "skip",
    }
    said = {
        "customdata": [[row["judul"], row["rinci"]] for row in rows],
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    }
    return [*([rings] if unsure else []), {**place, **said, "marker": shapes}]


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


# Px of a small map without its title; its largest circle.
_SMALL, _SMALL_PHONE, _TITLE = 150, 116, 28
_FULL_SMALL, _FULL_PHONE = 12.0, 10.0


def multiples(figure: Figure, phone: bool) -> Spec:
    """Small maps in reading order with one rule for all circles; grey areas say nothing, white ones nihil."""
    e = figure.encode
    panels, most = kinds.panels(figure)
    across = max(min(3 if phone else 4, len(panels)), 1)
    down = max(-(-len(panels) // across), 1)
    # On a phone a title that is wider than its map breaks after the colon.
    narrow = phone and max((text_px(panel.title, 12) for panel in panels), default=0) > PHONE / across - 8
    head = _TITLE + 16 * narrow
    tall = (_SMALL_PHONE if phone else _SMALL) + head
    west, south, east, north = e["box"]
    data: list[Spec] = []
    geos: Spec = {}

    def radius(value: float) -> float:
        return max(maps.radius_px(value, most, _FULL_PHONE if phone else _FULL_SMALL), 7.0)

    notes = []
    for i, panel in enumerate(panels):
        name = f"geo{i + 1 if i else ''}"
        column, row = i % across, i // across
        top = 1 - row / down
        geos[name] = {
            "visible": False,
            "projection": {"type": "mercator"},
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
            "domain": {
                "x": [column / across, (column + 0.97) / across],
                "y": [top - 1 / down, top - head / tall / down],
            },
        }
        title = f"<b>{panel.title.replace(': ', ':<br>', 1) if narrow else panel.title}</b>"
        at = {
            "xref": "paper",
            "yref": "paper",
            "xanchor": "center",
            "yanchor": "top",
            "size": 12 if phone else 13,
            "yshift": -5,
        }
        notes.append(note((column + 0.485) / across, top, title, colour=style.INK, **at))
        data += _panel(figure, panel, name, radius)
    return spec(data, down * tall, {"l": 0, "r": 0, "t": 0, "b": 0}, annotations=notes, **geos)


def _panel(figure: Figure, panel: kinds.Panel, geo: str, radius: Callable[[float], float]) -> list[Spec]:
    """The areas of one small map and the circles on them."""
    e = figure.encode
    ground = {
        "type": "choropleth",
        "geo": geo,
        "geojson": e["geojson"],
        "featureidkey": "properties.kode",
        "locations": list(panel.numbers),
        "z": [1 if v is None else 0 for v in panel.numbers.values()],
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, style.WHITE], [1, style.TRACK]],
        "showscale": False,
        "marker": {"line": {"color": style.BORDER, "width": 0.7}},
        "customdata": [
            [panel.key, code, panel.said(code, figure.unit, e.get("zero", text.NIL))] for code in panel.numbers
        ],
        "hovertemplate": f"<b>{panel.title}</b><br>%{{customdata[2]}}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
    }
    counted = panel.counted()
    circles = {
        "type": "scattergeo",
        "geo": geo,
        "mode": "markers+text",
        "lon": [panel.places[code][0] for _, code in counted],
        "lat": [panel.places[code][1] for _, code in counted],
        "text": [text.whole(v) for v, _ in counted],
        "textfont": {"size": 10, "color": style.WHITE},
        "marker": {
            "size": [round(2 * radius(v), 1) for v, _ in counted],
            "color": style.ACCENT,
            "opacity": 1,
            "line": {"color": style.WHITE, "width": 1},
        },
        "hoverinfo": "skip",
    }
    return [ground, circles] if counted else [ground]
