"""Drafts: what a person has typed and not yet sent, kept in the loader's room until it is sent or a week old."""

import json
import re
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

from pantau.intake.room import private

FOLDER = "draf"
KEPT_SECONDS = 7 * 24 * 3600
# A report is a page of text at most; anything longer did not come from the form.
LONGEST = 20_000
_NAME = re.compile(r"[0-9a-f]{32}")


def new_name() -> str:
    """A name nobody can guess: who knows it reads the draft."""
    return secrets.token_hex(16)


def save(room: Path, name: str, values: Mapping[str, str]) -> None:
    """Keep what was typed under this name; old drafts of others go."""
    folder = private(room / FOLDER)
    content = json.dumps(dict(values), ensure_ascii=False)
    if not _NAME.fullmatch(name) or len(content) > LONGEST:
        return
    path = folder / f"{name}.json"
    path.touch(mode=0o600)
    path.write_text(content, encoding="utf-8")
    for other in folder.glob("*.json"):
        if time.time() - other.stat().st_mtime > KEPT_SECONDS:
            other.unlink(missing_ok=True)


def read(room: Path, name: str) -> dict[str, str]:
    """What was typed under this name; nothing when there is no such draft."""
    if not _NAME.fullmatch(name):
        return {}
    try:
        found = json.loads((room / FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def drop(room: Path, name: str) -> None:
    """The draft away, once it was sent."""
    if _NAME.fullmatch(name):
        (room / FOLDER / f"{name}.json").unlink(missing_ok=True)
