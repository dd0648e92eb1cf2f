"""Trade credit: invoices fall due and are cleared (docs/economy.md, section 10)."""

import math
from collections import deque

from sim.economy.tables import DORMANT, IDLE, TRADING

LEAST = 1.0 / 20.0
"""Share of what it still wants to pay that a firm must be able to pay to line up."""
JUST_BELOW = 1.0 - 1e-12


def fall_due(economy) -> None:
    """Part of what is neither past due nor of this month, and of short terms part of this month's invoice."""
    term, share = economy.rules.economy.term, economy.month_share
    for customer in economy.firms:
        customer.old_payable_before = customer.old_payable
    for supplier in economy.firms:
        if supplier.receivable <= 0.0:
            continue
        running = supplier.receivable - supplier.old_receivable - supplier.invoiced
        due = math.floor(running * share / max(term, 1.0))
        if term < 1.0:
            due += math.floor((1.0 - term) * supplier.invoiced)
        supplier.old_receivable += due
        economy.firms[supplier.customer].old_payable += due


def clear(economy) -> None:
    """Everybody pays at once what it is willing and able to; then in turn, out of what has come in."""
    for firm in economy.firms:
        firm.willing = _willing(economy, firm)
    _at_once(economy)
    _in_turn(economy)


def _willing(economy, firm) -> float:
    if firm.status not in (TRADING, DORMANT, IDLE):
        return 0.0
    rules = economy.rules.economy
    withheld = 0.0 if economy.small(firm) else rules.withheld
    old = firm.old_payable_before
    return float(math.floor((1.0 - withheld) * firm.old_payable + rules.cleared * withheld * old))


def _can_pay(economy, firm) -> float:
    return float(max(math.floor(firm.cash - economy.rules.economy.reserve * economy.fixed_cost(firm)), 0))


def _at_once(economy) -> None:
    able = {firm.row: min(firm.willing, _can_pay(economy, firm)) for firm in economy.firms if firm.willing > 0.0}
    payments = [(firm, due_parts(firm, able[firm.row])) for firm in economy.firms if able.get(firm.row, 0.0) > 0.0]
    for firm, parts in payments:
        _pay(economy, firm, parts)


def _in_turn(economy) -> None:
    def worthwhile(firm) -> bool:
        able = _can_pay(economy, firm)
        return firm.willing > 0.0 and able > 0.0 and able >= LEAST * firm.willing

    line = deque(firm for firm in economy.firms if worthwhile(firm))
    standing = {firm.row for firm in line}
    while line:
        firm = line.popleft()
        standing.discard(firm.row)
        if not worthwhile(firm):
            continue
        for supplier in _pay(economy, firm, due_parts(firm, min(firm.willing, _can_pay(economy, firm)))):
            if supplier.willing > 0.0 and supplier.row not in standing:
                line.append(supplier)
                standing.add(supplier.row)


def due_parts(firm, amount: float) -> list[tuple]:
    """An amount shared out among suppliers in proportion to what is due to each."""
    return parts(firm, amount, "old_receivable", firm.old_payable)


def parts(firm, amount: float, account: str, owed: float) -> list[tuple]:
    """An amount shared out among suppliers in proportion to an account of theirs, each part rounded down."""
    if amount <= 0.0:
        return []
    share = 1.0 if amount >= owed else amount / owed * JUST_BELOW
    shared = [(supplier, float(math.floor(share * getattr(supplier, account)))) for supplier in firm.suppliers]
    return [(supplier, part) for supplier, part in shared if part > 0.0]


def _pay(economy, firm, payments) -> list:
    """Pay invoices; returns who was paid."""
    for supplier, part in payments:
        economy.ledger.pay_supplier(firm, supplier, part)
        for account in ("receivable", "old_receivable"):
            setattr(supplier, account, getattr(supplier, account) - part)
        firm.payable -= part
        firm.old_payable -= part
        firm.willing -= part
    return [supplier for supplier, _ in payments]
