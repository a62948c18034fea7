"""Rows against a contract: typed facts, or a reason with a sentence that says what, where and what to do."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

from pantau import privacy
from pantau.contracts import REFERENCE, Contract, contracts
from pantau.intake.check import Checked, check, read_reference
from pantau.intake.reasons import REASONS
from pantau.intake.table import Table

KEY = privacy.Key(1, b"k" * 32)
REFERENCES = read_reference(REFERENCE, contracts().values())
GOOD = {"nomor": "1", "kode_desa": "Hamarung"}
NIK = "6311010101900017"
PERSON = {"nama": "Siti Aminah", "kode_desa": "Hamarung", "tanggal": "24/11/2025"}


def checked(contract: Contract, *rows: Mapping[str, str], problems: Any = ()) -> Checked:
    """Rows given as column -> text, from row 2 on."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: pd.array([row.get(name, "") for row in rows], dtype="str") for name in names}
    frame = pd.DataFrame(
        {"lembar": pd.array([""] * len(rows), dtype="str"), "baris": range(2, len(rows) + 2)} | columns
    )
    return check(Table(frame, list(problems)), contract, REFERENCES, KEY)


def fact(contract: Contract, **row: str) -> dict[str, Any]:
    facts = checked(contract, row).facts
    assert len(facts) == 1, checked(contract, row).rejects["kalimat"].tolist()
    return {str(name): value for name, value in facts.iloc[0].items()}


def reject(contract: Contract, **row: str) -> dict[str, Any]:
    rejects = checked(contract, row).rejects
    assert len(rejects) == 1
    return {str(name): value for name, value in rejects.iloc[0].items()}


def test_a_good_row_is_typed(uji: Contract) -> None:
    row = fact(
        uji, **GOOD, tanggal="24 November 2025", masuk_pada="24/11/2025 14.05", jam="7.30", kode_ancaman="banjir",
        tingkat="Sangat-Berat", jiwa="1.234", luas_ha="12,5", selesai="Ya", tautan="https://contoh.id/x", uraian=" a ",
    )  # fmt: skip
    assert (row["kode_desa"], row["kode_kecamatan"]) == ("63.11.01.2002", "63.11.01")
    assert row["tanggal"].date() == date(2025, 11, 24)
    assert row["masuk_pada"] == pd.Timestamp("2025-11-24 14:05")
    assert (row["jam"], row["kode_ancaman"], row["tingkat"]) == ("07:30:00", "101", "sangat_berat")
    assert (row["jiwa"], row["luas_ha"], row["selesai"], row["uraian"]) == (1234, 12.5, True, "a")
    assert (row["contoh"], row["lembar"], row["baris"]) == (False, "", 2)


def test_what_is_not_reported_is_missing_and_nil_is_zero(uji: Contract) -> None:
    row = fact(uji, **GOOD, jiwa="tidak ada data", luas_ha="nihil", tanggal="-", tingkat="n/a", uraian="–")
    assert [name for name in ("jiwa", "tanggal", "tingkat", "uraian", "jam") if not pd.isna(row[name])] == []
    assert row["luas_ha"] == 0


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("nomor", "", "wajib_kosong"),
        ("kode_desa", "", "wajib_kosong"),
        ("kode_desa", "Hamarungg", "desa_tidak_dikenali"),
        ("kode_desa", "Galumbang", "desa_ambigu"),
        ("kode_desa", "6311050012", "kode_bps"),
        ("kode_kecamatan", "Juwai", "kecamatan_tidak_dikenali"),
        ("kode_kecamatan", "Halong", "desa_di_luar_kecamatan"),
        ("tanggal", "31/02/2025", "bukan_tanggal"),
        ("tanggal", "Selasa, 24 November 2025", "hari_tidak_cocok"),
        ("masuk_pada", "24/11/25 07.15", "tahun_dua_angka"),
        ("jam", "25.00", "bukan_jam"),
        ("kode_ancaman", "banjirr", "kode_tidak_dikenal"),
        ("kode_ancaman", "6.3E+15", "kode_jadi_angka"),
        ("tingkat", "parah", "bukan_pilihan"),
        ("jiwa", "banyak", "bukan_angka"),
        ("jiwa", "1,5", "bukan_bulat"),
        ("jiwa", "5.001", "di_luar_batas"),
        ("luas_ha", "1.234", "angka_ambigu"),
        ("selesai", "mungkin", "bukan_ya_tidak"),
        ("tautan", "javascript:alert(1)", "bukan_url"),
        ("uraian", "x" * 40_001, "teks_terlalu_panjang"),
        ("contoh", "entah", "bukan_ya_tidak"),
    ],
)
def test_a_wrong_value_is_held_back_with_its_reason(column: str, text: str, code: str, uji: Contract) -> None:
    row = reject(uji, **(GOOD | {column: text}))
    assert (row["alasan"], row["baris"]) == (code, 2)
    assert code in REASONS
    assert row["kalimat"].startswith("Baris 2: ")
    assert row["kalimat"].endswith(".")


def test_all_problems_of_a_row_are_told_and_the_first_column_gives_the_reason(uji: Contract) -> None:
    row = reject(uji, nomor="", kode_desa="Hamarungg", jiwa="x")
    assert (row["alasan"], row["kolom"]) == ("wajib_kosong", "nomor")
    assert [word for word in ("Nomor", 'Desa "Hamarungg"', 'Jiwa "x"') if word not in row["kalimat"]] == []
    assert row["kalimat"].count("Kecamatan") == 0


def test_a_code_that_passed_through_a_number_is_taken_back_when_it_can_be(uji: Contract) -> None:
    assert fact(uji, **GOOD, kode_ancaman="101.0")["kode_ancaman"] == "101"


@pytest.mark.parametrize(
    ("text", "sample"), [("CONTOH", True), ("ya", True), ("1", True), ("", False), ("tidak", False)]
)
def test_sample_rows(text: str, sample: bool, uji: Contract) -> None:
    assert bool(fact(uji, **GOOD, contoh=text)["contoh"]) is sample


def test_problems_of_reading_are_rejects_too(uji: Contract) -> None:
    rejects = checked(uji, GOOD, problems=[("Juai", 7, "jumlah_kolom", "a;b")]).rejects
    assert rejects[["lembar", "baris", "alasan", "isi"]].to_numpy().tolist() == [["Juai", 7, "jumlah_kolom", "a;b"]]
    assert rejects["kalimat"][0].startswith("Lembar Juai, baris 7: ")


def test_what_a_viewer_sees_of_a_row_held_back(uji: Contract, orang: Contract) -> None:
    seen = reject(uji, **GOOD, jiwa="6311010101900017", **{"?NIK": "6311010101900017", "?Catatan": "rahasia"})
    assert json.loads(seen["isi"])["?Catatan"] == "rahasia"
    assert json.loads(seen["tampak"]) == GOOD | {"jiwa": "[16 angka]"}
    assert "6311010101900017" not in seen["kalimat"]
    assert pd.isna(reject(orang, **(PERSON | {"nik": "12"}))["tampak"])
    problem = [("", 9, "jumlah_kolom", "a,6311010101900017")]
    assert checked(uji, GOOD, problems=problem).rejects["tampak"].tolist() == ["a,[16 angka]"]
    assert checked(uji, GOOD | {"?Nama": "x"}, problems=problem).rejects["tampak"].isna().all()


def test_every_row_is_a_fact_or_a_reject(uji: Contract) -> None:
    rows = [GOOD | {"jiwa": str(number) if number % 3 else "x"} for number in range(30)]
    result = checked(uji, *rows)
    assert sorted([*result.facts["baris"], *result.rejects["baris"]]) == list(range(2, 32))


def test_a_nik_becomes_a_pseudonym(orang: Contract) -> None:
    row = fact(orang, **PERSON, nik=f"{NIK[:6]} {NIK[6:]}")
    assert row["pid"] == privacy.pid_from_nik(KEY, NIK)
    assert row["pid_dasar"] == "nik"
    assert {"nik", "nama", "tanggal_lahir"} & set(row) == set()


def test_without_a_nik_name_birth_date_and_village_stand_in(orang: Contract) -> None:
    row = fact(orang, **PERSON, tanggal_lahir="1 Januari 1990")
    assert row["pid"] == privacy.pid_from_name(KEY, "siti  AMINAH", date(1990, 1, 1), "63.11.01.2002")
    assert row["pid_dasar"] == "nama"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"nik": "123"}, "nik_tidak_sah"),
        ({"nik": "6.31101E+15"}, "kode_jadi_angka"),
        ({"nik": "1111111111111111"}, "nik_tidak_sah"),
        ({"tanggal_lahir": ""}, "identitas_kurang"),
        ({"tanggal_lahir": "31/02/1990"}, "bukan_tanggal"),
    ],
)
def test_nobody_is_made_up(given: dict[str, str], code: str, orang: Contract) -> None:
    assert reject(orang, **(PERSON | given))["alasan"] == code


def test_a_sentence_never_repeats_personal_data(orang: Contract) -> None:
    row = reject(
        orang, **(PERSON | {"nik": "631101010190001", "tanggal_lahir": "32/13/1990", "kode_desa": "Siti Aminah"})
    )
    said = row["kalimat"]
    assert [word for word in ("631101010190001", "Siti", "32/13/1990") if word in said] == []
