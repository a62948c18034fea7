"""The clock of a case: working days between holidays, standing still while the citizen is waited for and while closed.

A golden table of single cases, and any history against a loop that walks day by day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pantau.contracts import contracts
from pantau.figures import records
from pantau.store import Store, read_query
from pantau.store.query import QUERIES, parse
from tests.stores import copy, load_together, open_store, table
from tests.test_reference import rows

CLOSED = {"selesai", "selesai_desa", "ditolak", "tidak_dapat_dihubungi"}
STILL = CLOSED | {"menunggu_warga"}
FIRST_STATUS = {"desa": "diterima_desa", "puskesos": "puskesos", "kecamatan": "kecamatan"}
MARTS = ("mart_hari_kerja", "mart_kasus", "mart_kasus_rentang")
STATUSES = (*sorted(STILL), "slrt", "kecamatan", "dirujuk", "ditindaklanjuti", "dibuka_kembali")

Case = tuple[str, date, str | None, str, int | None]
Step = tuple[str, date, str]


def mart(name: str) -> str:
    return parse(name, (QUERIES / "marts" / f"{name}.sql").read_text("utf-8")).sql


class Clock:
    """The marts of cases over rows of one's own, and the named queries asked of them."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        execute = self.connection.execute
        execute("create table hari_libur (tanggal date)")
        execute(
            "create table kasus (id_kasus varchar, masuk_pada timestamp, kode_kecamatan varchar, kode_desa varchar,"
            " tingkat_asal varchar, kategori varchar, kanal varchar, batas_hari_kerja integer)"
        )
        execute(
            "create table riwayat_kasus (id_kasus varchar, status varchar, tingkat varchar, instansi varchar,"
            " status_pada timestamp, baris integer)"
        )
        execute("create table program_keadaan as select 'layar_sibalang' as program, date '2026-12-31' as data_sampai")
        limits = pd.DataFrame(rows("batas_kasus"), dtype="str")
        self.connection.register("batas", limits.mask(limits == ""))
        execute(
            "create table ref_batas_kasus as select kode, kategori, cast(batas_hari_kerja as integer) as"
            " batas_hari_kerja, cast(berlaku_dari as date) as berlaku_dari, cast(berlaku_sampai as date) as"
            " berlaku_sampai from batas"
        )

    def take(self, cases: Iterable[Case], history: Iterable[Step], holidays: Iterable[date]) -> "Clock":
        """Cases (id, day, level, category, own limit), their steps (id, day, status) and the holidays."""
        for name in MARTS:
            self.connection.execute(f"drop table if exists {name}")
        for name in ("kasus", "riwayat_kasus", "hari_libur"):
            self.connection.execute(f"delete from {name}")  # noqa: S608
        for day in holidays:
            self.connection.execute("insert into hari_libur values ($1)", [day])
        for name, day, level, category, limit in cases:
            row = [name, datetime.combine(day, time(9)), "63.11.01", None, level, category, None, limit]
            self.connection.execute("insert into kasus values ($1, $2, $3, $4, $5, $6, $7, $8)", row)
        for line, (name, day, status) in enumerate(history):
            row = [name, status, None, None, datetime.combine(day, time(10)), line]
            self.connection.execute("insert into riwayat_kasus values ($1, $2, $3, $4, $5, $6)", row)
        for name in MARTS:
            self.connection.execute(f"create table {name} as {mart(name)}")
        return self

    def state(self, day: date) -> dict[str, dict[str, Any]]:
        query = read_query("sosial/keadaan_kasus")
        answer = self.connection.execute(query.sql, query.values({"per": day})).df()
        return {row["id_kasus"]: row for row in records(answer)}


@pytest.fixture(scope="module")
def clock() -> Iterator[Clock]:
    made = Clock()
    yield made
    made.connection.close()


LEBARAN = [date(2025, 3, 28), date(2025, 3, 31), *(date(2025, 4, d) for d in (1, 2, 3, 4, 7))]
D = date

# Case -> (day in, own limit, category, steps, day asked), (working days, calendar days, state).
GOLDEN: dict[str, tuple[tuple[date, int | None, str, Sequence[tuple[date, str]], date], tuple[int, int, str]]] = {
    "over the joint leave of Lebaran": (
        (D(2025, 3, 27), 14, "lainnya", [(D(2025, 3, 27), "slrt"), (D(2025, 4, 9), "selesai")], D(2025, 5, 1)),
        (2, 13, "selesai_tepat"),
    ),
    "paused across a weekend": (
        # Thursday and Friday run, Saturday to Tuesday wait, Wednesday runs.
        (
            D(2025, 9, 3), 14, "lainnya",
            [(D(2025, 9, 3), "slrt"), (D(2025, 9, 5), "menunggu_warga"), (D(2025, 9, 9), "slrt")], D(2025, 9, 10),
        ),
        (3, 7, "dalam_batas"),
    ),
    "closed on the day it came in": (
        (D(2025, 9, 3), 5, "lainnya", [(D(2025, 9, 3), "slrt"), (D(2025, 9, 3), "selesai_desa")], D(2025, 12, 1)),
        (0, 0, "selesai_tepat"),
    ),
    "reopened: the closed days do not count": (
        (
            D(2025, 9, 1), 14, "lainnya",
            [(D(2025, 9, 1), "slrt"), (D(2025, 9, 3), "selesai"), (D(2025, 9, 10), "dibuka_kembali")], D(2025, 9, 12),
        ),
        (4, 11, "dalam_batas"),
    ),
    "came in on a Sunday": (
        (D(2025, 9, 7), 14, "lainnya", [(D(2025, 9, 7), "diterima_desa")], D(2025, 9, 8)),
        (1, 1, "dalam_batas"),
    ),
    "no history at all": ((D(2025, 9, 1), None, "lainnya", [], D(2025, 9, 5)), (4, 4, "dalam_batas")),
    "history that begins later": (
        (D(2025, 9, 1), None, "lainnya", [(D(2025, 9, 4), "slrt")], D(2025, 9, 8)),
        (5, 7, "dalam_batas"),
    ),
    "a holiday inside the pause": (
        (
            D(2025, 3, 26), 14, "lainnya",
            [(D(2025, 3, 26), "slrt"), (D(2025, 3, 27), "menunggu_warga"), (D(2025, 4, 8), "slrt")], D(2025, 4, 9),
        ),
        (2, 14, "dalam_batas"),
    ),
    "exactly on its own limit": (
        (D(2025, 9, 1), 3, "perumahan", [(D(2025, 9, 1), "slrt"), (D(2025, 9, 4), "selesai")], D(2025, 9, 30)),
        (3, 3, "selesai_tepat"),
    ),
    "one day over its own limit": (
        # 5 September 2025 is a holiday in the register, not in this calendar.
        (D(2025, 9, 1), 3, "perumahan", [(D(2025, 9, 1), "slrt"), (D(2025, 9, 5), "selesai")], D(2025, 9, 30)),
        (4, 4, "selesai_lambat"),
    ),
    "the default of its category": (
        (D(2025, 9, 1), None, "pembaruan data", [(D(2025, 9, 1), "slrt")], D(2025, 9, 9)),
        (6, 8, "lewat"),
    ),
    "two days before the end": (
        (D(2025, 9, 1), None, "pembaruan data", [(D(2025, 9, 1), "slrt")], D(2025, 9, 4)),
        (3, 3, "mendekati"),
    ),
    "waiting for the citizen": (
        (D(2025, 9, 1), 5, "lainnya", [(D(2025, 9, 2), "menunggu_warga")], D(2025, 12, 1)),
        (1, 91, "dijeda"),
    ),
    "waiting, but late before": (
        (D(2025, 9, 1), 3, "lainnya", [(D(2025, 9, 8), "menunggu_warga")], D(2025, 9, 30)),
        (5, 29, "lewat"),
    ),
    "rejected": (
        (D(2025, 9, 1), 3, "lainnya", [(D(2025, 9, 30), "ditolak")], D(2025, 12, 1)),
        (21, 29, "ditutup_lain"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_the_clock_of_one_case(name: str, clock: Clock) -> None:
    (day, limit, category, steps, asked), expected = GOLDEN[name]
    made = clock.take([("K", day, "desa", category, limit)], [("K", on, status) for on, status in steps], LEBARAN)
    got = made.state(asked)["K"]
    assert (got["hari_kerja"], got["hari_kalender"], got["keadaan"]) == expected


def test_a_case_is_absent_before_it_came_in_and_stands_at_its_level_until_its_history_begins(clock: Clock) -> None:
    day = date(2025, 9, 3)
    for level, holder in (("desa", "Desa dan Puskesos"), ("kecamatan", "Kecamatan"), (None, "SLRT Dinas Sosial")):
        made = clock.take([("K", day, level, "lainnya", None)], [("K", day + timedelta(7), "dirujuk")], [])
        assert made.state(day - timedelta(1)) == {}
        assert made.state(day)["K"]["pemegang"] == holder
        assert made.state(day + timedelta(7))["K"]["pemegang"] == "Instansi rujukan"


def test_who_follows_up_without_saying_who_holds_it_goes_on_holding(clock: Clock) -> None:
    day = date(2025, 9, 1)
    steps = [("K", day + timedelta(n), status) for n, status in enumerate(("dirujuk", "ditindaklanjuti", "selesai"))]
    made = clock.take([("K", day, "desa", "lainnya", None)], steps, [])
    assert {made.state(day + timedelta(n))["K"]["pemegang"] for n in range(3)} == {"Instansi rujukan"}


def test_a_default_counts_from_its_first_day_on(clock: Clock) -> None:
    before, from_then_on = (clock.take([("K", on, "desa", "lainnya", None)], [], []).state(date(2026, 1, 1))["K"]
                            for on in (date(2017, 12, 31), date(2018, 1, 1)))  # fmt: skip
    assert pd.isna(before["batas_hari_kerja"])
    assert from_then_on["batas_hari_kerja"] == 14


# --- any history, day by day ---

MONDAY = date(2025, 9, 1)
day_numbers = st.integers(0, 40)
histories = st.lists(st.tuples(day_numbers, st.sampled_from(STATUSES)), max_size=7)


def walked(came: date, steps: Sequence[Step], holidays: set[date], asked: date) -> tuple[int, str]:
    """Working days and state by walking: a day counts when it is worked and the clock ran when it began."""
    status, days, on = "", 0, came
    ordered = sorted(steps, key=lambda step: step[1])
    while on <= asked:
        if on > came and on.weekday() < 5 and on not in holidays and status not in STILL:
            days += 1
        if on == came:
            status = "diterima_desa"
        for _, when, said in ordered:
            if max(when, came) == on:
                status = said
        on += timedelta(1)
    return days, status


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    came=day_numbers,
    history=histories,
    free=st.sets(day_numbers, max_size=8),
    asked=day_numbers,
    limit=st.one_of(st.none(), st.integers(1, 12)),
)
def test_any_history_equals_the_days_walked_one_by_one(
    clock: Clock, came: int, history: list[tuple[int, str]], free: set[int], asked: int, limit: int | None
) -> None:
    day, holidays = MONDAY + timedelta(came), {MONDAY + timedelta(n) for n in free}
    steps = [("K", MONDAY + timedelta(n), status) for n, status in history]
    per = MONDAY + timedelta(asked)
    found = clock.take([("K", day, "desa", "pembaruan data", limit)], steps, holidays).state(per)
    if per < day:
        assert found == {}
        return
    days, status = walked(day, steps, holidays, per)
    assert found["K"]["hari_kerja"] == days
    allowed = 5 if limit is None else limit
    if status in ("ditolak", "tidak_dapat_dihubungi"):
        expected = "ditutup_lain"
    elif status in CLOSED:
        expected = "selesai_tepat" if days <= allowed else "selesai_lambat"
    elif days > allowed:
        expected = "lewat"
    elif status == "menunggu_warga":
        expected = "dijeda"
    else:
        expected = "mendekati" if allowed - days <= 2 else "dalam_batas"
    assert found["K"]["keadaan"] == expected


# --- what is counted from it ---


def test_the_backlog_is_the_states_counted(sample: Store) -> None:
    for per in (date(2025, 3, 14), date(2025, 12, 24), date(2026, 6, 1), date(2026, 11, 22)):
        backlog = sample.query("sosial/tunggakan_kasus", {"per": per})
        states = sample.query("sosial/keadaan_kasus", {"per": per})
        open_ = states[states["keadaan"].isin(["dalam_batas", "mendekati", "lewat", "dijeda"])]
        assert backlog["terbuka"].sum() == len(open_)
        for row in backlog.to_dict("records"):
            mine = open_[open_["pemegang"] == row["pemegang"]]
            assert row["dalam_batas"] + row["mendekati"] + row["lewat"] + row["dijeda"] == row["terbuka"] == len(mine)
            ages = mine[mine["keadaan"] != "dijeda"]["hari_kerja"]
            assert row["hari_0_3"] == (ages <= 3).sum()
            assert row["hari_15_60"] + row["hari_lebih_60"] == (ages > 14).sum()
        kpi = sample.query("sosial/kasus_kpi", {"per": per}).iloc[0]
        assert kpi["masuk"] == len(states)
        assert kpi["aktif"] == len(open_)
        assert kpi["lewat"] == (states["keadaan"] == "lewat").sum()
        assert kpi["tepat_waktu"] == (states["keadaan"] == "selesai_tepat").sum()


def test_a_case_not_yet_in_is_absent_from_a_past_day(sample: Store) -> None:
    cases = table(sample, "kasus")
    per = date(2025, 6, 30)
    came = set(cases.loc[cases["masuk_pada"] < "2025-07-01", "id_kasus"])
    assert set(sample.query("sosial/keadaan_kasus", {"per": per})["id_kasus"]) == came
    assert came < set(cases["id_kasus"])


def test_the_flow_of_weeks_ends_in_the_states_of_the_last_day(sample: Store) -> None:
    per = date(2026, 11, 22)
    flow = sample.query("sosial/arus_kasus", {"per": per})
    last = flow.iloc[-1]
    kpi = sample.query("sosial/kasus_kpi", {"per": per}).iloc[0]
    assert last["masuk"] == kpi["masuk"]
    assert last["selesai"] == kpi["selesai"] + kpi["ditutup_lain"]
    assert flow["masuk"].is_monotonic_increasing
    assert (flow.drop(columns="pekan") >= 0).all(axis=None)
    middle = flow[flow["pekan"] == pd.Timestamp("2026-01-12")].iloc[0]
    then = sample.query("sosial/kasus_kpi", {"per": date(2026, 1, 18)}).iloc[0]
    assert (middle["masuk"], middle["selesai"]) == (then["masuk"], then["selesai"] + then["ditutup_lain"])


def test_the_limits_of_chance_belong_to_the_cases_of_their_week(sample: Store) -> None:
    weeks = sample.query("sosial/tepat_waktu_pekan", {"per": date(2026, 11, 22)})
    kpi = sample.query("sosial/kasus_kpi", {"per": date(2026, 11, 22)}).iloc[0]
    assert weeks["n"].sum() == kpi["selesai_berbatas"]
    assert weeks["tepat"].sum() == kpi["tepat_waktu"]
    p = kpi["tepat_waktu"] / kpi["selesai_berbatas"]
    assert (weeks["tengah"].dropna() - 100 * p).abs().max() < 1e-9
    assert weeks[weeks["n"] < 5][["bawah", "atas", "di_luar"]].isna().all(axis=None), "too few for limits of chance"
    for row in weeks[weeks["n"] >= 5].to_dict("records"):
        reach = 300 * (p * (1 - p) / row["n"]) ** 0.5
        assert row["bawah"] == pytest.approx(max(100 * p - reach, 0))
        assert row["atas"] == pytest.approx(min(100 * p + reach, 100))
        assert (row["di_luar"] == "di luar batas") == (row["persen"] < row["bawah"] - 1e-6)


def test_every_category_of_the_register_has_a_default_and_the_rest_too() -> None:
    (column,) = [each for each in contracts()["kasus"].columns if each.name == "kategori"]
    categories = set(column.values)
    given_ = {row["kategori"] for row in rows("batas_kasus")}
    assert given_ == {*categories, "kategori lain", "tanggapan pertama"}
    assert {row["batas_hari_kerja"] for row in rows("batas_kasus")} == {"3", "5", "14", "60"}
    assert all(
        row["sumber"].startswith("https://") and "perlu dipastikan" in row["dasar"] for row in rows("batas_kasus")
    )
    # A limit alone must not tell the category of a case.
    counted = pd.Series([row["batas_hari_kerja"] for row in rows("batas_kasus") if row["kategori"] in categories])
    assert counted.value_counts().min() >= 2


# --- what readers without the role can learn ---


def test_the_first_answer_counts_the_second_entry(empty_folder: object, tmp_path: object) -> None:
    folder = copy(empty_folder, tmp_path)  # type: ignore[arg-type]
    case = {"kode_kecamatan": "63.11.01", "kategori": "lainnya", "masuk_pada": "2025-09-01 09:00"}
    load_together(
        folder,
        kasus=[case | {"id_kasus": name} for name in ("A", "B", "C", "D")],
        riwayat_kasus=[
            {"id_kasus": "A", "status": "slrt", "status_pada": "2025-09-01 09:00"},
            {"id_kasus": "A", "status": "dirujuk", "status_pada": "2025-09-04 09:00"},
            {"id_kasus": "B", "status": "slrt", "status_pada": "2025-09-01 09:00"},
            {"id_kasus": "B", "status": "dirujuk", "status_pada": "2025-09-05 09:00"},
            {"id_kasus": "C", "status": "selesai_desa", "status_pada": "2025-09-01 10:00"},
        ],
    )
    store = open_store(folder)
    late = store.query("sosial/tanggapan_pertama", {"per": date(2025, 9, 30)}).iloc[0]
    assert (late["tepat"], late["lambat"], late["belum_lewat"], late["belum"]) == (2, 1, 1, 0)
    soon = store.query("sosial/tanggapan_pertama", {"per": date(2025, 9, 2)}).iloc[0]
    assert (soon["tepat"], soon["lambat"], soon["belum_lewat"], soon["belum"]) == (1, 0, 0, 3)
    store.close()


def test_a_category_is_described_only_where_its_number_is_shown(sample: Store) -> None:
    cube = table(sample, "kubus_kasus")
    shown = cube[(cube["tabel"] == "kategori+keadaan") & (cube["keadaan"] == "selesai") & ~cube["disembunyikan"]]
    allowed = dict(zip(shown["kategori"], shown["jumlah"], strict=True))
    for row in table(sample, "mart_lama_kategori").to_dict("records"):
        told = allowed.get(row["kategori"], 0) >= 5
        assert row["tertutup"] == (not told)
        assert pd.isna(row["median"]) == (not told)
    register = table(sample, "kasus")["kategori"].value_counts()
    assert (cube[cube["tabel"] == "kategori"]["jumlah"].dropna() <= register.max()).all()
    assert not ((cube["jumlah"] > 0) & (cube["jumlah"] < 5)).any()


def test_cubes_show_what_the_registers_hold_or_nothing(sample: Store) -> None:
    """Counted again without the queries: every number shown is true, none is between one and four."""
    cases = {row["id_kasus"]: row for row in records(table(sample, "kasus"))}
    last: dict[str, dict[str, Any]] = {}
    for row in records(table(sample, "rujukan").sort_values(["status_pada", "baris"], kind="stable")):
        last[row["id_rujukan"]] = row
    pairs = {(row["id_kasus"], row["instansi_tujuan"]) for row in last.values()}
    truth = Counter[tuple[str, str | None]]((agency, None) for _, agency in pairs)
    truth += Counter((agency, cases[case]["kode_kecamatan"]) for case, agency in pairs)
    cube = table(sample, "kubus_rujukan")
    for row in records(cube[~cube["disembunyikan"] & cube["tabel"].isin(["instansi", "instansi+kode_kecamatan"])]):
        place = None if pd.isna(row["kode_kecamatan"]) else row["kode_kecamatan"]
        assert row["jumlah"] == truth[row["instansi"], place]
        assert row["jumlah"] == 0 or row["jumlah"] >= 5
    whole = table(sample, "kubus_kasus")
    states = sample.query("sosial/keadaan_kasus").set_index("id_kasus")["keadaan"]
    counted = Counter(cases[number]["kategori"] for number, state in states.items() if state != "ditutup_lain")
    for row in records(whole[(whole["tabel"] == "kategori") & ~whole["disembunyikan"]]):
        assert row["jumlah"] == counted[row["kategori"]]


@pytest.mark.parametrize("scope", ["kabupaten", "kec-631104"])
def test_files_made_for_reading_know_limits_but_neither_category_nor_agency(sample: Store, scope: str) -> None:
    cases = table(sample, "mart_kasus", scope)
    assert cases["batas_hari_kerja"].notna().all()
    assert "kategori" not in cases.columns
    assert table(sample, "kasus", scope)["kategori"].isna().all()
    listed = sample.query("sosial/daftar_kasus", {"per": date(2026, 11, 22)}, scope)
    assert listed[["kategori", "instansi"]].isna().all(axis=None)
    assert sample.query("sosial/daftar_rujukan_rinci", {}, scope)[["kategori", "instansi"]].isna().all(axis=None)
    holders = set(table(sample, "mart_kasus_rentang", scope)["pemegang"])
    assert holders <= {"Desa dan Puskesos", "Kecamatan", "SLRT Dinas Sosial", "Instansi rujukan"}
