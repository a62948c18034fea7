"""What figures say: complete axes, classes, sentences that account for what is missing."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau import text
from pantau.figures import Kind, bencana, class_bounds, class_of, class_title, sotarsa
from tests.draw import golden

KINDS = set(get_args(Kind))


def test_the_golden_figures_are_of_every_kind() -> None:
    assert {make().kind for make in golden.MAKERS.values()} == KINDS


@pytest.mark.parametrize("name", golden.MAKERS)
def test_every_figure_has_a_table_twin_and_a_reading(name: str) -> None:
    figure = golden.MAKERS[name]()
    table, written = figure.table(), figure.written()
    assert not figure.empty
    assert list(table.columns) == list(written.columns) == [column.title for column in figure.columns]
    assert len(table) == len(written) == len(figure.frame)
    assert figure.reading.endswith(".")
    assert figure.unit
    assert all(isinstance(cell, str) for column in written.columns for cell in written[column])
    named = set(figure.frame.columns)
    for key in ("x", "y", "value", "label", "text", "series", "total", "new", "state", "row", "column", "code"):
        if isinstance(figure.encode.get(key), str):
            assert figure.encode[key] in named, key


def test_months_are_complete_and_add_up() -> None:
    figure = golden.months()
    months = sorted(figure.frame["bulan"].unique())
    assert months == [m.date() for m in pd.date_range("2024-01-01", "2026-01-01", freq="MS")]
    per_month = figure.frame.groupby("bulan")["kejadian"].sum()
    assert per_month[date(2024, 2, 1)] == 0
    assert per_month[date(2025, 12, 1)] == 3
    assert per_month.sum() == 8
    assert "3 kejadian hanya diketahui tahunnya" in figure.notes[0]
    assert figure.reading.startswith("8 kejadian pada 6 bulan; terbanyak Des 2025 (3).")


def test_more_than_five_hazards_are_folded_without_losing_events() -> None:
    rows = [
        {
            "bulan": pd.Timestamp("2025-01-01"),
            "huruf": f"H{i}",
            "nama_ancaman": f"Bahaya {i}",
            "warna": "#2A77AC",
            "kejadian": i,
        }
        for i in range(1, 8)
    ]
    figure = bencana.months(pd.DataFrame(rows), golden.REAL)
    assert figure.frame["kejadian"].sum() == 28
    assert set(figure.encode["names"]) == {"H7", "H6", "H5", "H4", "LL"}
    assert figure.frame.set_index("huruf")["kejadian"]["LL"] == 6


def test_months_without_anybody_new_stay_on_the_axis() -> None:
    frame = golden.steps().frame
    assert len(frame) == 24
    april = frame[frame["bulan"] == date(2025, 4, 1)].iloc[0]
    assert april["baru"] == 0
    assert april["kumulatif"] == frame[frame["bulan"] == date(2025, 3, 1)].iloc[0]["kumulatif"]


def test_the_register_title_is_the_gap() -> None:
    months = golden.steps().frame
    frame = months.rename(columns={"bulan": "tanggal", "baru": "baru_orang", "kumulatif": "kumulatif_orang"})
    assert golden.steps().title == "Register mencatat 795 orang, 85 lebih sedikit dari angka media"
    assert sotarsa.growth(frame, (281, 795), golden.SAMPLE).title.endswith("sama dengan angka media")
    assert sotarsa.growth(frame, (281, 700), golden.SAMPLE).title.endswith("95 lebih banyak dari angka media")


def test_the_published_pair_claims_no_more_than_it_knows() -> None:
    figure = golden.slope()
    assert figure.subtitle == "+599 orang · +213,2\u00a0% · 3,13 kali"
    assert "tanggal, penyebut dan cara hitung tidak disebut" in figure.reading
    assert set(figure.frame["tanggal_teks"]) == {"tanggal tidak disebut"}


def test_the_village_map_accounts_for_everything() -> None:
    figure = golden.villages()
    assert figure.notes[0].startswith(
        "26 kejadian = 19 digambar + 7 tanpa lokasi desa (3 hanya sampai kecamatan, 4 nama"
    )
    assert figure.notes[0].endswith("+ 0 di luar Balangan + 0 tersaring.")
    assert figure.notes[1].startswith("157 desa = 7 ada kejadian + 28 nihil + 122 belum melapor.")
    assert set(figure.frame["keterangan"]) == {
        "belum melapor", "nihil (dilaporkan)", "1 kejadian", "2 kejadian", "4 kejadian", "9 kejadian",
    }  # fmt: skip
    assert golden.villages({}).reading == "Tidak ada kejadian yang dapat diletakkan pada desa untuk filter ini."


def test_kecamatan_say_that_bars_overlap() -> None:
    figure = golden.ranked()
    assert figure.title == "Juai paling sering: 10 dari 26 kejadian"
    assert "jumlah batang (38) melebihi 26" in figure.reading
    assert figure.frame["teks"].tolist()[-1] == "nihil"


def test_coverage_without_a_denominator_is_no_percentage() -> None:
    written = golden.dots().written()
    assert written["Cakupan (%)"].tolist() == [
        "61,0\u00a0%", "6,8\u00a0%", "13,3\u00a0%", "41,7\u00a0%", "belum dilaporkan",
    ]  # fmt: skip
    assert "1 desa tanpa penyebut" in golden.dots().reading


def test_matrix_margins_leave_out_what_does_not_apply() -> None:
    figure = golden.matrix()
    frame = figure.frame
    for code, fraction in figure.encode["column_margin"].items():
        cells = frame[frame["kode_indikator"] == code]["keadaan"]
        assert fraction == f"{(cells == 'disetujui').sum()}/{(cells != 'tidak_berlaku').sum()}"
    assert len(frame) == len(figure.encode["rows"]) * len(figure.encode["columns"]) == 96


def test_silence_and_nil_are_two_things_in_the_calendar() -> None:
    written = golden.calendar().written()["Konsultasi"]
    assert (written == "belum dilaporkan").sum() == 14
    assert (written == "0").sum() == 8
    # A village that reported nihil every month was in contact: only the one that never said anything is silent.
    assert golden.calendar().title == "1 dari 5 desa tanpa kontak pada periode ini"


def test_the_footer_is_one_line_with_the_sample_mark() -> None:
    assert golden.ranked().footer() == (
        "Satuan: kejadian · Sumber: berita dan laporan BPBD/BNPB, alamat pada tiap kejadian · Data s.d. 26 Jan 2026"
    )
    assert golden.stack().footer().endswith("Data s.d. 12 Nov 2025 · CONTOH: register penerima")
    undated = replace(golden.REAL, as_of=None)
    assert "Tanggal data tidak disebut" in replace(golden.ranked(), context=undated).footer()


@given(st.none() | st.floats(0, 100))
def test_every_percentage_falls_in_its_own_class(value: float | None) -> None:
    bounds = class_bounds()
    assert all(before[1] == after[0] for before, after in pairwise(bounds))
    index = class_of(value, bounds)  # type: ignore[arg-type]
    if value is None or value == 0:
        assert index is None
    else:
        assert index is not None
        low, high = bounds[index]
        assert low < value <= high


def test_class_titles_do_not_overlap() -> None:
    assert [class_title(b) for b in class_bounds()] == [">0–25", ">25–50", ">50–75", ">75–100"]


def test_a_count_has_no_classes() -> None:
    assert class_of(5, []) is None


def test_needs_say_what_is_short_and_what_cannot_be_known() -> None:
    figure = golden.table()
    assert figure.title == "Kebutuhan 100 orang selama 7 hari"
    assert figure.reading.startswith("Kurang: Beras.")
    written = figure.written()
    assert written["Standar"].tolist() == ["400 gram per orang per hari", "1 paket untuk 5 orang"]
    assert written["Kurang"].tolist() == ["180", "belum dapat ditentukan"]
    assert written["Cukup untuk"].tolist() == ["2,5 hari", "sekali bagi"]


def test_written_cells_are_words_of_text() -> None:
    assert set(golden.areas().written()["Berlaku (%)"]) >= {text.percent(0, 1)}
