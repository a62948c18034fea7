"""The board in a browser: the way to it from a programme, the way back to a village, and a text that can be copied."""

from tests.browser.conftest import Visitor, settle


def test_from_a_programme_to_its_board_and_on_to_a_village(visitor: Visitor) -> None:
    page = visitor.open("/pak_sotarsa")
    page.get_by_role("link", name="perlu perhatian").click()
    page.wait_for_url("**/perhatian?program=Pak+Sotarsa")
    settle(page)
    assert page.locator("h3").all_inner_texts() == ["Pak Sotarsa CONTOH"]
    village = page.get_by_role("link", name="hari · sejak").first
    name = village.inner_text().split(" ")[0]
    village.click()
    page.wait_for_url(f"**/sotarsa_kunjungan?desa={name}*")
    settle(page)
    assert page.locator("[data-testid=stAlert]").count() == 0


def test_the_text_is_copied_as_it_stands(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open("/perhatian")
    page.get_by_role("button", name="Salin teks").first.click()
    field = page.get_by_label("Teks untuk dikirim")
    field.wait_for()
    words = field.input_value()
    assert words.startswith("*Perlu perhatian: semua program*\n• ")
    assert len(words) <= 700
    page.get_by_role("button", name="Salin", exact=True).click()
    page.get_by_role("button", name="Tersalin").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == words
