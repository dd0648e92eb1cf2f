"""The generic core against queueing theory, within confidence intervals of independent replications.

With some forty comparisons of 99.9 % intervals a false alarm is expected once in twenty-five changes of the random
numbers, and never otherwise: the seeds are fixed.
"""

import math

import numpy as np
import pytest

from sim.engine.log import COMPLETE, START
from sim.engine.stations import DEADLINE, FIFO, PRIORITY
from sim.region.network import Network, priority_network
from sim.region.world import run_until
from tests.theory import replications_agree

REPLICATIONS = 12
WARM_UP = 5_000.0
MINUTES = 105_000.0


def erlang_c(servers, load):
    """Probability of waiting in M/M/c."""
    terms = [load**n / math.factorial(n) for n in range(servers)]
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(terms) + last)


def waits(gap, stations, rework=0.0, disciplines=None):
    """Mean wait at each station after the warm-up, shape (replications, stations); mean sojourn of each."""
    wait, sojourn = [], []
    for seed in range(REPLICATIONS):
        network = Network(gap, stations, rework=rework, seed=1000 + seed, minutes=MINUTES, disciplines=disciplines)
        world = network.run(WARM_UP)
        before, ended, total = world.stations.copy(), world.control[0].ended, world.control[0].sojourn
        world = network.run(MINUTES)
        after = world.stations
        wait.append(
            (after["wait_total"] - before["wait_total"]) / (after["started"] - before["started"])
        )
        sojourn.append((world.control[0].sojourn - total) / (world.control[0].ended - ended))
    return np.array(wait), np.array(sojourn)


def expon(mean):
    return {"dist": "expon", "mean": mean}


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.5), (1, 0.7), (3, 0.8), (10, 0.85)])
def test_m_m_c(servers, busy):
    service = busy * servers
    wait, _ = waits(expon(1.0), [(servers, expon(service))])
    what = f"wait in M/M/{servers} at {busy:.0%} use"
    expected = erlang_c(servers, service) * service / (servers - service)
    replications_agree(what, "Erlang 1917", expected, wait[:, 0])


@pytest.mark.parametrize(
    ("service", "squared_cv"),
    [
        ({"dist": "constant", "value": 0.7}, 0.0),
        ({"dist": "gamma", "mean": 0.7, "cv": 0.5}, 0.25),
        ({"dist": "lognorm", "mean": 0.7, "cv": 1.5}, 2.25),
    ],
)
def test_m_g_1(service, squared_cv):
    """Pollaczek and Khinchine."""
    wait, _ = waits(expon(1.0), [(1, service)])
    expected = 0.7**2 * (1 + squared_cv) / (2 * (1 - 0.7))
    what = f"wait in M/G/1 at 70% use, squared variation of service {squared_cv}"
    replications_agree(what, "Pollaczek 1930, Khinchine 1932", expected, wait[:, 0])


def test_tandem_with_rework():
    """Jackson 1957: each station is M/M/c of its own at the flow including rework."""
    flow = 1 / 0.85
    stations = [(3, 2.0), (2, 1.3), (4, 2.6)]
    wait, sojourn = waits(expon(1.0), [(c, expon(mean)) for c, mean in stations], rework=0.15)
    expected = 0.0
    for number, (servers, mean) in enumerate(stations):
        alone = erlang_c(servers, flow * mean) * mean / (servers - flow * mean)
        what = f"wait at station {number + 1} of a tandem with 15% rework"
        replications_agree(what, "Jackson 1957", alone, wait[:, number])
        expected += flow * (alone + mean)
    replications_agree("time in a tandem with 15% rework", "Jackson 1957", expected, sojourn)


def waits_by_class(classes, servers, seed, discipline):
    """Mean wait of each class of customers, from the event record."""
    world = priority_network(classes, servers, seed=seed, minutes=MINUTES, discipline=discipline)
    run_until(world, MINUTES)
    log = world.log[: world.control[0].log_size]
    arrived = log["time"][(log["activity"] == 0) & (log["lifecycle"] == COMPLETE)]
    result = []
    for number in range(len(classes)):
        started = log[(log["activity"] == number + 1) & (log["lifecycle"] == START)]
        started = started[started["time"] > WARM_UP]
        result.append((started["time"] - arrived[started["serial"] - 1]).mean())
    return result


RATES, MEAN = (0.3, 0.5), 0.9


def test_non_preemptive_priority():
    """Cobham 1954, two classes at one M/M/1."""
    classes = [(expon(1 / rate), expon(MEAN), lane) for lane, rate in enumerate(RATES)]
    wait = np.array([waits_by_class(classes, 1, 50 + seed, PRIORITY) for seed in range(REPLICATIONS)])
    load = [rate * MEAN for rate in RATES]
    residual = sum(rate * MEAN**2 for rate in RATES)
    urgent, others = residual / (1 - load[0]), residual / ((1 - load[0]) * (1 - sum(load)))
    replications_agree("wait of the urgent lane in M/M/1", "Cobham 1954", urgent, wait[:, 0])
    replications_agree("wait of the other lane in M/M/1", "Cobham 1954", others, wait[:, 1])


def test_first_come_first_served_ignores_lanes():
    classes = [(expon(1 / rate), expon(MEAN), lane) for lane, rate in enumerate(RATES)]
    wait = np.array([waits_by_class(classes, 1, 50 + seed, FIFO) for seed in range(REPLICATIONS)])
    load = sum(RATES) * MEAN
    for number in range(2):
        what = f"wait of lane {number + 1} in M/M/1, first come first served"
        replications_agree(what, "Erlang 1917", load * MEAN / (1 - load), wait[:, number])


def test_deadlines_are_served_earliest_first():
    """Tokens with random due moments leave the deadline discipline in their order."""
    from sim.engine.stations import dequeue, enqueue
    from sim.engine.tokens import new_token

    network = Network(expon(1.0), [(1, expon(1.0))], minutes=1440, disciplines=[DEADLINE])
    due = np.random.default_rng(5).integers(0, 40, 150).astype(float)
    for number, moment in enumerate(due):
        token = new_token(network.world, -1, 3)
        network.world.tokens[token].due = moment
        network.world.tokens[token].case = number
        enqueue(network.world, 0, token)
    order = []
    while (token := dequeue(network.world, 0)) >= 0:
        order.append((network.world.tokens[token].due, int(network.world.tokens[token].case)))
    assert order == sorted(order)
    assert len(order) == len(due)


def test_littles_law_holds_exactly():
    """The area under the queue is the sum of all waits, those under way included, to the last tick."""
    network = Network(expon(1.0), [(3, expon(2.7)), (2, expon(1.7))], rework=0.1, minutes=MINUTES)
    world = network.run(MINUTES)
    waiting = np.zeros(2)
    for number, station in enumerate(world.stations):
        head = world.lanes[2 * number]["head"]
        while head >= 0:
            waiting[number] += MINUTES - world.tokens[head]["since"]
            head = world.tokens[head]["link"]
        area = station["queue_area"] + station["length"] * (MINUTES - station["changed"])
        assert area == station["wait_total"] + waiting[number]
        assert station["arrivals"] == station["served"] + station["busy"] + station["length"]
