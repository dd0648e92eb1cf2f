"""When does the economy part ways: enterprises, jobs and loans month by month in both worlds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sim.report.catalogue import text
from sim.report.plots import framed_sheet
from sim.report.plots.backlog import mark_days
from sim.report.style import ACCENT, BEFORE, INK, MUTED, WIDTH, worlds_legend
from sim.report.wording import multiple, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_LEFT, _RIGHT, _HEAD = 0.85, 0.15, 0.62
_TALL, _BETWEEN = 1.15, 0.58  # inches of a panel, and between two
#: Columns of the months with their units.
_PANELS = (("registered", "enterprises"), ("jobs", "people"), ("principal", "yuan"))


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """A panel each over the same months; the counted days and the days on which measures begin are marked."""
    months = comparison.months
    panels = [panel for panel in _PANELS if panel[0] in months and months[panel[0]].notna().any()]
    if not panels:
        return None
    height = _TALL * len(panels) + _BETWEEN * (len(panels) - 1) + _HEAD + 0.3
    page = framed_sheet("months", height, comparison, names, framed)
    for place, (column, unit) in enumerate(panels):
        axes = page.panel(_LEFT, _HEAD + place * (_TALL + _BETWEEN), WIDTH - _LEFT - _RIGHT, _TALL)
        scaled, factor = multiple(float(months[column].abs().max()), unit, names.language)
        _lines(axes, months, column, factor)
        mark_days(axes, comparison)
        words = text(f"figure.months.{column}", names.language, unit=scaled)
        axes.set_title(words, loc="left", size=9, color=INK, pad=7)
    worlds_legend(page, _LEFT, names.language)
    return page.figure


def _lines(axes: Axes, months: DataFrame, column: str, factor: float) -> None:
    from matplotlib.dates import AutoDateLocator, DateFormatter
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    for world, colour in (("baseline", BEFORE), ("reform", ACCENT)):
        frame = months[months["world"] == world].sort_values("month")
        ends = frame["month"].map(_last_day)
        axes.plot(ends, factor * frame[column], color=colour, linewidth=1.3)
    axes.margins(x=0, y=0.1)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    low, high = axes.get_ylim()
    decimals = 0 if high - low >= 5 else 1 if high - low >= 0.5 else 2
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, decimals)))
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=4, maxticks=9))
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m"))
    axes.tick_params(axis="y", length=0, labelcolor=MUTED, labelsize=8.5)
    axes.grid(axis="y")


def _last_day(month):
    """The day on which a month ends, when its stocks are counted."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
