"""The policy clock: everything slow and scheduled is a SimPy process.

:class:`PolicyClock` makes two clocks one: before it handles its next event it lets the compiled engine live through all
the small events that come first. So whoever writes ``yield env.timeout(7 * DAY)`` finds the region a week older.
"""

from datetime import timedelta

import simpy

from sim.engine.clock import DAY


class PolicyClock(simpy.Environment):
    """A SimPy environment in minutes whose region is always as old as the clock."""

    def __init__(self, region):
        super().__init__()
        self._region = region

    def step(self) -> None:
        """Bring the region up to the next event, then handle it."""
        self._region.advance_to(min(self.peek(), self._region.horizon))
        super().step()


def measures_in_force(env: simpy.Environment, region):
    """Measures begin, ramp up and end on their days."""
    for day in region.levers.dates_of_change(region.last_day):
        ahead = (day - region.first_day).days * DAY - env.now
        if ahead < 0:
            continue
        yield env.timeout(ahead)
        region.levers.apply(day)


def monthly_adaptation(env: simpy.Environment, region):
    """On the first of each month departments answer to their backlog."""
    from agents.department import Department

    day = region.first_day
    while True:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield env.timeout((following - day).days * DAY)
        day = following
        region.agents_by_type[Department].do("adapt")


def daily_observation(env: simpy.Environment, region):
    """At midnight the day is written down."""
    while True:
        yield env.timeout(DAY)
        region.observe()
