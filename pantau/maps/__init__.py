"""Frames and borders to maps: `borders` what the browser fetches once, `explorer` the deck, `marks` points and rings.

The only package that knows pydeck.
"""

from pantau.maps.borders import Borders, borders, kecamatan_ground
from pantau.maps.explorer import explorer, legend_counts, radius_px, ring_radius, simple, white
from pantau.maps.marks import GLYPHS, Hazard, Ring, fade, glyph_of, hazards, ring, rings, severity_colour, shapes

__all__ = [
    "GLYPHS",
    "Borders",
    "Hazard",
    "Ring",
    "borders",
    "explorer",
    "fade",
    "glyph_of",
    "hazards",
    "kecamatan_ground",
    "legend_counts",
    "radius_px",
    "ring",
    "ring_radius",
    "rings",
    "severity_colour",
    "shapes",
    "simple",
    "white",
]
