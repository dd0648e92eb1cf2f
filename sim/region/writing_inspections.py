"""Carrying a parameter of inspections into the world's tables while the world runs."""

from collections.abc import Mapping, Sequence

from sim.region.calendars import minutes_of
from sim.region.inspections import BODY_COLUMNS, INSPECTING_COLUMNS

Path = tuple[str, ...]

INSPECTING = {path: (column, factor) for path, column, factor in INSPECTING_COLUMNS}
AREA_COLUMNS = {
    ("serious",): "serious",
    ("minor_fine",): "minor_fine",
    ("unfounded",): "unfounded",
    ("incidents", "blameless"): "blameless",
}
STAKE_COLUMNS = ("stake", "frequency", "effort")


class InspectionWriter:
    """Writes parameters below ``inspections``; ``tree`` is the whole region's tree at the values in force."""

    def __init__(self, compiler, tree: Mapping):
        self._compiler, self._tables = compiler, compiler.inspections
        self._tree = tree
        self._gates: set[str] = set()

    def write(self, path: Path, value, set_servers) -> bool:
        """Put a value in force; False if it cannot change while the region runs.

        ``set_servers(station, number)`` changes the servers of a station.
        """
        world = self._compiler.world
        if path in INSPECTING:
            column, factor = INSPECTING[path]
            world.inspecting[0][column] = value * factor
        elif path == ("correction", "within"):
            day = minutes_of(self._compiler.tree["calendar"]["hours"]["weekdays"])
            world.inspecting[0]["within"] = value * day
        elif path[0] == "bodies":
            return self._write_body(path[1], path[2:], value, set_servers)
        elif path[0] == "areas":
            return self._write_area(path[1], path[2:], value)
        elif path[0] == "sizes":
            size = list(self._compiler.tree["population"]["sizes"]).index(path[1])
            world.stakes[size, STAKE_COLUMNS.index(path[2])] = value
        else:
            return False
        return True

    def _write_body(self, name: str, path: Path, value, set_servers) -> bool:
        world, number = self._compiler.world, self._tables.bodies.index(name)
        if path in BODY_COLUMNS:
            world.bodies[number][BODY_COLUMNS[path]] = value
        elif path == ("inspectors",):
            teams = self._tables.teams(name, self._tree["inspections"])
            world.bodies[number]["teams"] = teams
            set_servers(self._compiler.first_inspection_station + number, teams)
        elif path[0] == "sectors":
            world.coverage[number, self._tables.sectors.index(path[1])] = value
        elif path[0] == "quiet":
            self._gates.add(name)
        elif path != ("joint",):  # that one is read when plans are made
            return False
        return True

    def _write_area(self, name: str, path: Path, value) -> bool:
        world, number = self._compiler.world, self._tables.areas.index(name)
        if path in AREA_COLUMNS:
            world.areas[number][AREA_COLUMNS[path]] = value
        elif path in (("fine",), ("compliance_cost",)):
            entry = self._tree["inspections"]["areas"][name]
            world.areas[number]["fine"] = entry["fine"]
            world.areas[number]["deterrence"] = entry["fine"] / entry["compliance_cost"]
        else:
            return False  # possible incidents and complaints are foreseen long before
        return True

    def finish(self) -> set[int]:
        """After a day's changes: set the gates of the bodies whose quiet days were changed. Their stations."""
        changed = set()
        for name in sorted(self._gates, key=self._tables.bodies.index):
            station = self._compiler.first_inspection_station + self._tables.bodies.index(name)
            gate = self._tables.gate(self._tree["inspections"]["bodies"][name]["quiet"])
            self._compiler.world.stations[station]["gate"] = gate
            changed.add(station)
        self._gates.clear()
        return changed

    def restrain(self, names: Sequence[str], effort: float) -> None:
        """Bodies of admonished departments give up a share of their visits outside any plan."""
        for number, owner in enumerate(self._tables.owners):
            self._compiler.world.bodies[number]["restraint"] = effort if owner in names else 0.0
