"""The Pak Sotarsa room: filters travel, people are never shown, the press stays apart, and what is missing is said."""

import random
import re
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import AttributeDictionary

from pantau import text
from pantau.store import Store
from tests.stores import copy, load_together, table
from tests.visits import (
    HALONG,
    LAMPIHONG,
    PEOPLE,
    again,
    be_camat,
    footers,
    metrics,
    plain,
    shown,
    tables,
    use,
    visit,
    words,
)

REACH, VISITS, SERVICES = (f"pages/sosial/sotarsa_{name}.py" for name in ("jangkauan", "kunjungan", "layanan"))
ROOM = (PEOPLE, REACH, VISITS, SERVICES)
MISSING = r"\b(?:nan|NaN|NaT|None|inf)\b|<NA>"


@pytest.mark.parametrize("page", ROOM)
@pytest.mark.usefixtures("at_sample")
def test_each_page_says_what_it_shows_and_that_it_is_a_sample(page: str, sample: Store) -> None:
    app = visit(page)
    people = table(sample, "kunjungan")["pid"].nunique()
    assert shown(app, "penerima terdaftar") == (people, people)
    assert "Kecamatan Halong" in plain(app)
    lines = [line for line in footers(app) if "Kalimantan Post" not in line]
    assert lines and [line for line in lines if f"{text.SAMPLE}: " not in line] == []


@pytest.mark.parametrize("page", ROOM)
@pytest.mark.usefixtures("at_empty")
def test_each_page_says_what_to_load(page: str) -> None:
    said = words(visit(page))
    assert "Belum ada" in said and "Muat berkas" in said
    assert re.findall(MISSING, said) == []


@pytest.mark.usefixtures("at_sample")
def test_the_press_stands_beside_the_register_and_the_gap_is_told(sample: Store) -> None:
    app = visit(PEOPLE)
    people = table(sample, "kunjungan")["pid"].nunique()
    said = plain(app)
    assert f"Register mencatat {people} orang, {880 - people} lebih sedikit dari angka media" in said
    assert f"Register: {people} orang pernah dikunjungi" in said
    assert "Target belum ditetapkan" in said
    narrowed = plain(visit(PEOPLE, layanan="Pangan"))
    assert "orang dengan layanan pangan" in narrowed
    assert "lebih sedikit dari angka media" not in narrowed


@pytest.mark.usefixtures("at_sample")
def test_households_are_counted_by_their_family_number(sample: Store) -> None:
    families = table(sample, "kunjungan")["kid"].nunique()
    app = visit(PEOPLE, hitung="Keluarga")
    assert metrics(app)["Keluarga"] == str(families)
    assert f"Register mencatat {families} keluarga" in plain(app)


@pytest.mark.usefixtures("fresh")
def test_real_rows_bring_target_signals_and_cost_and_no_family(
    empty_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(empty_folder, tmp_path)
    place = {"kode_desa": "63.11.02.2001", "kode_kecamatan": HALONG}
    person = {"nik": "9912020101900001", "nama": "Warga Satu", "tanggal_lahir": "1990-01-01"}
    period = {"periode_dari": "2026-01-01", "periode_sampai": "2026-12-31", "arah": "naik", "program": "pak_sotarsa"}
    load_together(
        folder,
        kunjungan=[place | person | {"tanggal_kunjungan": "2026-01-10", "layanan": "pangan", "hasil": "didata"}],
        biaya=[
            {"tanggal_dari": "2026-01-01", "tanggal_sampai": "2026-01-31", "kode_kecamatan": HALONG,
             "layanan": "pangan", "uraian": "perjalanan", "biaya_rp": 500_000}
        ],
        blank_spot=[place | {"lokasi": "pusat", "jaringan": "tanpa sinyal", "waktu_tempuh_jam": 3}],
        penyebut=[{"kode_desa": place["kode_desa"], "tahun": 2026, "ukuran": "sasaran_penerima", "nilai": 10}],
        target=[
            period | {"indikator": "penerima_manfaat", "awal": 0, "nilai": 10, "satuan": "orang"},
            period | {"indikator": "cakupan", "awal": 0, "nilai": 50, "satuan": "persen"},
        ],
    )  # fmt: skip
    use(folder, monkeypatch)
    assert "kemajuan 10,0" in plain(visit(PEOPLE))
    assert "nomor KK belum dimuat" in plain(visit(PEOPLE, hitung="Keluarga"))
    reach = visit(REACH)
    assert metrics(reach)["Target cakupan"] == "50\u00a0%"
    assert "Lingkaran kosong = tanpa sinyal: Hauwai." in plain(reach)
    assert "Rp500.000" in plain(visit(SERVICES))


@pytest.mark.usefixtures("at_sample")
def test_what_is_not_loaded_is_said() -> None:
    assert "Daftar desa tanpa sinyal belum dimuat." in plain(visit(REACH))
    assert "bukan waktu tempuh" in plain(visit(REACH))
    assert "Biaya belum dimuat" in plain(visit(SERVICES))
    assert "Tidak mengikuti filter" in plain(visit(SERVICES))


# --- people are never shown to a reader of aggregates ---


def everything(app: AppTest) -> str:
    return "\n".join([words(app), *(frame.to_csv() for frame in tables(app))])


@pytest.mark.parametrize("page", ROOM)
@pytest.mark.usefixtures("at_sample")
def test_no_pseudonym_stands_on_a_page(page: str, sample: Store) -> None:
    said = everything(visit(page))
    assert [pid for pid in table(sample, "kunjungan")["pid"].unique() if pid[:8] in said] == []


@pytest.mark.parametrize(("role", "detail"), [("kepala_dinas", False), ("pengelola_rujukan", True)])
@pytest.mark.usefixtures("at_sample")
def test_a_bar_of_the_bridge_lists_people_only_for_who_handles_cases(
    role: str, detail: bool, sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANTAU_PERAN", role)
    st.cache_resource.clear()
    app = visit(PEOPLE)
    app.session_state["gambar-PS3"] = AttributeDictionary(
        {"selection": {"points": [{"customdata": ["Pindah", "9 orang"]}]}}
    )
    said = everything(again(app))
    listed = sample.query("sosial/jembatan_daftar", {"langkah": "pindah"})["samaran"]
    assert all((pid[:8] in said) is detail for pid in listed)
    assert not any(pid in said for pid in listed), "never in full"


@pytest.mark.usefixtures("at_sample")
def test_people_who_may_be_the_same_are_listed_for_who_handles_cases(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not [each for each in tables(visit(PEOPLE)) if "Samaran B" in each.columns]
    monkeypatch.setenv("PANTAU_PERAN", "pengelola_rujukan")
    st.cache_resource.clear()
    listed = next(each for each in tables(visit(PEOPLE)) if "Samaran B" in each.columns)
    assert len(listed) == len(sample.query("sosial/orang_mungkin_sama"))


# --- no filter breaks a page ---


def visit_all(store: Store, seed: int, many: int) -> None:
    chance = random.Random(seed)
    offered = {
        "periode": ["Tahun ini", "Tahun 2025", "30 hari terakhir", "12 bulan terakhir"],
        "kecamatan": ["Halong", "Juai"],
        "desa": store.query("acuan/desa")["nama_unik"].tolist(),
        "hitung": ["Keluarga"],
        "layanan": ["Perumahan", "Lainnya"],
        "rentang": ["12 bulan"],
    }
    for page in ROOM:
        for _ in range(many):
            link = {name: chance.choice(values) for name, values in offered.items() if values and chance.random() < 0.5}
            assert re.findall(MISSING, words(visit(page, **link))) == [], (page, link)


@pytest.mark.usefixtures("at_sample")
def test_no_combination_of_filters_breaks_a_page(sample: Store) -> None:
    visit_all(sample, seed=281, many=4)


@pytest.mark.parametrize("kecamatan", [HALONG, LAMPIHONG])
@pytest.mark.usefixtures("at_sample")
def test_no_page_breaks_for_a_camat(kecamatan: str, sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    be_camat(kecamatan, monkeypatch)
    visit_all(sample, seed=880, many=1)
