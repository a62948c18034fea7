"""Invented aid: who received what, their deciles, and the rules on pairs of programmes, all marked CONTOH.

No register of recipients is published. The decile limits of the programmes are reference data with their sources; the
rules on pairs here are examples, because no usable text of them was found.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random
from typing import Final

from pantau.sample.seed import HALONG, Row, generator, reference, villages, workday
from pantau.sample.sosial import People, family_cards, whoever

# What people hold together, and how often; the last two are so rare that their counts must be hidden.
_SETS: Final = {
    ("PBI-JK",): 240, ("SEMBAKO",): 170, ("PKH",): 60, ("BLT-DD",): 90, ("PIP",): 55, ("RTLH",): 16,
    ("PKH", "SEMBAKO"): 120, ("PBI-JK", "SEMBAKO"): 105, ("PBI-JK", "PKH"): 40, ("PIP", "PKH"): 30,
    ("BLT-DD", "PBI-JK"): 30, ("BLT-DD", "SEMBAKO"): 12, ("BLT-DD", "PKH"): 8, ("PBI-JK", "PKH", "SEMBAKO"): 50,
    ("PIP", "PKH", "SEMBAKO"): 20, ("PIP", "SEMBAKO"): 10, ("PBI-JK", "RTLH"): 6,
    ("BLT-DD", "PKH", "SEMBAKO"): 1.2, ("PIP", "RTLH"): 0.8,
}  # fmt: skip
_PEOPLE, _WITHOUT_AID = 2500, 420
# Distributions fall in the second month of each quarter; the last one is before the day the registers end.
_QUARTERS: Final = tuple(date(year, month, 12) for year in (2025, 2026) for month in (2, 5, 8, 11))
_SNAPSHOTS: Final = (
    date(2024, 12, 31),
    *(date(year, *end) for year in (2025, 2026) for end in ((3, 31), (6, 30), (9, 30))),
)
_DECILES: Final = (26, 22, 17, 12, 8, 5, 4, 3, 2, 1)
_SAID: Final = "CONTOH, bukan dokumen resmi"


def rules() -> list[Row]:
    """Pairs of programmes with a verdict; BLT-DD with Sembako changes on 1 January 2026, several pairs have no rule."""
    return [
        {
            "kode_program_a": a, "kode_program_b": b, "putusan": putusan, "berlaku_dari": dari,
            "berlaku_sampai": sampai, "dasar": _SAID, "catatan": catatan,
        }
        for a, b, putusan, dari, sampai, catatan in (
            ("BLT-DD", "PKH", "bentrok", "2025-01-01", "", "biasanya tidak digabung; bunyi aturan tidak ditemukan"),
            ("BLT-DD", "SEMBAKO", "perlu_cek", "2025-01-01", "2025-12-31", "bunyi aturan tidak ditemukan"),
            ("BLT-DD", "SEMBAKO", "bentrok", "2026-01-01", "", "biasanya tidak digabung; bunyi aturan tidak ditemukan"),
            ("BLT-DD", "PBI-JK", "boleh", "2025-01-01", "", ""),
            ("PBI-JK", "PKH", "boleh", "2025-01-01", "", ""),
            ("PBI-JK", "SEMBAKO", "boleh", "2025-01-01", "", ""),
            ("PIP", "PKH", "boleh", "2025-01-01", "", "boleh bersama PKH menurut pengetahuan umum"),
            ("PIP", "SEMBAKO", "boleh", "2026-01-01", "", ""),
            ("PKH", "SEMBAKO", "boleh", "2025-01-01", "", ""),
        )
    ]  # fmt: skip


def aid(penerima: Iterable[Row], kasus: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Aid received in 2025 and 2026 and the deciles of about 2,900 people, 2,500 of whom received something."""
    rng = generator("penerimaan")
    people = list(_people(rng, penerima, kasus))
    cards = family_cards(generator("kartu keluarga bantuan"), 13, [row for row in people if "nomor_kk" not in row])
    penerimaan: list[Row] = []
    desil: list[Row] = []
    # A family has one decile.
    levels: dict[str, int] = {}
    for number, row in enumerate(people):
        person = {name: row.get(name, "") for name in ("nik", "nomor_kk", "kode_kecamatan", "kode_desa")}
        person["nomor_kk"] = row["nomor_kk"] if "nomor_kk" in row else cards[whoever(row)]
        if row["kode_kecamatan"] == HALONG or not row["nik"]:
            person |= {name: row[name] for name in ("nama", "tanggal_lahir")}
        level = rng.choices(range(1, 11), _DECILES)[0]
        level = levels.setdefault(person["nomor_kk"], level) if person["nomor_kk"] else level
        if number < _PEOPLE:
            penerimaan += _received(rng, person, level)
        desil += _deciles(rng, person, level)
    return sorted(penerimaan, key=lambda row: row["tanggal_salur"]), sorted(desil, key=lambda row: row["tanggal_data"])


def _people(rng: Random, penerima: Iterable[Row], kasus: Iterable[Row]) -> Iterator[Row]:
    """Most people of Pak Sotarsa's register, many with a case, and others from every village; the last get no aid."""
    known = list({whoever(row): row for row in (*penerima, *kasus) if rng.random() < 0.85}.values())
    made, weights = People(rng, 13), {row["kode"]: int(row["penduduk_2010_jiwa"]) for row in reference("kecamatan")}
    weights[HALONG] //= 6
    others = _PEOPLE + _WITHOUT_AID - len(known)
    places = {kode: villages(kode) for kode in weights}
    new = [
        made.one(rng.choice(places[kode]), without_nik=0.02).row()
        for kode in rng.choices(list(weights), list(weights.values()), k=others)
    ]
    # Those visited first, so that most of them receive something; the rest comes in any order.
    yield from known
    yield from new


def _received(rng: Random, person: Row, level: int) -> Iterator[Row]:
    """One person's programmes, each with one to two distributions about the same time."""
    sets = [each for each in _SETS if level <= 5 or "PKH" not in each or rng.random() < 0.5]
    chosen = rng.choices(sets, [_SETS[each] for each in sets])[0]
    begun = rng.choices(range(len(_QUARTERS)), (6, 7, 9, 12, 14, 16, 18, 18))[0]
    for program in chosen:
        first = min(len(_QUARTERS) - 1, max(0, begun + rng.choice((0, 0, 0, 1, -1))))
        for quarter in _QUARTERS[first : first + rng.choice((1, 1, 1, 1, 2))]:
            day = workday(quarter, sum(map(ord, program + person["kode_kecamatan"])) % 4)
            yield person | {"kode_program": program, "tanggal_salur": str(day)}


def _deciles(rng: Random, person: Row, level: int) -> Iterator[Row]:
    """The decile from its first snapshot on, for some again after a change; some are unknown, some never looked up."""
    fate = rng.random()
    if fate < 0.08:
        return
    first = 0 if rng.random() < 0.8 else rng.randrange(1, len(_SNAPSHOTS))
    yield person | {"tanggal_data": str(_SNAPSHOTS[first]), "desil": "" if fate < 0.12 else str(level)}
    if fate > 0.88 and first + 1 < len(_SNAPSHOTS):
        moved = min(10, max(1, level + rng.choice((-1, 1, 1, 2))))
        yield person | {"tanggal_data": str(_SNAPSHOTS[rng.randrange(first + 1, len(_SNAPSHOTS))]), "desil": str(moved)}
