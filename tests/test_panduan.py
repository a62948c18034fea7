"""The guides: their pictures exist and stay small, and every label, command and link in them is one of the program."""

import re
import shlex
from pathlib import Path
from typing import Final

import pytest

import run
from pantau import ROOT
from pantau.cli import _parser

FOLDER: Final = ROOT / "docs" / "panduan"
GUIDES: Final = sorted(FOLDER.glob("*.md"))
PICTURES: Final = sorted((FOLDER / "gambar").glob("*.png"))
LARGEST, ALL_TOGETHER, LONGEST = 130_000, 1_500_000, 120
_LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_BLOCK: Final = re.compile(r"^```\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND: Final = re.compile(r"(?:python -m pantau|python3 run\.py)(?: [^`#\n]*)?")
_BOLD: Final = re.compile(r"\*\*([^*\n]+)\*\*")
# Words of the reader's index that are bold and no label.
_NO_LABEL: Final = frozenset({"tebal"})
# What may stand before and after a label in the source: quotes, an f-string's field, Markdown, the end of a heading.
_BEFORE, _AFTER = r"(?:[\"*}\]>]|[\"*}#] |#### )", r"(?:[\"*{:<\\]| [{‹›\"(·])"


def words(guide: Path) -> str:
    return guide.read_text(encoding="utf-8")


def sources() -> str:
    """Everything that writes on a screen."""
    files = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "pantau" / "ui").rglob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def commands(guide: Path) -> list[str]:
    """Command lines of the code blocks, and those written within a sentence."""
    return [found.strip() for found in _COMMAND.findall(words(guide))]


def label_pattern(label: str) -> str:
    """A label as its source writes it; `…` stands for a number worked out there."""
    middle = r"[^\n]{1,60}?".join(re.escape(part) for part in label.split("…"))
    return _BEFORE + middle + _AFTER


def test_guides_and_pictures_are_there() -> None:
    assert [guide.name for guide in GUIDES] == ["README.md", "kepala-dinas.md", "operator.md", "perencana.md"]
    assert 10 <= len(PICTURES) <= 14


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_is_short(guide: Path) -> None:
    assert len(words(guide).splitlines()) <= LONGEST


def test_every_picture_is_used_once_and_every_name_has_its_picture() -> None:
    named = [target for guide in GUIDES for target in re.findall(r"!\[[^\]]+\]\(gambar/([^)]+)\)", words(guide))]
    assert sorted(named) == [picture.name for picture in PICTURES]


def test_pictures_are_small() -> None:
    sizes = {picture.name: picture.stat().st_size for picture in PICTURES}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) <= ALL_TOGETHER


def test_every_picture_is_one_of_the_script() -> None:
    script = (FOLDER / "gambar.py").read_text(encoding="utf-8")
    assert set(re.findall(r'Shot\("([a-z-]+)"', script)) == {picture.stem for picture in PICTURES}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_links_resolve(guide: Path) -> None:
    targets = [target for target in _LINK.findall(words(guide)) if not target.startswith("http://localhost:8501")]
    assert [target for target in targets if not (FOLDER / target).is_file()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_label_is_one_of_the_program(guide: Path) -> None:
    written = sources()
    labels = set(_BOLD.findall(words(guide))) - _NO_LABEL
    assert labels
    assert sorted(each for each in labels if not re.search(label_pattern(each), written)) == []


def test_a_label_that_is_not_there_is_found_out() -> None:
    written = sources()
    assert re.search(label_pattern("Unduh … baris untuk dibetulkan"), written)
    for wrong in ("Buat paket rapat", "Unduh … baris perbaikan", "Kirimkan", "untuk dibetulkan"):
        assert not re.search(label_pattern(wrong), written), wrong


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_command_is_understood(guide: Path) -> None:
    for command in commands(guide):
        given = shlex.split(command)
        if given[0] == "python3":
            run.read_options(given[2:])
        else:
            _parser().parse_args(given[3:])


def test_every_line_of_a_code_block_is_a_command() -> None:
    for guide in GUIDES:
        for block in _BLOCK.findall(words(guide)):
            for line in block.splitlines():
                assert line == "source .venv/bin/activate" or _COMMAND.fullmatch(line), line


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_the_words_of_state_are_those_of_the_glossary(guide: Path) -> None:
    glossary = next((ROOT / "data").rglob("istilah.toml")).read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\S[^|]*?) \| [^|]+ \| [^|]+ \|$", words(guide).partition("## Kata keadaan")[2], re.M)
    assert guide.stem == "README" or len(listed) > 5
    assert [each for each in listed if each not in ("kata", "---") and f'kata = "{each}"' not in glossary] == []
