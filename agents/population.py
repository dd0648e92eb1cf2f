"""The population: who the enterprises of a region are, drawn once and never touched by a measure.

Every trait of an enterprise is a function of its key and the seed alone. So one more enterprise, or another
scale, leaves all others as they were.
"""

from collections.abc import Callable, Mapping

import numpy as np

FOUNDER_KEYS = 1 << 31
"""Keys from here on belong to enterprises that are yet to be founded."""

DISTRICT, SECTOR, SIZE, AGE, SKILL, COMPLIANCE, TRAVEL, FOUNDED = range(101, 109)
"""What a random number of the population is for."""

Uniforms = Callable[[np.ndarray, int], np.ndarray]
Quantiles = Callable[[Mapping, np.ndarray], np.ndarray]


def choose(shares: Mapping[str, Mapping], u: np.ndarray) -> np.ndarray:
    """Indices of the classes that uniform numbers fall into; ``shares`` maps each class to its ``share``."""
    limits = np.cumsum([entry["share"] for entry in shares.values()])
    return np.minimum(np.searchsorted(limits, u, side="right"), len(limits) - 1)


def draw(
    rows: np.ndarray, population: Mapping, keys: np.ndarray, uniforms: Uniforms, quantiles: Quantiles
) -> None:
    """Fill the enterprise rows with these keys.

    ``uniforms(keys, purpose)`` gives a uniform number for each key, ``quantiles(distribution, u)`` the quantiles of a
    distribution of the scenario.
    """
    rows["key"] = keys
    rows["district"] = choose(population["districts"], uniforms(keys, DISTRICT))
    rows["sector"] = choose(population["sectors"], uniforms(keys, SECTOR))
    rows["size_class"] = choose(population["sizes"], uniforms(keys, SIZE))
    rows["age"] = quantiles(population["age"], uniforms(keys, AGE))
    rows["skill"] = quantiles(population["skill"], uniforms(keys, SKILL))
    rows["compliance"] = quantiles(population["compliance"], uniforms(keys, COMPLIANCE))
    u = uniforms(keys, TRAVEL)
    for number, district in enumerate(population["districts"].values()):
        here = rows["district"] == number
        rows["travel"][here] = quantiles(district["travel"], u[here])
    wages = np.array([size["wage"] for size in population["sizes"].values()]) / 60.0
    rows["wage"] = wages[rows["size_class"]]
    rows["satisfaction"] = 3.0


def residents_and_founders(population: Mapping, scale: float, years: float, share: float) -> tuple[int, int]:
    """How many enterprises exist at the start, and how many are founded over ``years``.

    ``share`` is the share of founders who start at the hall.
    """
    residents = max(1, round(population["enterprises"] * scale))
    return residents, round(population["enterprises"] * scale * population["entry_rate"] * years * share)
