"""Takes the pictures of the guides: `python docs/panduan/gambar.py` rewrites all of docs/panduan/gambar/*.png.

Names after it take only those. Starts the dashboard itself, on a temporary store filled by `python -m pantau sample`
and on a fixed day, once for each role that reads a guide; needs Pillow, playwright and a Chromium (PANTAU_CHROMIUM,
else the usual place). The only file loaded besides is `LETTER`, whose rows are marked CONTOH. Requests to other hosts
are refused. Run it after a change of a page that a guide shows, and look at the pictures before committing them.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = Path(__file__).resolve().parent / "gambar"
TODAY: Final = "2026-11-22"
# Colours kept in a picture: flat areas and grey letters need no more, and the file becomes a quarter.
COLOURS: Final = 160
PATIENCE_MS: Final = 90_000
DESK: Final[dict[str, Any]] = {"viewport": {"width": 1366, "height": 768}}
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1.5,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
}
SOFTWARE_GL: Final = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
# A letter as a kecamatan sends it: a village misspelt, a day that no calendar has, and silence beside zero.
LETTER: Final = """\
Nomor laporan,Kode bahaya,Tanggal kejadian,Jam kejadian,Waktu lapor,Kecamatan,Desa atau kelurahan,Terdampak (KK),Contoh
LP-HLG-001,Banjir,18/11/2026,05.30,18/11/2026 06.10,Halong,Halong,12,CONTOH
LP-HLG-002,Banjir,18/11/2026,06.00,18/11/2026 06.40,Halong,Binuang Sentang,7,CONTOH
LP-HLG-003,Tanah longsor,19/11/2026,14.05,19/11/2026 14.30,Halong,Gunung Riut,,CONTOH
LP-HLG-004,Banjir,31/11/2026,07.00,20/11/2026 07.30,Halong,Tabuan,5,CONTOH
LP-HLG-005,Karhutla,20/11/2026,15.00,20/11/2026 15.20,Halong,Mantuyan,0,CONTOH
"""


class Shot(NamedTuple):
    """One picture: its name, the address, the screen, what is done first, and the part kept (left, top, right, bottom).

    `high` is the height of the screen where the step is longer than the usual one.
    """

    name: str
    link: str
    size: dict[str, Any] = DESK
    act: Callable[[Page], None] = lambda page: None
    part: tuple[int, int, int, int] | None = None
    high: int | None = None


def press(name: str) -> Callable[[Page], None]:
    """Press the first button of this name."""
    return lambda page: page.get_by_role("button", name=name).first.click()


def send_letter(page: Page) -> None:
    """Drop the letter and wait for its review."""
    letter = {"name": "laporan_halong_nov.csv", "mimeType": "text/csv", "buffer": LETTER.encode()}
    page.locator("input[type=file]").set_input_files(letter)  # type: ignore[arg-type]
    page.get_by_text("Baru", exact=True).wait_for()


def accept_letter(page: Page) -> None:
    """Publish the letter, so that there is a row held back and a generation to go back from; then the quarantine."""
    send_letter(page)
    settle(page)
    press("Terima dan terbitkan")(page)
    page.get_by_text("terbit sebagai").wait_for()
    page.goto(urljoin(page.url, "/karantina?dataset=laporan"))


# One server a role; within a role in this order, for the letter changes what comes after it.
SHOTS: Final[dict[str, tuple[Shot, ...]]] = {
    "kepala_dinas": (
        Shot("ringkasan", "/"),
        Shot("ringkasan-telepon", "/", PHONE),
        Shot("perhatian", "/perhatian", part=(60, 60, 1306, 745)),
        Shot("paket", "/paket_rapat", part=(60, 60, 1306, 882), high=900),
        Shot("mode-rapat", "/mode_rapat?langkah=2", part=(60, 60, 1306, 655)),
    ),
    "perencana": (
        Shot("saringan", "/lapor_bencana?kecamatan=Halong"),
        Shot("lembar-peta", "/lapor_bencana?kecamatan=Halong", act=press("Data"), part=(60, 110, 1306, 768)),
        Shot("waktu-tanggap", "/waktu_tanggap", part=(60, 262, 730, 892), high=920),
        Shot("jejak", "/jejak?kueri=bencana/kpi&p_kecamatan=63.11.02", part=(60, 60, 1306, 838), high=880),
        Shot("tindak-lanjut", "/tindak_lanjut", part=(60, 60, 1306, 748)),
    ),
    "operator": (
        Shot("lapor-telepon", "/lapor", PHONE),
        Shot("tinjauan", "/data_masuk", act=send_letter, part=(60, 160, 1306, 1195), high=1220),
        Shot("karantina", "/data_masuk", act=accept_letter, part=(60, 720, 1306, 1035), high=1200),
        Shot("riwayat", "/riwayat_muatan", part=(60, 60, 1306, 739)),
    ),
}


def settle(page: Page) -> None:
    """Wait until the page has run and nothing on it is still being prepared."""
    page.locator("[data-testid=stMain] h1").first.wait_for()
    page.wait_for_function(
        """() => {
            const all = (q) => [...document.querySelectorAll(q)];
            return document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
                && all("[data-testid=stSkeleton], [data-testid=stAppSkeleton], [data-stale=true]").length === 0
                && all("[data-testid=stPlotlyChart]").every((c) => c.querySelector(".main-svg"));
        }"""
    )


def stood_still(page: Page, part: tuple[int, int, int, int] | None) -> bytes:
    """The picture once two in a row are alike: a map is drawn some time after the page around it."""
    cut = {}
    if part:
        left, top, right, bottom = part
        cut = {"clip": {"x": left, "y": top, "width": right - left, "height": bottom - top}}
    page.wait_for_timeout(4_000)
    before = page.screenshot(**cut)  # type: ignore[arg-type]
    for _ in range(20):
        page.wait_for_timeout(1_000)
        now = page.screenshot(**cut)  # type: ignore[arg-type]
        if now == before:
            return now
        before = now
    raise SystemExit(f"Halaman {page.url} tidak kunjung diam.")


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Open the page, do the step, and write the picture."""
    size = shot.size
    if shot.high:
        size = {**size, "viewport": {**size["viewport"], "height": shot.high}}
    with browser.new_context(locale="id-ID", **size) as context:
        context.set_default_timeout(PATIENCE_MS)
        context.route("**/*", own_host_only)
        page = context.new_page()
        page.goto(address + shot.link)
        settle(page)
        # The first click on a map that is still being drawn is lost.
        page.wait_for_timeout(2_000)
        shot.act(page)
        settle(page)
        write(shot.name, stood_still(page, shot.part))


def own_host_only(route: Route) -> None:
    """Nothing on a picture comes from elsewhere."""
    url = route.request.url
    allowed = urlsplit(url).hostname in ("localhost", "127.0.0.1") or url.startswith(("data:", "blob:"))
    route.continue_() if allowed else route.abort()


def write(name: str, content: bytes) -> None:
    """The picture with few colours, named as the guides name it."""
    FOLDER.mkdir(exist_ok=True)
    picture = Image.open(BytesIO(content)).convert("RGB")
    target = FOLDER / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)} {target.stat().st_size:,} B", flush=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(room: Path, role: str) -> dict[str, str]:
    """The settings of a process that works in `room`, on the fixed day, for one role."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PANTAU_", "STREAMLIT_"))}
    return kept | {
        "PANTAU_STORE": str(room / "store"),
        "PANTAU_RUANG_MUAT": str(room / "ruang_muat"),
        "PANTAU_HARI_INI": TODAY,
        "PANTAU_PERAN": role,
    }


@contextmanager
def serving(room: Path, role: str) -> Iterator[str]:
    """The address of the dashboard as one role opens it."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--logger.level", "warning"]
    child = subprocess.Popen(command, cwd=ROOT, env=environment(room, role), start_new_session=True)
    try:
        deadline = time.monotonic() + 120
        while not answers(port):
            if child.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("Dasbor tidak mau hidup.")
            time.sleep(0.3)
        yield f"http://localhost:{port}"
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(20)


def answers(port: int) -> bool:
    """Whether the server has run the app once."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/script-health-check", timeout=60) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def main(wanted: list[str]) -> None:
    """Take all pictures, or those named; the letter is loaded only where its pictures are asked for."""
    chromium = os.environ.get("PANTAU_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with tempfile.TemporaryDirectory(prefix="panduan-") as folder, sync_playwright() as playwright:
        room = Path(folder)
        command = [sys.executable, "-m", "pantau", "sample"]
        subprocess.run(command, cwd=ROOT, env=environment(room, "operator"), check=True, capture_output=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", *SOFTWARE_GL])
        for role, shots in SHOTS.items():
            chosen = [each for each in shots if not wanted or each.name in wanted]
            if chosen:
                with serving(room, role) as address:
                    for shot in chosen:
                        take(browser, address, shot)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
