"""The disaster rooms in the hand: a village or kecamatan by a click, the month moved, the link opened elsewhere."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from pantau import text
from pantau.store import Store
from tests.browser.conftest import Visitor, settle
from tests.browser.hands import (
    cell_spot,
    choose,
    explorer_spot,
    link,
    map_spot,
    numbers,
    press,
    press_village,
    sentence,
    shown,
    slide_to,
)
from tests.stores import table

DECEMBER = {"dari": "2025-12-01", "sampai": "2025-12-31"}


@pytest.fixture
def anew(visitor: Visitor, visitors: Callable[..., Visitor]) -> Callable[[Page], Page]:
    """Open the link of a page in a browser that was never here; the same sentence and numbers must stand there."""

    def open_anew(page: Page) -> Page:
        other = visitors().open(page.url.removeprefix(visitor.server))
        assert sentence(other) == sentence(page)
        assert numbers(other) == numbers(page)
        assert link(other) == link(page)
        return other

    return open_anew


def simple_map(page: Page) -> Locator:
    """The map as a drawing instead of WebGL, once its areas stand there."""
    page.get_by_role("radio", name="Sederhana").first.click()
    chart = page.locator("[data-testid=stPlotlyChart]", has=page.locator(".choroplethlayer")).first
    expect(chart.locator("path.choroplethlocation").first).to_be_attached()
    settle(page)
    chart.scroll_into_view_if_needed()
    return chart


def test_events_by_village_and_month(visitor: Visitor, anew: Callable[[Page], Page], sample: Store) -> None:
    page = visitor.open("/lapor_bencana")
    choose(page, "Periode", "Geser bulan")
    slide_to(page, "Des 2025")
    month = sample.query("bencana/kpi", DECEMBER).iloc[0]
    assert shown(page, "kejadian") == (month["kejadian"], 26)
    places = sample.query("bencana/kejadian_per_desa", DECEMBER)
    top = places.sort_values(["kejadian", "kode_desa"], ascending=[False, True]).iloc[0]
    press(page, map_spot(simple_map(page), top["bujur"], top["lintang"]))
    expect(page.locator("[data-testid=stMain]")).to_contain_text(f"Desa {top['nama_desa']}")
    settle(page)
    own = sample.query("bencana/kpi", {**DECEMBER, "desa": top["kode_desa"]}).iloc[0]
    assert shown(page, "kejadian") == (own["kejadian"], 26)
    assert sentence(page).startswith("1 Des 2025 s.d. 31 Des 2025 · ")
    assert link(page)["bulan"] == "Des 2025"
    assert link(page)["kecamatan"] == top["nama_kecamatan"]
    anew(page)


def test_reports_by_village_and_month(visitor: Visitor, anew: Callable[[Page], Page], sample: Store) -> None:
    page = visitor.open("/laporan?periode=Geser+bulan&bulan=Jan+2026")
    slide_to(page, "Des 2025")
    places = sample.query("bencana/laporan_per_desa", DECEMBER)
    account = sample.query("bencana/laporan_akuntansi", DECEMBER).iloc[0]
    top = places.sort_values(["laporan", "kode_desa"], ascending=[False, True]).iloc[0]
    page.wait_for_timeout(1500)
    press_village(page, explorer_spot(page, places.assign(kejadian=places["laporan"]), account, top["kode_desa"]))
    expect(page.locator("[data-testid=stMain]")).to_contain_text(f"Desa {top['nama_desa']}")
    settle(page)
    own = sample.query("bencana/laporan_kpi", {**DECEMBER, "desa": top["kode_desa"]}).iloc[0]
    assert shown(page, "laporan") == (own["laporan"], 195)
    assert numbers(page)[0] == f"{own['laporan']:.0f} → {own['kejadian']:.0f}"
    other = anew(page)
    assert "CONTOH" in other.inner_text("[data-testid=stMain]")


def test_consultations_by_village_month_and_cell(visitor: Visitor, anew: Callable[[Page], Page], sample: Store) -> None:
    page = visitor.open("/destana")
    cells = sample.query("destana/kontak_bulanan")
    cell = cells[cells["konsultasi"] > 1].sort_values(["bulan", "nama_desa"]).iloc[-1]
    calendar = page.locator("[data-testid=stPlotlyChart]", has_text=cell["nama_desa"]).first
    calendar.scroll_into_view_if_needed()
    press(page, cell_spot(calendar, cell["nama_desa"], f"{cell['bulan']:%Y-%m-%d}"))
    log = page.locator("[data-testid=stMain] h4", has_text=f"{cell['nama_desa']}")
    expect(log.first).to_contain_text(text.month(cell["bulan"]))
    settle(page)
    choose(page, "Desa", cell["nama_desa"])
    choose(page, "Periode", "Geser bulan")
    slide_to(page, text.month(cell["bulan"]))
    assert shown(page, "konsultasi")[0] == cell["konsultasi"]
    assert f"Desa {cell['nama_desa']}" in sentence(page)
    anew(page)


def test_evidence_by_kecamatan_day_and_cell(visitor: Visitor, anew: Callable[[Page], Page], sample: Store) -> None:
    page = visitor.open("/kencana")
    choose(page, "Keadaan per", "Akhir Jun 2026")
    day = "2026-06-30"
    rows = sample.query("kencana/kelengkapan_per_kecamatan", {"per": day})
    row = rows.sort_values(["berlaku", "nama_kecamatan"]).iloc[-1]
    chart = page.locator("[data-testid=stPlotlyChart]", has=page.locator(".choroplethlayer")).first
    chart.scroll_into_view_if_needed()
    areas = table(sample, "ref_desa")
    mine = areas[areas["kode_kecamatan"] == row["kode_kecamatan"]]
    press(page, map_spot(chart, mine["bujur"].median(), mine["lintang"].median()))
    expect(page).to_have_url(re.compile("kecamatan="))
    settle(page)
    assert link(page) == {"keadaan": "Akhir Jun 2026", "kecamatan": row["nama_kecamatan"]}
    assert sentence(page).endswith(f"{row['wajib']} dari {rows['wajib'].sum()} bukti wajib")
    expect(page.locator("[data-testid=stMain]")).to_contain_text(f"{row['berlaku']} dari {row['wajib']} bukti")
    anew(page)
    cells = sample.query("kencana/matriks", {"per": day, "kecamatan": row["kode_kecamatan"]})
    cell = cells[cells["keadaan"] == "disetujui"].iloc[0]
    matrix = page.locator("[data-testid=stPlotlyChart]", has_text=cell["nama_kecamatan"]).first
    matrix.scroll_into_view_if_needed()
    page.mouse.click(*cell_spot(matrix, cell["nama_kecamatan"], cell["kode_indikator"]))
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text(f"{cell['nama_kecamatan']} · {cell['kode_indikator']}")
    settle(page)
    papers = {"per": day, "kecamatan": cell["kode_kecamatan"], "indikator": cell["kode_indikator"]}
    for paper in sample.query("kencana/dokumen", papers).to_dict("records"):
        expect(main).to_contain_text(paper["judul"])


def test_what_is_found_is_opened_with_its_link(visitor: Visitor, anew: Callable[[Page], Page]) -> None:
    page = visitor.open("/laporan?bahaya=Banjir&periode=Tahun+2025")
    page.get_by_role("button", name="Cari").first.click()
    page.get_by_label("Cari desa, kejadian atau indikator").fill("mayanau")
    page.get_by_role("button", name=re.compile("Mayanau desa")).click()
    expect(page.locator("h1").first).to_contain_text("Lapor Bencana")
    settle(page)
    assert link(page) == {"kecamatan": "Tebing Tinggi", "desa": "Mayanau"}
    other = anew(page)
    other.get_by_role("button", name="Kec. Tebing Tinggi").click()
    expect(other).not_to_have_url(re.compile("desa="))
    settle(other)
    assert link(other) == {"kecamatan": "Tebing Tinggi"}
