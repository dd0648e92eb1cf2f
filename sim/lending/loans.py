"""Loans from the money's arrival to the last repayment, and the bridging money between an old loan and a new one."""

import math

from sim.economy.claims import BRIDGING, LOANS, NEW, claim
from sim.economy.claims import REPAID as PAID_BACK
from sim.economy.costs import is_small
from sim.economy.ledger import (
    BRIDGE_COST,
    BRIDGE_LENT,
    BRIDGE_REPAID,
    GUARANTEE_FEES,
    LENT,
    LOAN_FEES,
    REPAID,
    pay,
    pay_what_is_there,
    receive,
)
from sim.economy.public import MONTH
from sim.economy.tables import FUNDED, PERMITTED
from sim.engine.clock import DAY
from sim.engine.jit import jit
from sim.lending import tables as lending
from sim.lending.rules import loss_given_default
from sim.lending.tables import GUARANTEE, IP, PERFORMING, PROPERTY, RECEIVABLES


@jit
def new_loan(world, enterprise, bank, product, amount):
    """Write a loan down; returns its row."""
    control, firm, terms = world.control[0], world.firms[enterprise], world.products[product]
    number = control.loans
    control.loans += 1
    row = world.loans[number]
    row.enterprise, row.bank, row.product = enterprise, bank, product
    row.small = is_small(world, enterprise)
    row.request = row.renewing = -1
    row.following, firm.loan = firm.loan, number
    row.state, row.schedule = PERFORMING, terms.schedule
    row.granted = row.principal = amount
    row.months = terms.months
    row.recovery = terms.recovery
    row.begun, row.matures = control.now, control.now + terms.months * MONTH
    row.defaulted = math.nan
    return number


@jit
def add_to_book(world, loan, amount):
    """A loan's principal goes up or down: so do the enterprise's debt and the bank's book."""
    row = world.loans[loan]
    bank, firm = world.banks[row.bank], world.firms[row.enterprise]
    row.principal += amount
    firm.debt += amount
    bank.loans += amount
    if row.small:
        bank.small += amount
    if row.state == lending.DEFAULTED:
        bank.bad += amount
    security = world.products[row.product].security
    if security == PROPERTY:
        firm.pledged += amount
    elif security == RECEIVABLES:
        firm.assigned += amount
    elif security == IP:
        firm.ip_pledged += amount
    if row.cover > 0.0:
        world.credit[0].guaranteed += row.cover * amount


@jit
def is_due(world, request):
    """Whether what a request renews has fallen due, is repaid, or need not be repaid first."""
    row = world.requests[request]
    loan = world.loans[row.renews]
    return row.without_principal or loan.months <= 0 or loan.principal <= 0.0


@jit
def release_commitment(world, request):
    """What was granted will not be paid out."""
    row = world.requests[request]
    world.banks[row.bank].committed -= row.amount
    if world.products[row.product].security == GUARANTEE:
        world.credit[0].guaranteed -= row.cover * row.amount


@jit
def grant(world, request):
    """Pay a loan out, with its fees; what it renews is repaid, and so is bridging money."""
    row, credit = world.requests[request], world.credit[0]
    enterprise, product = row.enterprise, world.products[row.product]
    bank, firm = world.banks[row.bank], world.firms[enterprise]
    release_commitment(world, request)
    number = new_loan(world, enterprise, row.bank, row.product, 0.0)
    loan = world.loans[number]
    loan.request, row.loan = request, number
    loan.granted, loan.rate, loan.pd = row.amount, row.rate, row.pd
    if row.online:  # what the debtor's confirmation makes good of the rest
        loan.recovery += product.online_recovery * loss_given_default(credit.loss, product.recovery, 0.0)
    if product.security == GUARANTEE:
        loan.cover = row.cover
    add_to_book(world, number, row.amount)
    receive(world, enterprise, LENT, row.amount)
    claim(world, LOANS, NEW, row.amount)
    bank.money -= row.amount
    if row.renews >= 0:
        _repay_old(world, request)
    _pay_fee(world, number, math.floor(product.fee * (product.online_fee if row.online else 1.0) * row.amount))
    if product.security == GUARANTEE:
        due = math.floor(credit.guarantee_fee * loan.cover * row.amount * product.months / 12.0)
        paid = due - pay_what_is_there(world, enterprise, GUARANTEE_FEES, due)
        credit.guarantor += paid
        loan.fees += paid
    if row.reason == lending.INVESTMENT and firm.project == PERMITTED:
        firm.project = FUNDED


@jit
def _pay_fee(world, loan, due):
    row = world.loans[loan]
    paid = due - pay_what_is_there(world, row.enterprise, LOAN_FEES, due)
    row.fees += paid
    world.banks[row.bank].money += paid
    world.banks[row.bank].earned += paid


@jit
def repay(world, loan, amount):
    """Principal comes back (the enterprise must have the cash)."""
    row = world.loans[loan]
    pay(world, row.enterprise, REPAID, amount)
    claim(world, LOANS, PAID_BACK, amount)
    world.banks[row.bank].money += amount
    add_to_book(world, loan, -amount)
    if row.principal <= 0.0:
        row.state = lending.REPAID


@jit
def _repay_old(world, request):
    """The new money settles what the old loan still asks for, or the bridge that had been built for it."""
    row = world.requests[request]
    old = world.loans[row.renews]
    firm = world.firms[row.enterprise]
    old.renewing = -1
    if old.principal > 0.0:
        repay(world, row.renews, min(old.principal, firm.cash))
    elif row.bridged > 0.0:
        pay_for_bridge(world, row.enterprise)
        repay_bridge(world, row.enterprise, firm.cash)


@jit
def repay_bridge(world, enterprise, spare):
    """Pay back as much of the bridging money as there is cash to spare."""
    firm = world.firms[enterprise]
    amount = min(firm.bridge, spare)
    pay(world, enterprise, BRIDGE_REPAID, amount)
    claim(world, BRIDGING, PAID_BACK, amount)
    firm.bridge -= amount


@jit
def build_bridge(world, loan, amount):
    """Bridging money for the principal of a loan whose renewal is on its way."""
    control, row = world.control[0], world.loans[loan]
    firm, request = world.firms[row.enterprise], world.requests[row.renewing]
    pay_for_bridge(world, row.enterprise)
    receive(world, row.enterprise, BRIDGE_LENT, amount)
    claim(world, BRIDGING, NEW, amount)
    firm.bridge += amount
    firm.bridge_since = control.now
    firm.bridged_for = row.renewing
    request.bridged = amount


@jit
def pay_for_bridge(world, enterprise):
    """Pay for the days since it was last paid for; what cannot be paid is added to the bridge."""
    control, firm = world.control[0], world.firms[enterprise]
    if firm.bridge <= 0.0:
        return
    days = (control.now - firm.bridge_since) / DAY
    cost = math.floor(firm.bridge * world.credit[0].bridge * days)
    firm.bridge_since = control.now
    lacking = max(cost - firm.cash, 0.0)
    if lacking > 0.0:
        receive(world, enterprise, BRIDGE_LENT, lacking)
        claim(world, BRIDGING, NEW, lacking)
        firm.bridge += lacking
    pay(world, enterprise, BRIDGE_COST, cost)
    request = world.requests[firm.bridged_for]
    request.bridge_cost += cost
    request.bridge_days += days
