"""Claims: what is owed between sectors, and how much of it is new, repaid or cancelled in a month.

For every instrument: what was owed at the beginning of a month + new - repaid - cancelled = what is owed at its end.
What is paid on the spot is no claim.
"""

from sim.engine.jit import jit

LOANS, BRIDGING, TRADE_CREDIT, BILLS, TAXES_OWED, GOVERNMENT_ARREARS, BONDS, FUNDING = range(8)
INSTRUMENTS = (
    "loans",
    "bridging",
    "trade_credit",
    "bills",
    "taxes_owed",
    "government_arrears",
    "bonds",
    "funding",
)

NEW, REPAID, CANCELLED = range(3)
CHANGES = ("new", "repaid", "cancelled")
"""Columns of ``world.claims`` (instruments, changes): yuan since it was last set to zero."""


@jit
def claim(world, instrument, change, amount):
    """Count a change of a claim."""
    world.claims[instrument, change] += amount
