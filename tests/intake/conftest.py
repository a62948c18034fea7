"""A small house for intake tests: three datasets, two kecamatan, no marts, so that a generation takes half a second."""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from pantau.contracts import Contract
from pantau.intake import loading, publish
from tests.intake.house import CONTRACTS


@pytest.fixture
def uji() -> Contract:
    """A contract with every type of column."""
    return CONTRACTS["uji"]


@pytest.fixture
def orang() -> Contract:
    """A contract with personal columns, keyed by pseudonym."""
    return CONTRACTS["orang"]


@pytest.fixture
def small_house(empty_rooms: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store whose contracts are `uji`, `orang` and `rincian` (which follows `uji` into a scope)."""
    monkeypatch.setattr(loading, "contracts", lambda: CONTRACTS)
    monkeypatch.setattr(loading, "contract", CONTRACTS.__getitem__)
    monkeypatch.setattr(publish, "read_marts", list)
    monkeypatch.setattr(publish, "kecamatan", lambda: [("63.11.01", "Juai"), ("63.11.02", "Halong")])
    return empty_rooms


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as a clean CSV file of the test's own."""

    def write(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *rows])
        return path

    return write
