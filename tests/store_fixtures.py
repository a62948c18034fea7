"""The stores of `tests/stores.py` as fixtures, each built once a run.

A test file asks for them with `pytest_plugins = ("tests.store_fixtures",)`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pantau.store import Store
from tests.stores import build_empty, build_sample, open_store


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first-run store and its loader's room; read only, copy it to load more."""
    return build_sample(tmp_path_factory.mktemp("contoh"))


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which nothing was loaded."""
    return build_empty(tmp_path_factory.mktemp("kosong"))


@pytest.fixture(scope="session")
def sample(sample_folder: Path) -> Iterator[Store]:
    """The first-run store."""
    store = open_store(sample_folder)
    yield store
    store.close()


@pytest.fixture(scope="session")
def empty(empty_folder: Path) -> Iterator[Store]:
    """The store in which nothing was loaded."""
    store = open_store(empty_folder)
    yield store
    store.close()
