"""The shipped regions at a small scale: what the compiled engine does is what the oracle does, event by event."""

from datetime import date

import pytest

from sim.scenario import Applied, load_study
from tests.oracle.compare import assert_equal
from tests.region.worlds import changchun, jilin, siping

APPROVALS = load_study("changchun-2022")
INSPECTIONS = load_study("siping-2025")
CREDIT = load_study("jilin-finance-2020")
RELIEF = load_study("stabilisation-2022")
WORLDS = {
    "changchun": (changchun, APPROVALS, {"scale": 0.01, "warm_up": 20, "days": 60, "follow_up": 40}),
    "siping": (siping, INSPECTIONS, {"scale": 0.01, "warm_up": 31, "days": 100, "follow_up": 20}),
    "jilin_city": (jilin, CREDIT, {"scale": 0.001, "warm_up": 60, "days": 100, "follow_up": 20}),
    "stabilisation": (jilin, RELIEF, {"scale": 0.001, "warm_up": 90, "days": 90, "follow_up": 0}),
}
LARGER = {
    "changchun": {"scale": 0.05, "warm_up": 60, "days": 120, "follow_up": 120},
    "siping": {"scale": 0.05, "warm_up": 100, "days": 250, "follow_up": 60},
    "jilin_city": {"scale": 0.004, "warm_up": 200, "days": 366, "follow_up": 60},
    "stabilisation": {"scale": 0.004, "warm_up": 300, "days": 365, "follow_up": 60},
}
"""Worlds of the long tests."""


def measures_of(study):
    """What a study applies; those that have no end of their own keep theirs out of a short world."""
    return [*study.baseline, *study.reform]


def within(study, days):
    """The measures of a study, those that end later than a short world does without their end."""
    last = date.fromordinal(study.start.toordinal() + days)
    return [
        Applied(
            one.measure, one.coverage, one.start, one.ramp_days, one.until if one.until and one.until < last else None
        )
        for one in measures_of(study)
    ]


def ramped(study, days):
    """The same measures begun one after another, half of them in part, growing, ending again."""
    begin, applied = study.start.toordinal(), []
    for number, one in enumerate(measures_of(study)):
        start = date.fromordinal(begin + number * 3 % (days // 2))
        until = date.fromordinal(begin + days - number % 7) if number % 3 == 0 else None
        applied.append(Applied(one.measure, start=start, until=until))
    return applied


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("how", ["as it is", "reform", "one after another"])
def test_shipped_region(name, how):
    """Without measures, with those of the study, and with those coming and going."""
    region, study, options = WORLDS[name]
    if name == "stabilisation" and how == "as it is":
        pytest.skip("the region is that of jilin_city")
    measures = {
        "as it is": [],
        "reform": within(study, options["days"]),
        "one after another": ramped(study, options["days"]),
    }
    assert_equal(region(), 5, start=study.start, measures=measures[how], **options)


@pytest.mark.long
@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("how", ["as it is", "reform"])
def test_shipped_region_at_length(name, how):
    """A larger part of the city, for longer."""
    region, study, _ = WORLDS[name]
    measures = measures_of(study) if how == "reform" else []
    assert_equal(region(), 11, start=study.start, measures=measures, **LARGER[name])
