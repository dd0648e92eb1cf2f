"""Where approvals and lives meet: what becomes of an enterprise when a case of its own closes."""

from sim.approvals.tables import APPROVED, CONVERSION, PERMIT, STRIKING_OFF
from sim.economy.public import MONTH
from sim.economy.tables import COUNT_FOUNDED, NO_ERRAND, NO_PROJECT, PERMITTED, STRUCK_OFF
from sim.engine.jit import jit
from sim.lifecycle.entry import note_exit
from sim.lifecycle.errands import converted, is_awaited
from sim.lifecycle.opening import open_business

AGAIN_AFTER = 6 * MONTH
"""How long an enterprise leaves an errand alone that came to nothing."""


@jit
def founded(world, enterprise):
    """A founding has been approved."""
    world.counts[COUNT_FOUNDED] += 1
    open_business(world, enterprise)


@jit
def struck_off(world, enterprise):
    """A case that takes an enterprise off the register has been approved."""
    world.firms[enterprise].ended = STRUCK_OFF


@jit
def case_ended(world, case):
    """A case that was an errand has closed: go on, or leave it alone for a while."""
    row = world.cases[case]
    enterprise = row.enterprise
    firm = world.firms[enterprise]
    approved = row.outcome == APPROVED
    if row.purpose == PERMIT:
        if is_awaited(world, enterprise, row.ref):
            firm.project = PERMITTED if approved else NO_PROJECT
        return
    firm.errand = NO_ERRAND
    if not approved:
        firm.errand_after = world.control[0].now + AGAIN_AFTER
    if row.purpose == STRIKING_OFF:
        note_exit(world, case)
    elif row.purpose == CONVERSION and approved:
        converted(world, enterprise)
