"""When a hall is rearranged: those who wait where nobody serves any more go and stand somewhere else."""

from sim.approvals.hall import go_to_window, line_up
from sim.approvals.route import ADVICE, HELP
from sim.engine.jit import jit
from sim.engine.stations import enqueue, serve_waiting, take_all


@jit
def redirect_queue(world, origin):
    """Everybody who waits at a station of a hall takes a place where such matters are served now."""
    token = take_all(world, origin)
    while token >= 0:
        following = world.tokens[token].right
        _stand_elsewhere(world, token)
        world.stations[origin].moved_out += 1
        token = following


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
