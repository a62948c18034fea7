"""The village map of a page: the explorer, or the simple SVG map where the browser has no WebGL; a click filters."""

from typing import Final

import streamlit as st

from pantau import maps, style
from pantau.draw import screen
from pantau.figures import Figure
from pantau.filters import Place
from pantau.ui.data import phone
from pantau.ui.figure import HATCHED, area_legend, foot, head, legend_line, swatch

_SIMPLE: Final = "Sederhana"

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


def village_map(fig: Figure, selected: Place | None) -> None:
    """LB2 with its legend and accounting; a click on a village filters the page."""
    with st.container(gap="xxsmall"):
        missing = webgl_missing()
        head(fig, between=None if missing else _switch)
        if missing:
            st.info(
                "Peta tidak dapat ditampilkan di peramban ini (WebGL mati). Peta sederhana dipakai sebagai gantinya."
            )
        if missing or st.session_state.get("peta") == _SIMPLE:
            _simple_map(fig)
        else:
            _explorer(fig, selected.code if selected else None)
        foot(fig, notes_first=True)


def _switch() -> None:
    st.segmented_control(
        "Peta",
        ["Rinci", _SIMPLE],
        default="Rinci",
        key="peta",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def _simple_map(fig: Figure) -> None:
    areas = maps.simple(fig)
    area_legend(areas)
    st.plotly_chart(
        screen.draw(areas, phone()),
        theme=None,
        key="peta-sederhana",
        config=dict(screen.CONFIG),
        alt=fig.reading,
        on_select=_pick_from_simple,
        selection_mode="points",
    )


def _explorer(fig: Figure, selected: str | None) -> None:
    _circle_legend(fig)
    st.pydeck_chart(
        maps.explorer(fig, selected, phone()),
        height=360 if phone() else 404,
        on_select=_pick_from_explorer,
        selection_mode="single-object",
        key="peta-rinci",
        alt=fig.reading,
    )


def _circle_legend(fig: Figure) -> None:
    parts = []
    counts = maps.legend_counts(fig, phone())
    for i, (value, radius) in enumerate(counts):
        size = round(2 * radius)
        unit = f" {fig.unit}" if i == len(counts) - 1 else ""
        parts.append(
            '<span style="display:inline-flex;align-items:center;gap:6px"><span style="display:inline-block;'
            f'width:{size}px;height:{size}px;border-radius:50%;background:{style.ACCENT}"></span>{value}{unit}</span>'
        )
    parts += [swatch(style.WHITE, "nihil", style.INK3), swatch(HATCHED, "belum melapor", style.INK3)]
    legend_line(parts)


def _pick_from_explorer() -> None:
    objects = st.session_state["peta-rinci"].selection.objects
    hits = objects.get("desa") or objects.get("lingkaran") or []
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
    st.session_state["kecamatan"], st.session_state["desa"] = code[:8], code
