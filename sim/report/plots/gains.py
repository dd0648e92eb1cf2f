"""Who gains, who loses: the change of profit per enterprise by size and sector, the largest gain first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.report.catalogue import label, text
from sim.report.gains import REVENUE, group_name, profit_rows, verdict
from sim.report.plots import framed_sheet
from sim.report.style import INK, MUTED, VERDICT_COLOUR, VERDICT_MARKER, WIDTH, bare, kind_headings, shorten
from sim.report.wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_KINDS = ("all", "size", "sector")
_LEFT, _RIGHT = 2.6, 1.2  # inches for names and for yuan
_ROW, _HEAD = 0.25, 0.3


class Gain(NamedTuple):
    """A group, its change of profit per enterprise with its interval in percent of its revenue, and in yuan."""

    kind: str
    name: str
    change: float
    low: float
    high: float
    yuan: float
    verdict: str


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """A dot a group with its interval; colour and mark say whether it gains, loses, or cannot be told."""
    gains = [gain for kind in _KINDS for gain in gains_of(comparison, kind, names)]
    if not gains:
        return None
    height = _ROW * len(gains)
    page = framed_sheet("gains", _HEAD + height + 0.5, comparison, names, framed)
    axes = page.panel(_LEFT, _HEAD, WIDTH - _LEFT - _RIGHT, height)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    for place, gain in enumerate(gains):
        _dot(axes, place, gain)
    axes.set_ylim(len(gains) - 0.5, -0.5)
    axes.set_yticks(range(len(gains)), ["" if g.kind == "all" else shorten(g.name, 26) for g in gains])
    _scale(axes)
    axes.set_xlabel(text("figure.gains.axis", names.language))
    bare(axes)
    kind_headings(axes, [g.name if g.kind == "all" else label("group_kind", g.kind, names.language) for g in gains],
                  _LEFT)  # fmt: skip
    axes.annotate(
        text("figure.gains.yuan", names.language), (1, 1), (_RIGHT * 72, 9), xycoords="axes fraction",
        textcoords="offset points", size=8.5, ha="right", color=MUTED,
    )  # fmt: skip
    return page.figure


def gains_of(comparison: Comparison, kind: str, names: Names) -> list[Gain]:
    """The groups of a kind whose profit and revenue are known, the largest relative gain first."""
    found = []
    for group, profit, statistics in profit_rows(comparison, kind, names):
        revenue = statistics.get(REVENUE, {}).get("baseline", math.nan)
        if revenue > 0:
            parts = (100 * profit[end] / revenue for end in ("difference", "low", "high"))
            found.append(Gain(kind, group_name(kind, group, names), *parts, profit["difference"], verdict(profit)))
    return sorted(found, key=lambda gain: -gain.change)


def _dot(axes: Axes, place: int, gain: Gain) -> None:
    colour, sure = VERDICT_COLOUR[gain.verdict], gain.verdict != "cannot_tell"
    if math.isfinite(gain.low) and math.isfinite(gain.high):
        axes.plot([gain.low, gain.high], [place, place], color=colour, linewidth=2.2, solid_capstyle="butt")
    axes.plot(gain.change, place, VERDICT_MARKER[gain.verdict], color=colour, markersize=5.5,
              markerfacecolor=colour if sure else "white")  # fmt: skip
    axes.annotate(
        number(gain.yuan, 0, sign=True), (1, place), (_RIGHT * 72, 0), xycoords=axes.get_yaxis_transform(),
        textcoords="offset points", size=8.5, ha="right", va="center_baseline", color=INK if sure else MUTED,
        annotation_clip=False,
    )  # fmt: skip


def _scale(axes: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.margins(x=0.06)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    low, high = axes.get_xlim()
    decimals = 1 if high - low >= 1 else 2 if high - low >= 0.1 else 3
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, decimals, sign=True)))
