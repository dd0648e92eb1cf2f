"""The end of a month as a SimPy process: the books are closed before anything new begins."""

from datetime import date

import simpy

from sim.economy.month import close_month_after_loans, close_month_before_loans
from sim.engine.clock import DAY
from sim.lending.demand import ask_for_credit
from sim.lending.servicing import begin_servicing, service_loans
from sim.lending.state import learn_chances
from sim.lifecycle.entry import note_usual, update_entry
from sim.lifecycle.month import live_on
from sim.region import world as worlds
from sim.region.economy import month_after

CHUNK = 32_768
"""Rows that are gone through between two looks at whether there is room for what they may set about."""


def monthly_accounts(env: simpy.Environment, region):
    """Close the books on the first of every month, by the rules of the month that ends."""
    first = region.first_day
    while True:
        following = month_after(first)
        yield env.timeout((following - first).days * DAY)
        close(region, first, following)
        first = following


def close(region, first: date, following: date) -> None:
    """The order of a month's end: earn, pay, service loans, pay taxes, live on, borrow; banks; government; books."""
    world, compiled = region.world, region.compiled
    month = first.replace(day=1)
    share = (following - first).days / (following - month).days
    compiled.economy.set_month(world, month, following, share, region.books.number_of(month))
    counting = region.counts(first, following)
    world.economy[0].counting = counting
    close_month_before_loans(world)
    if compiled.lending:
        _service(region, following)
    close_month_after_loans(world)
    _in_chunks(world, len(world.firms), live_on)
    if compiled.lending:
        _lend(region, following)
    update_entry(world)
    if first < region.start <= following:
        note_usual(world)  # what was usual at the end of the warm-up
    region.treasury.close_month(month, share)
    region.books.end(month, counting)


def _service(region, following: date) -> None:
    world = region.world
    credit = world.credit[0]
    credit.next_month = (month_after(following) - following).days * DAY
    region.banking.expect()
    begin_servicing(world)
    _in_chunks(world, int(world.control[0].loans), service_loans)


def _lend(region, following: date) -> None:
    """Enterprises hear of each other's luck and ask; banks close their month."""
    from agents.bank import Bank

    world, credit = region.world, region.world.credit[0]
    learn_chances(world)
    a_month = region.parameter(("lending", "matchmaking", "per_year")) / 1000.0 / 12.0 * region.registered
    credit.introduced = min(a_month / credit.needed, 1.0) if credit.needed > 0 else 0.0  # by the need of a month ago
    credit.needed = credit.asked = 0.0
    _in_chunks(world, len(world.firms), ask_for_credit)
    if following.month == 1:
        region.banking.pay_incentives(float(credit.incentive))
    region.agents_by_type[Bank].do("adapt")
    if (following.month - 1) % 3 == 0:
        region.agents_by_type[Bank].do("learn")
    region.banking.end_month()
    credit.prime = region.compiled.lending.prime_rate(following)


def _in_chunks(world, rows: int, step) -> None:
    """Go through rows, making room before each chunk for the events and errands that it may bring."""
    for first in range(0, rows, CHUNK):
        worlds.make_room_for_errands(world, 2 * CHUNK)
        step(world, first, min(first + CHUNK, rows))
