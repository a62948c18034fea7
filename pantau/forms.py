"""Empty forms of a dataset, made from its contract: a workbook with drop-downs, or a printed A4 sheet for the field.

What is filled in here loads without another look: the headings are those of the contract, the choices its code lists.
"""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from matplotlib.backends.backend_pdf import PdfPages

from pantau import style
from pantau.contracts import PLACE_COLUMNS, REFERENCE, Column, Contract
from pantau.draw.paper import ONE_AT_A_TIME
from pantau.draw.paper.page import Page, wrap

# A day's round of a team, and an afternoon of typing.
_SHEET_ROWS: Final = 500
_PRINTED_ROWS: Final = 12
_WIDE, _HIGH, _EDGE = 11.69, 8.27, 0.45
_MOST_COLUMNS: Final = 13
_EXAMPLES: Final[Mapping[str, str]] = {
    "date": "24/11/2026", "timestamp": "24/11/2026 14.05", "time": "14.05", "integer": "12", "decimal": "12,5",
    "boolean": "ya", "url": "https://…",
}  # fmt: skip
_PERSONAL: Final[Mapping[str, str]] = {
    "nik": "16 angka", "kk": "16 angka", "nama": "nama lengkap", "lahir": "24/11/1990", "alamat": "RT dan dusun",
    "telepon": "0812…",
}  # fmt: skip
# How wide a column of the printed table is beside the others.
_SHARES: Final[Mapping[str, float]] = {"date": 1.1, "timestamp": 1.4, "integer": 1.15, "decimal": 1.15, "choice": 1.2}
_PERSONAL_SHARES: Final[Mapping[str, float]] = {"nik": 2.1, "kk": 2.1, "nama": 2.2, "lahir": 1.1, "alamat": 1.8}


def write(contract: Contract, path: Path) -> None:
    """Write the empty form of a dataset; the ending .xlsx or .pdf says which. Raises ValueError for another ending."""
    makers = {".xlsx": workbook, ".pdf": printed}
    if path.suffix.lower() not in makers:
        raise ValueError(f"Formulir ditulis sebagai .xlsx atau .pdf, bukan {path.suffix or 'tanpa akhiran'}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(makers[path.suffix.lower()](contract))


def choices(column: Column) -> list[str]:
    """What may be chosen in a column, as people write it; nothing for free input."""
    if column.type == "choice":
        return list(column.values)
    if column.type == "boolean":
        return ["ya", "tidak"]
    if column.type in PLACE_COLUMNS:
        return sorted({row["nama"] for row in _reference(column.type)})
    return [row["kode"] for row in _reference(column.reference)] if column.type == "code" else []


def workbook(contract: Contract) -> bytes:
    """The form as XLSX: sheet Isian with drop-downs, Petunjuk with what each column means, Pilihan with the lists."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        looks = _looks(book)
        sheet, help_sheet, lists = (book.add_worksheet(name) for name in ("Isian", "Petunjuk", "Pilihan"))
        for at, column in enumerate(contract.columns):
            sheet.write_string(0, at, column.title, looks["wajib" if column.required else "judul"])
            sheet.set_column(at, at, max(14, len(column.title) + 3), looks["teks" if _as_text(column) else "biasa"])
            _validate(sheet, lists, at, column)
        sheet.freeze_panes(1, 0)
        _explain(help_sheet, contract, looks)
        lists.hide()
    return file.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    head = {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}
    return {
        "judul": book.add_format(head),
        "wajib": book.add_format(head | {"bg_color": style.AMBER_PALE}),
        "teks": book.add_format({"num_format": "@"}),
        "biasa": book.add_format(),
        "lipat": book.add_format({"text_wrap": True, "valign": "top"}),
        "besar": book.add_format({"bold": True, "font_size": 14}),
    }


def _as_text(column: Column) -> bool:
    """Whether Excel must be kept from making a number or a date of its own of what is typed."""
    return bool(column.personal and column.personal != "lahir") or column.type in ("text", "code", "time")


def _validate(sheet: Any, lists: Any, at: int, column: Column) -> None:
    """A drop-down, or the limits of a date or number; what breaks them is named in Indonesian."""
    told = {"error_title": column.title, "input_title": column.title[:32], "ignore_blank": True}
    rule: dict[str, Any]
    if found := choices(column):
        for row, choice in enumerate(found):
            lists.write_string(row, at, choice)
        source = f"=Pilihan!{_column_name(at)}$1:{_column_name(at)}${len(found)}"
        # A place or code not in the list is still taken by the loader when it is known under another name.
        stop = "stop" if column.type in ("choice", "boolean") else "warning"
        rule = {"validate": "list", "source": source, "error_type": stop, "error_message": "Pilih dari daftar."}
    elif column.type in ("integer", "decimal") and column.min is not None and column.max is not None:
        rule = {
            "validate": column.type, "criteria": "between", "minimum": column.min, "maximum": column.max,
            "error_message": f"Isi angka {column.min:g} sampai {column.max:g}.",
        }  # fmt: skip
    else:
        return
    sheet.data_validation(1, at, _SHEET_ROWS, at, told | rule)


def _column_name(at: int) -> str:
    return f"${xlsxwriter.utility.xl_col_to_name(at)}"


def _explain(sheet: Any, contract: Contract, looks: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, f"Formulir {contract.title.lower()}", looks["besar"])
    sheet.write_string(1, 0, contract.description)
    sheet.write_string(2, 0, "Isi lembar Isian, satu baris sekali; judul kolom jangan diubah. Kuning = wajib.")
    heads = ("Kolom", "Wajib", "Cara mengisi", "Contoh")
    for at, (head, wide) in enumerate(zip(heads, (26, 8, 90, 24), strict=True)):
        sheet.write_string(4, at, head, looks["judul"])
        sheet.set_column(at, at, wide)
    for row, column in enumerate(contract.columns, 5):
        said = (column.title, "ya" if column.required else "", _meaning(column), example(column))
        for at, words in enumerate(said):
            sheet.write_string(row, at, words, looks["lipat"])


def _meaning(column: Column) -> str:
    listed = f"Salah satu: {', '.join(choices(column))}." if column.type == "choice" else ""
    unit = f"Dalam {column.unit}." if column.unit else ""
    return " ".join(part for part in (column.note, listed, unit) if part)


def example(column: Column) -> str:
    """What a filled cell may look like."""
    listed = choices(column)
    return _PERSONAL.get(column.personal) or (listed[0] if listed else _EXAMPLES.get(column.type, ""))


def printed(contract: Contract) -> bytes:
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


def _reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
