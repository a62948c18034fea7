"""From a figure down to one record: the event list with its card, the evidence matrix with its documents."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from pantau import style, text
from pantau.draw import screen
from pantau.figures import Figure
from pantau.figures.bencana import event_facts
from pantau.ui.data import phone
from pantau.ui.figure import figure, foot, head
from pantau.ui.words import note

# More rows than anybody reads, and a filter change stays small; the download holds them all.
_MOST_EVENTS = 200


class Cell(NamedTuple):
    """One cell of the evidence matrix: kecamatan code and name, indicator code."""

    row: str
    name: str
    column: str


def event_table(fig: Figure) -> str | None:
    """The list of events with a card on demand; the id of the chosen event, or None."""
    with st.container(gap="xxsmall"):
        head(fig)
        number = st.column_config.NumberColumn(format="localized", width=128)
        state = st.dataframe(
            fig.table().drop(columns=["Nomor", "Tanggal mulai", "Mengungsi", "Sumber"]).head(_MOST_EVENTS),
            hide_index=True,
            row_height=36,
            height=320,
            placeholder=text.UNREPORTED,
            on_select="rerun",
            selection_mode="single-row",
            key="daftar-kejadian",
            column_config={
                "Tanggal": st.column_config.TextColumn(width=120),
                "Bahaya": st.column_config.TextColumn(width=160),
                "Kecamatan": st.column_config.TextColumn(width=160),
                "Desa": st.column_config.TextColumn(width=240),
                "Jiwa": number,
                "KK": number,
                "Rumah terendam": number,
                "Tahap data": st.column_config.TextColumn(width=100),
            },
        )
        note("Pilih satu baris untuk melihat versi angka dan sumbernya.")
        if len(fig.frame) > _MOST_EVENTS:
            note(f"{_MOST_EVENTS} kejadian terbaru dari {text.number(len(fig.frame))}; unduhan memuat semuanya.")
        foot(fig)
    chosen = state.selection.rows
    return str(fig.frame.iloc[chosen[0]]["id"]) if chosen and chosen[0] < len(fig.frame) else None


def event_card(event: Mapping[str, Any], versions: Figure, rows: pd.DataFrame) -> None:
    """One event: what is known, how its figures were revised, and every source."""
    with st.container(border=True):
        st.markdown(f"### {text.escape(event['nama_ancaman'])}, {text.escape(event_facts(event)[0])}")
        for line in event_facts(event)[1:]:
            st.markdown(text.escape(line))
        figure(versions)
        parts = rows[rows["cakupan"] != "kejadian"]
        if len(parts):
            note(f"{text.number(len(parts))} baris rincian kecamatan dan desa tidak dijumlahkan ke angka kejadian.")
        links = [url for url in dict.fromkeys(rows["sumber_url"].dropna())]
        note("Sumber: " + " · ".join(text.link(str(i), url) for i, url in enumerate(links, 1)))


def evidence_matrix(fig: Figure) -> Cell | None:
    """KN2 with its legend; the clicked cell, or None."""
    with st.container(gap="xxsmall"):
        head(fig)
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
    code = fig.frame.loc[fig.frame["nama_kecamatan"] == name, "kode_kecamatan"].iloc[0]
    return Cell(code, name, column)


def evidence_card(documents: pd.DataFrame, cell: Cell) -> None:
    """The documents behind one cell: state, document date, upload date and validity are four different things."""
    with st.container(border=True):
        st.markdown(f"#### {text.escape(cell.name)} · {text.escape(cell.column)}")
        if documents.empty:
            note("Belum ada dokumen yang diunggah untuk sel ini.")
        for document in documents.to_dict("records"):
            state = document["keadaan"]
            title = style.EVIDENCE[state].title if state in style.EVIDENCE else "belum ada keadaan"
            st.markdown(f"**{text.escape(document['judul'])}** · {title} sejak {text.day(document['keadaan_sejak'])}")
            reason = "" if text.missing(document["alasan"]) else f" · catatan: {text.escape(document['alasan'])}"
            until = document["berlaku_sampai"]
            note(
                f"Tanggal dokumen {text.day(document['tanggal_dokumen'])}"
                f" · unggah {text.day(document['tanggal_unggah'])}"
                f" · berlaku s.d. {'tidak dibatasi' if text.missing(until) else text.day(until)}{reason}"
            )


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
