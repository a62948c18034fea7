"""A choice travels: into the URL, to the next page, to another browser; and it can be dropped."""

from collections.abc import Callable

from playwright.sync_api import expect

from pantau.store import Store
from tests.browser.conftest import Visitor, settle
from tests.browser.hands import choose, explorer_spot, link, numbers, press_village, shown

EVENTS, CASES = "/lapor_bencana", "/layar_sibalang"


def test_a_click_on_a_village_filters_the_page_and_the_url(visitor: Visitor, sample: Store) -> None:
    places = sample.query("bencana/kejadian_per_desa")
    top = places.sort_values(["kejadian", "kode_desa"], ascending=[False, True]).iloc[0]
    page = visitor.open(EVENTS)
    page.wait_for_timeout(1500)
    account = sample.query("bencana/akuntansi_peta").iloc[0]
    press_village(page, explorer_spot(page, places, account, top["kode_desa"]))
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
    cases = sample.query("sosial/kasus_kpi", {"kecamatan": names["Juai"], "per": "2026-11-22"}).iloc[0]
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
