"""The shape of a measure file and of a study file."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .dists import sentence
from .fields import Duration, Name, Quantity, Share, Strict, Text, Yuan, count, number
from .problems import listed

INSPECTION_OUTCOMES = (
    "inspections", "inspected_often", "overlapping", "inspection_hours", "inspection_loss", "inspector_days",
    "inspector_use", "inspections_cancelled", "violations_found", "violations_missed", "precision", "judgments",
    "fines", "fine_spread", "incidents", "compliance", "joint_share", "complaints_handled",
)  # fmt: skip
"""Those that only a region with inspections has."""
LENDING_OUTCOMES = (
    "requests", "asked", "discouraged", "approvals", "rejected", "days_to_money", "days_to_money_p90", "loan_rate",
    "bridging_cost", "loans_outstanding", "loans_growth", "nonperforming", "bank_capital", "capital_ratio",
)  # fmt: skip
"""Those that only a region with lending has."""
ECONOMY_OUTCOMES = (
    "entry", "exit", "enterprises", "enterprises_growth", "trading", "insolvencies", "survival", "jobs", "revenue",
    "profit", "arrears", "tax_revenue", "fiscal_balance",
)  # fmt: skip
"""Those that only a region with an economy has."""
OUTCOMES = (
    "elapsed_working_days", "elapsed_working_days_median", "elapsed_working_days_p90", "visits", "documents",
    "applications", "steps", "administrative_cost", "administrative_cost_year", "in_time", "completed",
    "given_up", "backlog", "window_use", "reviewer_use", "satisfaction", "complaints", *INSPECTION_OUTCOMES,
    *LENDING_OUTCOMES, *ECONOMY_OUTCOMES,
)  # fmt: skip
OPERATIONS = ("to", "times", "add")
LARGEST = 1_000_000_000
MOST_MEASURES = 100  # in one list
Amount = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]


def _scalar(value: Any) -> Any:
    """A number that can be meant, a word, or true or false."""
    if not isinstance(value, (int, float, str, bool, type(None))):
        raise PydanticCustomError(
            "expected", "{expected}", {"expected": "a number, a word, or true or false"}
        )
    if isinstance(value, (int, float)) and not abs(value) <= LARGEST:
        raise PydanticCustomError("expected", "{expected}", {"expected": f"a number of at most {LARGEST:,}"})
    return value


Setting = Annotated[Any, AfterValidator(_scalar), WithJsonSchema({"type": ["number", "boolean", "string"]})]


class ChangeFile(Strict):
    """What a measure does to one lever; exactly one of to, times and add."""

    lever: str
    """dotted path of what is changed, with * for all and [a, b] for some"""
    to: Setting = None
    """new value"""
    times: Annotated[float, Field(ge=0, le=1e6)] | None = None
    """factor by which the value is multiplied"""
    add: Amount | None = None
    """amount added to the value"""
    from_: Setting = Field(None, alias="from")
    """value expected before the measure; another one is an error"""
    coverage_of: (
        Literal["items", "cases", "halls", "departments", "procedures", "bodies", "banks", "products"] | None
    ) = None
    """what coverage is a share of; by default the rows of the lever's table"""

    @model_validator(mode="after")
    def _one_operation(self):
        given = [name for name in OPERATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            sentence(f"found {' and '.join(given) or 'none'} of to, times and add; expected exactly one")
        return self


class Cost(Strict):
    """What a measure costs government."""

    once: Yuan = 0.0
    """paid once, when it starts"""
    per_year: Yuan = 0.0
    """paid every year it is in force"""


class Reference(Strict):
    """A fact of facts.yaml, or where a measure is described."""

    fact: str | None = None
    """id of a fact"""
    source: str | None = None
    """title of a document, law or article"""
    note: str | None = None
    """what it says"""

    @model_validator(mode="after")
    def _something(self):
        if not (self.fact or self.source):
            sentence("names neither a fact nor a source; expected one of them")
        return self


class MeasureFile(Strict):
    """A reform measure: named levers it changes, what it costs, what is expected of it."""

    measure: Name
    """name of the measure, equal to the name of its file"""
    group: Name
    """its group, equal to its folder"""
    title: Text
    """its name"""
    about: Text | None = None
    """what it does, in a sentence or two"""
    changes: list[ChangeFile] = Field(min_length=1)
    """what it changes"""
    cost: Cost = Cost()
    """what it costs government"""
    expect: dict[Literal[OUTCOMES], Literal["up", "down"]] = {}
    """direction in which it is expected to move outcomes"""
    source: list[Reference] = []
    """where it is described or measured"""


class AppliedFile(Strict):
    """How far and from when a measure is in force."""

    coverage: Share = 1.0
    """share of items, halls, departments, procedures, bodies, banks or products (as the measure says) it reaches"""
    start: date | None = None
    """first day; the beginning of the study where left out"""
    ramp: Duration = 0
    """time over which coverage grows from 0"""
    until: date | None = None
    """first day on which it is no longer in force; it stays in force where left out"""


class ReplicationsFile(Strict):
    """As many replications as the precision asks for."""

    precision: Annotated[float, Field(gt=0, lt=1), Quantity("share", "number")]
    """half width of the 95 % interval as a share of the baseline mean"""
    of: Literal[OUTCOMES] = "elapsed_working_days"
    """outcome whose interval it is"""
    at_least: count("replications", 10_000, least=2) = 10
    """fewest replications"""
    at_most: count("replications", 10_000, least=2) = 60
    """most replications"""

    @model_validator(mode="after")
    def _ordered(self):
        if self.at_most < self.at_least:
            sentence(f"found at_least {self.at_least} above at_most {self.at_most}")
        return self


def _entry_tag(value: Any) -> str:
    return "entry:options" if isinstance(value, dict) else "entry:name"


def _replications_tag(value: Any) -> str:
    return "replications:precision" if isinstance(value, (dict, ReplicationsFile)) else "replications:number"


def _one_measure(value: Any) -> Any:
    """An entry names one measure; its options stand under it, not beside it."""
    if isinstance(value, dict) and len(value) != 1:
        beside = [key for key in value if key in AppliedFile.model_fields]
        found = f"found {listed(value) if value else 'nothing'}"
        if beside:
            sentence(
                f"{found} side by side; expected {', '.join(beside)} indented under the name of the measure"
            )
        sentence(f"{found} in one entry, expected one measure")
    return value


Options = Annotated[dict[Name, AppliedFile], Field(min_length=1, max_length=1), BeforeValidator(_one_measure)]
Entry = Annotated[
    Annotated[Name, Tag("entry:name")] | Annotated[Options, Tag("entry:options")], Discriminator(_entry_tag)
]
Replicating = Annotated[
    Annotated[count("replications", 10_000, least=1), Tag("replications:number")]
    | Annotated[ReplicationsFile, Tag("replications:precision")],
    Discriminator(_replications_tag),
]


class PackageFile(Strict):
    """One of the packages of measures under which a frontier is drawn."""

    title: Text | None = None
    """its name"""
    measures: list[Entry] = Field(default=[], max_length=MOST_MEASURES)
    """measures in force besides those of the baseline"""


def _growing(times: list[float]) -> list[float]:
    for before, after in zip(times, times[1:], strict=False):
        if after <= before:
            sentence(f"found {after:g} after {before:g}, expected strengths in growing order, each once")
    return times


class FrontierFile(Strict):
    """A curve: two outcomes against each other while one lever has several strengths, under several packages."""

    lever: str
    """dotted path of the number that is changed, with * for all and [a, b] for some"""
    times: Annotated[
        list[number("times", 100)],
        Field(min_length=2, max_length=20),
        AfterValidator(_growing),
    ]
    """strengths: factors by which it is multiplied"""
    x: Literal[OUTCOMES]
    """outcome on the horizontal axis"""
    y: Literal[OUTCOMES]
    """outcome on the vertical axis"""
    packages: dict[Name, PackageFile] = Field(min_length=1, max_length=6)
    """packages of measures, one curve each"""


class StudyFile(Strict):
    """A study: one region, with and without a package of measures."""

    study: Name
    """name of the study, equal to the name of its file"""
    title: Text | None = None
    """its name"""
    question: Text | None = None
    """what it is meant to answer"""
    region: Name
    """the region"""
    start: date
    """first day"""
    days: count("days", 3660, least=1)
    """days during which the cases that are compared begin"""
    warm_up: Duration = 0
    """time simulated before, under baseline rules, so that offices are as busy as usual"""
    follow_up: Duration = 0
    """time simulated after, so that the cases can end"""
    baseline: list[Entry] = Field(default=[], max_length=MOST_MEASURES)
    """measures in force in both worlds from the beginning"""
    reform: list[Entry] = Field(default=[], max_length=MOST_MEASURES)
    """measures in force in the reform world only"""
    frontier: FrontierFile | None = None
    """a curve to be drawn besides the comparison; none where left out"""
    replications: Replicating = 20
    """number of replications, or the precision they should reach"""
    seed: count("", 2**63 - 1) = 1
    """number from which all chance is drawn"""
