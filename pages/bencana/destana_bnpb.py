"""Destana BNPB: which villages are certified, by which instrument? Another programme of the same name."""

import streamlit as st

from pantau import text, ui
from pantau.figures import destana_bnpb

SOURCE = "BPBD Balangan dalam berita, alamat pada tiap baris"
FORUM = "Lampihong"

villages = ui.query("destana/penilaian_bnpb")
if villages.empty:
    ui.nothing_loaded("penetapan Destana BNPB", "Muat berkas destana_penilaian dengan tahun dan instrumennya.")
    st.stop()

words = f"semua tahun · semua kecamatan · {len(villages)} dari {len(villages)} penetapan"
ui.sentence(words)
ui.note(
    "Desa Tangguh Bencana menurut BNPB adalah penilaian desa. Forum konsultasi DESTANA Lampihong program lain;"
    " angkanya tidak dijumlahkan atau dibandingkan. Data halaman ini nyata dan bersumber."
)
ui.kpis(destana_bnpb.kpis(villages, len(ui.query("acuan/desa")), FORUM))
context = ui.context("destana", words, SOURCE, dataset="destana_penilaian")
ui.table_figure(destana_bnpb.certified(villages, context))
ui.note("Buka sumber: " + " · ".join(text.link(str(n), url) for n, url in enumerate(destana_bnpb.sources(villages), 1)))
