"""On quiet days nobody comes who is not excepted, whatever the calendar."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.clock import DAY
from sim.inspections.tables import EXCEPTED, KINDS
from tests.inspections.towns import run, town, visits_of

HOURS = ("08:30-11:00, 13:00-16:00", "09:00-17:00", "13:00-19:30", "00:00-04:00")


@settings(max_examples=15, deadline=None)
@given(
    quiet=st.tuples(st.integers(1, 31), st.integers(1, 31)).map(sorted).filter(lambda days: days != [1, 31]),
    weekdays=st.sampled_from(HOURS),
    saturday=st.sampled_from(("", "09:00-12:00")),
    holidays=st.sampled_from(("China", "none")),
    start=st.dates(date(2020, 1, 1), date(2026, 6, 1)),
    seed=st.integers(0, 2**63),
)
def test_no_visit_without_an_exception_touches_a_quiet_day(quiet, weekdays, saturday, holidays, start, seed):
    def change(rules):
        rules["hours"] = {"weekdays": weekdays, "saturday": saturday, "sunday": ""}
        for body in rules["bodies"].values():
            body["quiet"] = {"from_day": quiet[0], "to_day": quiet[1]}
            body["offsite"] = 0.2
        for area in rules["areas"].values():
            area["complaints"] = 3.0

    region = town(change, enterprises=800)
    region.tree["calendar"]["holidays"] = holidays
    world = run(region, seed=seed, start=start, days=150, follow_up=0)
    rows = visits_of(world)
    visited = rows[~np.isnan(rows["ended"]) & (rows["offsite"] == 0)]
    days = [world.first_day + timedelta(days=int(started // DAY)) for started in visited["started"]]
    on_quiet_days = np.array([quiet[0] <= day.day <= quiet[1] for day in days])
    excepted = (EXCEPTED >> visited["purpose"]) & 1 == 1
    assert (visited["started"] // DAY == visited["ended"] // DAY).all()
    assert not (on_quiet_days & ~excepted).any(), [KINDS[kind] for kind in visited["purpose"][on_quiet_days]]
    assert (~on_quiet_days & ~excepted).any(), "on the other days they come"
    if quiet[1] - quiet[0] > 15:
        assert (on_quiet_days & excepted).any(), "those that are excepted come on quiet days too"


def test_a_visit_that_cannot_begin_in_time_is_cancelled():
    def change(rules):
        rules["expires"] = 5.0
        for body in rules["bodies"].values():
            body["quiet"] = {"from_day": 2, "to_day": 31}

    frame = run(town(change), days=120, follow_up=0).records().visits
    planned = frame[frame["kind"].isin(["planned", "unplanned", "reinspection", "triggered"])]
    assert (planned["status"] == "cancelled").sum() > 3 * (planned["status"] == "done").sum()
    done = planned[planned["status"] == "done"]
    assert (done["started"] - done["planned"] <= 5 * DAY).all()
