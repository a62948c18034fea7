"""Muat berkas: a file is recognised, looked through and decided on before it counts."""

import streamlit as st

from pantau import text, ui

runs = ui.query("data/muatan")
held = ui.query("data/karantina_per_alasan")["jumlah"].sum()
ui.sentence(
    f"{text.number(len(runs))} muatan · {text.number(runs['dimuat'].sum())} baris dimuat"
    f" · {text.number(held)} baris masih ditahan · generasi {ui.store().generation()}"
)
ui.incoming()
if len(runs):
    st.markdown("#### Muatan terakhir")
    ui.table(
        runs.head(5),
        {
            "dimuat_pada": "Waktu muat",
            "dataset": "Dataset",
            "berkas": "Berkas",
            "oleh": "Oleh",
            "dibaca": "Dibaca",
            "dimuat": "Dimuat",
            "dikarantina": "Ditahan",
            "duplikat": "Duplikat",
        },
    )
ui.empty_forms()
