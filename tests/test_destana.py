"""DESTANA: silence, expected contacts and the link to disasters, counted again by hand on small registers."""

import calendar
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.catalogue import programme
from pantau.store import Store, read_query
from pantau.store.query import QUERIES, parse
from tests.stores import copy, load_rows, load_together, open_store, table

A, B, C, D, E = (f"63.11.05.20{n:02}" for n in (1, 2, 3, 4, 5))
HALONG = "63.11.02.2001"
DESTANA = programme("destana")


def talk(number: int, desa: str, when: str, **more: str) -> dict[str, object]:
    return {
        "id_konsultasi": f"K{number:02}", "masuk_pada": when, "kode_kecamatan": desa[:8], "kode_desa": desa,
        "topik": "data", "tahap": "", "kanal": "", "id_kejadian": "", "dijawab_pada": "", "selesai_pada": "",
        "hasil": "", "instansi_dihubungi": "",
    } | more  # fmt: skip


TALKS = [
    talk(
        1, A, "2026-01-05 09:00", kanal="tatap muka", dijawab_pada="2026-01-05 09:00", selesai_pada="2026-01-05 10:00"
    ),
    talk(2, A, "2026-02-11 10:00", id_kejadian="E1", tahap="saat", kanal="whatsapp", dijawab_pada="2026-02-11 16:00"),
    talk(3, A, "2026-02-20 08:00", topik="pemulihan", kanal="media sosial", dijawab_pada="2026-02-19 08:00"),
    talk(4, B, "2026-03-03 20:00", kanal="telepon", hasil="diteruskan", instansi_dihubungi="BPBD"),
    talk(5, C, "2026-04-20 08:00", tahap="pasca", kanal="surat", dijawab_pada="2026-04-22 08:00"),
    talk(6, A, "2026-05-03 08:00", id_kejadian="TIDAK-ADA", hasil="perlu tindak lanjut"),
    talk(7, A, "2026-05-04 08:00", id_kejadian="E3", hasil="perlu tindak lanjut", selesai_pada="2026-05-30 08:00"),
    talk(8, C, "2026-06-10 08:00", id_kejadian="E6"),
    talk(9, A, "2026-05-08 08:00"),
    talk(10, B, "2026-06-20 08:00"),
]


def disaster(name: str, first: str, last: str = "", precision: str = "hari", start: str = "") -> dict[str, object]:
    return {
        "id_kejadian": name, "tanggal": first if precision == "hari" else "", "tanggal_dari": first,
        "tanggal_sampai": last or first, "presisi_tanggal": precision, "mulai_pada": start, "kode_ancaman": "101",
    }  # fmt: skip


DISASTERS = [
    disaster("E1", "2026-02-10", start="2026-02-10 08:00"),
    disaster("E2", "2026-03-01"),
    disaster("E3", "2026-04-01", start="2026-04-01 00:00"),
    disaster("E4", "2026-05-01", "2026-05-31", "bulan"),
    disaster("E5", "2025-06-01"),
    disaster("E6", "2026-06-19", start="2026-06-19 08:00"),
    disaster("E7", "2026-05-07"),
    disaster("E8", "2026-02-10"),
]
PLACES = [("E1", A), ("E2", B), ("E3", C), ("E4", A), ("E5", B), ("E6", C), ("E7", ""), ("E8", HALONG)]
NIL = [
    (D, "2026-02-01", "2026-02-15"), (D, "2026-02-16", "2026-02-28"), (E, "2026-02-01", "2026-02-27"),
    (A, "2026-03-01", "2026-03-31"), (A, "2026-01-01", "2026-01-31"), (HALONG, "2026-02-01", "2026-02-28"),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten consultations of three villages, eight disasters, six nihil reports."""
    folder = copy(empty_folder, tmp_path_factory.mktemp("destana"))
    loaded = load_together(
        folder,
        konsultasi=TALKS,
        kejadian=DISASTERS,
        kejadian_wilayah=[{"id_kejadian": e, "kode_kecamatan": v[:8] or A[:8], "kode_desa": v} for e, v in PLACES],
        laporan_nihil=[
            {"kode_desa": v, "tanggal_dari": a, "tanggal_sampai": b, "dilaporkan_pada": f"{b} 20:00"} for v, a, b in NIL
        ],
    )
    assert [each.loaded for each in loaded] == [len(TALKS), len(DISASTERS), len(PLACES), len(NIL)]
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    store = open_store(folder)
    yield store
    store.close()


def test_the_defaults_of_the_queries_are_those_of_the_catalogue() -> None:
    limits = {
        "jam": "kejadian_tanpa_kontak", "hari": "kaitan_kejadian", "hari_pasca": "pasca_belum_sampai",
        "kontak": "kontak_per_bulan", "bulan": "berisiko_tetapi_diam",
    }  # fmt: skip
    held = 0
    for name in ("kontak_diharapkan", "kontak_diharapkan_kpi", "kaitan_kejadian", "desa_diam"):
        for parameter in read_query(f"destana/{name}").params:
            if parameter.name in limits:
                assert parameter.default == DESTANA.limit(limits[parameter.name]), (name, parameter.name)
                held += 1
    assert held == 8
    assert {p.name: p.default for p in read_query("destana/kpi").params}["ambang"] == DESTANA.limit("desa_diam")


# --- the marts, counted again from the raw tables ---


@pytest.mark.parametrize("which", ["store", "sample"])
def test_contacts_are_consultations_and_nihil_reports_a_day(which: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    expected: Counter[tuple[str, str, date]] = Counter()
    for row in table(store, "konsultasi").itertuples():
        expected["konsultasi", row.kode_desa, row.masuk_pada.date()] += 1
    for row in table(store, "laporan_nihil").itertuples():
        expected["nihil", row.kode_desa, row.dilaporkan_pada.date()] += 1
    mart = table(store, "mart_kontak")
    assert {(r.jenis, r.kode_desa, r.tanggal.date()): r.kontak for r in mart.itertuples()} == expected
    months = table(store, "mart_kontak_bulan")
    spoken = Counter((v, day.replace(day=1)) for kind, v, day in expected.elements() if kind == "konsultasi")
    said = months[months["konsultasi"] > 0]
    assert {(r.kode_desa, r.bulan.date()): r.konsultasi for r in said.itertuples()} == spoken


def test_every_place_of_an_event_finds_its_first_consultations(store: Store) -> None:
    mart = table(store, "mart_kejadian_konsultasi").fillna({"kode_desa": ""}).set_index("id_kejadian")
    talks = table(store, "konsultasi")
    starts = {e["id_kejadian"]: pd.Timestamp(str(e["mulai_pada"] or e["tanggal_dari"])) for e in DISASTERS}
    assert set(mart.index) == {e for e, v in PLACES if v != HALONG}
    for event, row in mart[mart["waktu"] == "dapat dinilai"].iterrows():
        later = talks[talks["masuk_pada"] >= starts[event]]
        later = later[later["id_kejadian"].isna() | (later["id_kejadian"] == event)]
        later = later[later["kode_desa"] == row["kode_desa"]] if row["kode_desa"] else later
        after = later[(later["tahap"] == "pasca") | (later["topik"] == "pemulihan")]
        for name, found in (("sesudah", later), ("tersurat", later[later["id_kejadian"] == event]), ("pasca", after)):
            first = found["masuk_pada"].min()
            assert row[f"{name}_pada"] == first or (pd.isna(row[f"{name}_pada"]) and pd.isna(first)), (event, name)
            hours = (first - starts[event]) / pd.Timedelta(1, "h")
            assert row[f"jam_{name}"] == pytest.approx(hours, nan_ok=True), (event, name)


# --- the calendar: a number, a reported nil, silence ---


def test_nil_needs_reports_for_the_whole_month_and_a_consultation_outweighs_it(store: Store) -> None:
    months = store.query("destana/kontak_bulanan")
    cells = {(r.kode_desa, f"{r.bulan:%Y-%m}"): r.konsultasi for r in months.itertuples()}
    assert len(cells) == 27 * 6, "six months, empty ones included, and no village of another kecamatan"
    assert cells[D, "2026-02"] == 0, "two reports that adjoin cover the month"
    assert pd.isna(cells[E, "2026-02"]), "a day is missing"
    assert (cells[A, "2026-01"], cells[A, "2026-02"], cells[A, "2026-03"]) == (1, 2, 0)
    assert months["kode_desa"].iloc[0] in (A, B, C)
    assert months["kejadian"].is_monotonic_decreasing


DAYS = st.integers(0, 120).map(lambda n: date(2026, 1, 1) + timedelta(n))
VILLAGES = st.sampled_from((A, B, C))


@settings(max_examples=40, deadline=None)
@given(
    talks=st.lists(st.tuples(VILLAGES, DAYS), min_size=1, max_size=12),
    nil=st.lists(st.tuples(VILLAGES, DAYS, st.integers(0, 70)), max_size=8),
)
def test_the_three_states_partition_village_months(
    talks: list[tuple[str, date]], nil: list[tuple[str, date, int]]
) -> None:
    got = built(talks, nil)
    spoken = [(v, d.replace(day=1)) for v, d in talks]
    covered = {(v, d + timedelta(n)) for v, d, length in nil for n in range(length + 1)}
    expected: dict[tuple[str, date], int | None] = {}
    month, last = min(m for _, m in spoken), max(m for _, m in spoken)
    while month <= last:
        days = [month.replace(day=n + 1) for n in range(calendar.monthrange(month.year, month.month)[1])]
        for village in (A, B, C):
            count = spoken.count((village, month))
            whole = all((village, day) in covered for day in days)
            expected[village, month] = count or (0 if whole else None)
        month = (month + timedelta(31)).replace(day=1)
    assert got == expected
    states = [sum(test(v) for v in got.values()) for test in (lambda v: v is None, lambda v: v == 0, lambda v: bool(v))]
    assert sum(states) == len(expected), "silent, nihil and n: every village-month is exactly one of them"


def built(talks: list[tuple[str, date]], nil: list[tuple[str, date, int]]) -> dict[tuple[str, date], int | None]:
    """The mart of village-months over bare tables: village and month -> consultations, None = silent."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table ref_desa as select unnest($v) as kode, '63.11.05' as kode_kecamatan", {"v": [A, B, C]}
        )
        connection.execute("create table konsultasi (kode_desa varchar, masuk_pada timestamp)")
        connection.executemany("insert into konsultasi values (?, ?)", [(v, f"{d} 09:00:00") for v, d in talks])
        connection.execute(
            "create table laporan_nihil"
            " (kode_desa varchar, tanggal_dari date, tanggal_sampai date, dilaporkan_pada timestamp)"
        )
        if nil:
            rows = [(v, d, d + timedelta(n)) for v, d, n in nil]
            connection.executemany("insert into laporan_nihil values (?, ?, ?, null)", rows)
        connection.execute(
            "create table mart_hari_kerja as select cast(t as date) as tanggal from generate_series("
            "timestamp '2025-12-01', timestamp '2026-12-31', interval '1 day') as s(t)"
        )
        for name in ("mart_kontak", "mart_kontak_bulan"):
            sql = parse(name, (QUERIES / "marts" / f"{name}.sql").read_text("utf-8")).sql
            connection.execute(f"create table {name} as {sql}")
        rows = connection.execute("select kode_desa, bulan, konsultasi from mart_kontak_bulan").fetchall()
    return {(v, m): n for v, m, n in rows}


# --- silence ---


def test_silent_villages_are_those_whose_last_contact_is_too_long_ago(store: Store) -> None:
    everyone = store.query("destana/desa_diam").set_index("kode")
    assert len(everyone) == 27
    assert everyone.loc[B, "hari"] == 0
    assert everyone.loc[C, "hari"] == 10
    assert everyone.loc[A, "hari"] == (date(2026, 6, 20) - date(2026, 5, 8)).days
    assert everyone.loc[D, "hari"] == (date(2026, 6, 20) - date(2026, 2, 28)).days, "a nihil report is a contact"
    assert everyone["hari"].isna().sum() == 27 - 5
    assert everyone.loc[[A, B, C], "kejadian"].tolist() == [2, 2, 2]
    for limit in (0, 9, 10, 42, 43, 200):
        got = store.query("destana/desa_diam", {"ambang": limit})
        kept = everyone[everyone["hari"].isna() | (everyone["hari"] > limit)]
        assert set(got["kode"]) == set(kept.index)
        rule = store.query("perhatian/desa_diam", {"ambang": limit})
        assert dict(zip(rule["kode"], rule["nilai"].fillna(-1), strict=True)) == kept["hari"].fillna(-1).to_dict()


def test_silence_as_it_was_on_an_earlier_day(store: Store) -> None:
    then = store.query("destana/desa_diam", {"per": "2026-03-05"}).set_index("kode")
    assert then.loc[[A, B], "hari"].tolist() == [13, 2]
    assert pd.isna(then.loc[C, "hari"])
    assert then.loc[C, "kejadian"] == 0, "its disaster was still to come"


def test_events_of_the_window_and_of_all_years(sample: Store) -> None:
    near, ever = (sample.query("destana/desa_diam", {"bulan": months}).set_index("kode") for months in (24, None))
    assert near["kejadian"].sum() == 0
    assert ever.loc["63.11.05.2025", "kejadian"] == near.loc["63.11.05.2025", "kejadian_total"] == 1


# --- expected contacts ---


def test_expected_contacts_have_a_denominator(store: Store) -> None:
    per_village = store.query("destana/kontak_diharapkan").set_index("kode_desa")
    total = store.query("destana/kontak_diharapkan_kpi").iloc[0]
    assert per_village["bulan_diharapkan"].tolist() == [5] * 27, "June is not over on the last day of the data"
    assert per_village.loc[[A, B, C, D, E], "bulan_terpenuhi"].tolist() == [4, 1, 1, 1, 0]
    assert per_village.loc[[A, B, C, D], "kejadian_diharapkan"].tolist() == [1, 1, 1, 0]
    assert per_village.loc[[A, B, C], "kejadian_terpenuhi"].tolist() == [1, 1, 0]
    for name in ("bulan_diharapkan", "bulan_terpenuhi", "kejadian_diharapkan", "kejadian_terpenuhi", "diharapkan"):
        assert total[name] == per_village[name].sum()
    assert (total["terpenuhi"], total["diharapkan"]) == (9, 138)
    assert total["persen"] == pytest.approx(100 * 9 / 138)


def test_the_two_limits_come_from_outside(store: Store) -> None:
    twice = store.query("destana/kontak_diharapkan", {"kontak": 2}).set_index("kode_desa")
    assert twice.loc[A, ["bulan_diharapkan", "bulan_terpenuhi"]].tolist() == [10, 1 + 2 + 1 + 2]
    short = store.query("destana/kontak_diharapkan_kpi", {"jam": 20}).iloc[0]
    assert (short["kejadian_diharapkan"], short["kejadian_terpenuhi"]) == (4, 0), "E6 is 40 hours old: due within 20"


def test_only_whole_months_of_a_period_are_expected(store: Store) -> None:
    part = {"dari": date(2026, 1, 15), "sampai": date(2026, 3, 30), "desa": A}
    row = store.query("destana/kontak_diharapkan", part).iloc[0]
    assert (row["bulan_diharapkan"], row["bulan_terpenuhi"]) == (1, 1)
    week = store.query("destana/kontak_diharapkan_kpi", {"dari": date(2026, 1, 5), "sampai": date(2026, 1, 11)}).iloc[0]
    assert (week["diharapkan"], pd.isna(week["persen"])) == (0, True)


# --- disasters and consultations ---


def test_every_disaster_has_its_first_consultation_or_the_reason_why_not(store: Store) -> None:
    links = store.query("destana/kaitan_kejadian").set_index("id")
    assert links["keadaan"].to_dict() == {
        "E1": "ada konsultasi", "E2": "ada konsultasi", "E3": "tanpa konsultasi", "E4": "tanggal tidak pasti",
        "E5": "sebelum register", "E6": "belum jatuh tempo", "E7": "ada konsultasi",
    }  # fmt: skip
    assert links["cara"].dropna().to_dict() == {
        "E1": "menyebut nomor kejadian", "E2": "desa yang sama", "E7": "kecamatan yang sama"
    }  # fmt: skip
    assert links.loc[["E1", "E2", "E7"], "jam_konsultasi"].tolist() == [26, 68, 32]
    assert links["tepat"].dropna().to_dict() == {"E1": 1, "E2": 1, "E3": 0, "E7": 1}
    assert links["pasca_sampai"].dropna().to_dict() == {"E1": 1, "E2": 0, "E3": 1, "E7": 0}


def test_a_longer_reach_links_more_and_never_less(store: Store) -> None:
    linked = [
        store.query("destana/kaitan_kejadian", {"hari": days})["konsultasi_pada"].notna().sum()
        for days in (1, 2, 14, 30)
    ]
    assert linked == [1, 2, 3, 4]


def test_numbers_that_fit_no_disaster_are_listed(store: Store) -> None:
    broken = store.query("destana/nomor_tanpa_kejadian")
    assert dict(zip(broken["id"], broken["sebab"], strict=True)) == {
        "K06": "kejadian tidak dikenal",
        "K07": "kejadian tidak menyentuh desanya",
        "K08": "konsultasi sebelum kejadian",
    }


def test_the_links_of_the_sample_claim_nothing_about_the_real_event(sample: Store) -> None:
    links = sample.query("destana/kaitan_kejadian")
    assert dict(zip(links["id"], links["keadaan"], strict=True)) == {"BLG-0001": "sebelum register"}
    assert links[["konsultasi_pada", "pasca_pada", "tepat", "pasca_sampai"]].isna().all(axis=None)


# --- consultations ---


def test_answer_times_leave_out_and_count_what_has_none(store: Store) -> None:
    kpi = store.query("destana/kpi").iloc[0]
    assert (kpi["konsultasi"], kpi["dijawab"], kpi["belum_dijawab"], kpi["waktu_terbalik"]) == (10, 3, 6, 1)
    assert kpi["median_jawab_jam"] == 6
    assert (kpi["desa_aktif"], kpi["desa_total"], kpi["bulan_ini"]) == (3, 27, 2)
    months = store.query("destana/waktu_jawab").set_index("bulan")
    assert months[["konsultasi", "dijawab", "belum_dijawab", "waktu_terbalik"]].sum().tolist() == [10, 3, 6, 1]
    assert (months["konsultasi"] == months[["dijawab", "belum_dijawab", "waktu_terbalik"]].sum(axis="columns")).all()
    assert months["sasaran_jam"].isna().all()


def test_active_villages_follow_the_end_of_the_period(store: Store) -> None:
    early = store.query("destana/kpi", {"sampai": date(2026, 2, 28), "ambang": 30}).iloc[0]
    assert early["desa_aktif"] == 3, "A consulted, D and E reported nihil"
    assert (early["konsultasi"], early["bulan_ini"]) == (3, 2)


@pytest.mark.parametrize(
    "where", [{}, {"desa": "63.11.05.2001"}, {"dari": date(2026, 2, 1), "sampai": date(2026, 5, 5)}]
)
def test_every_way_of_counting_consultations_agrees(store: Store, where: dict[str, object]) -> None:
    expected = store.query("destana/kpi", where).iloc[0]["konsultasi"]
    for name in ("kanal_topik", "waktu_jawab", "penerusan"):
        assert store.query(f"destana/{name}", where)["konsultasi"].sum() == expected, name
    assert len(store.query("destana/catatan", where)) == expected


def test_what_is_passed_on_or_promised_stays_open_until_it_is_finished(store: Store) -> None:
    cases = store.query("destana/konsultasi_terbuka", {"hari_ini": date(2026, 7, 1)})
    assert dict(zip(cases["id"], cases["umur_hari"], strict=True)) == {"K04": 120, "K06": 59}


def test_decisions_stand_in_their_last_state_overdue_first(folder: Path, tmp_path: Path) -> None:
    own = copy(folder, tmp_path)
    base = {
        "program": "destana",
        "kode_kecamatan": A[:8],
        "tanggal_rapat": "2026-05-01",
        "keputusan": "Perbarui kontak",
    }
    states = [
        ("T1", "belum", "2026-05-01 09:00", "2026-05-20"), ("T2", "belum", "2026-05-01 09:00", "2026-05-10"),
        ("T2", "selesai", "2026-05-09 09:00", "2026-05-10"), ("T3", "berjalan", "2026-05-02 09:00", "2026-12-31"),
        ("T4", "belum", "2026-05-02 09:00", ""),
    ]  # fmt: skip
    rows = [base | {"id_tindak_lanjut": i, "status": s, "status_pada": at, "tenggat": due} for i, s, at, due in states]
    rows.append(rows[0] | {"id_tindak_lanjut": "L1", "program": "kencana"})
    assert load_rows(own, "tindak_lanjut", rows).loaded == 6
    found = (
        open_store(own)
        .query("rapat/tindak_lanjut", {"program": "destana", "hari_ini": date(2026, 6, 1)})
        .set_index("id")
    )
    assert found.index.tolist() == ["T1", "T4", "T3", "T2"]
    assert found["lewat_hari"].dropna().to_dict() == {"T1": 12}
    assert found.loc["T1", "umur_hari"] == 31


def test_a_target_for_the_answer_time_is_drawn_only_when_one_is_loaded(folder: Path, tmp_path: Path) -> None:
    own = copy(folder, tmp_path)
    row = {
        "program": "destana", "indikator": "waktu_jawab", "periode_dari": "2026-03-01", "periode_sampai": "2026-12-31",
        "nilai": 24, "satuan": "jam", "arah": "turun",
    }  # fmt: skip
    load_rows(own, "target", [row, row | {"indikator": "desa_aktif", "nilai": 27, "satuan": "desa", "arah": "naik"}])
    store = open_store(own)
    months = store.query("destana/waktu_jawab").set_index("bulan")["sasaran_jam"]
    assert months.isna().tolist() == [True, True, False, False, False, False]
    assert store.query("destana/ringkasan").iloc[0]["batang_persen"] == pytest.approx(100 * 3 / 27)


# --- certified villages are another thing ---


def test_six_certified_villages_with_their_instrument(sample: Store) -> None:
    villages = sample.query("destana/penilaian_bnpb")
    assert len(villages) == 6
    assert villages["skala_maks"].isna().all(), "no instrument, no scale"
    assert villages["sumber_url"].str.startswith("https://").all()


def test_a_score_carries_the_scale_of_its_instrument(empty_folder: Path, tmp_path: Path) -> None:
    folder = copy(empty_folder, tmp_path)
    rows = [
        {"kode_desa": A, "tahun_penetapan": 2019, "instrumen": "Perka-1-2012", "skor": 46.8, "tingkat": "Madya"},
        {"kode_desa": A, "tahun_penetapan": 2024, "instrumen": "PKD-2021", "skor": 46.8, "tingkat": "Pratama"},
    ]
    assert load_rows(folder, "destana_penilaian", rows).loaded == 2
    store = open_store(folder)
    assert store.query("destana/penilaian_bnpb")["skala_maks"].tolist() == [60, 100]
    assert table(store, "konsultasi").empty, "certificates are no consultations"


# --- rules of attention, on and off ---


def fired(store: Store, rule: str, threshold: float | None = None) -> list[str]:
    given: dict[str, object] = {"ambang": DESTANA.limit(rule) if threshold is None else threshold}
    names = {each.name for each in read_query(f"perhatian/{rule}").params}
    if "hari_ini" in names:
        given["hari_ini"] = date(2026, 7, 1)
    return store.query(f"perhatian/{rule}", given)["kode"].tolist()


def test_every_rule_of_the_programme_is_switched_on_and_off_here() -> None:
    assert {rule.id for rule in DESTANA.rules} == {
        "desa_diam", "konsultasi_belum_dijawab", "berisiko_tetapi_diam", "kejadian_tanpa_kontak", "pasca_belum_sampai",
    }  # fmt: skip


def test_rules_fire_where_something_is_wrong(store: Store) -> None:
    assert D in fired(store, "desa_diam") and len(fired(store, "desa_diam")) == 24
    assert fired(store, "konsultasi_belum_dijawab") == ["K04", "K06", "K07", "K09", "K08", "K10"]
    assert fired(store, "kejadian_tanpa_kontak") == ["E3"]
    assert fired(store, "pasca_belum_sampai") == ["E2"]


def test_rules_say_since_when(store: Store) -> None:
    def since(rule: str, code: str, **given: object) -> date | None:
        answer = store.query(f"perhatian/{rule}", {"ambang": DESTANA.limit(rule), **given}).set_index("kode")
        day = answer.loc[code, "sejak"]
        return None if pd.isna(day) else day.date()

    assert since("desa_diam", D) == date(2026, 2, 28) + timedelta(91)
    assert since("desa_diam", "63.11.05.2009") is None, "it never spoke"
    assert since("konsultasi_belum_dijawab", "K04", hari_ini=date(2026, 7, 1)) == date(2026, 3, 7)
    assert since("kejadian_tanpa_kontak", "E3") == date(2026, 4, 3)
    assert since("pasca_belum_sampai", "E2") == date(2026, 4, 1)


def test_a_village_hit_that_never_spoke_is_at_risk(folder: Path, tmp_path: Path) -> None:
    assert fired(open_store(folder), "berisiko_tetapi_diam") == []
    own = copy(folder, tmp_path)
    load_rows(own, "kejadian_wilayah", [{"id_kejadian": "E1", "kode_kecamatan": E[:8], "kode_desa": E}])
    assert fired(open_store(own), "berisiko_tetapi_diam") == [E]
    assert fired(open_store(own), "kejadian_tanpa_kontak") == ["E1", "E3"], "never is worse than late"


def test_rules_stay_silent_where_all_is_well(empty_folder: Path, tmp_path: Path) -> None:
    villages = [f"63.11.05.20{n:02}" for n in range(1, 28)]
    calm = copy(empty_folder, tmp_path)
    talks = [
        talk(n, v, f"2026-05-{n:02} 09:00", dijawab_pada=f"2026-05-{n:02} 10:00") for n, v in enumerate(villages, 1)
    ]
    talks.append(talk(40, A, "2026-06-29 09:00", tahap="pasca", dijawab_pada="2026-06-29 10:00"))
    talks.append(talk(41, A, "2026-05-30 09:00", tahap="pasca", dijawab_pada="2026-05-30 10:00"))
    load_together(
        calm,
        konsultasi=talks,
        kejadian=[disaster("E1", "2026-05-29", start="2026-05-29 08:00")],
        kejadian_wilayah=[{"id_kejadian": "E1", "kode_kecamatan": A[:8], "kode_desa": A}],
    )
    assert {rule.id: fired(open_store(calm), rule.id) for rule in DESTANA.rules} == {r.id: [] for r in DESTANA.rules}
