"""The pack as one web page that opens from a memory stick: no server, no script, nothing loaded from anywhere."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pantau import style, text
from pantau.draw import paper
from pantau.figures import Column, Figure
from pantau.pack import Leaf, Pack
from pantau.pack.letterhead import letterhead

# A longer table is for the workbook.
MOST_ROWS: Final = 200
_TOLD: Final = 32
_TEMPLATE: Final = "page.html"
_NUMBERS: Final = ("number", "decimal", "percent", "day", "month")
_COLOURS: Final = ("INK", "INK2", "INK3", "RULE", "GRID", "PANEL", "ACCENT", "AMBER_LINE", "AMBER_PALE", "WHITE")
_PROLOGUE: Final = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
# The page says these itself; `*` in a style of a drawing would reach the whole page.
_SPARE: Final = re.compile(r"<metadata>.*?</metadata>|<title>.*?</title>|<style\b.*?</style>|<!--.*?-->", re.DOTALL)
_ID: Final = re.compile(r'\bid="([^"]*)"')
_USED: Final = re.compile(r'url\(#([^)]+)\)|href="#([^"]+)"')
_SIZE: Final = re.compile(r'(<svg\b[^>]*?) width="([\d.]+)pt" height="[\d.]+pt"')


@dataclass(frozen=True)
class Table:
    """A table as text: headings and rows; `cut` says what is left out.

    Columns of numbers stand to the `right`; those of sentences are `told` and keep room for a few words a line.
    """

    heads: tuple[str, ...]
    right: tuple[bool, ...]
    told: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    cut: str = ""


@dataclass(frozen=True)
class Part:
    """One leaf as the template shows it: a drawing, or a table in its place, and the table twin behind it."""

    leaf: Leaf
    footer: str
    page: str
    svg: str = ""
    inches: float = 0.0
    shown: Table | None = None
    twin: Table | None = None
    undetermined: str = ""


def html(pack: Pack) -> bytes:
    """The whole pack as one page; the same pack gives the same bytes."""
    parts = [_part(pack, leaf, i) for i, leaf in enumerate(pack.leaves)]
    head = letterhead()
    logo = head.greyed().logo if pack.choice.grey else head.logo
    page = _ENVIRONMENT.get_template(_TEMPLATE).render(
        pack=pack,
        sections=[(name, list(several)) for name, several in groupby(parts, key=lambda part: part.leaf.section)],
        government=head.government,
        unit=head.unit,
        logo=f"data:image/png;base64,{b64encode(logo).decode()}" if logo else "",
        samples=[leaf.number for leaf in pack.leaves if leaf.sample],
        colours=_colours(pack.choice.grey),
        font=Markup(style.FONT),
        text=text,
    )
    return page.encode()


_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    # The template is HTML whatever its name; a word of the data is never markup.
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _colours(grey: bool) -> Mapping[str, str]:
    """The table of colours under the names the style sheet has for them."""
    named = {name.lower().replace("_", "-"): str(getattr(style, name)) for name in _COLOURS}
    return {name: style.grey(colour) for name, colour in named.items()} if grey else named


def _part(pack: Pack, leaf: Leaf, place: int) -> Part:
    part = Part(leaf, pack.footer(leaf), f"Halaman {place + 1}/{len(pack.leaves)}")
    figure = leaf.figure
    if figure is None:
        return part
    if figure.empty:
        said = f"{text.UNDETERMINED.capitalize()}."
        return Part(leaf, part.footer, part.page, undetermined=said)
    twin = _table(figure, figure.columns)
    if figure.kind == "table":
        # A table needs no picture of itself: as a table it can be read aloud, copied and read on a telephone.
        named = {column.name: column for column in figure.columns}
        chosen = [named[name] for name in figure.encode.get("paper", ()) if name in named] or list(figure.columns)
        more = twin if len(chosen) < len(figure.columns) else None
        return Part(leaf, part.footer, part.page, shown=_table(figure, chosen), twin=more)
    svg, inches = _drawing(leaf, figure, pack.choice.grey)
    return Part(leaf, part.footer, part.page, svg, inches, twin=twin)


def _table(figure: Figure, columns: Sequence[Column]) -> Table:
    heads = tuple(column.title for column in columns)
    written = figure.written()[list(heads)]
    rows = tuple(tuple(str(cell) for cell in row) for row in written.head(MOST_ROWS).itertuples(index=False))
    cut = ""
    if len(written) > MOST_ROWS:
        every, first = text.number(len(written)), text.number(MOST_ROWS)
        cut = f"{first} baris pertama dari {every}; semuanya ada di buku kerja."
    right = tuple(column.kind in _NUMBERS for column in columns)
    told = tuple(max(map(len, written[head]), default=0) > _TOLD for head in heads)
    return Table(heads, right, told, rows, cut)


def _drawing(leaf: Leaf, figure: Figure, grey: bool) -> tuple[Markup, float]:
    """The drawing as part of the page, and its width in inches: no identifier in it is one of another drawing."""
    svg = _SPARE.sub("", _PROLOGUE.sub("", paper.drawing(figure, "svg", grey).decode()))
    used = {a or b for a, b in _USED.findall(svg)}
    prefix = re.sub(r"[^A-Za-z0-9-]", "", leaf.number)
    svg = _ID.sub(lambda met: f'id="{prefix}-{met[1]}"' if met[1] in used else "", svg)
    svg = svg.replace("url(#", f"url(#{prefix}-").replace('href="#', f'href="#{prefix}-')
    label = Markup.escape(f"{leaf.finding}. {figure.reading}")
    # Only what matplotlib wrote, its words escaped, and a label escaped here.
    named = Markup(_SIZE.sub(lambda met: f'{met[1]} role="img" aria-label="{label}"', svg, count=1))
    measured = _SIZE.search(svg)
    return named, round(float(measured[2]) / 72, 2) if measured else 0.0
