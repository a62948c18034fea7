"""No file taken away and no line of its log names a person: everything the social screens offer is made and read."""

import importlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from pantau.draw import paper, sheet
from pantau.figures import Figure
from pantau.intake import room
from pantau.store.generations import loader_room
from tests.test_store import sample_people
from tests.visits import PAGES, tables, visit

# The package has a function of the same name.
shown_figures = importlib.import_module("pantau.ui.figure")
SOCIAL = [page for page in PAGES if page.startswith(("pages/sosial/", "pages/utama/"))]
# A pseudonym as the store holds it: nobody outside the loader's machine needs it whole.
PSEUDONYM = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def files(figure: Figure) -> dict[str, bytes]:
    """Everything a figure is offered as, unpacked."""
    book = zipfile.ZipFile(io.BytesIO(sheet.xlsx(figure)))
    parts = {f"xlsx/{name}": book.read(name) for name in book.namelist()}
    return {"csv": sheet.csv(figure), "svg": paper.svg(figure), **parts}


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """The figures of a page that have a data button."""
    found: list[Figure] = []
    real = shown_figures.downloads

    def downloads(figure: Figure) -> None:
        if not figure.private:
            found.append(figure)
        real(figure)

    monkeypatch.setattr(shown_figures, "downloads", downloads)
    return found


@pytest.mark.parametrize("role", ["kepala_dinas", "pengelola_rujukan"])
@pytest.mark.parametrize("page", SOCIAL)
def test_no_export_names_a_person(
    page: str, role: str, at_sample: None, offered: list[Figure], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANTAU_PERAN", role)
    visit(page)
    people = {each.encode() for kind in ("nik", "nama", "kk", "alamat", "telepon") for each in sample_people(kind)}
    for figure in offered:
        for kind, content in files(figure).items():
            assert not PSEUDONYM.search(content), (figure.id, kind)
            assert not [each for each in people if each in content], (figure.id, kind)


@pytest.mark.usefixtures("at_sample")
def test_a_list_of_cases_has_no_download_but_the_one_that_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_PERAN", "pengelola_rujukan")
    app = visit("pages/sosial/layar_sibalang.py")
    assert len([each for each in tables(app) if "Nomor kasus" in each.columns]) == 2
    assert not [each for each in app.dataframe if "Nomor kasus" in each.value.columns], "this kind brings its own"


def test_what_is_taken_away_is_written_down_with_its_cases(at_copy: Path, offered: list[Figure]) -> None:
    visit("pages/sosial/layar_sibalang.py")
    (listed,) = [figure for figure in offered if figure.cases]
    made = shown_figures._taken(listed, sheet.csv, "SB2.csv")
    assert made == sheet.csv(listed)
    # The copied room may hold what other visits of the sample took away.
    entry = room.exports(loader_room())[-1]
    assert (entry["peran"], entry["berkas"], entry["generasi"]) == ("kepala_dinas", "SB2.csv", "gen-000001")
    assert entry["kalimat"] == listed.context.sentence
    assert entry["kasus"] == listed.frame[listed.cases].tolist()
    assert not [name for name in sample_people("nama") if name in json.dumps(entry)]


def test_a_list_of_cases_is_not_handed_out_unwritten(
    at_copy: Path, offered: list[Figure], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk penuh")

    monkeypatch.setattr(room, "log_export", full)
    visit("pages/sosial/layar_sibalang.py")
    (listed,) = [figure for figure in offered if figure.cases]
    with pytest.raises(OSError, match="penuh"):
        shown_figures._taken(listed, sheet.csv, "SB2.csv")
    other = next(figure for figure in offered if not figure.cases)
    assert shown_figures._taken(other, sheet.csv, "lain.csv") == sheet.csv(other)
