"""The network on Mesa's own event scheduler, `mesa.experimental.devs.DEVSimulator`: an agent per job and per station.

Mesa keeps only a weak reference of what it is to call, and an event whose callback is gone passes in silence: of 101
scheduled closures none ran. So every event here calls a bound method of an agent that its model holds (jobs) or of the
model itself, and at the end every event that was scheduled must have happened or still be due, or the run fails.
"""

from collections import deque
from random import Random
from time import perf_counter

import mesa
from mesa.experimental.devs import DEVSimulator

from . import model
from .result import Result, Tally

JOBS = 80_000


def run(seed: int, jobs: int) -> Result:
    """Simulate `jobs` arrivals on average.

    Raises RuntimeError if Mesa lost an event.
    """
    tally = Tally(model.horizon(jobs))
    simulator = DEVSimulator()
    network = Network(simulator, seed, tally)
    simulator.setup(network)
    network.schedule_arrival()
    started = perf_counter()
    simulator.run_until(tally.end)
    seconds = perf_counter() - started
    _check(network)
    return tally.result("Mesa", mesa.__version__, seed, jobs, seconds)


def _check(network: "Network") -> None:
    """Every service begun is done or goes on, and a job is inside or has left: nothing fell out of the event list."""
    going_on = sum(len(station.busy) for station in network.stations)
    due = len(network.simulator.event_list) - 1  # all but the next arrival
    if not network.begun - network.tally.services == going_on == due:
        raise RuntimeError(f"Mesa lost events: {network.begun} begun, {network.tally.services} done, {due} still due")


class Network(mesa.Model):
    """The stations, the random numbers and the clock."""

    def __init__(self, simulator: DEVSimulator, seed: int, tally: Tally):
        super().__init__(seed=seed)
        self.simulator, self.tally = simulator, tally
        self.draw = Random(seed)
        self.begun = 0
        pairs = zip(model.SERVERS, model.SERVICE_MEANS, strict=True)
        self.stations = [Station(self, number, servers, 1.0 / mean) for number, (servers, mean) in enumerate(pairs)]

    def schedule_arrival(self) -> None:
        """Let the next job come."""
        self.simulator.schedule_event_relative(self.arrive, self.draw.expovariate(model.ARRIVAL_RATE))

    def arrive(self) -> None:
        """A job comes."""
        self.schedule_arrival()
        Job(self).enter(0)


class Station(mesa.Agent):
    """A queue and its servers."""

    def __init__(self, network: Network, number: int, servers: int, rate: float):
        super().__init__(network)
        self.number, self.servers, self.rate = number, servers, rate
        self.busy: set[Job] = set()
        self.queue: deque[Job] = deque()


class Job(mesa.Agent):
    """Passes all stations, once or several times; the model holds it until it leaves."""

    def __init__(self, network: Network):
        super().__init__(network)
        self.arrived = network.simulator.time

    def enter(self, number: int) -> None:
        """Come to a station: be served, or queue up."""
        self.station = station = self.model.stations[number]
        self.queued = self.model.simulator.time
        if len(station.busy) < station.servers:
            self.begin()
        else:
            station.queue.append(self)

    def begin(self) -> None:
        """Be served."""
        network, station = self.model, self.station
        simulator = network.simulator
        service = network.draw.expovariate(station.rate)
        network.begun += 1
        station.busy.add(self)
        network.tally.begin(station.number, simulator.time, simulator.time - self.queued, service)
        simulator.schedule_event_relative(self.finish, service)

    def finish(self) -> None:
        """Have been served: let the next one in, and go on, start again or leave."""
        network, station = self.model, self.station
        network.tally.services += 1
        station.busy.remove(self)
        if station.queue:
            station.queue.popleft().begin()
        if station.number + 1 < len(network.stations):
            self.enter(station.number + 1)
        elif network.draw.random() < model.REWORK:
            self.enter(0)
        else:
            network.tally.leave(network.simulator.time, self.arrived)
            self.remove()
