"""Keyed random numbers and quantile tables.

Every draw is a pure function of (seed, agent, serial, purpose, subject, occurrence): Philox4x32-10 (Salmon et al. 2011,
"Parallel random numbers: as easy as 1, 2, 3") of a counter that says what the number is for. There is no stream and
so no state: neither the order of events nor a measure that is switched on can shift anybody else's numbers.

Distributions are tabulated once as quantile functions on a grid that halves towards both tails and are drawn by
linear interpolation: monotone in the uniform number, which is what makes common random numbers work.
"""

import math

import numpy as np

from sim.engine.jit import jit

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)

OCTAVES = 32
CELLS = 16
HALF = OCTAVES * CELLS
NODES = 2 * HALF + 2

TICK = 2.0**-20
"""Times and durations are multiples of this many minutes (60 microseconds), so that their sums are exact."""


@jit
def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10: four 32-bit words (as uint64) of a 128-bit counter and a 64-bit key, each in 32-bit words."""
    x0, x1, x2, x3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    key0, key1 = np.uint64(k0), np.uint64(k1)
    for _ in range(10):
        product0 = _M0 * x0
        product1 = _M1 * x2
        x0, x2 = (product1 >> _SHIFT) ^ x1 ^ key0, (product0 >> _SHIFT) ^ x3 ^ key1
        x1, x3 = product1 & _LOW, product0 & _LOW
        key0 = (key0 + _W0) & _LOW
        key1 = (key1 + _W1) & _LOW
    return x0, x1, x2, x3


@jit
def uniform(seed0, seed1, agent, serial, purpose, subject, occurrence):
    """A uniform number in the open interval (0, 1) with 53 random bits.

    ``agent`` and ``serial`` (its how-manieth case) are below 2**32, ``purpose`` and ``subject`` below 2**16.
    """
    x0, x1, _, _ = philox(occurrence, (int(purpose) << 16) | int(subject), agent, serial, seed0, seed1)
    high, low = x0 >> np.uint64(5), x1 >> np.uint64(6)
    return (float(high) * 67108864.0 + float(low) + 0.5) * (1.0 / 9007199254740992.0)


@jit
def four(seed0, seed1, agent, serial, purpose, block):
    """Four uniform numbers in (0, 1) with 32 random bits from one draw, for subjects 4 * block to 4 * block + 3."""
    x0, x1, x2, x3 = philox(0, (int(purpose) << 16) | int(block), agent, serial, seed0, seed1)
    scale = 1.0 / 4294967296.0
    return (
        (float(x0) + 0.5) * scale,
        (float(x1) + 0.5) * scale,
        (float(x2) + 0.5) * scale,
        (float(x3) + 0.5) * scale,
    )


@jit
def quantile(tables, row, u):
    """The quantile of distribution ``row`` at ``u``, interpolated; ``tables`` has shape (distributions, NODES)."""
    tail = u if u < 0.5 else 1.0 - u
    mantissa, exponent = math.frexp(tail)
    octave = -exponent
    if octave > OCTAVES:
        position, part = 0, 0.0
    elif octave < 1:  # the median itself
        position, part = HALF - 1, 1.0
    else:
        scaled = (mantissa - 0.5) * (2.0 * CELLS)
        cell = int(scaled)
        part = scaled - cell
        position = (OCTAVES - octave) * CELLS + cell
    if u >= 0.5:
        position += HALF + 1
    left = tables[row, position]
    return left + part * (tables[row, position + 1] - left)


@jit
def to_tick(minutes):
    """Round a duration to the grid of times."""
    return math.floor(minutes * 1048576.0 + 0.5) * TICK


@jit
def binomial_quantile(n, p, u):
    """The number of successes among ``n`` with probability ``p`` at quantile ``u``, monotone in ``u`` and in ``p``."""
    if p <= 0.0 or n <= 0:
        return 0
    if p >= 1.0:
        return n
    odds = p / (1.0 - p)
    probability = (1.0 - p) ** n
    cumulative = probability
    k = 0
    while u > cumulative and k < n:
        probability *= odds * (n - k) / (k + 1)
        k += 1
        cumulative += probability
    return k


@jit
def uniforms(seed0, seed1, keys, purpose):
    """A uniform number for each of some agents, shape as ``keys``."""
    numbers = np.empty(len(keys))
    for i in range(len(keys)):
        numbers[i] = uniform(seed0, seed1, keys[i], 0, purpose, 0, 0)
    return numbers


@jit
def quantiles(table, u):
    """Quantiles of one distribution (a table of shape (NODES,)) at many uniform numbers."""
    tables = table.reshape(1, len(table))
    values = np.empty(len(u))
    for i in range(len(u)):
        values[i] = quantile(tables, 0, u[i])
    return values
