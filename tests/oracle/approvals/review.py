"""A review: desk, outside wait, verdict, release (docs/model.md, sections 8.7 to 8.10)."""

from sim.approvals.tables import APPROVED, LAPSED, OPEN, REFUSED, SILENT, WINDOW
from tests.oracle.approvals import purposes
from tests.oracle.approvals.hall import HallVisit
from tests.oracle.approvals.matters import MOST_TRIES
from tests.oracle.approvals.paperwork import paperwork
from tests.oracle.clock import tick


class ReviewProcess(HallVisit):
    """A review on its way to a decision, and to delivery if it is the last of its application."""

    def __init__(self, approvals, part, review):
        super().__init__(approvals, part, review.application)
        self.review, self.clock = review, approvals.clock

    def process(self):
        """From the acceptance of the application to the decision."""
        yield self.part.moment(self.town.now)
        again = True
        while again:
            yield from self.at_the_desk()
            yield from self.wait_outside()
            verdict = self.verdict()
            if verdict == OPEN:
                yield from self.correct()
            else:
                yield from self.lie(verdict)
                again = yield from self.release(verdict)

    def attempt_of(self, purpose: int) -> float:
        """U(PURPOSE, position, attempt)."""
        return self.draw(purpose, self.review.position, self.review.attempt)

    # ---------------------------------------------------------------------------------- the review

    def at_the_desk(self):
        """Section 8.7."""
        review, item = self.review, self.review.item
        if self.clock.start(review):
            self.case.steps += 1
        effort = self.town.quantile(item["effort"], self.attempt_of(purposes.EFFORT)) * float(item["effort_scale"])
        if review.corrected:
            effort *= float(self.department(review)["second_look"])
        yield from self.part.served_at(
            self.desk(review),
            tick(effort),
            activity="review",
            waiting="queue_review",
            working="review_effort",
            due=review.accepted_worked + review.stopped + self.clock.length(review),
        )

    def wait_outside(self):
        """Section 8.8."""
        review, item = self.review, self.review.item
        if item["wait"] < 0 or review.corrected:
            return
        minutes = self.town.quantile(item["wait"], self.attempt_of(purposes.OUTSIDE_WAIT))
        minutes = tick(minutes * float(item["wait_scale"]))
        self.case.steps += int(item["wait_steps"])
        stops = bool(item["wait_stops"])
        if stops:
            self.clock.stop(review)
        wait = self.part.wait_office if item["wait_working"] else self.part.wait
        yield from wait(minutes, "outside wait", "outside_wait")
        if stops:
            self.clock.go_on(review)

    def verdict(self) -> int:
        """Section 8.9: approved, refused, or open, if it is to be corrected."""
        department, u = self.department(self.review), self.attempt_of(purposes.VERDICT)
        if u < department["refusal"]:
            return REFUSED
        if not self.review.corrected and u < float(department["refusal"]) + float(department["correction"]):
            return OPEN
        return APPROVED

    def correct(self):
        """The clock stops, the enterprise corrects, the review begins anew."""
        review, behaviour = self.review, self.behaviour
        self.clock.stop(review)
        self.case.returns += 1
        self.part.rework = True
        minutes = self.town.quantile(behaviour["supplement"], self.attempt_of(purposes.CORRECTION))
        minutes = tick(self.spend_paperwork(1, minutes) / float(behaviour["supplement_attention"]))
        yield from self.part.wait_office(minutes, "correct application", "supplement")
        review.corrected = True
        review.attempt += 1
        self.clock.go_on(review)

    def spend_paperwork(self, documents: int, minutes: float) -> float:
        """Minutes of paperwork, spent."""
        effort = paperwork(self.enterprise, documents, minutes)
        self.case.spend(effort)
        return effort

    # --------------------------------------------------------------------------------- the release

    def lie(self, verdict: int):
        """Section 8.10: what is ready lies until the usual share of the limit has passed."""
        review, department = self.review, self.department(self.review)
        review.verdict = verdict
        if self.case.lane == 0:
            return
        pace = self.town.quantile(department["pacing"], self.attempt_of(purposes.PACING))
        share = pace * (1.0 - float(department["supervision"]))
        minutes = tick(max(share * self.clock.length(review) - self.clock.used(review), 0.0))
        yield from self.part.wait_office(minutes, "await release of decision", "pacing")

    def release(self, verdict: int):
        """The decision; whether the review begins anew."""
        review, application, office = self.review, self.application, self.town.office
        if verdict != REFUSED and application.follows > self.town.now:
            rest = self.clock.rest(review)
            missing = office.worked(application.follows) - office.worked(self.town.now)
            if missing <= rest:
                yield from self.part.wait_until(application.follows, "missing documents follow", "supplement")
            else:
                if rest > 0.0:
                    yield from self.part.wait_office(rest, "missing documents follow", "supplement")
                verdict = LAPSED
        if verdict == REFUSED and self.reapplies():
            self.part.log("decision")
            yield from self.apply_again()
            return True
        self.part.rework = False
        self.approvals.decide(review, verdict, self.part)
        return False

    def reapplies(self) -> bool:
        """Whether the enterprise applies again after a refusal."""
        if self.review.attempt + 1 >= MOST_TRIES:
            return False
        return self.attempt_of(purposes.REAPPLY) < self.behaviour["reapply"]

    def apply_again(self):
        """Everything begins anew, with a limit of its own."""
        review, application, behaviour = self.review, self.application, self.behaviour
        self.clock.stop(review)
        self.case.returns += 1
        self.case.handed_in += 1
        self.case.steps += 1
        self.part.rework = True
        if application.channel == WINDOW:
            self.count_visit()
        minutes = self.town.quantile(behaviour["preparation"], self.attempt_of(purposes.REAPPLICATION))
        effort = self.spend_paperwork(application.documents, minutes)
        minutes = tick(effort / float(behaviour["preparation_attention"]))
        yield from self.part.wait_office(minutes, "apply again", "supplement")
        review.attempt += 1
        review.corrected = False
        self.clock.reset(review)

    def silent(self):
        """Section 9: the limit has passed in silence; the decision goes on at once, without lying."""
        yield self.part.moment(self.town.now)
        if self.part.left:
            return
        self.review.verdict = SILENT
        yield from self.release(SILENT)
