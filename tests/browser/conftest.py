"""A real server and a real browser, shared by all browser tests; every visit is watched for what must never happen."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    Route,
    WebSocket,
    expect,
    sync_playwright,
)

from pantau import ROOT
from tests.stores import environment

DESK, PHONE = "desk", "phone"
SIZES = {
    DESK: {"viewport": {"width": 1366, "height": 768}},
    PHONE: {
        "viewport": {"width": 390, "height": 844},
        "is_mobile": True,
        "has_touch": True,
        "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
    },
}
SOFTWARE_GL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
WITHOUT_GL = ["--disable-3d-apis"]
PATIENCE_MS = 45_000
expect.set_options(timeout=20_000)

# What Streamlit and deck.gl themselves write to the console, and why it is no fault of the app.
_KNOWN_NOISE = (
    # The browser first asks below the page's own path for a server behind a proxy, then at the root.
    re.compile(r"status of 404 .*/_stcore/(health|host-config)"),
    # A deep link met before the first run of a process.
    re.compile(r"does not seem to exist"),
)
_WITHOUT_WEBGL = re.compile(r"WebGL|deck|luma|GPU|3d-apis", re.IGNORECASE)
# A NIK standing alone, of this province or of the invented one; digits inside longer names or after a decimal point are
# something else, and so are the cells of a column, which travel side by side: eight counts of two digits.
_NIK = re.compile(rb"(?<![\w.,-])(?:63|99)\d{14}(?![\w.,-])")


@dataclass
class Watch:
    """What one browser context did: requests to other hosts, console errors, and every byte that came in."""

    webgl: bool
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)

    def on(self, context: BrowserContext) -> None:
        context.route("**/*", self._route)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("response", self._response)
        context.on("page", lambda page: page.on("websocket", self._websocket))

    def problems(self, names: re.Pattern[bytes]) -> list[str]:
        """One line a problem; nothing when the visits were clean."""
        found = [f"asked another host: {url}" for url in self.outside]
        found += [f"console: {words}" for words in self.errors if not self._known(words)]
        for chunk in self.received:
            found += [f"personal: {match[0].decode()}" for match in (_NIK.search(chunk), names.search(chunk)) if match]
        return found

    def _known(self, words: str) -> bool:
        return any(each.search(words) for each in _KNOWN_NOISE) or (
            not self.webgl and bool(_WITHOUT_WEBGL.search(words))
        )

    def _route(self, route: Route) -> None:
        host = urlsplit(route.request.url).hostname
        if host in ("localhost", "127.0.0.1") or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location.get('url', '')}".strip())

    def _response(self, response: Response) -> None:
        # The bundle of Streamlit is public code; what the app itself answers is everything else.
        if (
            response.ok
            and "/static/js/" not in response.url
            and response.request.resource_type in ("fetch", "xhr", "document")
        ):
            self.received.append(response.body())

    def _websocket(self, socket_: WebSocket) -> None:
        if urlsplit(socket_.url).hostname not in ("localhost", "127.0.0.1"):
            self.outside.append(socket_.url)
        socket_.on(
            "framereceived", lambda frame: self.received.append(frame if isinstance(frame, bytes) else frame.encode())
        )


@dataclass
class Visitor:
    """One person's browser: opens pages of the app and waits until they stand still."""

    server: str
    context: BrowserContext
    watch: Watch

    def open(self, link: str = "/") -> Page:
        page = self.context.new_page()
        page.goto(self.server + link)
        settle(page)
        return page

    def leave(self, names: re.Pattern[bytes]) -> list[str]:
        """Close every page; what went wrong since the last leave. The cache stays, as in a browser used all day."""
        problems = self.watch.problems(names)
        for page in self.context.pages:
            page.close()
        for heard in (self.watch.outside, self.watch.errors, self.watch.received):
            heard.clear()
        return problems


def settle(page: Page) -> None:
    """Wait until the script has run, every chart is drawn and nothing is still being prepared."""
    page.locator("[data-testid=stMain] h1").first.wait_for(timeout=PATIENCE_MS)
    page.wait_for_function(
        """() => {
            const app = document.querySelector("[data-testid=stApp]");
            const all = (q) => [...document.querySelectorAll(q)];
            return app.dataset.testScriptState === "notRunning"
                && all("[data-testid=stSkeleton], [data-testid=stAppSkeleton]").length === 0
                && all("[data-testid=stPlotlyChart]").every((c) => c.querySelector(".main-svg"))
                && all("[data-stale=true]").length === 0;
        }""",
        timeout=PATIENCE_MS,
    )
    page.wait_for_timeout(350)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@contextmanager
def serving(folder: Path, log: Path) -> Iterator[str]:
    """The address of the real app on a store of its own, warm, on the fixed day."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--logger.level", "warning"]
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PANTAU_", "STREAMLIT_"))}
    with log.open("wb") as written:
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=settings | environment(folder),
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 60
        while _ask(port, "/_stcore/health") != 200:
            assert child.poll() is None and time.monotonic() < deadline, log.read_text("utf-8")
            time.sleep(0.1)
        assert _ask(port, "/_stcore/script-health-check") == 200, log.read_text("utf-8")
        yield f"http://localhost:{port}"
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait(10)


@pytest.fixture(scope="session")
def server(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the sample store, which nobody changes."""
    with serving(sample_folder, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path: PANTAU_CHROMIUM, which `run.py test` sets, else the usual place."""
    path = os.environ.get("PANTAU_CHROMIUM", "/usr/bin/chromium")
    if not path or not shutil.which(path):
        pytest.fail("Uji peramban memerlukan Chromium; pasang, lalu tunjuk dengan PANTAU_CHROMIUM.", pytrace=False)
    return path


@pytest.fixture(scope="session")
def browsers(chromium: str) -> Iterator[Callable[[bool], Browser]]:
    """A browser with WebGL drawn by software, or one without WebGL; each started once, when first asked for."""
    with sync_playwright() as playwright:
        made: dict[bool, Browser] = {}

        def get(webgl: bool) -> Browser:
            if webgl not in made:
                arguments = ["--no-sandbox", *(SOFTWARE_GL if webgl else WITHOUT_GL)]
                made[webgl] = playwright.chromium.launch(executable_path=chromium, args=arguments)
            return made[webgl]

        yield get
        for browser in made.values():
            browser.close()


@pytest.fixture(scope="session")
def sample_names() -> re.Pattern[bytes]:
    """Every name, address and telephone number in data/sample, as one pattern."""
    found: set[str] = set()
    for file in (ROOT / "data" / "sample").glob("*.csv"):
        rows = pd.read_csv(file, dtype="str")
        for column in {"nama", "alamat", "telepon", "nik"} & set(rows.columns):
            if "nik" in rows.columns:
                found |= set(rows[column].dropna())
    assert len(found) > 500
    return re.compile(b"|".join(re.escape(each.encode()) for each in sorted(found)))


@pytest.fixture(scope="session")
def visitors(server: str, browsers: Callable[[bool], Browser]) -> Iterator[Callable[..., Visitor]]:
    """Makes watched visitors; whoever makes one looks at its watch."""
    contexts: list[BrowserContext] = []

    def make(size: str = DESK, webgl: bool = True, address: str = server) -> Visitor:
        context = browsers(webgl).new_context(locale="id-ID", accept_downloads=True, **SIZES[size])
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        watch = Watch(webgl)
        watch.on(context)
        return Visitor(address, context, watch)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def someone(visitors: Callable[..., Visitor]) -> Visitor:
    """The person at a desk whom the tests share."""
    return visitors()


@pytest.fixture
def visitor(someone: Visitor, sample_names: re.Pattern[bytes]) -> Iterator[Visitor]:
    """One person at a desk; at the end nothing may have gone wrong unseen."""
    yield someone
    assert someone.leave(sample_names) == []
