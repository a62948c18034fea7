"""The map of villages as a printed map sheet: A4 across, at a round scale, with frame, legend, accounting and sources.

The frame holds the map at the left, the panel at the right holds everything that must be said about it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from pantau import style, text
from pantau.draw import file_name
from pantau.draw.paper import ONE_AT_A_TIME, lembar_panel
from pantau.draw.paper.page import DPI, Page, height, shorten, width
from pantau.draw.paper.plate import Plate, degree, names, tall, wide_at
from pantau.draw.paper.villages import Marks
from pantau.figures import Figure

Box = tuple[float, float, float, float]

_WIDE, _HIGH, _EDGE = 11.69, 8.27, 0.3
# Left, top, right and bottom of the map frame.
_FRAME: Final[Box] = (0.64, 0.6, 7.5, 7.36)
_FOOT: Final = 7.66
# Round scales that people measure with; the largest that fits is taken.
_SCALES: Final = (200_000, 250_000, 300_000, 350_000, 400_000, 500_000, 750_000, 1_000_000)
_AIR: Final = 0.12
# Inches of a pixel of the explorer: circles stay small beside the names that a sheet has room for.
_PIXEL: Final = 0.0115
_TENTH: Final = 0.1
_TICK, _VILLAGE, _LETTERS = 7.0, 6.0, 7.0
# Names of villages keep this far from everything else.
_CLEAR: Final = 0.015


def pdf(figure: Figure, grey: bool = False) -> bytes:
    """A vector sheet whose words are words; the same figure gives the same bytes."""
    facts = {"Title": lembar_panel.title(figure), "Subject": figure.context.sentence, "Keywords": figure.context.source}
    return _saved(figure, grey, "pdf", {**facts, "Creator": "Pantau Balangan", "Producer": None, "CreationDate": None})


def png(figure: Figure, grey: bool = False) -> bytes:
    """The same sheet as a picture at 200 dpi."""
    facts = {
        "Title": lembar_panel.title(figure),
        "Description": figure.context.sentence,
        "Source": figure.context.source,
    }
    return _saved(figure, grey, "png", {**facts, "Software": None})


def _saved(figure: Figure, grey: bool, form: str, facts: Mapping[str, str | None]) -> bytes:
    file = BytesIO()
    with ONE_AT_A_TIME:
        sheet(figure, grey).canvas.savefig(file, format=form, dpi=DPI, metadata=facts)
    return file.getvalue()


def sheet(figure: Figure, grey: bool = False) -> Page:
    """The finished sheet."""
    page = Page(_WIDE, _HIGH, grey)
    scale = scale_of()
    page.rect(_EDGE, _EDGE, _WIDE - 2 * _EDGE, _HIGH - 2 * _EDGE, "none", style.INK, 1.6)
    plate = Plate(page, *_corner(scale), wide_at(scale))
    _graticule(page, plate)
    marks = Marks(figure, _PIXEL)
    marks.ground(plate)
    spots = marks.spots(plate)
    parents = [(x - half, y - 0.07, x + half, y + 0.07) for x, y, half in names(plate, spots)]
    marks.paint(plate)
    listed = _most(page, plate, marks)
    inset = _inset(page, plate)
    named = _village_names(plate, marks, [*parents, listed, inset], spots)
    _frame(page)
    page.line([_FRAME[2] + 0.29] * 2, [_EDGE, _FOOT], style.INK, 0.8)
    lembar_panel.paint(page, plate, marks, scale, named)
    _footer(page, figure)
    return page


def scale_of() -> int:
    """The number after `1 : `, exact on A4 paper."""
    left, top, right, bottom = _FRAME
    fits = (
        scale
        for scale in _SCALES
        if wide_at(scale) <= right - left - 2 * _AIR and tall(wide_at(scale)) <= bottom - top - 2 * _AIR
    )
    return next(fits, _SCALES[-1])


def _corner(scale: int) -> tuple[float, float]:
    left, top, right, bottom = _FRAME
    wide = wide_at(scale)
    return (left + right - wide) / 2, (top + bottom - tall(wide)) / 2


# The frame and its coordinates


def _graticule(page: Page, plate: Plate) -> None:
    """Lines and ticks every tenth of a degree, named on all four sides."""
    left, top, right, bottom = _FRAME
    west, north = plate.degrees(left, top)
    east, south = plate.degrees(right, bottom)
    for lon in _tenths(west, east):
        x, _ = plate.at(lon, north)
        page.line([x, x], [top - 0.05, bottom + 0.05], style.INK, 0.6)
        page.line([x, x], [top, bottom], style.WHITE, 1.0)
        page.line([x, x], [top, bottom], style.GRID, 0.6)
        page.text(x, top - 0.08, degree(lon, "BT", "BB"), _TICK, style.INK, align="center")
        page.text(x, bottom + 0.16, degree(lon, "BT", "BB"), _TICK, style.INK, align="center")
    for lat in _tenths(south, north):
        _, y = plate.at(west, lat)
        page.line([left - 0.05, right + 0.05], [y, y], style.INK, 0.6)
        page.line([left, right], [y, y], style.WHITE, 1.0)
        page.line([left, right], [y, y], style.GRID, 0.6)
        page.text(left - 0.08, y, degree(lat, "LU", "LS"), _TICK, style.INK, align="center", turn=90)
        page.text(right + 0.16, y, degree(lat, "LU", "LS"), _TICK, style.INK, align="center", turn=90)


def _tenths(low: float, high: float) -> Iterable[float]:
    first, last = -int(-low // _TENTH), int(high // _TENTH)
    return [round(i * _TENTH, 1) for i in range(first, last + 1)]


def _frame(page: Page) -> None:
    left, top, right, bottom = _FRAME
    page.rect(left, top, right - left, bottom - top, "none", style.INK, 1.2)


# Names of villages


def _village_names(plate: Plate, marks: Marks, taken: Sequence[Box], spots: Sequence[Any]) -> int:
    """Names of the villages that have something to count, most first, wherever one touches nothing; how many fitted."""
    e, rows, placed = marks.figure.encode, marks.named, list(taken)
    for lon, lat, name in zip(rows[e["lon"]], rows[e["lat"]], _short(rows[e["label"]]), strict=True):
        x, y = plate.at(float(lon), float(lat))
        reach = max((r for sx, sy, r in spots if math.hypot(sx - x, sy - y) < 0.02), default=0.0)
        half = width(name, _VILLAGE) / 2
        box = next((b for b in _around(x, y, reach, half) if _free(b, placed, spots)), None)
        if box:
            placed.append(box)
            middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            plate.page.text(*middle, name, _VILLAGE, style.INK, align="center", middle=True, ground=style.WHITE)
    return len(placed) - len(taken)


def _short(labels: Iterable[Any]) -> list[str]:
    """Names without the kecamatan, which the map itself says."""
    return [str(label).split(", Kec.")[0] for label in labels]


def _around(x: float, y: float, reach: float, half: float) -> Iterable[Box]:
    """Places for a name, best first: on a village without a mark, else right, left, above, below and between."""
    tall_ = height([""], _VILLAGE) / 2 - 0.01
    places = [] if reach else [(0.0, 0.0)]
    for far in (reach + 0.025, reach + 0.07):
        side, up, slant = far + half, far + tall_, 0.72 * far
        places += [(side, 0), (-side, 0), (0, -up), (0, up)]
        places += [(dx * (slant + half), dy * (slant + tall_)) for dx in (1, -1) for dy in (-1, 1)]
    for dx, dy in places:
        yield x + dx - half, y + dy - tall_, x + dx + half, y + dy + tall_


def _free(box: Box, taken: Sequence[Box], spots: Sequence[tuple[float, float, float]]) -> bool:
    a, b, c, d = box
    left, top, right, bottom = _FRAME
    if a < left + 0.05 or b < top + 0.05 or c > right - 0.05 or d > bottom - 0.05:
        return False
    if any(a < z + _CLEAR and w < c + _CLEAR and b < q + _CLEAR and v < d + _CLEAR for w, v, z, q in taken):
        return False
    for x, y, radius in spots:
        dx, dy = max(a - x, 0.0, x - c), max(b - y, 0.0, y - d)
        if dx * dx + dy * dy < (radius + 0.008) ** 2:
            return False
    return True


_ROW, _MOST = 0.165, 10


def _most(page: Page, plate: Plate, marks: Marks) -> Box:
    """The villages with most in the corner that Balangan leaves free, as many rows as stay off the map; their box."""
    e, rows = marks.figure.encode, marks.named
    said = list(zip(map(str, rows[e["label"]]), map(text.whole, rows[e["value"]]), strict=True))[:_MOST]
    left, top = _FRAME[0] + 0.14, _FRAME[1] + 0.14
    head = f"Desa dengan angka terbesar ({marks.figure.unit})"
    wide = max([width(head, _LETTERS, True), *(width(n, _LETTERS) + width(v, _LETTERS, True) + 0.25 for n, v in said)])
    while said and _covers(plate, (left, top, left + wide + 0.1, top + 0.2 + _ROW * len(said) + 0.1)):
        said.pop()
    if not said:
        return left, top, left, top
    page.text(left, top + 0.09, head, _LETTERS, style.INK, bold=True)
    for i, (name, value) in enumerate(said):
        y = top + 0.2 + _ROW * (i + 0.5)
        page.line([left, left + wide], [y - _ROW / 2] * 2, style.RULE, 0.5)
        page.text(left, y, name, _LETTERS, style.INK, middle=True)
        page.text(left + wide, y, value, _LETTERS, style.INK, bold=True, align="right", middle=True)
    return left, top, left + wide, top + 0.2 + _ROW * len(said)


# The inset: degrees shown, where Banjarmasin lies (SOURCES.md), and the sizes tried, in inches.
_AROUND: Final[Box] = (114.0, -4.0, 117.0, -1.0)
_CITY: Final = ("Banjarmasin", 114.5925, -3.32)
_INSETS: Final = (1.5, 1.3, 1.1, 0.9)


def _inset(page: Page, plate: Plate) -> Box:
    """Where Balangan lies among whole degrees and from Banjarmasin, in the lower left corner; its box."""
    left, bottom = _FRAME[0] + 0.12, _FRAME[3] - 0.12
    size = next((s for s in _INSETS if not _covers(plate, (left, bottom - s, left + s, bottom))), None)
    if size is None:
        return left, bottom, left, bottom
    west, south, east, _ = _AROUND
    inch = size / (east - west)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return left + (lon - west) * inch, bottom - (lat - south) * inch

    page.rect(left, bottom - size, size, size, style.WHITE, style.INK2, 0.8)
    for step in range(1, int(east - west)):
        (x, _), (_, y) = at(west + step, south), at(west, south + step)
        page.line([x, x], [bottom - size, bottom], style.GRID, 0.6)
        page.line([left, left + size], [y, y], style.GRID, 0.6)
        page.text(x, bottom - size + 0.1, f"{west + step:.0f}°", _VILLAGE, align="center")
        page.text(left + 0.03, y - 0.02, f"{-south - step:.0f}°", _VILLAGE)
    for code in plate.ground.labels:
        page.shape(plate.path(code, at), style.ACCENT, style.ACCENT, 0.3)
    x, y = at(115.575, -1.85)
    page.text(x, y, "Balangan", _VILLAGE, style.INK, bold=True, align="center", middle=True)
    name, lon, lat = _CITY
    x, y = at(lon, lat)
    page.mark(x, y, "o", 4, style.INK, style.INK, 0)
    page.text(x + 0.06, y, name, _VILLAGE, style.INK, middle=True)
    return left, bottom - size, left + size, bottom


def _covers(plate: Plate, box: Box) -> bool:
    import shapely

    west, north = plate.degrees(box[0], box[1])
    east, south = plate.degrees(box[2], box[3])
    corner = shapely.box(west, south, east, north)
    return any(plate.ground.outlines[code].intersects(corner) for code in plate.ground.labels)


def _footer(page: Page, figure: Figure) -> None:
    page.line([_EDGE, _WIDE - _EDGE], [_FOOT, _FOOT], style.INK, 0.8)
    name = f"Berkas: {file_name(figure)}_lembar"
    wide = width(name, _LETTERS)
    page.text(_WIDE - _EDGE - 0.12, _FOOT + 0.16, name, _LETTERS, align="right", middle=True)
    room = _WIDE - 2 * _EDGE - wide - 0.5
    page.text(_EDGE + 0.12, _FOOT + 0.16, shorten(figure.footer(), _LETTERS, room), _LETTERS, middle=True)
