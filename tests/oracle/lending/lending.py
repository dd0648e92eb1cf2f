"""Lending as a part of a town: who holds what, and what others call (docs/lending.md)."""

from datetime import date

from sim.lending import tables
from tests.oracle.clock import DAY

from . import frames, purposes
from .banking import Banking
from .books import MONTH, Bank, Guarantor, Loan, Request
from .demand import Beliefs, Demand
from .ending import Ending
from .judging import Judge
from .money import Money
from .offers import Offers
from .route import Route
from .servicing import Servicing


class Lending:
    """Banks, their loans, and the requests for them."""

    def __init__(self, town):
        self.town, self.world = town, town.tables
        self.requests: list[Request] = []
        self.loans: list[Loan] = []
        self._loans_of: dict[int, list[Loan]] = {}
        self.banks = [_bank(number, row) for number, row in enumerate(self.world.banks)]
        self.guarantor = Guarantor(float(self.credit.guarantor), float(self.credit.guaranteed))
        self._guarantor_before = self.guarantor.money  # as measures last wrote it
        self.fund = float(self.credit.fund)
        self.prime = float(self.credit.prime)
        self.judge, self.offers, self.money = Judge(self), Offers(self), Money(self)
        self.servicing, self.ending, self.banking = Servicing(self), Ending(self), Banking(self)
        self.route, self.demand = Route(self), Demand(self)
        self.beliefs = Beliefs(self, self.world.chances)
        self.months: list[list[dict]] = []  # the banks at the end of each month
        for number in range(int(self.world.control[0].loans)):
            self.add_loan(_loan(number, self.world.loans[number], self.world.products))

    # ------------------------------------------------------------------------------------- looking

    @property
    def economy(self):
        """The economy of the town: firms and their ledger."""
        return self.town.economy

    @property
    def firms(self) -> list:
        """All enterprises' accounts, in order."""
        return self.economy.firms

    @property
    def credit(self):
        """Parameters of credit now in force."""
        return self.world.credit[0]

    @property
    def now(self) -> float:
        """Minutes since the first midnight."""
        return self.town.now

    def u(self, firm, purpose: str, serial: int = 0, subject: int = 0, occurrence: int = 0) -> float:
        """``U(PURPOSE, serial; subject, occurrence)`` of section 3."""
        return self.town.draw(firm.enterprise, serial, purposes.NUMBER[purpose], subject, occurrence)

    def normal(self, firm, purpose: str, serial: int, subject: int = 0) -> float:
        """The standard normal quantile of that number."""
        return self.town.quantile(self.credit.normal, self.u(firm, purpose, serial, subject))

    @staticmethod
    def size_of(firm) -> int:
        """Number of the size class."""
        return int(firm.enterprise.size_class)

    @staticmethod
    def sector_of(firm) -> int:
        """Number of the sector."""
        return int(firm.enterprise.sector)

    def loans_of(self, firm) -> list[Loan]:
        """Loans of an enterprise that are neither repaid nor written off, in the order in which they were granted."""
        return [loan for loan in self._loans_of.get(firm.row, ()) if loan.alive]

    def refused_lately(self, firm) -> bool:
        """Whether it was refused within ``again_after`` months."""
        return self.now - firm.refused_at < float(self.credit.again_after) * MONTH

    def guarantor_room(self) -> float:
        """What more the guarantor may guarantee: its share of principal (section 14)."""
        return float(self.credit.guarantee_leverage) * self.guarantor.money - self.guarantor.guaranteed

    # -------------------------------------------------------------------------------------- keeping

    def add_loan(self, loan: Loan) -> None:
        """A loan is written down."""
        self.loans.append(loan)
        self._loans_of.setdefault(loan.enterprise, []).append(loan)
        if self.economy:
            self.firms[loan.enterprise].loan = loan.number

    def decide_to_ask(self, firm, reason: int, wanted: float, begins: float) -> Request:
        """An enterprise will ask for a loan: a request is numbered, and begins at its moment."""
        request = Request(len(self.requests), firm.row, int(firm.requests), reason, wanted, begins)
        self.requests.append(request)
        firm.requests += 1
        firm.open_request = 1
        self.town.env.process(self.route.process(request, self.town.next_errand()))
        return request

    def mark(self, firm) -> None:
        """One mark more in the credit record (docs/economy.md, section 18)."""
        self.town.lifecycle.mark(firm)

    def note_overdue(self, firm) -> None:
        """Whether a loan of an enterprise is overdue or in default."""
        bad = tables.OVERDUE, tables.DEFAULTED
        firm.overdue = int(any(loan.state in bad for loan in self.loans_of(firm)))

    # ------------------------------------------------------------------------- called by the economy

    def service_loans(self, first: date, following: date) -> None:
        """Step 4 of a month's end (docs/lending.md, section 10)."""
        following_next = date(following.year + following.month // 12, following.month % 12 + 1, 1)
        self.banking.expect()
        self.servicing.service((following_next - following).days * DAY)

    def close_month(self, first: date, following: date) -> None:
        """Step 9 of a month's end (docs/lending.md, section 9)."""
        self.beliefs.learn()
        self.demand.arise()
        if following.month == 1:
            self.banking.pay_incentives()
        for bank in self.banks:
            self.banking.close_month(bank)
        if following.month % 3 == 1:
            for bank in self.banks:
                self.banking.close_quarter(bank)
        self.months.append([frames.bank_row(self, bank) for bank in self.banks])
        for bank in self.banks:
            self.banking.end_month(bank)
        self.prime = self.town.region.compiled.lending.prime_rate(following)

    def fund_top_up(self) -> float:
        """Government pays into the fund what is missing, while either share is above 0 (section 14)."""
        credit = self.credit
        if float(credit.compensation_guarantor) <= 0.0 and float(credit.compensation_bank) <= 0.0:
            return 0.0
        missing = float(max(float(credit.fund_size) - self.fund, 0.0) // 1)
        self.fund += missing
        self.economy.ledger.transfer("fund_topped_up", missing)
        return missing

    def guarantor_earns(self, amount: float) -> None:
        """Fees for guarantees in place of bonds."""
        self.guarantor.money += amount

    def call_loans(self, firm) -> None:
        """An enterprise stops."""
        self.ending.call(firm)

    def proceedings_begin(self, firm) -> None:
        """An enterprise is insolvent: its loans are in default when they are next gone through (section 10, step 1)."""

    def reorganise(self, firm) -> None:
        """Proceedings end well."""
        self.ending.reorganise(firm)

    def wind_up(self, firm) -> None:
        """The end of an enterprise."""
        self.ending.wind_up(firm)

    @property
    def heard_chance(self) -> float | None:
        """What founders hear of credit; None: nothing yet."""
        return self.beliefs.heard

    # ----------------------------------------------------------------------------- called by the town

    def values_changed(self) -> None:
        """Measures of a day were written: what concerns money of the moment acts at once (section 16)."""
        written = float(self.credit.guarantor)
        paid_in, self._guarantor_before = written - self._guarantor_before, written
        if paid_in:
            self.guarantor.money += paid_in
            self.economy.ledger.transfer("guarantor_funded", paid_in)
        changed = self.town.region.writer.lending.capital_changed
        for name, factor in changed.items():
            self.banking.change_capital(self.banks[self.town.region.compiled.lending.banks.index(name)], factor)
        changed.clear()

    def case_ended(self, case) -> None:
        """A case of approvals has ended."""
        self.route.case_ended(case)

    def end_day(self) -> None:
        """Nothing of lending is written down by the day."""

    def frames(self) -> dict:
        """What happened."""
        return frames.frames(self)


def _bank(number: int, row) -> Bank:
    names = ("capital", "funds", "provisions", "intercept", "loans", "small", "bad", "small_before", "needed")
    return Bank(number, **{name: float(row[name]) for name in names})


def _loan(number: int, row, products) -> Loan:
    whole = ("enterprise", "bank", "product", "schedule", "months", "request", "state", "overdue")
    money = ("granted", "principal", "rate", "pd", "cover", "recovery", "begun", "matures", "provision")
    return Loan(
        number,
        small=bool(row["small"]),
        security=int(products[int(row["product"])].security),
        **{name: int(row[name]) for name in whole},
        **{name: float(row[name]) for name in money},
    )
