"""Whole worlds with banks: what must hold of scores, of a credit crunch, of renewals and of one enterprise more."""

from copy import deepcopy
from datetime import date

import numpy as np
import pytest

from tests.lending.towns import run, town
from tests.region.worlds import jilin, variant


def calm(tree):
    """Jilin City without epidemics, and with hardly any matters but those of money."""
    tree["economy"]["shocks"] = []
    for procedure in tree["procedures"].values():
        if procedure["demand"]["by"] == "enterprises":
            procedure["demand"]["per_year"] = 0.0
    for family in tree["families"].values():
        family["demand"]["per_enterprise_year"] = 0.0
    tree["inspections"] = None


@pytest.fixture(scope="module")
def years():
    """Three years of a fifth of Jilin City: a warm-up, a year of loans, a year to see what became of them."""
    return run(jilin(), start=date(2020, 1, 1), days=366, warm_up=365, follow_up=470, scale=0.2)


def test_scores_sort_borrowers_and_predict_how_many_default(years):
    """Realised defaults within a year (and three months, until overdue counts) of a loan to the same enterprise."""
    loans = years.records().loans
    granted = loans[loans["cohort"]]
    bad = loans[loans["defaulted"].notna()].groupby("enterprise")["defaulted"].min()
    after = (bad.reindex(granted["enterprise"]).to_numpy() - granted["begun"].to_numpy()) / 1440.0
    defaulted = (after > 0) & (after <= 365 + 92)
    expected = granted["pd"].sum()
    assert 0.5 < defaulted.sum() / expected < 2.0, "a score card that learns is off by less than twice"
    order = np.argsort(granted["pd"].to_numpy())
    safe, risky = order[: len(order) // 3], order[-len(order) // 3 :]
    assert defaulted[risky].mean() > 3.0 * max(defaulted[safe].mean(), 1e-4)


def test_a_credit_crunch_when_capital_is_cut():
    """Banks with too little capital refuse for want of it and lend less; fewer ask; enterprises invest less."""
    outcomes = []
    for factor in (2.0, 0.45):

        def cut(tree, factor=factor):
            calm(tree)
            for bank in tree["lending"]["banks"].values():
                bank["capital"] *= factor

        world = run(variant(cut, jilin()), start=date(2018, 7, 1), days=365, scale=0.05)
        records = world.records()
        asked = records.requests
        outcomes.append(
            {
                "refused": float((asked["refusal"] == "no_capital").sum()),
                "lent": float(records.loans.loc[records.loans["request"] >= 0, "granted"].sum()),
                "book": float(world.world.banks["loans"].sum()),
                "asking": float(records.months["requests_made"].sum() / records.months["requests_needed"].sum()),
                "invested": float(records.months["invested"].sum()),
            }
        )
    usual, crunch = outcomes
    assert usual["refused"] == 0 < crunch["refused"]
    for sign in ("lent", "book", "asking", "invested"):
        assert crunch[sign] < usual[sign], sign


def test_bad_loans_tighten_what_banks_ask_for():
    """A cautious bank with many bad loans adds to its price what its file says."""
    world = run(town(), days=500)
    row = world.banking.months[-1][0]  # as it stood when the last month was closed
    share = row["bad"] / row["loans"]
    caution, tolerance = row["caution"], row["tolerance"]
    assert share > tolerance
    assert row["appetite"] == pytest.approx(caution * (share - tolerance))


def test_bridging_costs_the_days_from_the_old_loans_end_to_the_new_money(years):
    """Cost = price a day x days x principal, floored month by month; days end when the new loan is paid out."""
    loans = years.records().loans
    bridged = loans[loans["bridged"] & (loans["bridging_days"] > 0) & (loans["bridging_days"] < 28)]
    assert len(bridged) > 100
    price = float(years.world.credit[0].bridge)
    reckoned = bridged["bridging_principal"] * bridged["bridging_days"] * price
    assert np.abs(bridged["bridging_cost"] - reckoned).max() <= 3.0 + 0.02 * reckoned.max()
    assert bridged["bridging_cost"].sum() == pytest.approx(reckoned.sum(), rel=0.02)


def test_renewal_without_principal_needs_no_bridge():
    def renewed(tree):
        calm(tree)
        tree["lending"]["renewal"]["without_principal"] = 1.0

    records = run(variant(renewed, jilin()), start=date(2018, 7, 1), days=365, scale=0.05).records()
    assert records.loans["renewal"].sum() > 100
    assert not records.loans["bridged"].any()
    assert (records.accounts["kind"] != "bridge_cost").all()


def lonely(tree):
    """Nothing is shared: no queues to speak of, no customers, no banks that run short, learn or are talked about."""
    for sector in tree["economy"]["sectors"].values():
        sector |= {"chain": 0.0, "government": 0.0}
    tree["economy"]["procurement"] |= {"reserved": 0.0}
    tree["economy"]["entry"] |= {"days": 0.0, "satisfaction": 0.0, "credit": 0.0}
    tree["economy"]["exit"] |= {"effort": 1e-9}
    for bank in tree["lending"]["banks"].values():
        bank |= {"capital": 1e12, "officers": 1000, "caution": 0.0}
    tree["lending"]["scoring"] |= {"learning": 0.0}
    tree["lending"]["borrowers"] |= {"memory": 0.0}
    tree["lending"]["guarantor"] |= {"fund": 1e11}
    for place in (*tree["departments"].values(),):
        place |= {"reviewers": 1000, "overtime": None}
    for hall in tree["halls"].values():
        hall["windows"] |= {"total": 1000}
    tree["population"]["entry_rate"] = 0.0


def test_one_extra_enterprise_changes_only_itself():
    """With a newcomer every other enterprise has the same accounts, requests and loans to the yuan."""
    worlds = [run(town(lonely, enterprises=size), days=500) for size in (700, 701)]
    before, after = (world.world for world in worlds)
    here = [world.firms[:700].copy() for world in (before, after)]
    for firms in here:  # rows of pools differ, what stands in them does not
        firms["loan"] = firms["bridged_for"] = 0
    assert here[0].tobytes() == here[1].tobytes()
    columns = ["enterprise", "result", "product", "bank", "amount", "rate", "begun", "ended"]
    requests = [deepcopy(world.records().requests[columns]) for world in worlds]
    old = requests[1][requests[1]["enterprise"] != 700].reset_index(drop=True)
    assert len(old) > 100
    assert old.equals(requests[0])
