"""Figures of targeting: sentences are their numbers, what is closed stays closed, and nobody is judged."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pantau import text
from pantau.draw import paper, screen
from pantau.figures import Context, Figure, sasaran
from pantau.store import Store
from tests.draw.test_paper import outside

CONTEXT = Context("tahun 2026 · semua kecamatan", "register penerimaan bantuan", date(2026, 11, 20), "register program")
ACCUSING = ("penipu", "salah", "curang", "melanggar", "pelanggar")


@pytest.fixture(scope="module")
def answers(sample: Store) -> dict[str, pd.DataFrame]:
    names = ("rangkap_himpunan", "rangkap_pasangan", "rangkap_kpi", "sasaran_kpi", "sasaran_kecamatan", "ketepatan")
    return {name: sample.query(f"sosial/{name}", {}, "kabupaten") for name in names}


def figures(answers: dict[str, pd.DataFrame]) -> list[Figure]:
    return [
        sasaran.overlap(answers["rangkap_himpunan"], CONTEXT),
        sasaran.pairs(answers["rangkap_pasangan"], CONTEXT),
        sasaran.missed(answers["sasaran_kecamatan"], CONTEXT),
        sasaran.outside(answers["ketepatan"], CONTEXT),
        sasaran.unserved(answers["ketepatan"], CONTEXT),
    ]


def sets(*rows: tuple[str, int | None, str], everyone: int = 100) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["himpunan", "jumlah", "putusan"]).astype({"jumlah": "Int64"})
    return frame.assign(disembunyikan=frame["jumlah"].isna(), semua=everyone, tahun="2026")


def test_the_board_counts_who_is_to_be_looked_at() -> None:
    figure = sasaran.overlap(
        sets(
            ("PKH + SEMBAKO", 40, "boleh"), ("BLT-DD + PKH", 7, "bentrok"), ("PIP + RTLH", 5, "perlu_cek"),
            ("BLT-DD + SEMBAKO", None, "bentrok"), ("satu program", 44, "satu"),
        ),
        CONTEXT,
    )  # fmt: skip
    assert figure.title == "12 orang perlu diperiksa, 1 himpunan tertutup"
    assert "Dari 100 orang, 44 orang menerima satu program; 40 orang menerima beberapa program" in figure.reading
    assert "12 orang perlu diperiksa, ditambah 1 himpunan yang angkanya tertutup." in figure.reading
    assert figure.table()["Orang"].tolist() == ["40", "7", "5", "tertutup"]
    assert [code for code, _ in figure.encode["rows"]] == ["BLT-DD", "PIP", "PKH", "RTLH", "SEMBAKO"]


def test_many_combinations_are_cut_on_the_drawing_and_said() -> None:
    rows = [(f"A{n:02} + B{n:02}", 50 - n, "boleh") for n in range(20)]
    figure = sasaran.overlap(sets(*rows), CONTEXT)
    assert len(figure.frame) == 16
    assert any(note.startswith("4 himpunan lain") for note in figure.notes)


def test_pairs_say_least_numbers_and_what_has_no_rule(answers: dict[str, pd.DataFrame]) -> None:
    table = sasaran.pairs(answers["rangkap_pasangan"], CONTEXT).written().set_index("Pasangan program")
    assert table.loc["PBI-JK dan RTLH", "Dasar"] == "belum ada aturan"
    assert table.loc["PBI-JK dan RTLH", "Menurut aturan"] == "perlu cek"
    assert table.loc["BLT-DD dan SEMBAKO", "Berlaku"] == "sejak 1 Jan 2026"
    for row in answers["rangkap_pasangan"].itertuples():
        said = table.loc[f"{row.program_a} dan {row.program_b}", "Menerima keduanya"]
        if pd.isna(row.orang):
            assert said == "tertutup"
        else:
            assert said.startswith("≥ ") == bool(row.tertutup)
            assert text.number(row.orang) in said or row.orang == 0


def test_missed_families_add_up_in_the_reading(answers: dict[str, pd.DataFrame]) -> None:
    frame = answers["sasaran_kecamatan"]
    figure = sasaran.missed(frame, CONTEXT)
    known = frame.dropna(subset=["layak"])
    assert figure.reading.startswith(
        f"{text.number(known['layak'].sum())} keluarga layak = {text.number(known['terlayani'].sum())} terlayani +"
    )
    assert frame.iloc[0]["nama_kecamatan"] in figure.title
    hidden = frame.assign(**{name: None for name in ("layak", "terlayani", "belum_terlayani", "belum_persen")})
    closed = sasaran.missed(hidden.astype({"belum_persen": "Float64"}), CONTEXT)
    assert set(closed.frame["teks"]) == {"tertutup"}
    assert screen.draw(closed)["layout"]["height"] > 0
    assert outside(closed) == []


def test_rates_have_n_an_interval_and_the_unknown_apart(answers: dict[str, pd.DataFrame]) -> None:
    rates = answers["ketepatan"].set_index("kode_program")
    figure = sasaran.outside(answers["ketepatan"], CONTEXT)
    for code in figure.frame["kode_program"]:
        row = rates.loc[code]
        assert row["inklusi_bawah"] < row["inklusi_persen"] < row["inklusi_atas"]
        assert f"{code} {text.number(row['tidak_diketahui_menerima'])}" in figure.reading
        assert f"{text.number(row['tidak_layak_menerima'])}/{text.number(row['penerima'])}" in set(figure.frame["teks"])
    assert "Tanpa batas desil: BANSOS-BENCANA, BLT-DD" in " ".join(figure.notes)
    assert "desil 4" in " ".join(sasaran.unserved(answers["ketepatan"], CONTEXT).notes)


def test_nobody_is_judged_and_every_figure_says_how_it_is_made(answers: dict[str, pd.DataFrame]) -> None:
    for figure in figures(answers):
        said = " ".join(
            [figure.title, figure.subtitle, figure.reading, *figure.notes, *figure.written().to_numpy().flat]
        )
        assert not [word for word in ACCUSING if word in said.casefold()], figure.id
        assert sasaran.NOT_FILTERED in figure.notes
        assert outside(figure) == []
        assert paper.svg(figure)


def test_an_empty_register_breaks_none(empty: Store) -> None:
    ask: Any = {name: empty.query(f"sosial/{name}") for name in ("rangkap_himpunan", "rangkap_pasangan")}
    assert sasaran.overlap(ask["rangkap_himpunan"], CONTEXT).empty
    assert sasaran.pairs(ask["rangkap_pasangan"], CONTEXT).frame.empty
    assert sasaran.missed(empty.query("sosial/sasaran_kecamatan"), CONTEXT).empty
    assert sasaran.outside(empty.query("sosial/ketepatan"), CONTEXT).empty


def test_the_lists_of_people_are_masked_and_no_files(sample: Store) -> None:
    found = sample.query("sosial/tumpang_tindih", {"putusan": "bentrok"})
    figure = sasaran.conflicts(found, {"63.11.01.2001": "Muara Ninian"}, CONTEXT)
    assert figure.private
    assert figure.title == f"{len(found)} pasangan perlu diperiksa"
    assert (figure.table()["Samaran"].str.len() == 8).all()
    assert not set(found["pid"]) & set(figure.written().to_numpy().flat)
    listed = sample.query("sosial/belum_terlayani_daftar", {"program": "PKH", "paling": 5})
    assert sasaran.unserved_list(listed, "PKH", CONTEXT).private
    assert list(sasaran.unserved_list(listed, "PKH", CONTEXT).table()) == ["Samaran", "Desa", "Desil", "Batas desil"]
