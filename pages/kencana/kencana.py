"""Kencana: which evidence of the eight kecamatan is uploaded, approved and valid on a date?"""

import streamlit as st

from pantau import ui
from pantau.figures import kencana

SOURCE = "catatan bukti kecamatan untuk SI_KENCANA"

day = ui.state_date("kencana")
place = ui.filters("kencana", "kecamatan").params("kecamatan")
kpi = ui.row("kencana/kpi", per=day, **place)
words = kencana.sentence(kpi, ui.filters("kencana", "kecamatan"))
ui.sentence(words)
if not kpi["diunggah"]:
    ui.nothing_loaded("bukti", "Muat berkas bukti dan riwayat_bukti dari kecamatan.")
    st.stop()

ui.kpis(kencana.kpis(kpi))
context = ui.context("kencana", words, SOURCE)
completeness = ui.query("kencana/kelengkapan_per_kecamatan", per=day, **place)
picked = ui.evidence_matrix(kencana.matrix(ui.query("kencana/keadaan_sel", per=day, **place), completeness, context))
if picked:
    ui.evidence_card(ui.query("kencana/dokumen", per=day, kecamatan=picked.row, indikator=picked.column), picked)
ui.note(kencana.more_kpis(kpi))

left, right = st.columns([1.2, 1], gap="large")
with left:
    ui.figure(kencana.two_layers(completeness, context))
with right:
    ui.area_figure(kencana.valid_map(completeness, context, ui.ground(342)))
