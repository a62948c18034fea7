"""Every mart equals its raw tables, counted again here in pandas and plain Python."""

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pantau import ROOT
from pantau.store import Store
from pantau.store.query import QUERIES
from tests.stores import copy, load_rows, open_store, table

WIDTH = {"kejadian": 1, "kecamatan": 2, "desa": 3}
CLOSED = {"selesai", "selesai_desa", "ditolak", "tidak_dapat_dihubungi"}
VILLAGE_DESK = {"diterima_desa", "puskesos", "selesai_desa"}


def same(got: pd.DataFrame, expected: pd.DataFrame, key: list[str]) -> None:
    """Two frames are equal row for row; the order of rows and the kind of integer do not matter."""
    assert sorted(got.columns) == sorted(expected.columns)
    columns = list(got.columns)
    left, right = (frame[columns].sort_values(key).reset_index(drop=True).convert_dtypes() for frame in (got, expected))
    pd.testing.assert_frame_equal(left, right, check_dtype=False)


def test_every_mart_is_held_here() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    marts = [path.stem for path in (QUERIES / "marts").glob("*.sql")]
    assert [name for name in marts if f'"{name}"' not in source] == []


# --- events and impact ---


def latest_impact(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """For each event the rows that count: widest scope, then the last version that was not withdrawn."""
    chosen = {}
    standing = rows[rows["status"].fillna("berlaku") != "ditarik"]
    for event, versions in standing.groupby("id_kejadian"):
        width = versions["cakupan"].map(WIDTH)
        widest = versions[width == width.min()]
        chosen[event] = widest[widest["versi_ke"] == widest["versi_ke"].max()]
    return chosen


def held_impact(store: Store) -> None:
    mart = table(store, "mart_dampak_terkini").set_index("id_kejadian")
    expected = latest_impact(table(store, "dampak"))
    assert set(mart.index) == set(expected)
    for event, rows in expected.items():
        assert mart.loc[event, "versi_ke"] == rows["versi_ke"].iloc[0]
        for name in mart.columns[mart.columns.str.contains(r"_(?:orang|kk|jiwa|unit|ha|rp)$")]:
            given_values = rows[name].dropna()
            got = mart.loc[event, name]
            assert pd.isna(got) if given_values.empty else got == pytest.approx(given_values.sum()), (event, name)


def test_impact_is_the_latest_standing_version_of_the_widest_scope(sample: Store) -> None:
    held_impact(sample)


def test_a_withdrawn_version_gives_way_and_parts_add_up(sample_folder: Path, tmp_path: Path) -> None:
    folder = copy(sample_folder, tmp_path)
    base = {"presisi_per": "tidak_diketahui", "tahap": "akhir", "penerbit": "BPBD", "sumber_url": "https://contoh.id"}
    later = [("BLG-0027", 4, "ditarik", {"terdampak_jiwa": 9}), ("BLG-0028", 8, "berlaku", {"terdampak_kk": 3})]
    rows = [
        base | {"id_kejadian": event, "cakupan": "kejadian", "versi_ke": version, "status": status} | figures
        for event, version, status, figures in later
    ]
    assert load_rows(folder, "dampak", rows).loaded == 2
    store = open_store(folder)
    held_impact(store)
    mart = table(store, "mart_dampak_terkini").set_index("id_kejadian")
    assert mart.loc["BLG-0027", "terdampak_jiwa"] == 13531, "a withdrawn version does not count"
    assert mart.loc["BLG-0028", "terdampak_kk"] == 3
    assert pd.isna(mart.loc["BLG-0028", "rumah_rusak_berat_unit"]), "nothing is filled from an older version"


def test_events_are_the_ids_whose_scope_is_not_a_recap(sample: Store) -> None:
    mart = table(sample, "mart_kejadian")
    raw = table(sample, "kejadian")
    raw = raw[raw["lingkup"].fillna("kejadian") != "rekap"]
    parents = table(sample, "ref_ancaman").set_index("kode")["induk"]
    names = table(sample, "ref_desa").set_index("kode")["nama"]
    kept = ["id_kejadian", "kib", "tanggal", "tanggal_dari", "tanggal_sampai", "presisi_tanggal", "kode_ancaman"]
    same(mart[kept], raw[kept], ["id_kejadian"])
    places = table(sample, "kejadian_wilayah")
    for row in mart.to_dict("records"):
        mine = places[places["id_kejadian"] == row["id_kejadian"]]
        codes = sorted(set(mine["kode_desa"].dropna()))
        assert row["desa"] == len(codes)
        assert (
            pd.isna(row["nama_desa"]) if not codes else row["nama_desa"] == ", ".join(sorted(names[c] for c in codes))
        )
        assert row["kecamatan"] == mine["kode_kecamatan"].nunique() or (pd.isna(row["kecamatan"]) and mine.empty)
        parent = parents[row["kode_ancaman"]]
        assert row["kode_ancaman_induk"] == parent or (pd.isna(row["kode_ancaman_induk"]) and pd.isna(parent))


def test_places_carry_the_dates_and_hazard_of_their_event(sample: Store) -> None:
    events = table(sample, "kejadian")
    events = events[events["lingkup"].fillna("kejadian") != "rekap"]
    events = events.assign(
        kode_ancaman_induk=events["kode_ancaman"].map(table(sample, "ref_ancaman").set_index("kode")["induk"])
    )
    carried = ["id_kejadian", "tanggal_dari", "tanggal_sampai", "kode_ancaman", "kode_ancaman_induk"]
    places = table(sample, "kejadian_wilayah")[["id_kejadian", "kode_kecamatan", "kode_desa"]]
    expected = places.merge(events[carried], on="id_kejadian", validate="many_to_one")
    same(table(sample, "mart_kejadian_wilayah"), expected, ["id_kejadian", "kode_kecamatan", "kode_desa"])


def test_people_are_dated_by_their_first_visit(sample: Store) -> None:
    first: dict[str, date] = {}
    for row in table(sample, "kunjungan").itertuples():
        first[row.pid] = min(first.get(row.pid, row.tanggal_kunjungan), row.tanggal_kunjungan)
    mart = table(sample, "mart_penerima_pertama")
    assert dict(zip(mart["pid"], mart["pertama_tanggal"], strict=True)) == first


# --- working days ---


def test_working_days_are_those_of_numpy(sample: Store) -> None:
    free = table(sample, "hari_libur")["tanggal"].to_numpy().astype("datetime64[D]")
    assert len(free) > 20
    mart = table(sample, "mart_hari_kerja").sort_values("tanggal")
    days = mart["tanggal"].to_numpy().astype("datetime64[D]")
    assert (np.diff(days) == np.timedelta64(1, "D")).all()
    # busday_count leaves the end out, the running number counts it in.
    expected = np.busday_count(days[0], days + np.timedelta64(1, "D"), holidays=free)
    assert mart["ke"].tolist() == expected.tolist()


# --- states as of a day ---


def replay(history: pd.DataFrame, key: str, day: pd.Timestamp) -> pd.DataFrame:
    """The last entry of everything at the end of a day, by walking through the history."""
    last: dict[str, dict[str, object]] = {}
    for row in history.sort_values(["status_pada", "baris"], kind="stable").to_dict("records"):
        if row["status_pada"].normalize() <= day:
            last[row[key]] = row
    return pd.DataFrame(last.values(), columns=history.columns)


def as_of(mart: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    return mart[(mart["dari"] <= day) & (mart["sampai"].isna() | (mart["sampai"] > day))]


def days_between(first: pd.Timestamp, last: pd.Timestamp, step: int) -> pd.DatetimeIndex:
    return pd.date_range(
        first.normalize() - pd.Timedelta(2, "D"), last.normalize() + pd.Timedelta(40, "D"), freq=f"{step}D"
    )


def held_evidence(store: Store, step: int) -> set[str]:
    mart, history = table(store, "mart_bukti_rentang"), table(store, "riwayat_bukti")
    valid_until = table(store, "bukti").set_index("id_bukti")["berlaku_sampai"]
    seen: set[str] = set()
    for day in days_between(history["status_pada"].min(), history["status_pada"].max(), step):
        got = as_of(mart, day)
        assert got["id_bukti"].is_unique, day
        expected = {}
        for row in replay(history, "id_bukti", day).to_dict("records"):
            until = valid_until[row["id_bukti"]]
            over = row["status"] == "disetujui" and not pd.isna(until) and until < day
            expected[row["id_bukti"]] = "kedaluwarsa" if over else row["status"]
        assert dict(zip(got["id_bukti"], got["keadaan"], strict=True)) == expected, day
        seen |= set(expected.values())
    return seen


def test_evidence_as_of_any_day_equals_its_history(sample: Store) -> None:
    assert held_evidence(sample, 9) >= {"diunggah", "diperiksa", "perlu_perbaikan", "disetujui", "kedaluwarsa"}


def test_evidence_approved_late_renewed_and_corrected_on_one_day(empty_folder: Path, tmp_path: Path) -> None:
    folder = copy(empty_folder, tmp_path)
    papers = [("B1", "2026-03-10"), ("B2", "2026-03-10"), ("B3", ""), ("B4", "2026-03-10"), ("B5", "2026-03-10")]
    load_rows(
        folder,
        "bukti",
        [
            {"id_bukti": k, "kode_kecamatan": "63.11.01", "kode_indikator": "KC-A01", "judul": k, "berlaku_sampai": v}
            for k, v in papers
        ],
    )
    changes = [
        ("B1", "2026-03-01 08:00:00", "disetujui"),  # expires on 11 March
        ("B2", "2026-03-20 08:00:00", "disetujui"),  # was over before it was approved
        ("B3", "2026-03-01 08:00:00", "diunggah"),
        ("B3", "2026-03-01 09:00:00", "diperiksa"),  # two changes on one day: the later one counts
        ("B3", "2026-03-05 09:00:00", "disetujui"),  # without an end
        ("B4", "2026-03-01 09:00:00", "disetujui"),
        ("B4", "2026-03-11 09:00:00", "perlu_perbaikan"),  # on the very day it would expire
        ("B5", "2026-03-01 09:00:00", "disetujui"),
        ("B5", "2026-03-15 09:00:00", "diunggah"),  # sent again after it expired
    ]
    load_rows(folder, "riwayat_bukti", [{"id_bukti": k, "status_pada": at, "status": s} for k, at, s in changes])
    assert held_evidence(open_store(folder), 1) == {status for *_, status in changes} | {"kedaluwarsa"}


# --- Kencana: the list in force, the cells and the rounds of review ---


def test_the_list_of_indicators_is_in_force_from_the_beginning(sample: Store) -> None:
    raw, mart = table(sample, "kencana_indikator"), table(sample, "mart_indikator_rentang")
    assert len(mart) == len(raw) == mart["kode"].nunique()
    assert mart["sampai"].isna().all() and (mart["dari"] < raw["berlaku_dari"].fillna(pd.Timestamp.today())).all()
    columns = ["kode", "versi", "tingkat", "uraian", "nama_pendek", "status_sumber", "dihitung"]
    same(mart[columns], raw[columns], ["kode"])


def test_a_cell_stands_as_its_document_stands(sample: Store) -> None:
    cells, documents = table(sample, "mart_sel_rentang"), table(sample, "mart_bukti_rentang")
    key = ["kode_kecamatan", "kode_indikator"]
    assert not table(sample, "bukti").duplicated(key).any(), "one document a cell in the first run"
    same(cells[[*key, "id_bukti", "keadaan", "dari", "sampai"]],
         documents[[*key, "id_bukti", "keadaan", "dari", "sampai"]], ["id_bukti", "dari"])  # fmt: skip
    assert (cells["sejak"] == cells["dari"]).all()
    assert not cells["tanpa_alasan"].any()


def test_rounds_of_review_begin_when_sent_and_end_when_decided(sample: Store) -> None:
    history, mart = table(sample, "riwayat_bukti"), table(sample, "mart_pemeriksaan")
    expected = []
    for number, steps in history.sort_values(["status_pada", "baris"]).groupby("id_bukti"):
        begun, taken, count = None, None, 0
        for row in steps.to_dict("records"):
            if row["status"] in ("diunggah", "diperiksa"):
                begun = begun or row["status_pada"]
                taken = taken or (row["status_pada"] if row["status"] == "diperiksa" else None)
            elif begun is not None:
                count += 1
                expected.append((number, count, begun, taken, row["status_pada"], row["status"], row["oleh_peran"]))
                begun, taken = None, None
        if begun is not None:
            expected.append((number, count + 1, begun, taken, None, None, None))
    columns = ["id_bukti", "putaran", "mulai_pada", "diambil_pada", "selesai_pada", "hasil", "peran"]
    got = [tuple(None if pd.isna(v) else v for v in row) for row in mart[columns].itertuples(index=False)]
    assert sorted(got, key=str) == sorted(expected, key=str)


# --- cases ---


def test_cases_as_of_any_day_equal_their_history(sample: Store) -> None:
    mart, history = table(sample, "mart_kasus_rentang"), table(sample, "riwayat_kasus")
    cases = table(sample, "kasus").set_index("id_kasus")
    for day in days_between(history["status_pada"].min(), history["status_pada"].max(), 17):
        got = as_of(mart, day).set_index("id_kasus")
        assert got.index.is_unique, day
        expected = replay(history, "id_kasus", day)
        assert set(got.index) == set(expected["id_kasus"])
        for row in expected.to_dict("records"):
            mine = got.loc[row["id_kasus"]]
            assert mine["status"] == row["status"]
            assert mine["terbuka"] == (row["status"] not in CLOSED)
            assert mine["kode_kecamatan"] == cases.loc[row["id_kasus"], "kode_kecamatan"]
            assert mine["masuk_tanggal"] == cases.loc[row["id_kasus"], "masuk_pada"].normalize()
            assert mine["berjalan"] == (row["status"] not in {*CLOSED, "menunggu_warga"})
            if row["status"] == "dirujuk":
                assert mine["pemegang"] == "Instansi rujukan"
            elif row["status"] in VILLAGE_DESK:
                assert mine["pemegang"] == "Desa dan Puskesos"


# --- reports: whole months from the month rows, edges from the day rows ---

FIRST, LAST = date(2025, 11, 3), date(2026, 6, 21)
HAZARDS = ("101", "101-BB", "107", "L01")


@pytest.fixture(scope="module")
def messages(sample: Store) -> list[dict[str, object]]:
    """Some hundred reports from a seed: several a village and day, some without a village, some without a date."""
    rng = random.Random(20261122)
    codes = table(sample, "ref_desa")["kode"].tolist()[::20]
    edges = [FIRST, LAST, date(2025, 12, 1), date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 1)]
    rows = []
    for number in range(360):
        day = edges[number] if number < len(edges) else FIRST + timedelta(rng.randrange((LAST - FIRST).days + 1))
        village = rng.choice(codes)
        rows.append(
            {
                "id_laporan": f"L-{number:04}",
                "kode_ancaman": rng.choice(HAZARDS),
                "tanggal_kejadian": "" if number % 40 == 39 else day.isoformat(),
                "lapor_pada": f"{day} 10:{number % 60:02}:00",
                "kode_kecamatan": village[:8],
                "kode_desa": "" if number % 25 == 24 else village,
            }
        )
    return rows


@pytest.fixture(scope="module")
def reports(messages: list[dict[str, object]], empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = copy(empty_folder, tmp_path_factory.mktemp("laporan"))
    assert load_rows(folder, "laporan", messages).loaded == len(messages)
    return open_store(folder)


def test_reports_are_counted_by_month_and_by_day(reports: Store, messages: list[dict[str, object]]) -> None:
    expected: Counter[tuple[object, ...]] = Counter()
    for row in messages:
        if row["tanggal_kejadian"]:
            day = date.fromisoformat(str(row["tanggal_kejadian"]))
            rest = (row["kode_kecamatan"], row["kode_desa"] or None, row["kode_ancaman"])
            expected["hari", day, *rest] += 1
            expected["bulan", day.replace(day=1), *rest] += 1
    got = Counter()
    for row in table(reports, "mart_laporan").to_dict("records"):
        village = None if pd.isna(row["kode_desa"]) else row["kode_desa"]
        key = (row["butir"], row["tanggal_dari"].date(), row["kode_kecamatan"], village, row["kode_ancaman"])
        got[key] += row["laporan"]
        last = row["tanggal_dari"] + pd.offsets.MonthEnd(0) if row["butir"] == "bulan" else row["tanggal_dari"]
        assert row["tanggal_sampai"] == last
    assert got == expected


def test_waiting_reports_are_those_nobody_verified(
    messages: list[dict[str, object]], empty_folder: Path, tmp_path: Path
) -> None:
    folder = copy(empty_folder, tmp_path)
    load_rows(folder, "laporan", messages)
    states = [("diterima", "09:00"), ("terverifikasi", "11:00")]
    history = [
        {"id_laporan": row["id_laporan"], "status": status, "status_pada": f"2026-03-30 {hour}:00"}
        for number, row in enumerate(messages)
        for status, hour in states[: number % 3]
    ]
    load_rows(folder, "riwayat_laporan", history)
    store = open_store(folder)
    waiting = [row for number, row in enumerate(messages) if number % 3 != 2]
    got = table(store, "mart_laporan_menunggu")
    expected = Counter((str(row["lapor_pada"])[:10], row["kode_desa"] or None) for row in waiting)
    told: Counter[tuple[str, object]] = Counter()
    for row in got.to_dict("records"):
        told[str(row["lapor_tanggal"])[:10], None if pd.isna(row["kode_desa"]) else row["kode_desa"]] += row["laporan"]
    assert told == expected
    answer = store.query("perhatian/laporan_belum_verifikasi", {"ambang": 24.0, "hari_ini": LAST + timedelta(2)})
    old = [row for row in waiting if date.fromisoformat(str(row["lapor_pada"])[:10]) <= LAST]
    assert answer["jumlah"].sum() == len(old)


WINDOW = st.none() | st.dates(FIRST - timedelta(40), LAST + timedelta(40))


@settings(max_examples=200, deadline=None)
@example(start=date(2025, 12, 1), end=date(2025, 12, 31), hazard=None)
@example(start=date(2025, 12, 31), end=date(2026, 3, 1), hazard="101")
@example(start=date(2026, 2, 28), end=date(2026, 2, 28), hazard=None)
@example(start=date(2026, 1, 5), end=date(2026, 1, 20), hazard="101-BB")
@example(start=None, end=date(2026, 2, 14), hazard=None)
@example(start=date(2026, 2, 14), end=None, hazard=None)
@given(start=WINDOW, end=WINDOW, hazard=st.none() | st.sampled_from(HAZARDS))
def test_reports_of_any_window_are_exact_to_the_day(
    start: date | None, end: date | None, hazard: str | None, reports: Store, messages: list[dict[str, object]]
) -> None:
    if start and end and start > end:
        start, end = end, start
    expected = Counter(
        str(row["kode_desa"])
        for row in messages
        if row["kode_desa"]
        and row["tanggal_kejadian"]
        and (start is None or str(row["tanggal_kejadian"]) >= start.isoformat())
        and (end is None or str(row["tanggal_kejadian"]) <= end.isoformat())
        and (hazard is None or str(row["kode_ancaman"]).split("-")[0] == hazard or row["kode_ancaman"] == hazard)
    )
    answer = reports.query("bencana/laporan_per_desa", {"dari": start, "sampai": end, "bahaya": hazard})
    assert len(answer) == 157
    told = answer.dropna(subset="laporan")
    assert dict(zip(told["kode_desa"], told["laporan"], strict=True)) == dict(expected)
