"""What measures of finance, burden and life cycle do, each alone over the same enterprises and the same luck."""

from datetime import date

import pytest

from sim.results.outcomes import Horizon, outcomes
from sim.scenario import Applied, list_names, load_measure
from tests.lending.towns import run
from tests.region.worlds import jilin

START = date(2019, 7, 1)
SPAN = {"warm_up": 61, "days": 245, "follow_up": 30}
DIRECTIONS = {"up": 1.0, "down": -1.0}
GROUPS = ("finance", "burden", "life_cycle")
MEASURES = [name for name in list_names("measure") if load_measure(name).group in GROUPS]

TOO_FAINT = {
    "bankruptcy_coordination": {"nonperforming"},
    "credit_platform": {"days_to_money"},
    "credit_repair": {"approvals", "rejected"},
    "dormancy": {"exit", "jobs"},
    "finance_platform": {"approvals"},
    "incubator_support": {"survival"},
    "information_sharing": {"nonperforming"},
    "ip_pledge": {"approvals"},
    "procurement_reserve": {"jobs"},
    "relending_incentive": {"bank_capital"},
    "renewal_without_principal": {"insolvencies"},
    "rent_relief": {"insolvencies"},
    "risk_compensation": {"loans_growth"},
    "tax_relief": {"insolvencies"},
    "arrears_clearing": {"insolvencies"},
    "bond_by_guarantee": {"insolvencies"},
}
"""Expected effects that a world of some 15,000 enterprises and eight months is too small to show."""


def _outcomes(measures=()):
    records = run(jilin(), seed=3, start=START, scale=0.05, measures=measures, **SPAN).records()
    frame = outcomes(records, Horizon(SPAN["warm_up"], SPAN["days"], SPAN["follow_up"]), 0.05)
    return frame[frame["group_kind"] == "all"].set_index("outcome")["value"]


@pytest.fixture(scope="module")
def before():
    return _outcomes()


@pytest.mark.parametrize("name", MEASURES)
def test_measures_do_what_their_files_expect(before, name):
    measure = load_measure(name)
    expected = {key: sign for key, sign in measure.expect.items() if key not in TOO_FAINT.get(name, ())}
    if not expected:
        pytest.skip("too faint for so small a world")
    after = _outcomes([Applied(measure, start=START)])
    for outcome, direction in expected.items():
        change = after[outcome] - before[outcome]
        assert change * DIRECTIONS[direction] > 0, f"{outcome} moved by {change:g} from {before[outcome]:g}"
