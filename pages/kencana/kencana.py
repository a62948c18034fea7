"""Kencana: which evidence of the eight kecamatan is uploaded, approved and valid on a date?"""

from functools import partial

import streamlit as st

from pantau import ui
from pantau.figures import kencana

day = ui.state_date("kencana")
chosen = ui.filters("kencana", "kecamatan")
place = chosen.params("kecamatan")
kpi = ui.row("kencana/kpi", per=day, **place)
words = kencana.sentence(kpi, chosen)
ui.sentence(words)
if ui.evidence_missing(kpi):
    st.stop()

ui.kpis(kencana.kpis(kpi, ui.query("kencana/tahap", per=day, **place)))
context = ui.context("kencana", words, kencana.SOURCE)
completeness = ui.query("kencana/kelengkapan_per_kecamatan", per=day, **place)
cells = ui.query("kencana/matriks", per=day, **place)
picked = ui.evidence_matrix(partial(kencana.matrix, cells, completeness, context))
indicator = ui.indicator_choice(cells)
if indicator:
    ui.indicator_card(ui.query("kencana/dokumen", per=day, indikator=indicator, **place), indicator)
if picked:
    ui.evidence_card(ui.query("kencana/dokumen", per=day, kecamatan=picked.row, indikator=picked.column), picked)
ui.note(kencana.levels(ui.query("kencana/jalan_terpendek", per=day, **place)))

left, right = st.columns([1.2, 1], gap="large")
with left:
    ui.figure(kencana.two_layers(completeness, context, ui.query("kencana/tangga", per=day, **place)))
with right:
    # All kecamatan whatever is chosen: the map is where another one is chosen.
    ui.kecamatan_map(
        kencana.valid_map(
            ui.query("kencana/kelengkapan_per_kecamatan", per=day), kencana.everywhere(context, kpi), ui.ground(342)
        )
    )
