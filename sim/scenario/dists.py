"""Distributions as scenario files write them: ``{dist: lognorm, mean: 25, cv: 0.8}``.

The common ones are given by what a planner knows (mean, coefficient of variation, lowest, highest); any other
continuous distribution of scipy.stats by its own parameters. A plain number is a constant.
"""

import math
import warnings
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

BIGGEST = 1e9
LEAST_SPREAD = 0.001  # coefficient of variation; with less, a constant says the same
_SLOW = ("gausshyper", "studentized_range")  # of scipy.stats: a table of quantiles takes up to minutes


class _Dist(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

    @property
    def lowest(self) -> float:
        """Lowest possible value."""
        return 0.0

    @property
    def highest(self) -> float:
        """Highest possible value."""
        return math.inf

    def average(self) -> float:
        """Mean of the distribution."""
        raise NotImplementedError


class Lognorm(_Dist):
    """Lognormal by its mean and coefficient of variation."""

    dist: Literal["lognorm"]
    mean: float = Field(gt=0, le=BIGGEST, description="mean of the distribution")
    cv: float = Field(ge=LEAST_SPREAD, le=100, description="coefficient of variation: standard deviation / mean")

    def average(self):
        return self.mean


class Gamma(_Dist):
    """Gamma by its mean and coefficient of variation."""

    dist: Literal["gamma"]
    mean: float = Field(gt=0, le=BIGGEST, description="mean of the distribution")
    cv: float = Field(ge=LEAST_SPREAD, le=100, description="coefficient of variation: standard deviation / mean")

    def average(self):
        return self.mean


class Expon(_Dist):
    """Exponential by its mean."""

    dist: Literal["expon"]
    mean: float = Field(gt=0, le=BIGGEST, description="mean of the distribution")

    def average(self):
        return self.mean


class Uniform(_Dist):
    """Every value between low and high equally likely."""

    dist: Literal["uniform"]
    low: float = Field(ge=-BIGGEST, le=BIGGEST, description="lowest value")
    high: float = Field(ge=-BIGGEST, le=BIGGEST, description="highest value")

    @model_validator(mode="after")
    def _ordered(self):
        _require(self.low < self.high, f"found low {self.low:g} and high {self.high:g}, expected low < high")
        return self

    @property
    def lowest(self):
        return self.low

    @property
    def highest(self):
        return self.high

    def average(self):
        return (self.low + self.high) / 2


class Triangular(_Dist):
    """Between low and high, most often near mode."""

    dist: Literal["triangular"]
    low: float = Field(ge=-BIGGEST, le=BIGGEST, description="lowest value")
    mode: float = Field(ge=-BIGGEST, le=BIGGEST, description="most frequent value")
    high: float = Field(ge=-BIGGEST, le=BIGGEST, description="highest value")

    @model_validator(mode="after")
    def _ordered(self):
        good = self.low <= self.mode <= self.high and self.low < self.high
        _require(
            good,
            f"found low {self.low:g}, mode {self.mode:g}, high {self.high:g}, "
            "expected low <= mode <= high and low < high",
        )
        return self

    @property
    def lowest(self):
        return self.low

    @property
    def highest(self):
        return self.high

    def average(self):
        return (self.low + self.mode + self.high) / 3


class Beta(_Dist):
    """Beta on 0..1 by its mean and concentration (the sum of its two shape parameters)."""

    dist: Literal["beta"]
    mean: float = Field(ge=1e-6, le=1 - 1e-6, description="mean of the distribution, between 0 and 1")
    concentration: float = Field(ge=0.001, le=1e6, description="the larger, the closer to the mean")

    @property
    def highest(self):
        return 1.0

    def average(self):
        return self.mean


class Constant(_Dist):
    """Always the same value; a plain number means this."""

    dist: Literal["constant"]
    value: float = Field(ge=-BIGGEST, le=BIGGEST, description="the value")

    @property
    def lowest(self):
        return self.value

    @property
    def highest(self):
        return self.value

    def average(self):
        return self.value


class Empirical(_Dist):
    """Drawn from observed values, interpolated between them."""

    dist: Literal["empirical"]
    values: list[Annotated[float, Field(ge=-BIGGEST, le=BIGGEST)]] = Field(
        min_length=1, max_length=100_000, description="observed values"
    )

    @property
    def lowest(self):
        return min(self.values)

    @property
    def highest(self):
        return max(self.values)

    def average(self):
        return sum(self.values) / len(self.values)


class Other(_Dist):
    """A continuous distribution of scipy.stats, by its own parameters (shapes, loc, scale)."""

    model_config = ConfigDict(extra="allow", strict=True, allow_inf_nan=False)
    __pydantic_extra__: dict[str, float]
    dist: str = Field(description="name of a continuous distribution of scipy.stats")

    @model_validator(mode="after")
    def _known(self):
        law, parameters = scipy_law(self.dist), self.__pydantic_extra__
        shapes = [name.strip() for name in law.shapes.split(",")] if law.shapes else []
        names = [*shapes, "loc", "scale"]
        wrong = [name for name in parameters if name not in names]
        if wrong:
            raise PydanticCustomError(
                "dist_parameter",
                "found the parameter {found}, expected {expected}",
                {"found": wrong[0], "expected": f"one of {', '.join(names)}", "names": names},
            )
        missing = [name for name in shapes if name not in parameters]
        _require(not missing, f"{self.dist} needs {' and '.join(missing)}")
        _require(self.dist not in _SLOW, f"found {self.dist}, which takes minutes to compute; expected another one")
        _require(
            math.isfinite(self.average()),
            f"found {parameters}, expected parameters for which {self.dist} has a mean",
        )
        return self

    @property
    def lowest(self):
        return self._of_scipy(lambda law: law.support(**self.__pydantic_extra__)[0])

    @property
    def highest(self):
        return self._of_scipy(lambda law: law.support(**self.__pydantic_extra__)[1])

    def average(self):
        return self._of_scipy(lambda law: law.mean(**self.__pydantic_extra__))

    def _of_scipy(self, found: Callable[[Any], Any]) -> float:
        """A number that scipy.stats says of this distribution; NaN where it fails over its parameters."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of overflows: what comes of them is looked at
            try:
                return float(found(scipy_law(self.dist)))
            except (ArithmeticError, ValueError):
                return math.nan


BUILT_IN: dict[str, type[_Dist]] = {
    "lognorm": Lognorm, "gamma": Gamma, "expon": Expon, "uniform": Uniform, "triangular": Triangular,
    "beta": Beta, "constant": Constant, "empirical": Empirical,
}  # fmt: skip
TAG = "dist:"


def _tag(value: Any) -> str:
    """Which model checks this value; names that are none are told by ``Other``."""
    name = value.get("dist", "constant") if isinstance(value, dict) else getattr(value, "dist", "constant")
    return TAG + (name if name in BUILT_IN else "other")


Dist = Annotated[
    Annotated[Lognorm, Tag(TAG + "lognorm")]
    | Annotated[Gamma, Tag(TAG + "gamma")]
    | Annotated[Expon, Tag(TAG + "expon")]
    | Annotated[Uniform, Tag(TAG + "uniform")]
    | Annotated[Triangular, Tag(TAG + "triangular")]
    | Annotated[Beta, Tag(TAG + "beta")]
    | Annotated[Constant, Tag(TAG + "constant")]
    | Annotated[Empirical, Tag(TAG + "empirical")]
    | Annotated[Other, Tag(TAG + "other")],
    Discriminator(_tag),
]


def as_dist(value: Any) -> Any:
    """A plain number as a constant; anything that is neither number nor distribution is refused."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"dist": "constant", "value": value}
    if isinstance(value, _Dist) or (isinstance(value, dict) and isinstance(value.get("dist"), str)):
        return value
    raise PydanticCustomError("dist_type", "not a distribution")


def within(low: float, high: float):
    """A validator: every value the distribution can take lies between low and high."""

    def check(dist: _Dist) -> _Dist:
        if dist.lowest < low or dist.highest > high:
            reach = f"down to {dist.lowest:g}" if dist.lowest < low else f"up to {dist.highest:g}"
            wanted = "of 0 or more" if math.isinf(high) else f"from {low:g} to {high:g}, as beta has"
            sentence(f"found {dist.dist}, which reaches {reach}; expected only values {wanted}")
        return dist

    return check


def average(dist: dict[str, Any]) -> float:
    """Mean of a normalised distribution of ``Region.tree``."""
    return (built_in(dist["dist"]) or Other).model_validate(dist).average()


def built_in(name: Any) -> type[_Dist] | None:
    """The model of a distribution that needs no scipy; None for other names and for what is no name."""
    return BUILT_IN.get(name) if isinstance(name, str) else None


@cache
def scipy_law(name: str):
    """The distribution of scipy.stats (imported only now); refuses unknown names with the nearest one."""
    from scipy import stats

    law = getattr(stats, name, None)
    if isinstance(law, stats.rv_continuous):
        return law
    names = [*BUILT_IN, *(n for n in dir(stats) if isinstance(getattr(stats, n), stats.rv_continuous))]
    raise PydanticCustomError("dist_name", "found {found}, expected {expected}", {
        "found": name, "names": names,
        "expected": f"{', '.join(BUILT_IN)} or a continuous distribution of scipy.stats",
    })  # fmt: skip


def sentence(message: str) -> None:
    """Refuse what is being validated, in words of our own."""
    raise PydanticCustomError("sentence", "{message}", {"message": message})


def _require(good: bool, message: str) -> None:
    if not good:
        sentence(message)
