"""A plain queue network on the generic core: Poisson arrivals, stations in tandem, rework. No people, no policy.

What queueing theory can solve, so that the core can be tested against it and timed against other simulators.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from sim.engine import clock
from sim.engine.clock import DAY
from sim.engine.quantiles import tabulate
from sim.engine.routes import Route
from sim.engine.tokens import PREPARATION, QUEUE_WINDOW, WINDOW_SERVICE, launch, new_token
from sim.region.world import World, build_stations, build_world, run_until


class Network:
    """An open tandem network.

    ``gap`` is the distribution of the time between arrivals, ``stations`` are pairs (servers, service distribution),
    ``rework`` the probability that a job starts again after the last station; times in minutes.
    """

    def __init__(self, gap: Mapping, stations: Sequence[tuple[int, Mapping]], *, rework: float = 0.0,
                 seed: int = 1, minutes: float, disciplines: Sequence[int] | None = None):
        days = math.ceil(minutes / DAY) + 2
        distributions = [gap, *(service for _, service in stations)]
        route = Route()
        route.label("source")
        route.delay("arrive", component=PREPARATION, table=0)
        route.spawn("first")
        route.goto("source")
        route.label("first")
        for number in range(len(stations)):
            route.serve(f"station {number}", waiting=QUEUE_WINDOW, working=WINDOW_SERVICE, station=number,
                        table=number + 1)
        if rework:
            route.chance(rework, "first")
        route.end()
        self.world = _world(route, distributions, [servers for servers, _ in stations], seed, days, disciplines)
        launch(self.world, new_token(self.world, -1, 0))

    def run(self, until: float) -> World:
        """Let everything happen before ``until`` (minutes)."""
        run_until(self.world, until)
        return self.world


def _world(route: Route, distributions: Sequence[Mapping], servers: Sequence[int], seed: int, days: int,
           disciplines: Sequence[int] | None, log: bool = False) -> World:
    intervals, calendar_days = clock.build([clock.always_open(days + 2)])
    stations, lanes = build_stations(servers, disciplines=disciplines)
    return build_world(
        seed=seed,
        days=days,
        intervals=intervals,
        calendar_days=calendar_days,
        tables=np.vstack([tabulate(distribution) for distribution in distributions]),
        steps=route.compile(),
        stations=stations,
        lanes=lanes,
        log=log,
    )


def priority_network(classes: Sequence[tuple[Mapping, Mapping, int]], servers: int, *, seed: int, minutes: float,
                     discipline: int) -> World:
    """One station with classes of customers (gap, service, lane), before anything has happened.

    The event record is kept: the n-th completion of "arrive" is the arrival of the customer with serial n.
    """
    route = Route()
    distributions = [distribution for gap, service, _ in classes for distribution in (gap, service)]
    sources = []
    for number in range(len(classes)):
        sources.append(len(route.steps))
        route.label(f"source {number}")
        route.delay("arrive", component=PREPARATION, table=2 * number)
        route.spawn(f"first {number}")
        route.goto(f"source {number}")
        route.label(f"first {number}")
        route.serve(f"class {number}", waiting=QUEUE_WINDOW, working=WINDOW_SERVICE, station=0,
                    table=2 * number + 1)
        route.end()
    days = math.ceil(minutes / DAY) + 2
    world = _world(route, distributions, [servers], seed, days, [discipline], log=True)
    for number, (_, _, lane) in enumerate(classes):
        token = new_token(world, -1, sources[number])
        world.tokens[token].agent = number + 1
        world.tokens[token].lane = lane
        launch(world, token)
    return world
