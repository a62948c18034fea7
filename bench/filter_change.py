"""Measure a filter change on Lapor Bencana at several sizes: `python -m bench.filter_change --help`.

A session without a browser changes filters on the real server; in the same round the same questions go to a bare DuckDB
connection. Read ratios and processor time: milliseconds move with whatever else the computer does. Nothing is asserted.
"""

import argparse
import contextlib
import json
import math
import os
import platform
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import Any, Final

from bench import synthetic
from bench.bare import QUERIES, Answer, Bare, Choice
from bench.first_load import border_bytes, browser_bytes
from bench.server import Server, serving
from bench.session import Run, Session
from pantau import now

PAGE: Final = "lapor_bencana"
MAP: Final = {"ukuran_peta": "Laporan"}
# Changes before the counted ones of a round: the page's code and DuckDB's plans are warm then.
_WARM: Final = 1
# A walk that jumps through the choices, so that every round has years, kecamatan and hazards; any large prime will do.
_STRIDE: Final = 211
_PACKAGES: Final = ("streamlit", "duckdb", "pandas", "pydeck", "plotly", "websockets")


@dataclass
class Arm:
    """One size and everything measured of it."""

    rows: int
    events: int
    server: Server
    bare: Bare
    changes: list[Run] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    first: list[Run] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and write everything to the file named by --out."""
    options = _options(arguments)
    report = measure(options.rows, options.rounds, options.changes, options.folder, options.events, options.browser)
    print(table(report))
    if options.out:
        options.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measure(
    sizes: Sequence[int], rounds: int, changes: int, folder: Path, events: int | None = None, browser: bool = True
) -> dict[str, Any]:
    """Rounds over all sizes in turn; returns what `table` prints and --out holds. Times in ms, sizes in bytes."""
    load = os.getloadavg() if hasattr(os, "getloadavg") else None
    with contextlib.ExitStack() as stack:
        arms = []
        for rows in sizes:
            _say(f"{rows} laporan: menyiapkan data dan server")
            place = synthetic.store(folder, rows, events)
            count = synthetic.events_for(rows) if events is None else events
            server, bare = stack.enter_context(serving(place)), stack.enter_context(Bare(place))
            # Imports, the file's proof and the unfiltered page are the first visitor's price, not a change's.
            Session(server.address, PAGE, MAP).close()
            arms.append(Arm(rows, count, server, bare))
        each = changes + _WARM
        walk = _walk([arm.bare for arm in arms], rounds * each)
        for number in range(rounds):
            _say(f"putaran {number + 1} dari {rounds}")
            for arm in arms:
                _round(arm, walk[number * each : (number + 1) * each])
        path = f"/{PAGE}?ukuran_peta={MAP['ukuran_peta']}"
        return {
            "halaman": path,
            "putaran": rounds,
            "perubahan_per_putaran": changes,
            **_surroundings(load),
            "ukuran": [_summary(arm) for arm in arms],
            "rasio_terhadap_terkecil": [_growth(arm, arms[0], rounds) for arm in arms[1:]],
            "muat_pertama": {
                "websocket": round(median(run.bytes for run in arms[0].first)),
                "batas_desa": border_bytes(arms[0].server),
                "peramban": browser_bytes(arms[0].server, path) if browser else None,
            },
        }


def table(report: dict[str, Any]) -> str:
    """The report as a person reads it: medians, least and most in brackets."""
    head = ("laporan", "kejadian", "ms", "CPU ms", "bita", "pesan", "ms DuckDB", "halaman/DuckDB", "CPU/CPU", "MB")
    lines = [head, *(_cells(size) for size in report["ukuran"])]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    said = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    said += [
        f"halaman {ratio['laporan']} / {ratio['terhadap']}: ms {_spread(ratio['ms'], 2)},"
        f" CPU {_plain(ratio['cpu'], 2)}, bita {_spread(ratio['bita'], 2)}"
        for ratio in report["rasio_terhadap_terkecil"]
    ]
    first = report["muat_pertama"]
    seen = first["peramban"]
    said.append(
        f"muat pertama: websocket {first['websocket']} bita, batas desa {first['batas_desa']} bita, seluruhnya "
        + (
            f"{seen['http'] + first['websocket']} bita dalam {seen['requests']} permintaan"
            if seen
            else "tidak diukur dengan Chromium"
        )
    )
    return "\n".join(said)


def _cells(size: dict[str, Any]) -> tuple[str, ...]:
    """One line of the table."""
    return (
        f"{size['laporan']}",
        f"{size['kejadian']}",
        _spread(size["ms"]),
        _spread(size["cpu_ms"]),
        _spread(size["bita"]),
        _spread(size["pesan"]),
        _spread(size["duckdb_ms"], 1),
        _spread(size["halaman_per_duckdb"], 1),
        _plain(size["cpu_per_cpu"], 1),
        _spread(size["memori_mb"]),
    )


def _round(arm: Arm, choices: Sequence[Choice]) -> None:
    """A visit: the first load, changes to warm up, then counted changes, then the same ones on the bare connection."""
    with Session(arm.server.address, PAGE, MAP) as session:
        arm.first.append(session.first)
        for choice in choices[:_WARM]:
            session.change(choice.widgets)
        before = arm.server.cpu_ms()
        arm.changes += [session.change(choice.widgets) for choice in choices[_WARM:]]
        after, memory = arm.server.cpu_ms(), arm.server.memory_mb()
    if before is not None and after is not None:
        arm.cpu_ms.append((after - before) / (len(choices) - _WARM))
    if memory is not None:
        arm.memory_mb.append(memory)
    for choice in choices[:_WARM]:
        arm.bare.answer(choice)
    arm.answers += [arm.bare.answer(choice) for choice in choices[_WARM:]]


def _walk(bares: Sequence[Bare], wanted: int) -> list[Choice]:
    """Choices that leave events at every size, none twice: a page without events is another, shorter page."""
    every = list(bares[0].choices())
    stride = next(number for number in range(_STRIDE, 2 * _STRIDE) if math.gcd(number, len(every)) == 1)
    jumping = (every[i * stride % len(every)] for i in range(len(every)))
    walk = list(islice((choice for choice in jumping if all(bare.events(choice) for bare in bares)), wanted))
    if len(walk) < wanted:
        raise SystemExit(f"Hanya ada {len(walk)} pilihan saringan; kurangi --rounds atau --changes.")
    return walk


def _summary(arm: Arm) -> dict[str, Any]:
    kinds: Counter[str] = Counter()
    for run in arm.changes:
        kinds.update(run.kinds)
    cpu = median(arm.cpu_ms) if arm.cpu_ms else None
    return {
        "laporan": arm.rows,
        "kejadian": arm.events,
        "ms": _of(run.ms for run in arm.changes),
        "cpu_ms": _of(arm.cpu_ms),
        "bita": _of(run.bytes for run in arm.changes),
        "bita_terurai": _of(run.content for run in arm.changes),
        "pesan": _of(run.messages for run in arm.changes),
        "duckdb_ms": _of(answer.ms for answer in arm.answers),
        "duckdb_cpu_ms": _of(answer.cpu_ms for answer in arm.answers),
        "duckdb_bita": _of(answer.bytes for answer in arm.answers),
        "halaman_per_duckdb": _of(run.ms / answer.ms for run, answer in zip(arm.changes, arm.answers, strict=True)),
        "cpu_per_cpu": cpu and cpu / mean(answer.cpu_ms for answer in arm.answers),
        "memori_mb": _of(arm.memory_mb),
        "muat_pertama_ms": _of(run.ms for run in arm.first),
        "muat_pertama_bita": _of(run.bytes for run in arm.first),
        "bita_terurai_per_jenis": {kind: round(size / len(arm.changes)) for kind, size in kinds.most_common()},
        "duckdb_ms_per_kueri": {name: median(answer.queries[name] for answer in arm.answers) for name in QUERIES},
    }


def _growth(arm: Arm, smallest: Arm, rounds: int) -> dict[str, Any]:
    """How a change grows from the smallest size to this one: ratios of the medians of each round."""

    def ratios(value: Callable[[Run], float]) -> dict[str, float] | None:
        pairs = zip(_chunks(arm.changes, rounds), _chunks(smallest.changes, rounds), strict=True)
        return _of(median(map(value, ours)) / median(map(value, theirs)) for ours, theirs in pairs)

    return {
        "laporan": arm.rows,
        "terhadap": smallest.rows,
        "ms": ratios(lambda run: run.ms),
        "bita": ratios(lambda run: run.bytes),
        "cpu": median(arm.cpu_ms) / median(smallest.cpu_ms) if arm.cpu_ms and smallest.cpu_ms else None,
    }


def _chunks(runs: Sequence[Run], rounds: int) -> list[Sequence[Run]]:
    size = len(runs) // rounds
    return [runs[i * size : (i + 1) * size] for i in range(rounds)]


def _of(values: Iterable[float]) -> dict[str, float] | None:
    """Median, least and most; None for nothing measured."""
    known = list(values)
    return {"median": median(known), "min": min(known), "maks": max(known)} if known else None


def _spread(values: dict[str, float] | None, digits: int = 0) -> str:
    if values is None:
        return "-"
    middle, least, most = (f"{values[name]:.{digits}f}" for name in ("median", "min", "maks"))
    return f"{middle} ({least}-{most})"


def _plain(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _surroundings(load: tuple[float, float, float] | None) -> dict[str, Any]:
    """What the figures depend on besides the project."""
    return {
        "tanggal": now().isoformat(),
        "python": platform.python_version(),
        "sistem": platform.platform(),
        "inti": os.cpu_count(),
        "beban_awal": load,
        "beban_akhir": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "paket": {name: version(name) for name in _PACKAGES},
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.filter_change", description="Ukur satu ganti saringan.")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000, 10_000_000], help="jumlah laporan")
    parser.add_argument("--events", type=int, help="jumlah kejadian; bawaan satu per seribu laporan, 100 sampai 5.000")
    parser.add_argument("--rounds", type=int, default=5, help="putaran, bergiliran di semua ukuran (bawaan 5)")
    parser.add_argument("--changes", type=int, default=6, help="ganti saringan tiap putaran (bawaan 6)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pantau-balangan-ukur")
    parser.add_argument("--out", type=Path, help="tulis semua angka ke berkas JSON ini")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="jangan ukur muat pertama Chromium")
    return parser.parse_args(arguments)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
