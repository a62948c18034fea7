"""Servers on this computer that behave like those of forms: pages, limits, keys, and the ways in which they fail."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

KEY = "kunci-uji-123"
# What one page holds: when nothing is asked for, and at most.
USUAL, MOST = 100, 1_000

Reply = tuple[int, Mapping[str, str], bytes]


@dataclass
class FormServer:
    """A server of forms: its answers, what it was asked, and the replies that come before the honest ones."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    failures: list[Reply] = field(default_factory=list)
    address: str = ""
    count_off: int = 0
    next_at: Callable[[str], str] = str

    def reply(self, path: str, params: dict[str, str], key: str) -> Reply:
        """What is answered to one request."""
        self.asked.append((path, params, key))
        if self.failures:
            return self.failures.pop(0)
        if path.startswith("/api/v2/assets/"):
            return self._kobo(path, params) if key == f"Token {KEY}" else _said(401, {"detail": "Invalid token."})
        if path.startswith("/v1/projects/"):
            return self._odk(path, params) if key == f"Bearer {KEY}" else _said(401, {"code": 401.2})
        return _said(404, {"detail": "Not found."})

    def _kobo(self, path: str, params: dict[str, str]) -> Reply:
        if "/aFormulirUji/" not in path:
            return _said(404, {"detail": "Not found."})
        since = json.loads(params.get("query", "{}")).get("_submission_time", {}).get("$gt", "")
        listed = [each for each in self.answers if each["_submission_time"] > since.rstrip("Z")]
        start, limit = int(params.get("start", 0)), min(int(params.get("limit", USUAL)), MOST)
        after = None
        if start + limit < len(listed):
            onward = urlencode(params | {"start": start + limit, "limit": limit})
            after = self.next_at(f"{self.address}{path}?{onward}")
        told = {"count": len(listed) + self.count_off, "next": after, "results": listed[start : start + limit]}
        return _said(200, told)

    def _odk(self, path: str, params: dict[str, str]) -> Reply:
        if "/forms/laporan.svc/" not in path:
            return _said(404, {"code": 404.1})
        since = params.get("$filter", "").rpartition(" gt ")[2]
        listed = [each for each in self.answers if each["__system"]["submissionDate"] > since]
        start, limit = int(params.get("$skip", 0)), int(params.get("$top", len(listed)))
        told: dict[str, Any] = {"@odata.context": "x", "value": listed[start : start + limit]}
        if params.get("$count") == "true":
            told["@odata.count"] = len(listed) + self.count_off
        if start + limit < len(listed):
            onward = urlencode(params | {"$skip": start + limit})
            told["@odata.nextLink"] = self.next_at(f"{self.address}{path}?{onward}")
        return _said(200, told)


def _said(status: int, told: object) -> Reply:
    return status, {"Content-Type": "application/json"}, json.dumps(told).encode()


@contextmanager
def serving(server: FormServer, certificate: tuple[Path, Path] | None = None) -> Iterator[FormServer]:
    """The server at work on a free port of this computer; with a certificate and its key over TLS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there = urlsplit(self.path)
            params = {name: values[0] for name, values in parse_qs(there.query).items()}
            status, headers, body = server.reply(there.path, params, self.headers.get("Authorization", ""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing is written beside the tests."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        http.socket = context.wrap_socket(http.socket, server_side=True)
        http.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.address = f"{'https' if certificate else 'http'}://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
