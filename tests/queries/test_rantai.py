"""The chain after a disaster: every broken link is found, nothing else is a gap, and CONTOH never serves anyone."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau import text
from pantau.catalogue import programme
from pantau.store import Store, read_query
from tests.stores import TODAY, copy, load_rows, load_together, open_store, table

A, B, C, D = (f"63.11.05.20{n:02}" for n in (1, 2, 3, 4))
H1, H2 = "63.11.02.2001", "63.11.02.2002"
JUAI = "63.11.01"
KEY = ["id_kejadian", "kode_kecamatan", "kode_desa"]
STATES = {"ada", "tanpa", "belum jatuh tempo", "tidak berlaku", text.UNDETERMINED}
NOW = {"hari_ini": date.fromisoformat(TODAY)}


def event(name: str, first: str, last: str = "", start: str = "") -> dict[str, object]:
    return {
        "id_kejadian": name, "tanggal": "" if last else first, "tanggal_dari": first, "tanggal_sampai": last or first,
        "presisi_tanggal": "bulan" if last else "hari", "mulai_pada": start, "kode_ancaman": "101",
    }  # fmt: skip


EVENTS = [
    event("E1", "2026-03-10", start="2026-03-10 08:00"),
    event("E2", "2026-04-01"),
    event("E3", "2026-05-01"),
    event("E4", "2026-11-15"),
    event("E5", "2026-06-01", "2026-06-30"),
    event("E6", "2024-06-01"),
    event("E7", "2026-07-01", start="2026-07-01 00:00"),
    event("E8", "2026-10-25"),
]
PLACES = [
    ("E1", A), ("E1", B), ("E1", C), ("E2", H1), ("E3", JUAI), ("E4", D), ("E5", H2), ("E6", A), ("E7", H2), ("E8", H1),
]  # fmt: skip


def talk(name: str, desa: str, when: str, event: str = "") -> dict[str, object]:
    return {
        "id_konsultasi": name, "masuk_pada": when, "kode_kecamatan": desa[:8], "kode_desa": desa, "topik": "data",
        "id_kejadian": event,
    }  # fmt: skip


TALKS = [
    talk("K0", D, "2026-01-02 08:00"),
    talk("K1", A, "2026-03-11 08:00", "E1"),
    talk("K2", B, "2026-03-10 20:00"),
    talk("K9", B, "2026-11-20 08:00"),
]


def given_out(name: str, place: str, asked: str, handed: str, event: str = "") -> dict[str, object]:
    return {
        "id_penyaluran": name, "kode_kecamatan": place[:8], "kode_desa": place if len(place) > 8 else "",
        "minta_pada": asked, "serah_pada": handed, "barang": "Beras", "jumlah": 50, "satuan": "kg",
        "id_kejadian": event,
    }  # fmt: skip


AID = [
    given_out("S0", H2, "2025-01-01 08:00", "2025-01-02 08:00"),
    given_out("S1", A, "2026-03-10 12:00", "2026-03-12 08:00", "E1"),
    given_out("S2", B, "2026-03-11 08:00", ""),
    given_out("S3", f"{JUAI}.2001", "", "2026-05-04 00:00"),
    given_out("S7", H2, "", "2026-07-21 00:00"),
    given_out("S9", A, "", "2026-11-01 08:00"),
]
CASES = [
    {"id_kasus": f"X{n}", "masuk_pada": "2026-03-20 08:00", "kode_kecamatan": JUAI, "kategori": "korban bencana"}
    for n in range(6)
]
GAPS = {
    ("konsultasi", "E1", C, "tidak ada konsultasi", date(2026, 3, 24), 243),
    ("bantuan", "E1", B, "diminta tetapi belum diserahkan", date(2026, 3, 24), 243),
    ("bantuan", "E1", C, "tidak ada penyaluran", date(2026, 3, 24), 243),
    ("bantuan", "E2", H1, "tidak ada penyaluran", date(2026, 4, 15), 221),
    ("bantuan", "E7", H2, "tidak ada penyaluran", date(2026, 7, 15), 130),
    ("kasus", None, None, "kolom nomor kejadian", None, None),
}


def base(folder: Path) -> Path:
    load_together(
        folder,
        kejadian=EVENTS,
        kejadian_wilayah=[
            {"id_kejadian": e, "kode_kecamatan": p[:8], "kode_desa": p if len(p) > 8 else ""} for e, p in PLACES
        ],
        konsultasi=TALKS,
        kasus=CASES,
        riwayat_kasus=[
            {"id_kasus": each["id_kasus"], "status_pada": each["masuk_pada"], "status": "diterima_kecamatan"}
            for each in CASES
        ],
    )
    return folder


@pytest.fixture(scope="module")
def before(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Events, consultations and cases; no delivery was ever loaded."""
    return base(copy(empty_folder, tmp_path_factory.mktemp("rantai")))


@pytest.fixture(scope="module")
def folder(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy(before, tmp_path_factory.mktemp("rantai-bantuan"))
    assert load_rows(folder, "logistik_keluar", AID).loaded == len(AID)
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    store = open_store(folder)
    yield store
    store.close()


def plain(value: object) -> object:
    """A value of a frame as Python compares it: no date and no number is None."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, datetime) else value


def gaps(store: Store, **given: object) -> set[tuple[object, ...]]:
    found = store.query("rantai/celah", NOW | given)
    names = ["tautan", "id_kejadian", "kode_desa", "sebab", "sejak", "hari"]
    return {tuple(plain(row[name]) for name in names) for row in found.to_dict("records")}


def states(store: Store, link: str, **given: object) -> dict[tuple[object, object], tuple[str, str]]:
    rows = store.query("rantai/rantai", NOW | given).to_dict("records")
    return {(row["id_kejadian"], plain(row["kode_desa"])): (row[link], row[f"{link}_sebab"]) for row in rows}


def test_the_defaults_of_the_queries_are_those_of_the_catalogue() -> None:
    limits = {
        "hari": programme("destana").limit("kaitan_kejadian"),
        "hari_bantuan": programme("lapor_bencana").limit("kaitan_bantuan"),
    }
    for name in ("rantai/rantai", "rantai/celah"):
        defaults = {each.name: each.default for each in read_query(name).params}
        assert {key: defaults[key] for key in limits} == limits


def test_the_gaps_are_exactly_the_broken_links(store: Store) -> None:
    assert gaps(store) == GAPS
    assert set(store.query("rantai/celah", NOW)["contoh"]) == {0}


def test_every_link_has_its_state_and_the_reason_for_it(store: Store) -> None:
    known = "belum dapat ditentukan"
    assert states(store, "bantuan") == {
        ("E1", A): ("ada", "menyebut nomor kejadian"),
        ("E1", B): ("tanpa", "diminta tetapi belum diserahkan"),
        ("E1", C): ("tanpa", "tidak tercatat sampai batas waktu"),
        ("E2", H1): ("tanpa", "tidak tercatat sampai batas waktu"),
        ("E3", None): ("ada", "kecamatan yang sama"),
        ("E4", D): ("belum jatuh tempo", "batas waktunya belum lewat"),
        ("E5", H2): (known, "tanggal kejadian tidak diketahui sampai hari"),
        ("E6", A): (known, "kejadian sebelum register penyaluran mulai"),
        ("E7", H2): ("tanpa", "tidak tercatat sampai batas waktu"),
        ("E8", H1): (known, "register penyaluran belum sampai batas waktu"),
    }
    elsewhere = ("tidak berlaku", "DESTANA hanya Lampihong")
    assert states(store, "konsultasi") == {
        ("E1", A): ("ada", "menyebut nomor kejadian"),
        ("E1", B): ("ada", "desa yang sama"),
        ("E1", C): ("tanpa", "tidak tercatat sampai batas waktu"),
        ("E4", D): ("belum jatuh tempo", "batas waktunya belum lewat pada data"),
        ("E6", A): (known, "kejadian sebelum register konsultasi mulai"),
        **dict.fromkeys([("E2", H1), ("E3", None), ("E5", H2), ("E7", H2), ("E8", H1)], elsewhere),
    }


def test_a_link_that_is_there_names_its_record_and_its_days(store: Store) -> None:
    rows = store.query("rantai/rantai", NOW).set_index(["id_kejadian", "kode_desa"]).sort_index()
    named = rows.loc[("E1", A)]
    assert (named["konsultasi_id"], named["konsultasi_hari"]) == ("K1", 1)
    assert (named["bantuan_id"], named["bantuan_hari"]) == ("S1", 2)
    near = rows.loc[("E1", B)]
    assert (near["konsultasi_id"], near["konsultasi_hari"]) == ("K2", 0.5)
    assert near["bantuan_id"] == "S2" and pd.isna(near["bantuan_pada"]), "asked for and not yet handed over"


def test_a_longer_reach_closes_a_gap_that_was_answered_late(store: Store) -> None:
    assert states(store, "bantuan", hari_bantuan=30)["E7", H2] == ("ada", "desa yang sama")
    assert states(store, "bantuan", hari_bantuan=20)["E7", H2][0] == "ada", "on the last day"
    assert states(store, "bantuan", hari_bantuan=19)["E7", H2][0] == "tanpa"


def test_deliveries_never_loaded_are_no_gap(before: Path) -> None:
    store = open_store(before)
    found = states(store, "bantuan")
    assert set(found.values()) == {(text.UNDETERMINED, "register penyaluran belum dimuat")}
    assert {gap[0] for gap in gaps(store)} == {"konsultasi", "kasus"}


def test_a_kecamatan_without_a_register_is_unknown_only_in_lampihong(empty_folder: Path, tmp_path: Path) -> None:
    folder = copy(empty_folder, tmp_path)
    places = [{"id_kejadian": "E2", "kode_kecamatan": p[:8], "kode_desa": p} for p in (A, H1)]
    load_together(folder, kejadian=EVENTS[1:2], kejadian_wilayah=places)
    assert states(open_store(folder), "konsultasi") == {
        ("E2", A): (text.UNDETERMINED, "register konsultasi belum dimuat"),
        ("E2", H1): ("tidak berlaku", "DESTANA hanya Lampihong"),
    }


# --- CONTOH beside real events ---


def test_an_invented_delivery_never_closes_a_real_gap(folder: Path, tmp_path: Path) -> None:
    own = copy(folder, tmp_path)
    invented = given_out("S99", H1, "2026-04-01 09:00", "2026-04-02 09:00", "E2") | {"contoh": "CONTOH"}
    load_rows(own, "logistik_keluar", [invented])
    assert gaps(open_store(own)) == GAPS


def test_a_register_of_invented_deliveries_says_so_and_judges_nothing_real(before: Path, tmp_path: Path) -> None:
    own = copy(before, tmp_path)
    load_rows(own, "logistik_keluar", [each | {"contoh": "CONTOH"} for each in AID])
    store = open_store(own)
    rows = store.query("rantai/rantai", NOW)
    judged = rows["bantuan"].isin(["ada", "tanpa", "belum jatuh tempo"])
    assert (rows["bantuan"] == "ada").any()
    assert rows["bantuan_contoh"].eq(judged.astype(int)).all(), "no real event looks served or forgotten"
    assert set(rows["konsultasi_contoh"]) == {0}
    assert "register penyaluran nyata belum dimuat" in set(rows.loc[~judged, "bantuan_sebab"])
    listed = store.query("rantai/celah", NOW)
    assert set(listed.loc[listed["contoh"] == 0, "tautan"]) == {"konsultasi", "kasus"}
    assert set(listed.loc[listed["contoh"] == 1, "tautan"]) == {"bantuan"}


def test_the_first_run_claims_nothing_about_its_real_events(sample: Store) -> None:
    rows, listed = sample.query("rantai/rantai", NOW), sample.query("rantai/celah", NOW)
    for link in ("konsultasi", "bantuan"):
        real = rows[rows[f"{link}_contoh"] == 0]
        assert set(real[link]) <= {"tidak berlaku", text.UNDETERMINED}
    assert listed.loc[listed["contoh"] == 0, "tautan"].tolist() == ["kasus"]


# --- social cases: no second way to a small number ---


def test_cases_are_never_linked_and_only_a_published_count_is_told(store: Store) -> None:
    rows = store.query("rantai/rantai", NOW)
    assert set(rows["kasus"]) == {text.UNDETERMINED}
    assert set(rows["kasus_terbit"]) == {6}
    assert set(rows["kasus_sebab"]) == {"kasus tidak menyebut kejadian"}


@pytest.mark.parametrize("scope", ["semua", "kabupaten", "kec-631102"])
def test_a_closed_count_stays_closed_for_every_reader(scope: str, sample: Store) -> None:
    cases = table(sample, "kasus")
    assert 0 < (cases["kategori"] == "korban bencana").sum() < 5
    rows = sample.query("rantai/rantai", NOW, scope)
    assert rows["kasus_terbit"].isna().all()
    assert set(rows["kasus_sebab"]) == {"kasus tidak menyebut kejadian; jumlah kecil tertutup"}


# --- the rules hold on every filter ---


def test_consultations_are_those_of_the_room_of_destana(store: Store, sample: Store) -> None:
    same = {"ada konsultasi": "ada", "tanpa konsultasi": "tanpa", "belum jatuh tempo": "belum jatuh tempo"}
    for each in (store, sample):
        expected = each.query("destana/kaitan_kejadian").rename(columns={"id": "id_kejadian"})
        expected["konsultasi"] = expected["keadaan"].map(same).fillna(text.UNDETERMINED)
        expected["konsultasi_hari"] = expected["jam_konsultasi"] / 24
        rows = each.query("rantai/rantai", NOW)
        mine = rows[rows["kode_kecamatan"] == "63.11.05"]
        names = [*KEY, "konsultasi", "konsultasi_pada", "konsultasi_hari"]
        left, right = (frame[names].sort_values(KEY).reset_index(drop=True) for frame in (mine, expected))
        pd.testing.assert_frame_equal(left, right, check_dtype=False)


LIMITS = st.floats(1, 60)
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31))


@settings(max_examples=40, deadline=None)
@given(start=DAYS, end=DAYS, days=LIMITS, aid=LIMITS, today=st.dates(date(2026, 11, 22), date(2027, 3, 1)))
def test_states_partition_the_places_and_gaps_are_those_without(
    start: date | None, end: date | None, days: float, aid: float, today: date, store: Store
) -> None:
    asked = {"dari": start, "sampai": end, "hari": days, "hari_bantuan": aid, "hari_ini": today}
    rows, listed = store.query("rantai/rantai", asked), store.query("rantai/celah", asked)
    places = table(store, "mart_kejadian_wilayah")
    inside = (places["tanggal_sampai"] >= pd.Timestamp(start or date.min.replace(year=1900))) & (
        places["tanggal_dari"] <= pd.Timestamp(end or date(2100, 1, 1))
    )
    assert len(rows) == inside.sum()
    assert not rows.duplicated(KEY).any()
    for link in ("konsultasi", "bantuan", "kasus"):
        assert set(rows[link]) <= STATES
        lacking = rows[rows[link] == "tanpa"]
        mine = listed[(listed["tautan"] == link) & listed["id_kejadian"].notna()]
        key = [(row["id_kejadian"], plain(row["kode_desa"])) for row in lacking.to_dict("records")]
        assert sorted(key, key=str) == sorted(
            ((row["id_kejadian"], plain(row["kode_desa"])) for row in mine.to_dict("records")), key=str
        )
    assert (listed["id_kejadian"].isna()).sum() == (1 if len(rows) else 0)
    assert listed["hari"].dropna().ge(0).all(), "a gap is never in the future"


def test_the_mart_of_deliveries_is_the_register_itself(store: Store) -> None:
    mart = table(store, "mart_kejadian_bantuan")
    aid, events = table(store, "logistik_keluar"), table(store, "kejadian").set_index("id_kejadian")
    places = table(store, "mart_kejadian_wilayah")
    assert len(mart) == len(places)
    for row in mart.to_dict("records"):
        told = events.loc[row["id_kejadian"]]
        begin = told["tanggal_dari"] if pd.isna(told["mulai_pada"]) else told["mulai_pada"]
        near = aid[aid["kode_kecamatan"] == row["kode_kecamatan"]]
        if not pd.isna(row["kode_desa"]):
            near = near[near["kode_desa"].isna() | (near["kode_desa"] == row["kode_desa"])]
        vague = row["waktu"] == "tanggal tidak pasti"
        near = near[near["serah_pada"].fillna(near["minta_pada"]) >= begin] if not vague else near
        named = near[near["id_kejadian"] == row["id_kejadian"]]["serah_pada"].min()
        other = pd.NaT if vague else near[near["id_kejadian"].isna()]["serah_pada"].min()
        assert plain(row["tersurat_pada"]) == plain(named)
        assert plain(row["sesudah_pada"]) == plain(other)
        assert pd.isna(row["sesudah_id"]) == pd.isna(other)
