"""The explorer: village areas, hatching where nothing was reported, circles that carry counts, clicks."""

import json
import math
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import pydeck as pdk

from pantau import style, text
from pantau.figures import Figure, class_of
from pantau.maps.borders import borders, kecamatan_names
from pantau.maps.marks import colour_of, picture, point_layers, ring, ring_layer, rings

# The largest radius (px) belongs to the largest count on the map, but never to fewer than this many.
_FULL_COUNT: Final = 16


def radius_px(value: float, most: float, full: float) -> float:
    """Radius of a circle whose area carries a count, between 4 px and `full`."""
    return float(min(full, max(4.0, full * math.sqrt(value / max(_FULL_COUNT, most)))))


def ring_radius(total: float, most: float, full: float) -> float:
    """Radius of a ring: like a circle's, but its hole must hold the total."""
    return max(radius_px(total, most, full), 11.0)


def _pick(palette: list[list[int]], index: list[int]) -> str:
    # The parentheses matter: without them deck.gl silently draws black.
    return f"({json.dumps(palette, separators=(',', ':'))})[({json.dumps(index, separators=(',', ':'))})[properties.i]]"


class _CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON carries no blanks: pydeck indents it, four times the bytes on every filter change."""

    def to_json(self) -> str:
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"), ensure_ascii=False)


def explorer(figure: Figure, selected: str | None = None, phone: bool = False) -> pdk.Deck:
    """The village map of a "villages" figure: areas, hatching where nothing was reported, circles carrying counts.

    The frame has one row a village: code, name, lon, lat, value (n, 0 = nihil, missing = belum melapor) and text.
    """
    ground, e, frame = borders(), figure.encode, figure.frame
    # 0 = reported, 1 = belum melapor (hatched), 2 = left out by the filter (plain, no statement), 3 and on = classes.
    state = [2] * len(ground.order)
    bounds = e.get("bounds") or []
    for code, value in zip(frame[e["code"]], frame[e["value"]], strict=True):
        belongs = class_of(value, bounds)
        state[ground.order[code]] = 1 if text.missing(value) else 0 if belongs is None else 3 + belongs
    hatched = [int(s == 1) for s in state]
    fills = [style.WHITE, style.PANEL, style.WHITE, *style.RAMP]
    chosen = [0] * len(ground.order)
    if selected in ground.order:
        chosen[ground.order[str(selected)]] = 1
    full = 22.0 if phone else 26.0
    zoom = 8.7 if phone else math.log2(1.429 * (404 - 12))
    rings, points = _rings(figure, full), e.get("points")
    circles = _circles(figure, full) if e.get("circles", True) and not rings else []
    numbers = [{name: row[name] for name in ("x", "y", "teks")} for row in circles if row["r"] >= 9]
    for row in circles:
        del row["teks"]
    labels = _kecamatan_labels(circles or rings, _places(points), zoom)
    layers = [
        pdk.Layer(
            "GeoJsonLayer",
            id="desa",
            data=ground.desa_url,
            get_fill_color=_pick([colour_of(fill) for fill in (fills if bounds else fills[:3])], state),
            get_line_color=_pick([colour_of(style.BORDER), colour_of(style.ACCENT)], chosen),
            get_line_width=_scalar([0.8, 3.0], chosen),
            line_width_units=pdk.types.String("pixels"),
            # No highlight under the pointer: it redraws the map, and without a graphics card the click is then lost.
            pickable=True,
        ),
        pdk.Layer(
            "GeoJsonLayer",
            id="arsir",
            data=ground.hatch_url,
            get_line_color=_pick([[140, 153, 162, 0], [140, 153, 162, 150]], hatched),
            get_line_width=0.7,
            line_width_units=pdk.types.String("pixels"),
        ),
        pdk.Layer(
            "GeoJsonLayer",
            id="kecamatan",
            data=ground.kecamatan_url,
            filled=False,
            get_line_color=colour_of(style.INK2),
            get_line_width=1.6,
            line_width_units=pdk.types.String("pixels"),
        ),
        _text_layer("nama_kecamatan", labels, 11, style.INK2, background=True),
        pdk.Layer(
            "ScatterplotLayer",
            id="lingkaran",
            data=circles,
            get_position="[x,y]",
            get_radius="r",
            radius_units=pdk.types.String("pixels"),
            get_fill_color=colour_of(style.ACCENT, 225),
            get_line_color=[255, 255, 255],
            stroked=True,
            line_width_min_pixels=1.5,
            pickable=True,
        ),
        _text_layer("angka", numbers, 12, style.WHITE),
    ]
    if points is not None and len(points):
        layers += point_layers(points)
    if rings:
        layers.append(ring_layer(rings))
    tooltip = {
        "html": "<b>{judul}</b><br>{rinci}",
        "style": {
            "backgroundColor": style.WHITE,
            "color": style.INK,
            "fontSize": "13px",
            "border": f"1px solid {style.RULE}",
            "maxWidth": "190px",
        },
    }
    return _CompactDeck(
        layers,
        map_provider=None,
        initial_view_state=pdk.ViewState(
            longitude=115.574,
            latitude=-2.287,
            zoom=zoom,
            min_zoom=8,
            max_zoom=14,
            pitch=0,
        ),
        tooltip=tooltip,
    )


def _scalar(values: list[float], index: list[int]) -> str:
    return f"({json.dumps(values)})[({json.dumps(index, separators=(',', ':'))})[properties.i]]"


def _circles(figure: Figure, full: float) -> list[dict[str, Any]]:
    e = figure.encode
    rows = figure.frame[figure.frame[e["value"]].fillna(0) > 0].sort_values(e["value"], ascending=False)
    most = float(rows[e["value"]].max()) if len(rows) else 1.0
    return [
        {
            "kode": code,
            "x": round(float(lon), 5),
            "y": round(float(lat), 5),
            "r": round(radius_px(float(value), most, full), 1),
            "teks": text.number(value),
            "judul": name,
            "rinci": words,
        }
        for code, name, lon, lat, value, words in zip(
            *(rows[e[k]] for k in ("code", "label", "lon", "lat", "value", "text")), strict=True
        )
    ]


def _rings(figure: Figure, full: float) -> list[dict[str, Any]]:
    """One ring an area: its hazards as parts, its total inside; sized like the circles, never too small to read."""
    parts = figure.encode.get("rings")
    if parts is None or parts.empty:
        return []
    areas = rings(parts)
    return [
        {
            "kode": area.code,
            "x": round(area.lon, 5),
            "y": round(area.lat, 5),
            "r": (radius := ring_radius(area.total, areas[0].total, full)),
            "tinggi": round(2 * radius + 2),
            "gambar": picture(ring([(n, hazard.colour) for hazard, n in area.parts], radius), radius + 1),
            "judul": area.name,
            "rinci": ", ".join(f"{hazard.name} {text.number(n)}" for hazard, n in area.parts),
        }
        for area in areas
    ]


def _places(points: pd.DataFrame | None) -> list[tuple[float, float]]:
    if points is None:
        return []
    return [(float(lon), float(lat)) for lon, lat in zip(points["bujur"], points["lintang"], strict=True)]


# Where a name may go, in px from its place.
_ASIDE: Final = [(dx, dy) for dx in (-24, 0, 24) for dy in (-31, -23, -15, 0, 15, 23, 31)]


def _kecamatan_labels(
    circles: list[dict[str, Any]], points: list[tuple[float, float]], zoom: float
) -> list[dict[str, Any]]:
    """The eight names, each at the place near its label point where it covers least: circles, points, other names."""
    # The narrowest kecamatan has the longest name.
    names = {code: name.replace("Selatan", "S.") for code, name in kecamatan_names().items()}
    px = 512 * 2**zoom / 360  # pixels a degree of longitude; near the equator also of latitude
    labels: list[dict[str, Any]] = []
    taken: list[tuple[float, float, float]] = []
    for code, (lon, lat) in borders().labels.items():
        half = 3.4 * len(names[code])
        marks = [(_px(c["x"], c["y"], lon, lat, px), c["r"], 100) for c in circles]
        marks += [(_px(x, y, lon, lat, px), 6.0, 10) for x, y in points]
        others = [(_px(x, y, lon, lat, px), wide) for x, y, wide in taken]

        def hidden(
            place: tuple[int, int],
            marks: list[Any] = marks,
            others: list[Any] = others,
            half: float = half,
        ) -> float:
            dx, dy = place
            covered: float = sum(
                weight for (x, y), r, weight in marks if abs(x - dx) < half + r and abs(y - dy) < 8 + r
            )
            covered += sum(200 for (x, y), wide in others if abs(x - dx) < half + wide and abs(y - dy) < 16)
            return covered + abs(dx) * 0.5 + abs(dy)

        dx, dy = min(_ASIDE, key=hidden)
        taken.append((lon + dx / px, lat - dy / px, half))
        name = names[code]
        labels.append({"x": lon, "y": lat, "teks": name, "geser": [dx, dy], "judul": name, "rinci": "Kecamatan"})
    return labels


def _px(lon: float, lat: float, from_lon: float, from_lat: float, px: float) -> tuple[float, float]:
    """Pixels to the right of a place and below it."""
    return (lon - from_lon) * px, (from_lat - lat) * px


def _text_layer(name: str, rows: list[dict[str, Any]], size: int, colour: str, background: bool = False) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="[x,y]",
        get_text="teks",
        get_size=size,
        get_color=colour_of(colour),
        font_family=pdk.types.String("Arial"),
        font_weight=700,
        background=background,
        get_background_color=[255, 255, 255, 190],
        background_padding=[3, 1],
        font_settings={"fontSize": 26, "buffer": 4},
        get_pixel_offset="geser" if background else [0, 0],
    )


def white(figure: Figure) -> str:
    """What a white village says: nihil, or only that it reported where its number is not drawn on it."""
    e = figure.encode
    if e.get("white"):
        return str(e["white"])
    rings = e.get("rings")
    drawn = e.get("bounds") or (e.get("circles", True) and (rings is None or not len(rings)))
    counted = (figure.frame[e["value"]].fillna(0) > 0).any()
    return text.NIL if drawn or not counted else f"ada {figure.unit} atau {text.NIL}"


def legend_counts(figure: Figure, phone: bool = False) -> list[tuple[int, float]]:
    """Counts that exist on this map, at most three, with their radius in px: smallest, middle, largest."""
    values = sorted({int(v) for v in figure.frame[figure.encode["value"]].dropna() if v > 0})
    picked = sorted({values[0], values[len(values) // 2], values[-1]}) if values else []
    return [(v, radius_px(v, values[-1], 22.0 if phone else 26.0)) for v in picked]


def simple(figure: Figure) -> Figure:
    """The same villages, circles and points drawn in SVG, for browsers without WebGL.

    Rings would need a picture each there: plain circles carry their totals, and the map says so.
    """
    ground = borders()
    west, south, east, north = figure.encode.get("box") or ground.box
    bounds = figure.encode.get("bounds") or []
    parts = figure.encode.get("rings")
    ringed = parts is not None and len(parts) > 0
    encode = {
        **{k: figure.encode[k] for k in ("code", "label", "lon", "lat", "value", "text")},
        "bounds": bounds,
        "suffix": f"{figure.unit}" if bounds else "",
        "circles": bool(figure.encode.get("circles", True)) and not bounds,
        "points": figure.encode.get("points"),
        "white": text.NIL if ringed else white(figure),
        "geojson": ground.desa_url,
        "box": (west, south, east, north),
        "line": style.BORDER,
        "line_width": 0.6,
        "height": 404,
    }
    said = "per desa, tanpa rincian bahaya" if ringed else figure.subtitle
    return replace(figure, kind="areas", encode=encode, subtitle=said)
