"""Pola: in which months and villages does it come back, and what is usual for the season?"""

import streamlit as st

from pantau import ui
from pantau.figures import bencana, pola

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "desa", "bahaya")
where = chosen.params()
kpi = ui.row("bencana/kpi", **where)
words = chosen.sentence(kpi["kejadian"], kpi["kejadian_total"], "kejadian", basis="tanggal kejadian")
ui.sentence(words)
if not kpi["kejadian"]:
    ui.nothing_matches("kejadian", words, kpi["kejadian_total"])
    st.stop()
context = ui.context("lapor_bencana", words, bencana.SOURCE)

left, right = st.columns([1.25, 1], gap="large")
with left:
    months = ui.query("bencana/kejadian_per_bulan", **where)
    usual = ui.query("bencana/pita_bulan", **chosen.params())
    ui.time_figure(bencana.months(months, context, usual), "lapor_bencana", chosen)
    seasons = ui.query("bencana/musim", **where)
    ui.choose_on_click(pola.season(seasons, context), {"bahaya": pola.hazards(seasons)})
with right:
    hit = ui.query("bencana/desa_berulang", **where)
    ui.choose_on_click(bencana.repeats(hit, context), bencana.places(hit))
ui.figure(pola.month_maps(ui.query("bencana/peta_bulan", **where), context, ui.ground(150)))
