"""How long does it take now: elapsed working days of every procedure before and after."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import text
from sim.report.plots import framed_sheet
from sim.report.style import (
    ACCENT,
    BEFORE,
    HAIRLINE,
    INK,
    MUTED,
    VERDICT_COLOUR,
    WIDTH,
    bare,
    shorten,
    worlds_legend,
)
from sim.report.wording import number, percent, relative

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_LEFT, _RIGHT = 2.4, 0.7
_ROW, _HEAD = 0.27, 0.3
_LOG_FROM = 12.0  # longest / shortest from which a linear scale would press the short ones together
_MOST = 25


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """A dumbbell a procedure, the longest first; where they differ widely, on a logarithmic scale."""
    rows = procedure_rows(comparison)[:_MOST]
    if not rows:
        return None
    height = _ROW * len(rows)
    page = framed_sheet("procedures", _HEAD + height + 0.5, comparison, names, framed)
    axes = page.panel(_LEFT, _HEAD, WIDTH - _LEFT - _RIGHT, height)
    logarithmic = _scale(axes, rows)
    for place, row in enumerate(rows):
        _dumbbell(axes, place, row, names.language)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [shorten(names.of("procedure", row["group"]), 38) for row in rows])
    axes.set_xlabel(text(f"figure.procedures.{'log_axis' if logarithmic else 'axis'}", names.language))
    bare(axes)
    worlds_legend(page, _LEFT + 0.08, names.language)
    return page.figure


def procedure_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """Elapsed working days by procedure, those that took longest before the reform first."""
    table = comparison.table
    chosen = table[(table["group_kind"] == "procedure") & (table["outcome"] == "elapsed_working_days")]
    rows = [r for r in chosen.to_dict("records") if math.isfinite(r["baseline"]) and math.isfinite(r["reform"])]
    return sorted(rows, key=lambda row: (-row["baseline"], row["group"]))


def _scale(axes: Axes, rows: list[dict[str, Any]]) -> bool:
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    values = [row[name] for row in rows for name in ("baseline", "reform")]
    shortest, longest = min(values), max(values)
    if shortest <= 0 or longest / shortest < _LOG_FROM:
        axes.set_xlim(0, 1.12 * longest or 1.0)
        return False
    axes.set_xscale("log")
    axes.set_xlim(shortest / 1.5, longest * 1.5)
    steps = [m * 10.0**e for e in range(-2, 5) for m in (1, 2, 5)]
    axes.xaxis.set_major_locator(FixedLocator([s for s in steps if shortest / 1.5 <= s <= longest * 1.5]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    return True


def _dumbbell(axes: Axes, place: int, row: dict[str, Any], language: str) -> None:
    before, after = row["baseline"], row["reform"]
    axes.plot([before, after], [place, place], color=HAIRLINE, linewidth=3, solid_capstyle="butt", zorder=2)
    axes.plot(before, place, "o", color=BEFORE, markersize=6, zorder=3)
    axes.plot(after, place, "o", color=ACCENT, markersize=6, zorder=4)
    shorter = after <= before
    for value, colour, left in ((before, MUTED, not shorter), (after, INK, shorter)):
        axes.annotate(
            number(value, 1), (value, place), (-7 if left else 7, 0), textcoords="offset points", size=8,
            ha="right" if left else "left", va="center_baseline", color=colour,
        )  # fmt: skip
    axes.text(
        1.14, place, percent(relative(row), language, sign=True), transform=axes.get_yaxis_transform(),
        size=8.5, ha="right", va="center_baseline", color=VERDICT_COLOUR.get(row["verdict"], INK),
    )  # fmt: skip
