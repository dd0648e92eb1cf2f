"""A visit ends: what was found, what it leads to, what everybody learns from it."""

import math

from sim.approvals.review import check_promise
from sim.engine.clock import DAY, OFFICE, finish_from_now
from sim.engine.draws import to_tick
from sim.engine.jit import jit
from sim.engine.log import COMPLETE, record
from sim.inspections import purposes
from sim.inspections.booking import book_again, is_about, next_list
from sim.inspections.route import FINDING, GONE
from sim.inspections.rules import rates_visit, updated
from sim.inspections.sanction import is_followed_up, sanction
from sim.inspections.state import (
    KEPT,
    SERIOUS,
    draw,
    found_lately,
    learn_of_visit,
    reconsider,
    state_of,
)
from sim.inspections.tables import (
    COMPLAINT,
    FINED,
    REINSPECTION,
    REQUEST,
    REVOKED,
    TRIGGERED,
    VERIFICATION,
)

OVERLAP = 30.0 * DAY
"""A visit overlaps with one of another body that was no longer ago than this."""

SECOND_LOOKS = (1 << REINSPECTION) | (1 << REQUEST) | (1 << VERIFICATION)
"""Kinds of visit that say nothing new about an enterprise's record."""


@jit
def _detects(world, visit, body, area):
    """Whether a violation is found: who checks for another body finds less, a second look finds all."""
    row, inspecting = world.visits[visit], world.inspecting[0]
    if (SECOND_LOOKS >> row.purpose) & 1:
        return True
    share = 1.0 if body == row.body else inspecting.joint_detection
    share *= inspecting.offsite_detection if row.offsite else 1.0
    u = draw(world, row.enterprise, row.serial, purposes.DETECTION, area, 0)
    return u < world.bodies[body].detection * share


@jit
def _was_put_right(world, visit, area):
    """Whether a second look finds that what was ordered has been done; it asks for no more."""
    row = world.visits[visit]
    if row.purpose != REINSPECTION and row.purpose != REQUEST:
        return False
    return world.corrected[row.enterprise, area] > world.visits[row.origin].ended


@jit
def checked_from_desk(world, token_number):
    """A check from the desk: a hit brings a team."""
    token = world.tokens[token_number]
    visit = token.visit
    row = world.visits[visit]
    row.started = token.started
    row.ended = row.started + token.amount
    row.closed = 1
    hits, seen, left, body = 0, 0, row.bodies, int(row.body)
    while left:
        area = world.bodies[body].area
        if not (seen >> area) & 1:
            seen |= 1 << area
            row.checked += 1
            if state_of(world, row.enterprise, area) != KEPT:
                row.violations += 1
                if _detects(world, visit, body, area):
                    row.found += 1
                    hits |= 1 << area
        left, body = next_list(left, body)
    if hits:
        book_again(world, visit, TRIGGERED, world.control[0].now, hits)
    return GONE


@jit
def visited(world, token_number):
    """A team has been at an enterprise."""
    control, token = world.control[0], world.tokens[token_number]
    visit = token.visit
    row = world.visits[visit]
    row.started = token.started
    row.ended = row.started + token.amount
    row.closed = 1
    _note_overlap(world, visit)
    if row.purpose == VERIFICATION:
        _verify(world, visit)
    else:
        penalty, standard = _inspect(world, visit)
        _learn(world, visit, penalty, standard)
    if row.purpose == COMPLAINT:
        world.reports[row.origin].closed = control.now
    _rate(world, visit)
    if control.log_on:
        record(world, token_number, FINDING, -1, COMPLETE)
    return GONE


@jit
def _note_overlap(world, visit):
    row = world.visits[visit]
    conduct = world.conduct[row.enterprise]
    other = conduct.last_visit if conduct.last_body != row.body else conduct.other_visit
    row.overlapping = row.started - other <= OVERLAP
    if conduct.last_body != row.body:
        conduct.other_visit = conduct.last_visit
        conduct.last_body = row.body
    conduct.last_visit = row.started
    conduct.known |= row.bodies


@jit
def _verify(world, visit):
    """Whether a promise was kept; a broken one has revoked the approval and marked the record."""
    row = world.visits[visit]
    row.checked = 1
    if not check_promise(world, row.origin):
        row.violations = row.found = 1
        row.sanction = REVOKED


@jit
def _inspect(world, visit):
    """Check the lists of all bodies of a visit; returns (fines and losses, standard fines) of what was found."""
    row = world.visits[visit]
    past = found_lately(world.conduct[row.enterprise].history)
    standard, ordered = 0.0, 0
    seen, left, body = 0, row.bodies, int(row.body)
    while left:
        area = world.bodies[body].area
        if not (seen >> area) & 1 and is_about(world, visit, area):
            seen |= 1 << area
            row.checked += 1
            found = 0
            state = KEPT if _was_put_right(world, visit, area) else state_of(world, row.enterprise, area)
            if state != KEPT:
                row.violations += 1
                if _detects(world, visit, body, area):
                    found = 1
                    row.serious_found += state == SERIOUS
                    standard += sanction(world, visit, area, state, past)
                    ordered |= 1 << area
            row.found += found
            if not (SECOND_LOOKS >> row.purpose) & 1:
                _write_down(world, visit, body, found)
        left, body = next_list(left, body)
    if row.days_lost > 0.0:
        over = world.control[0].now + to_tick(row.days_lost * DAY)
        book_again(world, visit, REQUEST, over, ordered)  # the enterprise asks for a visit that ends the suspension
    elif is_followed_up(world, visit):
        book_again(world, visit, REINSPECTION, finish_from_now(world, OFFICE, world.inspecting[0].within), ordered)
    return row.fine + row.loss, standard


@jit
def _write_down(world, visit, body, found):
    """The body learns where violations are found."""
    row = world.visits[visit]
    firm = world.enterprises[row.enterprise]
    world.bodies[body].checks += 1.0
    world.bodies[body].findings += found
    world.experience[body, firm.sector, firm.district * 2] += 1.0
    world.experience[body, firm.sector, firm.district * 2 + 1] += found


@jit
def _learn(world, visit, penalty, standard):
    """The enterprise and its neighbours learn that one is visited, and how severe penalties are."""
    row, weight = world.visits[visit], world.inspecting[0].severity_weight
    conduct = world.conduct[row.enterprise]
    lists, left, body = 0, row.bodies, int(row.body)
    while left:
        lists += is_about(world, visit, world.bodies[body].area)
        left, body = next_list(left, body)
    if not (SECOND_LOOKS >> row.purpose) & 1:
        conduct.history = ((conduct.history << 1) | (row.found > 0)) & 7
        learn_of_visit(world, row.enterprise, float(lists))
    if standard > 0.0:
        street = world.neighbourhoods[conduct.neighbourhood]
        conduct.severity = updated(conduct.severity, penalty / standard, weight)
        street.severity = updated(street.severity, penalty / standard, weight / math.sqrt(street.members))
    reconsider(world, row.enterprise)


@jit
def _rate(world, visit):
    """The enterprise rates the visit."""
    row, inspecting = world.visits[visit], world.inspecting[0]
    firm, body = world.enterprises[row.enterprise], world.bodies[row.body]
    rating = rates_visit(
        row.onsite / 60.0 * inspecting.attendants,
        1.0 if row.sanction >= FINED else 0.0,
        1.0 if row.overlapping else 0.0,
        inspecting.hours_weight,
        inspecting.fine_weight,
        inspecting.repeat_weight,
        draw(world, row.enterprise, row.serial, purposes.VISIT_RATING, 0, 0),
    )
    firm.satisfaction = updated(firm.satisfaction, rating, world.behaviour[0].memory)
    body.stars += rating
    body.rated += 1.0
