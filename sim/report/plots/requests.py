"""Who asks for credit, and who gets it: shares of the enterprises in need, and of the requests decided."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import text
from sim.report.plots import framed_sheet
from sim.report.scope import overall_rows
from sim.report.style import ACCENT, BEFORE, HAIRLINE, INK, MUTED, WIDTH, bare, worlds_legend
from sim.report.wording import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

#: What the whole of a bar is, the share that has it, and the share that has not.
_STEPS = (("needed", "asked", "discouraged"), ("decided", "approvals", "rejected"))
_LEFT, _RIGHT = 2.3, 1.45  # inches for names and for the rest
_PAIR, _BAR, _HEAD = 0.52, 0.2, 0.3
_ROOM = 24.0  # percent; a shorter bar has its words behind it

Row = dict[str, Any]


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """Two bars a step, before above after: who goes on is coloured, who does not is the rest of the bar."""
    rows = {row["outcome"]: row for row in overall_rows(comparison)}
    steps = [step for step in _STEPS if all(_known(rows.get(name)) for name in step[1:])]
    if not steps:
        return None
    height = _PAIR * len(steps)
    page = framed_sheet("requests", _HEAD + height + 0.05, comparison, names, framed)
    axes = page.panel(_LEFT, _HEAD, WIDTH - _LEFT - _RIGHT, height)
    for place, (_, on, off) in enumerate(steps):
        for world, name in enumerate(("baseline", "reform")):
            shares = (on, rows[on][name]), (off, rows[off][name])
            _bar(axes, place + (-0.22, 0.22)[world], world, *shares, names.language)
    axes.set(xlim=(0, 100), ylim=(len(steps) - 0.5, -0.5))
    axes.set_yticks(range(len(steps)), [text(f"figure.requests.{whole}", names.language) for whole, _, _ in steps])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    bare(axes)
    axes.grid(visible=False)
    worlds_legend(page, _LEFT + 0.08, names.language)
    return page.figure


def _known(row: Row | None) -> bool:
    return row is not None and math.isfinite(row["baseline"]) and math.isfinite(row["reform"])


def _bar(axes: Axes, middle: float, world: int, on: tuple[str, float], off: tuple[str, float], language: str) -> None:
    length = 100 * on[1]
    axes.barh(middle, 100, _BAR / _PAIR, color=HAIRLINE, linewidth=0)
    axes.barh(middle, length, _BAR / _PAIR, color=(BEFORE, ACCENT)[world], linewidth=0)
    inside = length >= _ROOM
    axes.annotate(
        _words(*on, language), (0 if inside else length, middle), (5, 0), textcoords="offset points",
        size=8, va="center_baseline", color=(INK, "white")[world] if inside else INK,
    )  # fmt: skip
    axes.text(
        1.02, middle, _words(*off, language), transform=axes.get_yaxis_transform(), size=8.5, va="center_baseline",
        color=(MUTED, INK)[world],
    )  # fmt: skip


def _words(name: str, share: float, language: str) -> str:
    return text("number.with_unit", language, value=text(f"figure.requests.{name}", language),
                unit=percent(share, language, 1))  # fmt: skip
