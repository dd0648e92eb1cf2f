"""The published figures on inspections, and how each is measured in the simulation.

What was found elsewhere about inspections in general (R12 to R15) is held against the world that it was found
in: random beside discretionary choice, before the reform.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.experiment.target import Replication, Target


def everybody(world: str, outcome: str) -> Callable[[Replication], float]:
    """An outcome of the whole region in one world."""
    return lambda replication: replication.everybody(world, outcome)


def random_choice(statistic: str) -> Callable[[Replication], float]:
    """What a planned on-site visit finds at a target drawn at random, against one chosen at discretion.

    Relative change, in the baseline, over the same bodies and sectors.
    """

    def relative(replication: Replication) -> float:
        random, chosen = (
            replication.inspection("baseline", "regime", regime, statistic)
            for regime in ("double_random", "discretionary")
        )
        return random / chosen - 1 if chosen else np.nan

    return relative


def found_at_random(history: int) -> Callable[[Replication], float]:
    """Share of random on-site visits that find a violation, where so many of the last three visits had.

    Any violation counts, not only a serious one, because any counts in the history too: the published shares
    are of the same event now and in the past.
    """
    return lambda replication: replication.inspection("baseline", "history", str(history), "found_rate")


def first_half(world: str) -> Callable[[Replication], float]:
    """Share of what the visits of a plan find that the first half of them find."""
    return lambda replication: replication.inspection(world, "order", "plans", "first_half")


def effect_on_incidents(replication: Replication) -> float:
    """Incidents to be expected within a year of a random visit, against those of the same kind not drawn, minus one."""
    observed, expected = (
        replication.inspection("baseline", "effect", "double_random", name) for name in ("observed", "expected")
    )
    return observed / expected - 1 if expected else np.nan


_BEFORE, _AFTER = ("baseline",), ("reform",)

INSPECTION_TARGETS: tuple[Target, ...] = (
    Target("P08", "P08", "joint/of", "share", everybody("reform", "joint_share")),
    Target("P12", "P12", "share", "share", everybody("reform", "complaints_handled")),
    Target("R12.issues", "R12", "issues", "share", random_choice("matched_issues"), _BEFORE),
    Target("R12.violations", "R12", "violations", "share", random_choice("matched_judgments"), _BEFORE),
    *(
        Target(f"R13.past_{history}", "R13", f"past_{history}", "share", found_at_random(history), _BEFORE)
        for history in range(4)
    ),
    Target("R14.unordered", "R14", "unordered", "share", first_half("baseline"), _BEFORE),
    Target("R14.risk_order", "R14", "risk_order", "share", first_half("reform"), _AFTER),
    Target("R15", "R15", "effect", "share", effect_on_incidents, _BEFORE),
)
