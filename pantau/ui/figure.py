"""Figures on a page: title, drawing, reading, footer, legend; table twin and downloads behind one button."""

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from pantau import maps, style, text
from pantau.draw import file_name, kinds, paper, screen, sheet, weeks
from pantau.draw.paper import lembar_peta
from pantau.figures import Figure, class_title
from pantau.figures.waktu import first_number, time_marks
from pantau.filters import Filters
from pantau.ui.chosen import PICK
from pantau.ui.data import logged, phone, query, user
from pantau.ui.words import note

# Rows of a table seen at once; the others are scrolled to, and all are in the download.
_MOST_ROWS: Final = 12


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


def bar_choice(fig: Figure) -> str | None:
    """A ranked or stacked figure of which one bar can be chosen; its label, or None."""
    with st.container(gap="xxsmall"):
        head(fig)
        if fig.empty:
            st.markdown(f"**{text.UNDETERMINED.capitalize()}.** {fig.reading}")
            return None
        legend(fig)
        state = st.plotly_chart(
            screen.draw(fig, phone()),
            theme=None,
            key=f"gambar-{fig.id}",
            config=dict(screen.CONFIG),
            alt=fig.reading,
            on_select="rerun",
            selection_mode="points",
        )
        foot(fig)
    points = state.selection.points
    return str(points[0]["y"]) if points else None


def time_figure(fig: Figure, programme: str, chosen: Filters, brush: bool = False) -> None:
    """A figure with a time axis: declared emergencies as bands, notes as numbered marks.

    With `brush`, months marked with the pointer become the period of the page.
    """
    where = chosen.params("dari", "sampai")
    status = query("bencana/status_darurat", bahaya=chosen.hazard and chosen.hazard.code, **where)
    notes = query("acuan/catatan", program=programme, **where, **chosen.params("kecamatan", "desa"))
    marked = time_marks(status, notes, first_number(fig)).on(fig)
    if brush and not fig.empty and not phone():
        _brushed(marked)
    else:
        figure(marked)


def _brushed(fig: Figure) -> None:
    with st.container(gap="xxsmall"):
        head(fig)
        legend(fig)
        spec = screen.draw(fig)
        spec["layout"] |= {"dragmode": "select", "selectdirection": "h", "newselection": {"line": {"width": 1}}}
        months = sorted(set(fig.frame[fig.encode["x"]]))
        st.plotly_chart(
            spec,
            theme=None,
            key=f"gambar-{fig.id}",
            config=dict(screen.CONFIG),
            alt=fig.reading,
            on_select=partial(_take_months, f"gambar-{fig.id}", months),
            selection_mode="box",
        )
        note("Sapukan penunjuk mendatar pada bulan-bulan untuk menjadikannya periode halaman.")
        foot(fig)


def _take_months(key: str, months: Sequence[date]) -> None:
    """The first and last month the pointer swept over become the period."""
    boxes = st.session_state[key].selection.box
    if not boxes:
        return
    low, high = sorted(float(x) for x in boxes[0]["x"])
    inside = [month for i, month in enumerate(months) if low - 0.5 <= i <= high + 0.5]
    if inside:
        st.session_state["periode"] = PICK
        st.session_state["mulai"], st.session_state["akhir"] = (f"{m:%Y-%m}" for m in (inside[0], inside[-1]))


def choose_on_click(fig: Figure, take: Mapping[str, Mapping[str, str]]) -> None:
    """A figure whose marks choose filters: filter name -> what the mark says -> the filter's value."""
    figure(fig, on_select=partial(_take_mark, f"gambar-{fig.id}", take))


def _take_mark(key: str, take: Mapping[str, Mapping[str, str]]) -> None:
    points = st.session_state[key].selection.points
    if not points:
        return
    said = [str(points[0].get("y")), *(str(word) for word in points[0].get("customdata") or ())]
    for name, values in take.items():
        found = next((values[word] for word in said if word in values), None)
        if found:
            st.session_state[name] = None if st.session_state.get(name) == found else found


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
    """The table twin and the files of one figure, for the village map also as a map sheet; made when asked for."""
    if fig.private:
        return
    with st.popover(
        "Data", icon=":material/download:", type="tertiary", on_change="rerun", key=f"data-{fig.id}"
    ) as box:
        if not box.open:
            return
        _offer(fig, _FILES)
        if fig.kind == "villages":
            _offer(fig, _MAP_SHEETS)
        if not fig.cases:
            st.dataframe(fig.written(), hide_index=True, height=260, placeholder=text.UNREPORTED)
        note(f"{fig.context.sentence}  \n{fig.footer()}")


# What a figure is offered as: the button, how the file's name ends, its type and its maker.
_FILES: Final = (
    ("PNG", ".png", "image/png", paper.png),
    ("SVG", ".svg", "image/svg+xml", paper.svg),
    ("XLSX", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.xlsx),
    ("CSV", ".csv", "text/csv", sheet.csv),
)
_MAP_SHEETS: Final = (
    ("Lembar peta (PDF)", "_lembar.pdf", "application/pdf", lembar_peta.pdf),
    ("Lembar peta (PNG)", "_lembar.png", "image/png", lembar_peta.png),
)


def _offer(fig: Figure, files: Sequence[tuple[str, str, str, Callable[[Figure], bytes]]]) -> None:
    """A row of buttons; a file is made when its button is pressed."""
    with st.container(horizontal=True, gap="xsmall"):
        for label, ending, mime, make in files:
            st.download_button(
                label,
                data=partial(_taken, fig, make, f"{file_name(fig)}{ending}"),
                file_name=f"{file_name(fig)}{ending}",
                mime=mime,
                on_click="ignore",
                key=f"unduh-{fig.id}-{ending.strip('._').replace('.', '-')}",
            )


def _taken(fig: Figure, make: Callable[[Figure], bytes], name: str) -> bytes:
    """The file of a figure, once it is written down who took what away."""
    entry: dict[str, object] = {"peran": user().role, "gambar": fig.id, "berkas": name, "kalimat": fig.context.sentence}
    if fig.cases:
        entry["kasus"] = [str(number) for number in fig.frame[fig.cases]]
    logged(entry)
    return make(fig)


def legend(fig: Figure) -> None:
    """The legend above the mark: what a kind of drawing needs said before it is read."""
    make = _LEGENDS.get(fig.kind)
    parts = make(fig) if make else []
    if parts:
        legend_line(parts)


def _month_legend(fig: Figure) -> list[str]:
    names = fig.encode["names"]
    parts = (
        [swatch(colour, html.escape(f"{code} {title}")) for code, (title, colour) in names.items()]
        if len(names) > 1
        else []
    )
    if fig.encode.get("band") is not None:
        parts.append(swatch(style.TRACK, "terendah–tertinggi lima tahun sebelumnya", style.RULE))
        parts.append(stroke(style.INK3, "median", 1.5))
    return parts


def _stack_legend(fig: Figure) -> list[str]:
    return [swatch(colour, title, style.AXIS) for _, title, colour in fig.encode["segments"]]


def _crosstab_legend(fig: Figure) -> list[str]:
    """Nihil and silence, where the table has them; its numbers stand in the cells."""
    values = [cell.value for line in kinds.cells(fig) for cell in line if cell.value is not None or not cell.words]
    absent = fig.encode.get("absent", "belum melapor")
    parts = [swatch(style.WHITE, f"0 = {text.NIL}", style.INK3)] if 0 in values else []
    return parts + ([swatch(HATCHED, html.escape(absent), style.INK3)] if absent and None in values else [])


def _ecdf_legend(fig: Figure) -> list[str]:
    """Lines by colour and dash, each with the cases behind it."""
    counts = fig.encode.get("n", {})
    return [
        stroke(colour, html.escape(f"{title} ({counts[key]})" if counts.get(key) else title), 3, dash)
        for key, (title, colour, dash) in fig.encode["names"].items()
    ]


def _range_legend(fig: Figure) -> list[str]:
    parts = [
        f'<span><span style="color:{style.ACCENT}">●</span> median</span>',
        swatch(style.ACCENT_SOFT, "separuh di tengah (P25–P75)"),
        tick(style.INK2, "P90", 2, 10),
    ]
    return parts + ([tick(style.AMBER_LINE, "tenggat sendiri", 3, 18)] if fig.encode.get("limit") else [])


def _layer_legend(fig: Figure) -> list[str]:
    return [swatch(colour, html.escape(title), style.INK3) for _, title, colour in fig.encode["layers"]]


def _control_legend(fig: Figure) -> list[str]:
    """Points and lines of a control chart, those that occur; the target stands on its own line."""
    points = [point for point in weeks.weeks(fig) if point.value is not None]
    signs = (
        ("●", style.ACCENT, "n ≥ 20", any(not point.small for point in points)),
        ("○", style.ACCENT, "n < 20, baca hati-hati", any(point.small for point in points)),
        ("◆", style.RED, "di luar batas", any(point.outside for point in points)),
    )
    return [
        *(
            f'<span><span style="color:{colour}">{sign}</span> {html.escape(words)}</span>'
            for sign, colour, words, seen in signs
            if seen
        ),
        stroke(style.INK3, "bagian keseluruhan", 1.5),
        *(
            [stroke(style.INK3, "batas 3 simpangan baku", 1.5, "dot")]
            if any(p.lower is not None for p in points)
            else []
        ),
    ]


def _verdict_legend(fig: Figure) -> list[str]:
    """The verdicts that occur as colour, letter and word."""
    return [
        _entry(
            f"width:18px;text-align:center;font-weight:700;background:{colour};color:{style.ink_on(colour)}",
            html.escape(word),
            html.escape(letter),
        )
        for letter, word, colour in kinds.verdicts(fig)
    ]


def _panel_legend(fig: Figure) -> list[str]:
    parts = [
        f'<span><span style="color:{style.ACCENT}">●</span> jumlah {html.escape(fig.unit)}</span>',
        swatch(style.WHITE, html.escape(fig.encode.get("zero", text.NIL)), style.INK3),
    ]
    unsaid = kinds.unsaid(kinds.panels(fig)[0])
    return parts + ([swatch(style.TRACK, "tanpa keterangan", style.RULE)] if unsaid else [])


_LEGENDS: Final[Mapping[str, Callable[[Figure], list[str]]]] = {
    "months": _month_legend,
    "stack": _stack_legend,
    "crosstab": _crosstab_legend,
    "ecdf": _ecdf_legend,
    "ranges": _range_legend,
    "multiples": _panel_legend,
    "shares": _stack_legend,
    "strata": _layer_legend,
    "control": _control_legend,
    "upset": _verdict_legend,
}


def legend_line(parts: Sequence[str]) -> None:
    """One line of legend entries."""
    st.html(
        f'<div style="font-size:14px;color:{style.INK2};display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center">'
        + "".join(parts)
        + "</div>"
    )


def swatch(colour: str, title: str, line: str = "") -> str:
    """One legend entry: a coloured field and its name."""
    edge = f"border:1px solid {line};" if line else ""
    return _entry(f"width:16px;height:12px;background:{colour};{edge}", title)


# Dashes that a border cannot show: pieces drawn and left out, in pixels.
_PIECES: Final[Mapping[str, tuple[int, ...]]] = {"longdash": (10, 4), "dashdot": (8, 3, 2, 3)}


def stroke(colour: str, title: str, thick: float, dash: str = "solid") -> str:
    """One legend entry: a piece of a line as it is drawn, solid, dashed, dotted, long-dashed or dash-dotted."""
    if dash in _PIECES:
        return _entry(f"width:26px;height:{thick}px;background:{_dashes(colour, _PIECES[dash])}", title)
    look = {"dash": "dashed", "dot": "dotted"}.get(dash, "solid")
    return _entry(f"width:26px;border-top:{thick}px {look} {colour}", title)


def _dashes(colour: str, pieces: Sequence[int]) -> str:
    stops, at = [], 0
    for place, piece in enumerate(pieces):
        stops.append(f"{'transparent' if place % 2 else colour} {at}px {at + piece}px")
        at += piece
    return f"repeating-linear-gradient(90deg,{','.join(stops)})"


def tick(colour: str, title: str, thick: int, high: int) -> str:
    """One legend entry: an upright tick."""
    return _entry(f"width:{thick}px;height:{high}px;background:{colour}", title)


def _entry(sign: str, title: str, letter: str = "") -> str:
    """A sign and its name; whoever takes the name from data escapes it."""
    return (
        f'<span style="display:inline-flex;align-items:center;gap:6px">'
        f'<span style="display:inline-block;{sign}">{letter}</span>{title}</span>'
    )


HATCHED: Final = f"repeating-linear-gradient(135deg,{style.PANEL} 0 3px,{style.HATCH} 3px 4px)"


def area_legend(fig: Figure, more: Sequence[str] = ()) -> None:
    """Classes of an area map with the three states: nihil, belum melapor, values; `more` are marks of its own."""
    parts = [*more, swatch(style.WHITE, fig.encode.get("white", text.NIL), style.INK3)]
    if fig.encode.get("circles"):
        when = f", {fig.subtitle}" if fig.subtitle else ""
        parts.insert(0, f'<span><span style="color:{style.ACCENT}">●</span> jumlah {fig.unit}{when}</span>')
    suffix = f" {fig.encode['suffix']}" if fig.encode.get("suffix") else ""
    parts += [swatch(style.RAMP[i], f"{class_title(b)}{suffix}") for i, b in enumerate(fig.encode["bounds"])]
    parts.append(swatch(HATCHED, fig.encode.get("absent", "belum melapor"), style.INK3))
    legend_line(parts)


def table_figure(fig: Figure, whole: bool = False) -> None:
    """A figure that is a table: every cell as a person reads it.

    `whole` sentences go to a next line, uncut, in the columns meant for paper; the data button has the others.
    """
    with st.container(gap="xxsmall"):
        head(fig)
        note(text.escape(fig.subtitle))
        high = 38 + 36 * max(min(len(fig.frame), _MOST_ROWS), 1)
        if fig.private or fig.cases or whole:
            # The other table brings a download of its own, which nobody would write down.
            titles = {column.name: column.title for column in fig.columns}
            shown = fig.written()[[titles[name] for name in fig.encode["paper"]]] if whole else fig.written()
            plain = shown.map(text.escape)
            st.table(
                plain, border="horizontal", hide_index=True, height=high if len(plain) else "content", alt=fig.title
            )
        else:
            st.dataframe(fig.written(), hide_index=True, row_height=36, height=high, alt=fig.title)
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
