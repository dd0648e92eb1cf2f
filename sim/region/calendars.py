"""Office hours, weekends, public holidays and make-up workdays, laid out day by day."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sim.engine.clock import DAY

Hours = tuple[str, str, str]
"""Opening times on weekdays, Saturdays and Sundays, each like "08:30-11:30, 13:00-17:00" or "" for closed."""

Quiet = tuple[int, int]
"""First and last quiet day of a month; (0, 0) for none."""

NO_QUIET: Quiet = (0, 0)

_SPAN = re.compile(r"(\d+):(\d+)\s*-\s*(\d+):(\d+)")


def hours_of(own: Mapping | None, regular: Mapping) -> Hours:
    """A place's opening hours: its own where it has any, else the region's regular ones."""
    own = own or {}
    return tuple(
        regular[day] if own.get(day) is None else own[day] for day in ("weekdays", "saturday", "sunday")
    )


def spans(opening: str) -> list[tuple[float, float]]:
    """Opening times as minutes of the day."""
    return [(60.0 * int(a) + int(b), 60.0 * int(c) + int(d)) for a, b, c, d in _SPAN.findall(opening)]


def minutes_of(opening: str) -> float:
    """How long a day with these opening times is, in minutes."""
    return sum(closing - opening for opening, closing in spans(opening))


class WorkingDays:
    """Which days are worked: weekdays but for public holidays, and the make-up workdays (State Council notices, as
    the package ``holidays`` has them; ``wutong check`` warns of years for which none are known yet)."""

    def __init__(self, rule: str, first: date, days: int):
        self._china = None
        if rule == "China":
            import holidays

            years = range(first.year, (first + timedelta(days)).year + 1)
            self._china = holidays.country_holidays("CN", years=years)

    def kind(self, day: date) -> int | None:
        """0 for a workday, 1 for a Saturday, 2 for a Sunday, None for a public holiday."""
        if self._china is not None:
            if day in self._china.weekend_workdays:
                return 0
            if day in self._china:
                return None
        return max(day.weekday() - 4, 0)


def lay_out(
    hours: Hours, working: WorkingDays, first: date, days: int, quiet: Quiet = NO_QUIET
) -> list[list[tuple[float, float]]]:
    """Open intervals of each day, in minutes since midnight of the first; none on quiet days of a month."""
    by_kind = [spans(opening) for opening in hours]
    calendar = []
    for number in range(days):
        today = first + timedelta(number)
        kind = None if quiet[0] <= today.day <= quiet[1] else working.kind(today)
        offset = number * DAY
        opens = [] if kind is None else by_kind[kind]
        calendar.append([(offset + opening, offset + closing) for opening, closing in opens])
    return calendar
