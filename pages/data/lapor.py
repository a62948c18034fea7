"""Lapor: one report typed on a phone, and messages of a WhatsApp group as drafts to confirm."""

import streamlit as st

from pantau import text, ui

state = ui.query("data/keadaan_dataset")
known = state[state["dataset"] == "laporan"]
ui.sentence(
    f"{text.number(known['baris'].sum())} laporan tercatat"
    f"{' · data CONTOH, diganti begitu laporan nyata pertama masuk' if known['baris_contoh'].any() else ''}"
    if len(known)
    else "Belum ada laporan yang tercatat"
)
# A form is read down, not across: on a desk it keeps the width of a sheet of paper.
with st.container(width=720):
    if not ui.may_write():
        # On the network one report at a time, from who knows the code.
        if ui.report_code():
            ui.report_form()
    elif ui.choose("cara", {"Satu laporan": "form", "Dari WhatsApp": "chat"}) == "form":
        ui.report_form()
    else:
        ui.messages()
if len(known):
    st.markdown("#### Laporan terakhir")
    ui.table(
        ui.query("bencana/laporan_daftar").head(5),
        {"lapor_pada": "Dilaporkan", "nama_ancaman": "Bahaya", "nama_desa": "Desa", "nama_kecamatan": "Kecamatan"},
    )
