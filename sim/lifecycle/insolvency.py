"""Not being able to pay: proceedings, and how they end."""

import math

from sim.approvals.case import cease
from sim.economy import purposes
from sim.economy.chance import draw_once
from sim.economy.claims import BILLS, CANCELLED, TAXES_OWED, claim
from sim.economy.costs import is_company
from sim.economy.projects import owed_by
from sim.economy.public import MONTH
from sim.economy.tables import COUNT_INSOLVENCIES, COUNT_REORGANISED, INSOLVENT, LIQUIDATED
from sim.economy.trade import cancel_payable
from sim.engine.jit import jit
from sim.lending.ending import cancel_share
from sim.lifecycle.ending import settle_ended
from sim.lifecycle.rules import is_insolvent
from sim.lifecycle.stopping import begin_again, leave_off


@jit
def owned_by(world, enterprise):
    """All that an enterprise owns, in yuan: money, claims, property, and equipment at what it would bring."""
    firm = world.firms[enterprise]
    claims = firm.receivable + firm.government_owes + firm.bond
    return firm.cash + claims + firm.property + world.economy[0].assets * firm.capacity


@jit
def cannot_pay(world, enterprise):
    """Whether it has been short for long and owes more than it owns."""
    firm = world.firms[enterprise]
    patience = world.economy[0].insolvency_patience
    if firm.short < max(patience, 1.0):
        return False
    return is_insolvent(firm.short, patience, owed_by(world, enterprise), owned_by(world, enterprise))


@jit
def begin_proceedings(world, enterprise):
    """A company is insolvent: nothing is paid until the proceedings end."""
    firm, economy = world.firms[enterprise], world.economy[0]
    leave_off(world, enterprise)
    firm.status = INSOLVENT
    if math.isnan(firm.stopped):
        firm.stopped = world.control[0].now
    together = draw_once(world, enterprise, economy.month, purposes.COORDINATED) < economy.coordinated
    firm.coordinated = 1 if together else 0
    months = economy.coordinated_proceedings if together else economy.proceedings
    firm.proceedings_until = world.control[0].now + months * MONTH
    world.counts[COUNT_INSOLVENCIES] += 1


@jit
def end_proceedings(world, enterprise):
    """Reorganised, if there is something to go on with, or liquidated."""
    firm, economy = world.firms[enterprise], world.economy[0]
    share = economy.coordinated_reorganised if firm.coordinated else economy.reorganised
    u = draw_once(world, enterprise, economy.month, purposes.REORGANISED)
    if u < share and firm.capacity > 0.0:
        _reorganise(world, enterprise)
        return
    firm.ended = LIQUIDATED
    cease(world, enterprise)
    settle_ended(world, enterprise)


@jit
def _reorganise(world, enterprise):
    """Creditors forgo a share of what they are owed; it goes on trading."""
    firm, haircut = world.firms[enterprise], world.economy[0].haircut
    cancel_share(world, enterprise, haircut)
    cancel_payable(world, enterprise, haircut)
    bills, utilities = math.floor(haircut * firm.bills), math.floor(haircut * firm.utility_bills)
    firm.bills -= bills
    firm.utility_bills -= utilities
    claim(world, BILLS, CANCELLED, bills + utilities)
    taxes = math.floor(haircut * firm.taxes_owed)
    firm.taxes_owed -= taxes
    claim(world, TAXES_OWED, CANCELLED, taxes)
    firm.proceedings_until = math.nan
    begin_again(world, enterprise)
    world.counts[COUNT_REORGANISED] += 1


@jit
def may_be_insolvent(world, enterprise):
    """Whether the law lets it be: companies only."""
    return is_company(world, enterprise) and cannot_pay(world, enterprise)
