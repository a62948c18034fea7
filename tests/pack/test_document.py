"""The PDF and the letter say what the pack says, on every page, and can be read by everybody."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import numpy as np
import pandas as pd
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pantau.figures import WRITE
from pantau.pack import Leaf, Pack, document
from pantau.pack.letterhead import Letterhead
from tests.pack.conftest import HOSTILE, table
from tests.pack.test_letterhead import png

HEAD = Letterhead(unit="BADAN UJI", name="Nama Pejabat", rank="Pembina (IV/a)", nip="19700101", logo=png())
# What a line end may add or take away.
_LOOSE = re.compile(r"[\s\u200b\u00ad\ufffe-]")


def bare(words: str) -> str:
    """Words without what depends on where a line ends."""
    return _LOOSE.sub("", words)


def pages(data: bytes) -> list[str]:
    """The text of every page."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [bare(page.get_textpage().get_text_range()) for page in pdf]


def bookmarks(data: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 0) of every bookmark."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]


def starts(data: bytes) -> list[int]:
    """The page each leaf begins on, and where the last ends."""
    first = [page for level, _, page in bookmarks(data) if level == 1]
    return [*first, len(pages(data))]


def by_leaf(data: bytes, pack: Pack) -> list[tuple[Leaf, list[str]]]:
    """Every leaf with its pages."""
    at, text = starts(data), pages(data)
    assert len(at) == len(pack.leaves) + 1
    return [(leaf, text[first:end]) for leaf, first, end in zip(pack.leaves, at, at[1:], strict=False)]


def alts(data: bytes) -> list[str]:
    """The words that stand for pictures."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]


def coloured(data: bytes) -> int:
    """Pixels that are not grey."""
    found = 0
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            pixels = np.asarray(page.render(scale=0.8).to_pil().convert("RGB")).astype(int)
            found += int((pixels.max(axis=2) - pixels.min(axis=2) > 3).sum())
    return found


def smallest(data: bytes, which: Callable[[int], bool] = lambda _page: True) -> float:
    """The smallest letters in points."""
    found = 99.0
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf):
            text = page.get_textpage()
            for at in range(text.count_chars() if which(number) else 0):
                if not text.get_text_range(at, 1).isspace() and text.get_text_range(at, 1):
                    matrix = pdfium.FS_MATRIX()
                    pdfium.FPDFText_GetMatrix(text, at, matrix)
                    found = min(found, pdfium.FPDFText_GetFontSize(text, at) * abs(complex(matrix.a, matrix.b)))
    return found


@pytest.fixture(scope="module")
def whole(pack: Pack) -> bytes:
    return document.pdf(pack)


@pytest.fixture(scope="module")
def letter(pack: Pack) -> bytes:
    return document.memo(pack, head=HEAD)


def test_every_page_says_filter_source_and_page(whole: bytes, pack: Pack) -> None:
    text = pages(whole)
    for number, words in enumerate(text, 1):
        assert f"Halaman{number}/{len(text)}" in words
    assert bare(pack.choice.sentence) in text[0]
    assert bare(pack.signature) in text[0]
    for leaf, mine in by_leaf(whole, pack):
        for words in mine:
            assert bare(leaf.header) in words, leaf.number
            assert bare(pack.footer(leaf)) in words, leaf.number
            assert bare(leaf.number) in words


def test_cover_says_what_the_pack_is(whole: bytes, pack: Pack) -> None:
    cover = pages(whole)[0]
    for words in (pack.title, "24 November 2026", pack.choice.place, pack.choice.period, pack.choice.maker, pack.code):
        assert bare(words) in cover
    for title, day in pack.dates:
        assert bare(title + day) in cover
    assert "CONTOH" in cover


def test_findings_words_and_numbers_are_there(whole: bytes, pack: Pack) -> None:
    for leaf, mine in by_leaf(whole, pack):
        said = "".join(mine)
        kpis = [part for kpi in leaf.kpis for part in kpi]
        for words in (leaf.finding, *leaf.words, *kpis):
            assert bare(words) in said, (leaf.number, words)


def test_table_cells_are_there(whole: bytes, pack: Pack) -> None:
    tables = 0
    for leaf, mine in by_leaf(whole, pack):
        if leaf.figure is None or leaf.figure.kind != "table":
            continue
        tables += 1
        said = "".join(mine)
        for column in leaf.figure.columns:
            if column.name in leaf.figure.encode["paper"]:
                for value in leaf.figure.frame[column.name].head(40):
                    assert bare(WRITE[column.kind](value)) in said, (leaf.number, column.title)
    assert tables > 5


def test_a_figure_has_one_page_and_stands_by_its_reading(whole: bytes, pack: Pack) -> None:
    spoken = alts(whole)
    drawn = [
        (leaf.figure, mine)
        for leaf, mine in by_leaf(whole, pack)
        if leaf.figure and leaf.figure.kind != "table" and not leaf.figure.empty
    ]
    assert len(drawn) > 12
    for figure, mine in drawn:
        assert len(mine) == 1, figure.id
        assert figure.reading in spoken, figure.id


def test_only_pages_with_sample_are_stamped(whole: bytes, pack: Pack) -> None:
    # Whose tables and sources do not say the word themselves.
    plain = {"LB-1", "LB-2", "LB-3", "LB-4"}
    assert plain <= {leaf.number for leaf in pack.leaves if not leaf.sample}
    for leaf, mine in by_leaf(whole, pack):
        if leaf.sample:
            # Stamp and footer.
            assert all(words.count("CONTOH") >= 2 for words in mine), leaf.number
        elif leaf.number in plain:
            assert not any("CONTOH" in words for words in mine), leaf.number


def test_bookmarks(whole: bytes, pack: Pack) -> None:
    marks = bookmarks(whole)
    assert marks[0] == (0, pack.title, 0)
    sections = [title for level, title, _ in marks if level == 0]
    assert sections == [
        pack.title, "Rapat", "Lapor Bencana", "DESTANA", "Layar Sibalang", "Pak Sotarsa", "Kencana", "Lampiran",
    ]  # fmt: skip
    assert [title for level, title, _ in marks if level == 1] == [leaf.finding for leaf in pack.leaves]


def test_decisions_after_the_programmes_have_a_bookmark_of_their_own(small_pack: Pack) -> None:
    marks = bookmarks(document.pdf(small_pack))
    sections = [title for level, title, _ in marks if level == 0]
    assert sections == [small_pack.title, "Rapat", "Lapor Bencana", "Layar Sibalang", "Rapat: tindak lanjut"]


@pytest.mark.parametrize("which", ["whole", "letter"])
def test_can_be_read_by_everybody(which: str, pack: Pack, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(BytesIO(request.getfixturevalue(which))) as pdf:
        assert str(pdf.Root.Lang) == "id"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"
            assert facts["dc:title"] == pack.title
            assert facts["dc:creator"] == [pack.choice.maker]
            assert facts["xmp:CreateDate"].startswith(f"{pack.made:%Y-%m-%dT%H:%M:%S}")
        kinds = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in kinds if each.get("/Type") == "/FontDescriptor"]
        assert fonts
        for font in fonts:
            assert "DejaVuSans" in str(font.FontName)
            assert any(name in font for name in ("/FontFile", "/FontFile2", "/FontFile3"))
        tags = {str(each.S) for each in kinds if "/S" in each and "/P" in each}
        assert {"/TH", "/TD", "/Table"} <= tags


def test_size_and_paper(whole: bytes, small_pack: Pack) -> None:
    assert len(whole) < 5 * 1024 * 1024

    def millimetres(data: bytes) -> set[tuple[int, int]]:
        with pypdfium2.PdfDocument(data) as pdf:
            return {(round(wide / 72 * 25.4), round(high / 72 * 25.4)) for wide, high in (p.get_size() for p in pdf)}

    assert millimetres(whole) == {(297, 210)}
    assert millimetres(document.pdf(small_pack, "f4")) == {(330, 215)}
    assert millimetres(document.memo(small_pack)) == {(210, 297)}
    assert millimetres(document.memo(small_pack, "f4")) == {(215, 330)}


def test_letters_of_pages_without_drawing_are_large_enough(whole: bytes, letter: bytes, pack: Pack) -> None:
    first = starts(whole)
    worded = {
        page
        for leaf, begin, end in zip(pack.leaves, first, first[1:], strict=False)
        for page in range(begin, end)
        if leaf.figure and leaf.figure.kind == "table"
    }
    assert smallest(whole, worded.__contains__) >= 8.99
    assert smallest(letter) >= 8.99


def test_hostile_words_are_plain_words(small_pack: Pack) -> None:
    said = {leaf.number: "".join(mine) for leaf, mine in by_leaf(document.pdf(small_pack), small_pack)}
    # Finding, note of a number, and two cells.
    assert said["LB-0"].count(bare(HOSTILE)) == 4
    assert bare("Rakor <uji> & coba") in said["R-1"]
    assert bare(f"Layar Sibalang: {HOSTILE}.") in "".join(pages(document.memo(small_pack)))


def test_letters_no_font_has(small_pack: Pack) -> None:
    odd = replace(small_pack.leaves[1], finding="a\x00b\u202ec \u4e2d \ue000 \U0001f9ff d" + "x" * 300)
    bars = small_pack.leaves[2]
    assert bars.figure is not None
    frame = bars.figure.frame.assign(nama=["Ha\u202elong", "Juai", "Awayan", "Paringin"])
    drawn = replace(bars, figure=replace(bars.figure, frame=frame), _drawn={})
    text = pages(document.pdf(small_pack.with_leaves(odd, drawn)))
    assert bare("a bc \ufffd \ufffd \ufffd d" + "x" * 300) in text[1]
    assert "Halong" in text[2]


def test_awkward_leaves(small_pack: Pack) -> None:
    said = {leaf.number: "".join(mine) for leaf, mine in by_leaf(document.pdf(small_pack), small_pack)}
    assert bare("Tidak dapat dibuat: kueri gagal.") in said["LB-3"]
    assert bare("Belum dapat ditentukan. Satu baris per nama.") in said["LB-2"]
    # An empty list of decisions is known; there is room to write the new ones.
    assert bare("Belum dapat ditentukan.") not in said["R-3"]
    assert bare("Keputusan rapat ini Keputusan PIC Tenggat Paraf") in said["R-3"]


def test_a_long_table_goes_on_under_its_heading(small_pack: Pack) -> None:
    mine = {leaf.number: text for leaf, text in by_leaf(document.pdf(small_pack), small_pack)}["SB-1"]
    assert len(mine) == 2
    for words in mine:
        assert "NamaJumlahHari" in words
        assert "CONTOH" in words
    assert bare("SB-1 · Enam puluh baris (lanjutan)") in mine[1]
    assert "Daftar0" in mine[0]
    assert "Daftar39" in mine[1]
    assert "Daftar40" not in mine[1]
    assert bare("20 baris lain ada dalam data.xlsx, lembar SB-1.") in mine[1]


def test_a_drawing_that_fails_leaves_its_box(small_pack: Pack) -> None:
    bars = small_pack.leaves[2]
    assert bars.figure is not None
    broken = replace(bars, figure=replace(bars.figure, encode={}), _drawn={})
    text = pages(document.pdf(small_pack.with_leaves(small_pack.leaves[0], broken, small_pack.leaves[5])))
    assert bare("Gambar ini tidak dapat digambar") in text[2]
    assert "Daftar0" in text[3]


def test_too_many_words_never_shrink_a_drawing_away(small_pack: Pack) -> None:
    bars = small_pack.leaves[2]
    assert bars.figure is not None
    wordy = replace(bars, figure=replace(bars.figure, reading="Kata demi kata. " * 40, notes=("Catatan. " * 250,) * 3))
    text = pages(document.pdf(small_pack.with_leaves(wordy)))
    assert "Paringin" in text[1]
    assert len(text) == 3
    assert "".join(text).count("Catatan.") == 750


def test_grey_has_no_colour(pack: Pack, small_pack: Pack) -> None:
    some = ("LB-1", "LB-2", "SB-2", "KN-1", "PS-3")
    leaves = [leaf for leaf in pack.leaves if leaf.number in some]
    assert len(leaves) == len(some)
    for each in (pack.with_leaves(*leaves), small_pack):
        grey = replace(each, choice=replace(each.choice, grey=True))
        assert coloured(document.pdf(each, head=HEAD)) > 0
        assert coloured(document.pdf(grey, head=HEAD)) == 0
        assert coloured(document.memo(grey, head=HEAD)) == 0


def test_the_same_pack_gives_the_same_bytes(small_pack: Pack) -> None:
    again = small_pack.with_leaves(*(replace(leaf, _drawn={}) for leaf in small_pack.leaves))
    assert document.pdf(small_pack, head=HEAD) == document.pdf(again, head=HEAD)
    assert document.memo(small_pack, head=HEAD) == document.memo(again, head=HEAD)
    later = replace(small_pack, made=small_pack.made.replace(hour=15))
    assert document.memo(later) != document.memo(small_pack)


def test_letter_has_its_form(letter: bytes, pack: Pack) -> None:
    text = pages(letter)
    assert len(text) <= 2
    said = "".join(text)
    made = f"{pack.made.day} November {pack.made.year}"
    for words in (
        "PEMERINTAH KABUPATEN BALANGAN BADAN UJI",
        "NOTA DINAS",
        f"Yth.:Peserta {pack.title}",
        "Dari:Kepala Dinas, BADAN UJI",
        f"Tanggal:{made}",
        f"Hal:Bahan {pack.title} tanggal 24 November 2026",
        *pack.bullets,
        "Keputusan PIC Tenggat Paraf",
        pack.choice.sentence,
        f"Paringin, {made} Kepala Dinas",
        "Nama Pejabat Pembina (IV/a) NIP 19700101",
    ):
        assert bare(words) in said, words
    for leaf in pack.leaves:
        for kpi in leaf.kpis:
            assert bare("".join(kpi)) in said, kpi
    assert alts(letter) == ["Logo"]
    assert all("CONTOH" in words and f"/{len(text)}" in words for words in text)


def test_letter_without_a_name_leaves_a_line_to_sign(small_pack: Pack) -> None:
    said = pages(document.memo(small_pack, head=Letterhead()))[-1]
    assert bare("Paringin, 22 November 2026 Kepala Dinas NIP") in said


def test_long_lists_do_not_make_a_long_letter(pack: Pack) -> None:
    rows = pd.DataFrame(
        {
            "keputusan": ["Memperbaiki data rumah terdampak di seluruh kecamatan sebelum rapat berikut " * 4] * 30,
            "penanggung": ["BPBD dan Dinas Sosial"] * 30,
            "batas": [date(2026, 12, 1)] * 30,
        }
    )
    long = table("R-3", 30)
    named = (long.columns[0], replace(long.columns[0], name="penanggung", title="Penanggung jawab"))
    columns = (replace(named[0], name="keputusan"), named[1], replace(long.columns[2], name="batas", title="Tenggat"))
    figure = replace(long, frame=rows, columns=columns, encode={"paper": tuple(c.name for c in columns)})
    leaves = [
        replace(leaf, figure=replace(figure, id=leaf.number)) if leaf.number in ("R-2", "R-3") else leaf
        for leaf in pack.leaves
    ]
    text = pages(document.memo(pack.with_leaves(*leaves), head=HEAD))
    assert len(text) == 2
    assert bare("baris lain ada dalam data.xlsx, lembar R-3.") in "".join(text)
    assert "NamaPejabat" in text[1]
