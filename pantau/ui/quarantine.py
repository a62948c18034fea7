"""The quarantine: rows held back, by reason; taken away to be mended, decided on, or answered with a village."""

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd
import streamlit as st

from pantau import forms, now, text
from pantau.contracts import REFERENCE, contract
from pantau.intake import held
from pantau.intake.match import read_places
from pantau.intake.reasons import REASONS
from pantau.intake.review import name_villages, question, settle
from pantau.store import StoreError, generations
from pantau.ui.data import query, user
from pantau.ui.incoming import NEW, OLD, ask_village, sentences, villages
from pantau.ui.words import note

_SAID: Final = "karantina-kabar"
_ALL: Final = "Semua"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Names asked about at once; the next ones follow when these are settled.
_ASKED: Final = 12


def quarantine() -> None:
    """The rows still held back, chosen by dataset and reason, and everything that can be done with them."""
    _tell()
    rows = query("data/karantina", terbuka=True)
    if rows.empty:
        note("Tidak ada baris yang ditahan.")
        return
    dataset, reason = _chosen(rows)
    mine = rows[(rows["dataset"] == dataset) & ((rows["alasan"] == reason) | (reason == _ALL))]
    sentences(mine.assign(kalimat=mine["berkas"] + " · " + mine["kalimat"]))
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            f"Unduh {text.number(len(mine))} baris untuk dibetulkan",
            data=lambda: corrections(dataset, mine),
            file_name=f"perbaikan_{dataset}_{now():%Y%m%d}.xlsx",
            mime=_XLSX,
            icon=":material/download:",
            type="primary",
            on_click="ignore",
        )
    if contract(dataset).guarded:
        note(
            "Dataset ini memuat data orang: unduhan berisi nomor, tempat dan masalahnya saja. Betulkan di berkas asal, "
            "atau minta pengelola server menulis barisnya lengkap: `python -m pantau quarantine DATASET BERKAS.xlsx`."
        )
    note("Betulkan selnya, lalu muat berkas itu di halaman Muat berkas; baris yang beres keluar dari sini.")
    _leave(mine)


def _chosen(rows: pd.DataFrame) -> tuple[str, str]:
    """The dataset and reason looked at."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        counted = rows["dataset"].value_counts()
        datasets, wanted = list(counted.index), st.query_params.get("dataset", "")
        dataset = st.selectbox(
            "Dataset",
            datasets,
            index=datasets.index(wanted) if wanted in datasets else 0,
            format_func=lambda each: f"{contract(each).title} ({text.number(int(counted[each]))})",
            width=360,
            key="karantina-dataset",
        )
        reasons = rows.loc[rows["dataset"] == dataset, "alasan"].value_counts()
        reason = st.selectbox(
            "Alasan",
            [_ALL, *reasons.index],
            format_func=lambda each: (
                REASONS.get(each, each) + (f" ({text.number(int(reasons[each]))})" if each in reasons else "")
            ),
            width=360,
            key=f"karantina-alasan-{dataset}",
        )
    return str(dataset), str(reason)


def corrections(dataset: str, rows: pd.DataFrame) -> bytes:
    """The rows as a workbook to mend; of people only their number, place and problem."""
    wanted = contract(dataset)
    numbers = {held.number(row): row for row in rows.to_dict("records")}
    said = held.readable(wanted, generations.loader_room(), list(rows["run"]), set(numbers))
    filled = [
        {**said.get(number, {}), "karantina": number, "masalah": str(row["kalimat"])} for number, row in numbers.items()
    ]
    return forms.corrections(wanted, filled, verdict=bool((rows["alasan"] == "konflik").any()))


def _leave(rows: pd.DataFrame) -> None:
    """Rows that no longer need mending, or whose contradiction a person decides here."""
    numbers = [held.number(row) for row in rows.to_dict("records")]
    conflicts = [held.number(row) for row in rows.to_dict("records") if row["alasan"] == "konflik"]
    with st.expander("Putuskan tanpa membetulkan", icon=":material/gavel:"):
        chosen = st.multiselect(
            "Baris", numbers, format_func=lambda each: each.rpartition("/")[2], placeholder="Pilih nomor baris",
            key="karantina-baris",
        )  # fmt: skip
        note("Nomor adalah nomor baris di berkasnya. Yang ditinggalkan tetap tercatat di riwayat, tidak dihitung.")
        with st.container(horizontal=True, gap="small"):
            if st.button(OLD if conflicts else "Tinggalkan", disabled=not chosen, key="karantina-tinggal"):
                _do(lambda: settle(chosen, "pertahankan", _by()), "ditinggalkan")
            if conflicts and st.button(NEW, disabled=not set(chosen) & set(conflicts), key="karantina-ganti"):
                _do(lambda: settle([each for each in chosen if each in conflicts], "ganti", _by()), "diganti")


def village_names() -> None:
    """The queue of village names nobody knows, each with its best candidates and a choice."""
    waiting = query("data/desa_belum_dikenali")
    if waiting.empty:
        return
    st.markdown(f"#### Nama desa yang menunggu putusan: {text.number(len(waiting))}")
    note(
        "Yang mirip hanya usulan. Pilihan Anda menjadi ejaan desa itu, dengan peran dan waktunya; barisnya ikut dimuat."
    )
    places, names = read_places(REFERENCE), villages()
    chosen: dict[tuple[str, str], str] = {}
    for row in waiting.head(_ASKED).to_dict("records"):
        spelling, kecamatan = str(row["desa_disebut"]), str(row["kode_kecamatan"])
        asked = question(places, spelling, kecamatan, int(row["jumlah"]))
        if code := ask_village(asked, names, f"antre-{spelling}-{kecamatan}"):
            chosen[spelling, kecamatan] = code
    if len(waiting) > _ASKED:
        note(f"{text.number(len(waiting) - _ASKED)} nama lain tampil sesudah ini diputuskan.")
    if st.button(f"Simpan {text.number(len(chosen))} putusan", disabled=not chosen, icon=":material/check:"):
        _do(lambda: name_villages(chosen, _by()), "dimuat ulang")


def _by() -> str:
    return user().role.replace("_", " ")


def _do(action: Callable[[], Mapping[str, int]], what: str) -> None:
    with st.spinner("Menyimpan…"):
        try:
            done = action()
        except StoreError as refusal:
            st.session_state[_SAID] = f"Tidak tersimpan: {refusal}"
            st.rerun()
    rows = ", ".join(f"{contract(dataset).title.lower()} {text.number(count)} baris" for dataset, count in done.items())
    st.session_state[_SAID] = f"Putusan tersimpan; {what}: {rows or 'tidak ada baris'}."
    st.rerun()


def _tell() -> None:
    if words := st.session_state.pop(_SAID, ""):
        st.info(text.escape(words))
