"""What a person decides or writes on a page: one row through the intake, never a write of its own."""

import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pantau import access, now, text
from pantau.contracts import SAMPLE_COLUMN
from pantau.figures import Figure, rapat, records
from pantau.intake import Refused, load_rows
from pantau.store import StoreError
from pantau.ui.data import user
from pantau.ui.figure import foot, head
from pantau.ui.words import note

_SAID = "kabar-isian"
# A note stands under a chart; what is longer belongs into a report.
_LONGEST = 280


def may_write() -> bool:
    """Whether this server takes what a person types."""
    return access.may_write(user())


def save(dataset: str, rows: Sequence[Mapping[str, str]], sample: bool, done: str) -> None:
    """Load typed rows and keep what became of them to be told; a decision about CONTOH rows is CONTOH itself."""
    marked = [dict(row) | ({SAMPLE_COLUMN: text.SAMPLE} if sample else {}) for row in rows]
    with st.spinner("Menyimpan…"):
        try:
            result = load_rows(dataset, marked, by=user().role.replace("_", " "))
        except (Refused, StoreError) as refusal:
            st.session_state[_SAID] = f"Tidak tersimpan: {refusal}"
            return
    if result.loaded:
        st.session_state[_SAID] = done
    elif result.duplicate:
        st.session_state[_SAID] = "Sudah tercatat sebelumnya; tidak ada yang berubah."
    else:
        reasons = ", ".join(f"{name} ({count})" for name, count in result.reasons.items())
        st.session_state[_SAID] = f"Tidak dihitung, ditahan untuk diperiksa: {reasons}."


def told() -> None:
    """Say once what became of the last thing saved."""
    if words := st.session_state.pop(_SAID, ""):
        st.info(text.escape(words))
        # The form may stand far below the top of the page.
        st.toast(text.escape(words))


def grouping(fig: Figure, rows: pd.DataFrame) -> None:
    """Candidates with a button that puts the chosen report into the event of its pair."""
    chosen = _pick(fig, "Belum ada laporan yang mirip satu sama lain.")
    if chosen is None:
        return
    row = records(rows)[chosen]
    event = f"LK-{row['id_pasangan']}" if text.missing(row["id_kejadian"]) else row["id_kejadian"]
    if st.button(f"Gabungkan {row['id_laporan']} ke {event}", icon=":material/merge:", type="primary"):
        # A pair without an event founds one: its own report must belong to it as well.
        members = [row["id_laporan"], *([row["id_pasangan"]] if text.missing(row["id_kejadian"]) else [])]
        decisions = [_decision(each, event, "gabung") for each in members]
        save("kelompok_laporan", decisions, bool(fig.context.sample), f"{row['id_laporan']} digabung ke {event}.")
        st.rerun()


def ungrouping(fig: Figure, rows: pd.DataFrame) -> None:
    """Events made of several reports, with a button that takes one report out again."""
    chosen = _pick(fig, "Belum ada laporan yang digabung.")
    if chosen is None:
        return
    row = records(rows)[chosen]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        report = st.selectbox("Laporan yang dilepas", str(row["daftar_laporan"]).split(", "), width=220)
        if st.button(f"Lepaskan dari {row['id_kejadian']}", icon=":material/call_split:"):
            done = f"{report} dilepas dari {row['id_kejadian']}."
            decision = _decision(report, row["id_kejadian"], "pisah")
            save("kelompok_laporan", [decision], bool(fig.context.sample), done)
            st.rerun()


def decisions(fig: Figure, rows: pd.DataFrame) -> None:
    """Decisions of meetings, with a button that writes down a new state of the chosen one."""
    chosen = _pick(fig, fig.reading)
    if chosen is None:
        return
    row = records(rows)[chosen]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        state = st.selectbox("Keadaan baru", rapat.STATES, index=rapat.STATES.index(row["status"]), width=160)
        remark = st.text_input("Catatan", max_chars=_LONGEST, width=420, key=f"catatan-{row['id']}")
        if st.button(f"Catat {row['id']}", icon=":material/check:", type="primary", disabled=state == row["status"]):
            kept = {name: row[name] for name in ("keputusan", "penanggung_jawab", "indikator", "kode_kecamatan")}
            dates = {
                name: f"{row[name]:%Y-%m-%d}" for name in ("tanggal_rapat", "tenggat") if not text.missing(row[name])
            }
            told = {name: "" if text.missing(value) else str(value) for name, value in kept.items()} | dates
            entry = told | {"id_tindak_lanjut": row["id"], "program": row["program"], "status": state}
            entry |= {"status_pada": f"{now():%Y-%m-%d %H:%M:%S}", "catatan": remark.strip()}
            save("tindak_lanjut", [entry], bool(row["contoh"]), f"{row['id']}: {state}.")
            st.rerun()


def new_decision(programme: str) -> None:
    """A form for one decision: what, for which programme, by whom, until when, and the figure it rests on."""
    if not may_write():
        return
    titles = rapat.titles()
    with st.form("putusan", border=False, enter_to_submit=False, clear_on_submit=True):
        st.markdown("#### Catat keputusan")
        words = st.text_area("Keputusan", height=80, max_chars=_LONGEST)
        with st.container(horizontal=True, gap="small"):
            whose = st.selectbox(
                "Program", list(titles), list(titles).index(programme), format_func=titles.__getitem__, width=190
            )
            post = st.text_input("Penanggung jawab (jabatan)", max_chars=80, width=240)
            due = st.text_input("Tenggat (hari/bulan/tahun)", width=190)
            meeting = st.text_input("Tanggal rapat", f"{now():%d/%m/%Y}", width=150)
            linked = st.text_input("Gambar terkait", placeholder="misalnya LB-1", max_chars=20, width=150)
        sent = st.form_submit_button("Simpan keputusan", icon=":material/add:")
    if not sent:
        return
    if not words.strip():
        st.warning("Keputusan belum diisi, jadi tidak ada yang disimpan.")
        return
    entry = {
        "id_tindak_lanjut": f"TL-{now():%Y%m%d%H%M%S}-{secrets.token_hex(2)}",
        "program": whose,
        "tanggal_rapat": meeting,
        "keputusan": words.strip(),
        "penanggung_jawab": post.strip(),
        "tenggat": due,
        "status": "belum",
        "status_pada": f"{now():%Y-%m-%d %H:%M:%S}",
        "indikator": linked.strip(),
    }  # fmt: skip
    save("tindak_lanjut", [entry], False, "Keputusan tersimpan.")
    st.rerun()


def _decision(report: str, event: str, verdict: str) -> dict[str, str]:
    return {
        "id_laporan": report,
        "id_kejadian": event,
        "hubungan": verdict,
        "dicatat_pada": f"{now():%Y-%m-%d %H:%M:%S}",
        "alasan": "diputuskan di halaman laporan",
        "oleh_peran": user().role.replace("_", " "),
    }


def _pick(fig: Figure, nothing: str) -> int | None:
    """A table of which one row can be chosen, where typing is allowed; the place of the chosen row."""
    with st.container(gap="xxsmall"):
        head(fig)
        if fig.empty:
            note(nothing)
            return None
        choosing: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-row"} if may_write() else {}
        state: Any = st.dataframe(
            fig.written(),
            hide_index=True,
            row_height=36,
            height=min(38 + 36 * len(fig.frame), 300),
            placeholder=text.UNREPORTED,
            key=f"pilih-{fig.id}",
            alt=fig.title,
            **choosing,
        )
        foot(fig)
    rows = state.selection.rows if choosing else []
    return rows[0] if rows and rows[0] < len(fig.frame) else None


def notes(programme: str, kecamatan: str | None, desa: str | None) -> None:
    """A small form: a dated note that appears on every matching time chart, with who wrote it and when."""
    if not may_write():
        return
    # Not sent by the Enter key: Streamlit would say so in English inside the field.
    form = partial(st.form, f"catatan-{programme}", border=False, enter_to_submit=False)
    with st.popover("Catatan", icon=":material/edit_note:", type="tertiary"), form():
        words = st.text_area("Catatan", placeholder="Mengapa angka ini melonjak?", height=90)
        day = st.text_input("Tanggal (hari/bulan/tahun)", f"{now():%d/%m/%Y}")
        note("Tampil di semua grafik waktu program ini; jangan menulis nama orang.")
        if not st.form_submit_button("Simpan catatan"):
            return
    if not words.strip():
        return
    row = {
        "id_catatan": f"CT-{now():%Y%m%d%H%M%S}-{secrets.token_hex(2)}",
        "program": programme,
        "kode_kecamatan": kecamatan or "",
        "kode_desa": desa or "",
        "tanggal_dari": day,
        "teks": words.strip()[:_LONGEST],
        "dicatat_pada": f"{now():%Y-%m-%d %H:%M:%S}",
        "oleh_peran": user().role.replace("_", " "),
    }
    save("catatan", [row], False, "Catatan tersimpan.")
    st.rerun()
