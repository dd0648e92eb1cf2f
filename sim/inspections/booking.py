"""Booking a visit and sending a team off when it falls due."""

import math

from sim.approvals.case import first_position
from sim.engine.draws import quantile, to_tick
from sim.engine.events import DUE, event_key, schedule
from sim.engine.jit import jit
from sim.engine.stations import REGULAR_LANE, URGENT_LANE
from sim.engine.tokens import launch, new_token
from sim.inspections import purposes
from sim.inspections.route import DESK, VISIT
from sim.inspections.state import draw, found_lately, recorded_tier
from sim.inspections.tables import EXCEPTED, NO_REGIME, PLANNED

FIRST_SERIAL = 1 << 36
"""Visits come after all cases in the order of what happens at once."""

REPORT_SERIAL = 1 << 37
"""Complaints about enterprises come after all visits."""

LONGEST_EFFORT = 0.75
"""Share of the time between the last beginning of a visit and midnight that may be spent on site."""


@jit
def book(world, enterprise, body, purpose, planned):
    """A visit of one body that falls due at a moment; returns its row."""
    control, inspecting = world.control[0], world.inspecting[0]
    number = control.visits
    control.visits += 1
    row, conduct = world.visits[number], world.conduct[enterprise]
    row.enterprise, row.body, row.purpose = enterprise, body, purpose
    row.serial = conduct.booked
    conduct.booked += 1
    row.regime = NO_REGIME
    row.bodies = 1 << int(body)
    row.plan = row.origin = -1
    row.tier = recorded_tier(world, enterprise)
    row.history = found_lately(conduct.history)
    row.planned = planned
    excepted = (EXCEPTED >> purpose) & 1
    row.expires = math.inf if excepted else planned + inspecting.expires
    row.started = row.ended = math.nan
    schedule(world, planned, event_key(DUE, 0, number, 0), number)
    return number


@jit
def book_again(world, visit, purpose, planned, areas):
    """Another visit to the same enterprise with the same lists, about some areas only, because of what one found."""
    row = world.visits[visit]
    number = book(world, row.enterprise, row.body, purpose, planned)
    world.visits[number].bodies = row.bodies
    world.visits[number].only = areas
    world.visits[number].origin = visit


@jit
def next_list(left, body):
    """The lists of a visit that are left to check after that of ``body``, and whose comes next; the lead's is first."""
    left &= ~(1 << body)
    return left, first_position(left) if left else body


@jit
def is_about(world, visit, area):
    """Whether a visit is about an area: those of its bodies, unless it is about some areas only."""
    only = world.visits[visit].only
    return only == 0 or (only >> area) & 1


@jit
def _minutes_on_site(world, visit):
    """How long a team stays: the first list in full (the lead's, if it is concerned), a part of the time for others."""
    row, inspecting = world.visits[visit], world.inspecting[0]
    firm = world.enterprises[row.enterprise]
    minutes, left, body, share = 0.0, row.bodies, int(row.body), 1.0
    while left:
        if is_about(world, visit, world.bodies[body].area):
            u = draw(world, row.enterprise, row.serial, purposes.EFFORT, body, 0)
            effort = quantile(world.tables, world.bodies[body].effort, u) * world.stakes[firm.size_class, 2]
            minutes += share * effort
            share = inspecting.joint_effort
        left, body = next_list(left, body)
    return to_tick(min(minutes, LONGEST_EFFORT * inspecting.longest))


@jit
def fall_due(world, visit):
    """The day has come: a team is asked for, or the check is made from the desk, or the enterprise is no more."""
    row = world.visits[visit]
    firm, inspecting, body = world.enterprises[row.enterprise], world.inspecting[0], world.bodies[row.body]
    if not firm.trading:
        row.closed = 1
        return
    if row.purpose == PLANNED and body.offsite > 0.0:
        row.offsite = draw(world, row.enterprise, row.serial, purposes.OFFSITE, 0, 0) < body.offsite
    token_number = new_token(world, -1, DESK if row.offsite else VISIT)
    token = world.tokens[token_number]
    token.visit = visit
    token.agent, token.serial = firm.key, FIRST_SERIAL + visit
    token.station = body.station
    token.expires = row.expires
    if row.offsite:
        u = draw(world, row.enterprise, row.serial, purposes.OFFSITE_EFFORT, 0, 0)
        token.amount = to_tick(quantile(world.tables, inspecting.offsite_effort, u))
        token.lane = URGENT_LANE  # nobody is disturbed: quiet days do not matter
    else:
        row.onsite = _minutes_on_site(world, visit)
        travel = min(2.0 * inspecting.travel * firm.travel, (1.0 - LONGEST_EFFORT) * inspecting.longest)
        token.amount = row.onsite + to_tick(travel)
        token.lane = URGENT_LANE if (EXCEPTED >> row.purpose) & 1 else REGULAR_LANE
    row.team_minutes = token.amount
    launch(world, token_number)
