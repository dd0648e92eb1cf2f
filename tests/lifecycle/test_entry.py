"""What draws founders."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.enterprise import response
from sim.approvals import tables as approvals
from sim.economy.tables import COUNT_FOUNDED, COUNT_OPENED, IDLE, TRADING
from sim.engine.clock import DAY
from sim.lifecycle.entry import note_founding, note_usual, update_entry
from sim.lifecycle.links import founded
from tests.economy.towns import begin, run, step, town

positive = st.floats(0.01, 1000.0)
elasticity = st.floats(0.0, 3.0)


@given(positive, positive, positive, elasticity, elasticity, elasticity, st.floats(1.0, 5.0))
def test_usual_times_draw_the_usual_founders(days, satisfaction, credit, e_days, e_sat, e_credit, most):
    assert response(days, days, satisfaction, satisfaction, credit, credit, e_days, e_sat, e_credit, most) == 1.0
    assert response(days, 0.0, satisfaction, 0.0, credit, 0.0, e_days, e_sat, e_credit, most) == 1.0


@given(positive, positive, positive, positive, positive, positive, elasticity, st.floats(1.0, 5.0))
def test_the_response_is_bounded_and_has_its_signs(days, usual, satisfaction, usual_satisfaction, credit, usual_credit,
                                                   e, most):
    def factor(days=days, satisfaction=satisfaction, credit=credit):
        return response(days, usual, satisfaction, usual_satisfaction, credit, usual_credit, e, e, e, most)

    assert 0.0 < factor() <= most
    assert factor(days=days * 1.5) <= factor() <= factor(days=days / 1.5)
    assert factor(satisfaction=satisfaction * 1.5) >= factor() and factor(credit=credit * 1.5) >= factor()


def test_elasticity_is_what_it_says():
    """Days halved with an elasticity of a half: the root of two times as many."""
    assert response(4.0, 8.0, 3.0, 3.0, 0.0, 0.0, 0.5, 1.0, 1.0, 5.0) == pytest.approx(math.sqrt(2.0))


def closed_case(world, enterprise, days, **columns):
    """A case that ended now after so many days (offices are always open in this town)."""
    number = int(world.control[0]["cases"])
    world.control[0]["cases"] += 1
    row = world.cases[number]
    row["enterprise"], row["ended"] = enterprise, world.control[0]["now"]
    row["begun"], row["outcome"] = row["ended"] - days * DAY, approvals.APPROVED
    for name, value in columns.items():
        row[name] = value
    return number


def test_word_spreads_and_fades():
    world = town(entry_days=0.5, entry_memory=2.0)
    begin(world, 5)
    for _ in range(4):
        note_founding(world, closed_case(world, 0, 20.0))
    update_entry(world)
    assert world.economy[0]["recent_days"] == pytest.approx(20.0) and world.economy[0]["entry"] == 1.0
    note_usual(world)
    for _ in range(4):
        note_founding(world, closed_case(world, 0, 5.0))
    update_entry(world)
    kept = math.exp(-0.5)
    assert world.economy[0]["recent_days"] == pytest.approx((20.0 * kept + 5.0) / (kept + 1.0))
    assert 1.0 < world.economy[0]["entry"] <= 1.5
    update_entry(world)
    assert world.economy[0]["recent_days"] == pytest.approx((20.0 * kept + 5.0) / (kept + 1.0)), "no news, old news"


def test_the_satisfaction_of_those_who_trade_draws_founders():
    world = town(entry_satisfaction=1.0)
    step(world, 0)
    note_usual(world)
    world.enterprises["satisfaction"] = 3.3
    step(world, 1)
    assert world.economy[0]["entry"] == pytest.approx(1.1)
    world.enterprises["satisfaction"] = 5.0
    step(world, 2)
    assert world.economy[0]["entry"] == 1.5, "bounded"


def test_founders_bring_their_capital_and_grow_in_their_first_year():
    world = town(founders=200, begins=0.8, stopping=(0.0,), opportunities=0.0, decay=0.0, hiring=1.0)
    run(world, 1)
    begin(world, 1)
    for enterprise in range(300, 500):
        world.enterprises[enterprise]["active"], world.enterprises[enterprise]["began"] = 1, world.control[0]["now"]
        founded(world, enterprise)
    firms = world.firms[300:]
    assert world.counts[COUNT_FOUNDED] == 200 and 140 < world.counts[COUNT_OPENED] < 180
    begun = firms["status"] == TRADING
    assert (firms["status"][~begun] == IDLE).all() and (firms["cash"][~begun] == 0.0).all()
    assert (world.enterprises["trading"][300:] == begun).all()
    assert (firms["cash"][begun] > 0.0).all() and (world.audit[300:].sum(axis=1) == firms["cash"]).all()
    first = firms["staff_first"].copy()
    run(world, 13, first=2)
    there = firms["status"] == TRADING
    assert firms["staff_year"][there] == pytest.approx(first[there] * 1.15, rel=1e-6)
