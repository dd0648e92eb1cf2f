"""What enterprises and government have to do with each other besides taxes: purchases, bonds, subsidies."""

import math

from sim.economy import purposes
from sim.economy.chance import draw_once
from sim.economy.claims import BONDS, GOVERNMENT_ARREARS, NEW, REPAID, claim
from sim.economy.costs import fixed_cost, rent_to_pay
from sim.economy.ledger import (
    BOND_FEES,
    BOND_PAID,
    BOND_RETURNED,
    RENT_SUBSIDY,
    RESEARCH,
    RESEARCH_SUBSIDY,
    SALES_GOVERNMENT,
    pay,
    pay_what_is_there,
    receive,
)
from sim.engine.clock import DAY
from sim.engine.jit import jit

MONTHS = 12.0
YEAR = 365.25 * DAY
MONTH = YEAR / MONTHS


@jit
def age_of(world, enterprise):
    """Years since an enterprise was founded."""
    row = world.enterprises[enterprise]
    return row.age + (world.control[0].now - max(row.began, 0.0)) / YEAR


@jit
def buy(world, enterprise, amount):
    """Government buys and owes; returns what it owed before."""
    before = world.firms[enterprise].government_owes
    world.firms[enterprise].government_owes += amount
    claim(world, GOVERNMENT_ARREARS, NEW, amount)
    return before


@jit
def pay_for_purchases(world, enterprise, before):
    """Government pays a part of what it owes, so that a purchase waits for ``late`` months in the mean; of what it
    would go on owing of earlier months (``before``) it pays the share that must be cleared."""
    firm, economy = world.firms[enterprise], world.economy[0]
    part = economy.month_share / (1.0 + economy.late)
    amount = math.floor(part * firm.government_owes + economy.cleared * (1.0 - part) * before)
    settle_purchases(world, enterprise, min(amount, firm.government_owes))


@jit
def settle_purchases(world, enterprise, amount):
    """Government pays so much of what it owes."""
    if amount > 0.0:
        receive(world, enterprise, SALES_GOVERNMENT, amount)
        world.firms[enterprise].government_owes -= amount
        claim(world, GOVERNMENT_ARREARS, REPAID, amount)


@jit
def usual_bond(world, enterprise):
    """Bonds that sales to government call for, in cash or not, in yuan."""
    sector = world.firm_sectors[world.enterprises[enterprise].sector]
    return world.economy[0].bonds * MONTHS * sector.government * world.firms[enterprise].capacity


@jit
def deposit_bonds(world, enterprise, reserve):
    """Bring the bonds deposited in cash to what is asked for, as far as cash beyond a reserve goes; pay for guarantees
    in place of the others. Returns that fee."""
    firm, economy = world.firms[enterprise], world.economy[0]
    bonds = usual_bond(world, enterprise)
    if bonds <= 0.0 and firm.bond <= 0.0:
        return 0.0
    missing = math.floor(bonds * economy.bonds_in_cash) - firm.bond
    if missing < 0.0:
        return_bond(world, enterprise, -missing)
    else:
        missing = min(missing, math.floor(max(firm.cash - reserve, 0.0)))
        pay(world, enterprise, BOND_PAID, missing)
        firm.bond += missing
        claim(world, BONDS, NEW, missing)
    fee = math.floor(bonds * (1.0 - economy.bonds_in_cash) * economy.bond_fee / MONTHS * economy.month_share)
    paid = fee - pay_what_is_there(world, enterprise, BOND_FEES, fee)
    world.credit[0].guarantor += paid
    return paid


@jit
def return_bond(world, enterprise, amount):
    """A bond is returned."""
    receive(world, enterprise, BOND_RETURNED, amount)
    world.firms[enterprise].bond -= amount
    claim(world, BONDS, REPAID, amount)


@jit
def subsidise_rent(world, enterprise):
    """Young enterprises in incubators get a part of their rent back; returns it."""
    economy, firm = world.economy[0], world.firms[enterprise]
    firm.incubated = 0
    if economy.incubation <= 0.0 or age_of(world, enterprise) > economy.young:
        return 0.0
    if draw_once(world, enterprise, 0, purposes.INCUBATED) >= economy.incubation:
        return 0.0
    firm.incubated = 1
    amount = math.floor(economy.rent_subsidy * rent_to_pay(world, enterprise) * economy.month_share)
    receive(world, enterprise, RENT_SUBSIDY, amount)
    return amount


@jit
def do_research(world, enterprise):
    """Research and development, if cash beyond the reserve allows it; government pays a part. Returns what it costs."""
    firm, economy = world.firms[enterprise], world.economy[0]
    cost = math.floor(world.firm_sectors[world.enterprises[enterprise].sector].research * firm.revenue)
    if cost <= 0.0 or firm.cash - cost < economy.reserve * fixed_cost(world, enterprise):
        return 0.0
    pay(world, enterprise, RESEARCH, cost)
    paid = math.floor(economy.research_subsidy * cost)
    receive(world, enterprise, RESEARCH_SUBSIDY, paid)
    return cost - paid
