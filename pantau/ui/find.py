"""Finding one's way: the search box of every page and the path from the kabupaten down to a village."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from pantau import text
from pantau.figures import records
from pantau.ui.chosen import clear_filters
from pantau.ui.data import may_open, query
from pantau.ui.words import note

# Where something found is shown, and which part of the link names it.
_PLACES: Final[Mapping[str, str]] = {
    "kecamatan": "pages/bencana/lapor_bencana.py",
    "desa": "pages/bencana/lapor_bencana.py",
    "kejadian": "pages/bencana/lapor_bencana.py",
    "indikator": "pages/kencana/kencana.py",
}
_PROFILE: Final = "pages/utama/profil_desa.py"
_SHORTEST: Final = 2


def search() -> None:
    """A box that finds a village, kecamatan, event or indicator by name and links to it; made only when opened."""
    with st.popover("Cari", icon=":material/search:", type="tertiary", on_change="rerun", key="kotak-cari") as box:
        if not box.open:
            return
        words = (
            st.text_input(
                "Cari desa, kejadian atau indikator",
                key="cari",
                type="search",
                live=True,
                placeholder="misalnya Mayanau, BLG-0027, bimtek",
            )
            or ""
        ).strip()
        if len(words) < _SHORTEST:
            note("Ketik sedikitnya dua huruf.")
            return
        found = records(query("acuan/cari", kata=words))
        for each in found:
            open_ = may_open(_PLACES[each["jenis"]])
            if open_ and st.button(_label(each), type="tertiary", key=f"temu-{each['kode']}"):
                _go(each)
        if not found:
            note(f"Tidak ada desa, kejadian atau indikator yang memuat “{text.escape(words)}”.")


def _label(found: Mapping[str, Any]) -> str:
    code = f" {found['kode']}" if found["jenis"] in ("kejadian", "indikator") else ""
    day = f" · {text.day(found['tanggal'])}" if not text.missing(found["tanggal"]) else ""
    more = f" · {text.escape(found['keterangan'])}" if found["keterangan"] else ""
    return f"**{text.escape(found['judul'])}** {found['jenis']}{code}{day}{more}"


def _go(found: Mapping[str, Any]) -> None:
    """Choose what was found and open the page that shows it; every other choice is let go."""
    clear_filters()
    if found["jenis"] in ("kecamatan", "desa"):
        st.session_state["kecamatan"] = found["kode_kecamatan"]
        st.session_state["desa"] = found["kode"] if found["jenis"] == "desa" else None
    else:
        st.session_state[found["jenis"]] = found["kode"]
    # Streamlit refuses to clear a link bound to filters; an empty one of its own it takes.
    st.switch_page(_PLACES[found["jenis"]], query_params={})


def path(kecamatan: str | None, desa: str | None, clear: Callable[..., None], here: str = "") -> None:
    """Kabupaten › kecamatan › desa: each step but the last is a way back; nothing when nothing was chosen.

    From a village the way goes on to its profile, unless the page `here` is that.
    """
    if kecamatan is None and desa is None:
        return
    steps: list[tuple[str, tuple[str, ...]]] = [("Kabupaten Balangan", ("kecamatan", "desa"))]
    if kecamatan:
        steps.append((f"Kec. {kecamatan}", ("desa",)))
    if desa:
        steps.append((f"Desa {desa}", ()))
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        for i, (name, forget) in enumerate(steps):
            if i:
                st.markdown("›", width="content")
            if i == len(steps) - 1:
                st.markdown(f"**{text.escape(name)}**", width="content")
            else:
                st.button(name, type="tertiary", key=f"jejak-{i}", on_click=clear, args=forget)
        if desa and here != _PROFILE:
            st.page_link(_PROFILE, label="Profil desa ›")


def linked_choice(key: str, names: Mapping[str, str], placeholder: str) -> str | None:
    """One thing by name, kept in the link by its code: for keyboards, for links, and for what the search found."""
    wanted = st.session_state.get(key) or st.query_params.get(key)
    if key not in st.session_state or st.session_state[key] not in (None, *names):
        st.session_state[key] = wanted if wanted in names else None
    chosen = st.selectbox(
        placeholder,
        list(names),
        placeholder=placeholder,
        format_func=lambda code: names.get(code, code),
        key=key,
        width=520,
        label_visibility="collapsed",
    )
    if chosen:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
    return str(chosen) if chosen else None
