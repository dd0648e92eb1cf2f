"""Carrying a parameter's value into the world's tables while the world runs.

Every lever path ends in one of these writers; nothing here knows a measure.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy

import numpy as np

from sim.approvals.redirect import redirect_queue
from sim.approvals.tables import DEDICATED, GUIDE, HELPER, POOLED, SELF_SERVICE
from sim.engine.quantiles import mean_of
from sim.engine.stations import DISCIPLINES, rearrange, serve_waiting
from sim.region.compile import BEHAVIOUR_COLUMNS, DEPARTMENT_COLUMNS, Compiler
from sim.region.items import COLUMNS
from sim.region.values import as_distribution
from sim.region.world import set_margin
from sim.region.writing_inspections import InspectionWriter
from sim.region.writing_money import EconomyWriter, LendingWriter
from sim.scenario import value_at
from sim.scenario.problems import Problem, ScenarioError

Path = tuple[str, ...]

HALL_DESKS = {"self_service": SELF_SERVICE, "guides": GUIDE, "helpers": HELPER}
BEHAVIOUR = {path: (column, factor) for path, column, factor in BEHAVIOUR_COLUMNS}


class Writer:
    """Writes parameters into the world that a :class:`~sim.region.compile.Compiler` has built.

    ``tree`` is this world's own copy of the region's tree, kept at the values in force, so that what follows from
    several parameters (how windows are shared out, a distribution, opening hours) can be worked out again.
    """

    def __init__(self, compiler: Compiler):
        self._compiler = compiler
        self.tree = deepcopy(dict(compiler.tree))
        self.extra_staff = dict.fromkeys(compiler.departments, 0)
        self.efforts = dict.fromkeys(compiler.departments, 0.0)
        self._halls_to_arrange: set[str] = set()
        self._stations_changed: set[int] = set()
        self._inspections = InspectionWriter(compiler, self.tree) if compiler.inspections else None
        self._economy = EconomyWriter(compiler, self.tree) if compiler.economy else None
        self.lending = LendingWriter(compiler, self.tree) if compiler.lending else None

    def write(self, path: Path, values: Sequence) -> None:
        """Put values in force, one for each member of the parameter."""
        if path[0] != "families":
            _set(self.tree, path, values[0])
        distribution = self._distribution_at(path)
        if distribution is not None:
            self._write_distribution(distribution, path, values)
        elif path[0] == "items":
            self._write_items(path[2:], [self._compiler.items.row[path[1]]], values)
        elif path[0] == "families":
            self._write_items(path[2:], self._compiler.items.members(path[1]), values)
        elif path[0] == "departments":
            self._write_department(path[1], path[2:], values[0])
        elif path[0] == "halls":
            self._write_hall(path[1], path[2:], values[0])
        elif path[0] == "procedures":
            self._write_procedure(path[1], path[2:], values[0])
        elif path[0] == "behaviour" and path[1:] in BEHAVIOUR:
            column, factor = BEHAVIOUR[path[1:]]
            self._compiler.world.behaviour[0][column] = values[0] * factor
        elif path == ("complaints", "staff"):
            self._set_servers(self._compiler.complaint_station, values[0])
        elif path == ("complaints", "followed"):
            self._compiler.world.behaviour[0]["followed"] = values[0]
            self._compiler.world.inspecting[0]["followed"] = values[0]
        elif path[0] == "inspections":
            if not self._inspections.write(path[1:], values[0], self._set_servers):
                self._refuse(path)
        elif path[0] == "economy":
            if not self._economy.write(path[1:], values[0]):
                self._refuse(path)
        elif path[0] == "lending":
            if not self.lending.write(path[1:], values[0], self._set_servers):
                self._refuse(path)
        elif path[0] == "standings":
            pass  # read when a quarter ends
        else:
            self._refuse(path)

    def finish(self) -> None:
        """After a day's changes: share out again the windows of halls that were touched; then everybody acts on it."""
        for hall in sorted(self._halls_to_arrange):
            self._arrange_windows(hall)
        self._halls_to_arrange.clear()
        if self._inspections:
            self._stations_changed |= self._inspections.finish()
        if self.lending:
            self.lending.finish()
        self.settle()

    def settle(self) -> None:
        """Servers take whoever is next where there are more of them or doors are open now; then those who wait in a
        hall where nobody serves any more go and stand somewhere else.

        Both in order of stations, so that the order of measures does not matter.
        """
        world = self._compiler.world
        changed = sorted(self._stations_changed)
        self._stations_changed.clear()
        for station in changed:
            serve_waiting(world, station)
        for station in changed:
            if station < self._compiler.first_review_station and world.stations[station]["servers"] == 0:
                redirect_queue(world, station)

    def _refuse(self, path: Path) -> None:
        dotted = ".".join(path)
        raise ScenarioError([Problem("", 0, dotted, f"the value {dotted} cannot change while the region runs")])

    # -------------------------------------------------------------------------------- distributions

    def _distribution_at(self, path: Path) -> Path | None:
        """The path of the distribution that a parameter belongs to, if it belongs to one."""
        for length in range(len(path), 1, -1):
            if path[:length] in self._compiler.distributions:
                return path[:length]
        return None

    def _write_distribution(self, at: Path, path: Path, values: Sequence) -> None:
        if any(value != values[0] for value in values):
            where = ".".join(path)
            message = f"{where} is one distribution for the whole family, expected coverage 1"
            raise ScenarioError([Problem("", 0, where, message)])
        _set(self.tree, path, values[0])
        distribution = as_distribution(value_at(self.tree, at))
        table = self._compiler.quantile_table(at, distribution)
        self._compiler.world.tables[self._compiler.distributions[at]] = table
        if at[0] == "halls" and at[2] == "service":
            number = self._compiler.halls.index(at[1])
            self._compiler.world.halls[number]["mean_service"] = mean_of(distribution)

    # ---------------------------------------------------------------------------- items, procedures

    def _write_items(self, path: Path, rows: Sequence[int], values: Sequence) -> None:
        world, items = self._compiler.world, self._compiler.items
        rows, values = np.asarray(rows), np.asarray(values, dtype=float)
        if path == ("self_service",):
            column = "self_service"
        elif path in COLUMNS:
            column = COLUMNS[path]
        else:
            self._refuse(("items", *path))
        if column in items.allowed:
            values = np.where(items.allowed[column][rows], values, 0)
        if column == "statutory":
            unpromised = items.unpromised[rows]
            world.items["promised"][rows[unpromised]] = values[unpromised]
        world.items[column][rows] = values

    def _write_procedure(self, name: str, path: Path, value) -> None:
        world = self._compiler.world
        if path == ("priority",):
            world.procedures[self._compiler.procedures.index(name)]["priority"] = value
        elif len(path) == 3 and path[0] == "stages" and path[2] in ("parallel", "one_form"):
            world.stages[self._compiler.stage_rows[name, path[1]]][path[2]] = value
        else:
            self._refuse(("procedures", name, *path))

    # -------------------------------------------------------------------------- departments, halls

    def _write_department(self, name: str, path: Path, value) -> None:
        world, number = self._compiler.world, self._compiler.departments.index(name)
        station = self._compiler.first_review_station + number
        if path == ("supervision",):
            self._supervise(name)
        elif path[0] in DEPARTMENT_COLUMNS:
            world.departments[number][path[0]] = value
        elif path == ("reviewers",):
            self.staff(name)
        elif path == ("discipline",):
            rearrange(world, station, DISCIPLINES.index(value))
        elif path[0] == "hours":
            self._set_hours([station], self.tree["departments"][name]["hours"])
        elif path[0] != "overtime":  # that one is read when it is needed
            self._refuse(("departments", name, *path))

    def _supervise(self, department: str) -> None:
        """Set how much of its slack a department gives up: under supervision, and of its own after a bad rating."""
        supervision = self.tree["departments"][department]["supervision"]
        number = self._compiler.departments.index(department)
        effort = self.efforts[department]
        self._compiler.world.departments[number]["supervision"] = supervision + effort * (1.0 - supervision)

    def admonish(self, names: Sequence[str], effort: float) -> None:
        """From now on these departments make an effort, and no others."""
        for department in self.efforts:
            self.efforts[department] = effort if department in names else 0.0
            self._supervise(department)
        if self._inspections:
            self._inspections.restrain(names, effort)

    def staff(self, department: str) -> None:
        """Set a department's reviewers: the regular ones and those called in."""
        number = self._compiler.departments.index(department)
        regular = self.tree["departments"][department]["reviewers"]
        self._set_servers(
            self._compiler.first_review_station + number, regular + self.extra_staff[department]
        )

    def _write_hall(self, name: str, path: Path, value) -> None:
        world, number = self._compiler.world, self._compiler.halls.index(name)
        first = int(world.halls[number]["first_station"])
        if path[0] == "windows":
            self._halls_to_arrange.add(name)
        elif path[0] in HALL_DESKS:
            self._set_servers(first + HALL_DESKS[path[0]], value)
        elif path == ("per_document",):
            world.halls[number]["per_document"] = value
        elif path[0] == "hours":
            stations = range(first, first + DEDICATED + len(self._compiler.departments))
            self._set_hours(stations, self.tree["halls"][name]["hours"])
        else:
            self._refuse(("halls", name, *path))

    def _arrange_windows(self, hall: str) -> None:
        """Share the windows out anew."""
        world, number = self._compiler.world, self._compiler.halls.index(hall)
        first = int(world.halls[number]["first_station"])
        pool, own = self._compiler.windows(hall, self.tree["halls"][hall]["windows"])
        self._set_servers(first + POOLED, pool)
        for position, department in enumerate(self._compiler.departments):
            self._set_servers(first + DEDICATED + position, own.get(department, 0))

    def _set_servers(self, station: int, nominal: float) -> None:
        """Change a station's servers; too many finish what they have begun."""
        compiled = self._compiler
        compiled.nominal[station] = float(nominal)
        row = compiled.world.stations[station]
        row["servers"], row["speed"] = compiled.scaled(nominal)
        set_margin(compiled.world)
        self._stations_changed.add(station)

    def _set_hours(self, stations: Sequence[int], own: Mapping) -> None:
        calendar = self._compiler.calendar_of(own)
        for station in stations:
            self._compiler.world.stations[station]["calendar"] = calendar
        self._stations_changed.update(stations)


def _set(tree, path: Path, value) -> None:
    for key in path[:-1]:
        tree = tree[key]
    tree[path[-1]] = value
