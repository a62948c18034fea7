"""Reports: process, grouping and clocks, each counted again in plain Python; every property on random rows."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.contracts import contract
from pantau.store import Store
from pantau.store.query import QUERIES, parse
from tests.stores import table

BEGIN = datetime.fromisoformat("2025-03-01T06:00")
STEPS = ("terverifikasi", "ditugaskan", "bantuan_tiba", "selesai")


@contextmanager
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty fact and reference tables in memory, as the marts find them."""
    with duckdb.connect() as connection:
        for dataset in ("laporan", "riwayat_laporan", "kelompok_laporan"):
            columns = ", ".join(f"{column.name} {column.sql_type}" for column in contract(dataset).stored)
            connection.execute(f"create table {dataset} ({columns}, baris integer)")
        connection.execute("create table ref_ancaman (kode varchar, induk varchar, nama_pendek varchar, warna varchar)")
        connection.execute("insert into ref_ancaman values ('101', null, 'Banjir', '#000000')")
        connection.execute(
            "create table ref_keparahan as select * from read_csv($file, header = true, all_varchar = false)",
            {"file": "data/reference/keparahan.csv"},
        )
        yield connection


def put(connection: duckdb.DuckDBPyConnection, dataset: str, rows: Sequence[dict[str, object]]) -> None:
    connection.execute(f"truncate {dataset}")
    if rows:
        connection.append(dataset, pd.DataFrame(rows).assign(baris=range(len(rows))), by_name=True)


def mart(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    sql = parse(name, (QUERIES / "marts" / f"{name}.sql").read_text("utf-8")).sql
    connection.execute(f"create or replace table {name} as {sql}")
    made: pd.DataFrame = connection.table(name).df()
    return made


def answer(connection: duckdb.DuckDBPyConnection, name: str, **params: object) -> pd.DataFrame:
    query = parse(name, (QUERIES / f"{name}.sql").read_text("utf-8"))
    return connection.execute(query.sql, query.values(params)).df()


def told(name: str, minutes: int, desa: str = "a", **more: object) -> dict[str, object]:
    moment = BEGIN + timedelta(minutes=minutes)
    return {
        "id_laporan": name, "kode_ancaman": "101", "tanggal_kejadian": moment.date(), "jam_kejadian": moment.time(),
        "lapor_pada": moment, "kode_kecamatan": "k", "kode_desa": desa,
    } | more  # fmt: skip


DECISIONS = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from(["K1", "K2"]), st.sampled_from(["gabung", "pisah"])), max_size=12
)


@settings(max_examples=12, deadline=None)
@given(decisions=DECISIONS)
def test_the_last_decision_counts_and_undoing_returns_the_totals(decisions: list[tuple[str, str, str]]) -> None:
    with scratch() as connection:
        put(connection, "laporan", [told(name, i) for i, name in enumerate("ABCD")])
        before = mart(connection, "mart_laporan_proses")
        assert before["kelompok"].nunique() == 4
        rows: list[dict[str, object]] = [
            {"id_laporan": r, "id_kejadian": k, "hubungan": h, "dicatat_pada": BEGIN + timedelta(minutes=i)}
            for i, (r, k, h) in enumerate(decisions)
        ]
        put(connection, "kelompok_laporan", rows)
        got = mart(connection, "mart_laporan_proses").set_index("id_laporan")["kelompok"].to_dict()
        last = {r: (k, h) for r, k, h in decisions}
        assert got == {n: last[n][0] if n in last and last[n][1] == "gabung" else f"sendiri {n}" for n in "ABCD"}
        later = BEGIN + timedelta(days=1)
        undo = [
            {"id_laporan": r, "id_kejadian": k, "hubungan": "pisah", "dicatat_pada": later}
            for r, (k, _) in last.items()
        ]
        put(connection, "kelompok_laporan", [*rows, *undo])
        after = mart(connection, "mart_laporan_proses")
        assert sorted(after["kelompok"]) == sorted(before["kelompok"])


HISTORIES = st.lists(
    st.lists(st.tuples(st.sampled_from((*STEPS, "duplikat", "ditolak")), st.integers(-90, 5000)), max_size=5),
    max_size=8,
)


def history(reports: list[list[tuple[str, int]]]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    named = [told(f"L{i:02}", 60 * i) for i in range(len(reports))]
    steps: list[dict[str, object]] = [
        {"id_laporan": f"L{i:02}", "status": status, "status_pada": BEGIN + timedelta(minutes=60 * i + minutes)}
        for i, listed in enumerate(reports)
        for status, minutes in listed
    ]
    return named, steps


@settings(max_examples=12, deadline=None)
@given(reports=HISTORIES)
def test_the_funnel_never_widens_and_counts_who_got_that_far(reports: list[list[tuple[str, int]]]) -> None:
    with scratch() as connection:
        named, steps = history(reports)
        put(connection, "laporan", named)
        put(connection, "riwayat_laporan", steps)
        mart(connection, "mart_laporan_proses")
        funnel = answer(connection, "bencana/corong")
        left_out = {"duplikat", "ditolak"}
        reached = []
        for i in range(len(reports)):
            mine = [
                (s["status_pada"], n, str(s["status"])) for n, s in enumerate(steps) if s["id_laporan"] == f"L{i:02}"
            ]
            if mine and max(mine)[2] in left_out:
                continue
            reached.append(max([STEPS.index(status) + 2 for _, _, status in mine if status in STEPS], default=1))
        counts = funnel["laporan"].tolist()
        assert counts == [sum(1 for r in reached if r >= step) for step in range(1, 6)]
        assert all(a >= b for a, b in pairwise(counts))
        assert funnel["berhenti"].tolist() == [reached.count(step) for step in range(1, 6)]
        assert funnel["disisihkan"].tolist() == [len(reports) - len(reached)] * 5


def rounded(minutes: float) -> int:
    """The grid of the curve: minutes, then tens, hours and days."""
    for most, step in ((120, 1), (1440, 10), (10080, 60)):
        if minutes <= most:
            return max(step * math.ceil(minutes / step), 1)
    return 1440 * math.ceil(minutes / 1440)


def kaplan_meier(times: list[tuple[int, bool]]) -> dict[float, float]:
    """Hours -> percent answered, by the definition: a product over the times at which somebody was answered."""
    left, survived, curve = len(times), 1.0, {}
    for minute in sorted({t for t, _ in times}):
        done = sum(1 for t, answered in times if t == minute and answered)
        if done:
            survived *= 1 - done / left
            curve[minute / 60] = 100 * (1 - survived)
        left -= sum(1 for t, _ in times if t == minute)
    return curve


@settings(max_examples=20, deadline=None)
@given(waits=st.lists(st.tuples(st.integers(0, 20_000), st.booleans()), min_size=1, max_size=25))
def test_the_curve_is_kaplan_meier_and_open_reports_are_not_dropped(waits: list[tuple[int, bool]]) -> None:
    end = BEGIN + timedelta(minutes=25_000)
    with scratch() as connection:
        # A report still open was made so long before the end of the register that its age is the wait.
        named = [
            told(f"L{i:02}", 0, lapor_pada=BEGIN if done else end - timedelta(minutes=wait), jam_kejadian=None)
            for i, (wait, done) in enumerate(waits)
        ]
        steps: list[dict[str, object]] = [
            {"id_laporan": f"L{i:02}", "status": "ditugaskan", "status_pada": BEGIN + timedelta(minutes=wait)}
            for i, (wait, done) in enumerate(waits)
            if done
        ]
        put(connection, "laporan", [*named, told("AKHIR", 0, lapor_pada=end, jam_kejadian=None)])
        put(connection, "riwayat_laporan", [*steps, {"id_laporan": "AKHIR", "status": "ditolak", "status_pada": end}])
        mart(connection, "mart_laporan_proses")
        curve = answer(connection, "bencana/kurva_tanggap", jam="lapor")
        got = dict(zip(curve["jam"].round(9), curve["persen"], strict=True))
        expected = kaplan_meier([(rounded(wait), done) for wait, done in waits])
        assert set(got) == {round(hours, 9) for hours in expected}
        for hours, percent in expected.items():
            assert got[round(hours, 9)] == pytest.approx(percent)
        assert curve["persen"].is_monotonic_increasing
        if len(curve):
            assert curve["n"].iloc[0] == len(waits)
            assert curve["belum"].iloc[0] == sum(1 for _, done in waits if not done)


def test_clocks_that_run_backwards_are_counted_and_never_averaged() -> None:
    with scratch() as connection:
        put(connection, "laporan", [told("A", 0), told("B", 0), told("C", 0, jam_kejadian=None)])
        steps: list[dict[str, object]] = [
            {"id_laporan": "A", "status": "terverifikasi", "status_pada": BEGIN + timedelta(minutes=30)},
            {"id_laporan": "B", "status": "terverifikasi", "status_pada": BEGIN - timedelta(minutes=500)},
        ]
        put(connection, "riwayat_laporan", steps)
        rows = mart(connection, "mart_laporan_proses").set_index("id_laporan")
        assert rows["terbalik"].to_dict() == {"A": 0, "B": 1, "C": 0}
        connection.execute(
            "create table mart_kejadian_wilayah (id_kejadian varchar, kode_kecamatan varchar, kode_desa varchar)"
        )
        connection.execute(
            "create table mart_kejadian as select 'E' as id_kejadian, '101' as kode_ancaman,"
            " cast(null as varchar) as kode_ancaman_induk, date '2025-03-01' as tanggal_dari,"
            " date '2025-03-01' as tanggal_sampai,"
            " timestamp '2025-03-01 10:00' as mulai_pada, timestamp '2025-03-01 12:00' as lapor_pada,"
            " timestamp '2025-03-01 11:00' as terkendali_pada"
        )
        connection.execute("create table dataset_keadaan (dataset varchar, baris_contoh bigint)")
        clocks = answer(connection, "bencana/waktu_tanggap").set_index("jam")
        checked = clocks.loc["lapor sampai verifikasi"]
        assert (checked["n"], checked["median_menit"], checked["tanpa_waktu"], checked["terbalik"]) == (1, 30, 1, 1)
        started = clocks.loc["mulai sampai terkendali"]
        assert (started["n"], started["median_menit"]) == (1, 60)
        backwards = clocks.loc["lapor sampai terkendali"]
        assert (backwards["n"], backwards["terbalik"]) == (0, 1)
        assert pd.isna(backwards["median_menit"])


def far(a: pd.Series, b: pd.Series) -> float:
    """Kilometres between two reports, on a plane that is exact enough for a district."""
    north, east = (a["lintang"] - b["lintang"]) * 110.57, (a["bujur"] - b["bujur"]) * 111.23
    return float(math.hypot(north, east))


def test_proposals_are_those_of_the_rule(sample: Store) -> None:
    rows = table(sample, "mart_laporan_proses")
    rows = rows[rows["status"] != "ditolak"].assign(pada=rows["kejadian_pada"].fillna(rows["lapor_pada"]))
    rows["bahaya"] = rows["kode_ancaman_induk"].fillna(rows["kode_ancaman"])
    expected = set()
    for _, late in rows[rows["id_kejadian"].isna()].iterrows():
        for _, early in rows[rows["bahaya"] == late["bahaya"]].iterrows():
            if (early["lapor_pada"], early["id_laporan"]) >= (late["lapor_pada"], late["id_laporan"]):
                continue
            near = early["kode_desa"] == late["kode_desa"] and not pd.isna(late["kode_desa"])
            inside = not (early["titik_di_luar"] or late["titik_di_luar"])
            if (near or (inside and far(early, late) <= 1.5)) and abs(early["pada"] - late["pada"]) <= timedelta(
                hours=24
            ):
                expected.add(late["id_laporan"])
    got = table(sample, "mart_laporan_usulan")
    assert set(got["id_laporan"]) == expected
    assert len(expected) >= 5, "the sample keeps some for a person to decide"


def test_every_report_is_lost_once_or_used(sample: Store) -> None:
    flow = sample.query("bencana/mutu_laporan").set_index("urut")["laporan"]
    assert flow[1] == flow.drop(1).sum() == len(table(sample, "laporan"))
    account = sample.query("bencana/laporan_akuntansi").iloc[0]
    assert (
        account["digambar"] + account["tanpa_lokasi"] + account["di_luar_balangan"] + account["disaring"]
        == account["total"]
    )


def test_reports_of_the_sample_name_no_real_event(sample: Store) -> None:
    groups = set(table(sample, "kelompok_laporan")["id_kejadian"])
    assert groups
    assert not groups & set(table(sample, "kejadian")["id_kejadian"])
    assert table(sample, "laporan")["contoh"].all()
    events = sample.query("bencana/kpi").iloc[0]
    assert pd.isna(events["laporan_total"]), "sample reports never stand beside real events"
    state = sample.query("data/keadaan_program").set_index("program")
    assert not state.loc["lapor_bencana", "contoh"]
    assert str(state.loc["lapor_bencana", "data_sampai"])[:10] == "2026-01-26"


def test_severity_is_worked_out_from_the_structured_fields() -> None:
    with scratch() as connection:
        put(
            connection,
            "laporan",
            [told("A", 0, tma_cm=70), told("B", 1, tma_cm=71), told("C", 2, keparahan="berat"), told("D", 3)],
        )
        got = mart(connection, "mart_laporan_proses").set_index("id_laporan")
        assert got["keparahan"].dropna().to_dict() == {"A": 1, "B": 2, "C": 3}
        assert got.loc["B", "keparahan_kata"] == "71–150 cm"


def test_impact_as_of_a_day_is_the_version_known_then(sample: Store) -> None:
    def people(day: str | None) -> pd.Series:
        return sample.query("bencana/dampak_terkini", {"id": "BLG-0027", "per": day}).iloc[0]

    assert (people("2025-12-27")["versi_ke"], people("2025-12-27")["terdampak_kk"]) == (1, 1615)
    assert people("2025-12-28")["terdampak_jiwa"] == 10_949
    assert people(None)["terdampak_jiwa"] == 13_531
    assert sample.query("bencana/dampak_terkini", {"id": "BLG-0027", "per": "2025-12-01"}).empty


@pytest.mark.parametrize(
    ("basis", "column"), [("kejadian", "tanggal"), ("lapor", "lapor_tanggal"), ("verifikasi", "verifikasi_tanggal")]
)
def test_the_period_counts_by_the_day_that_was_chosen(basis: str, column: str, sample: Store) -> None:
    rows = table(sample, "mart_laporan_proses")
    days = pd.to_datetime(rows[column])
    inside = rows[(days >= "2025-09-01") & (days <= "2025-09-30")]
    asked = {"dari": "2025-09-01", "sampai": "2025-09-30", "dasar": basis}
    assert sample.query("bencana/laporan_kpi", asked).iloc[0]["laporan"] == len(inside) > 0
    assert sample.query("bencana/laporan_per_bulan", asked)["laporan"].sum() == len(inside)
    assert sample.query("bencana/laporan_desa", asked)["laporan"].sum() == inside["kode_desa"].notna().sum()
    assert sample.query("bencana/mutu_laporan", asked)["laporan"].iloc[0] == len(inside)
    account = sample.query("bencana/laporan_akuntansi", asked).iloc[0]
    assert account["disaring"] == len(rows) - len(inside)


def test_a_reason_lists_the_reports_that_were_lost_there(sample: Store) -> None:
    flow = sample.query("bencana/mutu_laporan").set_index("urut")["laporan"]
    for number in range(2, 9):
        assert len(sample.query("bencana/laporan_daftar", {"mutu": number})) == min(flow[number], 200)
