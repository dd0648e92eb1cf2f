"""The end of an enterprise: its accounts are settled (docs/economy.md, section 15)."""

import math

from sim.economy.tables import ENDS, GONE, LIQUIDATED
from tests.oracle.economy.projects import return_bond
from tests.oracle.economy.taxes import DUES, owners_pay_in, pay_dues
from tests.oracle.economy.trade import parts
from tests.oracle.lifecycle import stopping

OWED = (("utility_bills", "arrears_paid"), ("bills", "arrears_paid"), ("taxes_owed", "late_taxes"))
"""In the order in which it is paid, and as what."""


def settle(lifecycle, firm, how: int) -> None:
    """In this order: dues, what government owes, the customer; sales; bills, taxes; suppliers; loans; the owners."""
    economy, lending = lifecycle.economy, lifecycle.town.lending
    firm.ended = how
    economy.count(ENDS[how])
    _dues_and_claims(lifecycle, firm, how)  # 1
    stopping.sell_equipment(lifecycle, firm)  # 2
    stopping.sell_property(lifecycle, firm)
    for account, kind in OWED:  # 3
        economy.ledger.repay(firm, account, kind)
        economy.ledger.cancel(firm, account, getattr(firm, account))
    _pay_suppliers(lifecycle, firm)  # 4
    if lending:
        lending.wind_up(firm)  # 5
    if firm.cash > 0.0:
        economy.ledger.pay(firm, "liquidation", firm.cash)  # 6
    stopping.cease(lifecycle, firm, GONE)
    firm.capacity = 0.0


def _dues_and_claims(lifecycle, firm, how: int) -> None:
    economy, ledger = lifecycle.economy, lifecycle.economy.ledger
    if how != LIQUIDATED:
        owners_pay_in(economy, firm, sum(getattr(firm.enterprise, column) for column, _, _ in DUES))
    pay_dues(economy, firm)
    ledger.receive(firm, "sales_government", firm.government_owes)
    ledger.claim("government_arrears", "repaid", firm.government_owes)
    firm.government_owes = 0.0
    return_bond(economy, firm, firm.bond)
    if firm.customer >= 0 and firm.receivable > 0.0:
        customer = economy.firms[firm.customer]
        economy.ledger.claim("trade_credit", "cancelled", firm.receivable)
        _reduce(firm, customer, firm.receivable, firm.old_receivable)


def _pay_suppliers(lifecycle, firm) -> None:
    """In proportion, what is due first; the rest is lost to them."""
    ledger, owed = lifecycle.economy.ledger, firm.payable + firm.debt + firm.bridge
    amount = math.floor(min(firm.cash / owed, 1.0) * firm.payable) if owed > 0.0 else 0.0
    for supplier, part in parts(firm, amount, "receivable", firm.payable):
        ledger.pay_supplier(firm, supplier, part)
        _reduce(supplier, firm, part, min(part, supplier.old_receivable))
    for supplier in firm.suppliers:
        lose_receivable(lifecycle, supplier, firm, supplier.receivable, supplier.old_receivable)
    lifecycle.release_suppliers(firm)


def lose_receivable(lifecycle, supplier, customer, amount: float, past_due: float) -> None:
    """Part of what a customer owes, and of what is past due of it, is not owed any more."""
    lifecycle.economy.ledger.claim("trade_credit", "cancelled", amount)
    lifecycle.economy.profit_lost(supplier, amount)
    _reduce(supplier, customer, amount, past_due)


def _reduce(supplier, customer, amount: float, past_due: float) -> None:
    supplier.receivable -= amount
    customer.payable -= amount
    supplier.old_receivable -= past_due
    customer.old_payable -= past_due
    supplier.invoiced = min(supplier.invoiced, supplier.receivable - supplier.old_receivable)
