"""The end: whoever is off the register is settled to the last yuan.

Government pays what it owes and returns bonds, equipment is sold if debts call for it. Bills come first, then taxes;
suppliers and banks share what is left in proportion to what they are owed. The rest of all debts is cancelled. Whatever
is left is the owners'.
"""

import math

from sim.economy.claims import BILLS, CANCELLED, TAXES_OWED, claim
from sim.economy.costs import pay_old_bills
from sim.economy.ledger import LIQUIDATION, pay
from sim.economy.public import return_bond, settle_purchases
from sim.economy.tables import (
    COUNT_LIQUIDATED,
    COUNT_REVOKED,
    COUNT_STRUCK_OFF,
    GONE,
    IDLE,
    INSOLVENT,
    LIQUIDATED,
    NO_ERRAND,
    REVOKED,
    STRUCK_OFF,
)
from sim.economy.taxes import pay_late_taxes, settle_dues
from sim.economy.trade import forgo_receivable, pay_suppliers, release_suppliers
from sim.engine.jit import jit
from sim.lending.ending import default_debts
from sim.lifecycle.stopping import leave_off, sell_equipment


@jit
def settle_ended(world, enterprise):
    """Settle the accounts of an enterprise that has ceased to exist."""
    firm = world.firms[enterprise]
    if math.isnan(firm.stopped):
        firm.stopped = world.control[0].now
    leave_off(world, enterprise)
    if firm.ended == 0:
        firm.ended = REVOKED  # no case of its own took it off the register
    firm.status = INSOLVENT if firm.ended == LIQUIDATED else IDLE  # owners of a liquidated company pay nothing
    settle_dues(world, enterprise)
    settle_purchases(world, enterprise, firm.government_owes)
    if firm.bond > 0.0:
        return_bond(world, enterprise, firm.bond)
    forgo_receivable(world, enterprise)
    sell_equipment(world, enterprise)
    _pay_creditors(world, enterprise)
    if firm.cash > 0.0:
        pay(world, enterprise, LIQUIDATION, firm.cash)
    firm.status, firm.errand = GONE, NO_ERRAND
    if firm.ended == STRUCK_OFF:
        world.counts[COUNT_STRUCK_OFF] += 1
    elif firm.ended == LIQUIDATED:
        world.counts[COUNT_LIQUIDATED] += 1
    else:
        world.counts[COUNT_REVOKED] += 1


@jit
def _pay_creditors(world, enterprise):
    firm = world.firms[enterprise]
    pay_old_bills(world, enterprise)
    claim(world, BILLS, CANCELLED, firm.bills + firm.utility_bills)
    firm.bills = firm.utility_bills = 0.0
    pay_late_taxes(world, enterprise)
    claim(world, TAXES_OWED, CANCELLED, firm.taxes_owed)
    firm.taxes_owed = 0.0
    owed = firm.payable + firm.debt + firm.bridge
    if firm.payable > 0.0:
        part = min(firm.cash / owed, 1.0)
        pay_suppliers(world, enterprise, min(math.floor(part * firm.payable), firm.cash))
    release_suppliers(world, enterprise)
    if firm.debt > 0.0 or firm.bridge > 0.0:
        default_debts(world, enterprise)
