"""What a person may narrow a page by, and the one sentence that says so.

The same object gives the parameters of every query and the sentence under every title, slide and sheet.
"""

from dataclasses import dataclass, field
from datetime import date

from pantau import text


@dataclass(frozen=True)
class Place:
    """A kecamatan, desa or hazard a person chose: its code and its name."""

    code: str
    name: str


@dataclass(frozen=True)
class Filters:
    """Period (both ends included, None = open), kecamatan, desa and hazard; None = everything.

    `extent` is the first and last date of the data itself: what an open period is called.
    """

    start: date | None = None
    end: date | None = None
    kecamatan: Place | None = None
    desa: Place | None = None
    hazard: Place | None = None
    extent: tuple[object, object] | None = field(default=None, compare=False)

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()

    def params(self, *names: str) -> dict[str, object]:
        """Parameters for a query, by the names it declares: dari, sampai, kecamatan, desa, bahaya."""
        values: dict[str, object] = {
            "dari": self.start,
            "sampai": self.end,
            "kecamatan": self.kecamatan and self.kecamatan.code,
            "desa": self.desa and self.desa.code,
            "bahaya": self.hazard and self.hazard.code,
        }
        return {name: values[name] for name in names or values}

    def sentence(
        self,
        shown: int,
        total: int,
        noun: str,
        basis: str = "",
        with_hazard: bool = True,
        place: str = "semua kecamatan",
    ) -> str:
        """`1 Jan 2017 s.d. 31 Jan 2026 · semua kecamatan · semua bahaya · menurut … · 26 dari 26 kejadian`."""
        first, last = self.extent or (None, None)
        parts = [
            text.span(self.start or first, self.end or last),
            f"Kec. {self.kecamatan.name}" if self.kecamatan else place,
        ]
        if self.desa:
            parts.append(f"Desa {self.desa.name}")
        if with_hazard:
            parts.append(self.hazard.name if self.hazard else "semua bahaya")
        if basis:
            parts.append(f"menurut {basis}")
        parts.append(f"{text.number(shown)} dari {text.number(total)} {noun}")
        return " · ".join(parts)
