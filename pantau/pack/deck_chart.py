"""A `Chart` as a native chart of a slide: editable, with its numbers in a workbook of its own."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.datalabel import DataLabels
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as LABELS
from pptx.enum.chart import XL_TICK_MARK as TICKS
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from pantau import style
from pantau.draw.scales import count_step
from pantau.draw.sheet import safe_text
from pantau.pack.deck_table import clean, rgb
from pantau.pack.series import Chart, Series

AXIS: Final = 12
LABEL: Final = 14
_PAIR: Final = 28
_TYPES: Final = {
    ("column", ""): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", "stacked"): XL_CHART_TYPE.COLUMN_STACKED,
    ("bar", ""): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", "stacked"): XL_CHART_TYPE.BAR_STACKED,
    ("bar", "percent"): XL_CHART_TYPE.BAR_STACKED_100,
    ("line", ""): XL_CHART_TYPE.LINE_MARKERS,
    ("area", "stacked"): XL_CHART_TYPE.AREA_STACKED,
    ("scatter", ""): XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
}
_DASHES: Final = {"solid": MSO_LINE.SOLID, "dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
_MARKERS: Final = {"diamond": XL_MARKER_STYLE.DIAMOND, "circle": XL_MARKER_STYLE.CIRCLE,
                   "circle-open": XL_MARKER_STYLE.CIRCLE}  # fmt: skip
# Labels of so many places side by side need about this many inches each.
_TICK: Final = 1.0
_MONTHS: Final = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)


def native(shapes: Any, place: tuple[float, float, float, float], found: Chart) -> Any:
    """The chart at a place (left, top, wide, high in inches) of a slide; returns its frame."""
    kind = _TYPES[found.kind, found.stacked]
    frame = shapes.add_chart(kind, *(Inches(each) for each in place), _data(found))
    drawn = frame.chart
    drawn.has_title = False
    drawn.font.size, drawn.font.color.rgb = Pt(AXIS), rgb(style.INK2)
    if found.kind == "column":
        _lines_apart(drawn, [i for i, each in enumerate(found.series) if each.form == "line"])
    wrapped = sorted((each for plot in drawn.plots for each in plot.series), key=lambda each: each._element.idx.val)
    for wrapper, series in zip(wrapped, found.series, strict=True):
        _dress(wrapper, series, found)
        _label(wrapper, series, found)
    _plots(drawn, found)
    _legend(drawn, found)
    (_scatter_axes if found.kind == "scatter" else _axes)(drawn, found, place[2])
    _settle(drawn, found)
    return frame


def _data(found: Chart) -> Any:
    if found.kind == "scatter":
        points = XyChartData(number_format=found.format)
        for each in found.series:
            row = points.add_series(_name(each.name))
            for x, y in zip(each.xs, each.values, strict=True):
                row.add_data_point(x, y)
        return points
    data = CategoryChartData(number_format=found.format)
    data.categories = found.firsts or [each if isinstance(each, date) else _name(each) for each in found.categories]
    for each in found.series:
        data.add_series(_name(each.name), each.values)
    return data


def _name(words: str) -> str:
    """A name as the chart's workbook can hold it: no control characters, and never a formula."""
    return safe_text(clean(words))


def _lines_apart(drawn: Any, lines: list[int]) -> None:
    """The line series of a column chart into a line chart over the same axes: what the library cannot make itself."""
    bars = drawn._chartSpace.find(f".//{qn('c:barChart')}")
    moved = [ser for ser in bars.findall(qn("c:ser")) if ser.find(qn("c:idx")).get("val") in map(str, lines)]
    if not moved:
        return
    plot = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        '<c:marker val="1"/></c:lineChart>'
    )
    for ser in moved:
        for bar_only in ser.findall(qn("c:invertIfNegative")):
            ser.remove(bar_only)
        plot.insert(len(plot) - 1, ser)
    for axis in bars.findall(qn("c:axId")):
        plot.append(parse_xml(f'<c:axId {nsdecls("c")} val="{axis.get("val")}"/>'))
    bars.addnext(plot)


def _dress(wrapper: Any, series: Series, found: Chart) -> None:
    """Colour, hatch, dash and marker of one series."""
    lined = series.form != "fill" or found.kind in ("line", "scatter")
    if lined:
        _stroke(wrapper, series)
        return
    fill = wrapper.format.fill
    if series.hidden:
        fill.background()
        wrapper.format.line.fill.background()
        return
    _fill(fill, series.colour, series.pattern, series.ground)
    if series.outline:
        wrapper.format.line.color.rgb, wrapper.format.line.width = rgb(series.outline), Pt(0.75)
    for place, colour in enumerate(series.colours):
        if colour != series.colour:
            _fill(wrapper.points[place].format.fill, colour)


def _fill(fill: Any, colour: str, pattern: str = "", ground: str = "") -> None:
    if not pattern:
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
        return
    fill.patterned()
    fill.pattern = getattr(MSO_PATTERN, pattern.upper())
    fill.fore_color.rgb, fill.back_color.rgb = (
        rgb(style.ink_on(ground) if ground else colour),
        rgb(ground or style.WHITE),
    )


def _stroke(wrapper: Any, series: Series) -> None:
    line = wrapper.format.line
    if series.form == "points":
        line.fill.background()
    else:
        line.color.rgb, line.width, line.dash_style = rgb(series.colour), Pt(series.width), _DASHES[series.dash]
    wrapper.smooth = False
    marker = wrapper.marker
    if not series.marker:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = _MARKERS[series.marker], 10 if series.marker == "diamond" else 8
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(style.WHITE if series.marker == "circle-open" else series.colour)
    marker.format.line.color.rgb, marker.format.line.width = rgb(series.colour), Pt(1.5)


def _label(wrapper: Any, series: Series, found: Chart) -> None:
    """Words at the values: the number itself follows an edit, other words are fixed; "" has none."""
    if not any(series.labels):
        return
    ground = series.ground or (style.WHITE if series.pattern else series.colour)
    ink = style.ink_on(ground) if found.stacked else style.INK
    # A pair of numbers is the whole drawing.
    size = _PAIR if found.quiet and found.kind == "line" else LABEL
    labels = DataLabels(wrapper._element.get_or_add_dLbls())
    labels.show_value = series.live
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(size), size > LABEL, rgb(ink)
    labels.number_format, labels.number_format_is_linked = found.format, False
    position = _position(series, found)
    labels.position = position
    for place, words in enumerate(series.labels):
        if not words:
            _unlabelled(labels._element, place)
        elif not series.live:
            label = wrapper.points[place].data_label
            label.text_frame.text = clean(words)
            run = label.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.color.rgb = Pt(LABEL), rgb(ink)
            label.position = position
            label.text_frame.word_wrap = False


def _position(series: Series, found: Chart) -> Any:
    if found.stacked and series.form == "fill":
        return XL_LABEL_POSITION.CENTER
    if found.kind in ("bar", "column") and series.form == "fill":
        return XL_LABEL_POSITION.OUTSIDE_END
    if found.kind == "scatter" and not (series.reference and len(set(series.values)) == 1):
        return XL_LABEL_POSITION.RIGHT
    return XL_LABEL_POSITION.ABOVE


def _unlabelled(labels: Any, place: int) -> None:
    """No label at one value."""
    label = labels._insert_dLbl_in_sequence(place)
    for child in list(label):
        if child.tag != qn("c:idx"):
            label.remove(child)
    label.append(parse_xml(f'<c:delete {nsdecls("c")} val="1"/>'))


def _plots(drawn: Any, found: Chart) -> None:
    for plot in drawn.plots:
        if found.kind in ("bar", "column") and hasattr(plot, "gap_width") and plot._element.tag == qn("c:barChart"):
            plot.gap_width = 45 if found.kind == "bar" else 25
            plot.overlap = 100 if found.stacked or found.layered else 0


def _legend(drawn: Any, found: Chart) -> None:
    drawn.has_legend = found.legend
    if found.legend:
        legend = drawn.legend
        legend.position, legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        legend.font.size, legend.font.color.rgb = Pt(LABEL), rgb(style.INK2)


def _axes(drawn: Any, found: Chart, wide: float) -> None:
    names, values = drawn.category_axis, drawn.value_axis
    _bounded(values, found.low, found.high, found)
    days = found.firsts or [each for each in found.categories if isinstance(each, date)]
    names.major_tick_mark = TICKS.OUTSIDE if days else TICKS.NONE
    names.has_major_gridlines = False
    names.format.line.color.rgb = rgb(style.AXIS)
    names.tick_label_position = LABELS.LOW
    names.tick_labels.font.size = Pt(LABEL if found.kind == "bar" else AXIS)
    names.tick_labels.font.color.rgb = rgb(style.INK)
    if found.kind == "bar":
        names.reverse_order = True
        # From the top the rows count downwards: the axis of values stands at their far end.
        values._element.find(qn("c:crosses")).set("val", "max")
    elif days:
        _days(names, days, bool(found.firsts), wide)


def _bounded(axis: Any, low: float | None, high: float | None, found: Chart) -> None:
    """An axis of values: pale gridlines, no line, round whole steps; hidden where every mark has its number."""
    axis.minimum_scale, axis.maximum_scale = low, high
    axis.has_major_gridlines = not found.quiet
    axis.visible = not found.quiet
    if found.quiet:
        return
    axis.major_gridlines.format.line.color.rgb, axis.major_gridlines.format.line.width = rgb(style.GRID), Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = axis.minor_tick_mark = TICKS.NONE
    axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(AXIS), rgb(style.INK3)
    axis.tick_labels.number_format = '0" "%' if found.stacked == "percent" else found.format
    axis.tick_labels.number_format_is_linked = False
    axis.major_unit = _step(found, high)


def _step(found: Chart, high: float | None) -> float | None:
    """The distance of gridlines: quarters of a whole, round whole numbers, or what the program chooses."""
    if found.stacked == "percent":
        return 0.25
    if high == 100:
        return 25
    sums = [v for each in found.series for v in each.values if v is not None]
    if found.stacked:
        sums = [sum(v or 0 for v in column) for column in zip(*(e.values for e in found.series), strict=True)]
    top = high or max(sums, default=0)
    return float(count_step(top)) if top > 0 else None


def _days(axis: Any, days: Sequence[date], monthly: bool, wide: float) -> None:
    """A date axis: firsts of months at a round distance, or weeks on a short one."""
    months = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month
    short = not monthly and (days[-1] - days[0]).days <= 75
    unit = 7 if short else next(step for step in _MONTHS if months / step <= wide / _TICK or step == _MONTHS[-1])
    axis.tick_labels.number_format = "[$-421]d mmm" if short else "[$-421]mmm yyyy"
    axis.tick_labels.number_format_is_linked = False
    axis._element.find(qn("c:baseTimeUnit")).set("val", "months" if monthly else "days")
    for name, value in (("majorUnit", unit), ("majorTimeUnit", "days" if short else "months")):
        axis._element.append(parse_xml(f'<c:{name} {nsdecls("c")} val="{value}"/>'))


def _scatter_axes(drawn: Any, found: Chart, wide: float) -> None:
    across, up = drawn.category_axis, drawn.value_axis
    _bounded(up, found.low, found.high, found)
    _bounded(across, found.left, found.right, found)
    across.has_major_gridlines = found.log
    across.format.line.color.rgb = rgb(style.AXIS)
    across.tick_labels.number_format = "[$-421]#,##0.##" if found.log else "[$-421]#,##0"
    across.major_unit = None if found.log else float(count_step(found.right or 1))
    if found.log:
        scaling = across._element.find(qn("c:scaling"))
        scaling.insert(0, parse_xml(f'<c:logBase {nsdecls("c")} val="10"/>'))
    for axis, words in ((across, found.x_title), (up, found.y_title)):
        axis.has_title = bool(words)
        if words:
            axis.axis_title.text_frame.text = clean(words)
            run = axis.axis_title.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold, run.font.color.rgb = Pt(AXIS), False, rgb(style.INK2)


def _settle(drawn: Any, found: Chart) -> None:
    """No frame around the chart, Indonesian as its language, gaps as gaps."""
    space = drawn._chartSpace
    for blanks in space.iter(qn("c:dispBlanksAs")):
        blanks.set("val", "span" if found.span else "gap")
    for words in space.iter(qn("a:defRPr"), qn("a:endParaRPr"), qn("a:rPr")):
        words.set("lang", "id-ID")
    bare = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space.find(qn("c:chart")).addnext(parse_xml(bare))
    space.find(qn("c:chart")).addprevious(parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>'))
    for old in space.findall(qn("c:roundedCorners"))[:-1]:
        space.remove(old)
    language = parse_xml(f'<c:lang {nsdecls("c")} val="id-ID"/>')
    first = space.find(qn("c:date1904"))
    if first is None:
        space.insert(0, language)
    else:
        first.addnext(language)
