"""Which function answers which decision of a route and which event."""

from sim.approvals import closing, hall, review, submission
from sim.approvals import route as approvals
from sim.engine.jit import inlined
from sim.inspections import booking, links, signal, visit
from sim.inspections import route as inspections
from sim.lending import request
from sim.lending import route as lending
from sim.rulebook import links as life

arise = life.arise
set_about = life.set_about
limit_reached = review.limit_reached
fall_due = booking.fall_due
signalled = signal.signal


@inlined
def decide(world, token, rule):
    """The step at which a token goes on after a decision, or GONE."""
    if rule == approvals.BEGIN_APPLICATION:
        return submission.begin_application(world, token)
    if rule == approvals.CHOOSE_CHANNEL:
        return submission.choose_channel(world, token)
    if rule == approvals.ENTER_HALL:
        return hall.enter_hall(world, token)
    if rule == approvals.AFTER_ADVICE:
        return hall.after_advice(world, token)
    if rule == approvals.AFTER_HELP:
        return hall.after_help(world, token)
    if rule == approvals.CHECK:
        return submission.check(world, token)
    if rule == approvals.RESUBMIT:
        return submission.resubmit(world, token)
    if rule == approvals.ACCEPT:
        return submission.accept(world, token)
    if rule == approvals.BEGIN_REVIEW:
        return review.begin_review(world, token)
    if rule == approvals.BEGIN_OUTSIDE_WAIT:
        return review.begin_outside_wait(world, token)
    if rule == approvals.JUDGE:
        return review.judge(world, token)
    if rule == approvals.CORRECTED:
        return review.corrected(world, token)
    if rule == approvals.AWAIT_DOCUMENTS:
        return review.await_documents(world, token)
    if rule == approvals.RELEASE:
        return review.release(world, token)
    if rule == approvals.REAPPLIED:
        return review.reapplied(world, token)
    if rule == approvals.BEGIN_DELIVERY:
        return closing.begin_delivery(world, token)
    if rule == approvals.AT_COUNTER:
        return closing.at_counter(world, token)
    if rule == approvals.COLLECTED:
        return closing.collected(world, token)
    if rule == approvals.HAND_OVER:
        return closing.hand_over(world, token)
    if rule == approvals.VERIFIED:
        return review.verified(world, token)
    if rule == approvals.COMPLAINT_CLOSED:
        return closing.complaint_closed(world, token)
    if rule == approvals.BEGIN_VERIFICATION:
        return links.begin_verification(world, token)
    if rule == approvals.CLOSE:
        return life.close(world, token)
    if rule == inspections.VISITED:
        return visit.visited(world, token)
    if rule == inspections.CHECKED_FROM_DESK:
        return visit.checked_from_desk(world, token)
    if rule == inspections.REPORT_TAKEN:
        return signal.report_taken(world, token)
    if rule == lending.BEGIN_REQUEST:
        return request.begin_request(world, token)
    if rule == lending.FIND_BANK:
        return request.find_bank(world, token)
    if rule == lending.TAKEN_IN:
        return request.taken_in(world, token)
    if rule == lending.EXAMINED:
        return request.examined(world, token)
    if rule == lending.JUDGE:
        return request.judge(world, token)
    if rule == lending.AGREED:
        return request.agreed(world, token)
    return request.pay_out(world, token)
