"""A figure on paper: PNG and SVG that carry title, filter sentence, reading, source and date on the picture itself.

`frame` puts the words around a drawing, `page` has the strokes, `axes` what drawings share. The drawings lie as on
screen: `time`, `weeks`, `bars`, `points`, `distributions`, `flows`, `grids`, `areas`; `villages` is the map, `plate`
its ground.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from threading import Lock
from typing import Final

from pantau.draw.paper import areas, bars, distributions, flows, grids, points, sets, time, villages, weeks
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
# Matplotlib's font and text caches are not made for threads; a server draws for several people at once.
ONE_AT_A_TIME: Final = Lock()


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
    with ONE_AT_A_TIME:
        _page(figure).canvas.savefig(file, format=form, dpi=DPI, metadata=facts | extra)
    return file.getvalue()


def _page(figure: Figure) -> Page:
    return compose(figure, undetermined(figure) if figure.empty else _BODIES[figure.kind](figure))
