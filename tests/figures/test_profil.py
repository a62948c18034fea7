"""The words of a village's profile: seven blocks, each filled or saying why not, with its own date, source and mark."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from pantau import suppression
from pantau.answers import Answers
from pantau.figures import profil, profil_program
from pantau.figures.profil_bagian import NEVER, NOT_LOADED, SMALL, Block, Known, Profile
from pantau.pack import profile
from pantau.store import Store
from tests.visits import HALONG, LAMPIHONG

GUNUNG_BATU, TABUAN, PIMPING = "63.11.08.2008", "63.11.02.2004", "63.11.05.2021"


@pytest.fixture(scope="module")
def known(sample: Store) -> Known:
    return profile._known(Answers(sample, "kabupaten"), None, None)


@pytest.fixture(scope="module")
def every(known: Known) -> dict[str, Profile]:
    return {each.code: each for each in profil.profiles(known)}


def fact(block: Block, name: str) -> str:
    (found,) = [each for each in block.facts if each.name == name]
    return found.value or found.note


def test_every_village_has_seven_blocks_that_say_something(every: dict[str, Profile]) -> None:
    assert len(every) == 157
    for each in every.values():
        assert tuple(block.key for block in each.blocks) == profil.BLOCKS
        for block in each.blocks:
            assert block.facts or block.empty, (each.name, block.key)
            assert block.footer.startswith("Sumber: ")
            told = " ".join([block.empty, *block.notes, *(f"{f.value} {f.note}" for f in block.facts)])
            assert not re.search(r"\b(None|nan|NaT|inf)\b|<NA>", told), told


def test_a_block_carries_its_own_date_and_mark(every: dict[str, Profile]) -> None:
    village = every[GUNUNG_BATU]
    events, cases = village.block("bencana"), village.block("sibalang")
    assert "Data s.d. 26 Jan 2026" in events.footer and "CONTOH" not in events.footer
    assert "Data s.d. 20 Nov 2026" in cases.footer and "CONTOH" in cases.footer
    # Reports are CONTOH beside real events, and say so themselves.
    assert not events.sample
    assert [each.name for each in events.facts if each.sample] == ["Laporan masuk"]


def test_a_busy_village(every: dict[str, Profile]) -> None:
    block = every[GUNUNG_BATU].block("bencana")
    assert fact(block, "Kejadian") == "3 kejadian"
    assert block.grid is not None
    assert block.grid.rows[0] == (
        "27/12/2025", "Banjir bandang", "4.185 KK, 13.531 jiwa, 4.156 rumah terendam, nihil meninggal", "5 desa"
    )  # fmt: skip
    assert block.grid.rows[2][2:] == ("75 KK", "desa ini"), "the village's own figure where it was reported"
    assert any("tidak dijumlahkan" in each for each in block.notes)


def test_silence_is_not_safety(every: dict[str, Profile]) -> None:
    quiet = [each for each in every.values() if each.block("bencana").grid is None]
    assert len(quiet) == 157 - 34
    assert all("diam bukan berarti aman" in each.block("bencana").empty for each in quiet)


def test_reports_of_nothing_over_the_whole_time_are_nihil(known: Known) -> None:
    states = {**known._one["keadaan"], PIMPING: {**known._one["keadaan"][PIMPING], "kejadian": 0}}
    village = next(each for each in known.villages if each["kode_desa"] == PIMPING)
    block = profil_program.disasters(replace(known, _one={**known._one, "keadaan": states}), village)
    assert block.empty.startswith("Nihil") and block.brief == "nihil"


def test_programmes_of_one_kecamatan_say_so_elsewhere(every: dict[str, Profile]) -> None:
    for each in every.values():
        talks, visits = each.block("destana"), each.block("sotarsa")
        assert (talks.empty == "DESTANA Lampihong tidak berjalan di kecamatan ini.") is (
            each.kecamatan_code != LAMPIHONG
        )
        assert (visits.empty == "Pak Sotarsa tidak berjalan di kecamatan ini.") is (each.kecamatan_code != HALONG)
        assert talks.sample is (each.kecamatan_code == LAMPIHONG), "that it does not run is no CONTOH"
    assert fact(every[PIMPING].block("destana"), "Destana BNPB") == "ditetapkan 2024"


def test_coverage_has_its_denominator_or_none_at_all(every: dict[str, Profile], sample: Store) -> None:
    shares = sample.query("sosial/cakupan_per_desa").set_index("kode_desa")
    for code, row in shares.iterrows():
        value = fact(every[str(code)].block("sotarsa"), "Cakupan")
        assert (value == "tanpa penyebut") is bool(pd.isna(row["sasaran"]))
    assert fact(every[TABUAN].block("sotarsa"), "Cakupan") == "16\u00a0%"


def test_few_people_are_not_counted_beside_a_name(known: Known) -> None:
    assert profil_program.SMALLEST == suppression.SMALLEST_SHOWN
    row = {**known._one["layanan"][TABUAN], "orang": 3, "layanan": 9, "pangan": 8, "asuransi": 1}
    row |= {"perumahan": 0, "adminduk": 0, "lainnya": 0}
    changed = replace(known, _one={**known._one, "layanan": {TABUAN: row}})
    village = next(each for each in known.villages if each["kode_desa"] == TABUAN)
    block = profil_program.visits(changed, village)
    assert fact(block, "Penerima") == "kurang dari 5 orang"
    assert fact(block, "Cakupan") == SMALL
    # 8 of 9 would tell the one: the total is not said.
    assert fact(block, "Layanan") == "menurut jenis"


def test_cases_are_of_the_kecamatan(every: dict[str, Profile], known: Known) -> None:
    for each in every.values():
        block = each.block("sibalang")
        assert "tidak ditampilkan per desa" in block.empty
        assert {fact.note for fact in block.facts} <= {"semua desa dan semua kategori", "se-kecamatan"}
    closed = {"63.11.02": {"tertutup": True, "masuk": None, "terbuka": None, "lewat": None}}
    village = next(each for each in known.villages if each["kode_desa"] == TABUAN)
    block = profil_program.cases(replace(known, _one={**known._one, "kasus": closed}), village)
    assert [each.value for each in block.facts] == [SMALL]


def test_evidence_is_said_to_be_of_the_kecamatan(every: dict[str, Profile], sample: Store) -> None:
    rows = sample.query("kencana/kelengkapan_per_kecamatan").set_index("kode_kecamatan")
    for each in every.values():
        block, row = each.block("kencana"), rows.loc[each.kecamatan_code]
        assert fact(block, f"Bukti Kec. {each.kecamatan}") == f"{row['berlaku']} dari {row['wajib']} berlaku"
        assert block.facts[0].note == "milik kecamatan, bukan desa"


def test_what_needs_attention_names_the_village_or_its_events(every: dict[str, Profile], known: Known) -> None:
    names = [fact.name for fact in every[GUNUNG_BATU].block("perhatian").facts]
    assert names == ["Desa terkena berulang", "Angka akhir belum ada", "Angka akhir belum ada"]
    named = {str(code) for hit in known.hits for code in hit.rows["kode"] if str(code).count(".") == 3}
    named |= {str(code) for hit in known.hits if "kode_desa" in hit.rows for code in hit.rows["kode_desa"].dropna()}
    silent = {each.code for each in every.values() if each.block("perhatian").empty}
    assert len(silent) > 50 and not {code[:13] for code in named} & silent
    people = [hit.rule.title for hit in known.hits if hit.unit in ("orang", "pasangan", "keluarga")]
    for each in every.values():
        for fact in each.block("perhatian").facts:
            assert fact.name not in people or fact.value == "perlu diperiksa"


def test_families_and_people_come_with_year_and_series(known: Known) -> None:
    village = {**known.villages[0], "kk": 412, "kk_tahun": 2025.0, "kk_seri": "registrasi", "kk_contoh": True}
    block = profil.identity(known, village)
    found = next(each for each in block.facts if each.name == "Keluarga")
    assert (found.value, found.note, found.sample) == ("412 KK", "2025, registrasi", True)
    assert fact(block, "Penduduk") == NOT_LOADED


def test_neighbours_share_a_border_both_ways(known: Known) -> None:
    assert len(known.touching) == 157
    for code, others in known.touching.items():
        assert code not in others
        assert all(code in known.touching[other] for other in others)


def test_an_empty_store_gives_reasons(empty: Store) -> None:
    listed = profile.gather(Answers(empty, "kabupaten"))
    assert len(listed) == 157
    for each in listed:
        for key in ("bencana", "sibalang", "kencana"):
            assert "belum dimuat" in each.block(key).empty
        own = {LAMPIHONG: "destana", HALONG: "sotarsa"}.get(each.kecamatan_code)
        assert own is None or "belum dimuat" in each.block(own).empty
        assert "belum ada data" in " ".join(each.block("perhatian").notes)
        assert not each.sample


def test_a_camat_gets_the_own_villages_only(sample: Store) -> None:
    ask = Answers(sample, "kec-631105", LAMPIHONG)
    listed = profile.gather(ask)
    assert {each.kecamatan_code for each in listed} == {LAMPIHONG}
    assert len(listed) == 27
    assert profile.gather(ask, desa=TABUAN) == profile.gather(ask, kecamatan=HALONG) == []
    whole = {each.code: each for each in profile.gather(Answers(sample, "kabupaten"), LAMPIHONG)}
    for each in listed:
        for key in ("bencana", "destana", "sibalang"):
            mine, theirs = (each.block(key), whole[each.code].block(key))
            # Only the last date, and what is counted back from it, is the own file's.
            assert [(f.name, f.value) for f in mine.facts if f.name != "12 bulan terakhir"] == [
                (f.name, f.value) for f in theirs.facts if f.name != "12 bulan terakhir"
            ]
    assert NEVER in str(listed)


def test_every_question_is_asked_once(sample: Store) -> None:
    asked: list[str] = []
    ask = Answers(sample, "kabupaten", heard=lambda name, _: asked.append(name))
    profile.gather(ask)
    mine = [name for name in asked if not name.startswith("data/")]
    assert len(mine) == len(set(mine)) < 50
