"""Everything Streamlit that two pages share.

Pages call these functions and read from top to bottom like the report they are.
"""

from pantau.figures import records
from pantau.ui.cards import (
    event_card,
    event_table,
    evidence_card,
    evidence_matrix,
)
from pantau.ui.data import (
    as_of,
    context,
    is_sample,
    may_open,
    phone,
    published_context,
    query,
    row,
    store,
    stored,
    user,
)
from pantau.ui.figure import area_figure, figure, ground, small_map, table_figure
from pantau.ui.frame import filters, frame, state_date
from pantau.ui.overview import (
    attention,
    headline,
    measure_context,
    programme_dates,
    programme_header,
    programme_row,
    series,
    worst,
)
from pantau.ui.village_map import village_map
from pantau.ui.words import choose, kpis, note, nothing_loaded, nothing_matches, number, rule, sentence, table

__all__ = [
    "area_figure",
    "as_of",
    "attention",
    "choose",
    "context",
    "event_card",
    "event_table",
    "evidence_card",
    "evidence_matrix",
    "figure",
    "filters",
    "frame",
    "ground",
    "headline",
    "is_sample",
    "kpis",
    "may_open",
    "measure_context",
    "note",
    "nothing_loaded",
    "nothing_matches",
    "number",
    "phone",
    "programme_dates",
    "programme_header",
    "programme_row",
    "published_context",
    "query",
    "records",
    "row",
    "rule",
    "sentence",
    "series",
    "small_map",
    "state_date",
    "store",
    "stored",
    "table",
    "table_figure",
    "user",
    "village_map",
    "worst",
]
