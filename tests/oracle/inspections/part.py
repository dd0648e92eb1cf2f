"""Inspections as a part of a town: bodies, enterprises' conduct, midnights (docs/inspections.md)."""

from datetime import date

from sim.inspections import tables
from tests.oracle.inspections.beginning import everybody, first_beliefs, first_histories, neighbourhoods_of
from tests.oracle.inspections.planning import Planner
from tests.oracle.inspections.records import Body, Conduct, Incident, Plan, Report, Visit
from tests.oracle.inspections.rules import Rules
from tests.oracle.inspections.signals import Signals
from tests.oracle.inspections.visiting import Visiting

QUARTERS = (1, 4, 7, 10)


class Inspections:
    """Everything of docs/inspections.md; other parts call the methods without underscore."""

    def __init__(self, town):
        self.town = town
        self.tree = town.region.compiled.tree["inspections"]
        self.body_names = list(self.tree["bodies"])
        self.bodies = [Body() for _ in self.body_names]
        self.rules = Rules(town)
        self.conduct: list[Conduct] = everybody(town, self.rules)
        self.neighbourhoods = neighbourhoods_of(self.conduct)
        self.in_charge = self._bodies_in_charge()
        self.visits: list[Visit] = []
        self.plans: list[Plan] = []
        self.incidents: list[Incident] = []
        self.reports: list[Report] = []
        self.samples: list[tuple[float, list[list[int]]]] = []  # days of looking: moment, state of each in each area
        self.visiting = Visiting(self)
        self.signals = Signals(self)
        self._planner = Planner(self)
        self.fines = 0.0

    def _bodies_in_charge(self) -> dict[tuple[int, int], int | None]:
        """By area and sector: the body of the area with the most planned visits (section 3)."""
        charge = {}
        for area, area_name in enumerate(self.rules.areas):
            own = [b for b, entry in enumerate(self.tree["bodies"].values()) if entry["area"] == area_name]
            for sector, name in enumerate(self.rules.sectors):
                visits = {b: self.tree["bodies"][self.body_names[b]]["sectors"].get(name, 0.0) for b in own}
                charge[area, sector] = max(own, key=visits.get) if own else None
        return charge

    # -------------------------------------------------------------------------------------- small values

    def value(self, distribution, u: float) -> float:
        """Q of a distribution, by the number of its table."""
        return self.town.quantile(distribution, u)

    def stake(self, enterprise) -> float:
        """What is at stake for an enterprise of this size (section 3)."""
        return float(self.town.tables.stakes[enterprise.size_class, 0])

    def frequency(self, enterprise) -> float:
        """How often one of this size is visited."""
        return float(self.town.tables.stakes[enterprise.size_class, 1])

    def effort(self, enterprise) -> float:
        """How long a visit takes at one of this size."""
        return float(self.town.tables.stakes[enterprise.size_class, 2])

    # ------------------------------------------------------------------------------- days (sections 7, 19)

    def begin(self) -> None:
        """The first day, with its values in force."""
        first_beliefs(self)
        first_histories(self)
        for conduct in self.conduct:
            if conduct.enterprise.active:
                self.signals.begin(conduct)
        self.midnight(self.town.region.first_day)

    def end_day(self) -> None:
        """Nothing is written down of a day."""

    def midnight(self, today: date) -> None:
        """What bodies and enterprises do at a midnight."""
        region = self.town.region
        day = (today - region.first_day).days
        if day == region.warm_up:
            for conduct in self.conduct:
                conduct.tier_then = conduct.tier
        if today.day != 1:
            return
        if today.month == 1:
            for conduct in self.conduct:
                conduct.known_before, conduct.known = conduct.known, set()
        if today.month in QUARTERS:
            for conduct in self.conduct:
                if conduct.enterprise.trading:
                    self.rules.reconsider(conduct)
            if region.warm_up < day <= region.warm_up + region.days:
                self._look_around()
        self._planner.plan(today)

    def _look_around(self) -> None:
        """Write down how everybody stands to the rules (-1: not concerned, or not active)."""
        areas = range(len(self.rules.areas))
        states = [
            [
                self.rules.state(one, area) if one.enterprise.trading and self.rules.concerned(one, area) else -1
                for area in areas
            ]
            for one in self.conduct
        ]
        self.samples.append((self.town.env.now, states))

    # --------------------------------------------------------------------------- hooks of other parts

    def founded(self, enterprise) -> None:
        """A founding is approved: rules begin to concern the enterprise (sections 4 and 15)."""
        conduct = self.conduct[enterprise.row]
        self.rules.reconsider(conduct)
        self.signals.begin(conduct)

    def promise_due(self, review) -> bool:
        """A promise is to be checked; False if the department's reviewers must do it (section 16)."""
        enterprise = review.case.enterprise
        name = self.town.region.compiled.departments[review.item.department]
        own = [b for b, body in enumerate(self.body_names) if self.tree["bodies"][body]["department"] == name]
        if not own or not enterprise.trading:
            return False
        self.visiting.book(
            self.conduct[enterprise.row],
            tables.VERIFICATION,
            own[:1],
            self.town.env.now,
            origin=review.number,
            cause=review,
        )
        return True

    def owner(self, body: int) -> str:
        """The name under which a body is rated: its department, else its own (model.md, section 15)."""
        name = self.body_names[body]
        return self.tree["bodies"][name]["department"] or name

    # --------------------------------------------------------------------------------------------- money

    def collect(self, visit: Visit) -> None:
        """Fines and losses of a visit (section 13)."""
        visit.conduct.fined += visit.fine
        self.bodies[visit.body].fines += visit.fine
        self.fines += visit.fine
        visit.enterprise.fines_due += visit.fine
        self.lose(visit.conduct, visit.loss)

    def lose(self, conduct: Conduct, loss: float) -> None:
        """What suspensions, reforms and incidents cost an enterprise."""
        conduct.lost += loss
        conduct.enterprise.time_due += loss

    def frames(self) -> dict:
        """Tables to compare with the engine's."""
        from tests.oracle.inspections.frames import frames

        return frames(self)
