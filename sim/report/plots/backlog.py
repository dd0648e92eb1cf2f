"""Does the backlog shrink: open matters, and reviews waiting, day by day in both worlds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sim.report.catalogue import text
from sim.report.plots import framed_sheet
from sim.report.style import ACCENT, BEFORE, HAIRLINE, INK, MUTED, WIDTH, worlds_legend
from sim.report.wording import number

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_LEFT, _RIGHT = 0.7, 0.15
_PANELS = (("open_cases", "open", 1.9), ("backlog_reviews", "reviews", 1.1))  # column, name, inches
_HEAD = 0.62
_BETWEEN = 0.58


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """Two panels over the same days; the counted period and the days on which measures begin are marked."""
    daily = comparison.daily
    panels = [panel for panel in _PANELS if panel[0] in daily and daily[panel[0]].notna().any()]
    if not panels:
        return None
    height = sum(panel[2] for panel in panels) + _BETWEEN * (len(panels) - 1) + _HEAD + 0.3
    page = framed_sheet("backlog", height, comparison, names, framed)
    down = _HEAD
    for column, name, tall in panels:
        axes = page.panel(_LEFT, down, WIDTH - _LEFT - _RIGHT, tall)
        _lines(axes, daily, column)
        mark_days(axes, comparison)
        axes.set_title(text(f"figure.backlog.{name}", names.language), loc="left", size=9, color=INK, pad=7)
        down += tall + _BETWEEN
    worlds_legend(page, _LEFT, names.language)
    return page.figure


def _lines(axes: Axes, daily: DataFrame, column: str) -> None:
    from matplotlib.dates import AutoDateLocator, DateFormatter
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    for world, colour in (("baseline", BEFORE), ("reform", ACCENT)):
        frame = daily[daily["world"] == world].sort_values("date")
        axes.plot(frame["date"], frame[column], color=colour, linewidth=1.3)
    axes.set_ylim(0, 1.08 * daily[column].max() or 1)
    axes.margins(x=0)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, 0)))
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=4, maxticks=9))
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m" if len(daily) > 120 else "%m-%d"))
    axes.tick_params(axis="y", length=0, labelcolor=MUTED, labelsize=8.5)
    axes.grid(axis="y")


def mark_days(axes: Axes, comparison: Comparison) -> None:
    """Shade the days whose matters are counted and mark the days on which measures begin."""
    study = comparison.study
    end = study.start + timedelta(days=study.days)
    axes.axvspan(study.start, end, color=HAIRLINE, alpha=0.3, linewidth=0, zorder=0)
    for day in starts(comparison):
        axes.axvline(day, color=INK, linewidth=0.7, linestyle=(0, (1, 2)), zorder=1)


def starts(comparison: Comparison) -> list[date]:
    """The days on which measures of the reform begin, each once."""
    return sorted({applied.start or comparison.study.start for applied in comparison.study.reform})
