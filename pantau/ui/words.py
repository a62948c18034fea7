"""Words, numbers and plain tables on a page: notes, the filter sentence, the KPI strip, and what to say of nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from pantau import style, text
from pantau.figures import Context
from pantau.figures.ringkasan import sparkline
from pantau.ui.chosen import clear_filters
from pantau.ui.data import phone

T = TypeVar("T")


def note(words: str) -> None:
    """A note under a figure or number: small, calm, Markdown."""
    st.markdown(f":gray[:small[{words}]]")


def rule() -> None:
    """A hairline; the divider of Streamlit is too tall for a row line."""
    st.html(f'<hr style="margin:0;border:0;border-top:1px solid {style.RULE}">')


def sentence(words: str) -> None:
    """The filter sentence under the title: its first and last part bold, the words unchanged."""
    st.markdown(text.bold_ends(words))


def kpis(items: Sequence[tuple[str, str, str]], more: str = "", year: tuple[float, ...] = ()) -> None:
    """A strip of at most five numbers: name, value, and the note where honesty lives; `more` holds the rest.

    `year` are the last twelve months of the first number, drawn under it.
    """
    if phone():
        for pair in (items[i : i + 2] for i in range(0, len(items), 2)):
            cells = st.columns(2, wrap=False, gap="xsmall")
            for cell, item in zip(cells, pair, strict=False):
                _kpi(cell, item, year if item is items[0] else ())
    else:
        for cell, item in zip(st.columns(len(items), gap="small"), items, strict=True):
            _kpi(cell, item, year if item is items[0] else ())
    if more:
        note(more)
    rule()


def _kpi(cell: Any, item: tuple[str, str, str], year: tuple[float, ...]) -> None:
    name, value, words = item
    with cell, st.container(gap="xxsmall"):
        st.metric(name, value)
        note(words)
        if any(year):
            told = f"{name} tiap bulan, 12 bulan terakhir: {', '.join(text.number(v) for v in year)}"
            st.image(sparkline(year), width=100, alt=told)


def sample_note(context: Context, words: str) -> None:
    """Says above the figures that their rows are CONTOH; nothing when they are real."""
    if context.sample:
        st.markdown(f":orange-badge[:material/science: {text.SAMPLE}] {words}")


def nothing_loaded(what: str, advice: str) -> None:
    """Says that a dataset was never loaded, and what to do."""
    with st.container(border=True):
        st.markdown(f"#### Belum ada {what} yang dimuat\n{advice}")


def nothing_matches(what: str, words: str, total: int) -> None:
    """Says that the filters leave nothing, and offers to drop them."""
    with st.container(border=True):
        st.markdown(
            f"#### Tidak ada {what} yang cocok\nFilter: {words}. Ada {text.number(total)} {what} bila filter dihapus."
        )
        st.button("Hapus filter", icon=":material/close:", on_click=clear_filters, key=f"hapus-{what}")


def table(frame: pd.DataFrame, columns: Mapping[str, str], height: int = 320) -> None:
    """A plain table: chosen columns under Indonesian headings, dates and times written out, missing said."""
    shown = frame[list(columns)].copy()
    for name in columns:
        if pd.api.types.is_datetime64_any_dtype(shown[name]):
            shown[name] = [text.UNREPORTED if pd.isna(v) else f"{v:%d/%m/%Y %H.%M}" for v in shown[name]]
    st.dataframe(
        shown.set_axis(list(columns.values()), axis="columns"),
        hide_index=True,
        row_height=36,
        height=min(height, 38 + 36 * max(len(shown), 1)),
        placeholder=text.UNREPORTED,
        alt=", ".join(columns.values()),
    )


def choose(key: str, options: Mapping[str, T]) -> T:
    """One of a few things, by name, bound to the URL; a single one needs no control."""
    names = list(options)
    if len(names) == 1:
        return options[names[0]]
    chosen = st.segmented_control(
        key.replace("_", " ").capitalize(),
        names,
        default=names[0],
        required=True,
        key=key,
        label_visibility="collapsed",
        bind="query-params",
    )
    return options[chosen or names[0]]


def number(label: str, key: str, value: int, most: int) -> int:
    """A whole number typed by a person, from 1 to `most`, kept in the link; another starting `value` replaces it."""
    began = f"{key}-awal"
    if st.session_state.get(began, value) != value:
        st.session_state[key] = value
    st.session_state[began] = value
    # Wider, Streamlit says in English that Enter applies it.
    typed = st.number_input(
        label, min_value=1, max_value=most, value=value, step=1, key=key, width=176, bind="query-params"
    )
    # The browser's limits are asked again here.
    return min(max(int(typed), 1), most)
