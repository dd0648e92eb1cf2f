"""What random visits do to incidents: the estimate against known effects, and what would bias it."""

import numpy as np
import pandas as pd
import pytest

from sim.results.effect import random_effect
from sim.results.outcomes import Horizon
from tests.experiment.synthetic_inspections import DAY, firm, incident, inspectors, records, visit

HORIZON = Horizon(warm_up=100, days=365, follow_up=120)


def effect(made, horizon=HORIZON):
    return {name: value for _, _, name, value in random_effect(made, horizon)}


def drawn(enterprise, day, **changes):
    return visit(enterprise=enterprise, regime="double_random", started=day * DAY, **changes)


FIRMS = [firm(number) for number in range(1, 7)]


def test_counts_by_hand():
    incidents = [
        incident(1, time=60 * DAY),  # ten days after the visit
        incident(1, time=40 * DAY),  # before it
        incident(1, time=420 * DAY),  # more than a year later
        incident(5, time=10 * DAY),  # nobody followed yet
        incident(5, time=70 * DAY),  # one followed
        incident(6, time=110 * DAY),  # two followed
        incident(6, time=416 * DAY),  # the year of the first is over
    ]
    made = records([drawn(1, 50), drawn(2, 100), drawn(3, 20, status="cancelled")], FIRMS, incidents)
    assert effect(made) == {"drawn": 2, "observed": 1, "expected": pytest.approx((1 + 2 + 1) / 4)}


def test_the_first_visit_begins_the_year():
    made = records([drawn(1, 90), drawn(1, 50)], FIRMS, [incident(1, time=60 * DAY)])
    assert effect(made)["observed"] == 1


@pytest.mark.parametrize(
    "other",
    [
        drawn(1, 465),  # the days of the study are over
        drawn(1, 50, kind="complaint"),
        drawn(1, 50, offsite=True),
        drawn(1, 50) | {"regime": "discretionary"},
        drawn(99, 50),
    ],
)
def test_what_is_no_draw(other):
    assert effect(records([other], FIRMS, [incident(1, time=470 * DAY)]))["drawn"] == 0


def test_only_the_same_sector_and_size_is_compared():
    others = [firm(7, size="large"), firm(8, sector="catering"), firm(9, size="small"), firm(10, size="small")]
    incidents = [incident(7, time=60 * DAY), incident(8, time=60 * DAY), incident(9, time=60 * DAY)]
    made = records([drawn(1, 50), drawn(10, 50), drawn(8, 50)], [*FIRMS, *others], incidents)
    # nobody is left to compare the one of catering with
    assert effect(made) == {"drawn": 2, "observed": 0, "expected": 1.0}


def test_who_was_founded_in_the_run_is_left_out():
    firms = [firm(1), firm(2, founded=DAY), firm(3), firm(4, founded=400 * DAY)]
    incidents = [incident(2, time=60 * DAY), incident(3, time=60 * DAY), incident(4, time=60 * DAY)]
    made = records([drawn(1, 50), drawn(2, 50)], firms, incidents)
    assert effect(made) == {"drawn": 1, "observed": 0, "expected": 1.0}


def test_who_closes_is_followed_no_longer_and_no_longer_compared_with():
    firms = [firm(1, closed=80 * DAY), firm(2), firm(3, closed=55 * DAY), firm(4), firm(5)]
    incidents = [
        incident(3, time=54 * DAY),  # three are left not drawn, two followed
        incident(4, time=60 * DAY),  # two left, two followed
        incident(4, time=90 * DAY),  # two left, one followed
    ]
    made = records([drawn(1, 50), drawn(2, 50)], firms, incidents)
    assert effect(made)["expected"] == pytest.approx(2 / 3 + 2 / 2 + 1 / 2)


def test_a_visit_is_followed_in_its_own_field():
    incidents = [incident(1, time=60 * DAY, area="tax"), incident(2, time=60 * DAY, area="fire")]
    made = records([drawn(1, 50), drawn(2, 50, body="tax_office")], FIRMS, incidents)
    assert effect(made) == {"drawn": 2, "observed": 0, "expected": pytest.approx(0 + 2 / 5)}


@pytest.mark.parametrize("true", [1.0, 0.6])
def test_a_known_effect_is_found_whoever_is_drawn_more_often(true):
    """Large firms are drawn more often and have more incidents: only a comparison within size is fair."""
    random = np.random.default_rng(3)
    count = 40_000
    large = random.uniform(size=count) < 0.3
    first = np.where(random.uniform(size=count) < np.where(large, 0.5, 0.1), random.uniform(0, 120, count), np.inf)
    sizes = np.where(large, "large", "small")
    conduct = pd.DataFrame([firm(0)]).loc[[0] * count].assign(enterprise=np.arange(count), size=sizes)
    numbers = random.poisson(np.where(large, 1.0, 0.1))
    who = np.repeat(np.arange(count), numbers)
    time = random.uniform(0, 485, len(who))
    kept = (time < first[who]) | (random.uniform(size=len(who)) < true)
    incidents = pd.DataFrame([incident(0)]).loc[[0] * kept.sum()].assign(enterprise=who[kept], time=time[kept] * DAY)
    chosen = np.flatnonzero(np.isfinite(first))
    visits = pd.DataFrame([drawn(0, 0)]).loc[[0] * len(chosen)].assign(enterprise=chosen, started=first[chosen] * DAY)
    made = records(visits=[visit()], firms=[firm(0)], inspectors=inspectors())
    made.conduct, made.incidents, made.visits = conduct, incidents, visits
    counts = effect(made)
    assert counts["drawn"] == len(chosen)
    assert counts["observed"] / counts["expected"] == pytest.approx(true, abs=0.04)
