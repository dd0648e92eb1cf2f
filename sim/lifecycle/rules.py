"""The agents' rules about beginning and ending, compiled."""

from agents import enterprise
from sim.engine.jit import jit

happens = jit(enterprise.happens)
in_difficulty = jit(enterprise.in_difficulty)
is_insolvent = jit(enterprise.is_insolvent)
leaving_rate = jit(enterprise.leaving_rate)
response = jit(enterprise.response)
stopping_rate = jit(enterprise.stopping_rate)
