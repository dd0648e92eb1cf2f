"""What approvals are about: cases, their applications and reviews, and the parts that move through the world."""

from dataclasses import dataclass, field
from math import nan

from sim.approvals.tables import OF_ITSELF, OPEN, WINDOW
from tests.oracle.part import Part

FIRST_APPLICATION_BRANCH, FIRST_REVIEW_BRANCH, FIRST_PROMISE_BRANCH, COMPLAINT_BRANCH = 100, 1, 200, 300
"""Branches of docs/model.md, section 11."""

NEVER = float("-inf")

MOST_TRIES = 100
"""Sections 8.5 and 8.10: so often an application may come back, a review be tried."""


class Gone(Exception):
    """A part has ended: its case is closed, or it was decided by silence."""


@dataclass(eq=False)
class Case:
    """A matter of an enterprise (docs/model.md, section 7). Sets are of positions in its route."""

    number: int
    enterprise: object
    procedure: int
    serial: int
    lane: int
    begun: float
    purpose: int = OF_ITSELF
    ref: int = -1
    closed: bool = False
    outcome: int = OPEN
    channel: int = WINDOW
    ended: float = nan
    reviews: list = field(default_factory=list)
    applications: list = field(default_factory=list)
    decided: set = field(default_factory=set)
    delivered: set = field(default_factory=set)
    visits: int = 0
    documents: int = 0
    documents_shared: int = 0
    handed_in: int = 0
    steps: int = 0
    returns: int = 0
    firm_minutes: float = 0.0
    cost: float = 0.0
    fee: float = 0.0
    statutory: float = 0.0
    rating: int = 0
    complaint: bool = False
    complaint_closed: float = nan
    revoked: bool = False  # a promise was found broken while it was open
    path: list | None = None

    def spend(self, minutes: float) -> None:
        """The enterprise's own minutes: they count, and cost its wage (section 8)."""
        self.firm_minutes += minutes
        self.cost += minutes * self.enterprise.wage


@dataclass(eq=False)
class Application:
    """What is handed in together: the reviews of one or more items."""

    case: Case
    number: int
    reviews: list
    covers: set  # positions, with those reviewed within others
    need: set  # positions that must have been delivered before
    begun: bool = False
    channel: int = WINDOW
    self_service: bool = False
    advised: bool = False
    helped: bool = False
    hall: int = -1
    number_day: int = 0  # the day for which the enterprise is at the hall
    arrived: float = nan
    documents: int = 0
    deficient: int | None = None  # not checked yet
    returns: int = 0
    visits: int = 0
    undecided: int = 0
    follows: float = NEVER  # when documents that were tolerated missing will have followed
    accepted: float = nan

    def __post_init__(self):
        self.undecided = len(self.reviews)

    @property
    def first(self) -> int:
        """The lowest position."""
        return self.reviews[0].position

    @property
    def items(self) -> list:
        """Rows of its items in the table, at the values now in force."""
        return [review.item for review in self.reviews]


@dataclass(eq=False)
class Review:
    """An item of a case. Times named ``worked`` are office minutes."""

    case: Case
    number: int
    position: int
    item_row: int
    items: object  # the table
    stage: int
    need: set
    statutory: float
    application: Application | None = None
    absorbs: set = field(default_factory=set)
    merged_into: object = None
    outcome: int = OPEN
    verdict: int = OPEN
    corrected: bool = False
    attempt: int = 0
    accepted: float = nan
    accepted_worked: float = 0.0
    decided: float = nan
    decided_worked: float = 0.0
    stopped: float = 0.0
    stopped_since: float = -1.0  # negative: the clock runs
    limit: float = 0.0  # working days
    begun: bool = False
    part: object = None  # that carries it now

    @property
    def item(self):
        """The item's row at the values now in force."""
        return self.items[self.item_row]


class CasePart(Part):
    """A part of a case: an application, a review, the check of a promise, a complaint."""

    def __init__(self, town, case: Case, branch: int, *, path=None, follow_up: bool = False):
        super().__init__(town, case.number, lane=case.lane, branch=branch, path=path)
        self.case = case
        self.follow_up = follow_up  # goes on after its case is closed
        self.withdrawn = False  # decided by silence

    @property
    def left(self) -> bool:
        """Whether its case is closed, or silence has decided."""
        return self.withdrawn or (self.case.closed and not self.follow_up)

    @property
    def cut_short(self) -> bool:
        """Silence ends waits."""
        return self.withdrawn

    def draw(self, purpose: int, subject: int = 0, occurrence: int = 0) -> float:
        """U(PURPOSE, subject, occurrence) of the case."""
        return self.town.draw(self.case.enterprise, self.case.serial, purpose, subject, occurrence)

    def wait_until(self, time: float, activity: str, component: str | None):
        """As for any part; one that has ended meanwhile is gone."""
        yield from super().wait_until(time, activity, component)
        if self.left:
            raise Gone

    def served_at(self, station, minutes: float, **what):
        """Line up at a station and be served; one that has ended meanwhile is gone."""
        outcome = yield from station.serve(self, minutes, **what)
        if self.left:
            raise Gone
        return outcome


def follow(process):
    """A process that ends when its part is gone."""
    try:
        yield from process
    except Gone:
        return
