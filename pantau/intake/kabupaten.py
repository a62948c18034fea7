"""Whose row it is: a national export holds every kabupaten, and only the rows of this one are loaded.

A code and a name that contradict each other are both said; nobody chooses between them here.
"""

import re
from collections.abc import Mapping
from functools import cache

from pantau import privacy
from pantau.contracts import REFERENCE
from pantau.intake import match

CODE, NAME = "63.11", "Balangan"
OTHER = "kabupaten_lain"
# How much of what a row says a sentence repeats.
_QUOTED = 60
_DOTTED = re.compile(r"(\d{2})[.,](\d{2})")
_CUT = re.compile(r"(\d{2})[.,](\d)")
_PLAIN = re.compile(r"(\d{2})(\d{2})(?:[.,]0+)?")
_TITLE = re.compile(r"^(kabupaten|kab|kota adm(inistrasi)?|provinsi|prov)\b\.?\s*", re.IGNORECASE)
# Papua was divided anew and the two numberings in use disagree there, so its codes prove nothing.
_PAPUA = "9"


def trouble(code: str, name: str, province: str = "", guarded: bool = False) -> str:
    """What is wrong with a row by its kabupaten, as `reason: clause`; "" for a row of this kabupaten.

    `guarded`: the rows tell of people, and nothing of them is repeated.
    """
    code, name, province = code.strip(), name.strip(), province.strip()
    number = normal(code)
    if not code and not name:
        return "wajib_kosong: kode dan nama kabupaten kosong; lengkapi salah satunya"
    if code and not number:
        return f"{OTHER}: kode kabupaten tidak dapat dibaca; tulis seperti 63.11"
    own_code, own_name = number in ("", CODE), not name or plain(name) == plain(NAME)
    at, told = number[:2], _plainly_in(province)
    contradicted = bool(number and told and at in provinces() and told != at and not at.startswith(_PAPUA))
    if own_code and own_name and not contradicted:
        return ""
    if guarded:
        return f"{OTHER}: bukan baris Kabupaten {NAME}, atau kode dan nama kabupatennya tidak sama"
    where = _with_province(number, code, province)
    if contradicted:
        said = f"provinsinya tertulis {_quoted(province)}" + (f" dan kabupatennya {_quoted(name)}" if name else "")
        return f"{OTHER}: kode kabupaten {where}, sedangkan {said}; betulkan salah satunya"
    if number and name and own_code != own_name:
        return f"{OTHER}: kode kabupaten {where}, sedangkan namanya {_quoted(name)}; betulkan salah satunya"
    owner = f"{_quoted(name)}, kode {where}" if name and number else _quoted(name) or f"kode {where}"
    return f"{OTHER}: milik {owner}, bukan Kabupaten {NAME}; tidak dimuat"


def normal(code: str) -> str:
    """The code of a kabupaten as `63.11`: without dots, with the `.0` of a number, or cut by one (`13.1` is 13.10)."""
    code = code.strip()
    if match_ := _DOTTED.fullmatch(code) or _PLAIN.fullmatch(code):
        return f"{match_[1]}.{match_[2]}"
    cut = _CUT.fullmatch(code)
    return f"{cut[1]}.{cut[2]}0" if cut else ""


def plain(name: str) -> str:
    """A name as names are compared: without `Kabupaten`, capitals and blanks."""
    return re.sub(r"[^a-z]", "", _TITLE.sub("", name.strip()).casefold())


@cache
def provinces() -> Mapping[str, str]:
    """The provinces by the first two digits of every code in them."""
    return {row["kode"]: row["nama"] for row in match.rows(REFERENCE / "provinsi.csv")}


@cache
def _province_names() -> Mapping[str, str]:
    return {
        plain(spelling): row["kode"]
        for row in match.rows(REFERENCE / "provinsi.csv")
        for spelling in (row["nama"], *row["ejaan_lain"].split(";"))
        if spelling.strip()
    }


def _plainly_in(province: str) -> str:
    """The code of the province a row names; "" when it names none that is known."""
    return _province_names().get(plain(province), "")


def _with_province(number: str, code: str, province: str) -> str:
    """`13.10 (Sumatera Barat)`; a code that lost its last zero to a number is shown as it came too."""
    cut = f", tertulis {code} sebagai angka" if _CUT.fullmatch(code) else ""
    within = _quoted(province) if number.startswith(_PAPUA) else provinces().get(number[:2], "")
    return f"{number}{cut}" + (f" ({within})" if within else "")


def _quoted(text: str) -> str:
    return privacy.without_nik(" ".join(text.split())[:_QUOTED])
