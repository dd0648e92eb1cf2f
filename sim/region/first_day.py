"""The first day of an economy: who enterprises are, what they own, what they owe."""

from sim.economy.population import populate as draw_firms
from sim.lending.population import endow, lend_on_first_day
from sim.lending.servicing import set_aside
from sim.region import world as worlds

CHUNK = 32_768


def populate(compiled) -> None:
    """Draw firms, accounts and first loans; banks put aside what these loans call for."""
    world = compiled.world
    draw_firms(world)
    world.firms["first_size"] = world.enterprises["size_class"]
    if not compiled.lending:
        return
    borrowing, count = compiled.lending.borrowing, len(world.firms)
    endow(world, borrowing, 0, count)
    for first in range(0, count, CHUNK):
        while world.control[0].loans + CHUNK + int(world.control[0].margin) > len(world.loans):
            world.replace(loans=worlds.doubled(world.loans))
        lend_on_first_day(world, borrowing, first, min(first + CHUNK, count))
    set_aside(world)
