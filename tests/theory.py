"""Comparisons with closed formulas, and where they are written down for docs/verification.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

WIDEST = 0.1
"""Half an interval may be so wide at most, as a share of what is expected: a wider one could not fail."""


@dataclass(frozen=True)
class Comparison:
    """A simulated mean with half its interval, and what a formula says."""

    what: str
    theory: str
    expected: float
    mean: float
    half: float
    unit: str

    @property
    def holds(self) -> bool:
        """Whether the formula's value lies in the interval."""
        return abs(self.mean - self.expected) <= self.half


COMPARISONS: list[Comparison] = []
"""Those made by the tests that have run in this process."""


def agrees(
    what: str, theory: str, expected: float, mean: float, half: float, unit: str = "minutes", widest: float = WIDEST
) -> None:
    """Assert that a formula's value lies within ``mean`` +- ``half`` and that the interval is narrow enough to fail."""
    made = Comparison(what, theory, float(expected), float(mean), float(half), unit)
    COMPARISONS.append(made)
    assert made.holds, f"{what}: {mean:.4f} +- {half:.4f} against {expected:.4f}"
    assert half <= widest * abs(expected), f"{what}: an interval so wide that it cannot fail"


def replications_agree(
    what: str, theory: str, expected: float, values: Sequence[float], unit: str = "minutes", level: float = 0.999
) -> None:
    """The same for the t interval of the mean of independent replications."""
    half = stats.t.ppf(0.5 + level / 2, len(values) - 1) * stats.sem(values)
    agrees(what, theory, expected, np.mean(values), half, unit)


def share_agrees(what: str, theory: str, expected: float, found: float, count: int, widest: float = WIDEST) -> None:
    """The same for a share of ``count`` independent yes or no, four standard errors either way."""
    half = 4.0 * np.sqrt(expected * (1.0 - expected) / count)
    agrees(what, theory, expected, found, half, "", widest)
