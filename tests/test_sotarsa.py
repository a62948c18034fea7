"""Pak Sotarsa: the bridge, growth, progress, coverage and delivery, counted again by hand on small registers."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.catalogue import programme
from pantau.store import Store
from pantau.store.query import QUERIES, parse
from tests.stores import copy, load_together, open_store, table

A, B, C = "63.11.02.2005", "63.11.02.2001", "63.11.02.2016"
JUAI = "63.11.01.2001"
FIRST = date(2026, 1, 1)
LEAVING = ("pindah", "meninggal", "lulus", "data_ganda")
STEPS = ["awal", "baru", *LEAVING, "kini"]


def sql(name: str) -> str:
    return parse(name, (QUERIES / f"{name}.sql").read_text("utf-8")).sql


@pytest.fixture(scope="module")
def bench() -> Iterator[duckdb.DuckDBPyConnection]:
    """A bare connection with the three raw tables of the service, to be filled by each example."""
    connection = duckdb.connect()
    connection.execute("create table ref_desa as select * from (values (?), (?), (?)) as d(kode)", [A, B, JUAI])
    connection.execute("alter table ref_desa add column nama varchar")
    connection.execute(
        "create table penerima (pid varchar, kid varchar, kode_kecamatan varchar, kode_desa varchar, status varchar,"
        " tanggal_status date, run varchar, baris integer)"
    )
    connection.execute(
        "create table kunjungan (pid varchar, kid varchar, kode_kecamatan varchar, kode_desa varchar, layanan varchar,"
        " tanggal_kunjungan date, hasil varchar, id_kasus varchar, tanggal_serah date, tanggal_entri date)"
    )
    yield connection
    connection.close()


FILL = {
    "penerima": ("delete from penerima", "insert into penerima values (?, ?, ?, ?, ?, ?, ?, ?)"),
    "kunjungan": ("delete from kunjungan", "insert into kunjungan values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
}


def fill(bench: duckdb.DuckDBPyConnection, name: str, rows: list[tuple[Any, ...]]) -> None:
    clear, insert = FILL[name]
    bench.execute(clear)
    if rows:
        bench.executemany(insert, rows)


def mart(bench: duckdb.DuckDBPyConnection, name: str) -> None:
    bench.execute(f"create or replace table {name} as {sql(f'marts/{name}')}")


def ask(bench: duckdb.DuckDBPyConnection, name: str, **given: object) -> list[dict[str, Any]]:
    told = parse(name, (QUERIES / f"{name}.sql").read_text("utf-8"))
    answer = bench.execute(told.sql, told.values(given))
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


# --- the bridge: awal + baru - pindah - meninggal - lulus - data ganda = kini ---

DAYS = st.integers(0, 12).map(lambda n: FIRST + timedelta(n))
HISTORY = st.lists(
    st.tuples(
        st.sampled_from("PQRS"), st.sampled_from([A, B, JUAI]), st.sampled_from(["aktif", "aktif", *LEAVING]), DAYS
    ),
    max_size=16,
)


def state_on(rows: list[tuple[str, str, str, date]], pid: str, day: date | None) -> str | None:
    """The last entry of a person up to a day; of one day the one written last."""
    found = [
        (at, n, status) for n, (who, _, status, at) in enumerate(rows) if who == pid and (day is None or at <= day)
    ]
    return max(found)[2] if found else None


def bridged(
    rows: list[tuple[str, str, str, date]], start: date | None, end: date | None, desa: str | None
) -> dict[str, int]:
    counts = dict.fromkeys(STEPS, 0)
    for pid in {who for who, *_ in rows}:
        place = max((at, n, where) for n, (who, where, _, at) in enumerate(rows) if who == pid)[2]
        if desa and place != desa:
            continue
        before = start - timedelta(1) if start else None
        was = before is not None and state_on(rows, pid, before) == "aktif"
        last = end or FIRST + timedelta(40)
        inside = (
            [before + timedelta(n + 1) for n in range((last - before).days)]
            if before
            else [FIRST + timedelta(n) for n in range((last - FIRST).days + 1)]
        )
        came = not was and any(state_on(rows, pid, day) == "aktif" for day in inside)
        now = state_on(rows, pid, end)
        counts["awal"] += was
        counts["baru"] += came
        counts["kini"] += now == "aktif"
        if now in LEAVING and (was or came):
            counts[now] -= 1
    return counts


@settings(max_examples=120, deadline=None)
@given(
    rows=HISTORY, start=st.none() | DAYS, length=st.none() | st.integers(0, 9), desa=st.sampled_from([None, None, A])
)
def test_the_bridge_adds_up_and_equals_a_count_person_by_person(
    bench: duckdb.DuckDBPyConnection,
    rows: list[tuple[str, str, str, date]],
    start: date | None,
    length: int | None,
    desa: str | None,
) -> None:
    end = None if length is None else (start or FIRST) + timedelta(length)
    fill(bench, "kunjungan", [])
    fill(bench, "penerima", [(p, None, d[:8], d, s, at, "muat-1", n) for n, (p, d, s, at) in enumerate(rows)])
    mart(bench, "mart_penerima_keadaan")
    answer = ask(bench, "sosial/jembatan_penerima", dari=start, sampai=end, desa=desa)
    assert [row["langkah"] for row in answer] == STEPS
    assert [row["total"] for row in answer] == [True, *[False] * 5, True]
    got = {row["langkah"]: row["orang"] for row in answer}
    assert sum(got[step] for step in STEPS[:-1]) == got["kini"]
    assert all(got[step] <= 0 for step in LEAVING) and got["baru"] >= 0
    assert got == bridged(rows, start, end, desa)
    for step in STEPS:
        listed = ask(bench, "sosial/jembatan_daftar", langkah=step, dari=start, sampai=end, desa=desa)
        assert len(listed) == abs(got[step]), step


def test_without_a_period_the_bridge_starts_at_nobody(sample: Store) -> None:
    answer = sample.query("sosial/jembatan_penerima").set_index("langkah")["orang"]
    raw = table(sample, "penerima").sort_values(["tanggal_status", "run", "baris"]).groupby("pid").tail(1)
    assert answer["awal"] == 0
    assert answer["kini"] == (raw["status"] == "aktif").sum()
    assert {step: -answer[step] for step in LEAVING} == {step: (raw["status"] == step).sum() for step in LEAVING}


def test_the_states_in_the_mart_are_those_of_the_history(sample: Store) -> None:
    raw = table(sample, "penerima").sort_values(["tanggal_status", "run", "baris"])
    states = table(sample, "mart_penerima_keadaan")
    assert len(states) == len(raw.drop_duplicates(["pid", "tanggal_status"]))
    last = states[states["sampai"].isna()].set_index("pid")["status"]
    assert last.to_dict() == raw.groupby("pid")["status"].last().to_dict()
    seen = set(table(sample, "kunjungan")["pid"])
    assert (states["pid"].isin(seen) == (states["dikunjungi"] == 1)).all()


# --- growth: unique people by the date of the visit ---

VISITS = st.lists(
    st.tuples(
        st.sampled_from("PQRST"),
        st.sampled_from([None, "K1", "K2"]),
        st.sampled_from([A, B, JUAI]),
        st.sampled_from(["pangan", "asuransi"]),
        DAYS,
    ),
    max_size=20,
)


@settings(max_examples=80, deadline=None)
@given(rows=VISITS, start=st.none() | DAYS, desa=st.sampled_from([None, A]), service=st.sampled_from([None, "pangan"]))
def test_growth_counts_everybody_once_on_the_first_visit(
    bench: duckdb.DuckDBPyConnection,
    rows: list[tuple[str, str | None, str, str, date]],
    start: date | None,
    desa: str | None,
    service: str | None,
) -> None:
    fill(bench, "penerima", [("P", None, A[:8], A, "aktif", FIRST, "muat-1", 1)])
    fill(bench, "kunjungan", [(p, k, d[:8], d, s, at, None, None, None, None) for p, k, d, s, at in rows])
    mart(bench, "mart_penerima_baru")
    for name, unit, column in (("penerima", "orang", 0), ("keluarga", "keluarga", 1)):
        first: dict[str, tuple[date, str, str]] = {}
        for row in rows:
            who, where, what, at = row[column], row[2], row[3], row[4]
            if who is not None and service in (None, what):
                first[who] = min(first.get(who, (at, where, what)), (at, where, what))
        days = sorted(at for at, where, _ in first.values() if desa in (None, where))
        answer = ask(bench, f"sosial/pertumbuhan_{name}", dari=start, desa=desa, layanan=service)
        shown = [day for day in days if start is None or day >= start]
        assert sum(row[f"baru_{unit}"] for row in answer) == len(shown)
        assert [row["tanggal"] for row in answer] == sorted(set(shown))
        reached = [sum(day <= row["tanggal"] for day in days) for row in answer]
        assert [row[f"kumulatif_{unit}"] for row in answer] == reached, "also those before the period"


def test_the_register_is_the_first_visits_and_says_who_is_missing(sample: Store) -> None:
    visits, listed = table(sample, "kunjungan"), table(sample, "penerima")
    new = table(sample, "mart_penerima_baru")
    whole = new[new["layanan"] == "semua"]
    assert whole["baru_orang"].sum() == visits["pid"].nunique() == len(table(sample, "mart_penerima_pertama"))
    assert whole["baru_keluarga"].sum() == visits["kid"].nunique()
    assert whole["belum_terdaftar_orang"].sum() == len(set(visits["pid"]) - set(listed["pid"]))
    named = visits.dropna(subset=["kid"])
    assert whole["tanpa_kk_orang"].sum() == len(set(visits["pid"]) - set(named["pid"]))
    for service, rows in visits.groupby("layanan"):
        assert new.loc[new["layanan"] == service, "baru_orang"].sum() == rows["pid"].nunique()
    row = sample.query("sosial/selisih_register").iloc[0]
    assert row["dikunjungi_orang"] == visits["pid"].nunique()
    assert row["terdaftar_orang"] == listed["pid"].nunique()
    assert row["tanpa_kunjungan_orang"] == len(set(listed["pid"]) - set(visits["pid"]))


@settings(max_examples=40, deadline=None)
@given(
    start=st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    length=st.none() | st.integers(0, 400),
    desa=st.sampled_from([None, A, B]),
)
def test_unique_people_and_families_of_any_period(
    sample: Store, start: date | None, length: int | None, desa: str | None
) -> None:
    end = None if length is None else (start or date(2025, 1, 1)) + timedelta(length)
    visits = table(sample, "kunjungan")
    days = visits["tanggal_kunjungan"]
    kept = visits[
        (days >= pd.Timestamp(start or date.min.replace(year=2000)))
        & (days <= pd.Timestamp(end or date(2099, 1, 1)))
        & (visits["kode_desa"].eq(desa) if desa else True)
    ]
    row = sample.query("sosial/penerima_kpi", {"dari": start, "sampai": end, "desa": desa}).iloc[0]
    named = kept.dropna(subset=["kid"])
    assert row["penerima"] == kept["pid"].nunique()
    assert (row["keluarga"], row["layanan"]) == (kept["kid"].nunique(), len(kept))
    assert row["tanpa_kk"] == len(set(kept["pid"]) - set(named["pid"]))
    assert row["tanpa_nik"] == kept.loc[kept["pid_dasar"] != "nik", "pid"].nunique()
    assert row["hari_kunjungan"] == len(kept.drop_duplicates(["kode_desa", "tanggal_kunjungan"]))
    assert len(table(sample, "mart_kunjungan_orang")) == len(
        visits.drop_duplicates(["tanggal_kunjungan", "kode_desa", "pid", "kid"])
    )


def test_services_a_day_are_the_rows_of_the_register(sample: Store) -> None:
    visits, days = table(sample, "kunjungan"), table(sample, "mart_layanan_hari")
    assert days["jumlah"].sum() == len(visits)
    months = sample.query("sosial/layanan_per_bulan").set_index("bulan")
    counted = visits.groupby([visits["tanggal_kunjungan"].dt.to_period("M").dt.to_timestamp(), "layanan"]).size()
    for (month, service), n in counted.items():
        assert months.loc[month, service] == n
    assert months["layanan"].sum() == len(visits)


def test_forms_entered_before_the_visit_are_counted_apart(bench: duckdb.DuckDBPyConnection) -> None:
    rows = [(n, FIRST + timedelta(n) if n is not None else None) for n in (-2, 0, 3, 10, None)]
    fill(bench, "kunjungan", [("P", None, A[:8], A, "pangan", FIRST, None, None, None, at) for _, at in rows])
    (row,) = ask(bench, "sosial/jeda_entri")
    assert (row["median_hari"], row["n"], row["terbalik"], row["tanpa_entri"]) == (3, 3, 1, 1)


# --- progress from the baseline ---


@pytest.mark.parametrize(("now", "percent"), [(281, 0.0), (880, 83.3), (1100, 113.9), (100, -25.2)])
def test_progress_starts_at_the_baseline_and_may_pass_the_target(empty: Store, now: float, percent: float) -> None:
    (row,) = empty.query("sosial/kemajuan", {"nilai": now, "awal": 281, "target": 1000}).to_dict("records")
    assert row["kemajuan_persen"] == pytest.approx(percent, abs=0.05)
    assert row["arah_sesuai"]


def test_progress_downwards_is_the_same_formula(empty: Store) -> None:
    row = empty.query("sosial/kemajuan", {"nilai": 15, "awal": 20, "target": 10, "arah": "turun"}).iloc[0]
    assert (row["kemajuan_persen"], row["arah_sesuai"]) == (50, True)
    assert not empty.query("sosial/kemajuan", {"nilai": 15, "awal": 20, "target": 10}).iloc[0]["arah_sesuai"]


@pytest.mark.parametrize("given", [{}, {"nilai": 5, "target": 10}, {"nilai": 5, "awal": 7, "target": 7}])
def test_progress_is_unknown_without_a_way_to_go(empty: Store, given: dict[str, object]) -> None:
    assert pd.isna(empty.query("sosial/kemajuan", given).iloc[0]["kemajuan_persen"])


# --- coverage and distance ---


def wilson(hits: int, of: int) -> tuple[float, float]:
    share, z = hits / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return 100 * (middle - reach), 100 * (middle + reach)


def test_coverage_is_first_visits_over_eligible_people(sample: Store) -> None:
    first = table(sample, "mart_penerima_pertama").groupby("kode_desa").size()
    eligible = table(sample, "penyebut").query("ukuran == 'sasaran_penerima'").set_index("kode_desa")["nilai"]
    answer = sample.query("sosial/cakupan_per_desa").set_index("kode_desa")
    assert len(answer) == 24
    for code, row in answer.iterrows():
        assert row["terlayani"] == first.get(code, 0)
        if code not in eligible:
            assert pd.isna(row["cakupan_persen"]) and pd.isna(row["bawah_persen"])
            continue
        assert row["cakupan_persen"] == pytest.approx(100 * first.get(code, 0) / eligible[code])
        assert (row["bawah_persen"], row["atas_persen"]) == pytest.approx(wilson(first.get(code, 0), eligible[code]))
    total = sample.query("sosial/cakupan_kpi").iloc[0]
    assert total["sasaran"] == eligible.sum()
    assert total["terlayani"] == first[first.index.isin(eligible.index)].sum()
    assert total["desa_tanpa_penyebut"] == answer["sasaran"].isna().sum()


def test_a_year_earlier_is_the_coverage_of_that_day(sample: Store) -> None:
    now = sample.query("sosial/cakupan_per_desa", {"sampai": date(2026, 6, 30)}).set_index("kode_desa")
    then = sample.query("sosial/cakupan_per_desa", {"sampai": date(2025, 6, 30)}).set_index("kode_desa")
    assert now["terlayani_lalu"].tolist() == then["terlayani"].reindex(now.index).tolist()
    assert then["terlayani_lalu"].notna().all()
    before = sample.query("sosial/cakupan_per_desa", {"sampai": date(2024, 6, 30)})
    assert before["terlayani_lalu"].isna().all(), "the register had not begun"


def test_straight_lines_start_at_the_village_that_bears_the_name_of_the_kecamatan(sample: Store) -> None:
    places = table(sample, "ref_desa").set_index("kode")
    answer = sample.query("sosial/cakupan_per_desa").set_index("kode_desa")
    assert set(answer["satuan_jauh"]) == {"km garis lurus"}
    assert answer["jauh"].is_monotonic_increasing and answer.loc[A, "jauh"] == 0
    here, there = places.loc[A], places.loc[C]
    up, across = (math.radians(there[n] - here[n]) for n in ("lintang", "bujur"))
    bow = (
        math.sin(up / 2) ** 2
        + math.cos(math.radians(here["lintang"])) * math.cos(math.radians(there["lintang"])) * math.sin(across / 2) ** 2
    )
    assert answer.loc[C, "jauh"] == pytest.approx(2 * 6371 * math.asin(math.sqrt(bow)))
    assert answer["tanpa_sinyal"].isna().all(), "no list of signals is loaded"


def visit(person: int, desa: str, day: str, service: str = "pangan", **more: object) -> dict[str, object]:
    return {
        "tanggal_kunjungan": day, "kode_desa": desa, "kode_kecamatan": desa[:8],
        "nik": f"991202010190{person:04}", "nama": f"Warga {person}", "tanggal_lahir": "1990-01-01",
        "layanan": service, "hasil": "didata", "tanggal_serah": "", "id_kasus": "",
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def small(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Real rows: five people in Halong and Juai, costs, signals, plans and a target; nobody has a family number."""
    folder = copy(empty_folder, tmp_path_factory.mktemp("sotarsa"))
    load_together(
        folder,
        kunjungan=[
            visit(1, A, "2026-01-10", tanggal_serah="2026-01-10", hasil="diserahkan"),
            visit(2, A, "2026-01-10", tanggal_serah="2026-01-20", hasil="diserahkan"),
            visit(2, A, "2026-02-10", "asuransi", hasil="perlu kunjungan ulang"),
            visit(3, B, "2026-02-20", hasil="dirujuk", id_kasus="TIDAK-ADA"),
            visit(4, B, "2026-03-01", tanggal_serah="2026-02-01"),
            visit(5, JUAI, "2026-03-05", tanggal_serah="2026-03-06", hasil="diserahkan"),
        ],
        penerima=[
            {"nik": f"991202010190{n:04}", "nama": f"Warga {n}", "tanggal_lahir": "1990-01-01", "kode_desa": d,
             "status": s, "tanggal_status": t}
            for n, d, s, t in [
                (1, A, "aktif", "2026-01-10"), (2, A, "aktif", "2026-01-10"), (2, A, "pindah", "2026-03-02"),
                (3, B, "aktif", "2026-02-20"), (9, B, "aktif", "2026-01-01"),
            ]
        ],
        biaya=[
            {"tanggal_dari": f"2026-{m}-01", "tanggal_sampai": f"2026-{m}-28", "kode_kecamatan": A[:8],
             "layanan": s, "uraian": "perjalanan", "biaya_rp": n}
            for m, s, n in [("01", "pangan", 600_000), ("02", "pangan", 500_000), ("02", "perumahan", 90_000)]
        ],
        blank_spot=[
            {"kode_desa": d, "lokasi": w, "tanggal_data": t, "jaringan": n, "waktu_tempuh_jam": h}
            for d, w, t, n, h in [
                (B, "pusat", "2026-01-01", "tanpa sinyal", 1.5), (B, "dusun", "2026-01-01", "baik", 2),
                (C, "pusat", "2025-01-01", "tanpa sinyal", 9), (C, "pusat", "2026-01-01", "baik", 5),
            ]
        ],
        penyebut=[{"kode_desa": d, "tahun": y, "ukuran": "sasaran_penerima", "nilai": n, "seri": "pendataan"}
                  for d, y, n in [(A, 2025, 8), (A, 2027, 80), (B, 2027, 4)]],
        rencana_kunjungan=[
            {"kode_desa": d, "tanggal_rencana": t, "status": s, "status_pada": p, "alasan": r}
            for d, t, s, p, r in [
                (A, "2026-01-10", "direncanakan", "2026-01-01 08:00", ""),
                (A, "2026-01-10", "terlaksana", "2026-01-10 16:00", ""),
                (B, "2026-02-20", "ditunda", "2026-02-19 08:00", "cuaca"),
                (B, "2026-03-01", "direncanakan", "2026-02-19 08:00", ""),
                (C, "2026-04-01", "direncanakan", "2026-02-19 08:00", ""),
            ]
        ],
        target=[{"program": "pak_sotarsa", "indikator": "penerima_manfaat", "periode_dari": "2026-01-01",
                 "periode_sampai": "2026-12-31", "awal": 281, "nilai": 1000, "satuan": "orang", "arah": "naik"}],
    )  # fmt: skip
    store = open_store(folder)
    yield store
    store.close()


def test_travel_time_takes_the_place_of_the_straight_line(small: Store) -> None:
    answer = small.query("sosial/cakupan_per_desa").set_index("kode_desa")
    assert set(answer["satuan_jauh"]) == {"jam"}
    assert (answer.loc[B, "jauh"], answer.loc[C, "jauh"]) == (2, 5), "the farthest place, on its newest day"
    assert pd.isna(answer.loc[A, "jauh"])
    assert bool(answer.loc[B, "tanpa_sinyal"]) and not answer.loc[C, "tanpa_sinyal"]
    assert pd.isna(answer.loc[A, "tanpa_sinyal"])


def test_the_denominator_is_of_the_year_or_the_nearest_before(small: Store) -> None:
    answer = small.query("sosial/cakupan_per_desa").set_index("kode_desa")
    assert (answer.loc[A, "sasaran"], answer.loc[A, "tahun_sasaran"]) == (8, 2025)
    assert (answer.loc[B, "sasaran"], answer.loc[B, "tahun_sasaran"]) == (4, 2027), "none before: the first after"
    assert answer.loc[C, "terlayani"] == 0 and pd.isna(answer.loc[C, "cakupan_persen"])


def test_every_kecamatan_that_is_served_stands_in_the_answers(small: Store) -> None:
    answer = small.query("sosial/cakupan_per_desa")
    assert set(answer["kode_desa"].str[:8]) == {A[:8], JUAI[:8]}
    kpi = small.query("sosial/penerima_kpi").iloc[0]
    assert (kpi["penerima"], kpi["tempat"], kpi["keluarga"], kpi["tanpa_kk"]) == (5, 2, 0, 5)
    assert pd.isna(kpi["nama_tempat"])
    one = small.query("sosial/penerima_kpi", {"kecamatan": JUAI[:8]}).iloc[0]
    assert (one["penerima"], one["desa_didatangi"]) == (1, 1)


def test_both_registers_and_what_is_between_them(small: Store) -> None:
    row = small.query("sosial/selisih_register").iloc[0]
    assert (row["dikunjungi_orang"], row["terdaftar_orang"], row["aktif_orang"]) == (5, 4, 3)
    assert (row["belum_terdaftar_orang"], row["tanpa_kunjungan_orang"]) == (2, 1)


def test_cost_a_person_is_of_the_people_of_its_own_period(small: Store) -> None:
    answer = small.query("sosial/biaya_per_orang").set_index("layanan")
    pangan = answer.loc["pangan"]
    assert (pangan["biaya"], pangan["orang"], pangan["periode"]) == (1_100_000, 3, 2)
    assert pangan["per_orang"] == pytest.approx(1_100_000 / 3)
    assert (pangan["terendah"], pangan["tertinggi"]) == (300_000, 500_000)
    assert pd.isna(answer.loc["perumahan", "per_orang"]) and answer.loc["perumahan", "tanpa_orang"] == 1
    assert len(small.query("sosial/biaya_per_orang", {"dari": date(2026, 2, 1)})) == 2


def test_plans_count_once_by_their_last_state(small: Store) -> None:
    assert len(table(small, "mart_rencana_kunjungan")) == 4
    kpi = small.query("sosial/rencana_kpi", {"hari_ini": date(2026, 3, 10)}).iloc[0]
    assert kpi[["lewat", "terlaksana", "ditunda", "tanpa_kabar", "ke_depan"]].tolist() == [3, 1, 1, 1, 1]
    assert kpi["terlaksana_persen"] == pytest.approx(100 / 3)
    assert (kpi["bawah_persen"], kpi["atas_persen"]) == pytest.approx(wilson(1, 3))
    months = small.query("sosial/rencana_per_bulan", {"hari_ini": date(2026, 3, 10)}).dropna(subset=["bulan"])
    assert sorted(zip(months["kode_desa"], months["status"], strict=True)) == [
        (B, "ditunda"), (B, "tanpa kabar"), (A, "terlaksana"), (C, "direncanakan"),
    ]  # fmt: skip
    ahead = small.query("sosial/rencana_depan", {"hari_ini": date(2026, 3, 1)})
    assert ahead[["kode_desa", "hari_lagi"]].to_numpy().tolist() == [[B, 0], [C, 31]]
    assert small.query("sosial/alasan_tunda")[["alasan", "ditunda"]].to_numpy().tolist() == [["cuaca", 1]]


def test_what_follows_a_visit(small: Store) -> None:
    answer = small.query("sosial/tindak_lanjut").set_index("langkah")
    assert answer["orang"].tolist() == [2, 1, 1, 1]
    assert set(answer["dikunjungi"]) == {5}
    low, high = wilson(2, 5)
    assert (answer.loc["masih aktif", "bawah_persen"], answer.loc["masih aktif", "atas_persen"]) == pytest.approx(
        (low, high)
    )
    cases = small.query("sosial/rujukan_kunjungan").iloc[0]
    assert cases[["rujukan", "tanpa_nomor", "kasus", "tidak_ditemukan"]].tolist() == [1, 0, 1, 1]


def test_delivery_keeps_the_open_ones_and_sets_wrong_dates_apart(small: Store) -> None:
    kpi = small.query("sosial/lama_serah_kpi").iloc[0]
    assert kpi[["median_hari", "diterima", "di_tempat", "belum", "terbalik"]].tolist() == [1, 3, 1, 2, 1]
    curve = small.query("sosial/lama_serah")
    assert curve["hari"].tolist() == [0, 1, 10]
    # Four foods: after 0, 1 and 10 days, and one open since 14 days.
    assert curve["persen"].tolist() == pytest.approx([25, 50, 75])
    assert set(curve["n"]) == {4} and set(curve["belum"]) == {1} and set(curve["terbalik"]) == {1}


def test_the_curve_of_delivery_is_kaplan_meier(sample: Store) -> None:
    visits = table(sample, "kunjungan")
    last = max(visits[name].max() for name in ("tanggal_kunjungan", "tanggal_entri", "tanggal_serah"))
    for service, rows in visits.groupby("layanan"):
        curve = sample.query("sosial/lama_serah")
        curve = curve[curve["layanan"] == service]
        days = (rows["tanggal_serah"].fillna(last) - rows["tanggal_kunjungan"]).dt.days
        done, alive, expected = rows["tanggal_serah"].notna(), 1.0, {}
        for day in sorted(set(days[done])):
            alive *= 1 - (done & (days == day)).sum() / (days >= day).sum()
            expected[day] = 100 * (1 - alive)
        assert dict(zip(curve["hari"], curve["persen"], strict=True)) == pytest.approx(expected)


# --- the fixed cube, the scopes and the catalogue ---


def test_the_cube_hides_small_groups_and_its_total_is_the_bridge(sample: Store) -> None:
    cube = sample.query("sosial/sasaran_umur")
    shown = cube["jumlah"].dropna()
    assert not ((shown > 0) & (shown < 5)).any()
    now = sample.query("sosial/jembatan_penerima").set_index("langkah").loc["kini", "orang"]
    assert cube.loc[cube["tabel"] == "keadaan", "jumlah"].tolist() == [now]
    assert table(sample, "kubus_penerima", "kabupaten").equals(table(sample, "kubus_penerima"))


@pytest.mark.parametrize(
    "name",
    ["penerima_kpi", "selisih_register", "jembatan_penerima", "pertumbuhan_penerima", "cakupan_per_desa",
     "tindak_lanjut", "rujukan_kunjungan", "lama_serah", "rencana_per_bulan", "layanan_per_bulan"],
)  # fmt: skip
def test_what_is_specific_changes_no_answer_of_the_pages(sample: Store, name: str) -> None:
    whole, reading = sample.query(f"sosial/{name}"), sample.query(f"sosial/{name}", {}, "kabupaten")
    pd.testing.assert_frame_equal(whole, reading)
    assert sample.query(f"sosial/{name}", {}, "kec-631101") is not None


def test_the_indicators_of_the_catalogue_are_answered(sample: Store) -> None:
    asked = [each for each in programme("pak_sotarsa").indicators if each.query]
    assert {each.id for each in asked} >= {"penerima_manfaat", "cakupan", "kunjungan_terlaksana", "lama_serah"}
    for each in asked:
        assert each.column in sample.query(each.query).columns


def ask_rule(folder: Path, rule: str, threshold: float = 1) -> pd.DataFrame:
    return open_store(folder).query(f"perhatian/{rule}", {"ambang": threshold})


def test_people_who_may_be_the_same_are_named_by_village(empty_folder: Path, tmp_path: Path) -> None:
    folder = copy(empty_folder, tmp_path)
    twin = visit(1, A, "2026-01-10") | {"nama": "Satu Orang"}
    load_together(
        folder,
        kunjungan=[
            twin,
            twin | {"nik": "9912020101900077", "tanggal_kunjungan": "2026-02-10"},
            visit(3, B, "2026-01-10"),
        ],
    )
    answer = ask_rule(folder, "orang_mungkin_sama")
    assert answer[["kode", "nilai"]].to_numpy().tolist() == [[A, 1]]
    assert answer["sejak"].iloc[0].date() == date(2026, 2, 10)
    assert ask_rule(folder, "orang_mungkin_sama", 2).empty
    (pair,) = open_store(folder).query("sosial/orang_mungkin_sama").to_dict("records")
    assert pair["samaran_a"] < pair["samaran_b"]
    assert {pair["dasar_a"], pair["dasar_b"]} == {"nik"}
    assert open_store(folder).query("sosial/orang_mungkin_sama", {"desa": B}).empty
