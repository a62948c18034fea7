"""What the marks of each kind of figure stand on: curves, floating bars, cells, points, streams and small maps.

Read from the frame once, for screen and paper alike; places are shares of a room or numbers on an axis.
"""

import math
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from pantau import text
from pantau.draw.scales import day, number_ticks
from pantau.figures import Figure

# Hours that people count in; a longer axis shows only those its curves reach.
_HOURS: Final = (
    (1, "1 jam"),
    (3, "3 jam"),
    (6, "6 jam"),
    (24, "24 jam"),
    (72, "72 jam"),
    (168, "7 hari"),
    (720, "30 hari"),
    (2160, "90 hari"),
    (8760, "1 tahun"),
)
# What a row of a "ranges" figure may hold; each may be missing.
RANGE: Final = ("median", "low", "high", "p90", "limit")


def shortened(figure: Figure, said: Sequence[str]) -> list[str]:
    """What is written after a bar where little room is: the short words of the figure, or what stands before a dot."""
    short = figure.encode.get("short")
    return [str(words) for words in figure.frame[short]] if short else [words.split(" · ")[0] for words in said]


def curves(figure: Figure) -> dict[str, list[tuple[float, float]]]:
    """The steps (hours, percent) of each series of an "ecdf" figure, earliest first."""
    e, found = figure.encode, dict[str, list[tuple[float, float]]]()
    columns = zip(*(figure.frame[e[k]] for k in ("series", "x", "y")), strict=True)
    for key, at, percent in columns:
        if not text.missing(at) and not text.missing(percent) and at > 0:
            found.setdefault(key, []).append((float(at), float(percent)))
    return {key: sorted(steps) for key, steps in found.items()}


def hour_axis(figure: Figure) -> tuple[list[tuple[float, str]], float, float]:
    """Ticks of an axis of waiting hours, those the curves reach and the one after them, and where the axis ends."""
    found = [at for steps in curves(figure).values() for at, _ in steps]
    if figure.encode.get("target"):
        found.append(float(figure.encode["target"][0]))
    last = bisect([at for at, _ in _HOURS], max([*found, 3.0]) * 0.999)
    ticks = [(float(at), words) for at, words in figure.encode.get("ticks") or _HOURS[: last + 1]]
    return ticks, min([*found, ticks[0][0]]) * 0.85, max([*found, ticks[-1][0]]) * 1.05


def hours(value: float) -> str:
    """A waiting time in words: `45 menit`, `12 jam`, `3,5 hari`."""
    if value < 1:
        return f"{text.number(value * 60)} menit"
    return f"{text.whole(round(value, 1))} jam" if value < 96 else f"{text.whole(round(value / 24, 1))} hari"


def share(percent: float, count: str) -> str:
    """A percentage of `n=17` as the fraction it is, of many as `61 %`."""
    of = re.fullmatch(r"n\s*=\s*(\d+)", count)
    part = percent * int(of[1]) / 100 if of else 0.0
    # A censored curve steps through shares that are no whole number of cases.
    if of and int(of[1]) < 20 and abs(part - round(part)) < 0.02:
        return text.share(round(part), int(of[1]))
    return text.percent(percent)


def progress_days(figure: Figure) -> tuple[date, date]:
    """The first and the last day of a "progress" figure: its rows and its needed pace together."""
    days = [day(value) for value in figure.frame[figure.encode["x"]]]
    if figure.encode.get("pace"):
        days += [day(on) for on, _ in figure.encode["pace"][:2]]
    return min(days), max(days)


def reach(figure: Figure) -> dict[str, list[float | None]]:
    """The numbers of a "ranges" figure, a list a part, None where a row has none."""
    e, frame = figure.encode, figure.frame
    bare = [None] * len(frame)
    return {part: [text.finite(v) for v in frame[e[part]]] if e.get(part) else list(bare) for part in RANGE}


def reached(figure: Figure) -> list[tuple[date, float]]:
    """The known values of a "progress" figure by day; the days to come have none."""
    e = figure.encode
    rows = zip(figure.frame[e["x"]], figure.frame[e["y"]], strict=True)
    return sorted((day(on), float(value)) for on, value in rows if text.finite(value) is not None)


def earlier(figure: Figure, months: Sequence[Any]) -> list[tuple[int, float, float, float]]:
    """The band of earlier years of a "months" figure: place of the month, least, median, most."""
    band = figure.encode.get("band")
    if band is None:
        return []
    known = {day(month): i for i, month in enumerate(months)}
    columns = zip(*(band[name] for name in ("bulan", "terendah", "median", "tertinggi")), strict=True)
    return [
        (known[day(month)], float(low), float(median), float(high))
        for month, low, median, high in columns
        if day(month) in known and None not in map(text.finite, (low, median, high))
    ]


class Bar(NamedTuple):
    """One floating bar of a bridge: from low to high, the level it leaves, and "total", "plus" or "minus"."""

    low: float
    high: float
    end: float
    kind: str


def bridge(figure: Figure) -> list[Bar | None]:
    """The bars of a "waterfall" figure: totals stand on zero, steps hang at the level before; None for unknown ones."""
    e, level = figure.encode, 0.0
    bars: list[Bar | None] = []
    for value, total in zip(figure.frame[e["value"]], figure.frame[e["total"]], strict=True):
        change = text.finite(value)
        if change is None:
            bars.append(None)
            continue
        before, level = (0.0, change) if total else (level, level + change)
        kind = "total" if total else "minus" if change < 0 else "plus"
        bars.append(Bar(min(before, level), max(before, level), level, kind))
    return bars


class Part(NamedTuple):
    """One part of a 100 % bar: where it starts and how long it is (percent), its count, title and colour."""

    start: float
    wide: float
    number: float
    title: str
    colour: str


def shares(figure: Figure) -> list[list[Part]]:
    """The parts of each bar of a "shares" figure that hold something; a bar without a total has none."""
    e, rows = figure.encode, []
    for row in figure.frame.index:
        total = text.finite(figure.frame.at[row, e["total"]]) or 0.0
        counts = [
            (text.finite(figure.frame.at[row, name]) or 0.0, title, colour) for name, title, colour in e["segments"]
        ]
        parts, reached = [], 0.0
        for count, title, colour in counts:
            if count and total:
                parts.append(Part(reached, 100 * count / total, count, title, colour))
                reached += 100 * count / total
        rows.append(parts)
    return rows


def counted(figure: Figure) -> list[str]:
    """What is written at the right of each 100 % bar: its own words, or how many it stands for."""
    e = figure.encode
    if e.get("text"):
        return [str(words) for words in figure.frame[e["text"]]]
    return [f"n={text.number(text.finite(total) or 0)}" for total in figure.frame[e["total"]]]


class Cell(NamedTuple):
    """One cell of a table of numbers: its number, the words in it and the words about it.

    Without a number it was not reported, unless it has words: then these say why there is none.
    """

    value: float | None
    words: str
    said: str


def cells(figure: Figure) -> list[list[Cell]]:
    """The cells of a "crosstab" figure, row by row; one without a row in the frame was not reported either."""
    e, frame = figure.encode, figure.frame
    absent = Cell(None, "", e.get("absent", "belum melapor") or text.UNREPORTED)
    written = frame[e["text"]] if e.get("text") else [""] * len(frame)
    found = {}
    for row, column, value, words in zip(*(frame[e[k]] for k in ("row", "column", "value")), written, strict=True):
        number, shown = text.finite(value), "" if text.missing(words) else str(words)
        if number is None and shown:
            found[row, column] = Cell(None, shown, e.get("words", {}).get(shown, shown))
        elif number is not None:
            said = text.count(number, figure.unit)
            found[row, column] = Cell(number, shown or text.whole(number), f"{said} ({shown})" if shown else said)
    return [[found.get((row, column), absent) for column in e["columns"]] for row in e["rows"]]


class Plane(NamedTuple):
    """The points of a "scatter" figure (None = not drawn) and the axes around them; y runs upwards, rows downwards."""

    points: list[tuple[float, float] | None]
    across: tuple[float, float]
    up: tuple[float, float]
    x_ticks: list[float]
    y_ticks: list[float]


# Points of one row that would hide each other step aside, in shares of the row.
_LANES: Final = (0.0, -0.3, 0.3)


def plane(figure: Figure) -> Plane:
    """Where the points of a "scatter" figure stand; a row axis counts its rows from 0, given ticks set an own scale."""
    e, frame = figure.encode, figure.frame
    lines = e.get("lines", ())
    xs = [text.finite(v) for v in frame[e["x"]]]
    across, found = _span([*xs, *(float(at) for axis, at, _ in lines if axis == "x"), *e.get("x_ticks", ())])
    x_ticks = list(e.get("x_ticks", found))
    if e.get("rows"):
        order = {row: float(i) for i, row in enumerate(e["rows"])}
        ys = _apart(xs, [order.get(row) for row in frame[e["y"]]], (across[1] - across[0]) * 0.03)
        up, y_ticks = (len(order) - 0.5, -0.5), list(order.values())
    else:
        ys = [text.finite(v) for v in frame[e["y"]]]
        up, y_ticks = _span([*ys, *(float(at) for axis, at, _ in lines if axis == "y")])
    points = [None if x is None or y is None else (x, y) for x, y in zip(xs, ys, strict=True)]
    return Plane(points, across, up, x_ticks, y_ticks)


def _span(values: Sequence[float | None]) -> tuple[tuple[float, float], list[float]]:
    """An axis from zero (or below) to a little above the largest number, and its ticks."""
    known = [v for v in values if v is not None]
    low, high = min([*known, 0.0]), max([*known, 0.0])
    high = high if high > low else low + 1
    ticks = number_ticks(low, high, all(v.is_integer() for v in known))
    return (low - 0.03 * (high - low), high + 0.06 * (high - low)), ticks


def _apart(xs: Sequence[float | None], ys: Sequence[float | None], near: float) -> list[float | None]:
    """The rows of points, those closer than `near` on one row moved to free lanes of it."""
    moved = list(ys)
    last: dict[tuple[float, float], float] = {}
    for i in sorted((i for i, x in enumerate(xs) if x is not None), key=lambda i: xs[i] or 0.0):
        row, x = ys[i], xs[i]
        if row is None or x is None:
            continue
        free = [lane for lane in _LANES if x - last.get((row, lane), -math.inf) >= near]
        lane = free[0] if free else min(_LANES, key=lambda lane: last[row, lane])
        last[row, lane] = x
        moved[i] = row + lane
    return moved


Station = tuple[int, str]


class Node(NamedTuple):
    """One station of a flow: its level and name, its number, and its top and height as shares of the drawing."""

    level: int
    name: str
    value: float
    top: float
    high: float


class Stream(NamedTuple):
    """One link of a flow: row of the frame, the stations it joins, its number, and where its top leaves and arrives."""

    row: int
    source: int
    target: int
    value: float
    leaves: float
    arrives: float


def flow(figure: Figure, gap: float) -> tuple[list[Node], list[Stream], float]:
    """Stations and streams of a "flow" figure from left to right, and the height of one unit.

    All are shares of the drawing's height, `gap` of it between stations. A station is as large as what comes or goes.
    """
    links = _links(figure)
    going, coming = defaultdict[Station, float](float), defaultdict[Station, float](float)
    for _, source, target, value in links:
        going[source] += value
        coming[target] += value
    stations = [(n, name) for n, names in enumerate(figure.encode["levels"]) for name in names]
    sizes = {each: max(going[each], coming[each]) for each in stations if going[each] or coming[each]}
    levels = [[each for each in sizes if each[0] == n] for n in range(len(figure.encode["levels"]))]
    unit = min([(1 - gap * (len(each) - 1)) / sum(sizes[s] for s in each) for each in levels if each] or [1.0])
    tops: dict[Station, float] = {}
    for each in levels:
        # Levels stand around the middle, so that streams bend no more than they must.
        top = (1 - unit * sum(sizes[s] for s in each) - gap * (len(each) - 1)) / 2
        for station in each:
            tops[station] = top
            top += sizes[station] * unit + gap
    order = list(tops)
    leaves = _stacked(links, tops, unit)
    arrives = _stacked([(row, target, source, value) for row, source, target, value in links], tops, unit)
    nodes = [Node(*each, sizes[each], tops[each], sizes[each] * unit) for each in order]
    streams = [
        Stream(row, order.index(source), order.index(target), value, leaves[row], arrives[row])
        for row, source, target, value in links
    ]
    return nodes, streams, unit


Link = tuple[int, Station, Station, float]


def _links(figure: Figure) -> list[Link]:
    """Row, source, target and number of each link that carries something; a name may stand on several levels."""
    e, levels = figure.encode, [set(names) for names in figure.encode["levels"]]
    found: list[Link] = []
    for row, (start, end, value) in enumerate(zip(*(figure.frame[e[k]] for k in _LINK), strict=True)):
        pairs = [(n, m) for m in range(len(levels)) for n in range(m) if start in levels[n] and end in levels[m]]
        number = text.finite(value)
        if pairs and number:
            n, m = min(pairs, key=lambda pair: pair[1] - pair[0])
            found.append((row, (n, start), (m, end), number))
    return found


_LINK: Final = ("source", "target", "value")


def _stacked(links: list[Link], tops: Mapping[Station, float], unit: float) -> dict[int, float]:
    """The top of each link, by row, at its first station: the higher the other station, the higher the link."""
    reached, found = dict(tops), {}
    for row, here, _, value in sorted(links, key=lambda link: tops[link[2]]):
        found[row] = reached[here]
        reached[here] += value * unit
    return found


class Panel(NamedTuple):
    """One small map: its key and title; the number, place (lon, lat) and name of each area by its code."""

    key: str
    title: str
    numbers: dict[str, float | None]
    places: dict[str, tuple[float, float]]
    names: dict[str, str]

    def said(self, code: str, unit: str, zero: str) -> str:
        """Name and number of an area; what its zero means the figure says."""
        value = self.numbers[code]
        return f"{self.names[code]}<br>{zero if value == 0 else text.count(value, unit)}"

    def counted(self) -> list[tuple[float, str]]:
        """The areas with something to count, most first."""
        return sorted(((v, code) for code, v in self.numbers.items() if v and v > 0), reverse=True)


def unsaid(panels: Sequence[Panel]) -> bool:
    """Whether some area of some small map has no statement."""
    return any(value is None for panel in panels for value in panel.numbers.values())


def panels(figure: Figure) -> tuple[list[Panel], float]:
    """The small maps of a "multiples" figure in order, and the largest number on any of them."""
    e, frame = figure.encode, figure.frame
    found = []
    for key, title in e["panels"]:
        part = frame[frame[e["panel"]] == key]
        codes = [str(code) for code in part[e["code"]]]
        values = dict(zip(codes, (text.finite(v) for v in part[e["value"]]), strict=True))
        places = {c: (float(x), float(y)) for c, x, y in zip(codes, part[e["lon"]], part[e["lat"]], strict=True)}
        names = dict(zip(codes, map(str, part[e["label"]] if e.get("label") else codes), strict=True))
        found.append(Panel(key, title, values, places, names))
    return found, max([v for panel in found for v in panel.numbers.values() if v is not None] + [1.0])


class Combination(NamedTuple):
    """One column of an "upset" figure: its sets together, its number (None = closed), verdict and places of its sets.

    `letter`, `word` and `colour` belong to the verdict; `held` counts the rows of sets from the top.
    """

    name: str
    value: float | None
    letter: str
    word: str
    colour: str
    held: tuple[int, ...]


def combinations(figure: Figure) -> list[Combination]:
    """The columns of an "upset" figure in the order of its rows."""
    e = figure.encode
    order = {code: place for place, (code, _) in enumerate(e["rows"])}
    columns = zip(*(figure.frame[e[k]] for k in ("label", "value", "state")), strict=True)
    found = []
    for name, value, state in columns:
        letter, word, colour = e["states"][state]
        held = sorted(order[code] for code in str(name).split(" + ") if code in order)
        found.append(Combination(str(name), text.finite(value), letter, word, colour, tuple(held)))
    return found


def verdicts(figure: Figure) -> list[tuple[str, str, str]]:
    """Letter, word and colour of the verdicts that occur, in the order of the figure's own list."""
    met = set(figure.frame[figure.encode["state"]])
    return [said for state, said in figure.encode["states"].items() if state in met]
