"""Maps: borders published once for the browser, colours by position, circles by area, and nothing from another host."""

import csv
import json
import math
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pantau import ROOT, maps
from pantau.figures import Context, Figure, bencana
from pantau.store import Store

CONTEXT = Context("semua periode · 26 dari 26 kejadian", "berita")


def villages_of(store: Store, **filters: object) -> Figure:
    """LB2 as the page makes it."""
    return bencana.villages(
        store.query("bencana/kejadian_per_desa", filters),
        store.query("bencana/neraca_peta", filters).iloc[0],
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


def test_events_with_coordinates_are_drawn_with_words_of_their_own(figure: Figure, sample: Store) -> None:
    columns = sample.query("bencana/titik").columns
    row = {"id": "BLG-9", "lintang": -2.3, "bujur": 115.6, "huruf": "BJ", "warna": "#2A77AC"}
    row |= {"nama_ancaman": "Banjir", "tanggal_dari": pd.Timestamp("2026-01-05"), "terdampak_jiwa": 12}
    points = pd.DataFrame([row])[list(columns)]
    with_points = replace(figure, encode={**figure.encode, "points": points})
    account = pd.Series(sample.query("bencana/neraca_peta").iloc[0])
    with_points = bencana.villages(sample.query("bencana/kejadian_per_desa"), account, CONTEXT, points)
    (drawn,) = layers(maps.explorer(with_points))["titik"]["data"]  # type: ignore[misc]
    assert (drawn["x"], drawn["y"]) == (115.6, -2.3)
    assert "Banjir" in drawn["judul"] + drawn["rinci"]


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
