"""What every drawing on screen shares: layout, axes, ticks, reference lines, room for names."""

from collections.abc import Mapping
from textwrap import wrap as fold
from typing import Any, Final

from pantau import style
from pantau.draw.scales import count_step

Spec = dict[str, Any]
# Px a drawing has across on a phone.
PHONE: Final = 358

CONFIG: Final[Mapping[str, Any]] = {
    "displayModeBar": False,
    "scrollZoom": False,
    # Without this plotly asks its own CDN for a world map before drawing any area.
    "topojsonURL": "/app/static/un/",
}
LAYOUT: Final[Mapping[str, Any]] = {
    # Plotly's default template would add 6.5 kB to every figure on every filter change.
    "template": "none",
    "paper_bgcolor": style.WHITE,
    "plot_bgcolor": style.WHITE,
    "separators": ",.",
    "showlegend": False,
    "dragmode": False,
    "font": {"family": style.FONT, "size": 13, "color": style.INK2},
    "hoverlabel": {"bgcolor": style.WHITE, "bordercolor": style.RULE, "font": {"size": 13, "color": style.INK}},
}
XAXIS: Final[Mapping[str, Any]] = {
    "showgrid": False,
    "zeroline": False,
    "linecolor": style.AXIS,
    "ticks": "outside",
    "ticklen": 4,
    "tickcolor": style.AXIS,
    "tickfont": {"size": 12, "color": style.INK3},
    "fixedrange": True,
}
YAXIS: Final[Mapping[str, Any]] = {
    "gridcolor": style.GRID,
    "gridwidth": 1,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "tickfont": {"size": 12, "color": style.INK3},
    "fixedrange": True,
}
HIDDEN: Final[Mapping[str, Any]] = {"visible": False, "fixedrange": True}


def spec(data: list[Spec], height: int, margin: Mapping[str, int], **layout: Any) -> Spec:
    """Traces with the shared layout; height and margins in px."""
    edges = {"l": 22, "r": 4, "t": 10, "b": 38, "pad": 0} | dict(margin)
    return {"data": data, "layout": {**LAYOUT, "height": height, "margin": edges, **layout}}


_UNCHOSEN: Final = 0.5


def calm(trace: Spec) -> None:
    """A chosen mark steps forward: plotly would all but hide the others and their words, here they step half back."""
    marker = trace.get("marker", {})
    chosen = trace["type"] in ("bar", "scatter", "scattergeo") and "unselected" not in trace
    if not chosen or not marker or marker.get("opacity") == 0:
        return
    trace["unselected"] = {"marker": {"opacity": _UNCHOSEN}}
    font = trace.get("textfont") or trace.get("insidetextfont") or {}
    colour = font.get("color")
    if isinstance(colour, str):
        trace["unselected"]["textfont"] = {"color": colour}
        # Words inside bars: without this plotly fails on the click and nothing is chosen.
        trace["selected"] = {"marker": {"opacity": 1}}


def text_px(words: str, size: float = 13) -> float:
    """About how wide a word is drawn; Source Sans is half as wide as high."""
    return len(words) * size * 0.52


def left_room(names: list[Any], size: int = 13) -> int:
    """Room for the longest row name, in px."""
    return 14 + round(max([text_px(str(name), size) for name in names] + [text_px("x" * 8, size)]))


def row_axis(names: list[Any], phone: bool, foot: float = 0.5) -> tuple[Spec, int]:
    """Rows from top to bottom at 0, 1, 2, ... with their names, and the room these need; long names take two lines."""
    lines = [wrap(str(name), 20 if phone else 34, 2) for name in names]
    axis = {
        **YAXIS,
        "showgrid": False,
        "range": [len(names) - 1 + foot, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": ["<br>".join(each) for each in lines],
        "ticks": "outside",
        "ticklen": 6,
        "tickcolor": style.WHITE,
        "tickfont": {"size": 12 if phone else 13, "color": style.INK},
    }
    return axis, left_room([line for each in lines for line in each], 12 if phone else 13)


def wrap(words: str, letters: int, most: int) -> list[str]:
    """At most so many lines of so many letters; what does not fit ends in an ellipsis."""
    lines = fold(words, letters) or [""]
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [line if len(line) <= letters else line[: letters - 1].rstrip() + "…" for line in lines]


def count_axis(top: float) -> Spec:
    """A value axis from zero with whole-number ticks, three to five of them."""
    return {**YAXIS, "range": [0, max(top * 1.12, 1)], "dtick": count_step(top), "tickformat": ",d"}


def reference_line(at: float, words: str, vertical: bool, side: str = "") -> tuple[Spec, Spec]:
    """A thin dashed line with its name written on it."""
    line = {"type": "line", "line": {"color": style.INK3, "width": 1, "dash": "4px,3px"}}
    note = {"text": words, "showarrow": False, "font": {"size": 12, "color": style.INK2}}
    if vertical:
        return (
            {**line, "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"},
            {**note, "x": at, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "center"},
        )
    right = side == "right"
    return (
        {**line, "y0": at, "y1": at, "x0": 0, "x1": 1, "xref": "paper"},
        {
            **note,
            "x": 0.99 if right else 0.01,
            "xref": "paper",
            "y": at,
            "yanchor": "bottom",
            "xanchor": "right" if right else "left",
        },
    )


def note(x: float, y: float = 0, words: str = "", **look: Any) -> Spec:
    """Words on a drawing; anchored at their left unless told otherwise."""
    font = {"size": look.pop("size", 12), "color": look.pop("colour", style.INK2)}
    return {"x": x, "y": y, "text": words, "showarrow": False, "xanchor": "left", "font": font, **look}
