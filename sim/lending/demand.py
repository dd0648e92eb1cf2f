"""Who wants to borrow at a month's end, and who of them asks."""

from sim.approvals.plan import FOUR_WEEKS, send
from sim.approvals.tables import REQUEST
from sim.economy.chance import draw_once
from sim.economy.costs import fixed_cost
from sim.economy.public import MONTH
from sim.economy.tables import PERMITTED, TRADING
from sim.engine.draws import to_tick
from sim.engine.jit import jit
from sim.lending import purposes
from sim.lending.rules import asks_for_loan, cash_gap, spare_cash
from sim.lending.state import new_request, standing_class
from sim.lending.tables import GAP, INTRODUCED, INVESTMENT, OWN_BANK


@jit
def ask_for_credit(world, first, last):
    """Let enterprises that need money, and think it worth asking, set about it in the coming weeks."""
    credit = world.credit[0]
    for enterprise in range(first, last):
        firm = world.firms[enterprise]
        if firm.status != TRADING or firm.open_request:
            continue
        if world.control[0].now - firm.refused_at < credit.again_after * MONTH:
            continue
        reason, wanted = _need(world, enterprise)
        if wanted <= 0.0:
            continue
        credit.needed += 1.0
        introduced = _draw(world, enterprise, purposes.INTRODUCED) < credit.introduced
        size = world.enterprises[enterprise].size_class
        believed = world.chances[size, standing_class(world, enterprise)]
        if introduced or asks_for_loan(believed, firm.reluctance):
            credit.asked += 1.0
            _set_about(world, enterprise, reason, wanted, introduced)


@jit
def _need(world, enterprise):
    """What an enterprise would borrow for, and how much."""
    firm, credit = world.firms[enterprise], world.credit[0]
    fixed = fixed_cost(world, enterprise)
    if firm.project == PERMITTED:
        spare = spare_cash(firm.cash, fixed, credit.buffer)
        if world.economy[0].own * firm.outlay <= spare < firm.outlay:
            return INVESTMENT, float(int(firm.outlay - spare))
    bills = firm.bills + firm.utility_bills + firm.taxes_owed
    return GAP, float(int(cash_gap(firm.cash, fixed, bills, credit.buffer, credit.target)))


@jit
def _draw(world, enterprise, purpose):
    return draw_once(world, enterprise, world.economy[0].month, purpose)


@jit
def _set_about(world, enterprise, reason, wanted, introduced):
    request = new_request(world, enterprise, reason, wanted, -1)
    row = world.requests[request]
    row.search = INTRODUCED if introduced else OWN_BANK
    row.urgent = introduced
    moment = world.control[0].now + to_tick(_draw(world, enterprise, purposes.MOMENT) * FOUR_WEEKS)
    send(world, enterprise, -1, REQUEST, request, row.serial, moment)
