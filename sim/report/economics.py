"""The tables a comparison has beside its outcomes where the region has an economy or lending."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.experiment.compare import Comparison

    Row = Mapping[str, Any]


def rows_of(table: DataFrame, **wanted: str) -> list[dict[str, Any]]:
    """The rows of a table with these values, none of a table that has no rows."""
    for column, value in wanted.items() if len(table) else ():
        table = table[table[column] == value]
    return table.to_dict("records")


def per_enterprise(comparison: Comparison, kind: str) -> dict[str, dict[str, Row]]:
    """Means of an enterprise by group and statistic (see Comparison.distribution)."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows_of(comparison.distribution, group_kind=kind):
        found.setdefault(str(row["group"]), {})[str(row["statistic"])] = row
    return found


def sure(row: Row) -> bool:
    """Whether the interval of a difference is known and leaves out zero; for tables without verdicts."""
    return math.isfinite(row["low"]) and math.isfinite(row["high"]) and not row["low"] <= 0 <= row["high"]
