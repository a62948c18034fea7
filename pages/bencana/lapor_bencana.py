"""Lapor Bencana: what happened, where, and how badly; from the map of villages down to one event."""

import streamlit as st

from pantau import ui
from pantau.figures import bencana

SOURCE = "berita dan laporan BPBD/BNPB, alamat pada tiap kejadian"

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "desa", "bahaya")
where = chosen.params()
kpi = ui.row("bencana/kpi", **where)
words = chosen.sentence(kpi["kejadian"], kpi["kejadian_total"], "kejadian", basis="tanggal kejadian")
ui.sentence(words)
if not kpi["kejadian_total"]:
    ui.nothing_loaded("kejadian", "Muat berkas kejadian dengan perintah `python -m pantau load`.")
    st.stop()

context = ui.context("lapor_bencana", words, SOURCE)
first = st.container()
left, right = st.columns([1, 1.12], gap="medium")
with first if ui.phone() else right:
    if kpi["kejadian"]:
        ui.kpis(bencana.kpis(kpi), more=bencana.more_kpis(kpi))
    else:
        ui.nothing_matches("kejadian", words, kpi["kejadian_total"])
with left:
    measure = ui.choose("ukuran_peta", bencana.measures(kpi))
    places = ui.query(measure.query, **where)
    account, points = ui.row("bencana/neraca_peta", **where), ui.query("bencana/titik", **where)
    ui.village_map(bencana.villages(places, account, context, points, measure.column), chosen.desa)
if not kpi["kejadian"]:
    st.stop()
with left:
    ui.figure(bencana.repeats(ui.query("bencana/desa_berulang", **where), context))
with right:
    ui.figure(bencana.months(ui.query("bencana/kejadian_per_bulan", **where), context))
    ui.figure(bencana.kecamatan(ui.query("bencana/kejadian_per_kecamatan", **where), kpi["kejadian"], context))

events = ui.query("bencana/kejadian", **where)
picked = ui.event_table(bencana.event_list(events, context))
if picked:
    versions = ui.query("bencana/dampak_versi", id=picked)
    ui.event_card(ui.records(events[events["id"] == picked])[0], bencana.versions(versions, context), versions)

with st.expander("Rekap yang diberitakan, tidak dihitung sebagai kejadian"):
    for recap in ui.records(ui.query("bencana/rekap")):
        ui.note(bencana.recap_sentence(recap))
