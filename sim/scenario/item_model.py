"""The shape of administrative items, named or in families, in a region file."""

from typing import Annotated, Literal

from pydantic import Field, Tag

from .dists import Constant
from .fields import (
    Limit,
    Name,
    Quantity,
    Rate,
    Share,
    SomeDays,
    SomeDocuments,
    SomeMinutes,
    SomeWeight,
    SomeWorkingDays,
    Strict,
    Text,
    Weight,
    Yuan,
    chosen_by,
    count,
    number,
)

Simplification = Literal[
    "online",
    "tolerant_acceptance",
    "notification_commitment",
    "proactive",
    "self_service",
    "electronic",
    "postal",
]


class TimeLimit(Strict):
    """How long a review may take. In force is share * (promised, else statutory)."""

    statutory: Limit
    """limit set by law"""
    promised: Limit | None = None
    """limit promised by the office"""
    share: Annotated[float, Field(gt=0, le=1), Quantity("share", "share")] = 1.0
    """share of it that is in force"""


class WorkingWait(Strict):
    """Time outside the office, in working days."""

    time: SomeWorkingDays
    """length of each step"""
    unit: Literal["working days"]
    """working days or days"""
    stops_clock: bool = True
    """whether the time limit stands still meanwhile"""
    steps: count("steps", 100, least=1) = 1
    """number of such steps, one after another"""


class PlainWait(WorkingWait):
    """Time outside the office, in days."""

    time: SomeDays
    """length of each step"""
    unit: Literal["days"]
    """working days or days"""


OutsideWait = Annotated[
    Annotated[WorkingWait, Tag("unit:working days")] | Annotated[PlainWait, Tag("unit:days")],
    chosen_by("unit", ("working days", "days")),
]


class Documents(Strict):
    """What an application consists of; a plain number is the total."""

    total: number("documents", 1000)
    """documents of the application"""
    common: number("documents", 1000) = 0.0
    """of these, asked by every other item too (handed in once with one form)"""
    shared: Share = 0.0
    """share that government already holds"""
    electronic: Share = 0.0
    """share that exists as an electronic certificate"""


class Delivery(Strict):
    """How the certificate reaches the enterprise; the rest is collected in person."""

    electronic: Share = 0.0
    """share delivered electronically"""
    postal: Share = 0.0
    """share posted"""


class _Handling(Strict):
    """What named items and families of items have in common."""

    title: Text | None = None
    """its name"""
    fee: Yuan = 0.0
    """fee per application"""
    online: Share = 0.0
    """share of cases that may go online"""
    delivery: Delivery = Delivery()
    """how the certificate reaches the enterprise"""
    tolerant: Share = 0.0
    """share of cases taken in although minor documents are still missing"""
    commitment: Share = 0.0
    """share of cases decided at once on a written promise, checked afterwards"""
    proactive: Share = 0.0
    """share of cases granted without application"""


class Item(_Handling):
    """One administrative item."""

    department: Name
    """the department that reviews it"""
    effort: SomeMinutes
    """review time"""
    limit: TimeLimit
    """statutory and promised time limit"""
    outside_wait: OutsideWait | None = None
    """publicity period, expert review or site visit; none where left out"""
    documents: Documents
    """documents of the application"""
    self_service: bool = False
    """whether self-service terminals handle it"""
    merged: Share = 0.0
    """share of cases reviewed within merge_into"""
    merge_into: Name | None = None
    """the item it can be merged into"""
    allows: list[Simplification] = []
    """simplifications the law allows; the shares of others do not count"""


class FamilyLimit(Strict):
    """Time limits of a family; a plain distribution is the statutory one. In force is share * statutory."""

    statutory: SomeWorkingDays
    """limit set by law, drawn for each item"""
    share: Annotated[float, Field(gt=0, le=1), Quantity("share", "share")] = 1.0
    """share of it that is in force"""


class FamilyWait(WorkingWait):
    """Time outside the office of some items, in working days."""

    share: Share = 1.0
    """share of the items that have it"""


class FamilyPlainWait(PlainWait):
    """Time outside the office of some items, in days."""

    share: Share = 1.0
    """share of the items that have it"""


FamilyOutsideWait = Annotated[
    Annotated[FamilyWait, Tag("unit:working days")] | Annotated[FamilyPlainWait, Tag("unit:days")],
    chosen_by("unit", ("working days", "days")),
]


class FamilyDocuments(Documents):
    """Documents of a family's items; a plain number or distribution is the total."""

    total: SomeDocuments
    """documents of the application, drawn for each item"""


class FamilyDemand(Strict):
    """How often a family's items are needed."""

    per_enterprise_year: Rate
    """applications per enterprise and year, all items of the family together"""


class Allows(Strict):
    """Share of a family's items for which the law allows each simplification."""

    online: Share = 0.0
    """share of items that may be handled online"""
    tolerant_acceptance: Share = 0.0
    """share of items whose minor documents may follow"""
    notification_commitment: Share = 0.0
    """share of items that may be decided on a promise"""
    proactive: Share = 0.0
    """share of items that may be granted without application"""
    self_service: Share = 0.0
    """share of items that terminals can handle"""
    electronic: Share = 0.0
    """share of items whose certificate may be electronic"""
    postal: Share = 0.0
    """share of items whose certificate may be posted"""


class Family(_Handling):
    """Many small items described together."""

    count: count("items", 100_000, least=1)
    """number of items"""
    departments: dict[Name, Weight] = Field(min_length=1)
    """which departments review them (relative weights)"""
    sectors: dict[Name, Weight] = {}
    """which sectors need them (relative weights; empty: all alike)"""
    limit: FamilyLimit
    """time limits"""
    effort_per_limit_day: SomeMinutes
    """review time per day of the statutory limit"""
    documents: FamilyDocuments
    """documents of the applications"""
    mean_statutory: Limit | None = None
    """mean statutory limit over named items and this family, to which the drawn limits are scaled"""
    outside_wait: FamilyOutsideWait | None = None
    """publicity period, expert review or site visit of some items"""
    popularity: SomeWeight = Constant(dist="constant", value=1.0)
    """how often an item is needed relative to the others"""
    allows: Allows = Allows()
    """simplifications the law allows, as shares of the items"""
    demand: FamilyDemand
    """how often the items are needed"""
