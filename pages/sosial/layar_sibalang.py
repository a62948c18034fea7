"""Layar Sibalang: how many social cases are open, with whom, and for how long?"""

import streamlit as st

from pantau import today, ui
from pantau.figures import sosial

SOURCE = "register SLRT Dinas Sosial"

chosen = ui.filters("layar_sibalang", "periode", "kecamatan")
where = chosen.params("dari", "sampai", "kecamatan")
kpi = ui.row("layar_sibalang/kpi", hari_ini=today(), **where)
words = chosen.sentence(kpi["masuk"], kpi["masuk_total"], "kasus", basis="tanggal masuk", with_hazard=False)
ui.sentence(words)
if not kpi["masuk_total"]:
    ui.nothing_loaded("kasus", "Muat berkas kasus dan riwayatnya dari SLRT.")
    st.stop()
if not kpi["masuk"]:
    ui.nothing_matches("kasus", words, kpi["masuk_total"])
    st.stop()

ui.kpis(sosial.case_kpis(kpi, today()))
context = ui.context("layar_sibalang", words, SOURCE)
ui.figure(sosial.ageing(ui.query("layar_sibalang/umur_kasus", hari_ini=today(), **where), context))
