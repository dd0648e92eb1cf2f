"""The published figures of Changchun's approvals, and how each is measured in the simulation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.experiment.target import Replication, Target


def approval_time(world: str) -> Callable[[Replication], float]:
    """Mean over items of their mean working days from acceptance to decision (every item counts once)."""
    return lambda replication: float(replication.items(world)["approval_working_days"].mean())


def limit_change(replication: Replication) -> float:
    """Mean over items of the limit in force against the statutory limit, minus one, in the reform world."""
    items = replication.items("reform")
    return float((items["limit_days"] / items["statutory_days"]).mean() - 1)


def items_within(visits: float) -> Callable[[Replication], float]:
    """Share of items whose median application takes at most so many visits, in the reform world."""
    return lambda replication: float((replication.items("reform")["visits"] <= visits).mean())


def whole_process(procedure: str) -> Callable[[Replication], float]:
    """Mean working days of a whole procedure after the reform, without the applicant's own time."""
    return lambda replication: replication.procedure("reform", procedure, "process_working_days")


def change(procedure: str, outcome: str) -> Callable[[Replication], float]:
    """Relative change of an outcome of a procedure from baseline to reform."""

    def relative(replication: Replication) -> float:
        before = replication.outcome("baseline", procedure, outcome)
        return replication.outcome("reform", procedure, outcome) / before - 1 if before else np.nan

    return relative


def level(world: str, procedure: str, outcome: str) -> Callable[[Replication], float]:
    """Mean of an outcome of a procedure in one world."""
    return lambda replication: replication.outcome(world, procedure, outcome)


def shared_documents(replication: Replication) -> float:
    """Documents of a policy claim that the government already held, as a share of those it needed before.

    Both are per case; what was needed before is what the baseline world asked for.
    """
    shared = replication.procedure("reform", "policy_benefit", "documents_shared")
    already = replication.procedure("baseline", "policy_benefit", "documents_shared")
    asked = replication.outcome("baseline", "policy_benefit", "documents") + already
    return shared / asked if asked else np.nan


_DOCUMENTS = r"\.documents(\.|$)"
_STEPS = r"\.steps(\.|$)"
_NEITHER = r"^(?!.*\.(documents|steps)(\.|$))"

APPROVAL_TARGETS: tuple[Target, ...] = (
    Target("C04.before", "C04", "before", "working_days", approval_time("baseline"), ("baseline",)),
    Target("C04.after", "C04", "after", "working_days", approval_time("reform"), ("reform",)),
    Target("C05", "C05", "change", "share", limit_change),
    Target("C06.at_most_one_visit", "C06", "one_visit", "share", items_within(1)),
    Target("C06.no_visit", "C06", "no_visit", "share", items_within(0)),
    Target("C08", "C08", "after", "working_days", whole_process("construction_government")),
    Target("C09", "C09", "after", "working_days", whole_process("construction_private")),
    Target(
        "C13.steps", "C13", "steps_change", "share", change("policy_benefit", "steps"), levers=_STEPS
    ),
    Target(
        "C13.time",
        "C13",
        "time_change",
        "share",
        change("policy_benefit", "elapsed_working_days"),
        levers=_NEITHER,
    ),
    Target(
        "C13.documents.before",
        "C13",
        "documents_before",
        "documents",
        level("baseline", "policy_benefit", "documents"),
        ("baseline",),
        _DOCUMENTS,
    ),
    Target(
        "C13.documents.after",
        "C13",
        "documents_after",
        "documents",
        level("reform", "policy_benefit", "documents"),
        ("reform",),
        _DOCUMENTS,
    ),
    Target("C13.shared", "C13", "documents_shared", "share", shared_documents, ("reform",), _DOCUMENTS),
    Target("C15", "C15", "after", "applications", level("reform", "utility_connection", "applications")),
)
