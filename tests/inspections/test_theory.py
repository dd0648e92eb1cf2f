"""Targeting against closed forms: a town of two classes of enterprises, good and bad."""

import numpy as np
import pytest

from sim.inspections.tables import PLANNED
from tests.inspections.towns import alone, run, town, visits_of
from tests.theory import agrees, share_agrees

GOOD, BAD = 0.9, 0.5  # inclination; nobody expects to be caught, so it is the probability of keeping rules
TWO_CLASSES = {"dist": "empirical", "values": [BAD, GOOD]}


def two_classes(change):
    """Half good, half bad enterprises (the empirical distribution is linear in between, so classes are read off)."""
    return town(change, enterprises=24_000, compliance=TWO_CLASSES)


def probabilities(region):
    """Probability of a violation of every enterprise, as the model has it."""
    return 1.0 - np.clip(region.world.enterprises["compliance"], 0.01, 0.99)


TWO_YEARS = 730
"""Each body plans once a year here, each sector in another month, for the twelve months that follow."""


def hit_rate(region):
    rows = visits_of(region)
    done = rows[(rows["purpose"] == PLANNED) & ~np.isnan(rows["ended"])]
    return done["found"].mean(), len(done)


def test_random_targets_find_the_mean_times_the_detection():
    region = run(two_classes(lambda rules: alone(rules, detection=0.7, frequency=0.05)), days=TWO_YEARS)
    found, count = hit_rate(region)
    assert count > 1500
    expected = 0.7 * probabilities(region).mean()
    what = "visits with a finding, random targets"
    share_agrees(what, "mean violation x detection", expected, found, count, widest=0.2)


def test_judgment_finds_what_bayes_says():
    judgment, sign, false = 6.0, 0.6, 0.1

    def change(rules):
        alone(rules, regimes={"double_random": 0.0, "credit_tiered": 0.0}, frequency=0.05)
        rules["choice"] |= {"habit": 0.0, "learning": 0.0, "judgment": judgment, "sign_serious": sign,
                            "sign_minor": sign, "sign_none": false}

    region = run(two_classes(change), days=TWO_YEARS)
    p = probabilities(region)
    in_violation = p * (1.0 + judgment * sign)
    expected = in_violation.sum() / (in_violation + (1.0 - p) * (1.0 + judgment * false)).sum()
    found, count = hit_rate(region)
    assert count > 800
    what = "visits with a finding, targets chosen on judgment"
    share_agrees(what, "Bayes, weights of signs", expected, found, count, widest=0.2)
    assert found > 1.5 * p.mean(), "judgment must beat chance here"


def test_credit_tiers_find_what_three_past_visits_can_tell():
    weights = np.array([0.5, 1.0, 4.0])

    def change(rules):
        alone(rules, regimes={"double_random": 0.0, "credit_tiered": 1.0}, frequency=0.05)
        rules["tiers"] = dict(zip(("low", "medium", "high"), weights, strict=True))

    region = run(two_classes(change), days=TWO_YEARS)
    p = probabilities(region)
    tiers = np.array([(1 - p) ** 3, 3 * p * (1 - p) ** 2, 3 * p**2 * (1 - p) + p**3])
    weight = weights @ tiers
    found, count = hit_rate(region)
    assert count > 800
    expected = (weight * p).sum() / weight.sum()
    share_agrees("visits with a finding, credit tiers", "weights of three visits", expected, found, count, widest=0.2)


@pytest.mark.parametrize("ways", [{}, {"regimes": {"double_random": 0.0, "credit_tiered": 0.0}},
                                  {"regimes": {"double_random": 0.2, "credit_tiered": 0.5}}])
def test_every_regime_makes_as_many_visits_as_planned(ways):
    def change(rules):
        alone(rules, frequency=0.2, **ways)
        rules["choice"] |= {"habit": 0.0, "learning": 0.0, "judgment": 2.0}

    region = run(two_classes(change), days=366, follow_up=0)  # every sector's plan once
    drawn = (visits_of(region)["purpose"] == PLANNED).sum()
    expected = 0.2 * 24_000
    half = 4.0 * np.sqrt(expected) + 0.02 * expected
    way = ", ".join(f"{name} {share:g}" for name, share in ways.get("regimes", {"random": 1.0}).items())
    agrees(f"planned visits of a year ({way})", "frequency x enterprises", expected, drawn, half, "visits")


def test_a_team_that_works_all_day_does_what_its_hours_allow():
    """With far more visits than a single team can make, it is always at work while visits may begin."""

    def change(rules):
        body = alone(rules, inspectors=2, frequency=12.0, plans_per_year=12)
        body["effort"] = {"dist": "constant", "value": 60.0}
        rules["travel"] = 0.0
        rules["hours"] = {"weekdays": "08:00-12:00", "saturday": "", "sunday": ""}

    region = run(town(change, enterprises=3000), days=60, follow_up=0)
    rows = visits_of(region)
    per_day = np.bincount((rows["started"][~np.isnan(rows["started"])] // 1440).astype(int))
    assert set(per_day[per_day > 0]) == {4}


def test_nobody_is_visited_where_nothing_is_planned():
    region = run(town(lambda rules: alone(rules, sectors=["catering"])), days=366)
    catering = list(region.scenario.tree["population"]["sectors"]).index("catering")
    sectors = region.world.enterprises["sector"][visits_of(region)["enterprise"]]
    assert len(sectors) > 50 and (sectors == catering).all()
