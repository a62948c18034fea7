"""The borders: files the browser fetches once, and what simple maps and labels need of them.

Geometry never crosses the websocket; geopandas is needed once, when the borders change.
"""

import csv
import hashlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pantau import ROOT
from pantau import borders as source

REFERENCE: Final = source.SHIPPED.parent
STATIC: Final = ROOT / "static" / "peta"
URL: Final = "/app/static/peta/"

# Degrees between hatch lines: 0.0062 for single villages, wider where a whole kecamatan is hatched under a label.
_HATCH_DESA: Final = 0.0062
_HATCH_KECAMATAN: Final = 0.0085


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


def borders() -> Borders:
    """The published borders; made anew when the border file in use or the lists of areas changed."""
    return _published(source.in_use())


@lru_cache(maxsize=1)
def _published(used: source.Source) -> Borders:
    content = b"".join(path.read_bytes() for path in (used.file, *_lists()))
    stamp = hashlib.sha256(content + str((_HATCH_DESA, _HATCH_KECAMATAN)).encode()).hexdigest()[:12]
    index = STATIC / f"batas-{stamp}.json"
    if not index.exists():
        _publish(index, stamp, used.file)
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
    return REFERENCE / "desa.csv", REFERENCE / "kecamatan.csv"


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row for row in csv.DictReader(file)}


def _publish(index: Path, stamp: str, file: Path) -> None:
    """Write the three border files and their index; files of older borders are removed."""
    import geopandas as gpd
    import shapely

    desa, kecamatan = (_rows(path) for path in _lists())
    areas = gpd.read_file(file)[["kode", "geometry"]].sort_values("kode", ignore_index=True)
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
    # Two processes may publish the same borders at once: neither removes or half-writes what the other serves.
    for old in STATIC.glob("*json"):
        if stamp not in old.name:
            old.unlink(missing_ok=True)
    _write(STATIC / f"desa-{stamp}.geojson", areas[["i", "kode", "judul", "rinci", "geometry"]])
    _write(STATIC / f"kecamatan-{stamp}.geojson", parts)
    _write(STATIC / f"arsir-{stamp}.geojson", gpd.GeoDataFrame(lines, geometry="geometry"))
    facts = {
        "desa": list(areas["kode"]),
        "label": {c: [float(r["label_bujur"]), float(r["label_lintang"])] for c, r in kecamatan.items()},
        "arsir": {c: _inline(_hatch(g, _HATCH_KECAMATAN)) for c, g in zip(parts["kode"], parts.geometry, strict=True)},
        "kotak": [round(float(v), 4) for v in areas.total_bounds],
    }
    _put(index, json.dumps(facts, separators=(",", ":")))


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
    _put(path, json.dumps(collection, separators=(",", ":"), ensure_ascii=False))


def _put(path: Path, words: str) -> None:
    """Write a file that is whole from the moment it has its name."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(words, encoding="utf-8")
    draft.replace(path)


def _rounded(geometry: Mapping[str, Any]) -> dict[str, Any]:
    def shorten(part: Any) -> Any:
        return round(part, 5) if isinstance(part, float) else [shorten(p) for p in part]

    return {"type": geometry["type"], "coordinates": shorten(geometry["coordinates"])}


def kecamatan_names() -> dict[str, str]:
    """Code -> name of the eight kecamatan."""
    return {code: row["nama"] for code, row in _rows(_lists()[1]).items()}


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
