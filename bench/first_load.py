"""What the first visit to a page fetches: the border files, and everything, measured in a Chromium if there is one."""

import re
from typing import Any, Final

from bench.server import Server
from pantau import ROOT
from run import Refusal, find_browser

BORDERS: Final = ROOT / "static" / "peta"
_FLAGS: Final = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")


def border_bytes(server: Server) -> int:
    """Bytes of the border files a map of villages fetches, as the server sends them."""
    return sum(server.get(f"/app/static/peta/{path.name}")[1] for path in sorted(BORDERS.glob("*.geojson")))


def browser_bytes(server: Server, path: str) -> dict[str, int] | None:
    """Bytes and requests of a first load with an empty cache, from the browser's own network events; None without one.

    `http` came over the wire. The websocket is left out: the browser tells its bytes only after unfolding them.
    """
    try:
        executable = find_browser()
    except Refusal:
        return None
    if not executable:
        return None
    from playwright.sync_api import sync_playwright

    counted = {"http": 0, "requests": 0}

    def loaded(event: dict[str, Any]) -> None:
        counted["http"] += int(event["encodedDataLength"])
        counted["requests"] += 1

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_FLAGS))
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        network = page.context.new_cdp_session(page)
        network.on("Network.loadingFinished", loaded)
        network.send("Network.enable")
        page.goto(f"http://{server.address}{path}")
        page.get_by_role("heading", name=re.compile("Jumlah laporan per desa")).wait_for(timeout=90_000)
        # The libraries of charts and map come after the headings, and take a while to parse.
        for drawn in (".js-plotly-plot .main-svg", "[data-testid=stDeckGlJsonChart] canvas"):
            page.locator(drawn).first.wait_for(timeout=90_000)
        page.wait_for_load_state("networkidle", timeout=90_000)
        browser.close()
    return counted
