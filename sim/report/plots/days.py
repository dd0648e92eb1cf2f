"""Where did the days go: the parts of the elapsed time before and after, overall and by procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.plots import stacks
from sim.report.style import COMPONENT_COLOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names
    from sim.report.plots.stacks import Parts

STACK = stacks.Stack("days", "component", COMPONENT_COLOUR, "procedure", "group_kind.all", most=8)


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """Stacked bars: all matters in days, then each procedure as a share of its own days before the reform."""
    return stacks.draw_stack(STACK, comparison.decomposition, comparison, names, framed)


def parts_by_group(comparison: Comparison) -> dict[str, Parts]:
    """For all matters and every procedure with any elapsed time: the working days of each part, before and after."""
    return stacks.parts_by_group(comparison.decomposition, STACK.kind)


def off_hours(comparison: Comparison) -> tuple[float, float] | None:
    """Calendar days of nights, weekends and holidays within a matter, before and after, over all matters."""
    return stacks.off_hours(comparison.decomposition)
