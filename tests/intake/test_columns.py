"""Columns: every distinct text is judged once, and the answer lies over all rows that say the same."""

import time

import pandas as pd

from pantau.contracts import Column
from pantau.intake import columns
from pantau.intake.columns import Reasons
from pantau.intake.reasons import Unclear

NUMBER = Column("jiwa", "Jiwa", "integer", unit="jiwa")


def texts(*values: str) -> "pd.Series[str]":
    # An index of its own, as a table that lost rows has.
    return pd.Series(pd.array(list(values), dtype="str"), index=range(10, 10 + len(values)))


def test_each_distinct_text_is_read_once() -> None:
    asked = []

    def read(text: str) -> float:
        asked.append(text)
        return float(text)

    found = columns.over_distinct(NUMBER, texts("1", "2", "1", "1"), read, Reasons())
    assert asked == ["1", "2"]
    assert found.tolist() == [1, 2, 1, 1]
    assert found.index.tolist() == [10, 11, 12, 13]


def test_an_unclear_text_is_missing_and_told_of_every_row() -> None:
    reasons = Reasons()

    def read(text: str) -> float:
        if text == "x":
            raise Unclear("bukan_angka", "bukan angka")
        return float(text)

    found = columns.over_distinct(NUMBER, texts("x", "2", "x"), read, reasons)
    assert found.isna().tolist() == [True, False, True]
    assert reasons.rows == [0, 2]
    assert [(column.name, problem.code) for column, problem in reasons.of(2)] == [("jiwa", "bukan_angka")]
    assert reasons.of(1) == ()


def test_thirty_thousand_different_wrong_texts_take_seconds() -> None:
    reasons = Reasons()
    started = time.perf_counter()
    columns.values(NUMBER, texts(*(f"salah {number}" for number in range(30_000))), {}, reasons)
    assert len(reasons.rows) == 30_000
    assert time.perf_counter() - started < 10


def test_a_column_the_file_does_not_have_is_missing() -> None:
    rows = pd.DataFrame({"baris": [1, 2]})
    for kind, dtype in (("integer", "Int64"), ("date", "datetime64[us]"), ("text", "str")):
        found = columns.missing(rows, kind)
        assert (str(found.dtype), found.isna().tolist()) == (dtype, [True, True])
