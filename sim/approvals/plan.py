"""A need arises: which matter it is, and how the case is cut into applications and reviews under today's rules."""

import math

from sim.approvals import purposes
from sim.approvals.case import chance, first_position, milestone
from sim.approvals.route import APPLICATION, NEED_ARISES
from sim.approvals.tables import MERGED, OF_ITSELF, OPEN
from sim.engine.clock import DAY
from sim.engine.draws import to_tick, uniform
from sim.engine.events import ERRAND, NEED, event_key, schedule
from sim.engine.jit import jit
from sim.engine.stations import REGULAR_LANE, URGENT_LANE
from sim.engine.tokens import launch, new_token, retire, split

FOUR_WEEKS = 28 * DAY
ERRANDS = 1 << 24
"""Errands of a purpose are numbered from this many times the purpose, apart from matters that arise by themselves."""


@jit
def schedule_next_need(world, enterprise):
    """Draw when an active enterprise needs something next (exponential gaps at its class's rate)."""
    control, row = world.control[0], world.enterprises[enterprise]
    rate = world.demand[row.sector, row.size_class, world.demand.shape[2] - 1]
    if rate <= 0.0:
        return
    u = uniform(control.seed0, control.seed1, row.key, row.needs, purposes.NEED_TIME, 0, 0)
    time = control.now + to_tick(-math.log(u) / rate)
    schedule(world, time, event_key(NEED, 0, row.key, 0), enterprise)


@jit
def _kind_of_need(world, enterprise):
    """Which procedure: founding for one that does not exist yet, else drawn by the rates of its class."""
    control, row = world.control[0], world.enterprises[enterprise]
    if not row.active:
        for procedure in range(len(world.procedures)):
            if world.procedures[procedure].founding:
                return procedure
        return -1
    cumulative = world.demand[row.sector, row.size_class]
    u = uniform(control.seed0, control.seed1, row.key, row.needs, purposes.NEED_KIND, 0, 0)
    target = u * cumulative[len(cumulative) - 1]
    procedure = 0
    while cumulative[procedure] <= target:
        procedure += 1
    return procedure


@jit
def _family_member(world, case, procedure):
    """The route row of the single item that a case of a family is about, drawn by popularity."""
    row = world.procedures[procedure]
    target = chance(world, case, purposes.FAMILY_ITEM, 0, 0) * world.routes[row.first + row.items - 1].popularity
    low, high = row.first, row.first + row.items - 1
    while low < high:
        middle = (low + high) // 2
        if world.routes[middle].popularity > target:
            high = middle
        else:
            low = middle + 1
    return low


@jit
def _open_case(world, enterprise, procedure, serial):
    control = world.control[0]
    number = control.cases
    control.cases += 1
    row = world.cases[number]
    row.enterprise, row.procedure = enterprise, procedure
    row.serial = serial
    row.purpose, row.ref = OF_ITSELF, -1
    row.begun = control.now
    row.ended = math.nan
    row.complaint_closed = math.nan
    row.outcome = OPEN
    urgent = chance(world, number, purposes.GREEN_CHANNEL, 0, 0) < world.procedures[procedure].priority
    row.lane = URGENT_LANE if urgent else REGULAR_LANE
    return number


@jit
def _open_reviews(world, case):
    """A row for every item of the case's route."""
    control, row = world.control[0], world.cases[case]
    procedure = world.procedures[row.procedure]
    first, count = procedure.first, procedure.items
    if procedure.family:
        first, count = _family_member(world, case, row.procedure), 1
    row.first_review, row.items = control.reviews, count
    for position in range(count):
        number = control.reviews
        control.reviews += 1
        review = world.reviews[number]
        review.case, review.position = case, position
        review.item_row = world.routes[first + position].item_row
        review.need = world.routes[first + position].after
        review.application = review.token = -1
        review.outcome = OPEN
        review.accepted = review.decided = math.nan
        review.stopped_since = -1.0
        review.statutory = world.items[review.item_row].statutory
        row.statutory += review.statutory
    return first


@jit
def _merge(world, case):
    """Items that are reviewed within another one drop out; that one waits for what they would have waited for."""
    row = world.cases[case]
    for position in range(row.items):
        review = world.reviews[row.first_review + position]
        item = world.items[review.item_row]
        if item.merge_into < 0 or chance(world, case, purposes.MERGED, position, 0) >= item.merged:
            continue
        for earlier in range(position):
            host = world.reviews[row.first_review + earlier]
            if host.item_row == item.merge_into and host.outcome == OPEN:
                review.outcome = MERGED
                host.absorbs |= 1 << position
                host.need |= review.need & ((1 << earlier) - 1)


@jit
def _order(world, case, first):
    """In a stage that is not reviewed side by side, each item also waits for all that stand before it."""
    row = world.cases[case]
    for position in range(row.items):
        stage = world.routes[first + position].stage
        if chance(world, case, purposes.PARALLEL, stage & 63, 0) >= world.stages[stage].parallel:
            world.reviews[row.first_review + position].need |= (1 << position) - 1


@jit
def _open_application(world, case):
    control, row = world.control[0], world.cases[case]
    number = control.applications
    control.applications += 1
    if row.applications == 0:
        row.first_application = number
    row.applications += 1
    application = world.applications[number]
    application.case = case
    application.hall = -1
    application.follows = application.accepted = math.nan
    return number


@jit
def _open_applications(world, case, first):
    """One application for a stage on one form, or else one for each item."""
    row = world.cases[case]
    form_stage, form = -1, -1
    for position in range(row.items):
        review = world.reviews[row.first_review + position]
        if review.outcome == MERGED:
            continue
        stage = world.routes[first + position].stage
        one_form = chance(world, case, purposes.ONE_FORM, stage & 63, 0) < world.stages[stage].one_form
        if one_form and stage == form_stage:
            number = form
        else:
            number = _open_application(world, case)
            form_stage, form = (stage, number) if one_form else (-1, -1)
        application = world.applications[number]
        application.items |= 1 << position
        application.covers |= (1 << position) | review.absorbs
        application.undecided += 1
        review.application = number
        row.all_items |= application.covers
    for number in range(row.first_application, row.first_application + row.applications):
        application = world.applications[number]
        for position in range(row.items):
            if (application.items >> position) & 1:
                application.need |= world.reviews[row.first_review + position].need
        application.need &= ~application.covers


@jit
def begin_ready_applications(world, case, token):
    """Send off every application whose predecessors have been delivered; they inherit the path of ``token``."""
    row = world.cases[case]
    for number in range(row.first_application, row.first_application + row.applications):
        application = world.applications[number]
        if application.begun or application.need & ~row.delivered:
            continue
        application.begun = 1
        part = split(world, token, APPLICATION)
        world.tokens[part].application = number
        world.tokens[part].branch = 100 + first_position(application.items)
        launch(world, part)


@jit
def arise(world, enterprise):
    """An enterprise needs something: open the case and send its first applications on their way."""
    row = world.enterprises[enterprise]
    if not row.active and (row.needs > 0 or not math.isnan(row.ceased)):
        return  # it has ceased to exist since this need was foreseen
    procedure = _kind_of_need(world, enterprise)
    serial = row.needs
    row.needs += 1
    if row.active:
        schedule_next_need(world, enterprise)
    if procedure >= 0 and row.trading >= row.active:  # one that exists but does not operate needs nothing
        _begin(world, _open_case(world, enterprise, procedure, serial))


@jit
def arise_for(world, enterprise, procedure, purpose, ref, count):
    """Let an enterprise set about an errand at some moment of the four weeks to come.

    ``purpose`` is what it is for, ``ref`` the row that waits for it, ``count`` how many errands of this purpose the
    enterprise has been on before: with the purpose the key of the case's random numbers.
    """
    control, key = world.control[0], world.enterprises[enterprise].key
    u = uniform(control.seed0, control.seed1, key, ERRANDS * int(purpose) + int(count), purposes.ERRAND, 0, 0)
    send(world, enterprise, procedure, purpose, ref, count, control.now + to_tick(u * FOUR_WEEKS))


@jit
def send(world, enterprise, procedure, purpose, ref, count, moment):
    """Let an enterprise set about an errand at a moment."""
    control = world.control[0]
    number = control.errands
    control.errands += 1
    row = world.errands[number]
    row.enterprise, row.procedure = enterprise, procedure
    row.purpose, row.ref, row.count = purpose, ref, count
    schedule(world, moment, event_key(ERRAND, 0, number, 0), number)


@jit
def open_errand(world, enterprise, procedure, purpose, ref, count):
    """Open the case of an errand now; returns it."""
    case = _open_case(world, enterprise, procedure, ERRANDS * int(purpose) + int(count))
    world.cases[case].purpose, world.cases[case].ref = purpose, ref
    _begin(world, case)
    return case


@jit
def _begin(world, case):
    """Cut a case into reviews and applications and send off those that wait for nothing."""
    first = _open_reviews(world, case)
    _merge(world, case)
    _order(world, case, first)
    _open_applications(world, case, first)
    token = new_token(world, case, APPLICATION)
    world.tokens[token].serial = case
    world.tokens[token].lane = world.cases[case].lane
    milestone(world, token, NEED_ARISES)
    begin_ready_applications(world, case, token)
    retire(world, token)


@jit
def schedule_first_needs(world):
    """Let every resident need something sooner or later, and every founder begin on the day drawn for it."""
    for enterprise in range(len(world.enterprises)):
        row = world.enterprises[enterprise]
        if row.active:
            schedule_next_need(world, enterprise)
        else:
            schedule(world, row.founded, event_key(NEED, 0, row.key, 0), enterprise)
