"""The agents' rules about inspections, called with plain numbers."""

import pytest

from agents.department import (
    EXEMPT,
    FINE,
    ORDER,
    REFORM,
    SUSPEND,
    WARN,
    admonished,
    answers_minor,
    answers_serious,
    attention,
    credit_tier,
    fine,
    inclusion,
)
from agents.enterprise import (
    believed,
    corrects,
    rates_visit,
    reformed,
    remembered,
    seriousness,
    violation_probability,
)


def test_without_inspections_the_inclination_is_the_probability_of_keeping_a_rule():
    assert violation_probability(1.0, 0.8, 0.0) == pytest.approx(0.2)
    assert violation_probability(0.0, 0.5, 0.0) == 0.0


def test_a_penalty_worth_the_cost_of_compliance_lowers_the_odds_as_the_rule_says():
    # own odds of keeping 0.8 / 0.2 = 4, and one more for the penalty: 1 / (1 + 4 + 1)
    assert violation_probability(1.0, 0.8, 1.0) == pytest.approx(1 / 6)


def test_violations_fall_with_inclination_and_penalty_and_rise_with_odds():
    base = violation_probability(1.0, 0.7, 0.5)
    assert violation_probability(1.0, 0.8, 0.5) < base
    assert violation_probability(1.0, 0.7, 0.9) < base
    assert violation_probability(1.5, 0.7, 0.5) > base


def test_the_surer_a_violation_the_more_serious_ones():
    assert seriousness(0.5, 0.2) == pytest.approx(0.1)
    assert seriousness(8.0, 0.5) == 1.0


def test_beliefs_fade_and_mix():
    assert remembered(2.0, 0.0, 5.0) == 2.0
    assert remembered(2.0, 5.0, 5.0) == pytest.approx(2.0 / 2.718281828, rel=1e-6)
    assert believed(2.0, 1.0, 0.25) == pytest.approx(1.75)


def test_whoever_keeps_rules_anyway_corrects_and_some_of_the_others_when_told():
    assert corrects(0.9, 0.0, 0.89) and not corrects(0.9, 0.0, 0.91)
    assert corrects(0.5, 0.5, 0.74) and not corrects(0.5, 0.5, 0.76)
    assert reformed(0.6, 0.5) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("past", "broken", "tier"), [(0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 0, 2), (0, 1, 2)]
)
def test_credit_tiers(past, broken, tier):
    assert credit_tier(past, broken) == tier


def test_attention_is_one_where_nothing_speaks_for_a_visit():
    assert attention(0.0, 0.0, 0.0, 5.0, 5.0, 5.0) == 1.0
    assert attention(1.0, 1.0, 0.5, 2.0, 3.0, 4.0) == 8.0


def test_a_mixed_plan_divides_its_visits_by_the_shares_of_its_regimes():
    assert inclusion(0.5, 0.3, 0.0, 2.0, 1.5) == pytest.approx((0.0, 0.15, 0.5 * 0.7 * 1.5))
    assert inclusion(0.5, 1.0, 0.6, 2.0, 1.5) == pytest.approx((0.6, 0.2, 0.0))  # tiers first


@pytest.mark.parametrize(
    ("first", "u_fine", "u_exempt", "u_warn", "answer"),
    [
        (True, 0.2, 0.1, 0.0, EXEMPT),
        (False, 0.2, 0.1, 0.0, FINE),
        (True, 0.2, 0.9, 0.0, FINE),
        (True, 0.5, 0.0, 0.3, WARN),
        (True, 0.5, 0.0, 0.7, ORDER),
    ],
)
def test_answers_to_minor_violations(first, u_fine, u_exempt, u_warn, answer):
    assert answers_minor(first, 0.3, 0.5, 0.6, u_fine, u_exempt, u_warn) == answer


def test_answers_to_serious_violations():
    assert answers_serious(True, 0.2, 1.0, 0.5, 0.0) == FINE  # nobody is suspended the first time
    assert answers_serious(False, 0.2, 1.0, 0.5, 0.0) == SUSPEND
    assert answers_serious(False, 0.2, 1.0, 0.1, 0.0) == REFORM


def test_a_benchmark_takes_the_teams_severity_out_of_fines():
    assert fine(1000.0, 0.5, 0, 0.0, 1.8) == 1800
    assert fine(1000.0, 0.5, 2, 0.0, 1.8) == 3600
    assert fine(1000.0, 0.5, 0, 1.0, 1.8) == 1000
    assert fine(1000.0, 0.5, 0, 0.5, 1.8) == 1400


def test_ratings_of_visits_fall_with_hours_fines_and_repetition():
    assert rates_visit(0.0, 0.0, 0.0, 0.3, 1.0, 0.5, 0.5) == 5
    assert rates_visit(2.0, 1.0, 1.0, 0.3, 1.0, 0.5, 0.5) == 3
    assert rates_visit(50.0, 1.0, 1.0, 0.3, 1.0, 0.5, 0.5) == 1


def test_the_worst_are_admonished_ties_by_name():
    assert admonished({"b": 3.0, "a": 3.0, "c": 4.0}, 1) == ["a"]
    assert admonished({"b": 3.0, "a": 3.5, "c": 4.0}, 2) == ["b", "a"]
    assert admonished({"b": 3.0}, 0) == []
