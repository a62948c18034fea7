"""Places from names and codes: certain or refused with the candidates, never guessed."""

from collections import Counter

import pytest

from pantau.contracts import REFERENCE
from pantau.intake import match
from pantau.intake.match import Places, plain
from pantau.intake.reasons import Unclear


@pytest.fixture(scope="module")
def places() -> Places:
    return match.read_places(REFERENCE)


def test_every_village_is_found_by_code_and_by_name(places: Places) -> None:
    for village in places.desa:
        kecamatan = places.name(village.kecamatan)
        found = (village.code, village.kecamatan)
        assert places.locate([village.code], []) == found
        assert places.locate([village.code.replace(".", "")], []) == found
        assert places.locate([f"Desa {village.name.upper()}"], [f"Kec. {kecamatan}"]) == found


def test_no_two_villages_of_a_kecamatan_are_alike_once_made_plain(places: Places) -> None:
    alike = Counter((plain(village.name), village.kecamatan) for village in places.desa)
    assert alike.most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("desa", "kecamatan", "expected"),
    [
        ("Galumbang", "Juai", "63.11.01.2006"),
        ("Galombang", "Paringin Selatan", "63.11.07.2006"),
        ("Juuh", "Tebing Tinggi", "63.11.08.2004"),
        ("Lok-Batu", "Batumandi", "63.11.04.2002"),
        ("Halong", "", "63.11.02.2005"),
    ],
)
def test_certain_names(desa: str, kecamatan: str, expected: str, places: Places) -> None:
    assert places.locate([desa], [kecamatan])[0] == expected


@pytest.mark.parametrize(
    ("desa", "kecamatan", "code", "words"),
    [
        ("Galumbang", "", "desa_ambigu", ["Kec. Juai (63.11.01.2006)", "Kec. Paringin Selatan (63.11.07.2006)"]),
        ("Galombang", "", "desa_ambigu", ["Juai", "Paringin Selatan"]),
        ("Pasar Awayan", "Awayan", "desa_ambigu", ["mungkin Awayan", "63.11.03.2007"]),
        ("Sirap Tawahan", "Juai", "desa_ambigu", ["Sirap", "Tawahan"]),
        ("Malunyuk", "Halong", "desa_tidak_dikenali", ["belum terpetakan"]),
        ("Hamarungg", "Juai", "desa_tidak_dikenali", ["periksa ejaannya"]),
        ("Lok Batu", "Juai", "desa_di_luar_kecamatan", ["Kec. Batu Mandi (63.11.04.2002)"]),
        ("63.11.01.2001", "Halong", "desa_di_luar_kecamatan", ["Muara Ninian", "Juai", "Halong"]),
        ("6311050014", "", "kode_bps", ["Muara Ninian", "63.11.01.2001"]),
        ("63.12.01.2001", "", "desa_tidak_dikenali", ["Balangan"]),
        ("", "6311050", "kode_bps", ["Juai", "63.11.01"]),
        ("", "Juwai", "kecamatan_tidak_dikenali", ["Tebing Tinggi"]),
    ],
)
def test_uncertain_ones_are_refused_with_the_candidates(
    desa: str, kecamatan: str, code: str, words: list[str], places: Places
) -> None:
    with pytest.raises(Unclear) as refusal:
        places.locate([desa], [kecamatan])
    assert refusal.value.code == code
    assert [word for word in words if word not in str(refusal.value)] == []


def test_code_and_name_must_agree(places: Places) -> None:
    assert places.locate(["63.11.01.2002", "Hamarung"], []) == ("63.11.01.2002", "63.11.01")
    with pytest.raises(Unclear, match="tidak sama"):
        places.locate(["63.11.01.2001", "Hamarung"], [])


def test_saying_nothing_is_nothing(places: Places) -> None:
    assert places.locate(["", "-"], []) == ("", "")


def test_codes_by_code_or_unambiguous_name() -> None:
    codes = match.read_codes(REFERENCE, "ancaman")
    assert codes["101"] == codes["banjir"] == "101"
    assert codes["l01"] == "L01"


def test_codes_that_passed_through_a_number(places: Places) -> None:
    assert places.locate(["6311012001.0"], ["631101.0"]) == ("63.11.01.2001", "63.11.01")
    with pytest.raises(Unclear) as refusal:
        places.locate(["6.31101E+09"], [])
    assert refusal.value.code == "kode_jadi_angka"


def test_two_villages_of_one_name_are_both_proposed_and_neither_taken(places: Places) -> None:
    found = places.candidates("Galumbang")
    assert [each.code for each in found if each.score == 100] == ["63.11.01.2006", "63.11.07.2006"]
    assert places.likely("Galumbang") == ""
    assert places.likely("Galumbang", "63.11.07") == "", "the other one bears the very name"


def test_a_name_of_two_villages_is_never_proposed_as_one(places: Places) -> None:
    found = {each.code for each in places.candidates("Sirap Tawahan")}
    assert {"63.11.01.2008", "63.11.01.2016"} <= found
    assert places.likely("Sirap Tawahan", "63.11.01") == ""


def test_a_misspelling_is_proposed_within_its_kecamatan(places: Places) -> None:
    assert places.likely("Pimpng", "63.11.05") == "63.11.05.2021"
    best, *others = places.candidates("Pimpng", "63.11.05")
    assert best.score >= match.LIKELY and all(each.kecamatan == "63.11.05" for each in others)
    assert places.candidates("zzzzzz") == []
    assert len(places.candidates("Batu")) <= match.CANDIDATES


def test_a_settled_spelling_counts_from_then_on(places: Places) -> None:
    with pytest.raises(Unclear):
        places.locate(["Pimpng"], ["Lampihong"])
    settled = places.with_aliases([match.Alias("Pimpng", "63.11.05", "63.11.05.2021", match.CERTAIN, "")])
    assert settled.locate(["PIMPNG"], ["Lampihong"]) == ("63.11.05.2021", "63.11.05")
    assert settled.locate(["Pimpng"], []) == ("63.11.05.2021", "63.11.05")
