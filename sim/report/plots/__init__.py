"""One module a figure; each has ``draw(comparison, names, framed) -> Figure`` (None: nothing to show).

``framed`` figures carry their own heading and a line of origin, to stand alone; the others stand in the page,
which has said that already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.catalogue import text
from sim.report.style import Sheet, sheet, shorten

if TYPE_CHECKING:
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
