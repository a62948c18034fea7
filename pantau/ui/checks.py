"""Checks of the data itself: every check query, how many rows it finds, and the rows of those that found any."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pantau import text
from pantau.store import check_names, read_query
from pantau.ui.data import query
from pantau.ui.words import note, table

_GRAIN = ("dataset", "kunci", "keterangan")


def checks(datasets: Sequence[str]) -> None:
    """The checks that speak of these datasets, those with findings first; a row is a question, not a verdict."""
    found = {}
    for name in check_names():
        if read_query(name).grain == _GRAIN:
            rows = query(name)
            found[name] = rows[rows["dataset"].isin(datasets)]
    told = sorted(found, key=lambda name: (-len(found[name]), name))
    state = query("data/keadaan_dataset")
    sample = set(state.loc[state["baris_contoh"] > 0, "dataset"])
    hits = sum(1 for name in told if len(found[name]))
    st.markdown(f"#### {text.number(hits)} dari {text.number(len(told))} pemeriksaan menemukan sesuatu")
    note("Setiap baris adalah pertanyaan untuk sumbernya, bukan putusan; tidak ada angka yang diubah sendiri.")
    for name in told:
        rows = found[name]
        words = read_query(name).sentence
        if rows.empty:
            continue
        mark = f" ({text.SAMPLE})" if set(rows["dataset"]) <= sample else ""
        with st.expander(f"**{text.number(len(rows))}** · {words}{mark}"):
            table(rows, {"kunci": "Nomor", "keterangan": "Keterangan"}, height=260)
    quiet = pd.DataFrame({"kalimat": [read_query(name).sentence for name in told if found[name].empty]})
    if len(quiet):
        with st.expander(f"{text.number(len(quiet))} pemeriksaan tanpa temuan"):
            table(quiet, {"kalimat": "Yang diperiksa"}, height=300)
