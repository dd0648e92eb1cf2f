"""What is known of inspecting bodies and of ways to choose targets, before and after; intervals of one world."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison

Pair = tuple[float, float]  # before and after; NaN where a world has none
WORLDS = ("baseline", "reform")
NOTHING: Pair = (math.nan, math.nan)


def statistics(comparison: Comparison, kind: str) -> dict[str, dict[str, Pair]]:
    """The statistics of every "body", "regime" or "visit_kind" by name (see Comparison.inspections)."""
    table = comparison.inspections
    found: dict[str, dict[str, dict[str, float]]] = {}
    for row in table[table["kind"] == kind].to_dict("records"):
        values = found.setdefault(str(row["entity"]), {}).setdefault(str(row["name"]), {})
        values[str(row["world"])] = float(row["value"])
    return {
        entity: {name: tuple(values.get(world, math.nan) for world in WORLDS) for name, values in names.items()}
        for entity, names in found.items()
    }


def known(pair: Pair) -> bool:
    """Whether there is a number in at least one world."""
    return any(map(math.isfinite, pair))


def interval(comparison: Comparison, outcome: str, kind: str, group: str, world: str) -> tuple[float, float]:
    """The 95 % interval of an outcome in one world over the replications; NaN where there is none."""
    from sim.experiment.statistics import mean_interval

    table = comparison.replicated
    wanted = {"outcome": outcome, "group_kind": kind, "group": group, "world": world}
    for column, value in wanted.items():
        table = table[table[column] == value]
    return mean_interval(table["value"])[1:]
