"""Approvals: cases of enterprises' needs (docs/model.md, sections 4 to 15). A SimPy process for each part of a case."""

from sim.approvals.tables import APPROVED, COMMITTED, LAPSED, OF_ITSELF, REFUSED
from tests.oracle.approvals.delivery import Delivery
from tests.oracle.approvals.demand import Demand
from tests.oracle.approvals.ending import Ending
from tests.oracle.approvals.frames import frames
from tests.oracle.approvals.limit import LimitClock
from tests.oracle.approvals.matters import (
    FIRST_APPLICATION_BRANCH,
    FIRST_REVIEW_BRANCH,
    Application,
    Case,
    CasePart,
    Review,
    follow,
)
from tests.oracle.approvals.opening import open_case
from tests.oracle.approvals.overtime import look_at_backlogs
from tests.oracle.approvals.review import ReviewProcess
from tests.oracle.approvals.submission import Submission

ERRANDS = 2**24


def errand_serial(purpose: int, number: int) -> int:
    """The serial of an errand: ``number`` as docs/model.md, section 5, says for its purpose."""
    return number + ERRANDS * purpose


class Approvals:
    """All cases of a town."""

    def __init__(self, town):
        self.town = town
        self.cases: list[Case] = []
        self._applications = self._reviews = 0
        self.clock, self.ending = LimitClock(self), Ending(self)
        self.demand = Demand(town, self.begin_case)

    def begin(self) -> None:
        """Enterprises begin to need something."""
        self.demand.begin()

    def begin_case(self, enterprise, procedure: int, serial: int, purpose: int = OF_ITSELF, ref: int = -1) -> Case:
        """A need arises, or an errand begins (section 7)."""
        case = open_case(self.town, len(self.cases), enterprise, procedure, serial, purpose, ref)
        self.cases.append(case)
        for application in case.applications:
            application.number = self._applications
            self._applications += 1
        for review in case.reviews:
            review.number = self._reviews
            self._reviews += 1
        part = CasePart(self.town, case, 0)
        part.log("need arises")
        self._begin_applications(case, part)
        return case

    def _begin_applications(self, case: Case, part: CasePart) -> None:
        """Those begin that have now all they need, with the path of the part that came last."""
        for application in case.applications:
            if not application.begun and application.need <= case.delivered:
                application.begun = True
                branch = FIRST_APPLICATION_BRANCH + application.first
                self._start(Submission(self, CasePart(self.town, case, branch, path=part.path), application))

    def _start(self, walk) -> None:
        self.town.env.process(follow(walk.process()))

    # ------------------------------------------------------------------------------------- reviews

    def begin_reviews(self, application: Application, part: CasePart) -> None:
        """Each item whose needs within the application are decided goes to review (section 8.6)."""
        case = application.case
        for review in application.reviews:
            ready = review.need & application.covers <= case.decided
            if review.part is None and review.position not in case.decided and ready:
                self._start(ReviewProcess(self, self._part_of(review, part), review))

    def _part_of(self, review: Review, part: CasePart) -> CasePart:
        branch = FIRST_REVIEW_BRANCH + review.position
        review.part = CasePart(self.town, review.case, branch, path=part.path)
        review.part.item = review.position
        return review.part

    def decide(self, review: Review, outcome: int, part: CasePart) -> None:
        """A decision (section 8.10)."""
        self._note_decision(review, outcome, part)
        if outcome in (REFUSED, LAPSED):
            self.end(review.case, outcome, part)
        elif review.application.undecided == 0:
            self.deliver(review.application, part)
        else:
            self.begin_reviews(review.application, part)

    def decide_on_promise(self, review: Review, part: CasePart) -> None:
        """At once; the promise is checked later (sections 8.6 and 8.12). A decision on a promise is in time."""
        review.case.steps += 1
        now, item = self.town.now, review.item
        review.accepted, review.accepted_worked = now, self.town.office.worked(now)
        review.limit = float(item["limit_share"]) * min(float(item["promised"]), float(item["statutory"]))
        self._note_decision(review, COMMITTED, part)
        self.town.env.process(follow(self.ending.promise(review)))

    def _note_decision(self, review: Review, outcome: int, part: CasePart) -> None:
        review.outcome, review.decided = outcome, self.town.now
        review.decided_worked = self.town.office.worked(self.town.now)
        review.case.decided |= {review.position} | review.absorbs
        review.application.undecided -= 1
        part.log("decision")

    def decide_by_silence(self, review: Review) -> None:
        """The limit has passed in silence: the review goes on at once, the old part is withdrawn (section 9)."""
        old = review.part
        old.book(old.doing)
        old.withdrawn = True
        part = self._part_of(review, old)
        part.rework = old.rework
        self.town.env.process(follow(ReviewProcess(self, part, review).silent()))

    # -------------------------------------------------------------------------- delivery, the end

    def deliver(self, application: Application, part: CasePart) -> None:
        """Nothing is left to decide (section 8.11)."""
        self._start(Delivery(self, part, application))

    def delivered(self, application: Application, part: CasePart) -> None:
        """What waited for this begins; when all is delivered, the case is closed."""
        case = application.case
        case.delivered |= application.covers
        if all(review.position in case.delivered for review in case.reviews):
            self.end(case, APPROVED, part)
        else:
            self._begin_applications(case, part)

    def end(self, case: Case, outcome: int, part: CasePart) -> None:
        """A case ends (section 13)."""
        self.ending.end(case, outcome, part)

    def check_promise(self, review: Review) -> bool:
        """Whether a promise was kept; what follows if not (section 8.12)."""
        return self.ending.check_promise(review)

    # ----------------------------------------------------------------------------------- midnights

    def look_at_backlogs(self) -> None:
        """Departments call in extra reviewers (section 15)."""
        look_at_backlogs(self.town)

    def move_on(self) -> None:
        """Who waits where nobody serves any more goes where such matters are served now (section 10)."""
        for station in self.town.stations[: self.town.region.compiled.first_review_station]:
            if station.servers or not len(station):
                continue
            for turn in station.send_away():
                turn.visit.stand_elsewhere(turn)

    # --------------------------------------------------------------------------------- reading out

    def end_day(self) -> None:
        """Nothing of approvals is written down day by day."""

    def frames(self) -> dict:
        """Cases, their paths, applications, reviews."""
        return frames(self.cases)


__all__ = ["Approvals", "errand_serial"]
