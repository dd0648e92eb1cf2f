"""The slow side of inspections: plans on the first of a month, second thoughts each quarter."""

from datetime import date

import numpy as np

from sim.inspections.planning import TOGETHER, draw_targets, weigh
from sim.inspections.signal import schedule_first_signals
from sim.inspections.state import first_histories, look_around, note_tiers, reconsider_all
from sim.region import world as worlds
from sim.region.values import uniform_of

MONTHS = 12
QUARTER = 3
UNCONCERNED = -1  # no state: the rules do not concern it, or it does not operate
CHUNK = 8192
"""Visits for which room is made before a plan is drawn; a larger plan is drawn in several goes."""


def month_number(day: date) -> int:
    """Months since the year 0."""
    return day.year * MONTHS + day.month - 1


def first_of_month(number: int) -> date:
    """The first day of a month by its number."""
    return date(number // MONTHS, number % MONTHS + 1, 1)


class Inspectorate:
    """Plans and quarterly rounds of a region with inspections."""

    def __init__(self, region):
        self._region = region
        self._compiled = region.compiled
        self._tables = region.compiled.inspections
        self.bodies = self._tables.bodies
        self.samples: list[tuple[float, np.ndarray]] = []  # moment, state of each enterprise in each area (or -1)

    # --------------------------------------------------------------------------------------- rounds

    def begin(self) -> None:
        """The first day, with its rules in force: beliefs and records that fit them, and the day's own round."""
        world = self._region.world
        self._first_beliefs()
        first_histories(world)
        worlds.make_room(world, len(world.enterprises))
        schedule_first_signals(world)
        self.begin_day(self._region.first_day)

    def _first_beliefs(self) -> None:
        """Everybody expects to be checked as often as the plans say, and penalties to be what they usually are: that of
        a minor violation as often as it is fined, and of a serious one in full."""
        world, inspecting = self._region.world, self._region.world.inspecting[0]
        conduct, streets, bodies = world.conduct, world.neighbourhoods, world.bodies
        visits = 1.0 + bodies["unplanned"] * (1.0 - bodies["filed"]) * (1.0 - bodies["restraint"])
        checks = float(inspecting["frequency"]) * (visits @ world.coverage)
        firms = world.enterprises
        conduct["watched"] = checks[firms["sector"]] * world.stakes[firms["size_class"], 1]
        streets["watched"] = np.bincount(conduct["neighbourhood"], conduct["watched"]) / streets["members"]
        conduct["severity"] = streets["severity"] = inspecting["usual_severity"] = 1.0
        reconsider_all(world)
        serious = np.minimum(world.areas["serious"] * world.risk, 1.0)
        share = (world.risk * serious).sum() / max(world.risk.sum(), 1e-9)
        usual = float(inspecting["minor_fined"]) * (1.0 - share) + share
        inspecting["usual_severity"] = usual if usual > 0.0 else 1.0
        conduct["severity"] = streets["severity"] = inspecting["usual_severity"]

    def begin_day(self, today: date) -> None:
        """The order of a midnight: the study's first day, a new year, a new quarter, then plans of a new month."""
        region, world = self._region, self._region.world
        day = (today - region.first_day).days
        if day == region.warm_up:
            note_tiers(world)
        if today.day != 1:
            return
        if today.month == 1:
            world.conduct["known_before"] = world.conduct["known"]
            world.conduct["known"] = 0
        if (today.month - 1) % QUARTER == 0:
            reconsider_all(world)
            if region.warm_up < day <= region.warm_up + region.days:
                self._look_around()
        self._plan(today)

    def _look_around(self) -> None:
        """Write down how everybody stands to the rules."""
        world = self._region.world
        states = np.full(world.risk.shape, UNCONCERNED, dtype=np.int8)
        look_around(world, states)
        self.samples.append((self._region.now, states))

    # ---------------------------------------------------------------------------------------- plans

    def is_joint(self, body: str, sector: str, slot: int) -> bool:
        """Whether a plan is carried out together with others; a function of names, the slot and the share alone."""
        share = self._region.parameter(("inspections", "bodies", body, "joint"))
        return uniform_of("joint", f"{body}.{sector}.{slot}") < share

    def _plan(self, today: date) -> None:
        """Make the plans of a month. Bodies take turns over the months; those that plan jointly take the same."""
        month, world = month_number(today), self._region.world
        # Some have outgrown the class that the register knows; plans look up nothing else of most enterprises.
        world.register["size_class"] = world.enterprises["size_class"][world.register["enterprise"]]
        for number, sector in enumerate(self._tables.sectors):
            lots = self._lots(number, sector, month)
            if lots:
                self._draw(number, month, lots)

    def _lots(self, number: int, sector: str, month: int) -> list[tuple[int, list[int]]]:
        """Bodies that plan for a sector this month: (plans a year, those that plan together), in order of the first."""
        lots: dict[tuple[int, int], list[int]] = {}
        for body, name in enumerate(self.bodies):
            entry = self._region.parameter(("inspections", "bodies", name))
            a_year = int(entry["plans_per_year"])
            every = MONTHS // a_year
            if entry["sectors"].get(sector, 0.0) <= 0.0:
                continue
            joint = self.is_joint(name, sector, (month + number) // every)
            if (month + number + (0 if joint else body)) % every == 0:
                lots.setdefault((a_year, TOGETHER if joint else body), []).append(body)
        return sorted(((a_year, bodies) for (a_year, _), bodies in lots.items()), key=lambda lot: lot[1])

    def _draw(self, sector: int, month: int, lots: list[tuple[int, list[int]]]) -> None:
        world, today = self._region.world, first_of_month(month)
        first = len(world.plans)
        rows = np.zeros(sum(len(bodies) for _, bodies in lots), dtype=world.plans.dtype)
        rows["sector"] = sector
        rows["day"] = (today - self._region.first_day).days
        place = 0
        for a_year, bodies in lots:
            here = rows[place : place + len(bodies)]
            here["body"], here["a_year"], here["joint"] = bodies, a_year, len(bodies) > 1
            here["window"] = (first_of_month(month + MONTHS // a_year) - today).days
            here["members"][0] = len(bodies)
            place += len(bodies)
        world.replace(plans=np.concatenate([world.plans, rows]))
        last = len(world.plans)
        for plan in range(first, last):
            weigh(world, plan, month)
        for plan in np.flatnonzero(world.plans["members"][first:]) + first:
            members = world.plans["most"][plan : plan + world.plans["members"][plan]]
            members[0] = members.max()
        position = 0
        while position >= 0:
            worlds.make_room(world, CHUNK)
            while world.control[0].visits + CHUNK + int(world.control[0].margin) > len(world.visits):
                world.replace(visits=worlds.doubled(world.visits))
            position = draw_targets(world, sector, month, first, last, position, CHUNK)
