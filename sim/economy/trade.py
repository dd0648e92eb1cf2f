"""Credit between enterprises: who buys from whom, and how what is due is paid.

Every supplier has at most one customer in the region; a customer finds its suppliers through a chain of rows. What is
due is cleared in one go: whoever pays puts its suppliers in a position to pay theirs, who queue up for it.
"""

import math

from sim.economy import purposes
from sim.economy.claims import CANCELLED, REPAID, TRADE_CREDIT, claim
from sim.economy.costs import fixed_cost, is_small, material_share
from sim.economy.ledger import paid_by_customer, paid_to_suppliers, pay_enterprise
from sim.economy.revenue import MOST_ON_CREDIT
from sim.economy.rules import willing_to_pay
from sim.economy.tables import DORMANT, IDLE, TRADING
from sim.engine.draws import four
from sim.engine.jit import jit

TRIES = 32
"""Enterprises that a supplier looks at before it does without a customer in the region."""

LEAST_PART = 0.05
"""Whoever has begun to pay goes on when it has come by this part of what it is willing to pay; so clearing ends."""


@jit
def list_buyers(world):
    """Sort enterprises by sector and size class into ``world.buyers``, each class beginning at
    ``world.buyers_first``, and by row within it."""
    sizes = len(world.firm_sizes)
    for place in range(len(world.buyers_first)):
        world.buyers_first[place] = 0
    for enterprise in range(len(world.enterprises)):
        row = world.enterprises[enterprise]
        world.buyers_first[row.sector * sizes + row.size_class + 1] += 1
    for place in range(1, len(world.buyers_first)):
        world.buyers_first[place] += world.buyers_first[place - 1]
    for enterprise in range(len(world.enterprises) - 1, -1, -1):
        row = world.enterprises[enterprise]
        world.buyers_first[row.sector * sizes + row.size_class + 1] -= 1
        world.buyers[world.buyers_first[row.sector * sizes + row.size_class + 1]] = enterprise
    for place in range(len(world.buyers_first) - 1):
        world.buyers_first[place] = world.buyers_first[place + 1]
    world.buyers_first[len(world.buyers_first) - 1] = len(world.enterprises)


@jit
def find_customer(world, enterprise, serial):
    """A customer in the region: sector and size class drawn by what these buy, then one that trades and is large enough
    to take what is on offer; -1 if there is none.

    An enterprise is drawn by its place within a power of two, and another one where there is none. So one enterprise
    more becomes the customer of some, and all others keep theirs.
    """
    control, row, firm = world.control[0], world.enterprises[enterprise], world.firms[enterprise]
    offered = world.firm_sectors[row.sector].chain * firm.capacity
    sectors, sizes = len(world.firm_sectors), len(world.firm_sizes)
    sold, bought = world.customers_of[row.sector, sectors - 1], world.firm_sizes[sizes - 1].purchases
    if offered <= 0.0 or sold <= 0.0 or bought <= 0.0:
        return -1
    for number in range(TRIES):
        u = four(control.seed0, control.seed1, row.key, serial, purposes.CUSTOMER, number)
        sector, size = 0, 0
        while sector < sectors - 1 and world.customers_of[row.sector, sector] <= u[0] * sold:
            sector += 1
        while size < sizes - 1 and world.firm_sizes[size].purchases <= u[1] * bought:
            size += 1
        first = world.buyers_first[sector * sizes + size]
        place = int(u[2] * _power_of_two(world.buyers_first[sector * sizes + size + 1] - first))
        if first + place >= world.buyers_first[sector * sizes + size + 1]:
            continue
        customer = world.buyers[first + place]
        if customer == enterprise or world.firms[customer].status != TRADING:
            continue
        if MOST_ON_CREDIT * material_share(world, customer) * world.firms[customer].capacity >= offered:
            return customer
    return -1


@jit
def _power_of_two(count):
    """The least power of two that is no less."""
    power = 1
    while power < count:
        power *= 2
    return power


@jit
def sell_to(world, enterprise, customer):
    """An enterprise has a customer from now on (or none: -1)."""
    firm = world.firms[enterprise]
    firm.customer = customer
    if customer >= 0:
        firm.next_supplier = world.firms[customer].first_supplier
        world.firms[customer].first_supplier = enterprise


@jit
def release_suppliers(world, enterprise):
    """All that had sold to an enterprise that buys no more are free to find another customer; what it still owed them
    is cancelled."""
    customer = world.firms[enterprise]
    supplier = customer.first_supplier
    while supplier >= 0:
        firm = world.firms[supplier]
        lost = firm.receivable
        if lost > 0.0:
            firm.receivable = firm.old_receivable = firm.invoiced = 0.0
            firm.profit -= lost
            firm.year_profit -= lost
            if world.economy[0].counting:
                firm.earned -= lost
            claim(world, TRADE_CREDIT, CANCELLED, lost)
        firm.customer = -1
        supplier = firm.next_supplier
    customer.first_supplier = -1
    customer.payable = customer.old_payable = 0.0


@jit
def forgo_receivable(world, enterprise):
    """An enterprise ends without having been paid by its customer."""
    firm = world.firms[enterprise]
    if firm.receivable > 0.0:
        customer = world.firms[firm.customer]
        customer.payable -= firm.receivable
        customer.old_payable -= firm.old_receivable
        claim(world, TRADE_CREDIT, CANCELLED, firm.receivable)
        firm.receivable = firm.old_receivable = firm.invoiced = 0.0


@jit
def cancel_payable(world, enterprise, share):
    """A share of all that an enterprise owes its suppliers is cancelled."""
    customer = world.firms[enterprise]
    supplier = customer.first_supplier
    while supplier >= 0:
        firm = world.firms[supplier]
        lost, old = math.floor(share * firm.receivable), math.floor(share * firm.old_receivable)
        firm.receivable -= lost
        firm.old_receivable -= old
        firm.invoiced = min(firm.invoiced, firm.receivable - firm.old_receivable)
        firm.profit -= lost
        firm.year_profit -= lost
        if world.economy[0].counting:
            firm.earned -= lost
        customer.payable -= lost
        customer.old_payable -= old
        claim(world, TRADE_CREDIT, CANCELLED, lost)
        supplier = firm.next_supplier


@jit
def pay_suppliers(world, enterprise, amount):
    """Pay so much of what is owed to suppliers, due or not, in proportion (for one that ends)."""
    customer = world.firms[enterprise]
    share = _share(amount, customer.payable)
    supplier = customer.first_supplier
    while supplier >= 0:
        firm = world.firms[supplier]
        part = math.floor(share * firm.receivable)
        if part > 0.0:
            old = min(part, firm.old_receivable)
            pay_enterprise(world, enterprise, supplier, part)
            firm.receivable -= part
            firm.old_receivable -= old
            firm.invoiced = min(firm.invoiced, firm.receivable - firm.old_receivable)
            customer.payable -= part
            customer.old_payable -= old
            claim(world, TRADE_CREDIT, REPAID, part)
        supplier = firm.next_supplier


@jit
def clear_trade(world):
    """Everybody pays its suppliers what is due, as far as it is willing and its cash goes: first all at once, then
    those whom that has given the money for more, one after another."""
    _make_offers(world)
    _pay_at_once(world)
    waiting = 0
    for enterprise in range(len(world.firms)):
        if world.wanted[enterprise] > 0.0 and _can_pay(world, enterprise) >= LEAST_PART * world.wanted[enterprise]:
            world.firms[enterprise].queued = 1
            world.scratch[waiting] = enterprise
            waiting += 1
    place = 0
    while waiting > 0:
        enterprise = int(world.scratch[place])
        place = (place + 1) % len(world.scratch)
        waiting -= 1
        world.firms[enterprise].queued = 0
        waiting = pay_in_turn(world, enterprise, place, waiting)


@jit
def _can_pay(world, enterprise):
    """Cash beyond the reserve in yuan."""
    reserve = world.economy[0].reserve * fixed_cost(world, enterprise)
    return math.floor(max(world.firms[enterprise].cash - reserve, 0.0))


@jit
def _make_offers(world):
    """What everybody is willing to pay in all, and which share of what is due it pays now (``world.scratch``)."""
    economy = world.economy[0]
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        old = firm.old_payable
        firm.old_payable += world.wanted[enterprise]
        firm.willing = world.scratch[enterprise] = 0.0
        if firm.old_payable > 0.0 and firm.status in (TRADING, DORMANT, IDLE):
            withheld = 0.0 if is_small(world, enterprise) else economy.withheld
            firm.willing = math.floor(willing_to_pay(firm.old_payable, old, withheld, economy.cleared))
            paid = min(firm.willing, _can_pay(world, enterprise))
            world.scratch[enterprise] = _share(paid, firm.old_payable)
        world.wanted[enterprise] = firm.willing


@jit
def _share(amount, due):
    """Which share of each debt is paid; rounded down, so that the parts never add up to more than the amount."""
    return 1.0 if amount >= due else amount / due * (1.0 - 1e-12)


@jit
def _pay_at_once(world):
    """Suppliers are paid; what their customers have left to pay (``world.wanted``) goes down."""
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        if firm.old_receivable > 0.0:
            part = math.floor(world.scratch[firm.customer] * firm.old_receivable)
            if part > 0.0:
                world.wanted[firm.customer] -= part
                firm.receivable -= part
                firm.old_receivable -= part
                paid_by_customer(world, enterprise, part)
    for enterprise in range(len(world.firms)):
        firm = world.firms[enterprise]
        paid = firm.willing - world.wanted[enterprise]
        if paid > 0.0:
            firm.payable -= paid
            firm.old_payable -= paid
            paid_to_suppliers(world, enterprise, paid)
            claim(world, TRADE_CREDIT, REPAID, paid)


@jit
def pay_in_turn(world, enterprise, place, waiting):
    """Pay in proportion what is still due, and put those suppliers into the queue (``world.scratch``, a ring that
    begins at ``place``) who were waiting for money. Returns the length of the queue."""
    customer = world.firms[enterprise]
    amount = min(world.wanted[enterprise], _can_pay(world, enterprise))
    if amount <= 0.0 or amount < LEAST_PART * world.wanted[enterprise]:
        return waiting
    share = _share(amount, customer.old_payable)
    supplier = customer.first_supplier
    while supplier >= 0:
        firm = world.firms[supplier]
        part = math.floor(share * firm.old_receivable)
        if part > 0.0:
            pay_enterprise(world, enterprise, supplier, part)
            firm.receivable -= part
            firm.old_receivable -= part
            customer.payable -= part
            customer.old_payable -= part
            world.wanted[enterprise] -= part
            claim(world, TRADE_CREDIT, REPAID, part)
            if world.wanted[supplier] > 0.0 and not firm.queued:
                firm.queued = 1
                world.scratch[(place + waiting) % len(world.scratch)] = supplier
                waiting += 1
        supplier = firm.next_supplier
    return waiting
