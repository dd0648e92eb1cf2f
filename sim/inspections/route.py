"""The route of an inspection: steps of visits, of checks from the desk and of complaints about enterprises.

Step numbers, rules and activities go on where those of approvals end.
"""

from sim.approvals import route as approvals
from sim.engine.routes import Route
from sim.engine.tokens import QUEUE_REVIEW, REVIEW_EFFORT

# Decisions (rules), numbered after those of approvals.
VISITED = 101
CHECKED_FROM_DESK = 102
REPORT_TAKEN = 103


def _inspection_route() -> Route:
    route = Route(first=len(approvals.PROGRAM))
    route.label("visit")
    route.serve("inspect on site", waiting=QUEUE_REVIEW, working=REVIEW_EFFORT)
    route.decide(VISITED)
    route.label("desk")
    route.serve("check from the desk", waiting=QUEUE_REVIEW, working=REVIEW_EFFORT)
    route.decide(CHECKED_FROM_DESK)
    route.label("report")
    route.serve("take complaint about enterprise", waiting=QUEUE_REVIEW, working=REVIEW_EFFORT)
    route.decide(REPORT_TAKEN)
    return route


ROUTE = _inspection_route()
PROGRAM = ROUTE.compile(first_activity=len(approvals.ACTIVITIES))

VISIT = ROUTE.labels["visit"]
DESK = ROUTE.labels["desk"]
REPORT = ROUTE.labels["report"]

GONE = approvals.GONE

# Milestones of the event record, numbered after the route's activities.
MILESTONES = ("complaint made", "finding")
COMPLAINT_MADE, FINDING = range(
    len(approvals.ACTIVITIES) + len(ROUTE.activities),
    len(approvals.ACTIVITIES) + len(ROUTE.activities) + len(MILESTONES),
)
ACTIVITIES = (*ROUTE.activities, *MILESTONES)
