"""Stopping for good, falling asleep and waking up."""

import math

from sim.economy.costs import is_company, needed_staff
from sim.economy.ledger import ASSETS_SOLD, CAPITAL_PAID_IN, receive
from sim.economy.projects import owed_by
from sim.economy.public import MONTH
from sim.economy.tables import (
    COUNT_SLEPT,
    COUNT_STOPPED,
    COUNT_WOKEN,
    DORMANT,
    IDLE,
    NO_PROJECT,
    TRADING,
)
from sim.engine.jit import jit
from sim.lending.ending import call_loans


@jit
def sell_equipment(world, enterprise):
    """Equipment and stocks, then property not pledged, are sold as far as debts call for it; the rest is left to
    the owners in kind."""
    firm = world.firms[enterprise]
    worth = math.floor(world.economy[0].assets * firm.capacity)
    lacking = owed_by(world, enterprise) - firm.cash
    if lacking > 0.0:
        sold = min(worth, lacking)
        free = min(math.floor(max(firm.property - firm.pledged, 0.0)), lacking - sold)
        firm.property -= free
        receive(world, enterprise, ASSETS_SOLD, sold + free)
    firm.capacity = 0.0


@jit
def leave_off(world, enterprise):
    """Nobody works there any more."""
    firm = world.firms[enterprise]
    world.enterprises[enterprise].trading = 0
    firm.staff = firm.revenue = firm.profit = 0.0
    firm.project = NO_PROJECT


@jit
def stop(world, enterprise):
    """It stops trading for good but stays on the register. Who is no company answers for its bills, taxes and suppliers
    with what the owners have besides, and for loans too unless it stops because it cannot pay; loans are called."""
    firm = world.firms[enterprise]
    leave_off(world, enterprise)
    firm.status = IDLE
    firm.stopped = world.control[0].now
    sell_equipment(world, enterprise)
    lacking = firm.bills + firm.utility_bills + firm.taxes_owed + firm.payable - firm.cash
    if firm.short == 0:
        lacking += firm.debt + firm.bridge
    if lacking > 0.0 and not is_company(world, enterprise):
        receive(world, enterprise, CAPITAL_PAID_IN, lacking)
    call_loans(world, enterprise)
    world.counts[COUNT_STOPPED] += 1


@jit
def fall_asleep(world, enterprise):
    """It registers as dormant: no business, a part of the cost."""
    firm = world.firms[enterprise]
    leave_off(world, enterprise)
    firm.status = DORMANT
    firm.sleeps_until = world.control[0].now + world.economy[0].longest * MONTH
    world.counts[COUNT_SLEPT] += 1


@jit
def begin_again(world, enterprise):
    """It trades again, as it used to."""
    firm = world.firms[enterprise]
    firm.status, world.enterprises[enterprise].trading = TRADING, 1
    firm.staff = needed_staff(world, enterprise)
    firm.shock = 0.0
    firm.short = firm.losing = 0
    firm.sleeps_until = firm.stopped = math.nan


@jit
def wake(world, enterprise):
    """A dormant enterprise begins again."""
    begin_again(world, enterprise)
    world.counts[COUNT_WOKEN] += 1
