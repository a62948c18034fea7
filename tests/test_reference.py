"""Reference tables: the places of Balangan in both code systems, spellings, hazards, borders and sources."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from pantau.contracts import REFERENCE

FILES = sorted(REFERENCE.glob("*.csv"), key=lambda path: path.name)
HAZARD_COLOURS = {
    "BJ": "#2A77AC", "BB": "#0B3350", "TL": "#5C3B1E", "GT": "#C2B48A", "AK": "#B7A9E0", "KL": "#DC7A1E",
    "KP": "#C0372C", "KK": "#F0D264", "LL": "#9AA6AE",
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_code(name: str) -> dict[str, dict[str, str]]:
    return {row["kode"]: row for row in rows(name)}


def test_places_are_eight_and_one_hundred_and_fifty_seven() -> None:
    desa, kecamatan = rows("desa"), rows("kecamatan")
    assert (len(kecamatan), len(desa)) == (8, 157)
    assert Counter(row["jenis"] for row in desa) == {"desa": 154, "kelurahan": 3}
    counted = Counter((row["kode_kecamatan"], row["jenis"]) for row in desa)
    for row in kecamatan:
        assert counted[row["kode"], "desa"] == int(row["jumlah_desa"])
        assert counted[row["kode"], "kelurahan"] == int(row["jumlah_kelurahan"])


def test_kemendagri_and_bps_number_kecamatan_in_different_orders() -> None:
    named = {row["nama"]: (row["kode"], row["kode_bps"]) for row in rows("kecamatan")}
    assert named["Juai"] == ("63.11.01", "6311050")
    assert named["Lampihong"] == ("63.11.05", "6311010")
    assert [kode for kode, _ in sorted(named.values())] != [
        kode for kode, _ in sorted(named.values(), key=lambda c: c[1])
    ]


@pytest.mark.parametrize(("name", "pattern"), [("desa", r"63\.11\.\d\d\.\d{4}"), ("kecamatan", r"63\.11\.\d\d")])
def test_codes_are_dotted_text_and_unique(name: str, pattern: str) -> None:
    codes = [row["kode"] for row in rows(name)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(pattern, code) for code in codes)
    assert len({row["kode_bps"] for row in rows(name)}) == len(codes)


def test_every_village_lies_in_its_kecamatan_in_both_systems() -> None:
    kecamatan = by_code("kecamatan")
    for row in rows("desa"):
        assert row["kode"].startswith(row["kode_kecamatan"])
        assert row["kode_bps"].startswith(kecamatan[row["kode_kecamatan"]]["kode_bps"])


def test_galumbang_exists_twice() -> None:
    homes = [row["kode_kecamatan"] for row in rows("desa") if row["nama"] == "Galumbang"]
    assert sorted(homes) == ["63.11.01", "63.11.07"]
    assert {n for n, times in Counter(row["nama"] for row in rows("desa")).items() if times > 1} == {"Galumbang"}


def test_three_letter_names_are_distinct() -> None:
    short = {row["nama"]: row["singkatan"] for row in rows("kecamatan")}
    assert short["Paringin Selatan"] == "PRS"
    assert all(re.fullmatch("[A-Z]{3}", text) for text in short.values())
    assert len(set(short.values())) == 8


def _areas() -> dict[str, list[list[tuple[float, float]]]]:
    """Kecamatan code -> rings of its villages, from the shipped borders."""
    topology = json.loads((REFERENCE / "batas_desa.topojson").read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    areas: dict[str, list[list[tuple[float, float]]]] = {}
    for shape in topology["objects"]["data"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for polygon in polygons:
            ring = [p for a in polygon[0] for p in (arcs[a] if a >= 0 else arcs[~a][::-1])]
            areas.setdefault(shape["properties"]["kode"], []).append(ring)
    return areas


def _inside(x: float, y: float, ring: list[tuple[float, float]]) -> bool:
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def test_borders_cover_every_village_and_hold_its_points() -> None:
    areas = _areas()
    assert sorted(areas) == sorted(by_code("desa"))
    for kode, row in by_code("kecamatan").items():
        rings = [ring for desa, found in areas.items() if desa.startswith(kode) for ring in found]
        for lintang, bujur in (("lintang", "bujur"), ("label_lintang", "label_bujur")):
            assert any(_inside(float(row[bujur]), float(row[lintang]), ring) for ring in rings), (row["nama"], lintang)
    outside = [
        row["nama"]
        for row in rows("desa")
        if not any(_inside(float(row["bujur"]), float(row["lintang"]), ring) for ring in areas[row["kode"]])
    ]
    assert not outside


def test_aliases_point_to_villages_of_their_kecamatan() -> None:
    desa = by_code("desa")
    aliases = rows("desa_alias")
    assert {row["keyakinan"] for row in aliases} == {"pasti", "dugaan", "ambigu", "tidak terpetakan"}
    for row in aliases:
        if row["keyakinan"] == "tidak terpetakan":
            assert row["kode_desa"] == ""
        else:
            assert desa[row["kode_desa"]]["kode_kecamatan"] == row["kode_kecamatan"]
    sure = Counter((row["ejaan"], row["kode_kecamatan"]) for row in aliases if row["keyakinan"] == "pasti")
    assert max(sure.values()) == 1, "a sure spelling means one village"


def test_sungai_hanyar_is_only_a_guess() -> None:
    assert [row["keyakinan"] for row in rows("desa_alias") if row["ejaan"] == "Sungai Hanyar"] == ["dugaan"]


def test_hazards_have_parents_letters_and_colours() -> None:
    hazards = by_code("ancaman")
    assert all(row["induk"] in ("", *hazards) for row in hazards.values())
    assert all(HAZARD_COLOURS[row["huruf"]] == row["warna"] for row in hazards.values())
    letters = {kode: hazards[kode]["huruf"] for kode in ("101", "101-BB", "102-ET", "105-AK", "107", "L01", "108")}
    assert letters == {
        "101": "BJ", "101-BB": "BB", "102-ET": "GT", "105-AK": "AK", "107": "KL", "L01": "KP", "108": "LL",
    }  # fmt: skip
    assert hazards["101-BB"]["induk"] == "101"
    assert hazards["109"]["dipakai"] == "false"


def test_needs_keep_their_profile_and_status() -> None:
    needs = {(row["profil"], row["barang"]): row for row in rows("standar_bantuan")}
    assert (needs["bnpb", "Beras"]["jumlah"], needs["bnpb", "Beras"]["satuan"]) == ("400", "gram")
    assert needs["bnpb", "Air bersih"]["jumlah"] == "15"
    assert needs["bnpb-lama", "Air bersih"]["jumlah"] == "67"
    assert needs["rujukan", "Santunan luka ringan"]["jumlah"] == "", "not found is not zero"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_table_is_named_in_sources_and_states_its_source(path: Path) -> None:
    assert f"`{path.name}`" in (REFERENCE / "SOURCES.md").read_text(encoding="utf-8")
    table = rows(path.stem)
    text = path.read_text(encoding="utf-8")
    assert "\r" not in text
    assert not re.search(r"example\.(com|org)|\bsourced\b|\bunverified\b", text)
    if "status_sumber" in table[0]:
        assert all(row["status_sumber"] for row in table)
        for row in table:
            if row["status_sumber"] == "bersumber":
                assert row["sumber"], row


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("spm_bencana", 12),
        ("pkd_indikator", 32),
        ("program_bansos", 9),
        ("batas_desil", 5),
        ("barang_bantuan", 22),
        ("standar_bantuan", 38),
        ("batas_kasus", 14),
    ],
)
def test_lists_are_whole(name: str, count: int) -> None:
    assert len(rows(name)) == count
