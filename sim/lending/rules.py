"""The agents' rules about loans, compiled."""

from agents import bank, enterprise
from sim.engine.jit import jit

accepts_price = jit(enterprise.accepts_price)
asks_for_loan = jit(enterprise.asks_for_loan)
cash_gap = jit(enterprise.cash_gap)
paperwork = jit(enterprise.request_effort)
renews = jit(enterprise.renews)
spare_cash = jit(enterprise.spare_cash)

answer = jit(bank.answer)
judged_standing = jit(bank.judged_standing)
loss_given_default = jit(bank.loss_given_default)
price = jit(bank.price)
provision = jit(bank.provision)
risk_weighted = jit(bank.risk_weighted)
scored_pd = jit(bank.scored_pd)
