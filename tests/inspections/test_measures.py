"""Each measure on inspections alone: what its file expects comes out in sign, over the same enterprises and numbers."""

import pytest

from sim.results.outcomes import Horizon, outcomes
from sim.scenario import list_names, load_measure
from tests.inspections.towns import START, run
from tests.region.worlds import applied, siping

HORIZON = Horizon(100, 270, 100)
DIRECTIONS = {"up": 1.0, "down": -1.0}
MEASURES = [name for name in list_names("measure") if load_measure(name).group == "inspection"]
MEASURES += ["complaint_handling", "department_rating"]


def values(measures=()):
    days = {"warm_up": HORIZON.warm_up, "days": HORIZON.days, "follow_up": HORIZON.follow_up}
    table = outcomes(run(siping(), measures=measures, **days).records(), HORIZON)
    return table[table["group_kind"] == "all"].set_index("outcome")["value"]


@pytest.fixture(scope="module")
def before():
    return values()


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_does_what_its_file_expects(before, name):
    expected = load_measure(name).expect
    assert expected, "a measure that nobody expects anything of"
    after = values([applied(name, start=START)])
    moved = {outcome: after[outcome] - before[outcome] for outcome in expected}
    wrong = {outcome: moved[outcome] for outcome, sign in expected.items() if moved[outcome] * DIRECTIONS[sign] <= 0}
    assert not wrong
