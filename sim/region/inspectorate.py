"""The slow side of inspections: plans on the first of a month, second thoughts each quarter."""

from collections.abc import Callable
from datetime import date

import numpy as np

from sim.inspections.planning import TOGETHER, draw_outside, draw_targets, weigh
from sim.inspections.signal import schedule_first_signals
from sim.inspections.state import first_histories, look_around, note_tiers, reconsider_all
from sim.region import world as worlds
from sim.region.levers import uniform_of

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
        month = month_number(today)
        groups: dict[tuple[int, int, int], list[int]] = {}
        for number, body in enumerate(self.bodies):
            entry = self._region.parameter(("inspections", "bodies", body))
            every = MONTHS // int(entry["plans_per_year"])
            for sector_number, sector in enumerate(self._tables.sectors):
                if entry["sectors"].get(sector, 0.0) <= 0.0:
                    continue
                joint = self.is_joint(body, sector, (month + sector_number) // every)
                phase = sector_number if joint else number + sector_number
                if (month + phase) % every == 0:
                    key = (sector_number, every, TOGETHER if joint else number)
                    groups.setdefault(key, []).append(number)
        for (sector, every, _), bodies in sorted(groups.items()):
            self._draw(sector, every, bodies, month)

    def _draw(self, sector: int, every: int, bodies: list[int], month: int) -> None:
        world = self._region.world
        today = first_of_month(month)
        days = (first_of_month(month + every) - today).days
        plan, together = len(world.plans), len(bodies) > 1
        rows = np.zeros(len(bodies), dtype=world.plans.dtype)
        rows["body"], rows["sector"], rows["joint"] = bodies, sector, together
        rows["day"] = (today - self._region.first_day).days
        world.replace(plans=np.concatenate([world.plans, rows]))
        plans_a_year = MONTHS // every
        for body in bodies:
            weigh(world, body, sector, month, plans_a_year)
        chosen, times = np.array(bodies, dtype=np.int64), (sector, month, days, plans_a_year)
        self._in_goes(lambda start: draw_targets(world, chosen, *times, plan, start, CHUNK))
        if together:
            for body in bodies:
                self._in_goes(lambda start, one=body: draw_outside(world, one, *times, start, CHUNK))

    def _in_goes(self, draw: Callable[[int], int]) -> None:
        """Draw from a register; ``draw(start)`` returns where it ran out of room, or -1 when it is through."""
        world, control = self._region.world, self._region.world.control[0]
        position = 0
        while position >= 0:
            worlds.make_room(world, CHUNK)
            while control.visits + CHUNK + int(control.margin) > len(world.visits):
                world.replace(visits=worlds.doubled(world.visits))
            position = draw(position)
