"""Words after ranked bars: whole where the drawing has room, short on a phone, never over the edge."""

from dataclasses import replace

import pytest

from pantau.draw import paper, screen
from pantau.figures import Figure
from tests.draw import golden
from tests.draw.test_paper import outside, words

LONG = "137 · median 37 menit, P90 2,4 jam (n=137)"


def spoken(said: str = LONG, **encode: object) -> Figure:
    figure = golden.ranked()
    frame = figure.frame.assign(teks=[said] * len(figure.frame), pendek="137 laporan")
    return replace(figure, frame=frame, encode={**figure.encode, **encode})


def test_a_desk_keeps_room_for_long_words() -> None:
    drawn = screen.draw(spoken())
    assert drawn["data"][0]["text"] == [LONG] * 8
    assert len(LONG) * 6.6 <= drawn["layout"]["margin"]["r"] <= 300
    assert screen.draw(golden.ranked())["layout"]["margin"]["r"] < 100


def test_a_phone_writes_the_part_before_the_dot_and_says_the_rest_on_touch() -> None:
    drawn = screen.draw(spoken(), True)
    assert drawn["data"][0]["text"] == ["137"] * 8
    assert drawn["data"][0]["customdata"] == [LONG] * 8
    assert drawn["layout"]["margin"]["r"] <= 120
    assert screen.draw(spoken(short="pendek"), True)["data"][0]["text"] == ["137 laporan"] * 8
    assert screen.draw(golden.ranked(), True)["data"][0]["text"] == list(golden.ranked().frame["teks"])


def test_words_too_long_for_a_desk_are_short_there_too() -> None:
    assert screen.draw(spoken(f"{LONG} · {LONG}"))["data"][0]["text"] == ["137"] * 8


@pytest.mark.parametrize("said", [LONG, f"{LONG}, {LONG}", "kata " * 60])
def test_bars_on_paper_shrink_before_words_leave_the_page(said: str) -> None:
    assert outside(spoken(said)) == []


def test_paper_writes_long_words_whole_and_longer_bars_stay_longer() -> None:
    figure = spoken()
    assert words(figure).count(LONG) == 8
    bars = [p for p in paper._page(figure).canvas.axes[0].patches if type(p).__name__ == "Rectangle"]
    lengths = [p.get_width() for p in bars][:8]
    counts = list(figure.frame["kejadian"])
    assert lengths == pytest.approx([lengths[0] * n / counts[0] for n in counts])
    assert lengths[0] > 0.8, "an inch or so is left to the longest bar"
