"""Tables as a printed document and as a workbook of several sheets: every row is there, every page says what it is."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest

from pantau import text
from pantau.draw import sheet
from pantau.draw.paper import page, sheets
from pantau.figures import Column, Context, Figure
from tests.draw import golden


def table(rows: int, context: Context = golden.SAMPLE) -> Figure:
    frame = pd.DataFrame(
        {
            "syarat": [f"KC-{n:03} Prosedur operasi standar disepakati antar pihak di kecamatan" for n in range(rows)],
            "keadaan": ["Kosong"] * rows,
        }
    )
    return Figure(
        id="KN11",
        kind="table",
        title="Lembar tugas Kecamatan Halong",
        frame=frame,
        columns=(Column("syarat", "Indikator"), Column("keadaan", "Keadaan")),
        encode={"paper": ["syarat", "keadaan"]},
        unit="bukti",
        reading=f"{rows} bukti belum berlaku.",
        context=context,
    )


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The words put on each page, in order."""
    pages: list[list[str]] = []
    make, write = page.Page.__init__, page.Page.text

    def begin(self: page.Page, *size: float) -> None:
        pages.append([])
        make(self, *size)

    def put(self: page.Page, x: float, y: float, words: str, *rest: object, **look: object) -> None:
        pages[-1].append(words)
        assert 0 < y < self.high - 0.2, words
        write(self, x, y, words, *rest, **look)

    monkeypatch.setattr(page.Page, "__init__", begin)
    monkeypatch.setattr(page.Page, "text", put)
    return pages


def test_every_row_is_printed_once_and_every_page_says_what_it_is(written: list[list[str]]) -> None:
    figure = table(70)
    made = sheets.pdf([figure, table(0)])
    assert made.startswith(b"%PDF") and b"CreationDate" not in made
    assert len(written) > 3
    for words in written:
        said = " ".join(words)
        assert "Lembar tugas Kecamatan Halong" in said
        assert figure.context.sentence.split(" · ")[0] in said
        assert figure.footer() in said
        assert text.SAMPLE in words
        assert "Halaman" in said
    told = [word for words in written for word in words if word.startswith("KC-")]
    assert sorted(word[:6] for word in told) == [f"KC-{n:03}" for n in range(70)]


def test_real_rows_carry_no_mark(written: list[list[str]]) -> None:
    sheets.pdf([table(1, golden.REAL)])
    assert text.SAMPLE not in written[0]


def test_a_workbook_has_a_sheet_a_figure_and_one_about_them() -> None:
    figure = table(2)
    made = sheet.workbook(replace(figure, title="Semua lembar"), {"Halong": figure, "Juai": table(0)})
    with zipfile.ZipFile(BytesIO(made)) as parts:
        book = parts.read("xl/workbook.xml").decode()
        words = parts.read("xl/sharedStrings.xml").decode()
    assert [name for name in ("Halong", "Juai", "Tentang") if f'name="{name}"' in book] == ["Halong", "Juai", "Tentang"]
    assert "Semua lembar" in words and "KC-001" in words
