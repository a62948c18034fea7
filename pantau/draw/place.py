"""Where a village lies: its kecamatan as a plain picture with the village in it, as SVG for screen and paper."""

from functools import lru_cache
from typing import Any, Final

from pantau import borders, style

# Points of the drawing; finer than a third of one is not seen.
_WIDE: Final = 300.0
_EDGE: Final = 6.0
_FINEST: Final = 0.3
# A village smaller than this is found by a ring around it.
_SMALLEST: Final = 14.0
_RING: Final = 11.0


def ground(kecamatan: str) -> str:
    """The villages of a kecamatan, none of them marked; "" when the borders do not have it."""
    return _svg(kecamatan, *_ground(borders.in_use().stamp, kecamatan))


def spot(code: str) -> str:
    """The village alone, lying on the same sheet as the ground of its kecamatan; "" when the borders do not have it."""
    return _svg(code[:8], *_spot(borders.in_use().stamp, code))


def picture(code: str) -> str:
    """Both in one picture; "" when the borders do not have the village."""
    stamp = borders.in_use().stamp
    mark = _spot(stamp, code)
    return _svg(code[:8], *_ground(stamp, code[:8]), *mark) if mark else ""


def size(kecamatan: str) -> tuple[float, float]:
    """Width and height of these pictures in points."""
    return _WIDE, round(_sheet(borders.in_use().stamp, kecamatan).high, 1)


def _svg(kecamatan: str, *parts: str) -> str:
    if not parts:
        return ""
    wide, high = size(kecamatan)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high}"'
        f' viewBox="0 0 {wide:.0f} {high}">{"".join(parts)}</svg>'
    )


class _Sheet:
    """A kecamatan laid on a sheet: near the equator a degree is as wide as it is high."""

    def __init__(self, shapes: dict[str, Any]) -> None:
        import shapely

        self.shapes = shapes
        self.west, south, east, self.north = shapely.total_bounds(list(shapes.values()))
        self.scale = (_WIDE - 2 * _EDGE) / max(east - self.west, (self.north - south) * 1.15)
        self.high = (self.north - south) * self.scale + 2 * _EDGE
        self.left = (_WIDE - (east - self.west) * self.scale) / 2

    def path(self, shape: Any) -> str:
        """Outline of an area as the letters of an SVG path."""
        import shapely

        plain = shapely.simplify(shape, _FINEST / self.scale)
        rings = [
            ring
            for part in getattr(plain, "geoms", [plain])
            if part.geom_type == "Polygon"
            for ring in (part.exterior, *part.interiors)
        ]
        return "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (self.at(*spot[:2]) for spot in ring.coords)) + "Z"
            for ring in rings
        )

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return self.left + (lon - self.west) * self.scale, _EDGE + (self.north - lat) * self.scale


@lru_cache(maxsize=16)
def _sheet(_stamp: str, kecamatan: str) -> _Sheet:
    there = borders.villages()
    return _Sheet({c: shape for c, shape in zip(there.codes, there.shapes, strict=True) if c.startswith(kecamatan)})


def _known(kecamatan: str) -> bool:
    return any(code.startswith(kecamatan) for code in borders.villages().codes)


@lru_cache(maxsize=16)
def _ground(stamp: str, kecamatan: str) -> tuple[str, ...]:
    if not _known(kecamatan):
        return ()
    sheet = _sheet(stamp, kecamatan)
    areas = "".join(f'<path d="{sheet.path(shape)}"/>' for shape in sheet.shapes.values())
    return (f'<g fill="{style.PANEL}" stroke="{style.AXIS}" stroke-width="0.6">{areas}</g>',)


@lru_cache(maxsize=256)
def _spot(stamp: str, code: str) -> tuple[str, ...]:
    if code not in borders.villages().codes:
        return ()
    sheet = _sheet(stamp, code[:8])
    shape = sheet.shapes[code]
    mark = f'<path d="{sheet.path(shape)}" fill="{style.ACCENT}" stroke="{style.INK}" stroke-width="0.8"/>'
    west, south, east, north = shape.bounds
    if max(east - west, north - south) * sheet.scale >= _SMALLEST:
        return (mark,)
    x, y = sheet.at((west + east) / 2, (south + north) / 2)
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RING}" fill="none" stroke="{style.ACCENT}" stroke-width="1.6"/>'
    return (mark, ring)
