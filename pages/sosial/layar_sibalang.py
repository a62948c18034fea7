"""Layar Sibalang: how many social cases are open, with whom, how long has their clock run, and which are late?"""

import streamlit as st

from pantau import today, ui
from pantau.figures import sibalang

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

ui.kpis(sibalang.kpis(kpi), sibalang.more(kpi, ui.row("sosial/tanggapan_pertama", **where)))
context = ui.context("layar_sibalang", words, sibalang.SOURCE)
holder = ui.bar_choice(sibalang.ageing(ui.query("sosial/tunggakan_kasus", **where), context))
listed = ui.query("sosial/daftar_kasus", pemegang=holder, **where)
ui.table_figure(sibalang.cases(listed, holder or "", context))
if ui.sees_detail():
    ui.table_figure(sibalang.cases_in_full(listed, holder or "", context))

left, right = st.columns([1, 1.1], gap="large")
with left:
    ui.figure(sibalang.categories(ui.query("sosial/kasus_per_kategori"), context))
with right:
    ui.table_figure(sibalang.limits(ui.query("sosial/batas_kasus", per=today()), context))
