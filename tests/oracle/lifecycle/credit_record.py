"""Marks in the credit record (docs/economy.md, section 18)."""

from sim.economy.tables import INSOLVENT
from tests.oracle.economy.economy import MONTH
from tests.oracle.economy.purposes import REPAIR

SHORT = 3
"""Months short from which an enterprise is marked."""


def keep(lifecycle, firm) -> None:
    """Marks come, stay while there is cause and for a while after it, and lapse; or are removed early."""
    rules, now = lifecycle.economy.rules.economy, lifecycle.town.now
    if firm.short == SHORT:
        lifecycle.mark(firm)
    if firm.marks == 0:
        return
    if firm.short >= SHORT or firm.overdue or firm.status == INSOLVENT:
        firm.mark_until = now + rules.marks_last * MONTH
    elif now >= firm.mark_until or _repaired(lifecycle, firm):
        firm.marks = 0


def _repaired(lifecycle, firm) -> bool:
    rules = lifecycle.economy.rules.economy
    ended = firm.mark_until - rules.marks_last * MONTH
    early = lifecycle.economy.uniform(firm, REPAIR) < rules.repair
    return early and lifecycle.town.now >= ended + rules.repair_after * MONTH
