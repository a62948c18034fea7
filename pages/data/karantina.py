"""Karantina: what was held back, why, and everything that brings it back."""

import streamlit as st

from pantau import text, ui

runs = ui.query("data/muatan")
held = ui.query("data/karantina_per_alasan")
waiting = ui.query("data/desa_belum_dikenali")
settled = ui.query("data/karantina", terbuka=False)
ui.sentence(
    f"{text.number(held['jumlah'].sum())} baris ditahan dari {text.number(len(runs))} muatan"
    f" · {text.number(len(waiting))} nama desa menunggu putusan · {text.number(len(settled))} sudah selesai"
)
ui.village_names()
ui.quarantine()
if len(settled):
    st.markdown("#### Sudah selesai")
    ui.table(
        settled,
        {"dataset": "Dataset", "berkas": "Berkas", "baris": "Baris", "cara": "Bagaimana", "kalimat": "Masalah semula"},
    )
spellings = ui.query("data/ejaan_desa")
if len(spellings):
    st.markdown("#### Ejaan desa yang diputuskan")
    ui.table(
        spellings,
        {
            "ejaan": "Tertulis",
            "desa": "Desa",
            "kecamatan": "Kecamatan",
            "diputuskan_pada": "Pada",
            "oleh_peran": "Oleh",
        },
    )
