"""What changed in credit, and how sure is it: differences with their intervals, in percent of the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.plots.outcomes import draw_effects, main_sides
from sim.report.scope import LENDING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """One line an outcome of credit; nothing where the main figure has them."""
    if LENDING in main_sides(comparison):
        return None
    return draw_effects("credit", (LENDING,), comparison, names, framed)
