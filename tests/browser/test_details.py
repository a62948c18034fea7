"""From a figure down to one record, and away with the figure: cells, rows, and the four files."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from pantau import text
from pantau.store import Store
from tests.browser.conftest import Visitor, settle
from tests.browser.hands import cell_spot

ROW_PX = 36


def test_a_row_of_the_list_opens_the_event_with_its_three_versions(visitor: Visitor, sample: Store) -> None:
    place = sample.query("bencana/kejadian")["id"].tolist().index("BLG-0027")
    page = visitor.open("/lapor_bencana")
    grid = page.locator("[data-testid=stDataFrame]").last
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    # Rows are painted on a canvas: the box that selects a row is its first column.
    grid.click(position={"x": 18, "y": ROW_PX * (place + 1) + ROW_PX / 2})
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("Versi angka dampak")
    settle(page)
    versions = sample.query("bencana/dampak_versi", {"id": "BLG-0027", "cakupan": "kejadian"})
    assert len(versions) == 3
    drawn = page.locator("[data-testid=stPlotlyChart]").last.text_content() or ""
    for people in versions["terdampak_jiwa"].dropna():
        assert text.number(people) in drawn
    expect(main).to_contain_text("27/12/2025")
    assert main.get_by_role("link", name=re.compile(r"^\d$")).count() >= 1


def test_a_cell_of_the_matrix_shows_its_documents(visitor: Visitor, sample: Store) -> None:
    cells = sample.query("kencana/matriks")
    cell = cells[cells["keadaan"] == "disetujui"].iloc[0]
    page = visitor.open("/kencana")
    matrix = page.locator("[data-testid=stPlotlyChart]", has_text=cell["nama_kecamatan"]).first
    points = matrix.locator(".scatterlayer .point")
    expect(points.first).to_be_attached()
    spot = cell_spot(matrix, cell["nama_kecamatan"], cell["kode_indikator"])
    page.mouse.click(*spot)
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text(f"{cell['nama_kecamatan']} · {cell['kode_indikator']}")
    settle(page)
    papers = sample.query("kencana/dokumen", {"kecamatan": cell["kode_kecamatan"], "indikator": cell["kode_indikator"]})
    for paper in papers.to_dict("records"):
        expect(main).to_contain_text(paper["judul"])
        expect(main).to_contain_text(text.day(paper["tanggal_unggah"]))


def test_a_kecamatan_on_the_map_of_kencana_filters_the_page(visitor: Visitor, sample: Store) -> None:
    page = visitor.open("/kencana")
    areas = page.locator("[data-testid=stPlotlyChart] .choroplethlayer path")
    expect(areas).to_have_count(8)
    areas.last.scroll_into_view_if_needed()
    box = areas.last.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"kecamatan="))
    settle(page)
    name = re.search(r"Kec\. ([A-Z][a-z]+(?: [A-Z][a-z]+)?)", page.locator("[data-testid=stMain]").inner_text())
    rows = sample.query("kencana/kelengkapan_per_kecamatan").set_index("nama_kecamatan")
    assert name and name[1] in rows.index
    row = rows.loc[name[1]]
    expect(page.locator("[data-testid=stMain]")).to_contain_text(f"{row['berlaku']} dari {row['wajib']} bukti")


@pytest.fixture(scope="module")
def files(someone: Visitor, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The four files of one figure under a filter, the table beside their buttons, and the sentence of the page."""
    folder = tmp_path_factory.mktemp("unduh")
    page = someone.open("/lapor_bencana?periode=Tahun+2025")
    title = page.locator("h4", has_text="paling sering")
    title.locator("xpath=following::button[contains(., 'Data')][1]").click()
    sentence = re.search(r"1 Jan 2025 s\.d\. .+? dari 26 kejadian", page.inner_text("[data-testid=stMain]"))
    assert sentence
    found: dict[str, object] = {"sentence": sentence[0]}
    for form in ("PNG", "SVG", "XLSX", "CSV"):
        button = page.get_by_role("button", name=form, exact=True)
        expect(button).to_be_visible()
        with page.expect_download() as waiting:
            button.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        found[form] = path
    found["table"] = _grid(page)
    page.close()
    return found


def _grid(page: Page) -> list[list[str]]:
    """The cells of the table in the popover, from the grid that screen readers get."""
    table = page.locator("[data-testid=stPopoverBody] [data-testid=stDataFrame] table")
    table.locator("[role=gridcell]").first.wait_for(state="attached")
    return table.evaluate(
        "t => [...t.querySelectorAll('tr')].map((r) => [...r.querySelectorAll('th, td')].map((c) => c.textContent))"
    )


def typed(path: Path) -> list[list[str]]:
    lines = [line for line in path.read_text("utf-8-sig").splitlines() if not line.startswith("#")]
    return list(csv.reader(io.StringIO("\n".join(lines)), delimiter=";"))


def test_the_four_files_arrive_under_a_name_that_says_what_they_are(files: dict[str, object]) -> None:
    for form in ("PNG", "SVG", "XLSX", "CSV"):
        path = files[form]
        assert isinstance(path, Path)
        assert path.suffix == f".{form.lower()}"
        assert path.name.startswith("pantau-balangan_")
        assert path.stat().st_size > 200


def test_csv_and_xlsx_hold_the_numbers_of_the_table_on_the_screen(files: dict[str, object]) -> None:
    rows = typed(files["CSV"])  # type: ignore[arg-type]
    sheet = openpyxl.load_workbook(files["XLSX"])["Data"]  # type: ignore[arg-type]
    cells = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    screen = files["table"]
    assert isinstance(screen, list)
    assert rows[0] == cells[0] == screen[0]
    assert len(rows) == len(cells) > 1
    for line, (flat, boxed, seen) in enumerate(zip(rows[1:], cells[1:], screen[1:], strict=False), 1):
        for column, (a, b, c) in enumerate(zip(flat, boxed, seen, strict=True)):
            if isinstance(b, int | float):
                assert float(a.replace(",", ".")) == b, (line, column)
                assert c in (text.whole(b), text.percent(b, 1)), (line, column)
            elif not hasattr(b, "year"):
                assert a == b, (line, column)


def test_the_filter_sentence_is_the_same_in_every_file(files: dict[str, object]) -> None:
    sentence = files["sentence"]
    flat = files["CSV"].read_bytes().decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert f"# {sentence}" in flat
    book = openpyxl.load_workbook(files["XLSX"])  # type: ignore[arg-type]
    assert book.properties.description == sentence
    assert sentence in [cell.value for row in book["Tentang"].iter_rows() for cell in row]
    assert Image.open(files["PNG"]).text["Description"] == sentence  # type: ignore[arg-type, attr-defined]
    assert str(sentence) in files["SVG"].read_text("utf-8")  # type: ignore[attr-defined]
