"""Who gains, what a gain costs: against enterprises and replications counted by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.experiment.compare import compare
from sim.experiment.comparison import Comparison
from sim.experiment.gains import who_gains
from sim.experiment.ratios import fieller, ratios
from sim.results.decomposition import LOAN_COMPONENTS, OFF_HOURS
from sim.results.distribution import distribution, gains
from sim.results.economy import counted_years
from sim.results.tidy import KEYS, tidy_gains
from tests.experiment import synthetic, synthetic_economy
from tests.experiment.synthetic_economy import firm, records


def lookup(frame, *keys, value="value"):
    return frame.set_index(list(keys))[value]


def test_means_are_per_enterprise_and_year():
    firms = [firm(1, profit=100.0), firm(2, profit=400.0, size="small", jobs_end=8.0), firm(3, profit=300.0, taxes=0.0)]
    found = lookup(distribution(records(firms=firms), 0.1), "kind", "group", "name")
    assert found["all", "all", "enterprises"] == 3 / 0.1
    assert found["all", "all", "profit"] == 800 * 6 / 3  # of two counted months
    assert found["size", "micro", "profit"] == 400 * 6 / 2
    assert found["size", "micro", "taxes"] == 60 * 6 / 2
    assert found["size", "small", "jobs"] == 8


def test_who_gained_is_told_of_those_in_both_worlds():
    sizes = ["micro"] * 4 + ["small"]
    before = [firm(number, revenue=1000.0, profit=100.0, size=size) for number, size in enumerate(sizes)]
    after = [
        firm(0, profit=110.0, revenue=9999.0),  # not more than 1 % of the revenue before
        firm(1, profit=110.1),
        firm(2, profit=89.9),
        firm(4, profit=500.0, size="micro"),  # 3 has gone; sizes are those before
        firm(9, profit=-900.0),
    ]
    found = lookup(gains(pd.DataFrame(before), pd.DataFrame(after)), "kind", "group", "name")
    assert found["all", "all", "rose"] == 2 / 4
    assert found["all", "all", "fell"] == 1 / 4
    assert found["size", "micro", "rose"] == 1 / 3
    assert found["size", "small", "rose"] == 1


def test_whoever_earns_the_same_neither_gains_nor_loses():
    idle = pd.DataFrame([firm(1, revenue=0.0, profit=0.0)])
    assert gains(idle, idle)["value"].tolist() == [0.0] * 8


# ------------------------------------------------------------------------------- over replications


def replication(jobs, balance, days=0.0, cases=1000.0):
    """A replication in which the reform brings jobs, changes the balance and saves days a case."""
    rows = []
    for world, factor in (("baseline", 0.0), ("reform", 1.0)):
        outcomes = {"jobs": 100 + factor * jobs, "fiscal_balance": -50 + factor * balance}
        outcomes |= {"elapsed_working_days": 10 - factor * days}
        rows += [(world, "outcome", "all", "all", "", name, value) for name, value in outcomes.items()]
        rows += [(world, "outcome", "size", "micro", "", name, 9e9) for name in outcomes]
        rows += [(world, "economy", "approvals", "", "all", "cases_year", cases + 7777 * factor)]
    return pd.DataFrame(rows, columns=[*KEYS, "value"])


def test_what_a_job_costs():
    found = ratios([replication(10, -30), replication(12, -42), replication(11, -33)]).set_index("ratio")
    row = found.loc["cost_per_job"]
    assert row["value"] == pytest.approx(35 / 11)
    assert row["low"] < row["value"] < row["high"]
    assert (row["cost"], row["gained"], row["pairs"], row["reason"]) == (35, 11, 3, "")


def test_what_a_day_costs_counts_the_cases_before():
    found = ratios([replication(1, -30, days=2.0), replication(1, -34, days=2.0)]).set_index("ratio")
    row = found.loc["cost_per_day_saved"]
    assert row["gained"] == 2000
    assert row["value"] == pytest.approx(32 / 2000)


@pytest.mark.parametrize(
    ("jobs", "reason"), [((10, -9, 2), "cannot_tell"), ((0, 0, 0), "cannot_tell"), ((-10, -11, -12), "none_gained"),
                         ((10,), "one_replication"), ((np.nan, np.nan), "no_data")]
)  # fmt: skip
def test_without_a_gain_nothing_has_a_price(jobs, reason):
    row = ratios([replication(number, -30) for number in jobs]).set_index("ratio").loc["cost_per_job"]
    assert row["reason"] == reason
    assert np.isnan([row["value"], row["low"], row["high"]]).all()


def test_without_an_economy_there_are_no_ratios():
    table = replication(10, -30)
    assert ratios([table[table["name"] != "fiscal_balance"]]).empty


def test_intervals_hold_the_true_ratio_in_nineteen_of_twenty():
    random = np.random.default_rng(5)
    held = 0
    for _ in range(2000):
        below = random.normal(10, 4, 12)
        above = 3 * below + random.normal(5, 6, 12)  # true ratio of means 3.5
        _, low, high = fieller(above, below)
        held += low <= 3.5 <= high
    assert held / 2000 == pytest.approx(0.95, abs=0.015)


def test_the_interval_of_a_certain_denominator_is_that_of_the_mean():
    above = np.array([1.0, 2.0, 4.0])
    value, low, high = fieller(above, np.full(3, 2.0))
    half = 4.302653 * above.std(ddof=1) / np.sqrt(3) / 2
    assert (value, low, high) == pytest.approx((7 / 6, 7 / 6 - half, 7 / 6 + half))


# ------------------------------------------------------------------------------------- compared


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    """A comparison of made-up worlds with an economy."""
    study = synthetic_economy.study(at_least=4)
    return compare(study, out=tmp_path_factory.mktemp("made-up"), simulate=synthetic_economy.simulate)


def test_who_gains_is_compared_replication_by_replication(comparison):
    rows = comparison.distribution.set_index(["group_kind", "group", "statistic"])
    profit = rows.loc[("all", "all", "profit")]
    assert profit["difference"] == pytest.approx(50 * 6, rel=0.2)  # half of all earn 100 more in two months
    assert profit["low"] < profit["difference"] < profit["high"]
    assert profit["unit"] == "yuan_year_enterprise"
    assert rows.loc[("size", "micro", "jobs"), "difference"] == pytest.approx(0.2, abs=0.1)
    rose = rows.loc[("all", "all", "rose")]
    assert rose["low"] < rose["reform"] < rose["high"]
    assert rose["reform"] == pytest.approx(0.5, abs=0.05)
    assert np.isnan(rose["baseline"]) and np.isnan(rose["difference"])
    assert rows.loc[("all", "all", "fell"), "reform"] == 0
    assert list(dict.fromkeys(rows.index.get_level_values(0))) == ["all", "sector", "size", "district"]


def test_a_reform_that_costs_and_brings_jobs_has_a_price(comparison):
    row = comparison.ratios.set_index("ratio").loc["cost_per_job"]
    assert row["cost"] == pytest.approx(400 * 2 * 6)
    jobs = comparison.table.query("outcome == 'jobs' and group_kind == 'all'").iloc[0]
    assert row["value"] == pytest.approx(row["cost"] / jobs["difference"])


def test_days_to_the_money_are_compared(comparison):
    rows = comparison.loan_decomposition.set_index(["group_kind", "group", "component"])
    assert rows.loc[("all", "all")].index.tolist() == list(LOAN_COMPONENTS)
    diligence = rows.loc[("all", "all", "due_diligence")]
    assert diligence["reform_days"] / diligence["baseline_days"] == pytest.approx(0.5, abs=0.05)
    parts = rows.loc[("all", "all")].drop(OFF_HOURS)["baseline_days"]
    days = comparison.table.query("outcome == 'days_to_money' and group_kind == 'all'").iloc[0]
    assert parts.sum() == pytest.approx(days["baseline"])


def test_months_and_statistics_have_a_row_a_world(comparison):
    months = comparison.months
    assert len(months) == 2 * 3
    assert months["month"].iloc[0] == synthetic_economy.MONTHS[0]
    assert {"jobs", "prime", "principal", "bank_capital"} <= set(months.columns)
    flows = comparison.economy[comparison.economy["kind"] == "flow"]
    measures = flows[flows["entity"] == "measures"].set_index("world")["value"]
    assert measures["reform"] - measures["baseline"] == pytest.approx(2 * 400 * 6)


def test_the_tables_are_on_disk_and_in_json(comparison):
    for name in ("economy", "months", "distribution", "ratios", "loan_decomposition"):
        read = pd.read_parquet(comparison.folder / f"{name}.parquet")
        pd.testing.assert_frame_equal(read, getattr(comparison, name))
    content = comparison.to_dict()
    assert [row["ratio"] for row in content["ratios"]] == ["cost_per_job", "cost_per_day_saved"]
    assert len(content["distribution"]) == len(comparison.distribution)


def test_without_an_economy_there_are_no_such_tables(tmp_path):
    plain = compare(synthetic.study(2), out=tmp_path, simulate=synthetic.simulate)
    empty = [plain.economy, plain.months, plain.distribution, plain.ratios, plain.loan_decomposition]
    assert all(table.empty for table in empty)
    assert [list(table) for table in empty] == [
        list(field.default_factory())
        for name, field in Comparison.__dataclass_fields__.items()
        if name in ("economy", "months", "distribution", "ratios", "loan_decomposition")
    ]


def test_one_replication_tells_shares_but_no_interval():
    rows = pd.DataFrame([("all", "all", "rose", 0.4)], columns=["kind", "group", "name", "value"])
    (row,) = who_gains([tidy_gains(rows)]).to_dict("records")
    assert (row["reform"], row["pairs"], row["reason"]) == (0.4, 1, "one_replication")
    assert np.isnan(row["low"])


def test_years_are_those_of_counted_months():
    assert counted_years(records()) == 2 / 12
