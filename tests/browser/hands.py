"""What a person does with a page: choose, slide, click on a map or a cell, and read what stands there."""

import json
import math
import re
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pantau import maps
from pantau.figures import Context, bencana
from tests.browser.conftest import settle

Spot = tuple[float, float]


def numbers(page: Page) -> list[str]:
    """The big numbers of a page, top to bottom."""
    return page.locator("[data-testid=stMetricValue]").all_inner_texts()


def sentence(page: Page) -> str:
    """The filter sentence under the title."""
    lines = page.inner_text("[data-testid=stMain]").splitlines()
    return next(line for line in lines if " · " in line and re.search(r"[\d.]+ dari [\d.]+ ", line))


def shown(page: Page, noun: str) -> tuple[int, int]:
    """The two numbers at the end of the filter sentence: shown and total."""
    found = re.search(rf"([\d.]+) dari ([\d.]+) {noun}", page.inner_text("[data-testid=stMain]"))
    assert found
    return int(found[1].replace(".", "")), int(found[2].replace(".", ""))


def link(page: Page) -> dict[str, str]:
    """The choices in the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by its label."""
    box = page.get_by_label(label, exact=True).first
    box.click()
    # Long lists hold only the options that are in sight.
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_timeout(200)
    settle(page)


def press_village(page: Page, spot: Spot) -> None:
    """Press a village on the explorer, again when nothing came of it: a busy software WebGL loses clicks."""
    for _ in range(3):
        press(page, spot)
        try:
            page.wait_for_url(re.compile("desa="), timeout=10_000)
        except PlaywrightTimeout:
            continue
        return


def slide_to(page: Page, month: str) -> None:
    """Move the month slider by the arrow keys, back and forth, until it stands on a month such as `Des 2025`."""
    handle = page.locator("[data-testid=stSlider] input[type=range]")
    handle.focus()
    at = _months(handle.get_attribute("aria-valuetext") or "")
    for _ in range(abs(_months(month) - at)):
        handle.press("ArrowRight" if _months(month) > at else "ArrowLeft")
    assert handle.get_attribute("aria-valuetext") == month
    page.wait_for_timeout(700)
    settle(page)


def _months(words: str) -> int:
    """A month such as `Des 2025` as a number one can subtract."""
    name, year = words.split()
    names = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    return 12 * int(year) + names.index(name)


def explorer_spot(page: Page, places: pd.DataFrame, account: pd.Series, code: str) -> Spot:
    """Where a village lies on the explorer, by the same projection the map uses."""
    figure = bencana.villages(places, account, Context("", ""))
    view = json.loads(maps.explorer(figure).to_json())["initialViewState"]
    row = places.set_index("kode_desa").loc[code]
    box = page.locator("[data-testid=stDeckGlJsonChart]").bounding_box()
    assert box
    world = 512 * 2 ** view["zoom"]

    def north(latitude: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi) * world

    x = (row["bujur"] - view["longitude"]) / 360 * world
    y = north(view["latitude"]) - north(row["lintang"])
    return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y


def map_spot(chart: Locator, longitude: float, latitude: float) -> Spot:
    """Where a place lies on a map drawn by Plotly."""
    x, y = chart.locator(".js-plotly-plot").evaluate(
        """(plot, place) => {
            const [x, y] = plot._fullLayout.geo._subplot.projection(place);
            const box = plot.getBoundingClientRect();
            return [box.x + x, box.y + y];
        }""",
        [float(longitude), float(latitude)],
    )
    return x, y


def cell_spot(chart: Locator, row: str, column: str) -> Spot:
    """Middle of a mark whose data begin with these two words, found through Plotly's own data on the element."""
    x, y = chart.locator(".js-plotly-plot").evaluate(
        """(plot, [row, column]) => {
            const matches = (d) => d && String(d[0]) === row && String(d[1]) === column;
            for (const trace of plot._fullData) {
                const box = plot.getBoundingClientRect();
                const axis = (name, fallback) => plot._fullLayout[(name || fallback).replace(/^([xy])/, "$1axis")];
                const px = (a, v) => a._offset + a.d2p(v);
                const spot = (x, y) => [
                    box.x + px(axis(trace.xaxis, "x"), x), box.y + px(axis(trace.yaxis, "y"), y)
                ];
                const at = (trace.customdata || []).findIndex(matches);
                if (at >= 0) return spot(trace.x[at], trace.y[at]);
            }
        }""",
        [row, column],
    )
    return x, y


def press(page: Page, place: Spot) -> None:
    """Click on the map. Without a pause between down and up: drawn by software, a frame takes longer than a tap may."""
    page.mouse.move(place[0] + 3, place[1])
    page.mouse.move(*place)
    page.wait_for_timeout(1000)
    page.mouse.click(*place)
