"""The list of items: the named ones, and the members of each family drawn from its distributions.

A family of 2,400 items becomes 2,400 rows, each with limit, effort, documents and department of its own. The draws
depend on the family's name and the member's number only, so that the list is the same in every replication.
"""

import zlib
from collections.abc import Callable, Mapping

import numpy as np

from agents.population import choose
from sim.engine.clock import DAY
from sim.engine.draws import quantiles, uniforms
from sim.engine.quantiles import tabulate
from sim.region.calendars import minutes_of

GATES = {
    # share of an item (column): the simplification that the law must allow for it to count
    "online": "online",
    "tolerant": "tolerant_acceptance",
    "commitment": "notification_commitment",
    "proactive": "proactive",
    "deliver_electronic": "electronic",
    "deliver_postal": "postal",
    "self_service": "self_service",
}

COLUMNS = {
    # path below an item or family: column of the item's row
    ("limit", "statutory"): "statutory",
    ("limit", "promised"): "promised",
    ("limit", "share"): "limit_share",
    ("documents", "total"): "documents",
    ("documents", "common"): "common",
    ("documents", "shared"): "shared",
    ("documents", "electronic"): "electronic",
    ("fee",): "fee",
    ("online",): "online",
    ("delivery", "electronic"): "deliver_electronic",
    ("delivery", "postal"): "deliver_postal",
    ("tolerant",): "tolerant",
    ("commitment",): "commitment",
    ("proactive",): "proactive",
    ("merged",): "merged",
}

DEPARTMENT, LIMIT, EFFORT, DOCUMENTS, POPULARITY, WAIT, ALLOWED = range(1, 8)
"""What the random numbers of a family's members are for (ALLOWED and up: one for each simplification)."""

Tabulator = Callable[[tuple[str, ...], Mapping | float], int]


class ItemList:
    """All items of a region in the order of their rows, and where each came from."""

    def __init__(self, tree: Mapping, departments: list[str]):
        self.tree = tree
        self._departments = departments
        self.families = dict(tree.get("families", {}))
        self.names = list(tree["items"])
        self._first: dict[str, int] = {}
        for family, entry in self.families.items():
            self._first[family] = len(self.names)
            self.names += [f"{family}_{number + 1:04d}" for number in range(int(entry["count"]))]
        self.row = {name: number for number, name in enumerate(self.names)}
        self.unpromised = np.zeros(len(self.names), dtype=bool)  # nothing is promised below the legal limit
        self.allowed = {column: np.zeros(len(self.names), dtype=bool) for column in GATES}
        self.popularity: dict[str, np.ndarray] = {}

    def __len__(self) -> int:
        return len(self.names)

    def members(self, family: str) -> range:
        """Rows of a family's items."""
        first = self._first[family]
        return range(first, first + int(self.families[family]["count"]))

    def fill(self, rows: np.ndarray, tabulator: Tabulator) -> None:
        """Fill the rows; ``tabulator(path, distribution)`` gives the number of a quantile table."""
        for name, entry in self.tree["items"].items():
            self._fill_item(rows[self.row[name]], name, entry, tabulator)
        for family, entry in self.families.items():
            self._fill_family(rows, family, entry, tabulator)
        for column, allowed in self.allowed.items():
            rows[column] = np.where(allowed, rows[column], 0)

    def _fill_item(self, row, name: str, entry: Mapping, tabulator: Tabulator) -> None:
        number = self.row[name]
        row["department"] = self._departments.index(entry["department"])
        row["effort"], row["effort_scale"] = tabulator(("items", name, "effort"), entry["effort"]), 1.0
        for path, column in COLUMNS.items():
            row[column] = _at(entry, path) or 0.0
        row["promised"] = entry["limit"]["promised"] or entry["limit"]["statutory"]
        self.unpromised[number] = not entry["limit"]["promised"]
        row["self_service"] = entry["self_service"]
        if entry["merge_into"]:
            row["merge_into"] = self.row[entry["merge_into"]]
        if entry["outside_wait"]:
            path = ("items", name, "outside_wait", "time")
            self._wait(row, entry["outside_wait"], tabulator(path, entry["outside_wait"]["time"]))
        for column, allowed in self.allowed.items():
            allowed[number] = GATES[column] in entry["allows"]

    def _wait(self, row, wait: Mapping, table: int) -> None:
        working = wait["unit"] == "working days"
        day = minutes_of(self.tree["calendar"]["hours"]["weekdays"]) if working else DAY
        row["wait"], row["wait_scale"] = table, day * wait["steps"]
        row["wait_working"], row["wait_stops"], row["wait_steps"] = working, wait["stops_clock"], wait["steps"]

    def _fill_family(self, rows: np.ndarray, family: str, entry: Mapping, tabulator: Tabulator) -> None:
        members = np.array(self.members(family))
        keys = np.arange(len(members), dtype=np.uint32)
        name_key = zlib.crc32(family.encode())

        def drawn(purpose: int) -> np.ndarray:
            return uniforms(name_key, 0, keys, purpose)

        def spread(distribution: Mapping | float, purpose: int) -> np.ndarray:
            if not isinstance(distribution, Mapping):
                return np.full(len(keys), float(distribution))
            return quantiles(tabulate(distribution), drawn(purpose))

        weights = {name: {"share": weight} for name, weight in entry["departments"].items()}
        whole = sum(weight["share"] for weight in weights.values())
        chosen = choose({name: {"share": w["share"] / whole} for name, w in weights.items()}, drawn(DEPARTMENT))
        numbers = np.array([self._departments.index(name) for name in weights])
        rows["department"][members] = numbers[chosen]
        for path, column in COLUMNS.items():
            value = _at(entry, path)
            if isinstance(value, int | float):
                rows[column][members] = value
        limits = self._limits(family, entry, spread(entry["limit"]["statutory"], LIMIT))
        rows["statutory"][members] = rows["promised"][members] = limits
        self.unpromised[members] = True
        rows["documents"][members] = np.maximum(np.round(spread(entry["documents"]["total"], DOCUMENTS)), 1)
        effort = entry["effort_per_limit_day"]
        rows["effort"][members] = tabulator(("families", family, "effort_per_limit_day"), effort)
        rows["effort_scale"][members] = limits
        self.popularity[family] = np.maximum(spread(entry["popularity"], POPULARITY), 1e-9)
        if wait := entry["outside_wait"]:
            table = tabulator(("families", family, "outside_wait", "time"), wait["time"])
            for number in members[drawn(WAIT) < wait["share"]]:
                self._wait(rows[number], wait, table)
        for offset, (column, allowed) in enumerate(self.allowed.items()):
            allowed[members] = drawn(ALLOWED + offset) < entry["allows"][GATES[column]]
        rows["self_service"][members] = 1

    def _limits(self, family: str, entry: Mapping, limits: np.ndarray) -> np.ndarray:
        """Statutory limits in working days, scaled so that all items together have the published mean."""
        limits = np.maximum(limits, 0.5)
        if mean := entry["mean_statutory"]:
            named = sum(item["limit"]["statutory"] for item in self.tree["items"].values())
            count = len(self.tree["items"]) + len(limits)
            limits = limits * (mean * count - named) / limits.sum()
        return limits


def _at(entry: Mapping, path: tuple[str, ...]):
    for key in path:
        entry = entry.get(key)
        if entry is None:
            return None
    return entry
