"""Pull: the answers of a form on a server become a file, and the file goes through intake like any other.

The key comes from the environment only. What a server gives in part is refused as a whole.
"""

import csv
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pantau.contracts import contract
from pantau.intake import LoadResult, load_many
from pantau.pull.answers import rows
from pantau.pull.source import Source
from pantau.store import Store, StoreError, loader_room

__all__ = ["Pulled", "pull"]

MARKS: Final = "tarikan.json"
# Who loaded, in the history of loads.
BY: Final = "tarikan formulir"
# Answers that were being stored while the last pull counted; those met again are known as duplicates.
OVERLAP: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Pulled:
    """How many answers came, how many of them a reviewer had refused there, and what became of the file."""

    answers: int
    refused: int
    result: LoadResult | None


def pull(
    source: Source, dataset: str, everything: bool = False, progress: Callable[[str], None] = lambda _: None
) -> Pulled:
    """Load what was sent since the last pull that is still in the data served. Raises Refused or StoreError."""
    wanted = contract(dataset)
    mark = _mark(source.name, dataset)
    progress(f"Menarik {source.name}")
    since = "" if everything else _since(mark)
    told = source.fetch(since)
    if not told.answers:
        return Pulled(0, told.refused, None)
    made = rows(told.answers, wanted)
    with tempfile.TemporaryDirectory(prefix="pantau-") as folder:
        file = Path(folder) / source.file
        _write(file, made.rows)
        result = load_many([(file, dataset)], progress=progress, by=BY, stop=True, part=bool(since))[0]
    if not result.refused and (result.loaded or result.quarantined):
        _keep(source.name, dataset, {"terbaru": told.newest, "muatan": result.run})
    return Pulled(len(told.answers), told.refused, replace(result, notes=(*result.notes, *made.notes)))


def _write(file: Path, listed: Sequence[Mapping[str, str]]) -> None:
    heads = list(dict.fromkeys(name for row in listed for name in row))
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, heads, restval="")
        writer.writeheader()
        writer.writerows(listed)


def _since(mark: Mapping[str, Any]) -> str:
    """From when to ask: a little before the newest answer of the last pull; all when that pull is no longer served."""
    if not mark or mark.get("muatan") not in _served():
        return ""
    try:
        moment = datetime.fromisoformat(str(mark["terbaru"])) - OVERLAP
    except (ValueError, KeyError):
        return ""
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")


def _served() -> set[str]:
    """The loads in the generation served; none before the first."""
    store = Store()
    try:
        return set(store.query("data/muatan")["run"])
    except StoreError:
        return set()
    finally:
        store.close()


def _mark(name: str, dataset: str) -> dict[str, Any]:
    found = _marks().get(f"{name} {dataset}")
    return found if isinstance(found, dict) else {}


def _marks() -> dict[str, Any]:
    """The marks of the last pulls; without a readable file everything is pulled again."""
    try:
        told = json.loads((loader_room() / MARKS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _keep(name: str, dataset: str, mark: Mapping[str, Any]) -> None:
    path = loader_room() / MARKS
    draft = path.with_suffix(".baru")
    draft.write_text(json.dumps(_marks() | {f"{name} {dataset}": dict(mark)}, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)
