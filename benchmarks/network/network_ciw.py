"""The network in Ciw: declared as a network of nodes, run to its horizon, read from its records.

Exact arithmetic, state tracking and deadlock detection stay off, as they are by default. Only the simulation
is timed; collecting its records, which every user of Ciw does next, is left out in Ciw's favour.
"""

from time import perf_counter

import ciw

from . import model
from .result import Result, Tally

JOBS = 30_000
EXIT = -1  # the node that Ciw's records name as destination of a customer who leaves


def run(seed: int, jobs: int) -> Result:
    """Simulate `jobs` arrivals on average."""
    tally = Tally(model.horizon(jobs))
    ciw.seed(seed)
    simulation = ciw.Simulation(_network())
    started = perf_counter()
    simulation.simulate_until_max_time(tally.end)
    seconds = perf_counter() - started
    _read(simulation.get_all_records(only=["service"]), tally)
    return tally.result("Ciw", ciw.__version__, seed, jobs, seconds)


def _network() -> ciw.network.Network:
    stations = len(model.SERVERS)
    routing = [[float(to == at + 1) for to in range(stations)] for at in range(stations)]
    routing[-1][0] = model.REWORK
    return ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(model.ARRIVAL_RATE)] + [None] * (stations - 1),
        service_distributions=[ciw.dists.Exponential(1.0 / mean) for mean in model.SERVICE_MEANS],
        number_of_servers=list(model.SERVERS),
        routing=routing,
    )


def _read(records: list, tally: Tally) -> None:
    arrived = {}
    for record in sorted(records, key=lambda record: record.service_start_date):
        arrived.setdefault(record.id_number, record.arrival_date)
        tally.services += 1
        tally.begin(record.node - 1, record.service_start_date, record.waiting_time, record.service_time)
        if record.destination == EXIT:
            tally.leave(record.exit_date, arrived[record.id_number])
