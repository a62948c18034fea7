"""Points against borders: the village around a point, the villages near it, and which file may know."""

from pathlib import Path

import pandas as pd
import pytest
import shapely

from pantau import borders
from pantau.contracts import contract
from pantau.intake.publish import points
from pantau.store import Parameter, Query, Store
from tests.stores import copy, load_together, open_store

PITAP, AJUNG = "63.11.08.2001", "63.11.08.2007"
POINTS = Query("titik", "", (), (Parameter("dataset", "VARCHAR"),), {}, "select * from titik where dataset = $dataset")


def rows(*places: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["bujur", "lintang"], index=range(7, 7 + len(places)))


def inside(code: str) -> tuple[float, float]:
    known = borders.villages()
    point = known.shapes[known.codes.index(code)].representative_point()
    return point.x, point.y


def test_a_point_knows_its_village_and_keeps_its_place_in_the_frame() -> None:
    found = points.villages_of(rows(inside(PITAP), (106.8, -6.2), inside(AJUNG)))
    assert list(found.index) == [7, 8, 9]
    assert found["kode_desa_titik"].fillna("-").tolist() == [PITAP, "-", AJUNG]
    assert PITAP in found["desa_dekat"][7] and pd.isna(found["desa_dekat"][8])


def test_a_point_beside_a_border_is_near_both_villages() -> None:
    known = borders.villages()
    shape = known.shapes[known.codes.index(PITAP)]
    west = min(shape.exterior.coords)
    out = shapely.Point(west[0] - 0.001, west[1])
    found = points.villages_of(rows((out.x, out.y), (west[0] - 0.003, west[1])))
    assert found["kode_desa_titik"][7] != PITAP
    assert PITAP in found["desa_dekat"][7]
    assert PITAP not in found["desa_dekat"][8]


def test_no_rows_are_no_points() -> None:
    assert points.villages_of(rows()).empty


def test_points_that_not_every_reader_may_know_are_left_alone() -> None:
    assert points.has_point(contract("laporan")) and points.has_point(contract("blank_spot"))
    assert not points.has_point(contract("kasus"))


@pytest.fixture(scope="module")
def loaded(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A report of one kecamatan whose point lies in another, and an event of both."""
    folder = copy(empty_folder, tmp_path_factory.mktemp("titik"))
    lon, lat = inside("63.11.01.2002")
    event = {
        "id_kejadian": "E1", "tanggal_dari": "2025-01-01", "tanggal_sampai": "2025-01-01", "presisi_tanggal": "hari",
        "kode_ancaman": "101", "sumber_url": "https://contoh.invalid/1", "lintang": lat, "bujur": lon,
    }  # fmt: skip
    report = {
        "id_laporan": "L1", "kode_ancaman": "101", "tanggal_kejadian": "2025-01-01", "lapor_pada": "2025-01-01 10:00",
        "kode_kecamatan": "63.11.08", "kode_desa": PITAP, "lintang": lat, "bujur": lon,
    }  # fmt: skip
    places = [
        {"id_kejadian": "E1", "kode_kecamatan": code[:8], "kode_desa": code, "cara": "disebut sumber"}
        for code in (PITAP, "63.11.01.2002")
    ]
    reports = [report, report | {"id_laporan": "L2"}]
    load_together(folder, ("63.11.01", "63.11.08"), kejadian=[event], kejadian_wilayah=places, laporan=reports)
    return open_store(folder)


def test_every_file_knows_the_points_of_its_own_rows(loaded: Store) -> None:
    told = {
        scope: {name: list(loaded.ask(POINTS, {"dataset": name}, scope)["kode_desa_titik"]) for name in _BOTH}
        for scope in ("semua", "kabupaten", "kec-631101", "kec-631108")
    }
    whole = {"laporan": ["63.11.01.2002"] * 2, "kejadian": ["63.11.01.2002"]}
    assert told["semua"] == told["kabupaten"] == whole
    # An event may lie in a kecamatan whose rows this file does not have: it is not judged there.
    assert told["kec-631108"] == whole | {"kejadian": []}
    assert told["kec-631101"] == {"laporan": [], "kejadian": []}


_BOTH = ("laporan", "kejadian")


def test_an_event_in_one_of_its_villages_is_no_question_in_any_file(loaded: Store) -> None:
    for scope in ("semua", "kabupaten", "kec-631101", "kec-631108"):
        assert loaded.query("checks/kejadian_titik_di_luar_desa", scope=scope).empty


def test_the_report_is_told_where_its_point_lies(loaded: Store) -> None:
    told = loaded.query("checks/laporan_titik_di_luar_desa", scope="kec-631108")
    assert list(told["kunci"]) == ["L1", "L2"]
    assert told["keterangan"][0] == "titik di Hamarung (Kec. Juai), disebut Dayak Pitap"
