"""The published figures on enterprises' lives, and how each is measured in the simulation.

They are held against the world before the reform, but for what a reform does to entry (R04).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.experiment.target import Replication, Target

#: Size classes of the small and micro companies whose first year was surveyed.
SMALL = ("micro", "small")


def everybody(outcome: str) -> Callable[[Replication], float]:
    """An outcome of the whole region before the reform."""
    return lambda replication: replication.everybody("baseline", outcome)


def hazard(age: int) -> Callable[[Replication], float]:
    """Exits a year of enterprises from this age to the next class's, before the reform."""
    return lambda replication: replication.economy("baseline", "age", str(age), "hazard")


def entry_change(replication: Replication) -> float:
    """Relative change of the rate of entry from baseline to reform."""
    before = replication.everybody("baseline", "entry")
    return replication.everybody("reform", "entry") / before - 1 if before else np.nan


def of_small(above: str, below: str) -> Callable[[Replication], float]:
    """One number of small and micro companies founded, as a share of another, before the reform."""

    def relative(replication: Replication) -> float:
        sums = [
            sum(replication.economy("baseline", "entrants", size, name) for size in SMALL) for name in (above, below)
        ]
        return sums[0] / sums[1] if sums[1] else np.nan

    return relative


_BEFORE = ("baseline",)

ECONOMY_TARGETS: tuple[Target, ...] = (
    Target("R04", "R04", "china_bureaus to guangdong", "share", entry_change, levers=r"\.entry\."),
    Target("R05.entry", "R05", "entry", "share", everybody("entry"), _BEFORE, r"entry"),
    Target("R05.exit", "R05", "exit", "share", everybody("exit"), _BEFORE, r"\.exit\.|insolvency"),
    *(
        Target(f"R06.{value}", "R06", value, "share", hazard(age), _BEFORE)
        for age, value in enumerate(("year_1", "year_2", "year_3", "years_4_to_7"))
    ),
    Target(
        "R16.operating",
        "R16",
        "operating",
        "share",
        of_small("survived", "judged"),
        _BEFORE,
        r"\.(exit|insolvency|entry\.trades)\b",
    ),
    Target(
        "R16.staff",
        "R16",
        "staff_after/staff_before",
        "ratio",
        of_small("staff_year", "staff_first"),
        _BEFORE,
        r"\.(staffing|sizes|entry\.growth)\b",
    ),
)
#: What was published of Jilin City.
JILIN_ECONOMY_TARGETS: tuple[Target, ...] = (
    Target("J02", "J02", "growth", "share", everybody("enterprises_growth"), _BEFORE),
)
