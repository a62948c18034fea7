"""Stores for tests: never the real one. One is built from data/sample for the whole session; empty ones are cheap."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pantau.store import Store
from tests.stores import build_sample, environment, open_store


@pytest.fixture(scope="session", autouse=True)
def own_rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point the store and the loader's room of every test into a temporary folder, and fix today's date."""
    folder = tmp_path_factory.mktemp("pantau")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(folder).items():
            patch.setenv(name, value)
        yield folder


@pytest.fixture(scope="session")
def sample_store(own_rooms: Path) -> Iterator[Store]:
    """The first-run store, as `python -m pantau sample` builds it; tests only read it."""
    store = open_store(build_sample(own_rooms))
    yield store
    store.close()


@pytest.fixture
def empty_rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store folder and a loader's room of the test's own; nothing in them yet."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path
