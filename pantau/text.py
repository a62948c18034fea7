"""Numbers, dates and missing values as Indonesian text.

The only place where a number becomes words. Knows nothing of data, figures or Streamlit.
"""

import math
import re
import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "id"
NBSP = "\u00a0"
UNREPORTED = "belum dilaporkan"
NIL = "nihil"
UNDETERMINED = "belum dapat ditentukan"
SAMPLE = "CONTOH"


def missing(value: Any) -> bool:
    """Whether a value means "not reported": None, NaN, NaT or NA."""
    # By name: the missing values of pandas refuse to be compared, and this module does without pandas.
    return value is None or type(value).__name__ in ("NAType", "NaTType") or bool(value != value)


def number(value: Any, digits: int = 0) -> str:
    """`1.234,5`; "belum dilaporkan" when missing."""
    if missing(value):
        return UNREPORTED
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(round(float(value), digits), pattern, locale=LOCALE)).replace("-", "−")


def whole(value: Any) -> str:
    """A number as a person writes it: whole without decimals, else with one."""
    if missing(value) or float(value).is_integer():
        return number(value)
    return number(value, 1)


def signed(value: Any, digits: int = 0) -> str:
    """`+599`, `−12`; zero has no sign."""
    return ("+" if not missing(value) and value > 0 else "") + number(value, digits)


def percent(value: Any, digits: int = 0) -> str:
    """`61 %` from 61.0 (0-100), with a no-break space."""
    return UNREPORTED if missing(value) else f"{number(value, digits)}{NBSP}%"


def rupiah(value: Any) -> str:
    """`Rp1,2 miliar`, `Rp44 juta`, `Rp750.000`."""
    if missing(value):
        return UNREPORTED
    for size, word in ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta")):
        if abs(value) >= size:
            return f"Rp{whole(round(value / size, 1))}{NBSP}{word}"
    return f"Rp{number(value)}"


def count(value: Any, unit: str = "") -> str:
    """A count with its unit: zero is "nihil", missing is "belum dilaporkan"."""
    if missing(value):
        return UNREPORTED
    if value == 0:
        return NIL
    return f"{whole(value)} {unit}".strip()


def share(part: Any, of: Any) -> str:
    """A fraction under a denominator of 20, a percentage above, with both numbers never lost: `7/17`, `61 %`."""
    if missing(part) or missing(of):
        return UNREPORTED
    if of == 0:
        return "tidak berlaku"
    return f"{number(part)}/{number(of)}" if of < 20 else percent(100 * part / of)


def interval(part: Any, of: Any) -> str:
    """How far chance alone may move a share: `selang 95 %: 90,3–97,7 %` (Wilson); "" without a denominator."""
    if missing(part) or missing(of) or of <= 0:
        return ""
    p, z2 = float(part) / float(of), 1.96**2
    middle, half = p + z2 / (2 * of), 1.96 * (p * (1 - p) / of + z2 / (4 * of * of)) ** 0.5
    low, high = (100 * (middle + sign * half) / (1 + z2 / of) for sign in (-1, 1))
    return f"selang 95 %: {number(max(low, 0), 1)}–{percent(min(high, 100), 1)}"


def day(value: Any) -> str:
    """`27 Des 2025`."""
    return UNREPORTED if missing(value) else str(format_date(_date(value), "d MMM y", locale=LOCALE))


def long_day(value: Any) -> str:
    """`27 Desember 2025`, as letters write it."""
    return UNREPORTED if missing(value) else str(format_date(_date(value), "d MMMM y", locale=LOCALE))


def month(value: Any) -> str:
    """`Des 2025`."""
    return UNREPORTED if missing(value) else str(format_date(_date(value), "MMM y", locale=LOCALE))


def month_name(value: Any) -> str:
    """`Des`."""
    return str(format_date(_date(value), "MMM", locale=LOCALE))


def moment(value: datetime) -> str:
    """`22 Nov 2026, 14.05 WITA`."""
    return f"{day(value)}, {value:%H.%M} WITA"


def span(start: Any, end: Any) -> str:
    """`1 Jan 2017 s.d. 31 Jan 2026`; one open end is "sejak" or "s.d."; both open are "semua periode"."""
    if missing(start) and missing(end):
        return "semua periode"
    if missing(start):
        return f"s.d. {day(end)}"
    if missing(end):
        return f"sejak {day(start)}"
    return f"{day(start)} s.d. {day(end)}"


def join(words: Sequence[str], last: str = "dan") -> str:
    """`Halong, Juai dan Awayan`."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def bold_ends(sentence: str) -> str:
    """The filter sentence as Markdown: its first and last part bold, the words unchanged."""
    parts = sentence.split(" · ")
    if len(parts) > 1:
        parts[0], parts[-1] = f"**{parts[0]}**", f"**{parts[-1]}**"
    return " · ".join(parts)


def escape(value: Any) -> str:
    """Text from data made harmless inside Markdown: no emphasis, no links, no pictures, no HTML."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-!|~:$" else c for c in str(value))


def link(label: str, url: Any) -> str:
    """A Markdown link to a web address from data; anything else becomes the label alone."""
    address = str(url)
    if not re.fullmatch(r"https?://[^\s<>]+", address):
        return escape(label)
    return f"[{escape(label)}]({address.replace('(', '%28').replace(')', '%29')})"


def slug(words: str, longest: int = 40) -> str:
    """Words as part of a file name: lower case letters, digits and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:longest].strip("-")


class _Template(string.Formatter):
    """Fills `{jiwa:n}`, `{tanggal:d}`, `{bagian:p}`, `{nilai:rp}`, `{nama}` with Indonesian text."""

    def format_field(self, value: Any, spec: str) -> str:
        ways = {"n": whole, "d": day, "b": month, "p": percent, "p1": lambda v: percent(v, 1), "rp": rupiah, "c": count}
        if spec in ways:
            return str(ways[spec](value))
        return UNREPORTED if missing(value) else str(value)


def fill(template: str, row: Mapping[str, Any]) -> str:
    """A sentence of the catalogue with the numbers of one row; KeyError names a field the row lacks."""
    return _Template().vformat(template, (), row)


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def finite(value: Any) -> float | None:
    """A number for a drawing: None when missing or infinite."""
    return None if missing(value) or not math.isfinite(float(value)) else float(value)
