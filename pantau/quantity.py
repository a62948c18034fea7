"""Numbers that know what they count: people, households, deliveries and visits are never added up together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from pantau import text

UNITS: Final = ("orang", "keluarga", "layanan", "kunjungan", "desa", "rupiah")


class UnitError(ValueError):
    """Two unlike units were to be added, or a unit does not exist."""


@dataclass(frozen=True)
class Quantity:
    """A count and its unit; a value of None was not reported, and neither is a sum it is part of."""

    value: float | None
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise UnitError(f"Satuan {self.unit} tidak dikenal; yang ada: {', '.join(UNITS)}.")
        if text.missing(self.value):
            object.__setattr__(self, "value", None)

    def __add__(self, other: "Quantity") -> "Quantity":
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(_sum(self.value, other.value), self._same(other))

    def __sub__(self, other: "Quantity") -> "Quantity":
        if not isinstance(other, Quantity):
            return NotImplemented
        return self + Quantity(None if other.value is None else -other.value, other.unit)

    def _same(self, other: "Quantity") -> str:
        if self.unit != other.unit:
            raise UnitError(f"{self.unit} dan {other.unit} berbeda satuan, tidak boleh dijumlahkan.")
        return self.unit

    def said(self) -> str:
        """The number alone, for a place whose name already says the unit; zero is "nihil"."""
        return text.count(self.value)

    def __str__(self) -> str:
        """The number with its unit: `661 orang`, `Rp12 juta`; zero is "nihil"."""
        return text.rupiah(self.value) if self.unit == "rupiah" else text.count(self.value, self.unit)


def of(row: Any, name: str, unit: str) -> Quantity:
    """One number of a query's row with its unit."""
    return Quantity(row[name], unit)


def total(quantities: Iterable[Quantity], unit: str) -> Quantity:
    """The sum of quantities of one unit; of none it is zero. Raises UnitError for unlike units."""
    found = Quantity(0, unit)
    for each in quantities:
        found += each
    return found


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
