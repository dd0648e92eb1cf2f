"""Outcomes of lending and its statistics against a handful of requests counted by hand."""

import numpy as np
import pytest

from sim.results.decomposition import LOAN_COMPONENTS, OFF_HOURS, loan_decomposition
from sim.results.economy_table import economy_table
from sim.results.lending import LENDING, lending_outcomes
from sim.results.outcomes import Horizon
from tests.experiment.synthetic_economy import (
    DAY,
    YEAR,
    bank,
    firm,
    lent_by,
    loan,
    month,
    payment,
    records,
    request,
)

HORIZON = Horizon(warm_up=31, days=365, follow_up=100)
FIRMS = [
    firm(1, months=12),
    firm(2, size="small", months=6),
    firm(3, size="self_employed", months=6),
    firm(4, size="large", months=0),
    firm(5, size="medium", months=0),
]
REQUESTS = [
    request(0),
    request(1, days=20.0, preparation=4.0, due_diligence=16.0, size="small", enterprise=2, amount=3000.0, rate=0.07),
    request(2, result="rejected", refusal="too_risky", days=4.0, enterprise=2, size="small"),
    request(3, result="declined", days=6.0),
    request(4, result="withdrawn", days=8.0),
    request(5, result="open", days=np.nan),
    request(6, cohort=False, days=99.0, result="rejected"),
    request(7, result="rejected", refusal="no_capital", enterprise=3, size="self_employed"),
    request(8, days=10.0, preparation=1.0, platform="easy", urgent=True, search="platform", security="property"),
    request(9, days=30.0, preparation=1.0, platform="easy", security="receivables", amount=2000.0),
    request(10, days=8.0, preparation=1.0, online=True, security="receivables"),
    request(11, days=np.nan, reason="rollover"),  # a renewal waits for the old loan to fall due
]
LOANS = [
    loan(0, rate=0.05),
    loan(1, rate=0.07, granted=3000.0, size="small", enterprise=2, begun=380 * DAY),
    loan(2, rate=0.5, cohort=False),
    loan(3, rate=0.9, small=False, size="large"),
    loan(9, granted=2000.0, rate=0.06, matures=45 * DAY + YEAR / 2, security="receivables", fees=40.0),
    loan(10, rate=0.06, matures=45 * DAY + YEAR / 2, security="receivables", online=True, fees=3.0),
    loan(12, rate=0.9, cohort=False, security="receivables", online=True),
]
LENT = [
    lent_by(0, principal=4000.0),
    lent_by(0, size="large", principal=77.0),
    lent_by(1),
    lent_by(2, principal=5000.0, nonperforming=200.0),
    lent_by(2, principal=1000.0, nonperforming=100.0, bank="second"),
    lent_by(2, size="large", principal=2000.0, nonperforming=0.0),
    lent_by(2, size="small", principal=600.0, nonperforming=6.0),
]
BANKS = [
    bank(0, capital=9.0, small=4000.0),
    bank(1),
    bank(2, capital=300.0, small=6000.0),
    bank(2, bank="second", capital=100.0, risk_assets=2000.0, small=600.0),
]
MONTHLY = [
    month(0, requests_needed=1000, requests_made=1000),
    month(1, requests_needed=40, requests_made=10),
    month(2, requests_needed=10, requests_made=5),
]
PAYMENTS = [
    payment("bridge_cost", 900.0, 0),
    payment("bridge_cost", 50.0, 2),
    payment("bridge_lent", 2000.0, 2),
    payment("lent", 6000.0, 1),
    payment("loan_fees", 50.0, 1),
    payment("guarantee_fees", 10.0, 1),
]


@pytest.fixture
def made():
    return records(
        firms=FIRMS, requests=REQUESTS, loans=LOANS, lending=LENT, banks=BANKS, months=MONTHLY, accounts=PAYMENTS
    )


def values(made, scale=1.0):
    rows = lending_outcomes(made, HORIZON, scale)
    return {(kind, group, outcome): value for kind, group, outcome, value in rows}


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("requests", 11 / 2 * 1000),  # in two years of trading
        ("asked", 0.3),
        ("discouraged", 0.7),
        ("approvals", 7 / 9),
        ("rejected", 2 / 9),
        ("days_to_money", (12 + 20 + 10 + 30 + 8) / 5),
        ("days_to_money_p90", 26.0),
        ("loan_rate", (50 + 210 + 120 + 60) / 7000),
        ("bridging_cost", 50 * 6),
        ("loans_outstanding", 8600.0),
        ("loans_growth", (6600 / 4000) ** 6 - 1),
        ("nonperforming", 306 / 8600),
        ("bank_capital", 400.0),
        ("capital_ratio", 400 / 12_000),
    ],
)
def test_everybody(made, outcome, expected):
    assert values(made)["all", "all", outcome] == pytest.approx(expected)


def test_groups_are_of_enterprises(made):
    found = values(made)
    assert found["size", "small", "rejected"] == 0.5
    assert found["size", "small", "days_to_money"] == 20
    assert found["size", "small", "requests"] == pytest.approx(2 / 0.5 * 1000)
    assert found["size", "small", "loan_rate"] == pytest.approx(0.07)
    assert found["size", "large", "loans_outstanding"] == 2000
    assert np.isnan(found["size", "large", "loan_rate"])
    assert found["size", "micro", "nonperforming"] == pytest.approx(300 / 6000)


def test_totals_of_a_region_are_at_full_size(made):
    whole, tenth = values(made), values(made, scale=0.1)
    scaled = {key[2] for key in whole if key[0] == "all" and tenth[key] != whole[key]}
    assert scaled == {"bridging_cost", "loans_outstanding", "bank_capital"}
    assert tenth["all", "all", "bank_capital"] == pytest.approx(4000)


def test_groups_have_what_groups_can_have(made):
    rows = lending_outcomes(made, HORIZON)
    order = [one.id for one in LENDING]
    assert [row[2] for row in rows if row[0] == "all"] == order
    whole = {"asked", "discouraged", "bridging_cost", "loans_growth", "bank_capital", "capital_ratio"}
    assert [row[2] for row in rows if row[1] == "small"] == [one for one in order if one not in whole]
    stock = {"loans_outstanding", "nonperforming"}
    assert [row[2] for row in rows if row[1] == "retail"] == [one for one in order if one not in whole | stock]


@pytest.mark.filterwarnings("error")
def test_where_nobody_asks():
    found = values(records(firms=[firm(1)], months=[month(1, requests_needed=0, requests_made=0)]))
    known = {key[2] for key, value in found.items() if key[0] == "all" and np.isfinite(value)}
    assert known == {"requests", "bridging_cost"}


def test_growth_needs_a_month_before_and_something_lent_in_it(made):
    for banks in (BANKS[1:], BANKS[:1], [bank(0, small=0.0), bank(1)]):
        found = values(records(firms=FIRMS, banks=banks))
        assert np.isnan(found["all", "all", "loans_growth"])


def test_growth_is_a_year_whatever_the_months():
    banks = [bank(0, small=100.0), bank(1, small=300.0), bank(2, small=110.0)]
    assert values(records(banks=banks))["all", "all", "loans_growth"] == pytest.approx(1.1**6 - 1)
    assert values(records(banks=banks[:2]))["all", "all", "loans_growth"] == pytest.approx(3.0**12 - 1)
    later = [banks[0], banks[1] | {"counted": False}, banks[2]]
    assert values(records(banks=later))["all", "all", "loans_growth"] == pytest.approx((11 / 30) ** 12 - 1)


def test_requests_are_of_the_class_that_their_enterprise_had_at_the_beginning(made):
    made.requests["size"] = "large"  # they have grown since
    made.loans["size"] = "large"
    assert values(made)["size", "small", "days_to_money"] == 20
    assert values(made)["size", "micro", "loan_rate"] > 0


# ---------------------------------------------------------------------------------------- days to the money


def test_the_days_to_the_money_add_up(made):
    parts = loan_decomposition(made).set_index(["group_kind", "group", "component"])["days"]
    working = [name for name in LOAN_COMPONENTS if name != OFF_HOURS]
    everybody = parts["all", "all"]
    assert list(everybody.index) == list(LOAN_COMPONENTS)
    assert everybody["preparation"] == pytest.approx((2 + 4 + 1 + 1 + 1) / 5)
    assert everybody[OFF_HOURS] == 5
    assert parts["size", "small"][working].sum() == values(made)["size", "small", "days_to_money"]
    assert parts["search", "platform", "preparation"] == 1
    assert set(parts.index.get_level_values("group_kind")) == {"all", "size", "product", "search"}


def test_where_nothing_is_paid_out_parts_are_unknown():
    parts = loan_decomposition(records(requests=[request(0, result="rejected")]))
    assert parts["group_kind"].unique().tolist() == ["all"]
    assert parts["days"].isna().all()


# ---------------------------------------------------------------------------------------- statistics


@pytest.fixture
def table(made):
    rows = economy_table(made, HORIZON, 0.5)
    return rows.set_index(["kind", "entity", "name"])["value"]


def test_requests_by_what_they_are(table):
    assert table["product", "credit", "requests"] == 11 / 0.5
    assert table["product", "credit", "approvals"] == 7 / 9
    assert table["product", "credit", "loans"] == 6 / 0.5
    assert table["product", "credit", "rate"] == pytest.approx((50 + 210 + 50 + 100 + 50 + 50) / 9000)
    assert table["search", "platform", "days"] == 10
    assert table["reason", "gap", "amount"] == 8000 / 0.5
    assert np.isnan(table["reason", "rollover", "days"])
    assert table["security", "receivables", "small_loans"] == 2 / 0.5
    assert table["refusal", "too_risky", "share"] == 0.5


def test_banks_at_the_end(table):
    assert table["bank", "second", "capital_ratio"] == pytest.approx(100 / 2000)
    assert table["bank", "second", "principal"] == 1000 / 0.5
    assert table["bank", "first", "requests"] == 11 / 0.5
    assert np.isnan(table["bank", "second", "rate"])


def test_handling_begins_at_the_bank(table):
    assert table["platform", "easy", "urgent_handling"] == 9
    assert table["platform", "easy", "urgent"] == 1 / 0.5
    assert ("platform", "none", "requests") not in table.index
    assert table["receivables", "online", "handling"] == 7
    assert table["receivables", "offline", "handling"] == 29


def test_the_cost_of_a_loan_is_a_year_with_its_fees(table):
    assert table["receivables", "offline", "cost"] == pytest.approx(0.06 + 40 / 2000 / 0.5)
    assert table["receivables", "online", "cost"] == pytest.approx(0.06 + 3 / 1000 / 0.5)


def test_rates_are_of_the_year_in_which_money_was_paid_out(table):
    assert table["rate", "2022", "rate"] == pytest.approx((50 + 120 + 60) / 4000)
    assert table["rate", "2023", "rate"] == 0.07
    assert table["rate", "2023", "amount"] == 3000 / 0.5


def test_small_and_medium_companies_that_ask(table):
    assert table["asking", "small_and_medium", "enterprises"] == 2 / 0.5  # 1 and 2 traded
    assert table["asking", "small_and_medium", "asked"] == 1.0


def test_who_asks_in_half_a_year_is_more_in_a_whole_one(made):
    made.firms["months"] = 6
    made.requests = made.requests[made.requests["enterprise"] != 2]
    rows = economy_table(made, Horizon(31, 73, 0)).set_index(["kind", "entity", "name"])["value"]
    assert rows["asking", "small_and_medium", "asked"] == pytest.approx(1 - (2 / 3) ** 5)  # 1 of 1, 2 and 5


def test_prices_are_shares_of_what_was_lent(table):
    assert table["fees", "all", "share"] == pytest.approx(60 / 6000)
    assert table["bridging", "all", "share"] == pytest.approx(50 / 2000)
    assert table["bridging", "all", "cost"] == 50 / 0.5
