"""A figure on paper: PNG and SVG that carry title, filter sentence, reading, source and date on the picture itself.

`frame` puts the words around a drawing, `page` has the strokes, `axes` what drawings share. The drawings lie as on
screen: `time`, `weeks`, `bars`, `points`, `distributions`, `flows`, `grids`, `areas`; `villages` is the map, `plate`
its ground.
"""

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from threading import Lock
from typing import Final

from pantau.draw.paper import areas, bars, distributions, flows, frame, grids, points, sets, time, villages, weeks
from pantau.draw.paper.frame import Body, compose, undetermined
from pantau.draw.paper.page import DPI, Page
from pantau.figures import Figure

_BODIES: Final[Mapping[str, Callable[[Figure], Body]]] = {
    "months": time.months,
    "ranked": bars.ranked,
    "dots": points.dots,
    "slope": points.slope,
    "steps": time.steps,
    "stack": bars.stack,
    "matrix": grids.matrix,
    "calendar": grids.calendar,
    "areas": areas.areas,
    "villages": villages.villages,
    "table": grids.table,
    "crosstab": grids.crosstab,
    "ecdf": distributions.ecdf,
    "waterfall": flows.waterfall,
    "ranges": distributions.ranges,
    "progress": time.progress,
    "scatter": points.scatter,
    "flow": flows.flow,
    "multiples": areas.multiples,
    "shares": bars.shares,
    "strata": weeks.strata,
    "control": weeks.control,
    "upset": sets.upset,
}
# A drawing of nine inches becomes twelve on a slide, which asks for 200 dots an inch there.
_SLIDE_DPI: Final = 270
# Matplotlib's font and text caches are not made for threads; a server draws for several people at once.
ONE_AT_A_TIME: Final = Lock()


def png(figure: Figure, grey: bool = False) -> bytes:
    """A picture 2,000 pixels wide at 200 dpi; text metadata Title, Description (the filter sentence) and Source."""
    return _saved(figure, "png", partial(_page, figure, grey))


def svg(figure: Figure, grey: bool = False) -> bytes:
    """A drawing whose words are words; the same figure gives the same bytes."""
    return _saved(figure, "svg", partial(_page, figure, grey))


def drawing(figure: Figure, form: str, grey: bool = False) -> bytes:
    """Legend and drawing without the words around them, as "svg", or as a "png" sharp enough to fill a slide."""
    return _saved(figure, form, lambda: frame.drawing(_body(figure), grey), _SLIDE_DPI)


def drawing_size(figure: Figure) -> tuple[float, float]:
    """Width and height of that drawing in inches."""
    with ONE_AT_A_TIME:
        page = frame.drawing(_body(figure))
    return page.wide, page.high


def _saved(figure: Figure, form: str, make: Callable[[], Page], dpi: int = DPI) -> bytes:
    extra = {"Software": None} if form == "png" else {"Date": None}
    facts = {
        "Title": figure.title,
        "Description": figure.context.sentence,
        "Source": figure.context.source,
    }
    file = BytesIO()
    with ONE_AT_A_TIME:
        make().canvas.savefig(file, format=form, dpi=dpi, metadata=facts | extra)
    return file.getvalue()


def _page(figure: Figure, grey: bool = False) -> Page:
    return compose(figure, _body(figure), grey)


def _body(figure: Figure) -> Body:
    return undetermined(figure) if figure.empty else _BODIES[figure.kind](figure)
