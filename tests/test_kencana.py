"""Kencana: what stood on a day equals a plain replay of the history; levels, speed and change against brute force."""

import math
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pantau.intake.publish import read_marts
from pantau.store import Store, read_query
from pantau.store.query import QUERIES, parse
from tests.stores import copy, load_rows, open_store, table

MARTS = ("mart_indikator_rentang", "mart_bukti_rentang", "mart_sel_rentang", "mart_pemeriksaan")
START = date(2026, 1, 1)
KECAMATAN = ("63.11.01", "63.11.02")
CODES = ("KC-A01", "KC-A02", "KC-K01")
STATES = ("kosong", "diunggah", "diperiksa", "perlu_perbaikan", "disetujui", "tidak_berlaku")
LEVELS = ("Pratama", "Madya", "Utama")
BEST_FIRST = ("tidak_berlaku", "disetujui", "diperiksa", "diunggah", "perlu_perbaikan", "kedaluwarsa")
OUT, DONE = "tidak_berlaku", "disetujui"
TABLES = """
create table ref_kecamatan (kode varchar, nama varchar, singkatan varchar);
create table program_keadaan (program varchar, data_sampai date);
create table muatan (run varchar, dimuat_pada timestamp);
create table kencana_indikator (kode varchar, tingkat varchar, aspek varchar, uraian varchar, nama_pendek varchar,
    bukti varchar, status_sumber varchar, dihitung boolean, versi varchar, berlaku_dari date, berlaku_sampai date,
    run varchar);
create table bukti (id_bukti varchar, kode_kecamatan varchar, kode_indikator varchar, judul varchar,
    tanggal_dokumen date, tanggal_unggah date, berlaku_sampai date);
create table riwayat_bukti (id_bukti varchar, status_pada timestamp, status varchar, alasan varchar,
    oleh_peran varchar, baris integer);
create table tindak_lanjut (program varchar, tanggal_rapat date);
insert into program_keadaan values ('kencana', date '2026-01-31');
"""
Row = dict[str, Any]


class Small:
    """The tables of a store that Kencana reads, filled by hand: building one costs milliseconds."""

    def __init__(self, indicators: list[Row], documents: list[Row], history: list[Row]) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(TABLES)
        self._fill("ref_kecamatan", [{"kode": k, "nama": k, "singkatan": k} for k in KECAMATAN])
        runs = sorted({row["run"] for row in indicators})
        self._fill("muatan", [{"run": run, "dimuat_pada": f"2026-02-0{1 + n}"} for n, run in enumerate(runs)])
        self._fill(
            "kencana_indikator", [{"nama_pendek": row["kode"], "uraian": row["kode"]} | row for row in indicators]
        )
        self._fill("bukti", [{"judul": row["id_bukti"]} | row for row in documents])
        self._fill("riwayat_bukti", [row | {"baris": n} for n, row in enumerate(history)])
        for mart in (each for each in read_marts() if each.name in MARTS):
            self.connection.execute(f"create table {mart.name} as {mart.sql}")

    def _fill(self, name: str, rows: list[Row]) -> None:
        if rows:
            frame = pd.DataFrame(rows).astype({c: "datetime64[us]" for c in rows[0] if c.startswith("berlaku")})
            self.connection.append(name, frame, by_name=True)

    def close(self) -> None:
        self.connection.close()

    def ask(self, name: str, **given: object) -> list[Row]:
        query = read_query(name)
        return self.connection.sql(query.sql, params=query.values(given)).to_arrow_table().to_pylist()


# --- replay by hand ---


def in_force(indicators: list[Row], day: date) -> list[Row]:
    """The rows of the version that began last among those with a row for the day."""
    holds = [
        row
        for row in indicators
        if (row["berlaku_dari"] or date.min) <= day and (row["berlaku_sampai"] is None or row["berlaku_sampai"] >= day)
    ]

    def begun(versi: str) -> tuple[date, str, str]:
        mine = [row for row in indicators if row["versi"] == versi]
        return min(row["berlaku_dari"] or date.min for row in mine), max(row["run"] for row in mine), versi

    newest = max({row["versi"] for row in holds}, key=begun, default=None)
    return [row for row in holds if row["versi"] == newest]


def document_state(document: Row, history: list[Row], day: date) -> tuple[str, str] | None:
    """State and reason of one document at the end of a day."""
    mine = [
        (row["status_pada"], n, row)
        for n, row in enumerate(history)
        if row["id_bukti"] == document["id_bukti"] and row["status_pada"].date() <= day
    ]
    if not mine:
        return None
    last = max(mine, key=lambda each: each[:2])[2]
    until = document["berlaku_sampai"]
    over = last["status"] == DONE and until is not None and until < day
    return ("kedaluwarsa" if over else last["status"]), last["alasan"] or ""


def cell_state(kecamatan: str, code: str, documents: list[Row], history: list[Row], day: date) -> str:
    """The best state of the documents of one cell; "not applicable" without a reason is no exception."""
    states = []
    for document in documents:
        if (document["kode_kecamatan"], document["kode_indikator"]) == (kecamatan, code):
            state, reason = document_state(document, history, day) or ("kosong", "")
            states.append("kosong" if state == OUT and not reason.strip() else state)
    return min(states, key=lambda s: BEST_FIRST.index(s) if s in BEST_FIRST else 9, default="kosong")


# --- random registers ---

DAYS = st.integers(0, 30).map(lambda n: START + timedelta(n))
ENDS = st.none() | DAYS


@st.composite
def lists(draw: st.DrawFn) -> list[Row]:
    """One to three versions of a list of three indicators, some closed, some beginning before data exist."""
    rows = []
    for number in range(draw(st.integers(1, 3))):
        for code in draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True)):
            rows += [
                {
                    "kode": code,
                    "versi": f"v{number}",
                    "tingkat": "(semua)",
                    "status_sumber": "bersumber",
                    "dihitung": draw(st.booleans()),
                    "berlaku_dari": draw(st.none() | DAYS),
                    "berlaku_sampai": draw(ENDS),
                    "run": f"run-{number}",
                }
            ]
    return rows


@st.composite
def registers(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """A handful of documents with their histories, in no order."""
    documents, history = [], []
    for number in range(draw(st.integers(0, 5))):
        documents.append(
            {
                "id_bukti": f"B{number}",
                "kode_kecamatan": draw(st.sampled_from(KECAMATAN)),
                "kode_indikator": draw(st.sampled_from(CODES)),
                "berlaku_sampai": draw(ENDS),
            }
        )
        for _ in range(draw(st.integers(0, 5))):
            day = draw(DAYS)
            history.append(
                {
                    "id_bukti": f"B{number}",
                    "status_pada": datetime.combine(day, time(draw(st.integers(8, 12)))),
                    "status": draw(st.sampled_from(STATES)),
                    "alasan": draw(st.sampled_from(("", " ", "bukan tugas kecamatan"))),
                    "oleh_peran": draw(st.sampled_from(("kecamatan", "pemeriksa BPBD", "pemeriksa provinsi"))),
                }
            )
    return documents, history


def open_list(**more: object) -> list[Row]:
    """Three indicators counted from the beginning."""
    row = {"tingkat": "(semua)", "status_sumber": "bersumber", "dihitung": True, "versi": "v0", "run": "run-0"}
    ends = {"berlaku_dari": None, "berlaku_sampai": None}
    return [{"kode": code, **row, **ends, **more} for code in CODES]


@settings(max_examples=20, deadline=None)
@given(indicators=lists(), register=registers())
def test_the_matrix_of_any_day_equals_a_replay(indicators: list[Row], register: tuple[list[Row], list[Row]]) -> None:
    documents, history = register
    with closing(Small(indicators, documents, history)) as store:
        hold_matrix(store, indicators, documents, history)


def hold_matrix(store: Small, indicators: list[Row], documents: list[Row], history: list[Row]) -> None:
    for number in range(-1, 34, 3):
        day = START + timedelta(number)
        expected = {
            (kecamatan, row["kode"]): (cell_state(kecamatan, row["kode"], documents, history, day), row["versi"])
            for row in in_force(indicators, day)
            if row["dihitung"]
            for kecamatan in KECAMATAN
        }
        got = store.ask("kencana/matriks", per=day)
        assert {(r["kode_kecamatan"], r["kode_indikator"]): (r["keadaan"], r["versi"]) for r in got} == expected
        for row in store.ask("kencana/kelengkapan_per_kecamatan", per=day):
            mine = [state for (kecamatan, _), (state, _) in expected.items() if kecamatan == row["kode_kecamatan"]]
            assert row["wajib"] == sum(state != OUT for state in mine)
            assert row["berlaku"] == mine.count(DONE)
            assert row["disetujui"] == mine.count(DONE) + mine.count("kedaluwarsa")
            assert row["diunggah"] == sum(state not in (OUT, "kosong") for state in mine)


@settings(max_examples=20, deadline=None)
@given(register=registers(), since=DAYS, day=DAYS)
def test_what_changed_between_two_days_adds_up(register: tuple[list[Row], list[Row]], since: date, day: date) -> None:
    since, day = sorted((since, day))
    with closing(Small(open_list(), *register)) as store:
        hold_change(store, since, day)


def hold_change(store: Small, since: date, day: date) -> None:
    valid = {
        when: [(r["kode_kecamatan"]) for r in store.ask("kencana/matriks", per=when) if r["keadaan"] == DONE]
        for when in (since, day)
    }
    for row in store.ask("kencana/perubahan", dari=since, per=day):
        assert row["berlaku_awal"] == valid[since].count(row["kode_kecamatan"])
        assert row["berlaku_akhir"] == valid[day].count(row["kode_kecamatan"])
        moved = row["disetujui"] - row["kedaluwarsa"] - row["gugur_lain"]
        assert row["berlaku_awal"] + moved == row["berlaku_akhir"]
    progress = {row["tanggal"]: row["berlaku"] for row in store.ask("kencana/kemajuan", per=day)}
    for when, count in progress.items():
        assert count == sum(r["keadaan"] == DONE for r in store.ask("kencana/matriks", per=when))
    assert max(progress) == day


# --- the shortest way to the next level ---


def level_of(held: frozenset[str], needed: Mapping[str, int]) -> int:
    """The highest level (0 = none) all of whose indicators, and all below it, are held."""
    return max(level for level in range(4) if all(code in held for code, at in needed.items() if at <= level))


def fewest(held: frozenset[str], needed: Mapping[str, int]) -> list[frozenset[str]]:
    """Every smallest set that lifts the level, by trying all sets."""
    now = level_of(held, needed)
    missing = sorted(set(needed) - held)
    for size in range(1, len(missing) + 1):
        found = [frozenset(s) for s in combinations(missing, size) if level_of(held | frozenset(s), needed) > now]
        if found:
            return found
    return []


@settings(max_examples=25, deadline=None)
@given(
    levels=st.lists(st.sampled_from((*LEVELS, "(semua)", "kontributif")), min_size=3, max_size=7),
    states=st.lists(st.sampled_from((DONE, DONE, OUT, "diunggah", "kosong")), min_size=7, max_size=7),
)
@example(levels=["Pratama", "Madya", "Utama"], states=[DONE] * 7)
@example(levels=["Pratama", "Madya", "Utama"], states=["kosong"] * 7)
def test_the_shortest_way_up_is_the_smallest_of_all_sets(levels: list[str], states: list[str]) -> None:
    codes = {f"KC-{n}": level for n, level in enumerate(levels)}
    indicators = [
        open_list(kode=code, tingkat=level)[0] | {"kode": code, "tingkat": level} for code, level in codes.items()
    ]
    stand = dict(zip(codes, states, strict=False))
    documents = [
        {"id_bukti": code, "kode_kecamatan": KECAMATAN[0], "kode_indikator": code, "berlaku_sampai": None}
        for code in codes
    ]
    moment = datetime.combine(START, time(9))
    history = [
        {"id_bukti": code, "status_pada": moment, "status": state, "alasan": "bukan tugas kecamatan", "oleh_peran": ""}
        for code, state in stand.items()
    ]
    with closing(Small(indicators, documents, history)) as store:
        row = store.ask("kencana/jalan_terpendek", kecamatan=KECAMATAN[0])[0]
    known = next((n for n, level in enumerate(LEVELS) if level not in levels), 3)
    if known == 0:
        assert (row["tingkat_sekarang"], row["kurang"]) == ("belum dapat ditentukan", None)
        assert "belum dimuat" in row["alasan"]
        return
    rank = {"(semua)": 1} | {level: n for n, level in enumerate(LEVELS, 1)}
    needed = {
        code: rank[level]
        for code, level in codes.items()
        if level in rank and rank[level] <= known and stand[code] != OUT
    }
    held = frozenset(code for code in needed if stand[code] == DONE)
    now = min(level_of(held, needed), known)
    assert row["tingkat_sekarang"] == (LEVELS[now - 1] if now else "belum mencapai Pratama")
    if now == known:
        assert row["tingkat_berikut"] == ("tidak ada lagi" if now == 3 else "belum dapat ditentukan")
        assert row["daftar_kurang"] is None
        return
    smallest = fewest(held, needed)
    assert smallest == [frozenset(row["daftar_kurang"].split(", "))], "one smallest set, and it is the one named"
    assert row["kurang"] == len(smallest[0])
    assert row["tingkat_berikut"] == LEVELS[now]


def test_the_way_up_is_not_told_while_the_official_list_is_absent(sample: Store) -> None:
    rows = sample.query("kencana/jalan_terpendek")
    assert len(rows) == 8
    assert set(rows["tingkat_sekarang"]) == set(rows["tingkat_berikut"]) == {"belum dapat ditentukan"}
    assert rows["kurang"].isna().all()
    assert rows["daftar_kurang"].isna().all()
    assert rows["alasan"].str.contains("Pratama, Madya, Utama belum dimuat").all()


# --- speed of review ---


def survival(waits: list[tuple[float, bool]]) -> dict[float, float]:
    """Kaplan-Meier by its definition: hours -> percent decided."""
    stay, curve = 1.0, {}
    for at in sorted({hours for hours, decided in waits if decided}):
        risk = sum(hours >= at for hours, _ in waits)
        stay *= 1 - sum(decided and hours == at for hours, decided in waits) / risk
        curve[at] = 100 * (1 - stay)
    return curve


def rounds(history: list[Row], day: date) -> Iterator[tuple[float, bool]]:
    """Hours from sent to decided of every round of review, or to the end of the day for those still waiting."""
    end = datetime.combine(day + timedelta(1), datetime.min.time())
    for number in {row["id_bukti"] for row in history}:
        mine = [(row["status_pada"], n, row) for n, row in enumerate(history) if row["id_bukti"] == number]
        began: datetime | None = None
        for moment, _, row in sorted(mine, key=lambda each: each[:2]):
            waiting = row["status"] in ("diunggah", "diperiksa")
            if waiting and began is None:
                began = moment
            elif not waiting and began is not None:
                if began.date() <= day:
                    seen = moment.date() <= day
                    hours = ((moment if seen else end) - began).total_seconds() / 3600
                    yield max(hours, 0.1), seen and row["status"] != "kosong"
                began = None
        if began is not None and began.date() <= day:
            yield max((end - began).total_seconds() / 3600, 0.1), False


@settings(max_examples=25, deadline=None)
@given(register=registers(), day=DAYS)
def test_review_speed_is_kaplan_meier(register: tuple[list[Row], list[Row]], day: date) -> None:
    with closing(Small(open_list(), *register)) as store:
        got = [row for row in store.ask("kencana/lama_periksa", per=day) if row["seri"] == "semua"]
    waits = list(rounds(register[1], day))
    curve = survival(waits)
    assert {row["jam"]: row["persen"] for row in got if row["jam"] in curve} == pytest.approx(curve)
    assert len(got) == len(curve) + bool(waits and max(waits)[0] not in curve)
    if got:
        assert (got[0]["putaran"], got[0]["diputuskan"]) == (len(waits), sum(decided for _, decided in waits))
        assert all(not math.isnan(row["persen"]) for row in got)


# --- what is loaded decides ---


def load_documents(folder: Path, states: Mapping[str, tuple[str, str]]) -> None:
    load_rows(
        folder,
        "bukti",
        [{"id_bukti": code, "kode_kecamatan": "63.11.01", "kode_indikator": code, "judul": code} for code in states],
    )
    load_rows(
        folder,
        "riwayat_bukti",
        [
            {"id_bukti": code, "status_pada": "2026-01-05 09:00:00", "status": state, "alasan": reason}
            for code, (state, reason) in states.items()
        ],
    )


def test_a_second_list_counts_from_its_day_and_leaves_history_alone(sample_folder: Path, tmp_path: Path) -> None:
    folder = copy(sample_folder, tmp_path)
    before = open_store(folder)
    days = [date(2026, 6, 30), date(2026, 8, 31)]
    then = [before.query("kencana/matriks", {"per": day}) for day in days]
    before.close()
    loaded = load_rows(
        folder,
        "kencana_indikator",
        [
            {
                "kode": code, "tingkat": level, "uraian": f"Syarat {code}", "nama_pendek": "Syarat",
                "status_sumber": "bersumber", "dihitung": "ya", "versi": "resmi-1", "berlaku_dari": "2026-07-01",
            }
            for code, level in (("KC-A01", "Pratama"), ("KC-A03", "Madya"), ("KC-B01", "Utama"))
        ],
    )  # fmt: skip
    assert loaded.loaded == 3
    after = open_store(folder)
    pd.testing.assert_frame_equal(after.query("kencana/matriks", {"per": days[0]}), then[0])
    now = after.query("kencana/matriks", {"per": days[1]})
    assert set(now["kode_indikator"]) == {"KC-A01", "KC-A03", "KC-B01"}
    assert set(now["versi"]) == {"resmi-1"}
    assert after.query("kencana/kpi", {"per": days[1]})["total_wajib"].iloc[0] == 24
    assert after.query("kencana/kpi", {"per": days[0]})["total_wajib"].iloc[0] == 95
    assert (after.query("kencana/seri_bulanan")["nilai"] <= 95).all()
    # The new list names its levels, so the way up is known from that day on and not before.
    way = after.query("kencana/jalan_terpendek", {"per": days[1]})
    assert set(way["tingkat_sekarang"]) <= {"belum mencapai Pratama", *LEVELS}
    assert way["kurang"].notna().all()
    assert after.query("kencana/jalan_terpendek", {"per": days[0]})["kurang"].isna().all()
    steps = after.query("kencana/tangga", {"per": days[1]})
    assert steps.loc[steps["tingkat"] == "Utama", "wajib"].tolist() == [3] * 8
    rules = after.query("perhatian/bukti_kedaluwarsa", {"ambang": 0.0})
    assert rules.empty, "KC-A02 and KC-K02 are no requirements any more"
    after.close()


def test_not_applicable_needs_a_reason_to_leave_the_count(empty_folder: Path, tmp_path: Path) -> None:
    folder = copy(empty_folder, tmp_path)
    row = {"uraian": "Syarat", "nama_pendek": "Syarat", "status_sumber": "bersumber", "dihitung": "ya", "versi": "1"}
    load_rows(folder, "kencana_indikator", [{"kode": code, **row} for code in ("KC-A01", "KC-A02", "KC-A03")])
    load_documents(folder, {"KC-A01": (OUT, "tidak ada kawasan rawan"), "KC-A02": (OUT, ""), "KC-A03": (DONE, "")})
    store = open_store(folder)
    mine = store.query("kencana/matriks", {"kecamatan": "63.11.01"}).set_index("kode_indikator")
    assert mine["keadaan"].to_dict() == {"KC-A01": OUT, "KC-A02": "kosong", "KC-A03": DONE}
    assert mine["tanpa_alasan"].to_dict() == {"KC-A01": False, "KC-A02": True, "KC-A03": False}
    kpi = store.query("kencana/kpi", {"kecamatan": "63.11.01"}).iloc[0]
    assert (kpi["wajib"], kpi["berlaku"], kpi["tanpa_alasan"]) == (2, 1, 1)
    check = parse("cek", (QUERIES / "checks" / "tidak_berlaku_tanpa_alasan.sql").read_text("utf-8"))
    assert store.ask(check, {})["id_bukti"].tolist() == ["KC-A02"]
    store.close()


def test_weights_count_only_when_every_indicator_has_one(sample_folder: Path, tmp_path: Path) -> None:
    folder = copy(sample_folder, tmp_path)
    counted = table(open_store(folder), "kencana_indikator")
    codes = counted.loc[counted["dihitung"], "kode"].tolist()
    weight = {code: 1 + n for n, code in enumerate(codes)}
    load_rows(folder, "bobot_indikator", [{"kode_indikator": c, "bobot": weight[c]} for c in codes[1:]])
    store = open_store(folder)
    part = store.query("kencana/kelengkapan_berbobot")
    assert part["berbobot_persen"].isna().all() and (part["tanpa_bobot"] == 1).any()
    store.close()
    load_rows(folder, "bobot_indikator", [{"kode_indikator": codes[0], "bobot": weight[codes[0]]}])
    store = open_store(folder)
    whole = store.query("kencana/kelengkapan_berbobot").set_index("kode_kecamatan")
    cells = store.query("kencana/matriks")
    for kecamatan, mine in cells[cells["keadaan"] != OUT].groupby("kode_kecamatan"):
        done = mine.loc[mine["keadaan"] == DONE, "kode_indikator"].map(weight).sum()
        share = 100 * done / mine["kode_indikator"].map(weight).sum()
        assert whole.loc[kecamatan, "berbobot_persen"] == pytest.approx(share)
    assert (whole["berlaku_persen"] == 100 * whole["berlaku"] / whole["wajib"]).all(), "the unweighted one stays"
    store.close()
