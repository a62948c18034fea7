"""Kebutuhan: what do displaced people need, does the stock reach, who was sent, and was aid delivered as it should?"""

import streamlit as st

from pantau import ui
from pantau.figures import kebutuhan

# The profile a person knows by name -> its id in the list of standards; the newer water figure is the usual one.
PROFILES = {"Perka BNPB 7/2008": "bnpb", "Perka BNPB 7/2008, air bersih 67 liter seminggu (profil lama)": "bnpb-lama"}

chosen = ui.filters("lapor_bencana", "periode", "kecamatan", "desa", "bahaya")
where, area = chosen.params(), chosen.params("dari", "sampai", "kecamatan", "desa")
kpi = ui.row("bencana/kpi", **where)
words = chosen.sentence(kpi["kejadian"], kpi["kejadian_total"], "kejadian", basis="tanggal kejadian")
ui.sentence(words)
latest = ui.records(ui.query("bencana/pengungsi_terakhir", **where))
start = latest[0] if latest else None
ui.note(kebutuhan.starting_point(start))
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    people = ui.number("Pengungsi (orang)", "orang", int(start["mengungsi_orang"]) if start else 1, most=10_000_000)
    days = ui.number("Lama (hari)", "hari", 7, most=365)
    profile = st.selectbox("Profil standar", list(PROFILES), key="profil", width=460, bind="query-params")

answer = ui.query("bencana/kebutuhan_pengungsi", profil=PROFILES[profile], pengungsi=people, hari=days)
context = ui.context("lapor_bencana", words, "standar kebutuhan dasar dan stok logistik", "logistik_stok")
ui.sample_note(context, "Stok, penyaluran dan personel di halaman ini CONTOH; standar kebutuhannya nyata.")
ui.table_figure(kebutuhan.needs(answer, people, days, profile, context))

left, right = st.columns([1.1, 1], gap="large")
with left:
    given = ui.context("lapor_bencana", words, "catatan penyaluran logistik", "logistik_keluar")
    ui.kpis(kebutuhan.deliveries(ui.row("bencana/penyaluran", **area)))
    ui.figure(kebutuhan.marks(ui.query("bencana/lokbana", **area), given))
with right:
    ui.table_figure(kebutuhan.stock(ui.query("bencana/stok"), context))
    sent = ui.context("lapor_bencana", words, "laporan pos dan unsur", "personel")
    force = ui.query("bencana/personel", per=chosen.end, **chosen.params("kecamatan"))
    ui.table_figure(kebutuhan.personnel(force, sent))
