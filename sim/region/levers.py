"""Levers: measures are dated changes of parameters, and this is how they reach the world's tables.

The value of a parameter at any moment is its value in the region's file, with the changes of all measures then in force
laid over it: ``to`` first, then ``times``, then ``add``, so that the order of the measures in a file does not matter
and a measure that ends leaves nothing behind. No random number is drawn: who is covered depends on the names of the
measure and of what it covers alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from sim.region.values import uniform_of
from sim.region.writing import Writer
from sim.scenario import match_lever, row_of, value_at

ORDER = {"to": 0, "times": 1, "add": 2}

Path = tuple[str, ...]


@dataclass
class Parameter:
    """One lever path of the region: its members (several for a family of items) and their values in force."""

    path: Path
    members: list[str]
    base: object
    current: list = field(default_factory=list)

    def __post_init__(self):
        self.current = [self.base] * len(self.members)


@dataclass
class _Effect:
    """One change of one measure on one parameter: ranks say in which order coverage reaches its members."""

    measure: int
    op: str
    value: object
    by_cases: bool
    ranks: np.ndarray
    of: int


def members_of(path: Path, families: Mapping[str, Mapping]) -> list[str]:
    """What partial coverage of a lever is a share of: rows of the path's table."""
    if path[0] == "families":
        count = int(families[path[1]]["count"])
        return [f"families.{path[1]}.{number}" for number in range(count)]
    return [row_of(path)]


class Levers:
    """The parameters of a region under the measures of one world.

    ``measures`` are what the study applies (measure, coverage, start, ramp in days, until); those without a start
    date begin at ``begin``. ``writer`` carries values into the world's tables.
    """

    def __init__(self, tree: Mapping, measures: Sequence, begin: date, writer: Writer):
        self.measures = list(measures)
        self._begin = begin
        self._writer = writer
        self._tree = tree
        self.parameters: dict[Path, Parameter] = {}
        self._effects: dict[Path, list[_Effect]] = {}
        for number, applied in enumerate(self.measures):
            self._bind(number, applied)

    def _bind(self, number: int, applied) -> None:
        families = self._tree.get("families", {})
        bound = []
        for change in applied.measure.changes:
            for path in match_lever(self._tree, change.lever):
                bound.append((change, path))
        units = sorted({member for change, path in bound for member in members_of(path, families)})
        by_number = sorted(units, key=lambda member: (uniform_of(applied.measure.name, member), member))
        rank = {member: position for position, member in enumerate(by_number)}
        for change, path in bound:
            parameter = self.parameters.get(path)
            if parameter is None:
                base = value_at(self._tree, path)
                parameter = self.parameters[path] = Parameter(path, members_of(path, families), base)
            ranks = np.array([rank[member] for member in parameter.members])
            by_cases = change.coverage_of == "cases"
            effect = _Effect(number, change.op, change.value, by_cases, ranks, len(units))
            self._effects.setdefault(path, []).append(effect)

    def progress(self, number: int, today: date) -> float:
        """How far a measure's coverage has come by a day (0: not in force)."""
        applied = self.measures[number]
        start = applied.start or self._begin
        if today < start or (applied.until and today >= applied.until):
            return 0.0
        if not applied.ramp_days:
            return applied.coverage
        return applied.coverage * min(((today - start).days + 1) / applied.ramp_days, 1.0)

    def dates_of_change(self, last: date) -> list[date]:
        """All days up to ``last`` on which some measure's progress changes."""
        days = set()
        for applied in self.measures:
            start = applied.start or self._begin
            for day in range(max(applied.ramp_days, 1)):
                days.add(date.fromordinal(start.toordinal() + day))
            if applied.until:
                days.add(applied.until)
        return sorted(day for day in days if day <= last)

    def apply(self, today: date) -> None:
        """Write every parameter whose value in force is another one today."""
        progress = [self.progress(number, today) for number in range(len(self.measures))]
        for path, effects in self._effects.items():
            parameter = self.parameters[path]
            values = _in_force(parameter, effects, progress)
            if values != parameter.current:
                parameter.current = values
                self._writer.write(path, values)
        self._writer.finish()

    def value(self, path: Path):
        """The value in force of a parameter (of a family: of its first member)."""
        if path in self.parameters:
            return self.parameters[path].current[0]
        return value_at(self._tree, path)


def _in_force(parameter: Parameter, effects: list[_Effect], progress: Sequence[float]) -> list:
    values = [parameter.base] * len(parameter.members)
    for effect in sorted(effects, key=lambda one: ORDER[one.op]):
        share = progress[effect.measure]
        if share <= 0.0:
            continue
        if effect.by_cases:
            targets = [_changed(value, effect) for value in values]
            values = [value + share * (target - value) for value, target in zip(values, targets, strict=True)]
            continue
        reached = round(share * effect.of)
        for member, rank in enumerate(effect.ranks):
            if rank < reached:
                values[member] = _changed(values[member], effect)
    return values


def _changed(value, effect: _Effect):
    if effect.op == "to":
        return effect.value
    return value * effect.value if effect.op == "times" else value + effect.value
