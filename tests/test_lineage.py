"""Where numbers come from: the rows found behind a count are as many as the number, whatever is asked and filtered."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pantau import cli
from pantau.contracts import contracts
from pantau.figures import records
from pantau.intake import publish
from pantau.intake.trace import fact, files, origin
from pantau.store import Store, StoreError, lineage, query_names, read_query
from pantau.store.statement import is_dataset, parsed, tables, written
from tests.stores import copy, load_rows, open_store, table

HALONG = "63.11.02"
# query, its count, and the dataset whose rows are counted ("" = those found together)
COUNTS = [
    ("bencana/kejadian_per_desa", "kejadian", "kejadian"),
    ("bencana/kejadian_per_kecamatan", "kejadian", "kejadian"),
    ("bencana/kejadian_per_bulan", "kejadian", "kejadian"),
    ("bencana/desa_berulang", "kejadian", "kejadian_wilayah"),
    ("bencana/musim", "kejadian", "kejadian"),
    ("bencana/laporan_per_desa", "laporan", "laporan"),
    ("bencana/laporan_per_bulan", "laporan", "laporan"),
    ("bencana/laporan_kpi", "menunggu", "laporan"),
    ("destana/kontak_bulanan", "konsultasi", "konsultasi"),
    ("destana/kanal_topik", "konsultasi", "konsultasi"),
    ("destana/penerusan", "konsultasi", "konsultasi"),
    ("kencana/kelengkapan_per_kecamatan", "diunggah", "bukti"),
    ("sosial/layanan_per_bulan", "layanan", "kunjungan"),
]
NARROWED = [
    ("bencana/kejadian_per_desa", "kejadian", "kejadian", {"dari": date(2023, 1, 1), "sampai": date(2025, 6, 30)}),
    ("bencana/kejadian_per_kecamatan", "kejadian", "kejadian", {"bahaya": "101"}),
    ("bencana/laporan_per_desa", "laporan", "laporan", {"dari": date(2025, 11, 12), "sampai": date(2026, 2, 9)}),
    ("bencana/laporan_per_bulan", "laporan", "laporan", {"kecamatan": HALONG}),
]
MOST = 16


def answers(store: Store, name: str, column: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of an answer that give a number, evenly chosen."""
    answer = store.query(name, params).dropna(subset=column)
    assert len(answer), name
    return records(answer.iloc[:: max(1, len(answer) // MOST)])


@pytest.mark.parametrize(
    ("name", "column", "dataset", "params"), [*((*each, {}) for each in COUNTS), *NARROWED], ids=lambda each: str(each)
)
def test_as_many_rows_are_found_as_the_number_says(
    name: str, column: str, dataset: str, params: dict[str, Any], sample: Store
) -> None:
    for row in answers(sample, name, column, params):
        found = lineage.rows(sample, read_query(name), params, row, column)
        assert found.number == row[column]
        assert len(found.rows.get(dataset, ())) == row[column], (name, row)


def test_the_rows_behind_a_village_are_the_events_of_that_village(sample: Store) -> None:
    places, events = table(sample, "kejadian_wilayah"), table(sample, "kejadian")
    real = set(events.loc[events["lingkup"] != "rekap", "id_kejadian"])
    query, keys = read_query("bencana/kejadian_per_desa"), {"kejadian": ("id_kejadian",)}
    for row in answers(sample, query.name, "kejadian", {}):
        found = lineage.rows(sample, query, {}, row, "kejadian", keys=keys)
        there = set(places.loc[places["kode_desa"] == row["kode_desa"], "id_kejadian"]) & real
        assert set(found.rows["kejadian"]["id_kejadian"]) == there


def test_silence_has_no_rows(sample: Store) -> None:
    query = read_query("bencana/kejadian_per_desa")
    answer = sample.query(query.name)
    for row in records(answer[answer["kejadian"].isna()].iloc[::40]):
        found = lineage.rows(sample, query, {}, row, "kejadian")
        assert found.number is None and found.rows == {}


def test_every_query_says_what_it_is_made_of(sample: Store) -> None:
    known = set(contracts())
    silent = []
    for name in query_names():
        found = lineage.base(name)
        assert {each for each in found if is_dataset(each)} <= known, name
        references = [each for each in found if not is_dataset(each)]
        assert all(len(table(sample, each)) for each in references), name
        if not any(is_dataset(each) for each in found):
            silent.append(name)
    assert {name for name in silent if not name.startswith("data/")} == {
        "acuan/desa",
        "acuan/kecamatan",
        "kencana/spm_layanan",
        "sosial/batas_kasus",
        "sosial/kemajuan",
    }


@pytest.mark.parametrize("name", query_names())
def test_every_statement_is_taken_apart_and_put_together_again(name: str) -> None:
    sql = read_query(name).sql
    assert parsed(written(parsed(sql)))["type"] == parsed(sql)["type"]


def test_an_impact_says_which_of_its_versions_it_uses(sample: Store) -> None:
    query = read_query("bencana/dampak_terkini")
    row = records(sample.query(query.name, {"id": "BLG-0027"}))[0]
    found = origin(sample, query, {"id": "BLG-0027"}, row, "terdampak_jiwa")
    assert found.number == 13531
    assert "BLG-0027 (kejadian): memakai versi 3 dari 3 versi yang terbit." in list(found.changes["kalimat"])


def test_each_row_names_its_file_and_line(sample: Store) -> None:
    query = read_query("bencana/kejadian_per_kecamatan")
    row = records(sample.query(query.name, {"kecamatan": HALONG}))[0]
    found = origin(sample, query, {"kecamatan": HALONG}, row, "kejadian")
    assert found.same == "kejadian"
    assert set(found.rows["berkas"]) == {"kejadian.csv", "kejadian_wilayah.csv"}
    assert files(found.rows)["jumlah"].sum() == len(found.rows)
    raw = table(sample, "kejadian").set_index("id_kejadian")["baris"]
    mine = found.rows[found.rows["dataset"] == "kejadian"]
    assert dict(zip(mine["kunci"], mine["baris"], strict=True)) == raw[list(mine["kunci"])].to_dict()


def test_a_camat_finds_only_rows_of_the_own_kecamatan(sample: Store) -> None:
    query = read_query("bencana/kejadian_per_kecamatan")
    scope, params = "kec-631102", {"kecamatan": HALONG}
    row = records(sample.query(query.name, params, scope))[0]
    found = lineage.rows(sample, query, params, row, "kejadian", scope, {"kejadian_wilayah": ("kode_kecamatan",)})
    assert len(found.rows["kejadian"]) == row["kejadian"]
    assert set(found.rows["kejadian_wilayah"]["kode_kecamatan"]) == {HALONG}


def test_published_counts_of_people_are_not_opened_for_others(sample: Store) -> None:
    cubes = [name for name in query_names() if any(t.startswith("kubus_") for t in tables(read_query(name).sql))]
    seen = 0
    for name in cubes:
        query = read_query(name)
        column = next(unit for unit in query.units)
        for row in records(sample.query(name, {}, "kabupaten").head(4)):
            found = origin(sample, query, {}, row, column, "kabupaten")
            guarded = [each for each in found.rows["dataset"].unique() if contracts()[each].detail]
            assert guarded == [], name
            assert set(found.rows.loc[found.rows["dataset"].isin(["penerima"]), "kunci"]) <= {""}
            seen += bool(found.closed)
    assert seen


def test_rows_on_people_have_no_key(sample: Store) -> None:
    query = read_query("sosial/layanan_per_bulan")
    row = records(sample.query(query.name))[-1]
    found = origin(sample, query, {}, row, "layanan")
    assert found.guarded and set(found.rows["kunci"]) == {""}


def test_a_stored_row_names_its_file(sample: Store) -> None:
    raw = table(sample, "kejadian").iloc[0]
    found = fact(sample, "kejadian", str(raw["id_kejadian"]))
    assert found.rows["baris"].tolist() == [raw["baris"]] and found.changes.empty


def test_a_row_chosen_by_a_person_says_what_it_replaced(
    sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "kecamatan", list)
    monkeypatch.setattr(publish, "read_marts", list)
    folder = copy(sample_folder, tmp_path)
    day = {"tanggal_dari": "2026-01-01", "tanggal_sampai": "2026-01-31", "kode_desa": "63.11.05.2001"}
    assert load_rows(folder, "laporan_nihil", [day | {"dilaporkan_pada": "2026-02-01"}]).loaded == 1
    assert load_rows(folder, "laporan_nihil", [day | {"dilaporkan_pada": "2026-02-03"}]).quarantined == 1
    held = open_store(folder).query("data/karantina", {"dataset": "laporan_nihil"}).iloc[-1]
    number = f"{held['run']}/{held['lembar']}/{held['baris']}"
    answer = day | {"dilaporkan_pada": "2026-02-03", "karantina": number, "putusan_karantina": "ganti"}
    assert load_rows(folder, "laporan_nihil", [answer]).loaded == 1
    found = fact(open_store(folder), "laporan_nihil", "63.11.05.2001 | 2026-01-01 | 2026-01-31")
    assert found.changes["aturan"].tolist() == ["Diganti", "Karantina selesai"]
    assert "menggantikan laporan_nihil.csv, baris 2" in found.changes["kalimat"][0]


def test_what_cannot_be_traced_is_refused_calmly(sample: Store) -> None:
    query = read_query("bencana/kejadian_per_desa")
    with pytest.raises(StoreError, match="sebut juga kode_desa"):
        lineage.rows(sample, query, {}, {}, "kejadian")
    with pytest.raises(StoreError, match="tidak ada dalam jawaban"):
        lineage.rows(sample, query, {}, {"kode_desa": "99"}, "kejadian")
    with pytest.raises(StoreError, match="tidak punya kolom"):
        lineage.rows(sample, query, {}, records(sample.query(query.name))[0], "entah")
    with pytest.raises(StoreError, match="tidak ada baris dengan kunci"):
        fact(sample, "kejadian", "'; drop table x; --")
    with pytest.raises(StoreError, match="data orang"):
        fact(sample, "penerima", "x")


def test_the_command_line_traces_a_number_and_a_row(sample: Store, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["trace", "--query", "bencana/kejadian_per_kecamatan", "-p", "kecamatan=Halong"]
    assert cli.main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["same"] == "kejadian"
    assert told["number"] == sum(row["dataset"] == "kejadian" for row in told["rows"])
    assert cli.main(asked) == 0
    assert "Banyaknya baris kejadian sama dengan angka itu." in capsys.readouterr().out
    assert cli.main(["trace", "--query", "bencana/kejadian_per_kecamatan"]) == 1
    assert "8 baris jawaban" in capsys.readouterr().err
    assert cli.main(["trace", "--row", "kejadian", "BLG-0027"]) == 0
    assert "kejadian BLG-0027: kejadian.csv, baris 28" in capsys.readouterr().out
