"""Targeting: pairs of programmes, eligible and unserved, counted again by hand over random registers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pantau.catalogue import programme
from pantau.contracts import REFERENCE
from pantau.store import Store
from pantau.store.query import QUERIES, parse
from tests.stores import copy, load_together, open_store, table

A, B = "63.11.01.2001", "63.11.02.2001"
# Programmes with a limit and without, counted a family and a person.
UNIT = {"BLT-DD": "keluarga", "PBI-JK": "individu", "PIP": "individu", "PKH": "keluarga", "SEMBAKO": "keluarga"}
RULED = {"bentrok": 1, "perlu_cek": 2, "boleh": 3}
FIRST = date(2025, 1, 1)


@dataclass(frozen=True)
class Register:
    """What the queries read, as rows: received (pid, kid, village, programme, day), deciles (pid, kid, village, day,
    decile), rules (a, b, verdict, from, to) and limits (programme, most, from, to, status)."""

    received: Sequence[tuple[str, str | None, str, str, date]]
    deciles: Sequence[tuple[str, str | None, str, date, int | None]] = ()
    rules: Sequence[tuple[str, str, str, date | None, date | None]] = ()
    limits: Sequence[tuple[str, int, date | None, date | None, str]] = field(
        default=(("PKH", 4, None, None, "dipakai"), ("PBI-JK", 5, None, None, "dipakai"))
    )

    def ask(self, *names: str, **given: object) -> list[pd.DataFrame]:
        """The answers of marts and queries over bare tables."""
        with duckdb.connect() as connection:
            self._fill(connection)
            for mart in ("mart_rangkap", "mart_sasaran"):
                connection.execute(f"create table {mart} as {read(f'marts/{mart}').sql}")
            found = []
            for name in names:
                told = read(name)
                own = {key: value for key, value in given.items() if key in {each.name for each in told.params}}
                found.append(connection.execute(told.sql, told.values(own) or None).df())
            return found

    def _fill(self, connection: duckdb.DuckDBPyConnection) -> None:
        for name, columns, rows in (
            ("penerimaan", "pid varchar, kid varchar, kode_desa varchar, kode_program varchar, tanggal_salur date, "
             "kode_kecamatan varchar", [(*row, row[2][:8]) for row in self.received]),
            ("desil", "pid varchar, kid varchar, kode_desa varchar, tanggal_data date, desil integer, "
             "kode_kecamatan varchar", [(*row, row[2][:8]) for row in self.deciles]),
            ("aturan_rangkap", "kode_program_a varchar, kode_program_b varchar, putusan varchar, berlaku_dari date, "
             "berlaku_sampai date, dasar varchar", [(*row, "dasar") for row in self.rules]),
            ("ref_batas_desil", "kode_program varchar, desil_maks integer, berlaku_dari date, berlaku_sampai date, "
             "status varchar", self.limits),
            ("ref_program_bansos", "kode varchar, satuan varchar", list(UNIT.items())),
            ("ref_desa", "kode varchar, nama varchar", [(A, "Satu"), (B, "Dua")]),
        ):  # fmt: skip
            connection.execute(f"create table {name} ({columns})")
            if rows:
                marks = ", ".join("?" for _ in rows[0])
                connection.executemany(f"insert into {name} values ({marks})", list(rows))  # noqa: S608


def read(name: str) -> Any:
    return parse(name, (QUERIES / f"{name}.sql").read_text("utf-8"))


def rule_on(register: Register, a: str, b: str, day: date) -> tuple[str, date | None, date | None] | None:
    """The rule of a pair on a day: the one that began last, the heavier of two that began together."""
    fit = [
        (verdict, start, end)
        for one, other, verdict, start, end in register.rules
        if {one, other} == {a, b} and (start is None or start <= day) and (end is None or end >= day)
    ]
    return min(fit, key=lambda r: (-(r[1] or date.min).toordinal(), RULED[r[0]], r[2] or date.max), default=None)


def pairs(register: Register, year: int | None = None) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    """Person and pair -> the two last days of one calendar year, verdict and validity; the last year with both."""
    last: dict[tuple[str, int, str], date] = {}
    for pid, _, _, code, day in register.received:
        last[pid, day.year, code] = max(day, last.get((pid, day.year, code), day))
    found: dict[tuple[str, str, str], tuple[Any, ...]] = {}
    for (pid, when, a), day_a in sorted(last.items(), key=lambda each: each[0][1]):
        for b in UNIT:
            day_b = last.get((pid, when, b))
            if b > a and day_b and year in (None, when):
                rule = rule_on(register, a, b, max(day_a, day_b))
                found[pid, a, b] = (day_a, day_b, *(rule or ("perlu_cek", None, None)))
    return found


def answered(frame: pd.DataFrame) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    def day(value: Any) -> date | None:
        return None if pd.isna(value) else pd.Timestamp(value).date()

    return {
        (r.pid, r.program_a, r.program_b): (
            day(r.tanggal_a), day(r.tanggal_b), r.putusan, day(r.berlaku_dari), day(r.berlaku_sampai),
        )
        for r in frame.itertuples()
    }  # fmt: skip


DAYS = st.integers(0, 729).map(lambda n: FIRST + timedelta(n))
PIDS = [f"{n:032x}" for n in range(1, 7)]
# The second and third person are one family, the last shows a card only with its decile.
CARDS: dict[str, str | None] = dict(zip(PIDS, (None, "k" * 32, "k" * 32, "m" * 32, None, None), strict=True))
RECEIVED = st.lists(
    st.tuples(st.sampled_from(PIDS), st.sampled_from(sorted(UNIT)), DAYS).map(
        lambda t: (t[0], CARDS[t[0]], A if t[0] < PIDS[3] else B, t[1], t[2])
    ),
    max_size=25,
    unique_by=lambda row: (row[0], row[3], row[4]),
)
DECILES = st.lists(
    st.tuples(st.sampled_from(PIDS), DAYS, st.none() | st.integers(1, 10)).map(
        lambda t: (t[0], "z" * 32 if t[0] == PIDS[5] else CARDS[t[0]], A if t[0] < PIDS[3] else B, t[1], t[2])
    ),
    max_size=12,
    unique_by=lambda row: (row[0], row[3]),
)
RULES = st.lists(
    st.tuples(
        st.sampled_from(sorted(UNIT)), st.sampled_from(sorted(UNIT)), st.sampled_from(sorted(RULED)),
        st.none() | DAYS, st.none() | DAYS,
    ).filter(lambda r: r[0] != r[1]),
    max_size=6,
    unique_by=lambda r: (frozenset(r[:2]), r[3]),
)  # fmt: skip


# --- pairs


@settings(max_examples=40, deadline=None)
@given(received=RECEIVED, rules=RULES, year=st.sampled_from([None, 2025, 2026]))
def test_pairs_equal_brute_force(received: list[Any], rules: list[Any], year: int | None) -> None:
    register = Register(received, rules=rules)
    (got,) = register.ask("sosial/tumpang_tindih", per=year and date(year, 7, 1))
    assert answered(got) == pairs(register, year)
    assert (got["program_a"] < got["program_b"]).all()
    assert set(got.loc[got["berlaku_dari"].isna() & got["berlaku_sampai"].isna(), "dasar"]) <= {
        "belum ada aturan", "dasar",
    }  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(received=RECEIVED, rules=RULES.filter(len), start=st.none() | DAYS, end=st.none() | DAYS)
def test_changing_the_dates_of_a_rule_changes_only_its_pair(
    received: list[Any], rules: list[Any], start: date | None, end: date | None
) -> None:
    a, b, verdict, *_ = rules[0]
    changed = [(a, b, verdict, start, end), *rules[1:]]
    before, after = (answered(Register(received, rules=r).ask("sosial/tumpang_tindih")[0]) for r in (rules, changed))
    assert before.keys() == after.keys()
    touched = {key for key in before if before[key] != after[key]}
    assert all({one, other} == {a, b} for _, one, other in touched)


def test_pairs_can_be_narrowed() -> None:
    register = Register(
        [(p, None, v, c, date(2026, 3, 1)) for p, v in ((PIDS[0], A), (PIDS[1], B)) for c in ("PIP", "PKH")],
        rules=[("PKH", "PIP", "boleh", None, None)],
    )
    narrowed: list[tuple[dict[str, object], list[str]]] = [
        ({"kecamatan": A[:8]}, [PIDS[0]]), ({"desa": B}, [PIDS[1]]), ({"putusan": "bentrok"}, []),
    ]  # fmt: skip
    for limits, whom in narrowed:
        assert register.ask("sosial/tumpang_tindih", **limits)[0]["pid"].tolist() == whom


# --- eligible, served, missed


def by_hand(register: Register, year: int, kecamatan: str | None = None) -> dict[str, Counter[str]]:
    """Programme -> its counts, unit by unit."""
    rows = [(p, k, v, d) for p, k, v, _, d in register.received] + [(p, k, v, d) for p, k, v, d, _ in register.deciles]
    own = {p: max([k for q, k, *_ in rows if q == p and k] or [p]) for p, *_ in rows}
    years = [day.year for *_, day in register.received]
    if year not in years:
        return {}
    end = max(d for *_, d in register.received) if year == max(years) else date(year, 12, 31)
    rapped = {
        (pid, code)
        for (pid, a, b), (*_, verdict, _s, _e) in pairs(register, year).items()
        for code in (a, b)
        if verdict != "boleh"
    }
    found: dict[str, Counter[str]] = {}
    for code, most, *_ in register.limits:
        if not any(c == code and d.year == year for *_, c, d in register.received):
            continue
        unit = own if UNIT[code] == "keluarga" else {p: p for p in own}
        counts = found.setdefault(code, Counter())
        for each in sorted(set(unit.values())):
            members = {p for p in unit if unit[p] == each}
            mine = [row for row in rows if row[0] in members]
            if min(d for *_, d in mine) > end:
                continue
            village = sorted(mine, key=lambda r: (-r[3].toordinal(), r[2], r[0]))[0][2]
            if kecamatan and village[:8] != kecamatan:
                continue
            days = [d for p, _, _, c, d in register.received if p in members and c == code and d.year == year]
            decile = decile_on(register, members, max(days, default=end))
            state = "tidak_diketahui" if decile is None else "layak" if decile <= most else "tidak_layak"
            counts[state] += 1
            counts[f"{state}_{'menerima' if days else 'tidak'}"] += 1
            counts["rangkap"] += state == "layak" and bool(days) and any((p, code) in rapped for p in members)
    return found


def decile_on(register: Register, members: set[str], day: date) -> int | None:
    """The latest snapshot of a family on or before a day; blank is unknown."""
    known = [(d, n) for p, _, _, d, n in register.deciles if p in members and d <= day]
    latest = max((d for d, _ in known), default=None)
    return min((n for d, n in known if d == latest and n is not None), default=None)


@settings(max_examples=40, deadline=None)
@given(
    received=RECEIVED, deciles=DECILES, rules=RULES, year=st.sampled_from([2025, 2026]),
    kecamatan=st.sampled_from([None, A[:8], B[:8]]),
)  # fmt: skip
def test_eligible_is_served_and_missed_together(
    received: list[Any], deciles: list[Any], rules: list[Any], year: int, kecamatan: str | None
) -> None:
    register = Register(received, deciles, rules)
    (got,) = register.ask("sosial/belum_terlayani", per=date(year, 6, 30), kecamatan=kecamatan)
    expected = by_hand(register, year, kecamatan)
    assert got["kode_program"].tolist() == sorted(UNIT)
    for row in got.itertuples():
        counts = expected.get(row.kode_program)
        if counts is None:
            assert pd.isna(row.layak) and pd.isna(row.tidak_diketahui), (
                "without a limit or distribution there is no number"
            )
            continue
        assert row.layak == row.terlayani + row.belum_terlayani
        assert row.terlayani_rangkap <= row.terlayani
        assert (row.layak, row.terlayani, row.belum_terlayani) == tuple(
            counts[name] for name in ("layak", "layak_menerima", "layak_tidak")
        )
        assert (row.terlayani_rangkap, row.tidak_layak_menerima, row.tidak_diketahui) == tuple(
            counts[name] for name in ("rangkap", "tidak_layak_menerima", "tidak_diketahui")
        )


def test_a_limit_counts_from_its_first_day_and_a_contradicting_one_never() -> None:
    deciles = [(PIDS[0], None, A, date(2025, 1, 1), 5), (PIDS[3], None, A, date(2025, 1, 1), 3)]
    received = [(PIDS[0], None, A, "PKH", date(2026, 1, 10)), (PIDS[3], None, A, "PKH", date(2026, 3, 10))]
    limits = [
        ("PKH", 5, None, date(2026, 1, 31), "dipakai"), ("PKH", 4, date(2026, 2, 1), None, "dipakai"),
        ("PKH", 1, None, None, "bertentangan"),
    ]  # fmt: skip
    (got,) = Register(received, deciles, limits=limits).ask("sosial/belum_terlayani")
    row = got.set_index("kode_program").loc["PKH"]
    assert (row["layak"], row["tidak_layak_menerima"]) == (2, 0), "decile 5 was within the limit in January"


def test_the_list_of_the_missed_is_as_long_as_their_number(sample: Store) -> None:
    counted = sample.query("sosial/belum_terlayani").set_index("kode_program")["belum_terlayani"].dropna()
    listed = sample.query("sosial/belum_terlayani_daftar")
    assert listed["kode_program"].value_counts().to_dict() == counted.astype(int).to_dict()
    assert (listed["samar"].str.len() == 8).all()
    assert (listed["desil"] <= listed["batas"]).all()
    short = sample.query("sosial/belum_terlayani_daftar", {"program": "PKH", "paling": 3})
    assert short["urut"].tolist() == [1, 2, 3]


# --- what readers see comes from what may be shown, and agrees with the rows behind it


def test_the_marts_of_people_are_empty_in_what_readers_read(sample: Store) -> None:
    for mart in ("mart_rangkap", "mart_sasaran"):
        assert len(table(sample, mart)) > 100
        for scope in ("kabupaten", "kec-631102"):
            assert table(sample, mart, scope).empty
    for name in ("tumpang_tindih", "belum_terlayani_daftar"):
        assert sample.query(f"sosial/{name}", {}, "kabupaten").empty
    assert sample.query("sosial/belum_terlayani", {}, "kabupaten")["layak"].isna().all()


@pytest.mark.parametrize("scope", ["kabupaten", "kec-631108"])
def test_the_cubes_agree_with_the_rows(scope: str, sample: Store) -> None:
    received = table(sample, "penerimaan")
    received = received[received["tanggal_salur"].dt.year == 2026]
    sets = received.groupby("pid")["kode_program"].agg(lambda codes: " + ".join(sorted(set(codes))))
    counts = Counter("satu program" if "+" not in each else each for each in sets)
    shown = sample.query("sosial/rangkap_himpunan", {}, scope).set_index("himpunan")
    assert set(shown.index) <= set(counts) | set(shown.index[shown["disembunyikan"]])
    for name, row in shown.iterrows():
        assert row["disembunyikan"] or row["jumlah"] == counts[str(name)] >= 5
    assert all(shown.loc[name, "disembunyikan"] for name, n in counts.items() if n < 5)
    rows = sample.query("sosial/belum_terlayani").set_index("kode_program")
    rates = sample.query("sosial/ketepatan", {}, scope).set_index("kode_program")
    for code, row in rates[rates["keadaan"] == "dinilai"].iterrows():
        for name in ("layak", "belum_terlayani", "tidak_layak_menerima"):
            assert pd.isna(row[name]) or row[name] == rows.loc[code, name]
    assert set(rates["keadaan"]) == {"dinilai", "tanpa batas desil", "tanpa penyaluran tercatat"}


def test_sets_nobody_holds_are_in_the_cube_so_that_a_closed_one_may_be_empty(sample: Store) -> None:
    cube = table(sample, "kubus_rangkap", "kabupaten")
    sets = cube[cube["tabel"] == "tahun+himpunan"]
    codes = table(sample, "penerimaan")["kode_program"].unique()
    pairs_and_triples = {" + ".join(sorted(c)) for n in (2, 3) for c in combinations(codes, n)}
    assert pairs_and_triples <= set(sets["himpunan"])
    assert (sets["jumlah"] == 0).sum() > 10


def test_the_recipients_of_a_programme_do_not_open_a_closed_set(sample: Store) -> None:
    """Both cubes together: who receives PBI-JK is counted a person in the one and spread over the sets of the other."""
    cube = table(sample, "kubus_rangkap", "kabupaten")
    sets = cube[cube["tabel"] == "tahun+himpunan"]
    rates = table(sample, "kubus_ketepatan", "kabupaten")
    rates = rates[(rates["kode_program"] == "PBI-JK") & (rates["penerimaan"] == "menerima")]
    # The cells behind: every set of several programmes, and those with PBI-JK alone or another alone.
    names = [*sets.loc[sets["himpunan"] != "satu program", "himpunan"], "PBI-JK", "lain"]
    alone = [float("+" not in name) for name in names]
    holding = [float("PBI-JK" in name.split(" + ")) for name in names]
    told = [([float(name == n) for n in names], row) for name, row in sets.set_index("himpunan")["jumlah"].items()]
    told += [
        (alone, sets.set_index("himpunan")["jumlah"]["satu program"]),
        ([1.0] * len(names), cube["jumlah"].iloc[0]),
    ]
    if rates["jumlah"].notna().all():
        told.append((holding, rates["jumlah"].sum()))
    known = [(row, float(n)) for row, n in told if not pd.isna(n) and any(row)]
    for hidden in sets.loc[sets["disembunyikan"] & (sets["himpunan"] != "satu program"), "himpunan"]:
        aim = np.array([float(name == hidden) for name in names])
        least, most = (
            sign * linprog(sign * aim, A_eq=[r for r, _ in known], b_eq=[n for _, n in known], bounds=(0, None)).fun
            for sign in (1, -1)
        )
        assert most - least >= 4 - 1e-6, hidden


def test_families_of_the_kecamatan_make_those_of_the_kabupaten(sample: Store) -> None:
    each, whole = sample.query("sosial/sasaran_kecamatan"), sample.query("sosial/sasaran_kpi").iloc[0]
    known = each.dropna(subset=["layak"])
    assert (known["layak"] == known["terlayani"] + known["belum_terlayani"]).all()
    assert whole["layak"] == whole["terlayani"] + whole["belum_terlayani"]
    if len(known) == 8:
        assert known[["layak", "terlayani"]].sum().tolist() == [whole["layak"], whole["terlayani"]]
    assert (known["bawah_persen"] < known["belum_persen"]).all()
    assert (known["belum_persen"] < known["atas_persen"]).all()


def test_people_of_a_pair_are_those_of_the_sets_that_hold_it(sample: Store) -> None:
    sets = sample.query("sosial/rangkap_himpunan", {}, "kabupaten")
    for row in sample.query("sosial/rangkap_pasangan", {}, "kabupaten").itertuples():
        holding = sets[[{row.program_a, row.program_b} <= set(name.split(" + ")) for name in sets["himpunan"]]]
        assert row.tertutup == holding["disembunyikan"].sum()
        shown = holding["jumlah"].dropna()
        assert pd.isna(row.orang) == (len(holding) > 0 and shown.empty)
        assert pd.isna(row.orang) or row.orang == shown.sum()
    kpi = sample.query("sosial/rangkap_kpi", {}, "kabupaten").iloc[0]
    heavy = sets[sets["putusan"].isin(["bentrok", "perlu_cek"])]
    assert kpi["perlu_periksa"] == heavy["jumlah"].sum()
    assert kpi["tertutup"] == heavy["disembunyikan"].sum()


# --- attention


def people(many: int, codes: Sequence[str], start: int = 0) -> list[dict[str, object]]:
    return [
        {
            "nik": f"9999{n:012}", "kode_kecamatan": A[:8], "kode_desa": A, "kode_program": code,
            "tanggal_salur": "2026-03-02",
        }
        for n in range(start, start + many)
        for code in codes
    ]  # fmt: skip


@pytest.fixture(scope="module")
def stores(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Store]:
    """Eight people with a conflicting pair and twelve families missed of twenty, or none of either."""
    made = {}
    for wrong in (True, False):
        folder = copy(empty_folder, tmp_path_factory.mktemp("sasaran"))
        deciles = [
            {"nik": f"9999{n:012}", "kode_kecamatan": A[:8], "kode_desa": A, "tanggal_data": "2026-01-01", "desil": 2}
            for n in range(28 if wrong else 16)
        ]
        rule = {"kode_program_a": "BLT-DD", "kode_program_b": "PKH", "putusan": "bentrok", "dasar": "uji"}
        load_together(
            folder,
            penerimaan=[*people(8, ("BLT-DD", "PKH") if wrong else ("PKH",)), *people(8, ("PKH",), 8)],
            desil=deciles,
            aturan_rangkap=[rule | {"berlaku_dari": "2026-02-01"}],
        )
        made[wrong] = open_store(folder)
    return made


@pytest.mark.parametrize(
    ("rule", "found"),
    [("rangkap_bentrok", {"BLT-DD + PKH": 8.0}), ("layak_belum_terlayani", {A[:8]: pytest.approx(100 * 12 / 28)})],
)
@pytest.mark.parametrize("scope", ["semua", "kabupaten"])
def test_rules_are_switched_on_and_off(rule: str, found: dict[str, Any], scope: str, stores: dict[bool, Store]) -> None:
    declared = next(each for each in programme("layar_sibalang").rules if each.id == rule)
    given = {"ambang": float(declared.threshold)}
    on = stores[True].query(declared.query, given, scope)
    assert dict(zip(on["kode"], on["nilai"], strict=True)) == found
    assert stores[False].query(declared.query, given, scope).empty
    more = stores[True].query(declared.query, {"ambang": max(on["nilai"])}, scope)
    assert more.empty


def test_a_conflict_is_as_old_as_its_rule(stores: dict[bool, Store]) -> None:
    (since,) = stores[True].query("perhatian/rangkap_bentrok")["sejak"]
    assert pd.Timestamp(since).date() == date(2026, 2, 1)
    assert stores[True].query("perhatian/rangkap_bentrok", {"per": date(2026, 1, 31)}).empty


# --- reference


def test_limits_that_count_never_overlap_and_say_where_they_come_from() -> None:
    limits = pd.read_csv(REFERENCE / "batas_desil.csv", dtype="str", keep_default_na=False)
    known = pd.read_csv(REFERENCE / "program_bansos.csv", dtype="str", keep_default_na=False).set_index("kode")
    assert set(limits["kode_program"]) == set(known.index[known["desil_maks"] != ""])
    assert set(limits["status"]) == {"dipakai", "bertentangan"}
    assert limits["sumber"].str.startswith("https://").all()
    used = limits[limits["status"] == "dipakai"]
    assert used["kode_program"].is_unique, "one limit a programme counts at a time"
    assert (used.set_index("kode_program")["desil_maks"] == known.loc[used["kode_program"], "desil_maks"]).all()
    assert limits.loc[limits["status"] == "bertentangan", ["kode_program", "desil_maks"]].to_numpy().tolist() == [
        ["SEMBAKO", "4"]
    ]
