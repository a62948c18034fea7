"""The loader's own room: originals under their hash, raw quarantine lines, the log. Nothing of it is ever served."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pantau import now

SOURCES, QUARANTINE, LOG = "sumber", "karantina", "muatan.jsonl"


def archive(room: Path, file: Path, sha256: str) -> None:
    """Keep the original under its hash, once, readable by its owner only."""
    kept = _private(room / SOURCES) / sha256
    if not kept.exists():
        draft = kept.with_suffix(".baru")
        shutil.copyfile(file, draft)
        draft.chmod(0o600)
        draft.replace(kept)


def keep_raw(room: Path, run: str, lines: str) -> None:
    """Write the quarantined rows of a run as they came (JSON lines), for the person who will mend them."""
    if lines.strip():
        _append(_private(room / QUARANTINE) / f"{run}.jsonl", lines)


def log(room: Path, entry: Mapping[str, Any]) -> None:
    """One line on an attempt to load, also a refused one."""
    line = json.dumps({"pada": now().isoformat()} | dict(entry), ensure_ascii=False)
    _append(_private(room) / LOG, f"{line}\n")


def _append(path: Path, lines: str) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8", newline=""
    ) as file:
        file.write(lines)


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
