"""The letter-head: what is filled in is read, what is missing is left out, what is wrong is named."""

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pantau import ROOT
from pantau.pack.letterhead import Letterhead, LetterheadError, letterhead


def png(wide: int = 40, high: int = 50, colour: str = "#A03020") -> bytes:
    file = BytesIO()
    Image.new("RGBA", (wide, high), colour).save(file, "PNG")
    return file.getvalue()


def written(folder: Path, words: str) -> Path:
    (folder / "kop.toml").write_text(words, encoding="utf-8")
    return folder


def test_nothing_is_needed(tmp_path: Path) -> None:
    assert letterhead(tmp_path) == letterhead(tmp_path / "tidak-ada") == Letterhead()
    assert Letterhead().government == "PEMERINTAH KABUPATEN BALANGAN"


def test_the_shipped_one_names_nobody() -> None:
    head = letterhead(ROOT / "data" / "rapat")
    assert (head.government, head.place, head.post) == ("PEMERINTAH KABUPATEN BALANGAN", "Paringin", "Kepala Dinas")
    assert (head.unit, head.address, head.contact, head.name, head.rank, head.nip) == ("",) * 6


def test_reads_what_is_filled_in(tmp_path: Path) -> None:
    written(tmp_path, 'unit = "BADAN  UJI\\n"\nname = "Nama"\nrank = "Pembina"\nnip = "123"\nplace = "Halong"')
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "templat.pptx").write_bytes(b"PK")
    head = letterhead(tmp_path)
    assert (head.unit, head.name, head.rank, head.nip, head.place) == ("BADAN UJI", "Nama", "Pembina", "123", "Halong")
    assert head.post == "Kepala Dinas"
    assert head.logo == png()
    assert head.template == tmp_path / "templat.pptx"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("unit = ", "kop.toml: bukan TOML"),
        ('kepala = "x"', "kop.toml: isian 'kepala' tidak dikenal"),
        ("nip = 19700101", "kop.toml: isian 'nip' harus teks"),
        ('logo = "x"', "kop.toml: isian 'logo' tidak dikenal"),
        (f'name = "{"x" * 201}"', "kop.toml: isian 'name' lebih panjang dari 200 huruf"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(LetterheadError, match=said) as caught:
        letterhead(written(tmp_path, words))
    assert isinstance(caught.value, ValueError)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "kop.toml").write_bytes(b'unit = "\xff\xfe"')
    with pytest.raises(LetterheadError, match=r"kop\.toml: bukan teks UTF-8"):
        letterhead(tmp_path)


def jpeg() -> bytes:
    file = BytesIO()
    Image.new("RGB", (20, 20)).save(file, "JPEG")
    return file.getvalue()


def said_to_be(wide: int, high: int) -> bytes:
    """A small file that claims to be a huge picture."""
    return png()[:16] + struct.pack(">II", wide, high) + png()[24:]


@pytest.mark.parametrize(
    "data",
    [jpeg(), png()[:60], png()[:8], b"", said_to_be(60_000, 60_000), said_to_be(0, 10), png() + b"0" * 2 * 1024 * 1024],
    ids=["jpeg", "cut", "mark only", "empty", "huge", "no width", "over 2 MB"],
)
def test_what_is_no_logo_is_left_out(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    assert letterhead(tmp_path).logo is None


def test_greyed_has_no_colour() -> None:
    logo = Letterhead(logo=png()).greyed().logo
    assert logo is not None
    with Image.open(BytesIO(logo)) as picture:
        assert picture.mode == "LA"
        assert picture.size == (40, 50)
    assert Letterhead().greyed() == Letterhead()
