"""Which inspecting bodies are busier, which are relieved: use of their inspectors, and their visits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.catalogue import text
from sim.report.inspected import NOTHING, Pair, known, statistics
from sim.report.plots import dumbbell, framed_sheet
from sim.report.style import INK, MUTED, WIDTH, bare, shorten, worlds_legend
from sim.report.wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_LEFT, _RIGHT = 2.6, 1.4
_ROW, _HEAD = 0.25, 0.34
MOST = 30


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """A dumbbell a body, the busiest first; its visits a year before and after at the right."""
    bodies = by_body(comparison)[:MOST]
    if not bodies:
        return None
    height = _ROW * len(bodies)
    page = framed_sheet("bodies", _HEAD + height + 0.5, comparison, names, framed)
    axes = page.panel(_LEFT, _HEAD, WIDTH - _LEFT - _RIGHT, height)
    uses = [tuple(100 * share for share in values["utilisation"]) for _, values in bodies]
    most = max(use for pair in uses for use in pair if math.isfinite(use))
    axes.set(xlim=(-6, max(104, 1.05 * most)), ylim=(len(bodies) - 0.5, -0.5))
    for place, (_, values) in enumerate(bodies):
        dumbbell(axes, place, *uses[place])
        _visits(axes, place, values.get("visits", NOTHING))
    axes.set_yticks(range(len(bodies)), [shorten(names.of("body", name), 40) for name, _ in bodies])
    axes.set_xlabel(text("figure.bodies.axis", names.language))
    bare(axes)
    worlds_legend(page, _LEFT + 0.08, names.language)
    axes.annotate(
        text("figure.bodies.visits", names.language), (1, 1), (_RIGHT * 72, 9), xycoords="axes fraction",
        textcoords="offset points", size=8.5, ha="right", color=MUTED,
    )  # fmt: skip
    return page.figure


def by_body(comparison: Comparison) -> list[tuple[str, dict[str, Pair]]]:
    """The statistics of every body whose use is known, the busiest before the reform first."""
    found = [item for item in statistics(comparison, "body").items() if known(item[1].get("utilisation", NOTHING))]
    return sorted(found, key=lambda item: (-_first(item[1]["utilisation"]), item[0]))


def _first(pair: Pair) -> float:
    return next(value for value in pair if math.isfinite(value))


def _visits(axes: Axes, place: int, visits: Pair) -> None:
    if known(visits):
        words = f"{number(visits[0], 0)} → {number(visits[1], 0)}"
        axes.annotate(
            words, (1, place), (_RIGHT * 72, 0), xycoords=axes.get_yaxis_transform(),
            textcoords="offset points", size=8.5, ha="right", va="center_baseline", color=INK,
            annotation_clip=False,
        )  # fmt: skip
