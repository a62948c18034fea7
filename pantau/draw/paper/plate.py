"""The ground of maps on paper: borders read once, degrees to inches, names of kecamatan, scale and north."""

import csv
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from matplotlib.path import Path

from pantau import borders, style, text
from pantau.draw.paper.page import Page, height, width

NAME: Final = 9
HATCH: Final = "/////"
HATCH_COLOUR: Final = "#C3CBD0"
# Kilometres a degree of latitude at Balangan, and a degree of longitude at the equator (WGS 84).
KM_NORTH: Final = 110.58
_KM_EAST: Final = 111.32
# A mark of a map as names see it: its middle and its radius, in inches.
Spot = tuple[float, float, float]


@dataclass(frozen=True)
class Ground:
    """Outlines by code (desa and kecamatan), in degrees; where kecamatan names stand; the box around all."""

    outlines: Mapping[str, Any]
    names: Mapping[str, str]
    labels: Mapping[str, tuple[float, float]]
    box: tuple[float, float, float, float]


@lru_cache(maxsize=2)
def _read(_stamp: str) -> Ground:
    import shapely

    villages = borders.villages()
    outlines = dict(zip(villages.codes, villages.shapes, strict=True))
    parents = sorted({code[:8] for code in outlines})
    for parent in parents:
        outlines[parent] = shapely.coverage_union_all([g for code, g in outlines.items() if code[:8] == parent])
    with borders.SHIPPED.with_name("kecamatan.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["kode"]: row for row in csv.DictReader(file)}
    return Ground(
        outlines,
        {code: row["nama"] for code, row in rows.items()},
        {code: (float(row["label_bujur"]), float(row["label_lintang"])) for code, row in rows.items()},
        tuple(shapely.total_bounds(villages.shapes)),
    )


def ground() -> Ground:
    """The borders, read once and again only when their file changed."""
    return _read(borders.in_use().stamp)


class Plate:
    """A map on a page: degrees to inches, a degree of longitude shortened by the latitude."""

    def __init__(self, page: Page, x: float, y: float, wide: float) -> None:
        self.page, self.ground = page, ground()
        self.inch = wide / _squeezed()
        west, _, _, north = self.ground.box
        self._squeeze, self._west, self._north, self._x, self._y = _squeeze(), west, north, x, y
        self.bottom = y + tall(wide)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """A place in inches."""
        return self._x + (lon - self._west) * self._squeeze * self.inch, self._y + (self._north - lat) * self.inch

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a place in inches."""
        return self._west + (x - self._x) / self._squeeze / self.inch, self._north - (y - self._y) / self.inch

    def within(self, code: str, x: float, y: float) -> bool:
        """Whether a place in inches lies in an area."""
        import shapely

        return bool(shapely.contains_xy(self.ground.outlines[code], *self.degrees(x, y)))

    def area(
        self, code: str, fill: str, line: str, thick: float, hatch: str = "", hatch_colour: str = style.HATCH
    ) -> None:
        """One area; unknown codes are not drawn."""
        if code in self.ground.outlines:
            self.page.shape(self.path(code, self.at), fill, line, thick, hatch, hatch_colour)

    def path(self, code: str, at: Callable[[float, float], tuple[float, float]]) -> Path:
        """The outline of an area with its holes, through a projection of degrees to inches."""
        rings = [Path([at(*p[:2]) for p in ring], closed=True) for ring in _rings(self.ground.outlines[code])]
        return Path.make_compound_path(*rings)

    def scale_bar(self, x: float, y: float, kilometres: Sequence[float]) -> None:
        """A bar with ticks at round distances, its zero at x."""
        at = [x + km / KM_NORTH * self.inch for km in kilometres]
        self.page.line([at[0], at[-1]], [y, y], style.INK2, 1.1)
        for place, km in zip(at, kilometres, strict=True):
            self.page.line([place, place], [y - 0.06, y], style.INK2, 1.1)
            words = f"{km:g} km" if km == kilometres[-1] else f"{km:g}"
            self.page.text(place, y - 0.09, words, NAME, align="center")

    def furniture(self) -> None:
        """A scale bar, an arrow to the north and the datum, in the corners where Balangan is not."""
        x, y = self._x + 0.05, self.bottom - 0.12
        self.scale_bar(x, y, (0, 10))
        self.page.text(x + 10 / KM_NORTH * self.inch + 0.42, y, "WGS 84", NAME, style.INK3)
        north_arrow(self.page, self._x + 0.12, self._y + 0.1, 0.5)


def north_arrow(page: Page, x: float, y: float, high: float) -> None:
    """An arrow with its letter above: U for utara."""
    page.line([x, x], [y + 0.12, y + high], style.INK2, 1.1)
    page.mark(x, y + 0.12, "^", 6, style.INK2, style.INK2, 0)
    page.text(x, y + 0.04, "U", NAME, style.INK2, bold=True, align="center")


def degree(value: float, positive: str, negative: str, digits: int = 1) -> str:
    """A coordinate as it is written on Indonesian maps: `115,4° BT`, `2,3° LS`."""
    return f"{text.number(abs(value), digits)}°{text.NBSP}{positive if value >= 0 else negative}"


def _rings(shape: Any) -> Iterator[list[tuple[float, ...]]]:
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            yield list(part.exterior.coords)
            yield from (list(hole.coords) for hole in part.interiors)


def _squeeze() -> float:
    """Degrees of latitude that a degree of longitude is long."""
    _, south, _, north = ground().box
    return math.cos(math.radians((south + north) / 2)) * _KM_EAST / KM_NORTH


def _squeezed() -> float:
    west, _, east, _ = ground().box
    return (east - west) * _squeeze()


def tall(wide: float) -> float:
    """Inches of a map of Balangan as high as it is at that width."""
    _, south, _, north = ground().box
    return (north - south) * wide / _squeezed()


def wide_at(scale: int) -> float:
    """Inches of a map of Balangan as wide as it is at 1 : scale."""
    return _squeezed() * KM_NORTH * 100_000 / 2.54 / scale


# Where a name may go, in inches from its place: up and down rather than sideways.
_SHIFTS: Final = (0.0, -0.1, 0.1, -0.2, 0.2, -0.3, 0.3, -0.42, 0.42)
_MOVES: Final = [(dx, dy) for dy in _SHIFTS for dx in _SHIFTS]


def names(plate: Plate, circles: Sequence[Spot]) -> list[tuple[float, float, float]]:
    """Names of the kecamatan at their places, moved a little where a circle or another name would cover them.

    Returns the middle and half the width of each, for names that come after.
    """
    tall = height([""], NAME)
    written: list[tuple[float, float, float]] = []
    for code, place in plate.ground.labels.items():
        # The narrowest kecamatan has the longest name.
        name = plate.ground.names[code].replace("Selatan", "S.")
        x, y = plate.at(*place)
        half = width(name, NAME, True) / 2

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
            x + dx, y + dy, name, NAME, style.INK2, bold=True, align="center", middle=True, ground=style.WHITE
        )
    return written
