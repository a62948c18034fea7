"""Every kind on screen: valid plotly, every number from the frame, the month axis complete."""

from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from pantau import style, text
from pantau.draw import screen
from pantau.figures import Figure
from tests.draw import golden

# The village map is a deck and a table is a table: neither has a plotly drawing.
ON_SCREEN = [name for name in golden.MAKERS if name not in ("villages", "table")]


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
