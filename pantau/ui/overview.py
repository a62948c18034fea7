"""The front page's pieces: a row a programme, the board of what needs attention, data dates."""

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from pantau import ROOT, catalogue, style, text, today
from pantau.figures import Context
from pantau.figures.ringkasan import Measure, Row, bullet, sparkline
from pantau.ui.data import as_of, declares, is_sample, phone, query, row
from pantau.ui.words import note, rule

_WIDTHS = (2.75, 1.45, 1.95, 1.45, 1.05)
_MOST_HITS = 5


class Hit(NamedTuple):
    """One rule that found something: how many rows, and the sentence that says so."""

    rule: catalogue.Rule
    found: int
    sentence: str


def headline(programme: catalogue.Programme) -> Mapping[str, Any]:
    """The one row a programme's headline query gives; clocks run to today."""
    return row(programme.headline, **_clock(programme.headline))


def series(programme: catalogue.Programme) -> pd.DataFrame:
    """The last twelve months of a programme, oldest first; empty when it has no series."""
    return query(programme.series) if programme.series else pd.DataFrame({"bulan": [], "nilai": []})


def _clock(name: str) -> dict[str, object]:
    """Today for a query whose clock runs on; the others stand at their data's own last date."""
    return {"hari_ini": today()} if declares(name, "hari_ini") else {}


def attention() -> dict[str, list[Hit]]:
    """For every programme the rules that found something, most first."""
    return {p.id: sorted(_hits(p.rules), key=lambda hit: -hit.found) for p in catalogue.programmes()}


def _hits(rules: Sequence[catalogue.Rule]) -> list[Hit]:
    found = []
    for each in rules:
        answer = query(each.query, ambang=float(each.threshold), **_clock(each.query))
        # A rule over many small things groups them and says how many in `jumlah`; the others give one row a thing.
        count = int(answer["jumlah"].sum()) if "jumlah" in answer else len(answer)
        if count:
            words = each.sentence.format(n=text.number(count), ambang=text.whole(each.threshold))
            found.append(Hit(each, count, words))
    return found


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
    count = sum(hit.found for hit in hits)
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
            st.page_link(_page(programme), label=link)
    rule()


def _phone_row(shown: Row, name: str, count: int, dated: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        st.markdown(name, width="content")
        st.page_link(
            _page(shown.programme),
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


def _page(programme: catalogue.Programme) -> Path:
    return next(ROOT.glob(f"pages/*/{programme.page}.py")).relative_to(ROOT)


def worst(hits: Mapping[str, Sequence[Hit]]) -> None:
    """The five worst rule hits: the largest of every programme first, then the rest by number."""
    first = [found[0] for found in hits.values() if found]
    rest = sorted((hit for found in hits.values() for hit in found[1:]), key=lambda hit: -hit.found)
    st.markdown("#### Perlu perhatian")
    board = (sorted(first, key=lambda hit: -hit.found) + rest)[:_MOST_HITS]
    line = f"padding:3px 0;border-top:1px solid {style.RULE};font-size:14px;color:{style.INK}"
    items = "".join(f'<div style="{line}">{i}&ensp;{html.escape(hit.sentence)}</div>' for i, hit in enumerate(board, 1))
    st.html(items or f'<div style="{line}">Tidak ada aturan yang menyala.</div>')


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
