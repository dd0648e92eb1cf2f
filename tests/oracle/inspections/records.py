"""What is kept of enterprises, neighbourhoods, bodies, visits, plans, incidents and complaints about enterprises
(docs/inspections.md, sections 3, 5, 6, 8, 9, 15)."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from sim.inspections import tables

MARK_OF_A_TIER = {0: 0, 1: 1, 2: 2, 3: 2}
"""Finds among the last three visits: low, medium, high."""

NEVER = -1e15
"""The moment of what has not happened yet."""


@dataclass
class Impression:
    """How often somebody thinks to be checked, as of a moment, and how severe penalties are (section 5)."""

    watched: float = 0.0
    watched_at: float = 0.0
    severity: float = 1.0

    def remembered(self, now: float, memory: float) -> float:
        """Checks a year, as far as they are remembered; ``memory`` in minutes."""
        return self.watched * math.exp(-(now - self.watched_at) / memory)

    def notice(self, checks: float, now: float, memory: float) -> None:
        """Add to what is remembered now."""
        self.watched = self.remembered(now, memory) + checks
        self.watched_at = now


@dataclass
class Neighbourhood(Impression):
    """Enterprises of a district and sector that hear of each other's inspections."""

    members: int = 0


@dataclass
class Conduct(Impression):
    """How one enterprise stands to the rules and what is on record of it (sections 4 to 6)."""

    enterprise: object = None
    neighbourhood: Neighbourhood = None
    offset: float = 0.0
    violation: list[float] = field(default_factory=list)  # probability in each area
    right_until: list[float] = field(default_factory=list)  # for how long what was put right stays so
    history: int = 0  # three bits, the latest visit in the lowest
    known: set[int] = field(default_factory=set)  # bodies that were there this year
    known_before: set[int] = field(default_factory=set)  # last year
    booked: int = 0
    signals: int = 0
    visits: list["Visit"] = field(default_factory=list)  # on site, in the order in which they ended
    tier_then: int = 0
    fined: float = 0.0
    lost: float = 0.0

    @property
    def finds(self) -> int:
        """How many of the last three visits found something."""
        return self.history.bit_count()

    @property
    def tier(self) -> int:
        """Credit tier: low, medium or high risk."""
        return 2 if self.enterprise.credit_mark > 0 else MARK_OF_A_TIER[self.finds]

    def remember(self, found: bool) -> None:
        """The result of one more visit."""
        self.history = (self.history << 1 | int(found)) & 0b111

    def knows(self, body: int) -> bool:
        """Whether a body was there this year or last."""
        return body in self.known or body in self.known_before


@dataclass
class Body:
    """What a body has seen so far: [checks, findings] in all and by (sector, district); its fines."""

    in_all: list[float] = field(default_factory=lambda: [0.0, 0.0])
    experience: dict = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    fines: float = 0.0

    def learn(self, sector: int, district: int, found: bool) -> None:
        """One area checked on site."""
        for record in (self.in_all, self.experience[sector, district]):
            record[0] += 1.0
            record[1] += float(found)


@dataclass
class Plan:
    """The targets of a body in a sector for some months (section 8)."""

    body: int
    sector: int
    day: int
    window: int
    a_year: int
    members: int = 0  # plans carried out together, on the first of them
    joint: bool = False
    drawn: int = 0


@dataclass
class Visit:
    """A visit, or a check from the desk, from its booking on (section 9)."""

    number: int
    serial: int
    enterprise: object
    conduct: Conduct
    kind: int
    body: int  # the lead
    bodies: list[int]  # the lead and those that come with it
    planned: float
    expires: float
    tier: int
    finds: int
    regime: int = tables.NO_REGIME
    joint: bool = False
    only: frozenset[int] | None = None  # areas that it is about; None: those of its bodies
    plan: int = -1
    origin: int = -1
    cause: object = None  # the visit, complaint or review that it comes from
    offsite: bool = False
    overlapping: bool = False
    closed: bool = False  # it has taken place, or never will because the enterprise was not active
    started: float = math.nan
    ended: float = math.nan
    onsite: float = 0.0
    way: float = 0.0
    team_minutes: float = 0.0
    checked: int = 0
    violations: int = 0
    found: int = 0
    serious_found: int = 0
    sanction: int = tables.NOTHING
    fine: float = 0.0
    standard_fine: float = 0.0
    standard: float = 0.0  # sum of the standards of what was found, fined or not
    loss: float = 0.0
    days_lost: float = 0.0

    @property
    def lists(self) -> list[int]:
        """Bodies in the order in which their lists are checked: the lead first."""
        return [self.body, *(body for body in sorted(self.bodies) if body != self.body)]

    @property
    def second_look(self) -> bool:
        """Whether it only asks if what was ordered has been done."""
        return self.kind in (tables.REINSPECTION, tables.REQUEST)

    @property
    def excepted(self) -> bool:
        """Whether it may come on quiet days."""
        return bool(tables.EXCEPTED >> self.kind & 1)


@dataclass
class Incident:
    """Harm to an enterprise (section 15)."""

    enterprise: object
    area: int
    state: int
    tier: int
    time: float
    harm: float


@dataclass
class Report:
    """A complaint about an enterprise (section 15)."""

    number: int
    enterprise: object
    area: int
    grounded: bool
    serial: int
    time: float
    followed: bool = False
    closed: float = math.nan
