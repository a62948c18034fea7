"""Every page at a desk and on a phone: offline, silent console, Indonesian, inside the screen, readable by all."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pantau import ROOT
from tests.browser.conftest import DESK, PHONE, Visitor, Watch, settle

PAGES = ("", *sorted(path.stem for path in (ROOT / "pages").rglob("*.py") if path.stem != "ringkasan"))
# Pages of published data alone; on every other an invented register of the first run shows, and says so.
REAL_ALONE = {"lapor_bencana", "pola", "destana_bnpb"}
# On a phone the same elements stand in another order: the rules for readers are tried on the pages people open there.
TRIED_BY_HAND = {"", "perhatian", "lapor_bencana", "lapor", "mode_rapat", "profil_desa"}
# Words of Streamlit, Plotly and the calendar that a reader of Indonesian would meet by mistake.
ENGLISH = re.compile(
    r"\b(Deploy|Running|Rerun|Settings|Stop|Connecting|Loading|Please|Download|Search|Fullscreen|Choose|Select|Clear"
    r"|Close|Show|Hide|Click|Error|Warning|Empty|empty|None|NaN|nan|NaT|undefined|null|True|False|options?|results?|rows?|columns?"
    r"|Upload|Browse|Drag|Limit|Page|not found|Monday|Sunday|January|February|March|June|July|August|October"
    r"|December|Aug|Oct|Dec|and|the|of|to)\b"
)
# An empty upload field's own words are drawn over in Indonesian and left for who hears the page.
EXEMPT_WORDS = ("Skip to main content", "25MB per file", "Upload")
# What only a screen reader hears, or the mouse finds.
SPOKEN = ("aria-label", "aria-description", "placeholder", "title", "alt")
SPOKEN_ENGLISH = re.compile(ENGLISH.pattern + r"|\b(Help|Press|Enter|Add|Remove|Menu)\b")
# Streamlit's own controls carry fixed English names that no setting changes.
CONTROLS = re.compile(
    r"App pages|(Expand s|Collapse s|S)idebar|Link to heading|Open|Increment|Decrement|Choose an option|\w+ icon"
    r"|(Fullscreen|Search|Show/hide columns|Download as CSV)(: .*)?"
)


@dataclass(frozen=True)
class Sight:
    """What one visit of a page showed."""

    text: str
    spoken: list[str]
    width: int  # of what is drawn, px
    room: int  # of the window
    tall: int  # of the page
    height: int  # of what is seen without scrolling
    problems: list[str]
    violations: list[str]


@pytest.fixture(scope="module")
def sights(visitors: Callable[..., Visitor], sample_names: re.Pattern[bytes]) -> Callable[[str, str], Sight]:
    """Visit each page once a size, and remember what was seen."""
    people = {size: visitors(size) for size in (DESK, PHONE)}
    seen: dict[tuple[str, str], Sight] = {}

    def look(page_name: str, size: str) -> Sight:
        if (page_name, size) not in seen:
            seen[page_name, size] = _visit(people[size], page_name, sample_names)
        return seen[page_name, size]

    return look


def _visit(visitor: Visitor, name: str, names: re.Pattern[bytes]) -> Sight:
    page = visitor.open(f"/{name}")
    violations = barriers(page) if "Mobi" not in page.evaluate("navigator.userAgent") or name in TRIED_BY_HAND else []
    page.eval_on_selector_all(
        "[data-testid=stMain] details:not([open]) > summary", "closed => closed.forEach((box) => box.click())"
    )
    settle(page)
    size = page.evaluate(
        """() => {
            const main = document.querySelector("[data-testid=stMain]");
            return [document.documentElement.scrollWidth, window.innerWidth, main.scrollHeight, main.clientHeight,
                    main.scrollWidth, main.clientWidth];
        }"""
    )
    width, room, tall, height, inner, shown = size
    text = page.inner_text("body")
    faults = [f"failed: {words}" for words in page.locator("[data-testid=stException]").all_inner_texts()]
    return Sight(
        text,
        spoken(page),
        max(width, inner - shown + room),
        room,
        tall,
        height,
        faults + visitor.leave(names),
        violations,
    )


def spoken(page: Page) -> list[str]:
    """The words of the page that are heard or hovered, not seen; Streamlit's own controls left out."""
    words = page.evaluate(
        """(names) => names.flatMap(
            (name) => [...document.querySelectorAll(`[${name}]`)].map((each) => each.getAttribute(name))
        )""",
        list(SPOKEN),
    )
    return sorted({each for each in words if not CONTROLS.fullmatch(each)})


def barriers(page: Page) -> list[str]:
    """What keeps people from reading or using a page: serious and critical findings of axe-core, a line each."""
    return [
        f"{rule['id']}: {node['target'][0]} {node['html'][:160]}"
        for rule in Axe().run(page).response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.fixture(params=[DESK, PHONE])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_itself(name: str, size: str, sights: Callable[[str, str], Sight]) -> None:
    """No other host, no console error, no personal datum in any frame or answer."""
    assert sights(name, size).problems == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_indonesian(name: str, size: str, sights: Callable[[str, str], Sight]) -> None:
    text = sights(name, size).text
    for words in EXEMPT_WORDS:
        text = text.replace(words, "")
    assert sorted({match[0] for match in ENGLISH.finditer(text)}) == []
    assert [words for words in sights(name, size).spoken if SPOKEN_ENGLISH.search(words)] == []
    assert len(text) > 300


@pytest.mark.parametrize("name", PAGES)
def test_a_page_never_scrolls_sideways(name: str, size: str, sights: Callable[[str, str], Sight]) -> None:
    sight = sights(name, size)
    assert sight.width <= sight.room


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_readable_by_all(name: str, size: str, sights: Callable[[str, str], Sight]) -> None:
    assert sights(name, size).violations == []


@pytest.mark.parametrize("name", PAGES)
def test_contoh_stands_where_registers_are_invented(name: str, sights: Callable[[str, str], Sight]) -> None:
    assert ("CONTOH" in sights(name, DESK).text) is (name not in REAL_ALONE)


def test_the_front_page_fits_a_desk_screen(sights: Callable[[str, str], Sight]) -> None:
    sight = sights("", DESK)
    assert sight.tall <= sight.height


def test_a_barrier_would_be_noticed(visitor: Visitor) -> None:
    page = visitor.context.new_page()
    page.set_content('<main><h1>a</h1><button></button><p style="color:#ccc;background:#fff">pudar</p></main>')
    assert {line.partition(":")[0] for line in barriers(page)} >= {"button-name", "color-contrast"}


def test_the_watch_would_notice_what_must_not_happen(sample_names: re.Pattern[bytes]) -> None:
    with (ROOT / "data" / "sample" / "kasus.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    for told in (row["nik"], row["nama"], row["alamat"], row["telepon"]):
        assert Watch(True, received=[f"a {told} b".encode()]).problems(sample_names)
    assert Watch(True, received=[b"0.1234567890123456, rumah"]).problems(sample_names) == []
    assert Watch(True, errors=["Uncaught TypeError: x is undefined"]).problems(sample_names)
    assert Watch(True, outside=["https://basemaps.cartocdn.com/a.json"]).problems(sample_names)
