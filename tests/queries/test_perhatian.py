"""Each rule of attention finds what is wrong, says since when, and is silent about the same thing put right."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pantau import ROOT
from pantau.catalogue import Rule, programmes
from pantau.store import Store, read_query
from tests.stores import copy, load_together, open_store

TODAY, STATE = date(2026, 11, 22), date(2026, 11, 1)
PITAP, MAYANAU, JUUH = "63.11.08.2001", "63.11.08.2002", "63.11.08.2004"
HALONG = [
    code
    for code in pd.read_csv(ROOT / "data/reference/desa.csv", dtype="str")["kode"].tolist()
    if code.startswith("63.11.02.")
]
RULES: dict[str, Rule] = {rule.id: rule for programme in programmes() for rule in programme.rules}

# Rules whose fixtures stand elsewhere: rule -> the test file.
ELSEWHERE = (
    dict.fromkeys(
        (
            "desa_diam",
            "konsultasi_belum_dijawab",
            "berisiko_tetapi_diam",
            "kejadian_tanpa_kontak",
            "pasca_belum_sampai",
        ),
        "tests/test_destana.py",
    )
    | dict.fromkeys(("rangkap_bentrok", "layak_belum_terlayani"), "tests/test_sasaran.py")
    | {"orang_mungkin_sama": "tests/test_sotarsa.py"}
)

# What each rule finds in the wrong rows, and since when; None = nobody can know.
FOUND: dict[str, dict[str, date | None]] = {
    "desa_berulang": {PITAP: date(2026, 9, 1)},
    "angka_belum_akhir": {"E2": date(2026, 9, 16)},
    "rumah_sama_kk": {"E3": date(2026, 5, 2)},
    "desa_tidak_dikenali": {"E4": date(2026, 6, 2)},
    "laporan_belum_verifikasi": {PITAP: date(2026, 11, 21)},
    "kasus_lewat_tenggat": {"K1": date(2026, 10, 9)},
    "kasus_mendekati_tenggat": {"K2": date(2026, 11, 19)},
    "rujukan_tanpa_jawaban": {"R1": date(2026, 11, 10)},
    "menunggu_warga_lama": {"K3": date(2026, 11, 1)},
    "kasus_dibuka_kembali": {"K4": date(2026, 11, 2)},
    "desa_tanpa_kunjungan": {HALONG[0]: date(2026, 8, 1), HALONG[1]: None},
    "selisih_angka_media": {"penerima_manfaat": date(2026, 10, 2)},
    "desa_tanpa_penyebut": {HALONG[0]: None},
    "kunjungan_tertunda": {f"{HALONG[2]} 2026-10-05": date(2026, 11, 5)},
    "bukti_kedaluwarsa": {"B1": date(2026, 10, 1)},
    "bukti_akan_kedaluwarsa": {"B2": date(2026, 10, 11)},
    "perbaikan_lama": {"B3": date(2026, 9, 16)},
    "pemeriksaan_lama": {"B4": date(2026, 9, 17)},
}
# Rules that are as old as the day they are asked for: `sejak` is the first day on which they find the row.
LIVE = sorted(
    set(FOUND)
    - {"desa_berulang", "rumah_sama_kk", "desa_tidak_dikenali"}
    - {"desa_tanpa_kunjungan", "selisih_angka_media", "desa_tanpa_penyebut"}
)


def event(name: str, first: str, last: str = "", **more: object) -> dict[str, object]:
    return {
        "id_kejadian": name, "tanggal": "" if last else first, "tanggal_dari": first, "tanggal_sampai": last or first,
        "presisi_tanggal": "rentang" if last else "hari", "kode_ancaman": "101",
    } | more  # fmt: skip


def impact(name: str, **more: object) -> dict[str, object]:
    return {"id_kejadian": name, "cakupan": "kejadian", "versi_ke": 1, "tahap": "akhir"} | more


def hit(name: str, desa: str) -> dict[str, object]:
    return {"id_kejadian": name, "kode_kecamatan": desa[:8], "kode_desa": desa}


def case(name: str, entered: str, limit: int) -> dict[str, object]:
    return {
        "id_kasus": name, "masuk_pada": f"{entered} 09:00", "kode_kecamatan": "63.11.01", "kategori": "lainnya",
        "batas_hari_kerja": limit,
    }  # fmt: skip


def step(name: str, status: str, day: str) -> dict[str, object]:
    return {"id_kasus": name, "status": status, "status_pada": f"{day} 09:00"}


def visit(number: int, desa: str, day: str) -> dict[str, object]:
    return {
        "tanggal_kunjungan": day, "kode_desa": desa, "nama": f"Orang {number}", "tanggal_lahir": "1980-01-01",
        "layanan": "pangan",
    }  # fmt: skip


def paper(name: str, state: str, day: str, until: str = "") -> tuple[dict[str, object], dict[str, object]]:
    document: dict[str, object] = {
        "id_bukti": name, "kode_kecamatan": "63.11.01", "kode_indikator": f"KC-A0{name[1]}", "judul": name,
        "berlaku_sampai": until,
    }  # fmt: skip
    return document, {"id_bukti": name, "status": state, "status_pada": f"{day} 09:00"}


def rows(wrong: bool) -> dict[str, list[dict[str, object]]]:
    """Every dataset the rules read, either with one thing wrong a rule or with none."""

    def either(bad: Any, good: Any) -> Any:
        return bad if wrong else good

    late = either("2026-06-01", "2026-10-27")
    papers = [
        paper("B1", "disetujui", "2026-02-02", either("2026-09-30", "2027-09-30")),
        paper("B2", "disetujui", "2026-02-02", either("2026-11-10", "2027-11-10")),
        paper("B3", "perlu_perbaikan", either("2026-09-01", "2026-10-25")),
        paper("B4", "diunggah", either("2026-09-02", "2026-10-25")),
    ]
    return {
        "kejadian": [
            event("E0", "2024-01-01"),
            event("E1", "2026-03-01"),
            event("E2", "2026-09-01"),
            event("E3", "2026-05-01"),
            event("E4", "2026-06-01", "2026-06-02", desa_disebut="Sungai Khayal"),
        ],
        "kejadian_wilayah": [
            # E0 lies before the twelve months: it never makes a second event.
            hit("E0", PITAP), hit("E0", MAYANAU), hit("E1", PITAP), hit("E2", either(PITAP, MAYANAU)), hit("E3", JUUH),
            *([] if wrong else [hit("E4", "63.11.08.2005")]),
        ],
        "dampak": [
            impact("E1"),
            impact("E2", tahap=either("sementara", "akhir")),
            impact("E3", terdampak_kk=45, rumah_terendam_unit=either(45, 40), per_pada="2026-05-02 08:00"),
            impact("E4"),
        ],
        "laporan": [
            {
                "id_laporan": name, "kode_ancaman": "101", "tanggal_kejadian": "2026-11-19", "jam_kejadian": "10:00",
                "lapor_pada": f"2026-11-{day} 10:30", "kode_kecamatan": PITAP[:8], "kode_desa": PITAP,
            }
            for name, day in (("L1", 19), ("L2", 20), ("L3", either(22, 21)))
        ],
        "riwayat_laporan": [
            {"id_laporan": name, "status": either("diterima", "terverifikasi"), "status_pada": f"2026-11-{day} 11:00"}
            for name, day in (("L1", 19), ("L2", 20))
        ],
        "kasus": [
            case("K1", "2026-10-01", either(5, 60)),
            case("K2", "2026-11-09", either(10, 60)),
            *(case(name, "2026-09-01", 365) for name in ("K3", "K4")),
        ],
        "riwayat_kasus": [
            step("K1", "kecamatan", "2026-10-01"),
            step("K2", "kecamatan", "2026-11-09"),
            step("K3", "menunggu_warga", either("2026-10-01", "2026-11-10")),
            step("K4", "selesai", "2026-09-02"),
            step("K4", "dibuka_kembali", either("2026-11-02", "2026-09-10")),
        ],
        "rujukan": [
            {"id_rujukan": "R1", "id_kasus": "K1", "instansi_tujuan": "Baznas", "status": status, "status_pada": day}
            for status, day in (
                ("dikirim", "2026-11-02 09:00"), *([] if wrong else [("diterima", "2026-11-04 09:00")]),
            )
        ],
        "kunjungan": [
            visit(1, HALONG[0], late),
            *([] if wrong else [visit(2, HALONG[1], "2026-10-27")]),
            *(visit(n, desa, "2026-09-28") for n, desa in enumerate(HALONG[2:], 3)),
            visit(25, HALONG[23], "2026-10-27"),
        ],
        "penyebut": [
            {"kode_desa": desa, "tahun": 2026, "ukuran": "sasaran_penerima", "nilai": 10}
            for desa in HALONG[either(1, 0) :]
        ],
        "rencana_kunjungan": [
            {"kode_desa": HALONG[2], "tanggal_rencana": "2026-10-05", "status": status, "status_pada": day}
            for status, day in (
                ("ditunda", "2026-10-05 16:00"), *([] if wrong else [("batal", "2026-10-06 16:00")]),
            )
        ],
        "angka_resmi": [
            {
                "program": "pak_sotarsa", "indikator": "penerima_manfaat", "label": label, "nilai": number,
                "satuan": "orang", "tanggal": day, "sumber_url": "https://contoh.invalid/1",
            }
            for label, number, day in (("Sebelum", 2, "2026-01-01"), ("Sesudah", either(880, 25), "2026-10-02"))
        ],
        "kencana_indikator": [
            {
                "kode": f"KC-A0{n}", "uraian": "Syarat", "nama_pendek": "Syarat", "status_sumber": "bersumber",
                "dihitung": "ya", "versi": "1",
            }
            for n in range(1, 5)
        ],
        "bukti": [document for document, _ in papers],
        "riwayat_bukti": [history for _, history in papers],
    }  # fmt: skip


@pytest.fixture(scope="module")
def stores(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Store]:
    made = {}
    for wrong in (True, False):
        folder = copy(empty_folder, tmp_path_factory.mktemp("perhatian"))
        results = load_together(folder, **rows(wrong))
        assert [(r.dataset, r.reasons) for r in results if r.quarantined] == []
        made[wrong] = open_store(folder)
    return made


def ask(store: Store, rule: str, threshold: float | None = None, day: date | None = None) -> pd.DataFrame:
    """The rule as the board asks it, on a fixed day."""
    given: dict[str, object] = {"ambang": float(RULES[rule].threshold) if threshold is None else threshold}
    names = {each.name for each in read_query(f"perhatian/{rule}").params}
    if "hari_ini" in names:
        given["hari_ini"] = day or TODAY
    elif day or rule in ("bukti_kedaluwarsa", "bukti_akan_kedaluwarsa", "perbaikan_lama", "pemeriksaan_lama"):
        given["per"] = day or STATE
    return store.query(f"perhatian/{rule}", given)


def since(answer: pd.DataFrame) -> dict[str, date | None]:
    days = [None if pd.isna(day) else pd.Timestamp(day).date() for day in answer["sejak"]]
    return dict(zip(answer["kode"], days, strict=True))


def test_every_rule_of_the_catalogue_is_held() -> None:
    assert set(RULES) == set(FOUND) | set(ELSEWHERE)
    assert not set(FOUND) & set(ELSEWHERE)
    for rule, file in ELSEWHERE.items():
        assert f'"{rule}"' in (ROOT / file).read_text("utf-8"), file


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_it_fires_where_something_is_wrong_and_says_since_when(rule: str, stores: dict[bool, Store]) -> None:
    assert since(ask(stores[True], rule)) == FOUND[rule]


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_it_is_silent_where_all_is_well(rule: str, stores: dict[bool, Store]) -> None:
    assert ask(stores[False], rule).empty


@pytest.mark.parametrize("rule", LIVE)
@pytest.mark.parametrize("more", [0.0, 0.5, 1.0])
def test_since_is_the_first_day_on_which_it_fires(rule: str, more: float, stores: dict[bool, Store]) -> None:
    threshold = RULES[rule].threshold + more
    answer = since(ask(stores[True], rule, threshold))
    for code, day in answer.items():
        assert day is not None and day <= (STATE if RULES[rule] in programmes()[-1].rules else TODAY)
        assert code in since(ask(stores[True], rule, threshold, day))
        assert code not in since(ask(stores[True], rule, threshold, day - timedelta(1)))


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_answer_holds_what_the_board_reads(rule: str, sample: Store, stores: dict[bool, Store]) -> None:
    for store in (sample, stores[True]):
        answer = store.query(RULES[rule].query, {"ambang": float(RULES[rule].threshold)})
        assert {"kode", "nama", "nilai", "sejak"} <= set(answer.columns) <= {
            "kode", "nama", "nilai", "sejak", "jumlah", "kode_desa", "kode_kecamatan",
        }  # fmt: skip
        assert str(answer["sejak"].dtype).startswith("datetime64")
        assert answer["nama"].notna().all()
        # Only what never happened has no value.
        if rule not in ("desa_diam", "desa_tanpa_kunjungan", "kejadian_tanpa_kontak", "pasca_belum_sampai"):
            assert answer["nilai"].notna().all()


def test_working_days_are_those_of_the_calendar(stores: dict[bool, Store]) -> None:
    first = np.busday_offset(np.datetime64("2026-10-01"), 6)
    assert since(ask(stores[True], "kasus_lewat_tenggat"))["K1"] == first.astype(date)
    answer = ask(stores[True], "kasus_lewat_tenggat").set_index("kode")
    assert answer.loc["K1", "nilai"] == np.busday_count("2026-10-02", "2026-11-23") - 5


@pytest.mark.parametrize("rule", sorted(set(FOUND) - {"selisih_angka_media", "desa_tanpa_penyebut"}))
def test_the_worst_comes_first(rule: str, sample: Store) -> None:
    values = ask(sample, rule)["nilai"]
    known = values.dropna().tolist()
    soonest = rule in ("kasus_mendekati_tenggat", "bukti_akan_kedaluwarsa")
    assert known == sorted(known, reverse=not soonest)
    assert values.isna().tolist() == sorted(values.isna(), reverse=True), "what never happened is worst"


def test_reports_are_counted_by_village(stores: dict[bool, Store]) -> None:
    answer = ask(stores[True], "laporan_belum_verifikasi")
    assert answer["jumlah"].tolist() == [2], "the report of today is not late yet"
    assert answer["nilai"].tolist() == [48]
