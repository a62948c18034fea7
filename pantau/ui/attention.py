"""What needs attention: the declared rules are asked, and what they found is shown, linked and made ready to send."""

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import streamlit as st

from pantau import ROOT, catalogue, now, style, text
from pantau.figures import Context
from pantau.figures.perhatian import (
    LONGEST,
    MOST,
    Hit,
    Line,
    counted,
    found_words,
    lines,
    message,
    state_words,
    worst,
)
from pantau.figures.perhatian import board as board_figure
from pantau.store import read_query
from pantau.ui.data import answers, as_of, is_sample, phone, query, user
from pantau.ui.figure import head as figure_head
from pantau.ui.words import note, rule

BOARD: Final = Path("pages/utama/perhatian.py")
# The text stands in a field of its own, so that it can be marked and copied by hand where the browser refuses to.
_copy = st.components.v2.component(
    "salin",
    html='<button type="button">Salin</button><textarea readonly aria-label="Teks untuk dikirim"></textarea>',
    css=f"""
        textarea {{ width: 100%; box-sizing: border-box; resize: none; border: 1px solid {style.RULE};
            border-radius: 4px; padding: 8px; font: inherit; font-size: 14px; color: {style.INK};
            background: {style.PANEL}; }}
        button {{ margin-bottom: 8px; padding: 6px 14px; border: 1px solid {style.ACCENT}; border-radius: 4px;
            font: inherit; font-size: 14px; color: {style.WHITE}; background: {style.ACCENT}; cursor: pointer; }}
    """,
    js="""export default function ({ data, parentElement }) {
        const field = parentElement.querySelector("textarea");
        const button = parentElement.querySelector("button");
        field.value = data;
        field.style.height = "auto";
        field.style.height = field.scrollHeight + 4 + "px";
        field.onclick = () => field.select();
        button.onclick = async () => {
            field.focus();
            field.select();
            let done = false;
            try {
                await navigator.clipboard.writeText(data);
                done = true;
            } catch {
                done = document.execCommand("copy");
            }
            button.textContent = done ? "Tersalin" : "Tekan Ctrl+C";
            setTimeout(() => { button.textContent = "Salin"; }, 2500);
        };
    }""",
)


def page_file(name: str) -> Path:
    """The file of a page by its name in the address."""
    return next(ROOT.glob(f"pages/*/{name}.py")).relative_to(ROOT)


def attention() -> dict[str, list[Hit]]:
    """For every programme the rules that found something, worst first."""
    return answers().all_hits(catalogue.programmes())


def attention_link(programme: str) -> None:
    """How much of a programme needs attention, linked to the board; nothing when nothing does."""
    each = catalogue.programme(programme)
    if number := counted(answers().hits(each)):
        st.page_link(
            BOARD,
            label=f":orange-badge[**{text.number(number)}**] perlu perhatian",
            query_params={"program": each.title},
        )


def worst_hits(hits: Mapping[str, Sequence[Hit]]) -> None:
    """The five worst findings of all programmes, each with its date, and the way to all of them."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown("#### Perlu perhatian", width="content")
        st.page_link(BOARD, label="Semua ›")
    line = f"display:flex;padding:2px 0;line-height:1.4;border-top:1px solid {style.RULE};font-size:14px"
    items = "".join(
        f'<div style="{line};color:{style.INK}"><span style="width:14px">{i}</span>{_short(hit)}</div>'
        for i, hit in enumerate(worst([hit for found in hits.values() for hit in found])[:MOST], 1)
    )
    st.html(items or f'<div style="{line}">Tidak ada aturan yang menyala.</div>')


def _short(hit: Hit) -> str:
    """A finding and its date, which goes to the next line whole where there is no room."""
    words = [*([text.SAMPLE] if hit.apart else []), hit.since_words.removeprefix("paling lama ")]
    dated = "".join(f'<span style="color:{style.INK2};font-size:13px">{each}</span>' for each in words if each)
    shown = f"<span>{html.escape(hit.sentence)}</span>{dated}"
    return f'<div style="flex:1;display:flex;flex-wrap:wrap;column-gap:6px">{shown}</div>'


def place_words() -> str:
    """The area whose rows this server shows."""
    names = query("acuan/kecamatan")
    mine = names.loc[names["kode"] == user().kecamatan, "nama"] if user().role == "camat" else names["nama"].head(0)
    return f"Kec. {mine.iloc[0]}" if len(mine) else "semua kecamatan"


def board(programmes: Sequence[catalogue.Programme], hits: Mapping[str, Sequence[Hit]]) -> None:
    """All findings of the chosen programmes: the sentence, the table to take away, the text to send."""
    shown = [hit for each in programmes for hit in hits[each.id]]
    dates = {each.id: as_of(each.id) for each in programmes}
    state = _state(programmes)
    name = programmes[0].title if len(programmes) == 1 else "semua program"
    sample = "baris bertanda CONTOH" if any(hit.sample for hit in shown) else ""
    last = max((day for day in dates.values() if day), default=None)
    context = Context(f"{name} · {state}", "register tiap program; aturan pada katalog", last, sample)
    fig = board_figure(shown, dates, context)
    with st.container(gap=None):
        # The section of a single programme has its own text.
        several = len(programmes) > 1
        figure_head(fig, (lambda: copy_text(f"Perlu perhatian: {name}", shown, state, "semua")) if several else None)
        if several:
            note(text.escape(fig.reading))


def _state(programmes: Sequence[catalogue.Programme]) -> str:
    dates: dict[str, date | None] = {each.title: as_of(each.id) for each in programmes}
    return state_words(place_words(), dates, text.moment(now()))


def copy_text(title: str, hits: Sequence[Hit], state: str, key: str) -> None:
    """A text to send by telephone, with a button that copies it; made only when asked for."""
    if hits:
        copy_words("Salin teks", lambda: message(title, hits, state), key)


def copy_words(label: str, make: Callable[[], str], key: str) -> None:
    """A button that opens a text of at most LONGEST letters, made then, and copies it."""
    with st.popover(
        label, icon=":material/content_copy:", type="tertiary", on_change="rerun", key=f"teks-{key}"
    ) as box:
        if box.open:
            words = make()
            _copy(data=words, key=f"salin-{key}", width="stretch" if phone() else 520)
            note(f"{text.number(len(words))} huruf, paling banyak {text.number(LONGEST)}; tanpa nama orang.")


def programme_section(programme: catalogue.Programme, hits: Sequence[Hit]) -> None:
    """What the rules of one programme found, worst first, each with its worst places."""
    mark = f" :orange-badge[{text.SAMPLE}]" if is_sample(programme.id) else ""
    rule()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            st.markdown(f"### {programme.title}{mark}")
            note(found_words(hits) if hits else _silence(programme))
        copy_text(f"Perlu perhatian: {programme.title}", hits, _state([programme]), programme.id)
        st.page_link(page_file(programme.page), label="Buka ›")
    for hit in hits:
        _hit(hit)


def _silence(programme: catalogue.Programme) -> str:
    if as_of(programme.id) is None:
        return "Belum ada data, jadi aturannya belum dapat diperiksa."
    return f"Tidak ada aturan yang menyala dari {text.number(len(programme.rules))}."


def _hit(hit: Hit) -> None:
    left, right = st.columns([1, 1], gap="large") if not phone() else (st.container(), st.container())
    mark = f" :orange-badge[{text.SAMPLE}]" if hit.apart else ""
    with left, st.container(gap="xxsmall"):
        st.markdown(f"**{hit.rule.title}**{mark}")
        st.markdown(text.escape(hit.sentence))
        note(f"Ambang {hit.threshold} · {hit.since_words or 'sejak tidak diketahui'}")
    page = page_file(hit.rule.page or hit.programme.page)
    with right, st.container(gap=None):
        for each in lines(hit):
            _line(each, page)
        if len(hit.rows) > MOST:
            st.page_link(page, label=f":gray[dan {text.number(len(hit.rows) - MOST)} lainnya] ›")


def _line(line: Line, page: Path) -> None:
    """One of the worst rows; where it is a place, a link to the page narrowed to it."""
    words = f"{text.escape(line.name)} :gray[{text.escape(line.value)} · sejak {line.since}]"
    link = _place_link(line.place)
    if link:
        st.page_link(page, label=f"{words} ›", query_params=link)
    else:
        st.markdown(f":small[{words}]")


def _place_link(code: str) -> dict[str, str]:
    """The part of an address that narrows a page to a village or kecamatan, by the name its filter shows."""
    for filter_, name in (("desa", "nama_unik"), ("kecamatan", "nama")):
        names = query(f"acuan/{filter_}")
        found = names.loc[names["kode"] == code, name]
        if len(found):
            return {filter_: str(found.iloc[0])}
    return {}


def declared_rules(programmes: Sequence[catalogue.Programme], hits: Mapping[str, Sequence[Hit]]) -> None:
    """How every rule counts and why its threshold is what it is, behind closed boxes: what fired, and what is quiet."""
    fired = {hit.rule.id for found in hits.values() for hit in found}
    every = [(each, rule_) for each in programmes for rule_ in each.rules]
    for title, wanted in (("menemukan sesuatu: cara menghitung", True), ("tidak menemukan apa-apa", False)):
        listed = [(programme, each) for programme, each in every if (each.id in fired) is wanted]
        if listed:
            with st.expander(f"{text.number(len(listed))} aturan {title}"):
                for programme, each in listed:
                    _declared(programme, each)


def _declared(programme: catalogue.Programme, each: catalogue.Rule) -> None:
    unknown = "" if as_of(programme.id) else " · belum ada data"
    head = f"**{each.title}** ({programme.title}) · ambang {text.whole(each.threshold)} {each.unit}{unknown}"
    note("  \n".join((head, read_query(each.query).sentence, each.reason)))
