"""Ringkasan: how are the five programmes doing, and what needs a decision?"""

import streamlit as st

from pantau import catalogue, now, text, ui
from pantau.figures import ringkasan

st.markdown(
    f"Dua belas bulan sampai tanggal data tiap program · semua kecamatan · **keadaan per {text.moment(now())}**"
)
hits = ui.attention()
rows, side = st.columns([2.2, 1], gap="medium")

with rows, st.container(gap="xsmall"):
    ui.programme_header()
    for programme in catalogue.programmes():
        ui.programme_row(ringkasan.row(programme, ui.headline(programme), ui.series(programme)), hits[programme.id])
    ui.note("Batang = capaian, garis tegak = seharusnya hari ini atau sasaran. Angka media tidak diberi laju.")

with side, st.container(gap="xsmall"):
    measure = ui.choose("ukuran", {measure.title: measure for measure in ringkasan.MEASURES})
    ui.small_map(ringkasan.area_map(measure, ui.query(measure.query), ui.measure_context(measure), ui.ground(262)))
    ui.worst_hits(hits)
