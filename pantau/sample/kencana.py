"""Invented achievement of the twelve minimum services, marked CONTOH: none is published a kecamatan."""

from collections.abc import Iterable
from random import Random
from typing import Final

Row = dict[str, str]

_YEAR: Final = 2025
# Share of the people due that was served, about, service by service.
_SERVED: Final = {
    "SPM-1.1": 0.85, "SPM-1.2": 0.6, "SPM-2.1": 0.7, "SPM-2.2": 0.35, "SPM-2.3": 0.3, "SPM-2.4": 0.2, "SPM-2.5": 0.55,
    "SPM-2.6": 0.4, "SPM-3.1": 0.9, "SPM-3.2": 0.95, "SPM-3.3": 0.9, "SPM-3.4": 1.0,
}  # fmt: skip
# Services owed only where something happened; elsewhere nobody is due and the cell does not apply.
_WHEN_IT_HAPPENS: Final = {"SPM-3.1": 0.2, "SPM-3.2": 0.75, "SPM-3.3": 0.6, "SPM-3.4": 0.6}


def services(rng: Random, kecamatan: Iterable[str]) -> list[Row]:
    """People due and served a service and kecamatan; some have nobody due, some are not reported."""
    rows = []
    for place in kecamatan:
        due = rng.randint(900, 4200)
        for service, share in _SERVED.items():
            happened = rng.random() < _WHEN_IT_HAPPENS.get(service, 1.0)
            reported, known = rng.random() < 0.94, rng.random() < 0.97
            people = (rng.randint(8, 400) if service in _WHEN_IT_HAPPENS else due) if happened else 0
            served = min(people, round(people * min(1.0, share * rng.uniform(0.7, 1.25))))
            if reported:
                rows.append(
                    {
                        "tahun": str(_YEAR),
                        "kode_kecamatan": place,
                        "kode_layanan": service,
                        "sasaran_orang": str(people),
                        "terlayani_orang": str(served) if known else "",
                        "tanggal_data": f"{_YEAR}-12-31",
                        "sumber": "CONTOH, bukan laporan SPM",
                    }
                )
    return rows
