"""No visit is lost, no team is in two places, no yuan disappears."""

from datetime import timedelta

import numpy as np
import pytest

from sim.engine.clock import DAY
from sim.inspections.tables import HAZARD, PLANNED, REINSPECTION, UNPLANNED
from tests.inspections.towns import START, run, visits_of
from tests.region.worlds import applied, live_tokens, siping

REFORM = ("double_random", "credit_tiered", "joint_inspection", "quiet_days", "inspection_filing",
          "offsite_supervision", "first_violation_exemption", "discretion_benchmark", "compliance_reform",
          "complaint_handling", "department_rating", "notification_commitment")


@pytest.fixture(scope="module", params=["before", "reformed"])
def region(request):
    """Siping at full size over some months, cut off while much is under way."""
    measures = [applied(name, start=START) for name in REFORM] if request.param == "reformed" else []
    return run(siping(), warm_up=70, days=200, follow_up=0, measures=measures)


@pytest.fixture(scope="module")
def frame(region):
    return region.records().visits


def test_planned_is_done_cancelled_or_pending(region, frame):
    """Counted from the stations' side as well: whoever arrived was served, left, waits, or is being served."""
    status = frame["status"].value_counts()
    assert status.sum() == region.world.control[0].visits
    first = region.compiled.first_inspection_station
    stations = region.world.stations[first:]
    assert (stations["arrivals"] == stations["started"] + stations["reneged"] + stations["length"]).all()
    rows = visits_of(region)
    finished = ~np.isnan(rows["ended"])
    assert stations["served"].sum() == finished.sum() == status["done"]
    waiting = [int(region.world.tokens[token]["visit"]) for token in live_tokens(region)]
    under_way = {visit for visit in waiting if visit >= 0}
    unborn = set(np.flatnonzero((rows["closed"] == 0) & (rows["planned"] >= region.now)))
    reneged = int(stations["reneged"].sum())
    closed = int(((rows["closed"] == 1) & ~finished).sum())
    assert len(rows) == finished.sum() + len(under_way) + len(unborn) + reneged + closed


def test_no_visit_shares_its_random_numbers_with_another(region):
    rows = visits_of(region)
    assert len({(int(row["enterprise"]), int(row["serial"])) for row in rows}) == len(rows)


def test_plans_count_what_they_drew(region, frame):
    plans = region.records().plans
    planned = frame[frame["kind"] == "planned"]
    assert (planned["plan"] >= 0).all() and (frame.loc[frame["kind"] != "planned", "plan"] == -1).all()
    assert plans["drawn"].sum() == planned["bodies"].sum()
    alone = plans[~plans["joint"]].set_index("plan")["drawn"]
    assert planned.groupby("plan").size().reindex(alone.index, fill_value=0).equals(alone)


def test_no_team_is_in_two_places(region):
    """At no moment are more visits of a body under way than it has teams."""
    rows = visits_of(region)
    done = rows[~np.isnan(rows["ended"])]
    for body, teams in enumerate(region.world.bodies["teams"]):
        mine = done[done["body"] == body]
        moments = np.concatenate([mine["started"], mine["ended"]])
        change = np.concatenate([np.ones(len(mine)), -np.ones(len(mine))])
        order = np.lexsort((change, moments))  # who is done makes room for who begins at the same moment
        assert len(mine) == 0 or np.cumsum(change[order]).max() <= teams


def test_visits_begin_within_hours_and_end_the_same_day(region):
    rows = visits_of(region)
    visited = rows[~np.isnan(rows["ended"]) & (rows["offsite"] == 0)]
    minute = visited["started"] % DAY
    assert ((minute >= 510) & (minute < 960)).all(), "hours are 08:30-11:00 and 13:00-16:00"
    assert ((minute < 660) | (minute >= 780)).all()
    assert (visited["started"] // DAY == visited["ended"] // DAY).all()
    days = {region.first_day + timedelta(days=int(day)) for day in set(visited["started"] // DAY)}
    assert all(day.weekday() < 5 or region.compiled._working.kind(day) == 0 for day in days)


def test_fines_leave_the_enterprises_and_reach_the_government(region):
    rows, world = visits_of(region), region.world
    by_enterprise = np.bincount(rows["enterprise"], rows["fine"], minlength=len(world.conduct))
    assert np.array_equal(by_enterprise, world.conduct["fined"])
    by_body = np.bincount(rows["body"], rows["fine"], minlength=len(world.bodies))
    assert np.array_equal(by_body, world.bodies["fines"])
    assert world.inspecting[0]["fines"] == rows["fine"].sum() > 0


def test_what_enterprises_lose_is_what_visits_and_incidents_cost_them(region):
    rows, world = visits_of(region), region.world
    incidents = world.incidents[: world.control[0].incidents]
    lost = np.bincount(rows["enterprise"], rows["loss"], minlength=len(world.conduct))
    lost += np.bincount(incidents["enterprise"], incidents["harm"], minlength=len(world.conduct))
    assert np.array_equal(lost, world.conduct["lost"])


def test_findings_are_among_violations_and_violations_among_what_was_checked(region):
    rows = visits_of(region)
    assert (rows["found"] <= rows["violations"]).all() and (rows["violations"] <= rows["checked"]).all()
    assert (rows["serious_found"] <= rows["found"]).all()
    assert (rows["fine"][rows["found"] == 0] == 0).all()
    assert (rows["sanction"][(rows["found"] > 0) & (rows["offsite"] == 0)] > 0).all()


def test_second_visits_follow_a_finding_of_the_same_body(region):
    rows = visits_of(region)
    found = {(e, b) for e, b, f in zip(rows["enterprise"], rows["body"], rows["found"], strict=True) if f}
    again = rows[rows["purpose"] == REINSPECTION]
    assert len(again) > 20
    assert {(e, b) for e, b in zip(again["enterprise"], again["body"], strict=True)} <= found


def test_second_visits_are_about_what_was_found(region):
    rows = visits_of(region)
    again = rows[rows["purpose"] == REINSPECTION]
    assert (again["only"] > 0).all()
    ordered = np.array([bin(areas).count("1") for areas in again["only"]])
    assert np.array_equal(ordered, rows["found"][again["origin"]])


def test_every_incident_brings_a_visit(region):
    incidents = region.world.incidents[: region.world.control[0].incidents]
    hazards = visits_of(region)
    hazards = hazards[hazards["purpose"] == HAZARD]
    assert len(incidents) > 50
    assert sorted(zip(hazards["enterprise"], hazards["planned"], strict=True)) == sorted(
        zip(incidents["enterprise"], incidents["time"], strict=True)
    )


def test_every_complaint_that_was_followed_up_has_its_visit(region):
    reports = region.world.reports[: region.world.control[0].reports]
    rows = visits_of(region)
    origins = rows["origin"][rows["purpose"] == 2]
    active = region.world.enterprises["active"][reports["enterprise"]] == 1
    followed = np.flatnonzero((reports["followed"] == 1) & active)
    assert len(followed) > 100
    assert set(origins) <= set(np.flatnonzero(reports["followed"] == 1))
    missing = set(followed) - set(origins)
    assert not missing or np.isfinite(reports["closed"][list(missing)]).all()


def test_history_keeps_the_last_three_results(region):
    """Replay: the record of an enterprise is the results of its last three visits that were no second looks."""
    rows, conduct = visits_of(region), region.world.conduct
    looks = rows[~np.isnan(rows["ended"]) & (rows["offsite"] == 0) & (rows["purpose"] < REINSPECTION)]
    looks = looks[np.argsort(looks["ended"], kind="stable")]
    results: dict[int, list[bool]] = {}
    for row in looks:
        results.setdefault(int(row["enterprise"]), []).append(bool(row["found"] > 0))
    often = {enterprise: found for enterprise, found in results.items() if len(found) >= 3}
    assert len(often) > 300
    for enterprise, found in often.items():
        assert sum(found[-3:]) == bin(conduct["history"][enterprise]).count("1")


def test_unplanned_visits_are_those_that_are_not_filed(region, frame):
    if region.world.bodies["filed"].max() == 0:
        share = (frame["kind"] == "unplanned").sum() / (frame["kind"] == "planned").sum()
        assert 0.2 < share < 0.6
    rows = visits_of(region)
    assert (rows["bodies"][rows["purpose"] == UNPLANNED] == 1 << rows["body"][rows["purpose"] == UNPLANNED]).all()
    assert ((rows["joint"] == 1) <= (rows["purpose"] == PLANNED)).all()
