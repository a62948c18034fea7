"""Kencana: will the evidence be complete by the deadline, and what holds it up?"""

import streamlit as st

from pantau import ui
from pantau.figures import kencana, kencana_kemajuan

day = ui.state_date("kencana")
chosen = ui.filters("kencana", "kecamatan")
place = chosen.params("kecamatan")
kpi = ui.row("kencana/kpi", per=day, **place)
words = kencana.sentence(kpi, chosen)
ui.sentence(words)
if ui.evidence_missing(kpi):
    st.stop()

context = ui.context("kencana", words, kencana.SOURCE)
stages = ui.query("kencana/tahap", per=day, **place)
left, right = st.columns([1.2, 1], gap="large")
with left:
    pace = kencana_kemajuan.progress(ui.query("kencana/kemajuan", per=day, **place), stages, context)
    ui.time_figure(pace, "kencana", chosen)
with right:
    ui.figure(kencana_kemajuan.bottleneck(ui.query("kencana/kurang_per_indikator", per=day, **place), context))
ui.table_figure(kencana_kemajuan.stages(stages, context))

ui.change_table(
    ui.query("kencana/pilihan_sejak", per=day),
    lambda since: kencana_kemajuan.change(ui.query("kencana/perubahan", per=day, dari=since, **place), context),
)

left, right = st.columns([1, 1.2], gap="large")
with left:
    ui.figure(kencana_kemajuan.review(ui.query("kencana/lama_periksa", per=day, **place), context))
with right:
    ui.figure(kencana_kemajuan.age(ui.query("kencana/umur_dokumen", per=day, **place), context))
soon = ui.query("kencana/segera_kedaluwarsa", per=day, ambang=kencana_kemajuan.SOON_DAYS, **place)
ui.table_figure(kencana_kemajuan.expiring(soon, context, kencana_kemajuan.SOON_DAYS))
