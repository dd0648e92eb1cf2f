"""Where do the days to the money go: the parts of the time of a paid loan request, overall and by kind of loan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.plots import stacks
from sim.report.style import LOAN_COLOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_KINDS = ("product", "size")  # the first of which anything is known
STACK = stacks.Stack("money", "loan_component", LOAN_COLOUR, _KINDS[0], "figure.money.all", most=8)


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """Stacked bars: all loans paid out in days, then each product or size as a share of its days before."""
    table = comparison.loan_decomposition
    if table.empty:
        return None
    known = set(table["group_kind"])
    stack = STACK._replace(kind=next((one for one in _KINDS if one in known), _KINDS[0]))
    return stacks.draw_stack(stack, table, comparison, names, framed)
