"""Messages of a WhatsApp group as drafts: read on this computer, looked at one by one, sent by a person."""

from typing import Final

import streamlit as st

from pantau import text
from pantau.contracts import REFERENCE, contract
from pantau.intake import Refused, load_rows, whatsapp
from pantau.intake.match import rows
from pantau.store import StoreError
from pantau.ui.data import user
from pantau.ui.incoming import FIELD_WORDS, places, where
from pantau.ui.words import note

_SAID: Final = "pesan-kabar"
# Drafts on the page at once; an evening's chat has some tens, the rest follows when these are sent.
_AT_ONCE: Final = 10
LONGEST: Final = 2_000_000


def messages() -> None:
    """An export of a chat becomes drafts; only what a person ticks and sends becomes reports."""
    if words := st.session_state.pop(_SAID, ""):
        st.info(text.escape(words))
    note("Di WhatsApp: buka grup, Ekspor chat, Tanpa media. Nama dan nomor pengirim dibuang; berkasnya tidak disimpan.")
    with st.container(key="unggah"):
        sent = st.file_uploader("Ekspor percakapan (.txt)", type=["txt"], key="pesan-berkas")
    if sent is None:
        st.html(FIELD_WORDS)
        return
    if sent.size > LONGEST:
        st.error("Percakapan ini lebih dari 2 MB; ekspor ulang untuk masa yang lebih pendek.")
        return
    chat = whatsapp.read(sent.getvalue().decode("utf-8", "replace"))
    st.markdown(
        f"**{text.number(chat.messages)} pesan** · {text.number(len(chat.drafts))} mungkin laporan ·"
        f" {text.number(chat.other)} bukan laporan · {text.number(chat.program)} dari WhatsApp sendiri ·"
        f" {text.number(len(chat.problems))} tidak terbaca"
    )
    for words in (*chat.notes, *chat.problems):
        note(text.escape(words))
    _drafts(chat)


def _drafts(chat: whatsapp.Chat) -> None:
    done: set[str] = st.session_state.setdefault("pesan-selesai", set())
    named = {row["kode"]: row["nama"] for row in rows(REFERENCE / "ancaman.csv") if row["dipakai"] == "true"}
    names = places()
    numbers = whatsapp.as_rows(chat.drafts)
    open_ = [(row["id_laporan"], draft) for row, draft in zip(numbers, chat.drafts, strict=True)]
    open_ = [each for each in open_ if each[0] not in done]
    chosen: list[whatsapp.Draft] = []
    for number, draft in open_[:_AT_ONCE]:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{draft.when:%d/%m/%Y %H.%M}** · {text.escape(draft.text)}")
            with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
                hazard = st.selectbox(
                    "Bahaya (dugaan)", list(named), index=_place(list(named), draft.hazard),
                    format_func=named.__getitem__, key=f"pesan-bahaya-{number}", width=240, placeholder="Pilih",
                )  # fmt: skip
                options = [*(each.code for each in draft.villages), *names]
                village = st.selectbox(
                    "Desa (dugaan)", list(dict.fromkeys(options)), index=0 if draft.village else None,
                    format_func=names.__getitem__, key=f"pesan-desa-{number}", width=300, placeholder="Pilih",
                )  # fmt: skip
                taken = st.checkbox("Kirim sebagai laporan", key=f"pesan-kirim-{number}")
            if said := _numbers(draft):
                note(said)
        if taken and hazard and village:
            place = where(village)
            chosen.append(draft.chosen(hazard, place["kode_desa"], place["kode_kecamatan"]))
        elif taken:
            note("Pilih bahaya dan desanya dahulu.")
    if len(open_) > _AT_ONCE:
        note(f"{text.number(len(open_) - _AT_ONCE)} usulan lain tampil sesudah ini.")
    with st.container(horizontal=True, gap="small"):
        if st.button(f"Kirim {text.number(len(chosen))} laporan", type="primary", disabled=not chosen):
            _send(chosen, done)
        if len(open_) > _AT_ONCE and st.button("Lewati halaman ini"):
            done |= {number for number, _ in open_[:_AT_ONCE]}
            st.rerun()


def _place(options: list[str], wanted: str) -> int | None:
    return options.index(wanted) if wanted in options else None


def _numbers(draft: whatsapp.Draft) -> str:
    """The numbers read out of a message, and those it gives twice."""
    columns = {**dict.fromkeys(draft.unsure, "dua angka, dikosongkan"), **{k: str(v) for k, v in draft.numbers.items()}}
    return " · ".join(f"{contract('laporan').column(name).title}: {value}" for name, value in columns.items())


def _send(chosen: list[whatsapp.Draft], done: set[str]) -> None:
    listed = whatsapp.as_rows(chosen)
    with st.spinner("Mengirim…"):
        try:
            told = load_rows("laporan", listed, by=user().role.replace("_", " "))
        except (Refused, StoreError) as refusal:
            st.error(text.escape(f"Belum terkirim: {refusal}"))
            return
    done |= {row["id_laporan"] for row in listed}
    st.session_state[_SAID] = (
        f"{text.number(told.loaded)} laporan tersimpan, {text.number(told.quarantined)} ditahan, "
        f"{text.number(told.duplicate)} sudah tercatat."
    )
    st.rerun()
