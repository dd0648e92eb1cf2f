"""Outcome values against a handful of cases counted by hand."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sim.results.decomposition import COMPONENTS, OFF_HOURS, decomposition
from sim.results.outcomes import APPROVALS, GROUP_KINDS, Horizon, outcomes
from sim.results.tidy import part, tidy
from sim.results.validation import items, procedures
from tests.experiment import synthetic

DAY = 1440.0
HORIZON = Horizon(warm_up=1, days=10, follow_up=5)


def case(**changes):
    """A finished cohort case that took two working days and four office hours of preparation."""
    row = dict.fromkeys(COMPONENTS, 0.0) | {
        "procedure": "licence",
        "sector": "retail",
        "size": "micro",
        "district": "north",
        "cohort": True,
        "begun": 2 * DAY,
        "ended": 4 * DAY,
        "outcome": "approved",
        "elapsed_days": 2.0,
        "elapsed_working_days": 2.0,
        "visits": 1,
        "documents": 5,
        "documents_shared": 1,
        "applications": 1,
        "steps": 3,
        "cost": 100.0,
        "rating": 4,
        "complaint": False,
        "preparation": 240.0,
        "pacing": 600.0,
        OFF_HOURS: 2040.0,
    }
    return row | changes


CASES = [
    case(),
    case(elapsed_working_days=6.0, preparation=240.0, pacing=2280.0, ended=10 * DAY, cost=300.0, rating=0),
    case(ended=np.nan, outcome="open", elapsed_working_days=np.nan, cost=9999.0, procedure="permit"),
    case(outcome="given_up", rating=2, complaint=True, elapsed_working_days=1.0, pacing=180.0, size="small"),
    case(cohort=False, begun=0.0, ended=3 * DAY, elapsed_working_days=50.0),
]


def review(number, **changes):
    row = {
        "case": number,
        "item": "stamp",
        "cohort": True,
        "decided": 3 * DAY,
        "limit_days": 5.0,
        "statutory_days": 10.0,
        "approval_days": 2.0,
        "in_time": True,
        "outcome": "approved",
        "visits": 1,
    }
    return row | changes


REVIEWS = [
    review(0),
    review(1, in_time=False, approval_days=6.0, visits=3),
    review(2, decided=np.nan, outcome="open", in_time=False, item="plan"),  # overdue: late
    review(2, decided=np.nan, outcome="open", item="plan"),  # still within its limit: not judged
    review(3, outcome="withdrawn", in_time=False),  # no longer the department's
    review(3, item="plan", approval_days=1.0, visits=0),
    review(4, cohort=False, in_time=False),
]
STATIONS = pd.DataFrame(
    {
        "station": ["w1", "w2", "r"],
        "kind": ["window", "window", "review"],
        "owner": ["hall", "hall", "office"],
        "servers": [1.0, 3.0, 2.0],
        "utilisation": [1.0, 0.2, 0.5],
    }
)


@pytest.fixture
def records():
    cases = pd.DataFrame(CASES).assign(case=range(len(CASES)))
    return SimpleNamespace(cases=cases, reviews=pd.DataFrame(REVIEWS), stations=STATIONS)


@pytest.fixture
def everybody(records):
    table = outcomes(records, HORIZON)
    return table[table["group_kind"] == "all"].set_index("outcome")["value"]


def test_means_are_over_finished_cohort_cases(everybody):
    assert everybody["elapsed_working_days"] == pytest.approx((2 + 6 + 1) / 3)
    assert everybody["elapsed_working_days_median"] == 2
    assert everybody["elapsed_working_days_p90"] == pytest.approx(np.quantile([1, 2, 6], 0.9))
    assert everybody["administrative_cost"] == pytest.approx(500 / 3)


def test_unfinished_cases_show_in_completed_and_are_not_free(everybody):
    assert everybody["completed"] == 3 / 4
    assert everybody["administrative_cost_year"] == pytest.approx(500 / 3 * 4 * 365 / 10)


def test_given_up_satisfaction_and_complaints(everybody):
    assert everybody["given_up"] == 1 / 4
    assert everybody["satisfaction"] == (4 + 2) / 2  # the unrated case does not count
    assert everybody["complaints"] == pytest.approx(1 / 3)


def test_overdue_reviews_are_late_and_running_ones_not_judged(everybody):
    assert everybody["in_time"] == pytest.approx(2 / 4)


def test_backlog_is_the_time_average_within_the_cohorts_days(everybody):
    open_days = 2 + 8 + 9 + 2 + 2  # the unfinished one from day 2 to 11; the early one from day 1 to 3
    assert everybody["backlog"] == pytest.approx(open_days / 10)


def test_use_is_weighted_by_the_number_of_servers(everybody):
    assert everybody["window_use"] == pytest.approx((1 * 1.0 + 3 * 0.2) / 4)
    assert everybody["reviewer_use"] == 0.5


def test_counts_of_a_whole_city_are_at_full_size(records, everybody):
    tenth = outcomes(records, HORIZON, scale=0.1)
    tenth = tenth[tenth["group_kind"] == "all"].set_index("outcome")["value"]
    assert tenth["backlog"] == pytest.approx(10 * everybody["backlog"])
    assert tenth["administrative_cost_year"] == pytest.approx(10 * everybody["administrative_cost_year"])
    assert tenth["administrative_cost"] == everybody["administrative_cost"]


def test_groups_split_the_cohort(records):
    table = outcomes(records, HORIZON).set_index(["group_kind", "group", "outcome"])["value"]
    assert table["size", "micro", "elapsed_working_days"] == 4
    assert table["size", "small", "elapsed_working_days"] == 1
    assert np.isnan(table["procedure", "permit", "elapsed_working_days"])
    assert table["procedure", "permit", "completed"] == 0
    assert set(table.index.get_level_values(0)) == {"all", *GROUP_KINDS}


def test_every_outcome_is_there_in_order(everybody):
    assert list(everybody.index) == [outcome.id for outcome in APPROVALS]


def test_decomposition_without_nights_sums_to_the_working_days(records):
    table = decomposition(records)
    for _group, rows in table.groupby("group"):
        days = rows.set_index("component")["days"]
        assert days.drop(OFF_HOURS).sum() == pytest.approx(3.0)
        assert days[OFF_HOURS] == pytest.approx(2040 / 1440)


def test_item_statistics(records):
    table = items(records).set_index(["item", "statistic"])["value"]
    assert table["stamp", "approval_working_days"] == 4.0
    assert table["stamp", "visits"] == 2
    assert table["plan", "reviews"] == 1


def test_a_whole_process_leaves_the_applicants_own_time_out(records):
    table = procedures(records).set_index(["procedure", "statistic"])["value"]
    expected = [2 * 600 / 840, 6 * 2280 / 2520, 1 * 180 / 420]
    assert table["licence", "process_working_days"] == pytest.approx(np.mean(expected))
    assert table["licence", "documents_shared"] == 1


def test_tidy_holds_every_table_of_a_world():
    study = synthetic.study()
    records = synthetic.simulate(study, "baseline", 1, 1.0)
    table = tidy(records, Horizon(study.warm_up, study.days, study.follow_up), 0.5, "baseline")
    assert set(table["table"]) == {"outcome", "decomposition", "station", "daily", "item", "procedure"}
    first_day = part(table, "daily").query("entity == '2021-12-24' and name == 'begun'")["value"].item()
    assert first_day == records.daily["begun"][0] / 0.5
