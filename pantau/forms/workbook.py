"""The form as a workbook: a sheet to fill in with drop-downs, one filled row to look at, the meaning of each column."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from pantau import style
from pantau.contracts import Column, Contract
from pantau.forms.cells import choices, example, filled

# An afternoon of typing.
_SHEET_ROWS: Final = 500
_HOW: Final = (
    "Isi lembar Isian, satu baris sekali; judul kolom jangan diubah. Kuning = wajib. "
    "Lembar Contoh isian hanya untuk dilihat."
)
# Written into the file instead of the hour, so that the same contract gives the same bytes.
MADE: Final = datetime.fromisoformat("2026-01-01")


def make(contract: Contract) -> bytes:
    """The form as XLSX: Isian with drop-downs, Contoh isian with one row that is never loaded, Petunjuk, Pilihan."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        looks = looks_of(book)
        book.set_properties({"created": MADE})
        names = ("Isian", "Contoh isian", "Petunjuk", "Pilihan")
        sheet, shown, help_sheet, lists = (book.add_worksheet(name) for name in names)
        for at, column in enumerate(contract.columns):
            head(sheet, lists, at, column, looks)
        sheet.freeze_panes(1, 0)
        _show(shown, contract, looks)
        explain(help_sheet, contract, looks, _HOW)
        lists.hide()
    return file.getvalue()


def head(sheet: Any, lists: Any, at: int, column: Column, looks: Mapping[str, Any]) -> None:
    """The heading of one column, with its drop-down or limits below it."""
    sheet.write_string(0, at, column.title, looks["wajib" if column.required else "judul"])
    sheet.set_column(at, at, max(14, len(column.title) + 3), looks["teks" if _as_text(column) else "biasa"])
    _validate(sheet, lists, at, column)


def _show(sheet: Any, contract: Contract, looks: Mapping[str, Any]) -> None:
    """One filled row under the same headings, to look at; the reader passes over sheets whose name begins so."""
    row = filled(contract)
    for at, column in enumerate(contract.columns):
        sheet.write_string(0, at, column.title, looks["wajib" if column.required else "judul"])
        sheet.write_string(1, at, row[column.name], looks["teks"])
        sheet.set_column(at, at, max(14, len(column.title) + 3, len(row[column.name]) + 2))
    sheet.freeze_panes(1, 0)


def looks_of(book: Any) -> dict[str, Any]:
    """The formats of a form."""
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


def explain(sheet: Any, contract: Contract, looks: Mapping[str, Any], how: str) -> None:
    """The sheet that says how to fill in, and what each column means."""
    sheet.write_string(0, 0, f"Formulir {contract.title.lower()}", looks["besar"])
    sheet.write_string(1, 0, contract.description)
    sheet.write_string(2, 0, how)
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
