"""Pseudonyms: the same person is the same, nobody can be turned back without the key, the key is made once."""

import hashlib
import hmac
import sys
from datetime import date
from pathlib import Path

import pytest

from pantau import privacy
from pantau.privacy import Key, PrivacyError

NIK = "6311010101900017"
KEY = Key(1, b"k" * 32)
OTHER = Key(1, b"l" * 32)


def test_a_pseudonym_is_a_keyed_hmac_cut_to_128_bits() -> None:
    expected = hmac.new(KEY.secret, b"nik\x1f" + NIK.encode(), hashlib.sha256).hexdigest()[:32]
    assert privacy.pid_from_nik(KEY, NIK) == expected
    assert privacy.pid_from_nik(OTHER, NIK) != expected


def test_purposes_do_not_meet() -> None:
    assert KEY.digest("nik", NIK) != KEY.digest("karantina:kasus", NIK)


@pytest.mark.parametrize("name", ["siti aminah", " SITI  Aminah. ", "Siti-Aminah"])
def test_a_name_is_compared_without_its_spelling(name: str) -> None:
    born = date(1990, 1, 1)
    assert privacy.pid_from_name(KEY, name, born, "63.11.01.2002") == privacy.pid_from_name(
        KEY, "Siti Aminah", born, "63.11.01.2002"
    )


def test_every_part_of_an_identity_counts() -> None:
    born = date(1990, 1, 1)
    made = {
        privacy.pid_from_name(KEY, "Siti", born, "63.11.01.2002"),
        privacy.pid_from_name(KEY, "Siti", born, "63.11.01.2003"),
        privacy.pid_from_name(KEY, "Siti", date(1990, 1, 2), "63.11.01.2002"),
        privacy.pid_from_name(KEY, "Sita", born, "63.11.01.2002"),
    }
    assert len(made) == 4


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        (NIK, True),
        ("63.1101 0101-900017", True),
        ("9911050912490001", True),
        (NIK[:-1], False),
        (f"{NIK}1", False),
        ("631101010190001O", False),
        ("0000000000000000", False),
        ("６３１１０１０１０１９０００１７", False),
    ],
)
def test_a_nik_is_sixteen_digits(text: str, sound: bool) -> None:
    assert privacy.is_nik(privacy.normal_nik(text)) is sound


def test_a_file_name_loses_a_nik_and_keeps_its_dates() -> None:
    assert privacy.without_joined_nik(f"kunjungan_{NIK}.xlsx") == "kunjungan_[16 angka].xlsx"
    assert (
        privacy.without_joined_nik("kunjungan 2026-11-22 15.45.46.1234.xlsx")
        == "kunjungan 2026-11-22 15.45.46.1234.xlsx"
    )


@pytest.mark.parametrize(
    ("note", "name", "left"),
    [
        ("Siti Aminah sakit", "Siti Aminah", "[nama] sakit"),
        ("rumah SITI  AMINAH, RT 2", "Siti Aminah", "rumah [nama], RT 2"),
        ("anak Siti", "Siti Aminah", "anak Siti"),
        ("sekolah Alim", "Ali", "sekolah Alim"),
        (f"NIK {NIK}", "", "NIK [16 angka]"),
    ],
)
def test_a_note_loses_the_person_and_keeps_the_rest(note: str, name: str, left: str) -> None:
    assert privacy.without_person(note, name) == left


def test_the_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    made = privacy.read_key(tmp_path)
    path = tmp_path / "kunci" / "hmac-1.key"
    assert (made.name, len(made.secret)) == ("hmac-1", privacy.KEY_BYTES)
    assert privacy.read_key(tmp_path) == made
    assert [file.name for file in path.parent.iterdir()] == ["hmac-1.key"]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_key_is_refused_and_kept(tmp_path: Path) -> None:
    privacy.read_key(tmp_path)
    path = tmp_path / "kunci" / "hmac-1.key"
    path.write_bytes(b"pendek")
    with pytest.raises(PrivacyError, match="rusak"):
        privacy.read_key(tmp_path)
    assert path.read_bytes() == b"pendek"
