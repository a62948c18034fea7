"""Perlu perhatian: which declared rules found something, how bad is it, since when, and what is to be sent about it?"""

import streamlit as st

from pantau import catalogue, now, text, ui

everyone = catalogue.programmes()
hits = ui.attention()
chosen = ui.choose("program", {"Semua program": everyone} | {each.title: (each,) for each in everyone})

st.markdown(
    f"Aturan dengan ambang bertanggal · {ui.place_words()} · tiap program s.d. tanggal datanya · "
    f"**keadaan per {text.moment(now())}**"
)
ui.note(
    "Temuan CONTOH ditandai dan tidak dijumlahkan dengan temuan nyata. Cara menghitung dan alasan ambang ada di bawah."
)
ui.board(chosen, hits)

for programme in chosen:
    ui.programme_section(programme, hits[programme.id])
ui.declared_rules(chosen, hits)
