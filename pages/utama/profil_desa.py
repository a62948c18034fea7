"""Profil desa: what do the five programmes know of one village, and what do they not know?"""

import streamlit as st

from pantau import ui

chosen = ui.filters("lapor_bencana", "kecamatan", "desa")
listed = ui.profiles(chosen)
if not listed:
    ui.not_yours()
    st.stop()

ui.sentence(ui.chosen_words(listed, chosen))
if ui.nothing_known():
    ui.note("Belum ada data program yang dimuat; yang tampil hanya identitas desa.")
if chosen.desa:
    ui.village_profile(listed[0], chosen)
else:
    ui.note(
        "Satu halaman tiap desa untuk persiapan kunjungan atau jawaban rapat: lima program, identitas, dan yang perlu"
        " perhatian. Tiap bagian menyebut tanggal data dan sumbernya sendiri, atau sebabnya kosong."
    )
    ui.village_list(listed, chosen)
