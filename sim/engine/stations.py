"""Service stations: a queue, some servers, a working calendar and a discipline."""

from sim.engine.clock import OFFICE, finish_from_now, is_open_now, worked, worked_by_now
from sim.engine.draws import to_tick
from sim.engine.events import SERVICE_END, event_key, schedule
from sim.engine.jit import jit
from sim.engine.log import COMPLETE, START, record
from sim.engine.tokens import account, is_withdrawn, retire

# Disciplines
FIFO = 0  # first in, first out
PRIORITY = 1  # by lane, first in, first out within it
DEADLINE = 2  # earliest due moment first
DISCIPLINES = ("fifo", "priority", "deadline")
LANES = 2
URGENT_LANE = 0
REGULAR_LANE = 1

NO_GATE = -1


@jit
def _due_before(world, a, b):
    first, second = world.tokens[a], world.tokens[b]
    if first.due != second.due:
        return first.due < second.due
    if first.case != second.case:
        return first.case < second.case
    return first.branch < second.branch


@jit
def _meld(world, a, b):
    """Meld two skew heaps of tokens ordered by due moment (Sleator and Tarjan 1986); -1 is the empty heap."""
    root, parent = -1, -1
    while a >= 0 and b >= 0:
        if _due_before(world, b, a):
            a, b = b, a
        if parent < 0:
            root = a
        else:
            world.tokens[parent].left = a
        following = world.tokens[a].right
        world.tokens[a].right = world.tokens[a].left
        parent, a = a, following
    rest = a if a >= 0 else b
    if parent < 0:
        return rest
    world.tokens[parent].left = rest
    return root


@jit
def _note_length(world, number, change):
    """Book the area under the queue length, for Little's law, and change the length."""
    station = world.stations[number]
    now = world.control[0].now
    station.queue_area += station.length * (now - station.changed)
    station.changed = now
    station.length += change


@jit
def enqueue(world, number, token):
    """Line a token up."""
    station = world.stations[number]
    _note_length(world, number, 1)
    world.tokens[token].link = -1
    if station.discipline == DEADLINE:
        world.tokens[token].left = world.tokens[token].right = -1
        station.root = _meld(world, station.root, token)
        return
    lane = number * LANES + (world.tokens[token].lane if station.discipline == PRIORITY else 0)
    if world.lanes[lane].tail < 0:
        world.lanes[lane].head = token
    else:
        world.tokens[world.lanes[lane].tail].link = token
    world.lanes[lane].tail = token


@jit
def dequeue(world, number, lanes=LANES):
    """The next token by discipline, of the first ``lanes`` lanes only (-1 if none waits)."""
    station = world.stations[number]
    if station.root >= 0:
        _note_length(world, number, -1)
        token = station.root
        station.root = _meld(world, world.tokens[token].left, world.tokens[token].right)
        return token
    for lane in range(number * LANES, number * LANES + lanes):
        token = world.lanes[lane].head
        if token >= 0:
            _note_length(world, number, -1)
            world.lanes[lane].head = world.tokens[token].link
            if world.lanes[lane].head < 0:
                world.lanes[lane].tail = -1
            return token
    return -1


@jit
def _open_lanes(world, number):
    """How many lanes are served now: behind a closed gate only the urgent one."""
    gate = world.stations[number].gate
    return LANES if gate == NO_GATE or is_open_now(world, gate) else REGULAR_LANE


@jit
def _open_minutes(world, calendar, token):
    """How long the doors were open since the token was last booked."""
    if token.since == world.control[0].now:
        return 0.0
    before = token.since_worked if calendar == OFFICE else worked(world, calendar, token.since)
    return worked_by_now(world, calendar) - before


@jit
def _start(world, number, token_number):
    """Begin the service of a token that has just left the queue or found a server free."""
    control, station, token = world.control[0], world.stations[number], world.tokens[token_number]
    step = world.steps[token.step]
    station.wait_total += control.now - token.since
    station.wait_open += _open_minutes(world, station.calendar, token)
    account(world, token_number, step.rework_component if token.rework else step.waiting_component)
    minutes = to_tick(token.amount / station.speed)
    station.busy += 1
    station.started += 1
    station.work += minutes
    token.started = control.now
    if control.log_on:
        record(world, token_number, step.activity, number, START)
    end = control.now + minutes if station.through else finish_from_now(world, station.calendar, minutes)
    schedule(world, end, event_key(SERVICE_END, token.lane, token.serial, token.branch), token_number)


@jit
def arrive(world, number, token):
    """A token comes to a station: it is served at once if a server is free and the doors are open."""
    station = world.stations[number]
    station.arrivals += 1
    world.tokens[token].station = number
    if station.gate != NO_GATE:
        enqueue(world, number, token)
        serve_waiting(world, number)
    elif (
        station.length == 0
        and station.busy < station.servers
        and is_open_now(world, station.calendar)
    ):
        _start(world, number, token)
    else:
        enqueue(world, number, token)


@jit
def serve_waiting(world, number):
    """Let free servers take whoever waits; tokens that were withdrawn or have expired leave unserved."""
    station = world.stations[number]
    if station.length == 0 or not is_open_now(world, station.calendar):
        return
    lanes = _open_lanes(world, number)
    while station.busy < station.servers and station.length > 0:
        token = dequeue(world, number, lanes)
        if token < 0:
            return  # the others wait behind a closed gate
        if is_withdrawn(world, token) or world.tokens[token].expires < world.control[0].now:
            station.reneged += 1
            station.renege_total += world.control[0].now - world.tokens[token].since
            retire(world, token)
        else:
            _start(world, number, token)


@jit
def complete(world, token_number):
    """A service ends: free the server, book the time, let the next in."""
    token = world.tokens[token_number]
    station, step = world.stations[token.station], world.steps[token.step]
    station.busy -= 1
    station.served += 1
    account(world, token_number, step.rework_component if token.rework else step.working_component)
    if world.control[0].log_on:
        record(world, token_number, step.activity, token.station, COMPLETE)
    serve_waiting(world, token.station)


@jit
def open_calendar(world, calendar):
    """The doors or gates of a calendar open: all its stations begin to serve."""
    for number in range(len(world.stations)):
        if world.stations[number].calendar == calendar or world.stations[number].gate == calendar:
            serve_waiting(world, number)


@jit
def take_all(world, number):
    """Empty a queue: its first token (-1 if nobody waits), each linked by ``right`` to the one behind it."""
    first, last = -1, -1
    while world.stations[number].length > 0:
        token = dequeue(world, number)
        world.tokens[token].right = -1
        if last < 0:
            first = token
        else:
            world.tokens[last].right = token
        last = token
    return first


@jit
def rearrange(world, number, discipline):
    """Change a station's discipline; those who wait are lined up anew."""
    token = take_all(world, number)
    world.stations[number].discipline = discipline
    while token >= 0:
        following = world.tokens[token].right
        enqueue(world, number, token)
        token = following
