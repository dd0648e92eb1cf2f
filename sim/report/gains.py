"""Who gains, who loses: what a mean enterprise of each kind earns and pays, and how many earn more or less of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import label, text
from sim.report.economics import per_enterprise, sure
from sim.report.sections import verdict_words
from sim.report.wording import interval, number

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.report.economics import Row
    from sim.report.names import Names

KINDS = ("all", "size", "sector", "district")
PROFIT, REVENUE = "profit", "revenue"
#: What stands beside the profit: its statistic, and whether more of it is good for the enterprise.
COLUMNS = (("revenue", True), ("time_cost", False), ("taxes", False), ("interest", False), ("jobs", True))
_NUMBERS = ("baseline", "reform", "difference")


def section(comparison: Comparison, names: Names) -> dict[str, Any] | None:
    """The tables by kind of enterprise; None where nothing is known of what enterprises earn."""
    tables = [table for kind in KINDS if (table := _table(comparison, kind, names))["rows"]]
    return {"tables": tables, "columns": [name for name, _ in COLUMNS]} if tables else None


def profit_rows(comparison: Comparison, kind: str, names: Names) -> list[tuple[str, Row, dict[str, Row]]]:
    """Group, profit and all statistics of the groups of a kind whose profit is known in both worlds, in file order."""
    found = {
        group: statistics
        for group, statistics in per_enterprise(comparison, kind).items()
        if PROFIT in statistics and math.isfinite(statistics[PROFIT]["difference"])
    }
    place = {name: index for index, name in enumerate(names.order(kind))}
    ordered = sorted(found, key=lambda group: (place.get(group, len(place)), group))
    return [(group, found[group][PROFIT], found[group]) for group in ordered]


def verdict(row: Row, more_is_good: bool = True) -> str:
    """Whether the mean enterprise gains or loses by a difference; its interval is not corrected for others."""
    if not sure(row):
        return "cannot_tell"
    return "improved" if (row["difference"] > 0) == more_is_good else "worse"


def group_name(kind: str, group: str, names: Names) -> str:
    """The title of a group, everybody together included."""
    return text("figure.gains.all", names.language) if kind == "all" else names.of(kind, group)


def _table(comparison: Comparison, kind: str, names: Names) -> dict[str, Any]:
    language = names.language
    return {
        "heading": "" if kind == "all" else text(f"group_kind.by.{kind}", language),
        "head": "" if kind == "all" else label("group_kind", kind, language),
        "rows": [
            {
                "name": group_name(kind, group, names),
                **verdict_words({**profit, "verdict": verdict(profit)}, language),
                **{name: number(profit[name], 0, sign=name == "difference") for name in _NUMBERS},
                "interval": interval(profit["low"], profit["high"], language, 0, sign=True),
                **{name: _share(statistics.get(name)) for name in ("rose", "fell")},
                "changes": [_cell(statistics.get(name), good, language) for name, good in COLUMNS],
            }
            for group, profit, statistics in profit_rows(comparison, kind, names)
        ],
    }


def _share(row: Row | None) -> str:
    return "–" if row is None else number(100 * row["reform"], 1)


def _cell(row: Row | None, more_is_good: bool, language: str) -> dict[str, str]:
    """A difference with its sign, and what it means for the enterprise."""
    if row is None:
        return {"words": "–", "verdict": "cannot_tell"}
    decimals = 2 if row["unit"] == "people" else 0
    return {"words": number(row["difference"], decimals, sign=True), "verdict": verdict(row, more_is_good)}
