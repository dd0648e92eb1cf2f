"""Who is busier, who is relieved: use of windows, terminals and reviewers in both worlds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.catalogue import label, text
from sim.report.plots import dumbbell, framed_sheet
from sim.report.style import WIDTH, bare, kind_headings, shorten, worlds_legend

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_LEFT, _RIGHT = 3.75, 0.3
_ROW, _HEAD = 0.25, 0.3
KINDS = ("window", "self_service", "guide", "helper", "review", "complaint")
_MOST = 16  # offices of a kind

Use = tuple[str, str, float, float]  # kind, owner, percent busy before and after


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """A dumbbell an office, by kind of station, the busiest first."""
    uses, left_out = _busiest(use_by_office(comparison))
    if not uses:
        return None
    height = _ROW * len(uses)
    page = framed_sheet("staff", _HEAD + height + 0.5, comparison, names, framed)
    axes = page.panel(_LEFT, _HEAD, WIDTH - _LEFT - _RIGHT, height)
    axes.set(xlim=(-5, 104), ylim=(len(uses) - 0.5, -0.5))
    for place, use in enumerate(uses):
        dumbbell(axes, place, *use[2:])
    axes.set_yticks(range(len(uses)), [_owner(use, names) for use in uses])
    axes.set_xlabel(_axis(names.language, left_out))
    axes.set_xticks(range(0, 101, 20))
    bare(axes)
    kind_headings(axes, [label("station", use[0], names.language) for use in uses], _LEFT)
    worlds_legend(page, _LEFT + 0.08, names.language)
    return page.figure


def use_by_office(comparison: Comparison) -> list[Use]:
    """Share of open time in which the servers of an owner are busy, in percent, weighted by servers.

    NaN in a world where there are none.
    """
    stations = comparison.stations
    stations = stations[stations["kind"] != "inspection"]  # inspecting bodies have a figure of their own
    if stations.empty:
        return []
    busy = stations.assign(busy=stations["utilisation"] * stations["servers"])
    sums = busy.groupby(["kind", "owner", "world"], observed=True)[["busy", "servers"]].sum()
    share = 100 * sums["busy"] / sums["servers"].where(sums["servers"] > 0)
    wide = share.unstack("world").reindex(columns=["baseline", "reform"])
    return [(str(k), str(o), b, r) for (k, o), b, r in zip(wide.index, wide.baseline, wide.reform, strict=True)]


def _busiest(uses: list[Use]) -> tuple[list[Use], int]:
    uses = [use for use in uses if math.isfinite(use[2]) or math.isfinite(use[3])]
    order = {kind: place for place, kind in enumerate(KINDS)}
    uses.sort(key=lambda use: (order.get(use[0], 99), use[0], -_first(use[2], use[3]), use[1]))
    kept = []
    for use in uses:
        if sum(other[0] == use[0] for other in kept) < _MOST:
            kept.append(use)
    return kept, len(uses) - len(kept)


def _first(before: float, after: float) -> float:
    return before if math.isfinite(before) else after


def _owner(use: Use, names: Names) -> str:
    """The office's title; the complaint desk belongs to no office."""
    return "" if use[0] == "complaint" else shorten(names.of("owner", use[1]), 44)


def _axis(language: str, left_out: int) -> str:
    words = text("figure.staff.axis", language)
    return f"{words} ({text('figure.staff.others', language, count=left_out)})" if left_out else words
