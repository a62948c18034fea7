"""Maps on paper: classes of areas and counts of villages, drawn from the border file itself."""

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final

import pandas as pd
from matplotlib.path import Path

from pantau import maps, style, text
from pantau.draw.paper.frame import Body, Key, swatch
from pantau.draw.paper.page import Page, height, width
from pantau.figures import Figure, class_of, class_title

_WIDE: Final = 5.6
# Eight areas with their numbers inside need less room than 157.
_WIDE_COARSE: Final = 5.0
_MOST_NAMED: Final = 8
_NAME, _NUMBER, _CODE = 9, 9.5, 6.5
_KM_PER_DEGREE: Final = 111.32
_HATCH: Final = "/////"
_HATCH_COLOUR: Final = "#C3CBD0"
# The explorer draws its circles on a map this many pixels high.
_SCREEN: Final = 404


@dataclass(frozen=True)
class Ground:
    """Outlines by code (desa and kecamatan), in degrees; where kecamatan names stand; the box around all."""

    outlines: Mapping[str, Any]
    names: Mapping[str, str]
    labels: Mapping[str, tuple[float, float]]
    box: tuple[float, float, float, float]


@lru_cache(maxsize=2)
def _read(changed: float) -> Ground:
    import geopandas as gpd
    import shapely

    areas = gpd.read_file(maps.BORDERS)
    outlines = dict(zip(areas["kode"], areas.geometry, strict=True))
    parents = sorted({code[:8] for code in outlines})
    for parent in parents:
        outlines[parent] = shapely.coverage_union_all([g for code, g in outlines.items() if code[:8] == parent])
    with maps.BORDERS.with_name("kecamatan.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["kode"]: row for row in csv.DictReader(file)}
    return Ground(
        outlines,
        {code: row["nama"] for code, row in rows.items()},
        {code: (float(row["label_bujur"]), float(row["label_lintang"])) for code, row in rows.items()},
        tuple(areas.total_bounds),
    )


def ground() -> Ground:
    """The borders, read once and again only when their file changed."""
    return _read(maps.BORDERS.stat().st_mtime)


class _Plate:
    """A map on a page: degrees to inches, a degree of longitude shortened by the latitude."""

    def __init__(self, page: Page, x: float, y: float, wide: float) -> None:
        self.page, self.ground = page, ground()
        west, south, east, north = self.ground.box
        squeeze = math.cos(math.radians((south + north) / 2))
        self.inch = wide / ((east - west) * squeeze)
        self._squeeze, self._west, self._north, self._x, self._y = squeeze, west, north, x, y
        self.bottom = y + (north - south) * self.inch

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """A place in inches."""
        return self._x + (lon - self._west) * self._squeeze * self.inch, self._y + (self._north - lat) * self.inch

    def within(self, code: str, x: float, y: float) -> bool:
        """Whether a place in inches lies in an area."""
        import shapely

        lon, lat = self._west + (x - self._x) / self._squeeze / self.inch, self._north - (y - self._y) / self.inch
        return bool(shapely.contains_xy(self.ground.outlines[code], lon, lat))

    def area(
        self, code: str, fill: str, line: str, thick: float, hatch: str = "", hatch_colour: str = style.HATCH
    ) -> None:
        """One area; unknown codes are not drawn."""
        shape = self.ground.outlines.get(code)
        if shape is not None:
            rings = [Path([self.at(*p[:2]) for p in ring], closed=True) for ring in _rings(shape)]
            self.page.shape(Path.make_compound_path(*rings), fill, line, thick, hatch, hatch_colour)

    def furniture(self) -> None:
        """A scale bar, an arrow to the north and the datum, in the corners where Balangan is not."""
        x, y = self._x + 0.05, self.bottom - 0.12
        long = 10 / _KM_PER_DEGREE * self.inch
        self.page.line([x, x, x + long, x + long], [y - 0.06, y, y, y - 0.06], style.INK2, 1.1)
        self.page.text(x + long / 2, y - 0.09, "10 km", _NAME, align="center")
        self.page.text(x + long + 0.1, y, "WGS 84", _NAME, style.INK3)
        top = self._y + 0.1
        self.page.line([x + 0.12, x + 0.12], [top + 0.12, top + 0.5], style.INK2, 1.1)
        self.page.mark(x + 0.12, top + 0.12, "^", 6, style.INK2, style.INK2, 0)
        self.page.text(x + 0.12, top + 0.04, "U", _NAME, style.INK2, bold=True, align="center")


def _rings(shape: Any) -> Iterator[list[tuple[float, ...]]]:
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            yield list(part.exterior.coords)
            yield from (list(hole.coords) for hole in part.interiors)


def _tall(wide: float) -> float:
    west, south, east, north = ground().box
    return (north - south) * wide / ((east - west) * math.cos(math.radians((south + north) / 2)))


def areas(figure: Figure) -> Body:
    """Areas in at most four classes, nihil white, belum melapor hatched; name and number stand in each kecamatan."""
    e, frame, bounds = figure.encode, figure.frame, figure.encode["bounds"]
    rows = list(zip(frame[e["code"]], frame[e["value"]], strict=True))
    fine = any(len(str(code)) > 8 for code, _ in rows)
    absent = str(e.get("absent", "belum melapor"))

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        plate = _Plate(page, x, y, wide)
        given = {str(code) for code, _ in rows}
        for code in plate.ground.outlines if not fine else ():
            if len(code) == 8 and code not in given:
                plate.area(code, style.WHITE, style.BORDER, 0.6)
        for code, value in rows:
            index = class_of(value, bounds)
            silent = text.missing(value)
            fill = style.PANEL if silent else style.WHITE if index is None else style.RAMP[index]
            line, thick = (style.BORDER, 0.5) if fine else (style.INK2, 1.0)
            plate.area(str(code), fill, line, thick, _HATCH if silent else "", style.AXIS)
        if fine:
            for code in plate.ground.labels:
                plate.area(code, "none", style.INK2, 1.2)
            _names(plate, [])
        elif e.get("circles"):
            _counted(plate, figure)
        else:
            _written(plate, figure)
        plate.furniture()

    suffix = f" {e['suffix']}" if e.get("suffix") else ""
    keys = [_circle_key(f"jumlah {figure.unit}", 0.07)] if e.get("circles") else []
    keys.append(swatch(text.NIL, style.WHITE, style.INK3))
    keys += [swatch(f"{class_title(b)}{suffix}", style.RAMP[i], style.INK3) for i, b in enumerate(bounds)]
    keys.append(swatch(absent, style.PANEL, style.INK3, _HATCH, style.HATCH))
    wide = _WIDE if fine else _WIDE_COARSE
    # The map writes fractions, its classes are percentages: the list beside it holds both.
    said = () if fine else tuple((str(n), str(w)) for n, w in zip(frame[e["label"]], frame[e["text"]], strict=True))
    return Body(_tall(wide), paint, tuple(keys), wide=wide, aside=said)


def _written(plate: _Plate, figure: Figure) -> None:
    """Name and number in each area, on a pale ground only where hatching would disturb them."""
    e, frame = figure.encode, figure.frame
    places = e.get("at", plate.ground.labels)
    numbers = frame[e["short"]] if e.get("short") else frame[e["text"]]
    for code, name, words, value in zip(frame[e["code"]], frame[e["label"]], numbers, frame[e["value"]], strict=True):
        index = class_of(value, e["bounds"])
        ink = style.INK if index is None else style.RAMP_INK[index]
        x, y = plate.at(*places[code])
        under = style.PANEL if text.missing(value) else ""
        plate.page.text(x, y - 0.03, str(name), _NAME, ink, align="center", ground=under)
        plate.page.text(x, y + 0.12, str(words), _NUMBER, ink, bold=True, align="center", ground=under)


def _counted(plate: _Plate, figure: Figure) -> None:
    """A circle carrying the count in each kecamatan, its name above; nihil and belum are written."""
    e, frame = figure.encode, figure.frame
    most = float(frame[e["value"]].fillna(0).max())
    for code, name, words, value in zip(
        frame[e["code"]], frame[e["label"]], frame[e["short"]], frame[e["value"]], strict=True
    ):
        x, y = plate.at(*e["at"][code])
        counted = not text.missing(value) and value > 0
        radius = max(maps.radius_px(float(value), most, 15.0) * _tall(_WIDE_COARSE) / 300, 0.11) if counted else 0.06
        plate.page.text(x, y - radius - 0.05, str(name), _NAME, style.INK, align="center")
        if counted:
            plate.page.circle(x, y, radius, style.ACCENT, style.WHITE, 1.0)
            plate.page.centred(x, y, text.number(value), _NUMBER, style.WHITE, bold=True)
        else:
            plate.page.text(x, y + 0.12, str(words), _NUMBER, style.INK, bold=True, align="center")


def villages(figure: Figure) -> Body:
    """Counts as circles; white is nihil, hatching is belum melapor; names give way to circles."""
    e, frame = figure.encode, figure.frame
    counts = maps.legend_counts(figure)
    most = counts[-1][0] if counts else 1
    states = {str(c): text.missing(v) for c, v in zip(frame[e["code"]], frame[e["value"]], strict=True)}
    rows = frame[frame[e["value"]].fillna(0) > 0].sort_values([e["value"], e["label"]], ascending=[False, True])
    tall, points = _tall(_WIDE), e.get("points")
    pixel = tall / _SCREEN

    def radius(value: float) -> float:
        return maps.radius_px(value, most, 26.0) * pixel

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        plate = _Plate(page, x, y, wide)
        for code in sorted(c for c in plate.ground.outlines if len(c) > 8):
            # A village the filter leaves out says nothing: it is neither nihil nor silent.
            fill = style.TRACK if code not in states else style.PANEL if states[code] else style.WHITE
            plate.area(code, fill, style.BORDER, 0.5, _HATCH if states.get(code) else "", _HATCH_COLOUR)
        for code in plate.ground.labels:
            plate.area(code, "none", style.INK2, 1.2)
        spots = [
            (*plate.at(float(lon), float(lat)), radius(float(value)), text.number(value))
            for lon, lat, value in zip(rows[e["lon"]], rows[e["lat"]], rows[e["value"]], strict=True)
        ]
        _names(plate, [*((cx, cy, r) for cx, cy, r, _ in spots), *((*place, 0.09) for place in _places(plate, points))])
        for cx, cy, r, words in spots:
            page.circle(cx, cy, r, style.ACCENT, style.WHITE, 1.0)
            if most > 1 and width(words, _NUMBER, True) < 2 * r - 0.04:
                page.centred(cx, cy, words, _NUMBER, style.WHITE, bold=True)
        _events(plate, points)
        plate.furniture()

    keys = [_circle_key(f"{text.number(value)} {figure.unit}", radius(value)) for value, _ in counts]
    keys.append(swatch(text.NIL, style.WHITE, style.INK3))
    keys.append(swatch("belum melapor", style.PANEL, style.INK3, _HATCH, _HATCH_COLOUR))
    if len(states) < sum(len(code) > 8 for code in ground().outlines):
        keys.append(swatch("di luar filter", style.TRACK, style.INK3))
    return Body(tall, paint, (*keys, *_event_keys(points)), wide=_WIDE, aside=_most_named(figure, rows))


def _circle_key(title: str, radius: float) -> Key:
    def paint(page: Page, x: float, y: float) -> None:
        page.circle(x, y, radius, style.ACCENT)

    return Key(title, 2 * radius, paint, high=max(0.22, 2 * radius + 0.06))


def _most_named(figure: Figure, rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """The villages with most, by name: paper has no hovering."""
    e = figure.encode
    named = [(str(n), text.number(v)) for n, v in zip(rows[e["label"]], rows[e["value"]], strict=True)]
    rest = len(named) - _MOST_NAMED
    return (*named[:_MOST_NAMED], (f"dan {text.number(rest)} desa lain", "")) if rest > 0 else tuple(named)


def _places(plate: _Plate, points: pd.DataFrame | None) -> list[tuple[float, float]]:
    if points is None:
        return []
    return [plate.at(float(lon), float(lat)) for lon, lat in zip(points["bujur"], points["lintang"], strict=True)]


def _events(plate: _Plate, points: pd.DataFrame | None) -> None:
    """Events with coordinates: a small square of the hazard's colour with its letters."""
    if points is None:
        return
    for place, letters, colour in zip(_places(plate, points), points["huruf"], points["warna"], strict=True):
        _event(plate.page, *place, str(letters), str(colour))


def _event(page: Page, x: float, y: float, letters: str, colour: str) -> None:
    page.rect(x - 0.085, y - 0.07, 0.17, 0.14, colour, style.WHITE, 0.8)
    page.centred(x, y, letters, _CODE, style.ink_on(colour), bold=True)


def _event_keys(points: pd.DataFrame | None) -> Iterator[Key]:
    if points is None or not len(points):
        return
    hazards = points[["huruf", "nama_ancaman", "warna"]].drop_duplicates().sort_values("huruf")
    for letters, name, colour in hazards.itertuples(index=False):
        yield Key(f"titik kejadian: {name}", 0.2, partial(_event, letters=str(letters), colour=str(colour)))


# Where a name may go, in inches from its place: up and down rather than sideways.
_SHIFTS: Final = (0.0, -0.1, 0.1, -0.2, 0.2, -0.3, 0.3, -0.42, 0.42)
_MOVES: Final = [(dx, dy) for dy in _SHIFTS for dx in _SHIFTS]


def _names(plate: _Plate, circles: list[tuple[float, float, float]]) -> None:
    """Names of the kecamatan at their places, moved a little where a circle or another name would cover them."""
    tall = height([""], _NAME)
    written: list[tuple[float, float, float]] = []
    for code, place in plate.ground.labels.items():
        # The narrowest kecamatan has the longest name.
        name = plate.ground.names[code].replace("Selatan", "S.")
        x, y = plate.at(*place)
        half = width(name, _NAME, True) / 2

        def covered(
            shift: tuple[float, float], code: str = code, x: float = x, y: float = y, half: float = half
        ) -> float:
            """Inches by which circles and names reach into the name, and a little for moving or leaving the area."""
            parts = (shift[0] + part * half for part in (-0.9, 0.0, 0.9))
            reach = sum(0.1 for part in parts if not plate.within(code, x + part, y + shift[1]))
            for cx, cy, r in circles:
                dx = max(abs(cx - x - shift[0]) - half, 0.0)
                dy = max(abs(cy - y - shift[1]) - tall / 2, 0.0)
                reach += 3 * max(r + 0.02 - math.hypot(dx, dy), 0.0)
            for ox, oy, other in written:
                apart = max(abs(ox - x - shift[0]) - half - other, abs(oy - y - shift[1]) - tall)
                reach += max(0.03 - apart, 0.0)
            return reach + 0.02 * math.hypot(*shift)

        dx, dy = min(_MOVES, key=covered)
        written.append((x + dx, y + dy, half))
        plate.page.text(
            x + dx, y + dy, name, _NAME, style.INK2, bold=True, align="center", middle=True, ground=style.WHITE
        )
