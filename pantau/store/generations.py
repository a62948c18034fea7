"""The store folder: generations, the pointer to the one that is served, and the proof that each is whole.

`gen-000123/` holds one DuckDB file a scope and MANIFEST.json; `CURRENT` names the generation served; a file TERBIT
inside a generation says that it once was. Knows no DuckDB: bytes, names and hashes only.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pantau import ROOT, now

CURRENT, MANIFEST, PUBLISHED, LOCK = "CURRENT", "MANIFEST.json", "TERBIT", "LOCK"
# Going back reaches over five loads, about a week of daily work; disk pays for each.
KEPT = 5
# Everything; the kabupaten without specific data; one kecamatan without them.
SCOPE_ALL, SCOPE_READING = "semua", "kabupaten"
SCOPE = re.compile(r"semua|kabupaten|kec-\d{6}")
_GENERATION = re.compile(r"gen-\d{6}")
_DRAFT = ".baru-"
# What a load may leave behind; anything else in the folder is somebody's own.
_OURS = re.compile(r"gen-\d{6}|\.baru-\d{6}|CURRENT\.baru")

Manifest = dict[str, Any]


class StoreError(RuntimeError):
    """The store cannot do what was asked; the text is an Indonesian sentence for the person."""


def store_folder() -> Path:
    """Where the generations lie: PANTAU_STORE or data/store."""
    return Path(os.environ.get("PANTAU_STORE") or ROOT / "data" / "store")


def loader_room() -> Path:
    """The loader's own room (sources, quarantine lines, key): PANTAU_RUANG_MUAT or data/ruang_muat."""
    return Path(os.environ.get("PANTAU_RUANG_MUAT") or ROOT / "data" / "ruang_muat")


def scope_name(kode_kecamatan: str) -> str:
    """The scope of one kecamatan: `kec-631101` for `63.11.01`."""
    return f"kec-{kode_kecamatan.replace('.', '')}"


def current(folder: Path) -> str | None:
    """The generation the pointer names; None when there is no pointer."""
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return name if _GENERATION.fullmatch(name) else None


def published(folder: Path) -> list[str]:
    """The generations that are or were served, oldest first; one built by a load that died is not among them."""
    served = current(folder)
    if not folder.is_dir():
        return []
    found = [path.name for path in folder.iterdir() if _GENERATION.fullmatch(path.name)]
    return sorted(name for name in found if name == served or (folder / name / PUBLISHED).exists())


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation folder. Raises StoreError."""
    try:
        manifest: Manifest = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"Generasi {generation.name} tidak punya manifes yang dapat dibaca.") from error
    return manifest


def key_version(folder: Path) -> int | None:
    """The version of the key with which the generation served was made; None before the first."""
    served = current(folder)
    return int(read_manifest(folder / served)["key"].removeprefix("hmac-")) if served else None


def problems(generation: Path) -> list[str]:
    """What is wrong with a generation, held against its manifest byte for byte; nothing when it is whole."""
    try:
        files = read_manifest(generation)["files"]
        found = []
        for name, expected in files.items():
            path = generation / name
            if not path.is_file():
                found.append(f"{generation.name}/{name} hilang.")
            elif path.stat().st_size != expected["bytes"] or sha256(path) != expected["sha256"]:
                found.append(f"{generation.name}/{name} rusak: isinya tidak sama dengan manifes.")
        # A log beside a published file would be replayed unseen when the file is opened.
        found += [
            f"{generation.name}/{path.name} tidak boleh ada di samping generasi." for path in generation.glob("*.wal")
        ]
    except StoreError as error:
        return [str(error)]
    except (KeyError, TypeError, AttributeError):
        return [f"Manifes {generation.name} rusak."]
    return found


def draft(folder: Path) -> Path:
    """A new folder to build the next generation in; nothing there is served before `publish`."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = [int(path.name[-6:]) for path in folder.iterdir() if re.fullmatch(r"(gen|\.baru)-\d{6}", path.name)]
    made = folder / f"{_DRAFT}{max(taken, default=0) + 1:06}"
    made.mkdir()
    return made


def publish(built: Path, manifest: Manifest) -> str:
    """Write the manifest of a draft and serve it; returns the generation's name."""
    (built / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return serve(built)


def serve(built: Path) -> str:
    """Bring a complete draft to the disk and serve it as a generation; returns its name."""
    folder = built.parent
    for path in built.iterdir():
        sync(path)
    sync(built)
    generation = folder / built.name.replace(_DRAFT, "gen-")
    built.rename(generation)
    sync(folder)
    point(folder, generation.name)
    prune(folder)
    return generation.name


def point(folder: Path, generation: str) -> None:
    """Serve a generation from now on: replace the pointer in one step."""
    temporary = folder / f"{CURRENT}.baru"
    temporary.write_text(f"{generation}\n", encoding="ascii")
    sync(temporary)
    temporary.replace(folder / CURRENT)
    sync(folder)
    mark = folder / generation / PUBLISHED
    if not mark.exists():
        mark.write_text(f"{now().isoformat()}\n", encoding="ascii")


def prune(folder: Path) -> None:
    """Remove the oldest generations beyond KEPT, never the one served."""
    served = current(folder)
    for name in published(folder)[:-KEPT]:
        if name != served:
            shutil.rmtree(folder / name, ignore_errors=True)


def sweep(folder: Path) -> list[str]:
    """Remove what dead loads left behind (drafts, generations never served); returns the names. Only under the lock."""
    if not folder.is_dir():
        return []
    kept = {*published(folder), CURRENT, LOCK}
    left = [path for path in folder.iterdir() if path.name not in kept and _OURS.fullmatch(path.name)]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return sorted(path.name for path in left)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the store for one loader. Raises StoreError when another one holds it; the lock dies with its process."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise StoreError("Pemuatan lain sedang berjalan; tunggu sampai selesai, lalu ulangi.") from None
        yield


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sync(path: Path) -> None:
    """Bring a file or a folder to the disk; Windows knows no way to do that for a folder."""
    if path.is_dir() and sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
