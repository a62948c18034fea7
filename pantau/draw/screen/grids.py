"""Cells on screen: the evidence matrix, the contact calendar, tables of numbers."""

from typing import Final

from pantau import style, text
from pantau.draw import kinds
from pantau.draw.scales import month_ticks
from pantau.draw.screen.frame import HIDDEN, XAXIS, YAXIS, Spec, left_room, row_axis, spec, text_px, wrap
from pantau.figures import Figure

_CELL: Final = 28
# From white over three steps of the ramp; above this shade words are white.
_SHADES: Final = ((0, style.WHITE), (0.25, style.RAMP[0]), (0.6, style.RAMP[1]), (1, style.RAMP[2]))
_DARK: Final = 0.8
# Px that a table has in half a page and on a phone.
_DESK, _PHONE = 560, 350


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
    heads = [f"<b>{e.get('heads', {}).get(c, c)}</b>{' ' if phone else '<br>'}{e['short'][c]}" for c in columns]
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
    cells = [
        [r, m.isoformat(), f"{text.month(m)}</b><br>{'belum melapor' if v is None else text.count(v, figure.unit)}"]
        for r, line in zip(rows, grid, strict=True)
        for m, v in zip(months, line, strict=True)
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
            "colorscale": [[at, colour] for at, colour in _SHADES],
            "showscale": False,
            "xgap": 1,
            "ygap": 1,
            "text": words,
            "texttemplate": "%{text}",
            "textfont": {"size": 10 if phone else 11},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [i for i, _ in silent],
            "y": [r for _, r in silent],
            "marker": {"symbol": "line-ne", "size": 7, "line": {"color": style.HATCH, "width": 1}},
            "hoverinfo": "skip",
            "unselected": {"marker": {"opacity": 1}},
        },
        # Cells of a heat map cannot be chosen; unseen marks over them can.
        {
            "type": "scatter",
            "mode": "markers",
            "x": [i for _ in rows for i in range(len(months))],
            "y": [r for r in rows for _ in months],
            "marker": {"symbol": "square", "size": 18, "opacity": 0},
            "customdata": cells,
            "hovertemplate": "<b>%{customdata[0]}, %{customdata[2]}<extra></extra>",
            "unselected": {"marker": {"opacity": 0}},
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


def crosstab(figure: Figure, phone: bool) -> Spec:
    """A table of numbers as shaded cells: 0 is white with its 0, what was not reported is hatched."""
    e = figure.encode
    rows, columns = [str(row) for row in e["rows"]], [str(column) for column in e["columns"]]
    grid = kinds.cells(figure)
    top = max([cell.value or 0 for line in grid for cell in line] + [1e-9])
    shade = [
        [
            (None if not c.words else 0) if c.value is None else 0.25 + 0.75 * c.value / top if c.value else 0
            for c in line
        ]
        for line in grid
    ]
    axis, left = row_axis(rows, phone)
    heads, above, aside = _heads(columns, (_PHONE if phone else _DESK) - left)
    data: list[Spec] = [
        {
            "type": "heatmap",
            "z": shade,
            "zmin": 0,
            "zmax": 1,
            "colorscale": [[at, colour] for at, colour in _SHADES],
            "showscale": False,
            "xgap": 1,
            "ygap": 1,
            "hoverinfo": "skip",
        },
        *_silent(grid),
    ]
    # Cells of a heat map cannot be chosen; the words on them can, with an unseen mark behind.
    for ink in (style.INK, style.WHITE):
        on = [
            (x, y, cell)
            for y, line in enumerate(grid)
            for x, cell in enumerate(line)
            if (style.WHITE if (shade[y][x] or 0) > _DARK else style.INK) == ink
        ]
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [x for x, *_ in on],
                "y": [y for _, y, _ in on],
                "text": [cell.words for *_, cell in on],
                "textfont": {"size": 11 if phone else 12, "color": ink},
                "marker": {"symbol": "square", "size": _CELL, "opacity": 0},
                "customdata": [[rows[y], columns[x], cell.said] for x, y, cell in on],
                "hovertemplate": "<b>%{customdata[0]} · %{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
                "selected": {"marker": {"opacity": 0}},
                "unselected": {"marker": {"opacity": 0}, "textfont": {"color": ink}},
            }
        )
    return spec(
        [trace for trace in data if trace["type"] != "scatter" or trace["x"]],
        _CELL * len(rows) + above + 6,
        {"l": left, "r": aside, "t": above, "b": 4},
        plot_bgcolor=style.RULE,
        bargap=0,
        xaxis={
            **XAXIS,
            "side": "top",
            "range": [-0.5, len(columns) - 0.5],
            "tickvals": list(range(len(columns))),
            **heads,
            "ticks": "",
            "showline": False,
            "tickfont": {"size": 12, "color": style.INK2},
        },
        yaxis=axis,
    )


def _silent(grid: list[list[kinds.Cell]]) -> list[Spec]:
    """Hatching over the cells that were not reported."""
    absent = [
        (x, y) for y, line in enumerate(grid) for x, cell in enumerate(line) if cell.value is None and not cell.words
    ]
    hatch = {"shape": "/", "fgcolor": style.HATCH, "bgcolor": style.PANEL, "size": 6, "solidity": 0.15}
    trace = {
        "type": "bar",
        "x": [x for x, _ in absent],
        "y": [1] * len(absent),
        "base": [y - 0.5 for _, y in absent],
        "width": 1,
        "marker": {"color": style.PANEL, "line": {"color": style.RULE, "width": 1}, "pattern": hatch},
        # Choosing a cell must not make silence fade into a pale number.
        "unselected": {"marker": {"opacity": 1}},
        "hoverinfo": "skip",
    }
    return [trace] if absent else []


def _heads(columns: list[str], wide: float) -> tuple[Spec, int, int]:
    """Names of columns on up to three lines where these fit, else turned; with the px they need above and aside."""
    pitch = wide / max(len(columns), 1)
    letters = int((pitch - 6) / text_px("x", 12))
    if max(len(word) for column in columns for word in (column or " ").split(" ")) <= letters:
        lines = [wrap(column, letters, 3) for column in columns]
        most = max(len(each) for each in lines)
        return {"ticktext": ["<br>".join(each) for each in lines], "tickangle": 0}, 8 + 16 * most, 4
    names = [wrap(column, 20, 1)[0] for column in columns]
    long = max(text_px(name, 12) for name in names)
    if pitch > 34:
        return {"ticktext": names, "tickangle": -40}, 16 + round(long * 0.64), max(4, round(long * 0.76 - pitch / 2))
    return {"ticktext": names, "tickangle": -90}, 12 + round(long), 4
