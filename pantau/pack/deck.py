"""The pack as slides to show and to edit: 16:9, one slide a leaf, charts and tables native, the rest pictures.

Every slide has the finding as its title, its filter sentence, its footer, and in its notes what was asked and how it is
counted. A template of the letter-head gives masters and typefaces; without one the slides are plain white.
"""

import logging
from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from typing import Any, Final

from PIL import Image
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from pantau import style, text
from pantau.draw.paper.page import DPI
from pantau.figures import Figure
from pantau.pack import Asked, Leaf, Pack
from pantau.pack.chart import Chart, chart, greyed
from pantau.pack.deck_chart import native
from pantau.pack.deck_table import Grid, across, clean, grid, lines, rgb, table, tall
from pantau.pack.deck_template import HIGH, WIDE, layout, opened
from pantau.pack.letterhead import Letterhead, letterhead
from pantau.pack.same_bytes import same_bytes

EDGE: Final = 0.55
_INSIDE: Final = WIDE - 2 * EDGE
_FOOT: Final = 6.93
_BODY, _SMALL, _FOOTER = 14, 12, 11
_GAP: Final = 0.12
_MOST_KPIS: Final = 6
# Where words end above the footer, the space between two of them, and the column they get beside a picture.
_END: Final = _FOOT - 0.1
_WORDS: Final = 0.09
_SIDE: Final = 3.6
_DECISIONS: Final = "R-3"
_BLANK: Final = ("Keputusan", "PIC", "Tenggat", "Paraf")
# Empty rows: on a slide of their own, and below decisions that are known.
_BLANK_ROWS: Final = 5
_BLANK_AFTER: Final = 2
_BLANK_HEAD, _BLANK_LEAST = 0.34, 0.4
_LOG: Final = logging.getLogger(__name__)
_UNDETERMINED: Final = f"{text.UNDETERMINED[0].upper()}{text.UNDETERMINED[1:]}."


def pptx(pack: Pack, head: Letterhead | None = None) -> bytes:
    """The deck: a cover, then one slide a leaf in the pack's order. The same pack gives the same bytes."""
    found = letterhead() if head is None else head
    deck = opened(found.template)
    blank = layout(deck)
    _Cover(deck.slides.add_slide(blank), pack, 1).draw(found)
    for page, leaf in enumerate(pack.leaves, 2):
        _Page(deck.slides.add_slide(blank), pack, page).draw(leaf)
    for slide in deck.slides:
        _indonesian(slide._element)
        _indonesian(slide.notes_slide._element)
        charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
        for drawn in (slide._element, *charts) if pack.choice.grey else ():
            _colourless(drawn)
    about = deck.core_properties
    about.title, about.author, about.language = clean(pack.title), clean(pack.choice.maker), "id-ID"
    about.subject, about.last_modified_by = clean(pack.choice.sentence), clean(pack.choice.maker)
    about.created = about.modified = pack.made.astimezone(UTC).replace(tzinfo=None)
    about.keywords, about.comments, about.revision = f"Kode {pack.code}", "", 1
    file = BytesIO()
    deck.save(file)
    return same_bytes(file.getvalue(), about.created)


class _Slide:
    """One slide being filled from top to bottom; measures in inches."""

    def __init__(self, slide: Any, pack: Pack, page: int) -> None:
        self.slide, self.pack, self.page = slide, pack, page
        self.shapes = slide.shapes
        for extra in [each for each in slide.placeholders if each.placeholder_format.idx != 0]:
            extra._element.getparent().remove(extra._element)

    def title(self, words: str, top: float, wide: float, sizes: Sequence[int]) -> float:
        """The title at the largest size that keeps it on one line, else on two; returns where it ends."""
        words = clean(words)
        count, size = next(
            (
                (n, s)
                for n, s in ((n, s) for n in (1, 2) for s in sizes)
                if lines(words, s, wide, True) <= n and (n == 2 or s >= 24)
            ),
            (2, sizes[-1]),
        )
        high = count * size * 1.2 / 72 + 0.06
        shape = self.shapes.title
        shape.left, shape.top, shape.width, shape.height = (Inches(each) for each in (EDGE, top, wide, high))
        frame = shape.text_frame
        _margins(frame)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        frame.auto_size, frame.vertical_anchor = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE, MSO_ANCHOR.TOP
        self._run(frame.paragraphs[0], words, size, style.INK, True)
        return top + high

    def text(self, words: str, left: float, top: float, wide: float, size: float = _BODY, colour: str = style.INK2,
             bold: bool = False, right: bool = False, high: float = 0.0) -> float:  # fmt: skip
        """A text box; returns where its words end."""
        words = clean(words)
        if not words:
            return top
        need = high or tall(words, size, wide, bold) + 0.04
        box = self.shapes.add_textbox(*(Inches(each) for each in (left, top, wide, need)))
        box.text_frame.word_wrap = True
        _margins(box.text_frame)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        self._run(paragraph, words, size, colour, bold)
        return top + need

    def _run(self, paragraph: Any, words: str, size: float, colour: str, bold: bool = False) -> None:
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(colour)

    def rule(self, top: float, left: float = EDGE, wide: float = _INSIDE) -> None:
        """A hairline."""
        line = self.shapes.add_connector(1, *(Inches(each) for each in (left, top, left + wide, top)))
        line.line.color.rgb, line.line.width = rgb(style.RULE), Pt(0.75)
        _plain(line)

    def tag(self, top: float) -> float:
        """The bordered CONTOH mark at the upper right; returns its width."""
        wide = across(text.SAMPLE, 14, True) + 0.3
        self.box(text.SAMPLE, WIDE - EDGE - wide, top, wide, 0.32, style.AMBER_PALE, style.AMBER_LINE, style.AMBER_LINE)
        return wide + 0.2

    def box(self, words: str, left: float, top: float, wide: float, high: float, fill: str, line: str,
            ink: str) -> None:  # fmt: skip
        """A bordered box with words in its middle."""
        shape = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(each) for each in (left, top, wide, high)))
        _plain(shape)
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(fill)
        shape.line.color.rgb, shape.line.width = rgb(line), Pt(1.25)
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        _margins(frame, 0.0 if high < 0.5 else 0.25)
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER if high < 0.5 else PP_ALIGN.LEFT
        self._run(frame.paragraphs[0], clean(words), _BODY, ink, True)

    def footer(self, words: str) -> None:
        """A hairline, the footer, and the page of how many."""
        pages = f"Halaman {self.page}/{len(self.pack.leaves) + 1}"
        self.rule(_FOOT)
        self.text(words, EDGE, _FOOT + 0.06, _INSIDE - 1.3, _FOOTER, high=0.42)
        self.text(pages, WIDE - EDGE - 1.2, _FOOT + 0.06, 1.2, _FOOTER, right=True, high=0.2)

    def notes(self, parts: Sequence[str]) -> None:
        """What the speaker sees."""
        self.slide.notes_slide.notes_text_frame.text = "\n".join(clean(part) for part in parts if part)


class _Cover(_Slide):
    """Who meets when about what, on which data."""

    def draw(self, head: Letterhead) -> None:
        pack, choice = self.pack, self.pack.choice
        left = self._logo((head.greyed() if choice.grey else head).logo)
        top = self.text(head.government, left, 0.5, 8, 16, style.INK, not head.unit)
        self.text(head.unit, left, top, 8, 16, style.INK, True)
        if pack.sample:
            self.tag(0.5)
        self.text("PAKET RAPAT", EDGE, 1.95, 6, 14, style.ACCENT, True)
        top = self.title(pack.title, 2.3, 7.4, (40, 36, 32, 28)) + 0.3
        for name, words in pack.facts:
            self.text(name, EDGE, top, 1.7)
            top = self.text(words, EDGE + 1.75, top, 5.6, _BODY, style.INK) + 0.07
        if pack.sample:
            told = f"Halaman bertanda {text.SAMPLE} memakai register contoh, bukan data nyata."
            self.text(told, EDGE, top + 0.15, 7.3, _BODY, style.AMBER_LINE, True)
        self._dates(8.75)
        self.footer(pack.signature)
        self.notes((choice.sentence, pack.signature))

    def _dates(self, left: float) -> None:
        """How new the data of each programme are."""
        wide = WIDE - EDGE - left
        self.text("DATA SAMPAI DENGAN", left, 1.95, wide, 14, style.ACCENT, True)
        top = 2.4
        for name, words in self.pack.dates:
            self.text(name, left, top, wide - 1.8, 16, style.INK)
            self.text(words, left + wide - 1.8, top, 1.8, 16, style.INK, right=True)
            self.rule(top + 0.36, left, wide)
            top += 0.44

    def _logo(self, logo: bytes | None) -> float:
        """The logo at the upper left; returns where words beside it start."""
        if not logo:
            return EDGE
        try:
            picture = self.shapes.add_picture(BytesIO(logo), Inches(EDGE), Inches(0.45), height=Inches(0.9))
        except Exception as error:  # a broken picture costs its place, not the deck
            _LOG.warning("logo cannot be used", exc_info=error)
            return EDGE
        _described(picture, "Logo")
        return float(EDGE + picture.width / Inches(1) + 0.2)


class _Page(_Slide):
    """One leaf."""

    def draw(self, leaf: Leaf) -> None:
        top = self._head(leaf)
        if leaf.kpis:
            top = self._strip(leaf.kpis[:_MOST_KPIS], top)
        figure = leaf.figure
        if figure is None:
            self.box(leaf.failed, EDGE, top, _INSIDE, 1.2, style.PANEL, style.AXIS, style.INK)
        elif leaf.number == _DECISIONS:
            self._decisions(leaf, figure, top)
        elif figure.empty:
            self._nothing(figure, _UNDETERMINED, top)
        elif figure.kind == "table":
            self._table(leaf, figure, top)
        else:
            self._figure(leaf, figure, top)
        self.footer(self.pack.footer(leaf))
        self.notes(_told(leaf))

    def _head(self, leaf: Leaf) -> float:
        """Number and section, finding, subtitle, filter sentence; returns where the content starts."""
        tag = self.tag(0.34) if leaf.sample else 0.0
        self.text(f"{leaf.number} · {leaf.section}", EDGE, 0.36, _INSIDE - tag, _BODY, style.ACCENT, True)
        top = self.title(leaf.finding, 0.66, _INSIDE, (28, 26, 24, 22, 20))
        if leaf.figure:
            top = self.text(leaf.figure.subtitle, EDGE, top + 0.02, _INSIDE, _BODY)
        return self.text(leaf.header, EDGE, top + 0.04, _INSIDE, _SMALL) + _GAP

    def _strip(self, kpis: Sequence[tuple[str, str, str]], top: float) -> float:
        """Up to six numbers side by side: name, value, note."""
        pitch = _INSIDE / max(len(kpis), 4)
        wide = pitch - 0.25
        names = max(tall(clean(name), _BODY, wide) for name, *_ in kpis) + 0.04
        size = min((s for s in (28, 24, 20, 18, 16)), key=lambda s: abs(s - self._value_size(kpis, wide)))
        notes = max(tall(clean(note), _BODY, wide) for *_, note in kpis) + 0.04
        self.rule(top)
        top += 0.08
        for place, (name, value, note) in enumerate(kpis):
            left = EDGE + place * pitch
            self.text(name, left, top, wide, _BODY, high=names)
            self.text(value, left, top + names, wide, size, style.INK, True, high=size * 1.2 / 72)
            self.text(note, left, top + names + size * 1.2 / 72, wide, _BODY, style.INK3, high=notes)
        return top + names + size * 1.2 / 72 + notes + _GAP

    def _value_size(self, kpis: Sequence[tuple[str, str, str]], wide: float) -> int:
        """The largest size at which every value stays on one line."""
        return next((s for s in (28, 24, 20, 18) if all(across(clean(v), s, True) <= wide for _, v, _ in kpis)), 16)

    def _words(self, figure: Figure, extra: str = "") -> list[tuple[str, str]]:
        """Reading and notes with their colours."""
        notes = [(clean(words), style.INK2) for words in (*figure.notes, extra) if words]
        return [(clean(figure.reading), style.INK), *notes]

    def _kept(self, words: Sequence[tuple[str, str]], wide: float, room: float) -> tuple[list[tuple[str, str]], float]:
        """The words that fit, the first always, and their height; the speaker's notes have them all."""
        kept: list[tuple[str, str]] = []
        used = 0.0
        for said in words:
            need = tall(said[0], _BODY, wide) + _WORDS
            if kept and used + need > room:
                break
            kept.append(said)
            used += need
        return kept, used

    def _say(self, words: Sequence[tuple[str, str]], top: float, left: float = EDGE, wide: float = _INSIDE) -> None:
        for said, colour in words:
            top = self.text(said, left, top, wide, _BODY, colour) + _WORDS - 0.04

    def _nothing(self, figure: Figure, words: str, top: float) -> None:
        """A box in place of the drawing, what is known of it below."""
        self.box(words, EDGE, top, _INSIDE, 0.9, style.PANEL, style.RULE, style.INK)
        self._say(self._kept(self._words(figure), _INSIDE, _END - top - 1.1)[0], top + 1.05)

    def _table(self, leaf: Leaf, figure: Figure, top: float) -> None:
        """The first rows; where rows are left, the sheet that has them all."""
        words = self._words(figure)
        room = _END - top - self._kept(words, _INSIDE, (_END - top) / 2)[1] - _GAP
        found = grid(figure, _INSIDE, room, leaf.section)
        if found.cut:
            found = grid(figure, _INSIDE, room - tall("", _BODY, _INSIDE) - _WORDS, leaf.section)
            words = self._words(figure, _left(leaf, found))
        _described(table(self.shapes, EDGE, top, found), figure.reading)
        self._say(self._kept(words, _INSIDE, HIGH)[0], top + found.high + _GAP)

    def _decisions(self, leaf: Leaf, figure: Figure, top: float) -> None:
        """What was decided before, then empty rows to fill in by hand."""
        words, used = self._kept(self._words(figure), _INSIDE, 1.0)
        room, rows = _END - top - used - _GAP, _BLANK_ROWS
        if not figure.empty:
            rows = _BLANK_AFTER
            known = room - _BLANK_HEAD - rows * _BLANK_LEAST - _GAP
            found = grid(figure, _INSIDE, known)
            if found.cut:
                found = grid(figure, _INSIDE, known - tall("", _BODY, _INSIDE) - _WORDS)
                words = self._words(figure, _left(leaf, found))
            _described(table(self.shapes, EDGE, top, found), figure.reading)
            top, room = top + found.high + _GAP, room - found.high - _GAP
        each = min((room - _BLANK_HEAD) / rows, 0.62) if figure.empty else _BLANK_LEAST
        wides = [_INSIDE * part for part in (0.5, 0.2, 0.15, 0.15)]
        highs = [_BLANK_HEAD, *[each] * rows]
        blank = Grid(list(_BLANK), [[""] * 4] * rows, [False] * 4, wides, highs, rows)
        _described(table(self.shapes, EDGE, top, blank, blank=True), "Baris kosong untuk keputusan rapat.")
        self._say(words, top + blank.high + _GAP)

    def _figure(self, leaf: Leaf, figure: Figure, top: float) -> None:
        """A native chart where one is honest, else the picture."""
        found = chart(figure)
        if found is not None:
            self._chart(figure, greyed(found) if self.pack.choice.grey else found, top)
            return
        try:
            picture = leaf.drawing("png", self.pack.choice.grey)
        except Exception as error:  # its box says so, and the other slides go on
            _LOG.warning("leaf %s could not be drawn", figure.id, exc_info=error)
            self._nothing(figure, "Gambar ini tidak dapat dibuat; angkanya ada di data.xlsx.", top)
            return
        self._picture(figure, picture, top)

    def _picture(self, figure: Figure, picture: bytes, top: float) -> None:
        """The picture as large as it can be: with its words below it, or beside it."""
        with Image.open(BytesIO(picture)) as measured:
            size = [pixels / DPI for pixels in measured.size]
        words, room = self._words(figure), _END - top
        kept, used = self._kept(words, _INSIDE, room * 0.4)
        under = min(_INSIDE / size[0], (room - used - _GAP) / size[1])
        beside = min((_INSIDE - _SIDE) / size[0], room / size[1])
        wide, high = (each * max(under, beside) for each in size)
        left = EDGE if beside > under else EDGE + (_INSIDE - wide) / 2
        place = (Inches(each) for each in (left, top, wide, high))
        _described(self.shapes.add_picture(BytesIO(picture), *place), figure.reading)
        if beside > under:
            side = EDGE + wide + 0.35
            self._say(self._kept(words, WIDE - EDGE - side, room)[0], top + 0.05, side, WIDE - EDGE - side)
        else:
            self._say(kept, top + high + _GAP)

    def _chart(self, figure: Figure, found: Chart, top: float) -> None:
        """The native chart over its words; few bars stay bars and do not become blocks."""
        words, used = self._kept(self._words(figure), _INSIDE, (_END - top) * 0.4)
        room = _END - top - used - _GAP
        high = min(room, 0.62 * len(found.categories) + (0.7 if found.legend else 0.2)) if found.kind == "bar" else room
        _described(native(self.shapes, (EDGE, top, _INSIDE, high), found), figure.reading)
        self._say(words, top + high + _GAP)


def _left(leaf: Leaf, found: Grid) -> str:
    """How many rows a slide shows, and which sheet has them all."""
    shown, total = text.number(len(found.rows)), text.number(found.total)
    return f"{shown} dari {total} baris; selengkapnya pada lembar {leaf.number} di data.xlsx."


def _told(leaf: Leaf) -> list[str]:
    """What stands in the notes: words, questions with their parameters, source."""
    asked = [_question(each) for each in leaf.asked]
    return [f"{leaf.number} · {leaf.finding}", *leaf.words, *asked, leaf.header, leaf.dated]


def _question(asked: Asked) -> str:
    given = ", ".join(f"{name} = {_given(value)}" for name, value in asked.params.items() if value is not None)
    return f"Kueri: {asked.query} ({given or 'tanpa batas'}) · {text.number(asked.rows)} baris · SHA-256 {asked.sha256}"


def _given(value: object) -> str:
    return str(value)


def _colourless(element: Any) -> None:
    """Every colour becomes the grey as light."""
    for colour in element.iter(qn("a:srgbClr")):
        colour.set("val", style.grey(f"#{colour.get('val')}").lstrip("#"))


def _margins(frame: Any, inches: float = 0.0) -> None:
    frame.margin_left = frame.margin_right = Inches(inches)
    frame.margin_top = frame.margin_bottom = 0


def _plain(shape: Any) -> None:
    """Without the shadow and colours that a theme gives to drawn shapes."""
    for themed in shape._element.findall(qn("p:style")):
        shape._element.remove(themed)


def _described(shape: Any, words: str) -> None:
    """The alternative text of a picture, chart or table."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(words))


def _indonesian(element: Any) -> None:
    """Every run says that it is Indonesian, so that no word is underlined as an error."""
    for run in element.iter(qn("a:r"), qn("a:fld")):
        properties = run.find(qn("a:rPr"))
        if properties is None:
            properties = parse_xml(f"<a:rPr {nsdecls('a')}/>")
            run.insert(0, properties)
        properties.set("lang", "id-ID")
