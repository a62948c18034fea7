"""Black and white: no colour is left, and what differed by hue alone differs by hatch."""

import io
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from PIL import Image

from pantau import style
from pantau.draw import paper
from pantau.draw.paper import lembar_peta
from pantau.draw.paper.page import Page
from pantau.figures import Figure
from tests.draw.golden import MAKERS, months, villages


def coloured(picture: bytes) -> int:
    """How many pixels are no grey."""
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    return int((pixels.max(axis=2) - pixels.min(axis=2) > 2).sum())


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_no_pixel_has_a_colour(make: Callable[[], Figure]) -> None:
    assert coloured(paper.drawing(make(), "png", grey=True)) == 0


def test_a_sheet_and_a_whole_picture_are_grey_too() -> None:
    assert coloured(lembar_peta.png(villages(), grey=True)) == 0
    assert coloured(paper.png(months(), grey=True)) == 0
    assert coloured(paper.png(months())) > 0


def test_fills_that_differ_by_hue_get_a_hatch_each_and_keep_it() -> None:
    page = Page(2, 1, grey=True)
    fills = ["#2A77AC", "#C0372C", "#3A7D34", "#2A77AC", style.ACCENT, style.RAMP[1], style.WHITE]
    for place, fill in enumerate(fills):
        page.rect(place * 0.2, 0.1, 0.2, 0.2, fill)
    hatches = [each.get_hatch() for each in page.canvas.axes[0].patches if isinstance(each, Rectangle)]
    assert len(set(hatches[:3])) == 3
    assert hatches[3] == hatches[0]
    assert hatches[4:] == [None] * 3, "depths of the one accent need none"


@pytest.mark.parametrize("colour", [style.ACCENT, style.AMBER, style.RED, *style.RAMP, "#2A77AC", "#000000", "#FFFFFF"])
def test_a_grey_is_as_light_as_its_colour(colour: str) -> None:
    grey = style.grey(colour)
    assert grey[1:3] == grey[3:5] == grey[5:7]
    assert style.luminance(grey) == pytest.approx(style.luminance(colour), abs=0.006)


def test_four_classes_stay_apart_without_colour() -> None:
    levels = [116 * style.luminance(style.grey(colour)) ** (1 / 3) - 16 for colour in style.RAMP]
    assert all(light - dark > 15 for light, dark in pairwise(levels))
