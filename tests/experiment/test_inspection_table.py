"""Statistics of inspections against a handful of visits counted by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.results.inspection_table import ENOUGH, inspection_table
from sim.results.outcomes import Horizon
from tests.experiment.synthetic_inspections import BODIES, DAY, firm, incident, plan, records, report, visit

HORIZON = Horizon(warm_up=0, days=365, follow_up=100)


def values(made, horizon=HORIZON, scale=1.0):
    table = inspection_table(made, horizon, scale)
    assert list(table.columns) == ["kind", "entity", "name", "value"]
    return table.set_index(["kind", "entity", "name"])["value"].to_dict()


def test_a_body_is_what_it_led():
    visits = [
        visit(found=2, judged=True, fine=500.0, hours=4.0),
        visit(),
        visit(offsite=True, found=1),
        visit(status="cancelled"),
        visit(cohort=False, found=1),
        visit(body="tax_office", found=1),
    ]
    plans = [plan(0), plan(1, joint=True), plan(2, cohort=False), plan(3, body="tax_office")]
    found = values(records(visits, [firm(1)], plans=plans), scale=0.5)

    def of(body, name):
        return found["body", body, name]

    assert (of("fire_rescue", "visits"), of("fire_rescue", "offsite"), of("fire_rescue", "cancelled")) == (4, 2, 2)
    assert of("fire_rescue", "violations_found") == 4  # at full size, on site
    assert (of("fire_rescue", "precision"), of("fire_rescue", "judgments")) == (0.5, 0.5)
    assert (of("fire_rescue", "fines"), of("fire_rescue", "hours")) == (1000, 3)
    assert (of("fire_rescue", "plans"), of("fire_rescue", "joint_plans")) == (2, 1)
    assert (of("fire_rescue", "inspectors"), of("fire_rescue", "staff_days")) == (10, 200)
    assert of("tax_office", "precision") == 1
    assert np.isnan(of("market_regulator", "precision"))
    assert {entity for kind, entity, _ in found if kind == "body"} == set(BODIES)


def test_regimes_are_compared_at_the_same_bodies_and_in_the_same_sectors():
    def visits(number, found, regime, **where):
        hits = [place < found for place in range(number)]
        return [visit(regime=regime, found=int(hit), judged=hit, **where) for hit in hits]

    made = records(
        [
            *visits(10, 2, "double_random"),  # 20 % against 50 %, weight 10
            *visits(4, 2, "discretionary"),
            *visits(30, 3, "double_random", body="tax_office"),  # 10 % against 30 %, weight 30
            *visits(10, 3, "discretionary", body="tax_office"),
            *visits(50, 50, "discretionary", sector="catering"),  # never drawn at random
            *visits(50, 0, "double_random", body="market_regulator"),  # never at discretion
            *visits(5, 5, "credit_tiered"),
            *visits(9, 9, "double_random", kind="complaint"),  # not planned
        ],
        [firm(1)],
    )
    found = values(made)
    assert found["regime", "double_random", "visits"] == 90
    assert found["regime", "discretionary", "issues"] == pytest.approx(55 / 64)
    assert found["regime", "double_random", "matched_issues"] == pytest.approx((10 * 0.2 + 30 * 0.1) / 40)
    assert found["regime", "discretionary", "matched_judgments"] == pytest.approx((10 * 0.5 + 30 * 0.3) / 40)
    assert found["visit_kind", "complaint", "found_rate"] == 1


def test_issues_are_violations_and_the_rate_is_of_visits():
    found = values(records([visit(found=3), visit()], [firm(1)]))
    assert found["regime", "discretionary", "issues"] == 1.5
    assert found["regime", "discretionary", "found_rate"] == 0.5
    assert np.isnan(found["regime", "double_random", "matched_issues"])


def test_history_and_class_are_of_random_planned_visits():
    random = {"regime": "double_random"}
    visits = [
        visit(**random, history=2, tier="high", found=2, serious_found=1),
        visit(**random, history=2, tier="high"),
        visit(**random, history=0),
        visit(history=2, tier="high", found=1),
        visit(**random, history=2, offsite=True, found=1),
        visit(**random, history=2, kind="reinspection", found=1),
    ]
    found = values(records(visits, [firm(1)]), scale=0.1)
    assert found["history", "2", "visits"] == pytest.approx(20)
    assert found["history", "2", "found_rate"] == 0.5
    assert found["tier", "high", "serious_rate"] == 0.5
    assert found["history", "0", "found_rate"] == 0
    assert np.isnan(found["history", "3", "found_rate"])


def test_how_many_visits_enterprises_have():
    firms = [firm(1), firm(2), firm(3, visits=2), firm(4, visits=40)]
    found = values(records([visit()], firms))
    shares = [found["number", str(number), "share"] for number in range(11)]
    assert shares == [0.5, 0, 0.25, 0, 0, 0, 0, 0, 0, 0, 0.25]


def test_days_of_the_month_count_what_quiet_days_bar():
    visits = [
        visit(started=30 * DAY + 600),  # 31 January
        visit(started=31 * DAY),  # 1 February
        visit(started=31 * DAY, kind="hazard"),
        visit(started=9 * DAY, kind="triggered"),
    ]
    found = values(records(visits, [firm(1)]))
    days = {day: found["day", str(day), "visits"] for day in range(1, 32)}
    assert {day for day, number in days.items() if number} == {1, 10, 31}
    assert days[1] == 1


def test_fields_of_rules_and_sanctions():
    incidents = [incident(1, harm=50.0), incident(1, violating=False), incident(1, area="tax", cohort=False)]
    visits = [visit(sanction="fine"), visit(), visit(), visit(offsite=True, sanction="fine")]
    found = values(records(visits, [firm(1)], incidents, [report(area="food")]), scale=0.5)
    assert found["area", "fire", "incidents"] == 4
    assert found["area", "fire", "violating"] == 0.5
    assert found["area", "fire", "harm"] == 100
    assert found["area", "food", "reports"] == 2
    assert ("area", "tax", "incidents") not in found
    assert found["sanction", "fine", "share"] == pytest.approx(1 / 3)


def in_order(found, plan=0, first=0, **changes):
    """Visits of a plan, one a day, that found so much."""
    return [visit(plan=plan, started=(first + day) * DAY, found=number, **changes) for day, number in enumerate(found)]


def test_first_half_of_a_plan():
    plans = [plan(0), plan(1), plan(2), plan(3, cohort=False)]
    made = records(
        [
            *in_order([2, 0, 0, 0, 1, 0, 0, 0, 0, 1])[::-1],  # 3 of 4, whatever the order of the rows
            *in_order([0] * 5 + [1] + [0] * 4 + [1], plan=1),  # the middle one of eleven counts half
            *in_order([1] * (ENOUGH - 1), plan=2),  # too few
            *in_order([1] * ENOUGH, plan=3),  # not of the study
            *in_order([5], kind="hazard", first=2),
            *in_order([5], offsite=True, first=2),
            *in_order([5], status="cancelled", first=2),
        ],
        [firm(1)],
        plans=plans,
    )
    found = values(made)
    assert found["order", "plans", "plans"] == 2
    assert found["order", "plans", "first_half"] == pytest.approx((3 + 0.5) / (4 + 2))


def test_visits_of_a_plan_after_the_studys_days_belong_to_it():
    half = ENOUGH // 2
    late = [visit(plan=0, started=400 * DAY + day, found=1, cohort=False) for day in range(half)]
    made = records([*in_order([3] * half), *late], [firm(1)], plans=[plan(0)])
    assert values(made)["order", "plans", "first_half"] == 0.75


def test_without_anything():
    found = values(records(firms=[firm(1)]))
    assert np.isnan(found["order", "plans", "first_half"])
    assert found["effect", "double_random", "expected"] == 0
    assert pd.Series(found)["day"].sum() == 0
