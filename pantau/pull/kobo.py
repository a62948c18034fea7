"""Answers from KoboToolbox: the data endpoint, page by page, counted against what the server says it has."""

import json
import re
from typing import Any, Final

from pantau.intake import Refused
from pantau.pull.source import Answers, hold_count
from pantau.pull.web import Server

PAGE: Final = 1_000
_ASSET: Final = re.compile(r"[A-Za-z0-9]{6,40}")
_REFUSED: Final = "validation_status_not_approved"


class Kobo:
    """The answers of one form on a KoboToolbox server (PANTAU_KOBO_URL, PANTAU_KOBO_TOKEN)."""

    def __init__(self, asset: str) -> None:
        if not _ASSET.fullmatch(asset):
            raise Refused("Nomor formulir Kobo hanya huruf dan angka; salin dari alamat halaman formulirnya.")
        self._server = Server("PANTAU_KOBO_URL", "PANTAU_KOBO_TOKEN", "Token")
        self._asset = asset

    @property
    def name(self) -> str:
        """Where the answers come from, as the mark of the last pull is kept."""
        return f"kobo {self._server.host} {self._asset}"

    @property
    def file(self) -> str:
        """The name of the file that is loaded."""
        return f"kobo_{self._asset}.csv"

    def fetch(self, since: str) -> Answers:
        """Every answer sent after a moment ("" = all). Raises Refused when one is missing."""
        params = {"format": "json", "limit": str(PAGE), "start": "0", "sort": '{"_id":1}'}
        if since:
            params["query"] = json.dumps({"_submission_time": {"$gt": since}}, separators=(",", ":"))
        found: list[dict[str, Any]] = []
        told: Any = None
        for page in self._server.pages(f"/api/v2/assets/{self._asset}/data/", params, "next"):
            told, results = page.get("count"), page.get("results")
            if not isinstance(results, list) or not all(isinstance(each, dict) for each in results):
                raise Refused(f"Jawaban {self._server.host} bukan daftar kiriman; periksa alamat servernya.")
            found += results
        hold_count(self._server.host, told, [str(each.get("_uuid") or each.get("_id") or "") for each in found])
        refused = [each for each in found if (each.get("_validation_status") or {}).get("uid") == _REFUSED]
        newest = max((str(each.get("_submission_time") or "") for each in found), default="")
        return Answers([_zoned(each) for each in found if each not in refused], newest, len(refused))


def _zoned(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with the moment it was sent marked as UTC, which Kobo leaves out."""
    sent = str(answer.get("_submission_time") or "")
    bare = sent and not re.search(r"(Z|[+-]\d{2}:?\d{2})$", sent)
    return answer | {"_submission_time": f"{sent}Z"} if bare else answer
