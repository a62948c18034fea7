"""Every kind on paper: sharp, complete, nothing cut off, and the same words and numbers as everywhere."""

import xml.etree.ElementTree as ET
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from pantau import maps, text
from pantau.draw import paper
from pantau.draw.paper.page import DPI, Page, width, wrap
from pantau.figures import Figure
from tests.draw import golden

DC = "{http://purl.org/dc/elements/1.1/}"
SVG = "{http://www.w3.org/2000/svg}"


def words(figure: Figure) -> list[str]:
    """Every line of text on the drawing, read from the SVG."""
    root = ET.fromstring(paper.svg(figure))
    return ["".join(node.itertext()).strip() for node in root.iter(f"{SVG}text")]


def long(figure: Figure) -> Figure:
    """The same figure with everything too long that a person can make too long."""
    address = "https://contoh.id/" + "a" * 300
    context = replace(figure.context, sentence=f"{figure.context.sentence} · " * 3, source=address)
    return replace(figure, title=f"{figure.title} " * 4, reading=f"{figure.reading} " * 5, context=context)


def outside(figure: Figure) -> list[str]:
    """Lines of text that reach over the edge of the paper."""
    return beyond(paper._page(figure))


def beyond(page: Page) -> list[str]:
    """The same of a finished page."""
    canvas = page.canvas
    agg = canvas.canvas
    assert isinstance(agg, FigureCanvasAgg)
    renderer = agg.get_renderer()
    wide, high = canvas.get_size_inches() * DPI
    found = []
    for line in canvas.axes[0].texts:
        box = line.get_window_extent(renderer)
        if box.x0 < 8 or box.y0 < 8 or box.x1 > wide - 8 or box.y1 > high - 8:
            found.append(line.get_text())
    return found


@pytest.mark.parametrize("name", golden.MAKERS)
def test_the_picture_is_sharp_and_says_what_it_is(name: str) -> None:
    figure = golden.MAKERS[name]()
    with Image.open(BytesIO(paper.png(figure))) as picture:
        facts = dict(picture.text)
        dots = picture.info["dpi"]
        pixels = picture.convert("RGB")
    assert pixels.width >= 1600
    assert round(dots[0]) == 200
    assert facts["Title"] == figure.title
    assert facts["Description"].encode() == figure.context.sentence.encode()
    assert facts["Source"] == figure.context.source
    colours = pixels.getcolors(1 << 24)
    assert colours is not None
    assert max(count for count, _ in colours) <= 0.95 * pixels.width * pixels.height


@pytest.mark.parametrize("name", golden.MAKERS)
def test_the_drawing_carries_its_context(name: str) -> None:
    figure = golden.MAKERS[name]()
    said = words(figure)
    joined = " ".join(said)
    assert figure.title in joined
    assert figure.context.sentence in said
    assert figure.footer() in joined
    assert figure.reading in joined
    assert (text.SAMPLE in said) == bool(figure.context.sample)
    root = ET.fromstring(paper.svg(figure))
    assert root.findtext(f".//{DC}description") == figure.context.sentence
    assert root.findtext(f".//{DC}title") == figure.title


@pytest.mark.parametrize("name", golden.MAKERS)
def test_nothing_is_cut_off(name: str) -> None:
    figure = golden.MAKERS[name]()
    assert outside(figure) == []
    assert outside(long(figure)) == []


@pytest.mark.parametrize("name", ["steps", "villages"])
def test_the_same_figure_gives_the_same_bytes(name: str) -> None:
    figure = golden.MAKERS[name]()
    assert paper.svg(figure) == paper.svg(figure)
    assert paper.png(figure) == paper.png(figure)


def test_threads_do_not_disturb_each_other() -> None:
    figures = [golden.months(), golden.ranked(), golden.matrix(), golden.stack()] * 2
    alone = [paper.svg(figure) for figure in figures[:4]]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(paper.svg, figures))
    assert together == alone * 2


def test_ranked_writes_every_number_in_order() -> None:
    figure = golden.ranked()
    said = words(figure)
    assert [w for w in said if w in golden.SUBDISTRICTS] == list(golden.SUBDISTRICTS)
    assert Counter(figure.frame["teks"]) <= Counter(said)
    assert "nihil" in said


def test_months_write_codes_totals_and_indonesian_months() -> None:
    said = Counter(words(golden.months()))
    assert (said["KP"], said["BJ"], said["BB"]) == (4, 2, 1)
    assert said["3"] == 2, "one tick and the total of December 2025"
    assert said["Okt"] == 2
    assert {"KP Kebakaran permukiman", "BJ Banjir", "BB Banjir bandang"} <= set(said)


def test_bars_too_thin_for_codes_get_textures() -> None:
    rows = [
        {"bulan": m, "huruf": c, "nama_ancaman": golden.HAZARDS[c][0], "warna": golden.HAZARDS[c][1], "kejadian": 2}
        for m in pd.date_range("2017-01-01", "2026-01-01", freq="MS")
        for c in ("BJ", "KP")
    ]
    drawing = paper.svg(golden.bencana.months(pd.DataFrame(rows), golden.REAL)).decode()
    assert "<pattern" in drawing
    assert ">KP<" not in drawing
    assert "<pattern" not in paper.svg(golden.months()).decode()


def test_matrix_writes_every_state_and_both_margins() -> None:
    figure = golden.matrix()
    said = Counter(words(figure))
    states = Counter(figure.frame["keadaan"])
    for state, letter in (("disetujui", "S"), ("diunggah", "U"), ("diperiksa", "P"), ("perlu_perbaikan", "R")):
        assert said[letter] == states[state] + 1, "cells and one in the legend"
    assert said["K"] == states["kedaluwarsa"] + 1
    margins = Counter([*figure.encode["row_margin"].values(), *figure.encode["column_margin"].values()])
    assert all(said[fraction] >= times for fraction, times in margins.items())


def test_calendar_tells_nil_from_silence() -> None:
    figure = golden.calendar()
    said = Counter(words(figure))
    values = [v for v in figure.frame["konsultasi"] if not text.missing(v)]
    assert said["0"] == values.count(0) + 1, "cells and one in the legend"
    assert said["12"] == 1
    drawing = paper.svg(figure).decode()
    assert drawing.count("url(#h") == sum(text.missing(v) for v in figure.frame["konsultasi"]) + 1


def test_stack_dots_and_steps_write_their_numbers() -> None:
    assert {"108", "76", "16", "4"} <= set(words(golden.stack()))
    assert {"61/100", "8/117", "10 orang", "tanpa penyebut"} <= set(words(golden.dots()))
    assert {"795", "880 sesudah (media)", "281 sebelum (media)"} <= set(words(golden.steps()))
    said = words(golden.slope())
    assert {"281", "880", "sebelum", "sesudah", "tanggal tidak disebut"} <= set(said)
    assert not any("<" in word for word in said)


def test_the_village_map_names_counts_and_hatches_silence() -> None:
    figure = golden.villages()
    said = Counter(words(figure))
    assert said["1 kejadian"] == said["9 kejadian"] == 1
    assert said["nihil"] == said["belum melapor"] == said["10 km"] == 1
    assert all(said[name.replace("Selatan", "S.")] == 1 for name in golden.SUBDISTRICTS)
    assert said["9"] == 2, "in its circle and in the list beside the map"
    silent = int(figure.frame["kejadian"].isna().sum())
    assert paper.svg(figure).decode().count("url(#h") == silent + 1


def test_villages_outside_the_filter_are_neither_nil_nor_silent() -> None:
    figure = golden.villages()
    part = replace(figure, frame=figure.frame[figure.frame["nama_kecamatan"] == "Halong"])
    assert "di luar filter" in words(part)
    assert "di luar filter" not in words(figure)
    silent = int(part.frame["kejadian"].isna().sum())
    assert paper.svg(part).decode().count("url(#h") == silent + 1


def test_area_maps_write_every_kecamatan() -> None:
    figure = golden.areas()
    said = Counter(words(figure))
    assert all(said[name] for name in figure.frame["nama_label"])
    assert Counter(figure.frame["ringkas"]) <= said
    assert "nihil" in said
    simple = maps.simple(golden.villages())
    assert {"belum melapor", "jumlah kejadian"} <= set(words(simple))
    assert outside(simple) == []


def test_an_empty_figure_says_why() -> None:
    figure = golden.months()
    empty = replace(figure, frame=figure.frame.iloc[:0], reading="Tidak ada kejadian bertanggal pada filter ini.")
    said = words(empty)
    assert {"Belum dapat ditentukan.", empty.reading, empty.title, empty.context.sentence} <= set(said)


def test_a_name_is_never_a_formula_or_a_tag() -> None:
    figure = golden.ranked()
    names = ["$x^2$", "<b>&</b>", "a_b", r"\frac", "#", "%", "~", "{}"]
    said = words(replace(figure, frame=figure.frame.assign(nama_kecamatan=names)))
    assert set(names) <= set(said)


@given(st.text("abc \u00a0·%", max_size=200), st.sampled_from([9.0, 10.5, 16.0]))
def test_wrapped_lines_fit_and_lose_no_word(sentence: str, size: float) -> None:
    lines = wrap(sentence, size, 2.0)
    assert all(width(line, size) <= 2.0 for line in lines)
    assert "".join(lines).replace(" ", "") == sentence.replace(" ", "")
