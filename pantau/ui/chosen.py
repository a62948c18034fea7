"""The shared choices in session state: what an untouched one is called, and how to let one go."""

from typing import Final

import streamlit as st

ALL_DATA: Final = "Semua data"
LATEST: Final = "Data terakhir"
PICK: Final = "Pilih bulan"


def forget(*names: str) -> None:
    """Let go of some filters; used as a callback."""
    for name in names:
        st.session_state[name] = None


def clear_filters() -> None:
    """Forget every filter; used as a callback."""
    st.session_state["periode"], st.session_state["keadaan"] = ALL_DATA, LATEST
    forget("kecamatan", "desa", "bahaya")
