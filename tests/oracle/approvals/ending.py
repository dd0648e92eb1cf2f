"""The end of a case, its rating, complaints and promises (docs/model.md, sections 8.12 and 13)."""

from math import floor

from sim.approvals.tables import (
    APPROVED,
    MERGED,
    ONLINE,
    OPEN,
    REVOKED,
    WITHDRAWN,
)
from tests.oracle.approvals import purposes
from tests.oracle.approvals.matters import COMPLAINT_BRANCH, FIRST_PROMISE_BRANCH, CasePart
from tests.oracle.clock import tick

UNDECIDED = OPEN, MERGED, WITHDRAWN
WORST, BEST = 1, 5
LOW = 2  # ratings up to this one may become a complaint


class Ending:
    """What happens when a case ends, and afterwards."""

    def __init__(self, approvals):
        self._approvals, self._town = approvals, approvals.town

    def end(self, case, outcome: int, part) -> None:
        """A case ends with this outcome; its path is that of its last part (section 12)."""
        if outcome == APPROVED and case.revoked:
            outcome = REVOKED
        case.closed, case.outcome, case.ended, case.path = True, outcome, self._town.now, list(part.path)
        part.log("case closed")
        for review in case.reviews:
            if review.outcome == OPEN:
                review.outcome = WITHDRAWN
        self._rate(case)
        self._charge(case)
        if outcome == APPROVED:
            self._take_effect(case)
        for other in (self._town.economy, self._town.lifecycle, self._town.lending):
            if other:
                other.case_ended(case)

    def _charge(self, case) -> None:
        """Fee and cost are now due, each rounded down (only with an economy they are ever paid)."""
        case.enterprise.fees_due += floor(case.fee)
        case.enterprise.time_due += floor(case.cost)

    def _take_effect(self, case) -> None:
        """Approval of a founding makes active, that of a procedure that closes inactive."""
        procedure = self._town.tables.procedures[case.procedure]
        if procedure["founding"]:
            self._found(case.enterprise)
        if procedure["closing"]:
            self._close(case.enterprise, revoked=False)

    def _found(self, enterprise) -> None:
        enterprise.active = 1
        if self._town.lifecycle:
            self._town.lifecycle.founded(enterprise)
        else:
            enterprise.trading, enterprise.began = 1, self._town.now
        if self._town.inspections:
            self._town.inspections.founded(enterprise)
        self._approvals.demand.start(enterprise)

    def _close(self, enterprise, revoked: bool) -> None:
        if not enterprise.active:
            return
        enterprise.active = 0
        if self._town.lifecycle:
            self._town.lifecycle.closed(enterprise, revoked)
        else:
            enterprise.trading, enterprise.ceased = 0, self._town.now

    # ------------------------------------------------------------------------------------- ratings

    def _rate(self, case) -> None:
        """Section 13."""
        behaviour, enterprise = self._town.tables.behaviour[0], case.enterprise
        draw = self._draw(case)
        office = self._town.office
        elapsed = (office.worked(case.ended) - office.worked(case.begun)) / self._town.day_minutes
        score = 5.0 + (draw(purposes.RATING) - 0.5)
        score -= float(behaviour["days_weight"]) * elapsed / max(case.statutory, 1.0)
        score -= float(behaviour["visits_weight"]) * case.visits
        score -= float(behaviour["returns_weight"]) * case.returns
        score -= 0.0 if case.outcome == APPROVED else 2.0
        case.rating = min(max(floor(score + 0.5), WORST), BEST)
        memory = float(behaviour["memory"])
        enterprise.satisfaction += memory * (case.rating - enterprise.satisfaction)
        if case.channel == ONLINE:
            enterprise.experience += memory * ((case.rating - 3.0) / 2.0 - enterprise.experience)
        self._count(case)
        if case.rating <= LOW and draw(purposes.COMPLAINT) < behaviour["complaint"]:
            case.complaint = True
            self._town.env.process(self._complaint(case))

    def _draw(self, case):
        return lambda purpose, subject=0: self._town.draw(case.enterprise, case.serial, purpose, subject)

    def _count(self, case) -> None:
        """The rating counts for the standing of each department that decided at least one item."""
        items, names = self._town.tables.items, self._town.region.compiled.departments
        deciding = {int(items[review.item_row]["department"]) for review in case.reviews if self._decided(review)}
        for department in sorted(deciding):
            self._town.standings.rate(names[department], case.rating)

    @staticmethod
    def _decided(review) -> bool:
        return review.outcome not in UNDECIDED

    def _complaint(self, case):
        part = CasePart(self._town, case, COMPLAINT_BRANCH, follow_up=True)
        yield part.moment(self._town.now)
        behaviour, draw = self._town.tables.behaviour[0], self._draw(case)
        minutes = self._town.quantile(behaviour["complaint_service"], draw(purposes.COMPLAINT_SERVICE))
        desk = self._town.stations[int(behaviour["complaint_station"])]
        yield from part.served_at(desk, tick(minutes), activity="handle complaint", waiting=None, working=None)
        case.complaint_closed = self._town.now
        if draw(purposes.FOLLOWED_UP) < self._town.tables.behaviour[0]["followed"]:
            self._count(case)

    # ------------------------------------------------------------------------------------ promises

    def promise(self, review):
        """Section 8.12: a promise falls due and is checked."""
        case, town = review.case, self._town
        part = CasePart(town, case, FIRST_PROMISE_BRANCH + review.position, follow_up=True)
        part.item = review.position
        yield part.moment(town.now)
        minutes = tick(float(town.tables.behaviour[0]["verify_after"]))
        yield from part.wait(minutes, "run of promise", None)
        if town.inspections and town.inspections.promise_due(review):
            return
        department = town.tables.departments[review.item["department"]]
        effort = town.quantile(department["verification"], part.draw(purposes.VERIFICATION, review.position))
        yield from part.served_at(
            town.stations[int(department["station"])],
            tick(effort),
            activity="verify promise",
            waiting=None,
            working=None,
            due=town.office.worked(town.now) + self._approvals.clock.length(review),
        )
        self.check_promise(review)

    def check_promise(self, review) -> bool:
        """Whether a promise was kept, and what follows if it was not."""
        case, enterprise = review.case, review.case.enterprise
        if self._draw(case)(purposes.PROMISE, review.position) < enterprise.compliance:
            return True
        review.outcome = REVOKED
        enterprise.credit_mark += 1
        case.revoked = True
        if case.closed and case.outcome == APPROVED:
            case.outcome = REVOKED
            if self._town.tables.procedures[case.procedure]["founding"]:
                self._close(enterprise, revoked=True)
        return False
