"""Documents set by Typst: one compiler, one set of letters, and text made fit for both.

Whatever comes from data reaches a template as JSON, never as source, so that no name is taken for a command.
"""

import json
import struct
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from unicodedata import category

import matplotlib as mpl
import typst
from matplotlib.font_manager import get_font

from pantau import style
from pantau.pack.letterhead import Letterhead

# A word longer than this may be broken, or it would run over the edge of its cell.
LONGEST_WORD: Final = 24
_HERE: Final = Path(__file__).parent
_FONTS: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
_COLOURS: Final[Mapping[str, str]] = {
    "ink": style.INK,
    "ink2": style.INK2,
    "axis": style.AXIS,
    "rule": style.RULE,
    "panel": style.PANEL,
    "accent": style.ACCENT,
    "pale": style.AMBER_PALE,
    "amber": style.AMBER_LINE,
}
# Lines of the letter-head that are words.
_HEAD: Final = ("government", "unit", "address", "contact", "place", "post", "name", "rank", "nip")


def compiled(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """The PDF of a template of this folder, tagged for everybody; `pictures` are SVG files by name."""
    files: Any = {  # its type stub knows nothing of several files
        "main.typ": (_HERE / template).read_bytes(),
        "parts.typ": (_HERE / "parts.typ").read_bytes(),
        "data.json": json.dumps(_clean(data), ensure_ascii=False).encode(),
        **pictures,
    }
    made: bytes = typst.compile(
        files, font_paths=[str(_FONTS)], ignore_system_fonts=True, pdf_standards=["ua-1"], format="pdf"
    )
    return made


def dress(head: Letterhead, made: datetime, pictures: dict[str, bytes], grey: bool = False) -> dict[str, Any]:
    """What `parts.typ` needs of every document: time, colours and letter-head; a logo goes to `pictures`."""
    if grey:
        head = head.greyed()
    if head.logo:
        pictures["logo.svg"] = _as_svg(head.logo)
    return {
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "colours": {name: style.grey(colour) if grey else colour for name, colour in _COLOURS.items()},
        "head": {name: getattr(head, name) for name in _HEAD},
        "logo": bool(head.logo),
    }


def _as_svg(png: bytes) -> bytes:
    """A PNG inside an SVG: the compiler takes files of text only."""
    wide, high = struct.unpack(">II", png[16:24])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<image width="{wide}" height="{high}" href="data:image/png;base64,{b64encode(png).decode()}"/></svg>'
    ).encode()


def _clean(value: Any) -> Any:
    """The same data with text that the fonts can write."""
    if isinstance(value, str):
        return " ".join(_breakable(word) for word in plain(value).split(" "))
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value


def plain(words: str, keep: str = "") -> str:
    """Text of letters the fonts have; a PDF for everybody may hold no other.

    Control characters become blanks, marks that turn the direction of writing go, and a letter no font has becomes
    the sign for that.
    """
    return "".join(c if c in keep else _letter(c) for c in words)


@cache
def _letter(c: str) -> str:
    if (kind := category(c)) in ("Cf", "Cc", "Zl", "Zp"):
        return "" if kind == "Cf" else " "
    return c if ord(c) in _letters() else "\ufffd"


def _breakable(word: str) -> str:
    step = LONGEST_WORD
    if len(word) <= step:
        return word
    return "\u200b".join(word[i : i + step] for i in range(0, len(word), step))


@cache
def _letters() -> frozenset[int]:
    """The characters that both the plain and the bold letters have."""
    plain, bold = (set(get_font(_FONTS / f"DejaVuSans{weight}.ttf").get_charmap()) for weight in ("", "-Bold"))
    return frozenset(plain & bold)
