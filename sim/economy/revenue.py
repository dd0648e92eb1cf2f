"""Revenue of a month and who buys: the chain's customer on credit, government, everybody else in cash."""

import math

from sim.economy import purposes
from sim.economy.claims import NEW, TRADE_CREDIT, claim
from sim.economy.costs import is_small, materials, usual_utilities
from sim.economy.ledger import SALES_OUTSIDE, receive
from sim.economy.public import buy, pay_for_purchases
from sim.economy.rules import month_revenue, next_shock
from sim.economy.tables import COUNT_CUT_OFF, TRADING
from sim.engine.draws import four, quantile
from sim.engine.jit import jit

MOST_ON_CREDIT = 0.8
"""Share of an enterprise's materials that local suppliers deliver on credit at most."""


@jit
def numbers_of_month(world, enterprise):
    """Four uniform numbers of an enterprise for the month being closed."""
    control, month = world.control[0], world.economy[0].month
    return four(control.seed0, control.seed1, world.enterprises[enterprise].key, month, purposes.MONTH, 0)


@jit
def is_cut_off(world, enterprise):
    """Whether it owes so much for water, power, gas and heat that the supply is cut off."""
    owed = world.firms[enterprise].utility_bills
    return owed > 0.0 and owed > world.economy[0].grace * usual_utilities(world, enterprise)


@jit
def earn(world):
    """Revenue of all that trade, as if nothing of what government buys were reserved for small enterprises."""
    economy = world.economy[0]
    for number in range(len(world.firm_sectors)):
        sector = world.firm_sectors[number]
        sector.small_sales = sector.other_sales = 0.0
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        if firm.status != TRADING:
            continue
        sector = world.firm_sectors[world.enterprises[enterprise].sector]
        z = quantile(world.tables, economy.normal, numbers_of_month(world, enterprise)[0])
        firm.shock = next_shock(firm.shock, economy.persistence, sector.volatility, z)
        lost = 0.0
        if is_cut_off(world, enterprise):
            lost = economy.cut_off
            world.counts[COUNT_CUT_OFF] += 1
        usual = month_revenue(firm.capacity, sector.season, sector.demand * sector.shocked, firm.shock, lost)
        firm.revenue = math.floor(usual * economy.month_share)
        if is_small(world, enterprise):
            sector.small_sales += firm.revenue
        else:
            sector.other_sales += firm.revenue


@jit
def _shift(world, enterprise):
    """What reserving moves: the change of an enterprise's sales, as a share of its revenue without it."""
    sector = world.firm_sectors[world.enterprises[enterprise].sector]
    moved = world.economy[0].reserved * sector.government
    if moved <= 0.0 or sector.small_sales <= 0.0:
        return 0.0
    return moved * sector.other_sales / sector.small_sales if is_small(world, enterprise) else -moved


@jit
def _to_government(world, enterprise, shift):
    """What government buys of the (shifted) revenue of an enterprise."""
    sector = world.firm_sectors[world.enterprises[enterprise].sector]
    if 1.0 + shift <= 0.0:
        return 0.0
    return math.floor(world.firms[enterprise].revenue * (sector.government + shift) / (1.0 + shift))


@jit
def _to_customer(world, enterprise, shift):
    """What an enterprise would like to sell to its customer in the region."""
    firm = world.firms[enterprise]
    if firm.customer < 0 or world.firms[firm.customer].status != TRADING:
        return 0.0
    chain = math.floor(world.firm_sectors[world.enterprises[enterprise].sector].chain * firm.revenue)
    return min(chain, firm.revenue - _to_government(world, enterprise, shift))


@jit
def place_orders(world):
    """Move what is reserved for small enterprises to them; add up what everybody's suppliers would like to sell."""
    for enterprise in range(len(world.firms)):
        world.wanted[enterprise] = 0.0
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        if firm.status != TRADING:
            continue
        shift = _shift(world, enterprise)
        firm.revenue = math.floor(firm.revenue * (1.0 + shift))
        sold = _to_customer(world, enterprise, shift)
        if sold > 0.0:
            world.wanted[firm.customer] += sold


@jit
def ration(world):
    """What share of that every customer takes (``world.scratch``): no more than it needs."""
    for enterprise in range(len(world.firms)):
        offered = world.wanted[enterprise]
        if offered > 0.0:
            world.wanted[enterprise] = 0.0
            most = MOST_ON_CREDIT * materials(world, enterprise)
            world.scratch[enterprise] = min(most / offered, 1.0)


@jit
def sell(world):
    """Invoices to customers, added up for each of them (``world.wanted``); government's purchases; the rest in cash."""
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        firm.invoiced = 0.0
        bought = 0.0
        if firm.status == TRADING:
            shift = _shift(world, enterprise)
            invoice = _to_customer(world, enterprise, shift)
            if invoice > 0.0:
                invoice = math.floor(invoice * world.scratch[firm.customer])
                world.wanted[firm.customer] += invoice
                firm.receivable += invoice
                firm.invoiced = invoice
                claim(world, TRADE_CREDIT, NEW, invoice)
            bought = _to_government(world, enterprise, shift)
            receive(world, enterprise, SALES_OUTSIDE, firm.revenue - invoice - bought)
        if firm.government_owes > 0.0 or bought > 0.0:
            pay_for_purchases(world, enterprise, buy(world, enterprise, bought))
