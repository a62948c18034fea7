"""Which feature of a layer is which village: by Kemendagri codes wherever they stand, else by names; no guessing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pantau.intake import match
from pantau.intake.borders.reading import Layer
from pantau.intake.reasons import Unclear

# Of the values of a column, how many must be names of our kecamatan for it to be the column of kecamatan.
_MOST = 0.5


@dataclass(frozen=True)
class Recognised:
    """The layer, how its villages were told apart, and for each feature its code or why there is none."""

    layer: Layer
    by: str
    codes: Sequence[str]
    why: Sequence[str]

    @property
    def known(self) -> int:
        """Distinct villages of the kabupaten."""
        return len({code for code in self.codes if code})


def recognise(layer: Layer, places: match.Places) -> Recognised:
    """The villages of a layer: by the column with most codes, else by the columns with most names.

    Codes of BPS are named and never taken for those of Kemendagri.
    """
    by_code = {name: _coded(values, places) for name, values in layer.columns.items()}
    column = max(by_code, key=lambda name: _hits(by_code[name]), default="")
    if column and _hits(by_code[column]):
        codes, why = zip(*by_code[column], strict=True)
        return Recognised(layer, f"kolom kode {column}", codes, why)
    for name, found in by_code.items():
        if sum(said.startswith("kode BPS") for _, said in found) > len(found) * _MOST:
            said = f"kolom {name} memakai kode BPS, bukan kode Kemendagri; ganti dengan kode seperti 63.11.01.2001"
            return Recognised(layer, f"kode BPS di kolom {name}", [""] * len(found), [said] * len(found))
    return _named(layer, places)


def label(layer: Layer, position: int) -> str:
    """How a feature without a code is spoken of: its number, and the first text that looks like a name."""
    texts = (values[position] for values in layer.columns.values())
    name = next((text for text in texts if any(letter.isalpha() for letter in text)), "")
    return f"fitur ke-{position + 1}" + (f" ({name[:40]})" if name else "")


def _coded(values: Sequence[str], places: match.Places) -> list[tuple[str, str]]:
    """For each value the village's code and why it has none; a text that is no code says nothing."""
    told = {text: _village(text, "", places) for text in set(values) if match.is_code(text)}
    return [told.get(text, ("", "tidak berkode")) for text in values]


def _village(text: str, kecamatan: str, places: match.Places) -> tuple[str, str]:
    try:
        return places.find_desa(text, kecamatan), ""
    except Unclear as problem:
        return "", str(problem)


def _named(layer: Layer, places: match.Places) -> Recognised:
    """By the pair of columns, kecamatan and village, that names most villages."""
    kecamatan = _kecamatan(layer.columns, places)
    best: list[tuple[str, str]] = [("", "tidak ada kolom nama atau kode desa")] * len(layer.shapes)
    column = ""
    for name, values in layer.columns.items():
        if name == kecamatan[0]:
            continue
        told = {pair: _village(*pair, places) for pair in set(zip(values, kecamatan[1], strict=True)) if pair[0]}
        found = [told.get(pair, ("", "tanpa nama")) for pair in zip(values, kecamatan[1], strict=True)]
        if _hits(found) > _hits(best):
            best, column = found, name
    codes, why = [code for code, _ in best], [said for _, said in best]
    told_by = f"nama di kolom {column}" + (f" dan kecamatan di kolom {kecamatan[0]}" if kecamatan[0] else "")
    return Recognised(layer, told_by if column else "", codes, why)


def _kecamatan(columns: Mapping[str, Sequence[str]], places: match.Places) -> tuple[str, list[str]]:
    """The column of kecamatan and the code of each row; a village may bear the name of one, so most rows must."""
    size = len(next(iter(columns.values()), ()))
    best, codes = "", [""] * size
    for name, values in columns.items():
        told = {text: places.kecamatan_or_none([text]) for text in set(values)}
        found = [told[text] for text in values]
        hits = sum(map(bool, found))
        if hits > max(size * _MOST, sum(map(bool, codes))) and len(set(found)) > 1:
            best, codes = name, found
    return best, codes


def _hits(found: Sequence[tuple[str, str]]) -> int:
    return len({code for code, _ in found if code})
