"""From a resolved scenario to the world's tables.

:class:`Compiler` reads the scenario's tree once and remembers where everything went: which row is which item, which
quantile table belongs to which distribution. The levers (:mod:`sim.region.levers`) write through that memory.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from agents import population
from agents.department import allocate_windows
from sim.approvals import tables as approvals
from sim.engine import clock
from sim.engine.draws import quantiles, uniforms
from sim.engine.events import OPENING, event_key, schedule
from sim.engine.quantiles import mean_of, tabulate
from sim.engine.stations import DISCIPLINES
from sim.region import world as worlds
from sim.region.calendars import NO_QUIET, Hours, Quiet, WorkingDays, hours_of, lay_out, minutes_of
from sim.region.economy import EconomyTables
from sim.region.inspections import InspectionTables
from sim.region.items import ItemList
from sim.region.lending import LendingTables
from sim.region.values import as_distribution
from sim.rulebook.program import PROGRAM
from sim.scenario.problems import Problem, ScenarioError

CALENDAR_TAIL = 800
"""Days that calendars go on beyond the horizon, so that work begun within it can be dated."""

DAYS_A_YEAR = 365.25
MINUTES_A_YEAR = DAYS_A_YEAR * clock.DAY


class Compiler:
    """Builds a world from a region's tree; keeps the names of its rows.

    Parameters: ``tree`` the resolved region; ``first`` its first day; ``days`` the horizon; ``scale`` the share of
    population and capacity that is simulated; ``seed`` a 64-bit number; ``log`` whether to keep the event record.
    """

    def __init__(self, tree: Mapping, *, seed: int, first: date, days: int, scale: float, log: bool):
        self.tree = tree
        self.seed, self.first, self.days, self.scale = seed, first, days, scale
        self.departments = list(tree["departments"])
        self.halls = list(tree["halls"])
        self.items = ItemList(tree, self.departments)
        self.procedures = list(tree["procedures"]) + list(tree.get("families", {}))
        self.distributions: dict[tuple[str, ...], int] = {}
        self._quantile_rows: list[np.ndarray] = []
        self._working = WorkingDays(tree["calendar"]["holidays"], first, days + CALENDAR_TAIL)
        self._calendars: list[tuple[Hours, Quiet]] = [(hours_of(None, tree["calendar"]["hours"]), NO_QUIET)]
        self.station_names: list[tuple[str, str, str]] = []  # kind, owner, name
        self.nominal: list[float] = []  # servers at full size
        self.inspections = InspectionTables(self) if tree["inspections"] else None
        self.economy = EconomyTables(self) if tree.get("economy") else None
        self.lending = LendingTables(self) if tree.get("lending") else None
        self.world = self._build(log)
        self._schedule_openings(range(len(self._calendars)))

    # ------------------------------------------------------------------ distributions and calendars

    def distribution(self, path: tuple[str, ...], value: Mapping | float) -> int:
        """The quantile table of the distribution at a path of the tree (a plain number is a constant)."""
        self.distributions[path] = len(self._quantile_rows)
        self._quantile_rows.append(self.quantile_table(path, as_distribution(value)))
        return self.distributions[path]

    @staticmethod
    def quantile_table(path: tuple[str, ...], value: Mapping) -> np.ndarray:
        """Tabulate; a distribution that cannot be is an error of the scenario."""
        try:
            return tabulate(value)
        except (ValueError, TypeError, AttributeError) as error:
            raise ScenarioError([Problem("", 0, ".".join(path), str(error))]) from None

    def calendar(self, hours: Hours, quiet: Quiet = NO_QUIET) -> int:
        """Number of the calendar with these opening hours (none on quiet days of a month); a new one is laid out when
        it is first asked for."""
        if (hours, quiet) not in self._calendars:
            self._calendars.append((hours, quiet))
            if hasattr(self, "world"):
                intervals, days = self._lay_out_calendars()
                self.world.replace(intervals=intervals, days=days, cursors=days[:, 0].astype(np.int64))
                self._schedule_openings([len(self._calendars) - 1])
        return self._calendars.index((hours, quiet))

    def calendar_of(self, own: Mapping | None) -> int:
        """The calendar of a place with hours of its own, as far as it has any."""
        return self.calendar(hours_of(own, self.tree["calendar"]["hours"]))

    def _lay_out_calendars(self) -> tuple[np.ndarray, np.ndarray]:
        total = self.days + CALENDAR_TAIL
        return clock.build(
            [lay_out(hours, self._working, self.first, total, quiet) for hours, quiet in self._calendars]
        )

    def _schedule_openings(self, calendars) -> None:
        now = float(self.world.control[0].now)
        worlds.make_room(self.world, len(self._calendars))
        for calendar in calendars:
            opening = clock.next_opening(self.world, calendar, now)
            if np.isfinite(opening):
                schedule(self.world, opening, event_key(OPENING, 0, calendar, 0), calendar)

    # ---------------------------------------------------------------------------------- the tables

    def _build(self, log: bool) -> worlds.World:
        items = self._items()
        departments, halls, stations = self._departments(), self._halls(), None
        behaviour = self._behaviour()
        stations, lanes = self._stations()
        departments["station"] = self.first_review_station + np.arange(len(self.departments))
        behaviour["complaint_station"] = self.complaint_station
        procedures, stages, routes = self._procedures()
        enterprises, residents = self._enterprises()
        inspected = self.inspections.build(enterprises, stations) if self.inspections else {}
        economy = self.economy.build(enterprises, log) if self.economy else {}
        lending = self.lending.build() if self.lending else {}
        intervals, days = self._lay_out_calendars()
        world = worlds.build_world(
            seed=self.seed,
            days=self.days,
            intervals=intervals,
            calendar_days=days,
            tables=np.vstack(self._quantile_rows),
            steps=PROGRAM,
            stations=stations,
            lanes=lanes,
            log=log,
            enterprises=enterprises,
            demand=self._demand(),
            items=items,
            departments=departments,
            halls=halls,
            procedures=procedures,
            stages=stages,
            routes=routes,
            behaviour=behaviour,
            **inspected,
            **economy,
            **lending,
        )
        world.control[0].day_minutes = minutes_of(self._calendars[0][0][0])
        self.residents = residents
        return world

    def _items(self) -> np.ndarray:
        rows = np.zeros(len(self.items), dtype=approvals.ITEM)
        rows["wait"] = rows["merge_into"] = -1
        self.items.fill(rows, self.distribution)
        return rows

    def _departments(self) -> np.ndarray:
        rows = np.zeros(len(self.departments), dtype=approvals.DEPARTMENT)
        for row, name in zip(rows, self.departments, strict=True):
            entry, path = self.tree["departments"][name], ("departments", name)
            row["pacing"] = self.distribution((*path, "pacing"), entry["pacing"])
            row["verification"] = self.distribution((*path, "verification"), entry["verification"])
            for column in DEPARTMENT_COLUMNS:
                row[column] = entry[column]
            row["body"] = self.inspections.body_of(name) if self.inspections else -1
        return rows

    def _halls(self) -> np.ndarray:
        rows = np.zeros(len(self.halls), dtype=approvals.HALL)
        districts = list(self.tree["population"]["districts"])
        for number, (row, name) in enumerate(zip(rows, self.halls, strict=True)):
            entry, path = self.tree["halls"][name], ("halls", name)
            row["first_station"] = number * (approvals.DEDICATED + len(self.departments))
            row["district"] = districts.index(entry["district"])
            row["per_document"] = entry["per_document"]
            for column in ("service", "collection", "guide_service", "helper_service"):
                row[column] = self.distribution((*path, column), entry[column])
            row["mean_service"] = mean_of(as_distribution(entry["service"]))
        return rows

    def _behaviour(self) -> np.ndarray:
        rows = np.zeros(1, dtype=approvals.BEHAVIOUR)
        row, entry = rows[0], self.tree["behaviour"]
        for path, column, factor in BEHAVIOUR_COLUMNS:
            value = entry
            for key in path:
                value = value[key]
            row[column] = value * factor
        for path, column in (
            (("preparation", "effort"), "preparation"),
            (("supplement", "effort"), "supplement"),
            (("delivery", "time"), "delivery_days"),
        ):
            row[column] = self.distribution(("behaviour", *path), entry[path[0]][path[1]])
        row["followed"] = self.tree["complaints"]["followed"]
        row["complaint_service"] = self.distribution(
            ("complaints", "service"), self.tree["complaints"]["service"]
        )
        return rows

    def _stations(self) -> tuple[np.ndarray, np.ndarray]:
        """Stations of each hall (pool, terminals, guides, helpers, one per department), then the review desks of
        the departments, then the complaint desk."""
        calendars, disciplines = [], []

        def add(kind: str, owner: str, name: str, servers: float, calendar: int, discipline: str = "fifo") -> None:
            self.station_names.append((kind, owner, name))
            self.nominal.append(float(servers))
            calendars.append(calendar)
            disciplines.append(DISCIPLINES.index(discipline))

        for hall in self.halls:
            entry = self.tree["halls"][hall]
            calendar = self.calendar_of(entry["hours"])
            pool, own = self.windows(hall, entry["windows"])
            add("window", hall, "pooled", pool, calendar)
            add("self_service", hall, "self_service", entry["self_service"], calendar)
            add("guide", hall, "guide", entry["guides"], calendar)
            add("helper", hall, "helper", entry["helpers"], calendar)
            for department in self.departments:
                add("window", hall, department, own.get(department, 0), calendar)
        self.first_review_station = len(self.nominal)
        for name in self.departments:
            entry = self.tree["departments"][name]
            add("review", name, name, entry["reviewers"], self.calendar_of(entry["hours"]), entry["discipline"])
        self.complaint_station = len(self.nominal)
        add("complaint", "complaints", "complaints", self.tree["complaints"]["staff"], 0)
        self.first_inspection_station = len(self.nominal)
        if self.inspections:
            for name in self.inspections.bodies:
                calendar = self.calendar(self.inspections.hours)
                add("inspection", name, "inspection", self.inspections.teams(name), calendar, "priority")
        self.first_lending_station = len(self.nominal)
        if self.lending:
            for name in self.lending.banks:
                officers = self.tree["lending"]["banks"][name]["officers"]
                add("lending", name, "lending", officers, 0, "priority")
        servers, speeds = zip(*(self.scaled(nominal) for nominal in self.nominal), strict=True)
        return worlds.build_stations(servers, speeds=speeds, calendars=calendars, disciplines=disciplines)

    def windows(self, hall: str, windows: Mapping) -> tuple[int, dict[str, int]]:
        """How a hall's windows are shared out: the pool's number, and each department's."""
        weights = windows["dedicated"] or dict.fromkeys(self.departments, 1.0)
        try:
            return allocate_windows(int(windows["total"]), windows["pooled"], weights)
        except ValueError as error:
            raise ScenarioError([Problem("", 0, f"halls.{hall}.windows", str(error))]) from None

    def scaled(self, nominal: float) -> tuple[int, float]:
        """Servers and their speed at this scale: whole servers, as slow as it takes for the utilisation to hold."""
        if nominal <= 0:
            return 0, 1.0
        servers = max(1, round(nominal * self.scale))
        return servers, nominal * self.scale / servers

    def _procedures(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        procedures = np.zeros(len(self.procedures), dtype=approvals.PROCEDURE)
        stages, routes = [], []
        self.stage_rows: dict[tuple[str, str], int] = {}
        for row, name in zip(procedures, self.procedures, strict=True):
            row["first"] = len(routes)
            if name in self.tree["procedures"]:
                self._procedure(row, name, stages, routes)
            else:
                self._family(row, name, stages, routes)
            row["items"] = len(routes) - row["first"]
        return (
            procedures,
            np.array(stages, dtype=approvals.STAGE),
            np.array(routes, dtype=approvals.ROUTE),
        )

    def _procedure(self, row, name: str, stages: list, routes: list) -> None:
        entry = self.tree["procedures"][name]
        row["priority"] = entry["priority"]
        row["founding"] = entry["demand"]["by"] == "founders"
        row["closing"] = entry["closes"]
        for stage, values in entry["stages"].items():
            self.stage_rows[name, stage] = len(stages)
            stages.append((values["parallel"], values["one_form"]))
        order = route_order(entry)
        position = {item: number for number, item in enumerate(order)}
        only = next(iter(entry["stages"]))
        for item in order:
            step = entry["route"][item]
            after = sum(1 << position[other] for other in step["after"])
            stage = self.stage_rows[name, step["stage"] or only]
            routes.append((self.items.row[item], stage, after, 0.0))

    def _family(self, row, name: str, stages: list, routes: list) -> None:
        row["family"] = 1
        self.stage_rows[name, name] = len(stages)
        stages.append((0.0, 0.0))
        popularity = np.cumsum(self.items.popularity[name])
        for item, weight in zip(self.items.members(name), popularity, strict=True):
            routes.append((item, self.stage_rows[name, name], 0, weight))

    def _demand(self) -> np.ndarray:
        """Cumulative needs a minute of each class, shape (sectors, sizes, procedures)."""
        sectors, sizes = list(self.tree["population"]["sectors"]), list(self.tree["population"]["sizes"])
        rates = np.zeros((len(sectors), len(sizes), len(self.procedures)))
        for number, name in enumerate(self.procedures):
            source = self.tree["procedures"].get(name) or self.tree["families"][name]
            demand = source["demand"]
            if demand.get("by") == "founders":
                continue
            rate = demand.get("per_year", demand.get("per_enterprise_year"))
            by_sector = demand.get("sectors") or source.get("sectors") or {}
            by_size = demand.get("sizes") or {}
            for i, sector in enumerate(sectors):
                for j, size in enumerate(sizes):
                    relative = by_sector.get(sector, 1.0) * by_size.get(size, 1.0)
                    rates[i, j, number] = rate * relative / MINUTES_A_YEAR
        return np.cumsum(rates, axis=2)

    def _enterprises(self) -> tuple[np.ndarray, int]:
        people = self.tree["population"]
        share = sum(
            entry["demand"]["share"]
            for entry in self.tree["procedures"].values()
            if entry["demand"]["by"] == "founders"
        )
        share = min(share, 1.0)
        if self.economy:  # some of these will only come if entry rises
            share *= self.tree["economy"]["entry"]["most"]
        residents, founders = population.residents_and_founders(
            people, self.scale, self.days / DAYS_A_YEAR, share
        )
        keys = np.concatenate(
            [np.arange(residents), population.FOUNDER_KEYS + np.arange(founders)]
        ).astype(np.uint32)
        seed0, seed1 = self.seed & 0xFFFFFFFF, self.seed >> 32 & 0xFFFFFFFF
        rows = np.zeros(len(keys), dtype=approvals.ENTERPRISE)
        population.draw(
            rows,
            people,
            keys,
            lambda of, purpose: uniforms(seed0, seed1, of, purpose),
            lambda distribution, u: quantiles(tabulate(as_distribution(distribution)), u),
        )
        rows["active"][:residents] = rows["trading"][:residents] = 1
        rows["founded"] = rows["began"] = -1.0
        rows["began"][residents:] = rows["ceased"] = np.nan
        founded = uniforms(seed0, seed1, keys[residents:], population.FOUNDED) * (self.days * clock.DAY)
        rows["founded"][residents:] = np.floor(founded)
        rows["age"][residents:] = 0.0
        return rows, residents

    def schedule_first_needs(self) -> None:
        """Every resident's first need, and every founder's founding."""
        from sim.approvals.plan import schedule_first_needs

        worlds.make_room(self.world, len(self.world.enterprises))
        schedule_first_needs(self.world)

    def date_of(self, minutes: float) -> date:
        """The calendar date of a moment."""
        return self.first + timedelta(days=int(minutes // clock.DAY))


DEPARTMENT_COLUMNS = (
    "supervision",
    "one_time_notice",
    "correction",
    "refusal",
    "silence_consent",
    "second_look",
    "online_check",
)

BEHAVIOUR_COLUMNS = (
    # path in the tree below ``behaviour``, column, factor to the column's unit
    (("preparation", "attention"), "preparation_attention", 1.0),
    (("supplement", "attention"), "supplement_attention", 1.0),
    (("deficiency", "per_document"), "deficient", 1.0),
    (("deficiency", "skill"), "deficient_skill", 1.0),
    (("deficiency", "guide"), "deficient_guide", 1.0),
    (("deficiency", "helper"), "deficient_helper", 1.0),
    (("deficiency", "online"), "deficient_online", 1.0),
    (("deficiency", "again"), "deficient_again", 1.0),
    (("deficiency", "minor"), "minor", 1.0),
    (("online", "inclination"), "online_inclination", 1.0),
    (("online", "experience"), "online_experience", 1.0),
    (("returns", "give_up"), "give_up", 1.0),
    (("returns", "patience"), "patience", 1.0),
    (("refusal", "reapply"), "reapply", 1.0),
    (("rating", "days_weight"), "days_weight", 1.0),
    (("rating", "visits_weight"), "visits_weight", 1.0),
    (("rating", "returns_weight"), "returns_weight", 1.0),
    (("rating", "complaint"), "complaint", 1.0),
    (("rating", "memory"), "memory", 1.0),
    (("travel_cost",), "travel_cost", 1.0 / 60.0),
    (("near",), "near", 1.0),
    (("promises", "checked_after"), "verify_after", clock.DAY * 7 / 5),  # a calendar week for five working days
    (("delivery", "postage"), "postage", 1.0),
)


def route_order(procedure: Mapping) -> list[str]:
    """The items of a procedure stage by stage, each after all that must come before it, else as written."""
    stages = list(procedure["stages"])
    only = stages[0]
    route = procedure["route"]
    ordered: list[str] = []
    waiting = sorted(route, key=lambda item: stages.index(route[item]["stage"] or only))
    while waiting:
        following = next(item for item in waiting if all(other in ordered for other in route[item]["after"]))
        ordered.append(following)
        waiting.remove(following)
    return ordered
