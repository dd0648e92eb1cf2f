"""Who banks where, owns what and owes what on the first day."""

import math

from sim.economy.chance import draw_once
from sim.economy.public import MONTH
from sim.economy.tables import TRADING
from sim.engine.draws import quantile
from sim.engine.jit import jit
from sim.lending import purposes
from sim.lending.judging import by_market_share
from sim.lending.loans import add_to_book, new_loan
from sim.lending.rules import judged_standing, loss_given_default, price, scored_pd
from sim.lending.tables import INSTALMENTS, PROPERTY, UNSECURED

LEAST_LOAN = 1000.0
"""Yuan; nobody has a smaller loan on the first day."""


@jit
def endow(world, borrowing, first, last):
    """Draw what some enterprises bring to a bank, founders-to-be included.

    ``borrowing`` has the quantile tables (property value, intellectual property, reluctance, dearest, debt).
    """
    for enterprise in range(first, last):
        row, firm = world.enterprises[enterprise], world.firms[enterprise]
        firm.bank = by_market_share(world, draw_once(world, enterprise, 0, purposes.ACCOUNT))
        firm.loan = -1
        if draw_once(world, enterprise, 0, purposes.PROPERTY) < world.owning[0, row.size_class]:
            months = quantile(world.tables, borrowing[0], draw_once(world, enterprise, 0, purposes.PROPERTY_VALUE))
            firm.property = math.floor(months * firm.capacity)
        if draw_once(world, enterprise, 0, purposes.IP) < world.owning[1, row.sector]:
            months = quantile(world.tables, borrowing[1], draw_once(world, enterprise, 0, purposes.IP_VALUE))
            firm.ip = math.floor(months * firm.capacity)
        firm.reluctance = quantile(world.tables, borrowing[2], draw_once(world, enterprise, 0, purposes.RELUCTANCE))
        firm.dearest = quantile(world.tables, borrowing[3], draw_once(world, enterprise, 0, purposes.DEAREST))
        firm.refused_at = -math.inf


@jit
def lend_on_first_day(world, borrowing, first, last):
    """Loans that some enterprises have on the first day, at all stages of their term."""
    for enterprise in range(first, last):
        firm = world.firms[enterprise]
        indebted = world.owning[2, world.enterprises[enterprise].size_class]
        if firm.status != TRADING or draw_once(world, enterprise, 0, purposes.INDEBTED) >= indebted:
            continue
        product = _first_product(world, enterprise)
        if product < 0:
            continue
        terms = world.products[product]
        amount = math.floor(
            quantile(world.tables, borrowing[4], draw_once(world, enterprise, 0, purposes.DEBT)) * firm.capacity
        )
        if terms.security == PROPERTY:
            amount = min(amount, math.floor(terms.advance * firm.property))
        left = 1 + int(draw_once(world, enterprise, 0, purposes.FIRST_TERM) * terms.months)
        if terms.schedule == INSTALMENTS:
            amount = math.floor(amount * left / terms.months)
        if amount < LEAST_LOAN:
            continue
        number = new_loan(world, enterprise, firm.bank, product, 0.0)
        loan = world.loans[number]
        loan.granted = amount * terms.months / left if terms.schedule == INSTALMENTS else amount
        loan.months = left
        loan.begun -= (terms.months - left) * MONTH
        loan.matures = loan.begun + terms.months * MONTH
        add_to_book(world, number, amount)
        _price(world, number)


@jit
def _first_product(world, enterprise):
    """Secured by property or by nothing, as enterprises of its kind ask for each."""
    row, firm = world.enterprises[enterprise], world.firms[enterprise]
    total = 0.0
    for product in range(len(world.products)):
        if _was_open(world, firm, product):
            total += world.product_sizes[product, row.size_class] * world.product_sectors[product, row.sector]
    target = draw_once(world, enterprise, 0, purposes.FIRST_PRODUCT) * total
    chosen = -1
    for product in range(len(world.products)):
        if _was_open(world, firm, product):
            target -= world.product_sizes[product, row.size_class] * world.product_sectors[product, row.sector]
            chosen = product
            if target < 0.0:
                break
    return chosen if total > 0.0 else -1


@jit
def _was_open(world, firm, product):
    security = world.products[product].security
    offered = (world.banks[firm.bank].offers >> product) & 1
    return offered == 1 and (security == UNSECURED or (security == PROPERTY and firm.property > 0.0))


@jit
def _price(world, loan):
    """The price at which it would be granted today."""
    row, credit = world.loans[loan], world.credit[0]
    bank, firm, product = world.banks[row.bank], world.firms[row.enterprise], world.products[row.product]
    z = quantile(world.tables, credit.normal, draw_once(world, row.enterprise, 0, purposes.FIRST_SIGNAL))
    standing = judged_standing(firm.standing + credit.noise * z, credit.noise)
    months = row.principal / max(firm.capacity, 1.0)
    row.pd = scored_pd(
        bank.intercept, credit.standing, standing, credit.debt, months, credit.mark, firm.marks, credit.losses, 0.0
    )
    loss = loss_given_default(credit.loss, product.recovery, 0.0)
    funding = credit.prime + bank.funding
    row.rate = price(row.pd, loss, 0.0, funding, bank.operating, bank.hurdle, product.margin)
