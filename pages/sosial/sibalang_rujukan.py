"""Layar Sibalang, referrals: at which level are cases solved, and who is asked and does not answer?"""

import streamlit as st

from pantau import today, ui
from pantau.figures import sibalang, sibalang_rujukan

chosen = ui.filters("layar_sibalang", "periode", "kecamatan")
where = chosen.params("dari", "sampai", "kecamatan") | {"per": today()}
kpi = ui.row("sosial/kasus_kpi", **where)
words = chosen.sentence(kpi["masuk"], kpi["masuk_total"], "kasus", basis="tanggal masuk", with_hazard=False)
ui.sentence(words)
if not kpi["masuk_total"]:
    ui.nothing_loaded("kasus", "Muat berkas kasus, riwayatnya dan rujukannya dari SLRT.")
    st.stop()
if not kpi["masuk"]:
    ui.nothing_matches("kasus", words, kpi["masuk_total"])
    st.stop()

context = ui.context("layar_sibalang", words, sibalang.SOURCE)
ui.figure(sibalang_rujukan.solved(ui.query("sosial/tempat_selesai", **where), context))

left, right = st.columns([1.4, 1], gap="large")
with left:
    ui.figure(sibalang_rujukan.matrix(ui.query("sosial/matriks_rujukan"), context))
with right:
    ui.table_figure(sibalang_rujukan.agencies(ui.query("sosial/instansi_rujukan"), context))

if ui.sees_detail():
    ui.figure(sibalang_rujukan.matrix_in_full(ui.query("sosial/matriks_rujukan_rinci", **where), context))
    ui.table_figure(sibalang_rujukan.referrals_in_full(ui.query("sosial/daftar_rujukan_rinci", **where), context))
