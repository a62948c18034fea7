"""The profile of a village on screen: the choice of a village, its seven blocks, and its page to print."""

import html
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from pantau import now, style, text
from pantau.catalogue import programme, programmes
from pantau.draw import place
from pantau.figures import Context
from pantau.figures.profil import overview
from pantau.figures.profil_bagian import Block, Fact, Profile
from pantau.filters import Filters, Place
from pantau.pack import profile as paper
from pantau.ui.attention import BOARD, page_file
from pantau.ui.data import answers, as_of, is_sample, logged, phone, store, user
from pantau.ui.figure import foot, head
from pantau.ui.words import note

PAGE: Final = Path("pages/utama/profil_desa.py")
_CHOICE: Final = "profil-pilihan"
_LIST: Final = "profil-daftar"
# The programmes that have a column in the list.
_LISTED: Final = ("lapor_bencana", "destana", "pak_sotarsa")
# Where more of a block is read.
_PAGES: Final = {
    "bencana": page_file("lapor_bencana"),
    "destana": page_file("destana"),
    "sotarsa": page_file("pak_sotarsa"),
    "sibalang": page_file("layar_sibalang"),
    "kencana": page_file("kencana"),
    "perhatian": BOARD,
}


def profiles(chosen: Filters) -> list[Profile]:
    """The villages of the filter that this reader may see."""
    kecamatan, desa = chosen.params("kecamatan", "desa").values()
    return paper.gather(answers(), str(kecamatan) if kecamatan else None, str(desa) if desa else None)


def village_list(listed: Sequence[Profile], chosen: Filters) -> None:
    """A village to choose by name or from the table, and the pages of a kecamatan to print."""
    names = {each.code: f"{each.name}, Kec. {each.kecamatan}" for each in listed}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Cari desa atau kelurahan",
            list(names),
            index=None,
            placeholder="Ketik nama desa",
            format_func=lambda code: names.get(code, code),
            key=_CHOICE,
            on_change=_take_choice,
            width=380,
        )
        # All villages of the kabupaten are printed by the command line: a server keeps its memory for readers.
        if len({each.kecamatan for each in listed}) == 1:
            _download(f"Cetak semua desa Kec. {listed[0].kecamatan} (PDF)", listed, chosen)
    fig = overview(listed, _listed_context(chosen_words(listed, chosen)))
    with st.container(gap="xxsmall"):
        head(fig)
        st.dataframe(
            fig.written(),
            hide_index=True,
            row_height=36,
            height=38 + 36 * min(len(listed), 12),
            on_select=partial(_take_row, [each.code for each in listed]),
            selection_mode="single-row",
            key=_LIST,
            alt=fig.title,
        )
        note("Ketuk satu baris untuk membuka profilnya.")
        foot(fig)


def _listed_context(words: str) -> Context:
    shown = [programme(each) for each in _LISTED]
    sample = text.join([each.title for each in shown if is_sample(each.id)])
    last = max((day for each in shown if (day := as_of(each.id))), default=None)
    source = "register tiap program, masing-masing sampai tanggalnya sendiri"
    return Context(words, source, last, f"register {sample}" if sample else "")


def chosen_words(listed: Sequence[Profile], chosen: Filters) -> str:
    """What is listed, as every page says its filter."""
    if chosen.desa:
        return f"{listed[0].title} · Kec. {listed[0].kecamatan} · {listed[0].code}"
    where = f"Kec. {chosen.kecamatan.name}" if chosen.kecamatan else "semua kecamatan"
    return f"Profil desa · {where} · {text.number(len(listed))} desa dan kelurahan"


def not_yours() -> None:
    """Says to a camat that the village chosen belongs to another kecamatan."""
    with st.container(border=True):
        st.markdown("#### Desa ini di kecamatan lain\nPeran camat membaca profil desa di kecamatannya sendiri.")


def nothing_known() -> bool:
    """Whether no programme has any data."""
    return all(as_of(each.id) is None for each in programmes())


def village_profile(shown: Profile, chosen: Filters) -> None:
    """One village: who it is, the five programmes, and what needs attention."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = f":orange-badge[:material/science: Memuat {text.SAMPLE}]" if shown.sample else ":gray[Semua isi nyata]"
        st.markdown(said, width="stretch")
        _download("Cetak (PDF)", [shown], chosen)
        whole = Filters(kecamatan=Place(shown.kecamatan_code, shown.kecamatan))
        _download(f"Semua desa Kec. {shown.kecamatan} (PDF)", None, whole)
    left, right = _pair((1.9, 1))
    with left:
        _block(shown.block("identitas"))
    with right:
        if drawing := place.picture(shown.code):
            st.image(drawing, width=260 if phone() else 240, alt=f"Letak {shown.title} di Kec. {shown.kecamatan}")
    _block(shown.block("bencana"))
    for one, other in (("destana", "sotarsa"), ("sibalang", "kencana")):
        left, right = _pair((1, 1))
        with left:
            _block(shown.block(one))
        with right:
            _block(shown.block(other))
    _block(shown.block("perhatian"))


def _pair(widths: tuple[float, float]) -> tuple[st.delta_generator.DeltaGenerator, st.delta_generator.DeltaGenerator]:
    if phone():
        return st.container(), st.container()
    left, right = st.columns(widths, gap="large")
    return left, right


def _block(block: Block) -> None:
    """Title with its mark, the reason or the facts, a small table, and its own source and date."""
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            mark = f" :orange-badge[{text.SAMPLE}]" if block.sample else ""
            st.markdown(f"#### {text.escape(block.title)}{mark}", width="stretch")
            if block.key in _PAGES:
                st.page_link(_PAGES[block.key], label="Buka ›")
        if block.empty:
            st.markdown(text.escape(block.empty))
        if block.facts:
            st.html(_facts(block.facts, block.sample))
        if block.grid is not None:
            rows = pd.DataFrame(list(block.grid.rows), columns=list(block.grid.titles)).map(text.escape)
            st.table(rows, border="horizontal", hide_index=True, alt=f"{block.title}: kejadian terbaru")
        left = (block.grid.left(len(block.grid.rows)),) if block.grid else ()
        words = [each for each in (*left, *block.notes) if each]
        note("  \n".join(text.escape(each) for each in (*words, block.footer)))


def _facts(facts: Sequence[Fact], sample: bool) -> str:
    """Names at the left, values at the right; every word is escaped."""
    return (
        '<div style="display:grid;grid-template-columns:minmax(110px,150px) 1fr;gap:3px 14px;font-size:15px;'
        f'line-height:1.45;color:{style.INK}">{"".join(_fact(fact, sample) for fact in facts)}</div>'
    )


def _fact(fact: Fact, sample: bool) -> str:
    said = f"<strong>{html.escape(fact.value)}</strong>" if fact.value else html.escape(fact.note)
    more = f' <span style="color:{style.INK2}">· {html.escape(fact.note)}</span>' if fact.value and fact.note else ""
    mark = (
        f' <span style="font-size:12px;font-weight:700;padding:0 5px;color:{style.AMBER_LINE};'
        f'background:{style.AMBER_PALE};border:1px solid {style.AMBER_LINE}">{text.SAMPLE}</span>'
        if fact.sample and not sample
        else ""
    )
    return f'<span style="color:{style.INK2}">{html.escape(fact.name)}</span><span>{said}{more}{mark}</span>'


def _download(label: str, listed: Sequence[Profile] | None, chosen: Filters) -> None:
    """The PDF of these villages, or of those of the filter; made when the button is pressed."""
    name = paper.file_name(listed) if listed else f"PantauBalangan_profil-desa_{_slug(chosen)}.pdf"
    st.download_button(
        label,
        data=partial(_made, listed, chosen, name),
        file_name=name,
        mime="application/pdf",
        icon=":material/print:",
        on_click="ignore",
        key=f"unduh-{name}",
    )


def _slug(chosen: Filters) -> str:
    return text.slug(f"kecamatan {chosen.kecamatan.name}") if chosen.kecamatan else "kabupaten-balangan"


def _made(listed: Sequence[Profile] | None, chosen: Filters, name: str) -> bytes:
    """The file, once it is written down who took it away."""
    villages = listed or profiles(chosen)
    sentence = chosen_words(villages, chosen)
    logged({"peran": user().role, "gambar": "profil desa", "berkas": name, "kalimat": sentence})
    return paper.pdf(villages, now(), store().generation())


def _take_choice() -> None:
    _open(st.session_state[_CHOICE])


def _take_row(codes: Sequence[str]) -> None:
    picked = st.session_state[_LIST].selection.rows
    if picked and picked[0] < len(codes):
        _open(codes[picked[0]])


def _open(code: str | None) -> None:
    if code:
        st.session_state["kecamatan"], st.session_state["desa"] = code[:8], code
