"""Measure a filter change on every disaster screen against the first one: `python -m bench.screens --help`.

One server, one store; the screens take turns within each round, so that what else the computer does hits them alike.
Read the ratios. Nothing is asserted.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench import synthetic
from bench.server import serving
from bench.session import Session
from pantau import ROOT, now
from pantau.intake import load_many

FIRST: Final = "lapor_bencana"
# Screen -> changes of its own filters; the first change of a round only warms the page.
_EVENTS: Final = (
    {"periode": "Tahun 2024"},
    {"periode": "Tahun 2023", "kecamatan": "Halong"},
    {"periode": "Semua data", "kecamatan": None, "bahaya": "Banjir"},
    {"periode": "Tahun 2022", "bahaya": None},
)
_CONTACT: Final = (
    {"periode": "Tahun 2026"},
    {"periode": "Tahun 2025"},
    {"periode": "Semua data"},
    {"periode": "Tahun 2026"},
)
_STATES: Final = ({"kecamatan": "Halong"}, {"kecamatan": "Juai"}, {"kecamatan": None}, {"kecamatan": "Awayan"})
SCREENS: Final[Mapping[str, tuple[Mapping[str, str | None], ...]]] = {
    FIRST: _EVENTS,
    **dict.fromkeys(("laporan", "waktu_tanggap", "pola", "kebutuhan", "mutu"), _EVENTS),
    **dict.fromkeys(("destana", "destana_konsultasi", "destana_kejadian"), _CONTACT),
    **dict.fromkeys(("kencana", "kemajuan", "tingkat", "spm"), _STATES),
}
# Registers of the other rooms, as the first run has them: their size does not grow with reports.
_REGISTERS: Final = (
    "kencana_indikator", "destana_penilaian", "target", "konsultasi", "bukti", "riwayat_bukti", "registrasi_kencana",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a line a screen, and write everything to the file named by --out."""
    parser = argparse.ArgumentParser(
        "python -m bench.screens", description="Ukur ganti saringan di tiap layar bencana."
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="jumlah laporan (bawaan 1.000.000)")
    parser.add_argument("--rounds", type=int, default=5, help="putaran, bergiliran di semua layar (bawaan 5)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pantau-balangan-ukur")
    parser.add_argument("--out", type=Path, help="tulis semua angka ke berkas JSON ini")
    options = parser.parse_args(arguments)
    report = measure(options.rows, options.rounds, options.folder)
    print(table(report))
    if options.out:
        options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def measure(rows: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Milliseconds of every change of every screen, and the median ratio to the first screen over the rounds."""
    place = store(folder, rows)
    times: dict[str, list[float]] = {name: [] for name in SCREENS}
    ratios: dict[str, list[float]] = {name: [] for name in SCREENS}
    with serving(place) as server:
        for name in SCREENS:
            Session(server.address, name, {}).close()
        for _ in range(rounds):
            middle = {}
            for name, changes in SCREENS.items():
                with Session(server.address, name, {}) as session:
                    session.change(changes[0])
                    taken = [session.change(change).ms for change in changes[1:]]
                times[name] += taken
                middle[name] = median(taken)
            for name, ms in middle.items():
                ratios[name].append(ms / middle[FIRST])
    return {
        "tanggal": now().isoformat(),
        "laporan": rows,
        "putaran": rounds,
        "inti": os.cpu_count(),
        "layar": {name: {"ms": median(times[name]), "rasio": median(ratios[name])} for name in SCREENS},
    }


def store(folder: Path, rows: int) -> Path:
    """The synthetic reports together with the first-run registers of the other rooms, made once."""
    place = synthetic.store(folder, rows)
    mark = place / "register.txt"
    if not mark.is_file():
        before = {name: os.environ.get(name) for name in ("PANTAU_STORE", "PANTAU_RUANG_MUAT")}
        os.environ |= {"PANTAU_STORE": str(place / "store"), "PANTAU_RUANG_MUAT": str(place / "ruang_muat")}
        try:
            load_many([(ROOT / "data" / "sample" / f"{name}.csv", name) for name in _REGISTERS])
        finally:
            for name, value in before.items():
                os.environ.pop(name, None) if value is None else os.environ.update({name: value})
        mark.write_text("termuat", encoding="ascii")
    return place


def table(report: dict[str, Any]) -> str:
    """A line a screen: milliseconds and ratio to the first."""
    lines = [f"{report['laporan']} laporan, {report['putaran']} putaran; rasio terhadap {FIRST}"]
    lines += [f"{name:20} {each['ms']:7.0f} ms  {each['rasio']:5.2f}" for name, each in report["layar"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
