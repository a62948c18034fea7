"""Numbers as officials write them: `1.234,56` and `1,234.56` told apart by the whole column, never by one value.

"Not reported" (blank, `-`, `n/a`, `tidak ada data`) is None; `nihil` is zero; the two never meet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pantau.intake.reasons import Unclear

# Compared in lower case, without a full stop at the end.
UNREPORTED = frozenset((
    "", "-", "--", "–", "—", "?", "n/a", "na", "n.a", "#n/a", "null", "none", "nan", "tidak ada data", "belum ada data",
    "belum dilaporkan", "tidak dilaporkan", "belum terdata", "tidak diketahui", "belum diketahui",
))  # fmt: skip
NIL = frozenset(("nihil", "nil", "nol"))

_DRESS = re.compile(r"^rp\.?|[\s%]|,-+$|,=$", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"-?\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_PLAIN = re.compile(r"-?\d+")
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_WRITTEN = {
    "point": re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)?\.\d+|-?[1-9]\d{0,2}(?:,\d{3}){2,}"),
    "comma": re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)?,\d+|-?[1-9]\d{0,2}(?:\.\d{3}){2,}"),
}


class Decimal(Enum):
    """The mark before the decimals: Indonesian comma, or the point of programs and English."""

    COMMA = "comma"
    POINT = "point"


@dataclass(frozen=True)
class Reading:
    """How the numbers of one column are written. `decimal` is None when nothing in the column says so."""

    decimal: Decimal | None
    whole: bool
    low: float | None = None
    high: float | None = None

    def read(self, text: str) -> float | None:
        """The number, or None when not reported. Raises Unclear."""
        bare = text.strip().casefold().rstrip(".")
        if bare in UNREPORTED:
            return None
        if bare in NIL:
            return 0.0
        return self._bounded(self._value(_dressed_down(text)))

    def _value(self, text: str) -> float:
        if _PLAIN.fullmatch(text):
            return float(text)
        if _SCIENTIFIC.fullmatch(text):
            return float(text.replace(",", "."))
        if _AMBIGUOUS.fullmatch(text):
            return self._ambiguous(text)
        mark = _certain(text)
        if mark is None:
            raise Unclear("bukan_angka", "bukan angka; tulis angka saja, atau kosongkan bila belum dilaporkan")
        return _as(text, mark)

    def _ambiguous(self, text: str) -> float:
        """`1.234` and `1,234`: read as the rest of the column is written; a column of whole numbers has no decimals."""
        if self.decimal:
            return _as(text, self.decimal)
        if self.whole:
            return float(re.sub(r"[.,]", "", text))
        readings = {_as(text, mark) for mark in Decimal}
        inside = [value for value in readings if self._inside(value)]
        if len(inside) != 1:
            raise Unclear("angka_ambigu", "dapat dibaca ribuan atau pecahan; tulis 1234 atau 1,2340")
        return inside[0]

    def _bounded(self, value: float) -> float:
        if self.whole and not value.is_integer():
            raise Unclear("bukan_bulat", "harus bilangan bulat")
        if not self._inside(value):
            low, high = (_plain(bound) for bound in (self.low, self.high))
            allowed = (
                f"{low} sampai {high}" if low and high else f"paling sedikit {low}" if low else f"paling banyak {high}"
            )
            raise Unclear("di_luar_batas", f"di luar batas ({allowed})")
        return value

    def _inside(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def reading(texts: Iterable[str], whole: bool, low: float | None = None, high: float | None = None) -> Reading:
    """How a column is written, by those of its texts that can be read in one way only; None when they contradict."""
    marks = {_certain(bare) for text in texts if not _AMBIGUOUS.fullmatch(bare := _dressed_down(text))} - {None}
    return Reading(marks.pop() if len(marks) == 1 else None, whole, low, high)


def from_float(text: str) -> bool:
    """Whether a code or a NIK passed through a number on its way: `6.31101E+15`, `101.0`."""
    return bool(_SCIENTIFIC.fullmatch(text) or re.fullmatch(r"\d+[.,]0+", text))


def _certain(text: str) -> Decimal | None:
    """The decimal mark a text shows without doubt; None when it shows none."""
    return next((mark for mark in Decimal if _WRITTEN[mark.value].fullmatch(text)), None)


def _as(text: str, mark: Decimal) -> float:
    thousands, decimal = (".", ",") if mark is Decimal.COMMA else (",", ".")
    return float(text.replace(thousands, "").replace(decimal, "."))


def _dressed_down(text: str) -> str:
    """The text without Rp, per cent sign, blanks and the dash of whole rupiah, its minus sign a plain one."""
    return _DRESS.sub("", text.strip()).replace("−", "-")


def _plain(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"
