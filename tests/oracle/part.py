"""Parts: what moves through the world (a part of a case, a visit, a complaint, a request), its time and its record.

docs/model.md, section 12: a part carries a *path*, minutes by component; what passed since the last booking is booked
when a wait or a service begins or ends.
"""

from typing import NamedTuple

from tests.oracle import agenda

COMPONENTS = (
    "preparation",
    "travel",
    "queue_window",
    "window_service",
    "off_hours",
    "queue_review",
    "review_effort",
    "outside_wait",
    "pacing",
    "rework",
    "supplement",
    "delivery",
)
AFTER_A_RETURN = dict.fromkeys(("travel", "queue_window", "window_service", "queue_review", "review_effort"), "rework")

START, COMPLETE = 0, 1


class LogRow(NamedTuple):
    """One row of the event record: start (0) or completion (1) of an activity; milestones are completions."""

    time: float
    kind: str  # "case", "visit", "report" or "request"
    number: int  # of the row in its pool
    branch: int
    item: int  # position in the route, or -1
    activity: str
    station: int  # -1: none
    lifecycle: int


class Part:
    """A part of something numbered.

    ``lane``, ``order`` and ``branch`` say where its events stand among those of the same moment (section 11): ``order``
    is the case's number, or what docs/inspections.md, section 18, and docs/lending.md, section 15, say.
    """

    kind = "case"
    components = COMPONENTS  # what the columns of its path are

    def __init__(self, town, number: int, *, lane: int = 0, order: int | None = None, branch: int = 0, path=None):
        self.town, self.number = town, number
        self.lane, self.order, self.branch = lane, number if order is None else order, branch
        self.item = -1
        self.rework = False  # after a return
        self.doing: str | None = None  # the component of what is going on
        self.path = list(path) if path else [0.0] * len(COMPONENTS)
        self.since = town.now  # the last booking

    # What stations ask.

    @property
    def left(self) -> bool:
        """Whether it is no longer to be served when its turn comes."""
        return False

    @property
    def cut_short(self) -> bool:
        """Whether a wait has come to nothing meanwhile: its end is not recorded."""
        return False

    # The record.

    def log(self, activity: str, lifecycle: int = COMPLETE, station: int = -1) -> None:
        """Write a row of the event record."""
        row = LogRow(self.town.now, self.kind, self.number, self.branch, self.item, activity, station, lifecycle)
        self.town.log.append(row)

    def book(self, component: str | None) -> None:
        """Book the time since the last booking: office minutes to the component, all the rest to ``off_hours``."""
        now, office = self.town.now, self.town.office
        if component is not None:
            if self.rework:
                component = AFTER_A_RETURN.get(component, component)
            minutes = office.worked(now) - office.worked(self.since)
            self.path[self.components.index(component)] += minutes
            self.path[self.components.index("off_hours")] += now - self.since - minutes
        self.since = now

    # Waiting.

    def moment(self, time: float, kind: int = agenda.WAIT_ENDS):
        """An event of this part at a time."""
        return self.town.env.moment(time, kind, self.lane, self.order, self.branch)

    def wait_until(self, time: float, activity: str, component: str | None):
        """Pass the time until a moment; a wait of zero is no event, and is not recorded."""
        if time <= self.town.now:
            return
        self.log(activity, START)
        self.doing = component
        yield self.moment(time)
        if self.cut_short:
            return
        self.book(component)
        self.log(activity, COMPLETE)

    def wait(self, minutes: float, activity: str, component: str | None):
        """Pass so many minutes around the clock (``minutes`` on the grid of time)."""
        yield from self.wait_until(self.town.now + minutes, activity, component)

    def wait_office(self, minutes: float, activity: str, component: str | None):
        """Pass so many office minutes."""
        yield from self.wait_until(self.town.office.finish(self.town.now, minutes), activity, component)
