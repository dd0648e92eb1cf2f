"""Which bank is asked, for what product, and what that bank answers."""

from agents.bank import NO_SECURITY, SMALL_LOAN_WEIGHT, WILL_LEND
from sim.economy.costs import is_small
from sim.economy.rules import months_with_loss
from sim.engine.draws import uniform
from sim.engine.jit import jit
from sim.lending import purposes
from sim.lending.rules import answer, judged_standing, loss_given_default, price, risk_weighted, scored_pd
from sim.lending.state import chance, drawn, noise_for
from sim.lending.tables import (
    GUARANTEE,
    INTRODUCED,
    IP,
    NEARBY,
    OWN_BANK,
    PLATFORM,
    PROPERTY,
    RECEIVABLES,
)

LEAST_PART = 0.5
"""A product must yield at least this part of what is wanted."""


@jit
def by_market_share(world, u):
    """The bank that a uniform number falls to."""
    last = len(world.banks) - 1
    target = u * world.banks[last].market
    bank = 0
    while bank < last and world.banks[bank].market <= target:
        bank += 1
    return bank


@jit
def choose_bank(world, request):
    """Set the bank that is asked next."""
    row = world.requests[request]
    firm = world.firms[row.enterprise]
    if row.asked == 0:
        row.bank = world.loans[row.renews].bank if row.renews >= 0 else firm.bank
        if row.renews < 0 and row.search != INTRODUCED:
            _look_at_platforms(world, request)
        row.first_bank = row.bank
        return
    before = row.bank
    row.search = NEARBY
    row.bank = by_market_share(world, chance(world, request, purposes.NEARBY, 0, row.asked))
    if row.bank == before:
        row.bank = (row.bank + 1) % len(world.banks)


@jit
def _look_at_platforms(world, request):
    """On the first platform with which the enterprise is registered all its banks see the request; the cheapest offer
    is taken up."""
    row = world.requests[request]
    control, firm = world.control[0], world.enterprises[row.enterprise]
    own = row.bank
    for platform in range(len(world.platforms)):
        reach = world.platforms[platform].reach * world.platform_sizes[platform, firm.size_class]
        if uniform(control.seed0, control.seed1, firm.key, 0, purposes.REGISTERED, platform, 0) >= reach:
            continue
        row.search, row.platform = PLATFORM, platform
        best, lowest = -1, 0.0
        for bank in range(len(world.banks)):
            if not (world.platform_banks[platform] >> bank) & 1:
                continue
            row.bank = bank
            if opens_at(world, request) and judge_at(world, request, bank, True) == WILL_LEND:
                if best < 0 or row.rate < lowest:
                    best, lowest = bank, row.rate
        row.rate = row.pd = row.amount = 0.0
        row.bank = best
        if best >= 0:
            return
        row.bank, row.platform = own, -1  # nobody there would lend
    row.search = OWN_BANK


@jit
def security_value(world, enterprise, product):
    """How much a product's security is worth as a limit to the principal; infinite where none is asked for."""
    firm, row = world.firms[enterprise], world.products[product]
    if row.security == PROPERTY:
        return row.advance * firm.property - firm.pledged
    if row.security == RECEIVABLES:
        return row.advance * (firm.receivable + firm.government_owes) - firm.assigned
    if row.security == IP:
        return row.advance * firm.ip - firm.ip_pledged
    if row.security == GUARANTEE:
        credit = world.credit[0]
        room = credit.guarantee_leverage * credit.guarantor - credit.guaranteed
        return room / credit.guarantee_cover if credit.guarantee_cover > 0.0 else 0.0
    return float("inf")


@jit
def _attainable(world, request, product):
    """How much of what is wanted the enterprise could have with a product of the bank asked (0: nothing)."""
    row = world.requests[request]
    enterprise = row.enterprise
    if not (world.banks[row.bank].offers >> product) & 1:
        return 0.0
    limit = world.products[product].limit * world.firms[enterprise].capacity
    amount = min(row.wanted, limit, security_value(world, enterprise, product))
    return float(int(amount)) if amount >= LEAST_PART * row.wanted else 0.0


@jit
def opens_at(world, request):
    """Choose a product at the bank asked, by how readily enterprises of its kind ask for each; False if there is none.

    A loan that is renewed stays what it was.
    """
    row = world.requests[request]
    firm = world.enterprises[row.enterprise]
    if row.renews >= 0:
        row.product = world.loans[row.renews].product
        row.amount = row.wanted
        if row.bank != world.loans[row.renews].bank and not (world.banks[row.bank].offers >> row.product) & 1:
            row.refusal = NO_SECURITY
            return False
        return _note_online(world, request)
    total = 0.0
    for product in range(len(world.products)):
        if _attainable(world, request, product) > 0.0:
            total += world.product_sizes[product, firm.size_class] * world.product_sectors[product, firm.sector]
    if total <= 0.0:
        row.refusal = NO_SECURITY
        return False
    target = chance(world, request, purposes.PRODUCT, row.bank, 0) * total
    for product in range(len(world.products)):
        amount = _attainable(world, request, product)
        if amount <= 0.0:
            continue
        target -= world.product_sizes[product, firm.size_class] * world.product_sectors[product, firm.sector]
        row.product, row.amount = product, amount
        if target < 0.0:
            break
    return _note_online(world, request)


@jit
def _note_online(world, request):
    row = world.requests[request]
    row.online = chance(world, request, purposes.ONLINE, 0, 0) < world.products[row.product].online
    return True


@jit
def is_aided(world, enterprise):
    """Whether the risk-compensation fund is for enterprises of its size."""
    return world.aided[0, world.enterprises[enterprise].size_class] > 0.0


@jit
def shared_risk(world, request):
    """Share of a loss that the guarantor or the compensation fund would bear, as the bank counts on it."""
    row, credit = world.requests[request], world.credit[0]
    security = world.products[row.product].security
    if security == GUARANTEE:
        return credit.guarantee_cover
    if security == 0 and is_aided(world, row.enterprise):
        return credit.compensation_bank
    return 0.0


@jit
def judge_at(world, request, bank, quote):
    """What a bank answers to a request (0: it lends); fills in PD, rate and reason.

    ``quote``: an offer without commitment.
    """
    row, credit = world.requests[request], world.credit[0]
    house, product, firm = world.banks[bank], world.products[row.product], world.firms[row.enterprise]
    small = is_small(world, row.enterprise)
    noise = noise_for(world, request)
    z = drawn(world, request, credit.normal, purposes.SIGNAL, bank, 0)
    row.signal = firm.standing + noise * z
    old = world.loans[row.renews].principal if row.renews >= 0 else 0.0
    own_old = old if row.renews >= 0 and world.loans[row.renews].bank == bank else 0.0
    months = (firm.debt - old + row.amount) / max(firm.capacity, 1.0)
    row.pd = scored_pd(
        house.intercept,
        credit.standing,
        judged_standing(row.signal, noise),
        credit.debt,
        months,
        credit.mark,
        firm.marks,
        credit.losses,
        months_with_loss(firm.losing) / 12.0,
    )
    loss = loss_given_default(credit.loss, product.recovery, product.online_recovery if row.online else 0.0)
    operating = house.operating - (credit.incentive if house.local and small else 0.0)
    cover = shared_risk(world, request)
    funding = credit.prime + house.funding
    row.rate = price(row.pd, loss, cover, funding, operating, house.hurdle + house.appetite, product.margin)
    guaranteed = True  # the guarantor stays with those whose loans are renewed
    if product.security == GUARANTEE and row.renews < 0:
        guaranteed = security_value(world, row.enterprise, row.product) >= row.amount
    weight = SMALL_LOAN_WEIGHT if small else 1.0
    weighted = risk_weighted(house.loans, house.small, house.committed + house.other_assets)
    reason = answer(
        row.rate,
        credit.legal_rate,
        house.capital,
        weighted + weight * (row.amount - own_old),
        house.least_ratio,
        row.amount > 0.0,
        guaranteed,
    )
    row.refusal = reason
    if reason == WILL_LEND and not quote:
        house.committed += row.amount
        row.cover = credit.guarantee_cover if product.security == GUARANTEE else 0.0
        credit.guaranteed += row.cover * row.amount
    return reason
