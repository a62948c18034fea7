"""Lapor Bencana: what happened, where, and how badly; from the map of villages down to one event."""

import streamlit as st

from pantau import ui
from pantau.figures import bencana, kejadian

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "desa", "bahaya")
where = chosen.params()
kpi = ui.row("bencana/kpi", **where)
words = chosen.sentence(kpi["kejadian"], kpi["kejadian_total"], "kejadian", basis="tanggal kejadian")
ui.sentence(words)
if not kpi["kejadian_total"]:
    ui.nothing_loaded("kejadian", "Muat berkas kejadian dengan perintah `python -m pantau load`.")
    st.stop()

context = ui.context("lapor_bencana", words, bencana.SOURCE)
by_month = ui.query("bencana/kejadian_per_bulan", **where)
first = st.container()
left, right = st.columns([1, 1.12], gap="medium")
with first if ui.phone() else right:
    if kpi["kejadian"]:
        ui.kpis(bencana.kpis(kpi), more=bencana.more_kpis(kpi), year=bencana.last_year(by_month))
    else:
        ui.nothing_matches("kejadian", words, kpi["kejadian_total"])
with left:
    measure, head = ui.map_measure("ukuran_peta", bencana.measures(kpi))
    places = ui.query(measure.query, **where)
    account = ui.row("bencana/akuntansi_peta", **where)
    points = bencana.event_points(ui.query("bencana/titik", **where))
    rings = ui.query("bencana/donat", tingkat=bencana.ring_level(chosen), **where) if measure.rings else None
    ui.village_map(bencana.villages(places, account, context, points, measure.column, rings), chosen.desa, head)
if not kpi["kejadian"]:
    st.stop()
with right:
    ui.time_figure(bencana.months(by_month, context), "lapor_bencana", chosen, brush=True)
    ui.figure(bencana.kecamatan(ui.query("bencana/kejadian_per_kecamatan", **where), kpi["kejadian"], context))

events = ui.query("bencana/kejadian", **where)
picked = ui.event_table(kejadian.event_list(events, context), events)
if picked:
    versions = ui.query("bencana/dampak_versi", id=picked)
    ui.event_card(ui.records(events[events["id"] == picked])[0], kejadian.versions(versions, context), versions)

with st.expander("Rekap yang diberitakan, tidak dihitung sebagai kejadian"):
    for recap in ui.records(ui.query("bencana/rekap")):
        ui.note(kejadian.recap_sentence(recap))
