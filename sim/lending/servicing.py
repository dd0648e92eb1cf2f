"""A month of a loan: interest, instalments, maturity, arrears, default, cure; what banks must put aside for it."""

import math

from sim.approvals.plan import send
from sim.approvals.tables import REQUEST
from sim.economy.costs import fixed_cost
from sim.economy.ledger import INTEREST, INTEREST_SUBSIDY, pay_what_is_there, receive
from sim.economy.public import MONTH
from sim.economy.tables import INSOLVENT, TRADING
from sim.engine.clock import DAY
from sim.engine.draws import uniform
from sim.engine.jit import jit
from sim.lending import purposes
from sim.lending.ending import default, is_alive, sell_security, write_off
from sim.lending.loans import build_bridge, pay_for_bridge, repay, repay_bridge
from sim.lending.rules import loss_given_default, provision, renews, spare_cash
from sim.lending.state import chance, new_request
from sim.lending.tables import DEFAULTED, INSTALMENTS, OVERDUE, PERFORMING, REPAID, REVOLVING, ROLLOVER

MONTHS_TO_DEFAULT = 3
"""Months overdue after which a loan counts as non-performing (the 90 days of the Basel rules)."""

MONTHS_TO_MARK = 2
"""Months overdue after which it is noted in the credit record."""


@jit
def begin_servicing(world):
    """Before the loans of a month are gone through: nobody is overdue, nothing is put aside; bridges are paid for."""
    for bank in range(len(world.banks)):
        world.banks[bank].needed = 0.0
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        firm.overdue = 0
        if firm.bridge > 0.0 and firm.status != INSOLVENT:
            pay_for_bridge(world, enterprise)
            if world.requests[firm.bridged_for].result != 0:  # the new loan will not come
                repay_bridge(world, enterprise, firm.cash)


@jit
def service_loans(world, first, last):
    """Go through some rows of the loans at a month's end."""
    for loan in range(first, last):
        if is_alive(world, loan):
            _service(world, loan)
        _put_aside(world, loan)


@jit
def set_aside(world):
    """Put aside what the loans of the first day call for."""
    for loan in range(world.control[0].loans):
        _put_aside(world, loan)


@jit
def _put_aside(world, loan):
    row = world.loans[loan]
    row.provision = 0.0
    if is_alive(world, loan):
        loss = loss_given_default(world.credit[0].loss, row.recovery, 0.0)
        row.provision = provision(row.principal, row.pd, loss, row.cover, row.overdue, row.state == DEFAULTED)
        world.banks[row.bank].needed += row.provision


@jit
def _service(world, loan):
    row, firm = world.loans[loan], world.firms[world.loans[loan].enterprise]
    if row.principal <= 0.0:  # all of it was paid by the guarantor
        row.state = REPAID
        return
    if firm.status == INSOLVENT:  # nothing is paid until the proceedings end
        firm.overdue = 1
        if row.state != DEFAULTED:
            default(world, loan)
        return
    _pay_interest(world, loan)
    if row.state == DEFAULTED:
        if world.control[0].now - row.defaulted >= world.credit[0].write_off * MONTH:
            sell_security(world, loan)
            write_off(world, loan)
            return
    else:
        row.months -= 1
    _pay_principal(world, loan)
    if not is_alive(world, loan):
        return
    _judge_arrears(world, loan)
    if row.overdue > 0:
        firm.overdue = 1
    if row.months <= 1 and row.state != DEFAULTED and row.schedule != INSTALMENTS and row.renewing < 0:
        _ask_for_renewal(world, loan)


@jit
def _pay_interest(world, loan):
    """A month's interest, or less for a loan that has come since; government pays its part of it."""
    row, credit = world.loans[loan], world.credit[0]
    share = min((world.control[0].now - row.begun) / MONTH, world.economy[0].month_share)
    due = math.floor(row.principal * row.rate / 12.0 * share)
    left = pay_what_is_there(world, row.enterprise, INTEREST, due + row.arrears)
    paid = due + row.arrears - left
    row.arrears = left
    world.banks[row.bank].money += paid
    world.banks[row.bank].earned += paid
    if world.economy[0].counting:
        world.firms[row.enterprise].interest += paid
    if world.products[row.product].subsidised and credit.subsidy_share > 0.0:
        if world.aided[1, world.enterprises[row.enterprise].size_class] > 0.0:
            _subsidise(world, loan, paid, share)


@jit
def _subsidise(world, loan, paid, share):
    row, credit = world.loans[loan], world.credit[0]
    firm = world.firms[row.enterprise]
    prime = row.principal * credit.prime / 12.0 * share
    amount = min(math.floor(credit.subsidy_share * min(paid, prime)), credit.subsidy_most - firm.subsidy)
    if amount > 0.0:
        receive(world, row.enterprise, INTEREST_SUBSIDY, amount)
        firm.subsidy += amount


@jit
def _pay_principal(world, loan):
    """What falls due of the principal, and of a revolving loan what cash can be spared."""
    row, firm, credit = world.loans[loan], world.firms[world.loans[loan].enterprise], world.credit[0]
    due = min(row.behind, row.principal)  # the guarantor may have paid part of what was behind
    if row.months <= 0:
        due = row.principal
        if row.renewing >= 0:
            request = world.requests[row.renewing]
            if request.without_principal:
                return  # the new loan takes its place when it comes
            if firm.cash < due + firm.bridge:
                build_bridge(world, loan, due)
    elif row.schedule == INSTALMENTS and row.state != DEFAULTED:
        due = min(due + math.floor(row.granted / world.products[row.product].months), row.principal)
    elif row.schedule == REVOLVING:
        spare = spare_cash(firm.cash, fixed_cost(world, row.enterprise), 1.5 * credit.target)
        due = max(due, min(row.principal, math.floor(spare)))
    paid = min(due, firm.cash)
    if paid > 0.0:
        repay(world, loan, paid)
    row.behind = due - paid if row.months <= 0 or row.schedule == INSTALMENTS else 0.0


@jit
def _judge_arrears(world, loan):
    """Count the months in which something due was not paid; in default after three, cured when all is paid."""
    row, firm = world.loans[loan], world.firms[world.loans[loan].enterprise]
    if row.arrears > 0.0 or row.behind > 0.0:
        row.overdue = min(row.overdue + 1, 1000)
        if row.state == PERFORMING:
            row.state = OVERDUE
        if row.overdue == MONTHS_TO_MARK:
            firm.marks = min(firm.marks + 1, 100)
        if row.state == OVERDUE and row.overdue >= MONTHS_TO_DEFAULT:
            default(world, loan)
        return
    if row.state == DEFAULTED:
        world.banks[row.bank].bad -= row.principal
        row.months = max(row.months, 1)
    row.state, row.overdue = PERFORMING, 0


@jit
def _ask_for_renewal(world, loan):
    """A loan will fall due in a month, or has fallen due unpaid: ask for another in its place."""
    control, credit, row = world.control[0], world.credit[0], world.loans[loan]
    enterprise = row.enterprise
    firm = world.firms[enterprise]
    if firm.status != TRADING or firm.open_request or control.now - firm.refused_at < credit.again_after * MONTH:
        return
    key = world.enterprises[enterprise].key
    serial = world.requests[row.request].serial + 1 if row.request >= 0 else 0
    u = uniform(control.seed0, control.seed1, key, serial, purposes.RENEWS, 0, 0)
    fixed = fixed_cost(world, enterprise)
    if not renews(firm.cash, row.principal, fixed, credit.buffer, credit.renewed, u):
        return
    request = new_request(world, enterprise, ROLLOVER, row.principal, loan)
    row.renewing = request
    if row.months == 1:
        row.matures = control.now + credit.next_month
    share = credit.without_principal
    world.requests[request].without_principal = chance(world, request, purposes.WITHOUT_PRINCIPAL, 0, 0) < share
    moment = control.now + (max(credit.next_month - credit.lead * DAY, 0.0) if row.months == 1 else 0.0)
    send(world, enterprise, -1, REQUEST, request, world.requests[request].serial, moment)
