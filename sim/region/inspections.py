"""From the inspections of a resolved scenario to their tables."""

import numpy as np

from sim.engine.clock import DAY
from sim.engine.draws import uniforms
from sim.engine.stations import NO_GATE
from sim.inspections import purposes
from sim.inspections import tables as inspections
from sim.inspections.state import YEAR
from sim.region.calendars import hours_of, minutes_of, spans

DAYS_A_YEAR = YEAR / DAY
LEAST_ROOM = 4096
LONG_AGO = -1e15
"""A moment before all others, for what has never happened."""


class InspectionTables:
    """Builds the tables of inspections for a :class:`~sim.region.compile.Compiler`; keeps the names of their rows."""

    def __init__(self, compiler):
        self._compiler = compiler
        self._tree = compiler.tree["inspections"]
        self._people = compiler.tree["population"]
        self.areas = list(self._tree["areas"])
        self.bodies = list(self._tree["bodies"])
        self.sectors = list(self._people["sectors"])
        self.hours = hours_of(None, self._tree["hours"])
        self.owners = [entry["department"] or name for name, entry in self._tree["bodies"].items()]

    def body_of(self, department: str) -> int:
        """The body whose inspectors verify promises made in a department (-1: it has none)."""
        named = [entry["department"] for entry in self._tree["bodies"].values()]
        return named.index(department) if department in named else -1

    def teams(self, body: str, tree=None) -> int:
        """Teams of a body: its inspectors by the size of a team."""
        tree = tree or self._tree
        return int(tree["bodies"][body]["inspectors"]) // int(tree["team"])

    def gate(self, quiet) -> int:
        """The calendar in which planned visits of a body begin, if it has quiet days."""
        days = int(quiet["from_day"]), int(quiet["to_day"])
        return self._compiler.calendar(self.hours, days) if days[0] else NO_GATE

    def build(self, enterprises: np.ndarray, stations: np.ndarray) -> dict[str, np.ndarray]:
        """All tables by name; the stations of the bodies get their gates."""
        first = self._compiler.first_inspection_station
        last = first + len(self.bodies)
        stations["through"][first:last] = 1
        stations["gate"][first:last] = [self.gate(self._tree["bodies"][name]["quiet"]) for name in self.bodies]
        conduct, neighbourhoods = self._conduct(enterprises)
        order = np.argsort(enterprises["sector"], kind="stable")
        register = np.zeros(len(order), dtype=inspections.ENTRY)
        register["enterprise"] = order
        register["key"], register["size_class"] = enterprises["key"][order], enterprises["size_class"][order]
        in_order = enterprises["sector"][order]
        return {
            "inspecting": self._inspecting(),
            "areas": self._areas(),
            "bodies": self._bodies(),
            "conduct": conduct,
            "neighbourhoods": neighbourhoods,
            "coverage": self.coverage(self._tree),
            "odds": self._odds(),
            "hazards": self._hazards(),
            "responsible": self._responsible(),
            "stakes": self._stakes(),
            "risk": np.zeros((len(enterprises), len(self.areas))),
            "corrected": np.zeros((len(enterprises), len(self.areas))),
            "experience": np.zeros((len(self.bodies), len(self.sectors), 2 * len(self._people["districts"]))),
            "visits": np.zeros(self._room_for_visits(enterprises), dtype=inspections.VISIT),
            "register": register,
            "register_first": np.searchsorted(in_order, np.arange(len(self.sectors) + 1)).astype(np.int64),
        }

    def _room_for_visits(self, enterprises: np.ndarray) -> int:
        """Room for about as many visits as will be: memory that is not touched costs nothing, moving it does."""
        checks = self.coverage(self._tree).sum(axis=0)[enterprises["sector"]]
        a_year = checks @ self._stakes()[enterprises["size_class"], 1] * self._tree["frequency"]
        return int(2.0 * a_year * self._compiler.days / DAYS_A_YEAR) + LEAST_ROOM

    # ------------------------------------------------------------------------------------- the rules

    def _inspecting(self) -> np.ndarray:
        rows = np.zeros(1, dtype=inspections.INSPECTING)
        row = rows[0]
        row["areas"] = len(self.areas)
        for path, column, factor in INSPECTING_COLUMNS:
            value = self._tree
            for key in path:
                value = value[key]
            row[column] = value * factor
        office_day = minutes_of(self._compiler.tree["calendar"]["hours"]["weekdays"])
        row["within"] = self._tree["correction"]["within"] * office_day
        row["followed"] = self._compiler.tree["complaints"]["followed"]
        times = [span for hours in self.hours for span in spans(hours)]
        row["opening"] = min(opening for opening, _ in times)
        row["longest"] = DAY - max(closing for _, closing in times)
        for column, path in (("offsite_effort", ("offsite", "effort")), ("discretion", ("sanctions", "discretion"))):
            row[column] = self._distribution(path, self._tree[path[0]][path[1]])
        return rows

    def _distribution(self, path: tuple[str, ...], value) -> int:
        return self._compiler.distribution(("inspections", *path), value)

    def _areas(self) -> np.ndarray:
        rows = np.zeros(len(self.areas), dtype=inspections.AREA)
        for row, name in zip(rows, self.areas, strict=True):
            entry = self._tree["areas"][name]
            for column in ("spell", "serious", "fine", "minor_fine", "unfounded"):
                row[column] = entry[column]
            row["deterrence"] = entry["fine"] / entry["compliance_cost"]
            row["serious_incidents"] = entry["incidents"]["serious"]
            row["blameless"] = entry["incidents"]["blameless"]
            row["harm"] = self._distribution(("areas", name, "incidents", "harm"), entry["incidents"]["harm"])
        return rows

    def _bodies(self) -> np.ndarray:
        rows = np.zeros(len(self.bodies), dtype=inspections.BODY)
        rows["station"] = self._compiler.first_inspection_station + np.arange(len(self.bodies))
        rows["mean_tier"] = rows["mean_attention"] = 1.0
        for row, name in zip(rows, self.bodies, strict=True):
            entry = self._tree["bodies"][name]
            row["area"] = self.areas.index(entry["area"])
            row["effort"] = self._distribution(("bodies", name, "effort"), entry["effort"])
            row["teams"] = self.teams(name)
            for path, column in BODY_COLUMNS.items():
                value = entry
                for key in path:
                    value = value[key]
                row[column] = value
        return rows

    def coverage(self, tree) -> np.ndarray:
        """Planned visits per enterprise and year, shape (bodies, sectors)."""
        return np.array([[tree["bodies"][b]["sectors"].get(s, 0.0) for s in self.sectors] for b in self.bodies])

    def _odds(self) -> np.ndarray:
        areas = self._tree["areas"]
        return np.array([[areas[a]["sectors"].get(s, 1.0) for s in self.sectors] for a in self.areas], dtype=float)

    def _hazards(self) -> np.ndarray:
        """Cumulative rates a minute at which something could happen, by sector: of each area an incident, then a
        complaint."""
        odds = self._odds()
        rates = np.zeros((len(self.sectors), 2 * len(self.areas)))
        for number, name in enumerate(self.areas):
            entry = self._tree["areas"][name]
            concerned = odds[number] > 0
            rates[:, 2 * number] = entry["incidents"]["rate"] * entry["incidents"]["serious"] * concerned
            rates[:, 2 * number + 1] = entry["complaints"] * concerned
        return np.cumsum(rates / YEAR, axis=1)

    def _responsible(self) -> np.ndarray:
        """The body in charge of an area in a sector: the one that visits most there, else the first of the area."""
        coverage = self.coverage(self._tree)
        charge = np.full((len(self.sectors), len(self.areas)), inspections.NOBODY, dtype=np.int64)
        for number, area in enumerate(self.areas):
            own = [b for b, name in enumerate(self.bodies) if self._tree["bodies"][name]["area"] == area]
            if own:
                charge[:, number] = np.array(own)[np.argmax(coverage[own], axis=0)]
        return charge

    def _stakes(self) -> np.ndarray:
        given = self._tree["sizes"]
        default = {"stake": 1.0, "frequency": 1.0, "effort": 1.0}
        sizes = [given.get(size, default) for size in self._people["sizes"]]
        return np.array([[one["stake"], one["frequency"], one["effort"]] for one in sizes], dtype=float)

    # ------------------------------------------------------------------------------- the enterprises

    def _conduct(self, enterprises: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where every enterprise stands before the first day; beliefs follow from the rules of that day."""
        rows = np.zeros(len(enterprises), dtype=inspections.CONDUCT)
        seed = self._compiler.seed
        u = uniforms(seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF, enterprises["key"], purposes.SPELL_OFFSET)
        rows["offset"] = u * max(entry["spell"] for entry in self._tree["areas"].values())
        rows["last_visit"] = rows["other_visit"] = LONG_AGO
        rows["last_body"] = inspections.NOBODY
        return rows, self._neighbourhoods(enterprises, rows)

    def _neighbourhoods(self, enterprises: np.ndarray, conduct: np.ndarray) -> np.ndarray:
        """Enterprises of a district and sector, in order, in groups of the given size."""
        together = int(self._tree["perception"]["neighbourhood"])
        kind = enterprises["district"].astype(np.int64) * len(self.sectors) + enterprises["sector"]
        order = np.argsort(kind, kind="stable")
        first = np.searchsorted(kind[order], kind[order])
        street = (np.arange(len(order)) - first) // together
        new = np.ones(len(order), dtype=bool)
        new[1:] = (np.diff(kind[order]) != 0) | (np.diff(street) != 0)
        conduct["neighbourhood"][order] = np.cumsum(new) - 1
        rows = np.zeros(int(new.sum()), dtype=inspections.NEIGHBOURHOOD)
        rows["members"] = np.bincount(conduct["neighbourhood"])
        return rows


INSPECTING_COLUMNS = (
    # path in the tree below ``inspections``, column, factor to the column's unit
    (("frequency",), "frequency", 1.0),
    (("travel",), "travel", 1.0),
    (("attendants",), "attendants", 1.0),
    (("expires",), "expires", DAY),
    (("choice", "habit"), "habit", 1.0),
    (("choice", "judgment"), "judgment", 1.0),
    (("choice", "learning"), "learning", 1.0),
    (("choice", "sign_serious"), "sign_serious", 1.0),
    (("choice", "sign_minor"), "sign_minor", 1.0),
    (("choice", "sign_none"), "sign_none", 1.0),
    (("tiers", "low"), "tier_low", 1.0),
    (("tiers", "medium"), "tier_medium", 1.0),
    (("tiers", "high"), "tier_high", 1.0),
    (("joint", "effort"), "joint_effort", 1.0),
    (("joint", "detection"), "joint_detection", 1.0),
    (("offsite", "detection"), "offsite_detection", 1.0),
    (("correction", "lasts"), "lasts", DAY),
    (("correction", "eagerness"), "eagerness", 1.0),
    (("correction", "reinspection"), "reinspection", 1.0),
    (("sanctions", "minor_fined"), "minor_fined", 1.0),
    (("sanctions", "warning"), "warning", 1.0),
    (("sanctions", "repeat"), "repeat_fine", 1.0),
    (("sanctions", "suspension"), "suspension", 1.0),
    (("sanctions", "suspension_days"), "suspension_days", 1.0),
    (("sanctions", "day_lost"), "day_lost", 1.0),
    (("sanctions", "reform_cost"), "reform_cost", 1.0),
    (("sanctions", "reform_gain"), "reform_gain", 1.0),
    (("perception", "memory"), "memory", YEAR),
    (("perception", "neighbours"), "neighbours", 1.0),
    (("perception", "severity"), "severity_weight", 1.0),
    (("rating", "hours_weight"), "hours_weight", 1.0),
    (("rating", "fine_weight"), "fine_weight", 1.0),
    (("rating", "repeat_weight"), "repeat_weight", 1.0),
)

BODY_COLUMNS = {
    # path below a body: column
    ("detection",): "detection",
    ("regimes", "double_random"): "random",
    ("regimes", "credit_tiered"): "tiered",
    ("unplanned",): "unplanned",
    ("filed",): "filed",
    ("offsite",): "offsite",
    ("risk_order",): "risk_order",
    ("benchmark",): "benchmark",
    ("exemption",): "exemption",
    ("reform",): "reform",
}
