"""Kunjungan: were the planned visits made, why not, where do they go next, and what followed?"""

import streamlit as st

from pantau import today, ui
from pantau.figures import sotarsa, sotarsa_kunjungan

SOURCE = "rencana kunjungan dan register kecamatan"

chosen = ui.filters("pak_sotarsa", "periode", "kecamatan", "desa")
where = chosen.params("dari", "sampai", "kecamatan", "desa")
place = chosen.params("kecamatan", "desa")
kpi = ui.row("sosial/penerima_kpi", **where)
words = sotarsa.sentence(chosen, kpi)
ui.sentence(words)
planned = ui.row("sosial/rencana_kpi", hari_ini=today(), **where)
if not planned["rencana"] and not kpi["penerima_total"]:
    ui.nothing_loaded("rencana kunjungan", "Muat berkas rencana_kunjungan dan kunjungan dari kecamatan.")
    st.stop()

context = ui.context("pak_sotarsa", words, SOURCE)
ui.kpis(sotarsa_kunjungan.kpis(planned, ui.row("sosial/rujukan_kunjungan", **where)))
if not planned["rencana"] and not kpi["penerima"]:
    ui.nothing_matches("kunjungan", words, kpi["penerima_total"])
left, right = st.columns([1.35, 1], gap="large")
with left:
    months = ui.choose("rentang", sotarsa_kunjungan.SPANS)
    made = ui.query("sosial/rencana_per_bulan", hari_ini=today(), **where)
    ui.figure(sotarsa_kunjungan.calendar(made, months, context))
with right:
    ahead = ui.query("sosial/rencana_depan", hari_ini=today(), **place)
    ui.table_figure(sotarsa_kunjungan.itinerary(ahead, context))
    ui.figure(sotarsa_kunjungan.reasons(ui.query("sosial/alasan_tunda", **where), context))
    ui.figure(sotarsa_kunjungan.follow_through(ui.query("sosial/tindak_lanjut", **where), context))
