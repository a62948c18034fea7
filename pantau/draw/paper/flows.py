"""What comes in, goes out and moves on, on paper: a bridge of steps, and streams from left to right."""

from typing import Final

from matplotlib.path import Path

from pantau import style, text
from pantau.draw import kinds
from pantau.draw.paper.axes import LABEL, row_names
from pantau.draw.paper.frame import Body, swatch
from pantau.draw.paper.page import Page, widest
from pantau.figures import Figure

_PLUS = "////"


def waterfall(figure: Figure) -> Body:
    """Floating bars from top to bottom: totals in accent, what leaves in accent soft, what joins hatched."""
    e = figure.encode
    bars = kinds.bridge(figure)
    names, left = row_names(figure, e["label"])
    written = [str(words) for words in figure.frame[e["text"]]]
    values = [words for words, bar in zip(written, bars, strict=True) if bar]
    known = [bar for bar in bars if bar]
    low, high = min([bar.low for bar in known] + [0.0]), max([bar.high for bar in known] + [1e-9])
    fills = {"total": style.ACCENT, "minus": style.ACCENT_SOFT, "plus": style.WHITE}
    pitch = 0.34

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        unit = (wide - left - widest(values, LABEL, True) - 0.12) / (high - low)
        before: tuple[float, float] | None = None
        for i, (name, bar, words) in enumerate(zip(names, bars, written, strict=True)):
            row = y + pitch * i
            page.text(start - 0.1, row + pitch / 2, name, LABEL, style.INK, align="right", middle=True)
            if bar is None:
                page.text(start + 0.08, row + pitch / 2, words, LABEL, style.INK3, middle=True)
                continue
            at, long = start + (bar.low - low) * unit, (bar.high - bar.low) * unit
            if before:
                page.line([before[0]] * 2, [before[1], row + 0.06], style.AXIS, 0.9)
            plus = bar.kind == "plus"
            line = (style.ACCENT, 1.0, _PLUS, style.ACCENT) if plus else ("none", 0.0, "", style.HATCH)
            page.rect(at, row + 0.06, long, pitch - 0.12, fills[bar.kind], *line)
            page.text(at + long + 0.08, row + pitch / 2, words, LABEL, style.INK, bold=bar.kind == "total", middle=True)
            before = (start + (bar.end - low) * unit, row + pitch - 0.06)
        page.line([start - low * unit] * 2, [y, y + pitch * len(names)], style.AXIS, 0.9)

    titles = (("minus", "berkurang"), ("plus", "bertambah"))
    drawn = {bar.kind for bar in known}
    keys = [
        swatch(title, fills[kind], style.ACCENT, _PLUS if kind == "plus" else "", style.ACCENT)
        for kind, title in titles
        if kind in drawn and {"minus", "plus"} <= drawn
    ]
    return Body(pitch * len(names), paint, tuple(keys))


_GAP: Final = 0.06
_THICK: Final = 0.14


def flow(figure: Figure) -> Body:
    """Streams from left to right as wide as their numbers; every station says its own."""
    tall = 3.4
    nodes, streams, unit = kinds.flow(figure, _GAP)
    last = max(len(figure.encode["levels"]) - 1, 1)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        step = (wide - _THICK) / last
        for stream in streams:
            source, target = nodes[stream.source], nodes[stream.target]
            ends = (x + source.level * step + _THICK, x + target.level * step)
            _stream(page, ends, (y + stream.leaves * tall, y + stream.arrives * tall), stream.value * unit * tall)
        for node in nodes:
            left, top = x + node.level * step, y + node.top * tall
            page.rect(left, top, _THICK, node.high * tall, style.ACCENT)
            at, align = (left - 0.07, "right") if node.level == last else (left + _THICK + 0.07, "left")
            words = f"{node.name} {text.whole(node.value)}"
            page.text(at, top + node.high * tall / 2, words, LABEL, style.INK, align=align, middle=True)

    return Body(tall + 0.1, paint)


def _stream(page: Page, ends: tuple[float, float], tops: tuple[float, float], high: float) -> None:
    """One stream: level at both ends, with a soft bend between."""
    (left, right), (start, end) = ends, tops
    middle = (left + right) / 2
    corners = [
        (left, start), (middle, start), (middle, end), (right, end),
        (right, end + high), (middle, end + high), (middle, start + high), (left, start + high), (left, start),
    ]  # fmt: skip
    bend, line = Path.CURVE4, Path.LINETO
    codes = [Path.MOVETO, bend, bend, bend, line, bend, bend, bend, Path.CLOSEPOLY]
    page.shape(Path(corners, codes), style.ACCENT_FAINT, style.WHITE, 0.6)
