"""How one thing grows with another: least squares, with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, nan

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Line:
    """y = intercept + slope * x, and Student's interval of the slope (nan from two points)."""

    slope: float
    low: float
    high: float
    intercept: float

    def __call__(self, x: float) -> float:
        return self.intercept + self.slope * x


@dataclass(frozen=True)
class Power:
    """y = factor * x ** exponent, and the interval of the exponent."""

    exponent: float
    low: float
    high: float
    factor: float

    def __call__(self, x: float) -> float:
        return self.factor * x**self.exponent


def line(xs: Sequence[float], ys: Sequence[float], confidence: float = CONFIDENCE) -> Line:
    """The straight line through some points by least squares.

    Raises ValueError if there are fewer than two different x.
    """
    from scipy.stats import linregress, t

    if len(set(xs)) < 2:
        raise ValueError("a line needs points at two places")
    found = linregress(xs, ys)
    slope, intercept, freedom = float(found.slope), float(found.intercept), len(xs) - 2
    half = float(t.ppf(0.5 + confidence / 2, freedom) * found.stderr) if freedom else nan
    return Line(slope, slope - half, slope + half, intercept)


def power(xs: Sequence[float], ys: Sequence[float], confidence: float = CONFIDENCE) -> Power:
    """The power law through some positive points: a straight line through their logarithms."""
    straight = line([log(x) for x in xs], [log(y) for y in ys], confidence)
    return Power(straight.slope, straight.low, straight.high, exp(straight.intercept))
