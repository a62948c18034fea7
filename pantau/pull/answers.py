"""Answers of a form as rows of a dataset: names without their groups, moments with a zone, a point as two numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pantau.contracts import Contract, heading_key
from pantau.intake import Refused

# What servers and telephones add to every answer; nobody asked for it.
_METER: Final = frozenset(
    ("start", "end", "starttime", "endtime", "deviceid", "imei", "subscriberid", "simserial", "username", "version")
)
# Groups of the server itself: formhub/uuid is the number of the form, not of the answer.
_SERVERS_OWN: Final = ("meta/", "formhub/")
_POINT: Final = re.compile(r"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)(?: -?[\d.]+){0,2}")
_THREE_DECIMALS: Final = re.compile(r"-?\d+\.\d{3}")
_NAMED: Final = 12

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Rows:
    """The answers as cells by heading, and what a person should know of those left out."""

    rows: Sequence[Mapping[str, str]]
    notes: tuple[str, ...]


def rows(answers: Iterable[Answer], contract: Contract) -> Rows:
    """The answers in columns this dataset knows; the others are named and not taken. Raises Refused."""
    known = contract.by_heading()
    decimals = {key for key, column in known.items() if column.type == "decimal"}
    paths: dict[str, str] = {}
    left: dict[str, None] = {}
    made: list[dict[str, str]] = []
    for answer in answers:
        row: dict[str, str] = {}
        for path, value in answer.items():
            last = path.rpartition("/")[2]
            name = path if heading_key(path) in known or path.startswith(_SERVERS_OWN) else last
            if isinstance(value, dict | list):
                left[last] = None
            elif heading_key(name) in known:
                _hold_one(paths, name, path)
                row[name] = _text(value, heading_key(name) in decimals)
            elif point := _point(value, contract):
                _hold_one(paths, "lintang", path)
                row |= point
            elif not _is_meter(path) and value not in (None, ""):
                left[last] = None
        made.append(row)
    return Rows(made, _notes(left))


def _hold_one(paths: dict[str, str], name: str, path: str) -> None:
    """Refuse two questions for one column: which of them counts is not ours to guess."""
    if paths.setdefault(name, path) != path:
        raise Refused(
            f"Formulir memuat dua pertanyaan untuk {name} ({paths[name]} dan {path}); ganti nama salah satunya."
        )


def _point(value: Any, contract: Contract) -> dict[str, str]:
    """Latitude and longitude of a point as forms write it; nothing when it is none or the dataset has no point."""
    found = _POINT.fullmatch(value) if isinstance(value, str) else None
    if not found or not {"lintang", "bujur"} <= {column.name for column in contract.columns}:
        return {}
    return {"lintang": _text(found[1], True), "bujur": _text(found[2], True)}


def _text(value: Any, decimal: bool) -> str:
    """A value as a cell. With exactly three decimals it could be read as thousands, so it gets a fourth."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    text = "" if value is None else str(value)
    return f"{text}0" if decimal and _THREE_DECIMALS.fullmatch(text) else text


def _is_meter(path: str) -> bool:
    """Whether a server or a telephone said it by itself."""
    last = path.rpartition("/")[2]
    return path.startswith(("_", *_SERVERS_OWN)) or heading_key(last).replace(" ", "") in _METER


def _notes(left: Iterable[str]) -> tuple[str, ...]:
    names = [name for name in left if not name.startswith("_")]
    if not names:
        return ()
    more = f" dan {len(names) - _NAMED} lainnya" if len(names) > _NAMED else ""
    return (f"Pertanyaan yang tidak dikenal dataset ini tidak diambil: {', '.join(names[:_NAMED])}{more}.",)
