"""The generations kept, and the way back to an earlier one."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from pantau import text
from pantau.store import StoreError
from pantau.ui.data import store
from pantau.ui.words import note

_SAID: Final = "mundur-kabar"


def undo() -> None:
    """The generations kept, and a button that serves an earlier one again."""
    kept: list[dict[str, Any]] = list(reversed(store().generations()))
    st.markdown("#### Generasi tersimpan")
    note("Setiap muatan yang diterima membuat satu generasi. Kembali hanya mengubah yang tampil; berkasnya tetap ada.")
    note("Muatan berikutnya melanjutkan generasi yang sedang tampil.")
    if words := st.session_state.pop(_SAID, ""):
        st.success(text.escape(words), icon=":material/undo:")
    for each in kept:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            made = pd.Timestamp(each["made_at"]) if each["made_at"] else None
            rows = "" if each["rows"] is None else f" · {text.number(each['rows'])} baris"
            st.markdown(
                f"**{each['generation']}** · {f'{made:%d/%m/%Y %H.%M}' if made else 'waktu tidak terbaca'}{rows}"
                f" · {text.number(len(each['runs']))} muatan"
            )
            if each["served"]:
                st.badge("sedang tampil", color="gray")
            elif st.button("Kembali ke sini", icon=":material/undo:", key=f"mundur-{each['generation']}"):
                _go_back(each["generation"])


def _go_back(generation: str) -> None:
    try:
        store().rollback(generation)
    except StoreError as refusal:
        st.error(text.escape(str(refusal)))
        return
    st.session_state[_SAID] = f"Sekarang yang tampil {generation}."
    st.rerun()
