"""Frames and borders to maps: border files for the browser, the explorer deck, and what each village shows.

Geometry never crosses the websocket: the browser fetches the border files once by URL and only colours travel.
The only module that knows pydeck; geopandas is needed once, when the borders change.
"""

import csv
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pydeck as pdk

from pantau import ROOT, style, text
from pantau.figures import Figure

BORDERS: Final = ROOT / "data" / "reference" / "batas_desa.topojson"
STATIC: Final = ROOT / "static" / "peta"
URL: Final = "/app/static/peta/"

# Degrees between hatch lines: 0.0062 for single villages, wider where a whole kecamatan is hatched under a label.
_HATCH_DESA: Final = 0.0062
_HATCH_KECAMATAN: Final = 0.0085
# The largest radius (px) belongs to the largest count on the map, but never to fewer than this many.
_FULL_COUNT: Final = 16


@dataclass(frozen=True)
class Borders:
    """Where the browser finds the borders, the order of villages in them, and what simple maps need inline."""

    desa_url: str
    kecamatan_url: str
    hatch_url: str
    order: Mapping[str, int]
    labels: Mapping[str, tuple[float, float]]
    hatch: Mapping[str, tuple[list[float | None], list[float | None]]]
    box: tuple[float, float, float, float]


@lru_cache(maxsize=1)
def borders() -> Borders:
    """The published borders; made anew when the border file or the lists of areas changed."""
    source = b"".join(p.read_bytes() for p in (BORDERS, *_lists()))
    stamp = hashlib.sha256(source + str((_HATCH_DESA, _HATCH_KECAMATAN)).encode()).hexdigest()[:12]
    index = STATIC / f"batas-{stamp}.json"
    if not index.exists():
        _publish(index, stamp)
    facts = json.loads(index.read_text(encoding="utf-8"))
    west, south, east, north = facts["kotak"]
    return Borders(
        desa_url=f"{URL}desa-{stamp}.geojson",
        kecamatan_url=f"{URL}kecamatan-{stamp}.geojson",
        hatch_url=f"{URL}arsir-{stamp}.geojson",
        order={code: i for i, code in enumerate(facts["desa"])},
        labels={code: (lon, lat) for code, (lon, lat) in facts["label"].items()},
        hatch={code: (lon, lat) for code, (lon, lat) in facts["arsir"].items()},
        box=(west, south, east, north),
    )


def _lists() -> tuple[Path, Path]:
    return BORDERS.with_name("desa.csv"), BORDERS.with_name("kecamatan.csv")


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row for row in csv.DictReader(file)}


def _publish(index: Path, stamp: str) -> None:
    """Write the three border files and their index; files of older borders are removed."""
    import geopandas as gpd
    import shapely

    desa, kecamatan = (_rows(path) for path in _lists())
    areas = gpd.read_file(BORDERS)[["kode", "geometry"]].sort_values("kode", ignore_index=True)
    areas["i"] = range(len(areas))
    areas["induk"] = [code[:8] for code in areas["kode"]]
    areas["judul"] = [f"{desa[c]['nama']}, Kec. {kecamatan[c[:8]]['nama']}" for c in areas["kode"]]
    areas["rinci"] = "Ketuk untuk menyaring"
    parts = gpd.GeoDataFrame(
        {"kode": sorted(set(areas["induk"]))},
        geometry=[
            shapely.coverage_union_all(areas.geometry[areas["induk"] == code].to_numpy())
            for code in sorted(set(areas["induk"]))
        ],
    )
    lines = areas[["i"]].assign(geometry=[_hatch(shape, _HATCH_DESA) for shape in areas.geometry])
    lines = lines[[not shape.is_empty for shape in lines["geometry"]]]
    STATIC.mkdir(parents=True, exist_ok=True)
    for old in STATIC.glob("*json"):
        old.unlink()
    _write(STATIC / f"desa-{stamp}.geojson", areas[["i", "kode", "judul", "rinci", "geometry"]])
    _write(STATIC / f"kecamatan-{stamp}.geojson", parts)
    _write(STATIC / f"arsir-{stamp}.geojson", gpd.GeoDataFrame(lines, geometry="geometry"))
    facts = {
        "desa": list(areas["kode"]),
        "label": {c: [float(r["label_bujur"]), float(r["label_lintang"])] for c, r in kecamatan.items()},
        "arsir": {c: _inline(_hatch(g, _HATCH_KECAMATAN)) for c, g in zip(parts["kode"], parts.geometry, strict=True)},
        "kotak": [round(float(v), 4) for v in areas.total_bounds],
    }
    index.write_text(json.dumps(facts, separators=(",", ":")), encoding="utf-8")


def _hatch(shape: Any, step: float) -> Any:
    """45-degree lines clipped to an area: hatching without any extension of the map library."""
    from shapely import MultiLineString, intersection

    west, south, east, north = shape.bounds
    # All areas share one grid of lines, so hatching runs through from village to village.
    first = math.floor((south - east) / step)
    last = math.ceil((north - west) / step)
    grid = MultiLineString([[(west, west + k * step), (east, east + k * step)] for k in range(first, last + 1)])
    pieces = getattr(intersection(grid, shape), "geoms", [])
    # A line that only touches a corner leaves a point; the browser refuses lines of one point.
    return MultiLineString([piece for piece in pieces if piece.geom_type == "LineString" and piece.length > step / 50])


def _inline(shape: Any) -> list[list[float | None]]:
    """Lines as two flat lists of longitude and latitude, None between pieces."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for line in getattr(shape, "geoms", [shape]):
        if line.geom_type != "LineString":
            continue
        for x, y in line.coords:
            lon.append(round(x, 4))
            lat.append(round(y, 4))
        lon.append(None)
        lat.append(None)
    return [lon, lat]


def _write(path: Path, frame: Any) -> None:
    """GeoJSON with five decimals (about one metre) and without blanks."""
    features = []
    for row in frame.itertuples(index=False):
        geometry = row.geometry.__geo_interface__
        properties = {name: getattr(row, name) for name in frame.columns if name != "geometry"}
        features.append({"type": "Feature", "properties": properties, "geometry": _rounded(geometry)})
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


def _rounded(geometry: Mapping[str, Any]) -> dict[str, Any]:
    def shorten(part: Any) -> Any:
        return round(part, 5) if isinstance(part, float) else [shorten(p) for p in part]

    return {"type": geometry["type"], "coordinates": shorten(geometry["coordinates"])}


def radius_px(value: float, most: float, full: float) -> float:
    """Radius of a circle whose area carries a count, between 4 px and `full`."""
    return float(min(full, max(4.0, full * math.sqrt(value / max(_FULL_COUNT, most)))))


def _rgb(colour: str, alpha: int = 255) -> list[int]:
    return [*(int(colour[i : i + 2], 16) for i in (1, 3, 5)), alpha]


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
    # 0 = reported, 1 = belum melapor (hatched), 2 = left out by the filter (plain, no statement about it).
    state = [2] * len(ground.order)
    for code, value in zip(frame[e["code"]], frame[e["value"]], strict=True):
        state[ground.order[code]] = 1 if text.missing(value) else 0
    chosen = [0] * len(ground.order)
    if selected in ground.order:
        chosen[ground.order[str(selected)]] = 1
    full = 22.0 if phone else 26.0
    zoom = 8.7 if phone else math.log2(1.429 * (404 - 12))
    circles = _circles(figure, full)
    numbers = [{name: row[name] for name in ("x", "y", "teks")} for row in circles if row["r"] >= 9]
    for row in circles:
        del row["teks"]
    layers = [
        pdk.Layer(
            "GeoJsonLayer",
            id="desa",
            data=ground.desa_url,
            get_fill_color=_pick([_rgb(style.WHITE), _rgb(style.PANEL), _rgb(style.WHITE)], state),
            get_line_color=_pick([_rgb(style.BORDER), _rgb(style.ACCENT)], chosen),
            get_line_width=_scalar([0.8, 3.0], chosen),
            line_width_units=pdk.types.String("pixels"),
            # No highlight under the pointer: it redraws the map, and without a graphics card the click is then lost.
            pickable=True,
        ),
        pdk.Layer(
            "GeoJsonLayer",
            id="arsir",
            data=ground.hatch_url,
            get_line_color=_pick([[140, 153, 162, 0], [140, 153, 162, 150], [140, 153, 162, 0]], state),
            get_line_width=0.7,
            line_width_units=pdk.types.String("pixels"),
        ),
        pdk.Layer(
            "GeoJsonLayer",
            id="kecamatan",
            data=ground.kecamatan_url,
            filled=False,
            get_line_color=_rgb(style.INK2),
            get_line_width=1.6,
            line_width_units=pdk.types.String("pixels"),
        ),
        _text_layer("nama_kecamatan", _kecamatan_labels(circles, zoom), 11, style.INK2, background=True),
        pdk.Layer(
            "ScatterplotLayer",
            id="lingkaran",
            data=circles,
            get_position="[x,y]",
            get_radius="r",
            radius_units=pdk.types.String("pixels"),
            get_fill_color=_rgb(style.ACCENT, 225),
            get_line_color=[255, 255, 255],
            stroked=True,
            line_width_min_pixels=1.5,
            pickable=True,
        ),
        _text_layer("angka", numbers, 12, style.WHITE),
    ]
    points = e.get("points")
    if points is not None and len(points):
        layers.append(_points(points))
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


def _points(points: pd.DataFrame) -> pdk.Layer:
    """Events with coordinates: small squares of the hazard's colour, with its letters."""
    rows = [
        {"x": float(x), "y": float(y), "teks": letters, "judul": title, "rinci": words, "warna": _rgb(colour)}
        for x, y, letters, colour, title, words in zip(
            *(points[c] for c in ("bujur", "lintang", "huruf", "warna", "judul", "rinci")), strict=True
        )
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        id="titik",
        data=rows,
        get_position="[x,y]",
        get_radius=5,
        radius_units=pdk.types.String("pixels"),
        get_fill_color="warna",
        get_line_color=[15, 26, 34],
        stroked=True,
        line_width_min_pixels=1,
        pickable=True,
    )


def _kecamatan_labels(circles: list[dict[str, Any]], zoom: float) -> list[dict[str, Any]]:
    """The eight names, each moved off the circles of this map to the freest of nine places near its label point."""
    names = _rows(_lists()[1])
    px = 512 * 2**zoom / 360  # pixels a degree of longitude; near the equator also of latitude
    labels = []
    for code, (lon, lat) in borders().labels.items():
        half = 3.4 * len(names[code]["nama"])

        def hidden(place: tuple[int, int], x: float = lon, y: float = lat, half: float = half) -> float:
            dx, dy = place
            near = [
                c
                for c in circles
                if abs((c["x"] - x) * px - dx) < half + c["r"] and abs((c["y"] - y) * px + dy) < 8 + c["r"]
            ]
            return len(near) * 100 + abs(dx) * 0.5 + abs(dy)

        offset = min(((dx, dy) for dx in (-24, 0, 24) for dy in (-15, 0, 15)), key=hidden)
        name = names[code]["nama"]
        labels.append({"x": lon, "y": lat, "teks": name, "geser": list(offset), "judul": name, "rinci": "Kecamatan"})
    return labels


def _text_layer(name: str, rows: list[dict[str, Any]], size: int, colour: str, background: bool = False) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="[x,y]",
        get_text="teks",
        get_size=size,
        get_color=_rgb(colour),
        font_family=pdk.types.String("Arial"),
        font_weight=700,
        background=background,
        get_background_color=[255, 255, 255, 190],
        background_padding=[3, 1],
        font_settings={"fontSize": 26, "buffer": 4},
        get_pixel_offset="geser" if background else [0, 0],
    )


def legend_counts(figure: Figure, phone: bool = False) -> list[tuple[int, float]]:
    """Counts that exist on this map, at most three, with their radius in px: smallest, middle, largest."""
    values = sorted({int(v) for v in figure.frame[figure.encode["value"]].dropna() if v > 0})
    picked = sorted({values[0], values[len(values) // 2], values[-1]}) if values else []
    return [(v, radius_px(v, values[-1], 22.0 if phone else 26.0)) for v in picked]


def kecamatan_ground(height: int = 342) -> dict[str, object]:
    """What an "areas" figure of the eight kecamatan needs besides its values: borders by URL, labels, hatching, box."""
    ground = borders()
    west, south, east, north = ground.box
    return {
        "geojson": ground.kecamatan_url,
        "at": dict(ground.labels),
        "hatch": dict(ground.hatch),
        "box": (west - 0.02, south - 0.004, east + 0.004, north + 0.004),
        "height": height,
    }


def simple(figure: Figure) -> Figure:
    """The same villages and circles drawn in SVG, for browsers without WebGL."""
    ground = borders()
    west, south, east, north = ground.box
    encode = {
        **{k: figure.encode[k] for k in ("code", "label", "lon", "lat", "value", "text")},
        "bounds": [],
        "circles": True,
        "geojson": ground.desa_url,
        "box": (west, south, east, north),
        "line": style.BORDER,
        "line_width": 0.6,
        "height": 404,
    }
    return replace(figure, kind="areas", encode=encode)
