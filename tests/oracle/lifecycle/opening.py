"""Opening a business (docs/economy.md, section 17)."""

import math

from sim.economy.tables import IDLE, TRADING
from tests.oracle.economy.purposes import BEGINS, CAPITAL
from tests.oracle.economy.rules import Rules


def open_business(lifecycle, firm) -> None:
    """The licence is granted: it never trades, or trades at once."""
    economy, now = lifecycle.economy, lifecycle.town.now
    firm.enterprise.active, firm.enterprise.began = 1, now
    firm.first_size = firm.size_class
    economy.rules = Rules(lifecycle.town.tables)
    economy.count("founded")
    if economy.uniform(firm, BEGINS) >= economy.rules.economy.begins:
        firm.status = IDLE
        firm.enterprise.trading = 0
        firm.staff = firm.capacity = 0.0
        return
    economy.count("opened")
    firm.status, firm.opened = TRADING, now
    firm.enterprise.trading = 1
    firm.staff_first = firm.staff  # as drawn on the first day
    months = lifecycle.town.quantile(economy.rules.economy.entry_capital, economy.uniform(firm, CAPITAL))
    economy.ledger.receive(firm, "capital_paid_in", float(math.floor(max(months, 0.0) * economy.fixed_cost(firm))))
    lifecycle.market.look_for_customer(firm, economy.month + 1)
