"""The route of a request for a loan; steps, rules and activities go on where those of inspections end.

Components of a request's time use the columns of the time decomposition under names of their own.
"""

from sim.approvals import route as approvals
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
    WINDOW_SERVICE,
)
from sim.inspections import route as inspections

COMPONENTS = {
    "preparation": PREPARATION,
    "queue_intake": QUEUE_WINDOW,
    "intake": WINDOW_SERVICE,
    "queue_officer": QUEUE_REVIEW,
    "due_diligence": REVIEW_EFFORT,
    "outside_wait": OUTSIDE_WAIT,
    "committee": PACING,
    "registration": REWORK,
    "payout": DELIVERY,
}
"""Columns of ``request_paths`` by the names they have there; off-hours stand where they always do."""

# Decisions (rules), numbered after those of inspections.
BEGIN_REQUEST = 201
FIND_BANK = 202
TAKEN_IN = 203
EXAMINED = 204
JUDGE = 205
AGREED = 206
PAY_OUT = 207


def _request_route() -> Route:
    route = Route(first=len(approvals.PROGRAM) + len(inspections.PROGRAM))
    route.label("request")
    route.decide(BEGIN_REQUEST)
    route.label("prepare")
    route.delay("prepare request", component=PREPARATION, calendar=OFFICE)
    route.label("find_bank")
    route.decide(FIND_BANK)
    route.label("intake")
    route.serve("take request in", waiting=QUEUE_WINDOW, working=WINDOW_SERVICE)
    route.decide(TAKEN_IN)
    route.label("diligence")
    route.serve("due diligence", waiting=QUEUE_REVIEW, working=REVIEW_EFFORT)
    route.decide(EXAMINED)
    route.label("await")
    route.delay("await records", component=OUTSIDE_WAIT, calendar=OFFICE)
    route.decide(JUDGE)
    route.label("committee")
    route.delay("credit committee", component=PACING, calendar=OFFICE)
    route.decide(AGREED)
    route.label("payout")
    route.delay("pay out", component=DELIVERY, calendar=OFFICE)
    route.label("pay")
    route.decide(PAY_OUT)
    route.label("maturity")
    route.delay("await maturity of old loan", component=OUTSIDE_WAIT)
    route.goto("pay")
    return route


ROUTE = _request_route()
_FIRST_ACTIVITY = len(approvals.ACTIVITIES) + len(inspections.ACTIVITIES)
PROGRAM = ROUTE.compile(first_activity=_FIRST_ACTIVITY)

REQUEST = ROUTE.labels["request"]
PREPARE = ROUTE.labels["prepare"]
SEARCH = ROUTE.labels["find_bank"]
INTAKE = ROUTE.labels["intake"]
DILIGENCE = ROUTE.labels["diligence"]
AWAIT = ROUTE.labels["await"]
COMMITTEE = ROUTE.labels["committee"]
PAYOUT = ROUTE.labels["payout"]
MATURITY = ROUTE.labels["maturity"]

GONE = approvals.GONE

# Milestones of the event record, numbered after the route's activities.
MILESTONES = ("request begins", "loan refused", "offer declined", "loan paid out", "request withdrawn")
BEGINS, REFUSED, OFFER_DECLINED, MONEY, GIVEN_UP = range(
    _FIRST_ACTIVITY + len(ROUTE.activities), _FIRST_ACTIVITY + len(ROUTE.activities) + len(MILESTONES)
)
ACTIVITIES = (*ROUTE.activities, *MILESTONES)
