"""Windows of the period filter: the sentence names the right days, and they end at the programme's own last date."""

from datetime import date, timedelta

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pantau import text
from pantau.store import Store
from tests.visits import CASES, DESTANA, EVENTS, NEEDS, PEOPLE, REPORTS, again, shown, visit, words

pytestmark = pytest.mark.usefixtures("at_sample")


def last_day(sample: Store, programme: str) -> date:
    state = sample.query("data/keadaan_program").set_index("program")
    return pd.Timestamp(state.loc[programme, "data_sampai"]).date()


def choose(app: AppTest, period: str) -> str:
    """The days the filter sentence names under a period."""
    app.selectbox(key="periode").set_value(period)
    again(app)
    sentence = next(line for line in words(app).splitlines() if " dari " in line and " · " in line)
    return sentence.replace("*", "").partition(" · ")[0]


@pytest.mark.parametrize(
    ("page", "programme"),
    [
        (EVENTS, "lapor_bencana"),
        (REPORTS, "lapor_bencana"),
        (NEEDS, "lapor_bencana"),
        (DESTANA, "destana"),
        (CASES, "layar_sibalang"),
        (PEOPLE, "pak_sotarsa"),
    ],
)
def test_a_window_is_counted_back_from_the_last_date_of_the_data(page: str, programme: str, sample: Store) -> None:
    last = last_day(sample, programme)
    app = visit(page)
    assert choose(app, "24 jam terakhir") == text.span(last, last)
    assert choose(app, "7 hari terakhir") == text.span(last - timedelta(days=6), last)
    assert choose(app, "30 hari terakhir") == text.span(last - timedelta(days=29), last)
    assert choose(app, "Tahun ini") == text.span(date(last.year, 1, 1), last)


@pytest.mark.parametrize(("page", "programme"), [(EVENTS, "lapor_bencana"), (DESTANA, "destana")])
def test_the_slider_shows_one_month_at_a_time(page: str, programme: str, sample: Store) -> None:
    last = last_day(sample, programme)
    app = visit(page)
    assert len(app.select_slider) == 0
    choose(app, "Geser bulan")
    for back in (0, 1, 13):
        month = (pd.Timestamp(last).replace(day=1) - pd.DateOffset(months=back)).date()
        app.select_slider(key="bulan").set_value(f"{month:%Y-%m}")
        assert choose(app, "Geser bulan") == text.span(month, (pd.Timestamp(month) + pd.offsets.MonthEnd(0)).date())


def test_a_month_slid_to_is_in_the_link(sample: Store) -> None:
    app = visit(EVENTS, periode="Geser bulan", bulan="Des 2025")
    whole = sample.query("bencana/kpi", {"dari": "2025-12-01", "sampai": "2025-12-31"})["kejadian"].iloc[0]
    assert "1 Des 2025 s.d. 31 Des 2025" in words(app)
    assert shown(app, "kejadian") == (whole, 26)
    assert list(app.warning) == []
