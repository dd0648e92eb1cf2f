"""Where the parts of the model meet: what begins, and what the end of a case means to those who waited for it."""

from sim.approvals import plan
from sim.approvals.tables import OF_ITSELF, REGISTRATION, REQUEST
from sim.economy import purposes
from sim.engine.draws import uniform
from sim.engine.jit import jit
from sim.inspections import links as inspections
from sim.lending import request as lending
from sim.lifecycle import links as life
from sim.lifecycle.entry import note_founding


@jit
def arise(world, enterprise):
    """A need arises; a founder comes only if entry draws as many as that."""
    row, economy = world.enterprises[enterprise], world.economy[0]
    if economy.on and not row.active and row.needs == 0:
        control = world.control[0]
        u = uniform(control.seed0, control.seed1, row.key, 0, purposes.COMES, 0, 0)
        if u * economy.entry_most >= economy.entry:
            return
    plan.arise(world, enterprise)


@jit
def set_about(world, errand):
    """An enterprise sets about what it decided at the end of a month."""
    row = world.errands[errand]
    if row.purpose == REQUEST:
        lending.begin(world, row.ref)
    elif world.enterprises[row.enterprise].active:
        plan.open_errand(world, row.enterprise, row.procedure, row.purpose, row.ref, row.count)


@jit
def close(world, token):
    """A case ends: whoever may operate now has rules to keep and a business to open; errands report back."""
    case = world.tokens[token].case
    row = world.cases[case]
    before = world.enterprises[row.enterprise].active
    following = inspections.close(world, token)
    if world.economy[0].on:
        active = world.enterprises[row.enterprise].active
        if active and not before:
            life.founded(world, row.enterprise)
            note_founding(world, case)
        elif before and not active:
            life.struck_off(world, row.enterprise)
        if row.purpose == REGISTRATION:
            lending.registered(world, case)
        elif row.purpose != OF_ITSELF:
            life.case_ended(world, case)
    return following
