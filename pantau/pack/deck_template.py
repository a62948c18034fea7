"""The empty deck that slides are written into: the letter-head's template, or plain white; always 16:9."""

import logging
from pathlib import Path
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Inches

# Inches of a slide.
WIDE, HIGH = 13.333, 7.5
_LOG: Final = logging.getLogger(__name__)


def opened(template: Path | None) -> Any:
    """An empty deck with the template's masters; a template that cannot be used is told in the log."""
    if template is not None:
        try:
            deck = Presentation(str(template))
            _emptied(deck)
            layout(deck)
        except Exception as error:  # whatever is in that file, the meeting gets its slides
            _LOG.warning("template %s cannot be used", template, exc_info=error)
        else:
            _sized(deck)
            return deck
    deck = Presentation()
    _sized(deck)
    return deck


def _sized(deck: Any) -> None:
    """16:9; what masters and layouts hold is moved along."""
    across_, down = Inches(WIDE) / deck.slide_width, Inches(HIGH) / deck.slide_height
    if abs(across_ - 1) < 0.001 and abs(down - 1) < 0.001:
        return
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    for sheet in (*deck.slide_masters, *(each for master in deck.slide_masters for each in master.slide_layouts)):
        for place in sheet._element.iter(qn("a:off"), qn("a:ext")):
            for name, factor in (("x", across_), ("cx", across_), ("y", down), ("cy", down)):
                if place.get(name) is not None:
                    place.set(name, str(round(int(place.get(name)) * factor)))


def _emptied(deck: Any) -> None:
    """Slides that a template brings along are examples, not part of a pack."""
    listed = deck.slides._sldIdLst
    for each in list(listed):
        deck.part.drop_rel(each.rId)
        listed.remove(each)


def layout(deck: Any) -> Any:
    """The layout with a title and the least besides."""
    titles = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    titled = [
        found
        for found in deck.slide_layouts
        if any(each.placeholder_format.type in titles for each in found.placeholders)
    ]
    return min(titled, key=lambda found: len(found.placeholders))
