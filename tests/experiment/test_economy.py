"""Outcomes of the economy and its statistics against a handful of enterprises counted by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.results.economy import ECONOMY, ENTERPRISE_GROUP_KINDS, economy_outcomes
from sim.results.economy_table import economy_table
from sim.results.outcomes import OUTCOMES, Horizon, outcomes
from sim.results.tidy import part, tidy
from tests.experiment import synthetic_economy
from tests.experiment.synthetic_economy import (
    DAY,
    MONTHS,
    YEAR,
    ending,
    entrant,
    firm,
    month,
    payment,
    records,
)

HORIZON = Horizon(warm_up=31, days=73, follow_up=400)
FIRMS = [
    firm(1, jobs_end=10.0, revenue=6000.0, profit=900.0),
    firm(2, size="small", sector="catering", status_end="idle", jobs_end=0.0, profit=-100.0, months=0),
    firm(3, founded=True, jobs_end=2.0, revenue=600.0, profit=0.0, months=1, age=0.0, status_end="gone"),
    firm(4, status_end="gone", ended="struck_off", jobs_end=0.0, months=1, sector="catering", age=2.45),
    firm(5, status_end="dormant", jobs_end=1.0, months=0),
    firm(6, status_end="insolvent", jobs_end=3.0, months=2),
]
ENTRANTS = [
    entrant(3),
    entrant(30, opened=np.nan, jobs_first=np.nan, jobs_year=np.nan),
    entrant(31, stopped=31 * DAY + YEAR - 1, jobs_year=np.nan),
    entrant(32, stopped=31 * DAY + YEAR + 1),
    entrant(33, ended="revoked", ended_at=50 * DAY, size="small", jobs_first=4.0, jobs_year=np.nan),
    entrant(34, founded=200 * DAY, opened=200 * DAY),  # too young at the end to tell
    entrant(35, opened=31 * DAY + YEAR + 1, size="small", jobs_year=np.nan),
]
EXITS = [
    ending(4, sector="catering"),
    ending(1, cohort=False, at=300 * DAY, age=6.0),
    ending(3, ended="revoked", age=0.1),
]
MONTHLY = [
    month(0, insolvencies=99.0, arrears=999.0),
    month(1, insolvencies=2.0, arrears=500.0),
    month(2, insolvencies=1.0, arrears=700.0),
]
PAYMENTS = [
    payment("value_added_tax", 9000.0, 0),
    payment("value_added_tax", 300.0, 1),
    payment("fines", 50.0, 2),
    payment("social_insurance", 100.0, 2),
    payment("late_taxes", 10.0, 2),
    payment("state_rent", 40.0, 2),
    payment("staff", 350.0, 2),
    payment("measures", 30.0, 2),
    payment("treasury_in", 777.0, 2),
    payment("wages", 888.0, 2),
]


def values(made, horizon=HORIZON, scale=1.0):
    rows = economy_outcomes(made, horizon, scale)
    return {(kind, group, outcome): value for kind, group, outcome, value in rows}


@pytest.fixture
def made():
    return records(firms=FIRMS, entrants=ENTRANTS, exits=EXITS, months=MONTHLY, accounts=PAYMENTS)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("entry", 1 / 5 * 5),  # of those registered at the beginning, in a fifth of a year
        ("exit", 2 / 5 * 5),
        ("enterprises", 4.0),  # 3 and 4 are gone
        ("enterprises_growth", -1 / 5 * 5),
        ("trading", 1 / 4),
        ("insolvencies", 3 / (6 / 12) * 1000),
        ("survival", 2 / 6),
        ("jobs", 16.0),
        ("revenue", (6000 + 600 + 4 * 2000) * 6),
        ("profit", (900 - 100 + 0 + 3 * 200) * 6),
        ("arrears", 700.0),
        ("tax_revenue", (300 + 50 + 100 + 10) * 6),
        ("fiscal_balance", (300 + 50 + 100 + 10 + 40 - 350 - 30) * 6),
    ],
)
def test_everybody(made, outcome, expected):
    assert values(made)["all", "all", outcome] == pytest.approx(expected)


def test_groups_are_of_the_class_that_enterprises_had_at_the_beginning(made):
    found = values(made)
    assert found["size", "small", "enterprises"] == 1
    assert found["sector", "catering", "exit"] == pytest.approx(1 / 2 * 5)
    assert found["sector", "retail", "exit"] == pytest.approx(1 / 3 * 5)
    assert found["size", "micro", "survival"] == pytest.approx(2 / 4)
    assert found["size", "small", "survival"] == 0
    assert found["sector", "catering", "profit"] == pytest.approx((-100 + 200) * 6)


def test_totals_of_a_region_are_at_full_size(made):
    whole, tenth = values(made), values(made, scale=0.1)
    scaled = {key[2]: tenth[key] / whole[key] for key in whole if key[0] == "all" and tenth[key] != whole[key]}
    sums = {"enterprises", "jobs", "revenue", "profit", "arrears", "tax_revenue", "fiscal_balance"}
    assert set(scaled) == sums
    assert list(scaled.values()) == pytest.approx([10.0] * len(sums))


def test_groups_have_what_groups_can_have(made):
    rows = economy_outcomes(made, HORIZON)
    order = [one.id for one in ECONOMY]
    assert [row[2] for row in rows if row[0] == "all"] == order
    whole = {"insolvencies", "arrears", "tax_revenue", "fiscal_balance"}
    assert [row[2] for row in rows if row[1] == "small"] == [one for one in order if one not in whole]
    assert [row[2] for row in rows if row[1] == "catering"] == [one for one in order if one not in whole | {"survival"}]
    assert {row[0] for row in rows} == {"all", *ENTERPRISE_GROUP_KINDS}


def test_without_a_whole_month_nothing_is_known_of_a_year(made):
    made.months["counted"] = made.accounts["counted"] = False
    found = values(made)
    unknown = {key[2] for key, value in found.items() if key[0] == "all" and np.isnan(value)}
    assert unknown == {"revenue", "profit", "arrears", "tax_revenue", "fiscal_balance"}


@pytest.mark.filterwarnings("error")
def test_a_region_without_anybody():
    found = values(records())
    known = {key[2] for key, value in found.items() if np.isfinite(value)}
    assert known == {"enterprises", "jobs", "revenue", "profit", "arrears", "tax_revenue", "fiscal_balance"}


# ---------------------------------------------------------------------------------------- statistics


@pytest.fixture
def table(made):
    made.requests = None
    rows = economy_table(made, HORIZON, 0.5)
    return dict(zip(rows[["kind", "entity", "name"]].itertuples(index=False, name=None), rows["value"], strict=True))


def test_hazards_are_exits_against_the_years_spent_at_an_age(table):
    # enterprise 4 is 2.45 at the beginning, 31 days, and leaves on day 40; 3 is founded on day 31 and leaves then too
    spent = (40 - 31) / 365
    assert table["age", "2", "exits"] == 1 / 0.5
    assert table["age", "2", "years"] == pytest.approx(spent / 0.5)
    assert table["age", "2", "hazard"] == pytest.approx(1 / spent)
    assert table["age", "0", "exits"] == 1 / 0.5
    assert table["age", "0", "years"] == pytest.approx(spent / 0.5)
    assert table["age", "3", "years"] == pytest.approx(4 * 73 / 365 / 0.5)  # 1, 2, 5 and 6: five years old
    assert table["age", "7", "years"] == 0
    assert np.isnan(table["age", "7", "hazard"])


def test_birthdays_fall_within_a_study():
    made = records(firms=[firm(1, age=0.9)])
    table = economy_table(made, Horizon(0, 365, 0)).set_index(["kind", "entity", "name"])["value"]
    assert table["age", "0", "years"] == pytest.approx(0.1)
    assert table["age", "1", "years"] == pytest.approx(0.9)


def test_entrants_by_size(table):
    assert table["entrants", "micro", "founded"] == 5 / 0.5
    assert table["entrants", "micro", "judged"] == 4 / 0.5
    assert table["entrants", "micro", "survived"] == 2 / 0.5
    assert table["entrants", "micro", "staff_first"] == 3 * 2 / 0.5  # three have both numbers
    assert table["entrants", "micro", "staff_year"] == 3 * 3 / 0.5
    assert table["entrants", "small", "staff_first"] == 0


def test_ends_books_and_cases(table):
    assert (table["end", "struck_off", "exits"], table["end", "revoked", "exits"]) == (2, 2)
    assert table["flow", "staff", "amount"] == 350 * 6 / 0.5
    assert table["balance", "banks", "loans"] == -table["balance", "enterprises", "loans"]
    assert table["approvals", "all", "cases_year"] == pytest.approx(2 * 5 / 0.5)
    assert not {"bank", "rate", "asking"} & {kind for kind, _, _ in table}


def test_tidy_has_months_at_full_size_but_for_rates():
    study = synthetic_economy.study()
    made = synthetic_economy.simulate(study, "baseline", 1, 1.0)
    horizon = Horizon(study.warm_up, study.days, study.follow_up)
    long = tidy(made, horizon, 0.5, "baseline")
    months = part(long, "month").set_index(["entity", "name"])["value"]
    day = MONTHS[1].strftime("%Y-%m-%d")
    assert months[day, "jobs"] == 10 / 0.5
    assert months[day, "prime"] == 0.038
    assert months[day, "exit_days"] == 30
    assert months[day, "counted"] == 1
    assert months[day, "principal"] == 5100 / 0.5
    assert {"economy", "distribution", "loan"} <= set(long["table"])
    made.requests = None
    assert "loan" not in set(tidy(made, horizon, 0.5, "baseline")["table"])


def test_money_follows_the_approvals():
    study = synthetic_economy.study()
    horizon = Horizon(study.warm_up, study.days, study.follow_up)
    made = synthetic_economy.simulate(study, "baseline", 1, 1.0)
    everybody = outcomes(made, horizon).query("group_kind == 'all'")["outcome"].tolist()
    expected = [one.id for one in OUTCOMES]
    first = expected.index("requests")
    assert everybody == [*expected[: expected.index("inspections")], *expected[first:]]
    made.firms = made.requests = None
    assert "jobs" not in set(outcomes(made, horizon)["outcome"])


def test_outcomes_have_one_name_each():
    assert len({one.id for one in OUTCOMES}) == len(OUTCOMES)


def test_frames_may_hold_categories(made):
    before = values(made)
    for frame in (made.firms, made.entrants, made.exits, made.accounts):
        for column in frame.select_dtypes(["object", "string"]):
            frame[column] = pd.Categorical(frame[column])
    assert values(made) == before
