"""The map sheet: complete, to scale, searchable, the same bytes every time, nothing over the edge or over another."""

import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from pantau import maps, text
from pantau.draw import file_name
from pantau.draw.paper import lembar_panel, lembar_peta
from pantau.draw.paper.page import DPI, Page
from pantau.draw.paper.plate import KM_NORTH, Plate, wide_at
from pantau.draw.paper.villages import Marks
from pantau.figures import Figure
from tests.draw import golden
from tests.draw.test_paper import beyond, long

KINDS = {"villages": golden.villages, "rates": golden.rates, "rings": golden.rings, "reports": golden.reports}
VILLAGE_SIZE = 6.0


def said(page: Page) -> list[str]:
    return [line.get_text() for line in page.canvas.axes[0].texts]


def boxes(page: Page, keep: Callable[[Any], bool]) -> list[tuple[str, Any]]:
    """Words and their boxes in pixels."""
    agg = page.canvas.canvas
    assert isinstance(agg, FigureCanvasAgg)
    renderer = agg.get_renderer()
    return [(t.get_text(), t.get_window_extent(renderer)) for t in page.canvas.axes[0].texts if keep(t)]


def written(file: bytes) -> str:
    """The words of a PDF as a reader's search finds them; signs outside Latin-1 are left out."""
    words = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", file, re.S):
        try:
            content = zlib.decompress(stream)
        except zlib.error:
            continue
        for block in re.findall(rb"BT(.*?)ET", content, re.S):
            letters = b"".join(re.findall(rb"\(((?:\\.|[^\\)])*)\)", block, re.S))
            words.append(re.sub(rb"\\(.)", rb"\1", letters).replace(b"\x00", b"").decode("latin-1"))
    return "\n".join(words)


@pytest.mark.parametrize("name", KINDS)
def test_a_sheet_has_everything_a_map_needs(name: str) -> None:
    figure = KINDS[name]()
    page = lembar_peta.sheet(figure)
    lines = said(page)
    joined = " ".join(lines)
    assert "PEMERINTAH KABUPATEN BALANGAN" in lines
    assert f"PETA {figure.title.upper()}" in joined
    for sentence in (figure.context.sentence, figure.reading, *figure.notes):
        assert sentence in joined, sentence
    assert f"Keadaan data s.d. {text.day(figure.context.as_of)}" in lines
    assert {"U", "0", "5", "10 km", "KETERANGAN", "LETAK", "SUMBER"} <= set(lines)
    assert f"LEGENDA (satuan: {figure.unit})" in lines
    assert "datum WGS\u00a084" in joined
    assert "bukan batas resmi" in joined and "Kepmendagri" in joined
    assert "115,31–115,84°\u00a0BT dan 2,04–2,53°\u00a0LS" in joined
    assert {"belum melapor", "batas kecamatan", "batas desa"} <= set(lines)
    assert {"Balangan", "Banjarmasin", "115°", "116°", "2°", "3°"} <= set(lines), "the inset"
    assert figure.footer() in lines
    assert f"Berkas: {file_name(figure)}_lembar" in lines
    assert any(line.startswith(f"{text.SAMPLE}: ") for line in lines) == bool(figure.context.sample)
    assert "Diperiksa (nama, jabatan, tanggal):" in lines


def test_coordinates_stand_on_all_four_sides_where_they_belong() -> None:
    page = lembar_peta.sheet(golden.villages())
    plate = Plate(page, *lembar_peta._corner(350_000), wide_at(350_000))
    left, top, right, bottom = lembar_peta._FRAME
    marks = [(t.get_text(), *t.get_position()) for t in page.canvas.axes[0].texts]
    for degrees in ("115,4", "115,5", "115,6", "115,7", "115,8"):
        places = [(x, y) for words, x, y in marks if words == f"{degrees}°\u00a0BT"]
        x, _ = plate.at(float(degrees.replace(",", ".")), 0)
        assert [round(p[0], 3) for p in places] == [round(x, 3)] * 2
        assert places[0][1] < top and places[1][1] > bottom
    for degrees in ("2,1", "2,2", "2,3", "2,4", "2,5"):
        places = [(x, y) for words, x, y in marks if words == f"{degrees}°\u00a0LS"]
        _, y = plate.at(0, -float(degrees.replace(",", ".")))
        assert [round(p[1], 3) for p in places] == [round(y, 3)] * 2
        assert places[0][0] < left and places[1][0] > right


def test_the_scale_is_what_the_paper_measures() -> None:
    scale = lembar_peta.scale_of()
    page = lembar_peta.sheet(golden.villages())
    assert f"Skala 1 : {text.number(scale)} pada kertas A4" in said(page)
    assert any(line.startswith("1 cm = 3,5\u00a0km") for line in said(page))
    plate = Plate(page, 0, 0, wide_at(scale))
    (_, north), (_, south) = plate.at(115.5, -2.0), plate.at(115.5, -3.0)
    assert (south - north) * 2.54 == pytest.approx(KM_NORTH * 100_000 / scale)
    (west, _), (east, _) = plate.at(115.0, -2.29), plate.at(116.0, -2.29)
    assert (east - west) * 2.54 == pytest.approx(111.32 * math.cos(math.radians(2.29)) * 100_000 / scale, rel=1e-4)
    places = {t.get_text(): t.get_position()[0] for t in page.canvas.axes[0].texts}
    assert (places["10 km"] - places["0"]) * 2.54 == pytest.approx(10 * 100_000 / scale, rel=1e-3)
    left, top, right, bottom = lembar_peta._FRAME
    x, y = lembar_peta._corner(scale)
    assert left < x < x + wide_at(scale) < right
    assert top < y < plate.bottom + y < bottom


def test_its_numbers_are_those_of_the_figure() -> None:
    figure = golden.villages()
    page = lembar_peta.sheet(figure)
    counted = figure.frame[figure.frame["kejadian"].fillna(0) > 0]
    found = Counter(said(page))
    for name, value in zip(counted["label"], counted["kejadian"], strict=True):
        assert found[name] == 1, "in the list of the largest"
        assert found[str(value)] >= 1
    circles = [p for p in page.canvas.axes[0].patches if type(p).__name__ == "Circle"]
    drawn = [p for p in circles if p.center[0] < lembar_peta._FRAME[2]]
    assert len(drawn) == len(counted)
    radii = sorted(round(p.radius, 4) for p in drawn)
    assert radii == sorted(round(maps.radius_px(float(v), 9, 26) * lembar_peta._PIXEL, 4) for v in counted["kejadian"])


def crowd() -> Figure:
    """A third of the villages with something to count: more names than there is room for."""
    return golden.villages({i: 1 + i % 7 for i in range(0, 157, 2)})


@pytest.mark.parametrize("make", [golden.villages, golden.rings, golden.reports, golden.rates, crowd])
def test_names_touch_no_name_and_no_mark(make: Callable[[], Figure]) -> None:
    figure = make()
    page = lembar_peta.sheet(figure)
    named = set(figure.frame["nama_desa"])
    names = boxes(page, lambda t: t.get_fontsize() == VILLAGE_SIZE and t.get_text() in named)
    assert names
    for (one, a), (other, b) in combinations(names, 2):
        assert not a.overlaps(b), (one, other)
    parents = boxes(page, lambda t: t.get_fontsize() == 9 and t.get_fontweight() == "bold")
    for (one, a), (other, b) in ((n, p) for n in names for p in parents):
        assert not a.overlaps(b), (one, other)
    plate = Plate(page, *lembar_peta._corner(350_000), wide_at(350_000))
    for x, y, radius in Marks(figure, lembar_peta._PIXEL).spots(plate):
        for one, box in names:
            dx = max(box.x0 / DPI - x, x - box.x1 / DPI, 0)
            dy = max((page.high - box.y1 / DPI) - y, y - (page.high - box.y0 / DPI), 0)
            assert math.hypot(dx, dy) > radius - 0.03, one


def test_names_left_out_are_counted() -> None:
    figure = crowd()
    page = lembar_peta.sheet(figure)
    named = boxes(page, lambda t: t.get_fontsize() == VILLAGE_SIZE and t.get_text() in set(figure.frame["nama_desa"]))
    counted = int((figure.frame["kejadian"].fillna(0) > 0).sum())
    assert 0 < len(named) < counted
    assert f"Tertulis nama {len(named)} dari {counted} desa yang berangka." in said(page)
    assert not [line for line in said(lembar_peta.sheet(golden.villages())) if line.startswith("Tertulis")]


@pytest.mark.parametrize("name", KINDS)
def test_nothing_leaves_the_sheet(name: str) -> None:
    figure = KINDS[name]()
    for each in (figure, long(figure), replace(figure, frame=figure.frame.iloc[:0], encode=bare(figure))):
        page = lembar_peta.sheet(each)
        assert beyond(page) == []
        panel = [y for y in lowest(page, lembar_panel.BOX[0])]
        assert max(panel) < lembar_peta._FOOT


def bare(figure: Figure) -> dict[str, Any]:
    return {**figure.encode, "points": None, "rings": None}


def lowest(page: Page, left: float) -> Sequence[float]:
    """How far down the words of the panel reach, in inches."""
    found = boxes(page, lambda t: left <= t.get_position()[0] and t.get_position()[1] < lembar_peta._FOOT + 0.1)
    return [page.high - box.y0 / DPI for words, box in found if not words.startswith("Berkas")]


@pytest.mark.parametrize("name", KINDS)
def test_the_pdf_can_be_searched_and_stays_small(name: str) -> None:
    figure = KINDS[name]()
    file = lembar_peta.pdf(figure)
    assert file.startswith(b"%PDF")
    assert len(file) < 1_500_000
    found = written(file)
    assert "PEMERINTAH KABUPATEN BALANGAN" in found
    assert "Skala 1 : 350.000 pada kertas A4" in found
    assert all(name in found for name in ("Lampihong", "Tebing Tinggi", "belum melapor", "115,5°\u00a0BT"))
    assert figure.title.upper() in found.replace("\n", " ")
    assert b"/Type3" not in file and b"/Subtype /Type3" not in file


def test_the_same_figure_gives_the_same_bytes_and_no_date() -> None:
    figure = golden.reports()
    file = lembar_peta.pdf(figure)
    assert file == lembar_peta.pdf(figure)
    assert b"CreationDate" not in file and b"ModDate" not in file
    assert b"/Title (PETA TITIK LAPORAN)" in file
    assert figure.context.sentence.encode("utf-16-be") in file or b"/Subject" in file
    assert lembar_peta.png(figure) == lembar_peta.png(figure)


def test_the_picture_is_a_sharp_page_that_says_what_it_is() -> None:
    figure = golden.rings()
    file = lembar_peta.png(figure)
    assert len(file) < 1_500_000
    with Image.open(BytesIO(file)) as picture:
        assert (picture.width, picture.height) == (2338, 1654)
        assert round(picture.info["dpi"][0]) == 200
        assert picture.text["Title"] == "PETA KEJADIAN MENURUT BAHAYA"
        assert picture.text["Description"].encode() == figure.context.sentence.encode()
