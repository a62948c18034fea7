"""First-run data: real facts unchanged and sourced, invented registers marked, regenerable and personal to nobody."""

import csv
import re
from collections import Counter
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pantau import ROOT, sample
from pantau.contracts import REFERENCE, SAMPLE_COLUMN, Column, contract, heading_key

SAMPLE = ROOT / "data" / "sample"
INVENTED = tuple(sample.registers())
REAL = tuple(name for name in sample.DATASETS if name not in INVENTED)
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(dataset: str) -> list[Row]:
    return read(SAMPLE / f"{dataset}.csv")


def codes(reference: str) -> set[str]:
    return {row["kode"] for row in read(REFERENCE / f"{reference}.csv")}


def by_event(dataset: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows(dataset):
        found.setdefault(row["id_kejadian"], []).append(row)
    return found


def versions(event: str) -> list[Row]:
    return [row for row in by_event("dampak")[event] if row["cakupan"] == "kejadian"]


def test_every_file_is_loaded_and_every_load_has_its_file() -> None:
    assert sorted(path.stem for path in SAMPLE.glob("*.csv")) == sorted(sample.DATASETS)


def test_parents_are_loaded_before_what_refers_to_them() -> None:
    for dataset in INVENTED:
        parent = contract(dataset).scope
        if parent in sample.DATASETS:
            assert sample.DATASETS.index(parent) < sample.DATASETS.index(dataset)


def test_registers_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    written = sample.write(tmp_path)
    assert [path.stem for path in written] == [name for name in sample.DATASETS if name in INVENTED]
    for path in written:
        assert path.read_bytes() == (SAMPLE / path.name).read_bytes(), path.name


@pytest.mark.parametrize("dataset", INVENTED)
def test_every_invented_row_says_so(dataset: str) -> None:
    assert {row[SAMPLE_COLUMN] for row in rows(dataset)} == {"CONTOH"}


@pytest.mark.parametrize("dataset", REAL)
def test_real_facts_are_not_marked(dataset: str) -> None:
    assert SAMPLE_COLUMN not in rows(dataset)[0]


def _valid(column: Column, text: str) -> bool:
    match column.type:
        case "integer" | "decimal":
            value = int(text) if column.type == "integer" else float(text)
            return (column.min is None or value >= column.min) and (column.max is None or value <= column.max)
        case "date":
            return bool(date.fromisoformat(text))
        case "timestamp":
            return bool(datetime.fromisoformat(text)) and len(text) == 19
        case "time":
            return bool(time.fromisoformat(text))
        case "choice":
            return text in column.values
        case "boolean":
            return text in ("ya", "tidak")
        case "code":
            return text in codes(column.reference)
        case "desa" | "kecamatan":
            return text in codes(column.type)
        case "url":
            return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname) and " " not in text
        case _:
            return text == text.strip()


@pytest.mark.parametrize("dataset", sample.DATASETS)
def test_file_keeps_its_contract(dataset: str) -> None:
    table = rows(dataset)
    known = contract(dataset).by_heading()
    # The name of a village may stand beside its code; it is checked against the code below.
    headings = [name for name in table[0] if name not in (SAMPLE_COLUMN, "desa")]
    assert set(headings) <= {column.name for column in contract(dataset).columns}
    for row in table:
        for name in headings:
            column = known[heading_key(name)]
            assert row[name] or not column.required, (name, row)
            assert row[name] == "" or _valid(column, row[name]), (name, row)


@pytest.mark.parametrize("dataset", sample.DATASETS)
def test_key_is_unique(dataset: str) -> None:
    table, key = rows(dataset), contract(dataset).key

    def part(row: Row, name: str) -> str:
        if name == "pid":
            return row["nik"] or row["nama"] + row["tanggal_lahir"] + row["kode_desa"]
        # An unknown village keeps its printed name until the intake sets it aside.
        return row.get(name, "") or (row.get("desa", "") if name == "kode_desa" else "")

    times = Counter(tuple(part(row, name) for name in key) for row in table)
    assert times.most_common(1)[0][1] == 1, times.most_common(3)


@pytest.mark.parametrize("dataset", sample.DATASETS)
def test_village_lies_in_its_kecamatan(dataset: str) -> None:
    names = {row["kode"]: row["nama"] for row in read(REFERENCE / "desa.csv")}
    for row in rows(dataset):
        if row.get("kode_desa") and row.get("kode_kecamatan"):
            assert row["kode_desa"].startswith(row["kode_kecamatan"])
        if row.get("kode_desa") and row.get("desa"):
            assert names[row["kode_desa"]] == row["desa"]


@pytest.mark.parametrize("dataset", REAL)
def test_every_real_row_has_its_source(dataset: str) -> None:
    for row in rows(dataset):
        assert urlsplit(row["sumber_url"]).hostname, row
        assert not re.search(r"example\.(com|org|net)", row["sumber_url"])


@pytest.mark.parametrize("dataset", REAL)
def test_notes_are_indonesian(dataset: str) -> None:
    english = re.compile(
        r"\b(the|and|with|houses|village|villages|sourced|reported|not found|unverified|report)\b", re.I
    )
    for row in rows(dataset):
        for name in ("catatan", "waktu_catatan", "uraian"):
            assert not english.search(row.get(name, "")), row[name]


# --- Lapor Bencana: real events


def test_twenty_six_events_and_four_recaps() -> None:
    assert Counter(row["lingkup"] for row in rows("kejadian")) == {"kejadian": 26, "rekap": 4}


def test_dates_cover_what_is_known_and_no_more() -> None:
    for row in rows("kejadian"):
        dari, sampai = row["tanggal_dari"], row["tanggal_sampai"]
        if row["lingkup"] == "kejadian":
            assert dari and dari <= sampai
        match row["presisi_tanggal"]:
            case "hari":
                assert row["tanggal"] == dari == sampai
            case "bulan" | "tahun" | "tidak_diketahui":
                assert row["tanggal"] == ""
        for clock in ("mulai_pada", "lapor_pada", "terkendali_pada"):
            assert row[clock] == "" or dari <= row[clock][:10] <= sampai
    known = {row["id_kejadian"]: row for row in rows("kejadian")}
    assert (known["BLG-0006"]["tanggal_dari"], known["BLG-0006"]["tanggal_sampai"]) == ("2019-11-01", "2019-11-30")
    assert (known["BLG-0020"]["tanggal_dari"], known["BLG-0020"]["tanggal_sampai"]) == ("2023-01-01", "2023-12-31")


def test_seven_fires_tell_how_long_they_took() -> None:
    minutes = {}
    for row in rows("kejadian"):
        begin = row["mulai_pada"] or row["lapor_pada"]
        if begin and row["terkendali_pada"]:
            span = datetime.fromisoformat(row["terkendali_pada"]) - datetime.fromisoformat(begin)
            minutes[row["id_kejadian"][-2:]] = span.total_seconds() / 60
    assert minutes == {"01": 90, "14": 60, "19": 99, "22": 85, "23": 44, "25": 35, "28": 12}
    reported = {row["id_kejadian"] for row in rows("kejadian") if row["lapor_pada"] and row["terkendali_pada"]}
    assert reported == {"BLG-0019", "BLG-0028"}


def test_thirty_four_villages_are_known_and_five_names_are_not() -> None:
    places = rows("kejadian_wilayah")
    assert len({row["kode_desa"] for row in places} - {""}) == 34
    unknown = [row["desa"] for row in places if row["desa"] and not row["kode_desa"]]
    assert unknown == [
        "Jinamun (sic)", "Sungai Hanyar (sic)", "Padang Panjang (sic)", "Haur Batu RT 13 (sic)",
        "(RT 01, desa tidak disebut)",
    ]  # fmt: skip


def test_every_event_keeps_its_kecamatan_without_the_unknown_names() -> None:
    kept = {row["id_kejadian"] for row in rows("kejadian_wilayah") if row["kode_desa"] or not row["desa"]}
    assert kept == {row["id_kejadian"] for row in rows("kejadian") if row["lingkup"] == "kejadian"}
    touched = Counter(kode for _, kode in {(r["id_kejadian"], r["kode_kecamatan"]) for r in rows("kejadian_wilayah")})
    assert [touched[f"63.11.0{n}"] for n in range(1, 9)] == [6, 10, 5, 4, 1, 6, 2, 5]


def test_kecamatan_row_only_where_no_village_is_known() -> None:
    places = rows("kejadian_wilayah")
    known = {(row["id_kejadian"], row["kode_kecamatan"]) for row in places if row["kode_desa"]}
    bare = {(row["id_kejadian"], row["kode_kecamatan"]) for row in places if not row["kode_desa"] and not row["desa"]}
    assert not known & bare


def test_the_flash_flood_has_three_versions() -> None:
    names = ("versi_ke", "terdampak_kk", "terdampak_jiwa", "rumah_terdampak_unit", "rumah_terendam_unit")
    found = [tuple(row[name] for name in names) for row in versions("BLG-0027")]
    assert found == [("1", "1615", "", "1466", ""), ("2", "", "10949", "", "3511"), ("3", "4185", "13531", "", "4156")]
    assert [row["tma_maks_cm"] for row in versions("BLG-0027")] == ["", "", "200"]


def test_the_last_word_on_january_2021_gives_no_houses() -> None:
    found = versions("BLG-0009")
    assert [row["versi_ke"] for row in found] == ["1", "2", "3", "4", "5"]
    last = found[-1]
    assert (last["terdampak_kk"], last["terdampak_jiwa"], last["rumah_terendam_unit"]) == ("3571", "11816", "")
    assert found[3]["per_pada"] == "2021-01-16 03:00:00", "02.00 WIB is 03.00 WITA"


@pytest.mark.parametrize("event", sorted({row["id_kejadian"] for row in rows("dampak")}))
def test_parts_of_a_version_do_not_exceed_the_whole(event: str) -> None:
    for whole in versions(event):
        for measure in ("terdampak_kk", "terdampak_jiwa", "rumah_terendam_unit", "rumah_terdampak_unit"):
            for cakupan in ("kecamatan", "desa"):
                parts = [
                    int(row[measure])
                    for row in by_event("dampak")[event]
                    if row["cakupan"] == cakupan and row["versi_ke"] == whole["versi_ke"] and row[measure]
                ]
                assert not (parts and whole[measure]) or sum(parts) <= int(whole[measure])
                if cakupan == "kecamatan" and parts and whole[measure]:
                    assert sum(parts) == int(whole[measure]), "kecamatan add up to the event"


def test_event_total_taken_from_a_note_says_so() -> None:
    (row,) = versions("BLG-0012")
    assert (row["rumah_terendam_unit"], row["terdampak_kk"], row["terdampak_jiwa"]) == ("339", "387", "1849")
    assert "catatan sumber" in row["catatan"]


def test_sums_of_the_versions_that_count() -> None:
    events = [row["id_kejadian"] for row in rows("kejadian") if row["lingkup"] == "kejadian"]
    last = [max(versions(event), key=lambda row: int(row["versi_ke"])) for event in events]
    told = {name: [int(row[name]) for row in last if row[name]] for name in ("terdampak_jiwa", "meninggal_orang")}
    assert (sum(told["terdampak_jiwa"]), 26 - len(told["terdampak_jiwa"])) == (33_094, 12)
    assert (sum(told["meninggal_orang"]), 26 - len(told["meninggal_orang"])) == (0, 16)


def test_impact_places_belong_to_the_event() -> None:
    places = {(row["id_kejadian"], row["kode_desa"]) for row in rows("kejadian_wilayah")}
    for row in rows("dampak"):
        assert (row["kode_kecamatan"] != "") == (row["cakupan"] != "kejadian")
        if row["cakupan"] == "desa":
            assert (row["id_kejadian"], row["kode_desa"]) in places


# --- the other real lists


def test_published_figures() -> None:
    found = {(row["program"], row["label"]): row for row in rows("angka_resmi")}
    assert found["pak_sotarsa", "Sebelum inovasi"]["nilai"] == "281"
    assert found["pak_sotarsa", "Sesudah inovasi"]["nilai"] == "880"
    assert {row["tanggal"] for row in rows("angka_resmi") if row["program"] == "pak_sotarsa"} == {""}


def test_only_known_kencana_indicators_count() -> None:
    table = rows("kencana_indikator")
    counted = [row["kode"] for row in table if row["dihitung"] == "ya"]
    assert counted == list(sample.INDICATORS)
    assert all(len(row["nama_pendek"]) <= 10 for row in table)
    uncounted = {row["status_sumber"] for row in table if row["dihitung"] == "tidak"}
    assert uncounted == {"bab", "belum_bernama"}
    assert uncounted.isdisjoint(row["status_sumber"] for row in table if row["dihitung"] == "ya")


def test_six_certified_villages_one_in_lampihong() -> None:
    places = [row["kode_kecamatan"] for row in rows("destana_penilaian")]
    assert (len(places), places.count("63.11.05")) == (6, 1)


def test_four_declared_states() -> None:
    assert len(rows("status_darurat")) == 4


def test_holidays_are_as_many_as_decreed() -> None:
    days = Counter((row["tanggal"][:4], row["jenis"]) for row in rows("hari_libur"))
    assert days == {
        ("2025", "libur nasional"): 17, ("2025", "cuti bersama"): 10,
        ("2026", "libur nasional"): 17, ("2026", "cuti bersama"): 8,
    }  # fmt: skip


# --- the invented registers


def test_invented_people_cannot_be_real() -> None:
    niks: set[str] = set()
    for dataset in INVENTED:
        for row in rows(dataset):
            if row.get("nik"):
                assert re.fullmatch(r"99\d{14}", row["nik"])
                day = int(row["nik"][6:8]) % 40
                if row.get("tanggal_lahir"):
                    assert f"{day:02}{row['nik'][8:12]}" == f"{date.fromisoformat(row['tanggal_lahir']):%d%m%y}"
                niks.add(row["nik"])
            assert re.fullmatch(r"(99\d{14})?", row.get("nomor_kk", ""))
            if "telepon" in row:
                assert row["telepon"].startswith("0800")
                assert "Contoh" in row["alamat"]
    assert len(niks) >= 50


def test_registers_have_the_size_of_a_small_kabupaten() -> None:
    assert len({row["kode_desa"] for row in rows("konsultasi")}) == 18
    assert 150 <= len(rows("kasus")) <= 170
    assert len({row["kode_kecamatan"] for row in rows("kasus")}) == 8
    people = {row["nik"] or row["nama"] + row["tanggal_lahir"] for row in rows("kunjungan")}
    assert 600 <= len(people) <= 680
    assert len({row["kode_desa"] for row in rows("kunjungan")}) == 24
    assert len(rows("penyebut")) == 22, "two of Halong's 24 villages have no denominator"


def test_visited_people_are_the_registered_ones() -> None:
    def people(dataset: str) -> set[tuple[str, ...]]:
        return {(r["nik"], r["nama"], r["tanggal_lahir"], r["kode_desa"]) for r in rows(dataset)}

    assert people("kunjungan") == people("penerima")


def test_a_family_card_belongs_to_few_people_of_one_village() -> None:
    for dataset in ("penerima", "penerimaan"):
        homes: dict[str, set[str]] = {}
        people: dict[str, set[str]] = {}
        for row in rows(dataset):
            if row["nomor_kk"]:
                homes.setdefault(row["nomor_kk"], set()).add(row["kode_desa"])
                people.setdefault(row["nomor_kk"], set()).add(row["nik"] or row["nama"])
        assert {len(places) for places in homes.values()} == {1}
        assert max(len(members) for members in people.values()) <= 4
        assert any(not row["nomor_kk"] for row in rows(dataset))
    registered = {row["nik"]: row["nomor_kk"] for row in rows("penerima") if row["nik"]}
    received = {row["nik"]: row["nomor_kk"] for row in rows("penerimaan") if row["nik"] in registered}
    assert len(received) > 0.75 * len(registered), "most people of the register receive something"
    assert received.items() <= registered.items(), "the same person, the same family"


def test_a_visit_names_a_case_of_its_village_that_came_after_it() -> None:
    cases = {row["id_kasus"]: row for row in rows("kasus")}
    followed = [row for row in rows("kunjungan") if row["id_kasus"]]
    assert followed and len({row["id_kasus"] for row in followed}) == len(followed)
    for row in followed:
        case = cases[row["id_kasus"]]
        assert (row["hasil"], row["kode_desa"]) == ("dirujuk", case["kode_desa"])
        assert row["tanggal_kunjungan"] <= case["masuk_pada"][:10]


def test_aid_of_a_whole_kabupaten() -> None:
    sets: dict[str, set[str]] = {}
    for row in rows("penerimaan"):
        sets.setdefault(row["nik"] or row["nama"] + row["tanggal_lahir"], set()).add(row["kode_program"])
    assert len(sets) == 2500
    assert len({row["kode_kecamatan"] for row in rows("penerimaan")}) == 8
    assert {len(held) for held in sets.values()} == {1, 2, 3}
    assert 0.3 < sum(len(held) > 1 for held in sets.values()) / len(sets) < 0.5
    looked_up = {row["nik"] for row in rows("desil")}
    assert any(not row["desil"] for row in rows("desil"))
    assert any(row["nik"] and row["nik"] not in looked_up for row in rows("penerimaan"))
    assert looked_up - {row["nik"] for row in rows("penerimaan")}, "some receive nothing"


def test_rules_on_pairs_say_they_are_examples_and_never_overlap() -> None:
    spans: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows("aturan_rangkap"):
        assert row["kode_program_a"] < row["kode_program_b"]
        assert row["dasar"] == "CONTOH, bukan dokumen resmi"
        pair = spans.setdefault((row["kode_program_a"], row["kode_program_b"]), [])
        pair.append((row["berlaku_dari"], row["berlaku_sampai"] or "9999"))
    for pair in spans.values():
        assert all(before[1] < after[0] for before, after in pairwise(sorted(pair)))


def test_entry_comes_after_the_visit_and_aid_not_before() -> None:
    for row in rows("kunjungan"):
        assert row["tanggal_entri"] > row["tanggal_kunjungan"]
        assert row["tanggal_serah"] == "" or row["tanggal_serah"] >= row["tanggal_kunjungan"]


@pytest.mark.parametrize(
    ("history", "key", "parent"),
    [("riwayat_kasus", "id_kasus", "kasus"), ("riwayat_bukti", "id_bukti", "bukti"), ("rujukan", "id_kasus", "kasus")],
)
def test_histories_belong_to_something_and_go_forward(history: str, key: str, parent: str) -> None:
    assert {row[key] for row in rows(history)} <= {row[key] for row in rows(parent)}
    identity = contract(history).key[0]
    last: dict[str, str] = {}
    for row in rows(history):
        assert row["status_pada"] > last.get(row[identity], "")
        last[row[identity]] = row["status_pada"]


def test_cases_stand_in_every_way_a_page_must_show() -> None:
    last = {row["id_kasus"]: row["status"] for row in rows("riwayat_kasus")}
    first: dict[str, str] = {}
    for row in rows("riwayat_kasus"):
        first.setdefault(row["id_kasus"], row["status_pada"])
    assert first == {row["id_kasus"]: row["masuk_pada"] for row in rows("kasus")}
    assert {"selesai", "selesai_desa", "ditolak", "menunggu_warga", "dirujuk", "ditindaklanjuti", "slrt"} <= {
        *last.values()
    }


def test_evidence_stands_in_every_way_a_page_must_show() -> None:
    last = {row["id_bukti"]: row for row in rows("riwayat_bukti")}
    documents = {row["id_bukti"]: row for row in rows("bukti")}
    states = Counter(row["status"] for row in last.values())
    assert set(states) == {"diunggah", "diperiksa", "perlu_perbaikan", "disetujui", "tidak_berlaku"}
    assert len(documents) < 96, "some cells stay empty"
    assert all(row["alasan"] for row in last.values() if row["status"] in ("tidak_berlaku", "perlu_perbaikan"))
    expired = [
        kode
        for kode, row in last.items()
        if row["status"] == "disetujui" and "" < documents[kode]["berlaku_sampai"] < "2026-11-01"
    ]
    assert len(expired) == 2
    for kode, row in last.items():
        until = documents[kode]["berlaku_sampai"]
        assert not until or row["status_pada"][:10] <= until, "nobody approves what has run out"


def test_targets_are_not_invented_for_programmes_without_one() -> None:
    assert {row["program"] for row in rows("target")} == {"destana", "layar_sibalang", "kencana"}
