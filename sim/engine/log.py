"""The event record: one flat row for each start and completion of an activity (written only when asked for)."""

from sim.engine.jit import jit

START = 0
COMPLETE = 1
LIFECYCLES = ("start", "complete")


@jit
def record(world, token_number, activity, station, lifecycle):
    """Append a row to ``world.log``; ``station`` is -1 where nobody serves."""
    control, token = world.control[0], world.tokens[token_number]
    row = world.log[control.log_size]
    control.log_size += 1
    row.time = control.now
    row.case = token.case
    row.visit = token.visit
    row.report = token.report
    row.request = token.request
    row.serial = token.serial
    row.branch = token.branch
    row.review = token.review
    row.activity = activity
    row.station = station
    row.lifecycle = lifecycle
