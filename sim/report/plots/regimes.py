"""What do visits find: how many find something, and how many end in a judgment, by the reason for the visit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.catalogue import label, text
from sim.report.inspected import NOTHING, Pair, known, statistics
from sim.report.plots import framed_sheet
from sim.report.style import ACCENT, BEFORE, INK, MUTED, WIDTH, bare, kind_headings, shorten, worlds_legend
from sim.report.wording import number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_LEFT, _RIGHT, _GAP = 2.15, 0.05, 0.3  # inches for names, for the edge, between the panels
_PAIR, _BAR, _HEAD = 0.42, 0.16, 0.56
_PANELS = ("found_rate", "judgments", "visits")
KINDS = ("unplanned", "complaint", "hazard", "triggered", "reinspection", "request", "verification")

Row = tuple[str, str, dict[str, Pair]]  # planned or other, what its name is, its statistics


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """Three panels over the same reasons for a visit: share that finds something, share judged, number."""
    rows = by_reason(comparison, names)
    if not rows:
        return None
    height = _PAIR * len(rows)
    page = framed_sheet("regimes", _HEAD + height + 0.05, comparison, names, framed)
    width = (WIDTH - _LEFT - _RIGHT - _GAP * (len(_PANELS) - 1)) / len(_PANELS)
    for index, statistic in enumerate(_PANELS):
        axes = page.panel(_LEFT + index * (width + _GAP), _HEAD, width, height)
        _panel(axes, [values.get(statistic, NOTHING) for _, _, values in rows], statistic != "visits", names.language)
        axes.set_yticks(range(len(rows)), [shorten(name, 24) if index == 0 else "" for _, name, _ in rows])
        axes.set_title(text(f"figure.regimes.{statistic}", names.language), loc="left", size=8.5, color=INK, pad=6)
        if index == 0:
            kind_headings(axes, [text(f"figure.regimes.{kind}", names.language) for kind, _, _ in rows], _LEFT)
    worlds_legend(page, _LEFT + 0.08, names.language)
    return page.figure


def by_reason(comparison: Comparison, names: Names) -> list[Row]:
    """Planned visits by the way targets are chosen, then those for another reason; those that took place at all."""
    regimes, kinds = statistics(comparison, "regime"), statistics(comparison, "visit_kind")
    rows = [("planned", names.of("regime", name), regimes[name]) for name in names.order("regime") if name in regimes]
    rows += [("other", label("visit_kind", name, names.language), kinds[name]) for name in KINDS if name in kinds]
    return [row for row in rows if any(count > 0 for count in row[2].get("visits", NOTHING))]


def _panel(axes: Axes, pairs: list[Pair], share: bool, language: str) -> None:
    """Two bars a row, before above after, their numbers behind them; a dash where one world has none."""
    longest = max((value for pair in pairs if known(pair) for value in pair if math.isfinite(value)), default=0.0)
    for place, pair in enumerate(pairs):
        for world, value in enumerate(pair if known(pair) else ()):
            middle = place + (-0.2, 0.2)[world]
            there = math.isfinite(value) and value > 0
            if there:
                axes.barh(middle, value, _BAR / _PAIR, color=(BEFORE, ACCENT)[world], linewidth=0)
            axes.annotate(
                _said(value, share, language), (value if there else 0, middle), (4, 0), textcoords="offset points",
                size=8, va="center_baseline", color=(MUTED, INK)[world],
            )  # fmt: skip
    axes.set_xlim(0, 1.42 * longest or 1.0)
    axes.set_ylim(len(pairs) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    told = [place for place, pair in enumerate(pairs) if known(pair)] or [0]
    axes.plot([0, 0], [told[0] - 0.5, told[-1] + 0.5], color=MUTED, linewidth=0.8, clip_on=False)
    bare(axes)
    axes.grid(visible=False)


def _said(value: float, share: bool, language: str) -> str:
    return percent(value, language, 1) if share else number(value, 0)
