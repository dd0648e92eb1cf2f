"""Trade credit: chains and circles of debts are cleared to the yuan."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.economy.ledger import TRADE
from sim.economy.tables import IDLE, INSOLVENT, TRADING
from sim.economy.trade import cancel_payable, clear_trade, pay_in_turn, pay_suppliers, release_suppliers
from tests.economy.towns import owing, town, with_suppliers

COUNT = 12


def bare(customers, debts, cash, **rules):
    """Enterprises that have nothing but cash and debts to each other."""
    world = town(enterprises=COUNT, idle=0.0, **{"withheld": 0.0, "cleared": 0.0, "reserve": 0.0, **rules})
    for column in ("receivable", "old_receivable", "invoiced", "payable", "old_payable"):
        world.firms[column] = 0.0
    with_suppliers(world, customers)
    owing(world, debts)
    world.firms["cash"] = cash
    world.wanted[:] = 0.0
    return world


def test_money_runs_through_a_chain():
    """0 owes 1 owes 2 owes 3, whichever of them the books list first."""
    for order in ((0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)):
        customers = {order[i + 1]: order[i] for i in range(3)}
        cash = np.zeros(COUNT)
        cash[order[0]] = 1_000.0
        world = bare(customers, {order[1]: 1_000.0, order[2]: 1_000.0, order[3]: 400.0}, cash)
        clear_trade(world)
        assert [world.firms["cash"][number] for number in order] == [0.0, 0.0, 600.0, 400.0]
        assert world.firms["payable"].sum() == world.firms["receivable"].sum() == 0.0
        assert world.flows[TRADE] == 2_400.0


def test_a_circle_clears_with_a_part_of_the_money():
    """Three who owe each other 1,000 and have 100 between them: it runs round until all are quits."""
    cash = np.zeros(COUNT)
    cash[0] = 100.0
    world = bare({1: 0, 2: 1, 0: 2}, {0: 1_000.0, 1: 1_000.0, 2: 1_000.0}, cash)
    clear_trade(world)
    assert world.firms["payable"].sum() == 0.0 and world.firms["cash"][0] == 100.0


def test_suppliers_are_paid_in_proportion():
    cash = np.zeros(COUNT)
    cash[0] = 500.0
    world = bare({1: 0, 2: 0}, {1: 750.0, 2: 250.0}, cash)
    clear_trade(world)
    assert abs(world.firms["cash"][1] - 375.0) <= 1.0 and abs(world.firms["cash"][2] - 125.0) <= 1.0


def test_nobody_pays_a_yuan_more_than_it_has():
    cash = np.zeros(COUNT)
    cash[0] = 999_999_999.0
    world = bare({1: 0}, {1: 1e9}, cash)
    clear_trade(world)
    assert 0.0 <= world.firms["cash"][0] <= 1.0


def test_large_enterprises_hold_back_and_are_made_to_clear():
    """Of 1,000 past due, 600 of it for long, half is withheld, and two fifths of what is withheld of the old."""
    for cleared, paid in ((0.0, 500.0), (0.4, 500.0 + 0.4 * 0.5 * 600.0)):
        world = bare({1: 0}, {1: 600.0}, np.full(COUNT, 1e6), withheld=0.5, cleared=cleared)
        world.enterprises["size_class"][0] = 2
        world.firms["receivable"][1] = world.firms["old_receivable"][1] = 1_000.0
        world.firms["payable"][0] = 1_000.0
        world.wanted[0] = 400.0
        clear_trade(world)
        assert paid - 1.0 <= world.flows[TRADE] <= paid, "rounded down to whole yuan for each supplier"
    world = bare({1: 0}, {1: 1_000.0}, np.full(COUNT, 1e6), withheld=0.5)
    world.enterprises["size_class"][0] = 0
    clear_trade(world)
    assert world.flows[TRADE] == 1_000.0, "small ones pay what they can"


def test_nobody_stands_in_line_twice():
    """Who is in line already and is paid meanwhile pays with all of it when its turn comes."""
    for waits, expected in ((1, 3), (0, 4)):
        cash = np.zeros(COUNT)
        cash[0] = 1_000.0
        world = bare({1: 0, 2: 1}, {1: 1_000.0, 2: 500.0}, cash)
        world.wanted[:2] = 1_000.0, 500.0
        world.firms["queued"][1] = waits
        assert pay_in_turn(world, 0, 0, 3) == expected
        assert world.firms["queued"][1] == 1 and world.firms["cash"][1] == 1_000.0


def test_a_reserve_is_kept_and_nothing_is_paid_in_proceedings():
    world = bare({1: 0}, {1: 1e9}, np.full(COUNT, 50_000.0), reserve=0.1)
    clear_trade(world)
    assert 0.0 < world.firms["cash"][0] < 50_000.0
    world = bare({1: 0, 2: 3}, {1: 100.0, 2: 100.0}, np.full(COUNT, 50_000.0))
    world.firms["status"][0], world.firms["status"][3] = INSOLVENT, IDLE
    clear_trade(world)
    assert world.firms["payable"][0] == 100.0 and world.firms["payable"][3] == 0.0


def books(world):
    firms = world.firms
    has = firms["customer"] >= 0
    for owed_to, owed in (("receivable", "payable"), ("old_receivable", "old_payable")):
        assert (np.bincount(firms["customer"][has], firms[owed_to][has], minlength=COUNT) == firms[owed]).all()
    assert (firms["cash"] >= 0.0).all() and (firms["old_receivable"] >= 0.0).all()
    assert (firms["old_receivable"] + firms["invoiced"] <= firms["receivable"]).all()


graphs = st.lists(st.integers(-1, COUNT - 1), min_size=COUNT, max_size=COUNT)
amounts = st.lists(st.one_of(st.integers(0, 5), st.integers(0, 10**9)), min_size=COUNT, max_size=COUNT)


@settings(max_examples=150, deadline=None)
@given(graphs, amounts, amounts, st.sampled_from([0.0, 0.3, 1.0]), st.sampled_from([0.0, 0.5, 1.0]))
def test_any_web_of_debts_is_cleared_and_conserved(customers, debts, cash, withheld, reserve):
    """Circles included: it ends, no cash is negative, the same money is there, and nobody who could pay holds out."""
    customers = {i: c for i, c in enumerate(customers) if c >= 0 and c != i}
    world = bare(customers, {i: float(debts[i]) for i in customers}, np.array(cash, dtype=float), withheld=withheld,
                 reserve=reserve)
    owed, money = world.firms["payable"].sum(), world.firms["cash"].sum()
    clear_trade(world)
    books(world)
    assert (world.firms["queued"] == 0).all()
    assert world.firms["cash"].sum() == money
    assert owed - world.firms["payable"].sum() == world.flows[TRADE] == world.claims[2, 1]
    if withheld == reserve == 0.0:
        left = world.firms["payable"]
        suppliers = np.bincount(list(customers.values()) or [0], minlength=COUNT)
        assert (world.firms["cash"][left > 0] <= np.maximum(0.05 * left, suppliers)[left > 0]).all()


@settings(max_examples=100, deadline=None)
@given(graphs, amounts, amounts, amounts, st.floats(0.0, 1.0))
def test_estates_and_haircuts_keep_the_books(customers, debts, invoices, cash, share):
    customers = {i: c for i, c in enumerate(customers) if c >= 0 and c != i}
    world = bare(customers, {i: float(debts[i]) for i in customers}, np.array(cash, dtype=float))
    for supplier, customer in customers.items():
        world.firms["receivable"][supplier] += invoices[supplier]
        world.firms["invoiced"][supplier] = invoices[supplier]
        world.firms["payable"][customer] += invoices[supplier]
    opening = world.firms["receivable"].sum()
    cancel_payable(world, 0, share)
    books(world)
    pay_suppliers(world, 1, min(world.firms["cash"][1], world.firms["payable"][1]))
    books(world)
    release_suppliers(world, 1)
    books(world)
    new, repaid, cancelled = world.claims[2]
    assert opening + new - repaid - cancelled == world.firms["receivable"].sum()
    assert (world.firms["customer"] != 1).all() and world.firms["first_supplier"][1] == -1


def test_suppliers_and_customers_of_a_population_belong_together():
    world = town(enterprises=400)
    firms = world.firms
    assert (firms["customer"][firms["status"] == TRADING] >= 0).mean() > 0.7
    assert (firms["customer"] != np.arange(400)).all()
    for customer in range(400):
        chain, supplier = [], firms["first_supplier"][customer]
        while supplier >= 0:
            chain.append(supplier)
            supplier = firms["next_supplier"][supplier]
        assert sorted(chain) == np.flatnonzero(firms["customer"] == customer).tolist()
