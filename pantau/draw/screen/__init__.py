"""A figure on screen: plain plotly dictionaries.

`time` draws months, steps and progress with their periods and numbered days; `weeks` layers and a control chart;
`bars` ranked, stacked and 100 % bars; `points` dots, scatters and the pair of published numbers; `distributions` step
curves and ranges; `flows` bridges and streams; `sets` combinations; `grids` matrix, calendar and tables of numbers;
`areas` maps of kecamatan, one or many. `frame` is the layout all share, `draw/kinds.py` and `draw/scales.py` what paper
must place alike.

Dictionaries, not plotly objects: building one costs microseconds and carries no template over the wire.
"""

from collections.abc import Callable, Mapping
from typing import Final

from pantau.draw.scales import month_ticks
from pantau.draw.screen import areas, bars, distributions, flows, grids, points, sets, time, weeks
from pantau.draw.screen.frame import CONFIG, Spec, calm
from pantau.figures import Figure

__all__ = ["CONFIG", "Spec", "draw", "month_ticks"]

_DRAWINGS: Final[Mapping[str, Callable[[Figure, bool], Spec]]] = {
    "months": time.months,
    "ranked": bars.ranked,
    "dots": points.dots,
    "slope": points.slope,
    "steps": time.steps,
    "stack": bars.stack,
    "matrix": grids.matrix,
    "calendar": grids.calendar,
    "areas": areas.areas,
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


def draw(figure: Figure, phone: bool = False) -> Spec:
    """The plotly dictionary of a figure; KeyError for a kind without a screen drawing ("villages" is a map)."""
    drawn = _DRAWINGS[figure.kind](figure, phone)
    for trace in drawn["data"]:
        calm(trace)
    return drawn
