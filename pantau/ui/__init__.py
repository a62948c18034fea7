"""Everything Streamlit that two pages share.

Pages call these functions and read from top to bottom like the report they are.
"""

from pantau.figures import records
from pantau.ui.attention import attention, board, declared_rules, place_words, programme_section, worst_hits
from pantau.ui.blanks import empty_forms
from pantau.ui.cards import event_card, event_table
from pantau.ui.checks import checks
from pantau.ui.data import (
    as_of,
    context,
    is_sample,
    may_open,
    phone,
    published_context,
    query,
    row,
    sees_detail,
    store,
    stored,
    user,
)
from pantau.ui.evidence import (
    change_table,
    evidence_card,
    evidence_matrix,
    evidence_missing,
    indicator_card,
    indicator_choice,
    kecamatan_map,
    task_sheets,
)
from pantau.ui.figure import (
    area_figure,
    bar_choice,
    choose_on_click,
    figure,
    ground,
    small_map,
    table_figure,
    time_figure,
)
from pantau.ui.find import linked_choice
from pantau.ui.frame import filters, frame, state_date
from pantau.ui.history import undo
from pantau.ui.incoming import incoming
from pantau.ui.lineage import lineage, lineage_link
from pantau.ui.messages import messages
from pantau.ui.overview import (
    headline,
    measure_context,
    programme_dates,
    programme_header,
    programme_row,
    series,
)
from pantau.ui.quarantine import quarantine, village_names
from pantau.ui.report import report_code, report_form
from pantau.ui.typed import grouping, may_write, notes, told, ungrouping
from pantau.ui.village_map import map_measure, still_map, village_map
from pantau.ui.words import (
    choose,
    kpis,
    note,
    nothing_loaded,
    nothing_matches,
    number,
    rule,
    sample_note,
    sentence,
    table,
)

__all__ = [
    "area_figure",
    "as_of",
    "attention",
    "bar_choice",
    "board",
    "change_table",
    "checks",
    "choose",
    "choose_on_click",
    "context",
    "declared_rules",
    "empty_forms",
    "event_card",
    "event_table",
    "evidence_card",
    "evidence_matrix",
    "evidence_missing",
    "figure",
    "filters",
    "frame",
    "ground",
    "grouping",
    "headline",
    "incoming",
    "indicator_card",
    "indicator_choice",
    "is_sample",
    "kecamatan_map",
    "kpis",
    "lineage",
    "lineage_link",
    "linked_choice",
    "map_measure",
    "may_open",
    "may_write",
    "measure_context",
    "messages",
    "note",
    "notes",
    "nothing_loaded",
    "nothing_matches",
    "number",
    "phone",
    "place_words",
    "programme_dates",
    "programme_header",
    "programme_row",
    "programme_section",
    "published_context",
    "quarantine",
    "query",
    "records",
    "report_code",
    "report_form",
    "row",
    "rule",
    "sample_note",
    "sees_detail",
    "sentence",
    "series",
    "small_map",
    "state_date",
    "still_map",
    "store",
    "stored",
    "table",
    "table_figure",
    "task_sheets",
    "time_figure",
    "told",
    "undo",
    "ungrouping",
    "user",
    "village_map",
    "village_names",
    "worst_hits",
]
