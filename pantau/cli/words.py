"""What all commands share: exit states, a parser that speaks Indonesian, and how a person names things."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

if TYPE_CHECKING:
    pass

DONE, REFUSED, WRONG_USE = 0, 1, 2


Command: TypeAlias = Callable[[argparse.Namespace], int]


class Sentence(Exception):
    """A refusal of the command line itself, in words for the person."""


class _Format(argparse.HelpFormatter):
    """Help in Indonesian, as far as argparse lets it."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Indonesian; wrong use ends with status 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_Format, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "isian", "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """End with how the command is used; the message of argparse itself is English and says no more."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"Perintah belum lengkap atau keliru; lihat {self.prog} --help\n")


def progress(step: str) -> None:
    # One write: several files are made at once.
    sys.stderr.write(f"{step} ...\n")


def pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Sentence(f"Parameter {text!r} harus berbentuk nama=nilai.")
    return name, value


def with_codes(given: Mapping[str, str]) -> dict[str, str]:
    """The parameters, a kecamatan or desa given by name turned into its code when one place only bears that name."""
    from pantau.contracts import REFERENCE
    from pantau.intake.match import read_places
    from pantau.intake.reasons import Unclear

    codes = dict(given)
    try:
        places = read_places(REFERENCE)
        if given.get("kecamatan"):
            codes["kecamatan"] = places.find_kecamatan(given["kecamatan"])
        if given.get("desa"):
            codes["desa"] = places.find_desa(given["desa"], codes.get("kecamatan", ""))
    except Unclear as problem:
        raise Sentence(f"{str(problem)[0].upper()}{str(problem)[1:]}.") from None
    return codes
