"""Plans: whom a body visits in the months to come (docs/inspections.md, section 8)."""

import hashlib
import math
from dataclasses import dataclass
from datetime import date

from sim.inspections import tables
from tests.oracle.clock import DAY
from tests.oracle.inspections import purposes
from tests.oracle.inspections.records import Conduct, Plan
from tests.oracle.inspections.rules import MINOR, SERIOUS

MONTHS = 12
MOST = 8  # visits of a group, or of a body outside a joint plan, that go to one enterprise
SAMPLE = 300
WEIGHT_OF_ALL = 10.0  # checks, for which a body's share of finds in all counts in its record


def month_number(day: date) -> int:
    """Months since the year 0 (section 2)."""
    return MONTHS * day.year + day.month - 1


def first_of_month(number: int) -> date:
    """The first day of a month by its number."""
    return date(number // MONTHS, number % MONTHS + 1, 1)


def meant_to_be_joint(body: str, sector: str, slot: int, share: float) -> bool:
    """Whether a plan is to be carried out together with others: names and slot decide (section 8.1)."""
    digest = hashlib.sha256(f"joint|{body}.{sector}.{slot}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2.0**64 < share


@dataclass
class Weights:
    """What a plan is weighed by: means and shares over the sample of its register (section 8.2)."""

    mean_tier: float
    mean_attraction: float
    before: dict[int, float]  # share of the visits that go to enterprises with more finds


@dataclass
class Expected:
    """Visits that a plan brings to an enterprise in expectation (section 8.3)."""

    tiered: float
    random: float
    discretionary: float
    outside: float

    @property
    def planned(self) -> float:
        """All that come by plan."""
        return self.tiered + self.random + self.discretionary


class Planner:
    """Makes the plans of a month."""

    def __init__(self, part):
        self.part = self._part = part
        self._town = part.town

    # ------------------------------------------------------------------------------------- when (8.1)

    def plan(self, today: date) -> None:
        """The plans of a month, sector by sector."""
        month = month_number(today)
        for sector, name in enumerate(self._part.rules.sectors):
            groups = self._groups(sector, name, month)
            if groups:
                self._plan_sector(sector, groups, today)

    def _groups(self, sector: int, name: str, month: int) -> list[tuple[int, list[int]]]:
        """(plans a year, bodies that are drawn together) in the order of their first bodies."""
        together: dict[int, list[int]] = {}
        alone = []
        for body, body_name in enumerate(self._part.body_names):
            rule = self._town.region.parameter(("inspections", "bodies", body_name))
            if self._town.tables.coverage[body, sector] <= 0.0:
                continue
            a_year = int(rule["plans_per_year"])
            every = MONTHS // a_year
            slot = (month + sector) // every
            if meant_to_be_joint(body_name, name, slot, float(rule["joint"])):
                if (month + sector) % every == 0:
                    together.setdefault(a_year, []).append(body)
            elif (month + body + sector) % every == 0:
                alone.append((a_year, [body]))
        return sorted([*together.items(), *alone], key=lambda group: group[1][0])

    # ------------------------------------------------------------------------- a sector's register (8.2)

    def _plan_sector(self, sector: int, groups: list[tuple[int, list[int]]], today: date) -> None:
        month = month_number(today)
        register = [one for one in self._part.conduct if one.enterprise.sector == sector]
        plans: dict[int, int] = {}
        weights: dict[int, Weights] = {}
        for a_year, bodies in groups:
            window = (first_of_month(month + MONTHS // a_year) - today).days
            for body in bodies:
                plans[body] = len(self._part.plans)
                day = (today - self._town.region.first_day).days
                plan = Plan(body, sector, day, window, a_year, joint=len(bodies) > 1)
                plan.members = len(bodies) if body == bodies[0] else 0
                self._part.plans.append(plan)
                weights[body] = self._weigh(body, register, month)
        drawing = _Drawing(self, today, plans, weights)
        for conduct in register:
            if conduct.enterprise.trading:
                drawing.enterprise(conduct, groups)

    def _weigh(self, body: int, register: list[Conduct], month: int) -> Weights:
        """Means over a sample of the register."""
        step = max(len(register) // SAMPLE, 1)
        share = float(self._town.tables.bodies[body]["tiered"])
        people = tiers = attraction = ordered = 0.0
        by_finds = [0.0] * 4
        for conduct in register[month % step :: step]:
            if not conduct.enterprise.trading:
                continue
            frequency, weight = self._part.frequency(conduct.enterprise), self.tier_weight(conduct)
            people += frequency
            tiers += frequency * weight
            attraction += frequency * self.attraction(body, conduct, month)
            in_order = (share * weight + 1.0 - share) * frequency
            ordered += in_order
            by_finds[conduct.finds] += in_order
        before = {-1: 1.0, 3: 0.0}
        for finds in range(3):
            before[finds] = sum(by_finds[finds + 1 :]) / ordered if ordered > 0.0 else 0.0
        return Weights(
            tiers / people if tiers > 0.0 else 1.0, attraction / people if attraction > 0.0 else 1.0, before
        )

    def tier_weight(self, conduct: Conduct) -> float:
        """How often a tier is visited."""
        inspecting = self._town.tables.inspecting[0]
        return float(inspecting[("tier_low", "tier_medium", "tier_high")[conduct.tier]])

    def attraction(self, body: int, conduct: Conduct, month: int) -> float:
        """How much a body is drawn to an enterprise at its own discretion."""
        inspecting, rules = self._town.tables.inspecting[0], self._part.rules
        area = int(self._town.tables.bodies[body]["area"])
        state = rules.state(conduct, area)
        chance = {SERIOUS: "sign_serious", MINOR: "sign_minor"}.get(state, "sign_none")
        sign = self.draw(conduct, purposes.SIGN, month, area) < float(inspecting[chance])
        checks, finds = self._part.bodies[body].in_all
        usual = finds / checks if checks > 0.0 else 0.0
        enterprise = conduct.enterprise
        here_checks, here_finds = self._part.bodies[body].experience[enterprise.sector, enterprise.district]
        record = conduct.finds / 3.0 + (here_finds + WEIGHT_OF_ALL * usual) / (here_checks + WEIGHT_OF_ALL)
        return (
            1.0
            + float(inspecting["habit"]) * conduct.knows(body)
            + float(inspecting["judgment"]) * sign
            + float(inspecting["learning"]) * record
        )

    # --------------------------------------------------------------------------------- how many (8.3)

    def expected(self, body: int, conduct: Conduct, a_year: int, weights: Weights, month: int) -> Expected:
        """Visits of a plan to an enterprise, by regime and outside the plan."""
        row, inspecting = self._town.tables.bodies[body], self._town.tables.inspecting[0]
        coverage = float(self._town.tables.coverage[body, conduct.enterprise.sector])
        usual = coverage / a_year * self._part.frequency(conduct.enterprise) * float(inspecting["frequency"])
        tiered = min(float(row["tiered"]), 1.0)
        random = min(float(row["random"]), 1.0 - tiered)
        attraction = self.attraction(body, conduct, month) / weights.mean_attraction
        filed, restraint = float(row["filed"]), float(row["restraint"])
        return Expected(
            tiered=usual * tiered * (self.tier_weight(conduct) / weights.mean_tier),
            random=usual * random,
            discretionary=usual * (1.0 - tiered - random) * attraction,
            outside=usual * float(row["unplanned"]) * (1.0 - filed) * (1.0 - restraint) * attraction,
        )

    def draw(self, conduct: Conduct, purpose: int, serial: int, subject: int, occurrence: int = 0) -> float:
        """A random number of an enterprise."""
        return self._town.draws.uniform(conduct.enterprise.key, serial, purpose, subject, occurrence)


class _Drawing:
    """The visits that the plans of a month bring to the enterprises of a sector (sections 8.3 and 8.4)."""

    def __init__(self, planner: Planner, today: date, plans: dict[int, int], weights: dict[int, Weights]):
        self._planner, self._part, self._town = planner, planner.part, planner.part.town
        self._month = month_number(today)
        self._midnight = (today - self._town.region.first_day).days * DAY
        self._plans, self._weights = plans, weights

    def enterprise(self, conduct: Conduct, groups: list[tuple[int, list[int]]]) -> None:
        """All visits to an enterprise: of all groups, then those of joint plans' bodies outside their plans."""
        joint: list[tuple[int, Expected]] = []
        for a_year, bodies in groups:
            expected = {
                body: self._planner.expected(body, conduct, a_year, self._weights[body], self._month)
                for body in bodies
            }
            if len(bodies) > 1:
                self._together(conduct, a_year, expected)
                joint += expected.items()
            else:
                self._alone(conduct, bodies[0], expected[bodies[0]])
        for body, visits in joint:
            self._outside(conduct, body, visits)

    def _alone(self, conduct: Conduct, body: int, expected: Expected) -> None:
        u = self._word(conduct, purposes.PLANNED, body)
        for k in range(MOST):
            if k + u < expected.planned:
                self._book(conduct, [body], self._regime(conduct, body, expected, k), k)
            elif k + u < expected.planned + expected.outside:
                self._book_outside(conduct, body, k)
            else:
                break

    def _together(self, conduct: Conduct, a_year: int, expected: dict[int, Expected]) -> None:
        u = self._word(conduct, purposes.PLANNED, 255 - a_year)
        for k in range(MOST):
            come = [body for body, visits in expected.items() if k + u < visits.planned]
            if not come:
                break
            self._book(conduct, come, self._regime(conduct, come[0], expected[come[0]], k), k)

    def _outside(self, conduct: Conduct, body: int, expected: Expected) -> None:
        u = self._word(conduct, purposes.UNPLANNED, body)
        for k in range(MOST):
            if k + u >= expected.outside:
                break
            self._book_outside(conduct, body, MOST + k)

    def _word(self, conduct: Conduct, purpose: int, subject: int) -> float:
        return self._town.draws.word(conduct.enterprise.key, self._month, purpose, subject)

    # --------------------------------------------------------------------------- regime and day (8.4)

    def _regime(self, conduct: Conduct, lead: int, expected: Expected, k: int) -> int:
        v = self._planner.draw(conduct, purposes.REGIME, self._month, lead, k) * expected.planned
        if v < expected.tiered:
            return tables.CREDIT_TIERED
        return tables.DOUBLE_RANDOM if v < expected.tiered + expected.random else tables.DISCRETIONARY

    def _day(self, conduct: Conduct, lead: int, place: int) -> float:
        """The moment at which a visit falls due."""
        v = self._planner.draw(conduct, purposes.DAY_OF_PLAN, self._month, lead, place)
        before, finds = self._weights[lead].before, conduct.finds
        rank = before[finds] + v * (before[finds - 1] - before[finds])
        order = float(self._town.tables.bodies[lead]["risk_order"])
        share = (1.0 - order) * v + order * rank
        window = self._part.plans[self._plans[lead]].window
        return self._midnight + math.floor(share * window) * DAY + float(self._town.tables.inspecting[0]["opening"])

    def _book(self, conduct: Conduct, bodies: list[int], regime: int, k: int) -> None:
        for body in bodies:
            self._part.plans[self._plans[body]].drawn += 1
        self._part.visiting.book(
            conduct,
            tables.PLANNED,
            bodies,
            self._day(conduct, bodies[0], k),
            regime=regime,
            joint=len(bodies) > 1,
            plan=self._plans[bodies[0]],
        )

    def _book_outside(self, conduct: Conduct, body: int, place: int) -> None:
        self._part.visiting.book(
            conduct,
            tables.UNPLANNED,
            [body],
            self._day(conduct, body, place),
            regime=tables.DISCRETIONARY,
        )
