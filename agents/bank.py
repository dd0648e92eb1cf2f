"""Banks: what they make of a request, at what price, when they lend, and how they answer to bad loans.

Fast rules are pure functions that the engine compiles; slow, adaptive behaviour is a method of the Mesa agent, called
at the end of a month. Rates and probabilities are shares a year.
"""

import math
from collections.abc import Mapping

from mesa import Agent

SMALL_LOAN_WEIGHT = 0.75
"""Risk weight of loans to small enterprises; others weigh 1 (Capital Rules for Commercial Banks 2012, art. 65)."""

WILL_LEND = 0
TOO_RISKY = 1  # no price that banks may ask for clears its hurdle
NO_CAPITAL = 2
NO_SECURITY = 3
NO_GUARANTEE = 4  # the guarantor has no room


def judged_standing(signal, noise):
    """What a bank makes of a signal of an enterprise's standing, knowing how noisy signals are.

    Standing is distributed normally with variance 1, noise likewise with standard deviation ``noise``: the mean of the
    one given the sum of both.
    """
    return signal / (1.0 + noise * noise)


def scored_pd(
    intercept, standing_weight, standing, debt_weight, months_owed, mark_weight, marks, loss_weight, losing
):
    """Probability of default within a year as a score card gives it (a logistic regression).

    ``months_owed`` is debt in months of usual revenue, the new loan included; ``marks`` those in the credit record;
    ``losing`` the share of the last year's months that ended with a loss.
    """
    logit = intercept - standing_weight * standing + debt_weight * months_owed + mark_weight * marks
    logit += loss_weight * losing
    return 1.0 / (1.0 + math.exp(-logit))


def loss_given_default(loss, recovery, confirmed):
    """Share of the principal that a default loses: ``loss`` without security, less what it brings in, less what a
    debtor's confirmation (given online) makes good of the rest."""
    return max(loss - recovery, 0.0) * (1.0 - confirmed)


def net_return(rate, pd, loss, cover, funding, operating):
    """What a loan is expected to bring a year: (1 - PD) rate - PD LGD (1 - cover) - funding - operating cost."""
    return (1.0 - pd) * rate - pd * loss * (1.0 - cover) - funding - operating


def price(pd, loss, cover, funding, operating, hurdle, margin):
    """The rate at which a loan just clears the hurdle, plus the product's margin."""
    return (hurdle + funding + operating + pd * loss * (1.0 - cover)) / (1.0 - pd) + margin


def answer(rate, dearest, capital, weighted, least_ratio, secured, guaranteed):
    """What a bank answers: WILL_LEND or why not.

    ``weighted`` are its risk-weighted assets with the new loan; ``secured`` and ``guaranteed`` say whether the security
    that the product asks for is there, and whether the guarantor has room (if it is needed).
    """
    if not secured:
        return NO_SECURITY
    if not guaranteed:
        return NO_GUARANTEE
    if rate > dearest:
        return TOO_RISKY
    if capital < least_ratio * weighted:
        return NO_CAPITAL
    return WILL_LEND


def provision(principal, pd, loss, cover, months_overdue, defaulted):
    """What is put aside for a loan, in whole yuan: a year's expected loss; once in default, all that will be lost;
    in between in steps of a quarter for every month overdue."""
    exposed = principal * loss * (1.0 - cover)
    if defaulted:
        return math.floor(exposed)
    return math.floor(exposed * max(pd, min(0.25 * months_overdue, 1.0)))


def appetite(nonperforming, tolerance, caution):
    """What is added to the hurdle because of bad loans: ``caution`` for each unit of them above the tolerance."""
    return caution * max(nonperforming - tolerance, 0.0)


def recalibrated(intercept, expected, seen, learning):
    """A score card's intercept after a quarter in which ``seen`` loans defaulted where it had ``expected`` so many.

    One default is added to both, so that few loans teach little.
    """
    return intercept + learning * math.log((seen + 1.0) / (expected + 1.0))


def risk_weighted(loans, small, other):
    """Risk-weighted assets: loans to small enterprises weigh less; ``other`` weighs in full."""
    return loans - (1.0 - SMALL_LOAN_WEIGHT) * small + other


def dividend(profit, share, capital, weighted, least_ratio):
    """What is paid out of a month's profit, in whole yuan: nothing that capital needs (an eighth above the least)."""
    spare = capital - 1.125 * least_ratio * weighted
    return math.floor(max(min(share * profit, spare), 0.0))


class Bank(Agent):
    """A bank: its officers are a service station of the region, this object how it adapts."""

    def __init__(self, region, name: str, title: Mapping[str, str]):
        super().__init__(region)
        self.name = name
        self.title = title

    @property
    def capital(self) -> float:
        """Loans less provisions and funds, in yuan."""
        return self.model.banking.capital(self.name)

    @property
    def nonperforming(self) -> float:
        """Share of its loans that is in default."""
        return self.model.banking.nonperforming(self.name)

    def adapt(self) -> None:
        """Once a month: pay for funds and running cost, put dividends aside, set the appetite for risk."""
        self.model.banking.close_month(self.name)

    def learn(self) -> None:
        """Once a quarter: move the score card towards the defaults seen."""
        self.model.banking.close_quarter(self.name)
