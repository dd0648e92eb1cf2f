"""The agents' rules about inspections, compiled."""

from agents import department, enterprise
from sim.engine.jit import jit

believed = jit(enterprise.believed)
corrects = jit(enterprise.corrects)
rates_visit = jit(enterprise.rates_visit)
reformed = jit(enterprise.reformed)
remembered = jit(enterprise.remembered)
seriousness = jit(enterprise.seriousness)
updated = jit(enterprise.updated)
violation_probability = jit(enterprise.violation_probability)

answers_minor = jit(department.answers_minor)
answers_serious = jit(department.answers_serious)
attention = jit(department.attention)
credit_tier = jit(department.credit_tier)
fine = jit(department.fine)
inclusion = jit(department.inclusion)
