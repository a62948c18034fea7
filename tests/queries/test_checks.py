"""Each check finds the row that contradicts something, and is silent about the same row put right."""

from pathlib import Path

import pytest

from pantau.store import Store, check_names
from tests.stores import copy, load_together, open_store

PITAP, MAYANAU = "63.11.08.2001", "63.11.08.2004"
TEBING = "63.11.08"
_EVENT = {"presisi_tanggal": "hari", "kode_ancaman": "101", "sumber_url": "https://contoh.invalid/1"}


def event(name: str, day: object, **more: object) -> dict[str, object]:
    return {"id_kejadian": name, "tanggal": day, "tanggal_dari": day, "tanggal_sampai": day, **_EVENT, **more}


def impact(name: str, version: int = 1, **more: object) -> dict[str, object]:
    return {
        "id_kejadian": name,
        "cakupan": "kejadian",
        "versi_ke": version,
        "tahap": "awal",
        "sumber_url": "https://contoh.invalid/2",
    } | more


def place(name: str, desa: str) -> dict[str, object]:
    return {"id_kejadian": name, "kode_kecamatan": TEBING, "kode_desa": desa, "cara": "disebut sumber"}


def report(name: str, **more: object) -> dict[str, object]:
    return {
        "id_laporan": name, "kode_ancaman": "101", "tanggal_kejadian": "2025-03-04", "jam_kejadian": "10:00",
        "lapor_pada": "2025-03-04 10:30", "kode_kecamatan": TEBING, "kode_desa": PITAP,
    } | more  # fmt: skip


def rows(wrong: bool) -> dict[str, list[dict[str, object]]]:
    """Every dataset the checks read, either with one contradiction a check or with none."""

    def either(bad: object, good: object) -> object:
        return bad if wrong else good

    return {
        "kejadian": [
            event(
                "E1", "2024-05-01", lapor_pada="2024-05-01 12:00",
                terkendali_pada=either("2024-05-01 11:00", "2024-05-01 13:00"),
            ),
            event("E2", "2024-08-25", catatan=either("Senin (25/8/2024) malam", "Minggu (25/8/2024) malam")),
            event("E3", "2024-09-01", kib=either("6311 107 2024 09 01 1", "6311 101 2024 09 01 1")),
            event("E4", "2024-10-01", lintang="-2.467", bujur=either("115.532", "115.632")),
            event("E5", either("2024-10-01", "2024-10-02")),
            event("E6", "2020-10-31"),
            event("E7", "2021-01-14"),
            event("E8", "2025-12-27"),
        ],
        "kejadian_wilayah": [
            place("E4", PITAP), place("E5", PITAP), place("E6", MAYANAU), place("E7", MAYANAU), place("E8", PITAP),
            *([] if wrong else [place("E8", MAYANAU)]),
        ],
        "dampak": [
            impact(
                "E1", terdampak_kk=45, rumah_terendam_unit=either(45, 40), mengungsi_orang=either(300, 30),
                terdampak_jiwa=200, rumah_terdampak_unit=50, rumah_rusak_berat_unit=either(60, 5),
            ),
            impact("E6", rumah_terendam_unit=622),
            impact("E7", rumah_terendam_unit=either(622, 623)),
            impact("E8", 1, terdampak_jiwa=900, jumlah_desa=2),
            impact("E8", 2, terdampak_jiwa=either(800, 950), jumlah_desa=2),
        ],
        "laporan": [
            report("L1", lapor_pada=either("2025-03-04 08:00", "2025-03-04 10:05")),
            report("L2", lintang=either("-3.319", "-2.467"), bujur=either("114.59", "115.632")),
        ],
        "kelompok_laporan": [
            {
                "id_laporan": either("L9", "L2"), "id_kejadian": "E1", "hubungan": "gabung",
                "dicatat_pada": "2025-03-05 08:00",
            }
        ],
        "status_darurat": [
            {
                "jenis": "siaga darurat", "ancaman_disebut": "banjir", "tanggal_mulai": either("", "2025-01-01"),
                "tanggal_akhir": "2025-02-01",
            }
        ],
    }  # fmt: skip


# What each check finds in the wrong rows: the numbers it names.
FOUND = {
    "checks/dampak_rumah_sama_kk": {"E1"},
    "checks/dampak_mengungsi_melebihi_terdampak": {"E1"},
    "checks/dampak_rusak_melebihi_terdampak": {"E1"},
    "checks/dampak_mengulang_kejadian_lama": {"E7"},
    "checks/dampak_versi_turun": {"E8"},
    "checks/dampak_desa_kurang_dikenali": {"E8"},
    "checks/kejadian_lapor_sesudah_terkendali": {"E1"},
    "checks/kejadian_hari_tidak_cocok": {"E2"},
    "checks/kejadian_kib_tidak_cocok": {"E3"},
    "checks/kejadian_kembar": {"E5"},
    "checks/laporan_jam_terbalik": {"L1"},
    "checks/laporan_titik_di_luar_desa": {"L2"},
    "checks/kejadian_titik_di_luar_desa": {"E4"},
    "checks/kelompok_tanpa_laporan": {"L9"},
    "checks/status_darurat_tanpa_tanggal": {"siaga darurat, banjir"},
}


@pytest.fixture(scope="module")
def stores(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Store]:
    made = {}
    for wrong in (True, False):
        folder = copy(empty_folder, tmp_path_factory.mktemp("pemeriksaan"))
        results = load_together(folder, **rows(wrong))
        assert [(r.dataset, r.reasons) for r in results if r.quarantined] == []
        made[wrong] = open_store(folder)
    return made


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_contradiction_is_found(name: str, stores: dict[bool, Store]) -> None:
    assert set(stores[True].query(name)["kunci"]) == FOUND[name]


@pytest.mark.parametrize("name", sorted(FOUND))
def test_the_same_rows_put_right_are_left_alone(name: str, stores: dict[bool, Store]) -> None:
    assert stores[False].query(name).empty


def test_every_check_a_page_shows_is_held_here(sample: Store) -> None:
    shown = {name for name in check_names() if list(sample.query(name).columns) == ["dataset", "kunci", "keterangan"]}
    assert shown == set(FOUND)


def test_the_published_events_hold_what_people_found_in_them(sample: Store) -> None:
    assert "BLG-0009" in set(sample.query("checks/dampak_mengulang_kejadian_lama")["kunci"]), "622 houses twice"
    wrong_day = sample.query("checks/kejadian_hari_tidak_cocok")
    assert wrong_day[["kunci", "keterangan"]].to_numpy().tolist() == [["BLG-0023", "senin 25/8/2024 sebenarnya minggu"]]
    assert "BLG-0016" in set(sample.query("checks/dampak_rumah_sama_kk")["kunci"])
