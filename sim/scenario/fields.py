"""The kinds of value a scenario key can hold, each with its unit and its bounds."""

import math
import re
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from .dists import Dist, as_dist, within


class Quantity(NamedTuple):
    """What a number of a scenario means: its unit, and whether it is a share, a number or a distribution."""

    unit: str
    kind: Literal["share", "number", "dist"]


class Strict(BaseModel):
    """Base of all models: unknown keys, text for numbers, NaN and infinity are refused."""

    model_config = ConfigDict(
        extra="forbid", strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


def number(unit: str, most: float, *, above: float | None = None, least: float = 0.0) -> Any:
    """A number type with a unit, from ``least`` (or more than ``above``) to ``most``."""
    bounds = {"gt": above} if above is not None else {"ge": least}
    return Annotated[float, Field(le=most, **bounds), Quantity(unit, "number")]


def count(unit: str, most: int, least: int = 0) -> Any:
    """A whole number type with a unit."""
    return Annotated[int, Field(ge=least, le=most), Quantity(unit, "number")]


def spread(unit: str, low: float = 0.0, high: float = math.inf) -> Any:
    """A distribution type (or a plain number) with a unit, all values between low and high."""
    return Annotated[
        Dist, BeforeValidator(as_dist), AfterValidator(within(low, high)), Quantity(unit, "dist")
    ]


Share = Annotated[float, Field(ge=0, le=1), Quantity("share", "share")]
Minutes = number("minutes", 100_000)
WorkingDays = number("working days", 3660)
Limit = number("working days", 3660, above=0)
Yuan = number("yuan", 1e12)
YuanPerHour = number("yuan per hour", 1e6)
Weight = number("", 1e6)
Rate = number("cases per enterprise and year", 10_000)
Staff = count("staff", 1_000_000)
SomeMinutes = spread("minutes")
SomeWorkingDays = spread("working days")
SomeDays = spread("days")
SomeShare = spread("share", 0, 1)
SomeYears = spread("years")
SomeDocuments = spread("documents")
SomeWeight = spread("")

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$", max_length=80)]


def chosen_by(key: str, names: tuple[str, ...], default: str | None = None) -> Discriminator:
    """Choose among alternative models by the value of ``key``; their tags are ``key:name``."""

    def tag(value: Any) -> str | None:
        name = value.get(key, default) if isinstance(value, dict) else getattr(value, key, None)
        return f"{key}:{name}" if name in names else None

    return Discriminator(tag, custom_error_type="choose", custom_error_message=f"{key}: {', '.join(names)}")


class Text(Strict):
    """Words for people, in English and Chinese."""

    en: Annotated[str, Field(min_length=1)]
    """English"""
    zh: str | None = None
    """Chinese; the English words where left out"""


_SPAN = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)")


def spans(text: str) -> list[tuple[int, int]]:
    """Opening times as minutes of the day: ``"08:30-11:30, 13:00-17:00"`` is [(510, 690), (780, 1020)]."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        match = _SPAN.fullmatch(part)
        if not match:
            raise ValueError(part)
        hours = [int(one) for one in match.groups()]
        found.append((hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]))
    ends = [end for span in found for end in span]
    if any(a > b for a, b in zip(ends, ends[1:], strict=False)) or any(a == b for a, b in found):
        raise ValueError("times out of order")
    if ends and ends[-1] > 24 * 60:
        raise ValueError("beyond 24:00")
    return found


def _opening(text: str) -> str:
    try:
        spans(text)
    except ValueError:
        wanted = 'local opening times in order, like "08:30-11:30, 13:00-17:00", or "" for closed'
        raise PydanticCustomError("expected", "{expected}", {"expected": wanted}) from None
    return text.strip()


Opening = Annotated[str, AfterValidator(_opening)]

_DURATION = re.compile(r"([0-9]+(?:_[0-9]+)*) (day|days|week|weeks)")
LONGEST = 3660


def days_of(value: Any) -> int:
    """``"60 days"`` as 60; raises ValueError for what is no duration."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if not match:
        hint = f"{value} days" if isinstance(value, int) and not isinstance(value, bool) else "60 days"
        wanted = f'a duration with its unit, like "{hint}"'
        raise PydanticCustomError("expected", "{expected}", {"expected": wanted})
    days = int(match[1]) * (7 if match[2].startswith("week") else 1)
    if days > LONGEST:
        raise PydanticCustomError("expected", "{expected}", {"expected": f"at most {LONGEST} days"})
    return days


Duration = Annotated[
    int,
    BeforeValidator(
        days_of, json_schema_input_type=Annotated[str, Field(pattern=r"^[0-9_]+ (days?|weeks?)$")]
    ),
]
Day = date
