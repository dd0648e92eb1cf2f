"""What it costs to be in business: wages, rent, utilities, materials, and what of that is left unpaid."""

import math

from sim.economy.claims import BILLS, NEW, REPAID, TAXES_OWED, claim
from sim.economy.ledger import (
    ARREARS_PAID,
    MATERIALS,
    RENT,
    SOCIAL_INSURANCE,
    STATE_RENT,
    UTILITIES,
    WAGES,
    pay_what_is_there,
)
from sim.economy.tables import DORMANT, INSOLVENT, TRADING
from sim.engine.jit import jit


@jit
def productivity(world, enterprise):
    """Revenue per person and month that is usual for its class."""
    row = world.enterprises[enterprise]
    return world.firm_sectors[row.sector].productivity * world.firm_sizes[row.size_class].productivity


@jit
def pay_per_person(world, enterprise):
    """Yuan a month that is usual for its class."""
    row = world.enterprises[enterprise]
    return world.firm_sectors[row.sector].wage * world.firm_sizes[row.size_class].wage


@jit
def wage_share(world, enterprise):
    """Wages as a share of usual revenue."""
    output = productivity(world, enterprise)
    return pay_per_person(world, enterprise) / output if output > 0.0 else 0.0


@jit
def needed_staff(world, enterprise):
    """People whom usual revenue at today's demand calls for."""
    output = productivity(world, enterprise)
    sector = world.firm_sectors[world.enterprises[enterprise].sector]
    return world.firms[enterprise].capacity * sector.demand * sector.shocked / output if output > 0.0 else 0.0


@jit
def is_company(world, enterprise):
    """Whether it is a company, with insured staff and limited liability: all but those who would have to become one."""
    return world.firm_sizes[world.enterprises[enterprise].size_class].conversion < 0


@jit
def is_small(world, enterprise):
    """Whether it counts as small for reliefs and reserves."""
    return world.firm_sizes[world.enterprises[enterprise].size_class].small == 1


@jit
def most_margin(world, enterprise):
    """The margin that leaves nothing for materials."""
    sector = world.firm_sectors[world.enterprises[enterprise].sector]
    return 1.0 - wage_share(world, enterprise) - sector.rent - sector.utilities


@jit
def material_share(world, enterprise):
    """Materials as a share of revenue."""
    return max(most_margin(world, enterprise) - world.firms[enterprise].margin, 0.0)


@jit
def materials(world, enterprise):
    """Materials that the revenue of the month took."""
    return math.floor(material_share(world, enterprise) * world.firms[enterprise].revenue)


@jit
def fixed_cost(world, enterprise):
    """A month's usual fixed cost in yuan: wages with social insurance, rent, utilities."""
    firm, sector = world.firms[enterprise], world.firm_sectors[world.enterprises[enterprise].sector]
    staff, share = firm.staff, 1.0
    social = world.economy[0].social if is_company(world, enterprise) else 0.0
    if firm.status == DORMANT:
        staff, share, social = needed_staff(world, enterprise), world.economy[0].dormant_cost, 0.0
    wages = staff * pay_per_person(world, enterprise) * (1.0 + social)
    return share * (wages + (sector.rent + sector.utilities) * firm.capacity)


@jit
def usual_utilities(world, enterprise):
    """A month's usual bill for water, power, gas and heat, in yuan."""
    sector = world.firm_sectors[world.enterprises[enterprise].sector]
    return sector.utilities * world.firms[enterprise].capacity


@jit
def rent_to_pay(world, enterprise):
    """A month's rent after what the state lets off, in yuan."""
    firm, sector = world.firms[enterprise], world.firm_sectors[world.enterprises[enterprise].sector]
    rent = sector.rent * firm.capacity
    if firm.state_premises and is_small(world, enterprise):
        rent *= 1.0 - world.economy[0].rent_relief
    return rent


@jit
def owe_bills(world, enterprise, left):
    """What cannot be paid is owed to households and others."""
    if left > 0.0:
        world.firms[enterprise].bills += left
        claim(world, BILLS, NEW, left)


@jit
def owe_taxes(world, enterprise, left):
    """What cannot be paid to government is owed to it."""
    if left > 0.0:
        world.firms[enterprise].taxes_owed += left
        claim(world, TAXES_OWED, NEW, left)


@jit
def pay_costs(world):
    """The month's bills, current ones first, of all that trade or sleep; invoices of local suppliers
    (``world.wanted``) are paid when they fall due."""
    share = world.economy[0].month_share
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        if firm.status == TRADING:
            _pay_running_costs(world, enterprise, share)
        elif firm.status == DORMANT:
            _pay_dormant_costs(world, enterprise, share)
        if (firm.bills > 0.0 or firm.utility_bills > 0.0) and firm.status != INSOLVENT:
            pay_old_bills(world, enterprise)


@jit
def _pay_running_costs(world, enterprise, share):
    firm = world.firms[enterprise]
    invoiced = world.wanted[enterprise]
    firm.payable += invoiced
    wages = math.floor(firm.staff * pay_per_person(world, enterprise) * share)
    social = math.floor(world.economy[0].social * wages) if is_company(world, enterprise) else 0.0
    bought = materials(world, enterprise)
    rent = math.floor(rent_to_pay(world, enterprise) * share)
    utilities = math.floor(usual_utilities(world, enterprise) * share)
    firm.profit = firm.revenue - wages - social - bought - rent - utilities
    owe_bills(world, enterprise, pay_what_is_there(world, enterprise, WAGES, wages))
    owe_taxes(world, enterprise, pay_what_is_there(world, enterprise, SOCIAL_INSURANCE, social))
    if world.economy[0].counting:
        firm.taxed += social
    owe_bills(world, enterprise, pay_what_is_there(world, enterprise, MATERIALS, bought - invoiced))
    _pay_premises(world, enterprise, rent, utilities)


@jit
def _pay_premises(world, enterprise, rent, utilities):
    firm = world.firms[enterprise]
    left = pay_what_is_there(world, enterprise, UTILITIES, utilities)
    if left > 0.0:
        firm.utility_bills += left
        claim(world, BILLS, NEW, left)
    if firm.state_premises:
        owe_taxes(world, enterprise, pay_what_is_there(world, enterprise, STATE_RENT, rent))
    else:
        owe_bills(world, enterprise, pay_what_is_there(world, enterprise, RENT, rent))


@jit
def _pay_dormant_costs(world, enterprise, share):
    """While it sleeps an enterprise keeps a share of its premises, connections and people."""
    firm, kept = world.firms[enterprise], share * world.economy[0].dormant_cost
    firm.revenue = 0.0
    wages = math.floor(kept * needed_staff(world, enterprise) * pay_per_person(world, enterprise))
    rent = math.floor(kept * rent_to_pay(world, enterprise))
    utilities = math.floor(kept * usual_utilities(world, enterprise))
    firm.profit = -(wages + rent + utilities)
    owe_bills(world, enterprise, pay_what_is_there(world, enterprise, WAGES, wages))
    _pay_premises(world, enterprise, rent, utilities)


@jit
def pay_old_bills(world, enterprise):
    """Bills of earlier months, as far as cash goes."""
    firm = world.firms[enterprise]
    left = pay_what_is_there(world, enterprise, ARREARS_PAID, firm.utility_bills)
    claim(world, BILLS, REPAID, firm.utility_bills - left)
    firm.utility_bills = left
    left = pay_what_is_there(world, enterprise, ARREARS_PAID, firm.bills)
    claim(world, BILLS, REPAID, firm.bills - left)
    firm.bills = left
