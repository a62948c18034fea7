"""Decisions of meetings in words and numbers."""

import pandas as pd

from pantau.figures import Context, rapat

REAL = Context("2026", "catatan rapat")


def test_decisions_without_date_or_office_say_so() -> None:
    frame = pd.DataFrame(
        {
            "id": ["T1", "T2"], "program": ["kencana", "umum"], "indikator": ["KN-1", None],
            "keputusan": ["a", "b"], "penanggung_jawab": ["Camat", None],
            "status": ["belum", "selesai"],
            "tenggat": [pd.Timestamp("2026-05-20"), pd.NaT], "umur_hari": [31, 2], "lewat_hari": [12, None],
        }
    )  # fmt: skip
    figure = rapat.decisions(frame, REAL)
    assert figure.title == "1 dari 2 keputusan rapat belum selesai"
    assert figure.written().to_numpy().tolist() == [
        ["a", "Kencana", "Camat", "20 Mei 2026", "belum, lewat 12 hari", "31 hari", "KN-1", "T1"],
        ["b", "Umum", "belum ditunjuk", "belum ditetapkan", "selesai", "2 hari", "", "T2"],
    ]


def test_the_strip_counts_what_is_open_late_and_incomplete() -> None:
    frame = pd.DataFrame(
        {
            "status": ["belum", "berjalan", "selesai", "batal"],
            "tenggat": [pd.Timestamp("2026-05-20"), pd.NaT, pd.NaT, pd.NaT],
            "penanggung_jawab": ["Camat", "Camat", None, None],
            "lewat_hari": [12, None, None, None],
        }
    )
    assert [value for _, value, _ in rapat.kpis(frame)] == ["2", "1", "1", "1"]
    assert rapat.kpis(frame)[1][2] == "paling lama 12 hari"
    assert rapat.overdue(frame) == 1
    assert rapat.sentence(frame, "kencana").endswith("Kencana · 2 dari 4 keputusan belum selesai")


def test_no_decision_says_where_to_write_one() -> None:
    columns = [
        "id",
        "program",
        "indikator",
        "keputusan",
        "penanggung_jawab",
        "status",
        "tenggat",
        "umur_hari",
        "lewat_hari",
    ]
    figure = rapat.decisions(pd.DataFrame({name: [] for name in columns}), REAL)
    assert figure.title == "Belum ada keputusan rapat yang dicatat"
    assert "Tindak lanjut" in figure.reading
