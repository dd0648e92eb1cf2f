"""What enterprises are like on the first day, and those yet to be founded on theirs."""

import math

from sim.economy import purposes
from sim.economy.costs import fixed_cost, most_margin, productivity
from sim.economy.public import usual_bond
from sim.economy.revenue import place_orders, ration
from sim.economy.rules import usual_margin
from sim.economy.tables import IDLE, NO_ERRAND, NO_PROJECT, NOT_YET, TRADING
from sim.economy.trade import find_customer, list_buyers, sell_to
from sim.engine.draws import four, quantile
from sim.engine.jit import jit

BEFORE = -1.0
"""Before the first day."""

MOST_PERSISTENCE = 0.99
"""For the spread of first shocks, which would have no bound if shocks lasted for ever."""


@jit
def populate(world):
    """Draw what every enterprise is like. Residents trade or are idle; founders are not there yet. Bank, property,
    loans and what enterprises think of them are left to lending."""
    for enterprise in range(len(world.firms)):
        _draw_traits(world, enterprise)
    list_buyers(world)
    for enterprise in range(len(world.firms)):
        if world.firms[enterprise].status == TRADING:
            sell_to(world, enterprise, find_customer(world, enterprise, 0))
    _owe_what_is_usual(world)


@jit
def _owe_what_is_usual(world):
    """Customers and government owe on the first day what they usually do: invoices that are not due yet, and purchases
    that wait to be paid."""
    economy = world.economy[0]
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        if firm.status == TRADING:
            firm.revenue = math.floor(firm.capacity * world.firm_sectors[world.enterprises[enterprise].sector].demand)
    place_orders(world)
    ration(world)
    for enterprise in range(len(world.firms)):
        firm, sector = world.firms[enterprise], world.firm_sectors[world.enterprises[enterprise].sector]
        if firm.status != TRADING:
            continue
        firm.government_owes = math.floor(economy.late * sector.government * firm.revenue)
        if firm.customer >= 0:
            invoice = min(sector.chain, 1.0 - sector.government) * firm.revenue * world.scratch[firm.customer]
            firm.receivable = math.floor(economy.term * invoice)
            world.wanted[firm.customer] += firm.receivable
    for enterprise in range(len(world.firms)):
        world.firms[enterprise].payable = world.wanted[enterprise]


@jit
def _draw_traits(world, enterprise):
    """Everything but its customer depends on nothing but its own numbers."""
    control, economy = world.control[0], world.economy[0]
    row, firm = world.enterprises[enterprise], world.firms[enterprise]
    sector, size = world.firm_sectors[row.sector], world.firm_sizes[row.size_class]
    u = four(control.seed0, control.seed1, row.key, 0, purposes.TRAITS, 0)
    v = four(control.seed0, control.seed1, row.key, 0, purposes.TRAITS, 1)
    firm.project, firm.errand = NO_PROJECT, NO_ERRAND
    firm.bank = firm.customer = firm.first_supplier = firm.next_supplier = firm.loan = -1
    firm.refused_at = firm.mark_until = firm.errand_after = -math.inf
    firm.stopped = firm.opened = firm.staff_year = firm.sleeps_until = firm.proceedings_until = math.nan
    firm.staff = min(max(quantile(world.tables, size.staff, u[0]), 0.0), size.most_staff)
    firm.capacity = firm.staff * productivity(world, enterprise)
    firm.standing = quantile(world.tables, economy.normal, u[2])
    firm.margin = usual_margin(
        sector.margin,
        economy.margin_spread,
        quantile(world.tables, economy.normal, u[1]),
        economy.standing_worth,
        firm.standing,
        most_margin(world, enterprise),
    )
    firm.state_premises = v[0] < economy.state_premises
    memory = min(economy.persistence, MOST_PERSISTENCE)
    variance = sector.volatility * sector.volatility / (1.0 - memory * memory)
    firm.shock = math.sqrt(variance) * quantile(world.tables, economy.normal, v[2]) - variance / 2.0
    row.trading = 0
    if not row.active:
        firm.status = NOT_YET
        return
    firm.opened = BEFORE
    firm.months = int(row.age * 12.0)
    if v[1] < economy.idle:
        firm.status = IDLE
        firm.stopped = BEFORE
        firm.staff = firm.capacity = 0.0
        return
    firm.status, row.trading = TRADING, 1
    firm.staff_first = firm.staff
    firm.cash = math.floor(max(quantile(world.tables, size.cash, u[3]), 0.0) * fixed_cost(world, enterprise))
    firm.bond = math.floor(usual_bond(world, enterprise) * economy.bonds_in_cash)
