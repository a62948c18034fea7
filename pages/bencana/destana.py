"""DESTANA Lampihong: which villages consult the kecamatan on disasters, and which are silent?"""

import streamlit as st

from pantau import ui
from pantau.figures import destana

SOURCE = "register konsultasi Kecamatan Lampihong"

chosen = ui.filters("destana", "periode", "desa")
where = chosen.params("dari", "sampai", "desa")
kpi = ui.row("destana/kpi", **where)
words = chosen.sentence(
    kpi["konsultasi"], kpi["konsultasi_total"], "konsultasi", with_hazard=False, place="Kecamatan Lampihong"
)
ui.sentence(words)
ui.note("Forum konsultasi desa dengan kecamatan, bukan sertifikasi Destana BNPB; keduanya tidak dicampur.")
if not kpi["konsultasi_total"]:
    ui.nothing_loaded("konsultasi", "Muat berkas konsultasi Kecamatan Lampihong.")
    st.stop()

ui.kpis(destana.kpis(kpi))
if not kpi["konsultasi"]:
    ui.nothing_matches("konsultasi", words, kpi["konsultasi_total"])
    st.stop()
context = ui.context("destana", words, SOURCE)
ui.figure(destana.calendar(ui.query("destana/kontak_bulanan", **where), context))
