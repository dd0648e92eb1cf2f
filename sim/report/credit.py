"""The section of the page on credit: who asks and gets it, how long it takes, what it costs, what banks make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.answer import moved
from sim.report.groups import BY_MONEY, groups_tables
from sim.report.plots.money import STACK
from sim.report.plots.stacks import off_hours, parts_by_group
from sim.report.scope import LENDING, by_theme, overall_rows
from sim.report.sections import parts_table

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.report.names import Names


def section(comparison: Comparison, names: Names) -> dict[str, Any] | None:
    """Sentences by theme, the parts of the time to the money and the tables of groups; None where nobody lends."""
    themes = {name: rows for name, rows in by_theme(overall_rows(comparison), LENDING) if rows}
    if not themes:
        return None
    return {
        "said": {theme: moved(_spoken(rows), names.language) for theme, rows in themes.items()},
        "days": _days(comparison, names.language),
        "groups": groups_tables(comparison, names, BY_MONEY),
    }


def _spoken(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of two shares that add up to everybody, one is spoken of."""
    return [row for row in rows if row["outcome"] not in ("asked", "rejected")]


def _days(comparison: Comparison, language: str) -> dict[str, Any] | None:
    """The parts of the time to the money over all loans paid out."""
    table = comparison.loan_decomposition
    if table.empty:
        return None
    return parts_table(parts_by_group(table, STACK.kind).get("all"), off_hours(table), STACK.topic, language)
