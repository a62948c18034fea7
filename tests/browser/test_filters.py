"""A choice travels: into the URL, to the next page, to another browser; and it can be dropped."""

import json
import math
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pantau import maps
from pantau.figures import Context, bencana
from pantau.store import Store
from tests.browser.conftest import Visitor, settle

pytestmark = pytest.mark.browser

EVENTS, CASES = "/lapor_bencana", "/layar_sibalang"


def numbers(page: Page) -> list[str]:
    """The big numbers of a page, top to bottom."""
    return page.locator("[data-testid=stMetricValue]").all_inner_texts()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_timeout(200)
    settle(page)


def link(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def shown(page: Page, noun: str) -> tuple[int, int]:
    """The two numbers at the end of the filter sentence: shown and total."""
    found = re.search(rf"([\d.]+) dari ([\d.]+) {noun}", page.inner_text("[data-testid=stMain]"))
    assert found
    return int(found[1]), int(found[2])


def spot(store: Store, code: str, page: Page) -> tuple[float, float]:
    """Where on the screen a village lies, by the same projection the map uses."""
    places = store.query("bencana/kejadian_per_desa")
    figure = bencana.villages(places, store.query("bencana/neraca_peta").iloc[0], Context("", ""))
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


def press(page: Page, place: tuple[float, float]) -> None:
    """Click on the map. Without a pause between down and up: drawn by software, a frame takes longer than a tap may."""
    page.mouse.move(place[0] + 3, place[1])
    page.mouse.move(*place)
    page.wait_for_timeout(1000)
    page.mouse.click(*place)


def test_a_click_on_a_village_filters_the_page_and_the_url(visitor: Visitor, sample: Store) -> None:
    places = sample.query("bencana/kejadian_per_desa")
    top = places.sort_values(["kejadian", "kode_desa"], ascending=[False, True]).iloc[0]
    page = visitor.open(EVENTS)
    page.wait_for_timeout(1500)
    press(page, spot(sample, top["kode_desa"], page))
    expect(page.locator("[data-testid=stMain]")).to_contain_text(f"Desa {top['nama_desa']}")
    settle(page)
    assert shown(page, "kejadian") == (top["kejadian"], 26)
    assert top["nama_desa"] in link(page)["desa"]
    assert link(page)["kecamatan"] == top["nama_kecamatan"]


def test_a_kecamatan_goes_along_to_the_next_page(visitor: Visitor, sample: Store) -> None:
    page = visitor.open(EVENTS)
    before = numbers(page)
    assert link(page) == {}, "defaults are not written into the URL"
    choose(page, "Kecamatan", "Juai")
    assert numbers(page) != before
    assert link(page) == {"kecamatan": "Juai"}
    page.get_by_role("link", name="Layar Sibalang").first.click()
    expect(page.locator("h1").first).to_contain_text("Layar Sibalang")
    settle(page)
    assert link(page) == {"kecamatan": "Juai"}
    names = sample.query("acuan/kecamatan").set_index("nama")["kode"]
    cases = sample.query("layar_sibalang/kpi", {"kecamatan": names["Juai"], "hari_ini": "2026-11-22"}).iloc[0]
    assert f"{int(cases['masuk'])} dari {int(cases['masuk_total'])} kasus" in page.inner_text("[data-testid=stMain]")


def test_a_copied_link_shows_the_same_numbers_elsewhere(visitor: Visitor, visitors: Callable[..., Visitor]) -> None:
    page = visitor.open(EVENTS)
    choose(page, "Bahaya", "Banjir")
    choose(page, "Periode", "Tahun 2025")
    other = visitors().open(page.url.removeprefix(visitor.server))
    assert numbers(other) == numbers(page)
    assert shown(other, "kejadian") == shown(page, "kejadian")
    assert link(other) == link(page) == {"bahaya": "Banjir", "periode": "Tahun 2025"}


def test_an_unknown_value_is_named_and_filters_can_be_dropped(visitor: Visitor) -> None:
    page = visitor.open(f"{CASES}?kecamatan=Atlantis&periode=Tahun+2025")
    expect(page.locator("[data-testid=stAlert]").first).to_contain_text("Atlantis")
    some, total = shown(page, "kasus")
    assert 0 < some < total
    page.get_by_role("button", name="Hapus filter").first.click()
    page.wait_for_timeout(200)
    settle(page)
    assert shown(page, "kasus") == (total, total)
    assert link(page) == {}


def test_nothing_that_matches_offers_to_drop_the_filter(visitor: Visitor) -> None:
    page = visitor.open(f"{CASES}?periode=Tahun+2018")
    expect(page.locator("[data-testid=stMain]")).to_contain_text("Tidak ada kasus yang cocok")
    page.get_by_role("button", name="Hapus filter").last.click()
    page.wait_for_timeout(200)
    settle(page)
    some, total = shown(page, "kasus")
    assert some == total > 0
