"""The village map is really drawn: with WebGL, and as a simple map where the browser has none."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor


def drawn(picture: Locator) -> tuple[int, float, float]:
    """Number of colours, share of the commonest, share of nearly black pixels; letters and lines are not many."""
    pixels = Image.open(BytesIO(picture.screenshot())).convert("RGB").get_flattened_data()
    colours = Counter(pixels)
    black = sum(n for colour, n in colours.items() if max(colour) < 24)
    return len(colours), max(colours.values()) / len(pixels), black / len(pixels)


def hold(picture: Locator) -> None:
    colours, commonest, black = drawn(picture)
    assert colours > 20, "a map of few colours is blank"
    assert commonest <= 0.97, "one colour is nearly everything"
    assert black < 0.05, "deck.gl draws black when an accessor is wrong"


def test_the_explorer_is_neither_black_nor_blank(visitor: Visitor) -> None:
    page = visitor.open("/lapor_bencana")
    page.wait_for_timeout(2000)
    picture = page.locator("[data-testid=stDeckGlJsonChart]")
    expect(picture).to_be_visible()
    hold(picture)
    assert "WebGL mati" not in page.inner_text("[data-testid=stMain]")


def test_without_webgl_a_simple_map_stands_in_and_says_so(
    visitors: Callable[..., Visitor], sample_names: object
) -> None:
    someone = visitors(webgl=False)
    page = someone.open("/lapor_bencana")
    expect(page.locator("[data-testid=stMain]")).to_contain_text("Peta sederhana", timeout=20_000)
    expect(page.locator("[data-testid=stDeckGlJsonChart]")).to_have_count(0)
    picture = page.locator("[data-testid=stPlotlyChart]", has=page.locator(".choroplethlayer")).first
    expect(picture.locator("path.choroplethlocation").first).to_be_attached()
    page.wait_for_timeout(500)
    hold(picture)
    assert picture.locator("path.choroplethlocation").count() >= 157
    assert someone.watch.problems(sample_names) == []  # type: ignore[arg-type]
