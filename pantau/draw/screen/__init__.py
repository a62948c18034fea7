"""A figure on screen: plain plotly dictionaries.

Dictionaries, not plotly objects: building one costs microseconds and carries no template over the wire.
"""

from collections.abc import Callable, Mapping
from typing import Final

from pantau.draw.screen import charts, grids
from pantau.draw.screen.areas import areas
from pantau.draw.screen.frame import CONFIG, Spec, month_ticks
from pantau.figures import Figure

__all__ = ["CONFIG", "Spec", "draw", "month_ticks"]

_DRAWINGS: Final[Mapping[str, Callable[[Figure, bool], Spec]]] = {
    "months": charts.months,
    "ranked": charts.ranked,
    "dots": charts.dots,
    "slope": charts.slope,
    "steps": charts.steps,
    "stack": charts.stack,
    "matrix": grids.matrix,
    "calendar": grids.calendar,
    "areas": areas,
}


def draw(figure: Figure, phone: bool = False) -> Spec:
    """The plotly dictionary of a figure; KeyError for a kind without a screen drawing ("villages" is a map)."""
    return _DRAWINGS[figure.kind](figure, phone)
