"""The page of a village: a choice first, then seven blocks; the way to it, and what a camat sees of others."""

import re

import pytest

from pantau.answers import Answers
from pantau.pack import profile
from pantau.store import Store
from tests.visits import DESTANA, EVENTS, HALONG, again, be_camat, plain, table_with, visit, words

PAGE = "pages/utama/profil_desa.py"
pytestmark = pytest.mark.usefixtures("fresh")


def buttons(app: object) -> list[str]:
    return [each.proto.label for each in app.get("download_button")]  # type: ignore[attr-defined]


def links(app: object) -> list[str]:
    return [each.proto.label for each in app.get("page_link")]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("at_sample")
def test_without_a_village_all_are_listed_and_one_can_be_looked_for() -> None:
    app = visit(PAGE)
    assert len(app.selectbox(key="profil-pilihan").options) == 157
    listed = table_with(app, "Perlu perhatian")
    assert len(listed) == 157
    row = listed[listed["Desa atau kelurahan"] == "Gunung Batu"].iloc[0]
    assert (row["Kejadian"], row["Konsultasi"], row["Perlu perhatian"]) == ("3", "tidak berjalan", "3")
    app.selectbox(key="profil-pilihan").set_value("63.11.08.2008")
    assert "Desa Gunung Batu" in plain(again(app))
    assert app.session_state["kecamatan"] == "63.11.08"


@pytest.mark.usefixtures("at_sample")
def test_a_kecamatan_lists_its_villages_and_prints_them() -> None:
    app = visit(PAGE, kecamatan="Halong")
    assert len(table_with(app, "Perlu perhatian")) == 24
    assert "Cetak semua desa Kec. Halong (PDF)" in buttons(app)


@pytest.mark.parametrize(("name", "code"), [("Gunung Batu", "63.11.08.2008"), ("Tabuan", "63.11.02.2004")])
@pytest.mark.usefixtures("at_sample")
def test_a_village_by_a_link_shows_its_seven_blocks(name: str, code: str, sample: Store) -> None:
    app = visit(PAGE, desa=name)
    said = plain(app)
    (shown,) = profile.gather(Answers(sample, "kabupaten"), desa=code)
    for block in shown.blocks:
        assert f"#### {block.title}" in said
        assert block.footer in said
        assert block.empty in said
        for fact in block.facts:
            assert fact.value in said and fact.note in said
    assert buttons(app) == ["Cetak (PDF)", f"Semua desa Kec. {shown.kecamatan} (PDF)"]
    assert f"{shown.title} · Kec. {shown.kecamatan} · {code}" in said


@pytest.mark.parametrize(("page", "village"), [(EVENTS, "Gunung Batu"), (DESTANA, "Pimping")])
@pytest.mark.usefixtures("at_sample")
def test_a_chosen_village_leads_to_its_profile(page: str, village: str) -> None:
    assert "Profil desa ›" in links(visit(page, desa=village))
    assert "Profil desa ›" not in links(visit(page))
    assert "Profil desa ›" not in links(visit(PAGE, desa=village))


@pytest.mark.usefixtures("at_empty")
def test_without_data_the_identity_stays() -> None:
    app = visit(PAGE, desa="Gunung Batu")
    said = plain(app)
    assert "Belum ada data program yang dimuat" in said
    assert "63.11.08.2008" in said
    assert said.count("belum dimuat") >= 5


@pytest.mark.usefixtures("at_sample")
def test_a_camat_reads_the_own_villages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    be_camat(HALONG, monkeypatch)
    assert len(table_with(visit(PAGE), "Perlu perhatian")) == 24
    for link in ({"desa": "Gunung Batu"}, {"kecamatan": "Lampihong"}):
        app = visit(PAGE, **link)
        said = words(app)
        assert "Desa ini di kecamatan lain" in said or len(table_with(app, "Perlu perhatian")) == 24
        assert not re.search(r"3 kejadian|8 konsultasi", said)
