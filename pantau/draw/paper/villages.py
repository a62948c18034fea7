"""The map of villages on paper: counts as circles, classes of a rate, hazards as rings, reports as shapes."""

import math
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import pandas as pd
from matplotlib.colors import to_hex, to_rgb

from pantau import maps, style, text
from pantau.draw.paper.frame import Body, Key, swatch
from pantau.draw.paper.page import Page, width
from pantau.draw.paper.plate import HATCH, HATCH_COLOUR, Plate, Spot, ground, names, tall
from pantau.figures import Figure, class_of, class_title

_WIDE: Final = 5.6
_MOST_NAMED: Final = 8
_NUMBER: Final = 9.5
# The explorer draws its circles on a map this many pixels high.
_SCREEN: Final = 404
# The shape of a hazard on paper, by its name on screen, and its size in points: all look equally large.
MARKERS: Final = {
    "circle": ("o", 6.0),
    "triangle-up": ("^", 6.6),
    "diamond": ("D", 5.2),
    "square": ("s", 5.4),
    "star": ("*", 8.6),
    "triangle-down": ("v", 6.6),
}
_AROUND: Final = 10.5
_TOP: Final = -90.0
_LETTERS: Final = 5.5


@dataclass(frozen=True)
class Marks:
    """What stands on the map of villages; `pixel` is the inches of a pixel of the explorer, which sizes the circles."""

    figure: Figure
    pixel: float

    @property
    def points(self) -> pd.DataFrame | None:
        """The single reports, if any."""
        points = self.figure.encode.get("points")
        return points if points is not None and len(points) else None

    @cached_property
    def rings(self) -> list[maps.Ring]:
        """The areas drawn as rings, if any."""
        rings = self.figure.encode.get("rings")
        return maps.rings(rings) if rings is not None and len(rings) else []

    @property
    def bounds(self) -> list[tuple[float, float]]:
        """The classes of a rate; areas are shaded then, for a circle would carry a count."""
        return list(self.figure.encode.get("bounds") or [])

    @cached_property
    def counted(self) -> pd.DataFrame:
        """The villages drawn as circles, most first."""
        e, frame = self.figure.encode, self.figure.frame
        if self.rings or self.bounds or not e.get("circles", True):
            return frame.iloc[:0]
        return self.named

    @cached_property
    def named(self) -> pd.DataFrame:
        """The villages with something to name, most first."""
        e, frame = self.figure.encode, self.figure.frame
        rows: pd.DataFrame = frame[frame[e["value"]].fillna(0) > 0]
        return rows.sort_values([e["value"], e["label"]], ascending=[False, True])

    def radius(self, value: float) -> float:
        """Inches of a circle that carries a count; the largest count is the first of `counted`."""
        counted = self.counted
        most = float(counted[self.figure.encode["value"]].iloc[0]) if len(counted) else 1.0
        return maps.radius_px(value, most, 26.0) * self.pixel

    def ring_radius(self, ring: maps.Ring) -> float:
        """Inches of a ring, whose hole holds its total."""
        return max(maps.ring_radius(ring.total, self.rings[0].total, 26.0) * self.pixel, 0.15)

    def spots(self, plate: Plate) -> list[Spot]:
        """Where marks stand and how large they are, for names to step aside."""
        e, counted = self.figure.encode, self.counted
        found = [
            (*plate.at(float(lon), float(lat)), self.radius(float(value)))
            for lon, lat, value in zip(counted[e["lon"]], counted[e["lat"]], counted[e["value"]], strict=True)
        ]
        found += [(*plate.at(ring.lon, ring.lat), self.ring_radius(ring)) for ring in self.rings]
        if self.points is not None:
            places = zip(self.points["bujur"], self.points["lintang"], strict=True)
            found += [(*plate.at(float(lon), float(lat)), 0.08) for lon, lat in places]
        return found

    def ground(self, plate: Plate) -> None:
        """The villages: class or white, hatched without a report, grey outside the filter; kecamatan over them."""
        e = self.figure.encode
        values = dict(zip(map(str, self.figure.frame[e["code"]]), self.figure.frame[e["value"]], strict=True))
        for code in sorted(c for c in plate.ground.outlines if len(c) > 8):
            # A village the filter leaves out says nothing: it is neither nihil nor silent.
            silent = code in values and text.missing(values[code])
            fill = self._fill(values[code]) if code in values else style.TRACK
            plate.area(code, fill, style.BORDER, 0.5, HATCH if silent else "", HATCH_COLOUR)
        for code in plate.ground.labels:
            plate.area(code, "none", style.INK2, 1.2)

    def _fill(self, value: float) -> str:
        if text.missing(value):
            return style.PANEL
        belongs = class_of(value, self.bounds)
        return style.WHITE if belongs is None else style.RAMP[belongs]

    def paint(self, plate: Plate) -> None:
        """Circles with their counts, rings with their totals, shapes of single reports."""
        e, page, counted = self.figure.encode, plate.page, self.counted
        for lon, lat, value in zip(counted[e["lon"]], counted[e["lat"]], counted[e["value"]], strict=True):
            spot, radius, words = plate.at(float(lon), float(lat)), self.radius(float(value)), text.number(value)
            page.circle(*spot, radius, style.ACCENT, style.WHITE, 1.0)
            if counted[e["value"]].iloc[0] > 1 and width(words, _NUMBER, True) < 2 * radius - 0.04:
                page.centred(*spot, words, _NUMBER, style.WHITE, bold=True)
        for ring in self.rings:
            _ring(page, *plate.at(ring.lon, ring.lat), self.ring_radius(ring), ring)
        if self.points is not None:
            for row in self.points.to_dict("records"):
                spot = plate.at(float(row["bujur"]), float(row["lintang"]))
                shape(page, *spot, str(row["bentuk"]), row["langkah"], row["umur"], bool(row["pasti"]))

    def keys(self) -> list[Key]:
        """The legend: marks of this map, then the looks of a village without a number."""
        e, unit = self.figure.encode, self.figure.unit
        keys = [swatch(class_title(b), style.RAMP[i], style.INK3) for i, b in enumerate(self.bounds)]
        rings = e.get("rings")
        if rings is not None and len(rings):
            keys += [swatch(f"{h.letters} {h.name}", h.colour, style.INK3) for h in maps.hazards(rings)]
            keys.append(Key("jumlah; searah jarum jam, urut legenda", 0.26, _ring_sign, high=0.3))
        elif len(self.counted):
            sizes = [(value, self.radius(value)) for value, _ in maps.legend_counts(self.figure)]
            keys += [circle_key(f"{text.number(value)} {unit}", radius) for value, radius in sizes]
        keys += self._point_keys()
        keys.append(swatch(maps.white(self.figure), style.WHITE, style.INK3))
        keys.append(
            swatch(str(self.figure.encode.get("absent", "belum melapor")), style.PANEL, style.INK3, HATCH, HATCH_COLOUR)
        )
        if len(self.figure.frame) < sum(len(code) > 8 for code in ground().outlines):
            keys.append(swatch("di luar filter", style.TRACK, style.INK3))
        return keys

    def _point_keys(self) -> list[Key]:
        """Shapes by hazard, fills by severity, and what hollow, ringed and pale marks mean: only what occurs."""
        if self.points is None:
            return []
        codes = {maps.glyph_of(str(code)): str(code) for code in self.points["bentuk"]}
        hollow = [text.missing(step) for step in self.points["langkah"]]
        # Where no report has a severity, none of the shapes is filled and there is nothing to explain.
        full = None if all(hollow) else len(style.SEVERITY)
        keys = [
            Key(name, 0.2, partial(shape, hazard=codes[form], step=full, age=0, sure=True))
            for form, name in maps.shapes(self.points)
        ]
        first = next(iter(codes.values()))
        if not all(hollow):
            keys.append(Key(f"keparahan 1–{len(style.SEVERITY)} (skala proyek)", 0.56, _steps))
        if any(hollow) and not all(hollow):
            unknown = partial(shape, hazard=first, step=None, age=0, sure=True)
            keys.append(Key("keparahan belum dilaporkan", 0.2, unknown))
        if not all(self.points["pasti"]):
            unsure = partial(shape, hazard=first, step=full, age=0, sure=False)
            keys.append(Key("belum diverifikasi", 0.2, unsure, high=0.26))
        if any(maps.fade(age) < 1 for age in self.points["umur"]):
            old = partial(shape, hazard=first, step=full, age=365, sure=True)
            keys.append(Key("makin pudar makin lama", 0.2, old))
        return keys


def shape(page: Page, x: float, y: float, hazard: str, step: object, age: object, sure: bool) -> None:
    """One report: shape by hazard, darker the more severe, hollow when that is unknown, paler with age."""
    marker, size = MARKERS[maps.glyph_of(hazard)[2]]
    ink = _pale(maps.severity_colour(step), maps.fade(age))
    if not sure:
        page.mark(x, y, "o", _AROUND, style.WHITE, style.INK, 0.8)
    page.mark(x, y, marker, size + 1.6, style.WHITE, style.WHITE, 0)
    if text.missing(step):
        page.mark(x, y, marker, size, style.WHITE, ink, 1.1)
    else:
        # The mildest and oldest would fade into the hatching without an edge.
        page.mark(x, y, marker, size, ink, style.INK3, 0.5)


def _pale(colour: str, strength: float) -> str:
    """A colour as it looks when it lets white through."""
    red, green, blue = (1 - strength * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def _steps(page: Page, x: float, y: float) -> None:
    for i in range(len(style.SEVERITY)):
        shape(page, x + 0.14 * (i - 1.5), y, "101", i + 1, 0, True)


def _ring(page: Page, x: float, y: float, radius: float, ring: maps.Ring) -> None:
    """Parts clockwise from the top in the order of the legend, letters where a part has room, the total inside."""
    thick, at = max(radius * 0.42, 0.055), _TOP
    page.circle(x, y, radius + 0.015, style.WHITE)
    for hazard, count in ring.parts:
        end = at + 360 * count / ring.total
        page.arc(x, y, radius, thick, at, end, hazard.colour)
        middle, half = radius - thick / 2, math.radians(end - at) / 2
        long = 2 * middle * math.sin(min(half, math.pi / 2))
        if min(thick, long) > width(hazard.letters, _LETTERS, True) + 0.005:
            turn = math.radians((at + end) / 2)
            spot = x + middle * math.cos(turn), y + middle * math.sin(turn)
            page.centred(*spot, hazard.letters, _LETTERS, style.ink_on(hazard.colour), bold=True)
        at = end
    page.centred(x, y, text.number(ring.total), 8 if radius < 0.2 else _NUMBER, style.INK, bold=True)


def _ring_sign(page: Page, x: float, y: float) -> None:
    page.arc(x, y, 0.12, 0.05, _TOP, _TOP + 240, style.INK2)
    page.arc(x, y, 0.12, 0.05, _TOP + 240, _TOP + 360, style.AXIS)


def circle_key(title: str, radius: float) -> Key:
    """A legend entry of a circle as large as on the map."""

    def paint(page: Page, x: float, y: float) -> None:
        page.circle(x, y, radius, style.ACCENT)

    return Key(title, 2 * radius, paint, high=max(0.22, 2 * radius + 0.06))


def villages(figure: Figure) -> Body:
    """The map with its legend; the villages with most stand beside it by name, for paper has no hovering."""
    marks = Marks(figure, tall(_WIDE) / _SCREEN)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        plate = Plate(page, x, y, wide)
        marks.ground(plate)
        names(plate, marks.spots(plate))
        marks.paint(plate)
        plate.furniture()

    return Body(tall(_WIDE), paint, tuple(marks.keys()), wide=_WIDE, aside=_most_named(marks))


def _most_named(marks: Marks) -> tuple[tuple[str, str], ...]:
    e, rows = marks.figure.encode, marks.named
    named = [(str(n), text.whole(v)) for n, v in zip(rows[e["label"]], rows[e["value"]], strict=True)]
    rest = len(named) - _MOST_NAMED
    return (*named[:_MOST_NAMED], (f"dan {text.number(rest)} desa lain", "")) if rest > 0 else tuple(named)
