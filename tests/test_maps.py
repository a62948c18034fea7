"""Maps: borders published once for the browser, colours by position, circles by area, and nothing from another host."""

import csv
import json
import math
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest

from pantau import ROOT, maps, style
from pantau.figures import Context, Figure, bencana
from pantau.store import Store
from tests.draw import golden

CONTEXT = Context("semua periode · 26 dari 26 kejadian", "berita")


def villages_of(store: Store, **filters: object) -> Figure:
    """LB2 as the page makes it."""
    return bencana.villages(
        store.query("bencana/kejadian_per_desa", filters),
        store.query("bencana/akuntansi_peta", filters).iloc[0],
        CONTEXT,
        store.query("bencana/titik", filters),
    )


def reference(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def layers(deck: object) -> dict[str, dict[str, object]]:
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}  # type: ignore[attr-defined]


def published(url: str) -> Path:
    """The file behind an address the browser is given."""
    return ROOT / "static" / url.removeprefix("/app/static/")


def palette(expression: str) -> tuple[list[object], list[int]]:
    """The colours and the index of `@@=([...])[([...])[properties.i]]`."""
    match = re.fullmatch(r"@@=\((\[.*\])\)\[\((\[.*\])\)\[properties\.i\]\]", expression)
    assert match, "an array literal needs its parentheses, or deck.gl silently draws black"
    return json.loads(match[1]), json.loads(match[2])


@pytest.fixture(scope="module")
def figure(sample: Store) -> Figure:
    return villages_of(sample)


def test_borders_are_files_of_this_server(figure: Figure) -> None:
    ground = maps.borders()
    for url in (ground.desa_url, ground.kecamatan_url, ground.hatch_url):
        assert url.startswith("/app/static/peta/")
        assert json.loads(published(url).read_text("utf-8"))["type"] == "FeatureCollection"


def test_every_village_has_one_border_in_the_order_of_the_index() -> None:
    ground = maps.borders()
    features = json.loads(published(ground.desa_url).read_text("utf-8"))["features"]
    assert len(features) == 157
    assert {f["properties"]["kode"]: f["properties"]["i"] for f in features} == ground.order
    assert set(ground.order) == {row["kode"] for row in reference("desa")}
    kecamatan = json.loads(published(ground.kecamatan_url).read_text("utf-8"))["features"]
    assert {f["properties"]["kode"] for f in kecamatan} == set(ground.labels) == set(ground.hatch)


def test_hatching_lies_inside_the_box_of_the_kabupaten() -> None:
    ground = maps.borders()
    west, south, east, north = ground.box
    for lon, lat in ground.hatch.values():
        assert len(lon) == len(lat)
        assert all(x is None or west - 0.001 <= x <= east + 0.001 for x in lon)
        assert all(y is None or south - 0.001 <= y <= north + 0.001 for y in lat)


def test_the_explorer_asks_no_map_provider(figure: Figure) -> None:
    spec = json.loads(maps.explorer(figure).to_json())
    assert not spec.get("mapProvider")
    addresses = re.findall(r"https?://[^\"\s]+", json.dumps(spec["layers"]))
    assert addresses == []


def test_a_silent_village_is_hatched_and_a_reported_one_is_not(figure: Figure) -> None:
    nil = figure.frame["kejadian"].isna().idxmax()
    frame = figure.frame.copy()
    frame.loc[nil, "kejadian"] = 0
    drawn = layers(maps.explorer(replace(figure, frame=frame)))
    colours, index = palette(str(drawn["arsir"]["getLineColor"]))
    order = maps.borders().order
    for code, value in zip(frame["kode_desa"], frame["kejadian"], strict=True):
        alpha = colours[index[order[code]]][3]
        assert (alpha > 0) == pd.isna(value), code
    assert index[order[frame.loc[nil, "kode_desa"]]] == 0


def test_the_chosen_village_alone_is_outlined(figure: Figure) -> None:
    code = figure.frame["kode_desa"].iloc[40]
    drawn = layers(maps.explorer(figure, selected=code))
    for part in ("getLineColor", "getLineWidth"):
        _, index = palette(str(drawn["desa"][part]))
        assert [i for i, chosen in enumerate(index) if chosen] == [maps.borders().order[code]]
    _, index = palette(str(layers(maps.explorer(figure, selected="63.11.99.9999"))["desa"]["getLineColor"]))
    assert not any(index)


def test_circles_are_the_villages_with_events_and_carry_their_count(figure: Figure) -> None:
    circles = {row["kode"]: row for row in layers(maps.explorer(figure))["lingkaran"]["data"]}  # type: ignore[union-attr]
    rows = figure.frame[figure.frame["kejadian"].fillna(0) > 0].set_index("kode_desa")
    hit = rows["kejadian"]
    assert {code: row["rinci"] for code, row in circles.items()} == rows["keterangan"].to_dict()
    radius = {count: circles[code]["r"] for code, count in hit.items()}
    assert sorted(radius, key=lambda count: radius[count]) == sorted(radius)


def test_the_area_of_a_circle_carries_the_count() -> None:
    assert maps.radius_px(16, 16, 26) == 26
    assert maps.radius_px(4, 16, 26) == pytest.approx(13)
    assert maps.radius_px(1, 3, 26) == pytest.approx(26 / math.sqrt(16)), "few events do not fill the map"
    assert maps.radius_px(1, 10_000, 26) == 4


def test_the_legend_shows_counts_that_are_on_the_map_at_their_size(figure: Figure) -> None:
    shown = maps.legend_counts(figure)
    values = {int(v) for v in figure.frame["kejadian"].dropna() if v > 0}
    assert {count for count, _ in shown} <= values
    assert {min(values), max(values)} <= {count for count, _ in shown}
    circles = layers(maps.explorer(figure))["lingkaran"]["data"]
    assert {round(r, 1) for _, r in shown} <= {row["r"] for row in circles}  # type: ignore[union-attr, index]
    assert maps.legend_counts(replace(figure, frame=figure.frame.assign(kejadian=None))) == []


def test_events_with_coordinates_are_drawn_with_words_of_their_own(sample: Store) -> None:
    columns = sample.query("bencana/titik").columns
    row = {"id": "BLG-9", "lintang": -2.3, "bujur": 115.6, "kelompok_ancaman": "101", "umur_hari": 3}
    row |= {"nama_ancaman": "Banjir", "tanggal_dari": pd.Timestamp("2026-01-05"), "terdampak_jiwa": 12}
    points = bencana.event_points(pd.DataFrame([row])[list(columns)])
    account = pd.Series(sample.query("bencana/akuntansi_peta").iloc[0])
    with_points = bencana.villages(sample.query("bencana/kejadian_per_desa"), account, CONTEXT, points)
    (drawn,) = layers(maps.explorer(with_points))["titik"]["data"]  # type: ignore[misc]
    assert (drawn["x"], drawn["y"]) == (115.6, -2.3)
    assert "Banjir" in drawn["judul"] + drawn["rinci"]
    assert drawn["teks"] == "○", "the severity of an event is not reported"
    assert "titik" not in layers(maps.explorer(replace(with_points, encode={**with_points.encode, "points": None})))


def test_reports_are_shaped_by_hazard_filled_by_severity_and_fade_with_age() -> None:
    drawn = layers(maps.explorer(golden.reports()))
    rows = {row["judul"]: row for row in drawn["titik"]["data"]}  # type: ignore[union-attr]
    flood, landslide, fire, wind, field = (rows[name] for name in REPORTS)
    assert [row["teks"] for row in (flood, landslide, fire, wind, field)] == ["●", "▲", "■", "★", "◇"]
    assert flood["warna"][:3] == [int(style.SEVERITY[3][i : i + 2], 16) for i in (1, 3, 5)]
    assert landslide["warna"][:3] == [int(style.SEVERITY[2][i : i + 2], 16) for i in (1, 3, 5)]
    alphas = [row["warna"][3] for row in (flood, landslide, fire, wind)]
    assert alphas == sorted(alphas, reverse=True) and len(set(alphas)) == 4, "1, 20, 60 and 200 days old"
    assert alphas[-1] >= 128, "an old report is still seen"
    assert drawn["lingkaran"]["data"] == [], "the map of reports draws no circles"


REPORTS = (
    "Banjir · LP-1",
    "Tanah longsor · LP-2",
    "Kebakaran permukiman · LP-3",
    "Cuaca ekstrem · LP-4",
    "Karhutla · LP-5",
)


def test_only_reports_not_yet_verified_are_ringed_and_the_ring_goes_around_the_shape() -> None:
    drawn = layers(maps.explorer(golden.reports()))
    ringed = {row["judul"] for row in drawn["cincin"]["data"]}  # type: ignore[union-attr]
    assert ringed == {"Kebakaran permukiman · LP-3", "Karhutla · LP-5"}
    order = list(drawn)
    assert order.index("cincin") < order.index("alas") < order.index("titik")
    assert drawn["alas"]["getRadius"] < drawn["cincin"]["getRadius"] <= 10  # type: ignore[operator]


def test_every_hazard_shape_is_its_own_in_both_forms_and_has_a_size() -> None:
    forms = [maps.glyph_of(code) for code in [*maps.GLYPHS, "L99"]]
    assert len({letter for filled, hollow, _ in forms for letter in (filled, hollow)}) == 2 * len(forms)
    assert len({symbol for *_, symbol in forms}) == len(forms)
    assert maps.glyph_of("108") == maps.glyph_of("L99"), "hazards without a shape of their own share one"
    frame = pd.DataFrame({"bentuk": [*maps.GLYPHS, "L99"], "nama_ancaman": list("ABCDEF")})
    points = frame.assign(bujur=115.5, lintang=-2.3, langkah=1, umur=1, pasti=True, judul="", rinci="")
    figure = golden.reports()
    drawn = layers(maps.explorer(replace(figure, encode={**figure.encode, "points": points})))["titik"]["data"]
    assert all(10 <= row["tinggi"] <= 30 for row in drawn)  # type: ignore[union-attr]
    assert maps.shapes(frame) == list(zip(forms, "ABCDEF", strict=True))


def test_rings_stand_in_place_of_circles_and_hold_hazards_in_the_order_of_the_legend() -> None:
    figure = golden.rings()
    drawn = layers(maps.explorer(figure))
    assert drawn["lingkaran"]["data"] == []
    halong, lampihong = drawn["donat"]["data"]  # type: ignore[misc]
    assert (halong["kode"], halong["judul"]) == ("63.11.02", "Halong")
    assert halong["rinci"] == "Banjir 3, Kebakaran permukiman 1, Banjir bandang 1"
    assert halong["r"] > lampihong["r"] >= 11
    picture = unquote(halong["gambar"]["url"])
    colours = [hazard.colour for hazard in maps.hazards(figure.encode["rings"])]
    assert re.findall(r'stroke="(#\w+)"', picture) == colours
    assert ">5</text>" in picture
    assert "donat" not in layers(maps.explorer(golden.villages()))


@pytest.mark.parametrize("make", [golden.rings, golden.villages])
def test_names_of_kecamatan_step_aside_for_rings_circles_and_each_other(make: Callable[[], Figure]) -> None:
    drawn = layers(maps.explorer(make()))
    px = 512 * 2**9.13 / 360
    marks = [*drawn.get("donat", {"data": []})["data"], *drawn["lingkaran"]["data"]]  # type: ignore[misc]
    boxes = []
    for name in drawn["nama_kecamatan"]["data"]:  # type: ignore[union-attr]
        x, y = name["x"] * px + name["geser"][0], -name["y"] * px + name["geser"][1]
        half = 3.4 * len(name["teks"])
        for mark in marks:
            dx, dy = abs(mark["x"] * px - x), abs(-mark["y"] * px - y)
            assert dx > half + mark["r"] - 1 or dy > 7 + mark["r"] - 1, (name["teks"], mark["judul"])
        boxes.append((name["teks"], x, y, half))
    for (one, x, y, half), (other, ox, oy, wide) in combinations(boxes, 2):
        assert abs(x - ox) >= half + wide or abs(y - oy) >= 15, (one, other)


def test_a_rate_shades_the_villages_and_draws_no_circle() -> None:
    figure = golden.rates()
    drawn = layers(maps.explorer(figure))
    colours, index = palette(str(drawn["desa"]["getFillColor"]))
    order, frame = maps.borders().order, figure.frame
    expected = {0.0: 0, 0.4: 3, 1.2: 3, 2.5: 3, 6.0: 5, 9.5: 6}
    for code, value in zip(frame["kode_desa"], frame[bencana.RATE], strict=True):
        assert index[order[code]] == (1 if pd.isna(value) else expected[float(value)]), code
    assert (
        [colours[3 + i][:3] for i in range(4)]
        == [  # type: ignore[index]
            [int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in style.RAMP
        ]
    )
    assert drawn["lingkaran"]["data"] == []


def test_a_white_village_says_what_it_can() -> None:
    assert maps.white(golden.villages()) == maps.white(golden.rates()) == "nihil"
    assert maps.white(golden.rings()) == "ada kejadian atau nihil"
    assert maps.white(golden.reports()) == "ada laporan atau nihil"
    nothing = golden.reports()
    assert maps.white(replace(nothing, frame=nothing.frame.assign(laporan=0))) == "nihil"


def test_the_simple_map_shows_the_same_villages_without_webgl(figure: Figure) -> None:
    simple = maps.simple(figure)
    assert simple.kind == "areas"
    assert simple.table().equals(figure.table())
    assert simple.encode["geojson"] == maps.borders().desa_url
    assert len(simple.encode["bounds"]) <= 4
    assert simple.context == figure.context


def test_the_ground_of_a_kecamatan_map_has_eight_labels_inside_its_box() -> None:
    ground = maps.kecamatan_ground(300)
    west, south, east, north = ground["box"]  # type: ignore[misc]
    at = ground["at"]
    assert isinstance(at, dict) and len(at) == 8
    assert all(west < lon < east and south < lat < north for lon, lat in at.values())


def test_an_empty_filter_draws_a_map_without_circles(sample: Store) -> None:
    figure = villages_of(sample, dari="1990-01-01", sampai="1990-12-31")
    drawn = layers(maps.explorer(figure))
    assert drawn["lingkaran"]["data"] == []
    assert maps.legend_counts(figure) == []
