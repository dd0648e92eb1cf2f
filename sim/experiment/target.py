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
#: Ends of the names and units of published figures, and what they are multiples of.
_UNITS = {"million_yuan": 1e6, "billion_yuan": 1e9, "percent": 0.01}
#: How often something is demanded fixes no time, document or step of it.
_DEMAND = re.compile(r"^(procedures|families)\.[^.]+\.(demand|count)")


@dataclass(frozen=True)
class Target:
    """One published figure: ``value`` names it in the fact, ``measure`` computes it from a replication.

    Two names, as in "joint/of", stand for the one as a share of the other; "low to high" for a range, of which an
    end may be a number. Sums in millions and billions of yuan, and percentages, are turned into yuan and shares.
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

    def published(self, facts: Mapping[str, Mapping]) -> tuple[float, float]:
        """The figure itself, from the facts by id: its lower and its upper end, which are one unless it is a range."""
        low, _, high = self.value.partition(" to ")
        ends = self._figure(facts[self.fact], low), self._figure(facts[self.fact], high or low)
        return min(ends), max(ends)

    def _figure(self, fact: Mapping, value: str) -> float:
        above, _, below = value.partition("/")
        return _amount(fact, above) / (_amount(fact, below) if below else 1.0)


def _amount(fact: Mapping, name: str) -> float:
    if name not in fact["values"]:
        return float(name)
    unit = name if name.endswith("_yuan") else str(fact.get("unit", ""))
    factor = next((factor for end, factor in _UNITS.items() if unit.endswith(end)), 1.0)
    return float(fact["values"][name]) * factor


class Replication:
    """A replication's tidy table, asked for the statistics of targets."""

    def __init__(self, tidy: pd.DataFrame):
        outcomes = part(tidy, "outcome")
        self._outcomes = _lookup(outcomes[outcomes["kind"] == "procedure"], ["world", "group", "name"])
        self._everybody = _lookup(outcomes[outcomes["kind"] == "all"], ["world", "name"])
        self._inspections = _lookup(part(tidy, "inspection"), ["world", "kind", "entity", "name"])
        self._economy = _lookup(part(tidy, "economy"), ["world", "kind", "entity", "name"])
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

    def economy(self, world: str, kind: str, entity: str, name: str) -> float:
        """A statistic of the economy or of lending (see ``sim.results.economy_table``); NaN if the world has none."""
        return self._economy.get((world, kind, entity, name), np.nan)

    def entities(self, world: str, kind: str) -> list[str]:
        """The entities of which there are such statistics of the economy, each once."""
        return list(dict.fromkeys(key[2] for key in self._economy if key[:2] == (world, kind)))

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
