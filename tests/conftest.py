"""Stores for tests: never the real one. One is built from data/sample for the whole session; empty ones are cheap."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from hypothesis import settings

from pantau.intake import publish
from pantau.store import Store
from tests.stores import build_empty, build_sample, copy, environment, open_store
from tests.visits import use

# Nothing is asserted about time: a busy machine must not fail a property.
settings.register_profile("tanpa-tenggat", deadline=None)
settings.load_profile("tanpa-tenggat")

# Tests outside tests/intake that spend their time on loading files.
LOADING = ("test_borders.py", "test_exchange.py", "test_forms.py", "test_lineage.py", "test_pull.py", "test_xlsform.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what visits pages or loads files, so that it can run beside the others, and what needs a browser."""
    here = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(here).parts[0]
        if folder in ("ui", "browser"):
            item.add_marker("screen")
        if folder == "intake" or item.path.name in LOADING:
            item.add_marker("intake")
        if folder == "browser":
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def own_rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point the store and the loader's room of every test into a temporary folder, and fix today's date."""
    folder = tmp_path_factory.mktemp("pantau")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(folder).items():
            patch.setenv(name, value)
        yield folder


@pytest.fixture(scope="session")
def sample(own_rooms: Path) -> Iterator[Store]:
    """The first-run store, as `python -m pantau sample` builds it; tests only read it."""
    store = open_store(build_sample(own_rooms))
    yield store
    store.close()


@pytest.fixture(scope="session")
def sample_folder(sample: Store) -> Path:
    """Store and loader's room of the first run; read only, copy it to load more."""
    return sample.folder.parent


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A served generation without one row of facts."""
    return build_empty(tmp_path_factory.mktemp("kosong"))


@pytest.fixture(scope="session")
def empty(empty_folder: Path) -> Iterator[Store]:
    """The store in which nothing was loaded."""
    store = open_store(empty_folder)
    yield store
    store.close()


@pytest.fixture
def empty_rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store folder and a loader's room of the test's own; nothing in them yet."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def bare_rooms(empty_rooms: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with every contract and no mart, for one kecamatan: a load takes a second instead of four."""
    monkeypatch.setattr(publish, "read_marts", list)
    monkeypatch.setattr(publish, "kecamatan", lambda: [("63.11.05", "Lampihong")])
    return empty_rooms


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No store and no reader of another test; no setting of the person who runs the tests."""
    for name in ("PANTAU_PERAN", "PANTAU_KECAMATAN", "PANTAU_BACA_SAJA", "PANTAU_KODE_LAPOR"):
        monkeypatch.delenv(name, raising=False)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def at_sample(fresh: None, sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app shows the first run."""
    use(sample_folder, monkeypatch)


@pytest.fixture
def at_empty(fresh: None, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app shows a store in which nothing was loaded."""
    use(empty_folder, monkeypatch)


@pytest.fixture
def at_copy(fresh: None, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app shows a first run of the test's own, which may be loaded into: with one kecamatan, to take less time."""
    monkeypatch.setattr(publish, "kecamatan", lambda: [("63.11.02", "Halong")])
    folder = copy(sample_folder, tmp_path)
    use(folder, monkeypatch)
    return folder
