"""Marks of the village map on paper and on the simple map: rings, shapes of reports, shaded classes, no circles."""

import re
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest

from pantau import maps, style
from pantau.draw import paper, screen
from pantau.draw.paper import villages
from pantau.draw.paper.frame import compose
from pantau.figures import Figure
from tests.draw import golden
from tests.draw.test_paper import outside, words


def strokes(figure: Figure) -> list[tuple[str, str, float]]:
    """Marker, fill and edge of every symbol painted, legend included."""
    axes = paper._page(figure).canvas.axes[0]
    return [
        (str(line.get_marker()), str(line.get_markerfacecolor()), line.get_markersize())
        for line in axes.lines
        if line.get_marker() not in ("None", "none", None)
    ]


def fills(figure: Figure) -> Counter[str]:
    """Colours of filled areas."""
    return Counter(re.findall(r"fill: (#[0-9a-f]{6})", paper.svg(figure).decode()))


def test_a_rate_shades_villages_in_classes_and_draws_no_circle() -> None:
    figure = golden.rates()
    said = words(figure)
    assert [w for w in said if w.startswith(">")] == [">0–2,5", ">2,5–5", ">5–7,5", ">7,5–10"]
    found = fills(figure)
    classes = [found[colour.lower()] - 1 for colour in style.RAMP]
    assert classes == [3, 0, 1, 1], "0,4 1,2 2,5 in the first class, 6,0 in the third, 9,5 in the last"
    assert found[style.ACCENT.lower()] == 0
    assert {"nihil", "belum melapor", "9,5", "0,4"} <= set(said)


def test_rings_hold_their_total_and_run_in_the_order_of_the_legend() -> None:
    figure = golden.rings()
    said = words(figure)
    legend = [w for w in said if re.match(r"[A-Z]{2} ", w)]
    assert legend == ["BJ Banjir", "KP Kebakaran permukiman", "BB Banjir bandang"], "most first"
    assert "jumlah; searah jarum jam, urut legenda" in said
    assert {"5", "2"} <= set(said)
    ring = maps.rings(figure.encode["rings"])[0]
    assert (ring.name, ring.total) == ("Halong", 5)
    assert [hazard.letters for hazard, _ in ring.parts] == ["BJ", "KP", "BB"], "not the order of the rows"
    wedges = [p for p in paper._page(figure).canvas.axes[0].patches if type(p).__name__ == "Wedge"]
    spans = [(round(w.theta1), round(w.theta2)) for w in wedges[:3]]
    assert spans == [(-90, 126), (126, 198), (198, 270)], "clockwise from the top: three, one and one of five"
    assert fills(figure)[style.ACCENT.lower()] == 0


def test_letters_stand_in_a_part_that_has_room_for_them() -> None:
    rings = golden.rings().encode["rings"]
    many = rings.assign(kejadian=rings["kejadian"] * 12)
    wide = replace(golden.rings(), encode={**golden.rings().encode, "rings": many})
    assert "BJ" in words(wide)
    assert outside(wide) == []


def test_hazards_that_share_letters_are_one_part() -> None:
    rows = [("63.11.02", "Halong", 115.6, -2.2, "LL", "#9AA6AE", name, 1) for name in ("Epidemi", "Gempa bumi")]
    names = ["kode", "nama", "bujur", "lintang", "huruf", "warna", "nama_ancaman", "kejadian"]
    frame = pd.DataFrame(rows, columns=names)
    assert maps.hazards(frame) == [maps.Hazard("LL", "Epidemi, gempa bumi", "#9AA6AE")]
    assert maps.rings(frame)[0].parts == [(maps.hazards(frame)[0], 2.0)]


def test_reports_say_hazard_severity_and_age_without_colour_alone() -> None:
    figure = golden.reports()
    found = strokes(figure)
    shapes = Counter(marker for marker, *_ in found)
    assert {"o", "^", "D", "s", "*"} <= set(shapes)
    said = words(figure)
    assert {"Banjir, banjir bandang", "Tanah longsor", "Karhutla", "Kebakaran permukiman", "Cuaca ekstrem"} <= set(said)
    assert {"keparahan 1–4 (skala proyek)", "keparahan belum dilaporkan", "belum diverifikasi"} <= set(said)
    assert {"makin pudar makin lama", "ada laporan atau nihil"} <= set(said)
    assert outside(figure) == []


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({"langkah": 2}, "keparahan belum dilaporkan"),
        ({"pasti": True}, "belum diverifikasi"),
        ({"umur": 1}, "makin pudar makin lama"),
        ({"langkah": None}, "keparahan 1–4 (skala proyek)"),
    ],
)
def test_the_legend_of_reports_names_only_what_occurs(row: dict[str, object], word: str) -> None:
    figure = golden.reports()
    points = figure.encode["points"].assign(**row)
    assert word not in words(replace(figure, encode={**figure.encode, "points": points}))
    assert word in words(figure)


def fill_of(step: object, age: object, sure: bool = True) -> list[tuple[str, str]]:
    """Marker and fill of the strokes of one report."""
    page = compose(golden.villages(), villages.Body(1.0, lambda *_: None))
    axes = page.canvas.axes[0]
    before = len(axes.lines)
    villages.shape(page, 1, 1, "102", step, age, sure)
    return [(str(line.get_marker()), str(line.get_markerfacecolor()).lower()) for line in axes.lines[before:]]


def test_a_report_is_filled_by_its_severity_hollow_without_and_paler_with_age() -> None:
    assert fill_of(3, 1)[-1] == ("^", style.SEVERITY[2].lower())
    assert fill_of(None, 1)[-1] == ("^", style.WHITE.lower())
    recent, old = (style.luminance(fill_of(3, age)[-1][1]) for age in (1, 400))
    assert recent < old < 1
    assert [marker for marker, _ in fill_of(3, 1, sure=False)] == ["o", "^", "^"], "ring, white ground, shape"
    assert [marker for marker, _ in fill_of(3, 1)] == ["^", "^"]


def test_every_shape_of_the_screen_has_one_on_paper() -> None:
    forms = {maps.glyph_of(code)[2] for code in [*maps.GLYPHS, "L99"]}
    assert forms == set(villages.MARKERS)
    assert len({marker for marker, _ in villages.MARKERS.values()}) == len(forms)


def test_the_simple_map_says_that_it_leaves_hazards_out() -> None:
    simple = maps.simple(golden.rings())
    assert simple.encode["circles"] is True
    assert "tanpa rincian bahaya" in simple.subtitle
    assert {trace["type"] for trace in screen.draw(simple)["data"]} == {"choropleth", "scattergeo"}
    assert outside(simple) == []


def test_the_simple_map_shades_a_rate_without_circles() -> None:
    traces = screen.draw(maps.simple(golden.rates()))["data"]
    assert not [t for t in traces if "text" in t]
    assert {t["name"] for t in traces if t["type"] == "choropleth"} >= {">0–2,5", ">7,5–10", "nihil", "belum melapor"}


def test_the_simple_map_draws_reports_as_symbols() -> None:
    simple = maps.simple(golden.reports())
    ring, shapes = screen.draw(simple)["data"][-2:]
    assert shapes["marker"]["symbol"] == [
        "circle", "triangle-up", "square", "star", "diamond-open", "circle",
    ]  # fmt: skip
    assert shapes["marker"]["color"][0] == style.SEVERITY[3]
    assert shapes["marker"]["opacity"][0] > shapes["marker"]["opacity"][3]
    assert ring["lon"] == [115.48, 115.66], "the two not verified"
    assert shapes["customdata"][0][0] == "Banjir · LP-1"
    assert simple.encode["white"] == "ada laporan atau nihil"
    assert not [t for t in screen.draw(simple)["data"] if t.get("mode") == "markers+text"], "no circles"
