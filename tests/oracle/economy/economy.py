"""The economy of a town: accounts, and the month's end in its order (docs/economy.md, sections 1 and 6)."""

from datetime import timedelta

from sim.economy.tables import COUNTS, DORMANT, TRADING
from tests.oracle.economy.books import Books
from tests.oracle.economy.costs import pay_bills
from tests.oracle.economy.firm import everybody
from tests.oracle.economy.ledger import Ledger
from tests.oracle.economy.projects import use_what_is_left
from tests.oracle.economy.revenue import demand_under_shocks, earn
from tests.oracle.economy.rules import Rules, season_of
from tests.oracle.economy.taxes import deal_with_government
from tests.oracle.economy.trade import clear, fall_due
from tests.oracle.economy.treasury import Treasury

YEAR = 365.25 * 1440.0
MONTH = YEAR / 12.0
"""Minutes (section 1)."""


class Economy:
    """Firms, their ledger, and the closing of a month.

    ``month`` is the number of the month being closed, or of the last one closed (0 before), ``month_share`` the part of
    it that was simulated, ``counting`` whether it lies within the study's days; ``rules`` are the values in force.
    """

    def __init__(self, town):
        self.town, self.tree = town, town.region.scenario.tree
        self.firms = everybody(town.tables.firms, town.enterprises)
        self.ledger = Ledger()
        self.rules = Rules(town.tables)
        self.month, self.month_share, self.counting = 0, 1.0, False
        self.first = town.region.first_day
        self.counts = dict.fromkeys(COUNTS, 0)
        self.season = [1.0] * len(self.rules.sectors)
        self.demand = [1.0] * len(self.rules.sectors)
        self.treasury = Treasury(self)
        self.books = Books(self)

    def close_month(self, first, following) -> None:
        """All steps of section 6."""
        lending, lifecycle = self.town.lending, self.town.lifecycle
        self._set_month(first, following)  # 1
        earn(self)  # 2
        pay_bills(self)  # 3
        if lending:
            lending.service_loans(first, following)  # 4
        deal_with_government(self)  # 5
        fall_due(self)
        clear(self)  # 6
        use_what_is_left(self)  # 7
        lifecycle.entry.ask_around()
        lifecycle.live_on()  # 8
        if lending:
            lending.close_month(first, following)  # 9
        lifecycle.entry.spread_word(following)  # 10
        self.treasury.close_month()  # 11
        self.books.write_down()  # 12
        self.ledger.begin_anew()
        self.counts = dict.fromkeys(COUNTS, 0)

    def _set_month(self, first, following) -> None:
        """Season and shocks; values in force are those of the month that ends."""
        region, month = self.town.region, first.replace(day=1)
        self.first = first
        self.month = (month.year - region.first_day.year) * 12 + month.month - region.first_day.month
        self.month_share = (following - first).days / (following - month).days
        self.counting = region.start <= first and following <= region.start + timedelta(days=region.days)
        self.ledger.counting = self.counting
        self.rules = Rules(self.town.tables)
        for number, name in enumerate(self.tree["population"]["sectors"]):
            self.season[number] = season_of(self.tree, name, first.month)
            shocks = demand_under_shocks(self.tree, name, month, following)
            self.demand[number] = self.rules.sectors[number].demand * shocks

    # ------------------------------------------------------------------------------- random numbers

    def word(self, firm, purpose: int, subject: int, serial: int | None = None) -> float:
        """W(key, serial, purpose, subject), the month's where no serial is given (section 3)."""
        return self.town.draws.word(firm.key, self.month if serial is None else serial, purpose, subject)

    def uniform(self, firm, purpose: int, serial: int = 0) -> float:
        """U(PURPOSE, serial)."""
        return self.town.draws.uniform(firm.key, serial, purpose)

    def normal(self, number: float) -> float:
        """The standard normal quantile of a number."""
        return self.town.quantile(self.rules.economy.normal, number)

    # -------------------------------------------------------------------------------------- looking

    def trading(self) -> list:
        """Firms that trade, in order."""
        return [firm for firm in self.firms if firm.status == TRADING]

    def small(self, firm) -> bool:
        return self.rules.small(firm)

    def company(self, firm) -> bool:
        return self.rules.company(firm)

    def staff_needed(self, firm) -> float:
        """Section 4."""
        return firm.capacity * self.demand[firm.sector] / self.rules.productivity(firm)

    def fixed_cost(self, firm) -> float:
        """Of a month, wherever it is named (section 4)."""
        sector, rules = self.rules.sector(firm), self.rules
        premises = (sector.rent + sector.utilities) * firm.capacity
        if firm.status == DORMANT:
            return rules.economy.dormant_cost * (self.staff_needed(firm) * rules.pay(firm) + premises)
        social = rules.economy.social if rules.company(firm) else 0.0
        return firm.staff * rules.pay(firm) * (1.0 + social) + premises

    def age(self, firm) -> float:
        """Years (section 12)."""
        began = firm.enterprise.began
        if began < 0.0:
            return firm.enterprise.age + self.town.now / YEAR
        return (self.town.now - began) / YEAR

    # ------------------------------------------------------------------------------------- counting

    def count(self, what: str) -> None:
        """Something happened this month."""
        self.counts[what] += 1

    def count_taxes(self, firm, amount: float) -> None:
        """Taxes and charges in the study's days."""
        if self.counting:
            firm.taxed += amount

    def count_time(self, firm, amount: float) -> None:
        """Cost of time in the study's days."""
        if self.counting:
            firm.time_cost += amount

    def note_month(self, firm) -> None:
        """A month of trading is over."""
        firm.months += 1
        if self.counting:
            firm.counted_months += 1
            firm.sales += firm.revenue

    def guarantor_earns(self, amount: float) -> None:
        """Fees for guarantees in place of bonds."""
        if self.town.lending:
            self.town.lending.guarantor_earns(amount)

    def profit_lost(self, firm, amount: float) -> None:
        """Taken off the month's profit after taxes: receivables that are lost, fees of bonds (section 9)."""
        firm.profit -= amount
        firm.year_profit -= amount
        if self.counting:
            firm.earned -= amount

    # ---------------------------------------------------------------------------------- reading out

    def case_ended(self, case) -> None:
        """Its fee and cost are due; approvals have noted that."""

    def end_day(self) -> None:
        """Nothing is written down by the day."""

    def frames(self) -> dict:
        return self.books.frames()
