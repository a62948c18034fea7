"""What all invented registers draw from: seeded generators, the places of Balangan and its working days."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from pantau import ROOT

SEED: Final = 6311
CONTOH: Final = "CONTOH"
HALONG, LAMPIHONG = "63.11.02", "63.11.05"

Row = dict[str, str]


def generator(register: str) -> Random:
    """A generator of its own for each register: changing one leaves the others as they were."""
    return Random(f"{SEED} {register}")


def reference(name: str) -> list[Row]:
    with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def villages(kecamatan: str = "") -> list[str]:
    return [row["kode"] for row in reference("desa") if row["kode_kecamatan"].startswith(kecamatan)]


def workday(day: date, after: int = 0) -> date:
    """The working day `after` working days later, Saturdays and Sundays left out; 0 = this one or the next Monday."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    for _ in range(after):
        day = workday(day + timedelta(days=1))
    return day


def office(rng: Random, day: date) -> datetime:
    """A moment in office hours, WITA."""
    return datetime.combine(day, time(rng.randint(8, 15), rng.randrange(60)))


def months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)
