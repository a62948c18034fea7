"""Jejak angka: from any number of any page to its rows, their file, sheet and row, and what changed them."""

import streamlit as st

from pantau import text, ui

runs = ui.query("data/muatan")
ui.sentence(
    f"{text.number(len(runs))} muatan · {text.number(runs['dimuat'].sum())} baris dimuat"
    f" · generasi {ui.store().generation()}"
)
if runs.empty:
    ui.nothing_loaded("data", "Muat berkas lebih dulu; sesudah itu setiap angka dapat dirunut sampai barisnya.")
    st.stop()
ui.note(
    "Setiap angka dapat dirunut: cara menghitungnya, baris yang dihitung, berkas, lembar dan nomor barisnya, muatan"
    " yang membawanya, serta putusan yang mengubahnya. Cara termudah: tekan **Jejak angka** di kaki halaman tempat"
    " angka itu tampil; syarat halaman ikut terbawa di tautannya."
)
ui.lineage()
