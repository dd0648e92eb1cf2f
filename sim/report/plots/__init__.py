"""One module a figure; each has ``draw(comparison, names, framed) -> Figure`` (None: nothing to show).

``framed`` figures carry their own heading and a line of origin, to stand alone; the others stand in the page,
which has said that already.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.catalogue import text
from sim.report.style import ACCENT, BEFORE, HAIRLINE, INK, MUTED, Sheet, sheet, shorten
from sim.report.wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.experiment.compare import Comparison
    from sim.report.names import Names


def framed_sheet(figure: str, height: float, comparison: Comparison, names: Names, framed: bool) -> Sheet:
    """A sheet with the heading of a figure from the catalogue and a line that says what it was made from."""
    if not framed:
        return sheet(height)
    return sheet(
        height,
        text(f"figure.{figure}.title", names.language),
        text(f"figure.{figure}.subtitle", names.language),
        origin(comparison, names),
    )


def origin(comparison: Comparison, names: Names) -> str:
    """Study, replications and, below full size, the mark that the figures are approximate."""
    parts = [
        text("figure.origin", names.language, study=shorten(comparison.study.name, 40)),
        text("figure.replications", names.language, count=comparison.replications),
    ]
    if comparison.scale < 1:
        parts.append(text("figure.approximate", names.language, scale=f"{comparison.scale:g}"))
    return text("figure.separator", names.language).join(parts)


def dumbbell(axes: Axes, place: int, before: float, after: float) -> None:
    """Two dots joined, before and after the reform, with their numbers on the outer sides; NaN is left out."""
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
