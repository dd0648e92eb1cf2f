"""Who is inspected how often: on-site inspections by size and credit class of the enterprise."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import label, text
from sim.report.inspected import WORLDS, interval
from sim.report.plots import framed_sheet
from sim.report.style import ACCENT, BEFORE, INK, MUTED, WIDTH, bare, kind_headings, shorten, worlds_legend
from sim.report.wording import decimals_for, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

OUTCOME = "inspections"
_KINDS = ("all", "size", "tier")
_LEFT, _RIGHT = 2.3, 0.55
_PAIR, _BAR, _HEAD = 0.42, 0.16, 0.3  # inches between pairs of bars, of a bar, and for the legend

Row = dict[str, Any]


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """Two bars a group, before above after, each with its 95 % interval."""
    rows = visit_rows(comparison, names)
    if not rows:
        return None
    height = _PAIR * len(rows)
    page = framed_sheet("visits", _HEAD + height + 0.5, comparison, names, framed)
    axes = page.panel(_LEFT, _HEAD, WIDTH - _LEFT - _RIGHT, height)
    decimals = decimals_for(rows, names.language)
    ends = [_bar(axes, place, world, row, comparison) for place, row in enumerate(rows) for world in (0, 1)]
    for place, world, end, value in ends:
        axes.annotate(
            number(value, decimals), (end, place + (-0.2, 0.2)[world]), (4, 0), textcoords="offset points",
            size=8, va="center_baseline", color=(MUTED, INK)[world],
        )  # fmt: skip
    axes.set_xlim(0, 1.04 * max(end for _, _, end, _ in ends) or 1.0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [_name(row, names) for row in rows])
    axes.set_xlabel(text("figure.visits.axis", names.language))
    bare(axes)
    kind_headings(axes, [_heading(row["group_kind"], names.language) for row in rows], _LEFT)
    worlds_legend(page, _LEFT + 0.08, names.language)
    return page.figure


def visit_rows(comparison: Comparison, names: Names) -> list[Row]:
    """On-site inspections an enterprise and year: everybody, then by size and by credit class."""
    table = comparison.table
    rows = [
        row
        for row in table[(table["outcome"] == OUTCOME) & table["group_kind"].isin(_KINDS)].to_dict("records")
        if math.isfinite(row["baseline"]) and math.isfinite(row["reform"])
    ]
    order = {kind: {name: place for place, name in enumerate(names.order(kind))} for kind in _KINDS}
    return sorted(rows, key=lambda r: (_KINDS.index(r["group_kind"]), order[r["group_kind"]].get(r["group"], 99)))


def _bar(axes: Axes, place: int, world: int, row: Row, comparison: Comparison) -> tuple[int, int, float, float]:
    """Draw one bar with its interval; its row, its world, where its number may stand, and its value."""
    value, middle = row[WORLDS[world]], place + (-0.2, 0.2)[world]
    axes.barh(middle, value, _BAR / _PAIR, color=(BEFORE, ACCENT)[world], linewidth=0)
    low, high = interval(comparison, OUTCOME, row["group_kind"], row["group"], WORLDS[world])
    if math.isfinite(low) and math.isfinite(high):
        axes.plot([max(low, 0), high], [middle, middle], color=INK, linewidth=1.1, solid_capstyle="butt")
    return place, world, max(value, high) if math.isfinite(high) else value, value


def _name(row: Row, names: Names) -> str:
    return "" if row["group_kind"] == "all" else shorten(names.of(row["group_kind"], row["group"]), 22)


def _heading(kind: str, language: str) -> str:
    return text("figure.visits.all", language) if kind == "all" else label("group_kind", kind, language)
