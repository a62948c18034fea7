"""The evidence matrix and the contact calendar on screen."""

from pantau import style, text
from pantau.draw.screen.frame import HIDDEN, XAXIS, YAXIS, Spec, left_room, month_ticks, spec
from pantau.figures import Figure


def matrix(figure: Figure, phone: bool) -> Spec:
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
        return spec(
            data,
            38 * len(columns) + 92,
            {"l": 104, "r": 6, "t": 26, "b": 6},
            annotations=notes,
            shapes=shapes,
            xaxis={
                **XAXIS,
                "side": "top",
                "range": [-0.6, len(rows) + 0.6],
                "tickvals": list(range(len(rows))),
                "ticktext": [f"<b>{e['codes'][r]}</b>" for r in rows],
                "ticks": "",
                "showline": False,
            },
            yaxis={
                **YAXIS,
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
    return spec(
        data,
        32 * (len(rows) + 1) + 80,
        {"l": 118, "r": 4, "t": 4, "b": 4},
        annotations=notes,
        shapes=shapes,
        xaxis={**HIDDEN, "range": [-0.6, last + 2.35]},
        yaxis={
            **YAXIS,
            "showgrid": False,
            "range": [len(rows) + 0.6, -2.2],
            "tickvals": list(range(len(rows) + 1)),
            "ticktext": [*rows, "<b>Berlaku</b>"],
            "tickfont": {"size": 13, "color": style.INK},
        },
    )


def calendar(figure: Figure, phone: bool) -> Spec:
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
    return spec(
        data,
        19 * len(rows) + 52,
        {"l": left_room(rows, 12), "r": 4, "t": 2, "b": 40},
        plot_bgcolor=style.PANEL,
        xaxis={**XAXIS, "range": [-0.5, len(months) - 0.5], "tickvals": ticks, "ticktext": labels},
        yaxis={
            **YAXIS,
            "showgrid": False,
            "range": [len(rows) - 0.5, -0.5],
            "type": "category",
            "tickfont": {"size": 12, "color": style.INK},
        },
    )
