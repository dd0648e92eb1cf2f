"""Dealings with government: taxes, dues and subsidies (docs/economy.md, section 9)."""

import math

from sim.economy.tables import DORMANT, EXEMPT, GENERAL, GONE, IDLE, INSOLVENT, NOT_YET, SMALL, TRADING
from tests.oracle.economy.costs import rent_of
from tests.oracle.economy.purposes import INCUBATED

DUES = (
    ("fees_due", "charges", "taxes_owed"),
    ("fines_due", "fines", "taxes_owed"),
    ("time_due", "administration", "bills"),
)
"""What runs up between two month's ends, as what it is paid, and what it is owed as."""


def deal_with_government(economy) -> None:
    """Step 5 of a month's end, but for invoices."""
    for firm in economy.firms:
        if firm.status in (TRADING, DORMANT):
            _in_business(economy, firm)
        elif firm.status != GONE:
            dues_of_others(economy, firm)
            if firm.status == IDLE:
                economy.ledger.repay(firm, "taxes_owed", "late_taxes")
        firm.finance = 0.0


def _in_business(economy, firm) -> None:
    ledger = economy.ledger
    ledger.repay(firm, "taxes_owed", "late_taxes")
    if firm.revenue > 0.0:
        firm.profit -= _taxes_on_revenue(economy, firm)
    economy.count_taxes(firm, firm.enterprise.fees_due + firm.enterprise.fines_due)
    firm.profit -= firm.finance + pay_dues(economy, firm)
    if firm.status == TRADING:
        firm.profit += _rent_subsidy(economy, firm) - _research(economy, firm)
    firm.profit -= _income_tax(economy, firm)
    if economy.counting:
        firm.earned += firm.profit


def _taxes_on_revenue(economy, firm) -> float:
    rules, small = economy.rules.economy, economy.small(firm)
    relief = rules.six_taxes_relief if small else 0.0
    added = _value_added_tax(economy, firm)
    six = math.floor(rules.six_taxes * (1.0 - relief) * firm.revenue)
    charges = math.floor(rules.charges * firm.revenue)
    for kind, due in (("value_added_tax", added), ("six_taxes", six), ("charges", charges)):
        economy.ledger.settle(firm, kind, due, "taxes_owed")
        economy.count_taxes(firm, due)
    return added + six + charges


def _value_added_tax(economy, firm) -> float:
    rules, taxpayer = economy.rules.economy, economy.rules.size(firm).taxpayer
    if taxpayer == GENERAL:
        return math.floor(rules.vat_general * max(firm.revenue - firm.materials, 0.0))
    if taxpayer == EXEMPT and firm.revenue <= rules.vat_threshold * economy.month_share:
        return 0
    assert taxpayer in (EXEMPT, SMALL)
    return math.floor(rules.vat_small * firm.revenue)


def pay_dues(economy, firm) -> float:
    """Dues are paid, or owed; returns their sum."""
    total = 0.0
    economy.count_time(firm, firm.enterprise.time_due)
    for column, kind, account in DUES:
        due = getattr(firm.enterprise, column)
        setattr(firm.enterprise, column, 0.0)
        if firm.status == INSOLVENT:
            economy.ledger.owe(firm, account, due)
        else:
            economy.ledger.settle(firm, kind, due, account)
        total += due
    return total


def dues_of_others(economy, firm) -> None:
    """Owners of what is idle or not there yet pay in what cash does not suffice for; what is in proceedings owes it."""
    due = sum(getattr(firm.enterprise, column) for column, _, _ in DUES)
    if firm.status in (IDLE, NOT_YET):
        owners_pay_in(economy, firm, due)
    pay_dues(economy, firm)


def owners_pay_in(economy, firm, due: float) -> None:
    """What cash does not suffice for."""
    if due > firm.cash:
        economy.ledger.receive(firm, "capital_paid_in", due - firm.cash)


def _rent_subsidy(economy, firm) -> float:
    rules = economy.rules.economy
    firm.incubated = int(economy.age(firm) <= rules.young and economy.uniform(firm, INCUBATED) < rules.incubation)
    if not firm.incubated:
        return 0.0
    subsidy = float(math.floor(rules.rent_subsidy * rent_of(economy, firm) * economy.month_share))
    economy.ledger.receive(firm, "rent_subsidy", subsidy)
    return subsidy


def _research(economy, firm) -> float:
    """Research, if it leaves the reserve; returns what it costs net of the subsidy."""
    rules = economy.rules.economy
    cost = math.floor(economy.rules.sector(firm).research * firm.revenue)
    if cost <= 0 or firm.cash - cost < rules.reserve * economy.fixed_cost(firm):
        return 0.0
    economy.ledger.pay(firm, "research", cost)
    subsidy = math.floor(rules.research_subsidy * cost)
    economy.ledger.receive(firm, "research_subsidy", subsidy)
    return float(cost - subsidy)


def _income_tax(economy, firm) -> float:
    """On the profit of the calendar year so far, less what was paid on it before."""
    if economy.first.month == 1:
        firm.year_profit = firm.year_tax = 0.0
    firm.year_profit += firm.profit
    tax = math.floor(_income_tax_rate(economy, firm) * firm.year_profit)
    due = float(max(tax - firm.year_tax, 0.0))
    firm.year_tax += due
    economy.ledger.settle(firm, "income_tax", due, "taxes_owed")
    economy.count_taxes(firm, due)
    return due


def _income_tax_rate(economy, firm) -> float:
    rules = economy.rules.economy
    if not economy.rules.company(firm):
        return rules.self_employed_tax
    if economy.small(firm) and firm.year_profit <= rules.small_profit:
        return rules.small_profit_rate
    return rules.income_tax
