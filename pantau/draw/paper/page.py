"""A page measured in inches from its top left corner, and text measured before it is placed.

Every drawing calls the few strokes below, so one place knows matplotlib, and nothing is ever cut off: a word is as wide
as the font says it is, not as wide as somebody guessed.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Circle, PathPatch, Rectangle, Wedge
from matplotlib.path import Path

from pantau import style

DPI: Final = 200
POINT: Final = 1 / 72
# Half the height of a capital: what lifts a baseline so that a word stands in the middle of a row.
_HALF_CAPITAL: Final = 0.365 * POINT
_LEADING: Final = 1.38 * POINT

# The settings are global to the process and threads share them: they are set here once and never per drawing.
mpl.rcParams.update(
    {
        "font.family": "sans-serif",
        # DejaVu ships with matplotlib; Verdana has its measures and stands in where an SVG is opened without DejaVu.
        "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
        "svg.fonttype": "none",
        # Words of a printed sheet can be searched and copied.
        "pdf.fonttype": 42,
        "svg.hashsalt": "pantau-balangan",
        # A name like "$x$" is a name, not a formula.
        "text.parse_math": False,
    }
)


@lru_cache(maxsize=8192)
def width(words: str, size: float, bold: bool = False) -> float:
    """Width of one line of text in inches; `size` in points."""
    face = get_font(findfont(FontProperties(weight="bold" if bold else "normal")))
    face.set_size(size, DPI)
    face.set_text(words, 0.0)
    return float(face.get_width_height()[0]) / 64 / DPI


def widest(words: Iterable[str], size: float, bold: bool = False) -> float:
    """Width of the widest line in inches; 0 for none."""
    return max((width(word, size, bold) for word in words), default=0.0)


def wrap(words: str, size: float, limit: float, bold: bool = False) -> list[str]:
    """Lines no wider than `limit` inches; no-break spaces hold, an address too long for a line is cut."""
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= limit:
            line = longer
            continue
        if line:
            lines.append(line)
        while width(word, size, bold) > limit and len(word) > 1:
            fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width(word[:n], size, bold) <= limit)
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines


def height(lines: Sequence[str], size: float) -> float:
    """Height of a block of lines in inches."""
    return len(lines) * size * _LEADING


def shorten(words: str, size: float, limit: float, bold: bool = False) -> str:
    """The words, or as many letters as fit with an ellipsis."""
    if width(words, size, bold) <= limit:
        return words
    fits = next((n for n in range(len(words), 0, -1) if width(words[:n] + "…", size, bold) <= limit), 1)
    return words[:fits].rstrip() + "…"


class Page:
    """A white page; x to the right and y downwards in inches, later strokes cover earlier ones.

    On a `grey` page every colour is the grey of its luminance, and fills that differ by hue alone are told apart by a
    hatch, in the order in which they come: the legend, painted first, shows which is which.
    """

    def __init__(self, wide: float, high: float, grey: bool = False) -> None:
        self.wide, self.high = wide, high
        self._grey = grey
        self._hatches: dict[str, str] = {}
        self.canvas = Canvas(figsize=(wide, high), dpi=DPI, facecolor=style.WHITE)
        FigureCanvasAgg(self.canvas)
        self._axes: Axes = self.canvas.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, wide)
        self._axes.set_ylim(high, 0)
        self._layer = 0

    def _ink(self, colour: str) -> str:
        """A colour as this page prints it."""
        return style.grey(colour) if self._grey and colour.startswith("#") else colour

    def _look(
        self,
        fill: str,
        line: str = "none",
        thick: float = 0.0,
        hatch: str = "",
        hatch_colour: str = style.HATCH,
    ) -> dict[str, Any]:
        if self._grey and not hatch and style.hue_alone(fill):
            hatch = self._hatches.setdefault(fill, style.HATCHES[len(self._hatches) % len(style.HATCHES)])
            hatch_colour = style.ink_on(style.grey(fill))
        look: dict[str, Any] = {"facecolor": self._ink(fill), "edgecolor": self._ink(line), "linewidth": thick}
        if hatch:
            look |= {"hatch": hatch, "hatchcolor": self._ink(hatch_colour), "hatch_linewidth": 0.6}
        return look

    def _next(self) -> int:
        self._layer += 1
        return self._layer

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 10,
        colour: str = style.INK2,
        *,
        bold: bool = False,
        align: str = "left",
        middle: bool = False,
        turn: float = 0.0,
        ground: str = "",
    ) -> None:
        """One line with its baseline on y, or its capitals centred on y; `ground` paints a box behind it."""
        box: dict[str, Any] | None = None
        if ground:
            box = {"boxstyle": "square,pad=0.12", "facecolor": self._ink(ground), "edgecolor": "none", "alpha": 0.82}
        self._axes.text(
            x,
            y + (_HALF_CAPITAL * size if middle else 0),
            words,
            fontsize=size,
            color=self._ink(colour),
            fontweight="bold" if bold else "normal",
            horizontalalignment=align,
            verticalalignment="baseline",
            rotation=turn,
            rotation_mode="anchor",
            bbox=box,
            zorder=self._next(),
        )

    def centred(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 10,
        colour: str = style.INK2,
        *,
        bold: bool = False,
        ground: str = "",
    ) -> None:
        """One line in the middle of a mark, a bar or a cell."""
        self.text(x, y, words, size, colour, bold=bold, align="center", middle=True, ground=ground)

    def lines(
        self, x: float, y: float, lines: Sequence[str], size: float, colour: str = style.INK2, *, bold: bool = False
    ) -> float:
        """A block of lines from y downwards; returns where it ends."""
        for line in lines:
            y += size * _LEADING
            self.text(x, y - 0.3 * size * POINT, line, size, colour, bold=bold)
        return y

    def rect(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: str,
        line: str = "none",
        thick: float = 0.0,
        hatch: str = "",
        hatch_colour: str = style.HATCH,
    ) -> None:
        """A box; `thick` in points."""
        self._axes.add_patch(
            Rectangle((x, y), wide, high, **self._look(fill, line, thick, hatch, hatch_colour), zorder=self._next())
        )

    def circle(self, x: float, y: float, radius: float, fill: str, line: str = "none", thick: float = 0.0) -> None:
        """A circle of a radius in inches."""
        self._axes.add_patch(Circle((x, y), radius, **self._look(fill, line, thick), zorder=self._next()))

    def arc(self, x: float, y: float, radius: float, thick: float, start: float, end: float, fill: str) -> None:
        """A piece of a ring, `thick` inches, edged white; degrees run clockwise from the right."""
        look = self._look(fill, style.WHITE, 0.7)
        wedge = Wedge((x, y), radius, start, end, width=thick, **look, zorder=self._next())
        self._axes.add_patch(wedge)

    def shape(
        self, path: Path, fill: str, line: str, thick: float, hatch: str = "", hatch_colour: str = style.HATCH
    ) -> None:
        """An area with holes, its outline already in inches."""
        look = self._look(fill, line, thick, hatch, hatch_colour)
        self._axes.add_patch(PathPatch(path, **look, joinstyle="round", zorder=self._next()))

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str,
        thick: float,
        dash: tuple[float, ...] = (),
        cap: str = "butt",
    ) -> None:
        """A line through points; `thick` and `dash` in points."""
        style_of: Any = (0, dash) if dash else "-"
        self._axes.plot(
            xs,
            ys,
            color=self._ink(colour),
            linewidth=thick,
            linestyle=style_of,
            solid_capstyle=cap,
            dash_capstyle="butt",
            solid_joinstyle="miter",
            zorder=self._next(),
        )

    def mark(self, x: float, y: float, marker: str, size: float, fill: str, line: str, thick: float) -> None:
        """One symbol of `size` points."""
        self._axes.plot(
            [x],
            [y],
            marker=marker,
            markersize=size,
            markerfacecolor=self._ink(fill),
            markeredgecolor=self._ink(line),
            markeredgewidth=thick,
            linestyle="none",
            zorder=self._next(),
        )
