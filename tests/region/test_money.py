"""Whole worlds with money: every account balances to the yuan, and nothing reaches what it has nothing to do with."""

import numpy as np
import pytest

from sim.economy.ledger import KINDS, PAYEE, PAYER, SECTORS
from sim.economy.tables import GONE
from sim.lending.tables import DEFAULTED, GUARANTEE
from sim.region.books import STOCKS
from tests.lending.towns import run, town

EXACT = 0.0


@pytest.fixture(scope="module")
def kept():
    """A finished world with an audit of every enterprise's payments."""
    return run(town(), days=500, log=True)


@pytest.fixture(scope="module")
def records(kept):
    return kept.records()


def test_every_sectors_money_changes_by_what_it_is_paid_and_pays(kept):
    before = kept.books.opening
    for flows, after in zip(kept.books.flows, kept.books.balances, strict=True):
        for number, sector in enumerate(SECTORS):
            net = sum(
                flows[kind] * ((PAYEE[kind] == number) - (PAYER[kind] == number)) for kind in range(len(KINDS))
            )
            assert after[0, number] - before[0, number] == net, sector
        before = after


def test_money_is_neither_made_nor_lost(kept):
    totals = {float(stocks[0, : len(SECTORS)].sum()) for stocks in (kept.books.opening, *kept.books.balances)}
    assert len(totals) == 1


def test_every_claim_is_somebodys_debt(kept):
    for stocks in kept.books.balances:
        for row in range(1, len(STOCKS)):
            assert stocks[row, : len(SECTORS)].sum() == EXACT, STOCKS[row]


def test_claims_roll_forward(records):
    rows = records.claims
    assert (rows["opening"] + rows["new"] - rows["repaid"] - rows["cancelled"] == rows["closing"]).all()
    moved = rows.groupby("instrument")[["new", "repaid"]].sum()
    for instrument in ("loans", "trade_credit", "bills", "taxes_owed", "government_arrears", "funding"):
        assert (moved.loc[instrument] > 0).all(), f"nothing happened to {instrument}"


def test_every_enterprises_cash_is_the_sum_of_its_own_payments(kept):
    """Enterprise by enterprise: what it had on the first day and every payment since."""
    first = run(town(), days=500, log=True, only_built=True).world.firms["cash"]
    assert (kept.world.firms["cash"] == first + kept.world.audit.sum(axis=1)).all()


def test_the_enterprises_payments_add_up_to_the_flows(kept):
    total = np.sum(kept.books.flows, axis=0) + kept.world.flows
    audit = kept.world.audit
    for kind, name in enumerate(KINDS):
        if PAYER[kind] == PAYEE[kind]:
            assert audit[:, kind].sum() == EXACT
            assert audit[:, kind][audit[:, kind] > 0].sum() <= total[kind]
        elif SECTORS.index("enterprises") in (PAYER[kind], PAYEE[kind]):
            assert abs(audit[:, kind].sum()) == total[kind], name


def test_no_pool_is_ever_negative(kept):
    firms, credit = kept.world.firms, kept.world.credit[0]
    for column in ("cash", "bills", "utility_bills", "taxes_owed", "receivable", "old_receivable", "payable",
                   "government_owes", "bond", "debt", "bridge", "pledged", "property", "staff"):  # fmt: skip
        assert (firms[column] >= 0).all(), column
    for stocks in kept.books.balances:
        assert stocks[0, SECTORS.index("guarantor")] >= 0
        assert stocks[0, SECTORS.index("fund")] >= 0
    assert credit.guaranteed >= -1e-6


def test_what_is_kept_twice_agrees(kept):
    """Debts of enterprises and books of banks are sums of loans; what customers owe is what suppliers claim."""
    world = kept.world
    loans = world.loans[: world.control[0].loans]
    count = len(world.firms)
    assert (np.bincount(loans["enterprise"], loans["principal"], count) == world.firms["debt"]).all()
    assert (np.bincount(loans["bank"], loans["principal"], len(world.banks)) == world.banks["loans"]).all()
    bad = np.where(loans["state"] == DEFAULTED, loans["principal"], 0.0)
    assert (np.bincount(loans["bank"], bad, len(world.banks)) == world.banks["bad"]).all()
    small = np.where(loans["small"] == 1, loans["principal"], 0.0)
    assert (np.bincount(loans["bank"], small, len(world.banks)) == world.banks["small"]).all()
    sells = world.firms["customer"] >= 0
    owed = np.bincount(world.firms["customer"][sells], world.firms["receivable"][sells], count)
    assert (owed == world.firms["payable"]).all()


def test_commitments_end_with_requests(kept):
    """What banks and the guarantor have promised is what is under way."""
    world = kept.world
    requests = world.requests[: world.control[0].requests]
    promised = requests[(requests["result"] == 0) & (requests["amount"] > 0) & (requests["refusal"] == 0)]
    promised = promised[~np.isnan(promised["decided"])]
    assert (np.bincount(promised["bank"], promised["amount"], len(world.banks)) == world.banks["committed"]).all()
    loans = world.loans[: world.control[0].loans]
    cover = float(world.credit[0].guarantee_cover)
    secured = promised[world.products["security"][promised["product"]] == GUARANTEE]
    held = (loans["cover"] * loans["principal"]).sum() + cover * secured["amount"].sum()
    assert world.credit[0].guaranteed == pytest.approx(held)


def test_banks_capital_is_what_their_books_say(records, kept):
    rows = records.banks
    assert (rows["capital"] == rows["loans"] - rows["provisions"] - rows["funds"]).all()


def test_the_time_of_a_request_is_where_it_went(records):
    paid = records.requests[records.requests["days"].notna()]
    parts = ["preparation", "queue_intake", "intake", "queue_officer", "due_diligence", "outside_wait", "committee",
             "registration", "payout"]  # fmt: skip
    assert len(paid) > 50
    np.testing.assert_allclose(paid[parts].sum(axis=1), paid["days"], atol=1e-9)
    assert (paid["registration"] > 0).any()


def test_nobody_comes_back_from_the_dead(kept):
    """Whoever has left the register stays away, owns and owes nothing, and asks for nothing."""
    world = kept.world
    gone = ~np.isnan(world.enterprises["ceased"])
    assert gone.sum() > 20
    assert (world.enterprises["active"][gone] == 0).all() and (world.enterprises["trading"][gone] == 0).all()
    began, ceased = world.enterprises["began"][gone], world.enterprises["ceased"][gone]
    assert (began <= ceased).all()
    settled = gone & (world.firms["status"] == GONE)
    for column in ("cash", "bills", "taxes_owed", "receivable", "payable", "debt", "bridge", "bond", "government_owes"):
        assert (world.firms[column][settled] == 0).all(), column
    requests = world.requests[: world.control[0].requests]
    assert not (requests["begun"] > world.enterprises["ceased"][requests["enterprise"]] + 31 * 1440).any()
