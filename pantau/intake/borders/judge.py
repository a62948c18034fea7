"""Judging village borders inside the child: whose they are, whether they hold together, and what a map will draw.

Areas are measured in an equal-area projection around Balangan; nothing is moved before it has been said.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from pyproj import Transformer

from pantau import borders, text
from pantau.intake import match
from pantau.intake.borders.reading import WGS84, Layer
from pantau.intake.borders.recognise import Recognised, label, recognise
from pantau.intake.gate import Refused

_EQUAL_AREA: Final = "+proj=laea +lat_0=-2.3 +lon_0=115.6 +datum=WGS84 +units=m"
_KM2: Final = 1_000_000
# Official borders differ from the shipped ones by hundreds of metres, never by ten kilometres.
_MARGIN: Final = 0.1
# A repair that changes more of a village than this is a drawing of its own.
_REPAIR_PERCENT: Final = 5.0
_OVERLAP_PERCENT: Final = 1.0
_AREA_PERCENT: Final = 20.0
# Villages of one square kilometre and less are listed with rounded areas, of which 20 % says nothing.
_SMALL_KM2: Final = 0.2
# About 45 m: the village map stays light on a slow link.
TOLERANCE: Final = 0.0004
_DECIMALS: Final = 5
# Vertices above which the joining of lines would need more memory than the child may have: then simplified before.
_MANY: Final = 300_000
# Metres from which a coordinate is nowhere on earth; farther ones are all alike.
_FAR: Final = 1e9
_NAMED: Final = 8


@dataclass
class Findings:
    """What is told: facts by name for programs, sentences for the person, refusals, and those that may be waived."""

    facts: dict[str, Any] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    waivable: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Official:
    """What the official list says of the villages: places, area in km2, and a point inside."""

    places: match.Places
    area: Mapping[str, float]
    point: Mapping[str, tuple[float, float]]

    def names(self, codes: Iterable[str]) -> str:
        """`Pitap, Kec. Tebing Tinggi (63.11.08.2001), ... dan 3 lain`."""
        villages = {place.code: place for place in self.places.desa}
        told = [f"{villages[c].name}, Kec. {self.places.name(c[:8])} ({c})" for c in sorted(codes)]
        return listed(told)


def listed(words: Sequence[str]) -> str:
    """The first of many and how many follow."""
    shown = list(words[:_NAMED])
    more = len(words) - len(shown)
    return "; ".join([*shown, *([f"dan {text.number(more)} lain"] if more else [])])


def judge(layers: Sequence[Layer], official: Official, crs: str) -> tuple[Findings, dict[str, Any]]:
    """Everything found, and the shape of each village in WGS 84 when they are all there. Raises Refused."""
    chosen = max((recognise(layer, official.places) for layer in layers), key=lambda each: each.known)
    found = Findings()
    layer = chosen.layer
    found.facts |= {"lapisan": layer.title, "fitur": len(layer.shapes), "dikenali": chosen.by}
    others = [each.title for each in layers if each is not layer]
    if others:
        found.sentences.append(f"Dibaca lapisan {layer.title}; tidak dibaca: {listed(others)}.")
    shapes = _placed(layer, crs, found)
    _hold_place(shapes, found)
    _whose(chosen, official, found)
    villages = _valid({c: s for c, s in zip(chosen.codes, shapes, strict=True) if c}, official, found)
    if villages:
        _cover(villages, official, found)
    return found, villages


def _placed(layer: Layer, crs: str, found: Findings) -> Any:
    """The shapes in WGS 84; a file that does not say where it lies is refused."""
    told = layer.crs or crs
    known = shapely.total_bounds(layer.shapes)
    if not told:
        guess = "derajat (mungkin WGS 84, --crs EPSG:4326)" if np.all(np.abs(known) <= 180) else (
            "meter (mungkin UTM 50S, --crs EPSG:32750)"
        )  # fmt: skip
        raise Refused(
            "Berkas ini tidak menyebut sistem koordinatnya (bagian .prj tidak ada atau kosong); sertakan .prj, "
            f"atau sebut dengan --crs. Angkanya tampak dalam {guess}; pastikan pada pembuatnya."
        )
    found.facts["crs"] = told if told.startswith("EPSG:") else "lain"
    if told in (WGS84, "OGC:CRS84"):
        found.sentences.append("Koordinat sudah WGS 84.")
        return layer.shapes
    try:
        projection = Transformer.from_crs(told, WGS84, always_xy=True)
        moved = shapely.transform(layer.shapes, lambda x, y: projection.transform(x, y), interleaved=False)
    except Exception as error:
        # The projection library has errors of its own for what it cannot place.
        raise Refused(
            "Sistem koordinat berkas ini tidak dapat diubah ke WGS 84; simpan ulang dalam EPSG:4326."
        ) from error
    found.sentences.append(f"Koordinat diubah dari {found.facts['crs']} ke WGS 84.")
    return moved


def _hold_place(shapes: Any, found: Findings) -> None:
    """Notice coordinates in metres, and longitude and latitude changed for each other. Raises Refused."""
    west, south, east, north = box()
    bounds = shapely.bounds(shapes)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        raise Refused("Tidak ada poligon yang terbaca; kirim batas desa sebagai poligon.")
    bounds = np.clip(bounds, -_FAR, _FAR)
    middle = np.array([bounds[:, 0] / 2 + bounds[:, 2] / 2, bounds[:, 1] / 2 + bounds[:, 3] / 2])
    if np.median(np.abs(middle)) > 180:
        raise Refused(
            "Koordinatnya tampak dalam meter, padahal berkas ini menyebut derajat; perbaiki sistem koordinatnya "
            "(misalnya UTM 50S, EPSG:32750), lalu simpan ulang."
        )
    swapped = (middle[1] >= west) & (middle[1] <= east) & (middle[0] >= south) & (middle[0] <= north)
    if swapped.mean() > 0.5:
        raise Refused("Lintang dan bujur tertukar di berkas ini; tukar kedua sumbunya, lalu simpan ulang.")
    found.facts["kotak"] = [round(float(v), 4) for v in (*bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0))]


def box() -> tuple[float, float, float, float]:
    """Where Balangan lies, with a margin."""
    west, south, east, north = shapely.total_bounds(borders.villages().shapes)
    return west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN


def _whose(chosen: Recognised, official: Official, found: Findings) -> None:
    """Which villages are missing, which are there twice, and what belongs to nobody here."""
    counted = Counter(code for code in chosen.codes if code)
    wanted = {place.code for place in official.places.desa}
    missing, double = wanted - set(counted), [code for code, times in counted.items() if times > 1]
    foreign = [position for position, code in enumerate(chosen.codes) if not code]
    found.facts |= {
        "desa": len(counted),
        "hilang": sorted(missing),
        "ganda": sorted(double),
        "bukan_balangan": len(foreign),
    }
    found.sentences.append(
        f"{text.number(len(counted))} dari {len(wanted)} desa dikenali" + (f" dari {chosen.by}." if chosen.by else ".")
    )
    if missing:
        found.refusals.append(f"{text.number(len(missing))} desa tidak ada di berkas ini: {official.names(missing)}.")
    if double:
        found.refusals.append(
            f"{text.number(len(double))} desa tertulis lebih dari sekali: {official.names(double)}; "
            "gabungkan bagiannya menjadi satu fitur, atau hapus yang bukan miliknya."
        )
    if foreign:
        why = [f"{label(chosen.layer, each)}: {chosen.why[each]}" for each in foreign]
        found.waivable.append(f"{text.number(len(foreign))} fitur bukan desa Balangan yang dikenal: {listed(why)}.")


def _valid(shapes: Mapping[str, Any], official: Official, found: Findings) -> dict[str, Any]:
    """The shapes of the villages, mended where they can be; what is wrong is said of each."""
    villages: dict[str, Any] = {}
    mended: list[dict[str, Any]] = []
    west, south, east, north = box()
    outside, lost = [], []
    for code, shape in shapes.items():
        if shape is None or shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
            lost.append(code)
            continue
        x0, y0, x1, y1 = shape.bounds
        if not (west <= x0 and x1 <= east and south <= y0 and y1 <= north):
            outside.append(code)
            continue
        villages[code] = shape
        if not shape.is_valid:
            whole = _mended(shape)
            before, after = _km2(shape), _km2(whole)
            reason = str(shapely.is_valid_reason(shape)).partition("[")[0]
            bad = whole.is_empty or abs(after - before) > before * _REPAIR_PERCENT / 100
            mended.append(
                {"kode": code, "sebab": _SAID.get(reason, reason), "sebelum_km2": round(before, 4)}
                | {"sesudah_km2": round(after, 4), "dapat_diperbaiki": not bad}
            )
            if bad:
                del villages[code]
            else:
                villages[code] = whole
    found.facts["tidak_sah"] = mended
    for words, codes in (("tidak punya poligon", lost), ("berada di luar Kabupaten Balangan", outside)):
        if codes:
            found.refusals.append(f"{text.number(len(codes))} desa {words}: {official.names(codes)}.")
    _tell_mended(mended, official, found)
    return villages


_SAID: Final = {
    "Self-intersection": "garisnya memotong diri sendiri",
    "Ring Self-intersection": "garisnya menyentuh diri sendiri",
    "Hole lies outside shell": "lubangnya di luar batas",
    "Nested shells": "satu bagian di dalam bagian lain",
    "Duplicate Rings": "garis yang sama dua kali",
    "Too few points in geometry component": "titiknya terlalu sedikit",
    "Interior is disconnected": "bagian dalamnya terputus",
    "Holes are nested": "lubang di dalam lubang",
}


def _tell_mended(mended: Sequence[Mapping[str, Any]], official: Official, found: Findings) -> None:
    """Each village whose shape is wrong, and whether mending changed its area."""
    for well in (True, False):
        told = [
            f"{official.names([each['kode']])} {each['sebab']}, luas {text.number(each['sebelum_km2'], 2)} menjadi "
            f"{text.number(each['sesudah_km2'], 2)} km2"
            for each in mended
            if each["dapat_diperbaiki"] is well
        ]
        if told and well:
            found.sentences.append(f"Geometri {text.number(len(told))} desa diperbaiki: {listed(told)}.")
        elif told:
            found.refusals.append(
                f"Geometri {text.number(len(told))} desa rusak dan tidak dapat diperbaiki tanpa mengubahnya: "
                f"{listed(told)}; perbaiki di aplikasi petanya."
            )


def _mended(shape: Any) -> Any:
    """The areas of a broken shape, without lines and points that mending leaves; empty when it is past mending."""
    try:
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    except shapely.errors.GEOSException:
        # Thousands of crossings need more memory than this process may have.
        return shapely.Polygon()
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if len(parts) != 1 else parts[0]


def _flat(shapes: Any) -> Any:
    projection = Transformer.from_crs(WGS84, _EQUAL_AREA, always_xy=True)
    return shapely.transform(shapes, lambda x, y: projection.transform(x, y), interleaved=False)


def _km2(shape: Any) -> float:
    return float(shapely.area(_flat(shape))) / _KM2


def _cover(villages: Mapping[str, Any], official: Official, found: Findings) -> None:
    """Whether the villages lie side by side: overlaps, gaps, areas, and the point each must hold."""
    codes, shapes = list(villages), np.array(list(villages.values()), dtype=object)
    flat = _flat(shapes)
    areas = shapely.area(flat) / _KM2
    union = shapely.union_all(flat)
    total, covered = float(areas.sum()), float(union.area) / _KM2
    overlap, gap = max(total - covered, 0.0), _holes(union) / _KM2
    loose = ~shapely.is_empty(shapely.coverage_invalid_edges(flat))
    found.facts |= {
        "luas_km2": round(total, 3), "tumpang_tindih_km2": round(overlap, 4), "celah_km2": round(gap, 4),
        "tumpang_tindih_persen": round(100 * overlap / covered, 3), "celah_persen": round(100 * gap / covered, 3),
        "tepi_tidak_cocok": [code for code, wrong in zip(codes, loose, strict=True) if wrong],
    }  # fmt: skip
    listed_area = sum(official.area.values())
    found.sentences.append(
        f"Luas seluruhnya {text.number(total, 1)} km2; menurut daftar resmi {text.number(listed_area, 1)} km2."
    )
    said = f"tumpang tindih {_measure(overlap, covered)}, celah {_measure(gap, covered)}"
    if loose.any():
        said += f"; tepi {text.number(int(loose.sum()))} desa tidak sama dengan tetangganya"
    found.sentences.append(f"Antardesa: {said}.")
    if overlap > covered * _OVERLAP_PERCENT / 100:
        found.waivable.append(
            f"Desa saling tumpang tindih {_measure(overlap, covered)}, lebih dari {_OVERLAP_PERCENT:g} %: "
            f"{_overlapping(codes, flat, official)}."
        )
    _tell_areas(dict(zip(codes, areas, strict=True)), official, found)
    apart = [c for c, s in villages.items() if shapely.distance(s, shapely.Point(official.point[c])) > 0.01]
    found.facts["jauh_dari_titik"] = sorted(apart)
    if apart:
        found.sentences.append(f"Jauh dari titik desa di daftar acuan, periksa kodenya: {official.names(apart)}.")


def _measure(part: float, whole: float) -> str:
    return f"{text.number(part, 2)} km2 ({text.number(100 * part / whole, 2)} %)"


def _holes(union: Any) -> float:
    """What no village covers although villages lie around it."""
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    return float(shapely.area(shapely.polygons(rings)).sum()) if rings else 0.0


def _overlapping(codes: Sequence[str], flat: Any, official: Official) -> str:
    """The pairs of villages that share most."""
    left, right = shapely.STRtree(flat).query(flat, predicate="intersects")
    left, right = left[left < right], right[left < right]
    shared = shapely.area(shapely.intersection(flat[left], flat[right])) / _KM2
    worst = np.argsort(-shared, kind="stable")[:3]
    return "; ".join(
        f"{official.places.name(codes[left[i]])} dan {official.places.name(codes[right[i]])} "
        f"({text.number(float(shared[i]), 2)} km2)"
        for i in worst
        if shared[i] > 0
    )


def _tell_areas(areas: Mapping[str, float], official: Official, found: Findings) -> None:
    """Villages much larger or smaller than the official list says."""
    told, facts = [], []
    for code, area in sorted(areas.items()):
        wanted = official.area[code]
        if abs(area - wanted) > wanted * _AREA_PERCENT / 100 and max(area, wanted) > _SMALL_KM2:
            facts.append({"kode": code, "berkas_km2": round(float(area), 3), "acuan_km2": round(wanted, 3)})
            told.append(f"{official.names([code])} {text.number(area, 2)} km2, daftar {text.number(wanted, 2)} km2")
    found.facts["beda_luas"] = facts
    if told:
        found.sentences.append(
            f"Luas {text.number(len(told))} desa berbeda lebih dari {_AREA_PERCENT:g} % dari daftar resmi: "
            f"{listed(told)}."
        )


def _side_by_side(shapes: Any) -> Any:
    """The shapes with lines that neighbours share, narrow gaps and overlaps given to one of them."""
    if shapely.coverage_is_valid(shapes):
        return shapes
    if shapely.get_num_coordinates(shapes).sum() > _MANY:
        shapes = shapely.coverage_simplify(shapes, TOLERANCE)
    return shapely.coverage_clean(shapes, gap_width=TOLERANCE)


def drawn(villages: Mapping[str, Any]) -> dict[str, Any]:
    """The borders as a map draws them: shared lines stay shared, simplified to about 45 m. Raises Refused."""
    codes = sorted(villages)
    shapes = np.array([villages[code] for code in codes], dtype=object)
    rough = shapely.coverage_simplify(_side_by_side(shapes), TOLERANCE)
    for simple in (shapely.transform(rough, lambda points: np.round(points, _DECIMALS)), rough, shapes):
        if shapely.is_valid(simple).all() and not shapely.is_empty(simple).any():
            break
    else:
        raise Refused(
            "Batas ini tidak dapat disederhanakan tanpa merusak sebuah desa; perbaiki tumpang tindihnya dahulu."
        )
    features = [
        {"type": "Feature", "properties": {"kode": code}, "geometry": shape.__geo_interface__}
        for code, shape in zip(codes, simple, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}
