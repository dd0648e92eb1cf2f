"""Nothing is lost and nothing is counted twice: cases, time, queues, opening hours."""

import numpy as np
import pytest

from sim.engine.clock import OFFICE, worked
from sim.engine.tokens import COMPONENTS, OFF_HOURS
from sim.region.records import office_minutes
from sim.region.world import run_until
from tests.region.worlds import applied, changchun, live_tokens, small, world

REFORM = ("one_window", "hall_expansion", "item_merging", "joint_survey", "joint_acceptance", "parallel_review",
          "one_thing_once", "tolerant_acceptance", "notification_commitment", "policy_direct", "online_service",
          "silence_consent", "utility_connection", "self_service", "guide_desk", "agency_service")


@pytest.fixture(scope="module", params=["baseline", "reform"])
def run(request):
    """A world at full size over some months, cut off while much is under way."""
    measures = [applied(name) for name in REFORM] if request.param == "reform" else []
    return small(scale=0.2, warm_up=60, days=120, follow_up=0, measures=measures, log=True).run()


def test_every_open_case_has_a_token_and_every_closed_one_a_whole_path(run):
    control = run.world.control[0]
    cases = run.world.cases[: control.cases]
    live = live_tokens(run)
    assert len(live) == control.live_tokens
    under_way = {int(run.world.tokens[number]["case"]) for number in live}
    open_cases = set(np.flatnonzero(cases["closed"] == 0))
    assert open_cases <= under_way, "a case that nobody carries on is lost"
    assert run.open_cases == len(open_cases)
    closed = np.flatnonzero(cases["closed"])
    elapsed = cases["ended"][closed] - cases["begun"][closed]
    assert np.array_equal(run.world.case_paths[closed].sum(axis=1), elapsed)
    assert len(closed) > 500


def test_working_components_sum_to_the_elapsed_working_time(run):
    control = run.world.control[0]
    cases = run.world.cases[: control.cases]
    closed = np.flatnonzero(cases["closed"])
    worked_minutes = office_minutes(run.world, cases["ended"][closed]) - office_minutes(
        run.world, cases["begun"][closed]
    )
    components = [number for number in range(len(COMPONENTS)) if number != OFF_HOURS]
    assert np.array_equal(run.world.case_paths[closed][:, components].sum(axis=1), worked_minutes)


def test_office_minutes_agree_with_the_compiled_clock(run):
    times = np.random.default_rng(3).uniform(0, run.horizon, 500)
    assert office_minutes(run.world, times) == pytest.approx([worked(run.world, OFFICE, time) for time in times])


def test_littles_law_and_flow_balance_at_every_station(run):
    now, stations = run.now, run.world.stations
    waiting = {number: 0.0 for number in range(len(stations))}
    for token in live_tokens(run):
        row = run.world.tokens[token]
        station = int(row["station"])
        if station >= 0 and _queues(run, token):
            waiting[station] += now - row["since"]
    for number, row in enumerate(stations):
        area = row["queue_area"] + row["length"] * (now - row["changed"])
        if row["moved_out"] == 0 and not _receives_moved(run, number):
            assert area == row["wait_total"] + row["renege_total"] + waiting[number]
        leaving = row["served"] + row["busy"] + row["reneged"] + row["moved_out"] + row["length"]
        assert row["arrivals"] == leaving
        assert 0 <= row["busy"] and row["length"] >= 0


def _queues(run, token):
    row = run.world.tokens[token]
    station = run.world.stations[int(row["station"])]
    for lane in range(2):
        number = run.world.lanes[2 * int(row["station"]) + lane]["head"]
        while number >= 0:
            if number == token:
                return True
            number = run.world.tokens[number]["link"]
    return station["root"] >= 0


def _receives_moved(run, number):
    return run.world.stations["moved_out"].sum() > 0 and number < run.compiled.first_review_station


def test_nobody_is_served_while_the_doors_are_closed(run):
    log = run.event_log()
    starts = log[(log["lifecycle"] == "start") & log["resource"].notna()]
    rows = run.world.log[: run.world.control[0].log_size]
    serving = rows[(rows["lifecycle"] == 0) & (rows["station"] >= 0)]
    assert len(serving) == len(starts) > 1000
    calendars = run.world.stations["calendar"][serving["station"]]
    for calendar in np.unique(calendars):
        times = serving["time"][calendars == calendar]
        last = int(run.world.days[calendar, -1])
        first = int(run.world.days[calendar, 0])
        opening, closing, _ = run.world.intervals[first:last].T
        index = np.searchsorted(closing, times, side="right")
        assert np.all(times >= opening[index])


def test_the_event_record_tells_the_same_story_as_the_cases(run):
    log, cases = run.event_log(), run.records().cases
    closed = log[log["activity"] == "case closed"]
    assert sorted(closed["case"]) == sorted(cases.loc[cases["ended"].notna(), "case"])
    assert len(log[log["activity"] == "need arises"]) == len(cases)
    assert log["time"].is_monotonic_increasing


def test_pools_grow_without_a_trace():
    """The same world with room for everything from the start is the same world."""
    roomy = small()
    for name, dtype in (("cases", None), ("applications", None), ("reviews", None)):
        rows = getattr(roomy.world, name)
        roomy.world.replace(**{name: np.zeros(20_000, dtype=dtype or rows.dtype)})
    roomy.world.replace(case_paths=np.zeros((20_000, len(COMPONENTS))))
    roomy.run()
    grown = world()
    assert roomy.world.control[0].cases == grown.world.control[0].cases > 500
    count = grown.world.control[0].cases
    assert roomy.world.cases[:count].tobytes() == grown.world.cases[:count].tobytes()


def test_advancing_in_small_steps_changes_nothing():
    at_once, stepped = small(), small()
    run_until(at_once.world, 40 * 1440.0)
    for quarter in range(1, 40 * 96 + 1):
        run_until(stepped.world, quarter * 15.0)
    count = at_once.world.control[0].cases
    assert at_once.world.cases[:count].tobytes() == stepped.world.cases[:count].tobytes()


def test_mesa_sees_departments_and_days():
    region = small(days=10, warm_up=0, follow_up=0)
    for _ in range(10):
        region.step()
    assert not region.running
    assert region.steps == 10
    assert len(region.agents) == len(changchun().tree["departments"])
    assert len(region.datacollector.get_model_vars_dataframe()) in (9, 10)
    assert region.enterprises[0].size in changchun().tree["population"]["sizes"]
