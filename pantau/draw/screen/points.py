"""Points on screen: a dot a row, points on two axes, and the pair of published numbers."""

from typing import Any, Final

from pantau import style, text
from pantau.draw import kinds, scales
from pantau.draw.screen.frame import (
    HIDDEN,
    XAXIS,
    YAXIS,
    Spec,
    count_axis,
    left_room,
    note,
    reference_line,
    row_axis,
    spec,
    text_px,
)
from pantau.figures import Figure


def dots(figure: Figure, phone: bool) -> Spec:
    rows = figure.frame
    label, value = figure.encode["label"], figure.encode["value"]
    names, values = list(rows[label]), [text.finite(v) for v in rows[value]]
    low, high, hollow = (figure.encode.get(k) for k in ("low", "high", "hollow"))
    data: list[Spec] = []
    if low and high:
        reach: dict[str, list[Any]] = {"x": [], "y": []}
        for name, a, b in zip(names, rows[low], rows[high], strict=True):
            if text.finite(a) is not None and text.finite(b) is not None:
                reach["x"] += [float(a), float(b), None]
                reach["y"] += [name, name, None]
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                **reach,
                "line": {"color": style.ACCENT_SOFT, "width": 3},
                "hoverinfo": "skip",
            }
        )
    if hollow:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [text.finite(v) for v in rows[hollow]],
                "y": names,
                "marker": {"color": style.WHITE, "size": 10, "line": {"color": style.INK3, "width": 1.5}},
                "hoverinfo": "skip",
            }
        )
    colours = list(rows[figure.encode["colour"]]) if "colour" in figure.encode else [style.ACCENT] * len(rows)
    letters = list(rows[figure.encode["letter"]]) if "letter" in figure.encode else [""] * len(rows)
    data.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": values,
            "y": names,
            "text": letters,
            "textfont": {"size": 9, "color": [style.ink_on(c) for c in colours]},
            "marker": {
                "color": colours,
                "size": 18 if any(letters) else 11,
                "line": {"color": style.WHITE, "width": 1},
            },
            "cliponaxis": False,
            "customdata": list(rows[figure.encode["text"]]),
            "hovertemplate": "<b>%{y}</b><br>%{customdata}<extra></extra>",
        }
    )
    top = max([v for v in [*values, *[text.finite(v) for v in (rows[high] if high else [])]] if v is not None] + [1.0])
    notes = [
        {
            "x": 0,
            "y": name,
            "text": figure.encode["absent"],
            "xanchor": "left",
            "xshift": 6,
            "showarrow": False,
            "font": {"size": 12, "color": style.INK3},
        }
        for name, v in zip(names, values, strict=True)
        if v is None
    ]
    data.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": [top * 1.05] * len(names),
            "y": names,
            "text": list(rows[figure.encode["text"]]),
            "textposition": "middle right",
            "textfont": {"size": 12, "color": style.INK},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    )
    suffix = "%" if figure.unit.startswith("persen") else ""
    return spec(
        data,
        21 * len(rows) + 46,
        {"l": left_room(names), "r": 70, "t": 4, "b": 28},
        annotations=notes,
        xaxis={**count_axis(top), "range": [-top * 0.06, top * 1.05], "ticksuffix": f" {suffix}" if suffix else ""},
        yaxis={
            **YAXIS,
            "autorange": "reversed",
            "tickfont": {"size": 12 if phone else 13, "color": style.INK},
            "type": "category",
            # Rows without an interval would follow those of the first trace.
            "categoryorder": "array",
            "categoryarray": names,
        },
    )


def slope(figure: Figure, phone: bool) -> Spec:
    labels, values = list(figure.frame[figure.encode["label"]]), list(figure.frame[figure.encode["value"]])
    low, high = float(min(values)), float(max(values))
    room = (high - low) * 0.35 or 1
    data: list[Spec] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [0, 1],
            "y": values,
            "line": {"color": style.ACCENT, "width": 3, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [0, 1],
            "y": values,
            "marker": {"size": 12, "color": [style.WHITE, style.ACCENT], "line": {"color": style.ACCENT, "width": 2.5}},
            "customdata": [text.count(v, figure.unit) for v in values],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]
    numbers = [
        {
            "x": i,
            "y": v,
            "text": f"<b>{text.number(v)}</b>",
            "xanchor": "right" if i == 0 else "left",
            "xshift": -14 if i == 0 else 14,
            "showarrow": False,
            "font": {"size": 26, "color": style.INK},
        }
        for i, v in enumerate(values)
    ]
    stems = [
        {"type": "line", "x0": i, "x1": i, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": style.RULE, "width": 1}}
        for i in (0, 1)
    ]
    return spec(
        data,
        300,
        {"l": 4, "r": 4, "b": 48},
        annotations=numbers,
        shapes=stems,
        xaxis={
            **XAXIS,
            "range": [-0.75, 1.75],
            "showline": False,
            "ticks": "",
            "tickvals": [0, 1],
            "ticktext": labels,
            "tickfont": {"size": 13, "color": style.INK2},
        },
        yaxis={**HIDDEN, "range": [low - room, high + room * 0.5]},
    )


# Px of a drawing in half a page and on a phone, to see which words would meet.
_DESK, _PHONE = 500, 300
_SIDES: Final = {"right": "middle right", "left": "middle left", "above": "top center", "below": "bottom center"}


def scatter(figure: Figure, phone: bool) -> Spec:
    """Points on two axes, or along named rows; the strong ones in accent with their names beside them."""
    e = figure.encode
    plane = kinds.plane(figure)
    rows = e.get("rows")
    high = 28 * len(rows) + 8 if rows else 300
    axis, left = row_axis(list(rows), phone) if rows else (_number_axis(plane.up, plane.y_ticks), 40)
    sideways = [line for line in e.get("lines", ()) if line[0] == "x"]
    above = (0 if rows else 20) + (18 if sideways else 0)
    reference = [reference_line(float(at), words, axis == "x", "right") for axis, at, words in e.get("lines", ())]
    heads = [] if rows else [note(0, 1, e["y_title"], xref="paper", yref="paper", yanchor="bottom", yshift=above - 18)]
    return spec(
        _dotted(figure, plane, (_PHONE if phone else _DESK) - (left if rows else 0), high),
        high + above + 56,
        {"l": left if rows else 40, "r": 10, "t": above + 4, "b": 52},
        shapes=[line for line, _ in reference],
        annotations=[*[words for _, words in reference], *heads],
        xaxis={
            **_number_axis(plane.across, plane.x_ticks),
            "title": {"text": e["x_title"], "font": {"size": 12, "color": style.INK2}, "standoff": 8},
            "showline": True,
            "linecolor": style.AXIS,
        },
        yaxis=axis,
    )


def _number_axis(span: tuple[float, float], ticks: list[float]) -> Spec:
    labels = [text.whole(tick) for tick in ticks]
    return {**YAXIS, "range": list(span), "tickvals": ticks, "ticktext": labels}


def _dotted(figure: Figure, plane: kinds.Plane, wide: float, high: float) -> list[Spec]:
    """A trace for each look of points, quiet ones first."""
    e, frame = figure.encode, figure.frame
    names, said = [str(n) for n in frame[e["label"]]], [str(words) for words in frame[e["text"]]]
    symbols = [str(symbol) for symbol in frame[e["symbol"]]] if e.get("symbol") else ["circle"] * len(frame)
    strong = [name in set(e.get("strong", ())) for name in names]
    sides = _named_sides(plane, names, strong, wide, high)
    traces = []
    for named, symbol in sorted(set(zip(strong, symbols, strict=True))):
        rows = [i for i, p in enumerate(plane.points) if p and strong[i] == named and symbols[i] == symbol]
        if not rows:
            continue
        colour = style.ACCENT if named else style.ACCENT_SOFT
        trace: Spec = {
            "type": "scatter",
            "mode": "markers+text" if named else "markers",
            "x": [(plane.points[i] or (0, 0))[0] for i in rows],
            "y": [(plane.points[i] or (0, 0))[1] for i in rows],
            "marker": {"symbol": symbol, "size": 11, "color": colour, "line": {"color": style.WHITE, "width": 1}},
            "cliponaxis": False,
            "customdata": [[names[i], said[i]] for i in rows],
            "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        }
        if symbol.endswith("-open"):
            # Hollow marks take their line from the colour.
            trace["marker"]["line"] = {"width": 2}
        if named:
            trace["text"] = [names[i] for i in rows]
            trace["textposition"] = [_SIDES[sides[i]] for i in rows]
            trace["textfont"] = {"size": 12, "color": style.INK}
        traces.append(trace)
    return traces


def _named_sides(plane: kinds.Plane, names: list[str], strong: list[bool], wide: float, high: float) -> dict[int, str]:
    """On which side of its point each strong name stands."""
    x, y = wide / (plane.across[1] - plane.across[0]), high / abs(plane.up[1] - plane.up[0])
    down = plane.up[0] > plane.up[1]
    at = {
        i: ((p[0] - plane.across[0]) * x, ((p[1] - plane.up[1]) if down else (plane.up[1] - p[1])) * y)
        for i, p in enumerate(plane.points)
        if p
    }
    rows = [i for i in at if strong[i]]
    named = [(*at[i], text_px(names[i], 12)) for i in rows]
    return dict(zip(rows, scales.beside(named, list(at.values()), wide, high, 14, 6, 2), strict=True))
