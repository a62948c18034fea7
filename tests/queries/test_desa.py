"""The questions of a village's profile: every village counted again from raw rows, and no way to a hidden count."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pantau.store import Store, read_query
from tests.stores import copy, load_together, open_store, table

TODAY = date(2026, 11, 22)
NAMES = ("identitas", "kejadian", "laporan", "kontak", "layanan", "rencana", "sinyal", "kasus")


@pytest.fixture(scope="module")
def events(sample: Store) -> pd.DataFrame:
    """Every village an event names, recaps left out."""
    kinds = table(sample, "kejadian").set_index("id_kejadian")["lingkup"]
    places = table(sample, "kejadian_wilayah").dropna(subset=["kode_desa"])
    return places[places["id_kejadian"].map(kinds) != "rekap"].drop_duplicates(["id_kejadian", "kode_desa"])


def ask(store: Store, name: str, **params: object) -> pd.DataFrame:
    return store.query(f"desa/{name}", params)


@pytest.mark.parametrize("name", NAMES)
def test_one_village_gets_the_row_it_has_in_the_answer_for_all(name: str, sample: Store) -> None:
    extra = {"hari_ini": TODAY} if name == "rencana" else {}
    every = ask(sample, name, **extra)
    column = "kode_kecamatan" if name == "kasus" else "kode_desa"
    for code in ("63.11.08.2008", "63.11.02.2004", "63.11.05.2021", "63.11.01.2001"):
        area = code[:8] if name == "kasus" else code
        one = ask(sample, name, desa=code, **extra)
        mine = every[every[column] == area].reset_index(drop=True)
        pd.testing.assert_frame_equal(one, mine, check_dtype=False)
    own = ask(sample, name, kecamatan="63.11.02", **extra)
    assert set(own[column].str[:8]) <= {"63.11.02"}


def test_events_of_every_village(sample: Store, events: pd.DataFrame) -> None:
    answer = ask(sample, "kejadian")
    assert answer.groupby("kode_desa").size().to_dict() == events.groupby("kode_desa").size().to_dict()
    # One event in five villages is five rows: the sum over villages is more than the events by exactly that.
    assert len(answer) == len(events)
    distinct = answer["id_kejadian"].nunique()
    assert len(answer) - distinct == (events.groupby("id_kejadian").size() - 1).sum() > 0
    assert (answer.groupby("id_kejadian").size() == answer.groupby("id_kejadian")["desa"].first()).all()
    shown = sample.query("bencana/kejadian_per_desa").dropna(subset=["kejadian"])
    assert shown.set_index("kode_desa")["kejadian"].to_dict() == answer.groupby("kode_desa").size().to_dict()


def test_figures_of_the_village_itself_come_from_its_newest_version(sample: Store) -> None:
    raw = table(sample, "dampak")
    raw = raw[(raw["cakupan"] == "desa") & (raw["status"].fillna("berlaku") != "ditarik")]
    newest = raw.sort_values("versi_ke").groupby(["id_kejadian", "kode_desa"]).last().reset_index()
    answer = ask(sample, "kejadian")
    joined = answer.merge(newest, on=["id_kejadian", "kode_desa"], how="left", suffixes=("", "_raw"))
    for name in ("terdampak_kk", "terdampak_jiwa", "rumah_terendam_unit", "mengungsi_orang"):
        left, right = joined[f"di_{name}"].astype("Float64"), joined[f"{name}_raw"].astype("Float64")
        pd.testing.assert_series_equal(left, right, check_names=False)
    assert answer["di_terdampak_kk"].notna().sum() > 5


def test_reports_of_every_village(sample: Store) -> None:
    raw = table(sample, "laporan").dropna(subset=["kode_desa", "tanggal_kejadian"])
    answer = ask(sample, "laporan").set_index("kode_desa")
    assert answer["laporan"].to_dict() == raw.groupby("kode_desa").size().to_dict()
    last = raw.groupby("kode_desa")["lapor_pada"].max().dt.date.to_dict()
    assert answer["terakhir"].dt.date.to_dict() == last


def test_consultations_of_every_village(sample: Store) -> None:
    raw = table(sample, "konsultasi")
    answer = ask(sample, "kontak").set_index("kode_desa")
    assert answer["konsultasi"].to_dict() == raw.groupby("kode_desa").size().to_dict()
    assert answer["konsultasi"].sum() == len(raw)
    silent = raw["dijawab_pada"].isna().groupby(raw["kode_desa"]).sum()
    open_ = (raw["hasil"].isin(["perlu tindak lanjut", "diteruskan"]) & raw["selesai_pada"].isna()).groupby(
        raw["kode_desa"]
    )
    assert answer["belum_dijawab"].to_dict() == silent.to_dict()
    assert answer["terbuka"].to_dict() == open_.sum().to_dict()


def test_visits_people_and_services_of_every_village(sample: Store) -> None:
    raw = table(sample, "kunjungan")
    answer = ask(sample, "layanan").set_index("kode_desa")
    villages = table(sample, "ref_desa")
    assert set(answer.index) == set(villages.loc[villages["kode_kecamatan"].isin(raw["kode_kecamatan"]), "kode"])
    by = raw.groupby("kode_desa")
    for column, counted in (
        ("hari_kunjungan", by["tanggal_kunjungan"].nunique()),
        ("orang", by["pid"].nunique()),
        ("keluarga", by["kid"].nunique()),
        ("layanan", by.size()),
    ):
        assert answer.loc[counted.index, column].tolist() == counted.tolist()
        assert answer[column].sum() == counted.sum()
    for name, mine in raw.groupby("layanan"):
        assert answer.loc[answer[name] > 0, name].to_dict() == mine.groupby("kode_desa").size().to_dict()


def test_plans_of_every_village(sample: Store) -> None:
    raw = table(sample, "rencana_kunjungan").sort_values(["status_pada", "baris"], na_position="first")
    plans = raw.groupby(["kode_desa", "tanggal_rencana"]).last().reset_index()
    past = plans["tanggal_rencana"].dt.date < TODAY
    answer = ask(sample, "rencana", hari_ini=TODAY).set_index("kode_desa")
    assert answer["lewat"].sum() == past.sum()
    assert answer["ke_depan"].sum() == (~past).sum()
    for status in ("terlaksana", "ditunda", "batal"):
        counted = plans[past & (plans["status"] == status)].groupby("kode_desa").size()
        assert answer.loc[counted.index, status].tolist() == counted.tolist()
        assert answer[status].sum() == counted.sum()
    parts = answer[["terlaksana", "ditunda", "batal", "tanpa_kabar"]].sum(axis=1)
    assert (parts == answer["lewat"]).all()


def test_codes_and_names_are_those_of_the_reference(sample: Store) -> None:
    raw = table(sample, "ref_desa").set_index("kode")
    answer = ask(sample, "identitas").set_index("kode_desa")
    assert len(answer) == 157
    assert answer["kode_bps"].to_dict() == raw["kode_bps"].to_dict()
    assert answer["kk"].isna().all() and answer["jiwa"].isna().all(), "no families are loaded on the first run"


# --- cases: never of a village ---


def test_cases_are_those_of_the_kecamatan_as_the_page_of_cases_has_them(sample: Store) -> None:
    for row in ask(sample, "kasus").to_dict("records"):
        page = sample.query("sosial/kasus_kpi", {"kecamatan": row["kode_kecamatan"]}).iloc[0]
        assert (row["masuk"], row["terbuka"], row["lewat"]) == (page["masuk"], page["aktif"], page["lewat"])


def test_all_villages_of_a_kecamatan_get_the_same_cases(sample: Store) -> None:
    """Nothing could be subtracted: a village changes nothing in what is answered."""
    villages = table(sample, "ref_desa")
    for _, codes in villages.groupby("kode_kecamatan")["kode"]:
        answers = [ask(sample, "kasus", desa=code) for code in codes]
        assert all(each.equals(answers[0]) for each in answers)


def test_no_question_of_a_profile_counts_cases_or_specific_data_by_village() -> None:
    for name in NAMES:
        sql = read_query(f"desa/{name}").sql
        if re.search(r"\b(kasus|mart_kasus\w*|riwayat_kasus|rujukan|penerimaan|desil|kubus_\w+)\b", sql):
            assert name == "kasus"
            assert "kode_desa" not in sql


@pytest.mark.parametrize("count", [1, 4, 5])
def test_a_kecamatan_with_few_cases_is_closed_as_a_whole(count: int, empty_folder: Path, tmp_path: Path) -> None:
    folder = copy(empty_folder, tmp_path)
    cases = [
        {
            "id_kasus": f"K-{i}", "masuk_pada": "2026-10-01 08:00", "nama": f"Nama {i}", "kode_desa": "63.11.02.2004",
            "kategori": "bantuan pangan", "tingkat_asal": "desa",
        }
        for i in range(count)
    ]  # fmt: skip
    history = [{"id_kasus": f"K-{i}", "status_pada": "2026-10-01 08:00", "status": "slrt"} for i in range(count)]
    load_together(folder, kasus=cases, riwayat_kasus=history)
    row = ask(open_store(folder), "kasus", kecamatan="63.11.02").iloc[0]
    assert bool(row["tertutup"]) is (count < 5)
    for name in ("masuk", "terbuka", "lewat"):
        assert pd.isna(row[name]) is (count < 5)
    assert count < 5 or row["masuk"] == count
