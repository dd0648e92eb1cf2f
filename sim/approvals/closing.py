"""From decision to the end: delivery of certificates, closing the case, rating, complaint."""

import math

from sim.approvals import purposes
from sim.approvals.case import cease, chance, drawn, enterprise_of, first_position, item_of, milestone
from sim.approvals.hall import arrive_at_hall, choose_hall, leave_hall, line_up, time_of_trip
from sim.approvals.plan import begin_ready_applications, schedule_next_need
from sim.approvals.route import CASE_CLOSED, CLOSING, COLLECT, COMPLAIN, COUNTER, GONE, HANDED, POST
from sim.approvals.rules import complains, rates, updated
from sim.approvals.tables import APPROVED, OPEN, REVOKED, WITHDRAWN
from sim.approvals.tables import ONLINE as ONLINE_CHANNEL
from sim.approvals.tables import PROACTIVE as PROACTIVE_CHANNEL
from sim.engine.clock import DAY, OFFICE, worked
from sim.engine.draws import to_tick
from sim.engine.jit import jit
from sim.engine.tokens import COMPONENTS, launch, split

COMPLAINT_BRANCH = 300


@jit
def begin_delivery(world, token_number):
    """All items of an application are decided: certificates go out electronically, by post, or are collected."""
    token = world.tokens[token_number]
    application, row = world.applications[token.application], world.cases[token.case]
    token.rework = 0
    electronic, postal = 1.0, 1.0
    for position in range(row.items):
        if (application.items >> position) & 1:
            item = item_of(world, row.first_review + position)
            electronic = min(electronic, item.deliver_electronic)
            postal = min(postal, item.deliver_postal)
    subject = first_position(application.items)
    u = chance(world, token.case, purposes.DELIVERY, subject, 0)
    if application.channel == PROACTIVE_CHANNEL or u < electronic:
        return HANDED
    behaviour = world.behaviour[0]
    if u < electronic + (1.0 - electronic) * postal:
        days = drawn(world, token.case, behaviour.delivery_days, purposes.POST, subject, 0)
        row.cost += behaviour.postage
        token.amount = to_tick(days * DAY)
        return POST
    row.steps += 1
    if application.hall < 0:
        choose_hall(world, token_number)
    token.amount = time_of_trip(world, token_number)
    return COLLECT


@jit
def at_counter(world, token_number):
    """At the hall again: a number, a short service, the certificate."""
    token = world.tokens[token_number]
    arrive_at_hall(world, token_number)
    line_up(world, token_number)
    subject = first_position(world.applications[token.application].items)
    hall = world.halls[world.applications[token.application].hall]
    token.amount = to_tick(drawn(world, token.case, hall.collection, purposes.COLLECTION, subject, 0))
    return COUNTER


@jit
def collected(world, token_number):
    """The certificate is fetched: home again."""
    leave_hall(world, token_number)
    return HANDED


@jit
def hand_over(world, token_number):
    """The certificates are in hand: on to what had to wait for them, or the end."""
    token = world.tokens[token_number]
    application, row = world.applications[token.application], world.cases[token.case]
    row.delivered |= application.covers
    if row.delivered == row.all_items:
        row.outcome = APPROVED
        return CLOSING
    begin_ready_applications(world, token.case, token_number)
    return GONE


@jit
def close(world, token_number):
    """The matter is over, one way or another: its path is its time decomposition."""
    control, token = world.control[0], world.tokens[token_number]
    case = token.case
    row = world.cases[case]
    row.ended = control.now
    row.closed = 1
    control.closed_cases += 1
    for component in range(len(COMPONENTS)):
        world.case_paths[case, component] = world.paths[token_number, component]
    for number in range(row.first_review, row.first_review + row.items):
        review = world.reviews[number]
        if review.outcome == OPEN:
            review.outcome = WITHDRAWN
        elif review.outcome == REVOKED and row.outcome == APPROVED:
            row.outcome = REVOKED
    milestone(world, token_number, CASE_CLOSED)
    firm = enterprise_of(world, case)
    firm.fees_due += math.floor(row.fee)
    firm.time_due += math.floor(row.cost)
    _take_effect(world, case)
    _rate(world, token_number)
    return GONE


@jit
def _take_effect(world, case):
    """Approval changes the enterprise: it may operate, or it ceases to exist."""
    row = world.cases[case]
    if row.outcome != APPROVED:
        return
    procedure = world.procedures[row.procedure]
    if procedure.founding and not world.enterprises[row.enterprise].active:
        world.enterprises[row.enterprise].active = world.enterprises[row.enterprise].trading = 1
        world.enterprises[row.enterprise].began = world.control[0].now
        schedule_next_need(world, row.enterprise)
    elif procedure.closing:
        cease(world, row.enterprise)


@jit
def _rate(world, token_number):
    """The enterprise rates the matter, remembers it, and may complain."""
    control, behaviour = world.control[0], world.behaviour[0]
    case = world.tokens[token_number].case
    row, firm = world.cases[case], enterprise_of(world, case)
    elapsed = (worked(world, OFFICE, row.ended) - worked(world, OFFICE, row.begun)) / control.day_minutes
    rating = rates(
        elapsed,
        row.statutory,
        row.visits,
        row.returns,
        row.outcome == APPROVED,
        behaviour.days_weight,
        behaviour.visits_weight,
        behaviour.returns_weight,
        chance(world, case, purposes.RATING, 0, 0),
    )
    row.rating = rating
    _count_stars(world, case, rating)
    firm.satisfaction = updated(firm.satisfaction, rating, behaviour.memory)
    if row.channel == ONLINE_CHANNEL:
        firm.experience = updated(firm.experience, (rating - 3) / 2.0, behaviour.memory)
    if complains(rating, behaviour.complaint, chance(world, case, purposes.COMPLAINT, 0, 0)):
        row.complaint = 1
        part = split(world, token_number, COMPLAIN)
        complaint = world.tokens[part]
        complaint.follow_up = 1
        complaint.branch = COMPLAINT_BRANCH
        complaint.station = behaviour.complaint_station
        complaint.amount = to_tick(
            drawn(world, case, behaviour.complaint_service, purposes.COMPLAINT_SERVICE, 0, 0)
        )
        launch(world, part)


@jit
def _count_stars(world, case, rating):
    """The rating of a case goes to the standing of every department that decided something in it."""
    row, seen = world.cases[case], 0
    for number in range(row.first_review, row.first_review + row.items):
        place = item_of(world, number).department
        if math.isnan(world.reviews[number].decided) or (seen >> place) & 1:
            continue
        seen |= 1 << place
        world.departments[place].stars += rating
        world.departments[place].rated += 1.0


@jit
def complaint_closed(world, token_number):
    """The complaint has been dealt with; one that is followed up weighs on the departments like another bad rating."""
    case = world.tokens[token_number].case
    row = world.cases[case]
    row.complaint_closed = world.control[0].now
    if chance(world, case, purposes.FOLLOWED_UP, 0, 0) < world.behaviour[0].followed:
        _count_stars(world, case, row.rating)
    return GONE
