"""What every drawing on screen shares: layout, axes, ticks, reference lines, room for names."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from pantau import style, text

Spec = dict[str, Any]

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


def month_ticks(months: list[Any], most: int) -> tuple[list[int], list[str]]:
    """Positions and labels for at most `most` months: the month's name over its year, evenly spread from the first."""
    step = next(s for s in (1, 2, 3, 4, 6, 12, 24, 36, 60, 120) if len(months) <= s * most or s == 120)
    if step >= 12:
        first = next((i for i, m in enumerate(months) if pd.Timestamp(m).month == 1), 0)
        places = list(range(first, len(months), step))
        return places, [str(pd.Timestamp(months[i]).year) for i in places]
    places = list(range(0, len(months), step))
    return places, [f"{text.month_name(months[i])}<br>{pd.Timestamp(months[i]).year}" for i in places]


def left_room(names: list[Any], size: int = 13) -> int:
    """Room for the longest row name, in px; Source Sans is about half as wide as high."""
    return 14 + round(max([len(str(name)) for name in names] + [8]) * size * 0.52)


def count_axis(top: float) -> Spec:
    """A value axis from zero with whole-number ticks, three to five of them."""
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000) if top / s <= 5), 10000)
    return {**YAXIS, "range": [0, max(top * 1.12, 1)], "dtick": step, "tickformat": ",d"}


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
