"""The random numbers of an enterprise that belong to no case, visit or request."""

from sim.engine.draws import uniform
from sim.engine.jit import jit


@jit
def draw_once(world, enterprise, serial, purpose):
    """The uniform number of an enterprise for a purpose of its life; ``serial`` tells one time from the next."""
    control = world.control[0]
    return uniform(control.seed0, control.seed1, world.enterprises[enterprise].key, serial, purpose, 0, 0)
