"""The page of targeting: what a reader may see, and the rows that only who handles cases sees."""

import re

import pytest

from pantau.store import Store
from tests.stores import table
from tests.visits import HALONG, be_camat, footers, metrics, plain, tables, visit, words

PAGE = "pages/sosial/sibalang_sasaran.py"


@pytest.mark.usefixtures("at_sample")
def test_the_page_reads_from_the_board_to_the_rules(sample: Store) -> None:
    app = visit(PAGE)
    row = sample.query("sosial/rangkap_kpi", {}, "kabupaten").iloc[0]
    told = metrics(app)
    assert str(row["perlu_periksa"]) in told["Perlu diperiksa"]
    assert {"Keluarga layak", "Terlayani", "Belum tercatat menerima"} <= set(told)
    said = plain(app)
    for title in ("perlu diperiksa", "Paling banyak terlewat", "Penerima di luar batas desil", "Aturan tiap pasangan"):
        assert title in said
    assert "bentrok menurut aturan" in words(app), "the legend gives the word beside colour and letter"
    assert all("CONTOH" in line for line in footers(app))
    assert said.count("Tidak mengikuti filter: dihitung sekali saat data diterbitkan") == 5


@pytest.mark.usefixtures("at_sample")
def test_readers_see_nobody(sample: Store) -> None:
    app = visit(PAGE)
    pids = {pid[:8] for pid in table(sample, "penerimaan")["pid"].dropna()}
    said = words(app) + " ".join(each.value.to_csv() for each in app.dataframe)
    assert not set(re.findall(r"[0-9a-f]{8}", said)) & pids
    assert "Samaran" not in said


@pytest.mark.usefixtures("at_sample")
def test_who_handles_cases_sees_masked_pairs_and_no_file(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_PERAN", "pengelola_rujukan")
    app = visit(PAGE)
    lists = [each for each in tables(app) if "Samaran" in each.columns]
    assert len(lists) == 2
    found = sample.query("sosial/tumpang_tindih", {"putusan": "bentrok", "per": "2026-12-31"})
    assert len(lists[0]) == len(found)
    assert (lists[0]["Samaran"].str.len() == 8).all()
    assert len(lists[1]) == min(500, len(sample.query("sosial/belum_terlayani_daftar", {"program": "PBI-JK"}))), (
        "the first programme with a limit"
    )


@pytest.mark.usefixtures("at_sample")
def test_a_camat_reads_the_same_published_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = metrics(visit(PAGE))
    be_camat(HALONG, monkeypatch)
    assert metrics(visit(PAGE)) == whole


@pytest.mark.usefixtures("at_empty")
def test_without_a_register_it_says_what_to_load() -> None:
    assert "Belum ada penerimaan bantuan yang dimuat" in plain(visit(PAGE))
