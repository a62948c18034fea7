"""Kebutuhan pengungsi: how much rice, water and shelter do displaced people need, and does the stock reach?"""

import streamlit as st

from pantau import text, ui
from pantau.figures import kebutuhan

# The profile a person knows by name -> its id in the list of standards; the newer water figure is the usual one.
PROFILES = {"Perka BNPB 7/2008": "bnpb", "Perka BNPB 7/2008, air bersih 67 liter seminggu (profil lama)": "bnpb-lama"}

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "desa", "bahaya")
kpi = ui.row("bencana/kpi", **chosen.params())
words = chosen.sentence(kpi["kejadian"], kpi["kejadian_total"], "kejadian", basis="tanggal kejadian")
ui.sentence(words)
reported = 0 if text.missing(kpi["mengungsi_orang"]) else int(kpi["mengungsi_orang"])
ui.note(
    f"Pengungsi yang dilaporkan pada filter ini: {text.count(kpi['mengungsi_orang'], 'orang')}"
    f" ({text.number(kpi['tanpa_mengungsi'])} kejadian belum melapor). Angka di bawah dapat diganti."
)
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    people = ui.number("Pengungsi (orang)", "orang", max(reported, 1), most=10_000_000)
    days = ui.number("Lama (hari)", "hari", 7, most=365)
    profile = st.selectbox("Profil standar", list(PROFILES), key="profil", width=460)

answer = ui.query("bencana/kebutuhan", profil=PROFILES[profile], orang=people, hari=days)
context = ui.context("lapor_bencana", words, "standar kebutuhan dasar dan stok logistik yang dimuat")
ui.table_figure(kebutuhan.needs(answer, people, days, profile, context))
