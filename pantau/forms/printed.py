"""The form on paper: one A4 page for a day's round of a team."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

from matplotlib.backends.backend_pdf import PdfPages

from pantau import style
from pantau.contracts import PLACE_COLUMNS, Column, Contract
from pantau.draw.paper import ONE_AT_A_TIME
from pantau.draw.paper.page import Page, wrap

_PRINTED_ROWS: Final = 12
_WIDE, _HIGH, _EDGE = 11.69, 8.27, 0.45
_MOST_COLUMNS: Final = 13
# How wide a column of the printed table is beside the others.
_SHARES: Final[Mapping[str, float]] = {"date": 1.1, "timestamp": 1.4, "integer": 1.15, "decimal": 1.15, "choice": 1.2}
_PERSONAL_SHARES: Final[Mapping[str, float]] = {"nik": 2.1, "kk": 2.1, "nama": 2.2, "lahir": 1.1, "alamat": 1.8}


def make(contract: Contract) -> bytes:
    """The form as one A4 page, landscape: place and date once at the top, then a table with a line a person."""
    file = BytesIO()
    with ONE_AT_A_TIME, PdfPages(file, metadata={"Title": f"Formulir {contract.title}", "CreationDate": None}) as book:
        page = Page(_WIDE, _HIGH)
        top = _headed(page, contract)
        _table(page, _lines_of(contract), top)
        _signed(page, contract)
        book.savefig(page.canvas)
    return file.getvalue()


def _once(contract: Contract) -> list[Column]:
    """What is the same for the whole sheet: date and place."""
    return [each for each in contract.columns if each.name == contract.as_of or each.type in PLACE_COLUMNS]


def _lines_of(contract: Contract) -> list[Column]:
    """The columns of the printed table: all others, the optional ones left out from the end when there are too many."""
    rest = [each for each in contract.columns if each not in _once(contract)]
    for optional in [each for each in reversed(rest) if not each.required and not each.personal]:
        if len(rest) <= _MOST_COLUMNS:
            break
        rest.remove(optional)
    return rest[:_MOST_COLUMNS]


def _headed(page: Page, contract: Contract) -> float:
    page.text(_EDGE, 0.62, f"Formulir {contract.title.lower()}", 16, style.INK, bold=True)
    page.text(_WIDE - _EDGE, 0.62, "Lembar ____ dari ____", 10, align="right")
    x = _EDGE
    wide = (_WIDE - 2 * _EDGE) / max(len(_once(contract)), 1)
    for column in _once(contract):
        page.text(x, 1.12, column.title, 10, style.INK)
        start = x + 0.1 + 0.082 * len(column.title)
        page.line([start, x + wide - 0.25], [1.14, 1.14], style.INK3, 0.8)
        x += wide
    y = 1.3
    for column in _lines_of(contract):
        if column.type == "choice":
            words = f"{column.title}: " + " · ".join(f"{n} {v}" for n, v in enumerate(column.values, 1))
            y = page.lines(_EDGE, y, wrap(words, 9, _WIDE - 2 * _EDGE), 9, style.INK2)
    return y + 0.12


def _table(page: Page, columns: Sequence[Column], top: float) -> None:
    shares = [0.5, *(_PERSONAL_SHARES.get(c.personal) or _SHARES.get(c.type, 1.4) for c in columns)]
    room = _WIDE - 2 * _EDGE
    ends = [_EDGE]
    for share in shares:
        ends.append(ends[-1] + room * share / sum(shares))
    bottom, head = _HIGH - 0.95, 0.44
    page.rect(_EDGE, top, room, head, style.PANEL)
    for x, end, words in zip(ends, ends[1:], ["No", *(_short(column) for column in columns)], strict=False):
        page.lines(x + 0.05, top + 0.04, wrap(words, 8, end - x - 0.08)[:3], 8, style.INK, bold=True)
    high = (bottom - top - head) / _PRINTED_ROWS
    for n in range(_PRINTED_ROWS + 1):
        page.line([_EDGE, _WIDE - _EDGE], [top + head + n * high] * 2, style.AXIS, 0.7)
        if n < _PRINTED_ROWS:
            page.text(_EDGE + 0.06, top + head + (n + 0.6) * high, str(n + 1), 9)
    for x in ends:
        page.line([x, x], [top, bottom], style.AXIS, 0.7)
    page.line([_EDGE, _WIDE - _EDGE], [top, top], style.AXIS, 1)


def _short(column: Column) -> str:
    """The heading of a narrow column; a choice is written by its number."""
    return f"{column.title} (nomor)" if column.type == "choice" else column.title


def _signed(page: Page, contract: Contract) -> None:
    y = _HIGH - 0.62
    page.text(
        _EDGE, y, "Petugas: ______________________   Tanda tangan: ______________   Tanggal: ____ / ____ / ______", 9
    )
    if contract.personal:
        page.text(
            _EDGE, y + 0.24,
            "Memuat data pribadi: simpan terkunci, serahkan hanya kepada operator yang memasukkannya.", 8.5,
        )  # fmt: skip
