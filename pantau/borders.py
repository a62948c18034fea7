"""The village borders in use: which file, what it says of itself, and its shapes.

Borders an office has sent lie beside the store; without them, or when they are not whole, the shipped ones are used.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pantau import ROOT, text
from pantau.store import store_folder

SHIPPED: Final = ROOT / "data" / "reference" / "batas_desa.topojson"
# Inside the folder of the store: the borders sent, and what is known of them.
FOLDER, SHAPES, SAYS = "batas", "desa.geojson", "sumber.json"
OFFICIAL, INDICATIVE = "resmi", "indikatif"
STATUSES: Final = (INDICATIVE, OFFICIAL)
# The officers' names of villages and codes come from the same compilation as the shipped borders.
_CODES: Final = "Kode dan nama desa: Kepmendagri 300.2.2-2430/2025 menurut kompilasi"
_SHIPPED_WORDS: Final = (
    "Batas desa dan kecamatan indikatif, bukan batas resmi: kompilasi Cahya DSN 2024–2025 (lisensi MIT),"
    f" disederhanakan sampai sekitar 45\u00a0m. {_CODES} itu."
)


@dataclass(frozen=True)
class Source:
    """The border file in use, a stamp that changes with it, and what sheets say of it."""

    file: Path
    stamp: str
    status: str
    words: str


@dataclass(frozen=True)
class Villages:
    """Codes of the villages in order, and their shapes (shapely, WGS 84) in the same order."""

    codes: tuple[str, ...]
    shapes: Any


def folder() -> Path:
    """Where borders that were sent lie."""
    return store_folder() / FOLDER


def in_use() -> Source:
    """The borders that were sent when both their files are there and belong together, else the shipped ones."""
    own = folder()
    try:
        state = tuple((path.stat().st_mtime_ns, path.stat().st_size) for path in (own / SHAPES, own / SAYS))
    except OSError:
        return _shipped(SHIPPED.stat().st_mtime_ns)
    return _sent(own, state) or _shipped(SHIPPED.stat().st_mtime_ns)


def remark() -> str:
    """What a figure with a map says of its borders: `Batas indikatif.`"""
    return f"Batas {in_use().status}."


def villages() -> Villages:
    """The villages of the borders in use, read again only when the file changed."""
    source = in_use()
    return _read(source.file, source.stamp)


def touching() -> Mapping[str, tuple[str, ...]]:
    """For every village the codes of those it shares a piece of border with; a single point is none."""
    source = in_use()
    return _touching(source.file, source.stamp)


def _shipped(changed: int) -> Source:
    return Source(SHIPPED, f"bawaan-{changed}", INDICATIVE, _SHIPPED_WORDS)


@lru_cache(maxsize=4)
def _sent(own: Path, _state: tuple[tuple[int, int], ...]) -> Source | None:
    """The borders that were sent; None when a write was cut in two or somebody changed a file by hand."""
    try:
        told = json.loads((own / SAYS).read_text(encoding="utf-8"))
        stamp = hashlib.sha256((own / SHAPES).read_bytes()).hexdigest()
        if told["sidik"] != stamp or told["status"] not in STATUSES:
            return None
        day = text.day(date.fromisoformat(told["tanggal"]))
        status = told["status"] if told["status"] == OFFICIAL else f"{INDICATIVE}, bukan batas resmi"
        words = (
            f"Batas desa dan kecamatan {status}: {told['berkas']}, diterima {day},"
            f" disederhanakan sampai sekitar 45\u00a0m. {_CODES} Cahya DSN."
        )
        return Source(own / SHAPES, stamp, told["status"], words)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=2)
def _read(file: Path, _stamp: str) -> Villages:
    import pyogrio.raw
    import shapely

    _, _, shapes, (codes,) = pyogrio.raw.read(file, columns=["kode"])
    found = dict(zip(map(str, codes), shapely.from_wkb(shapes), strict=True))
    return Villages(tuple(sorted(found)), [found[code] for code in sorted(found)])


@lru_cache(maxsize=2)
def _touching(file: Path, stamp: str) -> Mapping[str, tuple[str, ...]]:
    import shapely

    found = _read(file, stamp)
    tree = shapely.STRtree(found.shapes)
    beside: dict[str, list[str]] = {code: [] for code in found.codes}
    for one, other in zip(*tree.query(found.shapes, predicate="intersects").tolist(), strict=True):
        shared = shapely.intersection(found.shapes[one], found.shapes[other])
        if one != other and shapely.length(shared) > 0:
            beside[found.codes[one]].append(found.codes[other])
    return {code: tuple(sorted(codes)) for code, codes in beside.items()}
