"""Meetings in a browser with every other host blocked: a pack is made and taken away, and walked through by keys."""

import io
import json
import re
import zipfile

from playwright.sync_api import expect

from tests.browser.conftest import Visitor, settle


def test_a_pack_is_made_with_one_click_and_taken_away(visitor: Visitor) -> None:
    page = visitor.open("/paket_rapat?kecamatan=Halong")
    for name in ("Lapor Bencana", "DESTANA", "Layar Sibalang", "Pak Sotarsa"):
        page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
        settle(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("Kecamatan Halong")
    page.get_by_role("button", name="Buat paket").click()
    expect(page.get_by_text(re.compile(r"Paket selesai dalam \d+ detik"))).to_be_visible(timeout=90_000)
    with page.expect_download() as begun:
        page.get_by_role("button", name="Unduh paket (ZIP)").click()
    name = begun.value.suggested_filename
    assert re.fullmatch(r"PantauBalangan_kencana_halong_semua-data_\d{8}-\d{4}WITA\.zip", name)
    with zipfile.ZipFile(io.BytesIO(begun.value.path().read_bytes())) as archive:
        told = json.loads(archive.read(f"{name.removesuffix('.zip')}/MANIFEST.json"))
        assert archive.testzip() is None
    assert (told["program"], told["kecamatan"], told["gagal"]) == (["kencana"], "Halong", [])
    expect(page.get_by_test_id("stMain")).to_contain_text(f"kode {told['kode']}")


def test_making_a_pack_can_be_called_off(visitor: Visitor) -> None:
    page = visitor.open("/paket_rapat?kecamatan=Juai")
    page.get_by_role("button", name="Buat paket").click()
    page.get_by_role("button", name="Batal").click()
    expect(page.get_by_role("button", name="Batal")).to_have_count(0, timeout=30_000)
    settle(page)
    expect(page.get_by_text(re.compile("Paket selesai"))).to_have_count(0)
    expect(page.get_by_test_id("stMain")).not_to_contain_text("Kecamatan Juai · lima program · dibuat oleh")


def test_a_meeting_goes_on_by_arrow_keys_and_survives_a_reload(visitor: Visitor) -> None:
    page = visitor.open("/mode_rapat")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("Halaman 1/")
    page.keyboard.press("ArrowRight")
    expect(main).to_contain_text("Halaman 2/")
    page.keyboard.press("ArrowRight")
    expect(main).to_contain_text("Halaman 3/")
    page.keyboard.press("ArrowLeft")
    expect(main).to_contain_text("Halaman 2/")
    expect(page).to_have_url(re.compile("langkah=2"))
    page.reload()
    expect(page.get_by_test_id("stMain")).to_contain_text("Halaman 2/")
    page.get_by_role("button", name="Layar penuh").click()
    assert page.evaluate("document.fullscreenElement !== null")
