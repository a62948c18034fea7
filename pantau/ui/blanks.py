"""Empty forms to send out: a workbook with drop-downs, a sheet to print, a form for the telephone."""

from typing import Final

import streamlit as st

from pantau import forms
from pantau.contracts import contract, contracts
from pantau.ui.words import note

_MIMES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
# What is sent in most.
_FIRST: Final = "laporan"
_WAYS: Final = (
    ("Excel", "xlsx", "formulir", ":material/table:"),
    ("Cetak A4", "pdf", "formulir", ":material/print:"),
    ("Kobo/ODK", "xlsx", "xlsform", ":material/smartphone:"),
)


def empty_forms() -> None:
    """One dataset and its three forms; each is made when it is asked for."""
    st.markdown("#### Formulir kosong")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        dataset = st.selectbox(
            "Dataset formulir",
            list(contracts()),
            index=list(contracts()).index(_FIRST),
            format_func=lambda each: contract(each).title,
            width=320,
        )
        for label, ending, kind, icon in _WAYS:
            st.download_button(
                label,
                data=lambda kind=kind, ending=ending: forms.make(contract(dataset), kind, ending),  # type: ignore[misc]
                file_name=f"{kind}_{dataset}.{ending}",
                mime=_MIMES[ending],
                icon=icon,
                on_click="ignore",
            )
    note("Yang diisi di formulir ini dikenali sendiri saat dimuat kembali.")
