"""The section of the page on the economy: enterprises that begin and end, jobs and business, the public purse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.answer import moved
from sim.report.groups import BY_JOBS, groups_tables
from sim.report.scope import ECONOMY, by_theme, overall_rows

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.report.names import Names


def section(comparison: Comparison, names: Names) -> dict[str, Any] | None:
    """Sentences by theme and the tables of groups; None where the region has no economy."""
    themes = {name: rows for name, rows in by_theme(overall_rows(comparison), ECONOMY) if rows}
    if not themes:
        return None
    return {
        "said": {theme: moved(rows, names.language) for theme, rows in themes.items()},
        "groups": groups_tables(comparison, names, BY_JOBS),
    }
