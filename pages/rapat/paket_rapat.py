"""Paket Rapat: everything a coordination meeting needs, from one frozen set of figures, with one click."""

import streamlit as st

from pantau import ui

# What the finished file holds, in the order in which people look for it.
CONTENTS = "Salindia, PDF, nota dinas, buku kerja, HTML, gambar, lembar peta, pesan dan kartu: angka yang sama."

chosen = ui.filters("", "periode", "kecamatan")
asked, shown = st.columns([1, 1.9], gap="large")

with asked:
    choice = ui.pack_choice(chosen)
    before = ui.pack_before(choice)
    ui.pack_maker(choice, before)
    ui.note(CONTENTS)

with shown:
    ui.sentence(choice.sentence)
    pack = ui.frozen(choice, before)
    ui.pack_preview(pack)
    ui.note("Data s.d.: " + ", ".join(f"{title} {day}" for title, day in pack.dates))

ui.pack_history(choice.place)
