"""What every server of forms gives: answers, the moment of the newest, and a count that must be true."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pantau.intake import Refused


@dataclass(frozen=True)
class Answers:
    """The answers to load, when the newest was sent ("" when there is none), and how many a reviewer refused there."""

    answers: Sequence[dict[str, Any]]
    newest: str
    refused: int


class Source(Protocol):
    """One form on one server."""

    @property
    def name(self) -> str:
        """Where the answers come from, as the mark of the last pull is kept."""

    @property
    def file(self) -> str:
        """The name of the file that is loaded."""

    def fetch(self, since: str) -> Answers:
        """Every answer sent after a moment ("" = all). Raises Refused."""


def hold_count(host: str, told: Any, ids: Sequence[str]) -> None:
    """Refuse answers that are fewer or more than the server counts, or the same one twice."""
    there = len(set(ids)) if all(ids) else len(ids)
    if isinstance(told, bool) or not isinstance(told, int):
        raise Refused(f"{host} tidak menyebut jumlah kirimannya; tidak ada yang dimuat.")
    if told != there or there != len(ids):
        raise Refused(
            f"{host} menyebut {told} kiriman, yang tiba {len(ids)} ({there} berbeda); tidak ada yang dimuat. "
            "Ulangi; bila tetap begitu, unduh berkasnya dari halaman formulir."
        )
