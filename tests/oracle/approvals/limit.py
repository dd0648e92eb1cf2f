"""The clock of a limit, and silence (docs/model.md, section 9)."""

from math import isnan

from sim.approvals.tables import OPEN
from tests.oracle.agenda import LIMIT_OVER
from tests.oracle.approvals.purposes import SILENCE
from tests.oracle.clock import tick


class LimitClock:
    """Limits of reviews run in office minutes."""

    def __init__(self, approvals):
        self._approvals, self._town = approvals, approvals.town

    @property
    def _worked(self) -> float:
        return self._town.office.worked(self._town.now)

    def start(self, review) -> bool:
        """It starts with the first review, and with the first after applying again, at the limit then in force;
        whether it did."""
        if not isnan(review.accepted):
            return False
        item = review.item
        review.accepted, review.accepted_worked = self._town.now, self._worked
        review.stopped, review.stopped_since = 0.0, -1.0
        review.limit = float(item["limit_share"]) * min(float(item["promised"]), float(item["statutory"]))
        self._watch(review)
        return True

    def reset(self, review) -> None:
        """Applied again: the clock is to start anew."""
        review.accepted = float("nan")

    def stop(self, review) -> None:
        """It stands still from now on."""
        review.stopped_since = self._worked

    def go_on(self, review) -> None:
        """It runs on."""
        review.stopped += self._worked - review.stopped_since
        review.stopped_since = -1.0
        self._watch(review)

    def used(self, review) -> float:
        """Office minutes used up."""
        until = review.stopped_since if review.stopped_since >= 0.0 else self._worked
        return until - review.accepted_worked - review.stopped

    def rest(self, review) -> float:
        """Office minutes that are left."""
        return self.length(review) - self.used(review)

    def length(self, review) -> float:
        """The limit in office minutes."""
        return tick(review.limit * self._town.day_minutes)

    # ------------------------------------------------------------------------------------- silence

    def _watch(self, review) -> None:
        department = self._town.tables.departments[review.item["department"]]
        case = review.case
        u = self._town.draw(case.enterprise, case.serial, SILENCE, review.position)
        if u < department["silence_consent"]:
            over = self._town.office.finish(self._town.now, max(self.rest(review), 0.0))
            self._town.env.process(self._look(review, over))

    def _look(self, review, time: float):
        """When the rest of the limit will have passed: whether the limit is over indeed."""
        yield self._town.env.moment(time, LIMIT_OVER, 0, review.case.number, review.position)
        if review.case.closed or review.outcome != OPEN or isnan(review.accepted):
            return
        if review.stopped_since >= 0.0 or self.rest(review) > 0.0:
            return
        if review.application.follows > self._town.now:  # silence consents to nothing while documents are missing
            self._town.env.process(self._look(review, review.application.follows))
            return
        self._approvals.decide_by_silence(review)
