"""Sasaran: who receives programmes that exclude each other, who is eligible and in none, and are the limits met?"""

import streamlit as st

from pantau import text, ui
from pantau.figures import sasaran

SOURCE = "register penerimaan bantuan, desil dan aturan rangkap Dinas Sosial"

overlap, families = ui.row("sosial/rangkap_kpi"), ui.row("sosial/sasaran_kpi")
if not overlap["tahun"]:
    ui.nothing_loaded("penerimaan bantuan", "Muat berkas penerimaan, desil dan aturan_rangkap dari Dinas Sosial.")
    st.stop()

words = f"tahun {overlap['tahun']} · semua kecamatan · {text.number(overlap['semua'])} penerima bantuan"
ui.sentence(words)
context = ui.context("layar_sibalang", words, SOURCE)
ui.sample_note(context, "Penerimaan, desil dan aturan di halaman ini CONTOH.")
ui.note("Halaman ini tidak mengikuti filter. Setiap temuan perlu diperiksa petugas, bukan putusan tentang seseorang.")
ui.kpis(sasaran.kpis(overlap, families))

programmes = ui.query("sosial/ketepatan")
left, right = st.columns([1.1, 1], gap="medium")
with left:
    ui.figure(sasaran.overlap(ui.query("sosial/rangkap_himpunan"), context))
with right:
    ui.figure(sasaran.missed(ui.query("sosial/sasaran_kecamatan"), context))
    ui.figure(sasaran.unserved(programmes, context))
left, right = st.columns([1, 1.6], gap="medium")
with left:
    ui.figure(sasaran.outside(programmes, context))
with right:
    ui.table_figure(sasaran.pairs(ui.query("sosial/rangkap_pasangan"), context))

if ui.sees_detail():
    ui.note("Daftar di bawah hanya untuk pengelola rujukan: samaran dipotong, tidak dapat diunduh.")
    names = sasaran.village_names(ui.records(ui.query("acuan/desa")))
    verdict = ui.choose("putusan", {"Bentrok": "bentrok", "Perlu cek": "perlu_cek"})
    found = ui.query("sosial/tumpang_tindih", putusan=verdict, per=f"{overlap['tahun']}-12-31")
    ui.table_figure(sasaran.conflicts(found, names, context))
    offered = sasaran.programmes(programmes)
    if offered:
        program = ui.choose("program", offered)
        listed = ui.query("sosial/belum_terlayani_daftar", program=program, paling=sasaran.LONGEST)
        ui.table_figure(sasaran.unserved_list(listed, program, context))
