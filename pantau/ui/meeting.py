"""Meetings: what a pack is asked for, looking at it, making it, the packs made before, and the steps of a meeting."""

import re
import struct
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final, Literal

import streamlit as st

from pantau import catalogue, style, text, today
from pantau.figures import Figure
from pantau.filters import Filters, Place
from pantau.pack import Choice, Leaf, Pack, bundle, gather, history, message
from pantau.ui.attention import copy_words
from pantau.ui.data import answers, logged, phone, query, reading_scope, store, user
from pantau.ui.words import kpis, note, rule

_CHOSEN: Final = "paket-pilihan"
_FROZEN: Final = "paket-beku"
_MADE: Final = "paket-jadi"
_GREY: Final = "hitam-putih"
_MEETING: Final = "Rapat koordinasi program"
_NOTHING: Final = "Tanpa pembanding"
_LISTED: Final = 8
# Pixels a drawing may take: its height on a laptop, and the width of the page.
_TALL, _BROAD = 430, 1200
_PAPERS: Final[Mapping[str, Literal["a4", "f4"]]] = {"A4": "a4", "F4": "f4"}
# The whole screen is asked for by a click of the person, so it needs a script of its own.
_full_screen = st.components.v2.component(
    "layar_penuh",
    html='<button type="button">Layar penuh</button>',
    css=f"""button {{ padding: 6px 14px; border: 1px solid {style.RULE}; border-radius: 4px; font: inherit;
        font-size: 14px; color: {style.INK}; background: {style.WHITE}; cursor: pointer; }}""",
    js="""export default function ({ parentElement }) {
        parentElement.querySelector("button").onclick = () =>
            document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    }""",
)


def pack_choice(chosen: Filters) -> Choice:
    """The meeting, its day, programmes and maker; period and place are the page's filters."""
    titles = {each.id: each.title for each in catalogue.programmes()}
    meeting = st.text_input("Rapat", _MEETING, key="rapat", max_chars=80)
    left, right = st.columns(2, gap="small")
    with left:
        typed = st.text_input("Tanggal (hari/bulan/tahun)", f"{today():%d/%m/%Y}", key="hari-rapat")
    with right:
        maker = st.text_input("Dibuat oleh (jabatan)", _post(), key="pembuat", max_chars=60)
    picked = st.pills(
        "Program",
        list(titles),
        selection_mode="multi",
        default=list(titles),
        format_func=lambda each: titles[each],
        key="program-paket",
        wrap=True,
    )
    if not picked:
        note("Tidak ada program yang dipilih, jadi paket memuat semuanya.")
    day = _day(typed)
    if day is None:
        st.warning(f"Tanggal {text.escape(typed)} tidak dikenal; tulis seperti 24/11/2026. Dipakai hari ini.")
    choice = Choice(
        meeting=meeting.strip() or _MEETING,
        day=day or today(),
        programmes=tuple(each for each in titles if each in picked) or tuple(titles),
        filters=_placed(chosen),
        maker=maker.strip() or _post(),
        grey=bool(st.session_state.get(_GREY)),
    )
    st.session_state[_CHOSEN] = choice
    return choice


def _post() -> str:
    return user().role.replace("_", " ").title()


def _day(typed: str) -> date | None:
    """The day a person typed; None when it is none."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", typed.strip())
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _placed(chosen: Filters) -> Filters:
    """A camat's pack is about the camat's kecamatan."""
    reader = user()
    if reader.role != "camat" or chosen.kecamatan:
        return replace(chosen, extent=None)
    names = query("acuan/kecamatan")
    mine = names.loc[names["kode"] == reader.kecamatan, "nama"]
    return replace(chosen, extent=None, kecamatan=Place(str(reader.kecamatan), str(mine.iloc[0])))


def pack_before(choice: Choice) -> Mapping[str, Any] | None:
    """The earlier pack to hold this one against; the newest unless another is chosen."""
    earlier = history.like(reading_scope(), choice)
    if not earlier:
        note("Paket pertama untuk wilayah ini: halaman “Apa yang berubah” menjadi titik awal.")
        return None
    names = {f"{each['rapat']}, {_moment(each['dibuat'])}": each for each in earlier}
    picked = st.selectbox("Bandingkan dengan", [*names, _NOTHING], key="pembanding")
    return names.get(picked)


def newest_pack(choice: Choice) -> Mapping[str, Any] | None:
    """The newest earlier pack of the same area."""
    return next(iter(history.like(reading_scope(), choice)), None)


def frozen(choice: Choice, before: Mapping[str, Any] | None) -> Pack:
    """The pack as it would be now; asked again only when the choice or the data changed."""
    wanted = (choice, before and before["nama"], store().generation(), reading_scope(), today())
    kept = st.session_state.get(_FROZEN)
    if kept is None or kept[0] != wanted:
        with st.spinner("Menyusun isi paket…"):
            kept = (wanted, gather.freeze(answers(), choice, before))
        st.session_state[_FROZEN] = kept
    pack: Pack = kept[1]
    return pack


def pack_maker(choice: Choice, before: Mapping[str, Any] | None) -> None:
    """The button that makes the pack, with its steps, and the finished file."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        page = st.segmented_control("Kertas", list(_PAPERS), default="A4", required=True, key="kertas")
        st.toggle("Hitam putih", key=_GREY)
    with st.container(horizontal=True, gap="small"):
        pressed = st.button("Buat paket", type="primary", icon=":material/inventory_2:", key="buat-paket")
        if pressed:
            st.button("Batal", key="batal-paket")
    if pressed:
        _make(choice, before, _PAPERS[str(page)])
    name = st.session_state.get(_MADE)
    if name and history.zip_size(name):
        _download("Unduh paket (ZIP)", name, "primary")


def _make(choice: Choice, before: Mapping[str, Any] | None, page: Literal["a4", "f4"]) -> None:
    """Pressing anything else meanwhile ends it: each step is also where a new run of the page may take over."""
    begun = datetime.now()  # noqa: DTZ005 (a stopwatch)
    with st.status("Menyusun paket…", expanded=True) as box:

        def step(words: str) -> None:
            box.update(label=f"Menyusun paket: {words}")

        pack = gather.freeze(answers(), choice, before, step, drawn=True)
        made = bundle.bundle(pack, bundle.Options(page), step)
        st.session_state[_MADE] = history.keep(pack, made)
        for sentence in made.failed:
            st.write(text.escape(sentence))
        seconds = (datetime.now() - begun).total_seconds()  # noqa: DTZ005
        size = text.number(len(made.content) / 1e6, 1)
        box.update(
            label=f"Paket selesai dalam {text.number(seconds)} detik, {size} MB"
            + (f"; {text.number(len(made.failed))} bagian gagal" if made.failed else ""),
            state="error" if made.failed else "complete",
            expanded=bool(made.failed),
        )


def _download(label: str, name: str, kind: str = "tertiary") -> None:
    st.download_button(
        label,
        data=partial(_taken, name),
        file_name=f"{name}.zip",
        mime="application/zip",
        on_click="ignore",
        type=kind,  # type: ignore[arg-type]
        icon=":material/download:",
        key=f"unduh-{kind}-{name}",
    )


def _taken(name: str) -> bytes:
    logged({"peran": user().role, "paket": name})
    return history.read(name)


def pack_preview(pack: Pack) -> None:
    """The order of the pack and any of its leaves, as it will be printed."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        numbers = {leaf.number: leaf for leaf in pack.leaves}
        picked = st.selectbox(
            "Pratinjau halaman",
            list(numbers),
            format_func=lambda each: f"{each} · {numbers[each].finding}",
            key="pratinjau",
            width=520,
        )
        copy_words("Salin pesan", partial(message.words, pack), "paket")
    leaf(pack, numbers[picked])


def leaf(pack: Pack, shown: Leaf, large: bool = False) -> None:
    """One leaf with the words it has on paper; `large` for a room that reads from afar."""
    with st.container(gap="xsmall"):
        mark = f" :orange-badge[{text.SAMPLE}]" if shown.sample else ""
        st.markdown(f"{'##' if large else '####'} {text.escape(shown.finding)}{mark}")
        if shown.figure is None:
            st.warning(text.escape(shown.failed))
            return
        if shown.figure.subtitle:
            note(text.escape(shown.figure.subtitle))
        note(text.escape(shown.header))
        if shown.kpis:
            kpis(shown.kpis[:5])
        _drawn(shown, shown.figure, pack.choice.grey)
        said = text.escape(" ".join(shown.words))
        if large:
            st.markdown(f"**{said}**")
        else:
            note(said)
        note(text.escape(pack.footer(shown)))


def _drawn(shown: Leaf, figure: Figure, grey: bool) -> None:
    if figure.empty:
        st.markdown(f"**{text.UNDETERMINED.capitalize()}.**")
    elif figure.kind == "table":
        titles = {column.name: column.title for column in figure.columns}
        plain = figure.written()[[titles[name] for name in figure.encode["paper"]]].map(text.escape)
        st.table(plain.head(12), border="horizontal", hide_index=True, alt=shown.finding)
        if len(plain) > 12:
            note(f"12 dari {text.number(len(plain))} baris; selengkapnya pada lembar {shown.number} di data.xlsx.")
    else:
        picture = shown.drawing("png", grey)
        wide, high = struct.unpack(">II", picture[16:24])
        # As high as a laptop has room for under the title, and never wider than the page.
        st.image(
            picture,
            width="stretch" if phone() or wide * _TALL > high * _BROAD else _TALL * wide // high,
            alt=figure.reading,
        )


def pack_history(scope_words: str) -> None:
    """The packs made before, newest first, with their files as long as they are kept."""
    made = history.packs(reading_scope())
    st.markdown("#### Paket yang pernah dibuat")
    if not made:
        note(f"Paket untuk {scope_words} akan berderet di sini dengan tanggal, pembuat dan filternya.")
        return
    for each in made[:_LISTED]:
        _line(each)
    if len(made) > _LISTED:
        with st.expander(f"{text.number(len(made) - _LISTED)} paket yang lebih lama"):
            for each in made[_LISTED:]:
                _line(each)


def _line(told: Mapping[str, Any]) -> None:
    rule()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            mark = f" :orange-badge[{text.SAMPLE}]" if told["contoh"] else ""
            st.markdown(f"**{text.escape(told['rapat'])}** · {_moment(told['dibuat'])}{mark}")
            note(text.escape(f"{told['kalimat']} · dibuat oleh {told['pembuat']} · kode {told['kode']}"))
        if told["bita"] is None:
            note("berkas sudah dibersihkan")
        else:
            _download(f"Unduh ({text.number(told['bita'] / 1e6, 1)} MB)", told["nama"])


def _moment(iso: str) -> str:
    return text.moment(datetime.fromisoformat(iso))


def last_choice() -> Choice:
    """The choice of the pack page in this session; everything, when it was not opened yet."""
    kept = st.session_state.get(_CHOSEN)
    if isinstance(kept, Choice):
        return kept
    everything = tuple(each.id for each in catalogue.programmes())
    return Choice(_MEETING, today(), everything, _placed(Filters()), _post())


def meeting_step(pack: Pack) -> int:
    """The step in the link, so that a reload stays where the meeting is: 0 is the cover."""
    given = st.query_params.get("langkah", "1")
    return min(max(int(given) if given.isdigit() and len(given) < 4 else 1, 1), len(pack.leaves) + 1) - 1


def step_buttons(pack: Pack, at: int) -> None:
    """One leaf after the other by arrow keys or buttons, in the order of the slides."""
    last = len(pack.leaves)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Sebelumnya", shortcut="Left", disabled=at == 0, on_click=_go, args=(at - 1,), key="langkah-mundur")
        st.button("Berikutnya", shortcut="Right", disabled=at == last, on_click=_go, args=(at + 1,), type="primary",
                  key="langkah-maju")  # fmt: skip
        note(f"Halaman {at + 1}/{last + 1} · panah kiri dan kanan")
        st.space("stretch")
        with st.container(width="content"):
            _clock()
        if not phone():
            with st.container(width="content"):
                _full_screen(key="layar-penuh", width="content")


def leaf_sources(shown: Leaf) -> None:
    """Which questions a leaf answers, for somebody who doubts a number in the meeting."""
    if shown.asked:
        names = ", ".join(dict.fromkeys(each.query for each in shown.asked))
        note(f"Kueri: {text.escape(names)} · angka yang sama pada lembar {shown.number} di data.xlsx")


def pack_cover(pack: Pack) -> None:
    """Who meets when about what, on which data."""
    choice = pack.choice
    mark = f" :orange-badge[{text.SAMPLE}]" if pack.sample else ""
    st.markdown(f"# {text.escape(choice.meeting)}{mark}")
    st.markdown(f"### {text.long_day(choice.day)} · {text.escape(choice.place)}")
    st.markdown(text.escape(choice.sentence))
    for title, day in pack.dates:
        note(f"{title}: data s.d. {day}")
    note(text.escape(pack.signature))


def _go(to: int) -> None:
    st.query_params["langkah"] = str(to + 1)


@st.fragment(run_every=15)
def _clock() -> None:
    """How long the meeting has been going on; minutes are enough."""
    begun = st.session_state.setdefault("rapat-mulai", datetime.now())  # noqa: DTZ005 (a stopwatch)
    minutes = int((datetime.now() - begun).total_seconds() // 60)  # noqa: DTZ005
    note(f"berjalan {text.number(minutes)} menit")
