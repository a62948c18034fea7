"""Marks on the village map: single reports as shapes, and rings that show the hazards of a whole area."""

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import pandas as pd
import pydeck as pdk

from pantau import style, text

# Shape says the hazard: filled and hollow form, plotly symbol. Kept few, so that they survive a photocopier.
GLYPHS: Final = {
    "101": ("●", "○", "circle"),
    "102": ("▲", "△", "triangle-up"),
    "107": ("◆", "◇", "diamond"),
    "L01": ("■", "□", "square"),
    "105": ("★", "☆", "star"),
}
_OTHER: Final = ("▼", "▽", "triangle-down")
# Letters of one size are not shapes of one size: px that make them look alike.
_LETTER_PX: Final = {"circle": 25, "triangle-up": 17, "diamond": 20, "square": 22, "star": 18, "triangle-down": 17}


def colour_of(colour: str, alpha: int = 255) -> list[int]:
    """`#RRGGBB` as the list deck.gl wants."""
    return [*(int(colour[i : i + 2], 16) for i in (1, 3, 5)), alpha]


def glyph_of(hazard: str) -> tuple[str, str, str]:
    """The filled and the hollow form of a hazard's shape, and its plotly symbol."""
    return GLYPHS.get(hazard, _OTHER)


def severity_colour(step: object) -> str:
    """The colour of a severity step; unknown is ink on nothing, drawn hollow."""
    known = text.finite(step)
    return style.INK2 if known is None else style.SEVERITY[min(int(known), len(style.SEVERITY)) - 1]


def fade(age_days: object) -> float:
    """How strongly a report is drawn: the last week full, then fainter; unknown age as old."""
    age = text.finite(age_days)
    return next((s for most, s in ((7, 1.0), (30, 0.88), (90, 0.74)) if age is not None and age <= most), 0.6)


class Hazard(NamedTuple):
    """One hazard of the rings: the letters printed for it, its name and colour."""

    letters: str
    name: str
    colour: str


class Ring(NamedTuple):
    """One area of the rings: where it stands, and its hazards with their counts in the order of the legend."""

    code: str
    name: str
    lon: float
    lat: float
    parts: list[tuple[Hazard, float]]

    @property
    def total(self) -> float:
        """What stands in the middle of the ring."""
        return sum(count for _, count in self.parts)


# Hazards that share letters and colour are one part; more names than these are too many for a legend.
_MOST_NAMES: Final = 3


def hazards(rings: pd.DataFrame) -> list[Hazard]:
    """The hazards of the rings, most first: the order of the legend and, clockwise from the top, of every ring."""
    found = []
    for (letters, colour), rows in rings.groupby(["huruf", "warna"], sort=False):
        found.append((-rows["kejadian"].sum(), Hazard(str(letters), _named(rows["nama_ancaman"]), str(colour))))
    return [hazard for _, hazard in sorted(found)]


def rings(frame: pd.DataFrame) -> list[Ring]:
    """The areas of the rings, largest first, so that a small one is never hidden under a large one."""
    order = hazards(frame)
    areas = []
    for code, rows in frame.groupby("kode", sort=False):
        counts = rows.groupby("huruf")["kejadian"].sum().to_dict()
        parts = [(hazard, float(counts[hazard.letters])) for hazard in order if counts.get(hazard.letters)]
        first = rows.iloc[0]
        areas.append(Ring(str(code), str(first["nama"]), float(first["bujur"]), float(first["lintang"]), parts))
    return sorted(areas, key=lambda ring: (-ring.total, ring.code))


def shapes(points: pd.DataFrame) -> list[tuple[tuple[str, str, str], str]]:
    """The shapes on a map with the hazards they stand for, in the order of the table of shapes."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for code, name in zip(points["bentuk"], points["nama_ancaman"], strict=True):
        found.setdefault(glyph_of(str(code)), []).append(str(name))
    order = [*GLYPHS.values(), _OTHER]
    return [(form, _named(pd.Series(found[form]))) for form in order if form in found]


def _named(names: pd.Series) -> str:
    first, *rest = sorted(names.unique())
    return ", ".join([first, *(name[0].lower() + name[1:] for name in rest)]) if len(rest) < _MOST_NAMES else "Lainnya"


def point_layers(points: pd.DataFrame) -> list[pdk.Layer]:
    """One layer of rings below (not yet verified) and one of shapes above (hazard, severity, age)."""
    shapes, rings = [], []
    for row in points.to_dict("records"):
        hollow = text.missing(row["langkah"])
        fill = severity_colour(row["langkah"])
        place = {"x": round(float(row["bujur"]), 5), "y": round(float(row["lintang"]), 5)}
        said = {"judul": row["judul"], "rinci": row["rinci"]}
        form = glyph_of(str(row["bentuk"]))
        ink = colour_of(fill, round(255 * fade(row["umur"])))
        shapes.append({**place, **said, "teks": form[1 if hollow else 0], "warna": ink, "tinggi": _LETTER_PX[form[2]]})
        if not row["pasti"]:
            rings.append({**place, **said})
    return [
        pdk.Layer(
            "ScatterplotLayer",
            id="cincin",
            data=rings,
            get_position="[x,y]",
            get_radius=9.5,
            radius_units=pdk.types.String("pixels"),
            filled=False,
            stroked=True,
            get_line_color=colour_of(style.INK),
            line_width_min_pixels=1.2,
        ),
        pdk.Layer(
            "ScatterplotLayer",
            id="alas",
            data=shapes,
            get_position="[x,y]",
            get_radius=7,
            radius_units=pdk.types.String("pixels"),
            get_fill_color=[255, 255, 255, 215],
            pickable=True,
        ),
        pdk.Layer(
            "TextLayer",
            id="titik",
            data=shapes,
            get_position="[x,y]",
            get_text="teks",
            get_size="tinggi",
            get_color="warna",
            font_family=pdk.types.String("Arial"),
            character_set=pdk.types.String("auto"),
            font_settings={"fontSize": 48, "buffer": 4},
            pickable=False,
        ),
    ]


def ring_layer(areas: Sequence[dict[str, Any]]) -> pdk.Layer:
    """Rings as small pictures: parts coloured by hazard, the total inside."""
    return pdk.Layer(
        "IconLayer",
        id="donat",
        data=areas,
        get_position="[x,y]",
        get_icon="gambar",
        get_size="tinggi",
        size_units=pdk.types.String("pixels"),
        pickable=True,
    )


def ring(parts: Sequence[tuple[float, str]], radius: float) -> str:
    """An SVG ring: counts and colours clockwise from the top, the total in its middle."""
    total = sum(count for count, _ in parts)
    size, thick = 2 * radius + 2, max(radius * 0.42, 4.0)
    middle, r = size / 2, radius - thick / 2
    round_ = 2 * math.pi * r
    at, arcs = 0.0, []
    for count, colour in parts:
        long = round_ * count / total
        arcs.append(
            f'<circle cx="{middle:.1f}" cy="{middle:.1f}" r="{r:.1f}" fill="none" stroke="{colour}"'
            f' stroke-width="{thick:.1f}" stroke-dasharray="{max(long - 0.8, 0.4):.1f} {round_:.1f}"'
            f' stroke-dashoffset="{-at:.1f}" transform="rotate(-90 {middle:.1f} {middle:.1f})"/>'
        )
        at += long
    ground = f'<circle cx="{middle:.1f}" cy="{middle:.1f}" r="{radius:.1f}" fill="#fff"/>'
    letters = (
        f'<text x="{middle:.1f}" y="{middle + 4:.1f}" text-anchor="middle" font-family="Arial" font-size="11"'
        f' font-weight="700" fill="{style.INK}">{text.number(total)}</text>'
    )
    box = f'width="{size:.0f}" height="{size:.0f}" viewBox="0 0 {size:.1f} {size:.1f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{ground}{"".join(arcs)}{letters}</svg>'


def picture(svg: str, size: float) -> dict[str, Any]:
    """An SVG as the icon deck.gl fetches from its own page; its size is told, so it is drawn crisp."""
    side = round(2 * size)
    return {"url": f"data:image/svg+xml;charset=utf-8,{quote(svg)}", "width": side, "height": side, "mask": False}
