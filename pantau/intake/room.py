"""The loader's own room: originals under their hash, raw quarantine lines, the log. Nothing of it is ever served."""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pantau import now

SOURCES, QUARANTINE, LOG, EXPORTS = "sumber", "karantina", "muatan.jsonl", "ekspor.jsonl"
# What a source rewritten by us begins with; no file that an office sends does.
_KEPT_TABLE = '{"pantau_tabel": 1, '
_ERASED = "dihapus"


def archive(room: Path, file: Path, sha256: str) -> None:
    """Keep the original under its hash, once, readable by its owner only."""
    kept = private(room / SOURCES) / sha256
    if not kept.exists():
        draft = kept.with_suffix(".baru")
        shutil.copyfile(file, draft)
        draft.chmod(0o600)
        draft.replace(kept)


def digest(text: str) -> str:
    """The hash under which a small text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def archive_text(room: Path, text: str) -> None:
    """Keep a small text (a mapping of headings) under its hash, once."""
    kept = private(room / SOURCES) / digest(text)
    if not kept.exists():
        _append(kept, text)


def raw(room: Path, run: str) -> list[dict[str, Any]]:
    """The quarantined rows of a run as they came; none when nothing was held back."""
    path = room / QUARANTINE / f"{run}.jsonl"
    # Only line feeds end a line: a cell may hold other characters that Python counts as line ends.
    content = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    return [json.loads(line) for line in content if line]


def source(room: Path, sha256: str) -> Path:
    """Where the original of a hash lies."""
    return room / SOURCES / sha256


def keep_table(room: Path, told: Mapping[str, Any]) -> str:
    """Keep the rows of a source from which some were erased; returns its hash."""
    content = (_KEPT_TABLE + json.dumps(dict(told), ensure_ascii=False)[1:]).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    path = private(room / SOURCES) / sha256
    path.touch(mode=0o600)
    path.write_bytes(content)
    return sha256


def read_kept_table(file: Path) -> dict[str, Any] | None:
    """The rows of a source that was rewritten here; None for an original."""
    with file.open("rb") as content:
        if content.read(len(_KEPT_TABLE)) != _KEPT_TABLE.encode():
            return None
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told


def replace_raw(room: Path, run: str, lines: str) -> None:
    """The quarantined rows of a run, in place of those kept before."""
    (room / QUARANTINE / f"{run}.jsonl").unlink(missing_ok=True)
    keep_raw(room, run, lines)


def log_export(room: Path, entry: Mapping[str, Any]) -> None:
    """One line on a file that somebody took away: who, which figure and filter, and whose cases stood in it."""
    line = json.dumps({"pada": now().isoformat()} | dict(entry), ensure_ascii=False)
    _append(private(room) / EXPORTS, f"{line}\n")


def exports(room: Path) -> list[dict[str, Any]]:
    """Every export ever made, oldest first."""
    path = room / EXPORTS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines]


def exports_of(room: Path, cases: Collection[str]) -> list[dict[str, Any]]:
    """The exports in which one of these cases stood, without the other cases in them."""
    told = ((each, sorted(set(each.get("kasus", ())) & set(cases))) for each in exports(room))
    return [each | {"kasus": mine} for each, mine in told if mine]


def blot(room: Path, cases: Collection[str]) -> None:
    """Take the numbers of erased cases out of the log of exports; that something was exported stays."""
    told = exports(room)
    if not told:
        return
    draft = room / f"{EXPORTS}.baru"
    draft.unlink(missing_ok=True)
    for each in told:
        if "kasus" in each:
            each["kasus"] = [_ERASED if number in cases else number for number in each["kasus"]]
        _append(draft, f"{json.dumps(each, ensure_ascii=False)}\n")
    draft.replace(room / EXPORTS)


def keep_raw(room: Path, run: str, lines: str) -> None:
    """Write the quarantined rows of a run as they came (JSON lines), for the person who will mend them."""
    if lines.strip():
        _append(private(room / QUARANTINE) / f"{run}.jsonl", lines)


def log(room: Path, entry: Mapping[str, Any]) -> None:
    """One line on an attempt to load, also a refused one."""
    line = json.dumps({"pada": now().isoformat()} | dict(entry), ensure_ascii=False)
    _append(private(room) / LOG, f"{line}\n")


def _append(path: Path, lines: str) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8", newline=""
    ) as file:
        file.write(lines)


def private(folder: Path) -> Path:
    """A folder of the room, readable by its owner only, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
