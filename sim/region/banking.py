"""The slow side of lending: what banks do at the end of a month and of a quarter, and what they stand at.

A bank's capital is what its loans, less provisions, and its money exceed its funds by. Money that is left at the end of
a month goes back to where its funds come from, money that is missing is drawn from there.
"""

import numpy as np

from agents.bank import appetite, dividend, recalibrated, risk_weighted
from sim.economy.claims import FUNDING, NEW, REPAID
from sim.economy.ledger import (
    BANK_COSTS,
    CAPITAL_LOST,
    CAPITAL_RAISED,
    DIVIDENDS,
    FUNDING_COST,
    FUNDING_DRAWN,
    FUNDING_REPAID,
    INCENTIVE,
)
from sim.economy.public import MONTHS


class Banking:
    """The banks of a region, month by month."""

    def __init__(self, region):
        self._region = region
        self._tables = region.compiled.lending
        self.months: list[np.ndarray] = []  # copies of the table, one a month

    @property
    def _world(self):
        return self._region.world

    def _row(self, name: str):
        return self._world.banks[self._tables.banks.index(name)]

    def open(self) -> None:
        """The first day: funds are what loans and provisions leave over capital."""
        for row in self._world.banks:
            row["provisions"] = row["needed"]
            row["funds"] = row["loans"] - row["provisions"] - row["capital"]
            row["small_before"] = row["small"]

    def capital(self, name: str) -> float:
        """Capital, in yuan."""
        return float(self._row(name)["capital"])

    def nonperforming(self, name: str) -> float:
        """Share of the loans that is in default."""
        row = self._row(name)
        return float(row["bad"] / row["loans"]) if row["loans"] > 0 else 0.0

    def close_month(self, name: str) -> None:
        """Pay for funds and running cost, put aside what loans call for, pay dividends, settle, set the appetite."""
        row, flows, prime = self._row(name), self._world.flows, float(self._world.credit[0].prime)
        share = float(self._world.economy[0].month_share)
        cost_of_funds = np.floor(row["funds"] * (prime + row["funding"]) * share / MONTHS)
        running = np.floor(row["loans"] * row["operating"] * share / MONTHS)
        profit = row["earned"] - row["lost"] - (row["needed"] - row["provisions"]) - cost_of_funds - running
        row["provisions"] = row["needed"]
        weighted = risk_weighted(row["loans"], row["small"], row["other_assets"])
        paid_out = dividend(
            float(profit), float(row["dividend"]), float(row["capital"]), float(weighted), float(row["least_ratio"])
        )
        for kind, amount in ((FUNDING_COST, cost_of_funds), (BANK_COSTS, running), (DIVIDENDS, paid_out)):
            flows[kind] += amount
            row["money"] -= amount
        self._settle(row)
        row["capital"] = row["loans"] - row["provisions"] - row["funds"]
        row["profit"] = profit
        bad = float(row["bad"] / row["loans"]) if row["loans"] > 0 else 0.0
        row["appetite"] = appetite(bad, float(row["tolerance"]), float(row["caution"]))

    def _settle(self, row) -> None:
        """No money stays with a bank overnight: it lends to the money market or draws from it."""
        world, amount = self._world, abs(row["money"])
        drawn = row["money"] < 0
        world.flows[FUNDING_DRAWN if drawn else FUNDING_REPAID] += amount
        world.claims[FUNDING, NEW if drawn else REPAID] += amount
        row["funds"] -= row["money"]
        row["money"] = 0.0

    def end_month(self) -> None:
        """Take the month down and begin the next."""
        self.months.append(self._world.banks.copy())
        banks = self._world.banks
        banks["earned"] = banks["lost"] = 0.0

    def expect(self) -> None:
        """Add the defaults that score cards expect of a month."""
        world = self._world
        loans = world.loans[: world.control[0].loans]
        alive = loans[(loans["state"] == 0) | (loans["state"] == 1)]
        for number, row in enumerate(world.banks):
            row["expected"] += alive["pd"][alive["bank"] == number].sum() / 12.0

    def close_quarter(self, name: str) -> None:
        """Compare the defaults seen with those expected."""
        row, learning = self._row(name), float(self._world.credit[0].learning)
        row["intercept"] = recalibrated(
            float(row["intercept"]), float(row["expected"]), float(row["seen"]), learning
        )
        row["expected"] = row["seen"] = 0.0

    def pay_incentives(self, rate: float) -> float:
        """At the end of a year government pays local banks for more loans to small enterprises; returns the sum."""
        total = 0.0
        for row in self._world.banks:
            if row["local"]:
                amount = float(np.floor(rate * max(row["small"] - row["small_before"], 0.0)))
                row["money"] += amount
                row["earned"] += amount
                self._world.flows[INCENTIVE] += amount
                total += amount
            row["small_before"] = row["small"]
        return total

    def inject(self, name: str, factor: float) -> None:
        """Capital becomes so many times what it was: the rest is raised from outside or lost to it."""
        row = self._row(name)
        change = np.floor((factor - 1.0) * row["capital"])
        row["money"] += change
        self._world.flows[CAPITAL_RAISED if change > 0 else CAPITAL_LOST] += abs(change)
        row["capital"] += change
