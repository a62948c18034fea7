"""The room of social cases: what everybody reads, what only who handles cases sees, and what a camat is shown."""

from datetime import date
from pathlib import Path

import pytest

from pantau.contracts import contracts
from pantau.figures import records
from pantau.store import Store
from tests.stores import table
from tests.visits import CASES, be_camat, footers, metrics, plain, shown, table_with, visit, words

TIME, REFERRALS = "pages/sosial/sibalang_waktu.py", "pages/sosial/sibalang_rujukan.py"
ROOM = (CASES, TIME, REFERRALS)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("page", ROOM)
def test_every_page_says_its_filter_and_marks_its_sample(page: str, at_sample: None) -> None:
    app = visit(page)
    assert shown(app, "kasus") == (160, 160)
    lines = [line for line in footers(app) if "alamat" not in line and "republika" not in line]
    assert lines
    assert all("CONTOH" in line for line in lines)


@pytest.mark.parametrize("page", ROOM)
def test_a_period_and_a_place_travel_from_page_to_page(page: str, at_sample: None) -> None:
    some, total = shown(visit(page, kecamatan="Juai"), "kasus")
    assert 0 < some < total == 160


@pytest.mark.parametrize("page", ROOM)
def test_a_store_without_cases_says_what_to_load(page: str, at_empty: None) -> None:
    assert "Belum ada kasus yang dimuat" in words(visit(page))


def test_the_strip_follows_the_clock(at_sample: None, sample: Store) -> None:
    (kpi,) = records(sample.query("sosial/kasus_kpi", {"per": TODAY}))
    got = metrics(visit(CASES))
    assert got["Kasus aktif"] == str(kpi["aktif"])
    assert got["Lewat tenggat"] == str(kpi["lewat"])


def test_the_limits_stand_with_their_basis_and_source(at_sample: None) -> None:
    limits = table_with(visit(CASES), "Dasar")
    assert set(limits["Hari kerja"]) == {"3", "5", "14", "60"}
    assert limits["Dasar"].str.contains("perlu dipastikan Dinas Sosial").all()
    assert limits["Sumber"].str.startswith("https://").all()


@pytest.mark.parametrize("page", ROOM)
def test_nobody_else_reads_the_category_agency_or_person_of_a_case(
    page: str, at_sample: None, monkeypatch: pytest.MonkeyPatch, sample: Store
) -> None:
    monkeypatch.setenv("PANTAU_PERAN", "kepala_dinas")
    app = visit(page)
    pids = {str(pid)[:8] for pid in table(sample, "kasus")["pid"].dropna()}
    (kinds,) = [each.values for each in contracts()["kasus"].columns if each.name == "kategori"]
    agencies = set(table(sample, "rujukan")["instansi_tujuan"])
    for each in app.dataframe:
        frame = each.value
        cells = {str(cell) for _, column in frame.items() for cell in column}
        assert not cells & pids
        if "Nomor kasus" in frame.columns:
            assert not cells & ({*kinds} | agencies)
            assert "Desa" not in frame.columns
    assert "lengkap" not in plain(app)


def test_who_handles_cases_sees_them_one_by_one_and_takes_none_away(
    at_sample: None, monkeypatch: pytest.MonkeyPatch, sample: Store
) -> None:
    monkeypatch.setenv("PANTAU_PERAN", "pengelola_rujukan")
    app = visit(CASES)
    full = table_with(app, "Prioritas")
    register = table(sample, "kasus").set_index("id_kasus")
    assert full["Kategori"].tolist() == [register.loc[number, "kategori"] for number in full["Nomor kasus"]]
    assert (full["Samaran"].str.len() <= 8).all()
    referrals = visit(REFERRALS)
    assert set(table_with(referrals, "Nomor rujukan")["Instansi"]) <= set(table(sample, "rujukan")["instansi_tujuan"])
    for page in (app, referrals):
        keys = [str(each.key) for each in page.get("popover") if hasattr(each, "key")]
        assert not any(key in ("data-SB2C", "data-SB7C", "data-SB7D") for key in keys)


@pytest.mark.parametrize("page", ROOM)
def test_a_camat_reads_the_own_cases(
    page: str, at_sample: None, monkeypatch: pytest.MonkeyPatch, sample: Store, tmp_path: Path
) -> None:
    be_camat("63.11.02", monkeypatch)
    own = int((table(sample, "kasus")["kode_kecamatan"] == "63.11.02").sum())
    assert shown(visit(page), "kasus") == (own, own)
