"""Answers from ODK Central: the OData feed, page by page, counted against what the server says it has."""

import re
from typing import Any, Final
from urllib.parse import quote

from pantau.intake import Refused
from pantau.pull.source import Answers, hold_count
from pantau.pull.web import Server

PAGE: Final = 1_000
_FORM: Final = re.compile(r"[\w.-]{1,64}")


class Odk:
    """The answers of one form on an ODK Central server (PANTAU_ODK_URL, PANTAU_ODK_TOKEN)."""

    def __init__(self, project: int, form: str) -> None:
        if not _FORM.fullmatch(form) or form.strip(".") == "":
            raise Refused("Nomor formulir ODK hanya huruf, angka, titik dan garis; salin dari halaman formulirnya.")
        self._server = Server("PANTAU_ODK_URL", "PANTAU_ODK_TOKEN", "Bearer")
        self._project, self._form = project, form

    @property
    def name(self) -> str:
        """Where the answers come from, as the mark of the last pull is kept."""
        return f"odk {self._server.host} {self._project} {self._form}"

    @property
    def file(self) -> str:
        """The name of the file that is loaded."""
        return f"odk_{self._project}_{self._form}.csv"

    def fetch(self, since: str) -> Answers:
        """Every answer sent after a moment ("" = all). Raises Refused when one is missing."""
        params = {"$top": str(PAGE), "$skip": "0", "$count": "true"}
        if since:
            params["$filter"] = f"__system/submissionDate gt {since}"
        path = f"/v1/projects/{self._project}/forms/{quote(self._form, safe='')}.svc/Submissions"
        found: list[dict[str, Any]] = []
        told: Any = None
        for page in self._server.pages(path, params, "@odata.nextLink"):
            told, values = page.get("@odata.count", told), page.get("value")
            if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
                raise Refused(f"Jawaban {self._server.host} bukan daftar kiriman; periksa alamat servernya.")
            found += values
        hold_count(self._server.host, told, [str(each.get("__id") or "") for each in found])
        refused = [each for each in found if (each.get("__system") or {}).get("reviewState") == "rejected"]
        newest = max((_sent(each) for each in found), default="")
        return Answers([_answer(each) for each in found if each not in refused], newest, len(refused))


def _sent(value: dict[str, Any]) -> str:
    return str((value.get("__system") or {}).get("submissionDate") or "")


def _answer(value: dict[str, Any]) -> dict[str, Any]:
    """One answer in the names that exports use, its groups laid flat."""
    told = {"_uuid": value.get("__id"), "_submission_time": _sent(value)}
    return told | dict(_flat({name: each for name, each in value.items() if not name.startswith("__")}, ""))


def _flat(group: dict[str, Any], path: str) -> list[tuple[str, Any]]:
    cells: list[tuple[str, Any]] = []
    for name, value in group.items():
        if "@odata" in name:
            continue
        if isinstance(value, dict) and value.get("type") == "Point":
            cells.append((f"{path}{name}", _point(value.get("coordinates"))))
        elif isinstance(value, dict):
            cells += _flat(value, f"{path}{name}/")
        else:
            cells.append((f"{path}{name}", value))
    return cells


def _point(coordinates: Any) -> str:
    """A point as exports write it: latitude first."""
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return ""
    return f"{coordinates[1]} {coordinates[0]}"
