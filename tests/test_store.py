"""The store as a viewer sees it: whole generations, each scope its own rows, nothing written, and a way back."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from pantau import ROOT
from pantau.contracts import REFERENCE, contracts
from pantau.intake import room
from pantau.intake.match import rows as csv_rows
from pantau.store import Parameter, Query, Store, StoreError, generations, loader_room, query_names, read_query, viewer
from pantau.store import query as queries

CASES = Query(
    "kasus", "", (), (Parameter("kecamatan", "VARCHAR"),), {},
    "select id_kasus, kode_kecamatan from kasus where ($kecamatan is null or kode_kecamatan = $kecamatan) order by 1",
)  # fmt: skip
HEAD = "-- Kalimat.\n-- grain: a, b\n"


@pytest.fixture
def store(sample: Store, empty_rooms: Path) -> Iterator[Store]:
    """A copy of the sample store that a test may damage."""
    folder = empty_rooms / "store"
    shutil.copytree(sample.folder, folder)
    made = Store(folder)
    yield made
    made.close()


def second_generation(store: Store) -> str:
    """Publish the same generation again under the next number."""
    built = generations.draft(store.folder)
    for path in (store.folder / "gen-000001").iterdir():
        if path.name != generations.PUBLISHED:
            shutil.copyfile(path, built / path.name)
    return generations.serve(built)


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


# Reading queries


def test_a_header_is_read() -> None:
    made = queries.parse(
        "x",
        "-- Kalimat satu.\n-- grain: a, b\n-- param: dari DATE = NULL\n-- param: n INTEGER = 5\n"
        "-- units: jumlah orang; luas km2 tanah\n-- after: c, d\n\nselect $dari, $n -- $bukan\n",
    )
    assert (made.sentence, made.grain, made.after) == ("Kalimat satu.", ("a", "b"), ("c", "d"))
    assert made.params == (Parameter("dari", "DATE"), Parameter("n", "INTEGER", 5))
    assert made.units == {"jumlah": "orang", "luas": "km2 tanah"}
    assert made.sql.startswith("select $dari")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("select 1", "baris pertama"),
        ("-- Tanpa titik\n-- grain: a\nselect 1", "baris pertama"),
        ("-- Kalimat.\nselect 1", "grain"),
        (HEAD + "-- grain: c\nselect 1", "grain"),
        (HEAD + "-- parameter: x DATE\nselect 1", "tidak dikenal"),
        (HEAD + "-- param: x DATE\nselect $x", "berbentuk"),
        (HEAD + "-- param: x TANGGAL = NULL\nselect $x", "berbentuk"),
        (HEAD + "-- param: x DATE = NULL\nselect 1", "tidak sama"),
        (HEAD + "select $x", "tidak sama"),
        (HEAD + "-- units: jumlah\nselect 1", "satuan"),
    ],
)
def test_a_header_that_breaks_the_form_is_named(text: str, problem: str) -> None:
    with pytest.raises(StoreError, match=problem):
        queries.parse("x", text)


@pytest.mark.parametrize("name", query_names())
def test_every_query_file_can_be_read(name: str) -> None:
    assert read_query(name).name == name


@pytest.mark.parametrize("name", ["tidak/ada", "../rahasia", "bencana/../bencana/kejadian", "bencana/tidak_ada", ""])
def test_an_unknown_query_is_refused(name: str) -> None:
    with pytest.raises(StoreError, match="yang ada"):
        read_query(name)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "x.sql"
    path.write_text(HEAD + "select 1")
    assert read_query("x", tmp_path).sql == "select 1"
    path.write_text(HEAD + "select 12")
    assert read_query("x", tmp_path).sql == "select 12"


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("DATE", "2025-01-02", date(2025, 1, 2)),
        ("DATE", pd.Timestamp("2025-01-02 10:00"), date(2025, 1, 2)),
        ("TIMESTAMP", "2025-01-02T10:00", datetime.fromisoformat("2025-01-02T10:00")),
        ("INTEGER", np.int64(7), 7),
        ("DOUBLE", "2.5", 2.5),
        ("BOOLEAN", np.bool_(True), True),
        ("BOOLEAN", "ya", True),
        ("BOOLEAN", "tidak", False),
        ("VARCHAR", "63.11.01", "63.11.01"),
        ("VARCHAR", "", None),
        ("VARCHAR", None, None),
        ("DATE", pd.NaT, None),
        ("DOUBLE", float("nan"), None),
        ("VARCHAR[]", "a,b", ["a", "b"]),
        ("VARCHAR[]", ("a", "b"), ["a", "b"]),
    ],
)
def test_values_of_parameters(kind: str, given: object, expected: object) -> None:
    assert Parameter("x", kind).value(given) == expected


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(StoreError, match="x tidak dapat dibaca sebagai DATE"):
        Parameter("x", "DATE").value("kemarin")


# Answers


def test_a_missing_parameter_takes_its_default_and_an_unknown_one_is_refused(sample: Store) -> None:
    everything = sample.ask(CASES, {})
    assert len(sample.ask(CASES, {"kecamatan": "63.11.01"})) < len(everything)
    with pytest.raises(StoreError, match="kabupaten; yang ada: kecamatan"):
        sample.ask(CASES, {"kabupaten": "x"})


def test_an_answer_is_remembered_and_safe_to_change(sample: Store) -> None:
    first = sample.ask(CASES, {})
    first.loc[0, "id_kasus"] = "diubah"
    again = sample.ask(CASES, {})
    assert again.loc[0, "id_kasus"] != "diubah"
    assert again["kode_kecamatan"].equals(first["kode_kecamatan"])


def test_remembering_is_bounded(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewer, "MEMO_ANSWERS", 3)
    store = Store(sample.folder)
    for number in range(5):
        store.ask(Query("x", "", (), (), {}, f"select {number}"), {})
    assert len(store._memo) == 3
    monkeypatch.setattr(viewer, "MEMO_ROWS", 1)
    store.ask(CASES, {})
    assert len(store._memo) == 3
    store.close()


def test_a_wrong_statement_is_a_sentence(sample: Store) -> None:
    with pytest.raises(StoreError, match="Kueri x gagal"):
        sample.ask(Query("x", "", (), (), {}, "select tidak_ada from kasus"), {})


@pytest.mark.parametrize("scope", ["kec-999999", "../gen-000001/semua", "semua.duckdb", "", "kec-63110a"])
def test_an_unknown_scope_is_refused(scope: str, sample: Store) -> None:
    with pytest.raises(StoreError, match="Lingkup"):
        sample.ask(CASES, {}, scope)


def test_sixteen_threads_never_mix_scopes(sample: Store) -> None:
    codes = [row["kode"] for row in csv_rows(REFERENCE / "kecamatan.csv")]
    whole = sample.ask(CASES, {})
    expected = {code: whole[whole["kode_kecamatan"] == code]["id_kasus"].tolist() for code in codes}
    assert sum(map(len, expected.values())) == len(whole)
    store = Store(sample.folder)

    def ask(number: int) -> bool:
        code = codes[number % len(codes)]
        # A comment of its own keeps every call from being a remembered one.
        query = Query("x", "", (), CASES.params, {}, f"{CASES.sql} -- {number}")
        answer = store.ask(query, {"kecamatan": None}, generations.scope_name(code))
        return answer["id_kasus"].tolist() == expected[code] and set(answer["kode_kecamatan"]) <= {code}

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(400)))
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/passwd')",
        "select * from read_csv('data/reference/desa.csv')",
        "select * from glob('/*')",
        "copy (select 1) to '/tmp/pantau_uji.csv'",
        "attach '/tmp/pantau_uji.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '90GB'",
        "create table x as select 1",
        "delete from fakta_kasus",
        "select * from secret_frame",
    ],
)
def test_a_viewer_can_read_no_file_and_write_nothing(statement: str, sample: Store) -> None:
    secret_frame = pd.DataFrame({"a": [1]})
    connection = viewer.connect(sample.folder / sample.generation() / "semua.duckdb")
    with connection, pytest.raises(duckdb.Error):
        connection.execute(statement).fetchall()
    assert len(secret_frame) == 1


def sample_people(kind: str) -> set[str]:
    """Every NIK or every name in the files of the sample."""
    found: set[str] = set()
    for contract in contracts().values():
        path = ROOT / "data" / "sample" / f"{contract.id}.csv"
        for column in contract.columns:
            if column.personal == kind and path.exists():
                found |= {row.get(column.name, "") for row in csv_rows(path)} - {""}
    return found


def test_no_person_of_the_sample_is_in_the_store(sample: Store) -> None:
    """Neither in the bytes nor, since DuckDB packs its text, in any text column of any file."""
    nik, names = sample_people("nik"), sample_people("nama")
    assert min(len(nik), len(names)) > 100
    for path in sample.folder.rglob("*.*"):
        content = path.read_bytes()
        assert {digits.decode() for digits in re.findall(rb"[0-9]{16}", content)} & nik == set(), path
        assert [name for name in names if name.encode() in content] == [], path
    for scope in sample.scopes():
        with viewer.connect(sample.folder / sample.generation() / f"{scope}.duckdb") as connection:
            for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
                stored = connection.execute("select * from query_table($name)", {"name": table}).df()
                for column in map(str, stored.select_dtypes("str")):
                    assert (nik | names).isdisjoint(stored[column].dropna()), (scope, table, column)


# Generations


def test_without_a_store_the_sentence_says_what_to_do(empty_rooms: Path) -> None:
    with pytest.raises(StoreError, match="Belum ada data"):
        Store().generation()
    assert Store().health()["ok"] is False


def test_a_new_generation_is_seen_without_being_told(store: Store) -> None:
    assert store.generation() == "gen-000001"
    store.ask(CASES, {})
    assert second_generation(store) == "gen-000002"
    assert store.generation() == "gen-000002"
    assert [(each["generation"], each["served"]) for each in store.generations()] == [
        ("gen-000001", False),
        ("gen-000002", True),
    ]
    assert store._memo == {}


def test_readers_never_see_two_generations_in_one(store: Store) -> None:
    """Eight readers while ten generations are published: no error, and every answer is of one generation."""
    counted = Query("x", "", (), (), {}, "select count(*) as n, min(nomor) as a, max(nomor) as b from penanda")
    stop = threading.Event()

    def publish(number: int) -> None:
        built = generations.draft(store.folder)
        path = built / "semua.duckdb"
        with duckdb.connect(path) as connection:
            connection.execute("create table penanda as select $n as nomor from range(20000)", {"n": number})
        file = {"sha256": generations.sha256(path), "bytes": path.stat().st_size, "rows": {"penanda": 20_000}}
        generations.publish(built, {"files": {path.name: file}})

    def read(number: int) -> list[tuple[int, ...]]:
        seen: list[tuple[int, ...]] = []
        while not stop.is_set():
            # A comment of its own keeps the answer from being a remembered one.
            query = Query("x", "", (), (), {}, f"{counted.sql} -- {number}-{len(seen)}")
            seen.append(tuple(store.ask(query, {}).iloc[0].astype(int)))
        return seen

    publish(0)
    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read, number) for number in range(8)]
        for number in range(1, 11):
            publish(number)
        stop.set()
    answers = [answer for reader in readers for answer in reader.result()]
    assert len(answers) > 50
    assert [answer for answer in answers if answer != (20_000, answer[1], answer[1])] == []
    assert store.ask(counted, {}).iloc[0]["a"] == 10


def test_going_back_is_pointing_back(store: Store) -> None:
    second_generation(store)
    store.rollback("gen-000001")
    assert store.generation() == "gen-000001"
    with pytest.raises(StoreError, match=r"gen-000009 tidak ada; yang ada: gen-000001, gen-000002"):
        store.rollback("gen-000009")
    damage(store.folder / "gen-000002" / "semua.duckdb")
    with pytest.raises(StoreError, match="rusak"):
        store.rollback("gen-000002")
    assert store.generation() == "gen-000001"


@pytest.mark.parametrize("harm", ["flip", "cut", "remove", "wal", "no manifest", "broken manifest"])
def test_a_damaged_generation_is_not_served(harm: str, store: Store) -> None:
    second_generation(store)
    folder = store.folder / "gen-000002"
    path = folder / "kec-631104.duckdb"
    if harm == "flip":
        damage(path)
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-4096])
    elif harm == "remove":
        path.unlink()
    elif harm == "wal":
        (folder / "semua.duckdb.wal").write_bytes(b"x")
    elif harm == "no manifest":
        (folder / generations.MANIFEST).unlink()
    else:
        (folder / generations.MANIFEST).write_text('{"files": {"semua.duckdb": 7}}')
    assert store.generation() == "gen-000001"
    assert len(store.ask(CASES, {})) > 0
    report = store.health()
    assert report["ok"] is False
    assert any("gen-000002" in problem for problem in report["problems"])


def test_a_pointer_to_nowhere_falls_back(store: Store) -> None:
    for text in ("gen-000077\n", "omong kosong", ""):
        (store.folder / generations.CURRENT).write_text(text)
        assert store.generation() == "gen-000001"


def test_when_nothing_is_whole_it_is_said(store: Store) -> None:
    damage(store.folder / "gen-000001" / "semua.duckdb")
    with pytest.raises(StoreError, match="Tidak ada generasi yang utuh"):
        store.generation()


def test_a_generation_never_served_is_not_fallen_back_to(store: Store) -> None:
    shutil.copytree(store.folder / "gen-000001", store.folder / "gen-000002")
    (store.folder / "gen-000002" / generations.PUBLISHED).unlink()
    assert generations.published(store.folder) == ["gen-000001"]
    with generations.locked(store.folder):
        assert generations.sweep(store.folder) == ["gen-000002"]


def test_the_manifest_tells_what_a_generation_is_made_of(sample: Store) -> None:
    manifest = sample.manifest()
    assert manifest["duckdb"] == duckdb.__version__
    assert manifest["key"] == "hmac-1"
    assert len(manifest["files"]) == 10, "everything, the kabupaten for reading, eight kecamatan"
    assert manifest["files"]["semua.duckdb"]["rows"]["ref_desa"] == 157
    assert sample.scopes()[-1] == "semua"


def test_health_of_a_sound_store(sample: Store) -> None:
    report = sample.health()
    assert (report["ok"], report["problems"]) == (True, [])
    assert report["programs"]["kencana"]["umur_hari"] >= 0
    json.dumps(report)


def test_health_says_what_windows_cannot_do(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sample.health()["notes"] == []
    monkeypatch.setattr(viewer.sys, "platform", "win32")
    assert "batas memori" in sample.health()["notes"][0]


# Backup


def test_backup_and_restore(store: Store, tmp_path: Path) -> None:
    own = loader_room() / "sumber"
    own.mkdir(parents=True)
    (own / "abc").write_text("asal")
    (store.folder / "batas").mkdir()
    (store.folder / "batas" / "desa.geojson").write_text("batas")
    room.log_export(loader_room(), {"berkas": "SB2.csv"})
    before = store.ask(CASES, {})
    made = store.backup(tmp_path / "cadangan")
    assert made["generation"] == "gen-000001"
    with pytest.raises(StoreError, match="sudah berisi"):
        store.backup(tmp_path / "cadangan")
    hashes = {name: each["sha256"] for name, each in store.manifest()["files"].items()}
    shutil.rmtree(store.folder)
    shutil.rmtree(loader_room())
    assert store.restore(tmp_path / "cadangan") == "gen-000001"
    assert {name: each["sha256"] for name, each in store.manifest()["files"].items()} == hashes
    pd.testing.assert_frame_equal(store.ask(CASES, {}), before)
    assert (own / "abc").read_text() == "asal"
    assert (store.folder / "batas" / "desa.geojson").read_text() == "batas"
    assert [each["berkas"] for each in room.exports(loader_room())] == ["SB2.csv"]
    # Restoring over a living store makes the next generation and keeps the others.
    assert store.restore(tmp_path / "cadangan") == "gen-000002"
    assert generations.published(store.folder) == ["gen-000001", "gen-000002"]


@pytest.mark.parametrize("harm", ["flip", "remove", "not a backup"])
def test_a_damaged_backup_is_refused_and_the_store_is_left_alone(harm: str, store: Store, tmp_path: Path) -> None:
    saved = tmp_path / "cadangan"
    store.backup(saved)
    path = saved / "store" / "gen-000001" / "kec-631101.duckdb"
    if harm == "flip":
        damage(path)
    elif harm == "remove":
        path.unlink()
    else:
        (saved / generations.MANIFEST).unlink()
    with pytest.raises(StoreError, match=r"[Cc]adangan"):
        store.restore(saved)
    assert generations.published(store.folder) == ["gen-000001"]


def test_a_scan_finds_a_damaged_block(store: Store) -> None:
    path = store.folder / "gen-000001" / "semua.duckdb"
    assert viewer.scan(path)["ref_desa"] == 157
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3] + bytes(len(content) // 3) + content[2 * len(content) // 3 :])
    with pytest.raises(StoreError, match=r"rusak|dibuka"):
        viewer.scan(path)
