"""A month of a life, and what cases bring (docs/economy.md, sections 12, 16 and 17)."""

import math

from sim.approvals.tables import APPROVED, CONVERSION, OF_ITSELF, PERMIT, STRIKING_OFF
from sim.economy.tables import (
    DORMANT,
    GONE,
    IDLE,
    INSOLVENT,
    NO_ERRAND,
    NOT_YET,
    REVOKED,
    STRUCK_OFF,
    TRADING,
)
from tests.oracle.economy.customers import Market
from tests.oracle.economy.purposes import DORMANCY, STOPPING
from tests.oracle.economy.purposes import MONTH as MONTH_PURPOSE
from tests.oracle.lifecycle import credit_record, ending, growing, insolvency, opening, stopping
from tests.oracle.lifecycle.entry import Entry
from tests.oracle.lifecycle.errands import Errands

DIFFICULT = 6
"""Months with a loss in the last twelve from which an enterprise is in difficulty."""
SEARCH = 6
"""Months between two looks for a customer."""
MOST_MARKS = 100
YEAR_OF_MONTHS = 12


class Lifecycle:
    """Lives of enterprises: what happens to them at a month's end, and when cases end."""

    def __init__(self, town):
        self.town, self.economy = town, town.economy
        self.market = Market(town.economy)
        self.errands = Errands(self)
        self.entry = Entry(self)

    # --------------------------------------------------------------------------------- month's end

    def live_on(self) -> None:
        """Step 8 of a month's end: each enterprise in order of rows, as it stands then."""
        for firm in self.economy.firms:
            self._live_on(firm)

    def _live_on(self, firm) -> None:
        if firm.status in (NOT_YET, GONE):
            return
        if not firm.enterprise.active:
            ending.settle(self, firm, firm.ended or REVOKED)
            return
        credit_record.keep(self, firm)
        if firm.status == TRADING:
            self._trading(firm)
        elif firm.status == DORMANT:
            self._dormant(firm)
        elif firm.status == IDLE:
            self._idle(firm)
        elif firm.status == INSOLVENT and self.town.now >= firm.proceedings_until:
            insolvency.end_of_proceedings(self, firm)

    def _trading(self, firm) -> None:
        if firm.months >= YEAR_OF_MONTHS and math.isnan(firm.staff_year):
            firm.staff_year = firm.staff
        if insolvency.cannot_pay(self, firm):
            if self.economy.company(firm):
                insolvency.begin_proceedings(self, firm)
            else:
                stopping.stop(self, firm)
        elif self.happens(self._hazard(firm), self.month_word(firm, STOPPING)):
            if self._falls_asleep(firm):
                stopping.fall_asleep(self, firm)
            else:
                stopping.stop(self, firm)
        elif not growing.outgrow_class(self, firm):
            growing.think_of_investment(self, firm)
            if firm.customer < 0 and (self.economy.month + firm.key) % SEARCH == 0:
                self.market.look_for_customer(firm, self.economy.month + 1)

    def _hazard(self, firm) -> float:
        """Of stopping, a year."""
        by_age = self.town.tables.stopping
        usual = float(by_age[min(math.floor(self.economy.age(firm)), len(by_age) - 1)])
        return usual * (1.0 + self.economy.rules.economy.losses * firm.months_with_a_loss / 12.0)

    def _falls_asleep(self, firm) -> bool:
        if self.month_word(firm, DORMANCY) >= self.economy.rules.economy.dormancy or firm.overdue:
            return False
        return firm.months_with_a_loss >= DIFFICULT or firm.short > 0

    def _dormant(self, firm) -> None:
        if self.economy.company(firm) and insolvency.cannot_pay(self, firm):
            insolvency.begin_proceedings(self, firm)
        elif self.happens(self.economy.rules.economy.wakes, self.month_word(firm, STOPPING)):
            stopping.wake(self, firm)
        elif self.town.now >= firm.sleeps_until:
            stopping.stop(self, firm)

    def _idle(self, firm) -> None:
        if firm.payable == 0.0:
            self.release_suppliers(firm)
        stopping.sell_property(self, firm)
        if self.economy.company(firm) and insolvency.cannot_pay(self, firm):
            insolvency.begin_proceedings(self, firm)
        elif firm.debts == 0.0 and self.may_set_out(firm):
            self._think_of_leaving(firm)

    def _think_of_leaving(self, firm) -> None:
        rules = self.economy.rules.economy
        simple = self.errands.simple(firm)
        days = self.entry.exit_days(simple)
        rate = rules.striking_off
        if days is not None:
            rate = rate * rules.exit_effort / (rules.exit_effort + days)
        if self.happens(rate, self.month_word(firm, STOPPING)):
            self.errands.leave(firm, simple)

    # -------------------------------------------------------------------------------------- helpers

    def happens(self, rate: float, u: float) -> bool:
        """Section 12: whether what happens so often a year happens this month."""
        return u < 1.0 - math.exp(-rate * self.economy.month_share / 12.0)

    def may_set_out(self, firm) -> bool:
        """Whether it is on no errand, and has left one that came to nothing alone for long enough (section 16)."""
        return firm.errand == NO_ERRAND and self.town.now >= firm.errand_after

    def month_word(self, firm, subject: int) -> float:
        return self.economy.word(firm, MONTH_PURPOSE, subject)

    def release_suppliers(self, firm) -> None:
        """They are free to look for another customer."""
        for supplier in firm.suppliers:
            supplier.customer = -1
        firm.suppliers.clear()

    def mark(self, firm) -> None:
        """A mark in the credit record (section 18)."""
        firm.marks = min(firm.marks + 1, MOST_MARKS)

    def registered(self) -> int:
        """Enterprises on the register."""
        return sum(bool(firm.enterprise.active) for firm in self.economy.firms)

    # --------------------------------------------------------------------------------- what cases bring

    def comes(self, enterprise) -> bool:
        """Whether a potential founder comes on its day."""
        return self.entry.comes(self.economy.firms[enterprise.row])

    def founded(self, enterprise) -> None:
        """Its founding is approved."""
        opening.open_business(self, self.economy.firms[enterprise.row])

    def closed(self, enterprise, revoked: bool) -> None:
        """It is off the register: struck off, or its licence is revoked."""
        firm = self.economy.firms[enterprise.row]
        enterprise.trading, enterprise.ceased = 0, self.town.now
        if not revoked:
            firm.ended = STRUCK_OFF  # of a revoked licence the books hear at the month's end

    def case_ended(self, case) -> None:
        """What waited for a case goes on."""
        self.entry.hear_of(case)
        if case.purpose == OF_ITSELF:
            return
        firm = self.economy.firms[case.enterprise.row]
        approved = case.outcome == APPROVED
        if case.purpose == PERMIT:
            growing.permit_decided(self, firm, case.ref, approved)
        elif case.purpose == CONVERSION:
            self.errands.over(firm, approved)
            if approved:
                self.economy.count("converted")
                growing.move_into_next_class(self, firm)
        elif case.purpose == STRIKING_OFF:
            self.errands.over(firm, approved)

    # ---------------------------------------------------------------------------------- reading out

    def end_day(self) -> None:
        """Nothing is written down by the day."""

    def frames(self) -> dict:
        return {}
