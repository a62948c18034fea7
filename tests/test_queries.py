"""Query files: an honest header, portable SQL, answers on a full and on an empty store, and the golden answers."""

import re
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.catalogue import programmes
from pantau.store import Query, Store, query_names, read_query
from pantau.store.query import ONE_ROW, QUERIES, TYPES, parse
from tests.stores import copy, load_rows, open_store, table

PAGE_QUERIES = query_names()
MARTS = sorted(path.stem for path in (QUERIES / "marts").glob("*.sql"))
FILES = sorted(
    path.relative_to(QUERIES).with_suffix("").as_posix()
    for path in QUERIES.rglob("*.sql")
    if path.parent.name != "schema"
)
# ecosystem of one page: what also runs on Spark and Postgres, so that marts of a roll-out can be built elsewhere.
NOT_PORTABLE = {
    "group by all": r"\bgroup\s+by\s+all\b",
    "order by all": r"\border\s+by\s+all\b",
    "qualify": r"\bqualify\b",
    "any_value": r"\bany_value\b",
    "quantile_cont": r"\bquantile",
    "whole division": r"//",
    "cast with colons": r"::",
    "struct": r"\bstruct\b|\bstruct_|\brow\s*\(|\{",
    "list": r"\blist_|\blist\s*\(|\barray_|\bunnest\b|\[|\blambda\b|->",
    "star modifier": r"\*\s*(exclude|replace|rename)\b",
    "asof join": r"\basof\b",
    "upper case": r"[A-Z]",
}
_COMMENT = re.compile(r"--[^\n]*")
_LITERAL = re.compile(r"'(?:[^']|'')*'")


def query(name: str) -> Query:
    return parse(name, (QUERIES / f"{name}.sql").read_text("utf-8"))


def bare(sql: str) -> str:
    """The statement without comments and text constants, where only keywords and names are left."""
    return _LITERAL.sub("''", _COMMENT.sub("", sql))


def answer(store: Store, name: str) -> pd.DataFrame:
    """A page query by asking it, a mart by reading its table."""
    return table(store, name.removeprefix("marts/")) if name.startswith("marts/") else store.query(name)


def numbers(frame: pd.DataFrame) -> set[str]:
    return {
        name
        for name, kind in frame.dtypes.items()
        if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
    }


@pytest.mark.parametrize("name", FILES)
def test_the_header_says_what_the_answer_holds(name: str, sample: Store) -> None:
    told, got = query(name), answer(sample, name)
    assert re.fullmatch(r"[A-Z0-9].{15,}\.", told.sentence)
    assert told.grain == (ONE_ROW,) or set(told.grain) <= set(got.columns)
    assert set(told.units) == numbers(got), "units name exactly the numeric columns"
    assert all(each.type in TYPES for each in told.params)


@pytest.mark.parametrize("name", FILES)
def test_the_parameters_declared_are_those_duckdb_finds(name: str) -> None:
    statements = duckdb.extract_statements(query(name).sql)
    assert len(statements) == 1
    assert statements[0].type == duckdb.StatementType.SELECT
    assert {each.name for each in query(name).params} == statements[0].named_parameters


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("state", ["sample", "empty"])
def test_it_answers_at_its_grain(name: str, state: str, request: pytest.FixtureRequest) -> None:
    got = answer(request.getfixturevalue(state), name)
    grain = query(name).grain
    if grain == (ONE_ROW,):
        assert len(got) == 1
    else:
        assert not got.duplicated(list(grain)).any()


@pytest.mark.parametrize("name", FILES)
def test_the_sql_keeps_to_the_portable_subset(name: str) -> None:
    sql = bare(query(name).sql)
    assert [what for what, pattern in NOT_PORTABLE.items() if re.search(pattern, sql)] == []


@pytest.mark.parametrize("name", FILES)
def test_every_division_is_by_a_constant_or_by_nullif(name: str) -> None:
    divisors = re.findall(r"/\s*(\S{0,7})", bare(query(name).sql))
    assert [each for each in divisors if not each.startswith("nullif(") and not re.match(r"[1-9]", each)] == []


@pytest.mark.parametrize("name", PAGE_QUERIES)
def test_the_order_is_fixed(name: str) -> None:
    told = query(name)
    assert told.grain == (ONE_ROW,) or re.search(r"^order by ", told.sql, re.MULTILINE)


def test_the_catalogue_names_only_queries_that_exist() -> None:
    named = {
        f"{programme.id}: {name}"
        for programme in programmes()
        for name in (
            programme.headline,
            programme.series,
            *(each.query for each in programme.rules),
            *(each.query for each in programme.indicators if each.query),
        )
        if name
    }
    assert sorted(each for each in named if each.partition(": ")[2] not in PAGE_QUERIES) == []


@pytest.mark.parametrize("name", [p.headline for p in programmes()])
def test_a_headline_has_what_a_row_of_ringkasan_reads(name: str, sample: Store) -> None:
    needed = {"nilai", "bentuk", "dari", "batang_persen", "garis_persen", "garis_kata"}
    assert needed <= set(sample.query(name).columns)


@pytest.mark.parametrize("name", [p.series for p in programmes() if p.series])
def test_a_series_is_twelve_months_in_order(name: str, sample: Store) -> None:
    months = pd.to_datetime(sample.query(name)["bulan"])
    assert months.tolist() == pd.date_range(end=months.iloc[-1], periods=12, freq="MS").tolist()


# --- golden answers of the first run ---


def test_twenty_six_events(sample: Store) -> None:
    events = sample.query("bencana/kejadian")
    assert len(events) == 26
    assert {"id", "tanggal", "kode_ancaman"} <= set(events.columns)
    assert events["id"].is_unique
    raw = table(sample, "kejadian")
    assert set(events["id"]) == set(raw.loc[raw["lingkup"] != "rekap", "id_kejadian"])


def test_every_village_has_a_row_and_silence_is_not_zero(sample: Store) -> None:
    villages = sample.query("bencana/kejadian_per_desa")
    assert len(villages) == 157
    assert {"kode_desa", "nama_desa", "nama_kecamatan", "kejadian"} <= set(villages.columns)
    assert villages["kejadian"].notna().sum() == 34
    assert (villages["kejadian"] > 0).sum() == 34, "no nihil report is loaded on the first run"


def test_the_latest_impact_of_the_december_2025_flash_flood(sample: Store) -> None:
    row = sample.query("bencana/dampak_terkini", {"id": "BLG-0027"}).iloc[0]
    assert (row["terdampak_kk"], row["terdampak_jiwa"]) == (4185, 13531)


def needed(store: Store, **given: object) -> dict[str, object]:
    answer = store.query("bencana/kebutuhan_pengungsi", given)
    return dict(zip(answer["barang"], answer["kebutuhan"], strict=True))


def test_needs_of_979_000_people_for_a_week_are_the_published_ones(sample: Store) -> None:
    need = needed(sample, pengungsi=979_000, hari=7)
    assert need == {
        "Beras": 2_741_200,
        "Air minum": 17_132_500,
        "Air bersih": 102_795_000,
        "Jamban": 48_950,
        "Paket keluarga": 195_800,
    }
    assert needed(sample, pengungsi=979_000, hari=7, profil="bnpb-lama")["Air bersih"] == 65_593_000


def test_things_that_are_shared_are_rounded_up(sample: Store) -> None:
    need = needed(sample, pengungsi=21, hari=3)
    assert (need["Jamban"], need["Paket keluarga"]) == (2, 5)
    assert need["Beras"] == pytest.approx(25.2)


def test_stock_gap_and_days_left_come_from_the_newest_count(empty_folder: Path, tmp_path: Path) -> None:
    folder = copy(empty_folder, tmp_path)
    counts = [("2026-01-01", "900", "kg"), ("2026-02-01", "150", "kg"), ("2026-02-01", "50000", "gram")]
    load_rows(
        folder,
        "logistik_stok",
        [{"tanggal": d, "gudang": "BPBD", "barang": "beras", "jumlah": n, "satuan": u} for d, n, u in counts],
    )
    answer = open_store(folder).query("bencana/kebutuhan_pengungsi", {"pengungsi": 100, "hari": 7}).set_index("barang")
    rice = answer.loc["Beras"]
    assert (rice["kebutuhan"], rice["stok"], rice["kurang"], rice["hari_tersedia"]) == (280, 200, 80, 5)
    assert pd.isna(answer.loc["Air minum", "stok"]) and pd.isna(answer.loc["Air minum", "kurang"])


def test_its_three_versions_stay(sample: Store) -> None:
    versions = sample.query("bencana/dampak_versi", {"id": "BLG-0027", "cakupan": "kejadian"})
    assert versions["versi_ke"].tolist() == [1, 2, 3]
    assert versions["terdampak_jiwa"].iloc[-1] == 13531


def test_a_missing_figure_is_never_filled_from_an_older_version(sample: Store) -> None:
    row = sample.query("bencana/dampak_terkini", {"id": "BLG-0009"}).iloc[0]
    assert (row["terdampak_kk"], row["terdampak_jiwa"]) == (3571, 11816)
    houses = [name for name in row.index if name.startswith("rumah_")]
    assert houses and all(pd.isna(row[name]) for name in houses)
    older = sample.query("bencana/dampak_versi", {"id": "BLG-0009", "cakupan": "kejadian"})
    assert older.filter(regex="^rumah_").notna().any().any(), "an older version did report houses"


def test_the_published_numbers_carry_their_address(sample: Store) -> None:
    published = sample.query("sosial/angka_resmi", {"program": "pak_sotarsa"})
    assert published["nilai"].tolist() == [281, 880]
    assert published["sumber_url"].str.startswith("https://").all()


def test_evidence_has_three_percentages_for_each_kecamatan(sample: Store) -> None:
    rows = sample.query("kencana/kelengkapan_per_kecamatan")
    assert len(rows) == 8
    for part in ("diunggah", "disetujui", "berlaku"):
        assert rows[f"{part}_persen"].tolist() == pytest.approx((100 * rows[part] / rows["wajib"]).tolist())
    assert (rows["berlaku"] <= rows["disetujui"]).all()
    assert (rows["disetujui"] <= rows["diunggah"]).all()
    assert (rows["berlaku"] < rows["diunggah"]).any(), "the three are different numbers"


def test_a_document_that_expires_moves_only_the_share_that_is_valid(sample: Store) -> None:
    papers, history = table(sample, "bukti"), table(sample, "riwayat_bukti")
    busy = set(history["status_pada"].dt.date)
    last = history["status_pada"].max().date()
    moved = 0
    for until in sorted(papers["berlaku_sampai"].dropna().dt.date.unique()):
        if until + timedelta(1) in busy or until >= last:
            continue
        before, after = (
            sample.query("kencana/kelengkapan_per_kecamatan", {"per": day}).set_index("kode_kecamatan").sort_index()
            for day in (until, until + timedelta(1))
        )
        for part in ("diunggah_persen", "disetujui_persen", "wajib"):
            assert before[part].equals(after[part])
        moved += int((before["berlaku_persen"] > after["berlaku_persen"]).sum())
        assert not (before["berlaku_persen"] < after["berlaku_persen"]).any()
    assert moved, "the sample holds at least one document that expired"


def test_a_hazard_includes_its_children(sample: Store) -> None:
    events = sample.query("bencana/kejadian", {"bahaya": "101"})
    assert set(events["kode_ancaman"]) == {"101", "101-BB"}
    flash = sample.query("bencana/kejadian", {"bahaya": "101-BB"})
    assert set(flash["kode_ancaman"]) == {"101-BB"}
    assert 0 < len(flash) < len(events)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 5, 1), date(2023, 5, 31), True),
        (date(2023, 12, 31), date(2024, 6, 1), True),
        (date(2022, 1, 1), date(2023, 1, 1), True),
        (date(2022, 1, 1), date(2022, 12, 31), False),
        (date(2024, 1, 1), None, False),
    ],
)
def test_an_event_known_only_by_its_year_overlaps_every_month_of_it(
    sample: Store, start: date, end: date | None, expected: bool
) -> None:
    events = sample.query("bencana/kejadian", {"dari": start, "sampai": end})
    assert ("BLG-0020" in set(events["id"])) is expected


# --- nihil: zero only when reports cover the whole period ---

REPORTS = {
    "covered": [("2024-01-01", "2024-06-30")],
    "adjoining": [("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-06-30")],
    "overlapping": [("2023-11-01", "2024-04-15"), ("2024-02-01", "2024-03-01"), ("2024-04-01", "2024-08-31")],
    "partial": [("2024-01-01", "2024-06-29")],
    "gap": [("2024-01-01", "2024-03-30"), ("2024-04-01", "2024-06-30")],
    "around": [("2023-01-01", "2023-12-31"), ("2024-07-01", "2024-12-31")],
}
HALF_YEAR = {"dari": date(2024, 1, 1), "sampai": date(2024, 6, 30)}


@pytest.fixture(scope="module")
def quiet(sample: Store) -> dict[str, str]:
    """A village without any event for each pattern of reports: pattern -> code."""
    villages = sample.query("bencana/kejadian_per_desa")
    return dict(zip(REPORTS, villages.loc[villages["kejadian"].isna(), "kode_desa"].iloc[::7], strict=False))


@pytest.fixture(scope="module")
def nil(sample_folder: Path, quiet: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = copy(sample_folder, tmp_path_factory.mktemp("nihil"))
    rows = [
        {"kode_desa": quiet[pattern], "tanggal_dari": start, "tanggal_sampai": end}
        for pattern, reports in REPORTS.items()
        for start, end in reports
    ]
    assert load_rows(folder, "laporan_nihil", rows).loaded == len(rows)
    return open_store(folder)


def test_a_village_is_nihil_only_when_reports_cover_the_whole_period(nil: Store, quiet: dict[str, str]) -> None:
    villages = nil.query("bencana/kejadian_per_desa", HALF_YEAR).set_index("kode_desa")["kejadian"]
    assert set(villages[villages == 0].index) == {quiet[name] for name in ("covered", "adjoining", "overlapping")}
    assert villages[[quiet[name] for name in ("partial", "gap", "around")]].isna().all()


def test_a_day_more_and_the_village_is_silent_again(nil: Store, quiet: dict[str, str]) -> None:
    longer = {**HALF_YEAR, "sampai": date(2024, 7, 1)}
    villages = nil.query("bencana/kejadian_per_desa", longer).set_index("kode_desa")["kejadian"]
    assert set(villages[villages == 0].index) == {quiet["overlapping"]}


def test_an_event_outweighs_a_nihil_report(sample_folder: Path, tmp_path: Path) -> None:
    folder = copy(sample_folder, tmp_path)
    places = table(open_store(folder), "kejadian_wilayah")
    code = places.loc[(places["id_kejadian"] == "BLG-0028") & places["kode_desa"].notna(), "kode_desa"].iloc[0]
    load_rows(
        folder, "laporan_nihil", [{"kode_desa": code, "tanggal_dari": "2026-01-01", "tanggal_sampai": "2026-01-31"}]
    )
    period = {"dari": date(2026, 1, 1), "sampai": date(2026, 1, 31)}
    rows = open_store(folder).query("bencana/kejadian_per_desa", period).set_index("kode_desa")
    assert rows.loc[code, "kejadian"] == 1


# --- map accounting ---

DAYS = st.none() | st.dates(date(2016, 1, 1), date(2027, 1, 1))


@settings(max_examples=150, deadline=None)
@given(data=st.data(), start=DAYS, end=DAYS)
def test_drawn_without_place_outside_and_filtered_make_the_total(
    data: st.DataObject, start: date | None, end: date | None, sample: Store
) -> None:
    villages = table(sample, "ref_desa")
    hazards = sample.query("acuan/bahaya")["kode"].tolist()
    filters = {
        "dari": start,
        "sampai": end,
        "kecamatan": data.draw(st.none() | st.sampled_from(sorted(villages["kode_kecamatan"].unique()))),
        "desa": data.draw(st.none() | st.sampled_from(villages["kode"].tolist())),
        "bahaya": data.draw(st.none() | st.sampled_from(hazards)),
    }
    account = sample.query("bencana/akuntansi_peta", filters).iloc[0]
    parts = account[["digambar", "tanpa_lokasi", "di_luar_balangan", "disaring"]]
    assert (parts >= 0).all()
    assert parts.sum() == account["total"] == 26
    events = sample.query("bencana/kejadian", filters)
    assert account["disaring"] == 26 - len(events)
    assert account["hanya_kecamatan"] + account["desa_tidak_dikenali"] == account["tanpa_lokasi"]
    kpi = sample.query("bencana/kpi", filters).iloc[0]
    assert (kpi["kejadian"], kpi["kejadian_total"]) == (len(events), 26)
    assert sample.query("bencana/kejadian_per_bulan", filters)["kejadian"].sum() == len(events)
    people = events["terdampak_jiwa"].dropna()
    assert pd.isna(kpi["terdampak_jiwa"]) if people.empty else kpi["terdampak_jiwa"] == people.sum()
    assert kpi["tanpa_jiwa"] == events["terdampak_jiwa"].isna().sum()


def test_a_query_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(RuntimeError, match="bencana/kejadian"):
        read_query("bencana/tidak_ada")
