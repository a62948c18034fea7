"""What single kinds promise on screen and on paper: axes, hatching, periods, targets, grey copies, missing numbers."""

import json
import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from pantau import style
from pantau.draw import kinds, paper, screen, weeks
from pantau.figures import Figure
from tests.draw import direct, golden
from tests.draw.test_paper import outside, words


def traces(figure: Figure, phone: bool = False) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = screen.draw(figure, phone)["data"]
    return found


def layout(figure: Figure, phone: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = screen.draw(figure, phone)["layout"]
    return found


def notes(figure: Figure, phone: bool = False) -> list[str]:
    return [note["text"] for note in layout(figure, phone)["annotations"]]


def boxes(figure: Figure, colour: str) -> list[dict[str, Any]]:
    return [shape for shape in layout(figure)["shapes"] if shape.get("fillcolor") == colour]


def without(figure: Figure, column: str) -> Figure:
    """The same figure when nobody reported that column."""
    return replace(
        figure, frame=figure.frame.assign(**{column: pd.Series([None] * len(figure.frame), dtype="Float64")})
    )


# crosstab


def test_a_cell_not_reported_is_hatched_and_nihil_is_white() -> None:
    figure = direct.crosstab()
    heat, hatch = traces(figure)[:2]
    assert heat["z"][0][2] == heat["z"][1][3] == 0, "the two reported nils"
    assert (heat["z"][1][1], heat["z"][2][3]) == (None, None)
    assert heat["colorscale"][0] == [0, style.WHITE]
    assert sorted(zip(hatch["x"], hatch["base"], strict=True)) == [(1, 0.5), (3, 1.5)]
    assert hatch["marker"]["pattern"]["shape"] == "/"
    assert paper.svg(figure).decode().count("url(#h") == 2 + 1, "two cells and one in the legend"
    assert Counter(words(figure))["0"] == 2 + 1


def test_every_cell_can_be_chosen_and_says_what_it_is() -> None:
    said = {(row, column): words for t in traces(direct.crosstab())[2:] for row, column, words in t["customdata"]}
    assert len(said) == 12
    assert said["Banjir", "Telepon"] == "12 laporan"
    assert said["Banjir", "Petugas"] == "nihil"
    assert said["Kebakaran permukiman", "Surat"] == "belum melapor"


def test_a_table_where_nothing_can_be_absent_has_no_word_for_it() -> None:
    figure = direct.crosstab()
    full = replace(figure, encode={**figure.encode, "absent": ""})
    assert "belum melapor" not in words(full)
    cells = [w for t in traces(full)[2:] for *_, w in t["customdata"]]
    assert "belum melapor" not in cells


def test_words_of_a_cell_stand_in_place_of_its_number() -> None:
    figure = direct.crosstab()
    spoken = replace(
        figure,
        frame=figure.frame.assign(kata=[f"{n} · 2 jam" for n in range(11)]),
        encode={**figure.encode, "text": "kata"},
    )
    assert "0 · 2 jam" in words(spoken)
    assert "12 laporan (0 · 2 jam)" in [w for t in traces(spoken)[2:] for *_, w in t["customdata"]]


@pytest.mark.parametrize("phone", [False, True])
def test_long_names_of_columns_turn(phone: bool) -> None:
    figure = direct.crosstab()
    long = [f"Dinas Kependudukan {i}" for i in range(8)]
    wide = replace(figure, encode={**figure.encode, "columns": long})
    assert layout(figure)["xaxis"]["tickangle"] == 0
    assert layout(wide, phone)["xaxis"]["tickangle"] < 0
    assert outside(wide) == []


# ecdf


def test_waiting_time_is_logarithmic_with_hours_people_count_in() -> None:
    axis = layout(direct.ecdf())["xaxis"]
    assert axis["type"] == "log"
    assert axis["tickvals"] == [1, 3, 6, 24, 72, 168, 720], "200 hours reach into the tick of 30 days"
    assert axis["ticktext"][-2:] == ["7 hari", "30 hari"]
    assert {"1 jam", "72 jam", "7 hari", "30 hari"} <= set(words(direct.ecdf()))
    low, high = axis["range"]
    assert 10**low < 0.5
    assert 10**high > 720


def test_a_short_wait_has_a_short_axis_and_own_ticks_are_kept() -> None:
    figure = direct.ecdf()
    fast = figure.frame[figure.frame["jam"] <= 4]
    short = replace(figure, frame=fast, encode={**figure.encode, "target": None})
    assert layout(short)["xaxis"]["ticktext"] == ["1 jam", "3 jam", "6 jam"]
    own = replace(figure, encode={**figure.encode, "ticks": ((24, "1 hari"), (48, "2 hari"))})
    assert layout(own)["xaxis"]["ticktext"] == ["1 hari", "2 hari"]


def test_curves_differ_by_dash_and_start_at_nothing() -> None:
    lines = traces(direct.ecdf())
    assert [line["line"]["dash"] for line in lines] == ["solid", "dash"]
    assert all(line["y"][0] == 0 and line["line"]["shape"] == "hv" for line in lines)
    assert lines[0]["y"][-1] == 80, "what is still open keeps the curve below the top"
    assert (
        "stroke-dasharray"
        in paper.svg(replace(direct.ecdf(), encode={**direct.ecdf().encode, "target": None})).decode()
    )


def test_small_numbers_are_fractions_in_the_hover() -> None:
    banjir, api = traces(direct.ecdf())
    assert banjir["customdata"][1] == "1/5 dalam 30 menit"
    assert banjir["customdata"][4] == "4/5 dalam 8,3 hari"
    assert api["customdata"][1] == "1/2 dalam 1 jam"
    assert kinds.share(61.0, "n=100") == "61\u00a0%"
    assert kinds.share(36.6, "n=17") == "37\u00a0%", "a censored share is no number of cases"


def test_the_target_and_what_is_open_say_what_they_are() -> None:
    figure = direct.ecdf()
    assert {"tenggat 24 jam", "belum dijawab"} <= set(notes(figure)) & set(words(figure))
    target = next(n for n in layout(figure)["annotations"] if n["text"] == "tenggat 24 jam")
    line = next(s for s in layout(figure)["shapes"] if s["type"] == "line")
    assert math.isclose(target["x"], math.log10(24))
    assert line["x0"] == 24
    (band,) = boxes(figure, style.TRACK)
    assert (band["y0"], band["y1"]) == (80, 100)


def test_a_curve_of_thousands_travels_small() -> None:
    rows = pd.DataFrame(
        {"huruf": "BJ", "jam": [0.1 * i for i in range(1, 5001)], "persen": [i / 50 for i in range(1, 5001)]}
    )
    line = traces(replace(direct.ecdf(), frame=rows))[0]
    assert len(line["x"]) <= 210
    assert line["y"][-2:] == [100, 100]
    assert line["x"][-2] == pytest.approx(500)


# waterfall


def test_a_bridge_hangs_each_step_at_the_level_before() -> None:
    bars = kinds.bridge(direct.waterfall())
    assert [(b.low, b.high, b.kind) if b else None for b in bars] == [
        (0, 42, "total"), (37, 42, "minus"), (35, 37, "minus"), (35, 38, "plus"), None, (0, 38, "total"),
    ]  # fmt: skip


def test_an_unknown_step_is_said_and_not_drawn() -> None:
    figure = direct.waterfall()
    assert "belum dilaporkan" in notes(figure)
    assert "belum dilaporkan" in words(figure)
    assert sum(len(t["x"]) for t in traces(figure)) == 5
    assert {"42", "−5", "−2", "+3", "38"} <= set(words(figure)) & set(notes(figure))


def test_totals_losses_and_gains_differ_in_grey() -> None:
    total, minus, plus = (t["marker"] for t in traces(direct.waterfall()))
    assert style.luminance(total["color"]) < style.luminance(minus["color"]) < style.luminance(plus["color"])
    assert plus["pattern"]["shape"] == "/"
    assert "pattern" not in minus


# ranges


def test_a_row_without_a_closed_case_says_so() -> None:
    figure = direct.ranges()
    assert "belum ada" in notes(figure)
    assert "belum ada" in words(figure)
    assert {"2 hari · n=31", "5,5 hari · n=22", "9 hari · n=9", "n=0", "batas 20 hari"} <= set(words(figure))


def test_p90_and_the_deadline_are_two_different_ticks() -> None:
    p90, limit = (t["marker"] for t in traces(direct.ranges()) if t["mode"] == "markers" and "customdata" not in t)
    assert p90["size"] < limit["size"]
    assert p90["line"]["color"] != limit["line"]["color"]
    medians = traces(direct.ranges())[-1]
    assert medians["customdata"][1] == [
        "Kesehatan",
        "5,5 hari · n=22<br>median 5,5, P25 3, P75 9, P90 15, tenggat 14 hari kerja",
    ]


# scatter


def test_strong_points_are_named_and_an_unknown_one_is_not_put_at_zero() -> None:
    figure = direct.scatter()
    quiet, strong = traces(figure)
    assert strong["text"] == ["Sungsum", "Dayak Pitap"]
    assert strong["marker"]["color"] == style.ACCENT
    assert "Mamantang" not in [name for name, _ in quiet["customdata"]]
    assert len(quiet["x"]) + len(strong["x"]) == 8
    assert {"4 kejadian", "90 hari", "hari sejak kontak terakhir"} <= set(notes(figure)) & set(words(figure))
    assert "kejadian dalam 24 bulan" in words(figure)
    assert "Mantuyan" not in words(figure)


def test_points_of_a_row_do_not_hide_each_other() -> None:
    figure = direct.strip()
    places = [(x, y) for t in traces(figure) for x, y in zip(t["x"], t["y"], strict=True)]
    assert len(set(places)) == len(places) == 9
    assert {round(y) for _, y in places} == {0, 1, 2}
    axis = layout(figure)["yaxis"]
    assert axis["ticktext"] == ["A01 Deklarasi", "A02 Bimtek", "K01 KIE"]
    assert axis["range"][0] > axis["range"][1], "the first row stands on top"
    assert {t["marker"]["symbol"] for t in traces(figure)} == {"circle", "circle-open", "diamond"}


# flow


def test_streams_are_as_wide_as_their_numbers() -> None:
    nodes, streams, unit = kinds.flow(direct.flow(), 0.06)
    named = {node.name: node for node in nodes}
    assert named["Kecamatan"].value == 24
    assert named["BPBD"].value == 21
    assert "PUPR" not in named, "nothing is known to reach it"
    assert named["Kecamatan"].high == pytest.approx(24 * unit)
    for node in nodes:
        assert node.top >= -1e-9
        assert node.top + node.high <= 1 + 1e-9
    for at, node in enumerate(nodes):
        leaving = sorted((s.leaves, s.value) for s in streams if s.source == at)
        assert all(b[0] == pytest.approx(a[0] + a[1] * unit) for a, b in pairwise(leaving)), node.name
    assert {"Desa Pimping 12", "Kecamatan 24", "BPBD 21"} <= set(words(direct.flow()))


def test_a_name_may_stand_on_two_levels() -> None:
    figure = direct.flow()
    rows = pd.DataFrame({"dari": ["Desa", "Desa"], "ke": ["Desa", "BPBD"], "kasus": [3, 2]})
    again = replace(figure, frame=rows, encode={**figure.encode, "levels": [["Desa"], ["Desa", "BPBD"]]})
    nodes, streams, _ = kinds.flow(again, 0.06)
    assert [(n.level, n.name, n.value) for n in nodes] == [(0, "Desa", 5), (1, "Desa", 3), (1, "BPBD", 2)]
    assert sorted((s.source, s.target) for s in streams) == [(0, 1), (0, 2)]


# progress


def test_progress_ends_at_the_last_known_day_and_the_axis_at_the_goal() -> None:
    figure = direct.progress()
    (line,) = traces(figure)
    assert line["x"][-1] == (date(2025, 6, 30) - date(2025, 1, 1)).days
    assert layout(figure)["xaxis"]["range"][1] > 364
    assert {"wajib 56", "perlu 1,1 bukti/minggu"} <= set(notes(figure)) & set(words(figure))
    assert "<b>21</b>" in notes(figure)
    assert layout(figure)["xaxis"]["ticktext"][0] == "Jan<br>2025"


def test_progress_of_a_few_weeks_is_counted_in_days() -> None:
    rows = pd.DataFrame({"tanggal": [date(2025, 8, 1), date(2025, 8, 20)], "berlaku": [1, 3]})
    encode = {"x": "tanggal", "y": "berlaku", "pace": None, "target": None}
    figure = replace(direct.progress(), frame=rows, encode=encode)
    assert layout(figure)["xaxis"]["ticktext"][:2] == ["1 Agu<br>2025", "8 Agu<br>2025"]
    assert "1 Agu" in words(figure)


# multiples


def test_small_maps_share_one_rule_and_tell_nihil_from_no_statement() -> None:
    figure = direct.multiples()
    maps_, circles = traces(figure)[::2], traces(figure)[1::2]
    assert [m["colorscale"] for m in maps_] == [[[0, style.WHITE], [1, style.TRACK]]] * 2
    size = {n: s for c in circles for n, s in zip(c["text"], c["marker"]["size"], strict=True)}
    assert size["12"] == max(size.values())
    assert len({s for c in circles for n, s in zip(c["text"], c["marker"]["size"], strict=True) if n == "3"}) == 1
    assert notes(figure) == ["<b>2024: 15 kejadian</b>", "<b>2025: tidak ada</b>"], "as the figure says, not a sum"
    assert {"2024: 15 kejadian", "2025: tidak ada", "tanpa keterangan", "nihil"} <= set(words(figure))
    assert maps_[1]["customdata"][3] == ["2025", "63.11.04", "Kec. 04<br>belum dilaporkan"]
    assert maps_[0]["customdata"][2] == ["2024", "63.11.03", "Kec. 03<br>nihil"]


def test_a_small_map_says_what_its_zero_means_and_breaks_a_long_title_on_a_phone() -> None:
    figure = direct.multiples()
    named = replace(figure, encode={**figure.encode, "zero": "tidak ada kejadian tercatat"})
    assert traces(named)[0]["customdata"][2][2] == "Kec. 03<br>tidak ada kejadian tercatat"
    assert "tidak ada kejadian tercatat" in words(named)
    panels = [(str(i), f"Des {2014 + i}: 12 kejadian") for i in range(12)]
    many = replace(figure, encode={**figure.encode, "panels": panels})
    assert notes(many, True)[0] == "<b>Des 2014:<br>12 kejadian</b>"
    assert notes(many)[0] == "<b>Des 2014: 12 kejadian</b>"
    assert layout(many, True)["height"] > layout(named, True)["height"]


@pytest.mark.parametrize(("count", "phone", "down"), [(12, False, 3), (12, True, 4), (1, True, 1)])
def test_twelve_small_maps_stand_in_a_grid(count: int, phone: bool, down: int) -> None:
    figure = direct.multiples()
    panels = [(str(2014 + i), str(2014 + i)) for i in range(count)]
    many = replace(figure, encode={**figure.encode, "panels": panels})
    geos = [value["domain"] for name, value in layout(many, phone).items() if name.startswith("geo")]
    assert len(geos) == count
    assert len({round(g["y"][1], 6) for g in geos}) == down
    assert all(0 <= g["x"][0] < g["x"][1] <= 1 and -1e-9 <= g["y"][0] < g["y"][1] <= 1 for g in geos)
    assert outside(many) == []


# periods and numbered days


def test_periods_stand_between_their_days() -> None:
    figure = direct.marked()
    first, second = boxes(figure, style.AMBER_PALE)
    assert first["x0"] == pytest.approx(0.5), "1 February begins half a step before the middle of February"
    assert first["x1"] == pytest.approx(0.5 + 14 / 28)
    assert second["x0"] == pytest.approx(10.5 + 26 / 31)
    assert second["x1"] == layout(figure)["xaxis"]["range"][1], "an open period reaches the end"
    assert {"tanggap darurat", "tanggap darurat kedua"} <= set(notes(figure)) & set(words(figure))


def test_periods_are_on_paper_as_wide_as_their_days() -> None:
    root = ET.fromstring(paper.svg(direct.marked()))
    paths = [node.get("d", "") for node in root.iter() if style.AMBER.lower() in node.get("style", "")]
    wides = [max(xs) - min(xs) for xs in ([float(x) for x in re.findall(r"[ML] (\S+)", path)] for path in paths)]
    fortnight, rest = 14 / 28, 11.6 - (10.5 + 26 / 31)
    assert len(wides) == 2
    assert wides[0] / wides[1] == pytest.approx(fortnight / rest, rel=0.01)


@pytest.mark.parametrize("phone", [False, True])
def test_numbered_days_stay_apart_and_their_lines_stay_true(phone: bool) -> None:
    spec = layout(direct.marked(), phone)
    lines = [s["x0"] for s in spec["shapes"] if s["type"] == "line"]
    shown = [n["x"] for n in spec["annotations"] if n["text"] in ("<b>1</b>", "<b>2</b>", "<b>3</b>")]
    assert lines == pytest.approx([0.5 + 2 / 28, 0.5 + 4 / 28, 10.5 + 26 / 31])
    low, high = spec["xaxis"]["range"]
    assert (shown[1] - shown[0]) / (high - low) * (320 if phone else 520) >= 17.9
    assert low <= min(shown) <= max(shown) <= high
    assert {"1", "2", "3"} <= set(words(direct.marked()))


@pytest.mark.parametrize("make", [direct.marked, golden.steps, direct.progress, direct.strata, direct.control])
def test_every_time_axis_takes_periods_and_numbers(make: Callable[[], Figure]) -> None:
    figure = make()
    days = {"bands": ((date(2025, 3, 1), date(2025, 3, 31), "siaga"),), "marks": ((date(2025, 5, 2), 7),)}
    marked = replace(figure, encode={**figure.encode, **days})
    plain = replace(figure, encode={**figure.encode, "bands": (), "marks": ()})
    assert len(boxes(marked, style.AMBER_PALE)) == 1
    assert {"siaga", "<b>7</b>"} <= set(notes(marked))
    assert {"siaga", "7"} <= set(words(marked))
    assert boxes(plain, style.AMBER_PALE) == []
    assert layout(marked)["height"] > layout(plain)["height"], "their words do not lie on the drawing"
    assert outside(marked) == []


def test_days_outside_the_axis_are_not_drawn() -> None:
    figure = direct.marked()
    past = {"bands": ((date(2019, 1, 1), date(2019, 2, 1), "dulu"),), "marks": ((date(2031, 1, 1), 9),)}
    gone = replace(figure, encode={**figure.encode, **past})
    assert boxes(gone, style.AMBER_PALE) == []
    assert not {"dulu", "<b>9</b>"} & set(notes(gone))
    assert "dulu" not in words(gone)


def test_words_without_room_are_left_out_rather_than_written_over_others() -> None:
    figure = direct.marked()
    near = tuple((date(2025, 2, d), date(2025, 2, d), f"tanggap darurat banjir {d}") for d in (1, 5, 9))
    crowded = replace(figure, encode={**figure.encode, "bands": near})
    assert len(boxes(crowded, style.AMBER_PALE)) == 3
    assert sum(note.startswith("tanggap") for note in notes(crowded)) < 3


def test_earlier_years_stand_behind_the_bars_and_months_without_them_stay_bare() -> None:
    figure = direct.marked()
    area, line = (s for s in layout(figure)["shapes"] if s["type"] == "path")
    assert area["layer"] == line["layer"] == "below"
    assert area["path"].count("M") == line["path"].count("M") == 11, "July has none, January 2026 is not on the axis"
    assert area["path"].startswith("M-0.5,0H0.5V6H-0.5Z")
    assert layout(figure)["yaxis"]["range"][1] > 11
    hover = traces(figure)[1]["customdata"]
    assert hover[0] == "<b>Jan 2025</b>, lima tahun sebelumnya<br>median 2, 0 sampai 6"
    assert {"terendah–tertinggi lima tahun sebelumnya", "median"} <= set(words(figure))


# shares


@pytest.mark.parametrize("phone", [False, True])
def test_parts_make_a_hundred_and_a_count_stands_only_where_it_fits(phone: bool) -> None:
    figure = direct.shares()
    reached = [max((part.start + part.wide for part in parts), default=0) for parts in kinds.shares(figure)]
    assert [round(each, 9) for each in reached] == [100, 100, 100, 0]
    written = {trace["name"]: trace["text"] for trace in traces(figure, phone)}
    assert written["desa dan Puskesos"] == ["59", "10", "1"]
    assert written["luar kabupaten"] == [""], "a part of one percent has no room for its number"
    assert {"n=100", "n=20", "n=3", "n=0", "belum ada"} <= set(notes(figure, phone))


def test_a_part_says_whose_it_is_and_keeps_its_own_words() -> None:
    figure = direct.shares()
    assert ["Halong", "desa dan Puskesos", "desa dan Puskesos: 59 kasus (59\u00a0%), n=100"] in [
        each for trace in traces(figure) for each in trace["customdata"]
    ]
    spoken = replace(
        figure,
        frame=figure.frame.assign(kata=["seratus", "dua puluh", "tiga", "nihil"]),
        encode={**figure.encode, "text": "kata"},
    )
    assert "dua puluh" in notes(spoken)
    assert "dua puluh" in words(spoken)


# strata


def test_a_layer_lies_on_the_one_below_and_an_unknown_week_is_left_out() -> None:
    days, layers = weeks.strata(direct.strata())
    assert len(days) == 9
    assert date(2025, 3, 31) not in days
    for low, high in pairwise(layers):
        assert high.low == low.high
    assert layers[-1].high[-1] == 44


def test_thick_layers_are_named_at_their_end_and_a_phone_leaves_that_to_the_legend() -> None:
    assert {"selesai", "dirujuk"} <= set(notes(direct.strata()))
    assert "menunggu warga" not in notes(direct.strata())
    assert "selesai" not in notes(direct.strata(), phone=True)
    *_, hover = traces(direct.strata())
    assert hover["customdata"][0][0] == "2025-03-03", "a click says the day"
    assert hover["customdata"][-1][1].endswith("menunggu warga: 1 kasus<br>dirujuk: 10 kasus<br>selesai: 33 kasus")


# control


def test_a_point_beyond_its_own_limit_is_strong_and_few_cases_are_hollow() -> None:
    *_, points = traces(direct.control())
    assert points["marker"]["symbol"] == ["diamond" if i == 2 else "circle" for i in range(9)]
    assert points["marker"]["color"][4] == style.WHITE
    assert points["marker"]["color"][2] == style.RED
    assert points["customdata"][2][1].endswith("40\u00a0%, n=30<br>di luar batas")
    assert "9/10, n=10" in points["customdata"][4][1]


@pytest.mark.parametrize("phone", [False, True])
def test_a_week_without_a_finished_case_breaks_the_line_and_its_nothing_is_counted(phone: bool) -> None:
    figure = direct.control()
    line = traces(figure, phone)[3]
    assert line["y"][3] is None
    assert {"25", "30", "0", "10", "n", "sasaran 90 %"} <= set(notes(figure, phone))
    assert {"sasaran 90 %", "di luar batas"} <= set(words(figure))


def test_a_limit_of_one_week_alone_is_still_a_line() -> None:
    figure = direct.control()
    lower = traces(figure)[0]
    assert lower["x"][:4] == [-3.5, 3.5, 3.5, 10.5]
    assert lower["y"][6] is None, "no limit where nothing was finished"
    alone = figure.frame.assign(bawah=figure.frame["bawah"].where(figure.frame["n"] == 30))
    line = traces(replace(figure, frame=alone))[0]
    assert [x for x, y in zip(line["x"], line["y"], strict=True) if y is not None] == [10.5, 17.5]
    assert outside(replace(figure, frame=alone)) == []


def test_numbers_of_many_weeks_stay_apart() -> None:
    figure = direct.control()
    days = [d.date() for d in pd.date_range("2024-01-01", periods=104, freq="7D")]
    many = pd.DataFrame({"pekan": days, "persen": 80.0, "n": 25, "tengah": 80.0, "bawah": 60.0, "atas": 100.0})
    shown = [note for note in notes(replace(figure, frame=many)) if note == "25"]
    assert 10 <= len(shown) < 40
    assert outside(replace(figure, frame=many)) == []


# upset


@pytest.mark.parametrize("phone", [False, True])
def test_a_closed_combination_has_its_dots_and_its_word_and_no_bar(phone: bool) -> None:
    figure = direct.upset()
    bars, letters, _, dots = traces(figure, phone)
    assert (bars["x"], letters["x"]) == ([0, 1, 3], [0, 1, 2, 3])
    closed = [note for note in layout(figure, phone)["annotations"] if note["text"] == "tertutup"]
    assert [(note["x"], note["y"]) for note in closed] == [(2, 0)]
    held = [(x, y) for x, y, c in zip(dots["x"], dots["y"], dots["marker"]["color"], strict=True) if c == style.INK2]
    assert held == [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2), (3, 0), (3, 1)]
    assert words(figure).count("tertutup") == 1
    assert Counter(words(figure))["X"] == 2 + 1, "two combinations and the legend"


def test_a_verdict_is_colour_and_letter_and_word() -> None:
    figure = direct.upset()
    assert [c.letter for c in kinds.combinations(figure)] == ["B", "X", "X", "?"]
    bars, letters = traces(figure)[:2]
    assert bars["marker"]["color"] == [style.ACCENT_SOFT, style.RED, style.AMBER]
    assert letters["customdata"][2] == ["BLT-DD + PKH + SEMBAKO", "tertutup<br>bentrok, perlu diperiksa"]
    assert bars["customdata"][0][1] == "176 orang<br>boleh"
    assert {"boleh", "bentrok, perlu diperiksa", "perlu cek", "176", "27", "12", "Sembako"} <= set(words(figure))


def test_many_combinations_stay_on_the_paper() -> None:
    figure = direct.upset()
    many = pd.concat([figure.frame] * 8, ignore_index=True)
    assert outside(replace(figure, frame=many)) == []


# every new kind


@pytest.mark.parametrize("name", direct.MAKERS)
def test_the_dictionaries_stay_small(name: str) -> None:
    assert len(json.dumps(screen.draw(direct.MAKERS[name]()))) < 6_500


@pytest.mark.parametrize(
    ("make", "column"),
    [
        (direct.crosstab, "laporan"),
        (direct.ecdf, "persen"),
        (direct.waterfall, "laporan"),
        (direct.ranges, "median"),
        (direct.progress, "berlaku"),
        (direct.scatter, "hari"),
        (direct.strip, "bulan"),
        (direct.flow, "kasus"),
        (direct.multiples, "kejadian"),
        (direct.shares, "selesai"),
        (direct.strata, "menunggu"),
        (direct.control, "persen"),
        (direct.upset, "orang"),
    ],
)
@pytest.mark.parametrize("phone", [False, True])
def test_a_figure_of_nothing_but_gaps_is_still_drawn(make: Callable[[], Figure], column: str, phone: bool) -> None:
    figure = without(make(), column)
    assert screen.draw(figure, phone)["layout"]["height"] > 0
    assert outside(figure) == []
    ET.fromstring(paper.svg(figure))
