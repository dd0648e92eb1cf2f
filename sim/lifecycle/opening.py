"""Beginning: an enterprise that has its licence opens, or never does."""

import math

from sim.economy import purposes
from sim.economy.chance import draw_once
from sim.economy.costs import fixed_cost
from sim.economy.ledger import CAPITAL_PAID_IN, receive
from sim.economy.tables import COUNT_OPENED, IDLE, TRADING
from sim.economy.trade import find_customer, sell_to
from sim.engine.draws import quantile
from sim.engine.jit import jit


@jit
def open_business(world, enterprise):
    """The licence is there: founders pay their capital in and trade; some never do."""
    row, firm, economy = world.enterprises[enterprise], world.firms[enterprise], world.economy[0]
    if draw_once(world, enterprise, 0, purposes.BEGINS) >= economy.begins:
        firm.status, row.trading = IDLE, 0
        firm.staff = firm.capacity = 0.0
        return
    firm.status, row.trading = TRADING, 1
    firm.opened = world.control[0].now
    firm.staff_first = firm.staff
    months = quantile(world.tables, economy.entry_capital, draw_once(world, enterprise, 0, purposes.CAPITAL))
    receive(world, enterprise, CAPITAL_PAID_IN, math.floor(max(months, 0.0) * fixed_cost(world, enterprise)))
    sell_to(world, enterprise, find_customer(world, enterprise, economy.month + 1))
    world.counts[COUNT_OPENED] += 1
