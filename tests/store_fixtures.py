"""More stores as fixtures, each built once a run: the sample's folder, and a store in which nothing was loaded.

A test file asks for them with `pytest_plugins = ("tests.store_fixtures",)`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pantau.store import Store
from tests.stores import build_empty, open_store


@pytest.fixture(scope="session")
def sample(sample_store: Store) -> Store:
    """The first-run store."""
    return sample_store


@pytest.fixture(scope="session")
def sample_folder(sample_store: Store) -> Path:
    """Store and loader's room of the first run; read only, copy it to load more."""
    return sample_store.folder.parent


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
