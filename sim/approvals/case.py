"""What several decisions of a case need: its random numbers, its clock, its books."""

from sim.engine.clock import OFFICE, worked_by_now
from sim.engine.draws import quantile, uniform
from sim.engine.jit import jit
from sim.engine.log import COMPLETE, record


@jit
def chance(world, case, purpose, subject, occurrence):
    """The uniform number of a case for a purpose; ``subject`` is a position in its route."""
    control, row = world.control[0], world.cases[case]
    key = world.enterprises[row.enterprise].key
    return uniform(control.seed0, control.seed1, key, row.serial, purpose, subject, occurrence)


@jit
def drawn(world, case, table, purpose, subject, occurrence):
    """A draw of a case from a quantile table."""
    return quantile(world.tables, table, chance(world, case, purpose, subject, occurrence))


@jit
def enterprise_of(world, case):
    """The row of the enterprise whose case this is."""
    return world.enterprises[world.cases[case].enterprise]


@jit
def item_of(world, review):
    """The row of the item that is reviewed."""
    return world.items[world.reviews[review].item_row]


@jit
def office_clock(world):
    """Office minutes worked up to now."""
    return worked_by_now(world, OFFICE)


@jit
def spend(world, case, minutes):
    """Book an enterprise's own time on its case, at its wage."""
    row = world.cases[case]
    row.firm_minutes += minutes
    row.cost += minutes * enterprise_of(world, case).wage


@jit
def milestone(world, token, activity):
    """Note in the event record that something has been reached."""
    if world.control[0].log_on:
        record(world, token, activity, -1, COMPLETE)


@jit
def first_position(items):
    """The first position in a set of positions."""
    position = 0
    while not (items >> position) & 1:
        position += 1
    return position


@jit
def stop_clock(world, review):
    """The limit's clock stands still: the matter is not in the office's hands."""
    row = world.reviews[review]
    if row.stopped_since < 0.0:
        row.stopped_since = office_clock(world)


@jit
def resume_clock(world, review):
    """The limit's clock runs again."""
    row = world.reviews[review]
    if row.stopped_since >= 0.0:
        row.stopped += office_clock(world) - row.stopped_since
        row.stopped_since = -1.0


@jit
def clock_used(world, review):
    """Office minutes of the limit that are used up."""
    row = world.reviews[review]
    now = row.stopped_since if row.stopped_since >= 0.0 else office_clock(world)
    return now - row.accepted_worked - row.stopped


@jit
def cease(world, enterprise):
    """An enterprise is no more: it needs nothing, and nobody inspects it."""
    row = world.enterprises[enterprise]
    if row.active:
        row.active = row.trading = 0
        row.ceased = world.control[0].now
