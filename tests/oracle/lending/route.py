"""The route of a request (docs/lending.md, section 5), as one SimPy process."""

import math

from sim.approvals.tables import APPROVED, REGISTRATION
from sim.economy.tables import TRADING
from sim.lending import tables
from tests.oracle.agenda import ERRAND_BEGINS
from tests.oracle.approvals import errand_serial
from tests.oracle.clock import tick
from tests.oracle.part import Part

from .judging import REFUSED

AFTER_CASES = 2**38  # where requests stand among events of the same lane (section 15)
URGENT, REGULAR = 0, 1
LENDS, REFUSES, NOT_WANTED = "lends", "refuses", "not wanted any more"
COMPONENTS = (
    "preparation",
    "(none)",
    "queue_intake",
    "intake",
    "off_hours",
    "queue_officer",
    "due_diligence",
    "outside_wait",
    "committee",
    "registration",
    "(none either)",
    "payout",
)
"""What the columns of the table ``request_paths`` are."""


def lane_of(request) -> int:
    """The lane in which a request is handled."""
    return URGENT if request.urgent else REGULAR


class RequestPart(Part):
    """What moves of a request: its place in lines, its time, its record."""

    kind = "request"
    components = COMPONENTS

    def __init__(self, town, request):
        super().__init__(town, request.number, lane=lane_of(request), order=AFTER_CASES + request.number)


class Route:
    """Leads requests from the moment at which they are decided upon to their end."""

    def __init__(self, lending):
        self.lending, self.town = lending, lending.town
        self._registered = {}  # what waits for the case of this request's registration

    def process(self, request, errand: int):
        """The life of a request; ``errand`` is its number among all errands."""
        yield self.town.env.moment(request.begins, ERRAND_BEGINS, 0, errand, 0)
        part = RequestPart(self.town, request)
        request.begun = self.town.now
        part.log("request begins")
        yield from self._prepare(request, part)
        if not self._trades(request):
            return self._withdraw(request, part)
        self.lending.offers.first_bank(request)
        part.lane = lane_of(request)
        while (answer := (yield from self._ask(request, part))) != LENDS:
            if answer == REFUSES and request.asked >= int(self.lending.credit.most_banks):
                self.lending.firms[request.enterprise].refused_at = self.town.now
                part.log("loan refused")
                return self._end(request, part, tables.REJECTED)
            if not self._trades(request):
                return self._withdraw(request, part)
            self.lending.offers.next_bank(request)
        if self._too_dear(request):
            part.log("offer declined")
            return self._end(request, part, tables.DECLINED)
        self.lending.money.commit(request)
        yield from self._committee(request, part)
        if self._needs_registration(request):
            if not (yield from self._register(request, part)):
                return self._withdraw(request, part, committed=True)
        yield from self._payout(request, part)
        if not self._trades(request):
            return self._withdraw(request, part, committed=True)
        loan = self.lending.money.pay_out(request)
        request.loan = loan.number
        part.log("loan paid out")
        return self._end(request, part, tables.PAID_OUT)

    # ---------------------------------------------------------------------------------------- steps

    def _prepare(self, request, part):
        firm, credit = self.lending.firms[request.enterprise], self.lending.credit
        enterprise = firm.enterprise
        effort = self.town.quantile(credit.preparation, self.lending.u(firm, "PREPARATION", request.serial))
        work = effort * (1.5 - enterprise.skill)
        enterprise.time_due += math.floor(work * enterprise.wage)
        yield from part.wait_office(tick(work / float(credit.attention)), "prepare request", "preparation")

    def _ask(self, request, part):
        """Intake, due diligence, the wait for others, and the decision."""
        lending, firm, bank = self.lending, self.lending.firms[request.enterprise], request.bank
        station = self.town.stations[int(lending.world.banks[bank].station)]
        request.asked += 1
        asked = request.asked

        u = lending.u(firm, "INTAKE", request.serial, bank, asked)
        yield from station.serve(
            part,
            tick(self.town.quantile(lending.credit.intake, u)),
            activity="take request in",
            waiting="queue_intake",
            working="intake",
        )
        product, amount = lending.offers.choose(request, bank)
        if product < 0:
            request.refusal, request.decided = REFUSED["no_security"], self.town.now
            return REFUSES
        request.product, request.amount = product, amount
        request.online = lending.offers.handled_online(request, request.product)
        row = lending.world.products[product]
        u = lending.u(firm, "EFFORT", request.serial, bank, asked)
        yield from station.serve(
            part,
            tick(self.town.quantile(row.effort, u) * self._factor(request)),
            activity="due diligence",
            waiting="queue_officer",
            working="due_diligence",
        )
        days = self.town.quantile(row.wait, lending.u(firm, "WAIT", request.serial, bank, asked))
        minutes = tick(days * self.town.day_minutes * self._factor(request))
        yield from part.wait_office(minutes, "await records", "outside_wait")
        return self._decide(request, bank)

    def _factor(self, request) -> float:
        """What due diligence takes, as a share of the usual."""
        credit = self.lending.credit
        factor = 1.0 - float(credit.shared) * (1.0 - float(credit.shared_effort))
        if request.platform >= 0 and request.asked == 1:
            factor *= float(self.lending.world.platforms[request.platform].effort)
        if request.online:
            factor *= float(self.lending.world.products[request.product].online_effort)
        if request.renews_at(request.bank):
            factor *= float(credit.renewal_effort)
        return factor

    def _decide(self, request, bank: int) -> str:
        request.decided = self.town.now
        if not self._trades(request):
            return NOT_WANTED
        answer = self.lending.judge.judge(request, bank, request.product, request.amount, at_first=request.asked == 1)
        request.note(answer)
        if answer.lends:
            request.cover = answer.cover
        return LENDS if answer.lends else REFUSES

    def _too_dear(self, request) -> bool:
        """The enterprise declines what is too dear, unless it renews a loan."""
        firm = self.lending.firms[request.enterprise]
        return request.renews is None and request.rate > self.lending.prime + firm.dearest

    def _committee(self, request, part):
        u = self.lending.u(
            self.lending.firms[request.enterprise], "COMMITTEE", request.serial, request.bank, request.asked
        )
        days = self.town.quantile(self.lending.credit.committee, u)
        yield from part.wait_office(tick(days * self.town.day_minutes), "credit committee", "committee")

    def _needs_registration(self, request) -> bool:
        return bool(self.lending.world.products[request.product].registered) and not request.renews_at(request.bank)

    def _register(self, request, part):
        """A case of approvals; True if it ends approved."""
        ended = self._registered[request.number] = self.town.env.event()
        serial = errand_serial(REGISTRATION, request.serial)
        enterprise = self.lending.firms[request.enterprise].enterprise
        case = self.town.approvals.begin_case(
            enterprise, int(self.lending.credit.registration), serial, REGISTRATION, request.number
        )
        request.case, request.path = case.number, list(part.path)
        outcome = yield ended
        part.book("registration")
        if outcome == APPROVED:
            yield part.moment(self.town.now)
        return outcome == APPROVED

    def case_ended(self, case) -> None:
        """A registration is decided: the request goes on."""
        if case.purpose == REGISTRATION:
            self._registered.pop(case.ref).succeed(case.outcome)

    def _payout(self, request, part):
        firm = self.lending.firms[request.enterprise]
        u = self.lending.u(firm, "PAYOUT", request.serial, request.bank)
        days = self.town.quantile(self.lending.credit.payout, u)
        yield from part.wait_office(tick(days * self.town.day_minutes), "pay out", "payout")
        while self._trades(request) and self._waits_for_old_loan(request):
            moment = max(request.renews.matures, self.town.now) + 1.0
            yield from part.wait_until(moment, "await maturity of old loan", "outside_wait")

    def _waits_for_old_loan(self, request) -> bool:
        """Whether the old loan must be repaid first, and neither is nor has fallen due."""
        old = request.renews
        return old is not None and not request.without_principal and old.alive and old.months > 0

    # ------------------------------------------------------------------------------------------ end

    def _trades(self, request) -> bool:
        return self.lending.firms[request.enterprise].status == TRADING

    def _withdraw(self, request, part, *, committed: bool = False) -> None:
        if committed:
            self.lending.money.release(request)
        part.log("request withdrawn")
        self._end(request, part, tables.WITHDRAWN)

    def _end(self, request, part, result: int) -> None:
        request.result, request.ended, request.path = result, self.town.now, part.path
        self.lending.firms[request.enterprise].open_request = 0
        self.lending.beliefs.note(request)
