"""A figure as a chart that an office program draws itself, so that a person can edit it; told without any program.

`chart` says which marks an office chart needs for a figure. Slides and workbook write the same `Chart`, so both have
the same numbers: every number of a series stands in the figure's frame or its `encode`, a missing one is None (a gap)
and never 0. A kind that office charts cannot show honestly (maps, matrices, intervals, strips) answers None.
"""

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final, Literal

from pantau import style, text
from pantau.draw import kinds, weeks
from pantau.draw.scales import day
from pantau.figures import Figure
from pantau.pack.series import HATCHED, LOCALE, Chart, Series, greyed

__all__ = ["Chart", "Series", "chart", "greyed"]

# A part of a stacked bar narrower than this share of the axis has no room for its number.
_NARROW: Final = 0.03
# A curve of ten thousand cases looks the same with a step every half percent.
_FINEST: Final = 0.5


def chart(figure: Figure) -> Chart | None:
    """The office chart of a figure; None where only a picture or a table is honest, or nothing is to be drawn."""
    make = _MAKERS.get(figure.kind)
    # Periods on a time axis have no native mark.
    if make is None or figure.empty or figure.encode.get("bands"):
        return None
    return make(figure)


def _numbers(values: Any) -> tuple[float | None, ...]:
    return tuple(text.finite(v) for v in values)


def _words(values: Any) -> tuple[str, ...]:
    return tuple("" if text.missing(v) else str(v) for v in values)


def _format(unit: str, *columns: Sequence[float | None]) -> str:
    """Whole numbers without decimals, others with one; the percent sign where the unit is one."""
    whole = all(float(v).is_integer() for column in columns for v in column if v is not None)
    return f"{LOCALE}{'#,##0' if whole else '#,##0.0'}" + (' "%"' if unit.startswith("persen") else "")


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names that stay apart as categories: a name met before gets its place."""
    return tuple(f"{name} ({i})" if (i := names[:n].count(name) + 1) > 1 else name for n, name in enumerate(names))


def _months(figure: Figure) -> Chart:
    """Stacked columns a month, in front of the lines of earlier years."""
    e = figure.encode
    axis = sorted(figure.frame[e["x"]].unique())
    cells = figure.frame.groupby([e["x"], e["series"]])[e["y"]].sum(min_count=1)
    series = [
        Series(title, tuple(text.finite(cells.get((month, code))) for month in axis), colour, outline=style.WHITE)
        for code, (title, colour) in e["names"].items()
        if code in set(figure.frame[e["series"]])
    ]
    band = {place: rest for place, *rest in kinds.earlier(figure, axis)}
    for i, name in enumerate(("terendah", "median", "tertinggi")) if band else ():
        values = tuple(band[n][i] if n in band else None for n in range(len(axis)))
        dash: Literal["solid", "dot"] = "solid" if name == "median" else "dot"
        series.append(Series(f"{name} tahun-tahun sebelumnya", values, style.INK3, form="line", dash=dash, width=1.25))
    sums = tuple(text.finite(v) for v in figure.frame.groupby(e["x"])[e["y"]].sum().reindex(axis))
    firsts = tuple(day(month) for month in axis)
    series += _noted(figure, firsts, sums)
    return Chart("column", _month_names(firsts), tuple(series), figure.unit, _format(figure.unit, *_all(series)),
                 "stacked", firsts=firsts)  # fmt: skip


def _month_names(firsts: Sequence[date]) -> tuple[str, ...]:
    return tuple(text.month(month) for month in firsts)


def _all(series: Sequence[Series]) -> list[tuple[float | None, ...]]:
    return [each.values for each in series]


def _ranked(figure: Figure) -> Chart | None:
    """Horizontal bars with the words after each; an inner layer over them. Lines across the bars need the picture."""
    e, rows = figure.encode, figure.frame
    if e.get("lines"):
        return None
    names, values = _words(rows[e["label"]]), _numbers(rows[e["value"]])
    said = _words(rows[e["text"]])
    short = tuple(kinds.shortened(figure, said))
    written = said if max(map(len, said)) <= _LONGEST else short
    strong = set(_words(e.get("strong", ())))
    titles = {column.name: column.title for column in figure.columns}
    inner = e.get("inner")
    colours = tuple(style.ACCENT if name in strong else style.ACCENT_SOFT for name in names)
    series = [Series(titles.get(e["value"], figure.unit), values, style.ACCENT_FAINT if inner else style.ACCENT_SOFT,
                     colours=() if inner else colours, labels=written)]  # fmt: skip
    if inner:
        series.append(Series(titles.get(inner, inner), _numbers(rows[inner]), style.ACCENT))
    top = max([v for v in values if v is not None] + [float(e.get("top", 0))])
    return Chart("bar", _unique(names), tuple(series), figure.unit, _format(figure.unit, *_all(series)),
                 quiet=True, layered=bool(inner), high=_room(top, written))  # fmt: skip


# Letters after a bar that still leave the bars most of a slide.
_LONGEST: Final = 60
_ROW: Final = 115


def _room(top: float, written: Sequence[str]) -> float | None:
    """The end of an axis that leaves room for the words after the longest bar; None leaves it to the program."""
    longest = max(map(len, written), default=0)
    return top / (1 - min(longest / _ROW, 0.6)) if top > 0 else None


def _stack(figure: Figure) -> Chart:
    """Stacked horizontal bars, light to dark; the total stands beside the name, for no program writes it at the end."""
    e, rows = figure.encode, figure.frame
    totals = _numbers(rows[e["total"]])
    names = [f"{name} ({text.whole(total)})" for name, total in zip(_words(rows[e["label"]]), totals, strict=True)]
    top = max([total for total in totals if total is not None] + [1e-9])
    series = [
        _part(title, _numbers(rows[column]), colour, [top] * len(rows)) for column, title, colour in e["segments"]
    ]
    return Chart("bar", _unique(names), tuple(series), figure.unit, _format(figure.unit, *_all(series)), "stacked",
                 quiet=True, high=top)  # fmt: skip


def _part(title: str, values: tuple[float | None, ...], colour: str, reach: Sequence[float]) -> Series:
    """One part of stacked bars with its number where it fits in `reach`, the length of each bar's axis."""
    labels = tuple(
        text.whole(v) if v and room and v / room >= _NARROW else "" for v, room in zip(values, reach, strict=True)
    )
    # The grey of an axis is no step of a ramp.
    pattern = HATCHED if colour == style.AXIS else ""
    return Series(title, values, colour, labels=labels, outline=style.INK3, pattern=pattern)


def _shares(figure: Figure) -> Chart:
    """Bars of 100 % made of counts: the numbers stay counts, the program makes the shares."""
    e, rows = figure.encode, figure.frame
    totals = [text.finite(total) or 0.0 for total in rows[e["total"]]]
    names = [f"{name} · {said}" for name, said in zip(_words(rows[e["label"]]), kinds.counted(figure), strict=True)]
    series = [_part(title, _numbers(rows[column]), colour, totals) for column, title, colour in e["segments"]]
    return Chart("bar", _unique(names), tuple(series), figure.unit, _format(figure.unit, *_all(series)), "percent",
                 high=1.0)  # fmt: skip


def _steps(figure: Figure) -> Chart:
    """A register as a line over its new entries, published numbers as dashed lines of their own."""
    e, rows = figure.encode, figure.frame
    firsts = tuple(day(month) for month in rows[e["x"]])
    total, new = _numbers(rows[e["total"]]), _numbers(rows[e["new"]])
    titles = {column.name: column.title for column in figure.columns}
    series = [
        Series(titles.get(e["new"], "baru"), new, style.ACCENT_FAINT),
        Series(titles.get(e["total"], "seluruhnya"), total, style.ACCENT, form="line", width=2.75, labels=_last(total)),
        *(_level(words, float(at), len(rows), i) for i, (at, words, *_) in enumerate(e.get("lines", ()))),
        *_noted(figure, firsts, total),
    ]
    return Chart("column", _month_names(firsts), tuple(series), figure.unit, _format(figure.unit, *_all(series)),
                 firsts=firsts)  # fmt: skip


def _noted(figure: Figure, places: Sequence[date], values: Sequence[float | None]) -> list[Series]:
    """The numbered days of a time axis, each on the value of its place; `places` are days or firsts of months."""
    numbers = [""] * len(places)
    for on, number in figure.encode.get("marks", ()):
        place = bisect(places, day(on)) - 1
        if place >= 0 and values[place] is not None:
            numbers[place] = f"{numbers[place]}, {number}".removeprefix(", ")
    if not any(numbers):
        return []
    told = tuple(value if number else None for value, number in zip(values, numbers, strict=True))
    labels = tuple(f"({number})" if number else "" for number in numbers)
    return [Series("bernomor: lihat catatan", told, style.INK2, form="points", marker="diamond", labels=labels)]


def _last(values: Sequence[float | None]) -> tuple[str, ...]:
    """The last known value alone is written."""
    place = max((i for i, v in enumerate(values) if v is not None), default=-1)
    return tuple(text.whole(v) if i == place else "" for i, v in enumerate(values))


def _level(words: str, at: float, count: int, order: int = 0) -> Series:
    """A line at one height along all categories."""
    dash: Literal["dash", "dot"] = "dot" if order else "dash"
    return Series(words, (at,) * count, style.INK3, form="line", dash=dash, width=1.25, reference=True)


def _progress(figure: Figure) -> Chart:
    """What was reached day by day, the pace it needs and the target between their ends."""
    e = figure.encode
    first, last = kinds.progress_days(figure)
    reached = dict(_held(kinds.reached(figure)))
    pace, target = e.get("pace"), e.get("target")
    ends = {day(on): float(at) for on, at in pace[:2]} if pace else {}
    days = tuple(sorted({first, last, *reached, *ends}))
    titles = {column.name: column.title for column in figure.columns}

    def along(values: Mapping[date, float]) -> tuple[float | None, ...]:
        return tuple(values.get(on) for on in days)

    reaching = along(reached)
    series = [Series(titles.get(e["y"], figure.unit), reaching, style.ACCENT, form="line", width=2.75,
                     labels=_last(reaching))]  # fmt: skip
    if pace:
        series.append(Series(pace[2], along(ends), style.INK2, form="line", dash="dash", width=1.75, reference=True))
    if target:
        level = along({first: float(target[0]), last: float(target[0])})
        series.append(Series(target[1], level, style.AMBER_LINE, form="line", dash="dot", width=1.75, reference=True))
    series += _noted(figure, days, reaching)
    return Chart("line", days, tuple(series), figure.unit, _format(figure.unit, *_all(series)), span=True)


def _held(reached: Sequence[tuple[date, float]]) -> Iterator[tuple[date, float]]:
    """Values by day, each held until the day before the next: a step, where a line would climb in between."""
    for (on, value), (then, _) in pairwise(reached):
        yield on, value
        if (then - on).days > 1:
            yield then - timedelta(days=1), value
    yield from reached[-1:]


def _slope(figure: Figure) -> Chart:
    """Two marks and a dotted line that claims nothing in between."""
    e, rows = figure.encode, figure.frame
    names = tuple(_plain(words) for words in rows[e["label"]])
    values = _numbers(rows[e["value"]])
    labels = tuple(text.whole(v) for v in values)
    one = Series(figure.unit, values, style.ACCENT, form="line", dash="dot", width=3, marker="circle", labels=labels)
    return Chart("line", _unique(names), (one,), figure.unit, _format(figure.unit, values), quiet=True)


def _plain(label: str) -> str:
    """A label written for the screen on one line."""
    return str(label).replace("<br>", ", ").replace("<b>", "").replace("</b>", "")


def _dots(figure: Figure) -> Chart | None:
    """A bar a row from zero, as long as the dot is far. Intervals and hollow twins need the picture."""
    e, rows = figure.encode, figure.frame
    if (e.get("low") and e.get("high")) or e.get("hollow"):
        return None
    values = _numbers(rows[e["value"]])
    letters = _words(rows[e["letter"]]) if e.get("letter") else ("",) * len(rows)
    absent = [str(e["absent"]) if v is None else "" for v in values]
    names = [
        f"{name}{f' ({letter})' if letter else ''}{f' · {words}' if words else ''}"
        for name, letter, words in zip(_words(rows[e["label"]]), letters, absent, strict=True)
    ]
    said = tuple(words if v is not None else "" for words, v in zip(_words(rows[e["text"]]), values, strict=True))
    titles = {column.name: column.title for column in figure.columns}
    colours = _words(rows[e["colour"]]) if e.get("colour") else ()
    one = Series(titles.get(e["value"], figure.unit), values, style.ACCENT, colours=colours, labels=said)
    top = max([v for v in values if v is not None] + [0.0])
    return Chart("bar", _unique(names), (one,), figure.unit, _format(figure.unit, values), quiet=True,
                 high=_room(top, said))  # fmt: skip


def _waterfall(figure: Figure) -> Chart | None:
    """Floating bars on an invisible base; the change stands beside the name. Levels below zero need the picture."""
    e, rows = figure.encode, figure.frame
    bars = kinds.bridge(figure)
    if any(bar and bar.low < 0 for bar in bars):
        return None
    names = [f"{name}: {words}" for name, words in zip(_words(rows[e["label"]]), _words(rows[e["text"]]), strict=True)]
    base = tuple(None if bar is None or bar.kind == "total" else bar.low for bar in bars)
    looks = (
        ("total", "keadaan", style.ACCENT, "", ""),
        ("minus", "berkurang", style.ACCENT_SOFT, "", ""),
        ("plus", "bertambah", style.ACCENT, HATCHED, style.ACCENT),
    )
    series = [Series("dasar", base, style.WHITE, hidden=True)]
    for kind, title, colour, pattern, outline in looks:
        values = tuple(bar.high - bar.low if bar and bar.kind == kind else None for bar in bars)
        if any(v is not None for v in values):
            series.append(Series(title, values, colour, pattern=pattern, outline=outline))
    top = max([bar.high for bar in bars if bar] + [1e-9])
    return Chart("bar", _unique(names), tuple(series), figure.unit, _format(figure.unit, *_all(series)), "stacked",
                 quiet=True, high=top)  # fmt: skip


def _ecdf(figure: Figure) -> Chart:
    """Step curves over hours on a logarithmic axis; target and what is still open as lines."""
    e = figure.encode
    curves = kinds.curves(figure)
    _, left, right = kinds.hour_axis(figure)
    left = 10.0 ** _below(left)
    series = []
    for key, (title, colour, dash) in e["names"].items():
        points = [(left, 0.0), *_thinned(curves.get(key, []))]
        if len(points) > 1:
            count = e.get("n", {}).get(key, "")
            stairs = _stairs([*points, (right, points[-1][1])])
            series.append(_line(f"{title}, {count}" if count else title, stairs, colour, dash, 2.25))
    if e.get("target"):
        at, words = e["target"]
        series.append(_line(words, [(float(at), 0.0), (float(at), 100.0)], style.AMBER_LINE, "dash", 1.5, True))
    if e.get("open"):
        still, words = e["open"]
        level = 100 - float(still)
        series.append(_line(words, [(left, level), (right, level)], style.INK3, "dot", 1.25, True))
    form = _format("persen")
    return Chart("scatter", (), tuple(series), figure.unit, form, high=100.0, left=left, right=right, log=True,
                 x_title="jam (skala logaritma)", y_title=figure.unit)  # fmt: skip


def _below(value: float) -> int:
    """The largest power of ten that is not above a value, as its exponent."""
    return next(n for n in range(9, -10, -1) if 10.0**n <= value)


def _thinned(curve: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The steps a slide can show; the first and the last always stay."""
    kept: list[tuple[float, float]] = []
    for step in curve:
        if not kept or step == curve[-1] or step[1] - kept[-1][1] >= _FINEST:
            kept.append(step)
    return kept


def _stairs(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of a step line: each value holds until the next."""
    corners = [
        corner for (_, held), (x, y) in pairwise(points) for corner in ([(x, held), (x, y)] if y != held else [(x, y)])
    ]
    return [*points[:1], *corners]


def _line(name: str, points: Sequence[tuple[float, float]], colour: str, dash: Any, width: float,
          reference: bool = False) -> Series:  # fmt: skip
    """A line through points of a scatter."""
    xs, ys = tuple(x for x, _ in points), tuple(y for _, y in points)
    return Series(name, ys, colour, xs, "line", dash, width, reference=reference)


def _scatter(figure: Figure) -> Chart | None:
    """Points on two number axes, a series for each look. Named rows and own scales need the picture."""
    e, rows = figure.encode, figure.frame
    if e.get("rows") or e.get("x_ticks"):
        return None
    plane = kinds.plane(figure)
    names = _words(rows[e["label"]])
    symbols = _words(rows[e["symbol"]]) if e.get("symbol") else ("circle",) * len(rows)
    strong = set(_words(e.get("strong", ())))
    looks = sorted({(name in strong, symbol) for name, symbol in zip(names, symbols, strict=True)})
    series = []
    for named, symbol in looks:
        met = [
            (names[i], point)
            for i, point in enumerate(plane.points)
            if point and (names[i] in strong, symbols[i]) == (named, symbol)
        ]
        if met:
            labels = tuple(name for name, _ in met) if named else ()
            colour = style.ACCENT if named else style.ACCENT_SOFT
            series.append(Series(_look(e, named, symbol), tuple(y for _, (_, y) in met), colour,
                                 tuple(x for _, (x, _) in met), "points", marker=_MARKERS.get(symbol, "circle"),
                                 labels=labels))  # fmt: skip
    series += [_across(plane, axis, float(at), words) for axis, at, words in e.get("lines", ())]
    low, high = min(plane.up), max(plane.up)
    known = [(*each.xs, *each.values) for each in series if not each.reference]
    return Chart("scatter", (), tuple(series), figure.unit, _format("", *known), low=low if low < -0.1 * high else 0.0,
                 high=high, left=min(0.0, plane.x_ticks[0]), right=plane.across[1], x_title=e["x_title"],
                 y_title=e["y_title"])  # fmt: skip


def _across(plane: kinds.Plane, axis: str, at: float, words: str) -> Series:
    """A line across a scatter with its words near its end."""
    (left, right), (low, high) = plane.across, plane.up
    if axis == "x":
        return replace(_line(words, [(at, low), (at, high)], style.INK3, "dash", 1.25, True), labels=("", words))
    places = [(left, at), (left + 0.88 * (right - left), at), (right, at)]
    return replace(_line(words, places, style.INK3, "dash", 1.25, True), labels=("", words, ""))


_MARKERS: Final[Mapping[str, Any]] = {"circle": "circle", "circle-open": "circle-open", "diamond": "diamond"}


def _look(encode: Mapping[str, Any], strong: bool, symbol: str) -> str:
    """What a look of points is called: the figure's own word, else whether its points are named."""
    told = encode.get("symbols", {}).get(symbol, "")
    return str(told) if told else "bernama" if strong else "lainnya"


def _strata(figure: Figure) -> Chart:
    """Layers stacked over days, from bottom to top."""
    e = figure.encode
    known = figure.frame.dropna(subset=[e["x"], *(name for name, *_ in e["layers"])]).sort_values(e["x"])
    days = tuple(day(on) for on in known[e["x"]])
    series = [Series(title, _numbers(known[name]), colour, outline=style.INK3) for name, title, colour in e["layers"]]
    return Chart("area", days, tuple(series), figure.unit, _format(figure.unit, *_all(series)), "stacked")


def _control(figure: Figure) -> Chart:
    """A share a week between its limits; the points in three series, so that the legend says what each means."""
    points = weeks.weeks(figure)
    days = tuple(point.on for point in points)

    def line(name: str, values: Any, colour: str, dash: Any = "solid", width: float = 1.0) -> Series:
        return Series(name, tuple(values), colour, form="line", dash=dash, width=width)

    def dotted(name: str, which: Callable[[weeks.Week], bool], colour: str, marker: Any) -> Series:
        values = tuple(point.value if which(point) else None for point in points)
        return Series(name, values, colour, form="points", marker=marker)

    looks = [
        dotted(f"{weeks.SMALL} kasus atau lebih", lambda p: not p.small and not p.outside, style.ACCENT, "circle"),
        dotted(f"kurang dari {weeks.SMALL} kasus", lambda p: p.small and not p.outside, style.ACCENT_SOFT, "circle"),
        dotted("di luar batas", lambda p: p.outside, style.RED, "diamond"),
    ]
    series = [
        line("tengah", (p.centre for p in points), style.INK3),
        line("batas bawah", (p.lower for p in points), style.INK3, "dot"),
        line("batas atas", (p.upper for p in points), style.INK3, "dot"),
        line("persen tiap pekan", (p.value for p in points), style.ACCENT_SOFT, width=1.5),
        *(each for each in looks if any(v is not None for v in each.values)),
    ]
    if figure.encode.get("target"):
        at, words = figure.encode["target"]
        level = replace(_level(words, float(at), len(points)), colour=style.AMBER_LINE, width=1.75)
        series.append(level)
    return Chart("line", days, tuple(series), figure.unit, _format("persen"), high=100.0)


_MAKERS: Final[Mapping[str, Callable[[Figure], Chart | None]]] = {
    "months": _months,
    "ranked": _ranked,
    "stack": _stack,
    "shares": _shares,
    "steps": _steps,
    "progress": _progress,
    "slope": _slope,
    "dots": _dots,
    "waterfall": _waterfall,
    "ecdf": _ecdf,
    "scatter": _scatter,
    "strata": _strata,
    "control": _control,
}
