"""When a loan goes bad: default, who pays for it, what its security brings in, and what is written off."""

import math

from sim.economy.claims import BRIDGING, CANCELLED, LOANS, claim
from sim.economy.claims import REPAID as PAID_BACK
from sim.economy.ledger import (
    ASSETS_SOLD,
    COMPENSATION_BANK,
    COMPENSATION_GUARANTOR,
    GUARANTEE_PAID,
    RECOVERED,
    pay,
    receive,
    transfer,
)
from sim.engine.jit import jit
from sim.lending.judging import is_aided
from sim.lending.loans import add_to_book, repay, repay_bridge
from sim.lending.tables import DEFAULTED, IP, OVERDUE, PERFORMING, PROPERTY, REPAID, UNSECURED, WRITTEN_OFF

AFTER_REORGANISATION = 24
"""Months that what is left of a loan has to run at least after a reorganisation."""


@jit
def is_alive(world, loan):
    """Whether anything is still owed on a loan."""
    return world.loans[loan].state in (PERFORMING, OVERDUE, DEFAULTED)


@jit
def default(world, loan):
    """A loan is given up for lost: it counts as non-performing, is noted in the credit record, the guarantor pays."""
    row = world.loans[loan]
    bank, firm = world.banks[row.bank], world.firms[row.enterprise]
    row.state, row.defaulted = DEFAULTED, world.control[0].now
    bank.bad += row.principal
    bank.seen += 1.0
    firm.marks = min(firm.marks + 1, 100)
    _guarantor_pays(world, loan)


@jit
def _guarantor_pays(world, loan):
    """The guarantor pays its share as far as its fund goes; the compensation fund makes good a part of that."""
    row, credit = world.loans[loan], world.credit[0]
    if row.cover <= 0.0:
        return
    paid = min(math.floor(row.cover * row.principal), max(credit.guarantor, 0.0))
    credit.guaranteed -= row.cover * row.principal
    row.cover = 0.0
    transfer(world, GUARANTEE_PAID, paid)
    credit.guarantor -= paid
    world.banks[row.bank].money += paid
    row.guaranteed_paid = paid
    claim(world, LOANS, PAID_BACK, paid)
    add_to_book(world, loan, -paid)
    made_good = min(math.floor(credit.compensation_guarantor * paid), credit.fund)
    if is_aided(world, row.enterprise) and made_good > 0.0:
        transfer(world, COMPENSATION_GUARANTOR, made_good)
        credit.fund -= made_good
        credit.guarantor += made_good


@jit
def sell_security(world, loan):
    """What secures a loan is sold and brings in its part of the principal."""
    row, firm = world.loans[loan], world.firms[world.loans[loan].enterprise]
    amount = math.floor(row.recovery * row.principal)
    if amount <= 0.0:
        return
    receive(world, row.enterprise, ASSETS_SOLD, amount)
    security = world.products[row.product].security
    if security == PROPERTY:
        firm.property = max(firm.property - amount, 0.0)
    elif security == IP:
        firm.ip = max(firm.ip - amount, 0.0)
    _recover(world, loan, amount)


@jit
def _recover(world, loan, amount):
    row = world.loans[loan]
    pay(world, row.enterprise, RECOVERED, amount)
    claim(world, LOANS, PAID_BACK, amount)
    world.banks[row.bank].money += amount
    add_to_book(world, loan, -amount)


@jit
def write_off(world, loan):
    """What is left of a loan in default is lost; the compensation fund shares in it where it is for that."""
    row, credit = world.loans[loan], world.credit[0]
    bank, lost = world.banks[row.bank], row.principal
    if world.products[row.product].security == UNSECURED and is_aided(world, row.enterprise):
        made_good = min(math.floor(credit.compensation_bank * lost), credit.fund)
        transfer(world, COMPENSATION_BANK, made_good)
        credit.fund -= made_good
        bank.money += made_good
        bank.earned += made_good
    cancel(world, loan, lost)
    row.state = WRITTEN_OFF


@jit
def cancel(world, loan, amount):
    """A part of a loan is lost to the bank without any payment."""
    row = world.loans[loan]
    add_to_book(world, loan, -amount)
    row.written_off += amount
    claim(world, LOANS, CANCELLED, amount)
    row.arrears = row.behind = 0.0
    world.banks[row.bank].lost += amount


@jit
def call_loans(world, enterprise):
    """An enterprise stops: bridging money and loans are paid back at once, as far as there is cash besides bills."""
    firm = world.firms[enterprise]
    kept = firm.bills + firm.utility_bills + firm.taxes_owed + firm.payable
    loan = firm.loan
    while loan >= 0:
        row = world.loans[loan]
        if is_alive(world, loan):
            amount = min(row.principal, max(firm.cash - kept, 0.0))
            if amount > 0.0:
                repay(world, loan, amount)
            if row.principal > 0.0:  # the rest is due
                row.months = min(row.months, 0)
        loan = row.following
    if firm.bridge > 0.0 and firm.cash > kept:
        repay_bridge(world, enterprise, firm.cash - kept)


@jit
def default_debts(world, enterprise):
    """An enterprise ends: its loans are in default, securities are sold, cash goes to its banks in proportion, then to
    who lent it bridging money; the rest is written off."""
    firm = world.firms[enterprise]
    loan = firm.loan
    while loan >= 0:
        row = world.loans[loan]
        if is_alive(world, loan):
            if row.state != DEFAULTED:
                default(world, loan)
            sell_security(world, loan)
        loan = row.following
    share = min(firm.cash / firm.debt, 1.0) if firm.debt > 0.0 else 0.0
    loan = firm.loan
    while loan >= 0:
        row = world.loans[loan]
        if is_alive(world, loan):
            amount = min(math.floor(share * row.principal), firm.cash)
            if amount > 0.0:
                _recover(world, loan, amount)
            write_off(world, loan)
        loan = row.following
    if firm.bridge > 0.0:
        repay_bridge(world, enterprise, firm.cash)
        claim(world, BRIDGING, CANCELLED, firm.bridge)
        firm.bridge = 0.0


@jit
def cancel_share(world, enterprise, share):
    """A reorganisation cancels a share of all loans; what is left runs on as if it had never been overdue."""
    loan = world.firms[enterprise].loan
    while loan >= 0:
        row = world.loans[loan]
        if is_alive(world, loan):
            if row.state == DEFAULTED:
                world.banks[row.bank].bad -= row.principal
                row.state = PERFORMING
            cancel(world, loan, math.floor(share * row.principal))
            row.overdue, row.months = 0, max(row.months, AFTER_REORGANISATION)
            row.state = PERFORMING if row.principal > 0.0 else REPAID
        loan = row.following
