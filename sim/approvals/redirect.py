"""When a hall is rearranged: those who wait where nobody serves any more go and stand somewhere else."""

from sim.approvals.hall import go_to_window, line_up
from sim.approvals.route import ADVICE, HELP
from sim.engine.jit import jit
from sim.engine.stations import dequeue, enqueue, serve_waiting


@jit
def redirect_queue(world, origin):
    """Everybody who waits at a station of a hall takes a place where such matters are served now."""
    station = world.stations[origin]
    moved = 0
    first = -1
    while station.length > 0:
        token = dequeue(world, origin)
        world.tokens[token].right = first
        first = token
    order = -1
    while first >= 0:  # turn the pile over, so that first come is first again
        following = world.tokens[first].right
        world.tokens[first].right = order
        order = first
        first = following
    while order >= 0:
        token, order = order, world.tokens[order].right
        _stand_elsewhere(world, token)
        moved += 1
    station.moved_out += moved


@jit
def _stand_elsewhere(world, number):
    token = world.tokens[number]
    world.applications[token.application].self_service = 0
    if token.step == ADVICE or token.step == HELP:
        token.step = go_to_window(world, number)
    else:
        line_up(world, number)
    world.stations[token.station].arrivals += 1
    enqueue(world, token.station, number)
    serve_waiting(world, token.station)
