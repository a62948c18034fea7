"""Weeks on screen: layers over time, and a share a week between the limits of chance."""

from datetime import date
from typing import Any, Final

from pantau import style, text
from pantau.draw import kinds, scales
from pantau.draw import weeks as on_weeks
from pantau.draw.screen.frame import PHONE, XAXIS, YAXIS, Spec, count_axis, note, reference_line, spec, text_px
from pantau.draw.screen.time import time_marks
from pantau.figures import Figure

# A figure may stand in half a page: words must have room in about this many px.
_DESK: Final = 520
_PLOT: Final = 260


def strata(figure: Figure, phone: bool) -> Spec:
    """Layers stacked over days, the name of each at its right end where it is thick enough; hover tells a whole day."""
    days, layers = on_weeks.strata(figure)
    first = days[0] if days else on_weeks.NO_DAY
    places = [(on - first).days for on in days]
    top = max([layers[-1].high[-1] if days else 0.0, *(v for layer in layers for v in layer.high), 1.0])
    data: list[Spec] = []
    for layer in layers:
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": places,
                "y": layer.high,
                "fill": "tonexty" if data else "tozeroy",
                "fillcolor": layer.colour,
                "line": {"color": style.INK3, "width": 0.7},
                "hoverinfo": "skip",
            }
        )
    data.append(_told(figure, days, places, layers))
    ends = [] if phone or not days else [each for each in layers if (each.high[-1] - each.low[-1]) / top * _PLOT >= 16]
    named = [
        note(places[-1], (each.low[-1] + each.high[-1]) / 2, each.title, xshift=6, colour=style.INK) for each in ends
    ]
    right = 12 + round(max([text_px(each.title, 12) for each in ends], default=0))
    return _time_spec(figure, phone, data, named, (first, days[-1] if days else first), right, count_axis(top))


def _told(figure: Figure, days: list[date], places: list[int], layers: list[on_weeks.Layer]) -> Spec:
    """What the pointer finds on a day: every layer with its number, the uppermost first."""
    hover = []
    for i, on in enumerate(days):
        said = [f"{each.title}: {text.count(each.high[i] - each.low[i], figure.unit)}" for each in reversed(layers)]
        hover.append([f"{on:%Y-%m-%d}", f"<b>{text.day(on)}</b><br>{'<br>'.join(said)}"])
    return {
        "type": "scatter",
        "mode": "markers",
        "x": places,
        "y": layers[-1].high if layers else [],
        "marker": {"color": style.ACCENT, "opacity": 0, "size": 14},
        "customdata": hover,
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }


def control(figure: Figure, phone: bool) -> Spec:
    """A share a week as a thin line between its limits; few cases make a hollow point, a point beyond is strong."""
    points = on_weeks.weeks(figure)
    first = points[0].on if points else on_weeks.NO_DAY
    places = [(point.on - first).days for point in points]
    line: Spec = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    limits = (
        on_weeks.held(points, "lower"),
        on_weeks.held(points, "upper"),
        [(float(at), p.centre) for at, p in zip(places, points, strict=True)],
    )
    data: list[Spec] = [
        {
            **line,
            "x": [at for at, _ in limit],
            "y": [value for _, value in limit],
            "line": {"color": style.INK3, "width": 1, "dash": dash},
        }
        for limit, dash in zip(limits, ("2px,3px", "2px,3px", "solid"), strict=True)
    ]
    data.append(
        {
            **line,
            "x": places,
            "y": [point.value for point in points],
            "line": {"color": style.ACCENT_SOFT, "width": 1.3},
        }
    )
    data.append(_points(points, places))
    notes: list[Spec] = []
    shapes: list[Spec] = []
    if figure.encode.get("target"):
        at, words = figure.encode["target"]
        target, named = reference_line(float(at), words, vertical=False, side="right")
        shapes = [{**target, "line": {"color": style.AMBER_LINE, "width": 1.5, "dash": "6px,3px"}}]
        notes = [{**named, "bgcolor": "rgba(255,255,255,.8)"}]
    room = (PHONE if phone else _DESK) - 70
    step = on_weeks.every(len(points), max([text_px(text.number(p.n), 11) for p in points], default=0) + 5, room)
    below = {"yref": "paper", "xanchor": "center", "yanchor": "top", "size": 11, "colour": style.INK3}
    notes += [
        note(at, 0, text.number(point.n), yshift=-1, **below)
        for i, (at, point) in enumerate(zip(places, points, strict=True))
        if i % step == 0
    ]
    notes.append(note(0, 0, "n", xref="paper", yshift=-1, xshift=-10, **below))
    shares = (0, 25, 50, 75, 100)
    axis = {
        **YAXIS,
        "range": [-4, 104],
        "tickvals": list(shares),
        "ticktext": [text.percent(v) for v in shares],
    }
    drawn = _time_spec(figure, phone, data, notes, (first, points[-1].on if points else first), 10, axis, shapes)
    drawn["layout"]["margin"] |= {"l": 46, "b": 56}
    drawn["layout"]["height"] += 18
    drawn["layout"]["xaxis"] |= {"ticks": "", "ticklabelstandoff": 16}
    return drawn


def _points(points: list[on_weeks.Week], places: list[int]) -> Spec:
    known = [(at, point) for at, point in zip(places, points, strict=True) if point.value is not None]
    hover = [
        f"<b>pekan {text.day(p.on)}</b><br>{kinds.share(p.value or 0, f'n={p.n:.0f}')}, n={text.number(p.n)}"
        + ("<br>di luar batas" if p.outside else "")
        for _, p in known
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [at for at, _ in known],
        "y": [p.value for _, p in known],
        "marker": {
            "symbol": ["diamond" if p.outside else "circle" for _, p in known],
            "size": [13 if p.outside else 8 for _, p in known],
            "color": [style.RED if p.outside else style.WHITE if p.small else style.ACCENT for _, p in known],
            "line": {"color": [style.INK if p.outside else style.ACCENT for _, p in known], "width": 1.5},
        },
        "cliponaxis": False,
        "customdata": [[f"{p.on:%Y-%m-%d}", words] for (_, p), words in zip(known, hover, strict=True)],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }


def _time_spec(
    figure: Figure,
    phone: bool,
    data: list[Spec],
    notes: list[Spec],
    span: tuple[date, date],
    right: int,
    values: Spec,
    shapes: list[Spec] | None = None,
) -> Spec:
    """Traces on days from the first, with the periods and numbered days of the page."""
    first, last = span
    reach = max((last - first).days, 1)
    low, high = -0.015 * reach, 1.015 * reach

    def place(on: date) -> float:
        return float((on - first).days)

    marked, captions, above = time_marks(figure, place, (low, high), phone)
    ticks = scales.day_ticks(first, last, 4 if phone else 8)
    axis: dict[str, Any] = {"tickvals": [place(on) for on, _ in ticks], "ticktext": [words for _, words in ticks]}
    return spec(
        data,
        _PLOT + 48 + above,
        {"l": 34, "r": right, "t": 10 + above},
        shapes=[*(shapes or ()), *marked],
        annotations=[*notes, *captions],
        xaxis={**XAXIS, "range": [low, high], **axis},
        yaxis=values,
    )
