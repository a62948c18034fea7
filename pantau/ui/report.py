"""One report from the field, short enough for a phone; what was typed survives a reload until it is sent."""

import secrets
import time
from collections import deque
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from pantau import access, now, text
from pantau.contracts import REFERENCE, contract
from pantau.intake import Refused, drafts, load_rows
from pantau.intake.match import rows
from pantau.store import StoreError, generations
from pantau.ui.data import user
from pantau.ui.incoming import places, where
from pantau.ui.words import note

_PARAM: Final = "draf"
_SAID: Final = "lapor-kabar"
# Who reports over the network, in the history of loads: known by the code only.
_FIELD: Final = "pelapor berkode"
_KEY: Final = "lapor-"
# Names of the contract's columns, in the order in which they are asked.
_NUMBERS: Final = ("terdampak_kk", "mengungsi_orang", "luka_orang", "meninggal_orang", "rumah_rusak_unit", "tma_cm")
_FIELDS: Final = (
    "kode_ancaman", "kode_desa", "tanggal_kejadian", "jam_kejadian", "uraian", "lokasi", "jenis_pelapor",
    *_NUMBERS, "kebutuhan", "rujukan_foto",
)  # fmt: skip
# Ten guesses in ten minutes leave a code of eight letters alone for longer than any flood.
_CODE_KNOWN: Final = "lapor-kode-benar"
_MOST_TRIES, _LOCKED_SECONDS = 10, 600.0
# A report of a page; a chronology belongs into a file.
_LONGEST: Final = 4_000
_NAMED: Final = ("kode_ancaman", "kode_desa", "jenis_pelapor")


@st.cache_resource
def _wrong_tries() -> deque[float]:
    """When wrong codes were typed, by anybody: guessing gets no faster with more windows."""
    return deque(maxlen=_MOST_TRIES)


def report_code() -> bool:
    """Ask for the code of a server on the network; whether it was given in this visit."""
    if st.session_state.get(_CODE_KNOWN):
        return True
    tries = _wrong_tries()
    if len(tries) == _MOST_TRIES and time.monotonic() - tries[0] < _LOCKED_SECONDS:
        st.warning("Terlalu banyak kode yang salah; coba lagi sepuluh menit lagi.")
        return False
    with st.form("kode-lapor", border=False, enter_to_submit=False):
        typed = st.text_input("Kode lapor", type="password", width=240)
        note("Kode dibagikan BPBD kepada petugas dan relawan. Tanpa kode halaman ini hanya untuk dibaca.")
        if not st.form_submit_button("Lanjut", type="primary"):
            return False
    if not access.knows_code(user(), typed):
        tries.append(time.monotonic())
        st.error("Kode tidak cocok.")
        return False
    st.session_state[_CODE_KNOWN] = True
    st.rerun()


def report_form() -> None:
    """The form: hazard, village, when, what, how many, photo reference; one row through the intake."""
    _tell()
    draft = _draft()
    hazards = {row["kode"]: row["nama"] for row in rows(REFERENCE / "ancaman.csv") if row["dipakai"] == "true"}
    _choose("kode_ancaman", "Bahaya", hazards)
    _choose("kode_desa", "Desa", places())
    with st.container(horizontal=True, gap="small"):
        st.text_input("Tanggal kejadian", key=f"{_KEY}tanggal_kejadian", placeholder=f"{now():%d/%m/%Y}", width=160)
        st.text_input("Jam (WITA)", key=f"{_KEY}jam_kejadian", placeholder="14.05", width=120)
    st.text_area("Apa yang terjadi", key=f"{_KEY}uraian", height=96, placeholder="Kejadiannya, bukan nama orang")
    st.text_input("Tempat", key=f"{_KEY}lokasi", placeholder="dusun, RT, jalan")
    with st.container(horizontal=True, gap="small"):
        for name in _NUMBERS:
            st.text_input(contract("laporan").column(name).title, key=f"{_KEY}{name}", width=160)
    note("Kosong berarti belum diketahui; tulis 0 bila memang nihil.")
    reporters = {value: value.capitalize() for value in contract("laporan").column("jenis_pelapor").values}
    _choose("jenis_pelapor", "Pelapor", reporters)
    st.text_input("Kebutuhan mendesak", key=f"{_KEY}kebutuhan")
    st.text_input("Rujukan foto", key=f"{_KEY}rujukan_foto", placeholder="nama berkas atau nomor foto")
    values = _typed()
    if values != drafts.read(generations.loader_room(), draft) and any(values.values()):
        drafts.save(generations.loader_room(), draft, values)
    note("Isian disimpan sementara di komputer ini; memuat ulang halaman tidak menghapusnya.")
    missing = [words for name, words in _MUST.items() if not values[name]]
    if st.button("Kirim laporan", type="primary", icon=":material/send:", width="stretch"):
        if missing:
            st.warning(f"Belum lengkap: {', '.join(missing)}.")
        else:
            _send(draft, values)


_MUST: Final = {"kode_ancaman": "bahaya", "kode_desa": "desa", "uraian": "apa yang terjadi"}


def _draft() -> str:
    """The name of this draft, in the link; what was typed is put into the fields after a reload or another page."""
    held = str(st.session_state.get(f"{_KEY}nama", ""))
    name = st.query_params.get(_PARAM, "") or held
    kept = drafts.read(generations.loader_room(), name)
    if not kept and (not held or name != held):
        name = drafts.new_name()
    # Streamlit forgets the fields of a page that was left.
    if name != held or f"{_KEY}uraian" not in st.session_state:
        st.session_state[f"{_KEY}nama"] = name
        for field in _FIELDS:
            if field not in _NAMED or kept.get(field):
                st.session_state[f"{_KEY}{field}"] = kept.get(field, "")
    if st.query_params.get(_PARAM) != name:
        st.query_params[_PARAM] = name
    return name


def _choose(name: str, label: str, options: Mapping[str, str]) -> None:
    st.selectbox(
        label, list(options), index=None, format_func=lambda each: options.get(each, each), key=f"{_KEY}{name}",
        placeholder="Pilih",
    )  # fmt: skip


def _typed() -> dict[str, str]:
    """Column -> what was typed or chosen, "" for nothing."""
    return {name: str(st.session_state.get(f"{_KEY}{name}") or "").strip()[:_LONGEST] for name in _FIELDS}


def _send(draft: str, values: Mapping[str, str]) -> None:
    row: dict[str, Any] = {
        **values,
        **where(values["kode_desa"]),
        "id_laporan": f"LP-{now():%Y%m%d%H%M%S}-{secrets.token_hex(2)}",
        "lapor_pada": f"{now():%Y-%m-%d %H:%M:%S}",
        "kanal": "aplikasi",
    }
    with st.spinner("Mengirim…"):
        try:
            done = load_rows("laporan", [row], by=_FIELD if user().reading_only else user().role.replace("_", " "))
        except (Refused, StoreError) as refusal:
            st.error(text.escape(f"Belum terkirim: {refusal} Isian Anda masih ada."))
            return
    if done.loaded:
        st.session_state[_SAID] = f"Laporan {row['id_laporan']} tersimpan dan sudah tampil di Laporan masuk."
    else:
        st.session_state[_SAID] = f"Laporan {row['id_laporan']} ditahan; periksa alasannya di halaman Karantina."
    drafts.drop(generations.loader_room(), draft)
    for name in (*_FIELDS, "nama"):
        st.session_state.pop(f"{_KEY}{name}", None)
    st.query_params.pop(_PARAM, None)
    st.rerun()


def _tell() -> None:
    if words := st.session_state.pop(_SAID, ""):
        st.success(text.escape(words), icon=":material/check_circle:")
        # On a phone the button stands far below the top of the page.
        st.toast(text.escape(words))
