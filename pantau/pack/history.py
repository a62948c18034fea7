"""The packs that were made: their zips for a while, what they said for good."""

import json
import os
import re
from pathlib import Path
from typing import Any, Final

from pantau.pack import Choice, Pack
from pantau.pack.bundle import Bundle
from pantau.store.generations import loader_room

# Zips weigh megabytes and are made again in seconds; what they said is kept in a few kilobytes.
KEPT: Final = 40
_NAME: Final = re.compile(r"PantauBalangan_[A-Za-z0-9_-]+")


def folder() -> Path:
    """Where packs lie: in the loader's room, so that a backup takes them along."""
    return loader_room() / "paket"


def keep(pack: Pack, made: Bundle) -> str:
    """Write a pack down; returns its name. The oldest zips beyond KEPT go, their manifests stay."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(place / f"{pack.stem}.zip", made.content)
    told = {**made.manifest, "nama": pack.stem}
    _write(place / f"{pack.stem}.json", json.dumps(told, ensure_ascii=False).encode())
    for old in sorted(place.glob("*.zip"), key=lambda file: file.stat().st_mtime, reverse=True)[KEPT:]:
        old.unlink()
    return pack.stem


def packs(scope: str) -> list[dict[str, Any]]:
    """The manifests of all packs made from one store file, newest first; a damaged one is passed over."""
    found = []
    for file in folder().glob("*.json") if folder().is_dir() else ():
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
            told["bita"] = zip_size(told["nama"])
            if told["lingkup"] == scope:
                found.append(told)
        except (ValueError, KeyError, TypeError):
            continue
    return sorted(found, key=lambda told: (told["dibuat"], told["nama"]), reverse=True)


def like(scope: str, choice: Choice) -> list[dict[str, Any]]:
    """Earlier packs that this choice can be held against, newest first: the same area, one programme in common."""
    place = choice.filters.kecamatan and choice.filters.kecamatan.name
    return [
        told for told in packs(scope) if told["kecamatan"] == place and set(told["program"]) & set(choice.programmes)
    ]


def zip_size(name: str) -> int | None:
    """Bytes of the zip of a pack; None when it was cleared away."""
    file = _zip(name)
    return file.stat().st_size if file.is_file() else None


def read(name: str) -> bytes:
    """The zip of a pack by its name. Raises FileNotFoundError."""
    return _zip(name).read_bytes()


def _zip(name: str) -> Path:
    """A name is never a path."""
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return folder() / f"{name}.zip"


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, and for the owner of the room only."""
    draft = file.with_suffix(f"{file.suffix}.baru")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(content)
    draft.replace(file)
