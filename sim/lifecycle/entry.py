"""What founders and those who want to leave hear of: how long it takes, how others fare."""

import math

from sim.engine.clock import OFFICE, worked
from sim.engine.jit import jit
from sim.lifecycle.rules import response


@jit
def working_days(world, case):
    """Working days that a closed case took."""
    row = world.cases[case]
    return (worked(world, OFFICE, row.ended) - worked(world, OFFICE, row.begun)) / world.control[0].day_minutes


@jit
def note_founding(world, case):
    """A founding has ended: word of how long it took spreads."""
    economy = world.economy[0]
    economy.days_sum += working_days(world, case)
    economy.days_weight += 1.0


@jit
def note_exit(world, case):
    """A striking off has ended: the same."""
    economy = world.economy[0]
    if world.cases[case].procedure == economy.simple_procedure:
        economy.simple_exit_sum += working_days(world, case)
        economy.simple_exit_weight += 1.0
    else:
        economy.exit_sum += working_days(world, case)
        economy.exit_weight += 1.0


@jit
def update_entry(world):
    """Once a month: what is heard of, the older the less it counts, and how many founders that draws."""
    economy = world.economy[0]
    if economy.days_weight > 0.0:
        economy.recent_days = economy.days_sum / economy.days_weight
    if economy.exit_weight > 0.0:
        economy.exit_days = economy.exit_sum / economy.exit_weight
    if economy.simple_exit_weight > 0.0:
        economy.simple_exit_days = economy.simple_exit_sum / economy.simple_exit_weight
    kept = math.exp(-economy.month_share / economy.entry_memory) if economy.entry_memory > 0.0 else 0.0
    economy.days_sum *= kept
    economy.days_weight *= kept
    economy.exit_sum *= kept
    economy.exit_weight *= kept
    economy.simple_exit_sum *= kept
    economy.simple_exit_weight *= kept
    economy.entry = response(
        economy.recent_days,
        economy.usual_days,
        economy.recent_satisfaction,
        economy.usual_satisfaction,
        economy.recent_credit,
        economy.usual_credit,
        economy.entry_days,
        economy.entry_satisfaction,
        economy.entry_credit,
        economy.entry_most,
    )


@jit
def note_usual(world):
    """At the end of the warm-up: what is heard of now is what is usual."""
    economy = world.economy[0]
    economy.usual_days = economy.recent_days
    economy.usual_satisfaction = economy.recent_satisfaction
    economy.usual_credit = economy.recent_credit
