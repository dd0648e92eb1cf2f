"""What there is at the end of a month: enterprises, jobs, money, claims."""

from sim.economy.claims import (
    BILLS,
    BONDS,
    BRIDGING,
    GOVERNMENT_ARREARS,
    INSTRUMENTS,
    LOANS,
    TAXES_OWED,
    TRADE_CREDIT,
)
from sim.economy.tables import DORMANT, IDLE, INSOLVENT, TRADING
from sim.engine.jit import jit

(
    REGISTERED,
    TRADE,
    ASLEEP,
    DO_NOT_TRADE,
    IN_PROCEEDINGS,
    JOBS,
    REVENUE,
    PROFIT,
    ARREARS,
    OVERDUE_BILLS,
    CASH,
) = range(11)
FIRST_CLAIM = 11
STOCKS = (
    "registered",
    "trading",
    "dormant",
    "idle",
    "insolvent",
    "jobs",
    "revenue",  # of the month closed, of those that trade at its end
    "profit",
    "arrears",  # between enterprises, past due
    "overdue_bills",  # bills of earlier months, water, power, gas and heat included
    "cash",
    *INSTRUMENTS,  # those that enterprises have or owe; "funding" is left to lending
)
"""What ``world.stocks`` holds."""


@jit
def take_stock(world):
    """Fill ``world.stocks``."""
    stocks = world.stocks
    for number in range(len(stocks)):
        stocks[number] = 0.0
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        stocks[CASH] += firm.cash
        stocks[ARREARS] += firm.old_payable
        stocks[FIRST_CLAIM + LOANS] += firm.debt
        stocks[FIRST_CLAIM + BRIDGING] += firm.bridge
        stocks[FIRST_CLAIM + TRADE_CREDIT] += firm.receivable
        stocks[FIRST_CLAIM + BILLS] += firm.bills + firm.utility_bills
        stocks[FIRST_CLAIM + TAXES_OWED] += firm.taxes_owed
        stocks[FIRST_CLAIM + GOVERNMENT_ARREARS] += firm.government_owes
        stocks[FIRST_CLAIM + BONDS] += firm.bond
        if not world.enterprises[enterprise].active:
            continue
        stocks[REGISTERED] += 1.0
        if firm.status == TRADING:
            stocks[TRADE] += 1.0
            stocks[JOBS] += firm.staff
            stocks[REVENUE] += firm.revenue
            stocks[PROFIT] += firm.profit
        elif firm.status == DORMANT:
            stocks[ASLEEP] += 1.0
            stocks[PROFIT] += firm.profit
        elif firm.status == IDLE:
            stocks[DO_NOT_TRADE] += 1.0
        elif firm.status == INSOLVENT:
            stocks[IN_PROCEEDINGS] += 1.0
    stocks[OVERDUE_BILLS] = stocks[FIRST_CLAIM + BILLS]
