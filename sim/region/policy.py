"""The policy clock: everything slow and scheduled is a SimPy process.

:class:`PolicyClock` makes two clocks one: before it handles its next event it lets the compiled engine live through all
the small events that come first. So whoever writes ``yield env.timeout(7 * DAY)`` finds the region a week older.
"""

import simpy

from sim.engine.clock import DAY
from sim.region.standings import close_quarter

QUARTER = 3  # months


class PolicyClock(simpy.Environment):
    """A SimPy environment in minutes whose region is always as old as the clock."""

    def __init__(self, region):
        super().__init__()
        self._region = region

    def step(self) -> None:
        """Bring the region up to the next event, then handle it."""
        self._region.advance_to(min(self.peek(), self._region.horizon))
        super().step()


def daily_round(env: simpy.Environment, region):
    """The order of a midnight: the day that ends is written down, measures change with the date; on the first of a
    month departments answer to their backlog, at the end of a quarter to their standing, and bodies make plans."""
    from agents.department import Department

    dates_of_change = set(region.levers.dates_of_change(region.last_day))
    _change(region, region.first_day)
    if region.inspectorate:
        region.inspectorate.begin()
    while True:
        yield env.timeout(DAY)
        region.observe()
        today = region.date
        if today.day == 1 and (today.month - 1) % QUARTER == 0:
            close_quarter(region)  # by the rules of the quarter that ends
        if today in dates_of_change:
            _change(region, today)
        if today.day == 1:
            region.agents_by_type[Department].do("adapt")
        if region.inspectorate:
            region.inspectorate.begin_day(today)


def _change(region, today) -> None:
    """Measures change with the date; a bank whose capital is to be another one raises or loses the difference."""
    region.levers.apply(today)
    if region.writer.lending:
        for name, factor in region.writer.lending.capital_changed.items():
            region.banking.inject(name, factor)
        region.writer.lending.capital_changed.clear()
