"""Stopping for good, falling asleep, waking (docs/economy.md, section 13)."""

import math

from sim.economy.tables import DORMANT, IDLE, NO_PROJECT, TRADING
from tests.oracle.economy.economy import MONTH
from tests.oracle.economy.taxes import owners_pay_in


def stop(lifecycle, firm) -> None:
    """It stops trading for good."""
    economy, lending = lifecycle.economy, lifecycle.town.lending
    economy.count("stopped")
    cease(lifecycle, firm, IDLE)
    sell_equipment(lifecycle, firm)
    sell_property(lifecycle, firm)
    firm.capacity = 0.0
    if not economy.company(firm):
        answered_for = firm.owed_at_home if firm.short > 0 else firm.debts
        owners_pay_in(economy, firm, answered_for)
    if lending:
        lending.call_loans(firm)


def cease(lifecycle, firm, status: int) -> None:
    """Nobody works there any more, and a project is given up."""
    firm.status = status
    firm.enterprise.trading = 0
    if status != DORMANT and math.isnan(firm.stopped):
        firm.stopped = lifecycle.town.now
    firm.staff = firm.revenue = firm.profit = 0.0
    firm.project = NO_PROJECT


def sell_equipment(lifecycle, firm) -> None:
    """As far as debts exceed cash."""
    worth = math.floor(lifecycle.economy.rules.economy.assets * firm.capacity)
    _sell(lifecycle, firm, worth)


def sell_property(lifecycle, firm) -> None:
    """What of it is not pledged, as far as debts exceed cash."""
    firm.property -= _sell(lifecycle, firm, firm.property - firm.pledged)


def _sell(lifecycle, firm, worth: float) -> float:
    amount = float(max(min(firm.debts - firm.cash, worth), 0.0))
    lifecycle.economy.ledger.receive(firm, "assets_sold", amount)
    return amount


def fall_asleep(lifecycle, firm) -> None:
    """It registers as dormant; loans run on."""
    rules = lifecycle.economy.rules.economy
    lifecycle.economy.count("slept")
    cease(lifecycle, firm, DORMANT)
    firm.sleeps_until = lifecycle.town.now + rules.longest * MONTH


def wake(lifecycle, firm) -> None:
    """It trades again, with the staff needed."""
    lifecycle.economy.count("woken")
    trade_again(lifecycle, firm)


def trade_again(lifecycle, firm) -> None:
    """Nothing is remembered of losses and luck."""
    firm.status = TRADING
    firm.enterprise.trading = 1
    firm.staff = lifecycle.economy.staff_needed(firm)
    firm.shock, firm.losing, firm.short = 0.0, 0, 0
    firm.stopped = firm.sleeps_until = firm.proceedings_until = math.nan
