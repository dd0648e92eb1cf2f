"""The section of the page on inspections: burden, detection, harm, and the bodies that inspect."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.report.answer import moved
from sim.report.groups import BY_VISITS, groups_tables
from sim.report.inspected import NOTHING, Pair, known, statistics
from sim.report.scope import INSPECTIONS, by_theme, overall_rows
from sim.report.wording import number

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.report.names import Names

#: Columns of the table of bodies: statistic, factor, decimals.
COLUMNS = (
    ("visits", 1, 0),
    ("offsite", 1, 0),
    ("cancelled", 1, 0),
    ("violations_found", 1, 0),
    ("precision", 100, 1),
    ("staff_days", 1, 0),
    ("fines", 1e-3, 0),
)


def section(comparison: Comparison, names: Names) -> dict[str, Any] | None:
    """Sentences by theme, the table of bodies and the tables of groups; None where nobody is inspected."""
    themes = {name: rows for name, rows in by_theme(overall_rows(comparison), INSPECTIONS) if rows}
    if not themes:
        return None
    return {
        "said": {theme: moved(rows, names.language) for theme, rows in themes.items()},
        "columns": [name for name, _, _ in COLUMNS],
        "bodies": _bodies(comparison, names),
        "groups": groups_tables(comparison, names, BY_VISITS),
    }


def _bodies(comparison: Comparison, names: Names) -> list[dict[str, Any]]:
    """A row a body in the order of the region's file: its numbers of a year before and after."""
    found = statistics(comparison, "body")
    place = {name: index for index, name in enumerate(names.order("body"))}
    return [
        {
            "name": names.of("body", name),
            "cells": [_cell(found[name].get(column, NOTHING), *how) for column, *how in COLUMNS],
        }
        for name in sorted(found, key=lambda name: (place.get(name, len(place)), name))
    ]


def _cell(pair: Pair, factor: float, decimals: int) -> str:
    if not known(pair):
        return "–"
    before, after = (number(factor * value if math.isfinite(value) else math.nan, decimals) for value in pair)
    return before if before == after else f"{before} → {after}"
