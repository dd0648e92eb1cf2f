"""The order of a month's closing: before the banks have their due, and after.

Who calls these sets ``world.economy`` (month, calendar_month, month_share, counting), the seasons and shocks of
``world.firm_sectors``, and sets ``world.flows``, ``world.claims``, ``world.counts`` and ``world.audit`` to zero.
"""

from sim.economy.costs import pay_costs
from sim.economy.projects import end_month
from sim.economy.revenue import earn, place_orders, ration, sell
from sim.economy.taxes import settle_with_government
from sim.economy.trade import clear_trade
from sim.engine.jit import jit


@jit
def close_month_before_loans(world):
    """Revenue, invoices, sales, and the bills of the month."""
    earn(world)
    place_orders(world)
    ration(world)
    sell(world)
    pay_costs(world)


@jit
def close_month_after_loans(world):
    """Taxes and dues, trade credit, bonds, investment, what owners take out, staff."""
    settle_with_government(world)
    clear_trade(world)
    end_month(world)
