"""What holds for every file: nothing is lost, nothing comes twice, order does not matter, a fact knows its line.

PANTAU_CONTOH_UJI=2000 looks at that many files instead of 25.
"""

import csv
import io
import os
import random
import tempfile
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pantau import privacy
from pantau.contracts import REFERENCE
from pantau.intake import delimited, publish, read
from pantau.intake.check import check, read_reference
from pantau.intake.gate import Kind
from pantau.intake.publish import Building, Load, Outcome
from pantau.intake.table import read_table
from tests.intake.house import CONTRACTS

HEADING = ["nomor", "desa", "tanggal", "jiwa", "uraian"]
UJI = CONTRACTS["uji"]
KEY = privacy.Key(1, b"k" * 32)
PLACES = read_reference(REFERENCE, CONTRACTS.values())
EXAMPLES = int(os.environ.get("PANTAU_CONTOH_UJI", "25"))
many = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
ROW = st.tuples(
    st.integers(1, 6).map(str),
    st.sampled_from(["Hamarung", "Mungkur Uyam", "63.11.01.2001", "Hamarungg", ""]),
    st.sampled_from(["24/11/2025", "1 Desember 2025", "31/02/2025", "", "2025-11-24"]),
    st.sampled_from(["0", "nihil", "", "-", "5", "5001", "1.234", "x"]),
    st.sampled_from(["", "banjir", 'air "naik"\nlagi', "a;b,c", "=1+1", "é\u00a0e\u0301", "\u0007"]),
)
_TABLES = "select table_name from duckdb_tables() where database_name = current_database() and not temporary"
FILE = st.lists(ROW, max_size=12)
# Lines that a writer never writes: each is one problem and no fact.
BROKEN = st.sampled_from(
    ["9,terlalu,pendek", "JUMLAH,,,9,", ",".join(HEADING), '9,Hamarung,,"1"x,', "9,Hamarung,,1,a,b"]
)


def text(rows: Sequence[Sequence[str]], broken: Sequence[tuple[int, str]] = ()) -> str:
    """The rows as a CSV writer writes them, with broken lines in between."""
    lines = []
    for row in [HEADING, *rows]:
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(row)
        lines.append(line.getvalue())
    for at, odd in broken:
        lines.insert(1 + at % len(lines), odd)
    return "\n".join(lines)


class House:
    """An empty generation in the making that takes files; the child's lines are made here, for speed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.build = Building(folder, CONTRACTS, KEY, fresh=True)
        self.taken = 0

    def take(self, content: str) -> tuple[Load, Outcome]:
        self.taken += 1
        path = self.folder / f"{self.taken}.csv"
        path.write_bytes(content.encode())
        table = read_table(path, UJI)
        checked = check(table, UJI, PLACES, KEY)
        load = Load(f"run-{self.taken}", UJI, path.name, "0" * 64, table.read, table.notes, table.rows, checked)
        return load, self.build.take(load)

    def emptied(self) -> "House":
        """The same house without a row: making one takes longer than what is asked of it."""
        connection = self.build.connection
        for (name,) in connection.execute(_TABLES).fetchall():
            connection.execute(f'truncate "{name}"')
        self.build.runs.clear()
        return self

    def facts(self) -> list[dict[Hashable, Any]]:
        return self.build.connection.execute("select * from fakta_uji").df().to_dict("records")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("rumah"))
    yield made
    made.build.connection.close()


@pytest.fixture(autouse=True)
def lines_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading without its process: a tenth of a second a file, which the tests of the child have."""
    monkeypatch.setattr(read, "blocks", blocks)
    monkeypatch.setattr(publish, "read_marts", list)


def blocks(path: Path, known: Sequence[str], kind: Kind, **_: object) -> Iterator[bytes]:
    yield "".join(read._text_lines(path, set(known))).encode()


def content(fact: dict[Hashable, Any]) -> tuple[str, ...]:
    """A fact without where it came from."""
    return tuple(str(value) for name, value in fact.items() if name not in ("run", "lembar", "baris"))


@many
@given(FILE, st.lists(st.tuples(st.integers(0, 20), BROKEN), max_size=4))
def test_every_record_is_a_fact_held_back_or_known(
    built: House, rows: list[tuple[str, ...]], broken: list[tuple[int, str]]
) -> None:
    made = built.emptied()
    load, outcome = made.take(text(rows, broken))
    assert load.read == len(rows) + len(broken)
    assert load.read == outcome.loaded + outcome.quarantined + outcome.duplicate
    assert outcome.loaded == len(made.facts()) <= len(rows)
    assert len(load.checked.rejects) >= len(broken)
    made.build._hold_balance()


@many
@given(FILE)
def test_the_same_file_again_brings_nothing(built: House, rows: list[tuple[str, ...]]) -> None:
    made = built.emptied()
    first, _ = made.take(text(rows))
    before = made.facts()
    again, outcome = made.take(text(rows))
    assert (outcome.loaded, outcome.quarantined, outcome.duplicate) == (0, 0, again.read)
    # As text, for a number that is missing equals nothing.
    assert (first.read, repr(made.facts())) == (again.read, repr(before))


@many
@given(FILE, FILE, st.randoms(use_true_random=False))
def test_order_does_not_matter(
    built: House, one: list[tuple[str, ...]], other: list[tuple[str, ...]], chance: random.Random
) -> None:
    # Of rows that contradict each other the first one stays, so contradictions are not drawn here.
    by_key = {row[0]: row for row in [*one, *other]}
    one, other = ([by_key[row[0]] for row in rows] for rows in (one, other))
    shuffled = [chance.sample(rows, len(rows)) for rows in (other, one)]
    ends = []
    for files in ([one, other], shuffled):
        made = built.emptied()
        outcomes = [made.take(text(rows))[1] for rows in files]
        total = Counter(loaded=sum(each.loaded for each in outcomes), held=sum(each.quarantined for each in outcomes))
        ends.append((total, sorted(content(fact) for fact in made.facts())))
    assert ends[0] == ends[1]


@many
@given(FILE, st.lists(st.tuples(st.integers(0, 20), BROKEN), max_size=4))
def test_a_fact_points_to_its_line(built: House, rows: list[tuple[str, ...]], broken: list[tuple[int, str]]) -> None:
    written = text(rows, broken)
    lines = written.split("\n")
    made = built.emptied()
    load, _ = made.take(written)
    for fact in made.facts():
        line = lines[int(fact["baris"]) - 1]
        assert line.startswith(f"{fact['nomor']},")
        assert (fact["lembar"], fact["run"]) == ("", load.run)
    for held in load.checked.rejects.to_dict("records"):
        assert lines[held["baris"] - 1].strip()


LINE = st.one_of(ROW.map(lambda row: text([row]).split("\n", 1)[1]), BROKEN, st.text('1,"é\u00a0\n ', max_size=12))


@many
@given(st.lists(st.tuples(LINE, st.integers(1, 5)), max_size=20), st.integers(1, 6))
def test_lines_in_one_piece_are_read_as_lines_one_by_one(lines: list[tuple[str, int]], ahead: int) -> None:
    written = "\n".join([",".join(HEADING), *(line for line, times in lines for _ in range(times))])
    tables = []
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "a.csv"
        path.write_bytes(written.encode())
        patch.setattr(delimited, "QUOTED_LINES", ahead)
        for piece in (ahead, 1_000):
            patch.setattr(delimited, "PIECE_LINES", piece)
            tables.append(read_table(path, UJI))
            patch.setattr(delimited, "is_plain", lambda *_: False)
    pd.testing.assert_frame_equal(tables[0].rows, tables[1].rows)
    assert tables[0].problems == tables[1].problems
    assert tables[0].notes == tables[1].notes


CELL = st.one_of(
    st.sampled_from(
        ["", " ", "a\tb", "a\nb", "a\rb", 'a "b"', "\ufeff", "\u00a0", "e\u0301", "\u2028", "JUMLAH", "desa"]
    ),
    st.sampled_from(["nomor", "\u0007", "=1+1", "x\\y"]),
)
CELLS = st.lists(CELL, min_size=2, max_size=2)


@many
@given(st.lists(st.tuples(CELLS, st.integers(1, 3)), max_size=12), st.sets(st.integers(1, 20), max_size=2))
def test_rows_of_a_sheet_in_one_piece_are_read_as_rows_one_by_one(
    drawn: list[tuple[list[str], int]], wrong: set[int]
) -> None:
    cells = [[delimited.tidy(cell) for cell in row] for row, times in drawn for _ in range(times)]
    rows = [["nomor", "desa"], *cells]
    tables = []
    with pytest.MonkeyPatch.context() as patch:
        for together in (1_000, 2, 0):
            patch.setattr(read, "RUN_ROWS", together or 1)
            if not together:
                patch.setattr(delimited, "is_plain", lambda *_: False)
            parts = read._cell_parts(rows, 1, rows[0], dict.fromkeys(wrong, "rumus_galat"))
            heading = read._json(sheet="Data", row=1, heading=rows[0], left=[])
            lines = "".join([heading, *read._parts("Data", rows[0], read.CELL_MARK, parts)])
            patch.setattr(read, "blocks", lambda *_, lines=lines: [lines.encode()])
            tables.append(read_table(Path(__file__), UJI))
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table.rows, tables[0].rows)
        assert table.problems == tables[0].problems
