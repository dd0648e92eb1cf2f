"""Every yuan stands twice: cash against payments, claims against debts, month by month."""

import numpy as np
import pytest

from sim.economy.claims import (
    BILLS,
    CANCELLED,
    GOVERNMENT_ARREARS,
    INSTRUMENTS,
    NEW,
    REPAID,
    TAXES_OWED,
    TRADE_CREDIT,
)
from sim.economy.ledger import (
    BRIDGE_COST,
    ENTERPRISES,
    GUARANTEE_FEES,
    INTEREST,
    INTEREST_SUBSIDY,
    KINDS,
    LOAN_FEES,
    PAYEE,
    PAYER,
    SALES_GOVERNMENT,
    TRADE,
    pay,
    receive,
)
from sim.economy.tables import COUNTS, DORMANT, GONE, IDLE, INSOLVENT, TRADING
from sim.lifecycle.links import founded, struck_off
from tests.economy.towns import OWED, owed, run, step, town

MONTHS = 40
LEAST_ZERO = ("cash", "bills", "utility_bills", "taxes_owed", "receivable", "payable", "old_receivable", "old_payable",
              "invoiced", "government_owes", "bond", "capacity", "staff", "revenue")
WHOLE = ("cash", "bills", "utility_bills", "taxes_owed", "receivable", "payable", "government_owes", "bond", "revenue")
def hard_times(**options):
    """A town in which everything happens: losses, dormancy, insolvency, struck off or revoked, entrants."""
    return town(**{"margin_spread": 0.12, "insolvency_patience": 3.0, "withheld": 0.4, "reserved": 0.3, "cleared": 0.2,
                   "founders": 40, "reorganised": 0.4, "coordinated_reorganised": 0.6, **options})  # fmt: skip


def lives(world, months):
    """Months in which founders open and somebody leaves the register now and then, every second time by a case of its
    own, else because a licence is revoked; (before, world) after each month."""
    for month in range(months):
        before = world.firms.copy()
        step(world, month)
        yield before, world
        if month < 30:
            enterprise = len(world.firms) - 40 + month
            world.enterprises[enterprise]["active"], world.enterprises[enterprise]["began"] = 1, world.control[0]["now"]
            founded(world, enterprise)
            world.enterprises[month * 3]["active"] = 0
            if month % 2:
                struck_off(world, month * 3)
        world.enterprises["fees_due"][month::7] += 130.0
        world.enterprises["time_due"][month::5] += 75.5
        world.enterprises["fines_due"][month::50] += 2_000.0


@pytest.fixture(scope="module")
def history():
    """What changed in each month of hard times, and the world at its end."""
    world, rows = hard_times(), []
    seen = np.zeros(len(COUNTS), dtype=np.int64)
    for before, after in lives(world, MONTHS):
        seen += after.counts
        rows.append({
            "before": before, "after": after.firms.copy(), "audit": after.audit.copy(), "flows": after.flows.copy(),
            "claims": after.claims.copy(),
            "owed": {instrument: owed(after, instrument) for instrument in OWED},
            "active": after.enterprises["active"].copy(),
        })  # fmt: skip
    return rows, dict(zip(COUNTS, seen.tolist(), strict=True)), world


def test_everything_happens_in_hard_times(history):
    _, seen, world = history
    for name in ("stopped", "slept", "woken", "insolvencies", "liquidated", "reorganised", "struck_off", "revoked",
                 "invested", "cut_off"):  # fmt: skip
        assert seen[name] > 0, name
    assert set(np.unique(world.firms["status"])) >= {TRADING, DORMANT, IDLE, INSOLVENT, GONE}


def test_cash_changes_by_what_is_paid(history):
    for row in history[0]:
        assert (row["after"]["cash"] - row["before"]["cash"] == row["audit"].sum(axis=1)).all()


def test_flows_are_the_sums_of_what_enterprises_paid(history):
    for row in history[0]:
        sums = row["audit"].sum(axis=0)
        for kind, name in enumerate(KINDS):
            sign = (PAYEE[kind] == ENTERPRISES) - (PAYER[kind] == ENTERPRISES)
            assert sums[kind] == sign * row["flows"][kind], name
            if kind != TRADE:
                assert (sign * row["audit"][:, kind] >= 0.0).all(), name


def test_claims_add_up(history):
    for row in history[0]:
        for instrument, columns in OWED.items():
            opening = sum(row["before"][column].sum() for column in columns)
            new, repaid, cancelled = row["claims"][instrument]
            assert min(new, repaid, cancelled) >= 0.0
            assert opening + new - repaid - cancelled == row["owed"][instrument], INSTRUMENTS[instrument]
    total = sum(row["claims"] for row in history[0])
    assert (total[[TRADE_CREDIT, BILLS, TAXES_OWED]][:, [NEW, REPAID, CANCELLED]] > 0.0).all()


def test_what_is_repaid_was_paid(history):
    for row in history[0]:
        assert row["claims"][TRADE_CREDIT, REPAID] == row["flows"][TRADE]
        assert row["claims"][GOVERNMENT_ARREARS, REPAID] == row["flows"][SALES_GOVERNMENT]


def test_what_customers_owe_is_what_their_suppliers_are_owed(history):
    for row in history[0]:
        firms = row["after"]
        for owed_to, owing in (("receivable", "payable"), ("old_receivable", "old_payable")):
            has = firms["customer"] >= 0
            assert (firms[owed_to][~has] == 0.0).all()
            sums = np.bincount(firms["customer"][has], firms[owed_to][has], minlength=len(firms))
            assert (sums == firms[owing]).all()


def test_nothing_is_negative_and_everything_is_whole(history):
    for row in history[0]:
        for column in LEAST_ZERO:
            assert (row["after"][column] >= 0.0).all(), column
        for column in WHOLE:
            assert (row["after"][column] == np.floor(row["after"][column])).all(), column
        assert (row["after"]["old_receivable"] + row["after"]["invoiced"] <= row["after"]["receivable"]).all()


def test_the_dead_own_and_owe_nothing(history):
    for row in history[0]:
        gone = row["after"]["status"] == GONE
        assert (gone[row["before"]["status"] == GONE]).all()
        for column in ("cash", "bills", "utility_bills", "taxes_owed", "receivable", "payable", "government_owes",
                       "bond", "debt", "staff"):  # fmt: skip
            assert (row["after"][column][gone] == 0.0).all(), column
        assert (row["after"]["ended"][gone] > 0).all() and (row["active"][gone] == 0).all()


def test_profit_is_revenue_less_what_was_paid_and_is_owed():
    """With every bill paid at once: no credit, no arrears, no investment, nothing but a month's accounts."""
    world = run(town(term=0.0, late=0.0, idle=0.0, withheld=0.0, opportunities=0.0, stopping=(0.0,), cash=12.0,
                     draw=0.0, bonds=0.0, reserve=0.0, margin_spread=0.0, standing_worth=0.0), 1)
    firms = world.firms
    assert (firms["bills"] + firms["taxes_owed"] + firms["receivable"] == 0.0).all()
    assert (firms["profit"] == world.audit.sum(axis=1)).mean() > 0.99, "all but those whose customers lack money"
    assert world.flows[TRADE] > 0.0


def test_what_borrowing_costs_is_taken_off_profit_once():
    world, free = town(), town()
    enterprise = int(np.flatnonzero(world.firms["status"] == TRADING)[0])
    for kind, amount in ((INTEREST, 700.0), (LOAN_FEES, 50.0), (GUARANTEE_FEES, 40.0), (BRIDGE_COST, 10.0)):
        pay(world, enterprise, kind, amount)
    receive(world, enterprise, INTEREST_SUBSIDY, 300.0)
    for month in (0, 1):
        step(world, month)
        step(free, month)
        less = free.firms["profit"][enterprise] - world.firms["profit"][enterprise]
        assert less == pytest.approx(500.0 if month == 0 else 0.0, abs=60.0), "but for income tax"


def test_what_inspections_cost_is_settled_once():
    world = town(idle=0.5)
    world.enterprises["fines_due"], world.enterprises["time_due"] = 100.0, 50.0
    step(world, 0)
    everybody = len(world.firms)
    paid = dict(zip(KINDS, world.flows, strict=True))
    assert paid["fines"] == 100.0 * everybody and paid["administration"] == 50.0 * everybody
    assert (world.enterprises["fines_due"] == 0.0).all()
    step(world, 1)
    assert dict(zip(KINDS, world.flows, strict=True))["fines"] == 0.0
    assert (world.firms["time_cost"] == 50.0).all()


def test_money_is_the_same_without_an_audit():
    audited, plain = run(town(), 6), run(town(audit=False), 6)
    assert audited.firms.tobytes() == plain.firms.tobytes()
