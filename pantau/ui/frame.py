"""The frame of every page: title, data-date badges and the filter bar, bound to the URL.

The same widget keys stand on every page and are drawn by the frame, so a choice travels from page to page and a copied
link opens the same numbers.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd
import streamlit as st

from pantau import catalogue, text, today
from pantau.filters import Filters, Place
from pantau.ui.attention import attention_link
from pantau.ui.chosen import ALL_DATA, LATEST, PICK, clear_filters, forget
from pantau.ui.data import as_of, phone, query, row
from pantau.ui.find import path, search
from pantau.ui.typed import notes, told

LAST_YEAR: Final = "12 bulan terakhir"
THIS_YEAR: Final = "Tahun ini"
SLIDE: Final = "Geser bulan"
# Windows for a flood at night: name -> days, counted back from the data's own last date.
WINDOWS: Final[Mapping[str, int]] = {"24 jam terakhir": 1, "7 hari terakhir": 7, "30 hari terakhir": 30}


def frame(
    title: str,
    programme: str,
    wanted: Sequence[str],
    beside: Sequence[tuple[str, str]] = (),
    here: str = "",
    badged: bool = True,
) -> Any:
    """Title, data-date badges, the pages of the same room and the filter bar.

    `programme` is "" on a page about all of them; `beside` are file and name of the room's pages, `here` the open one.
    `badged` is False where the page says itself whose data it shows. Returns a place at the end of the title's line.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # Not st.title: its built-in padding pushes the first answer 20 px down the page. Our own constant, never data.
        st.html(
            f'<h1 style="margin:0;padding:0;font-size:1.625rem;font-weight:700;line-height:1.3">{title}</h1>',
            width="content",
        )
        for badge in _badges(catalogue.programme(programme) if programme else None) if badged else ():
            st.markdown(badge, width="content")
        st.space("stretch")
        if not phone():
            _room(beside, here)
        search()
        place = st.container(width="content")
    if phone():
        with st.container(horizontal=True, gap="xxsmall"):
            _room(beside, here)
            _attention(programme, wanted)
    told()
    if not wanted:
        return place
    for name, value in _unknown(wanted).items():
        st.warning(f"Filter {name} = {text.escape(value)} tidak dikenal, jadi tidak dipakai.")
    if phone():
        with st.expander(f"Filter: {_summary(wanted)}", icon=":material/filter_list:"):
            _bar(wanted, collapsed=False)
            _note_button(programme, wanted)
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            _bar(wanted, collapsed=True)
            st.space("stretch")
            _attention(programme, wanted)
            _note_button(programme, wanted)
    if "periode" in wanted and st.session_state.get("periode") == SLIDE:
        _month_slider(as_of(programme) or today())
    if "desa" in wanted:
        kecamatan, desa = _place("kecamatan", _kecamatan(), wanted), _place("desa", _desa(None), wanted)
        path(kecamatan.name if kecamatan else None, desa.name if desa else None, forget, here)
    return place


def _room(beside: Sequence[tuple[str, str]], here: str) -> None:
    """Links to the pages of the same room; nothing when it has one page."""
    for file, name in beside if len(beside) > 1 else ():
        st.page_link(file, label=f"**{name}**" if file == here else name)


def _attention(programme: str, wanted: Sequence[str]) -> None:
    """The way from a programme's page to what needs attention in it."""
    if programme and wanted:
        attention_link(programme)


def _note_button(programme: str, wanted: Sequence[str]) -> None:
    """A note belongs to a programme and to the place chosen now."""
    if programme:
        kecamatan, desa = _place("kecamatan", _kecamatan(), wanted), _place("desa", _desa(None), wanted)
        notes(programme, kecamatan.code if kecamatan else None, desa.code if desa else None)


def _summary(wanted: Sequence[str]) -> str:
    """What the closed filter box of a phone says: the chosen values, or that everything is shown."""
    names = {"kecamatan": _kecamatan, "desa": lambda: _desa(None), "bahaya": _hazards}
    parts = []
    for name in wanted:
        value = st.session_state.get(name)
        if name in names:
            parts.append(names[name]().get(value, value) if value else f"semua {name}")
        elif value not in (None, ALL_DATA, LATEST):
            parts.append(text.month(f"{value}-01") if name == "keadaan" else str(value))
    return ", ".join(parts)


def _badges(programme: catalogue.Programme | None) -> list[str]:
    """At most two: the data's own date (orange when old) and what is CONTOH."""
    state = query("data/keadaan_program")
    if programme is None:
        return [":orange-badge[:material/science: Memuat data CONTOH]"] if state["contoh"].any() else []
    mine = state[state["program"] == programme.id]
    last = as_of(programme.id)
    if last is None:
        badge = ":gray-badge[:material/event_busy: Belum ada data]"
    else:
        age = (today() - last).days
        late = age > programme.stale_days
        badge = (
            f":orange-badge[:material/event: Data s.d. {text.day(last)}, {text.number(age)} hari lalu]"
            if late
            else f":blue-badge[:material/event: Data s.d. {text.day(last)}]"
        )
    sample = [":orange-badge[:material/science: Register CONTOH]"] if len(mine) and bool(mine["contoh"].iloc[0]) else []
    return [badge, *sample]


def _kecamatan() -> dict[str, str]:
    frame = query("acuan/kecamatan")
    return dict(zip(frame["kode"], frame["nama"], strict=True))


def _desa(kecamatan: str | None) -> dict[str, str]:
    frame = query("acuan/desa", kecamatan=kecamatan)
    return dict(zip(frame["kode"], frame["nama_unik"], strict=True))


def _hazards() -> dict[str, str]:
    frame = query("acuan/bahaya")
    return dict(zip(frame["kode"], frame["nama"], strict=True))


def _months() -> list[str]:
    first, last = _range()
    return [f"{m.year:04d}-{m.month:02d}" for m in pd.date_range(first.replace(day=1), last, freq="MS")][::-1]


def _range() -> tuple[date, date]:
    """First and last date over all data, for the choices of the period filter."""
    span = row("acuan/rentang")
    first = date(2017, 1, 1) if text.missing(span["dari"]) else pd.Timestamp(span["dari"]).date()
    last = today() if text.missing(span["sampai"]) else pd.Timestamp(span["sampai"]).date()
    return first, last


def _periods() -> list[str]:
    first, last = _range()
    years = [f"Tahun {year}" for year in range(last.year, first.year - 1, -1)]
    return [ALL_DATA, *WINDOWS, LAST_YEAR, THIS_YEAR, SLIDE, PICK, *years]


def _state_name(month: str) -> str:
    return month if month == LATEST else f"Akhir {text.month(f'{month}-01')}"


def _unknown(wanted: Sequence[str]) -> dict[str, str]:
    """Values in a copied link that no choice offers; Streamlit drops them, this says so."""
    known: dict[str, Callable[[], Sequence[str]]] = {
        "periode": _periods,
        "kecamatan": lambda: list(_kecamatan().values()),
        "desa": lambda: list(_desa(None).values()),
        "bahaya": lambda: list(_hazards().values()),
        "keadaan": lambda: [LATEST, *(_state_name(m) for m in _months())],
        "mulai": lambda: [text.month(f"{m}-01") for m in _months()],
        "akhir": lambda: [text.month(f"{m}-01") for m in _months()],
        "bulan": lambda: [text.month(f"{m}-01") for m in _months()],
    }
    names = [*wanted, "mulai", "akhir", "bulan"] if "periode" in wanted else wanted
    given = {name: str(st.query_params[name]) for name in names if name in st.query_params}
    return {name: value for name, value in given.items() if name in known and value not in known[name]()}


def _bar(wanted: Sequence[str], collapsed: bool) -> None:
    """The filter widgets, bound to the URL; the same keys on every page, so a choice travels along."""
    shown: dict[str, Any] = {"label_visibility": "collapsed" if collapsed else "visible", "persist_state": "session"}
    if "periode" in wanted:
        period = st.selectbox("Periode", _periods(), key="periode", bind="query-params", width=190, **shown)
        if period == PICK:
            _month_choices(shown)
        else:
            for name in {"mulai", "akhir"} & set(st.query_params):
                del st.query_params[name]
    if "keadaan" in wanted:
        st.selectbox(
            "Keadaan per",
            [LATEST, *_months()],
            format_func=_state_name,
            key="keadaan",
            bind="query-params",
            width=190,
            **shown,
        )
    if "kecamatan" in wanted:
        names = _kecamatan()
        st.selectbox(
            "Kecamatan",
            list(names),
            index=None,
            placeholder="Semua kecamatan",
            format_func=lambda code: names.get(code, code),
            key="kecamatan",
            bind="query-params",
            width=210,
            **shown,
        )
    if "desa" in wanted:
        villages = _desa(st.session_state.get("kecamatan"))
        if st.session_state.get("desa") not in (None, *villages):
            st.session_state["desa"] = None
        st.selectbox(
            "Desa",
            list(villages),
            index=None,
            placeholder="Semua desa",
            format_func=lambda code: villages.get(code, code),
            key="desa",
            bind="query-params",
            width=210,
            **shown,
        )
    if "bahaya" in wanted:
        hazards = _hazards()
        st.selectbox(
            "Bahaya",
            list(hazards),
            index=None,
            placeholder="Semua bahaya",
            format_func=lambda code: hazards.get(code, code),
            key="bahaya",
            bind="query-params",
            width=230,
            **shown,
        )
    if any(st.session_state.get(name) not in (None, ALL_DATA, LATEST) for name in wanted):
        st.button("Hapus filter", icon=":material/close:", type="tertiary", on_click=clear_filters)


def _month_choices(shown: Mapping[str, Any]) -> None:
    """First and last month of the period, kept in the link by hand.

    Streamlit's own binding writes a value that code chose (a period swept on a chart) only after the next click.
    """
    months = _months()
    labels = {text.month(f"{m}-01"): m for m in months}
    for name, label, usual in (
        ("mulai", "Dari bulan", months[min(11, len(months) - 1)]),
        ("akhir", "Sampai bulan", months[0]),
    ):
        if name not in st.session_state:
            st.session_state[name] = labels.get(st.query_params.get(name, ""), usual)
        st.selectbox(label, months, format_func=lambda m: text.month(f"{m}-01"), key=name, width=150, **shown)
        if st.session_state[name] != usual:
            st.query_params[name] = text.month(f"{st.session_state[name]}-01")
        elif name in st.query_params:
            del st.query_params[name]


def _month_slider(last: date) -> None:
    """One month at a time, moved by hand or by the arrow keys, from the last month of the programme's own data."""
    st.select_slider(
        "Bulan",
        _months()[::-1],
        value=f"{last:%Y-%m}" if f"{last:%Y-%m}" in _months() else _months()[0],
        format_func=lambda m: text.month(f"{m}-01"),
        key="bulan",
        bind="query-params",
        persist_state="session",
        label_visibility="collapsed",
    )


def filters(programme: str, *wanted: str, rows: str = "") -> Filters:
    """The chosen filters of a page; a rolling window ends at the programme's own last date.

    `rows` names what the page counts where that is dated apart from its programme.
    """
    state = st.session_state
    start = end = None
    if "periode" in wanted:
        start, end = _window(state.get("periode", ALL_DATA), as_of(programme) or today())
    villages = _desa(None) if state.get("desa") and "desa" in wanted else {}
    extent = query("acuan/rentang_program")
    mine = extent[extent["program"] == (rows or programme)]
    return Filters(
        start,
        end,
        _place("kecamatan", _kecamatan(), wanted),
        _place("desa", villages, wanted),
        _place("bahaya", _hazards(), wanted),
        None if mine.empty else (mine["dari"].iloc[0], mine["sampai"].iloc[0]),
    )


def _place(name: str, names: dict[str, str], wanted: Sequence[str]) -> Place | None:
    code = st.session_state.get(name) if name in wanted else None
    return Place(code, names[code]) if code in names and code else None


def _window(period: str | None, last: date) -> tuple[date | None, date | None]:
    if period == LAST_YEAR:
        month_after = (pd.Timestamp(last).replace(day=1) + pd.DateOffset(months=1)).date()
        return (pd.Timestamp(month_after) - pd.DateOffset(years=1)).date(), month_end(last)
    if period == THIS_YEAR:
        return last.replace(month=1, day=1), last
    if period and period in WINDOWS:
        return last - timedelta(days=WINDOWS[period] - 1), last
    if period == SLIDE:
        month = date.fromisoformat(f"{st.session_state.get('bulan') or f'{last:%Y-%m}'}-01")
        return month, month_end(month)
    if period == PICK:
        months = _months()
        first, final = sorted((st.session_state.get("mulai") or months[-1], st.session_state.get("akhir") or months[0]))
        return date.fromisoformat(f"{first}-01"), month_end(date.fromisoformat(f"{final}-01"))
    if period and (year := re.fullmatch(r"Tahun (\d{4})", period)):
        return date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
    return None, None


def month_end(day: date) -> date:
    """The last day of a month."""
    return (pd.Timestamp(day) + pd.offsets.MonthEnd(0)).date()


def state_date(programme: str) -> date | None:
    """The day whose state a page shows: the end of a chosen month, else the programme's own last date."""
    chosen = st.session_state.get("keadaan", LATEST)
    last = as_of(programme)
    if chosen in (None, LATEST) or last is None:
        return last
    return min(month_end(date.fromisoformat(f"{chosen}-01")), last)
