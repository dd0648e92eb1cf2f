"""Going to a hall: which one, the way there, help and advice, a number for a window, and the hours it all takes."""

import math

from sim.approvals import purposes
from sim.approvals.case import chance, drawn, enterprise_of, first_position, item_of, spend
from sim.approvals.route import ADVICE, HELP, TRAVELLING, WINDOW
from sim.approvals.rules import asks_for_help, joins_queue, trip_cost, uses_terminal
from sim.approvals.tables import DEDICATED, GUIDE, HELPER, POOLED, SELF_SERVICE
from sim.engine.clock import DAY, is_open, is_open_now, next_opening, worked, worked_by_now
from sim.engine.draws import to_tick
from sim.engine.jit import jit


@jit
def way_to(world, enterprise, hall):
    """Minutes to a hall, one way: shorter where the hall is in the enterprise's own district."""
    row = world.enterprises[enterprise]
    if len(world.halls) > 1 and world.halls[hall].district == row.district:
        return row.travel * world.behaviour[0].near
    return float(row.travel)


@jit
def _best_hall(world, enterprise, department):
    """The hall with the least trouble for a department's matters, as far as an enterprise can tell from afar: the way
    there and the line."""
    best, least = 0, math.inf
    for hall in range(len(world.halls)):
        first = world.halls[hall].first_station
        pooled, own = world.stations[first + POOLED], world.stations[first + DEDICATED + department]
        servers = pooled.servers + own.servers
        if servers == 0:
            continue
        way = way_to(world, enterprise, hall)
        cost = trip_cost(way, pooled.length + own.length, servers, world.halls[hall].mean_service)
        if cost < least:
            best, least = hall, cost
    return best


@jit
def choose_hall(world, token_number):
    """Choose a hall for the application's matter."""
    token = world.tokens[token_number]
    application, case = world.applications[token.application], world.cases[token.case]
    item = item_of(world, case.first_review + first_position(application.items))
    application.hall = _best_hall(world, case.enterprise, item.department)


@jit
def time_of_trip(world, token_number):
    """Minutes until the enterprise stands in the hall: the way there, put off if it would find the doors closed."""
    token = world.tokens[token_number]
    hall = world.applications[token.application].hall
    now, way = world.control[0].now, way_to(world, world.cases[token.case].enterprise, hall)
    calendar = world.stations[world.halls[hall].first_station].calendar
    arrival = now + to_tick(way)
    if not is_open(world, calendar, arrival):
        opening = next_opening(world, calendar, arrival)
        if opening < math.inf:
            arrival = opening
    return arrival - now


@jit
def set_out(world, token_number):
    """Choose a hall and go there."""
    choose_hall(world, token_number)
    world.tokens[token_number].amount = time_of_trip(world, token_number)
    return TRAVELLING


@jit
def count_visit(world, token_number):
    """One more trip to the hall: time, cost and patience of the enterprise."""
    token = world.tokens[token_number]
    application, row = world.applications[token.application], world.cases[token.case]
    minutes = 2.0 * way_to(world, row.enterprise, application.hall)
    row.visits += 1
    application.visits += 1
    spend(world, token.case, minutes)
    row.cost += minutes * world.behaviour[0].travel_cost


@jit
def arrive_at_hall(world, token_number):
    """Note when the enterprise came, and for which day its number is: today's, or that of the next opening."""
    token = world.tokens[token_number]
    application = world.applications[token.application]
    now = world.control[0].now
    calendar = world.stations[world.halls[application.hall].first_station].calendar
    opens = now if is_open_now(world, calendar) else next_opening(world, calendar, now)
    application.number_day = int(min(opens, 1e9) // DAY)
    application.arrived = now
    count_visit(world, token_number)


@jit
def enter_hall(world, token_number):
    """Arrived: to the terminal, to a helper, past the guide desk, or straight to the window."""
    token = world.tokens[token_number]
    application, case = world.applications[token.application], token.case
    firm = enterprise_of(world, case)
    arrive_at_hall(world, token_number)
    application.self_service = 0
    first = world.halls[application.hall].first_station
    subject = first_position(application.items)
    round_ = application.returns
    terminals = world.stations[first + SELF_SERVICE]
    if terminals.servers > 0 and joins_queue(terminals.length, terminals.servers):
        application.self_service = 1
        row = world.cases[case]
        for position in range(row.items):
            if (application.items >> position) & 1:
                application.self_service &= item_of(world, row.first_review + position).self_service
        if application.self_service and uses_terminal(
            firm.skill, chance(world, case, purposes.TERMINAL, subject, round_)
        ):
            return go_to_window(world, token_number)
        application.self_service = 0
    helpers = world.stations[first + HELPER]
    if (
        helpers.servers > 0
        and not application.helped
        and joins_queue(helpers.length, helpers.servers)
        and asks_for_help(firm.skill, chance(world, case, purposes.HELP, subject, round_))
    ):
        token.station = first + HELPER
        token.amount = to_tick(
            drawn(world, case, world.halls[application.hall].helper_service, purposes.ADVICE, subject, round_)
        )
        return HELP
    guides = world.stations[first + GUIDE]
    if guides.servers > 0 and joins_queue(guides.length, guides.servers):
        token.station = first + GUIDE
        token.amount = to_tick(
            drawn(world, case, world.halls[application.hall].guide_service, purposes.ADVICE, subject, round_)
        )
        return ADVICE
    return go_to_window(world, token_number)


@jit
def after_advice(world, token_number):
    """Advised on what is asked for, the enterprise goes to the window."""
    world.applications[world.tokens[token_number].application].advised = 1
    return go_to_window(world, token_number)


@jit
def after_help(world, token_number):
    """A helper has the matter in hand from now on and deals with the window, also if it comes back."""
    world.applications[world.tokens[token_number].application].helped = 1
    return go_to_window(world, token_number)


@jit
def line_up(world, token_number):
    """Take a number for the window that serves this matter: a terminal, a pooled window or the department's own."""
    token = world.tokens[token_number]
    application = world.applications[token.application]
    first = world.halls[application.hall].first_station
    item = item_of(world, world.cases[token.case].first_review + first_position(application.items))
    pooled, own = first + POOLED, first + DEDICATED + item.department
    station = own
    if application.self_service and world.stations[first + SELF_SERVICE].servers > 0:
        station = first + SELF_SERVICE
    elif world.stations[pooled].servers > 0:
        line = (world.stations[pooled].length + 1) * world.stations[own].servers
        own_line = (world.stations[own].length + 1) * world.stations[pooled].servers
        station = pooled if world.stations[own].servers == 0 or line < own_line else own
    token.station = station


@jit
def go_to_window(world, token_number):
    """A number for the window, and how long the service there will take."""
    token = world.tokens[token_number]
    application = world.applications[token.application]
    hall = world.halls[application.hall]
    line_up(world, token_number)
    subject = first_position(application.items)
    minutes = drawn(world, token.case, hall.service, purposes.SERVICE, subject, application.returns)
    token.amount = to_tick(minutes + hall.per_document * application.documents)
    return WINDOW


@jit
def leave_hall(world, token_number):
    """Book the hours at the hall; who could not be served the same day went home at closing and came again."""
    token = world.tokens[token_number]
    application = world.applications[token.application]
    if math.isnan(application.arrived):
        return  # nobody of the enterprise was there: the helper hands it in again
    calendar = world.stations[token.station].calendar
    arrived = worked(world, calendar, application.arrived)
    day_of_service = int(token.started // DAY)
    if day_of_service > application.number_day:
        closing = worked(world, calendar, (application.number_day + 1) * DAY)
        spend(world, token.case, closing - arrived)
        count_visit(world, token_number)
        arrived = worked(world, calendar, day_of_service * DAY)
    spend(world, token.case, worked_by_now(world, calendar) - arrived)
    application.arrived = math.nan  # gone
