"""Data masuk: what was loaded, what was held back and why, and how old each programme's data is."""

import streamlit as st

from pantau import catalogue, text, ui

runs = ui.query("data/muatan")
held = ui.query("data/karantina_per_alasan")
erased = runs["dihapus"].sum()
ui.sentence(
    f"{text.number(len(runs))} muatan · {text.number(runs['dibaca'].sum())} baris dibaca ="
    f" {text.number(runs['dimuat'].sum())} dimuat + {text.number(runs['dikarantina'].sum())} ditahan"
    f" + {text.number(runs['duplikat'].sum())} duplikat{f' + {text.number(erased)} dihapus' if erased else ''}"
    f" · generasi {ui.store().generation()}"
)
left, right = st.columns([1, 1.4], gap="medium")
with left:
    st.markdown("#### Tanggal data tiap program")
    ui.table(
        ui.programme_dates(catalogue.programmes()),
        {"program": "Program", "data_sampai": "Data s.d.", "umur": "Umur", "isi": "Isi"},
    )
with right:
    st.markdown("#### Baris yang ditahan menurut alasan")
    if held.empty:
        ui.note("Tidak ada baris yang ditahan.")
    else:
        ui.table(held, {"dataset": "Dataset", "alasan": "Alasan", "jumlah": "Baris", "kalimat": "Contoh kalimat"})

st.markdown("#### Riwayat muatan")
ui.table(
    runs,
    {
        "dimuat_pada": "Waktu muat",
        "dataset": "Dataset",
        "berkas": "Berkas",
        "dibaca": "Dibaca",
        "dimuat": "Dimuat",
        "dikarantina": "Ditahan",
        "duplikat": "Duplikat",
    },
)
st.markdown("#### Baris yang ditahan")
ui.table(
    ui.query("data/karantina"),
    {"berkas": "Berkas", "baris": "Baris", "kalimat": "Masalah dan yang perlu dilakukan"},
)
ui.note("Memuat berkas: `python -m pantau load BERKAS --dataset ID`. Halaman ini hanya untuk membaca.")
