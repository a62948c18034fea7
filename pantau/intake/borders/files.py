"""The gate of border files: what a file is by its content, and its parts laid out under names of our own.

Nothing of a name inside an archive reaches a path, and what an archive claims of its sizes is counted again.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pantau.intake.gate import (
    LARGEST_FILE,
    LARGEST_INFLATED,
    LARGEST_RATIO,
    MOST_MEMBERS,
    RATIO_FREE_BELOW,
    Refused,
)

# A layer is what a reader opens: its kind and the file. The title is for the person.
SHAPEFILE, GEOPACKAGE, GEOJSON, KML, SERVICE = "shp", "gpkg", "geojson", "kml", "esrijson"
_PREFIX = "ESRIJSON:"
_NEEDED, _WELCOME = (".shp", ".shx", ".dbf"), (".prj", ".cpg")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_BLOCK = 1 << 20
_KNOWN = "kirim SHP dalam ZIP, GPKG, GeoJSON, KML atau KMZ"


def is_address(text: str) -> bool:
    """Whether a person gave the address of a map service instead of a file."""
    return bool(re.match(rf"({_PREFIX})?https?://", text, re.IGNORECASE))


def address(text: str) -> str:
    """The address as the reader takes it, by the form of its answers. Raises Refused."""
    bare = text[len(_PREFIX) :] if text.upper().startswith(_PREFIX) else text
    if "/query?" not in bare or any(ord(letter) <= ord(" ") for letter in bare):
        raise Refused(
            "Alamat layanan peta harus alamat kueri ArcGIS REST, misalnya "
            "https://.../FeatureServer/0/query?where=1%3D1&outFields=*&f=json."
        )
    return f"{_PREFIX}{bare}"


def unpack(file: Path, room: Path) -> list[tuple[str, Path, str]]:
    """The layers of a file as (kind, path inside `room`, title). Raises Refused."""
    if not file.is_file():
        raise Refused(f"Berkas {file.name} tidak ditemukan; periksa nama dan foldernya.")
    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise Refused(
            f"Berkas {file.name} berukuran {size // 1_000_000} MB; paling besar {LARGEST_FILE // 1_000_000} MB. "
            "Kirim batas desa Balangan saja."
        )
    with file.open("rb") as opened:
        start = opened.read(4096)
    if not start.strip():
        raise Refused(f"Berkas {file.name} kosong.")
    if start.startswith(b"PK"):
        return _archive(file, room)
    kind = _kind(start)
    if kind is None:
        raise Refused(f"Berkas {file.name} bukan berkas batas yang dikenal; {_KNOWN}.")
    target = room / f"0.{kind}"
    shutil.copyfile(file, target)
    _hold_markup(kind, target, file.name)
    return [(kind, target, "")]


def _kind(start: bytes) -> str | None:
    """What a single file is by its first bytes."""
    if start.startswith(b"SQLite format 3\0") and start[68:72] in (b"GPKG", b"GP10", b"GP11"):
        return GEOPACKAGE
    words = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if words.startswith(b"{"):
        return GEOJSON
    return KML if words.startswith(b"<") and b"<kml" in words else None


def _archive(file: Path, room: Path) -> list[tuple[str, Path, str]]:
    """The layers inside a ZIP or KMZ, in whatever folder they lie."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            _hold_members(file.name, members)
            names = {each.filename.casefold(): each for each in members if not _hidden(each.filename)}
            layers, total = [], 0
            for number, (name, parts) in enumerate(_layers(file.name, names)):
                kind = PurePosixPath(name).suffix.removeprefix(".")
                kind = GEOJSON if kind == "json" else kind
                for part in parts:
                    ending = f".{kind}" if part == name else PurePosixPath(part).suffix
                    target = room / f"{number}{ending}"
                    total = _extract(file.name, archive, names[part], target, total)
                _hold_markup(kind, room / f"{number}.{kind}", file.name)
                layers.append((kind, room / f"{number}.{kind}", names[name].filename))
            return layers
    except Refused:
        raise
    except Exception as error:
        # The archive library meets a spoilt archive with a dozen kinds of error, and documents one.
        raise Refused(f"Arsip {file.name} rusak atau dikunci; buat ulang ZIP-nya, lalu kirim lagi.") from error


def _hidden(name: str) -> bool:
    """Whether a member is what an operating system leaves in archives."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")


def _hold_members(file: str, members: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive by its directory: too many parts, names that climb, sizes that only a bomb has."""
    if len(members) > MOST_MEMBERS:
        raise Refused(
            f"Arsip {file} memuat {len(members)} berkas; paling banyak {MOST_MEMBERS}. Kirim batas desa saja."
        )
    for member in members:
        inside = PurePosixPath(member.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or ":" in member.filename:
            raise Refused(f"Arsip {file} memuat nama berkas yang keluar dari arsip; arsip ini tidak dibuka.")
        large = member.file_size > LARGEST_RATIO * max(member.compress_size, 1)
        if member.file_size > LARGEST_INFLATED or (member.file_size > RATIO_FREE_BELOW and large):
            raise _bomb(file)


def _layers(file: str, names: dict[str, zipfile.ZipInfo]) -> Iterator[tuple[str, list[str]]]:
    """The member that is opened and all that belong to it, for each layer of an archive."""
    main = [
        name for name in sorted(names) if PurePosixPath(name).suffix in (".shp", ".gpkg", ".geojson", ".json", ".kml")
    ]
    if not main:
        raise Refused(f"Arsip {file} tidak memuat berkas batas; {_KNOWN}.")
    for name in main:
        if not name.endswith(".shp"):
            yield name, [name]
            continue
        beside = {ending: str(PurePosixPath(name).with_suffix(ending)) for ending in (*_NEEDED, *_WELCOME)}
        if missing := [ending for ending in _NEEDED if beside[ending] not in names]:
            raise Refused(
                f"SHP di dalam {file} tidak lengkap: bagian {', '.join(missing)} tidak ada; "
                "masukkan .shp, .shx, .dbf dan .prj ke dalam satu ZIP."
            )
        yield name, [part for part in beside.values() if part in names]


def _extract(file: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, total: int) -> int:
    """Write one member under our own name; returns the bytes so far, counted because the directory may lie."""
    with archive.open(member) as packed, target.open("wb") as written:
        while block := packed.read(_BLOCK):
            total += len(block)
            if total > LARGEST_INFLATED:
                raise _bomb(file)
            written.write(block)
    return total


def _hold_markup(kind: str, path: Path, file: str) -> None:
    """Refuse KML with declarations that make a reader expand or fetch."""
    if kind != KML:
        return
    tail = b""
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            if b"\x00" in block or _DOCTYPE.search(tail + block):
                raise Refused(
                    f"KML {file} memuat perintah XML (DOCTYPE) yang tidak dipakai peta; berkas ini tidak dibuka."
                )
            tail = block[-16:]


def _bomb(file: str) -> Refused:
    return Refused(f"Arsip {file} mengembang terlalu besar saat dibuka; kirim batas desa Balangan saja.")
