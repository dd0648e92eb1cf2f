"""A month of a loan (docs/lending.md, section 10) and its renewal (section 12)."""

import math

from sim.economy.tables import INSOLVENT, TRADING
from sim.lending import tables
from tests.oracle.clock import DAY

from .books import MONTH, Loan

MONTHS_OVERDUE_MARKED, MONTHS_OVERDUE_DEFAULT = 2, 3


class Servicing:
    """Goes through bridging money, then through all loans, at a month's end."""

    def __init__(self, lending):
        self.lending = lending

    def service(self, following_minutes: float) -> None:
        """``following_minutes``: how long the month that begins will be."""
        lending = self.lending
        for firm in lending.firms:
            if firm.bridge > 0.0 and firm.status != INSOLVENT:
                lending.money.pay_for_bridge(firm)
                if not lending.requests[firm.bridged_for].is_open:
                    lending.money.repay_bridge(firm)
        for bank in lending.banks:
            bank.needed = 0.0
        for loan in lending.loans:
            if loan.alive:
                self._month_of(loan, following_minutes)
            self._provide(loan)
        for firm in lending.firms:
            lending.note_overdue(firm)

    def _month_of(self, loan: Loan, following_minutes: float) -> None:
        lending, firm = self.lending, self.lending.firms[loan.enterprise]
        if loan.principal <= 0.0:
            lending.money.close(loan, tables.REPAID)
            return
        if firm.status == INSOLVENT:
            lending.ending.default(loan)
            return
        self._interest(loan, firm)
        if loan.in_default and lending.now - loan.defaulted >= float(lending.credit.write_off) * MONTH:
            lending.ending.sell_security(loan)
            lending.ending.write_off(loan)
            return
        if not loan.in_default:
            loan.months -= 1
        self._principal(loan, firm)
        if loan.alive:
            self._overdue(loan, firm)
            self._renewal(loan, firm, following_minutes)

    # --------------------------------------------------------------------------- interest, principal

    def _interest(self, loan: Loan, firm) -> None:
        lending = self.lending
        share = min((lending.now - loan.begun) / MONTH, lending.economy.month_share)
        due = math.floor(loan.principal * loan.rate / 12.0 * share) + loan.arrears
        paid = lending.economy.ledger.pay_what_is_there(firm, "interest", due)
        loan.arrears = due - paid
        bank = lending.banks[loan.bank]
        bank.money += paid
        bank.earned += paid
        self._subsidise(loan, firm, paid, share)

    def _subsidise(self, loan: Loan, firm, paid: float, share: float) -> None:
        """Government pays back part of the interest paid, up to the prime rate."""
        lending, credit, size = self.lending, self.lending.credit, self.lending.size_of(firm)
        if lending.world.products[loan.product].subsidised and lending.world.aided[1, size] > 0.0:
            least = min(paid, loan.principal * lending.prime / 12.0 * share)
            subsidy = math.floor(float(credit.subsidy_share) * least)
            subsidy = min(float(subsidy), max(float(credit.subsidy_most) - firm.subsidy, 0.0))
            if subsidy > 0.0:
                lending.economy.ledger.receive(firm, "interest_subsidy", subsidy)
                firm.subsidy += subsidy

    def _principal(self, loan: Loan, firm) -> None:
        if loan.months <= 0 and self._waits_for_new_loan(loan):
            return  # what was behind before stays so
        due = min(self._due(loan, firm), loan.principal)
        paid = max(min(due, firm.cash), 0.0)
        loan.behind = due - paid
        if paid > 0.0:
            self.lending.money.repay(loan, paid)

    def _being_renewed(self, loan: Loan):
        """The request that is to renew it and has not ended; None without one."""
        request = self.lending.requests[loan.renewing] if loan.renewing >= 0 else None
        return request if request and request.is_open else None

    def _waits_for_new_loan(self, loan: Loan) -> bool:
        """Whether it is being renewed and need not be repaid before."""
        request = self._being_renewed(loan)
        return request is not None and request.without_principal

    def _due(self, loan: Loan, firm) -> float:
        """Principal that is due, by the schedule of the loan; in default what is behind."""
        lending = self.lending
        if loan.months <= 0:
            if self._being_renewed(loan) and firm.cash < loan.principal + firm.bridge:
                lending.money.bridge(loan, firm)
            return loan.principal
        if loan.schedule == tables.INSTALMENTS and not loan.in_default:
            return loan.behind + math.floor(loan.granted / int(lending.world.products[loan.product].months))
        if loan.schedule == tables.REVOLVING:
            target = 1.5 * float(lending.credit.target) * lending.economy.fixed_cost(firm)
            return max(loan.behind, float(math.floor(firm.cash - target)))
        return loan.behind

    # ----------------------------------------------------------------------- overdue, renewal, provisions

    def _overdue(self, loan: Loan, firm) -> None:
        if loan.arrears <= 0.0 and loan.behind <= 0.0:
            loan.overdue = 0
            if loan.in_default:
                self.lending.banks[loan.bank].bad -= loan.principal
                loan.months = max(loan.months, 1)
            loan.state = tables.PERFORMING
            return
        loan.overdue += 1
        if loan.state == tables.PERFORMING:
            loan.state = tables.OVERDUE
        if loan.overdue == MONTHS_OVERDUE_MARKED:
            self.lending.mark(firm)
        if loan.overdue >= MONTHS_OVERDUE_DEFAULT:
            self.lending.ending.default(loan)

    def _renewal(self, loan: Loan, firm, following_minutes: float) -> None:
        """A loan with a month to go, or fallen due unpaid, may be renewed (section 12)."""
        lending = self.lending
        if loan.schedule == tables.INSTALMENTS or loan.months > 1 or loan.in_default:
            return
        if firm.status != TRADING or firm.open_request or lending.refused_lately(firm):
            return
        buffer = float(lending.credit.buffer) * lending.economy.fixed_cost(firm)
        if not firm.cash - loan.principal < buffer:
            if not lending.u(firm, "RENEWS", 1 + loan.serial) < float(lending.credit.renewed):
                return
        begins = lending.now
        if loan.months == 1:
            loan.matures = lending.now + following_minutes
            begins = max(loan.matures - float(lending.credit.lead) * DAY, lending.now)
        request = lending.decide_to_ask(firm, tables.ROLLOVER, loan.principal, begins)
        request.renews = loan
        request.without_principal = lending.u(firm, "WITHOUT_PRINCIPAL", request.serial) < float(
            lending.credit.without_principal
        )
        loan.renewing = request.number

    def _provide(self, loan: Loan) -> None:
        """What the bank puts aside until the next month's end, whatever becomes of the loan later at this one."""
        loan.provision = 0.0
        if loan.alive:
            likely = 1.0 if loan.in_default else min(max(loan.pd, 0.25 * loan.overdue), 1.0)
            lost = max(float(self.lending.credit.loss) - loan.recovery, 0.0)
            loan.provision = float(math.floor(loan.principal * (1.0 - loan.cover) * lost * likely))
        self.lending.banks[loan.bank].needed += loan.provision
