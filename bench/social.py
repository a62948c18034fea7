"""Measure a filter change on every social screen at two sizes: `python -m bench.social --help`.

The screens take turns within each round, the small store and the large one side by side. Read the ratios: a screen that
reads marts costs the same whatever their size. Nothing is asserted.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench import synthetic_people
from bench.server import serving
from bench.session import Session
from pantau import now

# Changes of one round, each round in another kecamatan: an answer asked before would come from memory.
YEARS: Final = ("Tahun 2024", "Tahun 2023", "Tahun 2022", "Tahun 2021")
KECAMATAN: Final = (
    "Halong",
    "Juai",
    "Awayan",
    "Batu Mandi",
    "Lampihong",
    "Paringin",
    "Paringin Selatan",
    "Tebing Tinggi",
)
SCREENS: Final = (
    "pak_sotarsa", "sotarsa_jangkauan", "sotarsa_kunjungan", "sotarsa_layanan", "layar_sibalang", "sibalang_waktu",
    "sibalang_rujukan",
)  # fmt: skip
# A screen without a filter of its own is opened again instead.
OPENED: Final = ("sibalang_sasaran",)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a line a screen, and write everything to the file named by --out."""
    parser = argparse.ArgumentParser("python -m bench.social", description="Ukur ganti saringan di layar sosial.")
    parser.add_argument(
        "--people", type=int, nargs=2, default=(10_000, 1_000_000), help="jumlah penerima, kecil dan besar"
    )
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, 9), help="putaran, 1 sampai 8 (bawaan 5)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pantau-balangan-ukur")
    parser.add_argument("--out", type=Path, help="tulis semua angka ke berkas JSON ini")
    options = parser.parse_args(arguments)
    report = measure(options.people, options.rounds, options.folder)
    print(table(report))
    if options.out:
        options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def measure(sizes: Sequence[int], rounds: int, folder: Path) -> dict[str, Any]:
    """Milliseconds of every screen at both sizes, and the median over the rounds of large to small."""
    small, large = (synthetic_people.store(folder, people) for people in sizes)
    names = (*SCREENS, *OPENED)
    times: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in names}
    with serving(small) as first, serving(large) as second:
        for server in (first, second):
            for name in names:
                Session(server.address, name, {}).close()
        for number in range(rounds):
            for name in names:
                for place, server in enumerate((first, second)):
                    times[name][place].append(_taken(server.address, name, KECAMATAN[number]))
    return {
        "tanggal": now().isoformat(),
        "orang": list(sizes),
        "kasus": [people // synthetic_people.PEOPLE_PER_CASE for people in sizes],
        "putaran": rounds,
        "inti": os.cpu_count(),
        "layar": {
            name: {
                "ms": [median(small), median(large)],
                "rasio": median(b / a for a, b in zip(small, large, strict=True)),
            }
            for name, (small, large) in times.items()
        },
    }


def _taken(address: str, name: str, kecamatan: str) -> float:
    """The median change of a visit in milliseconds, or how long the visit itself took."""
    if name in OPENED:
        began = time.perf_counter()
        Session(address, name, {}).close()
        return 1000 * (time.perf_counter() - began)
    with Session(address, name, {}) as session:
        session.change({"periode": YEARS[0], "kecamatan": kecamatan})
        return median(session.change({"periode": year}).ms for year in YEARS[1:])


def table(report: dict[str, Any]) -> str:
    """A line a screen: milliseconds at both sizes and their ratio."""
    small, large = report["orang"]
    lines = [f"{small} dan {large} penerima, {report['putaran']} putaran"]
    lines += [
        f"{name:20} {each['ms'][0]:7.0f} ms {each['ms'][1]:7.0f} ms  {each['rasio']:5.2f}"
        for name, each in report["layar"].items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
