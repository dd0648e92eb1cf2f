"""How many replications: as many as the precision asked for needs.

The rule looks only at fixed boundaries (``at_least`` replications, then every five), in order of their
numbers. So it stops at the same number however many processes work, and whichever replication ends first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.experiment.statistics import paired

#: Replications added between two looks at the precision.
BATCH = 5


def boundaries(at_least: int, at_most: int) -> Iterator[int]:
    """Numbers of replications after which the rule looks: at_least, then five more each, at_most last."""
    number = at_least
    while number < at_most:
        yield number
        number += BATCH
    yield at_most


def precision(baseline: Sequence[float], reform: Sequence[float]) -> float:
    """Half width of the paired interval of the difference, as a share of the baseline's mean.

    Infinite while there is no interval.
    """
    comparison = paired(baseline, reform)
    if not np.isfinite(comparison.low):
        return np.inf
    half = (comparison.high - comparison.low) / 2
    return half / abs(comparison.baseline) if comparison.baseline else (np.inf if half else 0.0)
