"""Empty forms of a dataset, made from its contract: a workbook with drop-downs, an A4 sheet, a form for the telephone.

What is filled in here loads without another look: the headings are those of the contract, the choices its code lists.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from pantau.contracts import Contract
from pantau.forms import printed, workbook, xlsform
from pantau.forms.cells import choices, example, filled
from pantau.forms.corrections import make as corrections

__all__ = ["choices", "corrections", "example", "filled", "make", "write", "write_xlsform"]


def make(contract: Contract, kind: str, ending: str) -> bytes:
    """The empty form of a dataset: `formulir` as xlsx or pdf, or `xlsform` as xlsx."""
    makers = {("formulir", "xlsx"): workbook.make, ("formulir", "pdf"): printed.make, ("xlsform", "xlsx"): xlsform.make}
    return makers[kind, ending](contract)


def write(contract: Contract, path: Path) -> None:
    """Write the empty form of a dataset; the ending .xlsx or .pdf says which. Raises ValueError for another ending."""
    makers = {".xlsx": workbook.make, ".pdf": printed.make}
    _write(contract, path, makers, "Formulir")


def write_xlsform(contract: Contract, path: Path) -> None:
    """Write the form for KoboToolbox or ODK, whose answers load as they come. Raises ValueError as `write`."""
    _write(contract, path, {".xlsx": xlsform.make}, "Formulir Kobo dan ODK")


def _write(contract: Contract, path: Path, makers: Mapping[str, Callable[[Contract], bytes]], what: str) -> None:
    if path.suffix.lower() not in makers:
        named = " atau ".join(makers)
        raise ValueError(f"{what} ditulis sebagai {named}, bukan {path.suffix or 'tanpa akhiran'}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(makers[path.suffix.lower()](contract))
