"""The village map of a page: the explorer, or the simple SVG map where the browser has no WebGL; a click filters."""

import html
from collections.abc import Mapping
from typing import Final, NamedTuple, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pantau import maps, style, text
from pantau.draw import screen
from pantau.figures import Figure, class_title
from pantau.filters import Place
from pantau.ui.data import phone
from pantau.ui.figure import HATCHED, area_legend, downloads, foot, head, legend_line, swatch
from pantau.ui.words import choose, note

T = TypeVar("T")
_SIMPLE: Final = "Sederhana"
_AROUND: Final = "Laso"
_AROUND_KEY: Final = "peta-laso"
# Codes of the villages inside the last line drawn on the simple map.
_LASSO: Final = "laso"

_probe = st.components.v2.component(
    "webgl",
    js="""export default function ({ setStateValue }) {
        const canvas = document.createElement("canvas");
        if (!canvas.getContext("webgl2")) setStateValue("mati", true);
    }""",
)


def webgl_missing() -> bool:
    """Whether the browser said that it cannot draw with WebGL; asked once a session."""
    if "webgl_mati" not in st.session_state and _probe(key="webgl", on_mati_change=lambda: None, height=1).mati:
        st.session_state["webgl_mati"] = True
    return bool(st.session_state.get("webgl_mati"))


class MapHead(NamedTuple):
    """The row above a map, laid out before its figure is known: the title's place, the chosen measure, the button's."""

    title: DeltaGenerator
    button: DeltaGenerator


def map_measure(key: str, options: Mapping[str, T]) -> tuple[T, MapHead]:
    """What the map shows, chosen in the row of its title; the row is filled once the figure is made."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        title = st.container(width="stretch")
        measure = choose(key, options)
        button = st.container(width="content")
    return measure, MapHead(title, button)


def village_map(fig: Figure, selected: Place | None, row: MapHead) -> None:
    """LB2 with its legend and accounting; a click on a village filters the page."""
    with row.title:
        st.markdown(f"#### {text.escape(fig.title)}")
    with row.button:
        downloads(fig)
    with st.container(gap="xxsmall"):
        missing = webgl_missing()
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            legend = st.container(width="stretch")
            if not missing:
                _switch()
        if missing:
            st.info(
                "Peta tidak dapat ditampilkan di peramban ini (WebGL mati). Peta sederhana dipakai sebagai gantinya."
            )
        if missing or st.session_state.get("peta") in (_SIMPLE, _AROUND):
            _simple_map(fig, legend, around=st.session_state.get("peta") == _AROUND)
        else:
            _explorer(fig, selected.code if selected else None, legend)
        foot(fig, notes_first=True)


def still_map(fig: Figure) -> None:
    """A second village map of a page: drawn as SVG and only to be read."""
    areas = maps.simple(fig)
    with st.container(gap="xxsmall"):
        head(fig)
        legend_line(
            [
                swatch(style.WHITE, maps.white(fig), style.INK3),
                *(swatch(style.RAMP[i], class_title(b)) for i, b in enumerate(fig.encode["bounds"])),
                swatch(HATCHED, fig.encode["absent"], style.INK3),
            ]
        )
        st.plotly_chart(
            screen.draw(areas, phone()), theme=None, key=f"gambar-{fig.id}", config=dict(screen.CONFIG), alt=fig.reading
        )
        foot(fig)


def _switch() -> None:
    st.segmented_control(
        "Peta",
        # A finger scrolls the page; only a pointer can draw around villages.
        ["Rinci", _SIMPLE] if phone() else ["Rinci", _SIMPLE, _AROUND],
        default="Rinci",
        key="peta",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def _simple_map(fig: Figure, legend: DeltaGenerator, around: bool) -> None:
    areas = maps.simple(fig)
    with legend:
        area_legend(areas, _point_legend(fig.encode.get("points")))
    spec = screen.draw(areas, phone())
    if around:
        spec["layout"]["dragmode"] = "lasso"
    st.plotly_chart(
        spec,
        theme=None,
        key=_AROUND_KEY if around else "peta-sederhana",
        config=dict(screen.CONFIG),
        alt=fig.reading,
        on_select=_take_around if around else _pick_from_simple,
        selection_mode="lasso" if around else "points",
    )
    if around:
        _lassoed(fig)


def _lassoed(fig: Figure) -> None:
    """What lies inside the line drawn on the map: how many villages, their sum, and their names."""
    codes = st.session_state.get(_LASSO, ())
    e = fig.encode
    rows = fig.frame[fig.frame[e["code"]].isin(codes)]
    if rows.empty:
        note("Gambar garis mengelilingi beberapa desa untuk membaca angkanya bersama-sama.")
        return
    known = rows[rows[e["value"]].fillna(0) > 0].sort_values(e["value"], ascending=False)
    silent = int(rows[e["value"]].isna().sum())
    pairs = zip(known["nama_desa"], known[e["value"]], strict=True)
    names = ", ".join(f"{text.escape(name)} {text.whole(v)}" for name, v in pairs)
    # No sum: one event counts once in each village it touched.
    hit = f"{text.number(len(known))} ada {text.escape(fig.unit)}" + (f": {names}" if names else "")
    note(f"**{text.count(len(rows), 'desa')} terpilih** · {hit} · {text.number(silent)} belum melapor.")
    st.button("Lepas pilihan", icon=":material/close:", type="tertiary", on_click=_let_go)


def _take_around() -> None:
    points = st.session_state[_AROUND_KEY].selection.points
    st.session_state[_LASSO] = tuple(dict.fromkeys(point["location"] for point in points if point.get("location")))


def _let_go() -> None:
    st.session_state[_LASSO] = ()


def _explorer(fig: Figure, selected: str | None, legend: DeltaGenerator) -> None:
    with legend:
        _map_legend(fig)
    st.pydeck_chart(
        maps.explorer(fig, selected, phone()),
        height=360 if phone() else 404,
        on_select=_pick_from_explorer,
        selection_mode="single-object",
        key="peta-rinci",
        alt=fig.reading,
    )


def _map_legend(fig: Figure) -> None:
    """What the marks of this map mean: circles, classes, rings or shapes, and the two states without a number."""
    parts: list[str] = []
    rings, points = fig.encode.get("rings"), fig.encode.get("points")
    if rings is not None and len(rings):
        parts = [swatch(hazard.colour, html.escape(hazard.name)) for hazard in maps.hazards(rings)]
    elif fig.encode.get("bounds"):
        parts = [swatch(style.RAMP[i], class_title(b)) for i, b in enumerate(fig.encode["bounds"])]
    elif fig.encode.get("circles", True):
        parts = _circle_sizes(fig)
    parts += _point_legend(points)
    parts += [
        swatch(style.WHITE, maps.white(fig), style.INK3),
        swatch(HATCHED, fig.encode.get("absent", "belum melapor"), style.INK3),
    ]
    legend_line(parts)


def _circle_sizes(fig: Figure) -> list[str]:
    parts = []
    counts = maps.legend_counts(fig, phone())
    for i, (value, radius) in enumerate(counts):
        size = round(2 * radius)
        unit = f" {fig.unit}" if i == len(counts) - 1 else ""
        parts.append(
            '<span style="display:inline-flex;align-items:center;gap:6px"><span style="display:inline-block;'
            f'width:{size}px;height:{size}px;border-radius:50%;background:{style.ACCENT}"></span>{value}{unit}</span>'
        )
    return parts


def _point_legend(points: pd.DataFrame | None) -> list[str]:
    """Shapes by hazard, fills by severity, the ring of what was not verified yet: only what this map has."""
    if points is None or not len(points):
        return []
    hollow = [text.missing(step) for step in points["langkah"]]
    parts = [_shape(form[int(all(hollow))], html.escape(name)) for form, name in maps.shapes(points)]
    if not all(hollow):
        steps = "".join(f'<span style="color:{colour}">●</span>' for colour in style.SEVERITY)
        bare = ", kosong = belum disebut" if any(hollow) else ""
        parts.append(f"<span>{steps} makin parah (skala proyek){bare}</span>")
    if not all(points["pasti"]):
        parts.append(_entry_ring("belum diverifikasi"))
    return parts


def _shape(letter: str, title: str) -> str:
    return f'<span><span style="font-size:17px;line-height:1;color:{style.INK}">{letter}</span> {title}</span>'


def _entry_ring(title: str) -> str:
    return (
        '<span style="display:inline-flex;align-items:center;gap:6px"><span style="display:inline-block;'
        f'width:15px;height:15px;border-radius:50%;border:1.5px solid {style.INK}"></span>{title}</span>'
    )


def _pick_from_explorer() -> None:
    objects = st.session_state["peta-rinci"].selection.objects
    hits = objects.get("desa") or objects.get("lingkaran") or objects.get("donat") or []
    code = hits[0].get("properties", hits[0]).get("kode") if hits else None
    _choose_village(code)


def _pick_from_simple() -> None:
    points = st.session_state["peta-sederhana"].selection.points
    _choose_village(points[0].get("location") if points else None)


def _choose_village(code: str | None) -> None:
    """A click on the chosen village, or on nothing, lets it go."""
    if code is None or code == st.session_state.get("desa"):
        st.session_state["desa"] = None
        return
    # A ring stands for a whole kecamatan: its code is the short one.
    st.session_state["kecamatan"], st.session_state["desa"] = code[:8], code if len(code) > 8 else None
