"""Riwayat muatan: what was loaded by whom, how old each programme's data is, and the way back."""

import streamlit as st

from pantau import catalogue, text, ui

runs = ui.query("data/muatan")
erased = runs["dihapus"].sum()
ui.sentence(
    f"{text.number(len(runs))} muatan · {text.number(runs['dibaca'].sum())} baris dibaca ="
    f" {text.number(runs['dimuat'].sum())} dimuat + {text.number(runs['dikarantina'].sum())} ditahan"
    f" + {text.number(runs['duplikat'].sum())} duplikat{f' (kini {text.number(erased)} dihapus)' if erased else ''}"
    f" · generasi {ui.store().generation()}"
)
left, right = st.columns([1, 1.2], gap="medium")
with left:
    st.markdown("#### Tanggal data tiap program")
    ui.table(
        ui.programme_dates(catalogue.programmes()),
        {"program": "Program", "data_sampai": "Data s.d.", "umur": "Umur", "isi": "Isi"},
    )
with right:
    ui.undo()
st.markdown("#### Muatan")
ui.table(
    runs.fillna({"oleh": "tidak dicatat"}),
    {
        "dimuat_pada": "Waktu muat",
        "dataset": "Dataset",
        "berkas": "Berkas",
        "oleh": "Oleh",
        "dibaca": "Dibaca",
        "dimuat": "Dimuat",
        "dikarantina": "Ditahan",
        "duplikat": "Duplikat",
        "diganti": "Diganti kemudian",
    },
)
