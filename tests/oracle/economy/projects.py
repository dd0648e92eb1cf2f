"""What is left: bonds, wear, growth, investment, draws, staff (docs/economy.md, section 11)."""

import math

from sim.economy.tables import (
    DORMANT,
    FUNDED,
    IDLE,
    NO_PROJECT,
    PERMITTED,
    TRADING,
)

YEAR = 12
"""Months."""


def use_what_is_left(economy) -> None:
    """Step 7 of a month's end."""
    for firm in economy.firms:
        if firm.status == TRADING:
            _trading(economy, firm)
        elif firm.status == DORMANT:
            _wear(economy, firm)
        elif firm.status == IDLE and firm.debts == 0.0 and firm.cash > 0.0:
            economy.ledger.pay(firm, "owners_draw", firm.cash)
        _count_months_short(firm)


def _trading(economy, firm) -> None:
    reserve = economy.rules.economy.reserve * economy.fixed_cost(firm)
    _bonds(economy, firm, reserve)
    firm.losing = (firm.losing << 1 | (firm.profit < 0.0)) & (1 << YEAR) - 1
    _wear(economy, firm)
    if firm.enterprise.began >= 0.0 and firm.months < YEAR:
        firm.capacity *= (1.0 + economy.rules.economy.first_growth) ** (economy.month_share / YEAR)
    if firm.project in (PERMITTED, FUNDED):
        _invest(economy, firm)
    if firm.overdue_bills == 0.0 and firm.taxes_owed == 0.0 and not firm.overdue:
        _draw(economy, firm)
    speed = economy.rules.economy.hiring * economy.month_share
    firm.staff += speed * (economy.staff_needed(firm) - firm.staff)
    economy.note_month(firm)


def _bonds(economy, firm, reserve: float) -> None:
    rules, ledger = economy.rules.economy, economy.ledger
    usual = economy.rules.usual_bond(firm)
    wanted = float(math.floor(usual * rules.bonds_in_cash))
    if firm.bond < wanted:
        paid = float(min(wanted - firm.bond, max(math.floor(firm.cash - reserve), 0)))
        firm.bond += paid
        ledger.pay(firm, "bond_paid", paid)
        ledger.claim("bonds", "new", paid)
    elif firm.bond > wanted:
        return_bond(economy, firm, firm.bond - wanted)
    fee = math.floor(usual * (1.0 - rules.bonds_in_cash) * rules.bond_fee / 12.0 * economy.month_share)
    if fee > 0:
        paid = ledger.pay_what_is_there(firm, "bond_fees", fee)
        economy.guarantor_earns(paid)
        economy.profit_lost(firm, paid)


def return_bond(economy, firm, amount: float) -> None:
    """Government gives cash back."""
    firm.bond -= amount
    economy.ledger.receive(firm, "bond_returned", amount)
    economy.ledger.claim("bonds", "repaid", amount)


def _wear(economy, firm) -> None:
    firm.capacity *= 1.0 - economy.rules.economy.decay * economy.month_share


def _invest(economy, firm) -> None:
    """With a loan as far as cash goes, without only in full."""
    reserve = economy.rules.economy.reserve
    months = reserve if firm.project == FUNDED else max(reserve, economy.rules.buffer)
    at_hand = max(math.floor(firm.cash - months * economy.fixed_cost(firm)), 0)
    if at_hand <= 0 or (firm.project == PERMITTED and at_hand < firm.outlay):
        return  # it waits
    spent = float(min(firm.outlay, at_hand))
    economy.ledger.pay(firm, "investment", spent)
    firm.capacity *= 1.0 + firm.growth * spent / firm.outlay
    economy.count("invested")
    firm.project = NO_PROJECT


def _draw(economy, firm) -> None:
    rules = economy.rules.economy
    kept = rules.keep * economy.fixed_cost(firm) + (firm.outlay if firm.project != NO_PROJECT else 0.0)
    drawn = math.floor(rules.draw * (firm.cash - kept) * economy.month_share)
    if drawn > 0:
        economy.ledger.pay(firm, "owners_draw", float(drawn))


def _count_months_short(firm) -> None:
    """Months in a row with something overdue."""
    if firm.status not in (TRADING, DORMANT, IDLE):
        return
    short = firm.overdue_bills > 0.0 or firm.taxes_owed > 0.0 or bool(firm.overdue)
    short = short or firm.status == IDLE and firm.old_payable > 0.0
    firm.short = firm.short + 1 if short else 0
