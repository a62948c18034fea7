"""Places: from a code or a name as senders write it to the Kemendagri code, and never by guessing.

A name matches by itself only exactly (capitals, blanks and punctuation aside) or through an alias marked "pasti".
Everything else is refused with the candidates in the sentence.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from pantau.intake.reasons import Unclear

CERTAIN = "pasti"
# Reasons after which a person can say which village was meant.
UNSURE = frozenset(("desa_tidak_dikenali", "desa_ambigu", "desa_di_luar_kecamatan"))
# Below this no name is worth proposing; at and above LIKELY, and this far above the next, it is probably the one meant.
RESEMBLES, LIKELY, CLEAR = 60, 85, 5
CANDIDATES = 3
_TITLE = re.compile(r"^(desa|kelurahan|kel|kecamatan|kec|ds|kab)\b\.?\s*", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
_CODE = re.compile(r"[\d.\s]{6,}")
# A code that passed through a number has lost nothing but its look (`631101.0`), or its last digits (`6.31101E+09`).
_FLOAT, _EXPONENT = re.compile(r"\s*(\d{6,})\.0+\s*"), re.compile(r"\s*\d[.,]\d+E\+?\d+\s*", re.IGNORECASE)


def is_code(text: str) -> bool:
    """Whether a text is a place code rather than a name."""
    return _CODE.fullmatch(text) is not None


def plain(name: str) -> str:
    """A place name as names are compared: small letters and digits only, without `Desa`, `Kec.` or a `(sic)`."""
    return _NOT_LETTERS.sub("", _TITLE.sub("", name.strip()).casefold().removesuffix("(sic)"))


@dataclass(frozen=True)
class Place:
    """A village (`kecamatan` is its kecamatan's code) or a kecamatan (`kecamatan` is its own code)."""

    code: str
    bps: str
    name: str
    kecamatan: str


@dataclass(frozen=True)
class Alias:
    """A spelling met in reports and the village it stands for; `desa` is "" when none is known."""

    spelling: str
    kecamatan: str
    desa: str
    certainty: str
    note: str


class Candidate(NamedTuple):
    """A village that a name may stand for, and how much the names resemble each other (0-100)."""

    code: str
    name: str
    kecamatan: str
    score: int


@dataclass(frozen=True)
class Places:
    """The official places of the kabupaten and the spellings known for them."""

    kecamatan: tuple[Place, ...]
    desa: tuple[Place, ...]
    aliases: tuple[Alias, ...]
    other_spellings: Mapping[str, str]

    def locate(self, desa: Iterable[str], kecamatan: Iterable[str]) -> tuple[str, str]:
        """The codes (desa, kecamatan) of what a row says, "" where it says nothing. Raises Unclear.

        A row may say each in several columns, by code and by name; all that are filled must agree.
        """
        kecamatan_code = self._agreed([self.find_kecamatan(text) for text in _said(kecamatan)])
        desa_code = self._agreed([self.find_desa(text, kecamatan_code) for text in _said(desa)])
        if not desa_code:
            return "", kecamatan_code
        village = self._desa_by_code[desa_code]
        if kecamatan_code and village.kecamatan != kecamatan_code:
            raise Unclear(
                "desa_di_luar_kecamatan",
                f"desa {village.name} ada di Kecamatan {self.name(village.kecamatan)}, "
                f"bukan {self.name(kecamatan_code)}; betulkan salah satunya",
            )
        return desa_code, village.kecamatan

    def find_kecamatan(self, text: str) -> str:
        """The code of a kecamatan. Raises Unclear."""
        _hold_digits(text)
        if is_code(text):
            return self._by_code(text, self.kecamatan, "kecamatan_tidak_dikenali")
        found = self._kecamatan_by_name.get(plain(text))
        if found is None:
            names = ", ".join(place.name for place in self.kecamatan)
            raise Unclear("kecamatan_tidak_dikenali", f"kecamatan tidak dikenali; yang ada: {names}")
        return found

    def find_desa(self, text: str, kecamatan: str) -> str:
        """The code of a village, looked for within its kecamatan when that is known. Raises Unclear."""
        _hold_digits(text)
        if is_code(text):
            return self._by_code(text, self.desa, "desa_tidak_dikenali")
        name = plain(text)
        official = self._desa_by_name.get(name, [])
        certain = [alias.desa for alias in self._aliases_by_name.get(name, []) if alias.certainty == CERTAIN]
        for candidates in (official, certain):
            inside = [code for code in candidates if not kecamatan or self._desa_by_code[code].kecamatan == kecamatan]
            if len(set(inside)) == 1:
                # Without a kecamatan a name must be the only one of its kind, officially and as an alias.
                if kecamatan or len({*official, *certain}) == 1:
                    return inside[0]
                raise self._ambiguous({*official, *certain})
            if inside:
                raise self._ambiguous(set(inside))
        raise self._unknown(name, kecamatan, {*official, *certain})

    def with_aliases(self, decided: Iterable[Alias]) -> "Places":
        """The same places, with the spellings that a person has settled since."""
        return replace(self, aliases=(*self.aliases, *decided))

    def kecamatan_or_none(self, texts: Iterable[str]) -> str:
        """The code of the kecamatan that texts name together, "" when they name none or disagree."""
        try:
            return self._agreed([self.find_kecamatan(text) for text in _said(texts)])
        except Unclear:
            return ""

    def candidates(self, text: str, kecamatan: str = "") -> list[Candidate]:
        """The villages whose names, or spellings known for them, resemble a text best; at most three, best first.

        With a kecamatan known, villages elsewhere count only when they bear the very name, or when nothing inside
        resembles it.
        """
        wanted = plain(text)
        best: dict[str, float] = {}
        for _, score, (code, _) in process.extract(
            wanted, self._spellings, scorer=fuzz.ratio, score_cutoff=RESEMBLES, limit=None
        ):
            best[code] = max(score, best.get(code, 0))
        # What was only guessed once is worth naming, never enough to propose.
        for alias in self._aliases_by_name.get(wanted, []):
            if alias.desa and alias.certainty != CERTAIN:
                best[alias.desa] = max(LIKELY - 1, best.get(alias.desa, 0))
        near = {c: score for c, score in best.items() if self._desa_by_code[c].kecamatan == kecamatan or score == 100}
        ranked = sorted((near if kecamatan and near else best).items(), key=lambda each: (-each[1], each[0]))
        return [self._candidate(code, score) for code, score in ranked[:CANDIDATES]]

    def likely(self, text: str, kecamatan: str = "") -> str:
        """The one village that a text probably means, to be confirmed by a person; "" when none stands out."""
        found = self.candidates(text, kecamatan)
        second = found[1].score if len(found) > 1 else 0
        return found[0].code if found and found[0].score >= max(LIKELY, second + CLEAR) else ""

    def name(self, code: str) -> str:
        """The official name of a kecamatan or village code."""
        return next(place.name for place in (*self.kecamatan, *self.desa) if place.code == code)

    def _by_code(self, text: str, places: Iterable[Place], reason: str) -> str:
        """The code among places, dots or not; a BPS code is refused by name, because the two numberings differ."""
        whole = _FLOAT.fullmatch(text)
        digits = whole[1] if whole else re.sub(r"\D", "", text)
        for place in places:
            if place.code.replace(".", "") == digits:
                return place.code
        for place in places:
            if place.bps == digits:
                raise Unclear("kode_bps", f"kode BPS untuk {place.name}; pakai kode Kemendagri {place.code}")
        raise Unclear(
            reason, "kode wilayah tidak dikenal di Balangan; pakai kode Kemendagri seperti 63.11.01.2001 atau nama"
        )

    def _agreed(self, codes: list[str]) -> str:
        if len(set(codes)) > 1:
            named = " dan ".join(f"{self.name(code)} ({code})" for code in dict.fromkeys(codes))
            raise Unclear("desa_ambigu", f"kode dan nama wilayah tidak sama: {named}; betulkan salah satunya")
        return codes[0] if codes else ""

    def _ambiguous(self, codes: set[str]) -> Unclear:
        return Unclear(
            "desa_ambigu", f"nama itu dipakai lebih dari satu desa: {self._listed(codes)}; tulis kecamatan atau kodenya"
        )

    def _unknown(self, name: str, kecamatan: str, elsewhere: set[str]) -> Unclear:
        """Why a name was not found, with every candidate that is known of and none that is guessed."""
        if elsewhere:
            return Unclear(
                "desa_di_luar_kecamatan",
                f"tidak ada desa bernama itu di Kecamatan {self.name(kecamatan)}; yang ada: {self._listed(elsewhere)}",
            )
        known = [
            alias for alias in self._aliases_by_name.get(name, []) if not kecamatan or alias.kecamatan == kecamatan
        ]
        if candidates := {alias.desa for alias in known if alias.desa}:
            return Unclear("desa_ambigu", f"mungkin {self._listed(candidates)}; pastikan, lalu tulis kode desanya")
        if known:
            note = f" ({known[0].note})" if known[0].note else ""
            return Unclear(
                "desa_tidak_dikenali",
                f"nama ini pernah ditemui dan belum terpetakan ke desa resmi{note}; tulis kode desanya",
            )
        near = ", ".join(f"{each.name} ({each.code})" for each in self.candidates(name, kecamatan))
        return Unclear(
            "desa_tidak_dikenali",
            f"nama desa tidak ada dalam daftar resmi; {f'yang mirip: {near}; ' if near else ''}"
            "periksa ejaannya atau tulis kode desanya",
        )

    def _listed(self, codes: Iterable[str]) -> str:
        villages = [self._desa_by_code[code] for code in sorted(codes)]
        return ", ".join(f"{each.name}, Kec. {self.name(each.kecamatan)} ({each.code})" for each in villages)

    @cached_property
    def _spellings(self) -> dict[tuple[str, str], str]:
        """(code, spelling) -> the name as names are compared, of every village, official or settled."""
        met = ((alias.spelling, alias.desa) for alias in self.aliases if alias.certainty == CERTAIN)
        names = [*((each.name, each.code) for each in self.desa), *met]
        return {(code, name): plain(name) for name, code in names}

    def _candidate(self, code: str, score: float) -> Candidate:
        village = self._desa_by_code[code]
        return Candidate(code, village.name, village.kecamatan, round(score))

    @cached_property
    def _kecamatan_by_name(self) -> dict[str, str]:
        spelled = {plain(spelling): code for spelling, code in self.other_spellings.items()}
        return spelled | {plain(place.name): place.code for place in self.kecamatan}

    @cached_property
    def _desa_by_code(self) -> dict[str, Place]:
        return {place.code: place for place in self.desa}

    @cached_property
    def _desa_by_name(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for place in self.desa:
            found[plain(place.name)].append(place.code)
        return found

    @cached_property
    def _aliases_by_name(self) -> dict[str, list[Alias]]:
        found = defaultdict(list)
        for alias in self.aliases:
            found[plain(alias.spelling)].append(alias)
        return found


def read_places(folder: Path) -> Places:
    """The places of `kecamatan.csv`, `desa.csv` and `desa_alias.csv` in the reference folder."""
    kecamatan = rows(folder / "kecamatan.csv")
    return Places(
        kecamatan=tuple(Place(row["kode"], row["kode_bps"], row["nama"], row["kode"]) for row in kecamatan),
        desa=tuple(
            Place(row["kode"], row["kode_bps"], row["nama"], row["kode_kecamatan"]) for row in rows(folder / "desa.csv")
        ),
        aliases=tuple(
            Alias(row["ejaan"], row["kode_kecamatan"], row["kode_desa"], row["keyakinan"], row["catatan"])
            for row in rows(folder / "desa_alias.csv")
        ),
        other_spellings={
            spelling: row["kode"]
            for row in kecamatan
            for spelling in re.split(r"\s*[;,|]\s*", row["ejaan_lain"])
            if spelling
        },
    )


def read_codes(folder: Path, reference: str) -> dict[str, str]:
    """What may be written for a code list -> the code: the code itself, and a name that belongs to one code only."""
    table = rows(folder / f"{reference}.csv")
    code = "kode" if "kode" in table[0] else next(iter(table[0]))
    names: dict[str, set[str]] = defaultdict(set)
    for row in table:
        for heading in ("nama", "nama_pendek"):
            names[plain_code(row.get(heading) or "")].add(row[code])
    found = {name: next(iter(codes)) for name, codes in names.items() if name and len(codes) == 1}
    return found | {plain_code(row[code]): row[code] for row in table}


def plain_code(text: str) -> str:
    """A code or the name of one as they are compared: capitals and outer blanks do not count."""
    return " ".join(text.split()).casefold()


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of one of our own reference files."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _said(texts: Iterable[str]) -> list[str]:
    """The texts that say something; a dash says nothing."""
    return [text.strip() for text in texts if text.strip(" -–—")]


def _hold_digits(text: str) -> None:
    """Raises Unclear for a code whose last digits an exponent has swallowed."""
    if _EXPONENT.fullmatch(text):
        raise Unclear(
            "kode_jadi_angka", "kode wilayah berubah menjadi angka di Excel; jadikan kolomnya teks, lalu isi ulang"
        )
