"""A figure on paper: PNG and SVG that carry title, filter sentence, reading, source and date on the picture itself."""

from collections.abc import Callable, Mapping
from io import BytesIO
from threading import Lock
from typing import Final

from pantau.draw.paper import areas, charts, grids
from pantau.draw.paper.frame import Body, compose, undetermined
from pantau.draw.paper.page import DPI, Page
from pantau.figures import Figure

_BODIES: Final[Mapping[str, Callable[[Figure], Body]]] = {
    "months": charts.months,
    "ranked": charts.ranked,
    "dots": charts.dots,
    "slope": charts.slope,
    "steps": charts.steps,
    "stack": charts.stack,
    "matrix": grids.matrix,
    "calendar": grids.calendar,
    "areas": areas.areas,
    "villages": areas.villages,
    "table": grids.table,
}
# Matplotlib's font and text caches are not made for threads; a server draws for several people at once.
_ONE_AT_A_TIME: Final = Lock()


def png(figure: Figure) -> bytes:
    """A picture 2,000 pixels wide at 200 dpi; text metadata Title, Description (the filter sentence) and Source."""
    return _saved(figure, "png", {"Software": None})


def svg(figure: Figure) -> bytes:
    """A drawing whose words are words; the same figure gives the same bytes."""
    return _saved(figure, "svg", {"Date": None})


def _saved(figure: Figure, form: str, extra: dict[str, None]) -> bytes:
    facts = {
        "Title": figure.title,
        "Description": figure.context.sentence,
        "Source": figure.context.source,
    }
    file = BytesIO()
    with _ONE_AT_A_TIME:
        _page(figure).canvas.savefig(file, format=form, dpi=DPI, metadata=facts | extra)
    return file.getvalue()


def _page(figure: Figure) -> Page:
    return compose(figure, undetermined(figure) if figure.empty else _BODIES[figure.kind](figure))
