"""What a change of the rules must do to money, whatever the numbers; nobody's luck changes with it."""

import numpy as np
import pytest

from sim.economy.claims import GOVERNMENT_ARREARS
from sim.economy.ledger import KINDS
from sim.economy.month import close_month_before_loans
from sim.economy.tables import COUNT_CUT_OFF
from tests.economy.towns import begin, close, owed, run, town

STILL = {"stopping": (0.0,), "opportunities": 0.0, "draw": 0.0, "insolvency_patience": 600.0}
"""Nobody ends, nobody grows, and what is earned is kept."""


def reformed(rule, value, **options):
    """A town whose rule changes on the first day, not before."""
    world = town(**STILL | options)
    world.economy[rule] = value
    return world


def arrears(world):
    """Past due between enterprises."""
    return world.firms["old_payable"].sum()


def flow(world, name):
    return dict(zip(KINDS, world.flows, strict=True))[name]


@pytest.mark.parametrize(
    ("rule", "less", "more"),
    [
        ("six_taxes_relief", 0.0, 0.5),
        ("vat_small", 0.03, 0.01),
        ("small_profit_rate", 0.1, 0.05),
        ("charges", 0.003, 0.0),
        ("rent_relief", 0.0, 1.0),
        ("incubation", 0.0, 1.0),
        ("research_subsidy", 0.0, 0.5),
        ("bonds_in_cash", 1.0, 0.0),
        ("late", 4.0, 1.0),
        ("social", 0.2, 0.15),
    ],
)
def test_relief_leaves_more_cash(rule, less, more):
    cash = [run(reformed(rule, value, cash=6.0), 9).firms["cash"].sum() for value in (less, more)]
    assert cash[1] > cash[0]


def test_a_later_government_leaves_more_arrears_everywhere():
    soon, late = (run(reformed("late", months, cash=0.3, withheld=0.0), 12) for months in (0.5, 8.0))
    assert owed(late, GOVERNMENT_ARREARS) > owed(soon, GOVERNMENT_ARREARS)
    assert arrears(late) > arrears(soon)


def test_what_government_buys_waits_as_long_as_it_should():
    """In a steady state what is owed is what is bought in ``late`` months (Little's law)."""
    for months in (0.0, 1.0, 5.0):
        world = run(town(**STILL, late=months, cleared=0.0), 36)
        left, paid = owed(world, GOVERNMENT_ARREARS), flow(world, "sales_government")
        assert left / paid == pytest.approx(months, rel=0.2, abs=0.01)


def test_supervision_clears_arrears():
    left, cleared = (run(town(**STILL, withheld=0.6, cleared=share), 18) for share in (0.0, 0.9))
    assert arrears(cleared) < arrears(left)
    assert owed(cleared, GOVERNMENT_ARREARS) < 0.7 * owed(left, GOVERNMENT_ARREARS)


def test_reserving_moves_sales_to_small_enterprises_and_keeps_governments_total():
    worlds = []
    for share in (0.0, 0.4):
        world = town(**STILL, reserved=share, late=0.0)
        world.firms["government_owes"] = 0.0
        begin(world, 0)
        close(world)
        worlds.append(world)
    plain, reserved = worlds
    small = plain.firm_sizes["small"][plain.enterprises["size_class"]] == 1
    trading = plain.firms["status"] == 1
    gain = reserved.firms["revenue"] - plain.firms["revenue"]
    assert (gain[small & trading] > 0.0).all() and (gain[~small & trading] < 0.0).all()
    assert abs(gain.sum()) <= len(gain)
    assert abs(flow(reserved, "sales_government") - flow(plain, "sales_government")) <= 2 * len(gain)
    sector = plain.enterprises["sector"]
    government = plain.firm_sectors["government"]
    for number in range(2):
        large = ~small & trading & (sector == number)
        moved = 0.4 * government[number] * plain.firms["revenue"][large].sum()
        assert -gain[large].sum() == pytest.approx(moved, abs=len(gain))


def test_nobody_whose_bills_are_forgiven_is_cut_off():
    hard = {**STILL, "cash": 0.0, "margin_spread": 0.3}
    strict, patient = (run(town(**hard, grace=months), 12) for months in (0.0, 6.0))
    assert strict.counts[COUNT_CUT_OFF] > patient.counts[COUNT_CUT_OFF]
    assert strict.firms["revenue"].sum() < patient.firms["revenue"].sum()


def test_invoices_never_exceed_what_a_customer_needs():
    """However much their suppliers would like to sell: a fifth of all materials is bought elsewhere, in cash."""
    world = town(enterprises=500, cash=12.0, term=0.0)
    world.firm_sectors["chain"], world.firm_sectors["government"] = 0.9, 0.0
    before = world.firms["payable"].copy()
    begin(world, 0)
    close_month_before_loans(world)
    invoiced = world.firms["payable"] - before
    in_cash = -world.audit[:, KINDS.index("materials")]
    assert (invoiced <= 4.0 * in_cash + 5.0).all() and (invoiced > 3.9 * in_cash).sum() > 20


def test_a_rule_changes_nobodys_luck():
    one, other = (run(town(**STILL, charges=value), 6) for value in (0.0, 0.05))
    assert np.array_equal(one.firms["shock"], other.firms["shock"])
    assert np.array_equal(one.firms["capacity"], other.firms["capacity"])


def test_a_short_first_month_is_a_part_of_a_month():
    whole, part = town(**STILL), town(**STILL, month_share=0.25)
    for world in (whole, part):
        begin(world, 0)
        close(world)
    for name in ("wages", "rent", "sales_outside", "social_insurance"):
        assert flow(part, name) == pytest.approx(0.25 * flow(whole, name), rel=0.01), name
