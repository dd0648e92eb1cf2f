"""What a bank makes of a request, rule by rule."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import bank, enterprise

shares = st.floats(0.0, 1.0)
rates = st.floats(0.0, 0.3)
small_pd = st.floats(0.0, 0.5)


def test_a_clear_signal_is_believed_and_a_noisy_one_drawn_to_the_mean():
    assert bank.judged_standing(1.5, 0.0) == 1.5
    assert bank.judged_standing(1.5, 1.0) == 0.75
    assert abs(bank.judged_standing(1.5, 3.0)) < 0.2


def test_scores_are_a_logistic_regression():
    assert bank.scored_pd(0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0, 1.0, 0.0) == 0.5
    odds = bank.scored_pd(-4.0, 0.8, 0.5, 0.05, 6.0, 0.7, 2, 2.0, 0.25)
    assert math.log(odds / (1 - odds)) == pytest.approx(-4.0 - 0.4 + 0.3 + 1.4 + 0.5)


@given(pd=small_pd, loss=shares, cover=shares, funding=rates, operating=rates, hurdle=rates)
def test_the_price_without_margin_earns_exactly_the_hurdle(pd, loss, cover, funding, operating, hurdle):
    rate = bank.price(pd, loss, cover, funding, operating, hurdle, 0.0)
    assert bank.net_return(rate, pd, loss, cover, funding, operating) == pytest.approx(hurdle, abs=1e-12)


@given(pd=small_pd, worse=st.floats(0.001, 0.3), loss=st.floats(0.1, 1.0))
def test_more_risk_costs_more_and_cover_makes_it_cheaper(pd, worse, loss):
    def at(risk, cover):
        return bank.price(risk, loss, cover, 0.03, 0.01, 0.01, 0.0)

    assert at(pd + worse, 0.0) > at(pd, 0.0)
    assert at(pd, 0.5) <= at(pd, 0.0)


@given(loss=shares, recovery=shares, confirmed=shares)
def test_security_and_confirmation_never_make_a_loss_negative(loss, recovery, confirmed):
    lost = bank.loss_given_default(loss, recovery, confirmed)
    assert 0.0 <= lost <= loss


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, bank.WILL_LEND),
        ({"secured": False}, bank.NO_SECURITY),
        ({"guaranteed": False}, bank.NO_GUARANTEE),
        ({"rate": 0.11}, bank.TOO_RISKY),
        ({"capital": 9.9}, bank.NO_CAPITAL),
    ],
)
def test_what_a_bank_answers(changed, expected):
    usual = {"rate": 0.1, "dearest": 0.1, "capital": 10.0, "weighted": 100.0, "least_ratio": 0.1,
             "secured": True, "guaranteed": True}  # fmt: skip
    assert bank.answer(**usual | changed) == expected


def test_provisions_grow_with_months_overdue_up_to_all_that_will_be_lost():
    steps = [bank.provision(1000.0, 0.02, 0.5, 0.0, overdue, False) for overdue in range(6)]
    assert steps == [10.0, 125.0, 250.0, 375.0, 500.0, 500.0]
    assert bank.provision(1000.0, 0.02, 0.5, 0.75, 0, True) == 125.0


def test_appetite_falls_only_beyond_tolerance():
    assert bank.appetite(0.02, 0.02, 0.5) == 0.0
    assert bank.appetite(0.04, 0.02, 0.5) == pytest.approx(0.01)


def test_score_cards_move_towards_the_defaults_seen():
    assert bank.recalibrated(-4.0, 10.0, 10.0, 0.2) == -4.0
    assert bank.recalibrated(-4.0, 10.0, 21.0, 1.0) == pytest.approx(-4.0 + math.log(2.0))
    assert bank.recalibrated(-4.0, 10.0, 0.0, 0.2) < -4.0


def test_dividends_leave_the_capital_that_is_needed():
    assert bank.dividend(100.0, 0.3, 1000.0, 5000.0, 0.1) == 30.0
    assert bank.dividend(100.0, 0.3, 570.0, 5000.0, 0.1) == 7.0
    assert bank.dividend(100.0, 0.3, 500.0, 5000.0, 0.1) == 0.0
    assert bank.dividend(-100.0, 0.3, 1000.0, 5000.0, 0.1) == 0.0


def test_a_gap_opens_below_the_buffer_and_is_filled_to_the_target():
    assert enterprise.cash_gap(150.0, 100.0, 50.0, 1.0, 2.0) == 0.0
    assert enterprise.cash_gap(149.0, 100.0, 50.0, 1.0, 2.0) == 101.0


def test_the_discouraged_do_not_ask():
    assert enterprise.asks_for_loan(0.5, 0.5)
    assert not enterprise.asks_for_loan(0.49, 0.5)


def test_an_offer_may_be_too_dear():
    assert enterprise.accepts_price(0.08, 0.04, 0.05)
    assert not enterprise.accepts_price(0.1, 0.04, 0.05)


def test_who_cannot_repay_renews():
    assert enterprise.renews(100.0, 90.0, 50.0, 1.0, 0.0, 0.5)
    assert not enterprise.renews(200.0, 90.0, 50.0, 1.0, 0.0, 0.5)
    assert enterprise.renews(200.0, 90.0, 50.0, 1.0, 0.6, 0.5)
