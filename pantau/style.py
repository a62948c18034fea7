"""One table of colours, symbols and sizes for screen, paper and sheet."""

import colorsys
from typing import Final, NamedTuple

INK: Final = "#0F1A22"
INK2: Final = "#46545F"
INK3: Final = "#63717C"
AXIS: Final = "#9AA6AE"
RULE: Final = "#D3DADE"
GRID: Final = "#E8ECEE"
PANEL: Final = "#F4F6F7"
ACCENT: Final = "#0B5A75"
ACCENT_SOFT: Final = "#8DB8C9"
ACCENT_FAINT: Final = "#A9C6D2"
TRACK: Final = "#E3E8EA"
HATCH: Final = "#7B8992"
BORDER: Final = "#B0BBC2"
AMBER: Final = "#E9A63F"
AMBER_LINE: Final = "#7A4A00"
AMBER_PALE: Final = "#FBEFD9"
RED: Final = "#A3322B"
WHITE: Final = "#FFFFFF"

# Four classes at most: every step is at least 18 L* apart, so the order survives a photocopier.
RAMP: Final = ("#D9E8EE", "#8DB8C9", "#2F7592", "#0A374B")
RAMP_INK: Final = (INK, INK, WHITE, WHITE)

# Steps of a severity on a white map: even the mildest is seen, and each is darker than the one before.
SEVERITY: Final = ("#86B7CA", "#3F87A3", "#14506A", "#04202D")

FONT: Final = "Source Sans, Source Sans Pro, Segoe UI, Arial, sans-serif"


# Colours nearer to grey than this, or to the hue of the accent (parts of the circle), differ by depth and not by hue.
_GREYISH: Final = 0.16
_ACCENT_HUE: Final = colorsys.rgb_to_hls(11 / 255, 90 / 255, 117 / 255)[0]
_SAME_HUE: Final = 0.02


class Mark(NamedTuple):
    """How one state is drawn: letter, plotly symbol, matplotlib marker, fill, line, letter colour and size (px)."""

    letter: str
    title: str
    symbol: str
    marker: str
    fill: str
    line: str
    ink: str
    size: int


EVIDENCE: Final = {
    "kosong": Mark("", "Kosong", "circle-open", "o", WHITE, "#8C99A2", INK, 11),
    "diunggah": Mark("U", "Diunggah", "square", "s", WHITE, ACCENT, INK, 20),
    "diperiksa": Mark("P", "Sedang diperiksa", "square", "s", "#B4D0DB", INK2, INK, 20),
    "perlu_perbaikan": Mark("R", "Perlu perbaikan", "diamond", "D", AMBER, AMBER_LINE, INK, 21),
    "disetujui": Mark("S", "Disetujui, berlaku", "circle", "o", ACCENT, ACCENT, WHITE, 24),
    "kedaluwarsa": Mark("K", "Kedaluwarsa", "hexagon", "h", WHITE, RED, "#8C231C", 24),
    "tidak_berlaku": Mark("", "Tidak berlaku", "line-ew", "_", INK3, INK3, INK3, 12),
}


# Hatches of matplotlib that tell fills apart where there is no colour; the first is none.
HATCHES: Final = ("", "////", "....", "\\\\\\\\", "xxxx", "----", "||||", "++++")


def grey(hex_colour: str) -> str:
    """The grey of the same luminance."""
    linear = luminance(hex_colour)
    level = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return "#" + f"{round(level * 255):02X}" * 3


def hue_alone(colour: str) -> bool:
    """Whether a fill says which one by its hue: not a grey, and not a depth of the one accent."""
    if not colour.startswith("#"):
        return False
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, _, _ = colorsys.rgb_to_hls(red, green, blue)
    return max(red, green, blue) - min(red, green, blue) > _GREYISH and abs(hue - _ACCENT_HUE) > _SAME_HUE


def luminance(hex_colour: str) -> float:
    """Relative luminance 0-1 of `#RRGGBB` (WCAG)."""
    parts = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(hex_colour: str) -> str:
    """Ink or white, whichever reads better on a colour."""
    return INK if luminance(hex_colour) > 0.26 else WHITE
