"""What comes in, goes out and moves on, on screen: a bridge of steps, and streams from left to right."""

from itertools import pairwise
from typing import Final

from pantau import style, text
from pantau.draw import kinds
from pantau.draw.screen.frame import HIDDEN, Spec, note, row_axis, spec, text_px
from pantau.figures import Figure

# Steps that join are hatched, so that a grey copy tells them from those that leave.
_LOOKS: Final = {
    "total": {"color": style.ACCENT},
    "minus": {"color": style.ACCENT_SOFT},
    "plus": {
        "color": style.WHITE,
        "line": {"color": style.ACCENT, "width": 1.2},
        "pattern": {"shape": "/", "fgcolor": style.ACCENT, "bgcolor": style.WHITE, "size": 6, "solidity": 0.25},
    },
}


def waterfall(figure: Figure, phone: bool) -> Spec:
    """Floating bars from top to bottom: totals in accent, what leaves in accent soft, what joins hatched."""
    e = figure.encode
    names, written = [str(name) for name in figure.frame[e["label"]]], [str(w) for w in figure.frame[e["text"]]]
    bars = kinds.bridge(figure)
    drawn = [(i, bar) for i, bar in enumerate(bars) if bar is not None]
    data: list[Spec] = []
    for kind, look in _LOOKS.items():
        rows = [(i, bar) for i, bar in drawn if bar.kind == kind]
        trace = {
            "type": "bar",
            "orientation": "h",
            "y": [i for i, _ in rows],
            "base": [bar.low for _, bar in rows],
            "x": [bar.high - bar.low for _, bar in rows],
            "width": 0.62,
            "marker": look,
            "customdata": [[names[i], f"{written[i]} {figure.unit}"] for i, _ in rows],
            "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        }
        data += [trace] if rows else []
    line = {"color": style.AXIS, "width": 1}
    links = [
        {"type": "line", "x0": bar.end, "x1": bar.end, "y0": i + 0.31, "y1": j - 0.31, "line": line}
        for (i, bar), (j, _) in pairwise(drawn)
    ]
    values = [
        note(bar.high if bar else 0, i, words, xshift=6, size=13, colour=style.INK if bar else style.INK3)
        for i, (bar, words) in enumerate(zip(bars, written, strict=True))
    ]
    axis, left = row_axis(names, phone)
    low, high = min([bar.low for _, bar in drawn] + [0.0]), max([bar.high for _, bar in drawn] + [1e-9])
    return spec(
        data,
        28 * len(names) + 10,
        {"l": left, "r": 12 + round(max([text_px(written[i]) for i, _ in drawn] + [0])), "t": 2, "b": 4},
        barmode="overlay",
        shapes=links,
        annotations=values,
        xaxis={**HIDDEN, "range": [low, high]},
        yaxis=axis,
    )


# Height of a flow and the gap between its stations, in px.
_TALL, _GAP = 300, 18


def flow(figure: Figure, phone: bool) -> Spec:
    """Streams from left to right as wide as their numbers; every station says its own."""
    e = figure.encode
    nodes, streams, _ = kinds.flow(figure, _GAP / _TALL)
    last = max(len(e["levels"]) - 1, 1)
    said = [str(words) for words in figure.frame[e["text"]]] if e.get("text") else None
    data: list[Spec] = [
        {
            "type": "sankey",
            "arrangement": "fixed",
            "textfont": {"size": 12 if phone else 13, "color": style.INK},
            "node": {
                "label": [f"{node.name} {text.whole(node.value)}" for node in nodes],
                # Plotly takes a place of exactly 0 or 1 for none given.
                "x": [min(max(node.level / last, 0.001), 0.999) for node in nodes],
                "y": [min(max(node.top + node.high / 2, 0.001), 0.999) for node in nodes],
                "pad": _GAP,
                "thickness": 12,
                "color": style.ACCENT,
                "line": {"width": 0},
                "hovertemplate": f"<b>%{{label}}</b> {figure.unit}<extra></extra>",
            },
            "link": {
                "source": [stream.source for stream in streams],
                "target": [stream.target for stream in streams],
                "value": [stream.value for stream in streams],
                "color": style.ACCENT_FAINT,
                "line": {"color": style.WHITE, "width": 0.8},
                "customdata": [said[s.row] if said else text.count(s.value, figure.unit) for s in streams],
                "hovertemplate": "<b>%{source.label} → %{target.label}</b><br>%{customdata}<extra></extra>",
            },
        }
    ]
    return spec(data, _TALL + 16, {"l": 2, "r": 2, "t": 8, "b": 8})
