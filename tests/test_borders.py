"""Village borders from an office: read in every usual form, judged, and in use only when they are whole."""

import json
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlparse

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.affinity import scale, translate

from pantau import ROOT, borders, cli, maps
from pantau.draw.paper import lembar_peta, plate
from pantau.intake import borders as intake
from pantau.intake import match, read
from pantau.intake.borders import child, files, judge, reading
from pantau.intake.gate import Refused
from pantau.intake.publish import points
from pantau.store import generations
from tests.draw import golden
from tests.stores import TODAY

UTM = 32750
PITAP = "63.11.08.2001"
KAPUAS = "62.03.01.2001"
CORPUS = ROOT / "tests" / "corpus" / "geojson"
Frame = gpd.GeoDataFrame


@pytest.fixture(scope="module")
def whole() -> Frame:
    """The shipped borders, as an office would hold them."""
    known = borders.villages()
    names = {row["kode"]: row["nama"] for row in match.rows(ROOT / "data" / "reference" / "desa.csv")}
    parents = {row["kode"]: row["nama"] for row in match.rows(ROOT / "data" / "reference" / "kecamatan.csv")}
    return Frame(
        {
            "OBJECTID": range(1, 158),
            "KODE_DESA": known.codes,
            "DESA": [names[code].upper() for code in known.codes],
            "KECAMATAN": [parents[code[:8]] for code in known.codes],
        },
        geometry=list(known.shapes),
        crs=4326,
    )


def judged(file: Path, room: Path, crs: str = "", accept: bool = False) -> Any:
    """What the child finds, without a child of its own."""
    room.mkdir()
    try:
        opened = [(kind, str(path), title) for kind, path, title in files.unpack(file, room)]
        return judge.judge(reading.layers(opened), child.official(), crs)[0]
    except Refused as refusal:
        return judge.Findings(refusals=[str(refusal)])


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., Any]:
    """Judge a frame written as GeoJSON."""

    def call(frame: Frame, name: str = "batas.geojson", **more: Any) -> Any:
        frame.to_file(tmp_path / name)
        return judged(tmp_path / name, tmp_path / "ruang", **more)

    return call


def shapefile(frame: Frame, folder: Path, inside: str = "", left_out: tuple[str, ...] = ()) -> Path:
    """A ZIP with a shapefile, in a folder of the archive when one is named."""
    (folder / "shp").mkdir()
    frame.to_file(folder / "shp" / "batas.shp")
    with zipfile.ZipFile(folder / "batas.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in (folder / "shp").iterdir():
            if part.suffix not in left_out:
                archive.write(part, f"{inside}{part.name}")
    return folder / "batas.zip"


def keyhole(frame: Frame, folder: Path) -> Path:
    """A KMZ as its program writes it."""
    frame.to_file(folder / "doc.kml", driver="KML")
    with zipfile.ZipFile(folder / "batas.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "doc.kml", "doc.kml")
    return folder / "batas.kmz"


def written(name: str, **settings: Any) -> Callable[[Frame, Path], Path]:
    def write(frame: Frame, folder: Path) -> Path:
        frame.to_file(folder / name, **settings)
        return folder / name

    return write


FORMS: dict[str, Callable[[Frame, Path], Path]] = {
    "geojson": written("batas.geojson"),
    "gpkg": written("batas.gpkg"),
    "kml": written("batas.kml", driver="KML"),
    "kmz": keyhole,
    "zip": shapefile,
    "zip, sub-folder": lambda frame, folder: shapefile(frame, folder, "Peta Desa 2024/Batas (final)/"),
    "geojson, utm": lambda frame, folder: written("batas.geojson")(frame.to_crs(UTM), folder),
    "gpkg, utm": lambda frame, folder: written("batas.gpkg")(frame.to_crs(UTM), folder),
    "zip, utm": lambda frame, folder: shapefile(frame.to_crs(UTM), folder),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_whole(form: str, whole: Frame, tmp_path: Path) -> None:
    found = judged(FORMS[form](whole, tmp_path), tmp_path / "ruang")
    assert found.refusals == found.waivable == []
    assert found.facts["desa"] == 157 and found.facts["crs"] == (f"EPSG:{UTM}" if "utm" in form else "EPSG:4326")
    assert found.facts["luas_km2"] == pytest.approx(1828.4, abs=0.5)
    assert found.facts["tumpang_tindih_km2"] == found.facts["celah_km2"] == 0
    assert found.facts["tepi_tidak_cocok"] == found.facts["tidak_sah"] == []


def test_a_shapefile_without_its_crs_says_what_to_do(whole: Frame, tmp_path: Path) -> None:
    file = shapefile(whole.to_crs(UTM), tmp_path, left_out=(".prj",))
    (told,) = judged(file, tmp_path / "a").refusals
    assert "sistem koordinat" in told and "meter" in told and "--crs EPSG:32750" in told
    assert judged(file, tmp_path / "b", crs="EPSG:32750").refusals == []


def test_a_shapefile_in_parts_is_refused(whole: Frame, tmp_path: Path) -> None:
    (told,) = judged(shapefile(whole, tmp_path, left_out=(".dbf",)), tmp_path / "a").refusals
    assert ".dbf" in told


def test_swapped_axes_and_metres_are_noticed(whole: Frame, found: Any, tmp_path: Path) -> None:
    swapped = whole.set_geometry(shapely.transform(whole.geometry.to_numpy(), lambda xy: xy[:, ::-1]), crs=4326)
    assert "tertukar" in found(swapped).refusals[0]
    metres = whole.to_crs(UTM).set_crs(4326, allow_override=True)
    metres.to_file(tmp_path / "m.gpkg")
    assert "meter" in judged(tmp_path / "m.gpkg", tmp_path / "m").refusals[0]


def test_a_village_that_is_missing_is_named(whole: Frame, found: Any) -> None:
    told = found(whole[whole["KODE_DESA"] != PITAP])
    assert told.facts["hilang"] == [PITAP]
    assert "Dayak Pitap, Kec. Tebing Tinggi (63.11.08.2001)" in told.refusals[0]


def test_a_village_that_is_there_twice_is_named(whole: Frame, found: Any) -> None:
    told = found(whole.iloc[[*range(157), 3]])
    assert told.facts["ganda"] == [whole["KODE_DESA"][3]] and "lebih dari sekali" in told.refusals[0]


def with_kapuas(whole: Frame) -> Frame:
    """The villages, and one of another kabupaten."""
    elsewhere = translate(whole.geometry[0], -1.2, -0.5)
    alien = whole.iloc[[0]].assign(KODE_DESA=KAPUAS, DESA="MANDOMAI", geometry=[elsewhere])
    return Frame(pd.concat([whole, alien], ignore_index=True), crs=4326)


def test_a_village_of_another_kabupaten_is_named_and_may_be_left_out(whole: Frame, found: Any) -> None:
    told = found(with_kapuas(whole))
    assert told.refusals == [] and told.facts["bukan_balangan"] == 1
    assert "fitur ke-158 (MANDOMAI)" in told.waivable[0]


def test_a_village_that_lies_elsewhere_is_refused(whole: Frame, found: Any) -> None:
    shapes = list(whole.geometry)
    shapes[5] = translate(shapes[5], 3, 0)
    told = found(whole.set_geometry(shapes, crs=4326))
    assert "di luar Kabupaten Balangan" in told.refusals[0] and whole["KODE_DESA"][5] in told.refusals[0]


def bow(shape: Any, size: float) -> Any:
    """A shape whose outline crosses itself near one of its corners."""
    ring = list(shape.exterior.coords)
    (x0, y0), (x1, y1) = ring[0], ring[1]
    dx, dy = (x1 - x0) * size, (y1 - y0) * size
    spike = [(1.0, 0.0), (1.0, 1.0), (0.5, 0.0), (0.75, 0.0)]
    corners = [(x0 + along * dx - aside * dy, y0 + along * dy + aside * dx) for along, aside in spike]
    return shapely.Polygon([ring[0], *corners, *ring[1:]])


def test_a_crossing_is_mended_and_its_area_told(whole: Frame, found: Any) -> None:
    place = int(np.argmax(shapely.area(whole.geometry.to_numpy())))
    shapes = list(whole.geometry)
    shapes[place] = bow(shapes[place], 0.1)
    assert not shapes[place].is_valid
    told = found(whole.set_geometry(shapes, crs=4326))
    (mended,) = told.facts["tidak_sah"]
    assert mended["kode"] == whole["KODE_DESA"][place] and mended["dapat_diperbaiki"]
    assert any("memotong diri sendiri" in sentence for sentence in told.sentences)
    assert told.refusals == []


def test_a_shape_that_only_repair_would_invent_is_refused(whole: Frame, found: Any) -> None:
    x, y = whole.geometry[0].representative_point().coords[0]
    d = 0.01
    eight = shapely.Polygon([(x, y), (x + d, y + d), (x + d, y), (x, y + d)])
    told = found(whole.set_geometry([eight, *whole.geometry[1:]], crs=4326))
    assert "tidak dapat diperbaiki" in told.refusals[0] and not told.facts["tidak_sah"][0]["dapat_diperbaiki"]


def test_overlaps_and_gaps_are_measured(whole: Frame, found: Any) -> None:
    shapes = [scale(shape, 1.2, 1.2) for shape in whole.geometry]
    told = found(whole.set_geometry(shapes, crs=4326))
    assert told.facts["tumpang_tindih_persen"] > 1 and "tumpang tindih" in told.waivable[0]
    assert len(told.facts["beda_luas"]) > 100, "each is 44 % larger"
    assert len(told.facts["tepi_tidak_cocok"]) > 100


def test_a_hole_between_villages_is_a_gap(whole: Frame, found: Any) -> None:
    inner = next(i for i, s in enumerate(whole.geometry) if s.within(whole.geometry.union_all().buffer(-0.02)))
    shapes = list(whole.geometry)
    shapes[inner] = scale(shapes[inner], 0.5, 0.5)
    told = found(whole.set_geometry(shapes, crs=4326))
    assert told.facts["celah_km2"] > 0 and told.refusals == []
    assert whole["KODE_DESA"][inner] in {each["kode"] for each in told.facts["beda_luas"]}


def test_codes_are_found_by_content(whole: Frame, found: Any) -> None:
    bare = whole.assign(A=[float(code.replace(".", "")) for code in whole["KODE_DESA"]])[["A", "geometry"]]
    told = found(bare)
    assert told.facts["desa"] == 157 and told.facts["dikenali"] == "kolom kode A"


def test_names_are_enough_when_their_kecamatan_is_told(whole: Frame, found: Any) -> None:
    told = found(whole[["OBJECTID", "DESA", "KECAMATAN", "geometry"]])
    assert told.facts["desa"] == 157 and "KECAMATAN" in told.facts["dikenali"]


def test_codes_of_bps_are_named_and_never_taken(whole: Frame, found: Any) -> None:
    rows = {row["kode"]: row["kode_bps"] for row in match.rows(ROOT / "data" / "reference" / "desa.csv")}
    told = found(whole.assign(KODE_DESA=[rows[code] for code in whole["KODE_DESA"]]))
    assert told.facts["desa"] == 0 and "BPS" in told.waivable[0] and "157 desa tidak ada" in told.refusals[0]


def test_points_and_lines_are_no_borders(whole: Frame, found: Any) -> None:
    assert "poligon" in found(whole.set_geometry(whole.geometry.representative_point())).refusals[0]


def test_what_is_drawn_keeps_its_shared_lines(whole: Frame, tmp_path: Path) -> None:
    FORMS["gpkg"](whole.to_crs(UTM), tmp_path)
    layers = reading.layers([("gpkg", str(tmp_path / "batas.gpkg"), "")])
    drawn = judge.drawn(judge.judge(layers, child.official(), "")[1])
    shapes = np.array([shapely.geometry.shape(each["geometry"]) for each in drawn["features"]])
    assert len(shapes) == 157 and shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)
    assert len(json.dumps(drawn)) < 400_000
    before, after = shapely.union_all(whole.geometry.to_numpy()), shapely.union_all(shapes)
    assert before.symmetric_difference(after).area < 0.01 * before.area


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.geojson")), ids=lambda path: path.stem)
def test_hostile_geojson_is_refused_in_words(file: Path, tmp_path: Path) -> None:
    words = json.loads((CORPUS / "kata.json").read_text("utf-8"))[file.name]
    told = judged(file, tmp_path / "ruang")
    assert words in " ".join(told.refusals), told.refusals
    assert all(sentence.endswith(".") for sentence in told.refusals)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "kosong": (lambda path: path.write_bytes(b" \n"), "kosong"),
    "bukan peta": (lambda path: path.write_bytes(b"%PDF-1.7"), "bukan berkas batas"),
    "sqlite": (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(200)), "bukan berkas batas"),
    "gpkg rusak": (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(52) + b"GPKG" + bytes(500)), "rusak"),
    "kml berisi entitas": (
        lambda path: path.write_bytes(b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>'),
        "DOCTYPE",
    ),
    "kml rusak": (lambda path: path.write_bytes(b"<kml><Document><Placemark>"), "."),
    "zip rusak": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(60)), "rusak"),
    "bersarang": (
        lambda path: path.write_text(
            '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":'
            + "[" * 200_000
        ),
        "rusak",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    make, words = HOSTILE[name]
    make(tmp_path / "batas")
    told = intake.examine(str(tmp_path / "batas")).refusals
    assert len(told) == 1 and words in told[0] and told[0].endswith(".")


@pytest.mark.parametrize(
    ("member", "content", "words"),
    [
        ("../batas.geojson", b"{}", "keluar dari arsip"),
        ("/etc/batas.geojson", b"{}", "keluar dari arsip"),
        ("c:\\batas.geojson", b"{}", "keluar dari arsip"),
        ("batas.txt", b"halo", "tidak memuat berkas batas"),
        ("batas.geojson", bytes(20_000_000), "mengembang"),
        ("__MACOSX/._batas.shp", b"halo", "tidak memuat berkas batas"),
    ],
)
def test_a_hostile_archive_is_refused_before_reading(tmp_path: Path, member: str, content: bytes, words: str) -> None:
    with zipfile.ZipFile(tmp_path / "batas.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    (tmp_path / "ruang").mkdir()
    with pytest.raises(Refused, match=words):
        files.unpack(tmp_path / "batas.zip", tmp_path / "ruang")


def test_vertices_are_counted_before_any_repair(whole: Frame, found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_VERTICES", 1000)
    assert "titik sudut" in found(whole).refusals[0]


def test_a_child_that_needs_too_long_is_ended(whole: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "WALL_SECONDS", 0.05)
    report = intake.examine(str(FORMS["geojson"](whole, tmp_path)))
    assert "terlalu berat" in report.refusals[0]


class Service(BaseHTTPRequestHandler):
    """An ArcGIS REST layer that answers with fifty villages at a time."""

    rows: ClassVar[list[dict[str, Any]]] = []

    def do_GET(self) -> None:
        asked = parse_qs(urlparse(self.path).query)
        first, size = int(asked.get("resultOffset", ["0"])[0]), 50
        page = self.rows[first : first + size]
        told = {
            "geometryType": "esriGeometryPolygon",
            "spatialReference": {"wkid": 4326},
            "fields": [{"name": "KODE", "type": "esriFieldTypeString", "alias": "KODE", "length": 20}],
            "features": page,
            "exceededTransferLimit": first + size < len(self.rows),
        }
        content = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def service(whole: Frame) -> Iterator[str]:
    """The address of a map service; the reader is a process of its own, so this one may serve."""
    Service.rows = [
        {
            "attributes": {"KODE": code},
            "geometry": {"rings": [list(part.exterior.coords)[::-1] for part in shapely.get_parts(shape)]},
        }
        for code, shape in zip(whole["KODE_DESA"], whole.geometry, strict=True)
    ]
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/arcgis/rest/services/batas/FeatureServer/0"
        server.shutdown()
        thread.join()


def test_a_map_service_is_read_page_by_page(service: str) -> None:
    query = f"{service}/query?where=1%3D1&outFields=*&orderByFields=OBJECTID+ASC&resultRecordCount=50&f=json"
    report = intake.examine(f"ESRIJSON:{query}")
    assert report.refusals == () and report.facts["desa"] == 157
    assert "kueri ArcGIS" in intake.examine(service).refusals[0]


@pytest.fixture
def rooms(empty_rooms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own, and a folder of its own for what the browser fetches."""
    monkeypatch.setitem(maps.borders.__globals__, "STATIC", tmp_path / "peta")
    return empty_rooms


def changed(whole: Frame) -> Frame:
    """Borders a quarter of a kilometre further east, so that they can be told from the shipped ones."""
    return whole.set_geometry(whole.geometry.translate(0.0025, 0))


def test_accepted_borders_are_used_everywhere_and_left_again(
    rooms: Path, whole: Frame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, ground = maps.borders(), plate.ground()
    file = FORMS["gpkg"](changed(whole), tmp_path)
    edge = min(map(tuple, shapely.get_coordinates(whole.geometry.to_numpy())))
    assert cli.main(["borders", str(file), "--dry-run"]) == 0
    assert borders.in_use().file == borders.SHIPPED and not borders.folder().exists()
    assert cli.main(["borders", str(file), "--status", "resmi"]) == 0
    assert "batas resmi" in capsys.readouterr().out
    told = json.loads((borders.folder() / "sumber.json").read_text("utf-8"))
    assert {name: told[name] for name in ("berkas", "crs", "status", "tanggal")} == {
        "berkas": "batas.gpkg", "crs": "EPSG:4326", "status": "resmi", "tanggal": TODAY,
    }  # fmt: skip
    assert told["sha256"] == generations.sha256(file)
    assert borders.remark() == "Batas resmi." and "indikatif" not in borders.in_use().words
    assert "batas.gpkg, diterima 22 Nov 2026" in borders.in_use().words
    after = maps.borders()
    assert after.desa_url != before.desa_url and after.order == before.order
    assert after.box[0] == pytest.approx(before.box[0] + 0.0025, abs=0.0005)
    assert plate.ground().box != ground.box
    said = " ".join(line.get_text() for line in lembar_peta.sheet(golden.villages()).canvas.axes[0].texts)
    assert "batas.gpkg" in said and "bukan batas resmi" not in said
    row = pd.DataFrame({"lintang": [edge[1]], "bujur": [edge[0] + 0.0001]})
    assert points.villages_of(row)["kode_desa_titik"].isna().all(), "the village has moved away from its point"
    assert cli.main(["borders", "--reset"]) == 0
    assert borders.remark() == "Batas indikatif." and maps.borders() == before and plate.ground().box == ground.box


def test_refused_borders_leave_the_old_ones(rooms: Path, whole: Frame, tmp_path: Path, capsys: Any) -> None:
    good = FORMS["geojson"](changed(whole), tmp_path)
    assert cli.main(["borders", str(good)]) == 0
    kept = borders.in_use()
    assert kept.status == "indikatif" and "bukan batas resmi" in kept.words
    capsys.readouterr()
    whole[1:].to_file(tmp_path / "kurang.geojson")
    assert cli.main(["borders", str(tmp_path / "kurang.geojson"), "--accept", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["hilang"] == ["63.11.01.2001"] and not told["diterima"] and not told["dipakai"]
    assert "1 desa tidak ada" in told["ditolak_karena"][0]
    assert borders.in_use() == kept


def test_accepting_leaves_out_what_is_not_ours(rooms: Path, whole: Frame, tmp_path: Path) -> None:
    with_kapuas(whole).to_file(tmp_path / "b.geojson")
    assert cli.main(["borders", str(tmp_path / "b.geojson")]) == 1
    assert cli.main(["borders", str(tmp_path / "b.geojson"), "--accept"]) == 0
    assert len(borders.villages().codes) == 157


def test_borders_cut_in_the_middle_of_a_write_are_not_used(rooms: Path, whole: Frame, tmp_path: Path) -> None:
    assert cli.main(["borders", str(FORMS["geojson"](changed(whole), tmp_path))]) == 0
    shapes = borders.folder() / borders.SHAPES
    shapes.write_bytes(shapes.read_bytes()[:-100])
    assert borders.in_use().file == borders.SHIPPED
    (borders.folder() / borders.SAYS).unlink()
    assert borders.in_use().file == borders.SHIPPED


def test_a_name_becomes_letters_and_nothing_else() -> None:
    assert intake.shown("$x$ [a](http://b)<script>=1+1.zip") == "x a (http b) script 1 1.zip"
    assert intake.shown("***") == "berkas batas"


def test_the_command_wants_a_file_or_a_reset(rooms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["borders"]) == 1
    assert "Sebut satu berkas batas" in capsys.readouterr().err


def test_another_crs_than_a_number_reaches_no_library(tmp_path: Path) -> None:
    assert reading.crs_named("urn:ogc:def:crs:OGC:1.3:CRS84") == "EPSG:4326"
    assert reading.crs_named("urn:ogc:def:crs:EPSG::32750") == "EPSG:32750"
    for text in ("+init=/etc/passwd:x", "http://127.0.0.1/x", "EPSG:999999", "GEOGCS[]", sys.executable):
        assert reading.crs_named(text) == ""
