"""The profiles of all villages on paper: one A4 page each, whatever their words, and readable by everybody."""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pantau import cli
from pantau.answers import Answers
from pantau.figures.profil_bagian import Grid, Profile
from pantau.pack import profile
from pantau.pack.letterhead import Letterhead
from pantau.store import Store
from tests.pack.conftest import HOSTILE
from tests.pack.test_document import bare, bookmarks, smallest
from tests.pack.test_letterhead import png
from tests.stores import environment

MADE = datetime(2026, 11, 22, 14, 5)  # noqa: DTZ001 (as `now` gives it)


@pytest.fixture(scope="module")
def every(sample: Store) -> list[Profile]:
    return profile.gather(Answers(sample, "kabupaten"))


@pytest.fixture(scope="module")
def whole(every: list[Profile]) -> bytes:
    return profile.pdf(every, MADE, "gen-000001")


def raw(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def test_every_village_has_exactly_one_a4_page(whole: bytes, every: list[Profile]) -> None:
    text = [bare(words) for words in raw(whole)]
    assert len(text) == len(every) == 157
    for number, (words, each) in enumerate(zip(text, every, strict=True), 1):
        assert bare(each.title) in words and each.code in words
        assert f"Halaman{number}/157" in words
    with pypdfium2.PdfDocument(whole) as pdf:
        assert {tuple(round(side) for side in page.get_size()) for page in pdf} == {(595, 842)}


def test_seven_headings_with_content_or_a_reason_on_every_page(whole: bytes, every: list[Profile]) -> None:
    for words, each in zip(map(bare, raw(whole)), every, strict=True):
        for block in each.blocks:
            assert bare(block.title) in words and bare(block.footer) in words
            for said in (block.empty, *block.notes, *(fact.value for fact in block.facts)):
                assert bare(said) in words, (each.name, block.key, said)
            for row in block.grid.rows if block.grid else ():
                assert all(bare(cell) in words for cell in row), (each.name, row)


def test_bookmarks_lead_to_kecamatan_and_village(whole: bytes, every: list[Profile]) -> None:
    marks = bookmarks(whole)
    assert [title for level, title, _ in marks if level == 1] == [each.title for each in every]
    assert [page for level, _, page in marks if level == 1] == list(range(157))
    firsts = list(dict.fromkeys(f"Kecamatan {each.kecamatan}" for each in every))
    assert [title for level, title, _ in marks if level == 0] == firsts
    assert len(firsts) == 8


def test_pages_can_be_read_by_everybody_and_from_paper(whole: bytes, every: list[Profile]) -> None:
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert str(pdf.Root.Lang) == "id" and bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"
        alts = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert sorted(alts) == sorted(f"Letak {each.title} di Kecamatan {each.kecamatan}." for each in every)
    assert len(whole) < 6 * 1024 * 1024
    few = profile.pdf([each for each in every if each.block("bencana").grid][:6], MADE, "gen-000001")
    # Names of the marks are a word only, everything else is as large as on every sheet.
    assert smallest(few) >= 7.4


def test_nobody_is_named_and_no_number_of_a_person_stands_there(whole: bytes) -> None:
    for words in raw(whole):
        assert not re.search(r"(?<!\d)\d{16}(?!\d)", words)


def test_the_same_bytes_twice(every: list[Profile]) -> None:
    some = every[::20]
    assert profile.pdf(some, MADE, "gen-000001") == profile.pdf(some, MADE, "gen-000001")


def hostile(each: Profile, words: str) -> Profile:
    """The same village with these words wherever data may put some."""
    blocks = []
    for block in each.blocks:
        facts = tuple(replace(fact, note=words, value=fact.value and words) for fact in block.facts) * 2
        grid = Grid(("Tanggal", "Bahaya", "Dampak", "Untuk"), ((words,) * 4,) * 5, "kejadian", 3)
        blocks.append(replace(block, facts=facts[:8], grid=grid if block.key == "bencana" else None, notes=(words,)))
    return replace(each, name=words, kecamatan=words, blocks=tuple(blocks))


@pytest.mark.parametrize(
    "words",
    [
        HOSTILE,
        "= Judul #read(\"/etc/passwd\") \\ $x$ `raw`",
        "W" * 300,
        "\u202eterbalik\x00\u2028 𝒳 🙂 \ufb01",
        "desa " * 80,
    ],
    ids=["typst", "file", "long", "letters", "many"],
)  # fmt: skip
def test_whatever_a_name_holds_it_stays_text_on_one_page(words: str, every: list[Profile]) -> None:
    made = profile.pdf([hostile(every[0], words), every[1]], MADE, "gen-000001", Letterhead(unit=words, logo=png()))
    pages = raw(made)
    assert len(pages) == 2
    if words == HOSTILE:
        assert bare(HOSTILE) in bare(pages[0])
    assert "root:" not in pages[0]


def test_more_events_than_fit_are_counted(every: list[Profile]) -> None:
    block = next(each for each in every if each.block("bencana").grid).block("bencana")
    grid = Grid(("Tanggal", "Bahaya", "Dampak", "Untuk"), (("1", "2", "3", "4"),) * 5, "kejadian", 3)
    assert replace(block, grid=grid).grid.left(2) == "dan 6 kejadian lebih lama"  # type: ignore[union-attr]
    assert grid.left(5) == "dan 3 kejadian lebih lama"


@pytest.mark.parametrize(
    ("wanted", "pages", "title"),
    [
        (["--desa", "Gunung Batu"], 1, "Desa Gunung Batu"),
        (["--desa", "Galumbang", "--kecamatan", "Juai"], 1, "Desa Galumbang"),
        (["--kecamatan", "Lampihong"], 27, "Profil desa Kecamatan Lampihong"),
    ],
)
def test_the_command_writes_the_pages_asked_for(
    wanted: list[str], pages: int, title: str, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(sample_folder).items():
        monkeypatch.setenv(name, value)
    target = tmp_path / "profil.pdf"
    assert cli.main(["profile", *wanted, "--out", str(target)]) == 0
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == pages
        with pdf.open_metadata() as facts:
            assert facts["dc:title"] == title


def test_an_unknown_village_is_a_sentence(at_sample: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["profile", "--desa", "Desa Khayal", "--out", str(tmp_path / "a.pdf")]) == 1
    assert "tidak ada dalam daftar resmi" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()
