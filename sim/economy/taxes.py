"""Taxes, charges, fees and fines, and the time that government takes."""

import math

from sim.economy.claims import REPAID, TAXES_OWED, claim
from sim.economy.costs import is_company, is_small, materials, owe_bills, owe_taxes
from sim.economy.ledger import (
    ADMINISTRATION,
    CAPITAL_PAID_IN,
    CHARGES,
    FINES,
    INCOME_TAX,
    LATE_TAXES,
    SIX_TAXES,
    VALUE_ADDED_TAX,
    pay_what_is_there,
    receive,
)
from sim.economy.public import do_research, subsidise_rent
from sim.economy.tables import DORMANT, EXEMPT, GENERAL, GONE, IDLE, INSOLVENT, NOT_YET, TRADING
from sim.engine.jit import jit


@jit
def value_added_tax(taxpayer, revenue, bought, threshold, small, general):
    """Value added tax of a month in yuan: of a general taxpayer on revenue less materials, of others on turnover; those
    that may be exempt pay none up to the threshold."""
    if taxpayer == GENERAL:
        return math.floor(general * max(revenue - bought, 0.0))
    if taxpayer == EXEMPT and revenue <= threshold:
        return 0.0
    return math.floor(small * revenue)


@jit
def income_tax(profit, company, small, rate, small_profit, small_rate, self_employed):
    """Income tax on the profit of a year so far, in yuan: small companies pay less up to a limit, and beyond it on all
    of their profit as others do; who is no company pays at a rate of its own."""
    if profit <= 0.0:
        return 0.0
    if not company:
        return math.floor(self_employed * profit)
    return math.floor((small_rate if small and profit <= small_profit else rate) * profit)


@jit
def settle_with_government(world):
    """Taxes and charges of the month, what matters and inspections have cost since the last closing; then the month's
    profit is known. Also what falls due between enterprises, added up for each customer (``world.wanted``)."""
    economy = world.economy[0]
    for enterprise in range(len(world.firms)):
        world.wanted[enterprise] = 0.0
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        if firm.status == GONE:
            continue
        if firm.status == TRADING or firm.status == DORMANT:
            _close_profit(world, enterprise)
        else:
            settle_dues(world, enterprise)
            firm.finance = 0.0
            if firm.status == IDLE:
                pay_late_taxes(world, enterprise)
        if firm.receivable > 0.0:
            earlier = firm.receivable - firm.old_receivable - firm.invoiced
            due = math.floor(earlier * economy.month_share / max(economy.term, 1.0))
            if economy.term < 1.0:
                due += math.floor((1.0 - economy.term) * firm.invoiced)
            firm.old_receivable += due
            world.wanted[firm.customer] += due


@jit
def _close_profit(world, enterprise):
    economy, firm = world.economy[0], world.firms[enterprise]
    pay_late_taxes(world, enterprise)
    taxes = _pay_turnover_taxes(world, enterprise)
    profit = firm.profit - taxes - firm.finance
    firm.finance = 0.0
    taxed, spent = settle_dues(world, enterprise)
    profit -= taxed + spent
    if firm.status == TRADING:
        profit += subsidise_rent(world, enterprise)
        profit -= do_research(world, enterprise)
    if economy.calendar_month == 0:
        firm.year_profit = firm.year_tax = 0.0
    firm.year_profit += profit
    tax = _pay_income_tax(world, enterprise)
    firm.profit = profit - tax
    if economy.counting:
        firm.sales += firm.revenue
        firm.earned += firm.profit
        firm.taxed += taxes + taxed + tax


@jit
def pay_late_taxes(world, enterprise):
    """What is owed to government from earlier, as far as cash goes."""
    firm = world.firms[enterprise]
    if firm.taxes_owed > 0.0:
        left = pay_what_is_there(world, enterprise, LATE_TAXES, firm.taxes_owed)
        claim(world, TAXES_OWED, REPAID, firm.taxes_owed - left)
        firm.taxes_owed = left


@jit
def _pay_turnover_taxes(world, enterprise):
    economy, firm = world.economy[0], world.firms[enterprise]
    if firm.revenue <= 0.0:
        return 0.0
    size = world.firm_sizes[world.enterprises[enterprise].size_class]
    threshold = economy.vat_threshold * economy.month_share
    bought = materials(world, enterprise)
    value_added = value_added_tax(
        size.taxpayer, firm.revenue, bought, threshold, economy.vat_small, economy.vat_general
    )
    relief = economy.six_taxes_relief if is_small(world, enterprise) else 0.0
    six = math.floor(economy.six_taxes * (1.0 - relief) * firm.revenue)
    charges = math.floor(economy.charges * firm.revenue)
    owe_taxes(world, enterprise, pay_what_is_there(world, enterprise, VALUE_ADDED_TAX, value_added))
    owe_taxes(world, enterprise, pay_what_is_there(world, enterprise, SIX_TAXES, six))
    owe_taxes(world, enterprise, pay_what_is_there(world, enterprise, CHARGES, charges))
    return value_added + six + charges


@jit
def _pay_income_tax(world, enterprise):
    """Tax on what the year has brought so far, less what was paid on it before; nothing is paid back."""
    economy, firm = world.economy[0], world.firms[enterprise]
    company, small = is_company(world, enterprise), is_small(world, enterprise)
    tax = income_tax(
        firm.year_profit,
        company,
        small,
        economy.income_tax,
        economy.small_profit,
        economy.small_profit_rate,
        economy.self_employed_tax,
    )
    due = max(tax - firm.year_tax, 0.0)
    firm.year_tax += due
    owe_taxes(world, enterprise, pay_what_is_there(world, enterprise, INCOME_TAX, due))
    return due


@jit
def settle_dues(world, enterprise):
    """Fees, fines and own time of matters and inspections since the last closing: (fees and fines, time) in yuan.

    For one that does not trade (yet, or any more) its owners pay; one in proceedings pays nothing now.
    """
    row, firm = world.enterprises[enterprise], world.firms[enterprise]
    fees, fines, time = math.floor(row.fees_due), math.floor(row.fines_due), math.floor(row.time_due)
    if fees + fines + time <= 0.0:
        return 0.0, 0.0
    row.fees_due -= fees
    row.fines_due -= fines
    row.time_due -= time
    if firm.status == INSOLVENT:
        owe_taxes(world, enterprise, fees + fines)
        owe_bills(world, enterprise, time)
    else:
        lacking = fees + fines + time - firm.cash
        if lacking > 0.0 and (firm.status == IDLE or firm.status == NOT_YET):
            receive(world, enterprise, CAPITAL_PAID_IN, lacking)
        owe_taxes(world, enterprise, pay_what_is_there(world, enterprise, CHARGES, fees))
        owe_taxes(world, enterprise, pay_what_is_there(world, enterprise, FINES, fines))
        owe_bills(world, enterprise, pay_what_is_there(world, enterprise, ADMINISTRATION, time))
    if world.economy[0].counting:
        firm.time_cost += time
    return fees + fines, time
