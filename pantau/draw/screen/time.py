"""Time on screen: bars a month, a register as steps, progress against a pace; periods and numbered days on all."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, NamedTuple

from pantau import style, text
from pantau.draw import kinds, scales
from pantau.draw.screen.frame import XAXIS, Spec, count_axis, note, reference_line, spec, text_px
from pantau.figures import Figure

# A figure may stand in half a page: words must have room in about this many px.
_DESK, _PHONE = 520, 320
_STRIP: Final = 18


def months(figure: Figure, phone: bool) -> Spec:
    """Stacked bars a month on a complete axis, in front of what earlier years had."""
    e, x = figure.encode, figure.encode["x"]
    axis = sorted(figure.frame[x].unique())
    place = {month: i for i, month in enumerate(axis)}
    total = figure.frame.groupby(x)[e["y"]].sum()
    earlier = _earlier(figure, axis)
    notes = []
    if e.get("annotation"):
        month, words = e["annotation"]
        late = place[month] > len(axis) / 2
        side = {"xanchor": "right", "xshift": -6} if late else {"xshift": 6}
        notes.append(note(place[month], float(total[month]), words, yanchor="bottom", colour=style.INK, **side))
    span = (-0.6, len(axis) - 0.4)
    shapes, captions, above = time_marks(figure, scales.month_place(axis), span, phone)
    ticks, labels = scales.month_ticks(axis, 5 if phone else 9)
    above += 20 if notes else 10
    return spec(
        [*_bars(figure, place), *earlier.traces],
        136 + above,
        {"t": above},
        barmode="stack",
        bargap=0.18,
        uniformtext={"minsize": 10, "mode": "hide"},
        shapes=[*earlier.shapes, *shapes],
        annotations=[*notes, *captions],
        xaxis={**XAXIS, "range": list(span), "tickvals": ticks, "ticktext": labels},
        yaxis=count_axis(max(earlier.top, float(total.max()) if len(total) else 0.0)),
    )


def _bars(figure: Figure, place: dict[Any, int]) -> list[Spec]:
    """One trace a series, with its letters where a bar is wide enough."""
    e = figure.encode
    data: list[Spec] = []
    for code, (title, colour) in e["names"].items():
        rows = figure.frame[(figure.frame[e["series"]] == code) & (figure.frame[e["y"]] > 0)]
        if rows.empty:
            continue
        data.append(
            {
                "type": "bar",
                "name": title,
                "x": [place[m] for m in rows[e["x"]]],
                "y": [float(v) for v in rows[e["y"]]],
                "marker": {"color": colour, "line": {"color": style.WHITE, "width": 0.5}},
                # Letters need a bar about 16 px wide; on a long axis the legend alone names the hazard.
                "text": [code] * len(rows) if len(e["names"]) > 1 and len(place) <= 30 else None,
                "textposition": "inside",
                "textangle": 0,
                "constraintext": "none",
                "insidetextfont": {"size": 10, "color": style.ink_on(colour)},
                "customdata": [text.month(m) for m in rows[e["x"]]],
                "hovertemplate": f"<b>%{{customdata}}</b><br>{title}: %{{y}} {figure.unit}<extra></extra>",
            }
        )
    return data


class _Earlier(NamedTuple):
    """The band of earlier years behind bars: its shapes, what the pointer finds on it, and its highest value."""

    shapes: list[Spec]
    traces: list[Spec]
    top: float


def _earlier(figure: Figure, months: list[Any]) -> _Earlier:
    """Least to most of earlier years as one grey outline, their median as one line; months without them stay bare."""
    found = kinds.earlier(figure, months)
    if not found:
        return _Earlier([], [], 0.0)
    # One path for all months: a shape each would weigh a hundred times more.
    area = "".join(f"M{i - 0.5},{low:g}H{i + 0.5}V{high:g}H{i - 0.5}Z" for i, low, _, high in found)
    line = "".join(f"M{i - 0.5},{median:g}H{i + 0.5}" for i, _, median, _ in found)
    shape = {"type": "path", "layer": "below"}
    hover = [
        f"<b>{text.month(months[i])}</b>, lima tahun sebelumnya<br>median {text.whole(median)},"
        f" {text.whole(low)} sampai {text.whole(high)}"
        for i, low, median, high in found
    ]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [i for i, *_ in found],
        "y": [median for *_, median, _ in found],
        "marker": {"color": style.INK3, "opacity": 0, "size": 12},
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    shapes = [
        {**shape, "path": area, "fillcolor": style.TRACK, "line": {"width": 0}},
        {**shape, "path": line, "line": {"color": style.INK3, "width": 1.5}},
    ]
    return _Earlier(shapes, [trace], max(high for *_, high in found))


def time_marks(
    figure: Figure, place: Callable[[date], float], span: tuple[float, float], phone: bool
) -> tuple[list[Spec], list[Spec], int]:
    """Pale periods and numbered days: shapes, words above the drawing, and the px these words need."""
    low, high = span
    pixel = (high - low) / (_PHONE if phone else _DESK)
    marks = list(scales.marks(figure.encode, place, low, high))
    bands = list(scales.bands(figure.encode, place, low, high))
    across = {"y0": 0, "y1": 1, "yref": "paper"}
    above = {"yref": "paper", "yanchor": "bottom"}
    shapes: list[Spec] = []
    notes: list[Spec] = []
    for start, end, _ in bands:
        box = {"type": "rect", **across, "x0": start, "x1": max(end, start + 2 * pixel), "layer": "below"}
        shapes.append({**box, "fillcolor": style.AMBER_PALE, "line": {"color": style.AMBER, "width": 0.8}})
    widths = [text_px(words, 12) * pixel for *_, words in bands]
    rows = _STRIP if marks else 0
    for (start, end, words), side in zip(
        bands, scales.caption_sides([(a, b) for a, b, _ in bands], widths, low, high), strict=True
    ):
        if side:
            at, anchor = (start, "left") if side == "left" else (end, "right")
            notes.append(note(at, 1, words, xanchor=anchor, yshift=rows, colour=style.AMBER_LINE, **above))
    rows += _STRIP if notes else 0
    beside = scales.spread([at for at, _ in marks], 18 * pixel, low, high - 6 * pixel)
    for (at, number), shown in zip(marks, beside, strict=True):
        line = {"color": style.INK2, "width": 1, "dash": "1px,2px"}
        shapes.append({"type": "line", **across, "x0": at, "x1": at, "line": line})
        box = {"bordercolor": style.INK2, "borderwidth": 1, "borderpad": 2, "bgcolor": style.WHITE}
        words = f"<b>{number}</b>"
        notes.append(note(shown, 1, words, xanchor="center", size=11, colour=style.INK, **box, **above))
    return shapes, notes, rows


def steps(figure: Figure, phone: bool) -> Spec:
    """A register as steps over its new entries, published numbers as named lines."""
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
    ticks, labels = scales.month_ticks(months, 4 if phone else 8)
    span = (-0.7, len(months) - 0.4)
    shapes, captions, above = time_marks(figure, scales.month_place(months), span, phone)
    return spec(
        data,
        300 + above,
        {"l": 34, "r": 40, "t": 10 + above},
        bargap=0.25,
        shapes=[*[line for line, _ in reference], *shapes],
        annotations=[*[words for _, words in reference], *captions, _end(len(months) - 0.5, total[-1])],
        xaxis={**XAXIS, "range": list(span), "tickvals": ticks, "ticktext": labels},
        yaxis=count_axis(max([*total, *[float(at) for at, *_ in lines], 1.0])),
    )


def _end(x: float, value: float) -> Spec:
    """The last value, at the end of its line."""
    return note(x, value, f"<b>{text.whole(value)}</b>", xshift=5, size=15, colour=style.ACCENT)


def progress(figure: Figure, phone: bool) -> Spec:
    """What was reached up to now as steps on days, with the pace it needed and the target named on their lines."""
    e = figure.encode
    first, last = kinds.progress_days(figure)

    def place(on: date) -> float:
        return float((on - first).days)

    reached = kinds.reached(figure)
    places, values = [place(on) for on, _ in reached], [value for _, value in reached]
    data: list[Spec] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": places,
            "y": values,
            "line": {"color": style.ACCENT, "width": 2.5, "shape": "hv"},
            "customdata": [text.day(on) for on, _ in reached],
            "hovertemplate": f"<b>%{{customdata}}</b><br>%{{y}} {figure.unit}<extra></extra>",
        }
    ]
    notes = [_end(places[-1], values[-1])] if values else []
    tops = [*values, 1.0]
    shapes: list[Spec] = []
    if e.get("pace"):
        (start, low), (end, high), words = e["pace"]
        line = {"color": style.INK2, "width": 1.5, "dash": "6px,4px"}
        box = {"x0": place(scales.day(start)), "x1": place(scales.day(end)), "y0": float(low), "y1": float(high)}
        shapes.append({"type": "line", **box, "line": line})
        shift = {"xanchor": "right", "yanchor": "bottom", "xshift": -4, "yshift": 2, "bgcolor": "rgba(255,255,255,.8)"}
        at = box["x0"] + 0.62 * (box["x1"] - box["x0"])
        notes.append(note(at, box["y0"] + 0.62 * (box["y1"] - box["y0"]), words, **shift))
        tops += [float(low), float(high)]
    if e.get("target"):
        line_at, words_at = reference_line(float(e["target"][0]), e["target"][1], vertical=False, side="left")
        shapes.append(line_at)
        notes.append(words_at)
        tops.append(float(e["target"][0]))
    ticks = scales.day_ticks(first, last, 4 if phone else 8)
    labels = {"tickvals": [place(on) for on, _ in ticks], "ticktext": [words for _, words in ticks]}
    reach = max((last - first).days, 1)
    span = (-0.02 * reach, 1.02 * reach)
    marked, captions, above = time_marks(figure, place, span, phone)
    return spec(
        data,
        300 + above,
        {"l": 34, "r": 40, "t": 10 + above},
        shapes=[*shapes, *marked],
        annotations=[*notes, *captions],
        xaxis={
            **XAXIS,
            "range": list(span),
            **labels,
        },
        yaxis=count_axis(max(tops)),
    )
