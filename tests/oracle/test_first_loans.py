"""Who owns and owes what on the first day, worked out anew from docs/lending.md, section 4."""

import pytest

from sim.region import Region
from sim.scenario import load_region
from tests.oracle.lending.first_day import FirstDay
from tests.oracle.town import Town


@pytest.mark.parametrize("seed", (0, 1))
def test_first_day(seed):
    lending = Town(Region(load_region("jilin_city"), seed, scale=0.005, days=5)).lending
    expected = FirstDay(lending)
    for firm in lending.firms:
        for column, value in expected.endowment(firm).items():
            assert getattr(firm, column) == pytest.approx(value, rel=1e-12), column
    loans = {loan.enterprise: loan for loan in lending.loans}
    worked_out = {firm.row: expected.loan(firm) for firm in lending.firms}
    worked_out = {row: loan for row, loan in worked_out.items() if loan}
    assert worked_out.keys() == loans.keys()
    for row, loan in worked_out.items():
        for column, value in vars(loan).items():
            assert getattr(loans[row], column) == pytest.approx(value, rel=1e-12), column


def test_banks_begin_with_funds_behind_their_loans():
    for bank in Town(Region(load_region("jilin_city"), 2, scale=0.005, days=5)).lending.banks:
        assert bank.funds == bank.loans - bank.provisions - bank.capital
        assert bank.provisions == bank.needed
