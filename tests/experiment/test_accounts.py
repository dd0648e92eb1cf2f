"""The books: tables against a few payments counted by hand, and every identity seen to break."""

import numpy as np
import pandas as pd
import pytest

from sim.economy.ledger import KINDS, PAYEE, SECTORS
from sim.results.accounts import (
    INSTRUMENTS,
    NET_WORTH,
    balance_sheet,
    flow_matrix,
    identities,
    sector_flows,
    violations,
)
from sim.results.economy import TAXES, TREASURY
from tests.experiment.synthetic_economy import MONTHS, books, payment, records

PAYMENTS = [
    payment("wages", 900.0, 0),  # in the warm-up
    payment("wages", 600.0, 1),
    payment("wages", 300.0, 2),
    payment("trade", 50.0, 1),
    payment("lent", 100.0, 2),
]


@pytest.fixture
def made():
    return records(accounts=PAYMENTS)


def test_flows_are_a_year_at_full_size_and_name_both_sides(made):
    flows = flow_matrix(made, scale=0.5).set_index("kind")
    assert list(flows.index) == list(KINDS)
    assert flows.loc["wages", "amount"] == (600 + 300) * 6 / 0.5  # of two counted months
    assert tuple(flows.loc["lent", ["payer", "payee"]]) == ("banks", "enterprises")
    assert flows.loc["interest", "amount"] == 0


def test_without_a_whole_month_nothing_is_known_of_a_year(made):
    made.months["counted"] = False
    assert flow_matrix(made)["amount"].isna().all()


def test_what_sectors_receive_and_pay(made):
    sums = sector_flows(flow_matrix(made))
    assert tuple(sums.loc["enterprises"]) == ((50 + 100) * 6, (900 + 50) * 6, (100 - 900) * 6)
    assert sums["change"].sum() == 0
    assert list(sums.index) == list(SECTORS)


def test_the_balance_sheet_is_that_of_the_end(made):
    made.months.loc[2, "counted"] = False  # the last month is no longer one of the study's
    sheet = balance_sheet(made, scale=0.1)
    of_month = made.balances[made.balances["month"] == MONTHS[1]].set_index(["instrument", "sector"])["amount"]
    assert sheet.loc["money", "banks"] == pytest.approx(of_month["money", "banks"] * 10)
    assert sheet.loc["loans", "enterprises"] == pytest.approx(-sheet.loc["loans", "banks"])
    assert list(sheet.index) == [*INSTRUMENTS, NET_WORTH]
    assert sheet.loc[NET_WORTH, "banks"] == pytest.approx(sheet.loc[list(INSTRUMENTS), "banks"].sum())


def test_an_instrument_that_nobody_has_is_nothing(made):
    made.balances = made.balances[made.balances["instrument"] != "bonds"]
    assert (balance_sheet(made).loc["bonds"] == 0).all()


def test_books_that_balance(made):
    assert violations(made).empty
    checks = identities(made)
    of = checks.groupby("identity").size()
    assert of["money"] == len(SECTORS) * 2  # two changes of three months
    assert of["total"] == len(INSTRUMENTS) * 3
    assert (of["claims"], of["opening"]) == ((len(INSTRUMENTS) - 1) * 3, (len(INSTRUMENTS) - 1) * 2)


def broken(made):
    found = violations(made)
    return {(row.identity, row.of, row.month): row.difference for row in found.itertuples()}


def change(table, amount, column="amount", **where):
    chosen = np.logical_and.reduce([table[name] == value for name, value in where.items()])
    assert chosen.sum() == 1
    table.loc[chosen, column] += amount


def test_a_payment_that_reached_nobody(made):
    change(made.accounts, 1.0, kind="lent", month=MONTHS[2])
    assert broken(made) == {("money", "enterprises", MONTHS[2]): -1.0, ("money", "banks", MONTHS[2]): 1.0}


def test_money_out_of_nothing(made):
    change(made.balances, 2.0, sector="fund", instrument="money", month=MONTHS[2])
    assert broken(made) == {("money", "fund", MONTHS[2]): 2.0, ("total", "money", MONTHS[2]): 2.0}


def test_a_debt_without_a_creditor(made):
    change(made.balances, -3.0, sector="enterprises", instrument="loans", month=MONTHS[1])
    assert broken(made) == {("total", "loans", MONTHS[1]): -3.0}


def test_a_claim_that_vanished(made):
    change(made.claims, -5.0, "repaid", instrument="bills", month=MONTHS[1])
    assert broken(made) == {("claims", "bills", MONTHS[1]): -5.0}
    change(made.claims, 5.0, "opening", instrument="bills", month=MONTHS[1])
    assert broken(made) == {("opening", "bills", MONTHS[1]): 5.0, ("claims", "bills", MONTHS[1]): -10.0}


def test_what_is_not_a_number_does_not_balance(made):
    change(made.balances, np.nan, sector="banks", instrument="money", month=MONTHS[2])
    assert ("money", "banks", MONTHS[2]) in broken(made)


def test_less_than_half_a_yuan_is_rounding(made):
    change(made.balances, 0.4, sector="fund", instrument="money", month=MONTHS[2])
    assert violations(made).empty


def test_a_month_without_payments_changes_no_money():
    made = records(accounts=[payment("wages", 600.0, 2)])
    assert violations(made).empty
    assert len(identities(made)) == len(identities(records(accounts=PAYMENTS)))


def test_a_month_missing_in_the_balances_is_no_error_of_the_next():
    made = records(accounts=PAYMENTS)
    made.balances = made.balances[made.balances["month"] != MONTHS[1]]
    assert violations(made).empty


def test_categories_are_as_good_as_names(made):
    for frame, columns in ((made.accounts, ["kind", "payer", "payee"]), (made.balances, ["sector", "instrument"])):
        frame[columns] = frame[columns].astype("category")
    made.claims["instrument"] = pd.Categorical(made.claims["instrument"], INSTRUMENTS)
    assert violations(made).empty
    assert flow_matrix(made)["amount"].sum() == (900 + 50 + 100) * 6


def test_kinds_that_are_taxes_go_to_the_government():
    government = SECTORS.index("government")
    assert all(PAYEE[KINDS.index(kind)] == government for kind in TAXES)
    assert set(TREASURY) < set(KINDS)


def test_made_up_books_need_their_payments():
    accounts = pd.DataFrame(PAYMENTS)
    made = records(accounts=PAYMENTS)
    made.balances, _ = books(np.random.default_rng(1), accounts.iloc[:-1])
    assert len(violations(made)) == 2
