"""Which function answers which decision of a route and which event."""

from sim.approvals import decide as approvals
from sim.approvals import plan, review
from sim.approvals.route import BEGIN_VERIFICATION, CLOSE
from sim.engine.jit import jit
from sim.inspections import booking, links, route, signal, visit

arise = plan.arise
limit_reached = review.limit_reached
fall_due = booking.fall_due
signalled = signal.signal


@jit
def decide(world, token, rule):
    """The step at which a token goes on after a decision, or GONE."""
    if rule == BEGIN_VERIFICATION:
        return links.begin_verification(world, token)
    if rule == CLOSE:
        return links.close(world, token)
    if rule < route.VISITED:
        return approvals.decide(world, token, rule)
    if rule == route.VISITED:
        return visit.visited(world, token)
    if rule == route.CHECKED_FROM_DESK:
        return visit.checked_from_desk(world, token)
    return signal.report_taken(world, token)
