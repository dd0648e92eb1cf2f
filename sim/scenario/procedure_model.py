"""The shape of procedures in a region file: stages, route and demand."""

from typing import Annotated, Literal

from pydantic import Field, Tag

from .fields import (
    Name,
    Rate,
    Share,
    Strict,
    Text,
    Weight,
    chosen_by,
)


class Stage(Strict):
    """A part of a procedure: its items are applied for together or singly, reviewed side by side or in turn."""

    title: Text | None = None
    """its name"""
    parallel: Share = 0.0
    """share of cases whose items of the stage are reviewed side by side"""
    one_form: Share = 0.0
    """share of cases that hand in one application for the whole stage"""


class Step(Strict):
    """An item on the route of a procedure; a plain list is what must come before it."""

    after: list[Name] = []
    """items that must be approved before it begins"""
    stage: Name | None = None
    """the stage it belongs to (needed where there are several)"""


class ByFounders(Strict):
    """Needed by whoever founds an enterprise."""

    by: Literal["founders"]
    """who needs it: founders or enterprises"""
    share: Share = 1.0
    """share of founders who need it"""


class ByEnterprises(Strict):
    """Needed by resident enterprises now and then."""

    by: Literal["enterprises"]
    """who needs it: founders or enterprises"""
    per_year: Rate
    """cases per enterprise and year"""
    sectors: dict[Name, Weight] = {}
    """relative rate of each sector (1 where left out)"""
    sizes: dict[Name, Weight] = {}
    """relative rate of each size class (1 where left out)"""


Demand = Annotated[
    Annotated[ByFounders, Tag("by:founders")] | Annotated[ByEnterprises, Tag("by:enterprises")],
    chosen_by("by", ("founders", "enterprises")),
]
ONE_STAGE = "all"


class Procedure(Strict):
    """A matter of an enterprise: items in an order."""

    title: Text | None = None
    """its name"""
    stages: dict[Name, Stage] = {ONE_STAGE: Stage()}
    """parts in their order"""
    route: dict[Name, Step] = Field(min_length=1)
    """items, each with those that must come before it"""
    demand: Demand
    """who needs it, how often"""
    priority: Share = 0.0
    """share of cases in the green channel"""
    closes: bool = False
    """whether its approval ends the enterprise"""
