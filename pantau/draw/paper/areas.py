"""Maps of areas on paper: classes of a rate or counts, one map or many, drawn from the border file itself."""

from typing import Final

from pantau import maps, style, text
from pantau.draw import kinds
from pantau.draw.paper.frame import INSIDE, Body, swatch
from pantau.draw.paper.page import Page
from pantau.draw.paper.plate import HATCH, NAME, Plate, ground, names, tall
from pantau.draw.paper.villages import circle_key
from pantau.figures import Figure, class_of, class_title

_WIDE: Final = 5.6
# Eight areas with their numbers inside need less room than 157.
_WIDE_COARSE: Final = 5.0
_NUMBER: Final = 9.5
# Inches a screen pixel on a small map.
_SMALL_PIXEL: Final = 0.0135


def areas(figure: Figure) -> Body:
    """Areas in at most four classes, nihil white, belum melapor hatched; name and number stand in each kecamatan."""
    e, frame, bounds = figure.encode, figure.frame, figure.encode["bounds"]
    rows = list(zip(frame[e["code"]], frame[e["value"]], strict=True))
    fine = any(len(str(code)) > 8 for code, _ in rows)
    absent = str(e.get("absent", "belum melapor"))

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        plate = Plate(page, x, y, wide)
        given = {str(code) for code, _ in rows}
        for code in plate.ground.outlines if not fine else ():
            if len(code) == 8 and code not in given:
                plate.area(code, style.WHITE, style.BORDER, 0.6)
        for code, value in rows:
            index = class_of(value, bounds)
            silent = text.missing(value)
            fill = style.PANEL if silent else style.WHITE if index is None else style.RAMP[index]
            line, thick = (style.BORDER, 0.5) if fine else (style.INK2, 1.0)
            plate.area(str(code), fill, line, thick, HATCH if silent else "", style.AXIS)
        if fine:
            for code in plate.ground.labels:
                plate.area(code, "none", style.INK2, 1.2)
            names(plate, [])
        elif e.get("circles"):
            _counted(plate, figure)
        else:
            _written(plate, figure)
        plate.furniture()

    suffix = f" {e['suffix']}" if e.get("suffix") else ""
    keys = [circle_key(f"jumlah {figure.unit}", 0.07)] if e.get("circles") else []
    keys.append(swatch(str(e.get("white", text.NIL)), style.WHITE, style.INK3))
    keys += [swatch(f"{class_title(b)}{suffix}", style.RAMP[i], style.INK3) for i, b in enumerate(bounds)]
    keys.append(swatch(absent, style.PANEL, style.INK3, HATCH, style.HATCH))
    wide = _WIDE if fine else _WIDE_COARSE
    # The map writes fractions, its classes are percentages: the list beside it holds both.
    said = () if fine else tuple((str(n), str(w)) for n, w in zip(frame[e["label"]], frame[e["text"]], strict=True))
    return Body(tall(wide), paint, tuple(keys), wide=wide, aside=said)


def _written(plate: Plate, figure: Figure) -> None:
    """Name and number in each area, on a pale ground only where hatching would disturb them."""
    e, frame = figure.encode, figure.frame
    places = e.get("at", plate.ground.labels)
    numbers = frame[e["short"]] if e.get("short") else frame[e["text"]]
    for code, name, words, value in zip(frame[e["code"]], frame[e["label"]], numbers, frame[e["value"]], strict=True):
        index = class_of(value, e["bounds"])
        ink = style.INK if index is None else style.RAMP_INK[index]
        x, y = plate.at(*places[code])
        under = style.PANEL if text.missing(value) else ""
        plate.page.text(x, y - 0.03, str(name), NAME, ink, align="center", ground=under)
        plate.page.text(x, y + 0.12, str(words), _NUMBER, ink, bold=True, align="center", ground=under)


def _counted(plate: Plate, figure: Figure) -> None:
    """A circle carrying the count in each kecamatan, its name above; nihil and belum are written."""
    e, frame = figure.encode, figure.frame
    most = float(frame[e["value"]].fillna(0).max())
    for code, name, words, value in zip(
        frame[e["code"]], frame[e["label"]], frame[e["short"]], frame[e["value"]], strict=True
    ):
        x, y = plate.at(*e["at"][code])
        counted = not text.missing(value) and value > 0
        radius = max(maps.radius_px(float(value), most, 15.0) * tall(_WIDE_COARSE) / 300, 0.11) if counted else 0.06
        plate.page.text(x, y - radius - 0.05, str(name), NAME, style.INK, align="center")
        if counted:
            plate.page.circle(x, y, radius, style.ACCENT, style.WHITE, 1.0)
            plate.page.centred(x, y, text.number(value), _NUMBER, style.WHITE, bold=True)
        else:
            plate.page.text(x, y + 0.12, str(words), _NUMBER, style.INK, bold=True, align="center")


_ACROSS, _BETWEEN, _HEAD = 4, 0.2, 0.26


def multiples(figure: Figure) -> Body:
    """Small maps in reading order with one rule for all circles; grey areas say nothing, white ones nihil."""
    panels, most = kinds.panels(figure)
    across = min(_ACROSS, max(len(panels), 1))
    small = min((INSIDE - _BETWEEN * (across - 1)) / across, 2.6)
    pitch = tall(small) + _HEAD + 0.12

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        for i, panel in enumerate(panels):
            left, top = x + (i % across) * (small + _BETWEEN), y + (i // across) * pitch
            page.text(left + small / 2, top + 0.16, panel.title, NAME, style.INK, bold=True, align="center")
            plate = Plate(page, left, top + _HEAD, small)
            for code in plate.ground.labels:
                value = panel.numbers.get(code)
                plate.area(code, style.TRACK if value is None else style.WHITE, style.BORDER, 0.6)
            for value, code in panel.counted():
                spot = plate.at(*panel.places[code])
                page.circle(*spot, radius(value), style.ACCENT, style.WHITE, 0.8)
                page.centred(*spot, text.whole(value), 7.5, style.WHITE, bold=True)

    def radius(value: float) -> float:
        return max(maps.radius_px(value, most, 12.0), 7.0) * _SMALL_PIXEL

    keys = [
        circle_key(f"jumlah {figure.unit}", radius(1)),
        swatch(str(figure.encode.get("zero", text.NIL)), style.WHITE, style.INK3),
    ]
    if kinds.unsaid(panels) or any(set(ground().labels) - set(panel.numbers) for panel in panels):
        keys.append(swatch("tanpa keterangan", style.TRACK, style.INK3))
    return Body(pitch * -(-len(panels) // across), paint, tuple(keys))
