"""The pack in one message and one picture for a telephone: no greeting, no address, nobody's data."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Final

from pantau import style, text
from pantau.draw.paper import ONE_AT_A_TIME
from pantau.draw.paper.page import DPI, Page, shorten, width, wrap
from pantau.figures import Figure, records
from pantau.figures.perhatian import worst
from pantau.pack import Pack

# A message that is longer is not read on a telephone.
LONGEST: Final = 700
MOST: Final = 5
_MEETING, _SENTENCE, _WORST, _DATES, _SAMPLE = 70, 100, 80, 100, 70
_SHORTEST: Final = 30
_MOST_DRAWN: Final = 160
_ADDRESS: Final = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.)\S*", re.IGNORECASE)
# Signs a messenger takes for bold, slanted, struck and typewritten.
_SIGNS: Final = str.maketrans(dict.fromkeys("*_~`"))
# Sixteen digits standing alone are somebody's number.
_PERSON: Final = re.compile(r"(?<![\d.,])\d{16}(?!\d)")

# The card is 1080 by 1350 pixels; measures are inches at 200 dpi, letters in points.
_WIDE, _HIGH, _EDGE = 5.4, 6.75, 0.36
_INSIDE: Final = _WIDE - 2 * _EDGE
_TOP, _FOOT = 1.5, 1.0


def words(pack: Pack) -> str:
    """A message of at most 700 letters: meeting and place, a line a programme, what is worst, filter, dates, code."""
    head = f"*{_cut(f'{pack.title}, {pack.choice.place}', _MEETING)}*"
    foot = [_attention(pack), _cut(pack.choice.sentence, _SENTENCE), _dates(pack)]
    foot += [f"{text.SAMPLE}: {_samples(pack)}"] if pack.sample else []
    foot = [line for line in [*foot, f"Kode {pack.code}"] if line]
    room = LONGEST - sum(len(line) + 1 for line in (head, *foot))
    return "\n".join([head, *_bullets(pack.bullets[:MOST], room), *foot])


def _bullets(told: Sequence[str], room: int) -> list[str]:
    """A line a programme; where all together are too long, each gives way by what the longest have too much."""
    lines = [_plain(line) for line in told]
    limit = max(map(len, lines), default=0)
    while limit > _SHORTEST and sum(min(len(line), limit) + 3 for line in lines) > room:
        limit -= 1
    return [f"• {_cut(line, limit)}" for line in lines]


def _plain(said: str) -> str:
    """Words without line ends, addresses, numbers of persons and the signs a messenger reads."""
    bare = _PERSON.sub("…", _ADDRESS.sub("…", said)).translate(_SIGNS)
    return " ".join(bare.split())


def _cut(said: str, limit: int) -> str:
    """Plain words, shortened between two of them; a single word that is too long is cut."""
    plain = _plain(said)
    if len(plain) <= limit:
        return plain
    kept = plain[: limit - 1]
    whole = kept.rpartition(" ")[0] if plain[limit - 1] != " " else kept
    return f"{(whole or kept).rstrip(' ,;·:(')}…"


def _attention(pack: Pack) -> str:
    """The worst of what the rules found; CONTOH is said beside it."""
    first = worst(pack.hits)[:1]
    if not first:
        return ""
    mark = f" ({text.SAMPLE})" if first[0].sample else ""
    return f"Paling perlu perhatian: {_cut(f'{first[0].programme.title}, {first[0].sentence}', _WORST)}{mark}"


def _dates(pack: Pack) -> str:
    """The oldest and the newest date of the data under their programmes' names; what each is where none is known."""
    days = sorted((row["sampai"], str(row["program"])) for row in _rows(pack) if not text.missing(row.get("sampai")))
    ends = [f"{text.day(day)} ({title})" for day, title in (days[0], days[-1])] if days else []
    if len({day for day, _ in days}) == 1:
        ends = [text.day(days[0][0])]
    said = " sampai ".join(ends) or ", ".join(f"{title} {day}" for title, day in pack.dates)
    return f"Data s.d. {_cut(said, _DATES)}" if said else ""


def _samples(pack: Pack) -> str:
    """Which programmes show CONTOH; where most do, which do not."""
    named = {leaf.section for leaf in pack.leaves if leaf.sample}
    mine = [title for title, _ in pack.dates if title in named]
    rest = [title for title, _ in pack.dates if title not in named]
    if not mine:
        return "sebagian gambar"
    if len(rest) < len(mine):
        return _cut(f"semua program kecuali {text.join(rest)}" if rest else "semua program", _SAMPLE)
    return _cut(text.join(mine), _SAMPLE)


def card(pack: Pack) -> bytes:
    """A picture of 1080 by 1350 pixels: every programme with its number and what needs attention."""
    paint: Callable[[str], str] = style.grey if pack.choice.grey else str
    file = BytesIO()
    with ONE_AT_A_TIME:
        page = Page(_WIDE, _HIGH)
        _head(page, pack, paint)
        rows = _rows(pack)
        # Fewer programmes do not get taller rows than a reader expects of a list.
        high = min((_HIGH - _TOP - _FOOT) / max(len(rows), 1), 1.1)
        for i, row in enumerate(rows):
            _row(page, row, _TOP + i * high, high, paint)
        _foot(page, pack, paint)
        facts = {"Title": pack.title, "Description": pack.choice.sentence, "Software": None}
        page.canvas.savefig(file, format="png", dpi=DPI, metadata=facts)
    return file.getvalue()


def _summary(pack: Pack) -> Figure | None:
    return next((leaf.figure for leaf in pack.leaves if leaf.number == "R-1"), None)


def _rows(pack: Pack) -> list[dict[str, Any]]:
    """The rows of the summary leaf; the programmes' sentences alone where it could not be made."""
    first = _summary(pack)
    if first is not None and not first.empty and {"program", "angka", "kalimat"} <= set(first.frame):
        return records(first.frame)[:MOST]
    parts = [bullet.partition(": ") for bullet in pack.bullets[:MOST]]
    return [{"program": title, "angka": "", "kalimat": said} for title, _, said in parts]


def _drawn(said: str) -> str:
    """Words for the card; no line of it holds more."""
    return _cut(said, _MOST_DRAWN)


def _head(page: Page, pack: Pack, paint: Callable[[str], str]) -> None:
    page.rect(0, 0, _WIDE, 0.1, paint(style.ACCENT))
    tag = width(text.SAMPLE, 10, True) + 0.22 if pack.sample else 0.0
    room = _INSIDE - tag - (0.15 if tag else 0)
    title = _drawn(pack.title)
    size = next((size for size in (21, 19, 17) if width(title, size, True) <= room), 15)
    # Wrapped as if a little narrower: bold letters are wider.
    lines = _two(title, size, room * 0.87) if width(title, size, True) > room else [title]
    end = page.lines(_EDGE, 0.26 if len(lines) == 1 else 0.18, lines, size, paint(style.INK), bold=True)
    said = shorten(f"{text.day(pack.choice.day)} · {pack.choice.place}", 12, _INSIDE)
    page.text(_EDGE, end + 0.24, said, 12, paint(style.INK2))
    finding = next((leaf.finding for leaf in pack.leaves if leaf.number == "R-1" and leaf.figure), "")
    finding = _drawn(finding)
    size = next((size for size in (12, 11, 10) if width(finding, size, True) <= _INSIDE), 10)
    page.text(_EDGE, end + 0.58, shorten(finding, size, _INSIDE, True), size, paint(style.INK), bold=True)
    if tag:
        x = _WIDE - _EDGE - tag
        page.rect(x, 0.34, tag, 0.27, paint(style.AMBER_PALE), paint(style.AMBER_LINE), 1.2)
        page.centred(x + tag / 2, 0.475, text.SAMPLE, 10, paint(style.AMBER_LINE), bold=True)


def _row(page: Page, row: dict[str, Any], y: float, high: float, paint: Callable[[str], str]) -> None:
    """Name and what needs attention, the number with its unit and date, the sentence."""
    page.line([_EDGE, _WIDE - _EDGE], [y, y], paint(style.RULE), 0.8)
    name, right = _drawn(str(row["program"])), _WIDE - _EDGE
    page.text(_EDGE, y + 0.21, name, 11, paint(style.ACCENT), bold=True)
    if row.get("isi") == text.SAMPLE:
        page.text(_EDGE + width(name, 11, True) + 0.12, y + 0.21, text.SAMPLE, 8.5, paint(style.AMBER_LINE), bold=True)
    found = row.get("perhatian")
    if not text.missing(found):
        said = f"{text.number(found)} perlu perhatian" if found else "tidak ada temuan"
        page.text(right, y + 0.21, said, 11, paint(style.INK if found else style.INK2), bold=bool(found), align="right")
    if not text.missing(row.get("sampai")):
        day = f"data s.d. {text.day(row['sampai'])}"
        page.text(right, y + 0.49, day, 9, paint(style.INK2), align="right")
        right -= width(day, 9) + 0.1
    # A no-break space holds 72 % together.
    number, _, unit = str(row["angka"]).partition(" ")
    across = _EDGE
    if number:
        page.text(across, y + 0.49, _drawn(number), 19, paint(style.INK), bold=True)
        across += width(_drawn(number), 19, True) + 0.1
    page.text(across, y + 0.49, shorten(_drawn(unit), 11, right - across), 11, paint(style.INK2))
    for i, line in enumerate(_two(_drawn(str(row["kalimat"])), 9, _INSIDE)):
        page.text(_EDGE, y + 0.67 + 0.14 * i, line, 9, paint(style.INK2))


def _foot(page: Page, pack: Pack, paint: Callable[[str], str]) -> None:
    y = _HIGH - _FOOT + 0.1
    page.line([_EDGE, _WIDE - _EDGE], [y, y], paint(style.INK2), 1.0)
    first = _summary(pack)
    reading = first.reading if first else _dates(pack)
    lines = [_two(words, 8, _INSIDE) for words in (_drawn(pack.choice.sentence), _drawn(reading))]
    last = shorten(_drawn(pack.signature), 8, _INSIDE)
    for i, line in enumerate([*lines[0], *lines[1], last]):
        page.text(_EDGE, y + 0.17 + 0.14 * i, line, 8, paint(style.INK2))


def _two(said: str, size: float, room: float) -> list[str]:
    """At most two lines of words."""
    first, *more = wrap(said, size, room) or [""]
    return [first, shorten(" ".join(more), size, room)] if more else [first]
