"""The disaster rooms: where needs start, what is CONTOH and what never is, and no filter that breaks a page."""

import random
import re
from pathlib import Path

import pytest
import streamlit as st

from pantau import text
from pantau.store import Store
from tests.stores import load_rows, table
from tests.visits import (
    EVENTS,
    HALONG,
    LAMPIHONG,
    NEEDS,
    PAGES,
    REPORTS,
    again,
    be_camat,
    footers,
    metrics,
    shown,
    table_with,
    visit,
    words,
)

BENCANA = [
    f"pages/bencana/{name}.py" for name in ("lapor_bencana", "laporan", "waktu_tanggap", "pola", "kebutuhan", "mutu")
]
ROOMS = [page for page in PAGES if page.startswith(("pages/bencana/", "pages/kencana/"))]


# --- what displaced people need ---


@pytest.mark.usefixtures("at_sample")
def test_needs_start_from_the_latest_event_that_displaced_people(sample: Store) -> None:
    events = table(sample, "mart_kejadian")
    latest = events[events["mengungsi_orang"] > 0].sort_values(["tanggal_dari", "id_kejadian"]).iloc[-1]
    app = visit(NEEDS)
    assert app.number_input(key="orang").value == latest["mengungsi_orang"]
    assert f"{latest['id_kejadian']} ({text.day(latest['tanggal_dari'])}" in words(app)
    assert f"Kebutuhan {text.number(latest['mengungsi_orang'])} orang selama 7 hari" in words(app)


@pytest.mark.usefixtures("at_sample")
def test_needs_grow_with_people_and_days() -> None:
    app = visit(NEEDS)
    app.number_input(key="orang").set_value(100)
    again(app)
    week = table_with(app, "Standar").set_index("Barang")["Kebutuhan"]
    app.number_input(key="hari").set_value(14)
    again(app)
    fortnight = table_with(app, "Standar").set_index("Barang")["Kebutuhan"]
    assert "Kebutuhan 100 orang selama 14 hari" in words(app)
    assert week.index.tolist() == fortnight.index.tolist()
    assert (week != fortnight).any()


@pytest.mark.usefixtures("at_sample")
def test_needs_under_a_filter_without_displaced_people_say_so() -> None:
    app = visit(NEEDS, periode="Tahun 2018")
    assert "Belum ada kejadian pada filter ini yang melaporkan pengungsi" in words(app)
    assert app.number_input(key="orang").value == 1


@pytest.mark.usefixtures("at_sample")
def test_a_filter_with_another_start_replaces_what_was_typed() -> None:
    app = visit(NEEDS)
    app.number_input(key="orang").set_value(4321)
    assert "Kebutuhan 4.321 orang" in words(again(app))
    app.selectbox(key="bahaya").set_value("101")
    assert "Kebutuhan 1 orang" in words(again(app)), "no flood displaced anybody"
    app.selectbox(key="periode").set_value("Tahun 2024")
    app.selectbox(key="bahaya").set_value(None)
    assert "Kebutuhan 57 orang" in words(again(app))


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ({"orang": "100", "hari": "14"}, "Kebutuhan 100 orang selama 14 hari"),
        ({"orang": "0", "hari": "9999"}, "Kebutuhan 57 orang selama 7 hari"),
        ({"orang": "banyak"}, "Kebutuhan 57 orang selama 7 hari"),
    ],
)
@pytest.mark.usefixtures("at_sample")
def test_needs_can_be_handed_on_as_a_link(link: dict[str, str], title: str) -> None:
    assert title in words(visit(NEEDS, **link))


# --- CONTOH ---


@pytest.mark.parametrize("page", [page for page in BENCANA if page not in (EVENTS, "pages/bencana/pola.py")])
@pytest.mark.usefixtures("at_sample")
def test_sample_reports_say_so_above_the_figures_and_in_every_footer(page: str) -> None:
    app = visit(page)
    lines = footers(app)
    assert ":orange-badge[:material/science: CONTOH]" in words(app)
    assert lines
    assert [line for line in lines if f"{text.SAMPLE}: " not in line] == []


@pytest.mark.usefixtures("at_sample")
def test_no_sample_report_is_ever_counted_as_an_event(at_copy: Path, sample: Store) -> None:
    before, metered = visit(EVENTS), metrics(visit(EVENTS))
    first = table(sample, "laporan").iloc[0]
    told = {
        "id_laporan": "LP-2026-9999",
        "kode_ancaman": "101",
        "tanggal_kejadian": "2026-01-26",
        "lapor_pada": "2026-01-26 08:00:00",
        "kanal": first["kanal"],
        "jenis_pelapor": first["jenis_pelapor"],
        "kode_kecamatan": first["kode_kecamatan"],
        "kode_desa": first["kode_desa"],
        "contoh": "CONTOH",
    }
    assert load_rows(at_copy, "laporan", [told]).loaded == 1
    st.cache_resource.clear()
    after = visit(EVENTS)
    assert shown(after, "kejadian") == shown(before, "kejadian") == (26, 26)
    assert metrics(after) == metered
    assert shown(visit(REPORTS), "laporan") == (196, 196)
    assert "CONTOH" not in words(after)
    assert not any("CONTOH" in line for line in footers(visit("pages/bencana/pola.py")))


# --- no filter breaks a page ---


def links(store: Store, page: str, seed: int, many: int) -> list[dict[str, str]]:
    """Filters a person might combine: any period, place and hazard, also those that do not belong together."""
    chance = random.Random(f"{seed} {page}")
    days = ["24 jam terakhir", "7 hari terakhir", "30 hari terakhir", "Tahun ini", "12 bulan terakhir", "Tahun 2021"]
    offered = {
        "periode": [*days, "Tahun 2025", "Geser bulan", "Pilih bulan"],
        "bulan": ["Des 2025", "Jan 2026", "Feb 2018"],
        "mulai": ["Jan 2024", "Des 2025"],
        "akhir": ["Jan 2026", "Jan 2024"],
        "kecamatan": store.query("acuan/kecamatan")["nama"].tolist(),
        "desa": store.query("acuan/desa")["nama_unik"].tolist(),
        "bahaya": store.query("acuan/bahaya")["nama"].tolist(),
        "keadaan": ["Akhir Jan 2025", "Akhir Jun 2026", "Akhir Okt 2026"],
        "tampilan_peta": ["Titik laporan"],
        "daftar": ["Usulan penggabungan", "Sudah digabung"],
        "matriks": ["Yang kurang saja"],
    }
    return [
        {name: chance.choice(values) for name, values in offered.items() if values and chance.random() < 0.4}
        for _ in range(many)
    ]


def visit_all(store: Store, seed: int, many: int = 2) -> None:
    for page in ROOMS:
        for link in links(store, page, seed, many):
            said = words(visit(page, **link))
            assert re.findall(r"\b(?:nan|NaN|NaT|None|inf)\b|<NA>", said) == [], (page, link)


@pytest.mark.usefixtures("at_sample")
def test_no_combination_of_filters_breaks_a_page(sample: Store) -> None:
    visit_all(sample, seed=6311, many=3)


@pytest.mark.usefixtures("at_empty")
def test_no_combination_of_filters_breaks_a_page_without_data(empty: Store) -> None:
    visit_all(empty, seed=1)


@pytest.mark.parametrize("kecamatan", [HALONG, LAMPIHONG])
@pytest.mark.usefixtures("at_sample")
def test_no_combination_of_filters_breaks_a_page_of_a_camat(
    kecamatan: str, sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    be_camat(kecamatan, monkeypatch)
    visit_all(sample, seed=int(kecamatan[-2:]))
