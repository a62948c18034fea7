"""Horizontal bars on paper: ranked, stacked, and stacked to 100 %, the number written after each."""

from pantau import style, text
from pantau.draw.kinds import counted, shortened
from pantau.draw.kinds import shares as parts_of
from pantau.draw.paper.axes import AXIS, DASH, LABEL, row_names
from pantau.draw.paper.frame import INSIDE, Body, swatch
from pantau.draw.paper.page import Page, shorten, widest, width
from pantau.figures import Figure


def ranked(figure: Figure) -> Body:
    """Horizontal bars from zero, the number written after each."""
    e = figure.encode
    values = [text.finite(v) or 0.0 for v in figure.frame[e["value"]]]
    inner = [text.finite(v) or 0.0 for v in figure.frame[e["inner"]]] if e.get("inner") else []
    top = max([*values, float(e.get("top", 0)), 1e-9])
    names, left = row_names(figure, e["label"])
    said = [str(words) for words in figure.frame[e["text"]]]
    strong = set(e.get("strong", ()))
    lines = e.get("lines", ())
    pitch, above = 0.31, 0.26 if lines else 0.02
    room = INSIDE - left - 0.12
    longest = max((width(words, LABEL, True) for words in said), default=0.0)
    written = said if longest < room * 0.65 else shortened(figure, said)
    # As long as every bar and the words after it allow, together.
    ends = [(room - width(words, LABEL, True)) / value for words, value in zip(written, values, strict=True) if value]
    unit = max(min([*ends, room / top]), room * 0.2 / top)

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        for i, (name, value, words) in enumerate(zip(names, values, written, strict=True)):
            row = y + above + pitch * i
            raw = figure.frame[e["label"]].iloc[i]
            colour = style.ACCENT_FAINT if inner else style.ACCENT if raw in strong else style.ACCENT_SOFT
            page.text(start - 0.1, row + pitch / 2, name, LABEL, style.INK, align="right", middle=True)
            page.rect(start, row + 0.05, value * unit, pitch - 0.1, colour)
            if inner:
                page.rect(start, row + pitch / 2 - 0.05, inner[i] * unit, 0.1, style.ACCENT)
            end = start + value * unit + 0.08
            words = shorten(words, LABEL, room - value * unit + 0.04, raw in strong)
            page.text(end, row + pitch / 2, words, LABEL, style.INK, bold=raw in strong, middle=True)
        page.line([start, start], [y + above, y + above + pitch * len(names)], style.AXIS, 0.9)
        for at, words in lines:
            page.line([start + at * unit] * 2, [y + above, y + above + pitch * len(names)], style.INK3, 0.9, DASH)
            page.text(start + at * unit, y + above - 0.06, words, AXIS, align="center")

    titles = {column.name: column.title for column in figure.columns}
    layers = ((e["value"], style.ACCENT_FAINT), (e.get("inner"), style.ACCENT))
    keys = tuple(swatch(titles[c], colour) for c, colour in layers if c in titles) if inner else ()
    return Body(above + pitch * len(names), paint, keys)


def stack(figure: Figure) -> Body:
    """Stacked horizontal bars, light to dark; a segment outside the ramp is hatched, for grey does not place it."""
    e = figure.encode
    totals = [float(v) for v in figure.frame[e["total"]]]
    names, left = row_names(figure, e["label"])
    top = max([*totals, 1.0])
    pitch = 0.36

    def hatch(colour: str) -> str:
        return "////" if colour == style.AXIS else ""

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        unit = (wide - left - widest([text.number(t) for t in totals], LABEL, True) - 0.12) / top
        for i, name in enumerate(names):
            row, at = y + pitch * i, start
            page.text(start - 0.1, row + pitch / 2, name, LABEL, style.INK, align="right", middle=True)
            for column, _, colour in e["segments"]:
                value = float(figure.frame[column].iloc[i])
                long, words = value * unit, text.number(value)
                if not value:
                    continue
                page.rect(at, row + 0.05, long, pitch - 0.1, colour, style.INK3, 0.4, hatch(colour), style.INK2)
                if long > width(words, 9) + 0.04:
                    ground = style.AXIS if hatch(colour) else ""
                    page.centred(at + long / 2, row + pitch / 2, words, 9, style.ink_on(colour), ground=ground)
                at += long
            page.text(at + 0.08, row + pitch / 2, text.number(totals[i]), LABEL, style.INK, bold=True, middle=True)

    keys = tuple(swatch(title, colour, style.INK3, hatch(colour), style.INK2) for _, title, colour in e["segments"])
    return Body(pitch * len(names), paint, keys)


def shares(figure: Figure) -> Body:
    """Bars of 100 %, their parts told apart by grey and hairlines; a count stands in its part where it fits."""
    e = figure.encode
    names, left = row_names(figure, e["label"])
    written, rows = counted(figure), parts_of(figure)
    pitch = 0.34

    def paint(page: Page, x: float, y: float, wide: float) -> None:
        start = x + left
        unit = (wide - left - widest(written, LABEL) - 0.2) / 100
        bottom = y + pitch * len(names) + 0.04
        for share in (0, 25, 50, 75, 100):
            at = start + share * unit
            page.line([at, at], [bottom, bottom + 0.05], style.AXIS, 0.9)
            page.text(at, bottom + 0.2, text.percent(share), AXIS, style.INK3, align="center")
        for i, name in enumerate(names):
            row = y + pitch * i
            page.text(start - 0.1, row + pitch / 2, name, LABEL, style.INK, align="right", middle=True)
            page.text(start + 100 * unit + 0.1, row + pitch / 2, written[i], LABEL, style.INK, middle=True)
            for part in rows[i]:
                at, long, words = start + part.start * unit, part.wide * unit, text.number(part.number)
                page.rect(at, row + 0.05, long, pitch - 0.1, part.colour, style.INK3, 0.4)
                if long > width(words, 9) + 0.04:
                    page.centred(at + long / 2, row + pitch / 2, words, 9, style.ink_on(part.colour))
            if not rows[i]:
                page.text(start + 0.06, row + pitch / 2, "belum ada", AXIS, style.INK3, middle=True)

    keys = tuple(swatch(title, colour, style.INK3) for _, title, colour in e["segments"])
    return Body(pitch * len(names) + 0.34, paint, keys)
