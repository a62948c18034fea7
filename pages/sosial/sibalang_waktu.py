"""Layar Sibalang, time: does the work in hand grow, are cases finished on time, and where do they bounce?"""

import streamlit as st

from pantau import today, ui
from pantau.figures import sibalang, sibalang_waktu

chosen = ui.filters("layar_sibalang", "periode", "kecamatan")
where = chosen.params("dari", "sampai", "kecamatan") | {"per": today()}
kpi = ui.row("sosial/kasus_kpi", **where)
words = chosen.sentence(kpi["masuk"], kpi["masuk_total"], "kasus", basis="tanggal masuk", with_hazard=False)
ui.sentence(words)
if not kpi["masuk_total"]:
    ui.nothing_loaded("kasus", "Muat berkas kasus dan riwayatnya dari SLRT.")
    st.stop()
if not kpi["masuk"]:
    ui.nothing_matches("kasus", words, kpi["masuk_total"])
    st.stop()

context = ui.context("layar_sibalang", words, sibalang.SOURCE)
left, right = st.columns(2, gap="large")
with left:
    flow = sibalang_waktu.flow(ui.query("sosial/arus_kasus", **where), context)
    ui.time_figure(flow, "layar_sibalang", chosen)
with right:
    control = sibalang_waktu.on_time(ui.query("sosial/tepat_waktu_pekan", **where), kpi, context)
    ui.time_figure(control, "layar_sibalang", chosen)

left, right = st.columns(2, gap="large")
with left:
    ui.figure(sibalang_waktu.by_category(ui.query("sosial/lama_kategori"), context))
with right:
    moved, back = ui.query("sosial/perpindahan", **where), ui.row("sosial/dibuka_kembali", **where)
    ui.figure(sibalang_waktu.handovers(moved, back, context))
