"""Kencana: on which level does each kecamatan stand, what lifts it one up, and who does what by when?"""

import streamlit as st

from pantau import ui
from pantau.figures import kencana, kencana_tingkat

day = ui.state_date("kencana")
chosen = ui.filters("kencana", "kecamatan")
place = chosen.params("kecamatan")
kpi = ui.row("kencana/kpi", per=day, **place)
words = kencana.sentence(kpi, chosen)
ui.sentence(words)
if ui.evidence_missing(kpi):
    st.stop()

context = ui.context("kencana", words, kencana.SOURCE)
registration = ui.query("kencana/registrasi_per_kecamatan", per=day, **place)
todo = ui.query("kencana/lembar_tugas", per=day, **place)
sheets = kencana_tingkat.task_sheets(todo, registration["nama_kecamatan"].tolist(), context)
ui.task_sheets(kencana_tingkat.all_tasks(todo, context), sheets)

steps = ui.query("kencana/tangga", per=day, **place)
if steps["wajib"].notna().any():
    ui.figure(kencana_tingkat.ladder(steps, context))
ui.table_figure(kencana_tingkat.way_up(ui.query("kencana/jalan_terpendek", per=day, **place), context))

left, right = st.columns([1, 1.2], gap="large")
with left:
    ui.figure(kencana_tingkat.registration(registration, context))
with right:
    weights = ui.query("kencana/bobot", per=day)
    weighed = ui.query("kencana/kelengkapan_berbobot", per=day, **place)
    ui.table_figure(kencana_tingkat.weighted(weighed, context))
    if weights["bobot"].notna().any():
        ui.table_figure(kencana_tingkat.weights(weights, context))
