"""The network in SimPy: a process per job, a `Resource` per station, as SimPy's own examples do it.

Nothing is added that a user would not write; the names used in the inner loop are local variables, and
sums are kept instead of records, which is the cheapest way to observe a run.
"""

from random import Random
from time import perf_counter

import simpy

from . import model
from .result import Result, Tally

JOBS = 60_000


def run(seed: int, jobs: int) -> Result:
    """Simulate `jobs` arrivals on average."""
    random = Random(seed)
    env = simpy.Environment()
    stations = [
        (number, simpy.Resource(env, servers), 1.0 / mean)
        for number, (servers, mean) in enumerate(zip(model.SERVERS, model.SERVICE_MEANS, strict=True))
    ]
    tally = Tally(model.horizon(jobs))
    env.process(_arrivals(env, stations, random, tally))
    started = perf_counter()
    env.run(until=tally.end)
    return tally.result("SimPy", simpy.__version__, seed, jobs, perf_counter() - started)


def _arrivals(env, stations, random, tally):
    while True:
        yield env.timeout(random.expovariate(model.ARRIVAL_RATE))
        env.process(_job(env, stations, random, tally))


def _job(env, stations, random, tally):
    arrived = env.now
    unfinished = True
    while unfinished:
        for number, station, rate in stations:
            queued = env.now
            with station.request() as turn:
                yield turn
                service = random.expovariate(rate)
                tally.begin(number, env.now, env.now - queued, service)
                yield env.timeout(service)
            tally.services += 1
        unfinished = random.random() < model.REWORK
    tally.leave(env.now, arrived)
