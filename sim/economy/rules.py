"""The agents' rules about money, compiled."""

from agents import enterprise
from sim.engine.jit import jit

draws_out = jit(enterprise.draws_out)
hired = jit(enterprise.hired)
month_revenue = jit(enterprise.month_revenue)
months_with_loss = jit(enterprise.months_with_loss)
next_shock = jit(enterprise.next_shock)
usual_margin = jit(enterprise.usual_margin)
willing_to_pay = jit(enterprise.willing_to_pay)
