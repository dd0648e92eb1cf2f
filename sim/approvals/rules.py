"""The agents' rules, compiled. They are written in ``agents/`` as plain Python that knows nothing of the engine."""

from agents import department, enterprise
from sim.engine.jit import jit

applies_again = jit(enterprise.applies_again)
asks_for_help = jit(enterprise.asks_for_help)
complains = jit(enterprise.complains)
deficiency = jit(enterprise.deficiency)
gives_up = jit(enterprise.gives_up)
goes_online = jit(enterprise.goes_online)
joins_queue = jit(enterprise.joins_queue)
keeps_promise = jit(enterprise.keeps_promise)
paperwork_effort = jit(enterprise.paperwork_effort)
rates = jit(enterprise.rates)
trip_cost = jit(enterprise.trip_cost)
updated = jit(enterprise.updated)
uses_terminal = jit(enterprise.uses_terminal)

release_share = jit(department.release_share)
reviews_to = jit(department.reviews_to)
