"""Waiting times on screen: step curves of what share was done by when, and a median with its reach a row."""

import math
from typing import Final

from pantau import style, text
from pantau.draw import kinds
from pantau.draw.screen.frame import XAXIS, YAXIS, Spec, count_axis, note, reference_line, row_axis, spec, text_px
from pantau.figures import Figure

# A curve of ten thousand cases looks the same with a step every half percent.
_FINEST: Final = 0.5


def ecdf(figure: Figure, phone: bool) -> Spec:
    """What share was done within how many hours, one step curve a series; what is still open stands apart on top."""
    e = figure.encode
    curves = kinds.curves(figure)
    ticks, left, right = kinds.hour_axis(figure)
    data: list[Spec] = []
    for key, (title, colour, dash) in e["names"].items():
        curve = _thinned(curves.get(key, []))
        if not curve:
            continue
        count = e.get("n", {}).get(key, "")
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": title,
                "x": [left, *[at for at, _ in curve], right],
                "y": [0, *[share for _, share in curve], curve[-1][1]],
                "line": {"color": colour, "width": 2.5, "dash": dash, "shape": "hv"},
                "customdata": ["", *[f"{kinds.share(p, count)} dalam {kinds.hours(at)}" for at, p in curve], ""],
                "hovertemplate": f"<b>{title}</b>{f', {count}' if count else ''}<br>%{{customdata}}<extra></extra>",
            }
        )
    shapes: list[Spec] = []
    notes: list[Spec] = []
    if e.get("open"):
        still, words = e["open"]
        box = {"x0": 0, "x1": 1, "xref": "paper", "y0": 100 - float(still), "y1": 100}
        shapes.append({"type": "rect", **box, "fillcolor": style.TRACK, "line": {"width": 0}, "layer": "below"})
        notes.append(note(0, 100, words, xref="paper", yanchor="top", xshift=4, yshift=-1))
    if e.get("target"):
        at, words = e["target"]
        line, named = reference_line(float(at), words, vertical=True)
        # Shapes on a logarithmic axis take the value, words its logarithm.
        shapes.append(line)
        notes.append({**named, "x": math.log10(float(at))})
    labels = [words.replace(" ", "<br>") if phone else words for _, words in ticks]
    return spec(
        data,
        300,
        {"l": 48, "r": 14, "t": 24 if e.get("target") else 10, "b": 38 if phone else 26},
        shapes=shapes,
        annotations=notes,
        xaxis={
            **XAXIS,
            "type": "log",
            "range": [round(math.log10(left), 4), round(math.log10(right), 4)],
            "tickvals": [at for at, _ in ticks],
            "ticktext": labels,
        },
        yaxis={
            **YAXIS,
            "range": [0, 101],
            "tickvals": [0, 25, 50, 75, 100],
            "ticktext": [text.percent(v) for v in (0, 25, 50, 75, 100)],
        },
    )


def _thinned(curve: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The steps a screen can show; the first and the last always stay."""
    kept: list[tuple[float, float]] = []
    for step in curve:
        if not kept or step is curve[-1] or step[1] - kept[-1][1] >= _FINEST:
            kept.append(step)
    return kept


def ranges(figure: Figure, phone: bool) -> Spec:
    """One distribution a row: dot at the median, bar over the middle half, tick at P90, own deadline a tall tick."""
    e = figure.encode
    parts, written = kinds.reach(figure), [str(words) for words in figure.frame[e["text"]]]
    lines = [(float(at), words) for at, words in e.get("lines", ())]
    top = max([v for values in parts.values() for v in values if v is not None] + [at for at, _ in lines] + [1.0])
    axis, left = row_axis(list(figure.frame[e["label"]]), phone)
    reference = [reference_line(at, words, vertical=True) for at, words in lines]
    absent = [note(0, i, "belum ada", xshift=6, colour=style.INK3) for i, v in enumerate(parts["median"]) if v is None]
    beside = [note(1, i, words, xref="paper", xshift=8, colour=style.INK) for i, words in enumerate(written)]
    right = 14 + round(max(text_px(words, 12) for words in written))
    return spec(
        [*_spans(parts), *_ticks(parts), _medians(figure, parts)],
        30 * len(written) + 34 + (20 if reference else 0),
        {
            "l": left,
            "r": right,
            "t": 22 if reference else 4,
            "b": 28,
        },
        shapes=[line for line, _ in reference],
        annotations=[*[words for _, words in reference], *absent, *beside],
        xaxis={**count_axis(top), "range": [-top * 0.03, top * 1.03]},
        yaxis=axis,
    )


def _spans(parts: dict[str, list[float | None]]) -> list[Spec]:
    """A thin line up to P90 under the bar over the middle half; one trace each for all rows."""
    traces = []
    for start, end, width in (("high", "p90", 1.5), ("low", "high", 9)):
        rows = [(i, a, b) for i, (a, b) in enumerate(zip(parts[start], parts[end], strict=True)) if None not in (a, b)]
        across = [v for _, a, b in rows for v in (a, b, None)]
        down = [v for i, *_ in rows for v in (i, i, None)]
        line = {"color": style.ACCENT_SOFT, "width": width}
        traces.append({"type": "scatter", "mode": "lines", "x": across, "y": down, "line": line, "hoverinfo": "skip"})
    return traces


def _ticks(parts: dict[str, list[float | None]]) -> list[Spec]:
    """P90 as a short tick, the row's own deadline as a tall one."""
    traces = []
    for part, colour, size, width in (("p90", style.INK2, 9, 2), ("limit", style.AMBER_LINE, 22, 3)):
        rows = [(v, i) for i, v in enumerate(parts[part]) if v is not None]
        marker = {"symbol": "line-ns", "size": size, "line": {"color": colour, "width": width}}
        place = {"x": [v for v, _ in rows], "y": [i for _, i in rows]}
        whole: Spec = {"unselected": {"marker": {"opacity": 1}}, "hoverinfo": "skip"}
        traces.append({"type": "scatter", "mode": "markers", **place, "marker": marker, **whole})
    return [trace for trace in traces if trace["x"]]


def _medians(figure: Figure, parts: dict[str, list[float | None]]) -> Spec:
    e = figure.encode
    titles = (("median", "median"), ("low", "P25"), ("high", "P75"), ("p90", "P90"), ("limit", "tenggat"))
    hover = []
    for i, words in enumerate(figure.frame[e["text"]]):
        said = [f"{title} {text.whole(parts[part][i])}" for part, title in titles if parts[part][i] is not None]
        hover.append(f"{words}<br>{', '.join(said)} {figure.unit}" if said else str(words))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": parts["median"],
        "y": list(range(len(hover))),
        "marker": {"color": style.ACCENT, "size": 12, "line": {"color": style.WHITE, "width": 1}},
        "cliponaxis": False,
        "customdata": [[str(name), said] for name, said in zip(figure.frame[e["label"]], hover, strict=True)],
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    }
