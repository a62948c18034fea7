"""Figures of social cases: sentences hold the numbers of their tables, small numbers say so, closed ones stay so."""

from datetime import date

import pandas as pd
import pytest

from pantau.figures import Context, Figure, records, sibalang, sibalang_rujukan, sibalang_waktu
from pantau.figures.sibalang import CLOSED_CELL, FIXED
from pantau.store import Store

TODAY = date(2026, 11, 22)
SAMPLE = Context("semua periode · 160 dari 160 kasus", "register SLRT", TODAY, "register program")
KPI = {
    "masuk": 40, "selesai": 25, "aktif": 12, "dijeda": 0, "lewat": 3, "mendekati": 0, "tanpa_batas": 2,
    "ditutup_lain": 3, "selesai_berbatas": 17, "tepat_waktu": 12, "median_hari": 6.5, "p90_hari": 11.2,
    "target_persen": None,
}  # fmt: skip
ANSWER = {"masuk": 40, "tepat": 20, "lambat": 4, "belum_lewat": 1, "belum": 15, "batas": 3, "median_hari": 2.0}


def test_the_strip_has_five_numbers_and_says_what_stands_behind_them() -> None:
    strip = sibalang.kpis(KPI)
    assert [name for name, *_ in strip] == [
        "Kasus aktif", "Lewat tenggat", "Mendekati tenggat", "Selesai tepat waktu", "Median selesai",
    ]  # fmt: skip
    assert [value for _, value, _ in strip] == ["12", "3", "Nihil", "12/17", "6,5 hari"]
    assert strip[1][2] == "dari 12 aktif, 2 tanpa batas"
    assert strip[3][2] == "n=17, baca hati-hati; selang 95 %: 46,9–86,7\u00a0%; target belum ditetapkan"
    with_goal = sibalang.kpis(KPI | {"target_persen": 90.0, "selesai_berbatas": 25})
    assert with_goal[3][1:] == ("48\u00a0%", "n=25; selang 95 %: 30,0–66,5\u00a0%; target 90\u00a0%")


def test_nothing_finished_is_undetermined_and_not_zero() -> None:
    strip = sibalang.kpis(KPI | {"selesai": 0, "selesai_berbatas": 0, "median_hari": None, "p90_hari": None})
    assert [value for _, value, _ in strip[3:]] == ["belum dapat ditentukan"] * 2


def test_the_second_line_tells_the_first_answer() -> None:
    said = sibalang.more(KPI, ANSWER)
    assert "40 kasus masuk · 25 selesai · 3 ditolak atau tidak dapat dihubungi" in said
    interval = "selang 95 %: 60,9–91,1\u00a0%"
    assert f"paling lama 3 hari kerja: 80\u00a0% (n=25, 1 belum ditanggapi; {interval}), median 2 hari kerja" in said
    assert "Tanggapan" not in sibalang.more(KPI, ANSWER | {"batas": None})


def backlog(store: Store) -> Figure:
    return sibalang.ageing(store.query("sosial/tunggakan_kasus", {"per": TODAY}), SAMPLE)


def test_the_backlog_counts_late_cases_by_their_own_limit(sample: Store) -> None:
    figure = backlog(sample)
    late, total = figure.frame["lewat"].sum(), figure.frame["terbuka"].sum()
    assert figure.title == f"{late} dari {total} kasus terbuka lewat batasnya"
    parts = [column for column, *_ in figure.encode["segments"]]
    assert (figure.frame[parts].sum(axis="columns") == figure.frame["terbuka"]).all()
    assert "tidak ada yang mendekati batas" in figure.reading
    assert sibalang.ageing(figure.frame.iloc[:0], SAMPLE).title == "Tidak ada kasus terbuka"


def test_the_list_is_most_overdue_first_and_names_no_person_place_or_kind(sample: Store) -> None:
    rows = sample.query("sosial/daftar_kasus", {"per": TODAY})
    figure = sibalang.cases(rows, "", SAMPLE)
    assert figure.written()["Keadaan"].iloc[0].startswith("lewat ")
    assert rows["lewat_hari"].is_monotonic_decreasing
    headings = " ".join(figure.written().columns).lower()
    for word in ("kategori", "instansi", "desa", "samaran", "nik", "nama"):
        assert word not in headings
    assert not figure.private
    assert figure.cases == "id_kasus"
    narrowed = sample.query("sosial/daftar_kasus", {"per": TODAY, "pemegang": "Instansi rujukan"})
    assert set(narrowed["pemegang"]) == {"Instansi rujukan"}
    assert sibalang.cases(narrowed, "Instansi rujukan", SAMPLE).title == "Kasus terbuka di Instansi rujukan"


def test_lists_with_specific_data_are_private(sample: Store) -> None:
    full = sibalang.cases_in_full(sample.query("sosial/daftar_kasus", {"per": TODAY}), "", SAMPLE)
    active = sibalang_rujukan.referrals_in_full(sample.query("sosial/daftar_rujukan_rinci", {"per": TODAY}), SAMPLE)
    matrix = sibalang_rujukan.matrix_in_full(sample.query("sosial/matriks_rujukan_rinci", {"per": TODAY}), SAMPLE)
    assert all(figure.private for figure in (full, active, matrix))
    assert (full.frame["samaran"].dropna().str.len() == 8).all(), "never a whole pseudonym"


@pytest.mark.parametrize("scope", ["semua", "kabupaten"])
def test_figures_from_cubes_never_write_a_number_below_five(sample: Store, scope: str) -> None:
    kinds = sibalang.categories(sample.query("sosial/kasus_per_kategori", {}, scope), SAMPLE)
    matrix = sibalang_rujukan.matrix(sample.query("sosial/matriks_rujukan", {}, scope), SAMPLE)
    offices = sibalang_rujukan.agencies(sample.query("sosial/instansi_rujukan", {}, scope), SAMPLE)
    for figure in (kinds, matrix, offices):
        assert FIXED in figure.notes
        cells = [cell for _, column in figure.written().items() for cell in column]
        assert CLOSED_CELL in cells
        assert not {"1", "2", "3", "4"} & set(cells)
    assert len(matrix.encode["rows"]) == 8, "a kecamatan left out is closed, not gone"


def test_empty_cubes_say_why() -> None:
    none = pd.DataFrame({"kategori": [], "keadaan": [], "jumlah": [], "semua": []}).astype({"keadaan": "str"})
    assert sibalang.categories(none, SAMPLE).empty
    gone = pd.DataFrame({"kode_kecamatan": [], "nama_kecamatan": [], "instansi": [], "jumlah": [], "semua": []})
    assert "tanpa membuka angka kecil" in sibalang_rujukan.matrix(gone, SAMPLE).reading


def test_the_flow_draws_half_a_year_and_counts_the_finished_from_its_beginning(sample: Store) -> None:
    whole = sample.query("sosial/arus_kasus", {"per": TODAY})
    figure = sibalang_waktu.flow(whole, SAMPLE)
    assert len(figure.frame) == 27
    assert figure.frame["selesai"].iloc[0] == 0
    (kpi,) = records(sample.query("sosial/kasus_kpi", {"per": TODAY}))
    assert figure.frame["berjalan"].iloc[-1] == kpi["aktif"]
    assert figure.title.startswith(f"{kpi['aktif']} kasus masih berjalan")
    layers = [name for name, *_ in figure.encode["layers"]]
    assert layers[0] == "selesai"
    assert (figure.frame[layers[1:]].sum(axis="columns") == figure.frame["berjalan"]).all()
    assert sibalang_waktu.flow(whole.iloc[:0], SAMPLE).empty


def test_weeks_without_movement_at_the_end_are_not_drawn(sample: Store) -> None:
    old = sample.query("sosial/arus_kasus", {"per": TODAY, "sampai": date(2025, 6, 30)})
    figure = sibalang_waktu.flow(old, SAMPLE)
    assert figure.frame["pekan"].max() < pd.Timestamp("2025-12-31")


def test_the_control_chart_names_what_lies_outside_and_warns_of_small_weeks() -> None:
    weeks = pd.date_range("2026-01-05", periods=3, freq="7D")
    frame = pd.DataFrame(
        {
            "pekan": weeks, "n": [30, 6, 2], "tepat": [12, 6, 2], "persen": [40.0, 100.0, 100.0], "tengah": 52.6,
            "bawah": [25.3, 0.0, None], "atas": [80.0, 100.0, None], "di_luar": ["di luar batas", None, None],
        }
    )  # fmt: skip
    kpi = {"selesai_berbatas": 38, "tepat_waktu": 20, "target_persen": 90.0}
    figure = sibalang_waktu.on_time(frame, kpi, SAMPLE)
    assert figure.title == "53\u00a0% selesai tepat waktu; 1 pekan di luar batas"
    assert "Di luar batas: pekan 5 Jan 2026." in figure.reading
    assert "2 dari 3 pekan n<20" in figure.reading
    assert figure.encode["target"] == (90.0, "target 90\u00a0%")
    assert figure.written()["Keterangan"].tolist()[0] == "di luar batas"
    bare = sibalang_waktu.on_time(frame, kpi | {"target_persen": None}, SAMPLE)
    assert bare.encode["target"] is None
    assert "Target belum ditetapkan." in bare.notes


def test_categories_are_sorted_by_their_gap_and_closed_ones_are_named(sample: Store) -> None:
    figure = sibalang_waktu.by_category(sample.query("sosial/lama_kategori"), SAMPLE)
    gaps = figure.frame["selisih"].tolist()
    assert gaps == sorted(gaps, reverse=True)
    assert (figure.frame["n"] >= 5).all()
    assert "Tertutup karena jumlahnya kecil" in figure.reading
    assert FIXED in figure.notes


def test_handovers_add_up_and_reopened_has_its_denominator(sample: Store) -> None:
    moved = sample.query("sosial/perpindahan", {"per": TODAY})
    back = sample.query("sosial/dibuka_kembali", {"per": TODAY}).iloc[0]
    figure = sibalang_waktu.handovers(moved, back, SAMPLE)
    assert moved["kasus"].sum() == back["ditutup"]
    assert f"{back['dibuka_30']} dari {back['dinilai']} penutupan" in figure.reading
    history = sample.query("sosial/keadaan_kasus", {"per": TODAY})
    finished = history["keadaan"].str.startswith("selesai").sum()
    assert back["ditutup"] >= finished


def test_where_cases_are_solved_makes_a_hundred(sample: Store) -> None:
    rows = sample.query("sosial/tempat_selesai", {"per": TODAY})
    figure = sibalang_rujukan.solved(rows, SAMPLE)
    parts = [name for name, *_ in figure.encode["segments"]]
    assert (rows[parts].sum(axis="columns") == rows["selesai"]).all()
    kpi = sample.query("sosial/kasus_kpi", {"per": TODAY}).iloc[0]
    assert rows["selesai"].sum() == kpi["selesai"]
    assert "n<20, baca hati-hati" in figure.notes[0]
    assert len(rows) == 8
