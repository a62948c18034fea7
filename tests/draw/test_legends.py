"""Above a drawing stands what it needs said: signs as they are drawn, only those that occur, no markup from data."""

import re
import sys
from dataclasses import replace

import pytest

import pantau.ui.figure  # noqa: F401
from pantau import style
from pantau.figures import Figure
from tests.draw import direct, golden

# The package offers a function of the same name.
MODULE = sys.modules["pantau.ui.figure"]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The entries that a legend wrote."""
    found: list[str] = []
    monkeypatch.setattr(MODULE, "legend_line", found.extend)
    return found


def words(entries: list[str]) -> list[str]:
    return [re.sub(r"<[^>]*>", "", entry).replace("●", "").strip() for entry in entries]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (direct.crosstab(), ["0 = nihil", "belum melapor"]),
        (direct.ecdf(), ["Banjir (n=5)", "Kebakaran permukiman (n=2)"]),
        (direct.ranges(), ["median", "separuh di tengah (P25–P75)", "P90", "tenggat sendiri"]),
        (direct.multiples(), ["jumlah kejadian", "nihil", "tanpa keterangan"]),
        (direct.marked(), ["terendah–tertinggi lima tahun sebelumnya", "median"]),
        (direct.shares(), ["desa dan Puskesos", "kecamatan", "kabupaten", "luar kabupaten"]),
        (direct.strata(), ["selesai", "dirujuk", "menunggu warga"]),
        (
            direct.control(),
            [
                "n ≥ 20",
                "○ n &lt; 20, baca hati-hati",
                "◆ di luar batas",
                "bagian keseluruhan",
                "batas 3 simpangan baku",
            ],
        ),
        (direct.upset(), ["Bboleh", "Xbentrok, perlu diperiksa", "?perlu cek"]),
        (direct.waterfall(), []),
        (direct.flow(), []),
        (golden.months(), ["KP Kebakaran permukiman", "BJ Banjir", "BB Banjir bandang"]),
    ],
)
def test_a_legend_names_the_signs_of_its_drawing(figure: Figure, expected: list[str], said: list[str]) -> None:
    MODULE.legend(figure)
    assert sorted(words(said)) == sorted(expected)


def test_a_full_table_has_no_sign_for_silence(said: list[str]) -> None:
    figure = direct.crosstab()
    MODULE.legend(replace(figure, encode={**figure.encode, "columns": ["Telepon"]}))
    assert said == []


def test_lines_of_a_legend_are_dashed_as_drawn(said: list[str]) -> None:
    MODULE.legend(direct.ecdf())
    assert f"3px solid {direct.BLUE}" in said[0]
    assert f"3px dashed {direct.RED}" in said[1]


def test_a_name_from_data_is_no_markup(said: list[str]) -> None:
    figure = direct.ecdf()
    names = {"BJ": ("<b>Banjir</b>", style.ACCENT, "dot")}
    MODULE.legend(replace(figure, encode={**figure.encode, "names": names}))
    assert "&lt;b&gt;Banjir" in said[0]


def test_every_dash_of_a_line_has_a_legend_of_its_own() -> None:
    signs = {dash: MODULE.stroke("#123456", "x", 2, dash) for dash in ("solid", "dash", "dot", "longdash", "dashdot")}
    assert len(set(signs.values())) == 5
    assert "#123456 0px 10px,transparent 10px 14px" in signs["longdash"]
