"""DESTANA Lampihong: which villages consult the kecamatan on disasters, and which are silent?"""

import streamlit as st

from pantau import catalogue, ui
from pantau.figures import destana

limit = catalogue.programme("destana").limit

chosen = ui.filters("destana", "periode", "desa")
where = chosen.params("dari", "sampai", "desa")
kpi = ui.row("destana/kpi", ambang=limit("desa_diam"), **where)
words = chosen.sentence(
    kpi["konsultasi"], kpi["konsultasi_total"], "konsultasi", with_hazard=False, place="Kecamatan Lampihong"
)
ui.sentence(words)
ui.note("Forum konsultasi desa dengan kecamatan, bukan sertifikasi Destana BNPB; keduanya tidak dicampur.")
if not kpi["konsultasi_total"]:
    ui.nothing_loaded("konsultasi", "Muat berkas konsultasi Kecamatan Lampihong.")
    st.stop()

hours, linked, after = limit("kejadian_tanpa_kontak"), limit("kaitan_kejadian"), limit("pasca_belum_sampai")
links = ui.query("destana/kaitan_kejadian", jam=hours, hari=linked, hari_pasca=after, **where)
ui.kpis(destana.kpis(kpi, links, limit("desa_diam")))
if not kpi["konsultasi"]:
    ui.nothing_matches("konsultasi", words, kpi["konsultasi_total"])
context = ui.context("destana", words, destana.SOURCE)

calendar = destana.calendar(ui.query("destana/kontak_bulanan", **where), context)
ui.figure(calendar, on_select=lambda: None)
state = st.session_state.get("gambar-DS2")
cell = destana.picked(calendar, state.selection.points if state else ())
if cell:
    talks = ui.query("destana/catatan", dari=cell.first, sampai=cell.last, desa=cell.code)
    ui.table_figure(destana.log(talks, cell, context))
else:
    ui.note("Ketuk sel untuk membaca konsultasinya.")

left, right = st.columns([1, 1], gap="large")
with left:
    months = int(limit("berisiko_tetapi_diam"))
    window = ui.choose("kejadian", {f"{months} bulan terakhir": months, "Semua tahun": None})
    quiet = ui.query("destana/desa_diam", bulan=window, per=chosen.end, desa=where["desa"])
    ui.figure(destana.silent_at_risk(quiet, limit("desa_diam"), window, context))
with right:
    rule = (limit("kontak_per_bulan"), hours)
    due = {"kontak": rule[0], "jam": rule[1], **where}
    total = ui.row("destana/kontak_diharapkan_kpi", **due)
    ui.figure(destana.expected(ui.query("destana/kontak_diharapkan", **due), total, rule, context))
