"""A figure on screen: plain plotly dictionaries.

Dictionaries, not plotly objects: building one costs microseconds and carries no template over the wire.
Every drawing function takes the figure and whether the reader holds a phone, and returns
{"data": [...], "layout": {...}}.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd

from pantau import style, text
from pantau.figures import Figure, class_of, class_title

Spec = dict[str, Any]

CONFIG: Final[Mapping[str, Any]] = {
    "displayModeBar": False,
    "scrollZoom": False,
    # Without this plotly asks its own CDN for a world map before drawing any area.
    "topojsonURL": "/app/static/un/",
}
_LAYOUT: Final[Mapping[str, Any]] = {
    "paper_bgcolor": style.WHITE,
    "plot_bgcolor": style.WHITE,
    "separators": ",.",
    "showlegend": False,
    "dragmode": False,
    "font": {"family": style.FONT, "size": 13, "color": style.INK2},
    "hoverlabel": {"bgcolor": style.WHITE, "bordercolor": style.RULE, "font": {"size": 13, "color": style.INK}},
}
_XAXIS: Final[Mapping[str, Any]] = {
    "showgrid": False,
    "zeroline": False,
    "linecolor": style.AXIS,
    "ticks": "outside",
    "ticklen": 4,
    "tickcolor": style.AXIS,
    "tickfont": {"size": 12, "color": style.INK3},
    "fixedrange": True,
}
_YAXIS: Final[Mapping[str, Any]] = {
    "gridcolor": style.GRID,
    "gridwidth": 1,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "tickfont": {"size": 12, "color": style.INK3},
    "fixedrange": True,
}
_HIDDEN: Final[Mapping[str, Any]] = {"visible": False, "fixedrange": True}


def draw(figure: Figure, phone: bool = False) -> Spec:
    """The plotly dictionary of a figure; KeyError for a kind that has no screen drawing ("villages" is a map)."""
    return _DRAWINGS[figure.kind](figure, phone)


def _spec(data: list[Spec], height: int, margin: Mapping[str, int], **layout: Any) -> Spec:
    edges = {"l": 22, "r": 4, "t": 10, "b": 38, "pad": 0} | dict(margin)
    return {"data": data, "layout": {**_LAYOUT, "height": height, "margin": edges, **layout}}


def month_ticks(months: list[Any], most: int) -> tuple[list[int], list[str]]:
    """Positions and labels for at most `most` months: the month's name over its year, evenly spread from the first."""
    step = next(s for s in (1, 2, 3, 4, 6, 12, 24, 36, 60, 120) if len(months) <= s * most or s == 120)
    if step >= 12:
        first = next((i for i, m in enumerate(months) if pd.Timestamp(m).month == 1), 0)
        places = list(range(first, len(months), step))
        return places, [str(pd.Timestamp(months[i]).year) for i in places]
    places = list(range(0, len(months), step))
    return places, [f"{text.month_name(months[i])}<br>{pd.Timestamp(months[i]).year}" for i in places]


def _left(names: list[Any], size: int = 13) -> int:
    """Room for the longest row name, in px; Source Sans is about half as wide as high."""
    return 14 + round(max([len(str(name)) for name in names] + [8]) * size * 0.52)


def _count_axis(top: float) -> Spec:
    """A value axis from zero with whole-number ticks, three to five of them."""
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000) if top / s <= 5), 10000)
    return {**_YAXIS, "range": [0, max(top * 1.12, 1)], "dtick": step, "tickformat": ",d"}


def _months(figure: Figure, phone: bool) -> Spec:
    x, y, series = (figure.encode[k] for k in ("x", "y", "series"))
    months = sorted(figure.frame[x].unique())
    place = {month: i for i, month in enumerate(months)}
    data: list[Spec] = []
    total = figure.frame.groupby(x)[y].sum()
    top = float(total.max()) if len(total) else 0.0
    for code, (title, colour) in figure.encode["names"].items():
        rows = figure.frame[(figure.frame[series] == code) & (figure.frame[y] > 0)]
        if rows.empty:
            continue
        data.append(
            {
                "type": "bar",
                "name": title,
                "x": [place[m] for m in rows[x]],
                "y": [float(v) for v in rows[y]],
                "marker": {"color": colour, "line": {"color": style.WHITE, "width": 0.5}},
                # Letters need a bar about 16 px wide; on a long axis the legend alone names the hazard.
                "text": [code] * len(rows) if len(figure.encode["names"]) > 1 and len(months) <= 30 else None,
                "textposition": "inside",
                "textangle": 0,
                "constraintext": "none",
                "insidetextfont": {"size": 10, "color": style.ink_on(colour)},
                "customdata": [
                    [f"{text.month(m)}", text.count(v, figure.unit)] for m, v in zip(rows[x], rows[y], strict=True)
                ],
                "hovertemplate": f"<b>%{{customdata[0]}}</b><br>{title}: %{{customdata[1]}}<extra></extra>",
            }
        )
    ticks, labels = month_ticks(months, 5 if phone else 9)
    notes = []
    if figure.encode.get("annotation"):
        month, words = figure.encode["annotation"]
        at = place[month]
        notes.append(
            {
                "x": at,
                "y": float(total[month]),
                "xanchor": "right" if at > len(months) / 2 else "left",
                "yanchor": "bottom",
                "xshift": -6 if at > len(months) / 2 else 6,
                "text": words,
                "showarrow": False,
                "font": {"size": 12, "color": style.INK},
            }
        )
    return _spec(
        data,
        146 + (20 if notes else 0),
        {"t": 20 if notes else 10},
        barmode="stack",
        bargap=0.18,
        uniformtext={"minsize": 10, "mode": "hide"},
        annotations=notes,
        xaxis={**_XAXIS, "range": [-0.6, len(months) - 0.4], "tickvals": ticks, "ticktext": labels},
        yaxis=_count_axis(top),
    )


def _ranked(figure: Figure, phone: bool) -> Spec:
    rows = figure.frame
    label, value = figure.encode["label"], figure.encode["value"]
    values = [text.finite(v) for v in rows[value]]
    top = max([v for v in values if v is not None] + [float(figure.encode.get("top", 0))] + [1e-9])
    strong = set(figure.encode.get("strong", ()))
    names = list(rows[label])
    inner = figure.encode.get("inner")
    colours = [style.ACCENT if n in strong else style.ACCENT_SOFT for n in names]
    written = list(rows[figure.encode["text"]])
    data: list[Spec] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": names,
            "x": [v or 0 for v in values],
            "marker": {"color": style.ACCENT_FAINT if inner else colours},
            "width": 0.66,
            "text": written,
            "textposition": "outside",
            "cliponaxis": False,
            "constraintext": "none",
            "textfont": {"size": 13, "color": style.INK},
            "customdata": written,
            "hovertemplate": "<b>%{y}</b><br>%{customdata}<extra></extra>",
        }
    ]
    if inner:
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": names,
                "x": [text.finite(v) or 0 for v in rows[inner]],
                "marker": {"color": style.ACCENT},
                "width": 0.3,
                "hoverinfo": "skip",
            }
        )
    reference = [_reference_line(at, words, vertical=True, side="top") for at, words in figure.encode.get("lines", ())]
    return _spec(
        data,
        22 * len(rows) + 20 + (20 if reference else 0),
        {"l": _left(names), "r": 74 if inner else 44, "t": 22 if reference else 2, "b": 4},
        barmode="overlay",
        xaxis={**_HIDDEN, "range": [0, top * 1.02]},
        yaxis={**_YAXIS, "showgrid": False, "autorange": "reversed", "tickfont": {"size": 13, "color": style.INK}},
        shapes=[line for line, _ in reference],
        annotations=[words for _, words in reference],
    )


def _reference_line(at: float, words: str, vertical: bool, side: str = "") -> tuple[Spec, Spec]:
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


def _dots(figure: Figure, phone: bool) -> Spec:
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
    notes += [
        {
            "x": 1,
            "xref": "paper",
            "y": name,
            "xanchor": "right",
            "text": words,
            "xshift": 62,
            "showarrow": False,
            "font": {"size": 12, "color": style.INK},
        }
        for name, words in zip(names, rows[figure.encode["text"]], strict=True)
    ]
    suffix = "%" if figure.unit.startswith("persen") else ""
    return _spec(
        data,
        21 * len(rows) + 46,
        {"l": _left(names), "r": 70, "t": 4, "b": 28},
        annotations=notes,
        xaxis={**_count_axis(top), "range": [-top * 0.06, top * 1.05], "ticksuffix": f" {suffix}" if suffix else ""},
        yaxis={
            **_YAXIS,
            "autorange": "reversed",
            "tickfont": {"size": 12 if phone else 13, "color": style.INK},
            "type": "category",
        },
    )


def _slope(figure: Figure, phone: bool) -> Spec:
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
    return _spec(
        data,
        300,
        {"l": 4, "r": 4, "b": 48},
        annotations=numbers,
        shapes=stems,
        xaxis={
            **_XAXIS,
            "range": [-0.75, 1.75],
            "showline": False,
            "ticks": "",
            "tickvals": [0, 1],
            "ticktext": labels,
            "tickfont": {"size": 13, "color": style.INK2},
        },
        yaxis={**_HIDDEN, "range": [low - room, high + room * 0.5]},
    )


def _steps(figure: Figure, phone: bool) -> Spec:
    months = list(figure.frame[figure.encode["x"]])
    total = [float(v) for v in figure.frame[figure.encode["total"]]]
    new = [float(v) for v in figure.frame[figure.encode["new"]]]
    places = list(range(len(months)))
    hover = [
        f"<b>{text.month(m)}</b><br>{text.number(t)} {figure.unit}, {text.number(n)} baru"
        for m, t, n in zip(months, total, new, strict=True)
    ]
    data: list[Spec] = [
        {"type": "bar", "x": places, "y": new, "marker": {"color": style.ACCENT_FAINT}, "hoverinfo": "skip"},
        {
            "type": "scatter",
            "mode": "lines",
            "x": [p - 0.5 for p in places] + [len(months) - 0.5],
            "y": [*total, total[-1]],
            "line": {"color": style.ACCENT, "width": 2.5, "shape": "hv"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": places,
            "y": total,
            "marker": {"color": style.ACCENT, "opacity": 0, "size": 14},
            "customdata": hover,
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]
    lines = figure.encode.get("lines", ())
    reference = [_reference_line(at, words, vertical=False, side=side) for at, words, side in lines]
    end = {
        "x": len(months) - 0.5,
        "y": total[-1],
        "text": f"<b>{text.number(total[-1])}</b>",
        "xanchor": "left",
        "xshift": 5,
        "showarrow": False,
        "font": {"size": 15, "color": style.ACCENT},
    }
    ticks, labels = month_ticks(months, 4 if phone else 8)
    top = max([*total, *[float(at) for at, *_ in lines], 1.0])
    return _spec(
        data,
        300,
        {"l": 34, "r": 40},
        bargap=0.25,
        shapes=[line for line, _ in reference],
        annotations=[*[words for _, words in reference], end],
        xaxis={**_XAXIS, "range": [-0.7, len(months) - 0.4], "tickvals": ticks, "ticktext": labels},
        yaxis=_count_axis(top),
    )


def _matrix(figure: Figure, phone: bool) -> Spec:
    """Shape + letter + colour a cell; rows are kecamatan on a desk, indicators on a phone."""
    e = figure.encode
    rows, columns = list(e["rows"]), list(e["columns"])
    groups = [g for g, _ in e["groups"]]
    gap, at, before = 0.4, {}, None
    offset = 0.0
    for i, code in enumerate(columns):
        if before is not None and e["group_of"][code] != before:
            offset += gap
        at[code], before = i + offset, e["group_of"][code]
    line = {row: i for i, row in enumerate(rows)}
    shrink = 0.78 if phone else 1.0
    data: list[Spec] = []
    for state, mark in style.EVIDENCE.items():
        cells = figure.frame[figure.frame[e["state"]] == state]
        if cells.empty:
            continue
        across = [at[c] for c in cells[e["column"]]]
        down = [line[r] for r in cells[e["row"]]]
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": down if phone else across,
                "y": across if phone else down,
                "text": [f"<b>{mark.letter}</b>"] * len(cells),
                "textfont": {"size": 11 if phone else 12, "color": mark.ink},
                "marker": {
                    "symbol": mark.symbol,
                    "size": mark.size * shrink,
                    "color": mark.line if "open" in mark.symbol else mark.fill,
                    "line": {"color": mark.line, "width": 2 if mark.symbol != "diamond" else 1.4},
                },
                "cliponaxis": False,
                "customdata": [
                    [r, c, f"<b>{r} · {c}</b><br>{e['names'][c]}<br>{mark.title}{extra}"]
                    for r, c, extra in zip(cells[e["row"]], cells[e["column"]], cells[e["detail"]], strict=True)
                ],
                "hovertemplate": "%{customdata[2]}<extra></extra>",
            }
        )
    heads = [f"<b>{c[3:]}</b>{' ' if phone else '<br>'}{e['short'][c]}" for c in columns]
    last = at[columns[-1]]
    right = {r: e["row_margin"][r] for r in rows}
    notes: list[Spec] = []
    shapes: list[Spec] = []
    rule = {"type": "line", "line": {"color": style.RULE, "width": 1}, "layer": "below"}
    plain = {"showarrow": False, "font": {"size": 12, "color": style.INK2}}
    if phone:
        notes += [
            {**plain, "x": len(rows) - 0.2, "y": at[c], "xanchor": "left", "text": e["column_margin"][c]}
            for c in columns
        ]
        notes += [
            {
                **plain,
                "x": line[r],
                "y": last + 0.9,
                "text": f"<b>{right[r].split('/')[0]}</b><br>/{right[r].split('/')[1]}",
            }
            for r in rows
        ]
        shapes += [{**rule, "x0": -0.5, "x1": len(rows) + 0.6, "y0": at[c] + 0.5, "y1": at[c] + 0.5} for c in columns]
        return _spec(
            data,
            38 * len(columns) + 92,
            {"l": 104, "r": 6, "t": 26, "b": 6},
            annotations=notes,
            shapes=shapes,
            xaxis={
                **_XAXIS,
                "side": "top",
                "range": [-0.6, len(rows) + 0.6],
                "tickvals": list(range(len(rows))),
                "ticktext": [f"<b>{e['codes'][r]}</b>" for r in rows],
                "ticks": "",
                "showline": False,
            },
            yaxis={
                **_YAXIS,
                "showgrid": False,
                "range": [last + 1.5, -0.6],
                "tickvals": [at[c] for c in columns],
                "ticktext": heads,
                "tickfont": {"size": 12, "color": style.INK},
            },
        )
    notes += [
        {
            **plain,
            "x": last + 2.25,
            "y": line[r],
            "xanchor": "right",
            "text": f"<b>{right[r]}</b>",
            "font": {"size": 13, "color": style.INK},
        }
        for r in rows
    ]
    notes += [{**plain, "x": at[c], "y": len(rows), "text": e["column_margin"][c]} for c in columns]
    notes += [
        {**plain, "x": at[c], "y": -0.58, "yanchor": "bottom", "text": h} for c, h in zip(columns, heads, strict=True)
    ]
    notes += [
        {
            **plain,
            "x": min(at[c] for c in columns if e["group_of"][c] == g) - 0.4,
            "y": -1.95,
            "xanchor": "left",
            "text": title,
        }
        for g, title in e["groups"]
        if g in groups
    ]
    notes.append({**plain, "x": last + 2.25, "y": -0.75, "xanchor": "right", "text": "<b>Berlaku</b>"})
    shapes += [{**rule, "x0": -0.6, "x1": last + 2.3, "y0": i - 0.5, "y1": i - 0.5} for i in range(len(rows) + 1)]
    for row in rows:
        done, of = (int(n) for n in right[row].split("/"))
        bar = {"type": "rect", "line": {"width": 0}, "y0": line[row] - 0.14, "y1": line[row] + 0.14, "x0": last + 0.75}
        shapes.append({**bar, "x1": last + 1.65, "fillcolor": style.TRACK})
        shapes.append({**bar, "x1": last + 0.75 + 0.9 * (done / of if of else 0), "fillcolor": style.ACCENT})
    return _spec(
        data,
        34 * (len(rows) + 1) + 84,
        {"l": 118, "r": 4, "t": 4, "b": 4},
        annotations=notes,
        shapes=shapes,
        xaxis={**_HIDDEN, "range": [-0.6, last + 2.35]},
        yaxis={
            **_YAXIS,
            "showgrid": False,
            "range": [len(rows) + 0.6, -2.2],
            "tickvals": list(range(len(rows) + 1)),
            "ticktext": [*rows, "<b>Berlaku</b>"],
            "tickfont": {"size": 13, "color": style.INK},
        },
    )


def _calendar(figure: Figure, phone: bool) -> Spec:
    """Rows by months; the number stands in the cell, silence is a dot on panel grey, never a pale blue."""
    e = figure.encode
    months, rows = list(e["months"]), list(e["rows"])
    values = {
        (r, m): v
        for r, m, v in zip(figure.frame[e["row"]], figure.frame[e["x"]], figure.frame[e["value"]], strict=True)
    }
    grid = [[text.finite(values.get((r, m))) for m in months] for r in rows]
    top = max([v for line in grid for v in line if v is not None] + [1.0])
    shade = [[None if v is None else (0 if v == 0 else 0.25 + 0.75 * v / top) for v in line] for line in grid]
    words = [["" if v is None else ("0" if v == 0 else text.number(v)) for v in line] for line in grid]
    hover = [
        [
            f"<b>{r}, {text.month(m)}</b><br>{'belum melapor' if v is None else text.count(v, figure.unit)}"
            for m, v in zip(months, line, strict=True)
        ]
        for r, line in zip(rows, grid, strict=True)
    ]
    silent = [(i, r) for r, line in zip(rows, grid, strict=True) for i, v in enumerate(line) if v is None]
    data: list[Spec] = [
        {
            "type": "heatmap",
            "x": list(range(len(months))),
            "y": rows,
            "z": shade,
            "zmin": 0,
            "zmax": 1,
            "colorscale": [[0, style.WHITE], [0.25, style.RAMP[0]], [0.6, style.RAMP[1]], [1, style.RAMP[2]]],
            "showscale": False,
            "xgap": 1,
            "ygap": 1,
            "text": words,
            "texttemplate": "%{text}",
            "textfont": {"size": 10 if phone else 11},
            "customdata": hover,
            "hovertemplate": "%{customdata}<extra></extra>",
            "hoverongaps": True,
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [i for i, _ in silent],
            "y": [r for _, r in silent],
            "marker": {"symbol": "line-ne", "size": 7, "line": {"color": style.HATCH, "width": 1}},
            "hoverinfo": "skip",
        },
    ]
    ticks, labels = month_ticks(months, 5 if phone else 12)
    return _spec(
        data,
        19 * len(rows) + 52,
        {"l": _left(rows, 12), "r": 4, "t": 2, "b": 40},
        plot_bgcolor=style.PANEL,
        xaxis={**_XAXIS, "range": [-0.5, len(months) - 0.5], "tickvals": ticks, "ticktext": labels},
        yaxis={
            **_YAXIS,
            "showgrid": False,
            "range": [len(rows) - 0.5, -0.5],
            "type": "category",
            "tickfont": {"size": 12, "color": style.INK},
        },
    )


def _stack(figure: Figure, phone: bool) -> Spec:
    e = figure.encode
    names = list(figure.frame[e["label"]])
    data: list[Spec] = []
    for column, title, colour in e["segments"]:
        values = [float(v) for v in figure.frame[column]]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": title,
                "y": names,
                "x": values,
                "marker": {"color": colour, "line": {"color": style.WHITE, "width": 0.5}},
                "text": [text.number(v) if v else "" for v in values],
                "textposition": "inside",
                "textangle": 0,
                "insidetextanchor": "middle",
                "constraintext": "none",
                "insidetextfont": {"size": 11, "color": style.ink_on(colour)},
                "customdata": [text.count(v, figure.unit) for v in values],
                "hovertemplate": f"<b>%{{y}}</b><br>{title}: %{{customdata}}<extra></extra>",
            }
        )
    totals = [float(v) for v in figure.frame[e["total"]]]
    notes = [
        {
            "x": t,
            "y": n,
            "text": f"<b>{text.number(t)}</b>",
            "xanchor": "left",
            "xshift": 5,
            "showarrow": False,
            "font": {"size": 13, "color": style.INK},
        }
        for n, t in zip(names, totals, strict=True)
    ]
    return _spec(
        data,
        26 * len(names) + 16,
        {"l": _left(names), "r": 30, "t": 2, "b": 4},
        barmode="stack",
        bargap=0.3,
        uniformtext={"minsize": 10, "mode": "hide"},
        annotations=notes,
        xaxis={**_HIDDEN, "range": [0, max([*totals, 1.0]) * 1.02]},
        yaxis={**_YAXIS, "showgrid": False, "autorange": "reversed", "tickfont": {"size": 13, "color": style.INK}},
    )


def _areas(figure: Figure, phone: bool) -> Spec:
    """Areas by class, drawn as SVG; borders come by URL, so only a handful of values cross the wire."""
    e = figure.encode
    rows, bounds = figure.frame, e["bounds"]
    base = {"type": "choropleth", "geojson": e["geojson"], "featureidkey": "properties.kode", "zmin": 0, "zmax": 1}
    line = {"color": e.get("line", style.INK2), "width": e.get("line_width", 0.9)}
    data: list[Spec] = []
    classes: dict[str, tuple[str, str]] = {"nihil": ("nihil", style.WHITE), "belum": ("belum melapor", style.PANEL)}
    classes |= {str(i): (class_title(b), style.RAMP[i]) for i, b in enumerate(bounds)}
    belongs = [_class_key(v, bounds) for v in rows[e["value"]]]
    for key, (title, colour) in classes.items():
        part = rows[[b == key for b in belongs]]
        if part.empty:
            continue
        data.append(
            {
                **base,
                "name": title,
                "locations": list(part[e["code"]]),
                "z": [1] * len(part),
                "colorscale": [[0, colour], [1, colour]],
                "showscale": False,
                "marker": {"line": line},
                "customdata": [
                    [c, n, w] for c, n, w in zip(part[e["code"]], part[e["label"]], part[e["text"]], strict=True)
                ],
                "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
                "unselected": {"marker": {"opacity": 1}},
            }
        )
    hatch = e.get("hatch", {})
    silent = [code for code, b in zip(rows[e["code"]], belongs, strict=True) if b == "belum" and code in hatch]
    if silent:
        lon: list[float | None] = []
        lat: list[float | None] = []
        for code in silent:
            lon += hatch[code][0]
            lat += hatch[code][1]
        data.append(
            {
                "type": "scattergeo",
                "mode": "lines",
                "lon": lon,
                "lat": lat,
                "line": {"color": "#C3CBD0", "width": 1},
                "hoverinfo": "skip",
            }
        )
    for white in (False, True):
        part = rows[[(_ink(b) == style.WHITE) is white for b in belongs]]
        if "at" not in e or part.empty:
            continue
        data.append(
            {
                "type": "scattergeo",
                "mode": "text",
                "lon": [e["at"][c][0] for c in part[e["code"]]],
                "lat": [e["at"][c][1] for c in part[e["code"]]],
                "text": [f"{n}<br><b>{w}</b>" for n, w in zip(part[e["label"]], part[e["short"]], strict=True)],
                "textfont": {
                    "size": 11 if e.get("height", 342) > 320 else 10,
                    "color": style.WHITE if white else style.INK,
                },
                "hoverinfo": "skip",
            }
        )
    west, south, east, north = e["box"]
    return _spec(
        data,
        e.get("height", 342),
        {"l": 0, "r": 0, "t": 0, "b": 0},
        uirevision=figure.id,
        geo={
            "visible": False,
            "projection": {"type": "mercator"},
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
            "bgcolor": style.WHITE,
        },
    )


def _class_key(value: Any, bounds: list[tuple[float, float]]) -> str:
    if text.missing(value):
        return "belum"
    index = class_of(value, bounds)
    return "nihil" if index is None else str(index)


def _ink(key: str) -> str:
    return style.RAMP_INK[int(key)] if key.isdigit() else style.INK


_DRAWINGS: Final[Mapping[str, Callable[[Figure, bool], Spec]]] = {
    "months": _months,
    "ranked": _ranked,
    "dots": _dots,
    "slope": _slope,
    "steps": _steps,
    "matrix": _matrix,
    "calendar": _calendar,
    "stack": _stack,
    "areas": _areas,
}
