"""DESTANA Lampihong: what do villages ask, how fast is the answer, where does it go, and what is still open?"""

import streamlit as st

from pantau import today, ui
from pantau.figures import destana, rapat
from pantau.figures import destana_konsultasi as konsultasi

chosen = ui.filters("destana", "periode", "desa")
where = chosen.params("dari", "sampai", "desa")
kpi = ui.row("destana/kpi", **where)
words = chosen.sentence(
    kpi["konsultasi"], kpi["konsultasi_total"], "konsultasi", with_hazard=False, place="Kecamatan Lampihong"
)
ui.sentence(words)
if not kpi["konsultasi_total"]:
    ui.nothing_loaded("konsultasi", "Muat berkas konsultasi Kecamatan Lampihong.")
    st.stop()
if not kpi["konsultasi"]:
    ui.nothing_matches("konsultasi", words, kpi["konsultasi_total"])
    st.stop()

context = ui.context("destana", words, destana.SOURCE)
left, right = st.columns([1, 1], gap="large")
with left:
    stage = ui.choose("tahap", konsultasi.STAGES)
    ui.figure(konsultasi.channels(ui.query("destana/kanal_topik", **where), stage, context))
with right:
    ui.figure(konsultasi.answer_time(ui.query("destana/waktu_jawab", **where), context))

by_hazard = ui.choose("alir", {"Menurut bahaya": True, "Semua desa": False})
ui.figure(konsultasi.handoffs(ui.query("destana/penerusan", **where), by_hazard, context))
cases = ui.query("destana/konsultasi_terbuka", hari_ini=today(), **where)
if cases.empty:
    ui.note("Tidak ada konsultasi diteruskan atau perlu tindak lanjut yang belum selesai pada filter ini.")
else:
    ui.table_figure(konsultasi.open_cases(cases, context))
decisions = ui.query("rapat/tindak_lanjut", program="destana", hari_ini=today())
if decisions.empty:
    ui.note("Tindak lanjut rapat untuk DESTANA belum dimuat; muat berkas tindak_lanjut untuk menampilkannya di sini.")
else:
    meetings = ui.context("destana", words, rapat.SOURCE, dataset="tindak_lanjut")
    whole = "Berlaku untuk kecamatan; filter periode dan desa tidak menyaringnya."
    ui.table_figure(rapat.decisions(decisions, meetings, whole))
