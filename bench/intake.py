"""Measure the way in: `python -m bench.intake --help`.

A large CSV file up to its rows staged in DuckDB, beside a bare DuckDB that reads the same file into a table; a workbook
up to its frame, beside the reader library alone; the CSV file loaded until it is served, with every mart and file; and
the longest refusal of the gate. Each is a process of its own, so that its memory is known. Read ratios: seconds move
with whatever else the computer does. Nothing is asserted.
"""

import argparse
import csv
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any, Final

import duckdb
import xlsxwriter
from python_calamine import CalamineWorkbook

from pantau import ROOT, privacy
from pantau.contracts import REFERENCE, contract, contracts
from pantau.intake import gate, load, tables
from pantau.intake.check import check, read_reference
from pantau.intake.publish import building
from pantau.intake.table import read_table

DATASET: Final = "laporan"
CORPUS: Final = ROOT / "tests" / "corpus"
HEADING: Final = [
    *("id_laporan", "kode_ancaman", "tanggal_kejadian", "lapor_pada", "kanal", "kode_desa", "lintang", "bujur"),
    *("keparahan", "terdampak_kk", "terdampak_jiwa", "uraian"),
]
_SEED: Final = 20_251_231

Spent = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and write everything to the file named by --out."""
    options = _options(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    report = measure(options.rows, options.sheet_rows, options.rounds, options.folder)
    print(table(report))
    if options.out:
        options.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measure(rows: int, sheet_rows: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Rounds of every reading in turn; returns what `table` prints and --out holds. Seconds, bytes of memory."""
    _say(f"menulis {rows} baris CSV dan {sheet_rows} baris XLSX")
    text, book = write_csv(folder / f"{rows}.csv", rows), write_workbook(folder / f"{sheet_rows}.xlsx", sheet_rows)
    arms: dict[str, tuple[Callable[[Path], Spent], Path]] = {
        "duckdb": (bare, text),
        "muat_csv": (staged, text),
        "calamine": (library, book),
        "baca_xlsx": (framed, book),
    }
    found: dict[str, list[Spent]] = {name: [] for name in arms}
    for number in range(rounds):
        for name, (reading, path) in arms.items():
            spent = _apart(reading, path)
            found[name].append(spent)
            _say(f"putaran {number + 1} dari {rounds}: {name} {_written(spent)}")
    # Minutes and not seconds, and nothing to hold it against: once is enough.
    found["muat_terbit"] = [_apart(published, text)]
    _say(f"muat_terbit {_written(found['muat_terbit'][0])}")
    return {
        "baris_csv": rows,
        "baris_xlsx": sheet_rows,
        "putaran": rounds,
        "bacaan": {name: _medians(each) for name, each in found.items()},
        "csv_terhadap_duckdb": _ratio(found["muat_csv"], found["duckdb"]),
        "xlsx_terhadap_calamine": _ratio(found["baca_xlsx"], found["calamine"]),
        "tolakan_terlama_ms": slowest_refusal(),
    }


def table(report: dict[str, Any]) -> str:
    """The report as a person reads it."""
    lines = [f"{name}: {_written(spent)}" for name, spent in report["bacaan"].items()]
    refusal = report["tolakan_terlama_ms"]
    return "\n".join([
        *lines,
        f"CSV sampai tersusun / DuckDB saja: {report['csv_terhadap_duckdb']:.2f}",
        f"XLSX sampai tabel / pustaka saja: {report['xlsx_terhadap_calamine']:.2f}",
        f"tolakan gerbang terlama: {f'{refusal:.1f} ms' if refusal is not None else 'tidak ada berkas uji'}",
    ])  # fmt: skip


def bare(path: Path) -> Spent:
    """The file into a table of a database file, by DuckDB alone."""
    with tempfile.TemporaryDirectory(prefix="pantau-ukur-") as folder:
        started = time.perf_counter()
        with duckdb.connect(Path(folder) / "bare.duckdb") as connection:
            connection.execute("create table berkas as select * from read_csv($path)", {"path": str(path)})
        return {"detik": time.perf_counter() - started}


def staged(path: Path) -> Spent:
    """The file through gate, child, frame and check to rows staged in a generation in the making."""
    wanted, known = contract(DATASET), contracts()
    with tempfile.TemporaryDirectory(prefix="pantau-ukur-") as folder:
        key = privacy.read_key(Path(folder), None)
        with building(Path(folder), known, key, fresh=True) as build:
            started = time.perf_counter()
            read = read_table(path, wanted)
            cells = time.perf_counter()
            facts = check(read, wanted, read_reference(REFERENCE, known.values()), key).facts
            judged = time.perf_counter()
            build.connection.register("berkas", facts.assign(urut=facts.index))
            build.connection.execute(tables.stage(wanted))
            ended = time.perf_counter()
    return {"detik": ended - started, "baca": cells - started, "periksa": judged - cells, "susun": ended - judged}


def published(path: Path) -> Spent:
    """The file loaded into an empty store as anybody loads it, until it is served."""
    with tempfile.TemporaryDirectory(prefix="pantau-ukur-") as folder:
        os.environ |= {"PANTAU_STORE": f"{folder}/store", "PANTAU_RUANG_MUAT": f"{folder}/ruang_muat"}
        started = time.perf_counter()
        load(path, DATASET)
        return {"detik": time.perf_counter() - started}


def library(path: Path) -> Spent:
    """All cells of the workbook, by the reader library alone."""
    started = time.perf_counter()
    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return {"detik": time.perf_counter() - started}


def framed(path: Path) -> Spent:
    """The workbook through gate and child to its frame."""
    wanted = contract(DATASET)
    started = time.perf_counter()
    read_table(path, wanted)
    return {"detik": time.perf_counter() - started}


def slowest_refusal() -> float | None:
    """Milliseconds of the longest refusal by the gate among the files of the tests that it refuses."""
    spent = []
    for path in sorted(CORPUS.glob("*/ditolak/*")):
        started = time.perf_counter()
        with suppress(gate.Refused):
            gate.inspect(path)
            continue
        spent.append((time.perf_counter() - started) * 1_000)
    return max(spent, default=None)


def write_csv(path: Path, rows: int) -> Path:
    """A file of reports, the same for a number of rows; one that is there is kept."""
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(chain([HEADING], _reports(rows)))
    return path


def write_workbook(path: Path, rows: int) -> Path:
    """The same reports in a workbook, numbers as numbers; one that is there is kept."""
    if not path.exists():
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Laporan")
            for number, report in enumerate(chain([HEADING], _reports(rows))):
                sheet.write_row(number, 0, report)
    return path


def _reports(rows: int) -> Iterator[list[str | int | float]]:
    chance = random.Random(_SEED)
    with (REFERENCE / "desa.csv").open(encoding="utf-8", newline="") as file:
        villages = [row["kode"] for row in csv.DictReader(file)]
    for number in range(rows):
        day = f"{2015 + number % 11}-{1 + number % 12:02}-{1 + number % 28:02}"
        yield [
            f"LB-{number:07}",
            chance.choice(("101", "102", "L01")),
            day,
            f"{day} 08:15",
            chance.choice(("whatsapp", "telepon")),
            chance.choice(villages),
            round(-2.3 - number % 100 / 1_000, 3),
            round(115.4 + number % 90 / 1_000, 3),
            chance.choice(("ringan", "sedang", "berat", "")),
            number % 50,
            number % 200,
            f"air naik di rt {number % 9}",
        ]


def _apart(reading: Callable[[Path], Spent], path: Path) -> Spent:
    """A reading in a process of its own, with the most memory it and its own children held."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_told, args=(reading, path, theirs))
    process.start()
    theirs.close()
    try:
        spent: Spent = ours.recv()
    finally:
        process.join()
    return spent


def _told(reading: Callable[[Path], Spent], path: Path, answer: Any) -> None:
    spent = reading(path)
    # Windows keeps no such count.
    with suppress(ImportError):
        import resource

        for name, who in (("memori", resource.RUSAGE_SELF), ("memori_anak", resource.RUSAGE_CHILDREN)):
            spent[name] = resource.getrusage(who).ru_maxrss * 1_024
    answer.send(spent)


def _medians(found: Sequence[Spent]) -> Spent:
    return {name: median(each[name] for each in found) for name in found[0]}


def _ratio(ours: Sequence[Spent], theirs: Sequence[Spent]) -> float:
    """The median of the ratios of each round."""
    return median(our["detik"] / their["detik"] for our, their in zip(ours, theirs, strict=True))


def _written(spent: Spent) -> str:
    return ", ".join(
        f"{name} {value / 2**20:.0f} MiB" if name.startswith("memori") else f"{name} {value:.2f}"
        for name, value in spent.items()
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.intake", description="Ukur jalan masuk berkas.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="baris CSV")
    parser.add_argument("--sheet-rows", type=int, default=50_000, help="baris XLSX")
    parser.add_argument("--rounds", type=int, default=3, help="putaran, bergiliran (bawaan 3)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pantau-balangan-ukur-masuk")
    parser.add_argument("--out", type=Path, help="tulis semua angka ke berkas JSON ini")
    return parser.parse_args(arguments)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
