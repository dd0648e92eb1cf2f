"""Levers: how the changes of several measures make one value, and whom partial coverage reaches."""

from datetime import date, timedelta

import pytest

from sim.scenario import Applied, Change, Measure
from tests.region.worlds import START, small

REVIEWERS = ("departments", "tax", "reviewers")


def measure(name, lever, op, value, **change):
    """A measure with one change."""
    words = {"en": name, "zh": name}
    changes = (Change(lever, op, value, **change),)
    return Measure(name, "test", words, words, changes, {"once": 0.0, "per_year": 0.0}, {}, (), {})


def applied(name, lever, op, value, *, start=START, coverage_of=None, **options):
    return Applied(measure(name, lever, op, value, coverage_of=coverage_of), start=start, **options)


def in_force(measures, path, day=START):
    region = small(measures=measures)
    region.levers.apply(day)
    return region, region.levers.value(path)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_value_is_set_then_multiplied_then_added_to_whatever_the_order(turn):
    measures = [
        applied("adds", "departments.tax.reviewers", "add", 3),
        applied("doubles", "departments.tax.reviewers", "times", 2),
        applied("sets", "departments.tax.reviewers", "to", 10),
        applied("triples", "departments.tax.reviewers", "times", 3),
    ][::turn]
    region, value = in_force(measures, REVIEWERS)
    assert value == 10 * 2 * 3 + 3
    number = region.compiled.first_review_station + region.compiled.departments.index("tax")
    station = region.world.stations[number]
    assert station["servers"] * station["speed"] == pytest.approx(63 * region.scale)


def test_a_share_of_cases_moves_the_value_in_proportion():
    path = ("departments", "tax", "one_time_notice")
    half = applied("half", "departments.*.one_time_notice", "to", 1.0, coverage_of="cases", coverage=0.5)
    region, value = in_force([half], path)
    base = region.scenario.tree["departments"]["tax"]["one_time_notice"]
    assert value == pytest.approx(base + 0.5 * (1 - base))
    assert region.world.departments["one_time_notice"] == pytest.approx([value] * len(region.compiled.departments))


def test_an_end_is_the_first_day_without_the_measure():
    week = applied("week", "departments.tax.reviewers", "add", 5, until=START + timedelta(days=7))
    before = in_force([week], REVIEWERS, START - timedelta(days=1))[1]
    assert in_force([week], REVIEWERS, START)[1] == before + 5
    assert in_force([week], REVIEWERS, START + timedelta(days=6))[1] == before + 5
    assert in_force([week], REVIEWERS, START + timedelta(days=7))[1] == before


def test_a_distribution_is_tabulated_anew():
    path = ("halls", "main", "service", "mean")
    slower = applied("slower", "halls.main.service.mean", "times", 2.0)
    region, value = in_force([slower], path)
    assert value == 2 * region.scenario.tree["halls"]["main"]["service"]["mean"]
    row = region.compiled.distributions["halls", "main", "service"]
    fresh = small().world.tables[row]
    assert region.world.tables[row] == pytest.approx(2 * fresh, rel=1e-9)
    assert region.world.halls[0]["mean_service"] == pytest.approx(value)


def test_hours_may_change_while_the_region_runs():
    saturday = applied("saturday", "halls.main.hours.saturday", "to", "09:00-12:00")
    region = small(measures=[saturday], log=True).run()
    rows = region.world.log[: region.world.control[0].log_size]
    served = rows[(rows["lifecycle"] == 0) & (rows["station"] >= 0) & (rows["station"] < 4 + 12)]
    days = [region.compiled.date_of(time) for time in served["time"]]
    assert date(2022, 2, 26) not in days, "a Saturday before the measure"
    assert date(2022, 3, 12) in days, "a Saturday under it"
    assert date(2022, 3, 13) not in days, "a Sunday"
