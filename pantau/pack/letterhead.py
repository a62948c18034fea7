"""Who writes: letter-head and signature of slides and letters, from `data/rapat`. Nothing in it is needed."""

import struct
import tomllib
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image

from pantau import ROOT

_FOLDER: Final = ROOT / "data" / "rapat"
_FILE: Final = "kop.toml"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_MOST_BYTES: Final = 2 * 1024 * 1024
# A side longer than this is no logo; a small file can unpack to gigabytes.
_MOST_PIXELS: Final = 4000
_LONGEST: Final = 200


class LetterheadError(ValueError):
    """The letter-head file is wrong; the message names the file and the field."""


@dataclass(frozen=True)
class Letterhead:
    """Letter-head and signature: an empty line is not printed, an empty name is a blank to sign over.

    `logo` is a PNG, `template` a deck whose masters the slides use.
    """

    government: str = "PEMERINTAH KABUPATEN BALANGAN"
    unit: str = ""
    address: str = ""
    contact: str = ""
    place: str = "Paringin"
    post: str = "Kepala Dinas"
    name: str = ""
    rank: str = ""
    nip: str = ""
    logo: bytes | None = None
    template: Path | None = None

    def greyed(self) -> "Letterhead":
        """The same with the logo in greys of the same luminance."""
        if self.logo is None:
            return self
        file = BytesIO()
        with Image.open(BytesIO(self.logo), formats=["PNG"]) as logo:
            logo.convert("RGBA").convert("LA").save(file, "PNG")
        return replace(self, logo=file.getvalue())


_TEXTS: Final = ("government", "unit", "address", "contact", "place", "post", "name", "rank", "nip")


def letterhead(folder: Path = _FOLDER) -> Letterhead:
    """What `kop.toml`, `logo.png` and `templat.pptx` of the folder say; a missing one is left out.

    Raises LetterheadError when `kop.toml` is there and wrong.
    """
    template = folder / "templat.pptx"
    return Letterhead(
        **_texts(folder / _FILE),
        logo=_logo(folder / "logo.png"),
        template=template if template.is_file() else None,
    )


def _texts(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise LetterheadError(f"{path.name}: bukan teks UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise LetterheadError(f"{path.name}: bukan TOML: {error}") from error
    for name, value in table.items():
        where = f"{path.name}: isian {name!r}"
        if name not in _TEXTS:
            raise LetterheadError(f"{where} tidak dikenal; yang ada: {', '.join(_TEXTS)}")
        if not isinstance(value, str):
            raise LetterheadError(f"{where} harus teks di antara tanda kutip")
        if len(value) > _LONGEST:
            raise LetterheadError(f"{where} lebih panjang dari {_LONGEST} huruf")
    return {name: " ".join(value.split()) for name, value in table.items()}


def _logo(path: Path) -> bytes | None:
    """The picture when it really is a PNG of a sensible size; anything else is no logo."""
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return None
    data = path.read_bytes()
    if data[:8] != _PNG or len(data) < 33:
        return None
    wide, high = struct.unpack(">II", data[16:24])
    if not (0 < wide <= _MOST_PIXELS and 0 < high <= _MOST_PIXELS):
        return None
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError):  # what Pillow raises on a broken file
        return None
    return data
