"""The chain after a disaster on screen: events by links as coloured, lettered cells, and one event in words."""

import html
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pantau import style, text
from pantau.figures import Figure, records
from pantau.figures.rantai import LINKS, LOOKS
from pantau.ui.data import phone
from pantau.ui.figure import downloads, foot, head, legend_line
from pantau.ui.find import linked_choice

_KEY = "rantai-kejadian"
_MOST_ROWS = 11


def chain_table(fig: Figure, names: Mapping[str, str]) -> str | None:
    """Events by links; the event chosen in the table, by name or by link, or None."""
    with st.container(gap="xxsmall"):
        head(fig)
        if fig.empty:
            st.markdown(f"**{text.UNDETERMINED.capitalize()}.** {fig.reading}")
            return None
        legend_line(_legend(fig))
        st.dataframe(
            _coloured(fig),
            hide_index=True,
            row_height=36,
            height=38 + 36 * min(len(fig.frame), _MOST_ROWS),
            on_select=partial(_pick, list(fig.frame["id"])),
            selection_mode="single-row",
            key=_KEY,
            alt=fig.title,
            column_config=_widths(),
            column_order=_order(fig),
        )
        chosen = linked_choice("kejadian", names, "Pilih kejadian, di sini atau di tabel, untuk rantainya dalam kata")
        foot(fig)
    return chosen


def chain_card(title: str, told: Sequence[tuple[str, Sequence[tuple[str, str]]]], fig: Figure) -> None:
    """One event in words: for each link what is known, with its letter; the places stand in the downloads."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### {text.escape(title)}", width="stretch")
            downloads(fig)
        for link, sentences in told:
            lines = "".join(
                f'<div style="display:flex;gap:8px;margin:2px 0">{_sign(state)}<span>{html.escape(words)}</span></div>'
                for state, words in sentences
            )
            st.html(f'<div style="display:flex;flex-wrap:wrap;gap:0 16px">{_name(link)}<div>{lines}</div></div>')


def _name(link: str) -> str:
    return f'<div style="flex:0 0 110px;font-weight:600;color:{style.INK2};padding-top:2px">{html.escape(link)}</div>'


def _sign(state: str) -> str:
    mark = LOOKS[state]
    return (
        f'<span style="flex:0 0 22px;height:22px;line-height:20px;text-align:center;font-weight:700;'
        f'background:{mark.fill};color:{mark.ink};border:1px solid {style.AXIS}">{mark.letter}</span>'
    )


def _legend(fig: Figure) -> list[str]:
    met = {state for link in LINKS for state in fig.frame[link]}
    return [
        f'<span style="display:inline-flex;align-items:center;gap:6px">{_sign(state)}{html.escape(mark.word)}</span>'
        for state, mark in LOOKS.items()
        if state in met
    ]


def _coloured(fig: Figure) -> "pd.io.formats.style.Styler":
    """The table with the fill of each state behind its letter and word."""
    written = fig.written()
    looks = pd.DataFrame("", index=written.index, columns=written.columns)
    for link, title in LINKS.items():
        marks = [LOOKS[row[link]] for row in records(fig.frame)]
        looks[title] = [f"background-color:{mark.fill};color:{mark.ink}" for mark in marks]
    return written.style.apply(lambda _: looks, axis=None)


def _widths() -> dict[str, Any]:
    wide = {"Tanggal": 92, "Bahaya": 154, "Kecamatan": 100, "Putus di": 154, "Nomor kejadian": 100}
    wide |= dict(zip(LINKS.values(), (80, 80, 80, 80) if phone() else (84, 142, 168, 168), strict=True))
    return {name: st.column_config.TextColumn(width=px, pinned=name == "Tanggal") for name, px in wide.items()}


def _order(fig: Figure) -> list[str]:
    """On a phone the links follow the date at once, so that a row is read without moving it."""
    titles = [column.title for column in fig.columns]
    if not phone():
        return titles
    first = ["Tanggal", *list(LINKS.values())[1:]]
    return first + [title for title in titles if title not in first]


def _pick(ids: Sequence[str]) -> None:
    picked = st.session_state[_KEY].selection.rows
    st.session_state["kejadian"] = ids[picked[0]] if picked and picked[0] < len(ids) else None
