"""The rules of business, called with plain numbers."""

import math

import numpy as np
import pytest

from agents.enterprise import (
    draws_out,
    happens,
    hired,
    in_difficulty,
    is_insolvent,
    leaving_rate,
    month_revenue,
    months_with_loss,
    next_shock,
    stopping_rate,
    usual_margin,
    willing_to_pay,
)
from sim.economy.tables import EXEMPT, GENERAL, SMALL
from sim.economy.taxes import income_tax, value_added_tax


def test_shocks_fade_and_leave_mean_revenue_where_it_is():
    assert next_shock(0.5, 0.8, 0.0, 3.0) == pytest.approx(0.4)
    rng = np.random.default_rng(1)
    shock, total, count = 0.0, 0.0, 200_000
    for z in rng.standard_normal(count):
        shock = next_shock(shock, 0.6, 0.3, z)
        total += math.exp(shock)
    assert total / count == pytest.approx(1.0, abs=0.01)


def test_revenue_is_usual_revenue_times_all_that_bears_on_it():
    assert month_revenue(1000.0, 1.2, 0.5, 0.0, 0.0) == pytest.approx(600.0)
    assert month_revenue(1000.0, 1.0, 1.0, math.log(2.0), 0.5) == pytest.approx(1000.0)


def test_a_margin_leaves_no_less_than_nothing_for_materials():
    assert usual_margin(0.1, 0.05, 1.0, 0.02, -1.0, 0.5) == pytest.approx(0.13)
    assert usual_margin(0.1, 0.05, 20.0, 0.0, 0.0, 0.5) == 0.5


def test_staff_closes_in_on_what_is_needed():
    assert hired(10.0, 20.0, 0.2) == pytest.approx(12.0)
    assert hired(10.0, 0.0, 1.0) == 0.0


def test_owners_leave_what_they_keep():
    assert draws_out(100.0, 60.0, 0.5) == 20.0
    assert draws_out(50.0, 60.0, 0.5) == 0.0


def test_all_is_paid_unless_withheld_and_supervision_reaches_old_debts_only():
    assert willing_to_pay(100.0, 60.0, 0.0, 0.0) == 100.0
    assert willing_to_pay(100.0, 60.0, 0.5, 0.0) == 50.0
    assert willing_to_pay(100.0, 60.0, 0.5, 1.0) == 80.0


def test_months_with_a_loss_are_counted():
    assert [months_with_loss(bits) for bits in (0, 1, 0b1010, 0xFFF)] == [0, 1, 2, 12]


def test_losers_stop_more_often():
    assert stopping_rate(0.1, 2.0, 0.0) == 0.1
    assert stopping_rate(0.1, 2.0, 0.5) == pytest.approx(0.2)
    assert in_difficulty(6, 0) and in_difficulty(0, 1) and not in_difficulty(5, 0)


def test_leaving_halves_where_it_takes_the_effort_at_which_it_halves():
    assert leaving_rate(1.0, 0.0, 60.0) == 1.0
    assert leaving_rate(1.0, 60.0, 60.0) == 0.5
    assert leaving_rate(1.0, 10.0, 0.0) == 0.0
    assert leaving_rate(1.0, 20.0, 60.0) > leaving_rate(1.0, 40.0, 60.0)


def test_insolvent_is_who_cannot_pay_for_long_and_owes_more_than_it_owns():
    assert is_insolvent(6, 6.0, 10.0, 9.0)
    assert not is_insolvent(5, 6.0, 10.0, 9.0) and not is_insolvent(6, 6.0, 9.0, 9.0)
    assert not is_insolvent(0, 0.0, 10.0, 9.0)


def test_hazards_add_up_over_months():
    assert happens(0.5, 1.0, 1.0 - math.exp(-0.5) - 1e-9) and not happens(0.5, 1.0, 1.0 - math.exp(-0.5) + 1e-9)
    assert not happens(0.0, 1.0, 1e-12)


def test_value_added_tax_by_kind_of_taxpayer():
    assert value_added_tax(EXEMPT, 100_000.0, 0.0, 100_000.0, 0.03, 0.09) == 0.0
    assert value_added_tax(EXEMPT, 200_000.0, 0.0, 100_000.0, 0.03, 0.09) == 6_000.0
    assert value_added_tax(SMALL, 10_000.0, 0.0, 100_000.0, 0.03, 0.09) == 300.0
    assert value_added_tax(GENERAL, 10_000.0, 4_000.0, 100_000.0, 0.03, 0.1) == 600.0
    assert value_added_tax(GENERAL, 10_000.0, 40_000.0, 100_000.0, 0.03, 0.1) == 0.0


def test_income_tax_by_kind_of_enterprise():
    rates = (0.25, 3e6, 0.05, 0.02)
    assert income_tax(1e6, True, True, *rates) == 50_000.0
    assert income_tax(4e6, True, True, *rates) == 1_000_000.0
    assert income_tax(1e6, True, False, *rates) == 250_000.0
    assert income_tax(1e6, False, True, *rates) == 20_000.0
    assert income_tax(-5.0, True, True, *rates) == 0.0
