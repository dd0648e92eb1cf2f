"""Proceedings and how they end (docs/economy.md, section 14)."""

import math

from sim.economy.tables import INSOLVENT, LIQUIDATED
from tests.oracle.economy.economy import MONTH
from tests.oracle.economy.purposes import COORDINATED, REORGANISED
from tests.oracle.lifecycle import ending, stopping


def cannot_pay(lifecycle, firm) -> bool:
    """Short for long enough in a row, and owes more than it owns."""
    rules = lifecycle.economy.rules.economy
    if firm.short < max(rules.insolvency_patience, 1):
        return False
    owns = firm.cash + firm.receivable + firm.government_owes + firm.bond + firm.property
    return firm.debts > owns + rules.assets * firm.capacity


def begin_proceedings(lifecycle, firm) -> None:
    """It ceases to trade and pays nothing until they are over."""
    economy = lifecycle.economy
    rules = economy.rules.economy
    economy.count("insolvencies")
    firm.coordinated = int(economy.uniform(firm, COORDINATED, economy.month) < rules.coordinated)
    months = rules.coordinated_proceedings if firm.coordinated else rules.proceedings
    firm.proceedings_until = lifecycle.town.now + months * MONTH
    stopping.cease(lifecycle, firm, INSOLVENT)
    if lifecycle.town.lending:
        lifecycle.town.lending.proceedings_begin(firm)


def end_of_proceedings(lifecycle, firm) -> None:
    """A reorganisation or a liquidation."""
    economy, rules = lifecycle.economy, lifecycle.economy.rules.economy
    share = rules.coordinated_reorganised if firm.coordinated else rules.reorganised
    if firm.capacity > 0.0 and economy.uniform(firm, REORGANISED, economy.month) < share:
        _reorganise(lifecycle, firm)
    else:
        firm.enterprise.active, firm.enterprise.ceased = 0, lifecycle.town.now
        ending.settle(lifecycle, firm, LIQUIDATED)


def _reorganise(lifecycle, firm) -> None:
    economy = lifecycle.economy
    haircut = economy.rules.economy.haircut
    economy.count("reorganised")
    if lifecycle.town.lending:
        lifecycle.town.lending.reorganise(firm)
    for supplier in firm.suppliers:
        lost, past_due = (float(math.floor(haircut * one)) for one in (supplier.receivable, supplier.old_receivable))
        ending.lose_receivable(lifecycle, supplier, firm, lost, past_due)
    for account in ("bills", "utility_bills", "taxes_owed"):
        economy.ledger.cancel(firm, account, float(math.floor(haircut * getattr(firm, account))))
    stopping.trade_again(lifecycle, firm)
