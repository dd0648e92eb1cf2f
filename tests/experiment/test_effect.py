"""What random visits do to incidents: the estimate against known effects, and what would bias it."""

import numpy as np
import pandas as pd
import pytest

from sim.results.effect import random_effect
from tests.experiment.synthetic_inspections import DAY, firm, inspectors, records, visit


def effect(made):
    return {name: value for _, _, name, value in random_effect(made)}


def drawn(enterprise, day, **changes):
    return visit(enterprise=enterprise, regime="double_random", started=day * DAY, **changes)


def sample(enterprise, hazard, *, day=400, area="fire"):
    return {"time": day * DAY, "enterprise": enterprise, "area": area, "hazard": hazard}


SIX = [firm(number) for number in range(1, 7)]


def world(visits, samples, firms=SIX):
    made = records(visits, firms)
    made.samples = pd.DataFrame(samples)
    return made


HAZARDS = [sample(number, hazard) for number, hazard in enumerate((0.1, 0.2, 0.6, 0.4, 0.2, 0.4), start=1)]


def test_counts_by_hand():
    made = world([drawn(1, 350), drawn(2, 100), drawn(3, 300, status="cancelled"), drawn(4, 20)], HAZARDS)
    # the visit to 4 is more than a year ago; 3 to 6 show what was to be expected of 1 and 2
    assert effect(made) == {
        "drawn": 2, "observed": pytest.approx(0.3), "expected": pytest.approx(2 * (0.6 + 0.4 + 0.2 + 0.4) / 4),
    }


def test_each_day_of_looking_counts():
    twice = [*HAZARDS, *(row | {"time": 500 * DAY} for row in HAZARDS)]
    assert effect(world([drawn(1, 390)], twice))["drawn"] == 2
    assert effect(world([drawn(1, 450)], twice))["drawn"] == 1


@pytest.mark.parametrize(
    "other",
    [
        drawn(1, 401),  # after the day of looking
        drawn(1, 350, kind="complaint"),
        drawn(1, 350, offsite=True),
        drawn(1, 350) | {"regime": "discretionary"},
        drawn(99, 350),
    ],
)
def test_what_is_no_draw(other):
    assert effect(world([other], HAZARDS))["drawn"] == 0


def test_only_the_same_sector_and_size_is_compared():
    firms = [*SIX, firm(7, size="large"), firm(8, sector="catering")]
    others = [sample(7, 9.0), sample(8, 9.0)]
    found = effect(world([drawn(1, 350), drawn(8, 350)], [*HAZARDS, *others], firms))
    # nobody is left to compare the one of catering with
    assert found["drawn"] == 1
    assert found["expected"] == pytest.approx((0.2 + 0.6 + 0.4 + 0.2 + 0.4) / 5)


def test_who_was_founded_in_the_run_is_left_out():
    firms = [firm(1), firm(2, founded=DAY), firm(3), firm(4, founded=390 * DAY)]
    found = effect(world([drawn(1, 350), drawn(2, 350)], HAZARDS[:4], firms))
    assert found == {"drawn": 1, "observed": pytest.approx(0.1), "expected": pytest.approx(0.6)}


def test_a_visit_counts_in_its_own_field():
    tax = [sample(number, 0.5, area="tax") for number in range(1, 7)]
    found = effect(world([drawn(1, 350), drawn(2, 350, body="tax_office")], [*HAZARDS, *tax]))
    assert found["drawn"] == 2
    assert found["observed"] == pytest.approx(0.1 + 0.5)


@pytest.mark.parametrize("true", [1.0, 0.6])
def test_a_known_effect_is_found_whoever_is_drawn_more_often(true):
    """Large firms are drawn more often and have more incidents: only a comparison within size is fair."""
    random = np.random.default_rng(3)
    count = 40_000
    large = random.uniform(size=count) < 0.3
    chosen = np.flatnonzero(random.uniform(size=count) < np.where(large, 0.5, 0.1))
    conduct = pd.DataFrame([firm(0)]).loc[[0] * count]
    conduct = conduct.assign(enterprise=np.arange(count), size=np.where(large, "large", "small"))
    hazard = random.exponential(np.where(large, 1.0, 0.1))
    hazard[chosen] *= true
    visits = pd.DataFrame([drawn(0, 350)]).loc[[0] * len(chosen)].assign(enterprise=chosen)
    made = records(visits=[visit()], firms=[firm(0)], inspectors=inspectors())
    made.conduct, made.visits = conduct, visits
    made.samples = pd.DataFrame(
        {"time": 400 * DAY, "enterprise": np.arange(count), "area": "fire", "hazard": hazard}
    )
    counts = effect(made)
    assert counts["drawn"] == len(chosen)
    assert counts["observed"] / counts["expected"] == pytest.approx(true, abs=0.04)
