"""The measuring tools run: a store of chosen size, a session that really filters, and a report of every figure."""

import re
from pathlib import Path

import pytest

from bench import pack, synthetic
from bench.bare import QUERIES, Bare, Choice
from bench.filter_change import measure, table
from pantau import ROOT
from pantau.store import Store

ROWS, EVENTS = 3_000, 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ukur")
    synthetic.store(place, ROWS, EVENTS)
    return place


def test_a_store_holds_the_reports_asked_for_over_all_months_and_hazards(folder: Path) -> None:
    store = Store(synthetic.store(folder, ROWS, EVENTS) / "store")
    rows = store.manifest()["files"]["semua.duckdb"]["rows"]
    assert (rows["fakta_laporan"], rows["fakta_kejadian"]) == (ROWS, EVENTS)
    assert rows["fakta_kejadian_wilayah"] > EVENTS
    assert rows["fakta_dampak"] > EVENTS
    kpi = store.query("bencana/kpi").iloc[0]
    assert (kpi["laporan_total"], kpi["kejadian"]) == (ROWS, EVENTS)
    extent = store.query("acuan/rentang").iloc[0]
    assert (extent["dari"].year, extent["sampai"].year) == (2021, 2025)
    assert store.query("bencana/laporan_per_desa")["laporan"].sum() == ROWS
    assert len(store.query("acuan/bahaya")) >= 8
    store.close()


def test_a_store_is_made_once(folder: Path) -> None:
    pointer = synthetic.store(folder, ROWS, EVENTS) / "store" / "CURRENT"
    made = pointer.stat().st_mtime_ns
    synthetic.store(folder, ROWS, EVENTS)
    assert pointer.stat().st_mtime_ns == made


def test_the_bare_limit_asks_what_the_page_asks(folder: Path) -> None:
    page = (ROOT / "pages" / "bencana" / "lapor_bencana.py").read_text("utf-8")
    asked = set(re.findall(r'"(bencana/\w+)", \*\*where', page))
    assert set(QUERIES) == asked | {"bencana/laporan_per_desa"}
    with Bare(synthetic.store(folder, ROWS, EVENTS)) as bare:
        every, juai = Choice(), Choice(kecamatan=("63.11.01", "Juai"))
        assert bare.events(every) == EVENTS > bare.events(juai) > 0
        assert bare.answer(every).bytes > bare.answer(juai).bytes


def test_a_small_measurement_has_every_figure(folder: Path) -> None:
    report = measure([ROWS], rounds=1, changes=2, folder=folder, events=EVENTS, browser=False)
    (size,) = report["ukuran"]
    assert size["bita"]["min"] > 1_000
    assert size["ms"]["min"] > 0
    # The map, the list and the charts came: the session is on the page and its filters left events.
    assert {"deck_gl_json_chart", "dataframe", "plotly_chart"} <= set(size["bita_terurai_per_jenis"])
    # Two choices, two answers: a filter that did not arrive would repeat the page byte for byte.
    assert size["bita_terurai"]["min"] < size["bita_terurai"]["maks"]
    assert str(ROWS) in table(report)


def test_a_pack_is_measured_against_the_bare_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "SIZES", {"satu program": "kencana"})
    report = pack.measure(1)
    told = report["hasil"]["satu program"]
    assert told["rasio"] == told["detik"][0] / told["batas_detik"][0]
    assert 0 < told["pdf_bita"] < told["paket_bita"]
    assert len(pack.table(report).splitlines()) == 2
