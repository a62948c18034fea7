"""The slides of a pack, opened again: words, charts with their workbooks, notes, sizes, and the same bytes twice."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.util import Inches, Pt

from pantau import style, text
from pantau.pack import Leaf, Pack, deck
from pantau.pack.chart import chart
from pantau.pack.letterhead import Letterhead
from tests.pack.conftest import HOSTILE, bars, table

BARE = Letterhead()
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def written(pack: Pack) -> bytes:
    return deck.pptx(pack, BARE)


@pytest.fixture(scope="module")
def slides(written: bytes) -> list[Any]:
    return list(Presentation(BytesIO(written)).slides)


def opened(pack: Pack, head: Letterhead = BARE) -> list[Any]:
    return list(Presentation(BytesIO(deck.pptx(pack, head))).slides)


def words(slide: Any) -> str:
    """Everything a reader sees as text on a slide, tables included."""
    return "\n".join("".join(p.itertext(f"{A}t")) for p in slide._element.iter(f"{A}p"))


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def tables(slide: Any) -> list[Any]:
    return [shape.table for shape in slide.shapes if shape.has_table]


def alternative(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")


def test_a_cover_and_one_slide_a_leaf_with_its_finding_as_title(slides: list[Any], pack: Pack) -> None:
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        pack.title,
        *(leaf.finding for leaf in pack.leaves),
    ]
    for slide in slides:
        assert slide.shapes.title.is_placeholder


def test_every_slide_has_its_sentence_footer_and_page(slides: list[Any], pack: Pack) -> None:
    for page, (slide, leaf) in enumerate(zip(slides[1:], pack.leaves, strict=True), 2):
        seen = words(slide)
        for said in (
            leaf.header,
            pack.footer(leaf),
            f"Halaman {page}/{len(slides)}",
            f"{leaf.number} · {leaf.section}",
        ):
            assert said in seen, (leaf.number, said)
        assert leaf.words[0] in seen
        for name, value, note in leaf.kpis[:6]:
            assert {name, value, note} <= set(seen.split("\n"))


def test_the_cover_says_what_the_pack_is(slides: list[Any], pack: Pack) -> None:
    seen = words(slides[0])
    facts = (pack.choice.sentence, pack.choice.place, text.long_day(pack.choice.day), pack.code, text.moment(pack.made))
    for said in (*facts, *(part for each in pack.dates for part in each), pack.signature):
        assert said in seen
    assert text.SAMPLE in seen.split("\n")


def test_sample_stands_on_its_slides_and_on_no_other(slides: list[Any], pack: Pack) -> None:
    for slide, leaf in zip(slides[1:], pack.leaves, strict=True):
        boxes = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == text.SAMPLE]
        assert len(boxes) == bool(leaf.sample), leaf.number


def test_charts_are_native_and_their_workbooks_have_the_numbers_of_the_figures(slides: list[Any], pack: Pack) -> None:
    count = 0
    for slide, leaf in zip(slides[1:], pack.leaves, strict=True):
        found = chart(leaf.figure) if leaf.figure else None
        drawn = charts(slide)
        assert len(drawn) == (found is not None), leaf.number
        if found is None:
            continue
        count += 1
        book = openpyxl.load_workbook(BytesIO(drawn[0].part.chart_workbook.xlsx_part.blob))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        assert list(rows[0][1:]) == [each.name for each in found.series]
        columns = list(zip(*rows[1:], strict=True))
        assert len(columns[0]) == len(found.categories)
        for each, column in zip(found.series, columns[1:], strict=True):
            assert column == each.values
        plotted = {s.name: tuple(s.values) for plot in drawn[0].plots for s in plot.series}
        assert plotted == {each.name: each.values for each in found.series}
    assert count >= 9


def test_a_table_has_the_written_cells_and_says_what_was_cut(slides: list[Any], pack: Pack) -> None:
    for slide, leaf in zip(slides[1:], pack.leaves, strict=True):
        figure = leaf.figure
        if figure is None or figure.kind != "table" or figure.empty:
            continue
        found = tables(slide)[0]
        shown = [[cell.text_frame.text for cell in row.cells] for row in found.rows]
        titles = {column.name: column.title for column in figure.columns}
        asked = [titles[name] for name in figure.encode["paper"]]
        assert set(shown[0]) <= set(asked)
        cells = figure.written()[shown[0]].head(len(shown) - 1)
        for row, written in zip(shown[1:], cells.itertuples(index=False), strict=True):
            assert [words.removesuffix("…") for words in row] == [w[: len(s.removesuffix("…"))] for s, w in
                                                                  zip(row, map(str, written), strict=True)]  # fmt: skip
        assert 1 < len(shown) <= 11
        said = f"{len(shown) - 1} dari {len(figure.frame)} baris; selengkapnya pada lembar {leaf.number} di data.xlsx."
        assert (said in words(slide)) == (len(shown) - 1 < len(figure.frame))


def test_a_long_table_is_cut_at_ten(small_pack: Pack) -> None:
    slide = opened(small_pack)[6]
    assert len(tables(slide)[0].rows) == 11
    assert "10 dari 60 baris; selengkapnya pada lembar SB-1 di data.xlsx." in words(slide)


def test_pictures_are_sharp_and_everything_drawn_has_an_alternative(slides: list[Any], pack: Pack) -> None:
    pictures = 0
    for slide, leaf in zip(slides[1:], pack.leaves, strict=True):
        for shape in slide.shapes:
            if shape.has_chart or shape.shape_type == 13:
                assert leaf.figure and alternative(shape) == leaf.figure.reading
            if shape.has_table:
                assert alternative(shape)
            if shape.shape_type == 13:
                pictures += 1
                pixels = Image.open(BytesIO(shape.image.blob)).size[0]
                assert pixels / (shape.width / Inches(1)) >= 150
    assert pictures >= 4


def test_notes_say_definition_question_and_source(slides: list[Any], pack: Pack) -> None:
    for slide, leaf in zip(slides[1:], pack.leaves, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert all(said in notes for said in leaf.words)
        assert leaf.dated in notes
        for asked in leaf.asked:
            assert f"Kueri: {asked.query} (" in notes and asked.sha256 in notes
            assert all(f"{name} = {value}" in notes for name, value in asked.params.items() if value is not None)


def test_decisions_have_empty_rows_to_fill_in(slides: list[Any], small_pack: Pack, pack: Pack) -> None:
    blank = tables(slides[1 + [leaf.number for leaf in pack.leaves].index("R-3")])[-1]
    assert [cell.text_frame.text for cell in blank.rows[0].cells] == ["Keputusan", "PIC", "Tenggat", "Paraf"]
    assert len(blank.rows) == 3
    assert not any(cell.text_frame.text for row in list(blank.rows)[1:] for cell in row.cells)
    known = small_pack.with_leaves(Leaf("R-3", "Rapat", "Dua keputusan", table("R-3", 2)))
    before, after = tables(opened(known)[1])
    assert len(before.rows) == 3 and len(after.rows) == 3
    nothing = small_pack.with_leaves(Leaf("R-3", "Rapat", "Belum ada keputusan", table("R-3", 0)))
    assert [len(each.rows) for each in tables(opened(nothing)[1])] == [6]


def test_what_failed_and_what_is_empty_says_why(small_pack: Pack) -> None:
    found = opened(small_pack)
    failed = next(leaf for leaf in small_pack.leaves if leaf.failed)
    assert failed.failed in words(found[1 + small_pack.leaves.index(failed)])
    assert "Belum dapat ditentukan." in words(found[4]) and "Satu baris per nama." in words(found[4])


def test_hostile_words_are_words(small_pack: Pack) -> None:
    slide = opened(small_pack)[2]
    assert slide.shapes.title.text_frame.text == HOSTILE
    wild = replace(bars("LB-1"), reading="a\x00b\x0bc\ufffe", notes=("d\ne",))
    named = wild.frame.assign(nama=["a\x01", "=1+1", '"c" &<>', "a\x01"])
    leaf = Leaf("LB-1", "Lapor\x0cBencana", "x\x02y", replace(wild, frame=named))
    wary = opened(small_pack.with_leaves(leaf))[1]
    assert "x y" in words(wary)
    book = openpyxl.load_workbook(BytesIO(charts(wary)[0].part.chart_workbook.xlsx_part.blob))
    assert all(cell.data_type != "f" for row in book.worksheets[0] for cell in row)


def test_letters_are_large_enough_and_nothing_leaves_the_slide(slides: list[Any]) -> None:
    for slide in slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= Inches(13.334) and shape.top + shape.height <= Inches(7.51)
            sizes = {int(each.get("sz")) / 100 for each in shape._element.iter(f"{A}rPr") if each.get("sz")}
            least = 11 if shape.top > Inches(6.9) else 12 if is_header(shape) else 14
            assert min(sizes, default=14) >= least, (slide.shapes.title.text_frame.text, shape.name, sizes)
        for drawn in charts(slide):
            sizes = {int(each.get("sz")) for each in drawn._chartSpace.iter(f"{A}defRPr", f"{A}rPr") if each.get("sz")}
            assert min(sizes) >= 1200


def is_header(shape: Any) -> bool:
    return bool(shape.has_text_frame and "Satuan: " in shape.text_frame.text and shape.top < Inches(2.2))


def test_content_does_not_run_into_the_footer(slides: list[Any]) -> None:
    for slide in slides:
        for shape in slide.shapes:
            if shape.top < Inches(6.9):
                assert shape.top + shape.height <= Inches(6.96), (slide.shapes.title.text_frame.text, shape.name)


def test_shapes_do_not_cover_each_other(slides: list[Any]) -> None:
    for slide in slides[1:]:
        boxes = [s for s in slide.shapes if s.height > Inches(0.05)]
        for i, one in enumerate(boxes):
            for other in boxes[i + 1 :]:
                beside = one.left + one.width <= other.left + 9525 or other.left + other.width <= one.left + 9525
                above = one.top + one.height <= other.top + 40000 or other.top + other.height <= one.top + 40000
                assert beside or above, (slide.shapes.title.text_frame.text, one.name, other.name)


def test_titles_keep_to_two_lines(small_pack: Pack) -> None:
    long = "Halong, Tebing Tinggi dan Paringin Selatan paling jauh dari lengkap menurut bukti yang berlaku " * 2
    slide = opened(small_pack.with_leaves(replace(small_pack.leaves[2], finding=long.strip())))[1]
    title = slide.shapes.title
    size = title.text_frame.paragraphs[0].runs[0].font.size
    assert title.height <= 2 * size * 1.2 + Inches(0.1)
    assert Pt(20) <= size < Pt(28)


def test_too_many_words_leave_room_for_the_drawing(small_pack: Pack) -> None:
    figure = replace(bars("LB-1"), notes=tuple(f"Catatan ke-{i}. " + "Panjang sekali. " * 12 for i in range(9)))
    slide = opened(small_pack.with_leaves(replace(small_pack.leaves[2], figure=figure)))[1]
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    assert frame.height >= Inches(2)
    assert "Catatan ke-8" in slide.notes_slide.notes_text_frame.text


def test_everything_says_it_is_indonesian(written: bytes, slides: list[Any]) -> None:
    for slide in slides:
        for run in (*slide._element.iter(f"{A}r"), *slide.notes_slide._element.iter(f"{A}r")):
            assert run.find(f"{A}rPr").get("lang") == "id-ID"
        for drawn in charts(slide):
            assert drawn._chartSpace.find(f"{C}lang").get("val") == "id-ID"
    assert Presentation(BytesIO(written)).core_properties.language == "id-ID"


def test_nobody_is_named_by_number(written: bytes) -> None:
    with zipfile.ZipFile(BytesIO(written)) as file:
        for name in file.namelist():
            if name.endswith(".xml"):
                seen = " ".join(etree.fromstring(file.read(name)).itertext())
                assert not re.search(r"(?<![\d,.])\d{16}(?!\d)", seen), name


def test_the_same_pack_gives_the_same_bytes(small_pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    first = deck.pptx(small_pack, BARE)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert deck.pptx(small_pack, BARE) == first
    with zipfile.ZipFile(BytesIO(first)) as file:
        assert {entry.date_time[:3] for entry in file.infolist()} == {(2026, 11, 22)}


def test_properties_say_title_post_and_time(small_pack: Pack) -> None:
    about = Presentation(BytesIO(deck.pptx(small_pack, BARE))).core_properties
    assert (about.title, about.author) == (small_pack.title, "Camat")
    assert f"{about.created:%Y-%m-%d %H:%M}" == "2026-11-22 06:05"


def test_children_stand_in_the_order_of_the_schema(written: bytes) -> None:
    with zipfile.ZipFile(BytesIO(written)) as file:
        names = [name for name in file.namelist() if re.search(r"(slides/slide|charts/chart)\d+\.xml$", name)]
        assert len(names) > 30
        for name in names:
            for element in etree.fromstring(file.read(name)).iter():
                order = ORDER.get(kind(element), "").split()
                places = [order.index(etree.QName(child).localname) for child in element if order]
                assert all(a <= b for a, b in pairwise(places)), (name, kind(element))


def kind(element: Any) -> str:
    """The element's name; a series is one of its chart."""
    name = etree.QName(element).localname
    return f"{etree.QName(element.getparent()).localname} {name}" if name == "ser" else name


# What an office program reads; another order makes it offer to repair the file.
_SERIES = "idx order tx spPr invertIfNegative {}dPt dLbls trendline errBars cat val xVal yVal smooth"
ORDER = {
    "chartSpace": "date1904 lang roundedCorners chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs showDLblsOverMax",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls marker smooth axId",
    "barChart ser": _SERIES.format(""),
    "areaChart ser": _SERIES.format(""),
    "lineChart ser": _SERIES.format("marker "),
    "scatterChart ser": _SERIES.format("marker "),
    "dPt": "idx invertIfNegative marker bubble3D spPr",
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent"
    " showBubbleSize",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize"
    " showLeaderLines",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr"
    " crossAx crosses auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "dateAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr"
    " crossAx crosses auto lblOffset baseTimeUnit majorUnit majorTimeUnit",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr"
    " crossAx crosses crossBetween majorUnit",
    "scaling": "logBase orientation max min",
    "tcPr": "lnL lnR lnT lnB noFill solidFill",
}


def test_black_and_white_has_no_colour(pack: Pack) -> None:
    few = tuple(leaf for leaf in pack.leaves if leaf.number in ("LB-0", "LB-2", "SB-1", "KN-2"))
    grey = replace(pack, choice=replace(pack.choice, grey=True), leaves=few)
    found = opened(grey, Letterhead(logo=logo()))
    patterns = 0
    for slide in found:
        for part in (slide._element, *(drawn._chartSpace for drawn in charts(slide))):
            for colour in part.iter(f"{A}srgbClr"):
                red, green, blue = (colour.get("val")[i : i + 2] for i in (0, 2, 4))
                assert red == green == blue, colour.get("val")
            patterns += sum(1 for _ in part.iter(f"{A}pattFill"))
        for shape in slide.shapes:
            if shape.shape_type == 13:
                assert Image.open(BytesIO(shape.image.blob)).mode in ("L", "LA")
    assert patterns >= 4


def logo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 60), style.ACCENT).save(file, "PNG")
    return file.getvalue()


def test_a_logo_stands_on_the_cover_and_a_broken_one_is_left_out(small_pack: Pack) -> None:
    assert [alternative(s) for s in opened(small_pack, Letterhead(logo=logo()))[0].shapes if s.shape_type == 13] == [
        "Logo"
    ]
    assert not [s for s in opened(small_pack, Letterhead(logo=b"no picture"))[0].shapes if s.shape_type == 13]


def test_a_template_gives_its_masters_and_loses_its_slides(small_pack: Pack, tmp_path: Path) -> None:
    own = Presentation()
    own.slide_layouts[5].name = "Milik dinas"
    example = own.slides.add_slide(own.slide_layouts[0])
    example.shapes.title.text = "contoh templat"
    path = tmp_path / "templat.pptx"
    own.save(str(path))
    written = deck.pptx(small_pack, Letterhead(template=path))
    found = Presentation(BytesIO(written))
    assert len(found.slides) == 1 + len(small_pack.leaves)
    assert {slide.slide_layout.name for slide in found.slides} == {"Milik dinas"}
    assert (found.slide_width, found.slide_height) == (Inches(13.333), Inches(7.5))
    with zipfile.ZipFile(BytesIO(written)) as file:
        assert not any(b"contoh templat" in file.read(name) for name in file.namelist())
        assert len(file.namelist()) == len(set(file.namelist()))


@pytest.mark.parametrize("content", [b"", b"PK broken", None])
def test_a_template_that_cannot_be_used_is_left_out(small_pack: Pack, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "templat.pptx"
    if content is not None:
        path.write_bytes(content)
    assert len(opened(small_pack, Letterhead(template=path))) == 1 + len(small_pack.leaves)


def test_a_drawing_that_fails_leaves_its_box(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError

    monkeypatch.setattr("pantau.draw.paper.drawing", broken)
    leaf = next(leaf for leaf in pack.leaves if leaf.figure and leaf.figure.kind == "villages")
    assert "Gambar ini tidak dapat dibuat" in words(opened(pack.with_leaves(replace(leaf, _drawn={})))[1])


def test_the_whole_deck_can_be_mailed(written: bytes) -> None:
    assert len(written) < 3_000_000


def test_a_pack_without_programmes_data_has_a_cover(small_pack: Pack) -> None:
    bare = replace(small_pack, dates=(), leaves=(), choice=replace(small_pack.choice, day=date(2026, 1, 1)))
    assert len(opened(bare)) == 1
