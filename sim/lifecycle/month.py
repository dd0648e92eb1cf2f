"""A month in the lives of enterprises: who stops, sleeps, wakes, fails, grows, leaves."""

import math

from sim.economy import purposes
from sim.economy.chance import draw_once
from sim.economy.public import MONTH, MONTHS, age_of
from sim.economy.revenue import numbers_of_month
from sim.economy.rules import months_with_loss
from sim.economy.tables import DORMANT, GONE, IDLE, INSOLVENT, NO_PROJECT, NOT_YET, TRADING
from sim.economy.trade import find_customer, release_suppliers, sell_to
from sim.engine.jit import jit
from sim.lifecycle.ending import settle_ended
from sim.lifecycle.errands import leave_register, look_for_opportunity, lose_patience, outgrow
from sim.lifecycle.insolvency import begin_proceedings, cannot_pay, end_proceedings, may_be_insolvent
from sim.lifecycle.rules import happens, in_difficulty, stopping_rate
from sim.lifecycle.stopping import fall_asleep, sell_equipment, stop, wake

LATE = 3
"""Months short after which late payment is noted in the credit record."""

SEARCH = 6
"""Months between two searches for a customer."""

MOST_MARKS = 100


@jit
def live_on(world, first, last):
    """A month of the enterprises ``first`` to ``last`` - 1, after the books are closed. Each sends off one errand at
    most."""
    for enterprise in range(first, last):
        status = world.firms[enterprise].status
        if status == GONE or status == NOT_YET:
            continue
        if not world.enterprises[enterprise].active:
            settle_ended(world, enterprise)
            continue
        _keep_record(world, enterprise)
        years = world.economy[0].month_share / MONTHS
        if status == TRADING:
            _carry_on(world, enterprise, years)
        elif status == DORMANT:
            _sleep_on(world, enterprise, years)
        elif status == IDLE:
            _wind_up(world, enterprise, years)
        elif status == INSOLVENT and world.control[0].now >= world.firms[enterprise].proceedings_until:
            end_proceedings(world, enterprise)


@jit
def _keep_record(world, enterprise):
    """Marks in the credit record: noted when payment is late, lapsing or removed early after the cause has ended."""
    firm, economy, now = world.firms[enterprise], world.economy[0], world.control[0].now
    if firm.short == LATE:
        firm.marks = min(firm.marks + 1, MOST_MARKS)
    if firm.marks == 0:
        return
    if firm.short >= LATE or firm.overdue or firm.status == INSOLVENT:
        firm.mark_until = now + economy.marks_last * MONTH
        return
    clean = now - (firm.mark_until - economy.marks_last * MONTH)
    repaired = economy.repair > 0.0 and clean >= economy.repair_after * MONTH
    if now >= firm.mark_until or (repaired and draw_once(world, enterprise, 0, purposes.REPAIR) < economy.repair):
        firm.marks = 0


@jit
def _carry_on(world, enterprise, years):
    """A month of one that trades."""
    firm, economy = world.firms[enterprise], world.economy[0]
    if firm.months >= MONTHS and math.isnan(firm.staff_year):
        firm.staff_year = firm.staff
    if cannot_pay(world, enterprise):
        if may_be_insolvent(world, enterprise):
            begin_proceedings(world, enterprise)
        else:
            stop(world, enterprise)
        return
    u = numbers_of_month(world, enterprise)
    losing = months_with_loss(firm.losing)
    hazard = world.stopping[min(int(age_of(world, enterprise)), len(world.stopping) - 1)]
    if happens(stopping_rate(hazard, economy.losses, losing / MONTHS), years, u[1]):
        if u[2] < economy.dormancy and in_difficulty(losing, firm.short) and not firm.overdue:
            fall_asleep(world, enterprise)
        else:
            stop(world, enterprise)
        return
    if outgrow(world, enterprise):
        return
    if firm.project == NO_PROJECT:
        look_for_opportunity(world, enterprise, years, u[3])
    else:
        lose_patience(world, enterprise)
    if firm.customer < 0 and (economy.month + world.enterprises[enterprise].key) % SEARCH == 0:
        sell_to(world, enterprise, find_customer(world, enterprise, economy.month + 1))


@jit
def _sleep_on(world, enterprise, years):
    """A month of one that is dormant."""
    if may_be_insolvent(world, enterprise):
        begin_proceedings(world, enterprise)
    elif happens(world.economy[0].wakes, years, numbers_of_month(world, enterprise)[1]):
        wake(world, enterprise)
    elif world.control[0].now >= world.firms[enterprise].sleeps_until:
        stop(world, enterprise)


@jit
def _wind_up(world, enterprise, years):
    """A month of one that does not trade."""
    firm = world.firms[enterprise]
    if firm.payable <= 0.0 and firm.first_supplier >= 0:
        release_suppliers(world, enterprise)
    if firm.property > firm.pledged:  # freed since it stopped
        sell_equipment(world, enterprise)
    if may_be_insolvent(world, enterprise):
        begin_proceedings(world, enterprise)
    else:
        leave_register(world, enterprise, years, numbers_of_month(world, enterprise)[1])
