"""Every kind on screen: valid plotly, every number from the frame, the month axis complete."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from pantau import style, text
from pantau.draw import screen
from pantau.figures import Figure
from tests.draw import direct, golden

# The village map is a deck and a table is a table: neither has a plotly drawing.
ON_SCREEN = [name for name in golden.MAKERS if golden.MAKERS[name]().kind not in ("villages", "table")]


def known(values: Any) -> list[Any]:
    return [value for value in values if not text.missing(value)]


# What the kinds without figure functions of their own draw, and the same from their rows, written down by hand.
DRAWN: dict[str, Callable[[Any], object]] = {
    "crosstab": lambda data: sorted(word for trace in data if "text" in trace for word in known(trace["text"]) if word),
    "ecdf": lambda data: [(trace["x"][1:-1], trace["y"][1:-1]) for trace in data],
    "waterfall": lambda data: [*sorted(zip(data[0]["base"], data[0]["x"], strict=True)), data[1]["x"], data[2]["x"]],
    "ranges": lambda data: [trace["x"] for trace in data],
    "progress": lambda data: [data[0]["x"], data[0]["y"]],
    "marked": lambda data: [sum(data[0]["y"]), data[1]["y"]],
    "scatter": lambda data: sorted(point for trace in data for point in zip(trace["x"], trace["y"], strict=True)),
    "strip": lambda data: sorted(x for trace in data for x in trace["x"]),
    "flow": lambda data: sorted(data[0]["link"]["value"]),
    "shares": lambda data: sorted((t["name"], words[2].split(":")[1]) for t in data for words in t["customdata"]),
    "strata": lambda data: [trace["y"] for trace in data[:3]],
    "control": lambda data: [data[2]["y"], data[3]["y"], data[4]["y"]],
    "upset": lambda data: [data[0]["y"], data[1]["text"], sorted(data[2]["y"], key=str)],
    "multiples": lambda data: (
        [[trace["z"] for trace in data if "z" in trace]]
        + [sorted(int(n) for n in trace["text"]) for trace in data if trace["type"] == "scattergeo"]
    ),
}
STATED: dict[str, Callable[[pd.DataFrame], object]] = {
    "crosstab": lambda rows: sorted(text.number(v) for v in known(rows["laporan"])),
    "ecdf": lambda rows: [
        (part["jam"].tolist(), part["persen"].tolist()) for _, part in rows.groupby("huruf", sort=True)
    ],
    "waterfall": lambda rows: [(0, 38), (0, 42), [5, 2], [3]],
    "ranges": lambda rows: [
        [3, 6, None, 9, 15, None, 14, 30, None],
        [1, 3, None, 3, 9, None, 4, 14, None],
        [6, 15, 30],
        [5, 14, 14, 60],
        [2, 5.5, 9, None],
    ],
    "progress": lambda rows: [[5, 33, 68, 124, 180], [0, 4, 9, 17, 21]],
    "marked": lambda rows: [27, [2, 3, 2, 1, 1, 0, 0, 0, 1, 2, 4]],
    "scatter": lambda rows: sorted(rows.dropna()[["kejadian", "hari"]].itertuples(index=False, name=None)),
    "strip": lambda rows: sorted(rows["bulan"]),
    "flow": lambda rows: [4, 6, 8, 9, 12, 15],
    "shares": lambda rows: sorted(
        (title, f" {n} kasus ({share}\u00a0%), n={of}")
        for title, n, share, of in (
            *(("desa dan Puskesos", 59, 59, 100), ("desa dan Puskesos", 10, 50, 20), ("desa dan Puskesos", 1, 33, 3)),
            *(("kecamatan", 30, 30, 100), ("kecamatan", 5, 25, 20), ("luar kabupaten", 1, 1, 100)),
            *(("kabupaten", 10, 10, 100), ("kabupaten", 5, 25, 20), ("kabupaten", 2, 67, 3)),
        )
    ),
    "strata": lambda rows: [
        [0, 2, 5, 9, 14, 19, 25, 28, 33],
        [1, 5, 9, 13, 23, 27, 32, 37, 43],
        [1, 5, 10, 14, 25, 28, 33, 37, 44],
    ],
    "control": lambda rows: [
        [75.0] * 10,
        [80.0, 72.0, 40.0, None, 76.0, 90.0, 84.0, 70.0, 75.0, 65.0],
        [80.0, 72.0, 40.0, 76.0, 90.0, 84.0, 70.0, 75.0, 65.0],
    ],
    "upset": lambda rows: [
        [176, 27, 12],
        ["<b>B</b>", "<b>X</b>", "<b>X</b>", "<b>?</b>"],
        [0, 0, 0, 1, 1, 2, 2, 2, None, None, None, None],
    ],
    "multiples": lambda rows: [
        [[0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0]],
        [1, 1, 1, 2, 3, 4, 5],
        [1, 1, 2, 3, 6, 12],
    ],
}


def drawn(name: str, figure: Figure) -> object:
    """The numbers a drawing carries, in an order `stated` repeats from the frame."""
    data = screen.draw(figure)["data"]
    if name == "months":
        return sum(sum(trace["y"]) for trace in data)
    if name == "ranked":
        return data[0]["x"]
    if name == "layers":
        return [data[0]["x"], data[1]["x"]]
    if name in ("dots", "repeats"):
        return next(trace["x"] for trace in data if "customdata" in trace)
    if name == "slope":
        return [data[0]["y"], [note["text"] for note in screen.draw(figure)["layout"]["annotations"]]]
    if name == "steps":
        return [data[0]["y"], data[2]["y"]]
    if name == "stack":
        return [[row["x"][i] for row in data] for i in range(len(figure.frame))]
    if name == "calendar":
        return [[words for words in line] for line in data[0]["text"]]
    if name == "matrix":
        return sorted((row, column) for trace in data for row, column, _ in trace["customdata"])
    if name in direct.MAKERS:
        return DRAWN[name](data)
    return sorted(
        (code, words)
        for trace in data
        if trace["type"] == "choropleth"
        for code, (_, words) in zip(trace["locations"], trace["customdata"], strict=True)
    )


def stated(name: str, figure: Figure) -> object:
    """The same numbers, straight from the frame."""
    frame, e = figure.frame, figure.encode
    if name == "months":
        return frame["kejadian"].sum()
    if name == "ranked":
        return frame["kejadian"].tolist()
    if name == "layers":
        return [frame["diunggah"].tolist(), frame["berlaku"].tolist()]
    if name in ("dots", "repeats"):
        return [text.finite(v) for v in frame[e["value"]]]
    if name == "slope":
        return [[281, 880], ["<b>281</b>", "<b>880</b>"]]
    if name == "steps":
        return [frame["baru"].tolist(), frame["kumulatif"].tolist()]
    if name == "stack":
        return frame[[column for column, *_ in e["segments"]]].to_numpy().tolist()
    if name == "calendar":
        grid = frame.pivot_table(index="nama_desa", columns="bulan", values="konsultasi", dropna=False, sort=True)
        return [["" if text.missing(v) else text.number(v) for v in grid.loc[row]] for row in e["rows"]]
    if name == "matrix":
        return sorted(zip(frame[e["row"]], frame[e["column"]], strict=True))
    if name in direct.MAKERS:
        return STATED[name](frame)
    return sorted(zip(frame[e["code"]], frame[e["text"]], strict=True))


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("name", ON_SCREEN)
def test_plotly_takes_the_dictionary(name: str, phone: bool) -> None:
    figure = go.Figure(**screen.draw(golden.MAKERS[name](), phone))
    assert figure.data
    assert figure.layout.height > 0


@pytest.mark.parametrize("name", ON_SCREEN)
def test_the_screen_shows_the_numbers_of_the_frame(name: str) -> None:
    figure = golden.MAKERS[name]()
    assert drawn(name, figure) == stated(name, figure)


@pytest.mark.parametrize("phone", [False, True])
def test_every_month_has_a_place(phone: bool) -> None:
    """25 months stand on the axis though only six have events; labels are Indonesian."""
    figure = golden.months()
    layout = screen.draw(figure, phone)["layout"]
    low, high = layout["xaxis"]["range"]
    assert figure.frame["bulan"].nunique() == 25
    assert low < 0 < 24 < high < 25
    assert layout["xaxis"]["ticktext"][0] == "Jan<br>2024"
    assert len(layout["xaxis"]["ticktext"]) <= (5 if phone else 9)


@pytest.mark.parametrize(("count", "most"), [(1, 5), (12, 5), (25, 9), (109, 9), (400, 5)])
def test_month_ticks_are_few_and_within_the_axis(count: int, most: int) -> None:
    months = list(pd.date_range("1994-05-01", periods=count, freq="MS"))
    places, labels = screen.month_ticks(months, most)
    assert 1 <= len(places) == len(labels) <= most + 1
    assert places == sorted(set(places))
    assert all(0 <= place < count for place in places)


def test_missing_coverage_is_said_and_not_drawn_as_zero() -> None:
    spec = screen.draw(golden.dots())
    assert next(trace["x"] for trace in spec["data"] if "customdata" in trace)[-1] is None
    assert "tanpa penyebut" in [note["text"] for note in spec["layout"]["annotations"]]


def test_silence_on_the_map_is_hatched_and_nil_is_white() -> None:
    figure = golden.areas()
    frame = figure.frame.copy()
    frame.loc[0, "berlaku_persen"] = None
    traces: dict[str, Any] = {trace.get("name"): trace for trace in screen.draw(replace(figure, frame=frame))["data"]}
    assert traces["belum melapor"]["locations"] == [frame.loc[0, "kode_kecamatan"]]
    assert traces["nihil"]["locations"] == [frame.loc[6, "kode_kecamatan"]]
    assert traces["nihil"]["colorscale"][0][1] == style.WHITE
    assert any(trace.get("mode") == "lines" for trace in screen.draw(replace(figure, frame=frame))["data"])


def test_a_kind_without_a_screen_drawing_says_so() -> None:
    with pytest.raises(KeyError):
        screen.draw(golden.villages())


@pytest.mark.parametrize("name", ["ranked", "scatter", "ranges", "strip", "stack", "shares", "repeats"])
def test_a_choice_leaves_the_other_marks_and_words_readable(name: str) -> None:
    for trace in screen.draw(golden.MAKERS[name]())["data"]:
        if trace.get("marker", {}).get("opacity") == 0 or not trace.get("marker"):
            continue
        assert trace["unselected"]["marker"]["opacity"] >= 0.5, trace
        assert "textfont" not in trace["unselected"] or "selected" in trace, "plotly would fail on the click"
        if trace.get("textfont"):
            assert trace["unselected"].get("textfont", trace["textfont"])["color"] == trace["textfont"]["color"]
