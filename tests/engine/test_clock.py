"""Working-time arithmetic against counting minute by minute."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import clock
from sim.engine.handle import Tables
from sim.region.calendars import WorkingDays, hours_of, lay_out, minutes_of

OFFICE_HOURS = ("08:30-11:30, 13:00-17:00", "", "")


def calendar(days):
    """A world that is nothing but one calendar."""
    intervals, first = clock.build([days])
    return Tables(intervals=intervals, days=first)


@st.composite
def weeks(draw):
    """Some days with up to three open intervals each, in whole minutes."""
    days = []
    for number in range(draw(st.integers(2, 6))):
        marks = sorted(draw(st.lists(st.integers(0, 1440), max_size=6, unique=True)))
        pairs = list(zip(marks[::2], marks[1::2], strict=False))
        days.append([(number * 1440.0 + a, number * 1440.0 + b) for a, b in pairs])
    days.append([(len(days) * 1440.0 + 540, len(days) * 1440.0 + 600)])
    return days


@settings(max_examples=150, deadline=None)
@given(weeks(), st.data())
def test_against_counting_minutes(days, data):
    world = calendar(days)
    total = 1440 * len(days)
    open_minutes = np.zeros(total, dtype=bool)
    for intervals in days:
        for a, b in intervals:
            open_minutes[int(a) : int(b)] = True
    time = data.draw(st.integers(0, total - 1))
    assert clock.worked(world, 0, float(time)) == open_minutes[:time].sum()
    assert clock.is_open(world, 0, float(time)) == open_minutes[time]
    minutes = data.draw(st.integers(1, 400))
    left = np.flatnonzero(open_minutes[time:])
    end = clock.finish(world, 0, float(time), float(minutes))
    if len(left) >= minutes:
        assert end == time + left[minutes - 1] + 1
        assert clock.worked(world, 0, end) - clock.worked(world, 0, float(time)) == minutes
    else:
        assert end == np.inf


def test_work_is_interrupted_at_lunch_at_night_and_at_the_weekend():
    friday = date(2022, 3, 4)
    days = lay_out(OFFICE_HOURS, WorkingDays("none", friday, 10), friday, 10)
    world = calendar(days)
    eleven = 11 * 60.0
    assert clock.finish(world, 0, eleven, 60.0) == 13.5 * 60  # half an hour before lunch, half after
    assert clock.finish(world, 0, 16.5 * 60, 60.0) == 3 * 1440 + 9 * 60  # Monday at nine
    assert clock.finish(world, 0, eleven, 30.0 + 240.0) == 17 * 60.0  # done when the doors close, not on Monday
    assert clock.next_opening(world, 0, 17 * 60.0) == 3 * 1440 + 8.5 * 60
    assert not clock.is_open(world, 0, 17 * 60.0)
    assert minutes_of(OFFICE_HOURS[0]) == 420


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2022, 1, 29), 0),  # Saturday worked for the Spring Festival
        (date(2022, 1, 31), None),  # New Year's Eve
        (date(2022, 2, 12), 1),  # an ordinary Saturday
        (date(2022, 10, 7), None),  # National Day week
        (date(2022, 10, 9), 0),  # Sunday worked for it
        (date(2022, 10, 10), 0),
    ],
)
def test_chinas_holidays_and_makeup_workdays(day, kind):
    """State Council notice of 25 October 2021 on the holidays of 2022."""
    assert WorkingDays("China", date(2022, 1, 1), 365).kind(day) == kind


def test_own_hours_replace_the_regular_ones_day_by_day():
    regular = {"weekdays": "09:00-12:00", "saturday": "", "sunday": ""}
    own = {"weekdays": None, "saturday": "09:00-11:00", "sunday": None}
    assert hours_of(own, regular) == ("09:00-12:00", "09:00-11:00", "")


def test_the_year_2022_has_the_working_days_of_the_official_calendar():
    """249 working days (365 less 105 weekend days, less holidays on weekdays, plus 7 make-up days)."""
    working = WorkingDays("China", date(2022, 1, 1), 365)
    kinds = [working.kind(date(2022, 1, 1) + timedelta(day)) for day in range(365)]
    assert kinds.count(0) == 249
