"""What the figures of Kencana say: what is left out stays counted, and what is not known is said."""

from datetime import date
from typing import Any

import pandas as pd

from pantau import text
from pantau.figures import Context, kencana, kencana_kemajuan, kencana_spm, kencana_tingkat
from tests.draw import golden

CONTEXT = Context("Keadaan per 19 Okt 2026 · semua kecamatan · 95 dari 95 bukti wajib", "catatan", date(2026, 10, 19))
STAGE: dict[str, Any] = {
    "periode_dari": pd.Timestamp("2026-01-01"),
    "periode_sampai": pd.Timestamp("2026-12-31"),
    "keadaan_tahap": "berjalan",
    "nilai": 100.0,
    "satuan": "persen",
    "sasaran_bukti": 95,
    "berlaku": 68,
    "wajib": 95,
    "kurang": 27,
    "sisa_hari": 73,
    "per_minggu": 2.589,
    "dokumen": "surat",
}
DAYS = pd.DataFrame(
    {"tanggal": pd.to_datetime(["2026-08-01", "2026-08-20", "2026-10-19"]), "berlaku": [60, 64, 68], "wajib": [95] * 3}
)


def matrix(**how: bool) -> Any:
    whole = golden.matrix()
    cells = whole.frame.drop(columns=["detail", "nama_keadaan", "urut"])
    return kencana.matrix(cells, golden._completeness(), CONTEXT, **how)


def test_only_what_is_missing_is_shown_and_the_margins_stay_whole() -> None:
    whole, part = matrix(), matrix(only_missing=True)
    lacking = whole.frame[~whole.frame["keadaan"].isin(["disetujui", "tidak_berlaku"])]
    assert set(part.encode["rows"]) == set(lacking["nama_kecamatan"])
    assert set(part.encode["columns"]) == set(lacking["kode_indikator"])
    assert part.title.startswith(f"{len(lacking)} bukti kurang")
    assert part.encode["row_margin"] == whole.encode["row_margin"]
    assert {group for group, _ in part.encode["groups"]} == set(part.encode["group_of"].values())


def test_rows_stand_by_completeness_or_by_name() -> None:
    assert matrix(alphabetical=True).encode["rows"] == sorted(matrix().encode["rows"])
    assert matrix().encode["rows"] == golden._completeness()["nama_kecamatan"].tolist()


def test_nothing_missing_is_said() -> None:
    cells = golden.matrix().frame.assign(keadaan="disetujui")
    figure = kencana.matrix(cells, golden._completeness(), CONTEXT, only_missing=True)
    assert figure.empty
    assert "Tidak ada bukti yang kurang" in figure.reading


def test_a_list_with_a_level_on_every_row_is_grouped_by_level() -> None:
    cells = golden.matrix().frame
    levels = {code: kencana.LEVELS[n % 3] for n, code in enumerate(sorted(set(cells["kode_indikator"])))}
    figure = kencana.matrix(cells.assign(tingkat=cells["kode_indikator"].map(levels)), golden._completeness(), CONTEXT)
    assert [group for group, _ in figure.encode["groups"]] == list(kencana.LEVELS)
    assert [levels[code] for code in figure.encode["columns"]] == sorted(levels.values(), key=kencana.LEVELS.index)


def test_not_applicable_without_a_reason_is_named() -> None:
    cells = golden.matrix().frame
    marked = cells.assign(tanpa_alasan=cells.index == 0, versi="publik-1")
    figure = kencana.matrix(marked, golden._completeness(), CONTEXT)
    assert any("1 bukti dinyatakan tidak berlaku tanpa alasan" in note for note in figure.notes)
    assert figure.frame["detail"].str.contains("tanpa alasan").sum() == 1


def test_the_pace_is_what_is_still_needed_until_the_deadline() -> None:
    figure = kencana_kemajuan.progress(DAYS, pd.DataFrame([STAGE]), CONTEXT)
    assert figure.title == "Perlu 2,6 bukti/minggu sampai 31 Des 2026"
    assert figure.encode["pace"][0] == (pd.Timestamp("2026-10-19"), 68)
    assert figure.encode["pace"][1] == (pd.Timestamp("2026-12-31"), 95)
    assert "+0,5 bukti per minggu" in figure.reading


def test_without_a_target_no_pace_is_drawn() -> None:
    none = pd.DataFrame([STAGE]).head(0)
    figure = kencana_kemajuan.progress(DAYS, none, CONTEXT)
    assert figure.encode["pace"] is None and figure.encode["target"] is None
    assert "Target belum ditetapkan" in figure.reading
    assert "Target belum ditetapkan" in kencana_kemajuan.stages(none, CONTEXT).reading
    assert kencana.kpis(KPI, none)[-1] == ("Menuju tenggat", text.UNDETERMINED, "target belum ditetapkan")


KPI = {
    "wajib": 95, "berlaku": 68, "disetujui": 70, "diunggah": 87, "kosong": 8, "kedaluwarsa": 2, "perlu_perbaikan": 0,
    "segera_kedaluwarsa": 1,
}  # fmt: skip


def test_three_percentages_stay_three() -> None:
    told = kencana.kpis(KPI, pd.DataFrame([STAGE]))
    assert [value for _, value, _ in told[:3]] == [text.percent(100 * n / 95) for n in (68, 70, 87)]
    assert told[-1] == ("Menuju tenggat", "73 hari", "perlu 2,6 bukti/minggu")


def test_a_curve_that_never_reaches_ninety_percent_says_so() -> None:
    steps = pd.DataFrame(
        {
            "seri": ["semua", "semua", "pemeriksa BPBD"],
            "jam": [24.0, 48.0, 24.0],
            "persen": [30.0, 60.0, 50.0],
            "putaran": [10, 10, 6],
            "diputuskan": [6, 6, 3],
            "menunggu": [4, 4, 3],
        }
    )
    figure = kencana_kemajuan.review(steps, CONTEXT)
    assert "belum 90 % diputuskan" in figure.reading
    assert set(figure.frame["seri"]) == {"semua"}, "the curve of the only role is the curve of all"
    assert figure.encode["open"] == (40.0, "belum diputuskan")
    assert "Belum ada" in kencana_kemajuan.review(steps.head(0), CONTEXT).reading


def test_the_way_up_says_why_it_is_not_known() -> None:
    way = pd.DataFrame(
        {
            "nama_kecamatan": ["Halong"],
            "tingkat_sekarang": [text.UNDETERMINED],
            "tingkat_berikut": [text.UNDETERMINED],
            "kurang": pd.array([None], dtype="Int64"),
            "daftar_kurang": [None],
            "alasan": ["daftar syarat resmi tingkat Pratama, Madya, Utama belum dimuat"],
        }
    )
    figure = kencana_tingkat.way_up(way, CONTEXT)
    assert figure.frame["jumlah"].tolist() == [text.UNDETERMINED]
    assert "belum dimuat" in figure.frame["sebab"].iloc[0]
    assert "belum dapat ditentukan, karena daftar syarat" in kencana.levels(way)


def test_a_task_sheet_names_the_note_the_actor_and_the_deadline() -> None:
    row = {
        "nama_kecamatan": "Halong", "kode_indikator": "KC-A02", "uraian": "Bimtek", "bukti_diminta": "daftar hadir",
        "keadaan": "kedaluwarsa", "catatan": None, "tanpa_alasan": False, "berlaku_sampai": pd.Timestamp("2026-08-31"),
        "untuk": "Kecamatan", "tenggat": pd.NaT,
    }  # fmt: skip
    sheets = kencana_tingkat.task_sheets(pd.DataFrame([row]), ["Halong", "Juai"], CONTEXT)
    assert sheets["Halong"].written().iloc[0].tolist() == [
        "KC-A02 Bimtek", "daftar hadir", "Kedaluwarsa", "masa berlaku habis 31 Agu 2026; unggah yang baru", "Kecamatan",
        "target belum ditetapkan",
    ]  # fmt: skip
    assert "Kec. Halong" in sheets["Halong"].context.sentence
    assert "tidak ada tugas" in sheets["Juai"].reading


def test_nobody_due_is_neither_zero_nor_complete() -> None:
    frame = pd.DataFrame(
        {
            "kode_layanan": ["SPM-1.1"] * 4,
            "layanan": ["Informasi"] * 4,
            "sub_kegiatan": ["Kajian risiko bencana (KRB)"] * 4,
            "nama_kecamatan": ["Awayan", "Halong", "Juai", "Paringin"],
            "tahun": [2025] * 4,
            "sasaran_orang": [0, 17, 400, None],
            "terlayani_orang": [0, 7, 0, None],
            "persen": [None, 100 * 7 / 17, 0.0, None],
            "keadaan": ["tidak berlaku", "dilaporkan", "dilaporkan", "belum dilaporkan"],
        }
    )
    figure = kencana_spm.services(frame, CONTEXT)
    assert figure.frame["teks"].tolist() == ["–", "7/17", "0", ""]
    assert figure.frame["persen"].isna().tolist() == [True, False, False, True]
    assert "1 sel (–) tidak berlaku" in figure.reading and "1 sel belum dilaporkan" in figure.reading
