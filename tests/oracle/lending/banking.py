"""Banks at the end of a month and of a quarter (docs/lending.md, sections 9 and 13)."""

import math

from sim.lending.tables import OVERDUE, PERFORMING

from .judging import SMALL_LOAN_WEIGHT

CUSHION = 1.125  # times the least capital ratio: what dividends leave


class Banking:
    """The slow side of the banks."""

    def __init__(self, lending):
        self.lending = lending

    @property
    def ledger(self):
        """The ledger of the economy."""
        return self.lending.economy.ledger

    def pay_incentives(self) -> None:
        """At the end of a year local banks are paid for the increase of loans to small enterprises."""
        rate = float(self.lending.credit.incentive)
        for bank in self.lending.banks:
            if self.lending.world.banks[bank.number].local:
                amount = float(math.floor(rate * max(bank.small - bank.small_before, 0.0)))
                bank.money += amount
                bank.earned += amount
                self.ledger.transfer("incentive", amount)
            bank.small_before = bank.small

    def expect(self) -> None:
        """The defaults that scores expect grow by a month's, before loans are gone through."""
        for bank in self.lending.banks:
            alive = (loan for loan in self.lending.loans if loan.bank == bank.number)
            bank.expected += sum(loan.pd for loan in alive if loan.state in (PERFORMING, OVERDUE)) / 12.0

    def close_month(self, bank) -> None:
        """Pay for funds and running cost, provide, pay dividends, settle, and take the appetite from bad loans."""
        row, share = self.lending.world.banks[bank.number], self.lending.economy.month_share
        cost_of_funds = math.floor(bank.funds * (self.lending.prime + float(row.funding)) * share / 12.0)
        running = math.floor(bank.loans * float(row.operating) * share / 12.0)
        bank.profit = bank.earned - bank.lost - (bank.needed - bank.provisions) - cost_of_funds - running
        bank.provisions = bank.needed
        dividend = self._dividend(bank, row)
        self.ledger.transfer("funding_cost", cost_of_funds)
        self.ledger.transfer("bank_costs", running)
        self.ledger.transfer("dividends", dividend)
        bank.money -= cost_of_funds + running + dividend
        self._settle(bank)
        bank.capital = bank.loans - bank.provisions - bank.funds
        nonperforming = bank.bad / bank.loans if bank.loans > 0.0 else 0.0
        bank.appetite = float(row.caution) * max(nonperforming - float(row.tolerance), 0.0)

    def _dividend(self, bank, row) -> float:
        weighted = bank.loans - (1.0 - SMALL_LOAN_WEIGHT) * bank.small + float(row.other_assets)
        free = bank.capital - CUSHION * float(row.least_ratio) * weighted
        return float(math.floor(max(min(float(row.dividend) * bank.profit, free), 0.0)))

    def _settle(self, bank) -> None:
        """A bank keeps no money: what is left repays funds, what is missing is drawn."""
        drawn, amount = bank.money < 0.0, abs(bank.money)
        self.ledger.transfer("funding_drawn" if drawn else "funding_repaid", amount)
        self.ledger.claim("funding", "new" if drawn else "repaid", amount)
        bank.funds -= bank.money
        bank.money = 0.0

    def close_quarter(self, bank) -> None:
        """The score moves towards the defaults seen."""
        learning = float(self.lending.credit.learning)
        bank.intercept += learning * math.log((bank.seen + 1.0) / (bank.expected + 1.0))
        bank.seen = bank.expected = 0.0

    def end_month(self, bank) -> None:
        """What is reckoned by the month begins anew."""
        bank.earned = bank.lost = 0.0

    def change_capital(self, bank, factor: float) -> None:
        """A measure has capital raised from outside, or lost to it, at once."""
        change = float(math.floor((factor - 1.0) * bank.capital))
        bank.money += change
        bank.capital += change
        self.ledger.transfer("capital_raised" if change > 0.0 else "capital_lost", abs(change))
