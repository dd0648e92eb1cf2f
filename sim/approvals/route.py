"""The route of an approval: one program of steps for all procedures.

What differs between procedures, items and cases lies in tables; the program is the sequence of what happens to any
application: prepare, hand in, check, review, wait, judge, release, deliver, rate.
"""

from sim.engine.clock import OFFICE
from sim.engine.routes import Route
from sim.engine.tokens import (
    DELIVERY,
    OUTSIDE_WAIT,
    PACING,
    PREPARATION,
    QUEUE_REVIEW,
    QUEUE_WINDOW,
    REVIEW_EFFORT,
    REWORK,
    SUPPLEMENT,
    TRAVEL,
    WINDOW_SERVICE,
)

# Decisions (rules) along the route; sim.rulebook.decide answers each with the next step.
BEGIN_APPLICATION = 1
CHOOSE_CHANNEL = 2
ENTER_HALL = 3
AFTER_ADVICE = 4
AFTER_HELP = 5
CHECK = 6
RESUBMIT = 7
ACCEPT = 8
BEGIN_REVIEW = 9
BEGIN_OUTSIDE_WAIT = 10
JUDGE = 11
CORRECTED = 12
AWAIT_DOCUMENTS = 13
RELEASE = 14
REAPPLIED = 15
BEGIN_DELIVERY = 16
AT_COUNTER = 17
HAND_OVER = 18
CLOSE = 19
BEGIN_VERIFICATION = 20
VERIFIED = 21
COMPLAINT_CLOSED = 22
COLLECTED = 23


def _approval_route() -> Route:
    route = Route()
    route.label("application")
    route.decide(BEGIN_APPLICATION)
    route.label("prepare")
    route.delay("prepare documents", component=PREPARATION, calendar=OFFICE)
    route.decide(CHOOSE_CHANNEL)

    route.label("travel")
    route.delay("travel to hall", component=TRAVEL, rework=REWORK)
    route.decide(ENTER_HALL)
    route.label("advice")
    route.serve("take advice", waiting=QUEUE_WINDOW, working=WINDOW_SERVICE, rework=REWORK)
    route.decide(AFTER_ADVICE)
    route.label("help")
    route.serve("hand over to helper", waiting=QUEUE_WINDOW, working=WINDOW_SERVICE, rework=REWORK)
    route.decide(AFTER_HELP)
    route.label("window")
    route.serve("hand in at window", waiting=QUEUE_WINDOW, working=WINDOW_SERVICE, rework=REWORK)
    route.decide(CHECK)
    route.label("online")
    route.serve("check online application", waiting=QUEUE_REVIEW, working=REVIEW_EFFORT, rework=REWORK)
    route.decide(CHECK)
    route.label("supplement")
    route.delay("supplement documents", component=SUPPLEMENT, calendar=OFFICE)
    route.decide(RESUBMIT)
    route.label("accepted")
    route.decide(ACCEPT)

    route.label("review")
    route.decide(BEGIN_REVIEW)
    route.serve("review", waiting=QUEUE_REVIEW, working=REVIEW_EFFORT, rework=REWORK)
    route.decide(BEGIN_OUTSIDE_WAIT)
    route.label("outside_working")
    route.delay("outside wait", component=OUTSIDE_WAIT, calendar=OFFICE)
    route.goto("judge")
    route.label("outside")
    route.delay("outside wait", component=OUTSIDE_WAIT)
    route.label("judge")
    route.decide(JUDGE)
    route.label("correct")
    route.delay("correct application", component=SUPPLEMENT, calendar=OFFICE)
    route.decide(CORRECTED)
    route.label("release")
    route.delay("await release of decision", component=PACING, calendar=OFFICE)
    route.decide(AWAIT_DOCUMENTS)
    route.label("follow")
    route.delay("missing documents follow", component=SUPPLEMENT, calendar=OFFICE)
    route.label("released")
    route.decide(RELEASE)
    route.label("reapply")
    route.delay("apply again", component=SUPPLEMENT, calendar=OFFICE)
    route.decide(REAPPLIED)

    route.label("deliver")
    route.decide(BEGIN_DELIVERY)
    route.label("post")
    route.delay("post certificate", component=DELIVERY)
    route.goto("handed")
    route.label("collect")
    route.delay("travel to collect", component=DELIVERY)
    route.decide(AT_COUNTER)
    route.serve("collect certificate", waiting=DELIVERY, working=DELIVERY)
    route.decide(COLLECTED)
    route.label("handed")
    route.decide(HAND_OVER)
    route.label("close")
    route.decide(CLOSE)

    route.label("verify")
    route.delay("run of promise", component=OUTSIDE_WAIT)
    route.decide(BEGIN_VERIFICATION)
    route.serve("verify promise", waiting=QUEUE_REVIEW, working=REVIEW_EFFORT)
    route.decide(VERIFIED)
    route.label("complain")
    route.serve("handle complaint", waiting=QUEUE_REVIEW, working=REVIEW_EFFORT)
    route.decide(COMPLAINT_CLOSED)
    return route


ROUTE = _approval_route()
PROGRAM = ROUTE.compile()

APPLICATION = ROUTE.labels["application"]
PREPARE = ROUTE.labels["prepare"]
TRAVELLING = ROUTE.labels["travel"]
ADVICE = ROUTE.labels["advice"]
HELP = ROUTE.labels["help"]
WINDOW = ROUTE.labels["window"]
ONLINE = ROUTE.labels["online"]
SUPPLEMENTING = ROUTE.labels["supplement"]
ACCEPTED = ROUTE.labels["accepted"]
REVIEW = ROUTE.labels["review"]
EXAMINE = REVIEW + 1
OUTSIDE_WORKING = ROUTE.labels["outside_working"]
OUTSIDE = ROUTE.labels["outside"]
JUDGEMENT = ROUTE.labels["judge"]
CORRECTING = ROUTE.labels["correct"]
RELEASING = ROUTE.labels["release"]
FOLLOW = ROUTE.labels["follow"]
RELEASED = ROUTE.labels["released"]
REAPPLY = ROUTE.labels["reapply"]
DELIVER = ROUTE.labels["deliver"]
POST = ROUTE.labels["post"]
COLLECT = ROUTE.labels["collect"]
COUNTER = COLLECT + 2
HANDED = ROUTE.labels["handed"]
CLOSING = ROUTE.labels["close"]
VERIFY = ROUTE.labels["verify"]
VERIFYING = VERIFY + 2
COMPLAIN = ROUTE.labels["complain"]

GONE = -1
"""A decision's answer when the token's way ends here."""

# Milestones of the event record, numbered after the route's activities.
MILESTONES = ("need arises", "application accepted", "application returned", "decision", "case closed")
NEED_ARISES, ACCEPTANCE, RETURN, DECISION, CASE_CLOSED = range(
    len(ROUTE.activities), len(ROUTE.activities) + len(MILESTONES)
)
ACTIVITIES = (*ROUTE.activities, *MILESTONES)
