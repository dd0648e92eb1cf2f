"""Who enterprises are: drawn from their own numbers, sound on the first day, and in balance afterwards."""

import numpy as np
import pytest

from sim.economy.claims import BILLS
from sim.economy.costs import fixed_cost, material_share, most_margin
from sim.economy.tables import IDLE, NOT_YET, TRADING
from tests.economy.towns import owed, run, town

OWN = ("status", "staff", "capacity", "margin", "standing", "shock", "cash", "bond", "state_premises",
       "government_owes")


def test_one_enterprise_more_changes_nobody_else_and_only_takes_suppliers_away():
    """The 299th comes with founders waiting behind it in the books."""
    without, more = town(enterprises=298, founders=20), town(enterprises=299, founders=20)
    old = np.r_[:298, 299:319]
    for column in OWN:
        assert np.array_equal(without.firms[column], more.firms[column][old], equal_nan=True), column
    before, after = without.firms["customer"][:298], more.firms["customer"][:298]
    assert np.isin(after[after != before], [298]).all()
    assert (after == before).mean() > 0.95


def test_another_seed_draws_others():
    one, other = town(idle=0.0), town(idle=0.0, seed=4)
    for column in ("staff", "margin", "standing", "shock"):
        assert (one.firms[column] != other.firms[column]).mean() > 0.99, column


def test_founders_are_not_there_yet():
    world = town(founders=30)
    founders, people = world.firms[300:], world.enterprises[300:]
    assert (founders["status"] == NOT_YET).all() and (people["trading"] == 0).all()
    assert (founders["cash"] == 0.0).all() and (founders["capacity"] > 0.0).all() and np.isnan(founders["opened"]).all()


def test_the_share_of_the_idle_is_as_told():
    world = town(enterprises=3000, idle=0.3)
    assert (world.firms["status"] == IDLE).mean() == pytest.approx(0.3, abs=0.03)
    assert (world.enterprises["trading"] == (world.firms["status"] == TRADING)).all()


def test_usual_costs_leave_the_usual_margin():
    """Materials, wages, rent and utilities of a usual month with usual revenue."""
    world = town(idle=0.0, margin_spread=0.0, standing_worth=0.0)
    for enterprise in range(50):
        firm, row = world.firms[enterprise], world.enterprises[enterprise]
        sector = world.firm_sectors[row["sector"]]
        wages = firm["staff"] * sector["wage"]
        premises = (sector["rent"] + sector["utilities"]) * firm["capacity"]
        left = firm["capacity"] * (1.0 - material_share(world, enterprise)) - wages - premises
        assert left / firm["capacity"] == pytest.approx(sector["margin"])
        social = 0.2 * wages if row["size_class"] > 0 else 0.0
        assert fixed_cost(world, enterprise) == pytest.approx(wages + social + premises)


def test_margins_never_leave_less_than_nothing_for_materials():
    world = town(margin_spread=0.9)
    for enterprise in range(300):
        assert world.firms["margin"][enterprise] <= most_margin(world, enterprise)
        assert material_share(world, enterprise) >= 0.0


def test_an_average_economy_neither_explodes_nor_dies():
    """Nobody stops, investment makes good what wears out: revenue, jobs, cash and credit stay what they were."""
    world = town(enterprises=400, stopping=(0.0,), insolvency_patience=600.0, opportunities=0.1, decay=0.0025)
    world.firm_sizes["most_staff"] = 1e7
    run(world, 12)
    then = world.firms.copy()
    run(world, 60, first=12)
    for column in ("staff", "revenue", "cash", "receivable", "government_owes"):
        assert 0.7 < world.firms[column].sum() / then[column].sum() < 1.4, column
    assert owed(world, BILLS) < 0.05 * world.firms["revenue"].sum()


def test_mean_revenue_is_usual_revenue_however_volatile():
    world = town(enterprises=2000, idle=0.0, stopping=(0.0,), audit=False, opportunities=0.0, decay=0.0,
                 persistence=0.8, grace=600.0, insolvency_patience=600.0)  # fmt: skip
    world.firm_sectors["volatility"] = 0.2
    world.firms["capacity"] = 1e6
    total = 0.0
    for month in range(24):
        run(world, 1, first=month)
        total += world.firms["revenue"].mean()
    assert total / 24 / 1e6 == pytest.approx(1.0, abs=0.02)
