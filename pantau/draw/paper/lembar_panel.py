"""The panel of a map sheet: title, scale, legend, accounting, place, sources and room for a signature."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pantau import borders, style, text
from pantau.draw.paper.frame import Key
from pantau.draw.paper.page import POINT, Page, height, shorten, width, wrap
from pantau.draw.paper.plate import Plate, degree, ground, north_arrow
from pantau.draw.paper.villages import Marks
from pantau.figures import Figure

# Left, top, right and bottom in inches.
BOX: Final = (7.92, 0.4, 11.27, 7.58)
_INSIDE: Final = BOX[2] - BOX[0]
_GAP: Final = 0.13
# Points of its words, and the most lines of one sentence; the first that lets everything stand is taken.
_SIZES: Final = ((8.0, 6), (7.5, 6), (7.0, 6), (6.5, 6), (6.0, 6), (6.0, 3), (6.0, 2))
# Signs of a legend stand in the middle of a column as wide as most of them are.
_SIGN: Final = 0.26
_TAG, _SCALE = 9.0, 8.0
_OFFICE: Final = "PEMERINTAH KABUPATEN BALANGAN"


def title(figure: Figure) -> str:
    """`PETA JUMLAH KEJADIAN PER DESA`."""
    words = figure.title if figure.title.lower().startswith("peta ") else f"Peta {figure.title}"
    return words.upper()


@dataclass(frozen=True)
class _Part:
    """One part of the panel: how high it is and how it is painted from (x, y)."""

    high: float
    paint: Callable[[float, float], None]


def paint(page: Page, plate: Plate, marks: Marks, scale: int, named: int) -> None:
    """The parts under each other, in the largest letters that let all of them stand; rules between them."""
    left, top, right, bottom = BOX
    parts: list[_Part] = []
    for size, most in _SIZES:
        parts = _Panel(page, plate, marks, scale, named, size, most).parts()
        if sum(part.high for part in parts) + _GAP * (len(parts) - 1) <= bottom - top:
            break
    spare = bottom - top - sum(part.high for part in parts)
    gap = min(max(spare / (len(parts) - 1), _GAP), 2 * _GAP)
    y = top
    for i, part in enumerate(parts):
        part.paint(left, y)
        y += part.high
        if i < len(parts) - 1:
            page.line([left, right], [y + gap / 2] * 2, style.RULE, 0.7)
        y += gap


@dataclass(frozen=True)
class _Panel:
    """The panel in letters of one size; `named` villages have their name on the map."""

    page: Page
    plate: Plate
    marks: Marks
    scale: int
    named: int
    size: float
    most: int

    def parts(self) -> list[_Part]:
        """From top to bottom."""
        figure, counted = self.marks.figure, len(self.marks.named)
        words = [figure.reading, *figure.notes]
        if self.named < counted:
            words.append(f"Tertulis nama {text.number(self.named)} dari {text.number(counted)} desa yang berangka.")
        day = figure.context.as_of
        dated = f"data s.d. {text.day(day)}" if day else "tanggal data tidak disebut"
        west, south, east, north = ground().box
        place = (
            f"Kabupaten Balangan, Provinsi Kalimantan Selatan: {text.number(west, 2)}–{degree(east, 'BT', 'BB', 2)} dan"
            f" {text.number(-north, 2)}–{degree(south, 'LU', 'LS', 2)}."
        )
        return [
            self._heading(),
            self._measures(),
            self._legend(),
            self._said("KETERANGAN", words),
            self._said("LETAK", [place]),
            self._said("SUMBER", [f"Data: {figure.context.source}; {dated}.", borders.in_use().words]),
            self._signature(),
        ]

    def _cut(self, words: str) -> list[str]:
        """Lines as wide as the panel; a sentence that would fill it ends in an ellipsis."""
        lines = wrap(words, self.size, _INSIDE)
        if len(lines) <= self.most:
            return lines
        return [*lines[: self.most - 1], shorten(" ".join(lines[self.most - 1 :]), self.size, _INSIDE)]

    def _heading(self) -> _Part:
        """Who, what, which rows, and of when; the CONTOH mark says what is invented."""
        figure, size = self.marks.figure, self.size
        sample, day = figure.context.sample, figure.context.as_of
        lines = [
            (_OFFICE, 8.5, style.INK2, True),
            ("", 4.0, style.INK, False),
            *((line, size + 4.5, style.INK, True) for line in _balanced(title(figure), size + 4.5, self.most)),
            *((line, size, style.INK2, False) for line in self._cut(figure.subtitle)),
            ("", 3.0, style.INK, False),
            *((line, size, style.INK2, False) for line in self._cut(figure.context.sentence)),
            *([(f"Keadaan data s.d. {text.day(day)}", size, style.INK, True)] if day else []),
        ]

        def paint(x: float, y: float) -> None:
            middle = x + _INSIDE / 2
            for words, letters, colour, bold in lines:
                y += height([words], letters)
                self.page.text(middle, y - 0.3 * letters * POINT, words, letters, colour, bold=bold, align="center")
            if sample:
                self._tag(middle, y + 0.08, f"{text.SAMPLE}: {sample}")

        return _Part(sum(height([w], letters) for w, letters, *_ in lines) + (0.34 if sample else 0.0), paint)

    def _tag(self, middle: float, y: float, words: str) -> None:
        words = shorten(words, _TAG, _INSIDE - 0.3, True)
        wide = width(words, _TAG, True) + 0.24
        self.page.rect(middle - wide / 2, y, wide, 0.24, style.AMBER_PALE, style.AMBER_LINE, 1.2)
        self.page.centred(middle, y + 0.12, words, _TAG, style.AMBER_LINE, bold=True)

    def _measures(self) -> _Part:
        """North, a bar of ten kilometres, the scale in numbers, projection and datum."""
        kilometres = text.number(self.scale / 100_000, 1).removesuffix(",0")
        _, south, _, north = ground().box
        lines = self._cut(
            f"1 cm = {kilometres}{text.NBSP}km. Silinder sama jarak, lintang acuan"
            f" {degree((south + north) / 2, 'LU', 'LS')}; datum WGS{text.NBSP}84."
        )

        def paint(x: float, y: float) -> None:
            north_arrow(self.page, x + 0.15, y + 0.06, 0.48)
            self.plate.scale_bar(x + 0.5, y + 0.3, (0, 5, 10))
            words = f"Skala 1 : {text.number(self.scale)} pada kertas A4"
            self.page.text(x + 0.5, y + 0.5, words, _SCALE, style.INK, bold=True)
            self.page.lines(x, y + 0.58, lines, self.size, style.INK2)

        return _Part(0.6 + height(lines, self.size), paint)

    def _legend(self) -> _Part:
        """The signs of this map and its two borders in two columns; a long one takes both."""
        borders = [_line("batas kecamatan", style.INK2, 1.2), _line("batas desa", style.BORDER, 0.8)]
        rows = self._rows([*self.marks.keys(), *borders])
        pitch = self.size * 1.65 * POINT
        highs = [max([pitch, *(key.high - 0.02 for key in row if key.high > 0.24)]) for row in rows]
        head = height([""], self.size + 0.5)

        def paint(x: float, y: float) -> None:
            y = self._title(x, y, f"LEGENDA (satuan: {self.marks.figure.unit})")
            for row, high in zip(rows, highs, strict=True):
                for i, key in enumerate(row):
                    start, sign = x + i * _INSIDE / 2, max(key.wide, _SIGN)
                    key.paint(self.page, start + sign / 2, y + high / 2)
                    at = start + sign + 0.07
                    self.page.text(at, y + high / 2, key.title, self.size, style.INK, middle=True)
                y += high

        return _Part(head + sum(highs), paint)

    def _rows(self, keys: Sequence[Key]) -> list[list[Key]]:
        rows: list[list[Key]] = []
        free = False
        for key in keys:
            half = max(key.wide, _SIGN) + 0.07 + width(key.title, self.size) <= _INSIDE / 2 - 0.04
            if half and free:
                rows[-1].append(key)
                free = False
            else:
                rows.append([key])
                free = half
        return rows

    def _said(self, heading: str, words: Sequence[str]) -> _Part:
        blocks = [self._cut(sentence) for sentence in words]

        def paint(x: float, y: float) -> None:
            y = self._title(x, y, heading)
            for lines in blocks:
                y = self.page.lines(x, y, lines, self.size, style.INK2) + 0.03

        return _Part(height([""], self.size + 0.5) + sum(height(b, self.size) + 0.03 for b in blocks), paint)

    def _title(self, x: float, y: float, words: str) -> float:
        letters = self.size + 0.5
        return self.page.lines(x, y, [shorten(words, letters, _INSIDE, True)], letters, style.INK, bold=True)

    def _signature(self) -> _Part:
        """Room for the person who answers for the sheet."""

        def paint(x: float, y: float) -> None:
            self.page.lines(x, y, ["Diperiksa (nama, jabatan, tanggal):"], self.size, style.INK2)
            self.page.line([x, x + _INSIDE], [y + 0.42] * 2, style.AXIS, 0.7)

        return _Part(0.44, paint)


def _balanced(words: str, size: float, most: int) -> list[str]:
    """Lines of a title of about the same length."""
    lines, room = wrap(words, size, _INSIDE, True), _INSIDE
    if len(lines) > most:
        return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, _INSIDE, True)]
    while len(lines) > 1 and room > _INSIDE / 2 and len(wrap(words, size, room - 0.1, True)) == len(lines):
        room -= 0.1
        lines = wrap(words, size, room, True)
    return lines


def _line(name: str, colour: str, thick: float) -> Key:
    def paint(page: Page, x: float, y: float) -> None:
        page.line([x - 0.13, x + 0.13], [y, y], colour, thick)

    return Key(name, 0.26, paint)
