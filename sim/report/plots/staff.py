"""Who is busier, who is relieved: use of windows, terminals and reviewers in both worlds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.catalogue import label, text
from sim.report.plots import framed_sheet
from sim.report.style import ACCENT, BEFORE, HAIRLINE, INK, MUTED, WIDTH, bare, shorten, worlds_legend
from sim.report.wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
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
        _dumbbell(axes, place, use)
    axes.set_yticks(range(len(uses)), [_owner(use, names) for use in uses])
    axes.set_xlabel(_axis(names.language, left_out))
    axes.set_xticks(range(0, 101, 20))
    bare(axes)
    _kinds(axes, uses, names.language)
    worlds_legend(page, _LEFT + 0.08, names.language)
    return page.figure


def use_by_office(comparison: Comparison) -> list[Use]:
    """Share of open time in which the servers of an owner are busy, in percent, weighted by servers.

    NaN in a world where there are none.
    """
    stations = comparison.stations
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


def _kinds(axes: Axes, uses: list[Use], language: str) -> None:
    """The kind of station at the left edge, where it begins, under a hairline."""
    width = WIDTH - _LEFT - _RIGHT
    style = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    for place, use in enumerate(uses):
        if place and use[0] == uses[place - 1][0]:
            continue
        if place:
            axes.plot([-_LEFT / width, 1], [place - 0.5] * 2, color=HAIRLINE, linewidth=0.6, zorder=0, **style)
        words = shorten(label("station", use[0], language), 22)
        axes.text(-_LEFT / width, place, words, color=MUTED, size=8.5, va="center_baseline", **style)


def _dumbbell(axes: Axes, place: int, use: Use) -> None:
    _, _, before, after = use
    axes.plot([before, after], [place, place], color=HAIRLINE, linewidth=3, solid_capstyle="butt", zorder=2)
    axes.plot(before, place, "o", color=BEFORE, markersize=6, zorder=3, clip_on=False)
    axes.plot(after, place, "o", color=ACCENT, markersize=6, zorder=4, clip_on=False)
    side = -1 if after < before else 1  # the later value stands on the outer side of its dot
    for value, colour, outward in ((before, MUTED, -side), (after, INK, side)):
        if math.isfinite(value):
            axes.annotate(
                number(value, 0), (value, place), (7 * outward, 0), textcoords="offset points", size=8,
                ha="left" if outward > 0 else "right", va="center_baseline", color=colour,
                annotation_clip=False,
            )  # fmt: skip


def _axis(language: str, left_out: int) -> str:
    words = text("figure.staff.axis", language)
    return f"{words} ({text('figure.staff.others', language, count=left_out)})" if left_out else words
