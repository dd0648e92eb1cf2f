"""The end of a month: growing, wearing out, hiring, and what owners take out."""

import math

from sim.economy.costs import fixed_cost, needed_staff
from sim.economy.ledger import INVESTMENT, OWNERS_DRAW, pay
from sim.economy.public import MONTHS, deposit_bonds
from sim.economy.rules import draws_out, hired
from sim.economy.tables import (
    COUNT_INVESTED,
    DORMANT,
    FUNDED,
    IDLE,
    NO_PROJECT,
    PERMITTED,
    TRADING,
)
from sim.engine.jit import jit

MOST_MONTHS = 10_000
"""Beyond this nobody counts months."""

YEAR_OF_LOSSES = (1 << 12) - 1


@jit
def end_month(world):
    """What everybody does with the money that is left."""
    satisfaction, trading = 0.0, 0
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        if firm.status == TRADING:
            satisfaction += world.enterprises[enterprise].satisfaction
            trading += 1
            _end_trading_month(world, enterprise)
        elif firm.status == DORMANT:
            _wear_out(world, enterprise)
        elif firm.status == IDLE and firm.cash > 0.0 and owed_by(world, enterprise) <= 0.0:
            pay(world, enterprise, OWNERS_DRAW, firm.cash)
        if firm.status == TRADING or firm.status == DORMANT or firm.status == IDLE:
            _count_short_months(world, enterprise)
    if trading > 0:
        world.economy[0].recent_satisfaction = satisfaction / trading


@jit
def owed_by(world, enterprise):
    """All that an enterprise owes, in yuan."""
    firm = world.firms[enterprise]
    return firm.bills + firm.utility_bills + firm.taxes_owed + firm.payable + firm.debt + firm.bridge


@jit
def _count_short_months(world, enterprise):
    """Bills, taxes or loans overdue; also what one that trades no more should have paid its suppliers."""
    firm = world.firms[enterprise]
    unpaid = firm.bills + firm.utility_bills + firm.taxes_owed
    if firm.status == IDLE:
        unpaid += firm.old_payable
    firm.short = min(firm.short + 1, MOST_MONTHS) if unpaid > 0.0 or firm.overdue else 0


@jit
def _end_trading_month(world, enterprise):
    firm, economy = world.firms[enterprise], world.economy[0]
    firm.months = min(firm.months + 1, MOST_MONTHS)
    if economy.counting:
        firm.counted_months += 1
    reserve = economy.reserve * fixed_cost(world, enterprise)
    fee = deposit_bonds(world, enterprise, reserve)
    firm.profit -= fee
    firm.year_profit -= fee
    if economy.counting:
        firm.earned -= fee
    firm.losing = ((firm.losing << 1) & YEAR_OF_LOSSES) | (1 if firm.profit < 0.0 else 0)
    _wear_out(world, enterprise)
    if firm.opened >= 0.0 and firm.months <= 12:
        firm.capacity *= (1.0 + economy.first_growth) ** (economy.month_share / MONTHS)
    if firm.project == PERMITTED or firm.project == FUNDED:
        _invest(world, enterprise)
    _draw_out(world, enterprise)
    firm.staff = hired(firm.staff, needed_staff(world, enterprise), economy.hiring * economy.month_share)


@jit
def _wear_out(world, enterprise):
    economy = world.economy[0]
    world.firms[enterprise].capacity *= 1.0 - economy.decay * economy.month_share


@jit
def _invest(world, enterprise):
    """Carry the opportunity out: once there is cash enough for all of it; or, once the loan for it is paid out, as far
    as the money goes."""
    firm = world.firms[enterprise]
    kept = max(world.economy[0].reserve, world.credit[0].buffer) * fixed_cost(world, enterprise)
    if firm.project == FUNDED:
        kept = world.economy[0].reserve * fixed_cost(world, enterprise)
    spent = min(firm.outlay, math.floor(max(firm.cash - kept, 0.0)))
    if spent <= 0.0 or (spent < firm.outlay and firm.project == PERMITTED):
        return
    pay(world, enterprise, INVESTMENT, spent)
    firm.capacity *= 1.0 + firm.growth * (spent / firm.outlay)
    firm.project = NO_PROJECT
    world.counts[COUNT_INVESTED] += 1


@jit
def _draw_out(world, enterprise):
    """Owners take out a part of what is more than they keep, saving for an opportunity if they have one; nothing while
    bills, taxes or loans are overdue."""
    firm, economy = world.firms[enterprise], world.economy[0]
    kept = economy.keep * fixed_cost(world, enterprise)
    if firm.project != NO_PROJECT:
        kept += firm.outlay
    if firm.cash > kept and firm.bills + firm.utility_bills + firm.taxes_owed <= 0.0 and not firm.overdue:
        drawn = draws_out(firm.cash, kept, economy.draw)
        pay(world, enterprise, OWNERS_DRAW, math.floor(drawn * economy.month_share))
