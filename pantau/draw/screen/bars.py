"""Horizontal bars on screen: ranked, stacked, and stacked to 100 %."""

from typing import Final

from pantau import style, text
from pantau.draw.kinds import counted, shortened
from pantau.draw.kinds import shares as parts_of
from pantau.draw.screen.frame import (
    HIDDEN,
    PHONE,
    XAXIS,
    YAXIS,
    Spec,
    left_room,
    note,
    reference_line,
    row_axis,
    spec,
    text_px,
)
from pantau.figures import Figure

# Px of a letter of the words after a bar, and the most these may take: about half of a drawing, a third on a phone.
_LETTER: Final = 6.6
_MOST, _MOST_PHONE = 300, 120
_ROWS: Final = {
    **YAXIS,
    "showgrid": False,
    "autorange": "reversed",
    "ticks": "outside",
    "ticklen": 6,
    "tickcolor": style.WHITE,
    "tickfont": {"size": 13, "color": style.INK},
}


def ranked(figure: Figure, phone: bool) -> Spec:
    rows = figure.frame
    label, value = figure.encode["label"], figure.encode["value"]
    values = [text.finite(v) for v in rows[value]]
    top = max([v for v in values if v is not None] + [float(figure.encode.get("top", 0))] + [1e-9])
    strong = set(figure.encode.get("strong", ()))
    names = list(rows[label])
    inner = figure.encode.get("inner")
    colours = [style.ACCENT if n in strong else style.ACCENT_SOFT for n in names]
    said = [str(words) for words in rows[figure.encode["text"]]]
    written, room = _after(figure, said, phone)
    data: list[Spec] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": names,
            "x": [v or 0 for v in values],
            "marker": {"color": style.ACCENT_FAINT if inner else colours},
            "width": 0.66,
            "text": written,
            "textposition": "outside",
            "cliponaxis": False,
            "constraintext": "none",
            "textfont": {"size": 13, "color": style.INK},
            "customdata": said,
            "hovertemplate": "<b>%{y}</b><br>%{customdata}<extra></extra>",
        }
    ]
    if inner:
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": names,
                "x": [text.finite(v) or 0 for v in rows[inner]],
                "marker": {"color": style.ACCENT},
                "width": 0.3,
                "hoverinfo": "skip",
            }
        )
    reference = [reference_line(at, words, vertical=True, side="top") for at, words in figure.encode.get("lines", ())]
    return spec(
        data,
        22 * len(rows) + 20 + (20 if reference else 0),
        {"l": left_room(names), "r": room, "t": 22 if reference else 2, "b": 4},
        barmode="overlay",
        xaxis={**HIDDEN, "range": [0, top * 1.02]},
        yaxis=dict(_ROWS),
        shapes=[line for line, _ in reference],
        annotations=[words for _, words in reference],
    )


def _after(figure: Figure, said: list[str], phone: bool) -> tuple[list[str], int]:
    """The words after the bars and the room these need: whole if they leave the bars enough."""
    most = _MOST_PHONE if phone else _MOST

    def room(words: list[str]) -> int:
        return max(44, 12 + round(_LETTER * max(map(len, words), default=0)))

    written = said if room(said) <= most else shortened(figure, said)
    return written, min(room(written), most)


def stack(figure: Figure, phone: bool) -> Spec:
    e = figure.encode
    names = list(figure.frame[e["label"]])
    data: list[Spec] = []
    for column, title, colour in e["segments"]:
        values = [float(v) for v in figure.frame[column]]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": title,
                "y": names,
                "x": values,
                "marker": {"color": colour, "line": {"color": style.AXIS, "width": 0.7}},
                "text": [text.number(v) if v else "" for v in values],
                "textposition": "inside",
                "textangle": 0,
                "insidetextanchor": "middle",
                "constraintext": "none",
                "insidetextfont": {"size": 11, "color": style.ink_on(colour)},
                "customdata": [text.count(v, figure.unit) for v in values],
                "hovertemplate": f"<b>%{{y}}</b><br>{title}: %{{customdata}}<extra></extra>",
            }
        )
    totals = [float(v) for v in figure.frame[e["total"]]]
    notes = [
        {
            "x": t,
            "y": n,
            "text": f"<b>{text.number(t)}</b>",
            "xanchor": "left",
            "xshift": 5,
            "showarrow": False,
            "font": {"size": 13, "color": style.INK},
        }
        for n, t in zip(names, totals, strict=True)
    ]
    return spec(
        data,
        26 * len(names) + 16,
        {"l": left_room(names), "r": 30, "t": 2, "b": 4},
        barmode="stack",
        bargap=0.3,
        uniformtext={"minsize": 10, "mode": "hide"},
        annotations=notes,
        xaxis={**HIDDEN, "range": [0, max([*totals, 1.0]) * 1.02]},
        yaxis=dict(_ROWS),
    )


# A drawing may stand in half a page; a count is written in a part that is as wide as the count even there.
_HALF_PAGE: Final = 520


def shares(figure: Figure, phone: bool) -> Spec:
    """Bars of 100 %, their parts told apart by grey and hairlines; a count stands in its part where it fits."""
    names = [str(name) for name in figure.frame[figure.encode["label"]]]
    written = counted(figure)
    axis, left = row_axis(names, phone)
    right = 16 + round(max(text_px(words, 13) for words in written))
    pixel = ((PHONE if phone else _HALF_PAGE) - left - right) / 100
    rows = parts_of(figure)
    data: list[Spec] = []
    for _, title, colour in figure.encode["segments"]:
        found = [(i, part) for i, parts in enumerate(rows) for part in parts if part.title == title]
        inside = [text.number(part.number) for _, part in found]
        hover = [
            f"{title}: {text.count(p.number, figure.unit)} ({text.percent(p.wide)}), {written[i]}" for i, p in found
        ]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": title,
                "y": [i for i, _ in found],
                "x": [part.wide for _, part in found],
                "base": [part.start for _, part in found],
                "width": 0.64,
                "marker": {"color": colour, "line": {"color": style.INK3, "width": 0.7}},
                "text": [
                    w if text_px(w, 12) + 4 <= p.wide * pixel else "" for w, (_, p) in zip(inside, found, strict=True)
                ],
                "textposition": "inside",
                "textangle": 0,
                "insidetextanchor": "middle",
                "constraintext": "none",
                "insidetextfont": {"size": 12, "color": style.ink_on(colour)},
                "customdata": [[names[i], title, words] for (i, _), words in zip(found, hover, strict=True)],
                "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[2]}<extra></extra>",
            }
        )
    absent = [note(0, i, "belum ada", xshift=6, colour=style.INK3) for i, parts in enumerate(rows) if not parts]
    beside = [note(100, i, words, xshift=8, size=13, colour=style.INK) for i, words in enumerate(written)]
    ticks = (0, 50, 100) if phone else (0, 25, 50, 75, 100)
    return spec(
        [trace for trace in data if trace["x"]],
        26 * len(names) + 30,
        {"l": left, "r": right, "t": 2, "b": 26},
        barmode="overlay",
        annotations=[*absent, *beside],
        xaxis={**XAXIS, "range": [0, 100.3], "tickvals": list(ticks), "ticktext": [text.percent(v) for v in ticks]},
        yaxis=axis,
    )
