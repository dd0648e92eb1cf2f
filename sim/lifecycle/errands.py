"""Errands of a life: growing into another class, seeing an opportunity to invest, leaving the register."""

import math

from sim.approvals.plan import arise_for
from sim.approvals.tables import CONVERSION, PERMIT, STRIKING_OFF
from sim.economy import purposes
from sim.economy.chance import draw_once
from sim.economy.projects import owed_by
from sim.economy.public import MONTH, MONTHS
from sim.economy.tables import (
    AWAITS_PERMIT,
    CONVERTING,
    COUNT_CONVERTED,
    COUNT_OPPORTUNITIES,
    FUNDED,
    LEAVING,
    NO_ERRAND,
    NO_PROJECT,
    PERMITTED,
)
from sim.engine.draws import quantile
from sim.engine.jit import jit
from sim.lifecycle.rules import happens, leaving_rate


@jit
def may_set_about(world, enterprise):
    """Whether it is on no errand and has got over the last one that failed."""
    firm = world.firms[enterprise]
    return firm.errand == NO_ERRAND and world.control[0].now >= firm.errand_after


@jit
def outgrow(world, enterprise):
    """An enterprise with more people than its class allows moves on: at once, or by a procedure. True if it is now on
    that errand."""
    row, firm = world.enterprises[enterprise], world.firms[enterprise]
    size = world.firm_sizes[row.size_class]
    if firm.staff <= size.most_staff or row.size_class + 1 >= len(world.firm_sizes):
        return False
    if size.conversion < 0:
        move_up(world, enterprise)
        return False
    if not may_set_about(world, enterprise):
        return False
    firm.errand = CONVERTING
    arise_for(world, enterprise, size.conversion, CONVERSION, firm.errands, firm.errands)
    firm.errands += 1
    return True


@jit
def move_up(world, enterprise):
    """It belongs to the next size class."""
    row = world.enterprises[enterprise]
    row.size_class += 1
    row.wage = world.firm_sizes[row.size_class].hourly_wage


@jit
def converted(world, enterprise):
    """It has become a company."""
    row = world.enterprises[enterprise]
    if row.active and world.firm_sizes[row.size_class].conversion >= 0:
        move_up(world, enterprise)
        world.counts[COUNT_CONVERTED] += 1


@jit
def look_for_opportunity(world, enterprise, years, u):
    """Perhaps it sees an opportunity to grow; some need a permit first."""
    row, firm, economy = world.enterprises[enterprise], world.firms[enterprise], world.economy[0]
    sector = world.firm_sectors[row.sector]
    rate = economy.opportunities * world.firm_sizes[row.size_class].investment
    if firm.capacity <= 0.0 or not happens(rate, years, u):
        return
    serial = firm.projects
    growth = quantile(world.tables, economy.growth, draw_once(world, enterprise, serial, purposes.GROWTH))
    outlay = math.floor(sector.intensity * growth * firm.capacity * MONTHS)
    firm.projects += 1
    if growth <= 0.0 or outlay <= 0.0:
        return
    firm.growth, firm.outlay = growth, outlay
    firm.seen = world.control[0].now
    world.counts[COUNT_OPPORTUNITIES] += 1
    needs_permit = draw_once(world, enterprise, serial, purposes.PERMIT) < sector.permit_share
    if sector.permit < 0 or not needs_permit:
        firm.project = PERMITTED
        return
    firm.project = AWAITS_PERMIT
    arise_for(world, enterprise, sector.permit, PERMIT, serial, serial)


@jit
def lose_patience(world, enterprise):
    """An opportunity without its permit or its money is gone after a while."""
    firm = world.firms[enterprise]
    waited = world.control[0].now - firm.seen
    if firm.project != FUNDED and waited > world.economy[0].project_patience * MONTH:
        firm.project = NO_PROJECT


@jit
def is_awaited(world, enterprise, ref):
    """Whether it still waits for the permit of its opportunity number ``ref``."""
    firm = world.firms[enterprise]
    return firm.project == AWAITS_PERMIT and firm.projects == ref + 1


@jit
def leave_register(world, enterprise, years, u):
    """One that has stopped and owes nothing may set about being struck off, the sooner the less trouble it is."""
    firm, economy = world.firms[enterprise], world.economy[0]
    if not may_set_about(world, enterprise) or owed_by(world, enterprise) > 0.0:
        return
    procedure, days = economy.procedure, economy.exit_days
    if economy.simple_procedure >= 0 and draw_once(world, enterprise, 0, purposes.SIMPLE) < economy.simple:
        procedure, days = economy.simple_procedure, economy.simple_exit_days
    if happens(leaving_rate(economy.striking_off, days, economy.exit_effort), years, u):
        firm.errand = LEAVING
        arise_for(world, enterprise, procedure, STRIKING_OFF, firm.errands, firm.errands)
        firm.errands += 1
