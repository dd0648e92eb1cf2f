"""From preparing an application to its acceptance (docs/model.md, sections 8.1 to 8.6)."""

from sim.approvals.tables import GIVEN_UP, ONLINE, PROACTIVE, WINDOW
from tests.oracle.approvals import purposes
from tests.oracle.approvals.hall import HallVisit
from tests.oracle.approvals.matters import MOST_TRIES, Gone
from tests.oracle.approvals.paperwork import documents_of, paperwork
from tests.oracle.clock import tick
from tests.oracle.draws import binomial


class Submission(HallVisit):
    """An application on its way to acceptance."""

    def process(self):
        """The whole way."""
        yield self.part.moment(self.town.now)
        yield from self.prepare()
        if self.application.channel == PROACTIVE:
            return self.accepted()
        if self.application.channel == WINDOW:
            yield from self.go_and_hand_in()
        else:
            yield from self.check_online()
        while not self.accept():
            yield from self.mend()
            if self.application.channel == ONLINE:
                yield from self.check_online()
            elif self.application.helped:
                yield from self.hand_in()
            else:
                yield from self.go_and_hand_in()
        return self.accepted()

    # ------------------------------------------------------------------------------------- prepare

    def prepare(self):
        """Section 8.1."""
        application, case, behaviour = self.application, self.case, self.behaviour
        application.documents, shared = documents_of(self.part, application)
        case.documents += application.documents
        case.documents_shared += shared
        if self.every("proactive", purposes.PROACTIVE):
            application.channel = PROACTIVE
        else:
            case.handed_in += 1
            case.steps += 1
        effort = self.paperwork(
            application.documents,
            self.quantile(behaviour["preparation"], purposes.PREPARATION, application.first),
        )
        minutes = tick(effort / float(behaviour["preparation_attention"]))
        yield from self.part.wait_office(minutes, "prepare documents", "preparation")
        if application.channel != PROACTIVE:
            application.channel = ONLINE if self.goes_online() else WINDOW
        case.channel = max(case.channel, application.channel)

    def paperwork(self, documents: int, minutes: float) -> float:
        """Minutes of paperwork, spent."""
        effort = paperwork(self.enterprise, documents, minutes)
        self.case.spend(effort)
        return effort

    def goes_online(self) -> bool:
        """Whether the enterprise would, and each item can."""
        behaviour, enterprise = self.behaviour, self.enterprise
        inclination = float(behaviour["online_inclination"]) * min(1.0, 2.0 * enterprise.skill)
        inclination += float(behaviour["online_experience"]) * enterprise.experience
        willing = self.draw(purposes.GO_ONLINE, self.application.first) < inclination
        return willing and self.every("online", purposes.ONLINE_SHARE)

    # ------------------------------------------------------------------------------------- hand in

    def go_and_hand_in(self):
        """Sections 8.2 and 8.3."""
        self.application.hall = self.nearest_hall()
        yield from self.trip("travel to hall", "travel")
        yield from self.hand_in_after_trip()

    def check_online(self):
        """Section 8.4."""
        application, review = self.application, self.application.reviews[0]
        hall = self.town.tables.halls[0]
        service = self.quantile(hall["service"], purposes.INTAKE, application.first, application.returns)
        check = service + float(hall["per_document"]) * application.documents
        yield from self.part.served_at(
            self.desk(review),
            tick(float(self.department(review)["online_check"]) * check),
            activity="check online application",
            waiting="queue_review",
            working="review_effort",
            due=self.town.office.worked(self.town.now),
        )

    # --------------------------------------------------------------------------------------- check

    def accept(self) -> bool:
        """Section 8.5: whether it is accepted, perhaps with documents that are to follow."""
        application, behaviour = self.application, self.behaviour
        if application.deficient is None:
            application.deficient = self.first_deficient()
        if application.deficient == 0:
            return True
        minor = binomial(
            application.deficient,
            float(behaviour["minor"]),
            self.draw(purposes.MINOR, application.first, application.returns),
        )
        if minor == application.deficient and self.every("tolerant", purposes.TOLERANT):
            effort = self.supplement(application.deficient, purposes.FOLLOW)
            application.follows = self.town.office.finish(self.town.now, effort)
            return True
        return False

    def first_deficient(self) -> int:
        """How many documents are deficient at the first check."""
        application, behaviour = self.application, self.behaviour
        p = float(behaviour["deficient"])
        p *= 1.0 + float(behaviour["deficient_skill"]) * (0.5 - self.enterprise.skill)
        for applies, column in (
            (application.advised, "deficient_guide"),
            (application.helped, "deficient_helper"),
            (application.channel == ONLINE, "deficient_online"),
        ):
            p *= 1.0 - float(behaviour[column]) * applies
        u = self.draw(purposes.DEFICIENT, application.first)
        return binomial(application.documents, min(max(p, 0.0), 1.0), u)

    def supplement(self, documents: int, purpose: int) -> float:
        """Office minutes until so many documents are mended or found; the work is spent."""
        behaviour, application = self.behaviour, self.application
        minutes = self.quantile(behaviour["supplement"], purpose, application.first, application.returns)
        return tick(self.paperwork(documents, minutes) / float(behaviour["supplement_attention"]))

    def mend(self):
        """It was sent back: the enterprise gives up or mends what was named."""
        application, case, behaviour = self.application, self.case, self.behaviour
        first = application.first
        one_time_notice = float(self.department(application.reviews[0])["one_time_notice"])
        everything = self.draw(purposes.NOTICE, first, application.returns) < one_time_notice
        named = application.deficient if everything else 1
        application.returns += 1
        case.returns += 1
        self.part.rework = True
        self.part.log("application returned")
        give_up = float(behaviour["give_up"])
        if self.working_days_since_need() > behaviour["patience"]:
            give_up *= 2.0
        patient = application.returns < MOST_TRIES
        if not patient or self.draw(purposes.GIVE_UP, first, application.returns) < give_up:
            self.approvals.end(case, GIVEN_UP, self.part)
            raise Gone
        minutes = self.supplement(named, purposes.SUPPLEMENT)
        yield from self.part.wait_office(minutes, "supplement documents", "supplement")
        again = binomial(
            named,
            float(behaviour["deficient_again"]),
            self.draw(purposes.DEFICIENT_AGAIN, first, application.returns),
        )
        application.deficient += again - named

    def working_days_since_need(self) -> float:
        """Working days since the case began."""
        office = self.town.office
        return (office.worked(self.town.now) - office.worked(self.case.begun)) / self.town.day_minutes

    # ---------------------------------------------------------------------------------- acceptance

    def accepted(self) -> None:
        """Section 8.6."""
        application, case = self.application, self.case
        application.accepted = self.town.now
        self.part.rework = False
        self.part.log("application accepted")
        for review in application.reviews:
            case.fee += float(review.item["fee"])
        for review in application.reviews:
            if self.promised(review):
                self.approvals.decide_on_promise(review, self.part)
        if application.undecided == 0:
            self.approvals.deliver(application, self.part)
        else:
            self.approvals.begin_reviews(application, self.part)

    def promised(self, review) -> bool:
        """Whether it is decided at once on a promise."""
        return (
            not self.application.follows > self.town.now
            and self.draw(purposes.COMMITMENT, review.position) < review.item["commitment"]
            and not self.enterprise.credit_mark
        )
