"""The network in salabim: a component per job, a `Resource` per station, written with ``yield``.

Its other style, without ``yield``, needs greenlet beside it and is no faster. Tracing and all monitors that can be left
out are off, in salabim's favour: the tally counts for everybody.
"""

from random import Random
from time import perf_counter

import salabim

from . import model
from .result import Result, Tally

JOBS = 16_000


def run(seed: int, jobs: int) -> Result:
    """Simulate `jobs` arrivals on average."""
    tally = Tally(model.horizon(jobs))
    salabim.yieldless(False)
    env = salabim.Environment(trace=False)
    env.network = Network(env, seed, tally)
    Arrivals(env=env)
    started = perf_counter()
    env.run(till=tally.end)
    return tally.result("salabim", salabim.__version__, seed, jobs, perf_counter() - started)


class Network:
    """What all components of one run share."""

    def __init__(self, env: salabim.Environment, seed: int, tally: Tally):
        self.random, self.tally = Random(seed), tally
        self.stations = [
            (number, salabim.Resource(f"station {number}", servers, monitor=False, env=env), 1.0 / mean)
            for number, (servers, mean) in enumerate(zip(model.SERVERS, model.SERVICE_MEANS, strict=True))
        ]


class Arrivals(salabim.Component):
    """Sends a job into the network from time to time."""

    def process(self):
        draw = self.env.network.random.expovariate
        while True:
            yield self.hold(draw(model.ARRIVAL_RATE))
            Job(env=self.env)


class Job(salabim.Component):
    """Passes all stations, once or several times."""

    def process(self):
        env, network = self.env, self.env.network
        random, tally = network.random, network.tally
        arrived = env.now()
        unfinished = True
        while unfinished:
            for number, station, rate in network.stations:
                queued = env.now()
                yield self.request(station)
                service = random.expovariate(rate)
                tally.begin(number, env.now(), env.now() - queued, service)
                yield self.hold(service)
                self.release(station)
                tally.services += 1
            unfinished = random.random() < model.REWORK
        tally.leave(env.now(), arrived)
