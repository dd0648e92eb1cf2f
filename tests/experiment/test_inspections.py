"""Outcomes of inspections against a handful of visits counted by hand."""

import time

import numpy as np
import pandas as pd
import pytest

from sim.results.inspections import INSPECTION_GROUP_KINDS, INSPECTIONS, inspection_outcomes
from sim.results.outcomes import APPROVALS, Horizon, outcomes
from sim.results.tidy import part, tidy
from tests.experiment import synthetic, synthetic_inspections
from tests.experiment.synthetic_inspections import (
    BODIES,
    firm,
    incident,
    inspectors,
    plan,
    records,
    report,
    visit,
)

HORIZON = Horizon(warm_up=0, days=365, follow_up=100)
FIRMS = [
    firm(11, visits=4, overlapping=1, hours_lost=8.0, fined=900.0, money_lost=600.0, kept=0.5, tier="high"),
    firm(22, visits=1, hours_lost=2.0, size="small", kept=np.nan),
    firm(33, active_days=73, visits=1, overlapping=1, hours_lost=6.0, kept=0.7, sector="catering"),  # 1 > 3/5
]
VISITS = [
    visit(enterprise=11, violations=2, found=2, judged=True, fine=900.0, standard_fine=1000.0),
    visit(enterprise=11, violations=1, found=0, kind="complaint", regime="none", plan=-1),
    visit(enterprise=11, kind="reinspection", regime="none", fine=1100.0, standard_fine=1000.0, found=1, violations=1),
    visit(enterprise=11),
    visit(enterprise=22, size="small", tier="high"),
    visit(enterprise=33, sector="catering", found=1, violations=1),
    visit(enterprise=33, sector="catering", offsite=True, violations=3, found=1),  # from the desk
    visit(enterprise=22, size="small", status="cancelled", started=np.nan, violations=9),
    visit(enterprise=22, size="small", status="pending", started=np.nan, violations=9),
    visit(enterprise=22, size="small", cohort=False, found=1, violations=1, fine=7.0, standard_fine=1.0),
    visit(enterprise=22, size="small", offsite=True, status="cancelled", started=np.nan),
    visit(enterprise=11, status="cancelled", kind="unplanned", started=np.nan),
]
INCIDENTS = [
    incident(11, harm=200.0),
    incident(33, sector="catering", tier="high"),
    incident(99, sector="catering"),
    incident(11, cohort=False, harm=9999.0),
]
REPORTS = [
    report(),
    report(closed=np.nan),
    report(followed=False, closed=np.nan),
    report(followed=False),
    report(cohort=False),
]
PLANS = [plan(0), plan(1, joint=True), plan(2, joint=True), plan(3, cohort=False, joint=True)]
YEARS = 2 + 73 / 365


def values(made, horizon=HORIZON, scale=1.0):
    rows = inspection_outcomes(made, horizon, scale)
    return {(kind, group, outcome): value for kind, group, outcome, value in rows}


@pytest.fixture
def made():
    inspecting = inspectors(inspectors=[10.0, 30.0, 5.0], utilisation=[0.5, 0.1, np.nan])
    return records(VISITS, FIRMS, INCIDENTS, REPORTS, PLANS, inspectors=inspecting)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("inspections", 6 / YEARS),
        ("inspected_often", 2 / 3),
        ("overlapping", 2 / 6),
        ("inspection_hours", 16 / YEARS),
        ("inspection_loss", (900 + 600) / YEARS),  # the harm of incidents is none of inspections
        ("inspector_days", 300.0),
        ("inspector_use", (10 * 0.5 + 30 * 0.1) / 40),
        ("inspections_cancelled", 1 / 5),  # of the planned ones on site that are over
        ("violations_found", 4 / YEARS * 1000),
        ("violations_missed", 1 - 5 / 8),  # with the check from the desk
        ("precision", 3 / 6),
        ("judgments", 1 / 6),
        ("fines", 2000.0),
        ("fine_spread", np.std([0.9, 1.1], ddof=1)),
        ("incidents", 3 / YEARS * 1000),
        ("compliance", 0.6),
        ("joint_share", 2 / 3),
        ("complaints_handled", 1 / 4),
    ],
)
def test_everybody(made, outcome, expected):
    assert values(made)["all", "all", outcome] == pytest.approx(expected)


def test_three_visits_a_year_are_not_yet_often():
    firms = [firm(1, visits=3), firm(2, visits=4), firm(3, visits=3, active_days=364), firm(4)]
    assert values(records(firms=firms))["all", "all", "inspected_often"] == 0.5


def test_rates_are_a_year_whatever_the_days_of_the_study():
    half = Horizon(warm_up=0, days=73, follow_up=0)
    made = records([visit(enterprise=1, fine=10.0, standard_fine=10.0)], [firm(1, active_days=73, visits=1)])
    found = values(made, half)
    assert found["all", "all", "inspections"] == 5
    assert found["all", "all", "fines"] == 50
    assert found["all", "all", "inspector_days"] == 1500


def test_totals_of_a_region_are_at_full_size(made):
    whole, tenth = values(made), values(made, scale=0.1)
    scaled = {key[2] for key in whole if key[0] == "all" and tenth[key] != whole[key]}
    assert scaled == {"inspector_days", "fines"}
    assert tenth["all", "all", "fines"] == pytest.approx(10 * whole["all", "all", "fines"])


def test_groups_are_of_enterprises(made):
    found = values(made)
    assert found["sector", "catering", "inspections"] == pytest.approx(5)
    assert found["sector", "catering", "incidents"] == pytest.approx(2 * 5 * 1000)
    assert found["size", "small", "precision"] == 0
    assert found["size", "micro", "violations_found"] == pytest.approx(4 / (YEARS - 1) * 1000)


def test_credit_classes_are_those_on_record_when_the_study_began(made):
    found = values(made)
    assert found["tier", "high", "inspections"] == 4  # a class given to others later does not count
    assert found["tier", "high", "inspection_loss"] == 1500
    assert found["tier", "low", "incidents"] == pytest.approx(1 / (YEARS - 1) * 1000)  # 99 has no class


def test_groups_have_what_groups_can_have_and_classes_go_from_low_to_high(made):
    rows = inspection_outcomes(made, HORIZON)
    order = [one.id for one in INSPECTIONS]
    assert [row[2] for row in rows if row[0] == "all"] == order
    whole = {
        "inspector_days",
        "inspector_use",
        "inspections_cancelled",
        "joint_share",
        "complaints_handled",
    }
    assert [row[2] for row in rows if row[1] == "catering"] == [one for one in order if one not in whole]
    assert list(dict.fromkeys(row[1] for row in rows if row[0] == "tier")) == ["low", "high"]
    assert {row[0] for row in rows} == {"all", *INSPECTION_GROUP_KINDS}


def test_what_cannot_be_known():
    found = values(records(firms=[firm(1, kept=np.nan)], inspectors=inspectors(inspectors=0.0)))
    everybody = {outcome: value for (kind, _, outcome), value in found.items() if kind == "all"}
    known = {outcome for outcome, value in everybody.items() if np.isfinite(value)}
    assert known == {
        "inspections",
        "inspected_often",
        "inspection_hours",
        "inspection_loss",
        "inspector_days",
        "violations_found",
        "fines",
        "incidents",
    }


def test_one_fine_has_no_spread():
    one = records([visit(enterprise=1, fine=5.0, standard_fine=5.0)], [firm(1)])
    assert np.isnan(values(one)["all", "all", "fine_spread"])


def test_nothing_changes_where_nobody_is_inspected():
    plain = synthetic.study()
    horizon = Horizon(plain.warm_up, plain.days, plain.follow_up)
    without = synthetic.simulate(plain, "baseline", 1, 1.0)
    table = outcomes(without, horizon)
    assert set(table["outcome"]) == {one.id for one in APPROVALS}
    without.visits = None
    pd.testing.assert_frame_equal(outcomes(without, horizon), table)
    assert set(tidy(without, horizon, 1.0, "baseline")["table"]) == {
        "outcome",
        "decomposition",
        "station",
        "daily",
        "item",
        "procedure",
    }


def test_inspections_follow_the_approvals():
    study = synthetic_inspections.study()
    horizon = Horizon(study.warm_up, study.days, study.follow_up)
    made = synthetic_inspections.simulate(study, "baseline", 1, 1.0)
    everybody = outcomes(made, horizon).query("group_kind == 'all'")
    assert everybody["outcome"].tolist() == [one.id for one in (*APPROVALS, *INSPECTIONS)]
    statistics = part(tidy(made, horizon, 1.0, "baseline"), "inspection")
    assert set(statistics.loc[statistics["kind"] == "body", "entity"]) == set(BODIES)


@pytest.mark.filterwarnings("error")
def test_a_city_takes_no_time():
    study = synthetic_inspections.study()
    made = synthetic.simulate(study, "baseline", 1, 1.0)
    synthetic_inspections.add_inspections(made, np.random.default_rng(1), 100_000)
    horizon = Horizon(study.warm_up, study.days, study.follow_up)
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        inspection_outcomes(made, horizon)
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.3
