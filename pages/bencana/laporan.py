"""Laporan: what came in, which of it is one event, and where does it get stuck on the way to an answer?"""

import streamlit as st

from pantau import ui
from pantau.figures import bencana, laporan

SOURCE = "register laporan bencana"
# What the map shows, as it is called on screen -> whether as counts a village.
VIEWS = {"Jumlah per desa": True, "Titik laporan": False}
LISTS = {"Laporan": "laporan", "Usulan penggabungan": "usulan", "Sudah digabung": "kelompok"}

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "desa", "bahaya", rows="laporan")
basis = ui.choose("dasar", laporan.BASES)
where = chosen.params() | {"dasar": basis}
kpi = ui.row("bencana/laporan_kpi", **where)
words = chosen.sentence(kpi["laporan"], kpi["laporan_total"], "laporan", basis=f"tanggal {basis}")
ui.sentence(words)
if not kpi["laporan_total"]:
    ui.nothing_loaded("laporan", "Muat berkas laporan, lalu riwayat_laporan, dari petugas dan relawan.")
    st.stop()
context = ui.context("lapor_bencana", words, SOURCE, "laporan")
ui.sample_note(context, "Laporan di halaman ini CONTOH dan tidak pernah dihitung bersama kejadian nyata.")
ui.kpis(laporan.kpis(kpi))
if not kpi["laporan"]:
    ui.nothing_matches("laporan", words, kpi["laporan_total"])
    st.stop()

left, right = st.columns([1, 1.12], gap="medium")
with left:
    counted, head = ui.map_measure("tampilan_peta", VIEWS)
    places, account = ui.query("bencana/laporan_desa", **where), ui.row("bencana/laporan_akuntansi", **where)
    points = None if counted else bencana.report_points(ui.query("bencana/laporan_titik", **where))
    drawn = bencana.villages(places, account, context, points, "laporan", circles=counted)
    ui.village_map(drawn, chosen.desa, head)
with right:
    steps = ui.query("bencana/corong", **where)
    step = ui.bar_choice(laporan.funnel(steps, context))
    months = laporan.per_month(ui.query("bencana/laporan_per_bulan", **where), context)
    ui.time_figure(months, "lapor_bencana", chosen)

# Only the open list asks its question.
opened = ui.choose("daftar", LISTS)
if opened == "laporan":
    number = None if step is None else int(steps.loc[steps["nama"] == step, "langkah"].iloc[0])
    listed = ui.query("bencana/laporan_daftar", langkah=number, **where)
    ui.table_figure(laporan.register(listed, context, step or ""))
    report = ui.linked_choice("laporan", laporan.names(listed), "Pilih laporan untuk melihat perjalanannya")
    if report:
        ui.table_figure(laporan.history(ui.query("bencana/riwayat_laporan", id=report), report, context))
elif opened == "usulan":
    offered = ui.query("bencana/usulan_kelompok", **chosen.params())
    ui.grouping(laporan.candidates(offered, int(kpi["usulan"]), context), offered)
else:
    made = ui.query("bencana/kelompok", **where)
    ui.ungrouping(laporan.groups(made, context), made)
