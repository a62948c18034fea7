"""Layanan: what is given to whom, how long does it take to arrive, and what does it cost?"""

import streamlit as st

from pantau import ui
from pantau.figures import sotarsa, sotarsa_layanan

SOURCE = "register kunjungan kecamatan"

chosen = ui.filters("pak_sotarsa", "periode", "kecamatan", "desa")
where = chosen.params("dari", "sampai", "kecamatan", "desa")
kpi = ui.row("sosial/penerima_kpi", **where)
words = sotarsa.sentence(chosen, kpi)
ui.sentence(words)
if not kpi["penerima_total"]:
    ui.nothing_loaded("kunjungan", "Muat berkas kunjungan dari kecamatan.")
    st.stop()

context = ui.context("pak_sotarsa", words, SOURCE)
given = ui.query("sosial/layanan_per_bulan", **where)
if kpi["penerima"]:
    ui.kpis(sotarsa_layanan.kpis(ui.row("sosial/lama_serah_kpi", **where), given))
else:
    ui.nothing_matches("layanan", words, kpi["penerima_total"])
left, right = st.columns([1, 1], gap="large")
with left:
    ui.figure(sotarsa_layanan.mix(given, context))
with right:
    ui.figure(sotarsa_layanan.delivery(ui.query("sosial/lama_serah", **where), context))
    costs = ui.query("sosial/biaya_per_orang", **chosen.params("dari", "sampai", "kecamatan"))
    if len(costs):
        ui.figure(sotarsa_layanan.cost(costs, context))
    else:
        ui.note(f"**Biaya per orang.** {sotarsa_layanan.NO_COSTS}")
ui.figure(sotarsa_layanan.groups(ui.query("sosial/sasaran_umur"), context))
