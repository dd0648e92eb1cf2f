"""The published figures of Changchun a study is held against, and how each is measured in the simulation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.results.tidy import part

if TYPE_CHECKING:
    from sim.scenario import Study

#: Annotations that tie a number to a fact: fitted so that the simulation meets it, or taken from it directly.
_TIED = ("fact", "fitted")
#: How often something is demanded fixes no time, document or step of it.
_DEMAND = re.compile(r"^(procedures|families)\.[^.]+\.(demand|count)")


@dataclass(frozen=True)
class Target:
    """One published figure: ``value`` names it in the fact, ``measure`` computes it from a replication.

    ``worlds`` are those the figure is about: numbers of the region make the baseline, numbers of measures the
    reform. ``levers`` limits which numbers can fix the figure (a pattern of their paths).
    """

    id: str
    fact: str
    value: str
    unit: str
    measure: Callable[[Replication], float]
    worlds: tuple[str, ...] = ("baseline", "reform")
    levers: str = ""


class Replication:
    """A replication's tidy table, asked for the statistics of targets."""

    def __init__(self, tidy: pd.DataFrame):
        outcomes = part(tidy, "outcome")
        self._outcomes = _lookup(outcomes[outcomes["kind"] == "procedure"], ["world", "group", "name"])
        self._procedures = _lookup(part(tidy, "procedure"), ["world", "entity", "name"])
        self._items = part(tidy, "item")

    def outcome(self, world: str, procedure: str, name: str) -> float:
        """An outcome of one procedure; NaN if the world has none."""
        return self._outcomes.get((world, procedure, name), np.nan)

    def procedure(self, world: str, procedure: str, name: str) -> float:
        """A statistic of one procedure (see ``sim.results.validation.procedures``)."""
        return self._procedures.get((world, procedure, name), np.nan)

    def items(self, world: str) -> pd.DataFrame:
        """Statistics by item (see ``sim.results.validation.items``), a column each."""
        rows = self._items[self._items["world"] == world]
        return rows.pivot(index="entity", columns="name", values="value")


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

TARGETS: tuple[Target, ...] = (
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


def tied_numbers(study: Study, target: Target) -> list[str]:
    """Numbers of the study's region and measures that its target's fact set: none means it is predicted.

    A number counts if its note has the basis "fitted" or "fact" and names the fact. Each is given by its
    path; those of measures follow the measure's name.
    """
    numbers = []
    if "baseline" in target.worlds:
        numbers += _tied(study.region.notes.items(), target)
        numbers += _of_measures((applied.measure for applied in study.baseline), target)
    if "reform" in target.worlds:
        numbers += _of_measures((applied.measure for applied in study.reform), target)
    return numbers


def _of_measures(measures: Iterable, target: Target) -> list[str]:
    found = []
    for measure in measures:
        paths = _tied(((_lever_of(measure, path), note) for path, note in measure.notes.items()), target)
        found += [f"{measure.name}: {path}" for path in paths]
    return found


def _tied(notes: Iterable[tuple[str, object]], target: Target) -> list[str]:
    return [
        path
        for path, note in notes
        if note.basis in _TIED
        and note.fact == target.fact
        and re.search(target.levers, path)
        and not _DEMAND.match(path)
    ]


def _lever_of(measure, path: str) -> str:
    """The lever a note in a measure's file is about (``changes.2.to`` -> that change's lever)."""
    place = re.match(r"changes\.(\d+)", path)
    return measure.changes[int(place[1])].lever if place else path


def _lookup(rows: pd.DataFrame, keys: list[str]) -> dict[tuple, float]:
    return dict(zip(rows[keys].itertuples(index=False, name=None), rows["value"], strict=True))
