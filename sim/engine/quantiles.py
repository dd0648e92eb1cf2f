"""Tabulating distributions as quantile functions (see :mod:`sim.engine.draws` for how they are drawn)."""

import math
from collections.abc import Callable, Mapping

import numpy as np

from sim.engine.draws import CELLS, HALF, NODES, OCTAVES


def _tail_grid() -> np.ndarray:
    """Probabilities from 2**-(OCTAVES + 1) up to one half, CELLS to the octave, shape (HALF + 1,)."""
    octaves = np.arange(OCTAVES, 0, -1)[:, None]
    cells = np.arange(CELLS)[None, :]
    grid = (0.5 + cells / (2.0 * CELLS)) * 2.0**-octaves
    return np.append(grid.ravel(), 0.5)


TAIL = _tail_grid()


def _standard(name: str, parameters: Mapping) -> tuple[Callable, Callable, float]:
    """(quantile function, the same of the upper tail, mean) of a distribution named in a scenario."""
    from scipy import special

    match name:
        case "constant":
            value = parameters["value"]
            return (lambda p: np.full_like(p, value)), (lambda q: np.full_like(q, value)), value
        case "expon":
            mean = parameters["mean"]
            return (lambda p: -mean * np.log1p(-p)), (lambda q: -mean * np.log(q)), mean
        case "uniform":
            low, high = parameters["low"], parameters["high"]
            return (
                (lambda p: low + (high - low) * p),
                (lambda q: high - (high - low) * q),
                (low + high) / 2,
            )
        case "lognorm" if "mean" in parameters:
            variance = math.log1p(parameters["cv"] ** 2)
            sigma, mu = math.sqrt(variance), math.log(parameters["mean"]) - variance / 2
            return (
                (lambda p: np.exp(mu + sigma * special.ndtri(p))),
                (lambda q: np.exp(mu - sigma * special.ndtri(q))),
                parameters["mean"],
            )
        case "gamma" if "mean" in parameters:
            shape = parameters["cv"] ** -2
            scale = parameters["mean"] / shape
            return (
                (lambda p: scale * special.gammaincinv(shape, p)),
                (lambda q: scale * special.gammainccinv(shape, q)),
                parameters["mean"],
            )
        case "beta" if "mean" in parameters:
            a = parameters["mean"] * parameters["concentration"]
            b = parameters["concentration"] - a
            return (
                (lambda p: special.betaincinv(a, b, p)),
                (lambda q: special.betainccinv(a, b, q)),
                parameters["mean"],
            )
        case "triangular":
            low, mode, high = parameters["low"], parameters["mode"], parameters["high"]
            return *_triangular(low, mode, high), (low + mode + high) / 3
        case "empirical":
            values = np.sort(np.asarray(parameters["values"], dtype=float))
            # Hazen positions: the mean of the interpolated sample is the sample's mean but for its two ends.
            positions = (np.arange(len(values)) + 0.5) / len(values)
            return (
                (lambda p: np.interp(p, positions, values)),
                (lambda q: np.interp(1.0 - q, positions, values)),
                float(values.mean()),
            )
    return _scipy(name, parameters)


def _triangular(low: float, mode: float, high: float) -> tuple[Callable, Callable]:
    width = high - low
    split = (mode - low) / width

    def lower(p):
        rising = low + np.sqrt(p * width * (mode - low))
        falling = high - np.sqrt((1.0 - p) * width * (high - mode))
        return np.where(p < split, rising, falling)

    def upper(q):
        falling = high - np.sqrt(q * width * (high - mode))
        rising = low + np.sqrt((1.0 - q) * width * (mode - low))
        return np.where(q < 1.0 - split, falling, rising)

    return lower, upper


def _scipy(name: str, parameters: Mapping) -> tuple[Callable, Callable, float]:
    from scipy import stats

    frozen = getattr(stats, name)(**parameters)
    return frozen.ppf, frozen.isf, float(frozen.mean())


def mean_of(distribution: Mapping) -> float:
    """The mean of a distribution as a scenario names it, in its own unit."""
    parameters = {key: value for key, value in distribution.items() if key != "dist"}
    return float(_standard(distribution["dist"], parameters)[2])


def tabulate(distribution: Mapping) -> np.ndarray:
    """Quantile table of a distribution, shape (NODES,), in the distribution's own unit.

    The interpolated table has the distribution's mean: what linear interpolation adds to a curved quantile function
    is taken off again, in proportion for a positive distribution and as a shift for any other. This carries the ends
    of a bounded distribution out of its bounds by some millionths of its width (by 2 % for a beta of mean 10^-6 that
    is nearly always 0).
    """
    parameters = {key: value for key, value in distribution.items() if key != "dist"}
    lower, upper, mean = _standard(distribution["dist"], parameters)
    with np.errstate(all="ignore"):
        table = np.concatenate([lower(TAIL), upper(TAIL)])
    if not np.all(np.isfinite(table)):
        raise ValueError(f"the distribution {dict(distribution)} has quantiles that are not finite")
    tabulated = table_mean(table)
    if math.isfinite(mean) and tabulated != mean:
        table = table * (mean / tabulated) if table.min() >= 0 and tabulated > 0 else table + (mean - tabulated)
    assert table.shape == (NODES,)
    return table


def table_mean(table: np.ndarray) -> float:
    """The mean of what :func:`sim.engine.draws.quantile` gives for uniform numbers (trapezia, and the flat tips)."""
    steps = np.diff(TAIL)
    total = 0.0
    for half in (table[: HALF + 1], table[HALF + 1 :]):
        total += float(np.sum(steps * (half[1:] + half[:-1]) / 2.0)) + TAIL[0] * float(half[0])
    return total
