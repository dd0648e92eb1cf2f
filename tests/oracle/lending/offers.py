"""Which bank, which product, how much of it (docs/lending.md, sections 5 and 7)."""

import math

from sim.lending import tables

from .judging import REFUSED


def first_above(weights, u: float) -> int:
    """The first place whose cumulative weight exceeds ``u`` times the sum; -1 if all weights are 0."""
    total = sum(weights)
    if total <= 0.0:
        return -1
    reached, last = 0.0, -1
    for place, weight in enumerate(weights):
        reached += weight
        if reached > u * total:
            return place
        last = place if weight > 0.0 else last
    return last


class Offers:
    """What banks and platforms have for an enterprise."""

    def __init__(self, lending):
        self.lending = lending

    # ------------------------------------------------------------------------------------- products

    def offers(self, bank: int, product: int) -> bool:
        """Whether a bank has a product."""
        return bool(int(self.lending.world.banks[bank].offers) >> product & 1)

    def security(self, firm, product: int) -> float:
        """What secures a loan of this product is worth at most (the table of section 7)."""
        row, lending = self.lending.world.products[product], self.lending
        if row.security == tables.PROPERTY:
            return float(row.advance) * firm.property - firm.pledged
        if row.security == tables.RECEIVABLES:
            return float(row.advance) * (firm.receivable + firm.government_owes) - firm.assigned
        if row.security == tables.IP:
            return float(row.advance) * firm.ip - firm.ip_pledged
        if row.security == tables.GUARANTEE:
            cover = float(lending.credit.guarantee_cover)
            return lending.guarantor_room() / cover if cover > 0.0 else 0.0
        return math.inf

    def amount(self, firm, wanted: float, product: int) -> float:
        """What it could have of a product at a bank that offers it; less than half of what is wanted is nothing."""
        limit = float(self.lending.world.products[product].limit) * firm.capacity
        most = math.floor(min(wanted, limit, self.security(firm, product)))
        return float(most) if most > 0 and most >= wanted / 2.0 else 0.0

    def choose(self, request, bank: int) -> tuple[int, float]:
        """The product that a request is for at a bank, and how much of it; (-1, 0) if there is none."""
        lending, firm = self.lending, self.lending.firms[request.enterprise]
        if request.renews:
            product = request.renews.product
            if request.renews.bank != bank and not self.offers(bank, product):
                return -1, 0.0
            return product, request.wanted
        size, sector = lending.size_of(firm), lending.sector_of(firm)
        amounts, weights = [], []
        for product in range(len(lending.world.products)):
            amount = self.amount(firm, request.wanted, product) if self.offers(bank, product) else 0.0
            weight = lending.world.product_sizes[product, size] * lending.world.product_sectors[product, sector]
            amounts.append(amount)
            weights.append(float(weight) if amount > 0.0 else 0.0)
        chosen = first_above(weights, lending.u(firm, "PRODUCT", request.serial, bank))
        return (chosen, amounts[chosen]) if chosen >= 0 else (-1, 0.0)

    def handled_online(self, request, product: int) -> bool:
        """Whether the request is handled online if it is for this product."""
        firm = self.lending.firms[request.enterprise]
        share = float(self.lending.world.products[product].online)
        return self.lending.u(firm, "ONLINE", request.serial) < share

    # ---------------------------------------------------------------------------------------- banks

    def first_bank(self, request) -> None:
        """Find the first bank: that of the old loan, a platform's, or the own one."""
        firm = self.lending.firms[request.enterprise]
        request.bank = int(firm.bank)
        if request.renews:
            request.bank = request.renews.bank
        elif not request.introduced:
            self._by_platform(request, firm)
        request.first_bank = request.bank

    def next_bank(self, request) -> None:
        """Another bank after a refusal: never the one asked last."""
        lending, firm = self.lending, self.lending.firms[request.enterprise]
        cumulative = [float(one) for one in lending.world.banks["market"]]
        u = lending.u(firm, "NEARBY", request.serial, 0, request.asked)
        bank = next((n for n, reached in enumerate(cumulative) if reached > u * cumulative[-1]), len(cumulative) - 1)
        if bank == request.bank:
            bank = (bank + 1) % len(cumulative)
        request.bank, request.search = bank, tables.NEARBY

    def _by_platform(self, request, firm) -> None:
        """Platforms in the order of the file: the bank with the lowest rate of those that would lend."""
        lending, size = self.lending, self.lending.size_of(firm)
        for platform, row in enumerate(lending.world.platforms):
            reach = float(row.reach) * float(lending.world.platform_sizes[platform, size])
            if not lending.u(firm, "REGISTERED", 0, platform) < reach:
                continue
            bank = self._cheapest(request, platform)
            if bank < 0:
                continue
            request.bank, request.search, request.platform = bank, tables.PLATFORM, platform
            request.urgent = lending.u(firm, "PRIORITY", request.serial, platform) < float(row.priority)
            return
        request.platform = -1

    def _cheapest(self, request, platform: int) -> int:
        """Of the banks that joined a platform the one that would lend at the lowest rate; -1: none would."""
        best, lowest = -1, math.inf
        joined = int(self.lending.world.platform_banks[platform])
        request.platform = platform
        for bank in range(len(self.lending.banks)):
            if not joined >> bank & 1:
                continue
            product, amount = self.choose(request, bank)
            if product < 0:
                request.refusal = REFUSED["no_security"]
                continue
            request.product, request.online = product, self.handled_online(request, product)
            answer = self.lending.judge.judge(request, bank, product, amount, at_first=True)
            request.note(answer)
            if answer.lends and answer.rate < lowest:
                best, lowest = bank, answer.rate
        request.platform, request.rate, request.pd = -1, 0.0, 0.0
        return best
