"""Mutu data: which reports can be used, and which figures contradict themselves or an older event?"""

import streamlit as st

from pantau import ui
from pantau.figures import laporan

# What a check may speak of on this page: the datasets of this room.
DATASETS = ("kejadian", "kejadian_wilayah", "dampak", "laporan", "kelompok_laporan", "status_darurat")

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "desa", "bahaya")
basis = ui.choose("dasar", laporan.BASES)
where = chosen.params() | {"dasar": basis}
kpi = ui.row("bencana/laporan_kpi", **where)
words = chosen.sentence(kpi["laporan"], kpi["laporan_total"], "laporan", basis=f"tanggal {basis}")
ui.sentence(words)
context = ui.context("lapor_bencana", words, "register laporan bencana", "laporan")
left, right = st.columns([1, 1.2], gap="large")
with left:
    ui.sample_note(context, "Laporan CONTOH; pemeriksaan di sebelahnya membaca kejadian dan dampak yang nyata.")
    flow = ui.query("bencana/mutu_laporan", **where)
    reason = ui.bar_choice(laporan.quality(flow, context))
    if not reason:
        ui.note("Ketuk satu batang untuk melihat laporannya.")
with right:
    ui.checks(DATASETS)
if reason:
    number = int(flow.loc[flow["nama"] == reason, "urut"].iloc[0])
    listed = ui.query("bencana/laporan_daftar", mutu=number, **where)
    ui.table_figure(laporan.register(listed, context, reason=reason))
