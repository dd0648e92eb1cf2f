"""What a bank makes of a request (docs/lending.md, section 6).

Pure arithmetic of plain values first, then the bank that looks them up.
"""

import math
from dataclasses import dataclass

from sim.lending import tables

SMALL_LOAN_WEIGHT = 0.75
REFUSED = {name: number for number, name in enumerate(tables.REFUSALS)}


def probability_of_default(logit: float) -> float:
    """The inverse of the logit."""
    return 1.0 / (1.0 + math.exp(-logit))


def posterior_mean(signal: float, noise: float) -> float:
    """The mean of standing (a standard normal) given a signal with noise: ``judged``."""
    return signal / (1.0 + noise * noise)


def price(pd: float, lgd: float, cover: float, *, costs: float, margin: float) -> float:
    """The rate at which what a loan brings in clears the bank's costs and its hurdle."""
    return (costs + pd * lgd * (1.0 - cover)) / (1.0 - pd) + margin


@dataclass(frozen=True)
class Judgement:
    """A bank's answer, and what led to it."""

    refusal: int  # of sim.lending.tables.REFUSALS; 0: it lends
    rate: float
    pd: float
    cover: float  # that the guarantor would bear
    signal: float

    @property
    def lends(self) -> bool:
        """Whether the bank would lend."""
        return self.refusal == REFUSED["none"]


class Judge:
    """Judges requests with the values of the moment."""

    def __init__(self, lending):
        self.lending = lending

    def noise(self, platform: int, introduced: bool) -> float:
        """The noise of a bank's view; ``platform``, ``introduced``: how the request came to this bank."""
        credit = self.lending.credit
        noise = float(credit.noise) * (1.0 - float(credit.shared) * (1.0 - float(credit.shared_noise)))
        if platform >= 0:
            noise *= float(self.lending.world.platforms[platform].noise)
        elif introduced:
            noise *= float(credit.introduced_noise)
        return noise

    def scored(self, firm, bank: int, signal: float, noise: float, owed: float) -> float:
        """Probability of default within a year, with so much owed in all."""
        credit = self.lending.credit
        logit = (
            self.lending.banks[bank].intercept
            - float(credit.standing) * posterior_mean(signal, noise)
            + float(credit.debt) * owed / max(firm.capacity, 1.0)
            + float(credit.mark) * firm.marks
            + float(credit.losses) * int(firm.losing).bit_count() / 12.0
        )
        return probability_of_default(logit)

    def loss_given_default(self, product: int, online: bool) -> float:
        """LGD; what the debtor confirmed online makes part of the loss good."""
        row = self.lending.world.products[product]
        lgd = max(float(self.lending.credit.loss) - float(row.recovery), 0.0)
        return lgd * (1.0 - float(row.online_recovery)) if online else lgd

    def covers(self, product: int, size: int) -> tuple[float, float]:
        """The share of the principal that somebody else bears, and that of it which the guarantor does."""
        credit, security = self.lending.credit, self.lending.world.products[product].security
        if security == tables.GUARANTEE:
            return (float(credit.guarantee_cover),) * 2
        if security == tables.UNSECURED and self.lending.world.aided[0, size] > 0.0:
            return float(credit.compensation_bank), 0.0
        return 0.0, 0.0

    def costs(self, bank: int, small: bool) -> float:
        """What a loan must bring in besides its losses, as a share of its principal."""
        row, lending = self.lending.world.banks[bank], self.lending
        operating = float(row.operating)
        if small and row.local:
            operating -= float(lending.credit.incentive)
        hurdle = float(row.hurdle) + lending.banks[bank].appetite
        return hurdle + lending.prime + float(row.funding) + operating

    def judge(self, request, bank: int, product: int, amount: float, *, at_first: bool) -> Judgement:
        """What this bank says to so much of this product; ``at_first``: what its platform knows holds."""
        lending, firm = self.lending, self.lending.firms[request.enterprise]
        noise = self.noise(request.platform if at_first else -1, request.introduced and at_first)
        signal = firm.standing + noise * lending.normal(firm, "SIGNAL", request.serial, bank)
        if product < 0 or amount <= 0.0:
            return Judgement(REFUSED["no_security"], 0.0, 0.0, 0.0, signal)
        small = lending.economy.small(firm)
        owed = firm.debt - (request.renews.principal if request.renews else 0.0) + amount
        pd = self.scored(firm, bank, signal, noise, owed)
        cover, guaranteed = self.covers(product, lending.size_of(firm))
        lgd, row = self.loss_given_default(product, request.online), lending.world.products[product]
        rate = price(pd, lgd, cover, costs=self.costs(bank, small), margin=float(row.margin))
        refusal = self._refusal(request, bank, product, amount, rate, small)
        return Judgement(REFUSED[refusal], rate, pd, guaranteed, signal)

    def _refusal(self, request, bank: int, product: int, amount: float, rate: float, small: bool) -> str:
        """The first reason to refuse that applies."""
        lending, firm = self.lending, self.lending.firms[request.enterprise]
        if lending.world.products[product].security == tables.GUARANTEE and not request.renews:
            if lending.offers.security(firm, product) < amount:
                return "no_guarantee"
        if rate > float(lending.credit.legal_rate):
            return "too_risky"
        added = amount - (request.renews.principal if request.renews_at(bank) else 0.0)
        if not self._capital_suffices(bank, added * (SMALL_LOAN_WEIGHT if small else 1.0)):
            return "no_capital"
        return "none"

    def _capital_suffices(self, bank: int, added: float) -> bool:
        """Whether capital is at least the ratio times the weighted assets, with so much added to them."""
        row, books = self.lending.world.banks[bank], self.lending.banks[bank]
        weighted = books.loans - (1.0 - SMALL_LOAN_WEIGHT) * books.small + books.committed + float(row.other_assets)
        return books.capital >= float(row.least_ratio) * (weighted + added)
