"""From a figure down to one record: the event list with its card."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pantau import text
from pantau.figures import Figure, records
from pantau.figures.kejadian import event_date, event_facts
from pantau.ui.figure import figure, foot, head
from pantau.ui.find import linked_choice
from pantau.ui.words import note

# More rows than anybody reads, and a filter change stays small; the download holds them all.
_MOST_EVENTS = 200
_MOST_CHOICES = 50


def event_table(fig: Figure, rows: pd.DataFrame) -> str | None:
    """The list of events with a card on demand; the id of the chosen event, kept in the link, or None."""
    with st.container(gap="xxsmall"):
        head(fig)
        number = st.column_config.NumberColumn(format="localized", width=128)
        st.dataframe(
            fig.table().drop(columns=["Nomor", "Tanggal mulai", "Mengungsi", "Sumber"]).head(_MOST_EVENTS),
            hide_index=True,
            row_height=36,
            height=320,
            placeholder=text.UNREPORTED,
            on_select=partial(_pick_event, list(rows["id"].head(_MOST_EVENTS))),
            selection_mode="single-row",
            key="daftar-kejadian",
            alt=fig.title,
            column_config={
                "Tanggal": st.column_config.TextColumn(width=120),
                "Bahaya": st.column_config.TextColumn(width=160),
                "Kecamatan": st.column_config.TextColumn(width=160),
                "Desa": st.column_config.TextColumn(width=240),
                "Jiwa": number,
                "KK": number,
                "Rumah terendam": number,
                "Tahap data": st.column_config.TextColumn(width=100),
            },
        )
        chosen = _event_choice(rows)
        if len(fig.frame) > _MOST_EVENTS:
            note(f"{_MOST_EVENTS} kejadian terbaru dari {text.number(len(fig.frame))}; unduhan memuat semuanya.")
        foot(fig)
    return chosen


def _pick_event(ids: list[str]) -> None:
    picked = st.session_state["daftar-kejadian"].selection.rows
    st.session_state["kejadian"] = ids[picked[0]] if picked and picked[0] < len(ids) else None


def _event_choice(rows: pd.DataFrame) -> str | None:
    """The same choice by name: for keyboards, for links, and for an event that is not among the newest."""
    dated = rows[["id", "nama_ancaman", "tanggal", "tanggal_dari", "tanggal_sampai"]]
    wanted = st.session_state.get("kejadian") or st.query_params.get("kejadian")
    near = pd.concat([dated.head(_MOST_CHOICES), dated[dated["id"] == wanted]]).drop_duplicates("id")
    names = {each["id"]: f"{each['id']} · {event_date(each)} · {each['nama_ancaman']}" for each in records(near)}
    return linked_choice("kejadian", names, "Pilih kejadian, di sini atau di tabel, untuk versi angka dan sumbernya")


def event_card(event: Mapping[str, Any], versions: Figure, rows: pd.DataFrame) -> None:
    """One event: what is known, how its figures were revised, and every source."""
    with st.container(border=True):
        st.markdown(f"### {text.escape(event['nama_ancaman'])}, {text.escape(event_facts(event)[0])}")
        for line in event_facts(event)[1:]:
            st.markdown(text.escape(line))
        figure(versions)
        parts = rows[rows["cakupan"] != "kejadian"]
        if len(parts):
            note(f"{text.number(len(parts))} baris rincian kecamatan dan desa tidak dijumlahkan ke angka kejadian.")
        links = [url for url in dict.fromkeys(rows["sumber_url"].dropna())]
        note("Sumber: " + " · ".join(text.link(str(i), url) for i, url in enumerate(links, 1)))
