"""Reading border layers inside the child: columns as text, shapes in the coordinates of the file, and its CRS.

GeoJSON is read by our own hand: the library would follow an address that a file names as its CRS.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from pantau.intake.borders import files
from pantau.intake.gate import Refused

# A detailed village border has some hundreds; two million are a province in survey detail, or an attack on the repair.
MOST_VERTICES = 2_000_000
# All villages of the country are 84,000.
MOST_FEATURES = 100_000
WGS84 = "EPSG:4326"
_EPSG = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|OGC):[\d.]*:?(\d{1,6}|CRS84)", re.IGNORECASE)


@dataclass(frozen=True)
class Layer:
    """One layer: its title, its CRS ("" when the file says none), text by column, and shapes (None without one)."""

    title: str
    crs: str
    columns: Mapping[str, Sequence[str]]
    shapes: Any


def layers(opened: Sequence[tuple[str, str, str]]) -> list[Layer]:
    """Every layer of areas among the files laid out, within the limits. Raises Refused."""
    found = [layer for kind, path, title in opened for layer in _layers(kind, path, title) if len(layer.shapes)]
    if not found:
        raise Refused(
            "Berkas ini tidak memuat lapisan poligon; kirim batas desa sebagai poligon, bukan garis atau titik."
        )
    total = sum(int(shapely.get_num_coordinates(layer.shapes).sum()) for layer in found)
    _hold_vertices(total)
    return found


def crs_named(text: str) -> str:
    """A CRS by its EPSG number, "" when there is none of it. Nothing else reaches the library: it would open files."""
    found = _EPSG.fullmatch(text.strip())
    if not found:
        return ""
    if found[2].upper() == "CRS84":
        return WGS84
    try:
        return f"EPSG:{CRS.from_epsg(int(found[2])).to_epsg()}"
    except CRSError:
        return ""


def _layers(kind: str, path: str, title: str) -> Iterator[Layer]:
    if kind == files.GEOJSON:
        yield _geojson(Path(path), title)
        return
    try:
        found = [_opened(path, str(name), title) for name, form in pyogrio.list_layers(path) if _areas(form)]
    except pyogrio.errors.DataSourceError as error:
        raise Refused(
            "Layanan peta tidak menjawab dengan data ArcGIS; periksa alamatnya."
            if kind == files.SERVICE
            else "Berkas batas rusak dan tidak dapat dibuka; simpan ulang dari aplikasi petanya."
        ) from error
    # A folder of a KML is a layer of its own, and villages are often kept in one folder a kecamatan.
    yield from [_joined(found)] if kind == files.KML and found else found


def _areas(form: object) -> bool:
    """Whether a layer may hold areas: it says so, or it says nothing."""
    return form is not None and any(word in str(form) for word in ("Polygon", "Unknown", "Collection", "Surface"))


def _opened(path: str, name: str, title: str) -> Layer:
    meta, _, shapes, fields = pyogrio.raw.read(path, layer=name, force_2d=True, max_features=MOST_FEATURES)
    columns = {
        str(field): [_text(value) for value in values] for field, values in zip(meta["fields"], fields, strict=True)
    }
    # What is broken in one shape is a problem of that village.
    return Layer(title or name, _crs(meta["crs"]), columns, shapely.from_wkb(shapes, on_invalid="ignore"))


def _crs(told: str | None) -> str:
    """The CRS as the library read it; one without a place on earth is none."""
    try:
        crs = CRS.from_user_input(told) if told else None
    except CRSError:
        return ""
    if crs is None or not (crs.is_geographic or crs.is_projected or crs.is_bound):
        return ""
    number = crs.to_epsg()
    return f"EPSG:{number}" if number else crs.to_wkt()


def _joined(parts: Sequence[Layer]) -> Layer:
    names = list(dict.fromkeys(name for part in parts for name in part.columns))
    columns = {
        name: [each for part in parts for each in part.columns.get(name, [""] * len(part.shapes))] for name in names
    }
    return Layer(parts[0].title, parts[0].crs, columns, np.concatenate([part.shapes for part in parts]))


def _text(value: object) -> str:
    """A value as text: a code that passed through a number has lost nothing but its look."""
    if value is None or value != value:
        return ""
    if isinstance(value, float | np.floating):
        return f"{value:.0f}" if abs(float(value)) < 1e15 and float(value).is_integer() else str(value)
    return str(value).strip()


def _geojson(path: Path, title: str) -> Layer:
    """A FeatureCollection. Raises Refused."""
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused("GeoJSON rusak: bukan JSON yang utuh; simpan ulang dari aplikasi petanya.") from error
    if (
        not isinstance(told, dict)
        or told.get("type") != "FeatureCollection"
        or not isinstance(told.get("features"), list)
    ):
        raise Refused("JSON ini bukan kumpulan fitur GeoJSON (FeatureCollection); simpan ulang sebagai GeoJSON.")
    features = [each if isinstance(each, dict) else {} for each in told["features"][:MOST_FEATURES]]
    properties: list[dict[Any, Any]] = [
        each["properties"] if isinstance(each.get("properties"), dict) else {} for each in features
    ]
    names = dict.fromkeys(str(name) for each in properties for name in each)
    columns = {name: [_text(each.get(name)) for each in properties] for name in names}
    counted: list[int] = [0]
    shapes = [_shape(each.get("geometry"), number, counted) for number, each in enumerate(features, 1)]
    return Layer(title or "GeoJSON", _told_crs(told), columns, np.array(shapes, dtype=object))


def _no_number(word: str) -> float:
    raise ValueError(word)


def _told_crs(told: Mapping[str, Any]) -> str:
    """WGS 84, as the format is defined, or what older programs wrote beside it. Raises Refused."""
    crs = told.get("crs")
    if crs is None:
        return WGS84
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) and crs.get("type") == "name" else None
    if not isinstance(name, str) or not (found := crs_named(name)):
        raise Refused("Sistem koordinat di dalam GeoJSON tidak dikenal; simpan ulang dalam WGS 84 (EPSG:4326).")
    return found


def _shape(geometry: object, number: int, counted: list[int]) -> Any:
    """A Polygon or MultiPolygon, None for anything else; vertices are counted before anything is built."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    try:
        told: Any = geometry["coordinates"]
        parts = [told] if geometry["type"] == "Polygon" else told
        rings = [[_ring(ring, counted) for ring in part] for part in parts]
        made = [shapely.Polygon(part[0], part[1:]) for part in rings if part]
    except Refused:
        raise
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise Refused(
            f"Fitur ke-{number} GeoJSON memuat koordinat yang rusak; perbaiki di aplikasi petanya."
        ) from error
    return shapely.MultiPolygon(made) if made else None


def _ring(points: Any, counted: list[int]) -> list[tuple[float, float]]:
    counted[0] += len(points)
    _hold_vertices(counted[0])
    ring = [(x, y) for x, y, *_ in points]
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for point in ring for value in point):
        raise TypeError
    if not np.isfinite(np.array(ring, dtype=float)).all():
        raise ValueError
    return ring


def _hold_vertices(total: int) -> None:
    if total > MOST_VERTICES:
        raise Refused(
            f"Batas ini memuat lebih dari {MOST_VERTICES // 1_000_000} juta titik sudut; "
            "kirim batas desa Balangan saja, atau sederhanakan dahulu di aplikasi petanya."
        )
