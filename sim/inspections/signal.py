"""Incidents and complaints: what comes of rules not kept.

Each enterprise has moments at which something could happen, drawn at the highest rate that is possible for its sector.
Whether it does happen depends on how the enterprise stands to the rules then. So the moments are the same in every
world, and more violations mean more incidents (thinning, Lewis and Shedler 1979).
"""

import math

from sim.engine.draws import quantile, to_tick
from sim.engine.events import SIGNAL, event_key, schedule
from sim.engine.jit import jit
from sim.engine.log import COMPLETE, record
from sim.engine.stations import URGENT_LANE
from sim.engine.tokens import launch, new_token
from sim.inspections import purposes
from sim.inspections.booking import REPORT_SERIAL, book
from sim.inspections.route import COMPLAINT_MADE, GONE, REPORT
from sim.inspections.state import KEPT, MINOR, SERIOUS, draw, reconsider, recorded_tier, state_of
from sim.inspections.tables import COMPLAINT, HAZARD


@jit
def schedule_next_signal(world, enterprise):
    """Draw the next moment at which an incident or a complaint is possible."""
    control, conduct = world.control[0], world.conduct[enterprise]
    rate = world.hazards[world.enterprises[enterprise].sector, 2 * world.inspecting[0].areas - 1]
    if rate <= 0.0:
        return
    u = draw(world, enterprise, conduct.signals, purposes.SIGNAL_TIME, 0, 0)
    time = control.now + to_tick(-math.log(u) / rate)
    schedule(world, time, event_key(SIGNAL, 0, world.enterprises[enterprise].key, 0), enterprise)


@jit
def begin_conduct(world, enterprise):
    """An enterprise begins to operate: from now on rules concern it."""
    if world.inspecting[0].areas == 0:
        return
    reconsider(world, enterprise)
    schedule_next_signal(world, enterprise)


@jit
def schedule_first_signals(world):
    """Let something be possible at every enterprise sooner or later."""
    for enterprise in range(len(world.conduct)):
        if world.enterprises[enterprise].active:
            schedule_next_signal(world, enterprise)


@jit
def signal(world, enterprise):
    """A moment at which something is possible: an incident, a complaint, or nothing."""
    if not world.enterprises[enterprise].active:
        return
    conduct, sector = world.conduct[enterprise], world.enterprises[enterprise].sector
    serial = conduct.signals
    conduct.signals += 1
    schedule_next_signal(world, enterprise)
    if not world.enterprises[enterprise].trading:
        return  # nothing happens where nobody works, until it begins again
    last = 2 * world.inspecting[0].areas - 1
    share = draw(world, enterprise, serial, purposes.SIGNAL_KIND, 0, 0) * world.hazards[sector, last]
    kind = 0
    while kind < last and world.hazards[sector, kind] <= share:
        kind += 1
    area = kind // 2
    state = state_of(world, enterprise, area)
    u = draw(world, enterprise, serial, purposes.SIGNAL_ACCEPTED, 0, 0)
    if kind % 2 == 0:
        if u < _incident_share(world, area, state):
            _incident(world, enterprise, area, state, serial)
    elif state != KEPT or u < world.areas[area].unfounded:
        _complain(world, enterprise, area, state, serial)


@jit
def _incident_share(world, area, state):
    """Share of the possible incidents that happen; all of them where a violation is serious."""
    row = world.areas[area]
    if state == SERIOUS:
        return 1.0
    return (1.0 if state == MINOR else row.blameless) / row.serious_incidents


@jit
def _incident(world, enterprise, area, state, serial):
    control, firm = world.control[0], world.enterprises[enterprise]
    row = world.incidents[control.incidents]
    control.incidents += 1
    row.enterprise, row.area, row.time = enterprise, area, control.now
    row.violating, row.serious = state != KEPT, state == SERIOUS
    row.tier = recorded_tier(world, enterprise)
    u = draw(world, enterprise, serial, purposes.HARM, 0, 0)
    stake = world.stakes[firm.size_class, 0]
    row.harm = float(int(quantile(world.tables, world.areas[area].harm, u) * stake))
    world.conduct[enterprise].lost += row.harm
    firm.time_due += row.harm
    body = world.responsible[firm.sector, area]
    if body >= 0:
        book(world, enterprise, body, HAZARD, control.now)


@jit
def _complain(world, enterprise, area, state, serial):
    """Somebody complains about an enterprise: the complaint desk takes it down."""
    control, behaviour = world.control[0], world.behaviour[0]
    number = control.reports
    control.reports += 1
    row = world.reports[number]
    row.enterprise, row.area, row.serial = enterprise, area, serial
    row.time, row.closed = control.now, math.nan
    row.grounded = state != KEPT
    token_number = new_token(world, -1, REPORT)
    token = world.tokens[token_number]
    token.report = number
    token.agent, token.serial = world.enterprises[enterprise].key, REPORT_SERIAL + number
    token.lane = URGENT_LANE
    token.station = behaviour.complaint_station
    u = draw(world, enterprise, serial, purposes.REPORT_SERVICE, 0, 0)
    token.amount = to_tick(quantile(world.tables, behaviour.complaint_service, u))
    if control.log_on:
        record(world, token_number, COMPLAINT_MADE, -1, COMPLETE)
    launch(world, token_number)


@jit
def report_taken(world, token_number):
    """The complaint is handed to the body in charge, or it ends in a drawer."""
    control, number = world.control[0], world.tokens[token_number].report
    row = world.reports[number]
    u = draw(world, row.enterprise, row.serial, purposes.FOLLOWED, 0, 0)
    if u >= world.inspecting[0].followed:
        return GONE
    row.followed = 1
    body = world.responsible[world.enterprises[row.enterprise].sector, row.area]
    if body >= 0 and world.enterprises[row.enterprise].trading:
        visit = book(world, row.enterprise, body, COMPLAINT, control.now)
        world.visits[visit].origin = number
    else:
        row.closed = control.now
    return GONE
