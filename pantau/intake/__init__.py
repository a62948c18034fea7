"""Intake: gate -> read -> match -> check -> publish. A file becomes rows, and every row is accounted for.

`load` takes one file, `load_many` several into one generation. Nothing heavy is imported here: the reading child passes
through this module.
"""

import csv
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pantau.intake.gate import Refused

if TYPE_CHECKING:
    from pantau.intake.mapping import Mapping as HeadingMapping

__all__ = ["LoadResult", "Refused", "load", "load_many", "load_rows"]


@dataclass(frozen=True)
class LoadResult:
    """What became of one file: read = loaded + quarantined + duplicate; or `refused`, and then nothing was read.

    `generation` is the one served afterwards (None before the first), `reasons` counts quarantined rows by code,
    `warnings` are sentences on what a person should look at before trusting the file.
    """

    file: str
    dataset: str
    read: int = 0
    loaded: int = 0
    quarantined: int = 0
    duplicate: int = 0
    run: str | None = None
    generation: str | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: str | None = None

    def served_by(self, generation: str | None) -> "LoadResult":
        """The same result, naming the generation served once all files were taken."""
        return self if self.refused else replace(self, generation=generation)

    def as_json(self) -> dict[str, Any]:
        """The result as the command line prints it."""
        if self.refused:
            return {"refused": self.refused}
        return {name: value for name, value in asdict(self).items() if name != "refused"}


def load(
    file: Path, dataset: str, dry_run: bool = False, mapping: "HeadingMapping | None" = None, by: str = ""
) -> LoadResult:
    """Load one file; `dry_run` counts and publishes nothing. Raises Refused, or StoreError for the store."""
    result = load_many([(file, dataset)], dry_run, mapping=mapping, by=by)[0]
    if result.refused:
        raise Refused(result.refused)
    return result


def load_rows(dataset: str, rows: Sequence[Mapping[str, str]], by: str = "") -> LoadResult:
    """Load what a person typed on a page, as a small file: the same checks, quarantine and history.

    All rows have the keys of the first.
    """
    with tempfile.TemporaryDirectory(prefix="pantau-") as folder:
        file = Path(folder) / f"isian_{dataset}.csv"
        with file.open("w", encoding="utf-8", newline="") as written:
            csv.writer(written).writerows([rows[0].keys(), *(row.values() for row in rows)])
        return load(file, dataset, by=by)


def load_many(
    files: Iterable[tuple[Path, str]],
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
    mapping: "HeadingMapping | None" = None,
    by: str = "",
    stop: bool = False,
    part: bool = False,
) -> list[LoadResult]:
    """Load several files into one generation; a refused file is named in its result and does not stop the others.

    `mapping` says which foreign heading is which column, `by` is the role of who loads, and with `stop` a warning
    refuses all: for loads that nobody looks at. `part` files hold what is new only and are not held against earlier
    ones. No generation is published when nothing was loaded and nothing quarantined. Raises StoreError.
    """
    # Here and not above: the reading child imports this package, and must stay small.
    from pantau.intake.loading import load_files

    return load_files(files, dry_run, progress, mapping, by, stop, part)
