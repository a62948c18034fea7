"""Rows held back as a workbook to mend: the form's own columns, the row's number and what is wrong with it in front."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

import xlsxwriter

from pantau.contracts import HELD_COLUMN, TROUBLE_COLUMN, VERDICT_COLUMN, Contract
from pantau.forms import workbook

_WIDE: Final = 60
_MARKS: Final = (TROUBLE_COLUMN, HELD_COLUMN)


def make(contract: Contract, rows: Sequence[Mapping[str, str]], verdict: bool = False) -> bytes:
    """The rows as XLSX, each under the headings of the form; what is mended there loads as it is.

    A row has `karantina` and `masalah` and, by column name, the text that was sent; with `verdict` a column in which a
    person says which of two contradicting rows counts.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        looks = workbook.looks_of(book)
        sheet, help_sheet, lists = (book.add_worksheet(name) for name in ("Perbaikan", "Petunjuk", "Pilihan"))
        marks = [*_MARKS, *([VERDICT_COLUMN] if verdict else [])]
        for at, name in enumerate(marks):
            sheet.write_string(0, at, name, looks["judul"])
            sheet.set_column(at, at, _WIDE if name == TROUBLE_COLUMN else 24, looks["lipat"])
        for at, column in enumerate(contract.columns, len(marks)):
            workbook.head(sheet, lists, at, column, looks)
        for number, row in enumerate(rows, 1):
            for at, name in enumerate([*marks, *(column.name for column in contract.columns)]):
                sheet.write_string(number, at, row.get(name, ""), looks["lipat" if at < len(marks) else "teks"])
        sheet.freeze_panes(1, len(marks))
        workbook.explain(help_sheet, contract, looks, _HOW)
        lists.hide()
    return file.getvalue()


_HOW: Final = (
    "Betulkan sel yang disebut di kolom masalah, lalu muat berkas ini di halaman Muat berkas. "
    "Kolom karantina jangan diubah; baris yang tidak jadi dipakai dihapus saja."
)
