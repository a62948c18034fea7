"""Measure the meeting pack: `python -m bench.pack --help`.

One programme and all five take turns in every round, each in a process of its own as cron starts it. Beside the seconds
stands the ratio to the bare limit: asking every question and drawing every picture once, with no file around them.
Budgets: one programme 10 s, all five 40 s, PDF 5 MB, pack 15 MB. Nothing is asserted.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from pantau import ROOT, now

SIZES: Final = {"satu program": "lapor_bencana", "lima program": "all"}
_BARE: Final = """
import sys
from datetime import date
from pantau.answers import Answers
from pantau.catalogue import programmes
from pantau.draw import paper
from pantau.pack import Choice
from pantau.pack.gather import freeze
from pantau.store import Store
wanted = tuple(each.id for each in programmes()) if sys.argv[1] == "all" else (sys.argv[1],)
for leaf in freeze(Answers(Store(), "kabupaten"), Choice("Ukur", date(2026, 11, 24), wanted)).leaves:
    if leaf.figure is not None and leaf.figure.kind != "table":
        paper.drawing(leaf.figure, "svg")
        paper.png(leaf.figure)
        paper.svg(leaf.figure)
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a line a size, and write everything to the file named by --out."""
    parser = argparse.ArgumentParser("python -m bench.pack", description="Ukur pembuatan Paket Rapat.")
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, 10), help="putaran (bawaan 5)")
    parser.add_argument("--out", type=Path, help="tulis semua angka ke berkas JSON ini")
    options = parser.parse_args(arguments)
    report = measure(options.rounds)
    print(table(report))
    if options.out:
        options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def measure(rounds: int) -> dict[str, Any]:
    """Seconds and bytes of both sizes on the first run's data, and the median ratio to the bare limit."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        env = os.environ | {"PANTAU_STORE": str(folder / "store"), "PANTAU_RUANG_MUAT": str(folder / "ruang")}
        _timed(["-m", "pantau", "sample"], env)
        told: dict[str, Any] = {name: {"detik": [], "batas_detik": []} for name in SIZES}
        for _ in range(rounds):
            for name, which in SIZES.items():
                out = folder / f"keluar-{len(told[name]['detik'])}-{which}"
                told[name]["batas_detik"].append(_timed(["-c", _BARE, which], env))
                told[name]["detik"].append(_timed(["-m", "pantau", "pack", "--program", which, "--out", str(out)], env))
                told[name] |= _sizes(next(out.glob("*.zip")))
    for each in told.values():
        each["rasio"] = median(a / b for a, b in zip(each["detik"], each["batas_detik"], strict=True))
    return {"diukur_pada": now().isoformat(), "inti": os.cpu_count(), "putaran": rounds, "hasil": told}


def _timed(arguments: list[str], env: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, check=True, capture_output=True)
    return time.perf_counter() - begun


def _sizes(pack: Path) -> dict[str, int]:
    with zipfile.ZipFile(pack) as archive:
        pdf = next(entry.file_size for entry in archive.infolist() if entry.filename.endswith("rapat.pdf"))
    return {"paket_bita": pack.stat().st_size, "pdf_bita": pdf}


def table(report: dict[str, Any]) -> str:
    """A line a size: median and slowest seconds, ratio to the bare limit, megabytes."""
    lines = [f"{'paket':<14}{'median s':>10}{'terlama s':>11}{'rasio':>8}{'paket MB':>10}{'PDF MB':>8}"]
    for name, each in report["hasil"].items():
        lines.append(
            f"{name:<14}{median(each['detik']):>10.1f}{max(each['detik']):>11.1f}{each['rasio']:>8.2f}"
            f"{each['paket_bita'] / 1e6:>10.1f}{each['pdf_bita'] / 1e6:>8.1f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
