"""The page of the chain: events by links, one event in words, gaps; what is CONTOH is counted nowhere."""

import pytest

from pantau.store import Store
from tests.visits import HALONG, LAMPIHONG, be_camat, footers, metrics, plain, shown, table_with, visit, words

PAGE = "pages/utama/rantai.py"


@pytest.mark.usefixtures("at_sample")
def test_the_page_has_a_row_for_every_event_and_says_what_is_invented(sample: Store) -> None:
    app = visit(PAGE)
    listed = table_with(app, "Putus di")
    assert set(listed["Nomor kejadian"]) == set(sample.query("bencana/kejadian")["id"])
    assert shown(app, "kejadian") == (26, 26)
    told = metrics(app)
    assert told["Kejadian"] == "26"
    assert {told["Desa berkonsultasi"], told["Bantuan sampai"], told["Kasus sosial"], told["Celah rantai"]} == {"–"}
    said = plain(app)
    assert "kejadiannya nyata. Ada atau tidaknya di sini bukan temuan." in said
    assert "menurut register CONTOH, bukan temuan" in said, "the legend gives the word beside colour and letter"
    assert all("CONTOH" in line for line in footers(app))


@pytest.mark.usefixtures("at_sample")
def test_an_event_chosen_by_link_tells_its_chain() -> None:
    app = visit(PAGE, kejadian="BLG-0024")
    assert "BLG-0024 · 04/03/2025 · Banjir" in plain(app)
    assert "Semua 4 tempat: tidak berlaku (DESTANA hanya Lampihong)." in words(app)
    assert "kasus tidak menyebut kejadian; jumlah kecil tertutup" in words(app)
    newest = table_with(app, "Putus di")["Nomor kejadian"].iloc[0]
    assert f"tercatat sebagai {newest}" not in words(app)


@pytest.mark.usefixtures("at_sample")
def test_a_filter_narrows_events_and_gaps_alike() -> None:
    app = visit(PAGE, kecamatan="Tebing Tinggi", periode="Tahun 2025")
    assert 0 < len(table_with(app, "Putus di")) < 26
    assert table_with(app, "Yang kurang")["Tempat"].str.contains("Tebing Tinggi|semua tempat").all()
    assert "Tidak ada kejadian yang cocok" in words(visit(PAGE, periode="Tahun 2018", kecamatan="Halong"))


@pytest.mark.usefixtures("at_sample")
def test_who_handles_cases_reads_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    everyone = plain(visit(PAGE, kejadian="BLG-0027"))
    monkeypatch.setenv("PANTAU_PERAN", "pengelola_rujukan")
    assert plain(visit(PAGE, kejadian="BLG-0027")) == everyone


@pytest.mark.parametrize("kecamatan", [HALONG, LAMPIHONG])
@pytest.mark.usefixtures("at_sample")
def test_a_camat_reads_the_own_places_only(kecamatan: str, sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    be_camat(kecamatan, monkeypatch)
    own = sample.query("rantai/rantai", {"kecamatan": kecamatan})
    listed = table_with(visit(PAGE), "Putus di")
    assert sorted(listed["Nomor kejadian"]) == sorted(own["id_kejadian"].unique())


@pytest.mark.usefixtures("at_empty")
def test_without_events_it_says_what_to_load() -> None:
    assert "Belum ada kejadian yang dimuat" in words(visit(PAGE))
