"""The shape of halls, departments and the complaint desk in a region file."""

from typing import Literal

from .fields import (
    Minutes,
    Name,
    Share,
    SomeMinutes,
    Staff,
    Strict,
    Text,
    Weight,
    WorkingDays,
    count,
    spread,
)
from .people_model import OwnHours


class Windows(Strict):
    """Counters of a hall."""

    total: count("windows", 100_000)
    """number of windows"""
    pooled: Share = 0.0
    """share of the windows that serve everybody"""
    dedicated: dict[Name, Weight] = {}
    """how the other windows are divided among departments (relative weights; empty: equally)"""


class Hall(Strict):
    """A place with windows."""

    title: Text | None = None
    """its name"""
    district: Name
    """the district it stands in"""
    hours: OwnHours = OwnHours()
    """opening hours, where they differ from calendar.hours"""
    windows: Windows
    """counters"""
    service: SomeMinutes
    """time at the window per application"""
    per_document: Minutes = 0.0
    """further time at the window per document"""
    self_service: count("terminals", 100_000) = 0
    """self-service terminals"""
    collection: SomeMinutes
    """time at the window to collect a certificate"""
    guides: Staff = 0
    """staff at the guide desk"""
    guide_service: SomeMinutes
    """time of an advice at the guide desk"""
    helpers: Staff = 0
    """staff who fill in applications for enterprises"""
    helper_service: SomeMinutes
    """time of a helper per application"""


class Overtime(Strict):
    """Extra work under backlog."""

    trigger: WorkingDays
    """backlog, in days of work, from which it starts"""
    staff: Share
    """extra reviewers as a share of those there are"""


class Department(Strict):
    """An office that reviews items."""

    title: Text | None = None
    """its name"""
    reviewers: Staff
    """reviewers at work"""
    hours: OwnHours = OwnHours()
    """working hours, where they differ from calendar.hours"""
    discipline: Literal["fifo", "priority", "deadline"] = "fifo"
    """which review comes next: first come, urgent first, or earliest deadline first"""
    pacing: spread("share")
    """share of the time limit that the office uses up before it decides"""
    supervision: Share = 0.0
    """share of that slack taken away by supervision"""
    one_time_notice: Share = 0.0
    """share of returns that name every deficiency at once"""
    correction: Share = 0.0
    """probability per review of an order to correct"""
    refusal: Share = 0.0
    """probability per review of a refusal"""
    silence_consent: Share = 0.0
    """share of reviews where silence past the limit is consent"""
    second_look: Share = 0.5
    """share of the review time that it takes to review again what came back corrected"""
    online_check: Share = 0.5
    """share of the time at a window that it takes the department to check an online application"""
    overtime: Overtime | None = None
    """extra work under backlog; none where left out"""
    verification: SomeMinutes
    """time to check afterwards one promise made under notification and commitment"""


class Complaints(Strict):
    """The complaint desk (12345)."""

    staff: Staff
    """staff"""
    service: SomeMinutes
    """time per complaint"""
    followed: Share = 1.0
    """share of the complaints that are followed up to the end"""
