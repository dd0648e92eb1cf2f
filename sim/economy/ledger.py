"""The ledger: every yuan that leaves one account enters another.

Each kind of payment has one payer and one payee. ``world.flows`` adds them up for the month; an enterprise's cash is
changed here and nowhere else. What borrowing costs it is added up until the next closing. With an audit,
``world.audit`` keeps all payments enterprise by enterprise.
"""

from sim.engine.jit import jit

# Sectors
ENTERPRISES, BANKS, GUARANTOR, FUND, GOVERNMENT, OUTSIDE = range(6)
SECTORS = ("enterprises", "banks", "guarantor", "fund", "government", "outside")
"""``outside`` is households and the rest of the world, ``fund`` the government's risk-compensation fund."""

_KINDS = (
    # name, payer, payee
    ("sales_outside", OUTSIDE, ENTERPRISES),
    ("sales_government", GOVERNMENT, ENTERPRISES),
    ("trade", ENTERPRISES, ENTERPRISES),
    ("materials", ENTERPRISES, OUTSIDE),
    ("wages", ENTERPRISES, OUTSIDE),
    ("social_insurance", ENTERPRISES, GOVERNMENT),
    ("rent", ENTERPRISES, OUTSIDE),
    ("state_rent", ENTERPRISES, GOVERNMENT),
    ("utilities", ENTERPRISES, OUTSIDE),
    ("arrears_paid", ENTERPRISES, OUTSIDE),  # bills of earlier months: wages, rent, materials, utilities
    ("administration", ENTERPRISES, OUTSIDE),  # own time, travel and helpers for matters and inspections
    ("value_added_tax", ENTERPRISES, GOVERNMENT),
    ("six_taxes", ENTERPRISES, GOVERNMENT),
    ("income_tax", ENTERPRISES, GOVERNMENT),
    ("charges", ENTERPRISES, GOVERNMENT),  # administrative charges and fees of approvals
    ("fines", ENTERPRISES, GOVERNMENT),
    ("late_taxes", ENTERPRISES, GOVERNMENT),  # taxes and charges of earlier months
    ("investment", ENTERPRISES, OUTSIDE),
    ("research", ENTERPRISES, OUTSIDE),
    ("owners_draw", ENTERPRISES, OUTSIDE),
    ("capital_paid_in", OUTSIDE, ENTERPRISES),
    ("assets_sold", OUTSIDE, ENTERPRISES),  # equipment and pledged property in a liquidation
    ("liquidation", ENTERPRISES, OUTSIDE),  # what is left for owners
    ("bond_paid", ENTERPRISES, GOVERNMENT),
    ("bond_returned", GOVERNMENT, ENTERPRISES),
    ("bond_fees", ENTERPRISES, GUARANTOR),
    ("rent_subsidy", GOVERNMENT, ENTERPRISES),
    ("research_subsidy", GOVERNMENT, ENTERPRISES),
    ("lent", BANKS, ENTERPRISES),
    ("repaid", ENTERPRISES, BANKS),
    ("interest", ENTERPRISES, BANKS),
    ("loan_fees", ENTERPRISES, BANKS),
    ("guarantee_fees", ENTERPRISES, GUARANTOR),
    ("interest_subsidy", GOVERNMENT, ENTERPRISES),
    ("bridge_lent", OUTSIDE, ENTERPRISES),
    ("bridge_repaid", ENTERPRISES, OUTSIDE),
    ("bridge_cost", ENTERPRISES, OUTSIDE),
    ("recovered", ENTERPRISES, BANKS),  # from the proceeds of a default
    ("guarantee_paid", GUARANTOR, BANKS),
    ("compensation_guarantor", FUND, GUARANTOR),
    ("compensation_bank", FUND, BANKS),
    ("fund_topped_up", GOVERNMENT, FUND),
    ("incentive", GOVERNMENT, BANKS),
    ("bank_costs", BANKS, OUTSIDE),
    ("funding_cost", BANKS, OUTSIDE),
    ("dividends", BANKS, OUTSIDE),
    ("funding_drawn", OUTSIDE, BANKS),
    ("funding_repaid", BANKS, OUTSIDE),
    ("staff", GOVERNMENT, OUTSIDE),
    ("measures", GOVERNMENT, OUTSIDE),
    ("treasury_in", OUTSIDE, GOVERNMENT),  # deficit made good by higher levels and borrowing
    ("treasury_out", GOVERNMENT, OUTSIDE),
    ("capital_raised", OUTSIDE, BANKS),
    ("capital_lost", BANKS, OUTSIDE),
    ("guarantor_funded", GOVERNMENT, GUARANTOR),
)
KINDS = tuple(name for name, _, _ in _KINDS)
PAYER = tuple(payer for _, payer, _ in _KINDS)
PAYEE = tuple(payee for _, _, payee in _KINDS)

(
    SALES_OUTSIDE,
    SALES_GOVERNMENT,
    TRADE,
    MATERIALS,
    WAGES,
    SOCIAL_INSURANCE,
    RENT,
    STATE_RENT,
    UTILITIES,
    ARREARS_PAID,
    ADMINISTRATION,
    VALUE_ADDED_TAX,
    SIX_TAXES,
    INCOME_TAX,
    CHARGES,
    FINES,
    LATE_TAXES,
    INVESTMENT,
    RESEARCH,
    OWNERS_DRAW,
    CAPITAL_PAID_IN,
    ASSETS_SOLD,
    LIQUIDATION,
    BOND_PAID,
    BOND_RETURNED,
    BOND_FEES,
    RENT_SUBSIDY,
    RESEARCH_SUBSIDY,
    LENT,
    REPAID,
    INTEREST,
    LOAN_FEES,
    GUARANTEE_FEES,
    INTEREST_SUBSIDY,
    BRIDGE_LENT,
    BRIDGE_REPAID,
    BRIDGE_COST,
    RECOVERED,
    GUARANTEE_PAID,
    COMPENSATION_GUARANTOR,
    COMPENSATION_BANK,
    FUND_TOPPED_UP,
    INCENTIVE,
    BANK_COSTS,
    FUNDING_COST,
    DIVIDENDS,
    FUNDING_DRAWN,
    FUNDING_REPAID,
    STAFF,
    MEASURES,
    TREASURY_IN,
    TREASURY_OUT,
    CAPITAL_RAISED,
    CAPITAL_LOST,
    GUARANTOR_FUNDED,
) = range(len(KINDS))


@jit
def receive(world, enterprise, kind, amount):
    """An enterprise is paid by another sector (whole yuan)."""
    world.firms[enterprise].cash += amount
    world.flows[kind] += amount
    if kind == INTEREST_SUBSIDY:
        world.firms[enterprise].finance -= amount
    if len(world.audit):
        world.audit[enterprise, kind] += amount


@jit
def pay(world, enterprise, kind, amount):
    """An enterprise pays another sector; it must have the cash (whole yuan)."""
    world.firms[enterprise].cash -= amount
    world.flows[kind] += amount
    if kind == INTEREST or kind == LOAN_FEES or kind == GUARANTEE_FEES or kind == BRIDGE_COST:
        world.firms[enterprise].finance += amount
    if len(world.audit):
        world.audit[enterprise, kind] -= amount


@jit
def pay_enterprise(world, payer, payee, amount):
    """One enterprise pays another."""
    paid_to_suppliers(world, payer, amount)
    paid_by_customer(world, payee, amount)


@jit
def paid_to_suppliers(world, enterprise, amount):
    """The payer's side of what enterprises pay each other."""
    world.firms[enterprise].cash -= amount
    if len(world.audit):
        world.audit[enterprise, TRADE] -= amount


@jit
def paid_by_customer(world, enterprise, amount):
    """The payee's side; it is here that the payment is counted."""
    world.firms[enterprise].cash += amount
    world.flows[TRADE] += amount
    if len(world.audit):
        world.audit[enterprise, TRADE] += amount


@jit
def transfer(world, kind, amount):
    """A payment between sectors other than enterprises."""
    world.flows[kind] += amount


@jit
def pay_what_is_there(world, enterprise, kind, due):
    """Pay as much of what is due as the cash allows; returns what remains owed."""
    paid = min(due, world.firms[enterprise].cash)
    if paid > 0.0:
        pay(world, enterprise, kind, paid)
    return due - max(paid, 0.0)
