"""Sets on screen: people an exact combination as bars, the sets it is made of as dots below."""

from pantau import style, text
from pantau.draw import kinds
from pantau.draw.scales import number_ticks
from pantau.draw.screen.frame import HIDDEN, YAXIS, Spec, note, row_axis, spec
from pantau.figures import Figure

_BARS, _ROW = 190, 24


def upset(figure: Figure, phone: bool) -> Spec:
    """Bars by size with the verdict's letter at their foot; a closed combination has its dots and its word, no bar."""
    columns = kinds.combinations(figure)
    titles = [title for _, title in figure.encode["rows"]]
    axis, left = row_axis(titles, phone)
    top = max([c.value for c in columns if c.value is not None] + [1.0])
    high = _ROW * (len(titles) + 1)
    split = high / (_BARS + high)
    hover = [[c.name, f"{_told(figure, c)}<br>{c.word}"] for c in columns]
    said = {"customdata": hover, "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>"}
    across = list(range(len(columns)))
    shown = [i for i in across if columns[i].value is not None]
    bars = {
        "type": "bar",
        "x": shown,
        "y": [columns[i].value for i in shown],
        "width": 0.62,
        "marker": {"color": [columns[i].colour for i in shown]},
        "text": [text.number(columns[i].value) for i in shown],
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "constraintext": "none",
        "textfont": {"size": 11 if phone else 13, "color": style.INK},
        **said,
        "customdata": [hover[i] for i in shown],
    }
    letters = {
        "type": "scatter",
        "mode": "markers+text",
        "x": across,
        "y": [-1] * len(columns),
        "yaxis": "y2",
        "text": [f"<b>{c.letter}</b>" for c in columns],
        "textfont": {"size": 11, "color": [style.ink_on(c.colour) for c in columns]},
        "marker": {"symbol": "square", "size": 15 if phone else 18, "color": [c.colour for c in columns]},
        **said,
    }
    layout = {
        "shapes": _stripes(len(titles), len(columns)),
        "annotations": [
            note(i, 0, figure.encode["closed"], xanchor="center", yanchor="bottom", textangle=-90, yshift=4)
            for i, c in enumerate(columns)
            if c.value is None
        ],
        "xaxis": {**HIDDEN, "range": [-0.6, len(columns) - 0.4], "anchor": "y2"},
        "yaxis": {
            **YAXIS,
            "domain": [split + 0.02, 1],
            "range": [0, top * 1.12],
            "tickvals": number_ticks(0, top, True),
            "tickformat": ",d",
            "zeroline": True,
            "zerolinecolor": style.AXIS,
        },
        "yaxis2": {**axis, "domain": [0, split], "range": [len(titles) - 0.5, -1.5], "showticklabels": True},
    }
    edges = {"l": left, "r": 6, "t": 10, "b": 4}
    return spec([bars, letters, *_dots(columns, len(titles), phone)], _BARS + high + 14, edges, **layout)


def _dots(columns: list[kinds.Combination], rows: int, phone: bool) -> list[Spec]:
    """Empty places in grey, held sets dark and joined."""
    size = 9 if phone else 12
    places = [(i, row, row in c.held) for i, c in enumerate(columns) for row in range(rows)]
    joined = [(i, row) for i, c in enumerate(columns) if c.held for row in (c.held[0], c.held[-1], None)]
    lines = {
        "type": "scatter",
        "mode": "lines",
        "x": [i if row is not None else None for i, row in joined],
        "y": [row for _, row in joined],
        "yaxis": "y2",
        "line": {"color": style.INK2, "width": 2},
        "hoverinfo": "skip",
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [i for i, _, _ in places],
        "y": [row for _, row, _ in places],
        "yaxis": "y2",
        "marker": {"size": size, "color": [style.INK2 if held else style.RULE for _, _, held in places]},
        "hoverinfo": "skip",
        "unselected": {"marker": {"opacity": 1}},
    }
    return [lines, marks]


def _stripes(rows: int, columns: int) -> list[Spec]:
    """Every second row on grey, so that a dot is followed to its name."""
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "y2",
            "x0": -0.6,
            "x1": columns - 0.4,
            "y0": row - 0.5,
            "y1": row + 0.5,
            "fillcolor": style.PANEL,
            "line": {"width": 0},
            "layer": "below",
        }
        for row in range(0, rows, 2)
    ]


def _told(figure: Figure, column: kinds.Combination) -> str:
    return figure.encode["closed"] if column.value is None else text.count(column.value, figure.unit)
