"""Which function answers which decision of the route."""

from sim.approvals import closing, hall, plan, review, route, submission
from sim.engine.jit import jit

arise = plan.arise
limit_reached = review.limit_reached


@jit
def decide(world, token, rule):
    """The step at which a token goes on after a decision, or GONE."""
    if rule == route.BEGIN_APPLICATION:
        return submission.begin_application(world, token)
    if rule == route.CHOOSE_CHANNEL:
        return submission.choose_channel(world, token)
    if rule == route.ENTER_HALL:
        return hall.enter_hall(world, token)
    if rule == route.AFTER_ADVICE:
        return hall.after_advice(world, token)
    if rule == route.AFTER_HELP:
        return hall.after_help(world, token)
    if rule == route.CHECK:
        return submission.check(world, token)
    if rule == route.RESUBMIT:
        return submission.resubmit(world, token)
    if rule == route.ACCEPT:
        return submission.accept(world, token)
    if rule == route.BEGIN_REVIEW:
        return review.begin_review(world, token)
    if rule == route.BEGIN_OUTSIDE_WAIT:
        return review.begin_outside_wait(world, token)
    if rule == route.JUDGE:
        return review.judge(world, token)
    if rule == route.CORRECTED:
        return review.corrected(world, token)
    if rule == route.AWAIT_DOCUMENTS:
        return review.await_documents(world, token)
    if rule == route.RELEASE:
        return review.release(world, token)
    if rule == route.REAPPLIED:
        return review.reapplied(world, token)
    if rule == route.BEGIN_DELIVERY:
        return closing.begin_delivery(world, token)
    if rule == route.AT_COUNTER:
        return closing.at_counter(world, token)
    if rule == route.COLLECTED:
        return closing.collected(world, token)
    if rule == route.HAND_OVER:
        return closing.hand_over(world, token)
    if rule == route.CLOSE:
        return closing.close(world, token)
    if rule == route.BEGIN_VERIFICATION:
        return review.begin_verification(world, token)
    if rule == route.VERIFIED:
        return review.verified(world, token)
    return closing.complaint_closed(world, token)
