"""Figures on a page: title, drawing, reading, footer, legend; table twin and downloads behind one button."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import streamlit as st

from pantau import maps, style, text
from pantau.draw import paper, screen, sheet
from pantau.figures import Figure, class_title
from pantau.ui.data import phone
from pantau.ui.words import note


def figure(fig: Figure, on_select: Callable[[], None] | None = None) -> None:
    """One figure: title, reading, drawing, footer, and its table and downloads behind one button."""
    with st.container(gap="xxsmall"):
        head(fig)
        if fig.subtitle:
            note(fig.subtitle)
        if fig.empty:
            st.markdown(f"**{text.UNDETERMINED.capitalize()}.** {fig.reading}")
            return
        legend(fig)
        spec = screen.draw(fig, phone())
        st.plotly_chart(
            spec,
            theme=None,
            key=f"gambar-{fig.id}",
            config=dict(screen.CONFIG),
            alt=fig.reading,
            on_select=on_select or "ignore",
            selection_mode="points",
        )
        foot(fig)


def head(fig: Figure, between: Callable[[], None] | None = None) -> None:
    """The title of a figure, a control that belongs to it, and its data button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"#### {text.escape(fig.title)}", width="stretch")
        if between:
            between()
        downloads(fig)


def foot(fig: Figure, notes_first: bool = False) -> None:
    """The reading sentence, notes, unit, source and data date under a drawing."""
    words = [*fig.notes, fig.reading] if notes_first else [fig.reading, *fig.notes]
    note(f"{text.escape(' '.join(words))}  \n{text.escape(fig.footer())}")


def downloads(fig: Figure) -> None:
    """The table twin and four files of one figure; made only when asked for."""
    with st.popover(
        "Data", icon=":material/download:", type="tertiary", on_change="rerun", key=f"data-{fig.id}"
    ) as box:
        if not box.open:
            return
        name = f"pantau-balangan_{fig.id}_{re.sub(r'[^a-z0-9]+', '-', fig.title.lower()).strip('-')[:40]}"
        with st.container(horizontal=True, gap="xsmall"):
            for label, ending, mime, make in (
                ("PNG", "png", "image/png", paper.png),
                ("SVG", "svg", "image/svg+xml", paper.svg),
                ("XLSX", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.xlsx),
                ("CSV", "csv", "text/csv", sheet.csv),
            ):
                st.download_button(
                    label,
                    data=partial(make, fig),
                    file_name=f"{name}.{ending}",
                    mime=mime,
                    on_click="ignore",
                    key=f"unduh-{fig.id}-{ending}",
                )
        st.dataframe(fig.written(), hide_index=True, height=260, placeholder=text.UNREPORTED)
        note(f"{fig.context.sentence}  \n{fig.footer()}")


def legend(fig: Figure) -> None:
    """The legend above the mark, from our own constants only."""
    parts: list[str] = []
    if fig.kind == "months" and len(fig.encode["names"]) > 1:
        parts = [swatch(colour, f"{code} {title}") for code, (title, colour) in fig.encode["names"].items()]
    elif fig.kind == "stack":
        parts = [swatch(colour, title, style.AXIS) for _, title, colour in fig.encode["segments"]]
    if parts:
        legend_line(parts)


def legend_line(parts: Sequence[str]) -> None:
    """One line of legend entries."""
    st.html(
        f'<div style="font-size:14px;color:{style.INK2};display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center">'
        + "".join(parts)
        + "</div>"
    )


def swatch(colour: str, title: str, line: str = "") -> str:
    """One legend entry: a coloured field and its name; only our own constants, never text from data."""
    edge = f"border:1px solid {line};" if line else ""
    return (
        f'<span style="display:inline-flex;align-items:center;gap:6px"><span style="display:inline-block;width:16px;'
        f'height:12px;background:{colour};{edge}"></span>{title}</span>'
    )


HATCHED: Final = f"repeating-linear-gradient(135deg,{style.PANEL} 0 3px,{style.HATCH} 3px 4px)"


def area_legend(fig: Figure) -> None:
    """Classes of an area map with the three states: nihil, belum melapor, values."""
    parts = [swatch(style.WHITE, "nihil", style.INK3)]
    if fig.encode.get("circles"):
        when = f", {fig.subtitle}" if fig.subtitle else ""
        parts.insert(0, f'<span><span style="color:{style.ACCENT}">●</span> jumlah {fig.unit}{when}</span>')
    suffix = f" {fig.encode['suffix']}" if fig.encode.get("suffix") else ""
    parts += [swatch(style.RAMP[i], f"{class_title(b)}{suffix}") for i, b in enumerate(fig.encode["bounds"])]
    parts.append(swatch(HATCHED, fig.encode.get("absent", "belum melapor"), style.INK3))
    legend_line(parts)


def table_figure(fig: Figure) -> None:
    """A figure that is a table: every cell as a person reads it."""
    with st.container(gap="xxsmall"):
        head(fig)
        note(text.escape(fig.subtitle))
        st.dataframe(fig.written(), hide_index=True, row_height=36, height=38 + 36 * max(len(fig.frame), 1))
        foot(fig)


def ground(height: int) -> dict[str, object]:
    """Borders, labels and box for an area map of the kecamatan, height in px."""
    return maps.kecamatan_ground(height)


def area_figure(fig: Figure) -> None:
    """An area map of the kecamatan with its legend above it."""
    with st.container(gap="xxsmall"):
        head(fig)
        area_legend(fig)
        _draw(fig)
        foot(fig)


def small_map(fig: Figure) -> None:
    """The same without a title: the measure chosen above it is its name."""
    with st.container(gap="xxsmall"):
        _draw(fig)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="stretch"):
                area_legend(fig)
            downloads(fig)


def _draw(fig: Figure) -> None:
    st.plotly_chart(
        screen.draw(fig, phone()), theme=None, key=f"gambar-{fig.id}", config=dict(screen.CONFIG), alt=fig.reading
    )
