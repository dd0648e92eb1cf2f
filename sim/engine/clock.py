"""Working time: opening hours, weekends and holidays as arrays of open intervals with prefix sums.

Time is minutes since midnight of the first simulated day. Calendar 0 is the office calendar of the region: all
statutory clocks and the time decomposition are measured on it. ``world.intervals`` has shape (intervals, 3) with
the columns opening, closing and minutes worked before; ``world.days`` has shape (calendars, days) and holds the first
interval that is not over when the day begins. Each calendar ends in an interval that never opens. As time only goes
forward, ``world.cursors`` remembers for each calendar the interval that is open now or opens next.
"""

import math
from collections.abc import Sequence

import numpy as np

from sim.engine.jit import jit

DAY = 1440.0
OFFICE = 0


@jit
def interval_at(world, calendar, time):
    """Index of the interval that is open at ``time`` or else of the next one to open."""
    day = min(int(time / DAY), world.days.shape[1] - 1)
    index = world.days[calendar, day]
    while world.intervals[index, 1] <= time:
        index += 1
    return index


@jit
def _present(world, calendar):
    """Index of the interval that is open now or else of the next one to open."""
    now, index = world.control[0].now, world.cursors[calendar]
    if world.intervals[index, 1] <= now:
        while world.intervals[index, 1] <= now:
            index += 1
        world.cursors[calendar] = index
    return index


@jit
def worked_by_now(world, calendar):
    """Working minutes from the first day to now."""
    index = _present(world, calendar)
    since = world.control[0].now - world.intervals[index, 0]
    return world.intervals[index, 2] + (since if since > 0.0 else 0.0)


@jit
def is_open_now(world, calendar):
    """Whether work is being done; at closing time no more."""
    return world.intervals[_present(world, calendar), 0] <= world.control[0].now


@jit
def finish_from_now(world, calendar, minutes):
    """When ``minutes`` of work that begin now are done."""
    return _finish(world, calendar, _present(world, calendar), world.control[0].now, minutes)


@jit
def worked(world, calendar, time):
    """Working minutes from the first day to ``time``."""
    index = interval_at(world, calendar, time)
    since = time - world.intervals[index, 0]
    return world.intervals[index, 2] + (since if since > 0.0 else 0.0)


@jit
def is_open(world, calendar, time):
    """Whether work is done at ``time``; closing time itself is closed."""
    return world.intervals[interval_at(world, calendar, time), 0] <= time


@jit
def next_opening(world, calendar, time):
    """The first moment after ``time`` at which the doors open (infinite if they never do again)."""
    index = interval_at(world, calendar, time)
    if world.intervals[index, 0] <= time:
        index += 1
    return world.intervals[index, 0]


@jit
def finish(world, calendar, start, minutes):
    """When ``minutes`` of work that begin at ``start`` are done; interrupted at closing, resumed at opening."""
    return _finish(world, calendar, interval_at(world, calendar, start), start, minutes)


@jit
def _finish(world, calendar, index, start, minutes):
    if minutes <= 0.0:
        return start
    opening = world.intervals[index, 0]
    end = (start if start > opening else opening) + minutes
    if end <= world.intervals[index, 1]:
        return end
    since = start - opening
    target = world.intervals[index, 2] + (since if since > 0.0 else 0.0) + minutes
    low = index
    high = world.days[calendar, world.days.shape[1] - 1]
    while low < high:  # the last interval that begins before the target is worked off
        middle = (low + high + 1) // 2
        if world.intervals[middle, 2] < target:
            low = middle
        else:
            high = middle - 1
    end = world.intervals[low, 0] + (target - world.intervals[low, 2])
    return end if end <= world.intervals[low, 1] else math.inf


def always_open(days: int) -> list[list[tuple[float, float]]]:
    """A calendar that never closes: one interval a day."""
    return [[(day * DAY, (day + 1) * DAY)] for day in range(days)]


def build(calendars: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> tuple[np.ndarray, np.ndarray]:
    """The arrays ``intervals`` and ``days`` of some calendars.

    Each calendar is a list, day by day, of (opening, closing) in minutes since the first midnight; all calendars
    cover the same number of days.
    """
    rows: list[tuple[float, float, float]] = []
    days = np.zeros((len(calendars), len(calendars[0]) + 1), dtype=np.int32)
    for number, calendar in enumerate(calendars):
        total = 0.0
        for day, intervals in enumerate(calendar):
            days[number, day] = len(rows)
            for opening, closing in intervals:
                rows.append((opening, closing, total))
                total += closing - opening
        days[number, len(calendar)] = len(rows)
        rows.append((math.inf, math.inf, total))
    return np.array(rows, dtype=np.float64), days
