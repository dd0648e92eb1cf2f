"""A published figure a study is held against: how it is measured, and which numbers of a scenario it set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
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

    Two names, as in "joint/of", stand for the one as a share of the other.
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

    def published(self, facts: Mapping[str, Mapping]) -> float:
        """The figure itself, from the facts by id."""
        values = facts[self.fact]["values"]
        above, _, below = self.value.partition("/")
        return float(values[above]) / (float(values[below]) if below else 1.0)


class Replication:
    """A replication's tidy table, asked for the statistics of targets."""

    def __init__(self, tidy: pd.DataFrame):
        outcomes = part(tidy, "outcome")
        self._outcomes = _lookup(outcomes[outcomes["kind"] == "procedure"], ["world", "group", "name"])
        self._everybody = _lookup(outcomes[outcomes["kind"] == "all"], ["world", "name"])
        self._inspections = _lookup(part(tidy, "inspection"), ["world", "kind", "entity", "name"])
        self._procedures = _lookup(part(tidy, "procedure"), ["world", "entity", "name"])
        self._items = part(tidy, "item")

    def outcome(self, world: str, procedure: str, name: str) -> float:
        """An outcome of one procedure; NaN if the world has none."""
        return self._outcomes.get((world, procedure, name), np.nan)

    def everybody(self, world: str, name: str) -> float:
        """An outcome of everybody together; NaN if the world has none."""
        return self._everybody.get((world, name), np.nan)

    def inspection(self, world: str, kind: str, entity: str, name: str) -> float:
        """A statistic of inspections (see ``sim.results.inspection_table``); NaN if the world has none."""
        return self._inspections.get((world, kind, entity, name), np.nan)

    def procedure(self, world: str, procedure: str, name: str) -> float:
        """A statistic of one procedure (see ``sim.results.validation.procedures``)."""
        return self._procedures.get((world, procedure, name), np.nan)

    def items(self, world: str) -> pd.DataFrame:
        """Statistics by item (see ``sim.results.validation.items``), a column each."""
        rows = self._items[self._items["world"] == world]
        return rows.pivot(index="entity", columns="name", values="value")


def tied_numbers(study: Study, target: Target) -> list[str]:
    """Numbers of the study, its region and measures that its target's fact set: none means it is predicted.

    A number counts if its note has the basis "fitted" or "fact" and names the fact. Each is given by its
    path; those of measures follow the measure's name.
    """
    numbers = []
    if "baseline" in target.worlds:
        numbers += _tied(study.region.notes.items(), target)
        numbers += _of_measures((applied.measure for applied in study.baseline), target)
    if "reform" in target.worlds:
        numbers += _of_measures((applied.measure for applied in study.reform), target)
    return numbers + _of_study(study, target)


def _of_measures(measures: Iterable, target: Target) -> list[str]:
    found = []
    for measure in measures:
        paths = _tied(((_lever_of(measure, path), note) for path, note in measure.notes.items()), target)
        found += [f"{measure.name}: {path}" for path in paths]
    return found


def _of_study(study: Study, target: Target) -> list[str]:
    """How far measures reach, where the study says that it is so by the fact."""
    found = []
    for world in target.worlds:
        for index, applied in enumerate(getattr(study, world)):
            name = applied.measure.name
            note = study.notes.get(f"{world}.{index}.{name}.coverage")
            levers = (change.lever for change in applied.measure.changes)
            if note and note.basis in _TIED and note.fact == target.fact and any(
                re.search(target.levers, lever) for lever in levers
            ):
                found.append(f"{name}: coverage")
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
