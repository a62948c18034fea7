"""The bare limit: the same questions to the same marts on a bare read-only connection, and their rows as JSON."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from pantau.store import Query, read_query
from pantau.store.generations import current
from pantau.store.viewer import connect

# What pages/bencana/lapor_bencana.py asks anew whenever a filter changes, reports shown on the map.
QUERIES: Final = (
    "bencana/kpi",
    "bencana/laporan_per_desa",
    "bencana/akuntansi_peta",
    "bencana/titik",
    "bencana/kejadian_per_bulan",
    "bencana/kejadian_per_kecamatan",
    "bencana/kejadian",
)
ALL_DATA: Final = "Semua data"


@dataclass(frozen=True)
class Choice:
    """One state of the filter bar: a year, and code and name of a kecamatan and of a hazard; None = everything."""

    year: int | None = None
    kecamatan: tuple[str, str] | None = None
    hazard: tuple[str, str] | None = None

    @property
    def widgets(self) -> dict[str, str | None]:
        """The same choice as the page's widgets say it."""
        return {
            "periode": f"Tahun {self.year}" if self.year else ALL_DATA,
            "kecamatan": self.kecamatan and self.kecamatan[1],
            "bahaya": self.hazard and self.hazard[1],
        }

    @property
    def params(self) -> dict[str, Any]:
        """The same choice as parameters of a query."""
        return {
            "dari": self.year and date(self.year, 1, 1),
            "sampai": self.year and date(self.year, 12, 31),
            "kecamatan": self.kecamatan and self.kecamatan[0],
            "bahaya": self.hazard and self.hazard[0],
        }


@dataclass(frozen=True)
class Answer:
    """What a change costs at least: ms and processor ms of all queries with their JSON, its bytes, ms of each query."""

    ms: float
    cpu_ms: float
    bytes: int
    queries: Mapping[str, float]


class Bare:
    """The file of all scopes of a store, opened once as the viewer opens it; no memo, no frames, no page."""

    def __init__(self, place: Path) -> None:
        folder = place / "store"
        self._connection = connect(folder / str(current(folder)) / "semua.duckdb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def answer(self, choice: Choice) -> Answer:
        """All questions of the page, once."""
        times: dict[str, float] = {}
        size, cpu = 0, time.process_time()
        for name in QUERIES:
            started = time.perf_counter()
            rows = self._rows(read_query(name), choice.params)
            size += len(json.dumps(rows, default=str, separators=(",", ":")))
            times[name] = (time.perf_counter() - started) * 1000
        return Answer(sum(times.values()), (time.process_time() - cpu) * 1000, size, times)

    def events(self, choice: Choice) -> int:
        """How many events a choice leaves."""
        return int(self._rows(read_query("bencana/kpi"), choice.params)[0][0])

    def choices(self) -> Iterator[Choice]:
        """Every state of the filter bar with one filter at least."""
        years = [None, *range(2021, 2026)]
        kecamatan = [None, *self._places("acuan/kecamatan")]
        hazards = [None, *self._places("acuan/bahaya")]
        every = [Choice(y, k, h) for y in years for k in kecamatan for h in hazards]
        yield from every[1:]

    def _places(self, name: str) -> list[tuple[str, str]]:
        query = read_query(name)
        with self._connection.cursor() as cursor:
            answer = cursor.execute(query.sql, query.values({}))
            names = [column[0] for column in answer.description or []]
            rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
        return [(str(row["kode"]), str(row["nama"])) for row in rows]

    def _rows(self, query: Query, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            return cursor.execute(query.sql, query.values(params)).fetchall()
