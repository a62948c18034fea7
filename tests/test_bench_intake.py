"""The measure of the way in runs at any size and has every figure."""

from pathlib import Path

from bench.intake import DATASET, measure, slowest_refusal, table, write_csv
from pantau.contracts import contract
from pantau.intake.table import read_table


def test_the_rows_measured_are_good_ones(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", 700)
    read = read_table(path, contract(DATASET))
    assert (len(read.rows), read.problems, read.notes) == (700, [], [])
    made = path.stat().st_mtime_ns
    assert write_csv(path, 700).stat().st_mtime_ns == made


def test_a_small_measurement_has_every_figure(tmp_path: Path) -> None:
    report = measure(rows=600, sheet_rows=50, rounds=1, folder=tmp_path)
    assert set(report["bacaan"]) == {"duckdb", "muat_csv", "calamine", "baca_xlsx", "muat_terbit"}
    assert report["csv_terhadap_duckdb"] > 0
    assert report["xlsx_terhadap_calamine"] > 0
    assert {"baca", "periksa", "susun"} < set(report["bacaan"]["muat_csv"])
    assert "CSV sampai tersusun" in table(report)


def test_refusals_of_the_corpus_are_measured() -> None:
    spent = slowest_refusal()
    assert spent is not None
    assert spent > 0
