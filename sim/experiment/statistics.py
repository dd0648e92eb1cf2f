"""Paired comparison of two worlds: difference, interval, corrected verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

CONFIDENCE = 0.95
SIGNIFICANCE = 0.05
#: Differences below this share of the values compared are rounding of sums, not effects.
ROUNDING = 1e-10


@dataclass(frozen=True)
class Paired:
    """The same outcome in both worlds, replication by replication.

    ``low`` and ``high`` bound the mean difference (reform minus baseline) with 95 % confidence (paired t);
    NaN with ``reason`` where no interval can be given. ``p`` is two-sided.
    """

    baseline: float
    reform: float
    difference: float
    low: float
    high: float
    p: float
    below: float
    above: float
    pairs: int
    reason: str

    def share_better(self, better: str) -> float:
        """Share of replications in which the reform world did better; NaN where neither direction is."""
        if self.pairs == 0:
            return np.nan
        return {"lower": self.below, "higher": self.above}.get(better, np.nan)


def paired(baseline: Sequence[float], reform: Sequence[float]) -> Paired:
    """Compare two worlds over the replications in which both values are known.

    Degenerate cases are said, not hidden: ``no_data`` (fewer than two pairs), ``one_replication`` (no more
    were run), ``identical`` (no replication differs) and ``same_in_all`` (every replication differs by the
    same, as when a rule removes one step from every case: chance has no part in it).
    """
    both = np.column_stack([np.asarray(baseline, float), np.asarray(reform, float)])
    both = both[np.isfinite(both).all(axis=1)]
    n = len(both)
    if n == 0:
        return Paired(*[np.nan] * 8, 0, "no_data")
    differences = both[:, 1] - both[:, 0]
    tolerance = ROUNDING * np.abs(both).max()
    differences[np.abs(differences) <= tolerance] = 0.0
    mean = float(differences.mean())
    known = dict(
        baseline=float(both[:, 0].mean()),
        reform=float(both[:, 1].mean()),
        difference=mean,
        below=float((differences < 0).mean()),
        above=float((differences > 0).mean()),
        pairs=n,
    )
    if n == 1:
        reason = "one_replication" if len(baseline) == 1 else "no_data"
        return Paired(**known, low=np.nan, high=np.nan, p=np.nan, reason=reason)
    if np.ptp(differences) <= tolerance:
        reason = "same_in_all" if mean else "identical"
        return Paired(**known, low=mean, high=mean, p=0.0 if mean else 1.0, reason=reason)
    test = stats.ttest_rel(both[:, 1], both[:, 0])
    interval = test.confidence_interval(CONFIDENCE)
    return Paired(
        **known, low=float(interval.low), high=float(interval.high), p=float(test.pvalue), reason=""
    )


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean over replications with its 95 % t interval; NaN bounds for fewer than two values."""
    known = np.asarray(values, float)
    known = known[np.isfinite(known)]
    if len(known) == 0:
        return np.nan, np.nan, np.nan
    mean = float(known.mean())
    if len(known) == 1:
        return mean, np.nan, np.nan
    half = stats.t.ppf((1 + CONFIDENCE) / 2, len(known) - 1) * known.std(ddof=1) / np.sqrt(len(known))
    return mean, mean - half, mean + half


def holm(p: Sequence[float]) -> np.ndarray:
    """Holm's step-down adjustment: the chance of one false verdict among all stays below the level asked.

    Values that are NaN were not tested; they stay NaN and do not count.
    """
    p = np.asarray(p, float)
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(np.isfinite(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    factors = len(order) - np.arange(len(order))
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * factors), 1.0)
    return adjusted


def verdict(difference: float, p_adjusted: float, better: str) -> str:
    """The comparison in one word: improved, worse, changed (no direction is better) or cannot_tell."""
    if not p_adjusted < SIGNIFICANCE or difference == 0:
        return "cannot_tell"
    if better == "none":
        return "changed"
    return "improved" if (difference < 0) == (better == "lower") else "worse"
