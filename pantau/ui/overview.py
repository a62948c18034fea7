"""The front page's pieces: a row a programme, the dates of the data."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pantau import catalogue, text, today
from pantau.figures import Context
from pantau.figures.perhatian import Hit, counted
from pantau.figures.ringkasan import Measure, Row, bullet, sparkline
from pantau.ui.attention import page_file
from pantau.ui.data import answers, as_of, is_sample, phone
from pantau.ui.words import note, rule

_WIDTHS = (2.75, 1.45, 1.95, 1.45, 1.05)


def headline(programme: catalogue.Programme) -> Mapping[str, Any]:
    """The one row a programme's headline query gives; clocks run to today."""
    return answers().headline(programme)


def series(programme: catalogue.Programme) -> pd.DataFrame:
    """The last twelve months of a programme, oldest first; empty when it has no series."""
    return answers().series(programme)


def programme_header() -> None:
    """Names of the columns of the programme rows; on a phone each row names its parts itself."""
    if phone():
        rule()
        return
    for cell, name in zip(
        st.columns(_WIDTHS, gap="small"),
        ("Program", "Angka utama", "Capaian", "12 bulan · data s.d.", "Perhatian"),
        strict=True,
    ):
        with cell:
            note(name)
    rule()


def programme_row(shown: Row, hits: Sequence[Hit]) -> None:
    """One programme: name and sentence, number with unit, pace, twelve months, what needs attention, a link."""
    programme = shown.programme
    name = f"**{programme.title}**" + (" :orange-badge[CONTOH]" if is_sample(programme.id) else "")
    count = counted(hits)
    link = f":orange-badge[**{text.number(count)}**] Buka ›" if count else "Buka ›"
    last = as_of(programme.id)
    dated = text.day(last) if last else "Belum ada data"
    if phone():
        _phone_row(shown, name, count, dated)
    else:
        cells = st.columns(_WIDTHS, gap="small", vertical_alignment="center")
        with cells[0], st.container(gap=None):
            st.markdown(name)
            note(shown.sentence)
        with cells[1]:
            st.metric(programme.unit, shown.number)
        with cells[2], st.container(gap="xxsmall"):
            if shown.bar is not None:
                st.image(bullet(shown.bar, shown.tick), width=150, alt=shown.pace)
            note(shown.pace)
        with cells[3], st.container(gap="xxsmall"):
            if any(shown.months):
                st.image(sparkline(shown.months), width=120, alt=shown.months_text)
            note(dated)
        with cells[4]:
            st.page_link(page_file(programme.page), label=link)
    rule()


def _phone_row(shown: Row, name: str, count: int, dated: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        st.markdown(name, width="content")
        st.page_link(
            page_file(shown.programme.page),
            label=f":orange-badge[{text.number(count)} perlu perhatian] ›" if count else "Buka ›",
        )
    note(shown.sentence)
    left, right = st.columns(2, wrap=False, gap="xsmall")
    with left:
        st.metric(shown.programme.unit, shown.number)
    with right, st.container(gap="xxsmall"):
        if any(shown.months):
            st.image(sparkline(shown.months), width=120, alt=shown.months_text)
        note(f"s.d. {dated}")
    if shown.bar is not None:
        st.image(bullet(shown.bar, shown.tick, 330), width=330, alt=shown.pace)
    note(shown.pace)


def measure_context(measure: Measure) -> Context:
    """Sentence, source and date of one map measure: everything loaded, the whole kabupaten."""
    programme = catalogue.programme(measure.programme)
    last = as_of(measure.programme)
    until = text.day(last) if last else "belum ada data"
    words = f"{measure.when or 'keadaan terakhir'} · semua kecamatan · {measure.title.lower()} s.d. {until}"
    return Context(words, programme.owner, last, "register program" if is_sample(measure.programme) else "")


def programme_dates(programmes: Sequence[catalogue.Programme]) -> pd.DataFrame:
    """Programme, data date, its age in days and whether it is CONTOH, as text."""
    rows = []
    for each in programmes:
        last = as_of(each.id)
        age = f"{text.number((today() - last).days)} hari" if last else "–"
        late = last is not None and (today() - last).days > each.stale_days
        rows.append(
            {
                "program": each.title,
                "data_sampai": text.day(last) if last else "belum ada data",
                "umur": f"{age}, usang" if late else age,
                "isi": text.SAMPLE if is_sample(each.id) else "nyata",
            }
        )
    return pd.DataFrame(rows)
