"""Whose row it is: ours, another kabupaten's by its real name, or one that contradicts itself."""

import pytest

from pantau.intake import kabupaten


@pytest.mark.parametrize(
    ("code", "name", "province"),
    [
        ("63.11", "Balangan", "Kalimantan Selatan"),
        ("6311", "KAB. BALANGAN", "KALSEL"),
        ("6311.0", "", ""),
        ("", "Kabupaten Balangan", ""),
        ("63.11", "", "Provinsi yang tidak dikenal"),
    ],
)
def test_our_own_rows(code: str, name: str, province: str) -> None:
    assert kabupaten.trouble(code, name, province) == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            ("13.08", "Pasaman", "Sumatera Barat"),
            ["milik Pasaman, kode 13.08 (Sumatera Barat)", "bukan Kabupaten Balangan"],
        ),
        (("", "Tabalong", ""), ["milik Tabalong, bukan"]),
        (("63.09", "", ""), ["milik kode 63.09 (Kalimantan Selatan)"]),
        (("13.1", "Dharmasraya", ""), ["13.10, tertulis 13.1 sebagai angka (Sumatera Barat)"]),
        (
            ("33.04", "Banjarnegara", "KALIMANTAN SELATAN"),
            ["33.04 (Jawa Tengah)", "provinsinya tertulis KALIMANTAN SELATAN"],
        ),
        (("63.11", "Tabalong", ""), ["63.11 (Kalimantan Selatan), sedangkan namanya Tabalong"]),
        (("63.09", "Balangan", ""), ["63.09 (Kalimantan Selatan), sedangkan namanya Balangan"]),
        (("63.11", "Balangan", "Bali"), ["sedangkan provinsinya tertulis Bali"]),
        # The two numberings of Papua disagree, so the code proves nothing about the province.
        (("9107", "Sorong", "PAPUA BARAT"), ["milik Sorong, kode 91.07 (PAPUA BARAT)"]),
        (("enam", "Balangan", ""), ["tidak dapat dibaca"]),
    ],
)
def test_rows_that_are_not_ours_or_not_sure(said: tuple[str, str, str], words: list[str]) -> None:
    told = kabupaten.trouble(*said)
    assert told.startswith("kabupaten_lain: ")
    assert [word for word in words if word not in told] == []


def test_a_row_that_names_no_kabupaten_says_so() -> None:
    assert kabupaten.trouble(" ", "").startswith("wajib_kosong: ")


def test_rows_on_people_are_not_repeated() -> None:
    told = kabupaten.trouble("13.08", "Pasaman", "Sumatera Barat", guarded=True)
    assert "Pasaman" not in told
    assert "13.08" not in told


def test_the_provinces_are_thirty_eight() -> None:
    assert len(kabupaten.provinces()) == 38
    assert kabupaten.provinces()["63"] == "Kalimantan Selatan"
