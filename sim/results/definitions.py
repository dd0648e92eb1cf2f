"""What outcomes are: their kind, the days they are taken over, and how groups are formed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

MINUTES_PER_DAY = 1440.0
DAYS_PER_YEAR = 365.0
MONTHS_PER_YEAR = 12.0
PER_ENTERPRISES = 1000

#: Group kind, group, outcome (or kind, entity, name of a statistic), value.
Row = tuple[str, str, str, float]


@dataclass(frozen=True)
class Outcome:
    """One number a world is judged by: ``better`` says which direction is good ("none": neither is)."""

    id: str
    unit: str
    better: str


@dataclass(frozen=True)
class Horizon:
    """The days of a run: before the cohort, while it forms, and while its cases finish."""

    warm_up: int
    days: int
    follow_up: int

    @property
    def window(self) -> tuple[float, float]:
        """The cohort's days as minutes from the start of the simulation."""
        return self.warm_up * MINUTES_PER_DAY, (self.warm_up + self.days) * MINUTES_PER_DAY

    @property
    def end(self) -> float:
        """The end of the run as minutes from its start."""
        return (self.warm_up + self.days + self.follow_up) * MINUTES_PER_DAY


def groups(frame: pd.DataFrame, kind: str) -> tuple[np.ndarray, list[str]]:
    """The group of each row as a number, and the names of the groups, sorted; "all" is one group."""
    if kind == "all":
        return np.zeros(len(frame), np.intp), ["all"]
    column = frame[kind].astype("category").cat.remove_unused_categories()
    column = column.cat.reorder_categories(sorted(column.cat.categories))
    return column.cat.codes.to_numpy(np.intp), [str(name) for name in column.cat.categories]


def numbered(column: pd.Series, names: Sequence[str]) -> np.ndarray:
    """The place of each value of a column among some names, -1 where it is none of them."""
    column = column.astype("category").cat
    place = pd.Index(names, dtype=object).get_indexer(column.categories.astype(str).astype(object))
    return np.append(place, -1)[column.codes.to_numpy()]


def total(codes: np.ndarray, count: int, values: pd.Series | np.ndarray | None = None) -> np.ndarray:
    """Sums of values (or numbers of rows) in each of ``count`` groups; rows without a group do not count."""
    known = codes >= 0
    weights = None if values is None else np.asarray(values, float)[known]
    return np.bincount(codes[known], weights, count).astype(float)


def ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """``above / below``, NaN where there is nothing below."""
    below = np.asarray(below, float)
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below != 0)


def mean(values: np.ndarray) -> float:
    """Mean of some values, NaN of none."""
    return float(np.mean(values)) if len(values) else np.nan


def quantile(values: np.ndarray, q: float) -> float:
    """Quantile of some values, NaN of none."""
    return float(np.quantile(values, q)) if len(values) else np.nan


def rows_by_code(codes: np.ndarray, count: int) -> list[np.ndarray]:
    """Row numbers of each of ``count`` groups, in their original order; those without a group (-1) are left out."""
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(count + 1))
    return [order[bounds[i] : bounds[i + 1]] for i in range(count)]
