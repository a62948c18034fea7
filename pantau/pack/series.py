"""What an office chart is made of, told without any program: series, axes, and the same in black and white."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from pantau import style, text

# The prefix makes programs that know it write Indonesian separators under any settings; others follow their own.
LOCALE: Final = "[$-421]"
# Names as XlsxWriter has them, in capitals as python-pptx has them. The first fill that only its hue tells stays plain.
PATTERNS: Final = (
    "",
    "wide_upward_diagonal",
    "percent_20",
    "light_horizontal",
    "large_grid",
    "wide_downward_diagonal",
    "light_vertical",
    "outlined_diamond",
    "small_confetti",
)
# What joins, and what does not belong to an order of greys, as on screen.
HATCHED: Final = "wide_upward_diagonal"


@dataclass(frozen=True)
class Series:
    """One series of a chart.

    `values` run along the chart's categories, or beside `xs` in a scatter; None is a gap. `form` says how it is drawn
    inside a chart of columns, lines or points: "fill" (bar, column, area), "line", or "points" (markers alone).
    `colours` has a colour a value where bars differ. `labels` has the words at each value ("" = none): where they are
    the number itself (`live`), the program writes them and they follow an edit. A `pattern` is drawn in the colour on
    white, or in ink on `ground`. `hidden` lifts floating bars: without
    fill, label and legend. `reference` is a line that was agreed or promised, not measured.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    xs: tuple[float, ...] = ()
    form: Literal["fill", "line", "points"] = "fill"
    dash: Literal["solid", "dash", "dot"] = "solid"
    width: float = 2.25
    marker: Literal["", "circle", "circle-open", "diamond"] = ""
    colours: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    pattern: str = ""
    ground: str = ""
    outline: str = ""
    hidden: bool = False
    reference: bool = False

    @property
    def live(self) -> bool:
        """Whether every label is just the written number."""
        told = zip(self.labels, self.values, strict=True) if self.labels else ()
        return all(not words or words == text.whole(value) for words, value in told)


@dataclass(frozen=True)
class Chart:
    """A chart in an office program's own terms.

    `bar` is horizontal with its first category on top. `categories` are words, or dates where the distance of days
    matters (`dated`: use a date axis of days). `span` joins a line over its gaps: a reference line has only its two
    ends. `low` and `high` bound the axis of values, `left` and `right` the x axis of a scatter (`log`: logarithmic).
    `firsts` are the days of categories that are months, for a program that writes dates on an axis better than words.
    `quiet` hides the axis of values because every mark carries its number. `layered` puts bars of a row over each other
    instead of side by side. `format` is the number format of values.
    """

    kind: Literal["column", "bar", "line", "area", "scatter"]
    categories: tuple[str | date, ...]
    series: tuple[Series, ...]
    unit: str
    format: str = f"{LOCALE}#,##0"
    stacked: Literal["", "stacked", "percent"] = ""
    span: bool = False
    quiet: bool = False
    layered: bool = False
    low: float | None = 0.0
    high: float | None = None
    left: float | None = None
    right: float | None = None
    log: bool = False
    firsts: tuple[date, ...] = ()
    x_title: str = ""
    y_title: str = ""

    @property
    def dated(self) -> bool:
        """Whether the categories are days."""
        return bool(self.categories) and isinstance(self.categories[0], date)

    @property
    def shown(self) -> tuple[Series, ...]:
        """The series a reader sees, as the legend names them."""
        return tuple(each for each in self.series if not each.hidden)

    @property
    def legend(self) -> bool:
        """Whether the marks must be told apart in words; floating bars are signed, points and their lines named."""
        named = any(each.hidden for each in self.series) or (self.kind == "scatter" and self.series[0].form == "points")
        return len(self.series) > 1 and not named


def greyed(found: Chart) -> Chart:
    """The same chart in black and white: greys of the same luminance, a pattern for fills that only a hue told apart.

    Depths of one colour stay plain, for their greys keep the order; lines are told apart by their dashes.
    """
    fills = [each for each in found.shown if each.form == "fill"]
    hues = [each.name for each in fills if style.hue_alone(each.colour)]
    # Beside depths of the accent no hue stays plain, for its grey could be one of theirs.
    first = 0 if len(hues) == len(fills) else 1

    def grey(each: Series) -> Series:
        told = each.form == "fill" and each.name in hues
        pattern = PATTERNS[(hues.index(each.name) + first) % len(PATTERNS)] if told else each.pattern
        outline = each.outline or (style.INK2 if told else "")
        colour = style.grey(each.colour)
        return replace(
            each,
            colour=colour,
            colours=tuple(style.grey(one) for one in each.colours),
            pattern=pattern,
            ground=colour if told and pattern else "",
            outline=style.grey(outline) if outline else "",
        )

    return replace(found, series=tuple(grey(each) for each in found.series))
