"""Office charts of figures: the figure's own numbers, gaps for what is missing, None where a chart would mislead."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pantau import style, text
from pantau.draw.scales import day
from pantau.figures import Figure
from pantau.pack import Pack
from pantau.pack.chart import Chart, Series, chart, greyed
from tests.draw.golden import MAKERS

NATIVE = {"months", "ranked", "layers", "slope", "steps", "stack", "ecdf", "waterfall", "scatter", "shares", "control"}
# These need the picture: maps, tables and matrices; intervals, twins and strips; periods on their time axis.
PICTURED = set(MAKERS) - NATIVE


def made(name: str) -> tuple[Figure, Chart]:
    figure = MAKERS[name]()
    found = chart(figure)
    assert found is not None
    return figure, found


def numbers(figure: Figure) -> set[float]:
    """Every number of a figure: its frame and what its encode names (lines, pace, target)."""
    found: set[float] = set()

    def walk(value: Any) -> None:
        if hasattr(value, "columns"):
            for column in value:
                walk(list(value[column]))
        elif isinstance(value, dict):
            walk(list(value.values()))
        elif isinstance(value, list | tuple | set):
            for each in value:
                walk(each)
        elif isinstance(value, int | float) and not isinstance(value, bool) and value == value:
            found.add(round(float(value), 9))

    walk(figure.frame.astype(object).where(figure.frame.notna(), None))
    walk(dict(figure.encode))
    return found


@pytest.mark.parametrize("name", sorted(PICTURED))
def test_what_a_chart_cannot_show_honestly_is_none(name: str) -> None:
    assert chart(MAKERS[name]()) is None


@pytest.mark.parametrize("name", sorted(NATIVE))
def test_series_run_along_the_categories(name: str) -> None:
    _, found = made(name)
    for each in found.series:
        assert len(each.values) == len(found.categories or each.xs)
        assert not each.labels or len(each.labels) == len(each.values)
        assert not each.colours or len(each.colours) == len(each.values)
    assert len(set(found.categories)) == len(found.categories)
    assert len({each.name for each in found.series}) == len(found.series)


@pytest.mark.parametrize("name", sorted(NATIVE - {"waterfall"}))
def test_every_number_stands_in_the_figure(name: str) -> None:
    figure, found = made(name)
    known = numbers(figure) | {0.0, 100.0}
    if figure.encode.get("open"):
        known.add(100 - float(figure.encode["open"][0]))
    for each in found.series:
        if found.kind != "scatter" or not each.reference:
            assert {round(v, 9) for v in each.values if v is not None} <= known, each.name


def test_a_missing_number_is_a_gap_and_nil_a_zero() -> None:
    figure = MAKERS["ranked"]()
    column = figure.encode["value"]
    values = [float(v) for v in figure.frame[column]]
    blank = replace(figure, frame=figure.frame.assign(**{column: [*values[:-1], None]}))
    assert values[-1] == 0
    assert made("ranked")[1].series[0].values == tuple(values)
    found = chart(blank)
    assert found and found.series[0].values == (*values[:-1], None)


def test_months_keep_the_months_without_events() -> None:
    figure, found = made("months")
    assert found.categories[0] == "Jan 2024"
    assert len(found.firsts) == len(found.categories) == figure.frame["bulan"].nunique()
    assert sum(v or 0 for each in found.series for v in each.values) == figure.frame["kejadian"].sum()
    hazards = figure.encode["names"]
    assert {each.name: each.colour for each in found.series} == dict(hazards.values())


def test_totals_stand_beside_names_and_narrow_parts_have_no_number() -> None:
    figure, found = made("stack")
    assert found.categories[0] == "Dinas Kesehatan (108)"
    assert found.high == 108
    assert found.series[4].labels == ("18", "", "", "")
    for (column, title, _), each in zip(figure.encode["segments"], found.series, strict=True):
        assert (each.name, each.values) == (title, tuple(float(v) for v in figure.frame[column]))


def test_shares_are_counts_that_the_program_divides() -> None:
    figure, found = made("shares")
    assert found.stacked == "percent"
    assert "n=" in str(found.categories[0])
    first = figure.encode["segments"][0][0]
    assert found.series[0].values == tuple(float(v) for v in figure.frame[first])


def test_floating_bars_reach_from_level_to_level() -> None:
    figure, found = made("waterfall")
    base, *parts = found.series
    assert base.hidden and not found.legend
    level, e = 0.0, figure.encode
    for place, (value, total) in enumerate(zip(figure.frame[e["value"]], figure.frame[e["total"]], strict=True)):
        high = sum(each.values[place] or 0 for each in found.series)
        if text.missing(value):
            assert all(each.values[place] is None for each in found.series)
            continue
        before, level = (0.0, value) if total else (level, level + value)
        assert high == max(before, level)
        assert sum(each.values[place] or 0 for each in parts) == abs(level - before)
    below = replace(figure, frame=figure.frame.assign(**{e["value"]: [-1, *figure.frame[e["value"]][1:]]}))
    assert chart(below) is None


def test_progress_holds_its_steps_and_its_future_is_open() -> None:
    figure = MAKERS["progress"]()
    found = chart(replace(figure, encode={k: v for k, v in figure.encode.items() if k != "bands"}))
    assert found and found.dated and found.span
    reached, pace, target, noted = found.series
    e = figure.encode
    for on, value in zip(figure.frame[e["x"]], figure.frame[e["y"]], strict=True):
        place = found.categories.index(day(on)) if day(on) in found.categories else None
        if not text.missing(value):
            assert place is not None and reached.values[place] == value
    assert reached.values[-1] is None
    assert [v for v in pace.values if v is not None] == [float(e["pace"][0][1]), float(e["pace"][1][1])]
    assert (target.values[0], target.values[-1]) == (float(e["target"][0]),) * 2
    assert [words for words in noted.labels if words] == ["(1)"]
    known = {v for v in reached.values if v is not None}
    assert all(v in known for v in noted.values if v is not None)


def test_days_of_strata_with_an_unknown_layer_are_left_out() -> None:
    figure = MAKERS["strata"]()
    found = chart(replace(figure, encode={k: v for k, v in figure.encode.items() if k != "bands"}))
    names = [name for name, *_ in figure.encode["layers"]]
    known = figure.frame.dropna(subset=names)
    assert found and found.kind == "area" and len(found.categories) == len(known) < len(figure.frame)
    for name, each in zip(names, found.series, strict=True):
        assert each.values == tuple(float(v) for v in known[name])


def test_points_of_a_control_chart_say_what_they_are() -> None:
    figure, found = made("control")
    e = figure.encode
    series = {each.name: each for each in found.series}
    outside = [v for v in series["di luar batas"].values if v is not None]
    assert outside == [40.0]
    dotted = [each for each in found.series if each.form == "points"]
    assert sum(v is not None for each in dotted for v in each.values) == figure.frame[e["y"]].notna().sum()
    assert None in series["persen tiap pekan"].values


def test_curves_are_stairs() -> None:
    _, found = made("ecdf")
    assert found.log and found.left and found.left > 0
    for each in found.series[:2]:
        for (x, y), (then, higher) in zip(
            zip(each.xs, each.values, strict=True), list(zip(each.xs, each.values, strict=True))[1:], strict=False
        ):
            assert x == then or y == higher


def test_labels_that_are_the_number_follow_an_edit() -> None:
    assert Series("a", (1234.0, None), style.ACCENT, labels=("1.234", "")).live
    assert not Series("a", (10.0,), style.ACCENT, labels=("10 · median 2 hari",)).live


def test_black_and_white_tells_hues_apart_by_patterns() -> None:
    def grey(colour: str) -> bool:
        return colour[1:3] == colour[3:5] == colour[5:7]

    for name in NATIVE:
        for each in greyed(made(name)[1]).series:
            assert all(grey(colour) for colour in (each.colour, *each.colours, each.outline, each.ground) if colour)
    hazards = greyed(made("months")[1])
    looks = [(each.pattern, each.colour) for each in hazards.series]
    assert looks[0][0] == "" and len(set(looks)) == len(looks)
    ramp = greyed(made("shares")[1])
    assert {each.pattern for each in ramp.series} == {""}
    light = [style.luminance(each.colour) for each in ramp.series]
    assert light == sorted(light, reverse=True)


def test_charts_of_the_whole_pack(pack: Pack) -> None:
    kinds = {leaf.figure.kind for leaf in pack.leaves if leaf.figure and chart(leaf.figure)}
    assert {"months", "ranked", "stack", "strata", "control", "slope", "steps", "waterfall", "progress"} <= kinds
    for leaf in pack.leaves:
        found = chart(leaf.figure) if leaf.figure else None
        for each in found.series if found else ():
            assert all(v is None or v == v for v in each.values)
            assert all(isinstance(on, str | date) for on in found.categories) if found else True
