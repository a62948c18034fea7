"""Pak Sotarsa: how many people does the service reach, and what do the published 281 and 880 mean beside that?"""

import streamlit as st

from pantau import text, ui
from pantau.figures import sosial

SOURCE = "register Kecamatan Halong"

chosen = ui.filters("pak_sotarsa", "periode", "desa")
where = chosen.params("dari", "sampai", "desa")
kpi = ui.row("sosial/penerima_kpi", **where)
words = chosen.sentence(
    kpi["penerima"],
    kpi["penerima_total"],
    "penerima terdaftar",
    basis="tanggal kunjungan",
    with_hazard=False,
    place="Kecamatan Halong",
)
ui.sentence(words)

published = ui.query("sosial/angka_resmi", program="pak_sotarsa", indikator="penerima_manfaat")
if len(published) != 2:
    ui.nothing_loaded("angka terbit", "Muat berkas angka_resmi: satu angka sebelum dan satu sesudah.")
    st.stop()
before, after = published["nilai"]
left, right = st.columns([1, 2], gap="large")
with left:
    ui.figure(sosial.published_pair(published, ui.published_context(words, "Kalimantan Post")))
    ui.note(text.link("Buka sumber angka media", published["sumber_url"].iloc[0]))
with right:
    context = ui.context("pak_sotarsa", words, SOURCE)
    if kpi["penerima_total"]:
        growth = sosial.growth(ui.query("sosial/penerima_per_bulan", **where), before, after, context)
        ui.time_figure(growth, "pak_sotarsa", chosen)
        ui.kpis(sosial.reach_kpis(kpi))
    else:
        ui.nothing_loaded("kunjungan", "Muat berkas kunjungan Kecamatan Halong.")
if kpi["penerima_total"]:
    ui.figure(sosial.coverage(ui.query("sosial/cakupan_per_desa", **where), context))
