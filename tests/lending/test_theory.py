"""Loan officers as a queue that can be solved: requests taken in and examined by the same officers, at random."""

import math

import numpy as np
import pytest

from sim.approvals.plan import send
from sim.approvals.tables import REQUEST
from sim.economy.tables import TRADING
from sim.engine.clock import DAY
from sim.lending.state import new_request
from sim.lending.tables import GAP
from sim.region import Region
from sim.region import world as worlds
from tests.lending.towns import START, town
from tests.theory import agrees

OFFICERS, SERVICE = 3, 60.0
DAYS = 200
OPEN = "00:00-24:00"


def only_officers(tree):
    """One bank that never closes and one product; no request but those of the test."""
    tree["calendar"]["hours"] = dict.fromkeys(("weekdays", "saturday", "sunday"), OPEN)
    tree["calendar"]["holidays"] = "none"
    lending = tree["lending"]
    name, bank = next(iter(lending["banks"].items()))
    bank |= {"officers": OFFICERS, "capital": 1e11, "hurdle": 0.0}
    lending["banks"] = {name: bank}
    product = lending["products"]["credit"] | {
        "security": "none",
        "offered": 1.0,
        "limit": 240.0,
        "effort": {"dist": "expon", "mean": SERVICE},
        "wait": {"dist": "constant", "value": 0.0},
    }
    lending["products"] = {"credit": product}
    lending["platforms"] = {}
    lending["intake"] = {"dist": "expon", "mean": SERVICE}
    lending["borrowers"]["reluctance"] = {"dist": "constant", "value": 1.0}
    lending["borrowers"]["believed"] = 0.0
    lending["borrowers"]["indebted"] = {}
    lending["borrowers"]["banks"] = 1
    for one in tree["procedures"].values():
        if one["demand"]["by"] == "enterprises":
            one["demand"]["per_year"] = 0.0


def erlang_c(servers: int, load: float) -> float:
    """Probability of having to wait in M/M/c."""
    terms = [load**k / math.factorial(k) for k in range(servers)]
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(terms) + last)


@pytest.mark.parametrize("use", [0.5, 0.8])
def test_requests_wait_as_long_as_in_m_m_c_with_two_visits(use):
    """With exponential services of one mean for both visits the queue is that of M/M/c at twice the arrivals (Kelly
    1979, chapter 3): mean wait a visit W = C / (c mu - lambda)."""
    arrivals = use * OFFICERS / SERVICE / 2.0  # a minute
    waits = [_mean_wait(arrivals, seed) for seed in range(8)]
    load = 2.0 * arrivals * SERVICE
    expected = erlang_c(OFFICERS, load) * SERVICE / (OFFICERS - load)
    half = 3.5 * np.std(waits, ddof=1) / math.sqrt(len(waits))
    what = f"wait for a loan officer at {use:.0%} use, two services a request"
    agrees(what, "Kelly 1979", expected, np.mean(waits), half, widest=0.4)


def _mean_wait(arrivals: float, seed: int) -> float:
    region = Region(town(only_officers, enterprises=4000), seed, start=START, days=DAYS)
    world, random = region.world, np.random.default_rng(seed)
    moments = np.cumsum(random.exponential(1.0 / arrivals, int(arrivals * (DAYS - 20) * DAY)))
    firms = np.flatnonzero(world.firms["status"] == TRADING)
    worlds.make_room_for_errands(world, len(moments))
    for number, moment in enumerate(moments):
        firm = int(firms[number % len(firms)])
        request = new_request(world, firm, GAP, 10_000.0, -1)
        send(world, firm, -1, REQUEST, request, number, float(moment))
    region.advance_to(DAYS * DAY - 1.0)
    station = world.stations[region.compiled.first_lending_station]
    assert station["served"] == 2 * len(moments)
    return float(station["wait_total"] / station["started"])
