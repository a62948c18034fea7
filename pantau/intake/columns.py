"""Columns: the text of one column becomes typed values, each distinct text judged once.

A plain function judges one text; its answer is laid over all rows that say the same. A million rows cost what their few
thousand spellings cost.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pantau.contracts import NUMBERS, Column, heading_key
from pantau.intake import dates, match, numbers
from pantau.intake.reasons import Unclear

# A chronology of a page has 4,000 letters; ten pages in one cell are a document pasted by mistake.
LONGEST_TEXT = 40_000
TRUE = frozenset(("ya", "y", "1", "true", "benar", "sudah", "ada", "x", "v", "✓", "contoh"))
FALSE = frozenset(("tidak", "t", "n", "0", "false", "salah", "belum", "tdk"))
_DASHES = frozenset(("", "-", "–", "—"))
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DTYPES: Mapping[str, str] = {
    "integer": "Int64",
    "decimal": "Float64",
    "date": "datetime64[us]",
    "timestamp": "datetime64[us]",
    "boolean": "boolean",
}
_CODES_NAMED = 12

Values: TypeAlias = "pd.Series[Any]"
Read = Callable[[str], Any]


class Reasons:
    """What is wrong, row by row: the columns and problems told of each row."""

    def __init__(self) -> None:
        self._told: defaultdict[int, list[tuple[Column, Unclear]]] = defaultdict(list)

    def tell(self, rows: Iterable[int], column: Column, problem: Unclear) -> None:
        """The same problem of a column for several rows."""
        for row in rows:
            self._told[row].append((column, problem))

    def of(self, row: int) -> Sequence[tuple[Column, Unclear]]:
        """What was told of a row."""
        return self._told.get(row, ())

    @property
    def rows(self) -> list[int]:
        """The rows that have any reason, in order."""
        return sorted(self._told)


def missing(rows: pd.DataFrame, type: str) -> Values:
    """The values of a column of this type that the file does not have: none."""
    return pd.Series(None, index=rows.index, dtype=_DTYPES.get(type, "str"))


def bare(texts: Values) -> Values:
    """The texts without the blanks around them; the column itself where there are none, for it may be large."""
    stripped = texts.str.strip()
    return texts if stripped.equals(texts) else stripped


def values(column: Column, texts: Values, codes: Mapping[str, Mapping[str, str]], reasons: Reasons) -> Values:
    """The typed values of a column; what cannot be read is missing and has its reason. `codes` by reference list."""
    if column.type == "text":
        return _texts(column, texts, reasons)
    read = _reader(column, texts, codes)
    return over_distinct(
        column, texts, lambda text: None if text.casefold() in numbers.UNREPORTED else read(text), reasons
    )


def over_distinct(column: Column, texts: Values, read: Read, reasons: Reasons) -> Values:
    """Read each distinct text once and lay the answers over the rows."""
    positions, distinct = pd.factorize(texts)
    answers = judged(distinct.tolist(), read, positions, lambda _: column, reasons)
    found = pd.Series(answers, dtype=_DTYPES.get(column.type, "str"))
    return found.take(positions).set_axis(texts.index)


def judged(
    distinct: Iterable[Any],
    read: Callable[[Any], Any],
    positions: "np.ndarray[Any, Any]",
    blamed: Callable[[Unclear], Column],
    reasons: Reasons,
) -> list[Any]:
    """The answer to each distinct saying, None where it is unclear; the rows that say so get the reason."""
    answers: list[Any] = []
    unclear: dict[int, Unclear] = {}
    for number, saying in enumerate(distinct):
        try:
            answers.append(read(saying))
        except Unclear as problem:
            answers.append(None)
            unclear[number] = problem
    for row in np.flatnonzero(np.isin(positions, list(unclear))).tolist():
        told = unclear[int(positions[row])]
        reasons.tell([row], blamed(told), told)
    return answers


def truth(text: str) -> bool:
    """Yes or no as people tick it. Raises Unclear."""
    word = text.casefold()
    if word not in TRUE | FALSE:
        raise Unclear("bukan_ya_tidak", "tulis ya atau tidak")
    return word in TRUE


def _texts(column: Column, texts: Values, reasons: Reasons) -> Values:
    """Text as it is; a dash says nothing, and a text too long is refused."""
    told = Unclear("teks_terlalu_panjang", f"lebih dari {LONGEST_TEXT} huruf; ringkas, atau lampirkan di tempat lain")
    reasons.tell(np.flatnonzero(texts.str.len() > LONGEST_TEXT).tolist(), column, told)
    dashes = texts.isin(_DASHES)
    return texts.mask(dashes) if dashes.any() else texts


def _reader(column: Column, texts: Values, codes: Mapping[str, Mapping[str, str]]) -> Read:
    """The function that reads one text of this column: a value, None when not reported, or Unclear."""
    if column.type in NUMBERS:
        return numbers.reading(texts.unique().tolist(), column.type == "integer", column.min, column.max).read
    if column.type == "code":
        return partial(_code, allowed=codes[column.reference])
    if column.type == "choice":
        return partial(_choice, allowed={heading_key(value): value for value in column.values})  # noqa: PD011
    return _READERS[column.type]


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise Unclear("bukan_url", "bukan alamat web; mulai dengan https://")
    return text


def _time(text: str) -> str:
    return dates.to_time(text).isoformat()


_READERS: Mapping[str, Read] = {
    "url": _url,
    "boolean": truth,
    "date": dates.to_date,
    "timestamp": dates.to_timestamp,
    "time": _time,
}


def _code(text: str, allowed: Mapping[str, str]) -> str:
    """The code for a code or an unambiguous name; `101.0` is 101 when 101 exists, `6.3E+15` is nothing."""
    found = allowed.get(match.plain_code(text))
    if found is None and numbers.from_float(text):
        found = allowed.get(re.sub(r"[.,]0+$", "", text))
        if found is None:
            raise Unclear(
                "kode_jadi_angka", "kode berubah menjadi angka di Excel; jadikan kolomnya teks, lalu isi ulang"
            )
    if found is None:
        named = ", ".join(sorted(set(allowed.values()))[:_CODES_NAMED])
        raise Unclear("kode_tidak_dikenal", f"kode tidak dikenal; yang ada antara lain {named}")
    return found


def _choice(text: str, allowed: Mapping[str, str]) -> str:
    found = allowed.get(heading_key(text))
    if found is None:
        raise Unclear("bukan_pilihan", f"bukan pilihan yang ada: {', '.join(allowed.values())}")
    return found
