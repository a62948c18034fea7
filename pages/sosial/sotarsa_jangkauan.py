"""Jangkauan: which villages does the service reach, and are the far ones reached less?"""

import streamlit as st

from pantau import today, ui
from pantau.figures import sotarsa, sotarsa_jangkauan

SOURCE = "register kunjungan kecamatan dan jumlah sasaran"

chosen = ui.filters("pak_sotarsa", "periode", "kecamatan", "desa")
where = chosen.params("sampai", "kecamatan", "desa")
kpi = ui.row("sosial/penerima_kpi", dari=chosen.start, **where)
words = sotarsa.sentence(chosen, kpi)
ui.sentence(words)
if not kpi["penerima_total"]:
    ui.nothing_loaded("kunjungan", "Muat berkas kunjungan dari kecamatan.")
    st.stop()
villages = ui.query("sosial/cakupan_per_desa", **where)
if not len(villages):
    ui.nothing_matches("desa layanan", words, kpi["penerima_total"])
    st.stop()

context = ui.context("pak_sotarsa", words, SOURCE)
aims = ui.query("acuan/target", program="pak_sotarsa", indikator="cakupan", per=chosen.end or today())
aim = next(iter(ui.records(aims)), None)
ui.kpis(sotarsa_jangkauan.kpis(ui.row("sosial/cakupan_kpi", **where), aim, villages))
left, right = st.columns([1.2, 1], gap="large")
with left:
    ui.figure(sotarsa_jangkauan.coverage(villages, context, aim))
with right:
    ui.still_map(sotarsa_jangkauan.coverage_map(villages, context))
    ui.figure(sotarsa_jangkauan.remoteness(villages, context))
