"""Time and calendars (docs/model.md, section 2). Times are minutes since the first midnight."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import floor, inf

DAY = 1440.0
GRID = 2.0**20  # times are multiples of 1 / GRID minute


def tick(minutes: float) -> float:
    """Minutes on the grid of time."""
    return floor(minutes * GRID + 0.5) / GRID


class Calendar:
    """Open intervals (opening, closing) in order."""

    def __init__(self, intervals: Sequence[tuple[float, float]]):
        self.openings = [float(opening) for opening, _ in intervals]
        self.closings = [float(closing) for _, closing in intervals]
        self._before, self._done = [], []  # open minutes until each opening and each closing
        total = 0.0
        for opening, closing in zip(self.openings, self.closings, strict=True):
            self._before.append(total)
            total += closing - opening
            self._done.append(total)

    def is_open(self, t: float) -> bool:
        """Whether it is open; the closing moment is closed."""
        number = bisect_right(self.openings, t) - 1
        return number >= 0 and t < self.closings[number]

    def next_opening(self, t: float) -> float:
        """This moment if it is open, else when it opens next (never: infinity)."""
        if self.is_open(t):
            return t
        number = bisect_left(self.openings, t)
        return self.openings[number] if number < len(self.openings) else inf

    def opening_after(self, t: float) -> float:
        """The first opening later than t."""
        number = bisect_right(self.openings, t)
        return self.openings[number] if number < len(self.openings) else inf

    def closing_after(self, t: float) -> float:
        """When the interval that is open at t (or the next one) closes."""
        number = bisect_right(self.closings, t)
        return self.closings[number] if number < len(self.closings) else inf

    def worked(self, t: float) -> float:
        """Open minutes from 0 to t."""
        number = bisect_right(self.openings, t) - 1
        if number < 0:
            return 0.0
        return self._before[number] + min(t, self.closings[number]) - self.openings[number]

    def finish(self, t: float, minutes: float) -> float:
        """The moment at which so many open minutes are done that begin at t or at the next opening."""
        if minutes <= 0.0:
            return t
        target = self.worked(t) + minutes
        number = bisect_left(self._done, target)
        if number >= len(self._done):
            return inf
        return self.openings[number] + (target - self._before[number])
