"""One file, opened from a memory stick: everything is in it, nothing is loaded, nothing in it runs."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pantau import text
from pantau.pack import Leaf, Pack, page
from pantau.pack.letterhead import Letterhead
from tests.pack.conftest import HOSTILE, bars, table
from tests.pack.test_letterhead import png

SCRIPT = '<script>alert("x")</script>'
PERSON = re.compile(r"(?<![\d.,])\d{16}(?!\d)")
VOID = {"meta", "img", "use", "path", "rect", "br"}


class Reader(HTMLParser):
    """Every element with its attributes, the words of the page, and the words of each cell."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.words: list[str] = []
        self.cells: list[str] = []
        self._inside: list[str] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            return
        self.words.append(data)
        if self._inside and self._inside[-1] in ("td", "th"):
            self.cells[-1] += data

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.words).split())


def bare(words: str) -> str:
    return " ".join(words.split())


@pytest.fixture(scope="module")
def data(pack: Pack) -> str:
    return page.html(pack).decode()


@pytest.fixture(scope="module")
def whole(data: str) -> Reader:
    return Reader(data.encode())


def test_every_word_of_every_leaf_stands_on_the_page(whole: Reader, pack: Pack) -> None:
    wanted = [pack.title, pack.choice.sentence, pack.choice.maker, pack.code, text.day(pack.choice.day)]
    for leaf in pack.leaves:
        wanted += [leaf.number, leaf.finding, leaf.header, *leaf.words, pack.footer(leaf)]
        wanted += [words for kpi in leaf.kpis for words in kpi]
    assert [words for words in wanted if bare(words) not in whole.said] == []
    heads = [tag for tag, _ in whole.tags if tag in ("h1", "h2", "h3")]
    assert heads.count("h1") == 1
    assert heads.count("h3") == len(pack.leaves)


def test_every_cell_of_every_table_stands_on_the_page(whole: Reader, pack: Pack) -> None:
    cells = set(whole.cells)
    for leaf in pack.leaves:
        assert leaf.figure is not None
        written = leaf.figure.written().head(page.MOST_ROWS)
        missing = {str(cell) for column in written for cell in written[column]} - cells
        assert missing == set(), leaf.number
        if not leaf.figure.empty:
            assert set(written.columns) <= cells


def test_nothing_runs_and_nothing_is_loaded(whole: Reader, data: str) -> None:
    assert not {tag for tag, _ in whole.tags} & {"script", "iframe", "object", "embed", "link", "base", "form"}
    for tag, attrs in whole.tags:
        assert not [name for name in attrs if name.startswith("on")], tag
        for name in ("src", "href", "xlink:href"):
            value = attrs.get(name)
            assert value is None or value.startswith(("#", "data:image/png")), (tag, value)
        assert "http" not in (attrs.get("style") or "")
    assert re.findall(r"url\((?!#)", data) == []
    assert "@import" not in data
    policy = next(attrs["content"] for tag, attrs in whole.tags if attrs.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert ("html", {"lang": "id"}) in whole.tags


def test_identifiers_are_unique_and_every_reference_finds_one(whole: Reader, data: str, pack: Pack) -> None:
    found = [attrs["id"] for _, attrs in whole.tags if "id" in attrs]
    assert len(found) == len(set(found))
    used = set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", data))
    assert {a or b for a, b in used} <= set(found)
    assert {leaf.number for leaf in pack.leaves} <= set(found)


def test_drawings_are_named_and_tables_are_tables(whole: Reader, pack: Pack) -> None:
    drawings = [attrs for tag, attrs in whole.tags if tag == "svg"]
    drawn = [leaf for leaf in pack.leaves if leaf.figure and not leaf.figure.empty and leaf.figure.kind != "table"]
    named = [f"{leaf.finding}. {leaf.figure.reading}" for leaf in drawn if leaf.figure]
    assert [attrs["aria-label"] for attrs in drawings] == named
    assert {attrs["role"] for attrs in drawings} == {"img"}
    assert [attrs for tag, attrs in whole.tags if tag == "th" and attrs.get("scope") != "col"] == []


def test_words_of_the_data_are_never_markup(small_pack: Pack) -> None:
    hit = bars("LB-8")
    hit = replace(hit, reading=SCRIPT, unit=SCRIPT, frame=hit.frame.assign(nama=[SCRIPT, *"abc"], teks=SCRIPT))
    leaves = (Leaf("LB-8", SCRIPT, SCRIPT, hit), Leaf("LB-9", SCRIPT, SCRIPT, table("LB-9", 3, SCRIPT)))
    failed = Leaf("LB-7", SCRIPT, SCRIPT, None, failed=SCRIPT)
    data = page.html(small_pack.with_leaves(*small_pack.leaves, *leaves, failed))
    read = Reader(data)
    assert b"<script" not in data.lower()
    assert "script" not in {tag for tag, _ in read.tags}
    assert SCRIPT in read.said
    assert HOSTILE in read.said
    assert small_pack.title in read.said


def test_failed_empty_and_cut_are_said(small_pack: Pack) -> None:
    long = Leaf("SB-9", "Layar Sibalang", "Panjang", table("SB-9", 250))
    read = Reader(page.html(small_pack.with_leaves(*small_pack.leaves, long)))
    assert "Tidak dapat dibuat: kueri gagal." in read.said
    assert read.said.count("Belum dapat ditentukan.") == 2
    assert "200 baris pertama dari 250" in read.said
    assert "Daftar 199" in read.cells
    assert "Daftar 200" not in read.cells


def test_contoh_is_marked_where_it_is(small_pack: Pack) -> None:
    tags = [attrs for tag, attrs in Reader(page.html(small_pack)).tags if attrs.get("class") == "tag"]
    assert len(tags) == 1
    real = small_pack.with_leaves(*(leaf for leaf in small_pack.leaves if not leaf.sample))
    assert text.SAMPLE not in Reader(page.html(real)).said


def test_the_logo_is_carried_inside(small_pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "letterhead", lambda: Letterhead(unit="BADAN UJI", logo=png()))
    read = Reader(page.html(small_pack))
    assert [str(attrs["src"])[:22] for tag, attrs in read.tags if tag == "img"] == ["data:image/png;base64,"]
    assert "BADAN UJI" in read.said


def test_black_and_white_has_no_colour(small_pack: Pack) -> None:
    grey = replace(small_pack, choice=replace(small_pack.choice, grey=True))
    colours = set(re.findall(r"(?<![&\w-])#([0-9A-Fa-f]{6})\b", page.html(grey).decode()))
    assert colours
    assert {c for c in colours if not c[:2].lower() == c[2:4].lower() == c[4:].lower()} == set()


def test_same_pack_same_bytes_and_nobody_is_named(small_pack: Pack, whole: Reader) -> None:
    assert page.html(small_pack) == page.html(small_pack)
    assert not PERSON.search(whole.said)
