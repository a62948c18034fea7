"""The evidence of Kencana on a page: the matrix with its choices and documents, the map that filters, task sheets."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pantau import style, text
from pantau.draw import screen, sheet
from pantau.draw.paper import sheets
from pantau.figures import Figure, records
from pantau.ui.data import logged, phone, user
from pantau.ui.figure import area_legend, downloads, foot, head, table_figure
from pantau.ui.find import linked_choice
from pantau.ui.words import choose, note, nothing_loaded

_MAP = "gambar-KN9"


class Cell(NamedTuple):
    """One cell of the evidence matrix: kecamatan code and name, indicator code."""

    row: str
    name: str
    column: str


def evidence_missing(kpi: Mapping[str, Any]) -> bool:
    """Says what is not there when no evidence was loaded or no list of indicators is in force; whether it said so."""
    if not kpi["dimuat"]:
        nothing_loaded("bukti", "Muat berkas bukti dan riwayat_bukti dari kecamatan.")
        return True
    if text.missing(kpi["wajib"]) or not kpi["wajib"]:
        nothing_loaded(
            "daftar indikator untuk tanggal ini", "Muat berkas kencana_indikator yang berlaku pada tanggal itu."
        )
        return True
    return False


def evidence_matrix(make: Callable[[bool, bool], Figure]) -> Cell | None:
    """KN2 with its legend and choices (only what is missing, in order of names); the clicked cell, or None."""
    with st.container(gap="xxsmall"):
        title, beside = _titled()
        with beside:
            only_missing = choose("matriks", {"Semua": False, "Yang kurang saja": True})
            alphabetical = choose("urutan", {"Paling lengkap": False, "Abjad": True})
            fig = make(only_missing, alphabetical)
            title.markdown(f"#### {text.escape(fig.title)}")
            downloads(fig)
        if fig.empty:
            st.markdown(text.escape(fig.reading))
            return None
        st.image(_marks(), alt="; ".join(f"{m.letter or '○'} {m.title}" for m in style.EVIDENCE.values()))
        state = st.plotly_chart(
            screen.draw(fig, phone()),
            theme=None,
            key=f"gambar-{fig.id}",
            config=dict(screen.CONFIG),
            alt=fig.reading,
            on_select="rerun",
            selection_mode="points",
        )
        note("Ketuk sel untuk melihat dokumennya.")
        foot(fig)
    points = state.selection.points
    if not points:
        return None
    name, column = points[0]["customdata"][:2]
    here = fig.frame.loc[fig.frame["nama_kecamatan"] == name, "kode_kecamatan"]
    return Cell(here.iloc[0], name, column) if len(here) else None


def _titled() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for a title that is known only after its controls, and room for these: beside it, on a phone below it."""
    if phone():
        return st.container(), st.container(horizontal=True, gap="xsmall")
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    return row.container(width="stretch"), row


def evidence_card(documents: pd.DataFrame, cell: Cell) -> None:
    """The documents behind one cell: state, document date, upload date and validity are four different things."""
    with st.container(border=True):
        st.markdown(f"#### {text.escape(cell.name)} · {text.escape(cell.column)}")
        if documents.empty:
            note("Belum ada dokumen yang diunggah untuk sel ini.")
        for document in records(documents):
            _document(document)


def _document(document: Mapping[str, Any], where: str = "") -> None:
    state = document["keadaan"]
    title = style.EVIDENCE[state].title if state in style.EVIDENCE else "belum ada keadaan"
    since = text.day(document["keadaan_sejak"])
    st.markdown(f"{text.escape(where)}**{text.escape(document['judul'])}** · {title} sejak {since}")
    reason = "" if text.missing(document["alasan"]) else f" · catatan: {text.escape(document['alasan'])}"
    until = document["berlaku_sampai"]
    note(
        f"Tanggal dokumen {text.day(document['tanggal_dokumen'])}"
        f" · unggah {text.day(document['tanggal_unggah'])}"
        f" · berlaku s.d. {'tidak dibatasi' if text.missing(until) else text.day(until)}{reason}"
    )


def indicator_choice(cells: pd.DataFrame) -> str | None:
    """One indicator by name, for keyboards and for what the search found; its code, or None."""
    names = {code: f"{code} · {words}" for code, words in zip(cells["kode_indikator"], cells["uraian"], strict=True)}
    return linked_choice("indikator", names, "Pilih indikator untuk dokumen semua kecamatan")


def indicator_card(documents: pd.DataFrame, code: str) -> None:
    """The documents of one indicator in every kecamatan; one without a document is named."""
    with st.container(border=True):
        st.markdown(f"#### {text.escape(code)} di semua kecamatan yang dipilih")
        if documents.empty:
            note("Belum ada dokumen yang diunggah untuk indikator ini.")
        for document in records(documents):
            _document(document, f"{document['nama_kecamatan']}: ")


def kecamatan_map(fig: Figure) -> None:
    """KN9 with its legend; a click on a kecamatan filters the page, a second one lets it go."""
    with st.container(gap="xxsmall"):
        head(fig)
        area_legend(fig)
        st.plotly_chart(
            screen.draw(fig, phone()),
            theme=None,
            key=_MAP,
            config=dict(screen.CONFIG),
            alt=fig.reading,
            on_select=_pick_kecamatan,
            selection_mode="points",
        )
        note("Ketuk kecamatan untuk menyaring halaman ini.")
        foot(fig)


def _pick_kecamatan() -> None:
    points = st.session_state[_MAP].selection.points
    code = points[0].get("location") if points else None
    if code:
        st.session_state["kecamatan"] = None if code == st.session_state.get("kecamatan") else code


def change_table(days: pd.DataFrame, make: Callable[[date | None], Figure]) -> None:
    """KN10 with the choice of the day it is counted from: the first of `days` unless another is taken."""
    with st.container(gap="xxsmall"):
        title, beside = _titled()
        with beside:
            fig = make(_since(days))
            title.markdown(f"#### {text.escape(fig.title)}")
            downloads(fig)
        st.dataframe(fig.written(), hide_index=True, row_height=36, height=38 + 36 * max(len(fig.frame), 1))
        foot(fig)


def _since(days: pd.DataFrame) -> date | None:
    names = {
        f"{word} {text.day(day)}": pd.Timestamp(day).date()
        for day, word in zip(days["tanggal"], days["kata"], strict=True)
    }
    if not names:
        return None
    chosen = st.selectbox(
        "Bandingkan dengan", list(names), key="sejak", bind="query-params", width=280, label_visibility="collapsed"
    )
    return names[chosen or next(iter(names))]


def _taken(name: str, about: Figure, make: Callable[[], bytes]) -> bytes:
    """The file, once it is written down who took it away."""
    logged({"peran": user().role, "gambar": about.id, "berkas": name, "kalimat": about.context.sentence})
    return make()


def task_sheets(about: Figure, made: Mapping[str, Figure]) -> None:
    """One task sheet to read, and all in one click: a document to print, a workbook with a sheet a kecamatan."""
    figures: Sequence[Figure] = list(made.values())
    name = "pantau-balangan_lembar-tugas-kencana"
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        names = list(made)
        shown = names[0]
        if len(names) > 1:
            shown = st.selectbox(
                "Kecamatan", names, key="lembar", bind="query-params", label_visibility="collapsed", width=230
            )
        for label, ending, mime, make in (
            ("Cetak semua (PDF)", "pdf", "application/pdf", partial(sheets.pdf, figures)),
            ("Semua (XLSX)", "xlsx", excel, partial(sheet.workbook, about, made)),
        ):
            st.download_button(
                label,
                data=partial(_taken, f"{name}.{ending}", about, make),
                file_name=f"{name}.{ending}",
                mime=mime,
                icon=":material/print:" if ending == "pdf" else ":material/download:",
                on_click="ignore",
                key=f"lembar-tugas-{ending}",
            )
    table_figure(made[shown])


def _marks() -> str:
    """The legend of evidence states as the marks themselves: SVG, wrapped on a phone."""
    room = 345 if phone() else 1200
    x, y, widest, parts = 0.0, 0, 0.0, []
    for mark in style.EVIDENCE.values():
        width = 42 + 6.8 * len(mark.title)
        if x + width > room:
            x, y = 0.0, y + 28
        words = f'font-family="Arial, sans-serif" font-size="13" fill="{style.INK2}"'
        parts.append(
            f'<g transform="translate({x:.0f} {y})">{_mark(mark)}<text x="28" y="18" {words}>{mark.title}</text></g>'
        )
        x += width
        widest = max(widest, x)
    size = f'width="{widest:.0f}" height="{y + 26}" viewBox="0 0 {widest:.0f} {y + 26}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _mark(mark: style.Mark) -> str:
    paint = f'fill="{mark.fill}" stroke="{mark.line}" stroke-width="2"'
    shapes = {
        "circle": f'<circle cx="12" cy="13" r="10" {paint}/>',
        "circle-open": f'<circle cx="12" cy="13" r="5" fill="none" stroke="{mark.line}" stroke-width="1.6"/>',
        "square": f'<rect x="4" y="5" width="16" height="16" {paint}/>',
        "diamond": f'<path d="M12 2 L23 13 L12 24 L1 13 Z" {paint}/>',
        "hexagon": f'<path d="M12 2 L21.5 7.5 V18.5 L12 24 L2.5 18.5 V7.5 Z" {paint}/>',
        "line-ew": f'<path d="M6 13 H18" stroke="{mark.line}" stroke-width="2"/>',
    }
    words = 'text-anchor="middle" font-family="Arial, sans-serif" font-weight="700" font-size="12"'
    letter = f'<text x="12" y="17.4" {words} fill="{mark.ink}">{mark.letter}</text>' if mark.letter else ""
    return shapes[mark.symbol] + letter
