"""Stopping, sleeping, failing, growing, leaving: one enterprise at a time, and all of them."""

import numpy as np
import pytest

from sim.approvals import tables as approvals
from sim.approvals.case import cease
from sim.approvals.plan import ERRANDS
from sim.economy.claims import BILLS, CANCELLED, TAXES_OWED
from sim.economy.ledger import ASSETS_SOLD, CAPITAL_PAID_IN, KINDS, LIQUIDATION
from sim.economy.public import MONTH
from sim.economy.tables import (
    AWAITS_PERMIT,
    CONVERTING,
    COUNT_CONVERTED,
    COUNT_INSOLVENCIES,
    COUNT_LIQUIDATED,
    COUNT_REORGANISED,
    COUNT_STRUCK_OFF,
    DORMANT,
    GONE,
    IDLE,
    INSOLVENT,
    LEAVING,
    LIQUIDATED,
    NO_ERRAND,
    NO_PROJECT,
    PERMITTED,
    REVOKED,
    STRUCK_OFF,
    TRADING,
)
from sim.lifecycle.ending import settle_ended
from sim.lifecycle.insolvency import begin_proceedings, cannot_pay
from sim.lifecycle.links import AGAIN_AFTER, case_ended, struck_off
from sim.lifecycle.month import live_on
from sim.lifecycle.stopping import fall_asleep, stop
from tests.economy.towns import CONVERSION, LARGE, MICRO, SELF_EMPLOYED, begin, run, step, town
from tests.lifecycle.test_entry import closed_case


def first_of(world, size, status=TRADING):
    """The first enterprise of a class."""
    return int(np.flatnonzero((world.enterprises["size_class"] == size) & (world.firms["status"] == status))[0])


def errands(world, purpose):
    rows = world.errands[: world.control[0]["errands"]]
    return rows[rows["purpose"] == purpose]


def test_hazards_are_those_of_the_age():
    """So many of each year of life stop in a month."""
    world = town(enterprises=6000, idle=0.0, stopping=(0.1, 0.6, 1.2), losses=0.0, audit=False, opportunities=0.0,
                 insolvency_patience=600.0, dormancy=0.0)  # fmt: skip
    world.enterprises["age"] = np.arange(6000) % 3
    world.enterprises["began"] = 0.0
    begin(world, 0)
    world.control[0]["now"] = 0.0
    live_on(world, 0, 6000)
    for year, hazard in enumerate((0.1, 0.6, 1.2)):
        stopped = (world.firms["status"] == IDLE)[world.enterprises["age"] == year].mean()
        assert stopped == pytest.approx(1.0 - np.exp(-hazard / 12.0), abs=0.015)
    assert (world.enterprises["trading"] == (world.firms["status"] == TRADING)).all()
    assert (world.enterprises["active"] == 1).all()


def test_losers_stop_more_often_and_may_sleep_instead():
    world = town(enterprises=4000, idle=0.0, stopping=(1.0,), losses=3.0, dormancy=1.0, audit=False)
    world.firms["losing"][::2] = 0xFFF
    begin(world, 0)
    live_on(world, 0, 4000)
    status = world.firms["status"]
    assert (status[::2] == DORMANT).mean() == pytest.approx(1.0 - np.exp(-4.0 / 12.0), abs=0.03)
    assert (status[1::2] == IDLE).mean() == pytest.approx(1.0 - np.exp(-1.0 / 12.0), abs=0.03)
    assert (status[::2] != IDLE).all(), "in difficulty and all of them may"


def test_who_has_loans_overdue_may_not_sleep():
    world = town(idle=0.0, stopping=(12.0,), losses=0.0, dormancy=1.0)
    world.firms["losing"], world.firms["overdue"] = 0xFFF, 1
    begin(world, 0)
    live_on(world, 0, 300)
    assert (world.firms["status"] == IDLE).any() and not (world.firms["status"] == DORMANT).any()


def test_a_stopped_company_sells_what_its_debts_call_for_and_owners_answer_for_others():
    world = town(idle=0.0)
    company, trader = first_of(world, MICRO), first_of(world, SELF_EMPLOYED)
    for enterprise in (company, trader):
        firm = world.firms[enterprise]
        firm["cash"], firm["bills"] = 0.0, 100.0 * firm["capacity"]
        begin(world, 0)
        worth = np.floor(3.0 * firm["capacity"])
        owed = firm["bills"] + firm["payable"]
        stop(world, enterprise)
        assert firm["status"] == IDLE and firm["staff"] == firm["capacity"] == 0.0
        assert world.flows[ASSETS_SOLD] == worth
        assert world.flows[CAPITAL_PAID_IN] == (owed - worth if enterprise == trader else 0.0)


def test_no_more_equipment_is_sold_than_debts_call_for():
    world = town(idle=0.0)
    company = first_of(world, MICRO)
    firm = world.firms[company]
    firm["cash"], firm["bills"] = 1_000.0, 1_500.0
    lacking = 500.0 + firm["payable"]
    begin(world, 0)
    stop(world, company)
    assert 0.0 < world.flows[ASSETS_SOLD] == lacking


def test_property_that_nobody_holds_in_pledge_is_sold_after_equipment():
    world = town(idle=0.0)
    company = first_of(world, MICRO)
    firm = world.firms[company]
    firm["cash"], firm["bills"], firm["property"], firm["pledged"] = 0.0, 1e9, 5_000.0, 2_000.0
    worth = np.floor(3.0 * firm["capacity"])
    begin(world, 0)
    stop(world, company)
    assert world.flows[ASSETS_SOLD] == worth + 3_000.0 and firm["property"] == 2_000.0


def test_what_comes_in_after_stopping_pays_late_taxes_before_owners():
    world = town(idle=1.0, striking_off=0.0)
    world.firms["taxes_owed"], world.firms["cash"] = 500.0, 800.0
    step(world, 0)
    assert (world.firms["taxes_owed"] == 0.0).all() and (world.firms["cash"] == 0.0).all()
    assert world.flows[KINDS.index("late_taxes")] == 500.0 * 300
    assert world.flows[KINDS.index("owners_draw")] == 300.0 * 300


def test_dormancy_costs_little_and_ends():
    world = town(idle=0.0, wakes=0.0, longest=10.0)
    enterprise = first_of(world, LARGE)
    begin(world, 0)
    fall_asleep(world, enterprise)
    assert world.enterprises[enterprise]["trading"] == 0 and world.firms[enterprise]["staff"] == 0.0
    step(world, 1)
    costs = -world.audit[enterprise, KINDS.index("rent")] - world.audit[enterprise, KINDS.index("state_rent")]
    firm, sector = world.firms[enterprise], world.firm_sectors[world.enterprises[enterprise]["sector"]]
    assert costs == pytest.approx(0.1 * sector["rent"] * firm["capacity"], rel=0.01)
    assert firm["revenue"] == 0.0 and firm["profit"] < 0.0
    run(world, 10, first=2)
    assert world.firms[enterprise]["status"] in (IDLE, INSOLVENT)


def test_the_dormant_wake_at_their_rate_and_trade_as_before():
    world = town(enterprises=2000, idle=0.0, wakes=1.0, audit=False)
    begin(world, 0)
    staff = world.firms["staff"].copy()
    for enterprise in range(2000):
        fall_asleep(world, enterprise)
    begin(world, 1)
    live_on(world, 0, 2000)
    awake = world.firms["status"] == TRADING
    assert awake.mean() == pytest.approx(1.0 - np.exp(-1.0 / 12.0), abs=0.02)
    assert world.firms["staff"][awake] == pytest.approx(staff[awake])
    assert (world.enterprises["trading"] == awake).all()


def broke(world, enterprise, bills=1e9):
    firm = world.firms[enterprise]
    firm["bills"], firm["short"], firm["cash"] = bills, 12, 500.0
    return firm


def test_insolvent_is_who_owes_more_than_it_owns_for_long():
    world = town(idle=0.0)
    enterprise = first_of(world, MICRO)
    firm = broke(world, enterprise)
    assert cannot_pay(world, enterprise)
    firm["short"] = 5
    assert not cannot_pay(world, enterprise)
    firm["short"], firm["bills"] = 12, 1.0
    assert not cannot_pay(world, enterprise)


@pytest.mark.parametrize("coordinated", [0.0, 1.0])
def test_proceedings_take_their_time_and_end_one_way_or_the_other(coordinated):
    world = town(enterprises=600, idle=0.0, coordinated=coordinated, audit=False)
    companies = np.flatnonzero(world.enterprises["size_class"] > 0)
    begin(world, 0)
    for enterprise in companies:
        broke(world, enterprise)
        begin_proceedings(world, enterprise)
    assert (world.firms["status"][companies] == INSOLVENT).all()
    owed = world.firms["payable"][companies].copy()
    months, share = (3, 0.4) if coordinated else (6, 0.2)
    reorganised = ended = 0
    for month in range(1, months + 1):
        begin(world, month)
        live_on(world, 0, 600)
        assert month == months or (world.firms["status"][companies] == INSOLVENT).all()
        reorganised, ended = world.counts[COUNT_REORGANISED], world.counts[COUNT_LIQUIDATED]
    assert reorganised + ended == len(companies)
    assert reorganised / len(companies) == pytest.approx(share, abs=0.08)
    back = world.firms["status"][companies] == TRADING
    assert back.sum() == reorganised and (world.firms["ended"][companies][~back] == LIQUIDATED).all()
    assert (world.enterprises["active"][companies] == back).all()
    assert (world.firms["bills"][companies][back] == 5e8).all(), "half of it is forgone"
    assert owed[back].sum() > 0.0
    assert (world.firms["payable"][companies][back] <= 0.5 * owed[back] + 600.0).all(), "by suppliers as well"


def test_no_sole_trader_is_insolvent_and_one_stops():
    world = town(idle=0.0)
    enterprise = first_of(world, SELF_EMPLOYED)
    broke(world, enterprise)
    begin(world, 0)
    live_on(world, enterprise, enterprise + 1)
    assert world.firms[enterprise]["status"] == IDLE and world.counts[COUNT_INSOLVENCIES] == 0


def test_an_estate_pays_in_order():
    """Cash 1,000, no equipment: bills 600 first, then taxes 300; the suppliers get the last 100; the rest is lost."""
    world = town(idle=0.0)
    enterprise, supplier = first_of(world, LARGE), -1
    firm = world.firms[enterprise]
    begin(world, 0)
    firm["cash"], firm["bills"], firm["taxes_owed"], firm["capacity"] = 1_000.0, 600.0, 300.0, 0.0
    firm["government_owes"] = firm["bond"] = firm["receivable"] = 0.0
    owed = firm["payable"]
    supplier = firm["first_supplier"]
    assert owed > 100.0 and supplier >= 0
    cease(world, enterprise)
    struck_off(world, enterprise)
    settle_ended(world, enterprise)
    paid = {kind: amount for kind, amount in zip(KINDS, world.flows, strict=True) if amount}
    assert paid["arrears_paid"] == 600.0 and paid["late_taxes"] == 300.0
    assert paid["trade"] + paid.get("liquidation", 0.0) == 100.0 and paid["trade"] > 0.0
    assert firm["status"] == GONE and firm["ended"] == STRUCK_OFF and world.counts[COUNT_STRUCK_OFF] == 1
    assert world.firms[supplier]["customer"] == -1 and world.firms[supplier]["receivable"] == 0.0
    assert world.claims[2, CANCELLED] == owed - paid["trade"]


def test_what_is_left_is_the_owners_and_what_is_not_there_is_cancelled():
    world = town(idle=0.0)
    rich, poor = first_of(world, MICRO), first_of(world, LARGE)
    begin(world, 0)
    cash = world.firms[rich]["cash"] + world.firms[rich]["government_owes"] + world.firms[rich]["bond"]
    owed = world.firms[rich]["payable"]
    cease(world, rich)
    settle_ended(world, rich)
    assert world.flows[LIQUIDATION] == cash - owed
    broke(world, poor)
    world.firms["taxes_owed"][poor] = 1e6
    world.enterprises[poor]["credit_mark"] = 1
    cease(world, poor)
    settle_ended(world, poor)
    assert world.claims[TAXES_OWED, CANCELLED] == 1e6
    assert world.claims[BILLS, CANCELLED] > 9e8 and world.firms[poor]["ended"] == REVOKED


def test_who_outgrows_its_class_moves_up_or_asks_to():
    world = town(idle=0.0, stopping=(0.0,), opportunities=0.0)
    trader, company = first_of(world, SELF_EMPLOYED), first_of(world, MICRO)
    world.firms["staff"][trader], world.firms["staff"][company] = 8.0, 41.0
    begin(world, 0)
    live_on(world, 0, 300)
    assert world.enterprises[company]["size_class"] == LARGE and world.enterprises[company]["wage"] == 2.5
    assert world.enterprises[trader]["size_class"] == SELF_EMPLOYED
    (errand,) = errands(world, approvals.CONVERSION)
    assert errand["enterprise"] == trader and errand["procedure"] == CONVERSION
    assert world.firms[trader]["errand"] == CONVERTING
    live_on(world, 0, 300)
    assert len(errands(world, approvals.CONVERSION)) == 1, "one at a time"
    case_ended(world, closed_case(world, trader, 5.0, purpose=approvals.CONVERSION))
    assert world.enterprises[trader]["size_class"] == MICRO and world.counts[COUNT_CONVERTED] == 1
    assert world.firms[trader]["errand"] == NO_ERRAND


def test_a_refused_conversion_is_left_alone_for_a_while():
    world = town(idle=0.0, stopping=(0.0,), opportunities=0.0)
    trader = first_of(world, SELF_EMPLOYED)
    world.firms["staff"][trader] = 8.0
    begin(world, 0)
    live_on(world, trader, trader + 1)
    case_ended(world, closed_case(world, trader, 5.0, purpose=approvals.CONVERSION, outcome=approvals.REFUSED))
    assert world.enterprises[trader]["size_class"] == SELF_EMPLOYED
    for moment, sent in ((0.5, 1), (1.5, 2)):
        world.control[0]["now"] = MONTH + moment * AGAIN_AFTER
        live_on(world, trader, trader + 1)
        assert len(errands(world, approvals.CONVERSION)) == sent
    assert errands(world, approvals.CONVERSION)["count"].tolist() == [0, 1]
    assert ERRANDS > 2


def test_opportunities_wait_for_their_permit():
    world = town(enterprises=2000, idle=0.0, stopping=(0.0,), opportunities=6.0, audit=False)
    world.enterprises["sector"] = 0
    begin(world, 0)
    live_on(world, 0, 2000)
    firms = world.firms
    seen = firms["project"] != NO_PROJECT
    assert seen.mean() == pytest.approx(1.0 - np.exp(-0.5), abs=0.04)
    assert (firms["project"] == AWAITS_PERMIT).sum() / seen.sum() == pytest.approx(0.5, abs=0.06)
    assert len(errands(world, approvals.PERMIT)) == (firms["project"] == AWAITS_PERMIT).sum()
    assert firms["outlay"][seen] == pytest.approx(0.5 * 12 * firms["growth"][seen] * firms["capacity"][seen], rel=1e-3)
    first, second = np.flatnonzero(firms["project"] == AWAITS_PERMIT)[:2]
    case_ended(world, closed_case(world, first, 9.0, purpose=approvals.PERMIT, ref=0))
    case_ended(world, closed_case(world, second, 9.0, purpose=approvals.PERMIT, ref=0, outcome=approvals.REFUSED))
    assert firms["project"][first] == PERMITTED and firms["project"][second] == NO_PROJECT


def test_a_permit_that_comes_too_late_is_for_nothing():
    world = town(idle=0.0, stopping=(0.0,), opportunities=0.0, project_patience=3.0)
    firm = world.firms[5]
    begin(world, 0)
    firm["project"], firm["projects"], firm["seen"] = AWAITS_PERMIT, 1, world.control[0]["now"]
    world.control[0]["now"] += 4 * MONTH
    live_on(world, 5, 6)
    assert firm["project"] == NO_PROJECT
    firm["project"], firm["projects"] = AWAITS_PERMIT, 2
    case_ended(world, closed_case(world, 5, 9.0, purpose=approvals.PERMIT, ref=0))
    assert firm["project"] == AWAITS_PERMIT, "it was for the one before"


def test_the_idle_leave_the_sooner_the_less_it_takes():
    gone = []
    for days in (0.0, 60.0, 600.0):
        world = town(enterprises=4000, idle=1.0, striking_off=6.0, simple=0.0, exit_days=days, audit=False)
        begin(world, 0)
        live_on(world, 0, 4000)
        gone.append((world.firms["errand"] == LEAVING).mean())
        assert gone[-1] == pytest.approx(1.0 - np.exp(-0.5 * 60.0 / (60.0 + days)), abs=0.03)
    assert gone[0] > gone[1] > gone[2]


def test_who_owes_cannot_leave_and_the_simple_way_is_for_some():
    world = town(enterprises=4000, idle=1.0, striking_off=600.0, simple=0.25, audit=False, insolvency_patience=600.0)
    world.firms["bills"][:1000] = 5.0
    begin(world, 0)
    live_on(world, 0, 4000)
    rows = errands(world, approvals.STRIKING_OFF)
    assert (world.firms["errand"][:1000] == NO_ERRAND).all() and len(rows) == 3000
    assert (rows["procedure"] == 1).mean() == pytest.approx(0.25, abs=0.03)


def test_struck_off_is_settled_and_counted():
    world = town(idle=1.0)
    begin(world, 0)
    cease(world, 7)
    struck_off(world, 7)
    case_ended(world, closed_case(world, 7, 30.0, purpose=approvals.STRIKING_OFF, procedure=0))
    live_on(world, 0, 300)
    assert world.firms[7]["status"] == GONE and world.firms[7]["ended"] == STRUCK_OFF
    assert world.economy[0]["exit_sum"] == pytest.approx(30.0)


def test_marks_lapse_and_are_repaired_for_those_who_ask():
    world = town(enterprises=1000, idle=1.0, striking_off=0.0, marks_last=24.0, repair=0.4, repair_after=6.0)
    world.firms["marks"], world.firms["overdue"] = 2, 1
    begin(world, 0)
    live_on(world, 0, 1000)
    world.firms["overdue"] = 0
    for month, left in ((4, 1.0), (8, 0.6), (23, 0.6), (25, 0.0)):
        begin(world, month)
        live_on(world, 0, 1000)
        assert (world.firms["marks"] > 0).mean() == pytest.approx(left, abs=0.05)


def test_late_payment_is_marked_once():
    world = town(idle=1.0, striking_off=0.0, insolvency_patience=600.0)
    world.firms["bills"] = 1.0
    begin(world, 0)
    for short in (2, 3, 4):
        world.firms["short"] = short
        live_on(world, 0, 300)
        assert (world.firms["marks"] == (short >= 3)).all()


def test_rules_change_nobodys_luck():
    """With striking off made easy, the same enterprises stop and see the same opportunities."""
    worlds = [run(town(striking_off=rate, simple=rate), 18) for rate in (0.0, 1.0)]
    one, other = (world.firms for world in worlds)
    assert np.array_equal(one["stopped"], other["stopped"], equal_nan=True)
    assert np.array_equal(one["projects"], other["projects"])
