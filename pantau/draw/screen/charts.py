"""Bars, dots, slope, steps and stacks on screen."""

from typing import Any

from pantau import style, text
from pantau.draw.screen.frame import (
    HIDDEN,
    XAXIS,
    YAXIS,
    Spec,
    count_axis,
    left_room,
    month_ticks,
    reference_line,
    spec,
)
from pantau.figures import Figure


def months(figure: Figure, phone: bool) -> Spec:
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
                "customdata": [text.month(m) for m in rows[x]],
                "hovertemplate": f"<b>%{{customdata}}</b><br>{title}: %{{y}} {figure.unit}<extra></extra>",
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
    return spec(
        data,
        146 + (20 if notes else 0),
        {"t": 20 if notes else 10},
        barmode="stack",
        bargap=0.18,
        uniformtext={"minsize": 10, "mode": "hide"},
        annotations=notes,
        xaxis={**XAXIS, "range": [-0.6, len(months) - 0.4], "tickvals": ticks, "ticktext": labels},
        yaxis=count_axis(top),
    )


def ranked(figure: Figure, phone: bool) -> Spec:
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
    reference = [reference_line(at, words, vertical=True, side="top") for at, words in figure.encode.get("lines", ())]
    return spec(
        data,
        22 * len(rows) + 20 + (20 if reference else 0),
        {"l": left_room(names), "r": 74 if inner else 44, "t": 22 if reference else 2, "b": 4},
        barmode="overlay",
        xaxis={**HIDDEN, "range": [0, top * 1.02]},
        yaxis={**YAXIS, "showgrid": False, "autorange": "reversed", "tickfont": {"size": 13, "color": style.INK}},
        shapes=[line for line, _ in reference],
        annotations=[words for _, words in reference],
    )


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


def steps(figure: Figure, phone: bool) -> Spec:
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
    reference = [reference_line(at, words, vertical=False, side=side) for at, words, side in lines]
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
    return spec(
        data,
        300,
        {"l": 34, "r": 40},
        bargap=0.25,
        shapes=[line for line, _ in reference],
        annotations=[*[words for _, words in reference], end],
        xaxis={**XAXIS, "range": [-0.7, len(months) - 0.4], "tickvals": ticks, "ticktext": labels},
        yaxis=count_axis(top),
    )


def stack(figure: Figure, phone: bool) -> Spec:
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
                "marker": {"color": colour, "line": {"color": style.AXIS, "width": 0.7}},
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
    return spec(
        data,
        26 * len(names) + 16,
        {"l": left_room(names), "r": 30, "t": 2, "b": 4},
        barmode="stack",
        bargap=0.3,
        uniformtext={"minsize": 10, "mode": "hide"},
        annotations=notes,
        xaxis={**HIDDEN, "range": [0, max([*totals, 1.0]) * 1.02]},
        yaxis={**YAXIS, "showgrid": False, "autorange": "reversed", "tickfont": {"size": 13, "color": style.INK}},
    )
